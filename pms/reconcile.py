"""Comparing what we promised with what an outside PMS holds.

What is safe is repaired: a second order for one of our keys is cancelled. All the rest is shown to staff
with both sides (`Discrepancy`), and is marked repaired by itself once both sides agree again.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Protocol, runtime_checkable

import structlog
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from prometheus_client import Counter

from hotels.models import Hotel
from pms.base import PMS, Receipt, ReservationInfo, RoomStay
from pms.errors import PMSRefused
from pms.models import CommitStep, Discrepancy, Mirrored, Proposal
from pms.records import from_json, to_json

log = structlog.get_logger(__name__)

FOUND = Counter("pms_discrepancies_total", "Where we and the PMS did not agree", ["kind"])

TWINS_LOOKED_FOR = timedelta(minutes=30)  # after a booking was settled
LATE_LOOKED_FOR = timedelta(days=1)  # after a write was given up
OVER = ("cancelled", "no_show", "checked_out")
ABOUT_A_RESERVATION = (
    "cancelled_there",
    "not_cancelled_there",
    "changed_there",
    "other_total",
    "lost_booking",
)

State, Step = Proposal.State, CommitStep.Name


@runtime_checkable
class FindsTwins(Protocol):
    """A PMS that may hold two orders for one key, because it knows no keys itself."""

    def duplicates(self, key: str) -> Sequence[str]:
        """The codes of live reservations written with this key, but for the one that counts."""


def compare(hotel: Hotel, found: ReservationInfo) -> None:
    """Report where a reservation is other than we left it, and rooms that two have at the same time."""
    ours = promised(hotel, found.code)
    if ours and not _is_being_written(hotel, found.code):
        kinds = set(_differences(ours.reservation, found))
        for kind in ABOUT_A_RESERVATION:
            if kind in kinds:
                report(hotel, kind, found.code, to_json(ours.reservation), to_json(found))
            else:
                agree(hotel, kind, found.code)
    _compare_rooms(hotel, found)


def missing(hotel: Hotel, code: str) -> None:
    """A reservation that the PMS does not know (any more)."""
    if (ours := promised(hotel, code)) and ours.reservation.status not in OVER:
        report(hotel, "lost_booking", code, to_json(ours.reservation), {})


def check(hotel: Hotel, pms: PMS) -> None:
    """Look for second orders of one key, and for writes that were done after all. May raise PMSError."""
    now = timezone.now()
    if isinstance(pms, FindsTwins):
        recent = _sent(hotel).filter(kind=Proposal.Kind.BOOK, settled_at__gt=now - TWINS_LOOKED_FOR)
        for proposal in recent:
            for code in pms.duplicates(str(proposal.key)):
                _undo(proposal, pms, code)
    given_up = _sent(hotel).filter(
        state__in=[State.REFUSED, State.WITHDRAWN],
        settled_at__gt=now - LATE_LOOKED_FOR,
        steps__name=Step.LOOKED,
    )
    for proposal in given_up:
        done = pms.written(str(proposal.key))
        if done and done.reservation.status not in OVER:
            ours = {"proposal": proposal.pk, "kind": proposal.kind, "outcome": proposal.outcome}
            report(hotel, "done_after_all", done.reservation.code, ours, to_json(done.reservation))


def promised(hotel: Hotel, code: str) -> Receipt | None:
    """The last receipt that a guest's yes got for this reservation."""
    receipts = Proposal.objects.filter(
        hotel=hotel, state=State.COMMITTED, receipt__reservation__code=code
    ).order_by("-settled_at", "-pk")
    stored = receipts.values_list("receipt", flat=True).first()
    return from_json(Receipt, stored) if stored else None


