"""Prices and restrictions night by night, as the lists of lines come out of them, and rooms left."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hotels.models import Hotel
from pms import inventory
from pms.base import Stay
from pms.limits import MAX_NIGHTS
from pms.models import Rate, RatePlan, Restriction, RoomType
from pms.pricing import WEEKEND
from pms.restrictions import Line, Restrictions, covers

RULES = ("min_stay", "max_stay", "closed_to_arrival", "closed_to_departure", "stop_sell")


@dataclass(frozen=True)
class Cell:
    """One night of a room type on a plan: the price for the people included, and what is asked of a stay."""

    price: Decimal | None = None  # None: not sold, there is no line
    currency: str = ""
    min_stay: int = 1
    max_stay: int | None = None
    closed_to_arrival: bool = False
    closed_to_departure: bool = False
    stop_sell: bool = False


Cells = dict[tuple[int, int, date], Cell]  # by room type, rate plan (primary keys) and night


@dataclass(frozen=True)
class PlanRow:
    plan: RatePlan
    cells: list[Cell]


@dataclass(frozen=True)
class TypeRows:
    room_type: RoomType
    left: list[int]  # rooms nobody has, by night
    rows: list[PlanRow]


def grid(hotel: Hotel, window: Stay, room_types: Sequence[RoomType]) -> list[TypeRows]:
    """The nights of the window for these room types on every plan, in six queries."""
    plans = list(hotel.rate_plans.all())
    lines = rates_within(hotel, window, room_types)
    rules = restrictions_within(hotel, window)
    cells = effective(lines, rules, room_types, plans, list(window.dates()))
    left = rooms_left(hotel, window, room_types)
    return [
        TypeRows(
            each,
            left[each.pk],
            [PlanRow(plan, [cells[each.pk, plan.pk, day] for day in window.dates()]) for plan in plans],
        )
        for each in room_types
    ]


def rates_within(hotel: Hotel, window: Stay, room_types: Iterable[RoomType]) -> list[Rate]:
    """The lines that touch the nights, in the hotel's order: of two, the later one wins."""
    lines = hotel.rates.filter(room_type__in=list(room_types))
    lines = lines.filter(first_night__lt=window.departure, last_night__gte=window.arrival)
    return list(lines.order_by("position", "id"))


def restrictions_within(hotel: Hotel, window: Stay) -> list[Restriction]:
    lines = hotel.restrictions.filter(first_night__lt=window.departure, last_night__gte=window.arrival)
    return list(lines.order_by("position", "id"))


def effective(
    rates: Iterable[Rate],
    restrictions: Iterable[Restriction],
    room_types: Iterable[RoomType],
    plans: Iterable[RatePlan],
    days: Sequence[date],
) -> Cells:
    """What the lines, in the hotel's order, come out at for each night."""
    priced: dict[tuple[int, int, date], Rate] = {}
    for line in rates:
        for day in nights_of(line, days):
            priced[line.room_type_id, line.rate_plan_id, day] = line
    rules = Restrictions(restrictions)
    plans = list(plans)
    return {
        (each.pk, plan.pk, day): _cell(priced.get((each.pk, plan.pk, day)), said.get(day, {}), day)
        for each in room_types
        for plan in plans
        for said in [_said(rules.of(each.pk, plan.pk), days)]
        for day in days
    }


def nights_of(line: Rate | Line, days: Sequence[date]) -> Iterator[date]:
    """Of these days, in order and without gaps, those the line speaks of."""
    if not days:
        return
    start = max(0, (line.first_night - days[0]).days)
    end = min(len(days), (line.last_night - days[0]).days + 1)
    yield from (day for day in days[start:end] if covers(line, day))


def _said(latest_first: Sequence[Line], days: Sequence[date]) -> dict[date, dict[str, int | bool]]:
    """For each day what the last line that says something says, rule by rule."""
    said: defaultdict[date, dict[str, int | bool]] = defaultdict(dict)
    for line in latest_first:
        rules = {rule: value for rule in RULES if (value := getattr(line, rule)) is not None}
        for day in nights_of(line, days):
            said[day] = rules | said[day]
    return said


def _cell(rate: Rate | None, said: dict[str, int | bool], day: date) -> Cell:
    price = None
    if rate is not None:
        weekend = day.weekday() in WEEKEND and rate.weekend_price is not None
        price = rate.weekend_price if weekend else rate.price
    most = said.get("max_stay")
    return Cell(
        price,
        rate.currency if rate else "",
        int(said.get("min_stay", rate.min_stay if rate else 1)),
        int(most) if most is not None and most < MAX_NIGHTS else None,
        bool(said.get("closed_to_arrival")),
        bool(said.get("closed_to_departure")),
        bool(said.get("stop_sell")),
    )


def rooms_left(hotel: Hotel, window: Stay, room_types: Iterable[RoomType]) -> dict[int, list[int]]:
    """Active rooms nobody has, by room type (primary key) and night."""
    left = {each.pk: [0] * window.nights for each in room_types}
    for pk in hotel.rooms.filter(is_active=True, room_type__in=left).values_list("room_type", flat=True):
        left[pk] = [rooms + 1 for rooms in left[pk]]
    uses = inventory.uses(hotel).filter(
        room__is_active=True, room__room_type__in=left, period__overlap=(window.arrival, window.departure)
    )
    for pk, period in uses.values_list("room__room_type", "period"):
        start = max(0, (period.lower - window.arrival).days)
        for night in range(start, min(window.nights, (period.upper - window.arrival).days)):
            left[pk][night] -= 1
    return left
