"""Several rooms in one booking: what is wanted of each, what they cost together, the terms of all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from agents import parties, phrases
from agents.desk import PartyOffer, RoomChoice
from agents.offline import offers, promotions, proposing
from agents.offline.each_room import RoomWanted
from agents.offline.turn import Turn
from agents.parties import Kind, Part
from pms.base import Availability, Occupancy, Offer, Stay
from pms.errors import PMSRefused, PMSUnavailable
from pms.quotes import MAX_ROOMS

SHOWN = 3
CANDIDATES = 4  # room types that are tried for one room
WAYS = 6  # combinations of room types that are priced


def asked_for_missing(turn: Turn) -> bool:
    """Ask who comes, or how old the children are, where it is not known yet. Whether something was asked."""
    memory = turn.memory
    rooms = memory.wanted_rooms
    if len(rooms) > MAX_ROOMS:
        turn.hand_over("several_rooms", "several_rooms", "The guest wants more rooms than one booking has")
        return True
    if any(room.children > len(room.ages) for room in rooms):
        turn.ask("ages", "ask_ages")
        return True
    if not all(room.adults for room in rooms) and memory.adults is None:
        turn.ask("people", "ask_people_in_all")
        return True
    return False


def search(turn: Turn) -> None:
    """Show up to three ways to have the rooms together, or say that there is none."""
    memory = turn.memory
    stay = memory.stay
    assert stay is not None
    try:
        ways = _ways(turn, stay, memory.wanted_rooms)
        if not ways and any(room.kinds for room in memory.wanted_rooms):
            ways = _ways(turn, stay, [replace(room, kinds=()) for room in memory.wanted_rooms])
            if ways:
                turn.say("offers_none_of_kind")
    except PMSRefused as refusal:
        turn.step("find_offers", refused=refusal.code)
        if refusal.code == "bad_promotion":
            promotions.refused(turn)
            return search(turn)
        return proposing.refused(turn, refusal.code)
    turn.step("find_offers", ways=len(ways))
    fitting = [way for way in ways if _has_plan(way, memory.plan_words)]
    if ways and not fitting:
        turn.say("offers_none_of_kind")
        memory.plan_words = []
    if alike := _alike(memory.ways, fitting):
        return _propose(turn, stay, alike)
    if not ways:
        memory.forget_offers()
        turn.say("rooms_not_together", dates=phrases.stay_dates(stay, turn.language))
        return proposing.other_dates(turn, stay, lambda other: bool(_ways(turn, other, memory.wanted_rooms)))
    return _show(turn, fitting or ways)


def suggest(turn: Turn, stay: Stay, party: Occupancy) -> bool:
    """For a party that no room sleeps: rooms that do together. Whether there are any."""
    try:
        ways = turn.desk.suggest_rooms(stay, party, turn.memory.promotion)
    except PMSRefused as refusal:
        if refusal.code != "bad_promotion":
            raise
        promotions.refused(turn)
        return suggest(turn, stay, party)
    turn.step("suggest_rooms", ways=len(ways))
    if ways:
        turn.say("party_needs_rooms", people=phrases.people(party, turn.language))
        _show(turn, ways)
    return bool(ways)


def picked(turn: Turn) -> None:
    """Which of the ways shown the guest means, and on to the terms."""
    memory, said = turn.memory, turn.said
    stay = memory.stay
    assert stay is not None
    try:
        ways = _again(turn, stay, memory.choices)
    except PMSRefused as refusal:
        turn.step("find_offers", refused=refusal.code)
        ways = []
    if not ways:
        memory.forget_offers()
        turn.say("just_gone")
        return search(turn) if memory.rooms else None
    chosen = _meant(ways, turn)
    if not chosen and (said.room_words or said.plan_words) and memory.rooms:
        return search(turn)
    only_asks = said.is_question and said.intent != "book"
    if len(chosen) != 1 or (only_asks and len(ways) > 1):
        if (chosen and len(chosen) < len(ways)) or said.intent == "price":
            return _show(turn, chosen or ways)
        return turn.ask("choice", "which_of_these" if len(ways) > 1 else "offers_foot_one")
    return _propose(turn, stay, chosen[0])


def _propose(turn: Turn, stay: Stay, way: PartyOffer) -> None:
    """Put the terms of all the rooms before the guest."""
    turn.memory.ways = [_kept(way)]
    choices = [RoomChoice(o.room_type.code, o.rate_plan.code, o.occupancy) for o in way.offers]
    if proposing.terms(turn, stay, choices):
        return None
    turn.say("just_gone")
    return search(turn) if turn.memory.rooms else turn.ask("dates", "ask_other_dates")


def _alike(
    picked_before: Sequence[Sequence[Sequence[object]]], ways: Sequence[PartyOffer]
) -> PartyOffer | None:
    """After one way was picked and another rate is wished: the same rooms at that rate."""
    if len(picked_before) != 1:
        return None
    types = [room[0] for room in picked_before[0]]
    same = [way for way in ways if [offer.room_type.code for offer in way.offers] == types]
    return same[0] if len(same) == 1 else None


def _ways(turn: Turn, stay: Stay, rooms: Sequence[RoomWanted]) -> list[PartyOffer]:
    """The cheapest ways to have these rooms, priced exactly. Raises PMSRefused as `find_offers`."""
    found: dict[Occupancy, Availability] = {}
    known = [Occupancy(room.adults, room.ages) if room.adults else None for room in rooms]
    party = turn.memory.occupancy
    for occupancy in [each or Occupancy(1) for each in known]:
        _look(turn, stay, occupancy, found)
    candidates = [
        _candidates(parties.kinds_of(found[occupancy or Occupancy(1)]), room)
        for room, occupancy in zip(rooms, known, strict=True)
    ]
    splits: list[tuple[Part, ...]] = []
    alike: set[tuple[str, ...]] = set()  # nobody cares which of two rooms is called the first
    for kinds in _combined(candidates):
        if all(known):
            parts: tuple[Part, ...] | None = tuple(
                Part(kind.room_type.code, occupancy)
                for kind, occupancy in zip(kinds, known, strict=True)
                if occupancy
            )
        else:
            parts = parties.seated(kinds, party) if party else None
        rooms_named = tuple(sorted(kind.room_type.code for kind in kinds))
        if parts and (all(known) or rooms_named not in alike):
            alike.add(rooms_named)
            splits.append(parts)
    ways: list[PartyOffer] = []
    for parts in splits[:WAYS]:
        for part in parts:
            _look(turn, stay, part.occupancy, found)
        ways += parties.priced(parts, found)
    return sorted(ways, key=lambda way: way.total.amount)


def _look(turn: Turn, stay: Stay, occupancy: Occupancy, found: dict[Occupancy, Availability]) -> None:
    if occupancy not in found:
        found[occupancy] = turn.desk.find_offers(stay, occupancy, turn.memory.promotion)
        if found[occupancy].stale_seconds:
            raise PMSUnavailable("several rooms are not put together out of old answers")


def _candidates(kinds: Iterable[Kind], room: RoomWanted) -> list[Kind]:
    """The kinds that one room may be, cheapest first: those that were named, else any."""
    fitting = [kind for kind in kinds if not room.kinds or offers.kinds_of(kind.room_type) & set(room.kinds)]
    return sorted(fitting, key=lambda kind: kind.price)[:CANDIDATES]


def _combined(candidates: Sequence[Sequence[Kind]]) -> Iterator[tuple[Kind, ...]]:
    """Every choice of a kind for each room that is left often enough, cheapest first."""
    by_price = sorted(product(*candidates), key=lambda kinds: sum(kind.price for kind in kinds))
    seen: set[tuple[str, ...]] = set()
    for kinds in by_price:
        named = tuple(kind.room_type.code for kind in kinds)
        counted = Counter(named)
        if named not in seen and all(counted[kind.room_type.code] <= kind.left for kind in kinds):
            seen.add(named)
            yield kinds


def _again(turn: Turn, stay: Stay, choices: Sequence[Sequence[RoomChoice]]) -> list[PartyOffer]:
    """The ways that were shown, at today's prices; without those that are gone."""
    found: dict[Occupancy, Availability] = {}
    ways: list[PartyOffer] = []
    for rooms in choices:
        picked_offers: list[Offer] = []
        for room in rooms:
            _look(turn, stay, room.occupancy, found)
            picked_offers += [
                offer
                for offer in found[room.occupancy].offers
                if (offer.room_type.code, offer.rate_plan.code) == (room.room_type, room.rate_plan)
            ]
        if len(picked_offers) == len(rooms):
            ways.append(PartyOffer(tuple(picked_offers)))
    return ways


