"""Act as the hotel's staff or its website: the other people who book, change and cancel in a shop."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from sandbox.qloapps import bookings, wanted
from sandbox.qloapps.records import order as order_record
from sandbox.qloapps.records import room_row
from sandbox.qloapps.shop import STATES, Block, Order, RoomRow, Shop, cents, nights, without_tax
from sandbox.qloapps.states import become, pay

Content = dict[str, Any]
WALK_IN = {"firstname": "Walk", "lastname": "In", "email": "walk.in@guests.example", "phone": "+12025550199"}


class CannotDo(ValueError):
    """What was asked of the shop cannot be done; nothing was changed."""


def book(shop: Shop, asked: Content) -> Content:
    """Book as the website does: at once, with fees. `room` takes that very room, taken or not."""
    arrival, departure = read_stay(asked)
    room_type = int(asked.get("room_type") or shop.house.rooms[int(asked["room"])].room_type)
    if asked.get("room"):
        room = int(asked["room"])
        shop.house.rooms[room]  # must exist
    else:
        free = shop.free_rooms(room_type, arrival, departure)
        if not free:
            raise CannotDo("No room of this type is free.")
        room = free[0].id
    guest = {**WALK_IN, **asked.get("guest", {})}
    order = bookings.new_order(
        shop,
        {"source": asked.get("source", "website"), "remark": asked.get("remark", "")},
        bookings.keep_customer(shop, guest),
    )
    ages = asked.get("child_ages", [])
    given = {"child": len(ages), "child_ages": ages, "total_tax": None}
    given[shop.house.adults_field] = asked.get("adults", 2)
    chosen = bookings.Chosen(room, wanted.WantedRoom(given), room_type, arrival, departure)
    row = bookings.write_room(shop, order, chosen)
    default = shop.room_price(room_type, arrival, departure) + shop.fees(arrival, departure)
    row.excl, row.incl = cents(default), cents(shop.with_tax(default))
    bookings.total(shop, order)
    become(
        shop, order, shop.state("PS_OS_PAYMENT_ACCEPTED" if asked.get("paid") else "PS_OS_AWAITING_PAYMENT")
    )
    return shown(shop, order)


def cancel(shop: Shop, asked: Content) -> Content:
    """Cancel an order as staff; with `refund` its state is refunded instead."""
    order = find_order(shop, asked)
    become(shop, order, shop.state("PS_OS_REFUND" if asked.get("refund") else "PS_OS_CANCELED"))
    return shown(shop, order)


def change(shop: Shop, asked: Content) -> Content:
    """Change an order as staff: dates, room, check-in, name, price, a payment, a remark, the state.

    `row` names one of several rooms. Everything is read before anything is written.
    """
    order = find_order(shop, asked)
    write_room = read_room_change(shop, order, asked)
    paid = Decimal(str(asked["paid"])) if "paid" in asked else None
    state = read_state(shop, asked["state"]) if "state" in asked else None
    write_room()
    bookings.total(shop, order)
    customer = shop.customers[order.customer]
    for name in ("firstname", "lastname", "email", "phone"):
        setattr(customer, name, str(asked.get(name, getattr(customer, name))))
    bookings.remark(order, asked)
    if paid is not None:
        pay(shop, order, paid, "")
    if state is not None:
        become(shop, order, state)
    if set(asked) - {"order", "reference", "source", "row", "room", "status"}:
        order.date_upd = shop.stamp()  # a check-in or another room touches the room's row alone
    return shown(shop, order)


def read_room_change(shop: Shop, order: Order, asked: Content) -> Callable[[], None]:
    """Return what changes the room's row. Raise CannotDo and change nothing."""
    rows = shop.rows_of(order.id)
    row = next((each for each in rows if each.id == asked.get("row")), rows[0] if rows else None)
    if row is None:
        if {"arrival", "departure", "room", "status", "adults", "total"} & set(asked):
            raise CannotDo("This order has no room.")
        return lambda: None
    arrival, departure = read_stay({"arrival": str(row.arrival), "departure": str(row.departure), **asked})
    room = shop.house.rooms[int(asked.get("room", row.room))]
    incl = cents(Decimal(str(asked.get("total", row.incl))))
    changed = {
        "arrival": arrival,
        "departure": departure,
        "room": room.id,
        "room_type": room.room_type,
        "status": int(asked.get("status", row.status)),
        "adults": int(asked.get("adults", row.adults)),
        "incl": incl,
        "excl": without_tax(shop, incl) if "total" in asked else row.excl,
        "date_upd": shop.stamp(),
    }

    def write() -> None:
        for name, value in changed.items():
            setattr(row, name, value)

    return write


