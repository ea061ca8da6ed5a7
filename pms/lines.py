"""Price and restriction lines as a search reads them: plain tuples, since a house has thousands.

A row of the ORM costs ten times what it takes to price a night with it.
"""

import json
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast

from hotels.models import Hotel
from pms.base import Stay


class RateLine(NamedTuple):
    """As pms.models.Rate."""

    room_type_id: int
    rate_plan_id: int
    first_night: date
    last_night: date
    price: Decimal
    weekend_price: Decimal | None
    extra_adult: Decimal
    adults_included: int
    currency: str
    min_stay: int
    weekdays: list[int]
    child_prices: list[dict[str, Any]]


class RestrictionLine(NamedTuple):
    """As pms.models.Restriction."""

    room_type_id: int | None
    rate_plan_id: int | None
    first_night: date
    last_night: date
    min_stay: int | None
    max_stay: int | None
    closed_to_arrival: bool | None
    closed_to_departure: bool | None
    stop_sell: bool | None
    weekdays: list[int]


def rate_lines(hotel: Hotel, stay: Stay) -> list[RateLine]:
    """The price lines that touch the stay, in the hotel's order."""
    texts = {"days": Cast("weekdays", TextField()), "bands": Cast("child_prices", TextField())}
    rows = hotel.rates.filter(first_night__lt=stay.departure, last_night__gte=stay.arrival)
    found = rows.order_by("position", "id").annotate(**texts)
    return [
        RateLine._make((*row[:-2], _list(row[-2]), _list(row[-1])))
        for row in found.values_list(*RateLine._fields[:-2], "days", "bands")
    ]


def restriction_lines(hotel: Hotel, stay: Stay) -> list[RestrictionLine]:
    """The restrictions that touch the stay, its day of departure included, in the hotel's order."""
    rows = hotel.restrictions.filter(first_night__lte=stay.departure, last_night__gte=stay.arrival)
    found = rows.order_by("position", "id").annotate(days=Cast("weekdays", TextField()))
    return [
        RestrictionLine._make((*row[:-1], _list(row[-1])))
        for row in found.values_list(*RestrictionLine._fields[:-1], "days")
    ]


@lru_cache(maxsize=4_096)
def _list(text: str) -> list[Any]:
    """Nearly all lines have the same few; read-only."""
    found: list[Any] = json.loads(text)
    return found