def _meant(ways: Sequence[PartyOffer], turn: Turn) -> list[PartyOffer]:
    """Those of the ways shown that an answer can mean: one when it is clear, none without a hint."""
    said = turn.said
    if said.choice.isdecimal():
        return list(ways[int(said.choice) - 1 : int(said.choice)])
    if said.choice in ("cheapest", "dearest"):
        best = min if said.choice == "cheapest" else max
        return [best(ways, key=lambda way: way.total.amount)]
    if said.choice == "last":
        return [ways[-1]]
    if said.plan_words or said.room_words:
        return [
            way
            for way in ways
            if _has_plan(way, said.plan_words)
            and set(said.room_words)
            <= {kind for offer in way.offers for kind in offers.kinds_of(offer.room_type)}
        ]
    goes_on = said.name or said.email or turn.memory.remarks
    agreed = said.choice == "that" or said.intent in ("yes", "book") or (goes_on and len(ways) == 1)
    return list(ways) if agreed else []


def _has_plan(way: PartyOffer, plan_words: Sequence[str]) -> bool:
    return all(offers.fits_plan(offer, plan_words) for offer in way.offers)


def _show(turn: Turn, ways: Sequence[PartyOffer]) -> None:
    """The ways with every room in them, numbered; the guest picks one."""
    shown = _varied(ways)
    language, stay = turn.language, turn.memory.stay
    assert stay is not None
    party = shown[0].offers
    everybody = Occupancy(
        sum(offer.occupancy.adults for offer in party),
        tuple(age for offer in party for age in offer.occupancy.children_ages),
    )
    lines = [
        turn.phrase(
            "offers_head",
            dates=phrases.stay_dates(stay, language),
            people=phrases.people(everybody, language),
        )
    ]
    for number, way in enumerate(shown, 1):
        turn.desk.told.amount(way.total)
        lines += _worded(way, number, turn)
    turn.desk.told.counts |= dict.fromkeys([len(party), everybody.adults, everybody.children])
    lines.append(turn.phrase("offers_foot" if len(shown) > 1 else "offers_foot_one"))
    turn.tell("\n".join(lines))
    turn.memory.shown = []
    turn.memory.ways = [_kept(way) for way in shown]
    turn.memory.expecting = "choice"


