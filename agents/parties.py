"""Several rooms for a party that one room does not sleep: pure sums over what a house has.

Everybody has a bed, each room has an adult, no room is counted that is not left; cheapest first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations_with_replacement

from pms.base import Availability, Money, Occupancy, Offer, RoomTypeInfo
from pms.quotes import MAX_ROOMS, total_of

KINDS = 8  # room types that are combined, the cheapest per bed
SPLITS = 3  # ways that are looked at


@dataclass(frozen=True)
class Kind:
    """A room type that can be had: how many of it are left, and roughly what one costs."""

    room_type: RoomTypeInfo
    left: int
    price: Decimal


@dataclass(frozen=True)
class Part:
    """One room of a split and who sleeps in it."""

    room_type: str
    occupancy: Occupancy


@dataclass(frozen=True)
class PartyOffer:
    """Rooms that sleep the whole party, for one stay."""

    offers: tuple[Offer, ...]

    @property
    def total(self) -> Money:
        return total_of(self.offers)


def kinds_of(found: Availability) -> list[Kind]:
    """What is left of each room type; by the cheapest offer of each."""
    kinds: dict[str, Kind] = {}
    for offer in found.offers:
        if offer.stale_seconds:
            continue
        left = offer.rooms_left if offer.rooms_left >= 0 else MAX_ROOMS
        known = kinds.get(offer.room_type.code)
        if left and (known is None or offer.total.amount < known.price):
            kinds[offer.room_type.code] = Kind(offer.room_type, left, offer.total.amount)
    return list(kinds.values())


def splits(kinds: Sequence[Kind], party: Occupancy, most: int = SPLITS) -> list[tuple[Part, ...]]:
    """Ways to sleep a party, at most `most`: the cheapest by the kinds' prices, then the fewest rooms."""
    useful = sorted(kinds, key=lambda kind: kind.price / max(1, kind.room_type.max_total))[:KINDS]
    ways: list[tuple[Decimal, int, tuple[Part, ...]]] = []
    for rooms in _combinations(useful):
        parts = seated(rooms, party)
        if parts:
            ways.append((sum((kind.price for kind in rooms), Decimal(0)), len(rooms), parts))
    return [parts for _, _, parts in sorted(ways, key=lambda way: way[:2])[:most]]


def priced(parts: Iterable[Part], found: dict[Occupancy, Availability]) -> list[PartyOffer]:
    """What a split costs: once for each rate plan that all its rooms have, else each room at its cheapest."""
    choices = [
        [offer for offer in found[part.occupancy].offers if offer.room_type.code == part.room_type]
        for part in parts
    ]
    if not choices or not all(choices):
        return []
    plans = set.intersection(*({offer.rate_plan.code for offer in each} for each in choices))
    if not plans:
        return [PartyOffer(tuple(min(each, key=_price) for each in choices))]
    return [
        PartyOffer(tuple(min((o for o in each if o.rate_plan.code == plan), key=_price) for each in choices))
        for plan in sorted(plans)
    ]


def _price(offer: Offer) -> Decimal:
    return offer.total.amount


def _combinations(kinds: Sequence[Kind]) -> Iterator[tuple[Kind, ...]]:
    """Every choice of two to five rooms that are left; and of one, for who fits into one after all."""
    for size in range(1, MAX_ROOMS + 1):
        for rooms in combinations_with_replacement(kinds, size):
            wanted = Counter(kind.room_type.code for kind in rooms)
            if all(wanted[kind.room_type.code] <= kind.left for kind in rooms):
                yield rooms


def seated(rooms: Sequence[Kind], party: Occupancy) -> tuple[Part, ...] | None:
    """Who sleeps where, evenly; None when the party does not fit. An adult is in each room first."""
    types = [kind.room_type for kind in rooms]
    if party.adults < len(types) or any(kind.max_adults < 1 or kind.max_total < 1 for kind in types):
        return None
    adults = [1] * len(types)
    ages: list[list[int]] = [[] for _ in types]
    for _ in range(party.adults - len(types)):
        open_ = [n for n, kind in enumerate(types) if adults[n] < min(kind.max_adults, kind.max_total)]
        if not open_:
            return None
        # A bed that no child may have is taken before one that a child may need.
        adults[min(open_, key=lambda n: (adults[n] >= _spare(types[n]), adults[n]))] += 1
    for age in sorted(party.children_ages):
        open_ = [
            n
            for n, kind in enumerate(types)
            if len(ages[n]) < kind.max_children and adults[n] + len(ages[n]) < kind.max_total
        ]
        if not open_:
            return None
        ages[min(open_, key=lambda n: adults[n] + len(ages[n]))].append(age)
    return tuple(
        Part(kind.code, Occupancy(grown, tuple(young)))
        for kind, grown, young in zip(types, adults, ages, strict=True)
    )


def _spare(kind: RoomTypeInfo) -> int:
    """So many adults leave every bed free that a child may have."""
    return kind.max_total - kind.max_children
