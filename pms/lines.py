"""Price and restriction lines as a search reads them: plain tuples, since a house has thousands.

A row of the ORM costs ten times what it takes to price a night with it, and building its query as much as
reading fifty lines: so the two are asked for in SQL.
"""

import json
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

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


_RATES = (
    f"SELECT {', '.join(RateLine._fields[:-2])}, weekdays::text, child_prices::text FROM pms_rate"  # noqa: S608
    " WHERE hotel_id = %s AND first_night < %s AND last_night >= %s ORDER BY position, id"
)
_RESTRICTIONS = (
    f"SELECT {', '.join(RestrictionLine._fields[:-1])}, weekdays::text FROM pms_restriction"  # noqa: S608
    " WHERE hotel_id = %s AND first_night <= %s AND last_night >= %s ORDER BY position, id"
)


def rate_lines(hotel: Hotel, stay: Stay) -> list[RateLine]:
    """The price lines that touch the stay, in the hotel's order."""
    return [RateLine._make((*row[:-2], _list(row[-2]), _list(row[-1]))) for row in _rows(_RATES, hotel, stay)]


def restriction_lines(hotel: Hotel, stay: Stay) -> list[RestrictionLine]:
    """The restrictions that touch the stay, its day of departure included, in the hotel's order."""
    return [RestrictionLine._make((*row[:-1], _list(row[-1]))) for row in _rows(_RESTRICTIONS, hotel, stay)]


def _rows(statement: str, hotel: Hotel, stay: Stay) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [hotel.pk, stay.departure, stay.arrival])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


@lru_cache(maxsize=4_096)
def _list(text: str) -> list[Any]:
    """Nearly all lines have the same few; read-only."""
    found: list[Any] = json.loads(text)
    return found
