"""What a room costs for a stay: the one price function of our own tables.

A night costs the price of the last rate line that covers it (the weekend price on Friday and Saturday
night, where there is one), `extra_adult` for each adult above those included, and for each child the
price of the first age band that reaches its age. Then the best promotion comes off, night by night. Taxes
(pms.taxes) follow on the sum of the nights.

For a search: load once, then ask for every room type and plan.

    tariff = pricing.load(hotel, stay, promotion_code)
    found = tariff.offer(room_type, plan, stay, occupancy, rooms_left=2)    # Offer | Unoffered
    tariff.refuse_unused_code(offers)                                       # bad_promotion
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from hotels.models import Hotel
from pms import lines
from pms import promotions as discounts
from pms.base import (
    Money,
    Night,
    NightPart,
    Occupancy,
    Offer,
    PromotionInfo,
    RatePlanInfo,
    RoomTypeInfo,
    Stay,
    Unoffered,
)
from pms.catalogue import rate_plan_info, room_type_info
from pms.errors import PMSRefused
from pms.lines import RateLine, RestrictionLine
from pms.models import Promotion, Rate, RatePlan, Restriction, RoomType, Tax
from pms.nights import WEEKEND, FullPrices, nights_of
from pms.restrictions import Restrictions
from pms.taxes import tax_lines

__all__ = ["WEEKEND", "Tariff", "load", "nearest"]


class Tariff:
    """A hotel's prices, grouped once for all offers of a search. Pure: no query, no clock.

    `rates` and `restrictions` in the hotel's order (position, id), of which later ones win; all that touch
    the stays that will be asked for, restrictions also those of the day of departure. More do no harm.
    `today` is hotel-local; `promotion_code` is what the guest says, empty for none.
    """

    def __init__(
        self,
        rates: Iterable[Rate | RateLine],
        restrictions: Iterable[Restriction | RestrictionLine],
        promotions: Iterable[Promotion],
        taxes: Iterable[Tax],
        *,
        today: date,
        promotion_code: str = "",
    ) -> None:
        self._prices = FullPrices(rates)
        self._restrictions = Restrictions(restrictions)
        self._promotions = discounts.bookable(promotions, today, promotion_code)
        self._taxes = tuple(taxes)
        self._room_types: dict[int, RoomTypeInfo] = {}
        self._plans: dict[int, RatePlanInfo] = {}
        self._today = today
        self._code = promotion_code.strip()

    def offer(
        self,
        room_type: RoomType,
        plan: RatePlan,
        stay: Stay,
        occupancy: Occupancy,
        *,
        rooms_left: int,
        sold: Offer | None = None,
    ) -> Offer | Unoffered:
        """One room of this type on this plan, or why it is not sold: no_rate, closed, min_stay, max_stay.

        Whether a room is free and holds so many people is the caller's to look at. `sold` is what a room
        was sold as that is being changed. On the same type and plan, what the guest has already is not
        refused, and with the same people its nights keep their price; taxes are those of today.
        """
        info = self._room_type(room_type)
        days = nights_of(stay)
        held = sold if sold and _same_product(sold, room_type, plan) else None
        kept = _kept(held, stay) if held and held.occupancy == occupancy else {}
        by_night = self._prices.lines_of(room_type.pk, plan.pk, stay)
        if len(by_night) < len(days) and any(day not in by_night and day not in kept for day in days):
            return Unoffered(info, "no_rate")
        first = by_night.get(stay.arrival)
        min_stay = first.min_stay if first else 1
        miss = self._restrictions.refusal(room_type.pk, plan.pk, stay, min_stay, held.stay if held else None)
        if miss:
            return Unoffered(info, *miss)

        new = [day for day in days if day not in kept] if kept else days
        nights = self._prices.nights(new, by_night, occupancy)
        promotion = self._best_promotion(room_type, plan, stay, nights)
        nights = _discounted(nights, promotion)
        if kept:
            nights = sorted([*kept.values(), *nights], key=lambda night: night.date)
        currency = nights[0].price.currency
        if any(night.price.currency != currency for night in nights):
            return Unoffered(info, "no_rate")
        subtotal = Money(sum([night.price.amount for night in nights], Decimal(0)), currency)
        taxes = tax_lines(self._taxes, stay.nights, subtotal, occupancy)
        added = Money(sum([t.amount.amount for t in taxes if not t.included], Decimal("0.00")), currency)
        told = PromotionInfo(promotion.code, promotion.name) if promotion else None
        return Offer(
            room_type=info,
            rate_plan=self._plan(plan),
            stay=stay,
            occupancy=occupancy,
            nights=tuple(nights),
            taxes_added=added,
            total=subtotal + added,
            rooms_left=rooms_left,
            taxes=taxes,
            promotion=told or (held.promotion if held and kept else None),
        )

    def _room_type(self, row: RoomType) -> RoomTypeInfo:
        found = self._room_types.get(row.pk)
        if found is None:
            found = self._room_types[row.pk] = room_type_info(row)
        return found

    def _plan(self, row: RatePlan) -> RatePlanInfo:
        found = self._plans.get(row.pk)
        if found is None:
            found = self._plans[row.pk] = rate_plan_info(row)
        return found

    def refuse_unused_code(self, offers: Iterable[Offer]) -> None:
        """Raise PMSRefused `bad_promotion` when the guest's code is for none of these offers.

        A code that is for one of them is good, also where another promotion takes more off. Without any
        offer nothing is refused: why there is none matters more.
        """
        found = list(offers)
        coded = [promotion for promotion in self._promotions if promotion.code]
        if self._code and found and not any(self._applies(p, offer) for p in coded for offer in found):
            raise PMSRefused("bad_promotion", f"the code {self._code[:32]} is not good for this stay")

    def _applies(self, promotion: Promotion, offer: Offer) -> bool:
        room_type, rate_plan = offer.room_type.code, offer.rate_plan.code
        return discounts.applies(promotion, room_type, rate_plan, offer.stay, self._today)

    def _best_promotion(
        self, room_type: RoomType, plan: RatePlan, stay: Stay, nights: Sequence[Night]
    ) -> Promotion | None:
        fitting = [
            promotion
            for promotion in self._promotions
            if discounts.applies(promotion, room_type.code, plan.code, stay, self._today)
        ]
        if not fitting:
            return None
        return discounts.best(fitting, [(night.date, night.price) for night in nights])


def load(hotel: Hotel, stay: Stay, promotion_code: str = "") -> Tariff:
    """The tariff for stays within these days, in four queries however big the house."""
    return Tariff(
        lines.rate_lines(hotel, stay),
        lines.restriction_lines(hotel, stay),
        hotel.promotions.filter(is_active=True).order_by("id"),
        hotel.taxes.order_by("id"),
        today=hotel.today(),
        promotion_code=promotion_code,
    )


def nearest(misses: Sequence[Unoffered]) -> Unoffered:
    """Of the reasons of several plans the one that asks least of the guest. `misses` is not empty."""
    too_short = [miss for miss in misses if miss.code == "min_stay"]
    too_long = [miss for miss in misses if miss.code == "max_stay"]
    if too_short:
        return min(too_short, key=lambda miss: miss.nights or 0)
    if too_long:
        return max(too_long, key=lambda miss: miss.nights or 0)
    return next((miss for miss in misses if miss.code == "closed"), misses[0])


def _kept(held: Offer, stay: Stay) -> dict[date, Night]:
    """The nights of the new stay that the guest has already."""
    return {night.date: night for night in held.nights if stay.arrival <= night.date < stay.departure}


def _same_product(sold: Offer, room_type: RoomType, plan: RatePlan) -> bool:
    return (sold.room_type.code, sold.rate_plan.code) == (room_type.code, plan.code)


def _discounted(nights: Sequence[Night], promotion: Promotion | None) -> list[Night]:
    """The nights with the promotion off, as one more part of those it is for."""
    if promotion is None:
        return list(nights)
    return [_less(night, discounts.discount(promotion, night.date, night.price)) for night in nights]


def _less(night: Night, off: Decimal) -> Night:
    if not off:
        return night
    currency = night.price.currency
    part = NightPart("discount", Money(-off, currency))
    return Night(night.date, night.price + part.amount, (*night.parts, part))
