"""From the wish for a room to the terms put before the guest."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from agents import phrases
from agents.desk import RoomChoice, minutes_old
from agents.offline import names, offers, proposing, rooms_wanted, sales, slots
from agents.offline.stays import Unclear
from agents.offline.turn import Turn
from agents.offline.words import spaced, tokens
from pms.base import Availability, Occupancy, Offer, RoomTypeInfo, Stay
from pms.errors import PMSUnavailable

# "la del desayuno", "the flexible one": of what was shown.
_OF_THOSE = re.compile(r"\b(?:la|el|esa|ese|the one|that one) (?:de|del|que|con|with|that)\b|\b\w+ one\b")
# "la doble con la tarifa flexible" names a rate: no question for its price without a word of asking.
_NAMES_RATE = re.compile(r"\b(?:tarifa|rate)\b")
_ASKS_COST = re.compile(
    r"\b(?:cuanto|cuanta|cuesta|costaria|sale|saldria|vale|precios?|prices?|how much|costs?"
    r"|(?:que|cual es la|what|whats the|which) (?:tarifa|rate))\b"
)


def go_on(turn: Turn) -> None:
    """Take in what was said and do the next thing towards a booking: ask, show, or propose."""
    memory = turn.memory
    memory.goal, memory.service = "stay", ""
    names.read(turn)
    slots.merge(memory, turn.said, turn.text)
    waiting = _still_open(turn)
    memory.options, memory.options_slot = [], ""
    memory.expecting = ""
    if _asked_back(turn):
        return None
    if waiting and memory.arrival is None:
        return _ask_about(turn, waiting)
    if sales.asked_for_currency(turn) or _asked_for_missing(turn):
        return None
    if memory.ways or memory.rooms:
        memory.sale = []  # several rooms are put together cheapest first anyway
    if memory.ways:
        return rooms_wanted.picked(turn)
    if memory.rooms:
        return rooms_wanted.search(turn)
    if memory.sale and memory.stay and memory.occupancy and sales.answer(turn, memory.stay, memory.occupancy):
        return None
    if memory.shown and turn.said.choice:
        memory.room_type = memory.rate_plan = ""
    other_kind = bool(turn.said.room_words or turn.said.plan_words)
    if memory.shown and not (memory.room_type and other_kind):
        return _picked(turn)
    return _search(turn)


def _still_open(turn: Turn) -> Unclear | None:
    """The question which of some days is the arrival, while it has no answer."""
    memory = turn.memory
    days = tuple(day for day in map(slots.day_of, memory.options) if day)
    return Unclear("date", "", days) if days and memory.options_slot == "arrival" else None


def _asked_back(turn: Turn) -> bool:
    """Ask about the first thing that can be read in two ways, or not at all. Whether something was asked."""
    resolved = turn.memory.stay is not None and not any(u.options for u in turn.said.unclear)
    for unclear in turn.said.unclear:
        if unclear.kind in ("week", "month") and resolved:
            continue
        _ask_about(turn, unclear)
        return True
    return False


def _ask_about(turn: Turn, unclear: Unclear) -> None:
    memory = turn.memory
    if unclear.kind in ("people", "children"):
        return turn.ask("people", "ask_split" if unclear.kind == "people" else "ask_children")
    if unclear.kind in ("past", "impossible"):
        return turn.ask("dates", f"date_{unclear.kind}")
    if unclear.kind == "order":
        return turn.ask("dates", "dates_reversed")
    if not unclear.options:
        return turn.ask("dates", "ask_day_of_month")
    memory.options = [day.isoformat() for day in unclear.options]
    memory.options_slot = unclear.slot
    turn.desk.told.day(*unclear.options)
    leaving = unclear.slot == "departure"
    options = _either(turn, unclear.options, "or_departure" if leaving else "or")
    if leaving:
        return turn.ask("departure", "ask_which_departure", options=options)
    if unclear.kind == "weekday":
        return turn.ask("dates", "ask_weekday", options=options)
    return turn.ask("dates", "ask_which_date", options=options)


def _either(turn: Turn, days: Sequence[date], key: str) -> str:
    written = [phrases.day(day, turn.language) for day in days]
    if len(written) == 1:
        return written[0]
    return turn.phrase(key, left=", ".join(written[:-1]), right=written[-1])


def _asked_for_missing(turn: Turn) -> bool:
    """Ask for the first thing that is missing for a search. Whether something was."""
    memory = turn.memory
    if memory.stay is None:
        if memory.arrival:
            turn.ask("departure", "ask_departure")
        elif memory.departure or memory.nights:
            turn.ask("arrival", "ask_arrival")
        else:
            turn.ask("dates", "ask_day_of_month" if memory.month else "ask_dates")
        return True
    if memory.rooms and rooms_wanted.asked_for_missing(turn):
        return True
    if memory.rooms and all(room.adults for room in memory.wanted_rooms):
        return False  # who sleeps in each room was said: that is everybody
    if memory.adults is None:
        turn.ask("adults" if memory.children else "people", "ask_adults" if memory.children else "ask_people")
        return True
    if memory.occupancy is None:
        turn.ask("ages", "ask_ages")
        return True
    return False


def _search(turn: Turn) -> None:
    """Look for rooms and show them, or say why there are none and what there is instead."""
    memory = turn.memory
    stay, occupancy = memory.stay, memory.occupancy
    assert stay is not None
    assert occupancy is not None
    found = proposing.found(turn, stay, occupancy)
    if found is None:
        return None
    if not found.offers:
        if found.stale_seconds:
            raise PMSUnavailable("what was free some time ago tells nothing")
        return _say_why_not(turn, found, stay, occupancy)
    again = _still_wanted(turn, found)
    if again:
        return propose(turn, again)
    fitting = offers.wanted(found.offers, memory)
    if not fitting:
        _say_what_is_missing(turn, found)
    if len(fitting) == 1 and turn.said.intent == "book" and memory.room_words:
        return propose(turn, fitting[0])
    return _show(turn, offers.worth_showing(fitting or found.offers), stay, occupancy)


def _still_wanted(turn: Turn, found: Availability) -> Offer | None:
    """After a change of dates or people: the room that was picked before, if it is still to be had."""
    memory = turn.memory
    if not memory.room_type:
        return None
    same_room = [offer for offer in found.offers if offer.room_type.code == memory.room_type]
    if turn.said.room_words:
        same_room = offers.wanted(found.offers, memory)
    same_plan = [offer for offer in same_room if offer.rate_plan.code == memory.rate_plan]
    if turn.said.plan_words:
        same_plan = [offer for offer in same_room if offers.fits_plan(offer, turn.said.plan_words)]
    memory.forget_offers()
    return same_plan[0] if len(same_plan) == 1 else None


def _show(turn: Turn, shown: Sequence[Offer], stay: Stay, occupancy: Occupancy, head: bool = True) -> None:
    if shown[0].stale_seconds:
        turn.say("stale_prices", minutes=minutes_old(shown[0].stale_seconds))
    lines = [offers.worded(offer, number, turn) for number, offer in enumerate(shown, 1)]
    if head:
        dates = phrases.stay_dates(stay, turn.language)
        lines.insert(
            0, turn.phrase("offers_head", dates=dates, people=phrases.people(occupancy, turn.language))
        )
    lines.append(turn.phrase("offers_foot" if len(shown) > 1 else "offers_foot_one"))
    turn.tell("\n".join(lines))
    turn.memory.shown = [[offer.room_type.code, offer.rate_plan.code] for offer in shown]
    turn.memory.expecting = "choice"


def _say_what_is_missing(turn: Turn, found: Availability) -> None:
    """The kind of room that was asked for cannot be had: name it if it is one of the house."""
    missing = [miss for miss in found.unoffered if _is_wanted(miss.room_type, turn)]
    room = (
        phrases.in_words(missing[0].room_type.name, turn.language, turn.desk.house.language)
        if missing
        else ""
    )
    if missing and missing[0].code == "sold_out":
        turn.say("room_sold_out", room=room)
    elif missing and missing[0].code == "min_stay" and missing[0].nights:
        turn.desk.told.counts[missing[0].nights] = None
        turn.say("room_min_stay", room=room, nights=phrases.nights(missing[0].nights, turn.language))
    elif missing and missing[0].code == "over_capacity":
        turn.say("room_too_small", room=room)
    else:
        turn.say("offers_none_of_kind")
    turn.memory.room_words, turn.memory.plan_words = [], []


def _is_wanted(room_type: RoomTypeInfo, turn: Turn) -> bool:
    return bool(offers.kinds_of(room_type) & set(turn.memory.room_words))


def _say_why_not(turn: Turn, found: Availability, stay: Stay, occupancy: Occupancy) -> None:
    """Nothing to offer: the reason, and other dates or nights if there are any."""
    codes = {miss.code for miss in found.unoffered}
    dates = phrases.stay_dates(stay, turn.language)
    turn.memory.forget_offers()
    shortest = min(
        (miss.nights for miss in found.unoffered if miss.code == "min_stay" and miss.nights), default=None
    )
    if shortest:
        turn.desk.told.counts[shortest] = None
        turn.memory.options = [(stay.arrival + timedelta(shortest)).isoformat()]
        turn.memory.options_slot = "departure"
        return turn.ask("nights", "min_stay", nights=phrases.nights(shortest, turn.language))
    if "over_capacity" in codes and rooms_wanted.suggest(turn, stay, occupancy):
        return None
    if codes == {"over_capacity"}:
        people = phrases.people(occupancy, turn.language)
        turn.desk.told.counts |= dict.fromkeys(
            [occupancy.adults, occupancy.children, *occupancy.children_ages]
        )
        return turn.hand_over(
            "several_rooms", "too_many_people", "More people than one room sleeps", people=people
        )
    if "sold_out" not in codes:
        return turn.ask("dates", "no_rate", dates=dates)
    turn.say("sold_out_dates", dates=dates)
    turn.memory.can_wait = True
    turn.say("waiting_offered")
    return proposing.other_dates(
        turn, stay, lambda other: bool(turn.desk.find_offers(other, occupancy).offers)
    )


def _picked(turn: Turn) -> None:
    """Which of the offers shown the guest means, and on to the terms."""
    memory = turn.memory
    stay, occupancy = memory.stay, memory.occupancy
    assert stay is not None
    assert occupancy is not None
    found = proposing.found(turn, stay, occupancy)
    if found is None:
        return None
    flat = spaced(tokens(turn.text))
    shown = [offer for offer in found.offers if [offer.room_type.code, offer.rate_plan.code] in memory.shown]
    shown.sort(key=lambda offer: memory.shown.index([offer.room_type.code, offer.rate_plan.code]))
    named = set(turn.said.room_words)
    if named and shown and not any(offers.kinds_of(offer.room_type) & named for offer in shown):
        return _search(turn)
    other = _other_type_named(turn, found, shown)
    if other:
        memory.room_words = []
        memory.room_type = memory.rate_plan = ""
        return _show(turn, offers.worth_showing(other), stay, occupancy)
    if not shown:
        return _say_why_not(turn, found, stay, occupancy) if not found.offers else _search(turn)
    if memory.room_type:
        chosen = [
            o for o in shown if (o.room_type.code, o.rate_plan.code) == (memory.room_type, memory.rate_plan)
        ]
    else:
        if turn.said.plan_words and not _OF_THOSE.search(flat):
            shown += [offer for offer in offers.wanted(found.offers, memory) if offer not in shown]
        chosen = offers.meant(shown, turn.said, turn.text)
    if not chosen and (turn.said.room_words or turn.said.plan_words):
        return _search(turn)
    asks_price = "price" in turn.said.intents and not turn.said.choice  # "the cheapest" is one
    if turn.said.plan_words and _NAMES_RATE.search(flat) and not _ASKS_COST.search(flat):
        asks_price = False
    only_asks = turn.said.intent != "book" and (turn.said.is_question or asks_price)
    if len(chosen) == 1 and not (only_asks and len(shown) > 1):
        return propose(turn, chosen[0])
    if (chosen and len(chosen) < len(shown)) or turn.said.intent == "price":
        return _show(turn, offers.worth_showing(chosen or shown), stay, occupancy)
    return turn.ask("choice", "which_of_these" if len(shown) > 1 else "offers_foot_one")


def _other_type_named(turn: Turn, found: Availability, shown: Sequence[Offer]) -> list[Offer]:
    """The offers of a room that is called by its name and is not among those shown."""
    named = offers.named_types(turn.desk.house.room_types, turn.text)
    if not named or {offer.room_type.code for offer in shown} & set(named):
        return []
    of_it = [offer for offer in found.offers if offer.room_type.code in named]
    return [offer for offer in of_it if offers.fits_plan(offer, turn.said.plan_words)] or of_it


def propose(turn: Turn, offer: Offer) -> None:
    """Put the terms of `offer` before the guest."""
    memory = turn.memory
    memory.room_type, memory.rate_plan = offer.room_type.code, offer.rate_plan.code
    if [memory.room_type, memory.rate_plan] not in memory.shown:
        memory.shown = [*memory.shown, [memory.room_type, memory.rate_plan]]
    room = RoomChoice(memory.room_type, memory.rate_plan, offer.occupancy)
    if not proposing.terms(turn, offer.stay, [room]):
        turn.say("just_gone")
        _search(turn)
