"""Book: written once, read back, and taken back when it cannot stand.

Our key is the order's `source`: it is looked for before the write and after it, so that a 500 or a
time-out that was done all the same is found instead of repeated. QloApps takes two bookings of one room
without a word; so writes go one by one, and afterwards nobody else may be in the rooms we got.
"""

import json
import time
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hotels.models import Guest
from pms.base import GuestDetails, Money, Occupancy, Offer, Receipt, Stay
from pms.errors import PMSError, PMSRefused, PMSUnavailable, PMSUnknown
from pms.models import PMSWrite
from pms.money import CENT
from pms.qloapps import guests, notes, offers
from pms.qloapps.client import Rejected, Unclear
from pms.qloapps.lock import Turn, writers_turn
from pms.qloapps.orders import Held, Shop, info, load, orders_where, rooms_taken
from pms.qloapps.withdrawing import LOOK_AGAIN, after_a_write, undo

SOURCE = "conserje:"
NEW, AWAITING_PAYMENT = 1, 3  # booking_status, payment_status; anything else books a payment nobody made


def book(shop: Shop, key: str, wanted: Sequence[Offer], guest: GuestDetails, remarks: str = "") -> Receipt:
    """See pms.base.PMS."""
    if not wanted:
        raise PMSRefused("no_rooms", "nothing to book")
    if not Guest.objects.filter(hotel=shop.hotel, pk=guest.key).exists():
        raise PMSRefused("not_found", "there is no such guest")
    with writers_turn(shop.hotel) as turn:
        note = notes.begin(shop.hotel, key, notes.Verb.BOOK, guest=guest.key)
        if note.outcome == notes.DONE:
            return receipt(shop, note, repeated=True)
        found = _standing(shop, key)
        repeated = bool(found)
        if not found:
            price_again(shop, wanted)
            sent = guests.customer(shop.client, shop.hotel, key, guest, shop.facts.phone_required)
            body = _body(shop, key, wanted, sent, language=guest.language, remarks=remarks)
            turn.renew()
            names = {"guest_name": guest.name, "sent_name": sent.name, "remarks": remarks}
            notes.sending(note, names | {"rooms": len(wanted), "total": str(_total(wanted).amount)})
            found = _post(shop, turn, note, body, wanted)
        with after_a_write():
            held = _keep_one(shop, turn, found, len(wanted))
            fault = _fault(shop, held, len(wanted), _total(wanted))
            if fault is None:
                notes.done(note, held.reference)
                return receipt(shop, note, repeated=repeated)
            undo(shop, turn, held)
            notes.undone(note)
        if repeated or not held.rooms:
            # Left by a write that broke off, whose rooms and prices say nothing about what can be had.
            raise PMSUnavailable("QloApps broke off while it booked, which was taken back") from fault
        raise fault


def written(shop: Shop, note: PMSWrite | None, key: str) -> Receipt | None:
    """The booking of this key, if it stands. Only looks."""
    if note and note.outcome == notes.DONE:
        return receipt(shop, note, repeated=True)
    for held in live_orders(shop, key):
        rooms = note.wanted.get("rooms", len(held.rooms)) if note else len(held.rooms)
        total = Decimal(note.wanted["total"]) if note and "total" in note.wanted else held.total
        if _fault(shop, held, rooms, Money(total, held.currency)) is None:
            if note:
                notes.done(note, held.reference)
                return receipt(shop, note, repeated=True)
            reservation = info(shop, held)
            return Receipt(reservation, reservation.updated_at or shop.hotel.now(), True)
    return None


def duplicates(shop: Shop, key: str) -> list[str]:
    """Codes of the younger live orders that carry the source of an older one."""
    return [held.reference for held in live_orders(shop, key)[1:]]


