"""Change a reservation: priced by hotel_ari, written by PUT with the whole reservation as it should be.

PUT tells rooms apart by type and dates alone. It keeps the first ones of equal rooms, whichever is meant;
it takes new rooms before it frees the old ones, so the guest's own room is never free for them; it forgets
services that are not repeated, and deletes live rooms where one of the order is cancelled already. What
it would do wrong is left to staff: `needs_staff`.
"""

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pms import cancellation
from pms.base import (
    Change,
    Money,
    Occupancy,
    Offer,
    Receipt,
    ReservationInfo,
    RoomChange,
    RoomStay,
    RoomWish,
    Stay,
    Unoffered,
)
from pms.errors import PMSRefused, PMSUnavailable, PMSUnknown
from pms.models import PMSWrite
from pms.money import CENT
from pms.qloapps import notes, offers
from pms.qloapps.booking import (
    LOOK_AGAIN,
    after_a_write,
    conditions,
    overlapped,
    receipt,
    room_line,
    room_of,
)
from pms.qloapps.client import Rejected, Unclear
from pms.qloapps.lock import Turn, writers_turn
from pms.qloapps.orders import ALLOTTED, Held, Room, Shop, find, info, rooms_taken

Line = tuple[int, Stay, Occupancy]


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


def preview(shop: Shop, code: str, wishes: Sequence[RoomWish]) -> Change:
    """See pms.base.PMS. Writes nothing."""
    held, before = changeable(shop, code, "not_changeable")
    changes = _changes(shop, held, before, wishes)
    possible(shop, plan(held, before, changes))
    zero = Money(Decimal(0), held.currency)
    new = {change.room: change.offer for change in changes}
    old = sum((room.total for room in before.live_rooms if room.id in new), zero)
    total = before.total - old + sum((offer.total for offer in new.values()), zero)
    after = [
        (new[room.id].stay, new[room.id].total) if room.id in new else (room.stay, room.total)
        for room in before.live_rooms
    ]
    terms = shop.facts.plan.cancellation
    ends = [cancellation.free_until(shop.hotel, stay, terms) for stay, _ in after]
    known = [end for end in ends if end is not None]
    return Change(
        before=before,
        rooms=tuple(changes),
        fee=zero,
        total=total,
        difference=total - before.total,
        free_cancellation_until=min(known) if len(known) == len(ends) else None,
        late_fee=sum((cancellation.late_fee(terms, money, money) for _, money in after), zero),
    )


def change(shop: Shop, key: str, wanted: Change) -> Receipt:
    """See pms.base.PMS."""
    code = wanted.before.code
    with writers_turn(shop.hotel) as turn:
        note = notes.begin(shop.hotel, key, notes.Verb.CHANGE, code=code)
        if note.outcome == notes.DONE:
            return receipt(shop, note, repeated=True)
        if note.sent_at and as_noted(shop, note):
            notes.done(note, code)
            return receipt(shop, note, repeated=True)
        now = preview(shop, code, [_wish(each) for each in wanted.rooms])
        if _terms(now) != _terms(wanted):
            raise PMSRefused("price_changed", "the change would cost another price by now")
        held = _found(shop, code)
        target = plan(held, now.before, now.rooms)
        put(shop, turn, note, target)
        _stand(shop, turn, target)
        notes.done(note, code)
        return receipt(shop, note, repeated=False)


def changeable(shop: Shop, code: str, refusal: str) -> tuple[Held, ReservationInfo]:
    """The order, if it has not begun. Raises PMSRefused `not_found` or `refusal`."""
    held = _found(shop, code)
    before = info(shop, held)
    begun = any(room.status != ALLOTTED for room in held.live)
    if before.status != "confirmed" or begun or cancellation.has_begun(shop.hotel, before.stay):
        raise PMSRefused(refusal, "the stay has begun or is over")
    return held, before


def plan(
    held: Held,
    before: ReservationInfo,
    changes: Sequence[RoomChange],
    remark: str = "",
    without: Sequence[RoomStay] = (),
) -> Plan:
    """The order with these rooms changed and those left out."""
    gone = {
        id
        for room in [*(each.room for each in changes), *(each.id for each in without)]
        for id in room.split("+")
    }
    old = {room.id: room.total.amount for room in before.live_rooms}
    total = before.total.amount - sum(old[each.id] for each in without)
    total += sum(each.offer.total.amount - old[each.room] for each in changes)
    return Plan(
        held,
        tuple(room for room in held.live if str(room.id) not in gone),
        tuple((int(each.offer.room_type.code), each.offer.stay, each.offer.occupancy) for each in changes),
        total,
        remark,
    )


def possible(shop: Shop, target: Plan) -> dict[int, list[dict[str, Any]]]:
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


def put(shop: Shop, turn: Turn, note: PMSWrite, target: Plan) -> None:
    """Write it once. Raises PMSUnavailable, PMSRefused or PMSUnknown."""
    services = possible(shop, target)
    body = _body(shop, target, services)
    turn.renew()
    notes.sending(note, note.wanted | {"lines": _noted(target.lines)})
    try:
        _send(shop, target.held, body)
    except Rejected as error:
        notes.undone(note)
        raise PMSRefused("sold_out", "QloApps did not take the change: a room went meanwhile") from error
    except Unclear as error:
        with after_a_write():
            for wait in (0.0, *(() if error.over else LOOK_AGAIN)):
                time.sleep(wait)
                if _lines(_found(shop, target.held.reference)) == Counter(target.lines):
                    return
        if error.over:
            notes.undone(note)
            raise PMSUnavailable("QloApps failed, and has changed nothing") from error
        turn.keep = True
        raise


