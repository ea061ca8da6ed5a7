"""What a shop knows of its hotel and seldom changes: room types, languages, currency, rules, states.

One rate plan, STD: QloApps has prices by date, but no plans. Its refund rules become the plan's terms of
cancellation. Our terms know one step, its rules several, with amounts: where they cannot be said, the
stricter one is. No rules, or refunds switched off: all of it is due, as QloApps itself reckons.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pms.base import (
    CancellationTerms,
    House,
    Money,
    RatePlanInfo,
    RoomInfo,
    RoomTypeInfo,
    ServiceInfo,
    Text,
)
from pms.errors import PMSUnavailable
from pms.qloapps.client import Client, Row
from pms.qloapps.wire import ids, price, texts, whole

PLAN = "STD"
PLAN_NAME = {"es": "Tarifa estándar", "en": "Standard rate"}
STRICTEST = CancellationTerms(None, "full")
PERCENTAGE = 2  # payment_type of a refund rule; 1 is an amount
PER_NIGHT = 2  # price_calculation_method of a service
INACTIVE, ACTIVE = 2, 1
SETTINGS = (
    "PS_TIMEZONE",
    "PS_CURRENCY_DEFAULT",
    "PS_LANG_DEFAULT",
    "PS_ONE_PHONE_AT_LEAST",
    "PS_OS_CANCELED",
    "PS_OS_REFUND",
)


@dataclass(frozen=True)
class Kind:
    """A room type and how long it is let for."""

    id: int
    info: RoomTypeInfo
    min_nights: int
    max_nights: int  # 0: no limit


@dataclass(frozen=True)
class Facts:
    """Everything about a shop that answers are read with. Plain values: it may be kept for minutes."""

    property_id: int
    kinds: tuple[Kind, ...]  # in the shop's order
    plan: RatePlanInfo
    policies: Text
    currency: str  # the shop's default; hotel_ari always answers in it
    currencies: Mapping[int, str]
    languages: Mapping[int, str]
    timezone: str
    phone_required: bool
    cancelled: int  # order state
    refunded: int

    def kind(self, code: str) -> Kind | None:
        return next((kind for kind in self.kinds if kind.info.code == code), None)

    def language_id(self, language: str) -> int | None:
        return next((id for id, code in self.languages.items() if code == language), None)


def read_facts(client: Client, property_id: int | None) -> Facts:
    """Ask the shop. `property_id`: which of its hotels; None where it has only one."""
    hotel = _hotel(client, property_id)
    settings = {
        str(row.get("name")): str(row.get("value") or "")
        for row in client.rows("configurations", **{"filter[name]": f"[{'|'.join(SETTINGS)}]"})
    }
    languages = {
        whole(row.get("id")): str(row.get("iso_code", "")).lower() for row in client.rows("languages")
    }
    currencies = {
        whole(row.get("id")): str(row.get("iso_code", "")).upper() for row in client.rows("currencies")
    }
    default = languages.get(whole(settings.get("PS_LANG_DEFAULT"))) or next(iter(languages.values()), "en")
    currency = currencies.get(whole(settings.get("PS_CURRENCY_DEFAULT")))
    cancelled = whole(settings.get("PS_OS_CANCELED"))
    if not currency or not cancelled:
        raise PMSUnavailable("QloApps does not say its currency or its order states")
    number = whole(hotel.get("id"))
    return Facts(
        property_id=number,
        kinds=tuple(_kinds(client, number, languages, default)),
        plan=RatePlanInfo(PLAN, PLAN_NAME, (), _terms(client, hotel)),
        policies=texts(hotel.get("policies"), languages, default),
        currency=currency,
        currencies=currencies,
        languages=languages,
        timezone=_timezone(settings.get("PS_TIMEZONE") or "UTC"),
        phone_required=settings.get("PS_ONE_PHONE_AT_LEAST") != "0",
        cancelled=cancelled,
        refunded=whole(settings.get("PS_OS_REFUND")),
    )


def _timezone(name: str) -> str:
    """A zone we know. Raises PMSUnavailable: its times would mean nothing."""
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        raise PMSUnavailable("QloApps has a time zone that nobody knows") from error


def read_house(client: Client, facts: Facts) -> House:
    """The house, with its rooms and services."""
    languages, default = facts.languages, next(iter(facts.languages.values()), "en")
    codes = {kind.id: kind.info.code for kind in facts.kinds}
    rooms = [
        RoomInfo(
            str(row.get("room_num", "")),
            codes[whole(row.get("id_product"))],
            "" if whole(row.get("id_status")) == ACTIVE else "out_of_order",
        )
        for row in client.every_row("hotel_rooms", "rooms")
        if whole(row.get("id_product")) in codes
    ]
    services = [
        ServiceInfo(
            code=str(whole(row.get("id"))),
            name=texts(row.get("name"), languages, default),
            # Prices are without tax, and what a tax group takes cannot be read: better none than a wrong one.
            price=None
            if whole(row.get("id_tax_rules_group"))
            else Money(price(row.get("price")), facts.currency),
            per="night" if whole(row.get("price_calculation_method")) == PER_NIGHT else "booking",
        )
        for row in client.rows("services")
        if whole(row.get("active")) and not whole(row.get("auto_add_to_cart"))
    ]
    return House([kind.info for kind in facts.kinds], [facts.plan], rooms, services, facts.policies)


def _hotel(client: Client, property_id: int | None) -> Row:
    if property_id is not None:
        found = client.one("hotels", property_id, "hotel")
        if found is None:
            raise PMSUnavailable("QloApps has no hotel with this property_id")
        return found
    hotels = client.rows("hotels")
    if len(hotels) != 1:
        raise PMSUnavailable(f"QloApps has {len(hotels)} hotels: say which in property_id")
    return hotels[0]


def _kinds(client: Client, property_id: int, languages: Mapping[int, str], default: str) -> Sequence[Kind]:
    limits = {
        whole(row.get("id_product")): row
        for row in client.rows("hotel_room_types")
        if whole(row.get("id_hotel")) == property_id
    }
    return [
        Kind(
            id=id,
            info=RoomTypeInfo(
                code=str(id),
                name=texts(row.get("name"), languages, default),
                description=texts(row.get("description"), languages, default),
                max_adults=whole(limits[id].get("max_adults")),
                max_children=whole(limits[id].get("max_children")),
                max_total=whole(limits[id].get("max_guests")),
            ),
            min_nights=max(whole(limits[id].get("min_los")), 1),
            max_nights=whole(limits[id].get("max_los")),
        )
        for row in client.rows("room_types")
        if (id := whole(row.get("id"))) in limits and whole(row.get("active"))
    ]


def _terms(client: Client, hotel: Row) -> CancellationTerms:
    listed = ids(hotel, "hotel_refund_rules")
    if not whole(hotel.get("active_refund")) or not listed:
        return STRICTEST
    return cancellation_terms(
        [row for row in client.rows("hotel_refund_rules") if whole(row.get("id")) in listed]
    )


def cancellation_terms(rules: Sequence[Row]) -> CancellationTerms:
    """QloApps takes the rule with the most days that still fits; nearer than every rule, all is due."""
    steps = sorted(
        ((math.ceil(price(rule.get("days"))), _deduction(rule)) for rule in rules), key=lambda step: -step[0]
    )
    free: int | None = None
    while steps and steps[0][1] == 0:
        free = steps.pop(0)[0]
    fees = [deduction for _, deduction in steps]
    nearest = steps[-1][0] if steps else free
    if nearest is None or nearest > 0 or None in fees:
        return CancellationTerms(free, "full")
    worst = max((fee for fee in fees if fee is not None), default=Decimal(0))
    if worst >= 100:
        return CancellationTerms(free, "full")
    return CancellationTerms(free, f"percent:{worst.normalize():f}" if worst else "none")


def _deduction(rule: Row) -> Decimal | None:
    """What is due of a booking paid at the hotel, in percent; None for an amount, which we cannot say."""
    value = price(rule.get("deduction_value_full_pay"))
    return value if value == 0 or whole(rule.get("payment_type")) == PERCENTAGE else None
