"""What each night of a stay costs in full: before promotions, which come off, and taxes, which come on top.

A search asks this thousands of times, and most of the answers are the same: each is worked out once.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from pms.base import Money, Night, NightPart, Occupancy, Stay
from pms.lines import RateLine
from pms.models import Rate
from pms.money import rounded

WEEKEND = (4, 5)  # the nights that begin on Friday and on Saturday
Line = Rate | RateLine
Pair = tuple[int, int]  # primary keys of a room type and a rate plan
# With the line itself, so that no other list gets the id of its `child_prices` meanwhile.
Price = tuple[Money, tuple[NightPart, ...], Line]


class FullPrices:
    """The price lines of a hotel, in its order (position, id). Pure."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = tuple(lines)
        self._stay: Stay | None = None
        self._by_pair: dict[Pair, dict[date, Line]] = {}
        self._people: Occupancy | None = None
        self._prices: dict[tuple[object, ...], Price] = {}
        self._nights: dict[tuple[object, ...], Night] = {}

    def lines_of(self, room_type: int, plan: int, stay: Stay) -> Mapping[date, Line]:
        """The line that prices each night: the last that covers it. A night without one is missing."""
        if stay is not self._stay:
            self._stay, self._by_pair = stay, _by_pair(self._lines, stay)
        return self._by_pair.get((room_type, plan), {})

    def nights(self, days: Iterable[date], by_night: Mapping[date, Line], people: Occupancy) -> list[Night]:
        """These nights, each of which has a line, for the people of one room."""
        if people is not self._people:
            self._people, self._prices, self._nights = people, {}, {}
        return [self._night(day, by_night[day], people) for day in days]

    def _night(self, day: date, line: Line, people: Occupancy) -> Night:
        base = line.price
        if line.weekend_price is not None and day.weekday() in WEEKEND:
            base = line.weekend_price
        terms = (base, line.extra_adult, line.adults_included, line.currency, id(line.child_prices))
        night = self._nights.get((day, terms))
        if night is None:
            price = self._prices.get(terms)
            if price is None:
                price = self._prices[terms] = _price(line, base, people)
            night = self._nights[day, terms] = Night(day, price[0], price[1])
        return night


def nights_of(stay: Stay) -> tuple[date, ...]:
    return _days(stay.arrival, stay.departure)


@lru_cache(maxsize=1_024)
def _days(first: date, until: date) -> tuple[date, ...]:
    """Without `until`; none where it comes first."""
    return tuple(first + timedelta(days=n) for n in range((until - first).days))


def _by_pair(lines: Sequence[Line], stay: Stay) -> dict[Pair, dict[date, Line]]:
    found: dict[Pair, dict[date, Line]] = {}
    spans: dict[tuple[date, date], tuple[date, ...]] = {}
    for line in lines:
        span = (line.first_night, line.last_night)
        days = spans.get(span)
        if days is None:
            days = spans[span] = _days(
                max(span[0], stay.arrival), min(span[1] + timedelta(days=1), stay.departure)
            )
        pair = (line.room_type_id, line.rate_plan_id)
        nights = found.get(pair)
        if nights is None:
            nights = found[pair] = {}
        weekdays = line.weekdays
        for day in days:
            if not weekdays or day.weekday() in weekdays:
                nights[day] = line
    return found


def _price(line: Line, base: Decimal, people: Occupancy) -> Price:
    parts = _parts(line, base, people)
    return sum((part.amount for part in parts[1:]), parts[0].amount), parts, line


def _parts(line: Line, base: Decimal, people: Occupancy) -> tuple[NightPart, ...]:
    amounts = {
        "base": base,
        "extra_adults": line.extra_adult * max(0, people.adults - line.adults_included),
        "extra_children": _children(people.children_ages, line),
    }
    return tuple(
        NightPart(kind, Money(rounded(Decimal(amount), line.currency), line.currency))
        for kind, amount in amounts.items()
        if amount or kind == "base"
    )


def _children(ages: Sequence[int], line: Line) -> Decimal:
    """What the children of one room pay for a night; free above the last band."""
    if not ages or not line.child_prices:
        return Decimal(0)
    bands = sorted((int(band["to_age"]), Decimal(band["price"])) for band in line.child_prices)
    prices = (next((price for to_age, price in bands if age <= to_age), Decimal(0)) for age in ages)
    return sum(prices, Decimal(0))