def as_noted(shop: Shop, note: PMSWrite) -> bool:
    """Whether the order is as this note wanted it."""
    held = find(shop, note.code)
    return (
        held is not None
        and bool(note.wanted.get("lines"))
        and sorted(note.wanted["lines"]) == sorted(_noted(_lines(held).elements()))
    )


def _found(shop: Shop, code: str) -> Held:
    held = find(shop, code) if code else None
    if held is None:
        raise PMSRefused("not_found", "there is no such reservation")
    return held


def _changes(shop: Shop, held: Held, before: ReservationInfo, wishes: Sequence[RoomWish]) -> list[RoomChange]:
    rooms = {room.id: room for room in before.live_rooms}
    wanted: list[tuple[RoomStay, Stay, str, Occupancy]] = []
    for wish in wishes:
        room = rooms.get(wish.room)
        if room is None:
            raise PMSRefused("not_found", "the reservation has no such room")
        if wish.rate_plan not in ("", shop.facts.plan.code):
            raise PMSRefused("no_rate", "there is no such rate plan")
        stay, people = wish.stay or room.stay, wish.occupancy or room.occupancy
        code = wish.room_type or room.room_type.code
        moved = (stay, code) != (room.stay, room.room_type.code)
        if people != room.occupancy and not moved:
            offers.check(shop.hotel, stay, people)
            raise PMSRefused("needs_staff", "QloApps cannot change who sleeps in a room that stays as it is")
        if moved:
            wanted.append((room, stay, code, people))
    if not wanted:
        raise PMSRefused("nothing_to_change", "this is how it is already")
    for _, stay, _, people in wanted:
        offers.check(shop.hotel, stay, people)
    sales = {stay: offers.ask(shop.client, shop.facts, stay) for _, stay, _, _ in wanted}
    needed = Counter((stay, code) for _, stay, code, _ in wanted)
    changes = []
    for room, stay, code, people in wanted:
        found = _offer(shop, sales[stay], stay, code, people)
        if isinstance(found, Offer) and found.rooms_left < needed[stay, code]:
            found = Unoffered(found.room_type, "sold_out")
        if isinstance(found, Unoffered):
            raise _refusal(shop, held, room, found, stay)
        changes.append(RoomChange(room.id, found))
    return changes


def _offer(
    shop: Shop, sales: Mapping[int, offers.Sale], stay: Stay, code: str, people: Occupancy
) -> Offer | Unoffered:
    kind = shop.facts.kind(code)
    if kind is None:
        raise PMSRefused("no_rate", "there is no such room type")
    return offers.offered(shop.facts, kind, sales.get(kind.id), stay, people)


def _refusal(shop: Shop, held: Held, room: RoomStay, found: Unoffered, stay: Stay) -> PMSRefused:
    code = found.room_type.code
    if found.code == "sold_out" and _own_room_would_do(shop, held, room, code, stay):
        return PMSRefused("needs_staff", "only the guest's own room is free, and QloApps does not see that")
    return PMSRefused(found.code, f"this stay cannot be booked: {found.code}")


def _own_room_would_do(shop: Shop, held: Held, room: RoomStay, code: str, stay: Stay) -> bool:
    own = [each for each in held.live if str(each.id) in room.id.split("+")]
    if code != room.room_type.code or not own:
        return False
    if stay.arrival >= room.stay.departure or room.stay.arrival >= stay.departure:
        return False
    return all(taken.order == held.id for taken in rooms_taken(shop, [own[0].room], stay))


def _services(shop: Shop, target: Plan) -> dict[int, list[dict[str, Any]]]:
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
                {"id_service": each["id_service"], "quantity": each["quantity"]} for each in services
            ]
    return found


def _body(shop: Shop, target: Plan, services: Mapping[int, list[dict[str, Any]]]) -> bytes:
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


def _stand(shop: Shop, turn: Turn, target: Plan) -> None:
    """See that the change holds; put back what was there when a room went to somebody else meanwhile."""
    with after_a_write():
        now = _found(shop, target.held.reference)
        right = _lines(now) == Counter(target.lines)
        if right and not overlapped(shop, now):
            return
        before = target.held
        back = Plan(
            now, (), tuple((room.room_type, room.stay, room.occupancy) for room in before.live), before.total
        )
        turn.renew()
        try:
            _send(shop, now, _body(shop, back, {}))
        except (Rejected, Unclear) as error:
            raise PMSUnknown("a change that cannot stand could not be taken back") from error
        if _lines(_found(shop, before.reference)) != Counter(back.lines):
            raise PMSUnknown("a change that cannot stand could not be taken back")
    raise PMSRefused("sold_out", "the room went to somebody else at the same moment")


def _lines(held: Held) -> Counter[Line]:
    return Counter((room.room_type, room.stay, room.occupancy) for room in held.live)


def _noted(lines: Any) -> list[str]:
    """Lines as they are kept in a note."""
    return [
        f"{kind} {stay.arrival} {stay.departure} {people.adults} {list(people.children_ages)}"
        for kind, stay, people in lines
    ]


def _wish(change: RoomChange) -> RoomWish:
    offer = change.offer
    return RoomWish(change.room, offer.stay, offer.room_type.code, offer.rate_plan.code, offer.occupancy)


def _terms(change: Change) -> tuple[object, ...]:
    rooms = tuple((each.room, conditions(each.offer)) for each in change.rooms)
    return change.fee, change.total, change.difference, rooms
