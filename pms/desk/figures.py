"""How a month went, or is going by what is booked now: occupancy, room revenue, ADR and RevPAR.

Occupancy is rooms sold of all active rooms, those out of order included. Revenue is the price of each
night as it was sold, taxes that are included in it; fees, services and taxes on top are not room revenue.
ADR is revenue by room sold, RevPAR revenue by room there is. Cancelled stays and no-shows do not count.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models.fields.json import KeyTransform

from hotels.models import Hotel, in_language
from pms.base import ReservationInfo, Stay
from pms.desk.tape import known_house
from pms.models import Mirrored, PMSLink, RoomStay
from pms.money import to_cents
from pms.records import from_json
from pms.systems import link_of

SOLD = ("pending", "confirmed", "checked_in", "checked_out")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Figures:
    """Of one night or of many: `rooms` and `sold` in room nights, revenue in the hotel's currency."""

    rooms: int
    sold: int
    revenue: Decimal

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(self.rooms + other.rooms, self.sold + other.sold, self.revenue + other.revenue)

    @property
    def occupancy(self) -> Decimal:
        """Percent, to one decimal."""
        return round(Decimal(100 * self.sold) / self.rooms, 1) if self.rooms else ZERO

    @property
    def adr(self) -> Decimal:
        return to_cents(self.revenue / self.sold) if self.sold else ZERO

    @property
    def revpar(self) -> Decimal:
        return to_cents(self.revenue / self.rooms) if self.rooms else ZERO


NOTHING = Figures(0, 0, ZERO)


@dataclass(frozen=True)
class Month:
    first: date
    nights: tuple[tuple[date, Figures], ...]
    types: tuple[tuple[str, str, Figures], ...]  # code, name
    other_currencies: tuple[str, ...] = ()  # nights sold in them are counted, their revenue is not

    @property
    def total(self) -> Figures:
        return sum((figures for _, figures in self.nights), NOTHING)


@dataclass(frozen=True)
class SoldNight:
    date: date
    room_type: str  # code
    price: Decimal
    currency: str


def month_of(hotel: Hotel, first: date, language: str = "") -> Month:
    """The calendar month that begins on `first`."""
    window = Stay(first, next_month(first))
    rooms, names, sold = _house(hotel, window, language)
    by_day: defaultdict[date, Figures] = defaultdict(lambda: NOTHING)
    by_type: defaultdict[str, Figures] = defaultdict(lambda: NOTHING)
    others = set()
    for night in sold:
        counts = night.currency == hotel.currency
        one = Figures(0, 1, night.price if counts else ZERO)
        by_day[night.date] += one
        by_type[night.room_type] += one
        others |= set() if counts else {night.currency}
    total = sum(rooms.values())
    return Month(
        first,
        tuple((day, by_day[day] + Figures(total, 0, ZERO)) for day in window.dates()),
        tuple(
            (
                code,
                names.get(code, code),
                by_type[code] + Figures(rooms.get(code, 0) * window.nights, 0, ZERO),
            )
            for code in {**names, **by_type}
        ),
        tuple(sorted(others)),
    )


def next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def _house(
    hotel: Hotel, window: Stay, language: str
) -> tuple[dict[str, int], dict[str, str], Iterable[SoldNight]]:
    """Rooms and names by room type, and every night sold."""
    rooms: defaultdict[str, int] = defaultdict(int)
    if link_of(hotel).kind == PMSLink.Kind.BUILTIN:
        types = list(hotel.room_types.all())
        for code in hotel.rooms.filter(is_active=True).values_list("room_type__code", flat=True):
            rooms[code] += 1
        names = {row.code: in_language(row.name, language) or row.code for row in types}
        return rooms, names, _sold(hotel, window)
    house = known_house(hotel)
    for room in house.rooms if house else ():
        rooms[room.room_type] += 1
    infos = house.room_types if house else ()
    names = {each.code: in_language(dict(each.name), language) or each.code for each in infos}
    return rooms, names, _mirrored(hotel, window)


def _sold(hotel: Hotel, window: Stay) -> Iterable[SoldNight]:
    rows = RoomStay.objects.filter(
        hotel=hotel, status__in=SOLD, stay__overlap=(window.arrival, window.departure)
    ).values_list("room_type__code", "stay", KeyTransform("nights", "terms"))
    for code, stay, nights in rows:
        for night in _within(
            nights or [], max(stay.lower, window.arrival), min(stay.upper, window.departure)
        ):
            yield SoldNight(night[0], code, *night[1:])


def _within(nights: list[dict[str, Any]], first: date, until: date) -> Iterable[tuple[date, Decimal, str]]:
    """The nights, as pms.base.Night in JSON, of [first, until)."""
    for night in nights:
        day, price = date.fromisoformat(night["date"]), night["price"]
        if first <= day < until:
            yield day, Decimal(price["amount"]), price["currency"]


def _mirrored(hotel: Hotel, window: Stay) -> Iterable[SoldNight]:
    """An outside PMS says what a room costs for the stay: spread evenly over its nights."""
    rows = Mirrored.objects.filter(hotel=hotel, stay__overlap=(window.arrival, window.departure))
    for row in rows.filter(status__in=SOLD):
        for room in from_json(ReservationInfo, row.found).live_rooms:
            if room.status not in SOLD:
                continue
            for n, day in enumerate(room.stay.dates()):
                if window.arrival <= day < window.departure:
                    share = _share(room.total.amount, n, room.stay.nights)
                    yield SoldNight(day, room.room_type.code, share, room.total.currency)


def _share(total: Decimal, n: int, nights: int) -> Decimal:
    """Of night `n`, so that all of them sum to the total to the cent."""
    return to_cents(total * (n + 1) / nights) - to_cents(total * n / nights)