def receipt(shop: Shop, note: PMSWrite, *, repeated: bool) -> Receipt:
    """What QloApps holds now under the code of a settled note."""
    with after_a_write():
        found = load(shop, orders_where(shop, **{"filter[reference]": f"[{note.code}]"}))
    if not found or note.settled_at is None:
        raise PMSUnknown("the reservation was written, but cannot be found any more")
    return Receipt(info(shop, found[0]), note.settled_at, repeated)


def source(key: str) -> str:
    """Lower case, and none of the signs its filters read as operators."""
    return SOURCE + guests.slug(key)


def live_orders(shop: Shop, key: str) -> list[Held]:
    """The orders with our source that hold a room, oldest first."""
    rows = orders_where(shop, **{"filter[source]": f"[{source(key)}]"})
    return sorted((held for held in load(shop, rows) if held.live), key=lambda held: held.id)


def _standing(shop: Shop, key: str) -> list[Held]:
    """The orders with our source that are not cancelled, oldest first; also those that hold no room."""
    rows = orders_where(shop, **{"filter[source]": f"[{source(key)}]"})
    found = load(shop, rows, roomless=True)
    return sorted((held for held in found if not held.cancelled), key=lambda held: held.id)


def price_again(shop: Shop, wanted: Sequence[Offer]) -> None:
    """Raise PMSRefused unless each of these rooms can be had now, as it was offered."""
    sales = {offer.stay: offers.ask(shop.client, shop.facts, offer.stay) for offer in wanted}
    for offer in wanted:
        offers.check(shop.hotel, offer.stay, offer.occupancy)
        kind = shop.facts.kind(offer.room_type.code)
        if kind is None or offer.rate_plan.code != shop.facts.plan.code:
            raise PMSRefused("no_rate", "this room type or rate plan is not sold any more")
        now = offers.offered(shop.facts, kind, sales[offer.stay].get(kind.id), offer.stay, offer.occupancy)
        if not isinstance(now, Offer):
            raise PMSRefused(now.code, f"this stay cannot be booked any more: {now.code}")
        # Of rooms of one type on overlapping nights, each needs one of its own.
        if now.rooms_left < sum(_compete(offer, other) for other in wanted):
            raise PMSRefused("sold_out", "there are not so many rooms of this type any more")
        if conditions(now) != conditions(offer):
            raise PMSRefused("price_changed", "the price or the conditions are others by now")


def conditions(offer: Offer) -> tuple[object, ...]:
    """What must not have changed between the quote and the booking."""
    return offer.total, offer.taxes_added, offer.rate_plan.cancellation, offer.rate_plan.changes


