"""Which resources there are, how they are called in lists and alone, and where their rows come from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.qloapps import entities, records
from sandbox.qloapps.shop import Customer, History, Order, Payment, RoomRow, Shop

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Resource:
    many: str
    one: str
    rows: Callable[[Shop], list[Record]]
    blank: Callable[[Shop], Record]  # shows the fields while there is no row
    unfilterable: frozenset[str] = frozenset()


def fixed(
    many: str, one: str, rows: Callable[[Shop], list[Record]], unfilterable: frozenset[str] = frozenset()
) -> Resource:
    return Resource(many, one, rows, lambda shop: next(iter(rows(shop)), {"id": 0}), unfilterable)


RESOURCES: dict[str, Resource] = {
    "hotels": fixed("hotels", "hotel", entities.hotels),
    "room_types": fixed(
        "room_types", "room_type", entities.room_types, frozenset({"id_hotel", "adults", "children"})
    ),
    "hotel_room_types": fixed("hotel_room_types", "hotel_room_type", entities.hotel_room_types),
    "hotel_rooms": fixed("rooms", "room", entities.hotel_rooms),
    "services": fixed("services", "service", entities.services),
    "hotel_refund_rules": fixed("hotel_refund_rules", "hotel_refund_rule", entities.hotel_refund_rules),
    "languages": fixed("languages", "language", entities.languages),
    "currencies": fixed("currencies", "currency", entities.currencies),
    "order_states": fixed("order_states", "order_state", entities.order_states),
    "configurations": fixed("configurations", "configuration", entities.configurations),
    "orders": Resource(
        "orders",
        "order",
        lambda shop: [records.order(shop, each) for each in shop.orders.values()],
        lambda shop: records.order(shop, Order()),
    ),
    "room_bookings": Resource(
        "bookings",
        "booking",
        lambda shop: [records.room_row(shop, each) for each in shop.rows.values()],
        lambda shop: records.room_row(shop, RoomRow()),
    ),
    "customers": Resource(
        "customers",
        "customer",
        lambda shop: [records.customer(shop, each) for each in shop.customers.values()],
        lambda shop: records.customer(shop, Customer()),
    ),
    "order_payments": Resource(
        "order_payments",
        "order_payment",
        lambda shop: [records.payment(shop, each) for each in shop.payments.values()],
        lambda shop: records.payment(shop, Payment()),
    ),
    "order_histories": Resource(
        "order_histories",
        "order_history",
        lambda shop: [records.history(shop, each) for each in shop.histories.values()],
        lambda shop: records.history(shop, History()),
    ),
}
NAMES = sorted([*RESOURCES, "bookings", "hotel_ari"])
