"""Write a whole reservation as it should be: PUT, with which QloApps changes everything at once.

It tells rooms apart by type and dates alone and keeps the first of equal ones, whichever is meant; it
forgets services that are not repeated, and deletes live rooms where one of the order is cancelled already.
What it would do wrong is left to staff: `needs_staff`.
"""

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pms.base import Occupancy, Stay
from pms.errors import PMSRefused, PMSUnavailable, PMSUnknown
from pms.models import PMSWrite
from pms.money import CENT
from pms.qloapps import notes
from pms.qloapps.booking import overlapped, room_line, room_of
from pms.qloapps.client import Rejected, Unclear
from pms.qloapps.lock import Turn
from pms.qloapps.orders import Held, Room, Shop, find, must_find
from pms.qloapps.withdrawing import LOOK_AGAIN, after_a_write, cancel_order

Line = tuple[int, Stay, Occupancy]
Services = Mapping[int, list[dict[str, Any]]]  # by row id


@dataclass(frozen=True)
class Plan:
    """How an order should be: which of its rooms stay, which are new, what all of it costs."""

    held: Held
    kept: tuple[Room, ...]
    new: tuple[Line, ...]
    total: Decimal
    remark: str = ""

    @property
    def lines(self) -> list[Line]:
        return [(room.room_type, room.stay, room.occupancy) for room in self.kept] + list(self.new)


def possible(shop: Shop, target: Plan) -> Services:
    """Raise PMSRefused `needs_staff` for what PUT would do wrong; else the services of each kept room."""
    held = target.held
    if len(held.live) != len(held.rooms):
        raise PMSRefused("needs_staff", "one of its rooms is cancelled: QloApps would mix them up")
    if held.discounts:
        raise PMSRefused("needs_staff", "it has a discount, which QloApps would drop")
    kept = Counter((room.line, room.occupancy) for room in target.kept)
    count = Counter(room.line for room in target.kept)
    stays: Counter[tuple[object, Occupancy]] = Counter()
    for line, number in count.items():
        first = [room for room in held.live if room.line == line][:number]
        stays += Counter((line, room.occupancy) for room in first)
    if stays != kept:
        raise PMSRefused("needs_staff", "QloApps would keep the other one of two equal rooms")
    return _services(shop, target)


def put(shop: Shop, turn: Turn, note: PMSWrite, target: Plan) -> Services:
    """Write it once; the services of the kept rooms. Raises PMSUnavailable, PMSRefused or PMSUnknown."""
    services = possible(shop, target)
    body = _body(shop, target, services)
    turn.renew()
    noted = {
        "lines": _noted(target.lines),
        "total": str(target.total),
        "priced": bool(target.new),  # who only gives a room up is not charged anew
        "before": _noted(_lines(target.held)),
        "before_total": str(target.held.total),
        "services": {str(room): each for room, each in services.items()},
    }
    notes.sending(note, note.wanted | noted)
    try:
        _send(shop, target.held, body)
    except Rejected as error:
        notes.undone(note)
        if not target.new:
            raise
        raise PMSRefused("sold_out", "QloApps did not take the change: a room went meanwhile") from error
    except Unclear as error:
        with after_a_write():
            for wait in (0.0, *(() if error.over else LOOK_AGAIN)):
                time.sleep(wait)
                now = must_find(shop, target.held.reference)
                if as_planned(now, target) and (error.over or _costs(now, target.total)):
                    return services
        if error.over and Counter(_lines(now)) == Counter(_lines(target.held)):
            notes.undone(note)
            raise PMSUnavailable("QloApps failed, and has changed nothing") from error
        turn.keep = not error.over
        raise
    return services


def as_planned(held: Held, target: Plan) -> bool:
    return Counter(_lines(held)) == Counter(target.lines)


def as_noted(shop: Shop, note: PMSWrite) -> bool:
    """Whether the order is as this note wanted it."""
    held = find(shop, note.code)
    lines = note.wanted.get("lines")
    return (
        held is not None
        and bool(lines)
        and sorted(lines) == sorted(_noted(_lines(held)))
        and (not note.wanted.get("priced") or _costs(held, Decimal(note.wanted["total"])))
    )


def resume(shop: Shop, turn: Turn, note: PMSWrite) -> None:
    """Finish a change that QloApps broke off in the middle, or take it back; whole ones stay as they are.

    It adds rooms before it removes others, and prices last. So either all new rooms are there and the rest of
    the old ones goes, or the new ones go: nothing is added here. Raises PMSUnknown.
    """
    after, before = Counter(note.wanted.get("lines", ())), Counter(note.wanted.get("before", ()))
    held = find(shop, note.code) if after and before else None
    if held is None or as_noted(shop, note):
        return
    named = list(zip(held.live, _noted(_lines(held)), strict=True))
    now = Counter(line for _, line in named)
    if not now or len(held.live) != len(held.rooms) or now == before or not now <= after | before:
        return
    left, total = (after, "total") if after <= now else (before, "before_total")
    kept = []
    for room, line in named:
        if left[line]:
            left[line] -= 1
            kept.append(room)
    services = {int(room): each for room, each in note.wanted["services"].items()}
    whole = Plan(held, tuple(kept), (), Decimal(note.wanted[total]))
    turn.renew()
    _send_again(shop, turn, whole, services)
    if not as_planned(must_find(shop, note.code), whole):
        raise PMSUnknown("a change that was broken off could not be finished")


