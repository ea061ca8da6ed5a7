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
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from hotels.models import Hotel
from pms import lines
from pms import promotions as discounts
from pms.base import Money, Night, NightPart, Occupancy, Offer, PromotionInfo, Stay, Unoffered
from pms.catalogue import rate_plan_info, room_type_info
from pms.errors import PMSRefused
from pms.lines import RateLine, RestrictionLine
from pms.models import Promotion, Rate, RatePlan, Restriction, RoomType, Tax
from pms.money import to_cents
from pms.restrictions import Restrictions, covers, refusal
from pms.taxes import tax_lines

WEEKEND = (4, 5)  # the nights that begin on Friday and on Saturday
Priced = dict[tuple[object, ...], tuple[Money, tuple[NightPart, ...], Rate | RateLine]]


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
        self._lines: dict[tuple[int, int], list[Rate | RateLine]] = {}
        for rate in rates:
            self._lines.setdefault((rate.room_type_id, rate.rate_plan_id), []).append(rate)
        self._restrictions = Restrictions(restrictions)
        self._promotions = discounts.bookable(promotions, today, promotion_code)
        self._taxes = tuple(taxes)
        self._priced: Priced = {}
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
        info = room_type_info(room_type)
        days = _days(stay)
        held = sold if sold and _same_product(sold, room_type, plan) else None
        kept = _kept(held, stay) if held and held.occupancy == occupancy else {}
        rates = _rates_by_night(self._lines.get((room_type.pk, plan.pk), ()), stay)
        if len(rates) < len(days) and any(day not in rates and day not in kept for day in days):
            return Unoffered(info, "no_rate")
        first = rates.get(stay.arrival)
        lines = self._restrictions.of(room_type.pk, plan.pk)
        if miss := refusal(lines, stay, first.min_stay if first else 1, held.stay if held else None):
            return Unoffered(info, *miss)

        new = _full_prices(
            [day for day in days if day not in kept] if kept else days, occupancy, rates, self._priced
        )
        promotion = self._best_promotion(room_type, plan, stay, new)
        nights = _discounted(new, promotion)
        if kept:
            nights = sorted([*kept.values(), *nights], key=lambda night: night.date)
        currency = nights[0].price.currency
        if any(night.price.currency != currency for night in nights):
            return Unoffered(info, "no_rate")
        subtotal = Money(sum((night.price.amount for night in nights), Decimal(0)), currency)
        taxes = tax_lines(self._taxes, stay.nights, subtotal, occupancy)
        added = Money(to_cents(sum((t.amount.amount for t in taxes if not t.included), Decimal(0))), currency)
        told = PromotionInfo(promotion.code, promotion.name) if promotion else None
        return Offer(
            room_type=info,
            rate_plan=rate_plan_info(plan),
            stay=stay,
            occupancy=occupancy,
            nights=tuple(nights),
            taxes_added=added,
            total=subtotal + added,
            rooms_left=rooms_left,
            taxes=taxes,
            promotion=told or (held.promotion if held and kept else None),
        )

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
        return discounts.best(fitting, [(night.date, night.price.amount) for night in nights])


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


@lru_cache(maxsize=64)
def _days(stay: Stay) -> tuple[date, ...]:
    return tuple(stay.dates())


def _same_product(sold: Offer, room_type: RoomType, plan: RatePlan) -> bool:
    return (sold.room_type.code, sold.rate_plan.code) == (room_type.code, plan.code)


def _rates_by_night(lines: Sequence[Rate | RateLine], stay: Stay) -> dict[date, Rate | RateLine]:
    """The line that prices each night: the last that covers it. A night without one is missing."""
    found: dict[date, Rate | RateLine] = {}
    for line in lines:
        day = max(line.first_night, stay.arrival)
        last = min(line.last_night, stay.departure - timedelta(days=1))
        while day <= last:
            if covers(line, day):
                found[day] = line
            day += timedelta(days=1)
    return found


def _full_prices(
    days: Iterable[date], occupancy: Occupancy, rates: dict[date, Rate | RateLine], known: Priced
) -> list[Night]:
    """The nights before any discount, in parts; `known` has what other nights of the search cost."""
    nights = []
    for day in days:
        rate = rates[day]
        weekend = day.weekday() in WEEKEND and rate.weekend_price is not None
        base = rate.weekend_price if weekend and rate.weekend_price is not None else rate.price
        key = (
            base, rate.extra_adult, rate.adults_included, rate.currency, id(rate.child_prices), occupancy,
        )  # fmt: skip
        found = known.get(key)
        if found is None:
            parts = _parts(rate, base, occupancy)
            total = sum((part.amount for part in parts[1:]), parts[0].amount)
            # With the line itself, so that no other list gets its prices' id meanwhile.
            found = known[key] = (total, parts, rate)
        nights.append(Night(day, found[0], found[1]))
    return nights


def _parts(rate: Rate | RateLine, base: Decimal, occupancy: Occupancy) -> tuple[NightPart, ...]:
    amounts = {
        "base": base,
        "extra_adults": rate.extra_adult * max(0, occupancy.adults - rate.adults_included),
        "extra_children": _children(occupancy.children_ages, rate),
    }
    return tuple(
        NightPart(kind, Money(to_cents(Decimal(amount)), rate.currency))
        for kind, amount in amounts.items()
        if amount or kind == "base"
    )


def _children(ages: Sequence[int], rate: Rate | RateLine) -> Decimal:
    """What the children of one room pay for a night; free above the last band."""
    if not ages or not rate.child_prices:
        return Decimal(0)
    bands = sorted((int(band["to_age"]), Decimal(band["price"])) for band in rate.child_prices)
    prices = (next((price for to_age, price in bands if age <= to_age), Decimal(0)) for age in ages)
    return sum(prices, Decimal(0))


def _discounted(nights: Sequence[Night], promotion: Promotion | None) -> list[Night]:
    """The nights with the promotion off, as one more part of those it is for."""
    if promotion is None:
        return list(nights)
    return [_less(night, discounts.discount(promotion, night.date, night.price.amount)) for night in nights]


def _less(night: Night, off: Decimal) -> Night:
    if not off:
        return night
    currency = night.price.currency
    part = NightPart("discount", Money(-off, currency))
    return Night(night.date, night.price + part.amount, (*night.parts, part))
