"""What tests may do to a shop: describe it, break it, act as staff or website, see who holds which room."""

from collections.abc import Callable
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.qloapps.api import QloApps
from sandbox.qloapps.faults import KINDS
from sandbox.qloapps.shop import STATES, Shop
from sandbox.qloapps.staff import (
    CannotDo,
    Content,
    block,
    book,
    cancel,
    change,
    order_view,
    plain,
    row_view,
    set_price,
    unblock,
)
from sandbox.qloapps.wire import Refused, Stop
from sandbox.server import Answer, BadBody, Request, json_response

# What may change while the shop is open, and how it is read.
SETTINGS: dict[str, Callable[[Any], Any]] = {
    "choose_seconds": float,
    "write_seconds": float,
    "key": str,
    "grants": dict,
    "tax_percent": lambda value: Decimal(str(value)),
    "phone_required": bool,
}


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
        "live": sum(row.holds for row in shop.rows.values()),
        "overlaps": [[row_view(shop, one), row_view(shop, other)] for one, other in shop.overlaps()],
        "payments": [asdict(each) | {"amount": str(each.amount)} for each in shop.payments.values()],
        "blocks": [plain(asdict(each)) for each in shop.blocks],
        "states": {name: shop.state(name) for name in STATES},
        **show_faults(shop),
    }


def show_faults(shop: Shop) -> Content:
    return {"faults": [asdict(rule) for rule in shop.faults.rules], "seed": shop.faults.seed, "kinds": KINDS}


def set_faults(shop: Shop, asked: Content) -> Content:
    shop.faults.change(asked)
    return show_faults(shop)


def change_house(shop: Shop, asked: Content) -> Content:
    """Change the house in use: a room's `status`, a type's `active` or `min_los`, the race, the key."""
    if unknown := set(asked) - {"room", "status", "room_type", "active", "min_los", "max_los", *SETTINGS}:
        raise CannotDo(f"Unknown: {', '.join(sorted(unknown))}.")
    settings = {name: read(asked[name]) for name, read in SETTINGS.items() if name in asked}
    limits = {name: int(asked[name]) for name in ("active", "min_los", "max_los") if name in asked}
    kind = shop.house.room_types[int(asked["room_type"])] if "room_type" in asked else None
    if "room" in asked:
        shop.house.rooms[int(asked["room"])].status = int(asked["status"])
    if kind is not None:
        kind.active = bool(limits.get("active", kind.active))
        kind.min_los = limits.get("min_los", kind.min_los)
        kind.max_los = limits.get("max_los", kind.max_los)
    for name, value in settings.items():
        setattr(shop.house, name, value)
    return {"shop": shop.name}
