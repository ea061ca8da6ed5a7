"""The guest's own reservations: what they are, which is meant, and cancelling one or some of its rooms."""

import re
from collections.abc import Sequence

from agents import phrases, terms
from agents.offline import contact, details, offers
from agents.offline.turn import Turn
from agents.offline.words import spaced, tokens
from pms.base import ReservationInfo, RoomStay
from pms.errors import PMSRefused

SHOWN = 3
_ONE_ROOM = re.compile(
    r"\b(?:(?:un[ao]|one) (?:de (?:l[ao]s|mis|nuestr[ao]s)|of (?:the|my|our)|(?:sola )?habitacion|room"
    r"|cuarto)"
    r"|(?:sol[ao]|solamente|unicamente|nada mas|only|just) (?:\w+ )?(?:la|el|una|uno|one|the|a)"
    r"|un[ao] sol[ao]|(?:mi|la|my|the) (?:habitacion|room|cuarto)|(?:la|el|the) (?:otr[ao]"
    r"|other) (?:habitacion|room|cuarto))\b"
)
_ALL = re.compile(
    r"\b(?:tod[ao]s?|ambas|ambos|(?<!de )l[ao]s dos|completa|entera|all|both|everything|whole)\b"
)
# "The second room": its place in what we listed.
_PLACE = re.compile(
    r"\b(?:(?P<p1>primer[ao]?|first)|(?P<p2>segund[ao]|second)|(?P<p3>tercer[ao]?|third)|(?P<p4>cuart[ao]|fourth)"
    r") (?:habitacion|cuarto|room)\b"
)
_EXISTING = re.compile(r"\b(?:reserv\w+|bookings?)\b")


def status(turn: Turn) -> None:
    """Tell what the guest has reserved, once it is clear that it is theirs."""
    turn.memory.goal = "status"
    found = mine(turn)
    if found is not None:
        for reservation in found[:SHOWN]:
            turn.tell(worded(reservation, turn))
        turn.memory.goal = turn.memory.expecting = ""


def cancel(turn: Turn) -> None:
    """Put a cancellation, of a reservation or of rooms of it, before the guest; ask which when unclear."""
    memory = turn.memory
    if memory.goal != "cancel":
        memory.forget_wish()
        memory.wish = [["", turn.text]]
    memory.goal = "cancel"
    if memory.options_slot == "room" and (found := _owned(turn, memory.code)):
        return _about_rooms(turn, found)
    if (code := chosen(turn)) and (found := _owned(turn, code)):
        return _about_rooms(turn, found)
    own = mine(turn)
    if own is None:
        return None
    open_ones = [reservation for reservation in own if reservation.status == "confirmed"]
    if not open_ones:
        memory.forget_wish()
        return turn.say("was_cancelled_before")
    if len(open_ones) == 1:
        return _about_rooms(turn, open_ones[0])
    return ask_which(turn, open_ones, "which_reservation")


def ask_which(turn: Turn, found: Sequence[ReservationInfo], key: str) -> None:
    """Ask which of these reservations is meant."""
    turn.memory.options, turn.memory.options_slot = [each.code for each in found], ""
    lines = [line(reservation, turn, number) for number, reservation in enumerate(found, 1)]
    turn.ask("choice", key, reservations="\n".join(lines))


def chosen(turn: Turn) -> str:
    """The reservation that the answer to "which one?" means, by its number or its code; "" for none."""
    memory, said = turn.memory, turn.said
    if memory.expecting != "choice" or not memory.options or memory.options_slot:
        return ""
    if said.code in memory.options:
        return said.code
    number = (
        int(said.choice) if said.choice.isdecimal() else len(memory.options) if said.choice == "last" else 0
    )
    return memory.options[number - 1] if 1 <= number <= len(memory.options) else ""


def _owned(turn: Turn, code: str) -> ReservationInfo | None:
    try:
        return turn.desk.own_reservation(code)
    except PMSRefused:
        return None


