"""What cancelling and changing cost, until when both are free, and what is due when booking.

By the hotel's clock: `free_until_days: 2` for an arrival on the 10th means free up to and including
23:59:59 of the 8th, where the hotel is. Never later than check-in: a stay that has begun is for the people
at the desk.

Every rule is one of a plan and holds for one room: the fees of a reservation are the sum of those of its
rooms, each on the terms it was sold on. A fee or deposit is never below zero nor above the room's total.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from hotels.models import Hotel
from pms.base import CancellationTerms, ChangeTerms, Money, Offer, Stay
from pms.money import rounded


def begins_at(hotel: Hotel, stay: Stay) -> datetime:
    """Check-in on the day of arrival."""
    return datetime.combine(stay.arrival, hotel.check_in, hotel.tz)


def has_begun(hotel: Hotel, stay: Stay) -> bool:
    return timezone.now() >= begins_at(hotel, stay)


def free_until(hotel: Hotel, stay: Stay, terms: CancellationTerms | ChangeTerms) -> datetime | None:
    """The last second at which it is free, in the hotel's time zone; None: it never was, or it is over."""
    if terms.free_until_days is None:
        return None
    last_day = stay.arrival - timedelta(days=terms.free_until_days)
    # fold=1: where clocks go back at midnight, 23:59:59 comes twice; the guest has until the second.
    end = min(datetime.combine(last_day, time(23, 59, 59, fold=1), hotel.tz), begins_at(hotel, stay))
    # The second is added in UTC: added to a local time it would move the clock's face and lose the fold.
    return end if timezone.now() < end.astimezone(UTC) + timedelta(seconds=1) else None


def late_fee(terms: CancellationTerms, first_night: Money, total: Money) -> Money:
    """What cancelling costs once it is no longer free.

    Raises ValueError for a fee that is none of pms.base.CancellationTerms.
    """
    return share(terms.fee, first_night, total)


def fee_now(hotel: Hotel, stay: Stay, terms: CancellationTerms, first_night: Money, total: Money) -> Money:
    """What cancelling costs at this moment."""
    if free_until(hotel, stay, terms):
        return Money(Decimal(0), total.currency)
    return late_fee(terms, first_night, total)


def change_fee_now(
    hotel: Hotel, stay: Stay, terms: ChangeTerms, first_night: Money, total: Money
) -> Money | None:
    """What changing a stay that is sold costs at this moment; None: it cannot be changed (any more)."""
    if free_until(hotel, stay, terms):
        return Money(Decimal(0), total.currency)
    return None if terms.fee == "forbidden" else share(terms.fee, first_night, total)


def room_fee_now(hotel: Hotel, sold: Offer) -> Money:
    """What giving up a room costs at this moment, on the terms it was sold on."""
    return fee_now(hotel, sold.stay, sold.rate_plan.cancellation, sold.nights[0].price, sold.total)


def room_change_fee_now(hotel: Hotel, sold: Offer) -> Money | None:
    """What changing a room costs at this moment, on the terms it was sold on; None: not possible."""
    return change_fee_now(hotel, sold.stay, sold.rate_plan.changes, sold.nights[0].price, sold.total)


def deposit_due(rooms: Iterable[Offer]) -> Money:
    """What is due when these rooms are booked together; all in one currency, at least one room."""
    first, *others = (share(room.rate_plan.deposit, room.nights[0].price, room.total) for room in rooms)
    return sum(others, first)


def share(rule: str, first_night: Money, total: Money) -> Money:
    """`none`, `first_night`, `percent:NN` (of the total) or `full` as an amount, from zero to the total.

    Raises ValueError for any other rule.
    """
    kind, _, percent = rule.partition(":")
    if kind == "percent":
        amount = rounded(total.amount * Decimal(percent) / 100, total.currency)
    elif rule in ("none", "first_night", "full"):
        amount = {"none": Decimal(0), "first_night": first_night.amount, "full": total.amount}[rule]
    else:
        raise ValueError(f"unknown fee or deposit: {rule}")
    return Money(min(max(amount, Decimal(0)), total.amount), total.currency)
