"""What tests may do to a shop: describe it, break it, act as staff or website, see who holds which room."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.qloapps import bookings, wanted
from sandbox.qloapps.api import QloApps
from sandbox.qloapps.faults import KINDS
from sandbox.qloapps.house import HOTEL_ID
from sandbox.qloapps.records import order as order_record
from sandbox.qloapps.records import room_row
from sandbox.qloapps.shop import STATES, Block, Order, RoomRow, Shop, cents, nights, without_tax
from sandbox.qloapps.states import become, pay
from sandbox.qloapps.wire import Refused, Stop
from sandbox.server import Answer, BadBody, Request, json_response

Content = dict[str, Any]
WALK_IN = {"firstname": "Walk", "lastname": "In", "email": "walk.in@guests.example", "phone": "+12025550199"}


class CannotDo(ValueError):
    """What was asked of the shop cannot be done; nothing was changed."""


class QloAppsControl:
    """Everything under /control/qloapps/."""

    def __init__(self, qloapps: QloApps) -> None:
        self.qloapps = qloapps
        self.verbs: dict[str, Callable[[Shop, Content], Content]] = {
            "faults": set_faults,
            "book": book,
            "cancel": cancel,
            "change": change,
            "block": block,
            "unblock": unblock,
            "price": set_price,
            "house": change_house,
            "clear": self.clear,
        }

    async def answer(self, request: Request) -> Answer:
        """POST opens a shop or acts in it, GET shows it. A refusal is a 400 with `error`."""
        name, _, verb = request.path.removeprefix("/control/qloapps/").partition("/")
        try:
            if not name:
                return json_response({"shops": sorted(self.qloapps.shops)})
            if request.method == "GET" and verb in ("", "faults"):
                shop = self.qloapps.shop(name)
                return json_response(show_faults(shop) if verb else summary(shop))
            if request.method == "POST" and not verb:
                return json_response(self.open(name, request.json()))
            if request.method == "POST" and verb in self.verbs:
                return json_response(self.verbs[verb](self.qloapps.shop(name), request.json()))
        except Refused as error:
            return json_response({"error": error.errors[0][1]}, 400)
        except Stop:
            return json_response({"error": "The shop would die of this."}, 400)
        except (BadBody, KeyError, TypeError, ValueError, InvalidOperation) as error:
            return json_response({"error": f"{type(error).__name__}: {error}"}, 400)
        return json_response({"error": f"No {request.method} {request.path} here."}, 404)

    def open(self, name: str, description: Content) -> Content:
        """Open a shop; one that is open stays as it is unless a description comes, then it starts anew."""
        if description or name not in self.qloapps.shops:
            self.qloapps.open(name, description)
        shop = self.qloapps.shops[name]
        return {"shop": name, "path": f"/qloapps/{name}/api", "key": shop.house.key}

    def clear(self, shop: Shop, _: Content) -> Content:
        """Forget all bookings, blocks, prices by night and faults; the house stays."""
        self.qloapps.shops[shop.name] = Shop(shop.name, shop.house, shop.now)
        return {"ok": True}


def summary(shop: Shop) -> Content:
    """Show the orders, the booked rooms, and pairs of live rows that share a room and a night."""
    return {
        "shop": shop.name,
        "key": shop.house.key,
        "now": shop.stamp(),
        "orders": [order_view(shop, order) for order in shop.orders.values()],
        "rooms": [row_view(shop, row) for row in shop.rows.values()],
        "live": sum(not row.is_refunded for row in shop.rows.values()),
        "overlaps": [[row_view(shop, one), row_view(shop, other)] for one, other in shop.overlaps()],
        "payments": [asdict(each) | {"amount": str(each.amount)} for each in shop.payments.values()],
        "blocks": [plain(asdict(each)) for each in shop.blocks],
        "states": {name: shop.state(name) for name in STATES},
        **show_faults(shop),
    }


def show_faults(shop: Shop) -> Content:
    return {"faults": [asdict(rule) for rule in shop.faults.rules], "seed": shop.faults.seed, "kinds": KINDS}


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
        "live_rooms": sum(not row.is_refunded for row in shop.rows_of(order.id)),
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
        "live": not row.is_refunded,
    }


def plain(content: Content) -> Content:
    return {name: str(value) if isinstance(value, date) else value for name, value in content.items()}


def set_faults(shop: Shop, asked: Content) -> Content:
    shop.faults.change(asked)
    return show_faults(shop)


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
    given = {"adults": asked.get("adults", 2), "child_ages": asked.get("child_ages", []), "total_tax": None}
    given["child"] = len(given["child_ages"])
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
    """Change an order as staff: dates, room, check-in, name, price, a payment, a remark, the state."""
    order = find_order(shop, asked)
    rows = shop.rows_of(order.id)
    row = next((each for each in rows if each.id == asked.get("row")), rows[0] if rows else None)
    if row is None and {"arrival", "departure", "room", "status", "adults", "total"} & set(asked):
        raise CannotDo("This order has no room.")
    if row is not None:
        arrival = date.fromisoformat(asked.get("arrival", str(row.arrival)))
        departure = date.fromisoformat(asked.get("departure", str(row.departure)))
        if arrival >= departure:
            raise CannotDo("The departure must be after the arrival.")
        room = shop.house.rooms[int(asked.get("room", row.room))]
        row.arrival, row.departure, row.room, row.room_type = arrival, departure, room.id, room.room_type
        row.status, row.adults = int(asked.get("status", row.status)), int(asked.get("adults", row.adults))
        row.date_upd = shop.stamp()
        if "total" in asked:
            row.incl = cents(Decimal(str(asked["total"])))
            row.excl = without_tax(shop, row.incl)
    bookings.total(shop, order)
    customer = shop.customers[order.customer]
    for name in ("firstname", "lastname", "email", "phone"):
        setattr(customer, name, str(asked.get(name, getattr(customer, name))))
    bookings.remark(order, asked)
    if "paid" in asked:
        pay(shop, order, Decimal(str(asked["paid"])), "")
    if "state" in asked:
        become(shop, order, shop.state(asked["state"]) if asked["state"] in STATES else int(asked["state"]))
    order.date_upd = shop.stamp()
    return shown(shop, order)


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


def change_house(shop: Shop, asked: Content) -> Content:
    """Change the house in use: a room's `status`, a type's `active` or `min_los`, the race, the key."""
    if unknown := set(asked) - {"room", "status", "room_type", "active", "min_los", "max_los", *SETTINGS}:
        raise CannotDo(f"Unknown: {', '.join(sorted(unknown))}.")
    if "room" in asked:
        shop.house.rooms[int(asked["room"])].status = int(asked["status"])
    if "room_type" in asked:
        kind = shop.house.room_types[int(asked["room_type"])]
        kind.active = bool(asked.get("active", kind.active))
        kind.min_los = int(asked.get("min_los", kind.min_los))
        kind.max_los = int(asked.get("max_los", kind.max_los))
    for name, read in SETTINGS.items():
        if name in asked:
            setattr(shop.house, name, read(asked[name]))
    return {"hotel": HOTEL_ID, "shop": shop.name}


SETTINGS: dict[str, Callable[[Any], Any]] = {
    "choose_seconds": float,
    "write_seconds": float,
    "key": str,
    "grants": dict,
    "tax_percent": lambda value: Decimal(str(value)),
    "phone_required": bool,
}


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