def _about_rooms(turn: Turn, found: ReservationInfo) -> None:
    """All of it, or the rooms that are named; ask which room where it is one of several."""
    memory = turn.memory
    rooms = list(found.live_rooms)
    answers = memory.options_slot == "room"
    said = spaced(tokens(" ".join(text for _, text in memory.wish)))
    some = rooms_named(turn, rooms) if answers else _rooms_said(said, rooms)
    all_of_it = answers and _ALL.search(_flat(turn)) is not None
    one = (
        _ONE_ROOM.search(said) or details.room_words(said) or contact.room_number(said) or _PLACE.search(said)
    )
    names_one = bool(one) and not _ALL.search(said)
    if len(rooms) > 1 and not some and not all_of_it and (answers or names_one):
        memory.code = found.code
        memory.options = [str(number) for number in range(1, len(rooms) + 1)]
        memory.options_slot = "room"
        return turn.ask("choice", "which_room_to_cancel", rooms=rooms_listed(rooms, turn, fees=True))
    return _propose(turn, found.code, [room.id for room in some])


def rooms_named(turn: Turn, rooms: Sequence[RoomStay]) -> list[RoomStay]:
    """The rooms that an answer means, by place, number on the door or kind; none if unclear."""
    said = turn.said
    if said.choice.isdecimal() and 1 <= int(said.choice) <= len(rooms):
        return [rooms[int(said.choice) - 1]]
    if said.choice == "last":
        return [rooms[-1]]
    return _rooms_said(_flat(turn), rooms)


def _rooms_said(flat: str, rooms: Sequence[RoomStay]) -> list[RoomStay]:
    """The rooms that are named by door, place or kind, if that tells them apart from the others."""
    number = contact.room_number(flat)
    by_door = [room for room in rooms if number and room.room_number == number]
    if not by_door and (place := _place(flat, number)) and place <= len(rooms) > 1:
        return [rooms[place - 1]]
    kinds = set(details.room_words(flat))
    by_kind = [room for room in rooms if offers.kinds_of(room.room_type) & kinds]
    found = by_door or by_kind
    alike = {room.room_type.code for room in found}
    if len(alike) == 1 and len(found) > 1 and _ONE_ROOM.search(flat):
        return found[:1] if len({(room.occupancy, room.stay, room.total) for room in found}) == 1 else []
    return found if len(found) < len(rooms) else []


def _place(flat: str, number: str) -> int:
    """The place of "room 2" or "the second room" in what we listed; 0 for none."""
    if found := _PLACE.search(flat):
        return int((found.lastgroup or "p0")[1:])
    return int(number) if number.isdecimal() else 0


def rooms_listed(rooms: Sequence[RoomStay], turn: Turn, fees: bool = False) -> str:
    """The rooms of a reservation, numbered, each with who sleeps in it."""
    language, default = turn.language, turn.desk.house.language
    return "\n".join(
        turn.phrase(
            "room_line_fee" if fees else "room_line",
            number=number,
            room=terms.room(room, language, default),
            people=phrases.people(room.occupancy, language),
            **({"fee": terms.fee(room.cancellation_fee, language)} if fees else {}),
        )
        for number, room in enumerate(rooms, 1)
    )


def mine(turn: Turn) -> list[ReservationInfo] | None:
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


def _propose(turn: Turn, code: str, rooms: Sequence[str]) -> None:
    turn.memory.forget_wish()
    try:
        proposal = turn.desk.propose_cancellation(code, rooms)
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


def line(reservation: ReservationInfo, turn: Turn, number: int = 0) -> str:
    """A reservation in one line, numbered in a list."""
    language, default = turn.language, turn.desk.house.language
    return turn.phrase(
        "reservation_line" if number else "reservation_named",
        **({"number": number} if number else {}),
        code=reservation.code,
        room=terms.rooms(reservation.live_rooms, language, default),
        dates=phrases.stay_dates(reservation.stay, language),
    )