def _services(shop: Shop, target: Plan) -> Services:
    """The services to repeat, by row id. They are only in `bookings`, which many hosts answer with 500."""
    held = target.held
    rooms = sum((room.total for room in held.rooms), Decimal(0))
    if abs(held.total - rooms) <= CENT * len(held.rooms):
        return {}
    try:
        booking = shop.client.one("bookings", held.id, "booking")
    except PMSUnavailable as error:
        raise PMSRefused("needs_staff", "it has services, which QloApps does not say") from error
    found: dict[int, list[dict[str, Any]]] = {}
    kept = {room.id for room in target.kept}
    for line in ((booking or {}).get("associations") or {}).get("room_types") or []:
        for room in line.get("rooms") or []:
            services = room.get("services") or []
            if room.get("facilities") or (services and room.get("id_hotel_booking") not in kept):
                raise PMSRefused("needs_staff", "it has services, which QloApps would drop or price anew")
            found[room.get("id_hotel_booking")] = [
                # As in a room, `total_tax` keeps 1.6.1 from answering 500.
                {"id_service": each["id_service"], "quantity": each["quantity"], "total_tax": None}
                for each in services
            ]
    return found


def _body(shop: Shop, target: Plan, services: Services) -> bytes:
    lines: dict[tuple[int, Stay], list[dict[str, Any]]] = {}
    for room in target.kept:
        kept = room_of(room.occupancy)
        if services.get(room.id):
            kept["services"] = services[room.id]
        lines.setdefault((room.room_type, room.stay), []).append(kept)
    for kind, stay, people in target.new:
        lines.setdefault((kind, stay), []).append(room_of(people))
    booking: dict[str, Any] = {
        "id": target.held.id,  # this decides, whatever the address says
        "id_property": shop.facts.property_id,
        "currency": target.held.currency,
        "associations": {
            # The e-mail alone: a name would overwrite the customer's.
            "customer_detail": {"email": _email(shop, target.held)},
            "price_details": {"total_price_with_tax": float(target.total)},
            "room_types": [room_line(kind, stay, rooms) for (kind, stay), rooms in lines.items()],
        },
    }
    if target.remark:
        booking["remark"] = target.remark
    return json.dumps({"booking": booking}).encode()


def _email(shop: Shop, held: Held) -> str:
    query = {"filter[id]": f"[{held.customer}]", "display": "[id,email]"}
    rows = shop.client.rows("customers", **query)
    email = str(rows[0].get("email") or "") if rows else ""
    if not email:
        raise PMSRefused("needs_staff", "QloApps changes nothing without the customer's e-mail")
    return email


def _send(shop: Shop, held: Held, body: bytes) -> None:
    shop.client.write("PUT", f"bookings/{held.id}", body, "booking")


def _send_again(shop: Shop, turn: Turn, target: Plan, services: Services) -> None:
    """Send what puts an order right; looking is the caller's. Raises PMSUnknown."""
    try:
        _send(shop, target.held, _body(shop, target, services))
    except Rejected as error:
        raise PMSUnknown("QloApps does not take what would put the reservation right") from error
    except Unclear as error:
        if not error.over:
            turn.keep = True
            raise


def stand(shop: Shop, turn: Turn, target: Plan, services: Services) -> None:
    """See that the change holds; put back what was there when a room went to somebody else meanwhile."""
    with after_a_write():
        now = must_find(shop, target.held.reference)
        if now.cancelled:
            cancel_order(shop, turn, now)  # new rooms under a cancelled order would be taken for ever
            raise PMSRefused("not_changeable", "it was cancelled at the same moment")
        if not as_planned(now, target) or overlapped(shop, now):
            code, reason = "sold_out", "the room went to somebody else at the same moment"
        elif not _costs(now, target.total):
            code, reason = "price_changed", "QloApps would charge another price"
        else:
            return
        before = target.held
        ids = {room.id for room in now.live}
        back = Plan(
            now,
            tuple(room for room in before.live if room.id in ids),
            tuple(line for room, line in zip(before.live, _lines(before), strict=True) if room.id not in ids),
            before.total,
        )
        turn.renew()
        _send_again(shop, turn, back, services)
        if not as_planned(must_find(shop, before.reference), back):
            raise PMSUnknown("a change that cannot stand could not be taken back")
    raise PMSRefused(code, reason)


def _costs(held: Held, total: Decimal) -> bool:
    """QloApps spreads a total over the rooms and may miss it by a cent for each."""
    return abs(held.total - total) <= CENT * len(held.live)


def _lines(held: Held) -> list[Line]:
    return [(room.room_type, room.stay, room.occupancy) for room in held.live]


def _noted(lines: Sequence[Line]) -> list[str]:
    """Lines as they are kept in a note."""
    return [
        f"{kind} {stay.arrival} {stay.departure} {people.adults} {list(people.children_ages)}"
        for kind, stay, people in lines
    ]
