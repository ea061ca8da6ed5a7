"""Discounts: which promotions a stay may have. Of several the best one counts; they do not add up."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from pms.base import Money, Stay
from pms.models import Promotion
from pms.money import rounded


def same_code(said: str, code: str) -> bool:
    """Guests write codes in any case and with blanks around."""
    return said.strip().casefold() == code.strip().casefold()


def bookable(promotions: Iterable[Promotion], today: date, code: str) -> list[Promotion]:
    """What can be booked today (hotel-local) by a guest who says this code, or none (empty)."""
    return [
        promotion
        for promotion in promotions
        if promotion.is_active
        and (not promotion.code or same_code(code, promotion.code))
        and not (promotion.bookable_from and today < promotion.bookable_from)
        and not (promotion.bookable_to and today > promotion.bookable_to)
    ]


def applies(promotion: Promotion, room_type: str, rate_plan: str, stay: Stay, today: date) -> bool:
    """Whether a bookable promotion is for this room type and plan (codes), this stay, booked today."""
    return (
        (not promotion.room_types or room_type in promotion.room_types)
        and (not promotion.rate_plans or rate_plan in promotion.rate_plans)
        and stay.nights >= promotion.min_nights
        and (stay.arrival - today).days >= promotion.days_ahead
        and any(covers(promotion, night) for night in stay.dates())
    )


def covers(promotion: Promotion, night: date) -> bool:
    """Whether this night is one of those it is for. Of a stay only these nights are discounted."""
    return not (
        (promotion.first_night and night < promotion.first_night)
        or (promotion.last_night and night > promotion.last_night)
    )


def discount(promotion: Promotion, night: date, price: Money) -> Decimal:
    """What comes off the price of a night: rounded half up, at most the price."""
    if not covers(promotion, night):
        return Decimal(0)
    return min(rounded(price.amount * promotion.percent / 100, price.currency), price.amount)


def best(promotions: Sequence[Promotion], prices: Sequence[tuple[date, Money]]) -> Promotion | None:
    """The one that takes most off these nights; of equals the one with a code, then the first."""

    def worth(promotion: Promotion) -> tuple[Decimal, bool]:
        off = sum((discount(promotion, night, price) for night, price in prices), Decimal(0))
        return off, bool(promotion.code)

    found = max(promotions, key=worth, default=None)
    return found if found is not None and worth(found)[0] > 0 else None
