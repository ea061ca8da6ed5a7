"""Reservations of our own tables: rows as the values of pms.base, and how their sums and history are kept."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from hotels.models import Hotel
from pms import cancellation
from pms.base import Money, Occupancy, Offer, RatePlanInfo, ReservationInfo, RoomStay, Stay
from pms.catalogue import room_type_info
from pms.codes import normalise
from pms.errors import PMSRefused
from pms.models import Reservation, ReservationChange, RoomUse
from pms.models import RoomStay as RoomStayRow
from pms.records import from_json

Status = Reservation.Status
GIVEN_UP = (Status.CANCELLED, Status.NO_SHOW)


def rows(hotel: Hotel) -> QuerySet[Reservation]:
    """The hotel's reservations with all that `info_of` reads: three queries however many there are."""
    rooms = RoomStayRow.objects.filter(hotel=hotel).select_related("room_type", "rate_plan", "use__room")
    return Reservation.objects.filter(hotel=hotel).prefetch_related(Prefetch("room_stays", rooms))


def locked(hotel: Hotel, code: str) -> Reservation:
    """The reservation, locked until the transaction ends. Raises PMSRefused `not_found`."""
    row = rows(hotel).select_for_update(no_key=True).filter(code=normalise(code)).first()
    if row is None:
        raise PMSRefused("not_found", "there is no such reservation")
    return row


def sold_as(room: RoomStayRow) -> Offer:
    return from_json(Offer, room.terms)


def live(row: Reservation) -> list[RoomStayRow]:
    """The rooms that are not given up."""
    return [room for room in row.room_stays.all() if room.status not in GIVEN_UP]


def chosen(row: Reservation, ids: Collection[str]) -> list[RoomStayRow]:
    """The live rooms with these ids, all of them where none is named.

    Raises PMSRefused `no_such_room`, also for a room that is given up already.
    """
    rooms = live(row)
    if not set(ids) <= {str(room.pk) for room in rooms}:
        raise PMSRefused("no_such_room", "the reservation has no such room (any more)")
    return [room for room in rooms if not ids or str(room.pk) in ids]


def info_of(hotel: Hotel, row: Reservation) -> ReservationInfo:
    """The reservation on the terms it was sold on, whatever its plans say today."""
    pairs = [(room, sold_as(room)) for room in row.room_stays.all()]
    rooms = tuple(_room_info(hotel, room, sold, row.currency) for room, sold in pairs)
    left = [sold for room, sold in pairs if room.status not in GIVEN_UP]
    fees = [room.cancellation_fee for room in rooms]
    if left:
        fees = [room.cancellation_fee for room in rooms if room.status not in GIVEN_UP]
    return ReservationInfo(
        code=row.code,
        status=row.status,
        rooms=rooms,
        total=Money(row.total, row.currency),
        guest_name=row.guest_name,
        free_cancellation_until=free_until(hotel, left),
        cancellation_fee=add(fees, row.currency),
        updated_at=row.updated_at,
        arrival_time=row.arrival_time,
        remarks=row.remarks,
    )


def free_until(hotel: Hotel, rooms: Iterable[Offer]) -> datetime | None:
    """Until when all of these rooms can be given up free of charge; None: not (any more), or no rooms."""
    ends = [cancellation.free_until(hotel, sold.stay, sold.rate_plan.cancellation) for sold in rooms]
    known = [end for end in ends if end is not None]
    return min(known) if known and len(known) == len(ends) else None


def add(amounts: Iterable[Money], currency: str) -> Money:
    return sum(amounts, Money(Decimal(0), currency))


def _room_info(hotel: Hotel, room: RoomStayRow, sold: Offer, currency: str) -> RoomStay:
    use = getattr(room, "use", None)
    if room.status in GIVEN_UP:
        fee = Money(room.cancellation_fee or Decimal(0), currency)
    else:
        fee = cancellation.room_fee_now(hotel, sold)
    plan = sold.rate_plan
    return RoomStay(
        id=str(room.pk),
        status=room.status,
        room_type=room_type_info(room.room_type),
        rate_plan=RatePlanInfo(
            plan.code, room.rate_plan.name, plan.includes, plan.cancellation, plan.changes, plan.deposit
        ),
        stay=Stay(room.stay.lower, room.stay.upper),
        occupancy=Occupancy(room.adults, tuple(room.children_ages)),
        total=Money(room.total, currency),
        cancellation_fee=fee,
        room_number=use.room.number if use else "",
    )


def settle(row: Reservation) -> None:
    """Bring status, total and the time of the last change up to date with the rooms, and save.

    The total is that of the rooms that are left, the fees of those given up, and fees for changes.
    """
    rooms = list(RoomStayRow.objects.filter(hotel=row.hotel_id, reservation=row))
    given_up = [room for room in rooms if room.status in GIVEN_UP]
    left = [room for room in rooms if room.status not in GIVEN_UP]
    given_up_for = sum((room.cancellation_fee or Decimal(0) for room in given_up), Decimal(0))
    row.total = sum((room.total for room in left), Decimal(0)) + given_up_for + row.fees
    row.status = overall([room.status for room in rooms])
    if not left:
        row.cancellation_fee = given_up_for
        row.cancelled_at = row.cancelled_at or timezone.now()
    row.save(update_fields=["status", "total", "fees", "cancellation_fee", "cancelled_at", "updated_at"])


def give_up(row: Reservation, rooms: Sequence[RoomStayRow], fees: Sequence[Money], status: str) -> None:
    """End these rooms (cancelled or no_show) at these fees. Only where `row` is locked; writes no history."""
    for room, fee in zip(rooms, fees, strict=True):
        room.status, room.cancellation_fee = status, fee.amount
        room.save(update_fields=["status", "cancellation_fee"])
    RoomUse.objects.filter(hotel=row.hotel_id, room_stay__in=rooms).delete()
    settle(row)


def overall(statuses: Collection[str]) -> str:
    """The status of a reservation whose rooms have these."""
    left = set(statuses) - {Status.CANCELLED, Status.NO_SHOW}
    order = (Status.CHECKED_IN, Status.PENDING, Status.CONFIRMED, Status.CHECKED_OUT)
    if left:
        return next(status for status in order if status in left)
    return Status.NO_SHOW if Status.NO_SHOW in statuses else Status.CANCELLED


def snapshot(row: Reservation) -> dict[str, Any]:
    """What the history keeps of a reservation, before and after: `row` with its rooms as loaded."""
    return {
        "status": row.status,
        "total": f"{row.total} {row.currency}",
        "rooms": [
            {
                "id": str(room.pk),
                "status": room.status,
                "room_type": room.room_type.code,
                "rate_plan": room.rate_plan.code,
                "arrival": room.stay.lower.isoformat(),
                "departure": room.stay.upper.isoformat(),
                "adults": room.adults,
                "children_ages": room.children_ages,
                "total": str(room.total),
                "room": room.use.room.number if getattr(room, "use", None) else "",
            }
            for room in row.room_stays.all()
        ],
    }


def note(
    row: Reservation,
    verb: str,
    actor: str,
    *,
    before: dict[str, Any] | None = None,
    key: str = "",
    reason: str = "",
) -> ReservationChange:
    """Add a line to the history: what became of `row`, read again from the database."""
    return ReservationChange.objects.create(
        hotel_id=row.hotel_id,
        reservation=row,
        actor=actor[:120],
        verb=verb,
        key=key,
        before=before or {},
        after=snapshot(rows(row.hotel).get(pk=row.pk)),
        reason=reason[:200],
    )