def read_state(shop: Shop, asked: Any) -> int:
    """Read a state by its configuration's name or by its id."""
    state = shop.state(asked) if asked in STATES else int(asked)
    if not shop.is_state(state):
        raise CannotDo(f"No state {asked!r}.")
    return state


def block(shop: Shop, asked: Content) -> Content:
    """Close a room for [arrival, departure)."""
    arrival, departure = read_stay(asked)
    room = shop.house.rooms[int(asked["room"])]
    shop.blocks.append(Block(room.id, arrival, departure))
    return {"blocks": [plain(asdict(each)) for each in shop.blocks]}


def unblock(shop: Shop, asked: Content) -> Content:
    """Open a room again for all nights; without `room` all of them."""
    shop.blocks = [each for each in shop.blocks if "room" in asked and each.room != int(asked["room"])]
    return {"blocks": [plain(asdict(each)) for each in shop.blocks]}


def set_price(shop: Shop, asked: Content) -> Content:
    """Set a room type's price of a night, without tax: for [arrival, departure) or from now on."""
    price, kind = Decimal(str(asked["price"])), shop.house.room_types[int(asked["room_type"])]
    if "arrival" in asked:
        for night in nights(*read_stay(asked)):
            shop.night_prices[kind.id, night] = price
    else:
        kind.price = price
    return {"room_type": kind.id, "price": str(price)}


def read_stay(asked: Content) -> tuple[date, date]:
    arrival, departure = date.fromisoformat(asked["arrival"]), date.fromisoformat(asked["departure"])
    if arrival >= departure:
        raise CannotDo("The departure must be after the arrival.")
    return arrival, departure


def find_order(shop: Shop, asked: Content) -> Order:
    """Find by `order` (id), `reference` or `source`."""
    for order in shop.orders.values():
        if asked.get("order") == order.id or asked.get("reference") == order.reference:
            return order
        if "source" in asked and asked["source"] == order.source:
            return order
    raise CannotDo("No such order.")


def shown(shop: Shop, order: Order) -> Content:
    return {
        "order": order_view(shop, order),
        "rooms": [row_view(shop, row) for row in shop.rows_of(order.id)],
    }


def order_view(shop: Shop, order: Order) -> Content:
    record = order_record(shop, order)
    customer = shop.customers.get(order.customer)
    names = ("id", "reference", "current_state", "source", "payment", "id_customer", "date_add", "date_upd")
    prices = ("total_paid_tax_incl", "total_paid_tax_excl", "total_paid_real")
    return {
        **{name: record[name] for name in names},
        **{name: f"{record[name]:.2f}" for name in prices},
        "customer": f"{customer.firstname} {customer.lastname}" if customer else "",
        "email": customer.email if customer else "",
        "phone": customer.phone if customer else "",
        "remarks": order.remarks,
        "live_rooms": sum(row.holds for row in shop.rows_of(order.id)),
    }


def row_view(shop: Shop, row: RoomRow) -> Content:
    record = room_row(shop, row)
    names = (
        "id", "id_order", "id_product", "id_room", "room_num", "adults", "children", "child_ages",
        "is_refunded", "is_cancelled", "is_back_order",
    )  # fmt: skip
    return {
        **{name: record[name] for name in names},
        "arrival": str(row.arrival),
        "departure": str(row.departure),
        "price": f"{row.incl:.2f}",
        "services": [{"id": each.service, "quantity": each.quantity} for each in row.extras],
        "live": row.holds,
    }


def plain(content: Content) -> Content:
    return {name: str(value) if isinstance(value, date) else value for name, value in content.items()}