def room_line(room_type: int, stay: Stay, rooms: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One entry of `room_types`. Two with the same type and dates would lose the rooms of one."""
    return {
        "id_room_type": room_type,
        "checkin_date": str(stay.arrival),
        "checkout_date": str(stay.departure),
        "number_of_rooms": len(rooms),
        "rooms": list(rooms),
    }


def room_of(occupancy: Occupancy) -> dict[str, Any]:
    """One room. Without `total_tax: null` the shop answers 500, and books all the same."""
    return {
        "adults": occupancy.adults,
        "adult": occupancy.adults,  # how 1.6.1 calls it
        "child": occupancy.children,
        "child_ages": list(occupancy.children_ages),
        "total_tax": None,
    }


def overlapped(shop: Shop, held: Held) -> bool:
    """Whether somebody else is in a room of ours who was there first, or who does not look and yield."""
    for room in held.live:
        for other in rooms_taken(shop, [room.room], room.stay):
            if other.order == held.id:
                continue
            rows = orders_where(shop, **{"filter[id]": f"[{other.order}]"})
            ours = bool(rows) and str(rows[0].get("source") or "").startswith(SOURCE)
            if not ours or other.id < room.id:
                return True
    return False


def _post(shop: Shop, turn: Turn, note: PMSWrite, body: bytes, wanted: Sequence[Offer]) -> list[Held]:
    """Send once; the orders found afterwards, at least one."""
    try:
        shop.client.write("POST", "bookings", body, "booking")
    except Rejected:
        notes.undone(note)
        price_again(shop, wanted)  # says so when the rooms went meanwhile
        raise
    except Unclear as error:
        if not error.over:
            return _awaited(shop, turn, note.key, wanted, error)
        with after_a_write():
            found = _standing(shop, note.key)
        if not found:
            notes.undone(note)
            raise PMSUnavailable("QloApps failed, and has written nothing") from error
        return found
    with after_a_write():
        found = _standing(shop, note.key)
    if not found:
        raise PMSUnknown("QloApps says it has booked, and the booking is not there")
    return found


def _awaited(shop: Shop, turn: Turn, key: str, wanted: Sequence[Offer], error: Unclear) -> list[Held]:
    """The orders of a write that was not answered, when one of them is whole by now. Raises `error`.

    Rooms come before prices: what QloApps is still writing, or broke off, is not to be judged.
    """
    turn.keep = True
    with after_a_write():
        for wait in (0.0, *LOOK_AGAIN):
            time.sleep(wait)
            found = _standing(shop, key)
            if any(_is_whole(held, len(wanted), _total(wanted)) for held in found):
                turn.keep = False
                return found
    raise error


def _keep_one(shop: Shop, turn: Turn, found: Sequence[Held], rooms: int) -> Held:
    """The oldest whole order of a key; the others are cancelled."""
    kept = next((held for held in found if len(held.live) == rooms == len(held.rooms)), found[0])
    for held in found:
        if held is not kept:
            undo(shop, turn, held)
    return kept


def _fault(shop: Shop, held: Held, rooms: int, total: Money) -> PMSError | None:
    """Why a booking cannot stand. The shop flags who loses the last room, and not who shares another."""
    if len(held.live) != rooms or len(held.rooms) != rooms:
        return PMSRefused("sold_out", "the last room went to somebody else")
    if not _is_whole(held, rooms, total):
        return PMSRefused("price_changed", "QloApps would charge another price")
    if overlapped(shop, held):
        return PMSRefused("sold_out", "the room went to somebody else at the same moment")
    return None


def _is_whole(held: Held, rooms: int, total: Money) -> bool:
    """All rooms at the price; it spreads a total over the rooms and may miss it by a cent for each."""
    right = held.currency == total.currency and abs(held.total - total.amount) <= CENT * rooms
    return right and len(held.live) == rooms == len(held.rooms)


def _body(
    shop: Shop, key: str, wanted: Sequence[Offer], sent: guests.Sent, *, language: str, remarks: str
) -> bytes:
    lines: dict[tuple[str, Stay], list[dict[str, Any]]] = {}
    for offer in wanted:
        lines.setdefault((offer.room_type.code, offer.stay), []).append(room_of(offer.occupancy))
    total = _total(wanted)
    booking: dict[str, Any] = {
        "id_property": shop.facts.property_id,
        "currency": total.currency,
        "booking_status": NEW,
        "payment_status": AWAITING_PAYMENT,
        "source": source(key),
        "remark": guests.remark(remarks, sent.remark),
        "associations": {
            "customer_detail": sent.fields(),
            # Without the total the fees that hotel_ari includes are not charged.
            "price_details": {"total_paid": 0, "total_price_with_tax": float(total.amount)},
            "payment_detail": {"payment_type": "pay at hotel", "payment_method": "Pay at hotel"},
            "room_types": [room_line(int(code), stay, rooms) for (code, stay), rooms in lines.items()],
        },
    }
    if number := shop.facts.language_id(language):
        booking["id_language"] = number
    return json.dumps({"booking": booking}).encode()


def _compete(offer: Offer, other: Offer) -> bool:
    return (
        offer.room_type.code == other.room_type.code
        and offer.stay.arrival < other.stay.departure
        and other.stay.arrival < offer.stay.departure
    )


def _total(wanted: Sequence[Offer]) -> Money:
    zero = Money(Decimal(0), wanted[0].total.currency)
    return sum((offer.total for offer in wanted), zero)
