"""What staff do with reservations of our own tables: each verb is one transaction with history and audit.

`actor` is the person (or a program's name). Every verb on a reservation gives it back as it is afterwards and
raises PMSRefused `not_found`, or `outside_pms` where the house keeps its rooms in another PMS. Money is taken
and given back in pms.payments; here it is only said what is owed.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from hotels import audit
from hotels.models import Guest, Hotel
from pms import cancellation, inventory
from pms.base import Change, GuestDetails, Money, Offer, Receipt, ReservationInfo, RoomWish, Stay
from pms.builtin import Builtin
from pms.codes import normalise
from pms.deskwork import Actor, act, checked_phone, own, seen
from pms.errors import PMSRefused
from pms.given import checked_email, checked_name, checked_remarks
from pms.housekeeping import refuse_taken, room_numbered
from pms.limits import no_room
from pms.models import PartyMember, Reservation, Room, RoomStay, RoomUse
from pms.reservations import add, chosen, give_up, rows, sold_as

Status = Reservation.Status


def book_walk_in(
    hotel: Hotel,
    key: str,
    offers: Sequence[Offer],
    actor: Actor,
    *,
    name: str,
    phone: str = "",
    email: str = "",
    language: str = "",
    remarks: str = "",
) -> Receipt:
    """Book for somebody at the desk or on the phone: a new guest, who may change it by these addresses.

    Once per key. Raises PMSRefused as pms.builtin.Builtin.book, `bad_guest_name`, `bad_email`, `bad_phone`
    or `bad_remarks`.
    """
    own(hotel)
    name, email, phone = checked_name(name), checked_email(email).lower(), checked_phone(phone)
    remarks = checked_remarks(remarks)
    pms = Builtin(hotel, str(actor))
    with transaction.atomic():
        if done := pms.written(key):
            return done
        guest = Guest.objects.create(hotel=hotel, name=name, language=language[:8])
        details = GuestDetails(guest.pk, name, phone, email, language)
        receipt = pms.book(key, offers, details, remarks)
        row = Reservation.objects.get(hotel=hotel, code=receipt.reservation.code)
        Reservation.objects.filter(pk=row.pk).update(source="walk_in")
        if phone or email:
            PartyMember.objects.create(
                hotel=hotel,
                reservation=row,
                guest=guest,
                name=name,
                phone=phone,
                email=email,
                may_change=True,
            )
        audit.record(hotel, actor, "reservation.booked", row)
    return receipt


def confirm_pending(hotel: Hotel, code: str, actor: Actor) -> ReservationInfo:
    """Make a pending reservation a firm one. Raises PMSRefused `wrong_state`."""
    with act(hotel, code, actor, "confirmed") as row:
        for room in _in_state(row, (), Status.PENDING):
            _set_status(room, Status.CONFIRMED)
    return seen(hotel, row)


def check_in(hotel: Hotel, code: str, actor: Actor, rooms: Sequence[str] = ()) -> ReservationInfo:
    """The guests of these rooms (RoomStay.id; empty: all that can be) have come.

    Raises PMSRefused `wrong_state`, `too_early`, `too_late` (the stay is over), `no_room` or
    `room_not_ready` (not clean).
    """
    today = hotel.today()
    with act(hotel, code, actor, "checked_in") as row:
        for room in _in_state(row, rooms, Status.CONFIRMED):
            if today < room.stay.lower:
                raise PMSRefused("too_early", f"the stay begins on {room.stay.lower}")
            if today >= room.stay.upper:
                raise PMSRefused("too_late", f"the stay ended on {room.stay.upper}")
            if _room_of(room).state != Room.State.CLEAN:
                raise PMSRefused("room_not_ready", f"room {_room_of(room).number} is not clean yet")
            _set_status(room, Status.CHECKED_IN)
    return seen(hotel, row)


def check_out(hotel: Hotel, code: str, actor: Actor, rooms: Sequence[str] = ()) -> ReservationInfo:
    """The guests of these rooms have left: the rooms are dirty, and free again from tonight on.

    What was sold is owed, also for nights that are given up: those are taken off by `change_stay`, before.
    Raises PMSRefused `wrong_state`.
    """
    with act(hotel, code, actor, "checked_out") as row:
        for room in _in_state(row, rooms, Status.CHECKED_IN):
            _set_status(room, Status.CHECKED_OUT)
            use = getattr(room, "use", None)
            if use is None:
                continue
            end = max(hotel.today(), use.period.lower + timedelta(days=1))  # a day's use keeps its night
            use.period = (use.period.lower, min(end, use.period.upper))
            use.save(update_fields=["period"])
            Room.objects.filter(hotel=hotel, pk=use.room_id).update(state=Room.State.DIRTY)
    return seen(hotel, row)


def no_show_fee(hotel: Hotel, code: str, rooms: Sequence[str] = ()) -> Money:
    """What rooms whose guests have not come cost them: as a cancellation too late."""
    own(hotel)
    row = rows(hotel).filter(code=normalise(code)).first()
    if row is None:
        raise PMSRefused("not_found", "there is no such reservation")
    return add((_late_fee(room) for room in _in_state(row, rooms, Status.CONFIRMED)), row.currency)


def no_show(
    hotel: Hotel, code: str, actor: Actor, fee: Money | None, rooms: Sequence[str] = (), *, reason: str = ""
) -> ReservationInfo:
    """The guests of these rooms have not come: the rooms are free again, at the fee that was shown.

    `fee` None: waived, which needs a reason. Raises PMSRefused `wrong_state`, `too_early` (before check-in
    of the day of arrival), `price_changed` or `reason_needed`.
    """
    with act(hotel, code, actor, "no_show", reason=_reason(fee, reason)) as row:
        absent = _in_state(row, rooms, Status.CONFIRMED)
        if not all(cancellation.has_begun(hotel, sold_as(room).stay) for room in absent):
            raise PMSRefused("too_early", "the guests may still come")
        fees = _agreed([_late_fee(room) for room in absent], fee, row.currency)
        give_up(row, absent, fees, Status.NO_SHOW)
    return seen(hotel, row)


def cancel(
    hotel: Hotel, code: str, actor: Actor, fee: Money | None, rooms: Sequence[str] = (), *, reason: str = ""
) -> ReservationInfo:
    """Cancel all or these rooms at the fee that was shown, also once the stay should have begun.

    `fee` None: waived, which needs a reason. Raises PMSRefused `wrong_state`, `price_changed`,
    `no_such_room` or `reason_needed`.
    """
    with act(hotel, code, actor, "cancelled", reason=_reason(fee, reason)) as row:
        leaving = chosen(row, rooms)
        if not leaving or any(room.status not in (Status.PENDING, Status.CONFIRMED) for room in leaving):
            raise PMSRefused("wrong_state", "only rooms nobody has come to can be cancelled")
        fees = [cancellation.room_fee_now(hotel, sold_as(room)) for room in leaving]
        give_up(row, leaving, _agreed(fees, fee, row.currency), Status.CANCELLED)
    return seen(hotel, row)


def preview_change(hotel: Hotel, code: str, wishes: Sequence[RoomWish]) -> Change:
    """What a change would cost; see pms.base.PMS. Writes nothing."""
    own(hotel)
    return Builtin(hotel).preview_change(code, wishes)


def change_stay(hotel: Hotel, key: str, change: Change, actor: Actor, *, reason: str = "") -> Receipt:
    """Write a change at what it was shown to cost, once per key. Raises PMSRefused as Builtin.change."""
    own(hotel)
    pms = Builtin(hotel, str(actor), reason)
    with transaction.atomic():
        receipt = pms.change(key, change)
        if not receipt.repeated:
            row = Reservation.objects.get(hotel=hotel, code=receipt.reservation.code)
            audit.record(hotel, actor, "reservation.changed", row, {"reason": reason[:200]})
    return receipt


def move_room(
    hotel: Hotel, code: str, room_stay: str, number: str, actor: Actor, *, reason: str = ""
) -> ReservationInfo:
    """Give a stay another room, of any type that holds the people; what it costs stays.

    Before check-in for the whole stay. In the house from today on; the room that is left gets dirty.
    Raises PMSRefused `no_such_room`, `wrong_state`, `room_taken`, `over_capacity` or `nothing_to_change`.
    """
    with act(hotel, code, actor, "moved", reason=reason) as row:
        stay = chosen(row, [room_stay])[0]
        if stay.status not in (Status.PENDING, Status.CONFIRMED, Status.CHECKED_IN):
            raise PMSRefused("wrong_state", f"a stay that is {stay.status} has no room to leave")
        target = room_numbered(hotel, number)
        use = getattr(stay, "use", None)
        if use and use.room_id == target.pk:
            raise PMSRefused("nothing_to_change", f"it has room {target.number} already")
        if no_room(target.room_type, sold_as(stay).occupancy, 1):
            raise PMSRefused("over_capacity", f"room {target.number} is too small")
        in_house = stay.status == Status.CHECKED_IN
        start = max(stay.stay.lower, hotel.today()) if in_house else stay.stay.lower
        if start >= stay.stay.upper:
            raise PMSRefused("wrong_state", "the stay ends today")
        inventory.lock_types(hotel, [target.room_type.code])
        refuse_taken(hotel, target, Stay(start, stay.stay.upper), without=[stay.pk])
        if use and in_house:
            Room.objects.filter(hotel=hotel, pk=use.room_id).update(state=Room.State.DIRTY)
        RoomUse.objects.filter(hotel=hotel, room_stay=stay).delete()
        inventory.occupy(target, stay, Stay(start, stay.stay.upper))
    return seen(hotel, row)


def _in_state(row: Reservation, ids: Sequence[str], status: str) -> list[RoomStay]:
    """The rooms with these ids, all in this status; none named: those that are in it, at least one."""
    rooms = [room for room in chosen(row, ids) if ids or room.status == status]
    if not rooms or any(room.status != status for room in rooms):
        raise PMSRefused("wrong_state", f"only for rooms that are {status}")
    return rooms


def _set_status(room: RoomStay, status: str) -> None:
    room.status = status
    room.save(update_fields=["status"])


def _room_of(stay: RoomStay) -> Room:
    use: RoomUse | None = getattr(stay, "use", None)
    if use is None:
        raise PMSRefused("no_room", "the stay has no room yet")
    return use.room


def _late_fee(room: RoomStay) -> Money:
    sold = sold_as(room)
    return cancellation.late_fee(sold.rate_plan.cancellation, sold.nights[0].price, sold.total)


def _reason(fee: Money | None, reason: str) -> str:
    if fee is None and not reason.strip():
        raise PMSRefused("reason_needed", "say why the fee is waived")
    return f"fee waived: {reason.strip()}" if fee is None else reason


def _agreed(fees: Sequence[Money], fee: Money | None, currency: str) -> list[Money]:
    """The fees of the rooms as they were shown, or none at all where they are waived (None)."""
    if fee is None:
        return [Money(each.amount * 0, currency) for each in fees]
    if fee != add(fees, currency):
        raise PMSRefused("price_changed", f"the fee is {add(fees, currency)} by now")
    return list(fees)