def report(hotel: Hotel, kind: str, subject: str, ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Show staff both sides, once: what they closed is not opened again as long as nothing moves."""
    mine = Discrepancy.objects.filter(hotel=hotel, kind=kind, subject=subject[:64])
    if mine.filter(closed_at=None, repaired_at=None).update(ours=ours, theirs=theirs):
        return
    last = mine.order_by("-pk").first()
    if last and last.closed_at and last.theirs == theirs:
        return
    try:
        with transaction.atomic():
            Discrepancy.objects.create(hotel=hotel, kind=kind, subject=subject[:64], ours=ours, theirs=theirs)
    except IntegrityError:
        return  # another worker has just reported it
    FOUND.labels(kind).inc()
    log.warning("pms_discrepancy", hotel=hotel.pk, kind=kind, subject=subject)


def agree(hotel: Hotel, kind: str, subject: str) -> None:
    """Both sides say the same (again)."""
    _open(hotel).filter(kind=kind, subject=subject[:64]).update(repaired_at=timezone.now())


def _open(hotel: Hotel) -> QuerySet[Discrepancy]:
    return Discrepancy.objects.filter(hotel=hotel, closed_at=None, repaired_at=None)


def _sent(hotel: Hotel) -> QuerySet[Proposal]:
    """Proposals that went out to the PMS."""
    return Proposal.objects.filter(
        hotel=hotel, pk__in=CommitStep.objects.filter(hotel=hotel, name=Step.SENDING).values("proposal")
    )


def _is_being_written(hotel: Hotel, code: str) -> bool:
    return Proposal.objects.filter(hotel=hotel, state=State.CONFIRMED, reservation_code=code).exists()


def _differences(ours: ReservationInfo, theirs: ReservationInfo) -> Iterator[str]:
    if theirs.status == "cancelled" and ours.status != "cancelled":
        yield "cancelled_there"
    elif ours.status == "cancelled" and theirs.status not in OVER:
        yield "not_cancelled_there"
    elif ours.status != "cancelled":
        if _nights(ours) != _nights(theirs):
            yield "changed_there"
        if ours.total != theirs.total:
            yield "other_total"


def _nights(reservation: ReservationInfo) -> list[tuple[Any, ...]]:
    """What matters of its rooms: types and dates. Which room it is, staff may choose."""
    return sorted(
        (room.room_type.code, room.stay.arrival, room.stay.departure) for room in reservation.live_rooms
    )


def _compare_rooms(hotel: Hotel, found: ReservationInfo) -> None:
    """Report rooms that this reservation shares with another on the same night."""
    shared: dict[str, tuple[ReservationInfo, ReservationInfo]] = {}
    if found.status not in OVER and found.stay.departure > hotel.today():
        near = Mirrored.objects.filter(
            hotel=hotel, stay__overlap=(found.stay.arrival, found.stay.departure)
        ).exclude(code=found.code)
        for row in near.exclude(status__in=OVER):
            other = from_json(ReservationInfo, row.found)
            for number in _shared(found, other):
                first, second = sorted((found, other), key=lambda each: each.code)
                shared[f"{number}: {first.code} {second.code}"[:64]] = (first, second)
    for subject, (first, second) in shared.items():
        report(hotel, "double_booking", subject, to_json(first), to_json(second))
    over = _open(hotel).filter(kind="double_booking", subject__contains=found.code)
    over.exclude(subject__in=shared).update(repaired_at=timezone.now())


def _shared(one: ReservationInfo, other: ReservationInfo) -> set[str]:
    return {
        room.room_number
        for room in one.live_rooms
        for theirs in other.live_rooms
        if room.room_number and room.room_number == theirs.room_number and _overlap(room, theirs)
    }


def _overlap(one: RoomStay, other: RoomStay) -> bool:
    return one.stay.arrival < other.stay.departure and other.stay.arrival < one.stay.departure


def _undo(proposal: Proposal, pms: PMS, code: str) -> None:
    """Cancel a second order for one yes: the guest agreed to one, and knows of one."""
    twin = pms.reservation(code)
    if twin is None or twin.status in OVER:
        return
    try:
        undone = pms.cancel(f"undo:{code}:{proposal.key}"[:64], code, twin.cancellation_fee).reservation
    except PMSRefused as refusal:
        ours = {"proposal": proposal.pk, "refused": refusal.code}
        report(proposal.hotel, "booked_twice", code, ours, to_json(twin))
        return
    CommitStep.objects.create(
        hotel_id=proposal.hotel_id, proposal=proposal, name=Step.UNDONE, details={"code": code}
    )
    report(proposal.hotel, "booked_twice", code, {"proposal": proposal.pk}, to_json(undone))
    agree(proposal.hotel, "booked_twice", code)
