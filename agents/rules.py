"""What is answered by rule, before any engine: confirmations, a wish for a person, danger."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents import confirm, phrases, settle, terms
from agents.base import Briefing, HandOff, Line, Say
from agents.confirm import Verdict
from agents.desk import Desk
from agents.gate.cards import mask_cards
from agents.manners import last_words, person_is_coming
from agents.offline.understanding import understand
from agents.offline.words import fold
from pms import proposals
from pms.models import Proposal

# Not "emergencia" alone: guests ask for the emergency exit and the number to call.
_DANGER = re.compile(
    r"suicid|matarme|quitarme la vida|quiero morir|kill myself|end my life|want to die|"
    r"\b(incendio|hay fuego|ambulancia|(?<!de )infarto|me estan (amenazando|atacando)|no respira|sobredosis|"
    r"(there is|theres|there s) a fire|ambulance|heart attack|not breathing|overdose|being attacked)\b|"
    r"\bes una emergencia\b|\bthis is an emergency\b"
)


# What is said to a no, and to the wish for other terms.
_LET_GO = {
    "book": ("not_booked", "what_to_change"),
    "change": ("not_changed", "what_to_change"),
    "cancel": ("kept", "kept"),
    "appointment": ("no_appointment", "what_time"),
    "appointment_move": ("appointment_as_it_is", "what_time"),
    "appointment_cancel": ("appointment_as_it_is", "appointment_as_it_is"),
    "request": ("not_requested", "what_request"),
}


@dataclass(frozen=True)
class Ruled:
    """An answer by rule. `rest` are lines that an engine has still to answer, after these `says`."""

    says: tuple[Say, ...] = ()
    hand_off: HandOff | None = None
    committed: bool = False
    notes: tuple[str, ...] = ()
    settled: int | None = None
    tells: int | None = None
    rest: tuple[Line, ...] = ()


def answer(desk: Desk, briefing: Briefing, lines: Sequence[Line]) -> Ruled:
    """Answer what can be answered by rule; with nothing to say, `rest` is everything."""
    verdict = confirm.judge(briefing, lines)
    if verdict.answer != "none":
        return _about_terms(desk, briefing, verdict)
    if any(_DANGER.search(fold(line.text)) for line in lines):
        return _danger(desk, briefing, lines)
    if any(wants_person(line, desk) for line in lines):
        return _person(desk, briefing, lines)
    if not any(line.text.strip() for line in lines):
        return Ruled((Say(phrases.say(desk.language, "cannot_open")),))
    return Ruled(rest=tuple(lines))


def wants_person(line: Line, desk: Desk) -> bool:
    """Whether the guest asks for a person, in whatever language we read."""
    return bool(line.text) and understand(line.text, desk.hotel.today()).intent == "human"


def reminder(desk: Desk, briefing: Briefing, says: Sequence[Say]) -> Say | None:
    """What to ask again at the end of an answer while terms wait for one, or None.

    A guest who looks at other rooms or dates has left those terms: they are taken back, so that a later
    yes cannot mean them. So are terms of a draft that was never sent.
    """
    if any(say.proposal for say in says):
        return None
    proposal = proposals.open_proposal(briefing.conversation_id)
    if proposal is None:
        return None
    if desk.searched or confirm.offered_line(briefing, proposal) is None:
        proposals.withdraw_open(briefing.conversation_id)
        return None
    return _ask_again(proposal, desk)


def _ask_again(proposal: Proposal, desk: Desk) -> Say:
    return Say(terms.reminder(proposal, desk.hotel), terms.buttons(proposal), proposal=proposal.pk)


def _about_terms(desk: Desk, briefing: Briefing, verdict: Verdict) -> Ruled:
    proposal, rest = verdict.proposal, verdict.rest
    language = proposal.language if proposal else desk.language
    if verdict.answer == "person":
        return _person(desk, briefing, briefing.new_lines())
    if verdict.answer == "yes" and proposal:
        return _ruled(settle.settle(desk, briefing, proposal, verdict.message_id), rest)
    if verdict.answer == "again" and proposal:
        return _ruled(settle.told_again(desk, proposal), rest)
    if verdict.answer in ("no", "change"):
        proposals.withdraw_open(briefing.conversation_id)
        if rest:
            return Ruled(rest=rest)
        return Ruled((Say(phrases.say(language, _let_go(verdict))),))
    if verdict.answer == "stale":
        says = (Say(phrases.say(language, "no_longer_valid")),)
        waiting = proposals.open_proposal(briefing.conversation_id)
        if waiting and not rest and confirm.offered_line(briefing, waiting):
            return Ruled((*says, _ask_again(waiting, desk)))
        return Ruled(says, rest=rest)
    if rest or proposal is None:
        return Ruled(rest=rest)
    return Ruled((Say(phrases.say(language, "confirm_with_button")), _ask_again(proposal, desk)))


def _let_go(verdict: Verdict) -> str:
    which = terms.variant(verdict.proposal) if verdict.proposal else "book"
    no, change = _LET_GO[which]
    return no if verdict.answer == "no" else change


def _ruled(settled: settle.Settled, rest: tuple[Line, ...]) -> Ruled:
    return Ruled(
        settled.says,
        settled.hand_off,
        settled.committed,
        settled.notes,
        settled.proposal,
        settled.tells,
        () if settled.hand_off else rest,
    )


def _person(desk: Desk, briefing: Briefing, lines: Sequence[Line]) -> Ruled:
    summary = f"The guest asks for a person: {_said(lines)}"
    says = (Say(person_is_coming(desk.hotel, briefing, desk.language)),)
    return Ruled(says, HandOff("guest_asks", summary))


def _danger(desk: Desk, briefing: Briefing, lines: Sequence[Line]) -> Ruled:
    number = desk.hotel.emergency_phone
    key = "safety" if number else "safety_no_number"
    text = phrases.say(desk.language, key, emergency=number)
    return Ruled((Say(text),), HandOff("safety", f"Danger or an emergency: {_said(lines)}"))


def _said(lines: Sequence[Line]) -> str:
    return last_words(mask_cards(" / ".join(line.text for line in lines if line.text)))
