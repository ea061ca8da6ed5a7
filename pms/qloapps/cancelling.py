"""Cancel a reservation, or some rooms of it.

All of it: the order gets the state `cancelled`, which frees the rooms at once. Some rooms: PUT without
them; QloApps deletes their rows and forgets them. It knows no fee: what is due stands in our note, and
for some rooms in a remark for staff.
"""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext

from pms.base import Money, Receipt, ReservationInfo, RoomStay
from pms.errors import PMSRefused, PMSUnknown
from pms.models import PMSWrite
from pms.qloapps import notes
from pms.qloapps.booking import receipt
from pms.qloapps.changing import changeable, plan
from pms.qloapps.lock import writers_turn
from pms.qloapps.orders import Held, Shop, find, must_find
from pms.qloapps.replacing import as_noted, as_planned, possible, put, resume
from pms.qloapps.withdrawing import after_a_write, cancel_order


def cancel(shop: Shop, key: str, code: str, fee: Money, rooms: Sequence[str] = ()) -> Receipt:
    """See pms.base.PMS."""
    with writers_turn(shop.hotel) as turn:
        held = find(shop, code) if code else None
        if held is None:
            raise PMSRefused("not_found", "there is no such reservation")
        note = notes.begin(shop.hotel, key, notes.Verb.CANCEL, code=code)
        if note.outcome == notes.DONE:
            return receipt(shop, note, repeated=True)
        if note.sent_at:
            resume(shop, turn, note)
            if held.cancelled and held.blocks:  # it broke off in the middle
                cancel_order(shop, turn, held)
                held = must_find(shop, code)
            if _is_done(shop, note, held):
                notes.done(note, code)
                return receipt(shop, note, repeated=True)
        if not held.live:
            raise PMSRefused("already_cancelled", "the reservation is cancelled already")
        held, before = changeable(shop, code, "not_cancellable")
        chosen = _chosen(before, rooms)
        due = before.cancellation_fee
        if chosen:
            due = Money(sum((room.cancellation_fee.amount for room in chosen), due.amount * 0), due.currency)
        if fee != due:
            raise PMSRefused("price_changed", f"cancelling costs {due} by now")
        wanted = {"fee": str(fee.amount), "rooms": [room.id for room in chosen]}
        if chosen:
            note.wanted = wanted
            target = plan(held, before, (), _remark(shop, chosen, fee), without=chosen)
            possible(shop, target)
            put(shop, turn, note, target)
            with after_a_write():
                if not as_planned(must_find(shop, code), target):
                    raise PMSUnknown("QloApps gave up other rooms than were meant")
        else:
            notes.sending(note, wanted)
            cancel_order(shop, turn, held)
        with after_a_write():
            notes.done(note, code)
            return receipt(shop, note, repeated=False)


def written(shop: Shop, note: PMSWrite) -> Receipt | None:
    """What became of a change or a cancellation, judged by how the reservation is now. Only looks."""
    if note.outcome != notes.DONE:
        held = find(shop, note.code)
        if held is None or note.sent_at is None or not _is_done(shop, note, held):
            return None
        notes.done(note, note.code)
    return receipt(shop, note, repeated=True)


def _is_done(shop: Shop, note: PMSWrite, held: Held) -> bool:
    return as_noted(shop, note) if note.wanted.get("lines") else not held.blocks


def _chosen(before: ReservationInfo, rooms: Sequence[str]) -> list[RoomStay]:
    """The rooms to give up; none where that is all of them."""
    live = {room.id: room for room in before.live_rooms}
    if any(room not in live for room in rooms):
        raise PMSRefused("no_such_room", "the reservation has no such room")
    chosen = [live[room] for room in dict.fromkeys(rooms)]
    return [] if len(chosen) == len(live) else chosen


def _remark(shop: Shop, rooms: Sequence[RoomStay], fee: Money) -> str:
    numbers = ", ".join(room.room_number for room in rooms)
    with translation.override(shop.hotel.language):
        return gettext("The guest gave up room %(rooms)s; cancellation fee: %(fee)s") % {
            "rooms": numbers,
            "fee": fee,
        }
