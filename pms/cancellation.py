"""When a stay can be cancelled free of charge, and what it costs afterwards, by the hotel's clock.

`free_until_days: 2` for an arrival on the 10th means: free up to and including 23:59:59 of the 8th,
where the hotel is. Never later than check-in: a stay that has begun is for the people at the desk.
"""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from hotels.models import Hotel
from pms.base import CancellationTerms, Money, Stay
from pms.money import to_cents


def begins_at(hotel: Hotel, stay: Stay) -> datetime:
    """Check-in on the day of arrival."""
    return datetime.combine(stay.arrival, hotel.check_in, hotel.tz)


def has_begun(hotel: Hotel, stay: Stay) -> bool:
    return timezone.now() >= begins_at(hotel, stay)


def free_until(hotel: Hotel, stay: Stay, terms: CancellationTerms) -> datetime | None:
    """The last second at which cancelling is free, in the hotel's time zone; None: never, or over."""
    if terms.free_until_days is None:
        return None
    last_day = stay.arrival - timedelta(days=terms.free_until_days)
    # fold=1: where clocks go back at midnight, 23:59:59 comes twice; the guest has until the second.
    end = min(datetime.combine(last_day, time(23, 59, 59, fold=1), hotel.tz), begins_at(hotel, stay))
    # The second is added in UTC: added to a local time it would move the clock's face and lose the fold.
    return end if timezone.now() < end.astimezone(UTC) + timedelta(seconds=1) else None


def late_fee(terms: CancellationTerms, first_night: Money, total: Money) -> Money:
    """What cancelling costs once it is no longer free; never more than the total.

    Raises ValueError for a fee that is none of pms.base.CancellationTerms.
    """
    kind, _, percent = terms.fee.partition(":")
    if kind == "percent":
        amount = to_cents(total.amount * Decimal(percent) / 100)
    elif kind in ("none", "first_night", "full"):
        amount = {"none": Decimal(0), "first_night": first_night.amount, "full": total.amount}[kind]
    else:
        raise ValueError(f"unknown cancellation fee: {terms.fee}")
    return Money(min(max(amount, Decimal(0)), total.amount), total.currency)


def fee_now(hotel: Hotel, stay: Stay, terms: CancellationTerms, first_night: Money, total: Money) -> Money:
    """What cancelling costs at this moment."""
    if free_until(hotel, stay, terms):
        return Money(Decimal(0), total.currency)
    return late_fee(terms, first_night, total)
