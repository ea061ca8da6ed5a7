"""What a stay costs: one pure function over rates and taxes that are already loaded.

A night costs the price of the last rate line that covers it (the weekend price on Friday and Saturday
night, where there is one) plus `extra_adult` for each adult above two. Children are free. Taxes that
are included change nothing; each of the others is added to the sum of the nights, rounded half up
to the cent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pms.base import Money, Night, Occupancy, Stay
from pms.models import Rate, Tax

CENT = Decimal("0.01")
WEEKEND = (4, 5)  # the nights that begin on Friday and on Saturday
ADULTS_INCLUDED = 2


@dataclass(frozen=True)
class Price:
    nights: tuple[Night, ...]
    taxes_added: Money
    total: Money


def to_cents(amount: Decimal) -> Decimal:
    """The amount rounded half up to the cent."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def rate_of(night: date, rates: Sequence[Rate]) -> Rate | None:
    """The line that prices a night: the last of `rates` (in the hotel's order) that covers it."""
    return next((rate for rate in reversed(rates) if rate.first_night <= night <= rate.last_night), None)


def min_stay(arrival: date, rates: Sequence[Rate]) -> int | None:
    """The fewest nights that may be booked from that arrival on; None where it has no rate."""
    rate = rate_of(arrival, rates)
    return rate.min_stay if rate else None


def price(stay: Stay, occupancy: Occupancy, rates: Sequence[Rate], taxes: Iterable[Tax]) -> Price | None:
    """The price of a stay on the lines of one room type and rate plan, in the hotel's order.

    None where it cannot be told: a night without a rate, or nights in two currencies.
    """
    nights: list[Night] = []
    for day in stay.dates():
        rate = rate_of(day, rates)
        if rate is None or (nights and rate.currency != nights[0].price.currency):
            return None
        nights.append(Night(day, Money(_night(day, occupancy.adults, rate), rate.currency)))
    currency = nights[0].price.currency
    subtotal = sum((night.price.amount for night in nights), Decimal(0))
    added = sum((to_cents(subtotal * tax.percent / 100) for tax in taxes if not tax.included), Decimal(0))
    return Price(tuple(nights), Money(to_cents(added), currency), Money(subtotal + added, currency))


def _night(day: date, adults: int, rate: Rate) -> Decimal:
    weekend = day.weekday() in WEEKEND and rate.weekend_price is not None
    base = rate.weekend_price if weekend and rate.weekend_price is not None else rate.price
    return to_cents(base + rate.extra_adult * max(0, adults - ADULTS_INCLUDED))
