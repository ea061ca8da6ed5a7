"""Changing a reservation: which one, what about it, and the terms of the change as the PMS prices it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agents import phrases, terms
from agents.offline import change_words, offers, own
from agents.offline.change_words import ChangeWish
from agents.offline.turn import Turn
from agents.offline.words import spaced, tokens
from pms.base import ReservationInfo, RoomStay, RoomTypeInfo, RoomWish
from pms.errors import PMSRefused

MOST_SAID = 6  # messages that one wish is put together from
# Refusals that the guest can do something about: what to say, and what to ask for then.
_MENDED = {
    "sold_out": ("change_sold_out", "dates"),
    "closed": ("change_closed", "dates"),
    "no_rate": ("change_closed", "dates"),
    "min_stay": ("change_too_short", "dates"),
    "max_stay": ("change_too_long", "dates"),
    "over_capacity": ("change_too_small", "room"),
    "past_date": ("date_past", "dates"),
    "too_far": ("too_far", "dates"),
    "too_long": ("change_too_long", "dates"),
    "bad_occupancy": ("bad_occupancy", "people"),
    "nothing_to_change": ("nothing_to_change", "change"),
}
_BY_STAFF = {"needs_staff": "change_by_person", "not_changeable": "not_changeable"}
_NAME = re.compile(
    r"\b(?:titular|nombre|name|transferir|ceder|en mi lugar|e ?mail|correo|telefono|phone|pago|payment)\b"
)


def go_on(turn: Turn) -> None:
    """Take in what was said about a change and do the next thing: ask, or put its terms before the guest."""
    memory = turn.memory
    if memory.goal != "change" or not (memory.expecting or turn.desk.open_proposal()):
        memory.forget_wish()  # what was wished before has been settled, or let go
    memory.goal = "change"
    about_room = memory.options_slot == "room" and not (turn.said.arrival and turn.said.departure)
    answers_which = memory.expecting in ("code", "surname") or bool(own.chosen(turn)) or about_room
    if not answers_which:
        memory.wish = [*memory.wish, [memory.expecting, turn.text]][-MOST_SAID:]
    if _NAME.search(_flat(turn)) and not answers_which and turn.said.intent == "change":
        return _by_person(turn, "change_by_person")
    found = _which(turn)
    return _about(turn, found) if found else None


def _which(turn: Turn) -> ReservationInfo | None:
    """The reservation that is meant; None when the guest was asked, or told that there is none."""
    memory = turn.memory
    code = own.chosen(turn) or (memory.code if memory.expecting not in ("code", "surname") else "")
    if code:
        try:
            return turn.desk.own_reservation(code)
        except PMSRefused:
            memory.code = ""
    found = own.mine(turn)
    if found is None:
        return None
    open_ones = [each for each in found if each.status == "confirmed"]
    if not open_ones:
        memory.forget_wish()
        turn.say("nothing_to_change_left")
        return None
    if len(open_ones) == 1:
        return open_ones[0]
    own.ask_which(turn, open_ones, "which_to_change")
    return None


def _about(turn: Turn, found: ReservationInfo) -> None:
    memory = turn.memory
    waits_for_room = memory.options_slot == "room"
    memory.code, memory.options = found.code, []
    memory.options_slot = memory.expecting = ""
    said = [(asked, text) for asked, text in memory.wish]
    wish = change_words.read(said, turn.briefing.now.date(), found.stay)
    wish = _without_own_kind(wish, found)
    if wish.who_more:
        return turn.ask("who_more", "ask_who_more")
    if wish.ages_missing:
        return turn.ask("ages", "ask_ages")
    if wish.is_empty:
        return turn.ask("change", "ask_change_what", reservation=own.line(found, turn))
    wanted = _kind(turn, wish) if wish.kinds else None
    if wish.kinds and wanted is None:
        return None
    rooms = list(found.live_rooms)
    if len(rooms) > 1 and (wanted or wish.resizes):
        chosen = own.rooms_named(turn, rooms) if waits_for_room else []
        if len(chosen) != 1:
            memory.options = [str(number) for number in range(1, len(rooms) + 1)]
            memory.options_slot = "room"
            return turn.ask("choice", "which_room_to_change", rooms=own.rooms_listed(rooms, turn))
        rooms = chosen
    wishes = _wishes(wish, rooms, wanted)
    if wishes is None:
        memory.wish = []
        return turn.ask("dates", "dates_reversed")
    return _propose(turn, found, wishes)


def _wishes(
    wish: ChangeWish, rooms: Sequence[RoomStay], wanted: RoomTypeInfo | None
) -> list[RoomWish] | None:
    """The same wish for each of the rooms; None for dates that cannot be."""
    wishes = []
    for room in rooms:
        stay = wish.stay_of(room.stay) if wish.moves else None
        if wish.moves and stay is None:
            return None
        wishes.append(
            RoomWish(
                room.id,
                stay,
                wanted.code if wanted else "",
                "",
                wish.occupancy_of(room.occupancy) if wish.resizes else None,
            )
        )
    return wishes


def _without_own_kind(wish: ChangeWish, found: ReservationInfo) -> ChangeWish:
    """ "quiero mover la suite al 12" names the room that is booked, not another one."""
    booked = {kind for room in found.live_rooms for kind in offers.kinds_of(room.room_type)}
    return replace(wish, kinds=()) if wish.kinds and set(wish.kinds) <= booked and wish.moves else wish


def _kind(turn: Turn, wish: ChangeWish) -> RoomTypeInfo | None:
    """The room type of the house that is meant; None when there is no such, and the guest was told."""
    house = turn.desk.house
    fitting = [each for each in house.room_types if offers.kinds_of(each) & set(wish.kinds)]
    if fitting:
        return fitting[0]
    names = [
        phrases.in_words(each.name, turn.language, house.language) or each.code for each in house.room_types
    ]
    turn.memory.wish = []
    turn.desk.told.text(*names)
    turn.ask("room", "no_such_room", rooms=phrases.listed(names, turn.language))
    return None


def _propose(turn: Turn, found: ReservationInfo, wishes: Sequence[RoomWish]) -> None:
    try:
        proposal = turn.desk.propose_change(found.code, wishes)
    except PMSRefused as refusal:
        turn.step("propose_change", refused=refusal.code)
        return _refused(turn, found, wishes, refusal.code)
    turn.step("propose_change", proposal=proposal.id)
    turn.says.append(proposal.as_say())
    return None


def _refused(turn: Turn, found: ReservationInfo, wishes: Sequence[RoomWish], code: str) -> None:
    """Why it cannot be, that nothing was changed, and what can be done instead."""
    memory = turn.memory
    if code == "proposal_in_progress":
        return turn.say("in_progress")
    if code in _BY_STAFF:
        return _by_person(turn, _BY_STAFF[code])
    if code in ("not_found", "already_cancelled"):
        memory.forget_wish()
        return turn.say("nothing_to_change_left")
    if code not in _MENDED:
        return _by_person(turn, "change_by_person")
    key, slot = _MENDED[code]
    instead = _instead(turn, found, wishes) if code == "sold_out" else []
    turn.ask(slot, key)
    if instead:
        # What was said stays: "la suite, entonces" adds the room to it.
        turn.say("change_with_room", rooms=phrases.listed(instead, turn.language))
        memory.expecting = "room"
    else:
        memory.wish = []
    return None


def _instead(turn: Turn, found: ReservationInfo, wishes: Sequence[RoomWish]) -> list[str]:
    """The rooms of other kinds that are free for the wished stay of a single room."""
    if len(wishes) != 1 or wishes[0].stay is None:
        return []
    room = next(room for room in found.live_rooms if room.id == wishes[0].room)
    try:
        free = turn.desk.find_offers(wishes[0].stay, wishes[0].occupancy or room.occupancy)
    except PMSRefused:
        return []
    others = [
        offer for offer in free.offers if offer.room_type.code != (wishes[0].room_type or room.room_type.code)
    ]
    return list(dict.fromkeys(terms.room(offer, turn.language, turn.desk.house.language) for offer in others))


def _by_person(turn: Turn, key: str) -> None:
    said = " / ".join(text for _, text in turn.memory.wish) or turn.text
    turn.memory.forget_wish()
    turn.hand_over("change", key, f"The guest wants to change a reservation ({said[:80]})")


def _flat(turn: Turn) -> str:
    return spaced(tokens(turn.text))
