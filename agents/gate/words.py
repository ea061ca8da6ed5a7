"""What the rules about claims, promises, favours and manners look for in languages besides es and en."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One language's patterns over lower-case text without accents; the rules say what each is for."""

    no: str
    when: str  # "if", "once", "as soon as": what comes after has not happened yet
    offer: str  # puts something to the guest's choice
    pleasantry: str  # holds a "no" that denies nothing
    claims: tuple[tuple[re.Pattern[str], bool], ...]  # as claims._CLAIMS
    vague: re.Pattern[str]
    see_you: re.Pattern[str]
    promise: re.Pattern[str]
    after_yes: str
    workflow: str
    can: str
    gifts: dict[str, str]
    not_granted: str
    free: str
    anytime: str
    included: str
    pressure: str
    card: str
    papers: str
    secrets: str
    human: str
    nobody: str
    insult: str
    other_guest: str
    told_not: str


def named(kinds: dict[str, str]) -> str:
    """One alternation in which each kind is a group."""
    return "|".join(f"(?P<{kind}>{forms})" for kind, forms in kinds.items())
