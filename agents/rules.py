"""What is answered by rule, before any engine: confirmations, a wish for a person, danger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from agents import confirm, emergency, phrases, settle, terms
from agents.base import Briefing, HandOff, Line, Say
from agents.confirm import Verdict
from agents.desk import Desk
from agents.emergency import Emergency
from agents.gate.cards import mask_cards
from agents.manners import last_words, person_is_coming
from agents.offline.language import detect
from agents.offline.understanding import understand
from agents.offline.words import tokens, words
from hotels.models import Hotel
from pms import proposals
from pms.models import Proposal

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
    language: str = ""  # of the words, where it is not the turn's


def answer(desk: Desk, briefing: Briefing, lines: Sequence[Line]) -> Ruled:
    """Answer what can be answered by rule; with nothing to say, `rest` is everything."""
    if found := next(filter(None, (emergency.spot(line.text) for line in lines)), None):
        return _danger(desk, briefing, lines, found)
    verdict = confirm.judge(briefing, lines)
    if verdict.answer != "none":
        return _about_terms(desk, briefing, verdict)
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

    Of what the guest has agreed to and nobody knows the end of, that it is so: also a no is no end to it.
    A guest who looks at other rooms or dates has left those terms: they are taken back, so that a later
    yes cannot mean them. So are terms of a draft that was never sent.
    """
    if any(say.proposal for say in says):
        return None
    proposal = proposals.in_hand(briefing.conversation_id)
    if proposal is None:
        return None
    if proposal.state == Proposal.State.CONFIRMED:
        word = Say(phrases.say(desk.language, "not_known_yet"))
        said_so = {word.text, phrases.say(proposal.language, "making_sure")} & {say.text for say in says}
        return None if said_so else word
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


def _danger(desk: Desk, briefing: Briefing, lines: Sequence[Line], found: Emergency) -> Ruled:
    """Fixed words in the guest's language, and a person at once, whatever else was written."""
    language = _language_of(desk.hotel, found, lines)
    text = _what_to_do(found.kind, desk.hotel, briefing.now, language)
    summary = f"Emergency ({found.kind.replace('_', ' ')}): {_said(lines)}"
    return Ruled((Say(text),), HandOff("safety", summary), language=language)


def _language_of(hotel: Hotel, found: Emergency, lines: Sequence[Line]) -> str:
    """The language to answer in: the message's where the hotel offers it, else English, else the hotel's."""
    text = " ".join(line.text for line in lines)
    language = detect(words(tokens(text)), text) or found.language
    offered = hotel.languages or [hotel.language]
    return next((code for code in (language, "en") if code in offered), str(offered[0]))


def _what_to_do(kind: emergency.Kind, hotel: Hotel, now: datetime, language: str) -> str:
    """What to do and whom to call, in words that are fixed; `now` tells whether somebody is at the desk."""
    number = hotel.emergency_phone
    call = phrases.say(language, "emergency_call" if number else "emergency_call_no_number", emergency=number)
    parts = [phrases.say(language, f"emergency_{kind}", call=call)]
    if hotel.phone:
        parts.append(phrases.say(language, "emergency_hotel_phone", phone=hotel.phone))
        if kind == "locked_out" and not hotel.reception_is_open(now):
            opens = phrases.clock(hotel.reception_from, language)
            parts.append(phrases.say(language, "emergency_at_night", clock=opens))
    return " ".join(parts)


def _said(lines: Sequence[Line]) -> str:
    return last_words(mask_cards(" / ".join(line.text for line in lines if line.text)))