def _varied(ways: Sequence[PartyOffer]) -> list[PartyOffer]:
    """What is shown of them, cheapest first: of each rate the cheapest before any second one."""
    firsts: dict[frozenset[str], PartyOffer] = {}
    for way in ways:
        firsts.setdefault(frozenset(offer.rate_plan.code for offer in way.offers), way)
    chosen = [*firsts.values(), *(way for way in ways if way not in firsts.values())][:SHOWN]
    return sorted(chosen, key=lambda way: way.total.amount)


def _worded(way: PartyOffer, number: int, turn: Turn) -> list[str]:
    language, default = turn.language, turn.desk.house.language
    plans = {offer.rate_plan.code for offer in way.offers}
    first = way.offers[0]
    rate = phrases.in_words(first.rate_plan.name, language, default) or first.rate_plan.code
    head = "way_of_rate" if len(plans) == 1 else "way"
    lines = [turn.phrase(head, number=number, total=phrases.money(way.total, language), rate=rate)]
    for place, offer in enumerate(way.offers, 1):
        name = phrases.in_words(offer.room_type.name, language, default) or offer.room_type.code
        plan = phrases.in_words(offer.rate_plan.name, language, default) or offer.rate_plan.code
        lines.append(
            turn.phrase(
                "way_room",
                place=place,
                room=name if len(plans) == 1 else f"{name}, {plan}",
                people=phrases.people(offer.occupancy, language),
                total=phrases.money(offer.total, language),
            )
        )
    ends = dict.fromkeys(offers.cancellation(offer, turn) for offer in way.offers)
    return [*lines, f"   {' '.join(ends)}"]


def _kept(way: PartyOffer) -> list[list[object]]:
    return [
        [o.room_type.code, o.rate_plan.code, o.occupancy.adults, list(o.occupancy.children_ages)]
        for o in way.offers
    ]
