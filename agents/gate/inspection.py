"""The gate: every check in its order, on every text of either engine."""

from agents.gate import (
    claims,
    conduct,
    contacts,
    counsel,
    elsewhere,
    favours,
    house,
    leaks,
    persons,
    promises,
    shape,
    sources,
    tongue,
    undecided,
)
from agents.gate.base import Finding, Grounds, finding
from agents.gate.fold import fold, views
from agents.gate.reading import read

GUEST = 8_000  # characters of the guest's own words that are read


def inspect(text: str, grounds: Grounds) -> list[Finding]:
    """Why this text may not go out; nothing when it may. Never raises, whatever the text.

    Give it the text exactly as it will be sent, after `clean`.
    """
    if len(text) > grounds.limit:
        return [finding("length", text[:80], f"Write at most {grounds.limit} characters; aim for 600.")]
    folded = views(fold(text))
    if not folded.bare.strip():
        return [finding("empty", "", "Write a reply for the guest.")]
    seen = read(text, grounds, known=True)
    written = read(grounds.guest_text[:GUEST], grounds)
    return [
        *shape.check(text, folded),
        *leaks.check(text, folded, grounds),
        *sources.check(seen, contacts.disguised(text), written, grounds),
        *claims.check(folded, grounds),
        *undecided.check(folded, grounds),
        *promises.check(folded, grounds),
        *favours.check(folded.bare, grounds),
        *house.check(seen.bare, grounds),
        *elsewhere.check(folded, seen.bare, grounds),
        *persons.check(folded.case, seen.bare, grounds),
        *counsel.check(folded.case, seen.bare, grounds),
        *conduct.check(text, folded.bare, grounds),
        *tongue.check(text, grounds),
    ]
