"""The guest's own reservations: what they are, and cancelling one."""

import re

from agents import phrases, terms
from agents.offline import details
from agents.offline.turn import Turn
from agents.offline.words import spaced, tokens
from pms.base import ReservationInfo
from pms.errors import PMSRefused

SHOWN = 3
_EXISTING = re.compile(r"\b(?:reserv\w+|bookings?)\b")


def status(turn: Turn) -> None:
    """Tell what the guest has reserved, once it is clear that it is theirs."""
    turn.memory.goal = "status"
    found = _mine(turn)
    if found is not None:
        for reservation in found[:SHOWN]:
            turn.tell(worded(reservation, turn))
        turn.memory.goal = turn.memory.expecting = ""


def cancel(turn: Turn) -> None:
    """Put the cancellation of one reservation before the guest; ask which when there are several."""
    memory = turn.memory
    memory.goal = "cancel"
    chosen = _chosen(turn)
    if chosen:
        return _propose(turn, chosen)
    found = _mine(turn)
    if found is None:
        return None
    open_ones = [reservation for reservation in found if reservation.status == "confirmed"]
    if not open_ones:
        memory.goal = ""
        return turn.say("was_cancelled_before")
    if len(open_ones) == 1:
        return _propose(turn, open_ones[0].code)
    memory.options = [reservation.code for reservation in open_ones]
    lines = [_line(reservation, number, turn) for number, reservation in enumerate(open_ones, 1)]
    return turn.ask("choice", "which_reservation", reservations="\n".join(lines))


def _chosen(turn: Turn) -> str:
    """The reservation that the answer to "which one?" means, by its number or its code."""
    memory, said = turn.memory, turn.said
    if memory.expecting != "choice" or not memory.options:
        return ""
    if said.code in memory.options:
        return said.code
    number = (
        int(said.choice) if said.choice.isdecimal() else len(memory.options) if said.choice == "last" else 0
    )
    return memory.options[number - 1] if 1 <= number <= len(memory.options) else ""


def _mine(turn: Turn) -> list[ReservationInfo] | None:
    """The reservations the guest may hear of: their channel's own, or one proved by code and surname.

    None when the proof is still asked for or has failed; the guest has been told.
    """
    memory = turn.memory
    asked_before = memory.expecting in ("code", "surname")
    code = turn.said.code or (memory.code if asked_before else "")
    own = [found for found in turn.desk.my_reservations() if not _is_over(found, turn)]
    if code:
        hit = [reservation for reservation in own if reservation.code == details.plain_code(code)]
        return hit or _proved(turn, code)
    upcoming = [reservation for reservation in own if reservation.status == "confirmed"]
    if (upcoming or own) and not asked_before:
        return upcoming or own[:1]
    waiting = turn.desk.open_proposal()
    looking = (
        memory.goal == "cancel" and bool(memory.stay or memory.shown) and not _EXISTING.search(_flat(turn))
    )
    if looking or (waiting and waiting.kind == "book"):
        _not_booked_yet(turn)
        return None
    turn.ask("code", "ask_code")
    return None


def _not_booked_yet(turn: Turn) -> None:
    """The guest means the booking whose terms wait: to be confirmed still, or not wanted any more."""
    if turn.memory.goal == "cancel":
        turn.desk.take_back_terms()
        turn.say("not_booked")
    else:
        turn.say("not_confirmed_yet")
    turn.memory.goal = turn.memory.expecting = ""


def _flat(turn: Turn) -> str:
    return spaced(tokens(turn.text))


def _proved(turn: Turn, code: str) -> list[ReservationInfo] | None:
    memory = turn.memory
    surname = turn.said.name or details.surname_beside(
        turn.text, code, asked=memory.expecting in ("code", "surname")
    )
    memory.code = code
    if not surname:
        turn.desk.told.code(code)
        turn.ask("surname", "ask_surname", code=code)
        return None
    try:
        found = turn.desk.find_reservation(code, surname)
    except PMSRefused as refusal:
        turn.step("find_reservation", refused=refusal.code)
        memory.code = ""
        if refusal.code == "too_many_tries":
            turn.hand_over("verification", "too_many_tries", "The guest could not prove a reservation")
        else:
            turn.ask("code", "not_found")
        return None
    turn.step("find_reservation", found=True)
    return [found]


def _is_over(reservation: ReservationInfo, turn: Turn) -> bool:
    return reservation.stay.departure < turn.briefing.now.date()


def _propose(turn: Turn, code: str) -> None:
    memory = turn.memory
    memory.goal = memory.expecting = memory.code = ""
    memory.options = []
    try:
        proposal = turn.desk.propose_cancellation(code)
    except PMSRefused as refusal:
        turn.step("propose_cancellation", refused=refusal.code)
        return _refused(turn, refusal.code)
    turn.step("propose_cancellation", proposal=proposal.id)
    turn.says.append(proposal.as_say())
    return None


def _refused(turn: Turn, code: str) -> None:
    if code == "already_cancelled":
        turn.say("was_cancelled_before")
    elif code == "proposal_in_progress":
        turn.say("in_progress")
    elif code == "not_found":
        turn.memory.goal = "cancel"
        turn.ask("code", "not_found")
    else:
        turn.hand_over("cancellation", "not_cancellable", "The guest wants to cancel a stay that has begun")


def worded(reservation: ReservationInfo, turn: Turn) -> str:
    language, default = turn.language, turn.desk.house.language
    return turn.phrase(
        "your_reservation",
        code=reservation.code,
        room=terms.rooms(reservation.live_rooms, language, default),
        rate=terms.rates(reservation.live_rooms, language, default),
        dates=phrases.stay_dates(reservation.stay, language),
        people=phrases.people(reservation.occupancy, language),
        total=phrases.money(reservation.total, language),
        status=turn.phrase(f"status_{'cancelled' if reservation.status == 'cancelled' else 'confirmed'}"),
    )


def _line(reservation: ReservationInfo, number: int, turn: Turn) -> str:
    language, default = turn.language, turn.desk.house.language
    return turn.phrase(
        "reservation_line",
        number=number,
        code=reservation.code,
        room=terms.rooms(reservation.live_rooms, language, default),
        dates=phrases.stay_dates(reservation.stay, language),
    )
