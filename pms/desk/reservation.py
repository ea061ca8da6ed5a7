"""What the desk sees of one reservation: rooms, nights, fees, payments, who belongs to it, its history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from hotels.models import Hotel
from pms import reservations
from pms.base import Offer, ReservationInfo, RoomStay
from pms.codes import normalise
from pms.errors import PMSError
from pms.models import (
    Appointment,
    Mirrored,
    PartyMember,
    Payment,
    PMSLink,
    Proposal,
    Request,
    Reservation,
    ReservationChange,
)
from pms.payments import Due
from pms.records import from_json
from pms.systems import link_of, open_pms

MOST_FOUND = 50


@dataclass(frozen=True)
class SoldRoom:
    """A room and, where we sold it ourselves, the offer with its nights."""

    room: RoomStay
    sold: Offer | None = None


@dataclass
class Folio:
    """Everything on the page. `row`: of the builtin PMS. `stale`: the PMS is away, we last saw it so."""

    info: ReservationInfo
    row: Reservation | None = None
    rooms: list[SoldRoom] = field(default_factory=list)
    party: list[PartyMember] = field(default_factory=list)
    history: list[ReservationChange] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    conversation: int | None = None  # where it was agreed
    stale: bool = False


def folio(hotel: Hotel, code: str) -> Folio | None:
    """The reservation of this code, at this hotel."""
    code = normalise(code)
    found = _ours(hotel, code) if _is_builtin(hotel) else _theirs(hotel, code)
    if found is None:
        return None
    found.appointments = list(
        Appointment.objects.filter(hotel=hotel, reservation_code=code).select_related("service")
    )
    found.requests = list(Request.objects.filter(hotel=hotel, reservation_code=code))
    found.conversation = _conversation(hotel, code, found.row)
    return found


def _ours(hotel: Hotel, code: str) -> Folio | None:
    row = reservations.rows(hotel).select_related("hotel", "guest").filter(code=code).first()
    if row is None:
        return None
    info = reservations.info_of(hotel, row)
    sold = {str(each.pk): reservations.sold_as(each) for each in row.room_stays.all()}
    return Folio(
        info,
        row,
        [SoldRoom(room, sold[room.id]) for room in info.rooms],
        list(row.party.order_by("pk")),
        list(row.history.order_by("-pk")),
    )


def _theirs(hotel: Hotel, code: str) -> Folio | None:
    """As the PMS has it now; while it cannot be asked, as we last saw it."""
    try:
        info = open_pms(hotel).reservation(code)
        stale = False
    except PMSError:
        seen = Mirrored.objects.filter(hotel=hotel, code=code).first()
        info, stale = (from_json(ReservationInfo, seen.found) if seen else None), True
    return Folio(info, rooms=[SoldRoom(room) for room in info.rooms], stale=stale) if info else None


def _conversation(hotel: Hotel, code: str, row: Reservation | None) -> int | None:
    """The last conversation in which it was booked, changed or cancelled."""
    proposals = Proposal.objects.filter(hotel=hotel, state=Proposal.State.COMMITTED)
    about = Q(reservation_code=code) | Q(receipt__reservation__code=code)
    if row:
        about = Q(reservation_code=code) | Q(guest=row.guest_id, receipt__reservation__code=code)
    return proposals.filter(about).order_by("-pk").values_list("conversation_id", flat=True).first()


def _is_builtin(hotel: Hotel) -> bool:
    return link_of(hotel).kind == PMSLink.Kind.BUILTIN


def to_ask_for(due: Due, payments: Iterable[Payment]) -> Decimal:
    """What a new link asks for: the open deposit, else all that is open, without what other links ask for."""
    live = [each for each in payments if each.state == Payment.State.REQUESTED]
    live = [each for each in live if each.expires_at and each.expires_at > timezone.now()]
    asked = sum((each.amount for each in live if each.currency == due.open.currency), Decimal(0))
    left = max(due.open.amount - asked, Decimal(0))
    deposit = max(due.deposit_open.amount - asked, Decimal(0))
    return min(deposit or left, left)


@dataclass(frozen=True)
class Hit:
    code: str
    name: str
    status: str
    arrival: Any
    departure: Any


def search(hotel: Hotel, text: str) -> list[Hit]:
    """Reservations by code or by a part of the guest's name, newest first; at most fifty."""
    text = text.strip()
    return list(_hits(hotel, text)) if text else []


def _hits(hotel: Hotel, text: str) -> Iterator[Hit]:
    if not _is_builtin(hotel):
        seen: QuerySet[Mirrored] = Mirrored.objects.filter(hotel=hotel)
        seen = seen.filter(Q(code=normalise(text)) | Q(found__guest_name__icontains=text))
        for each in seen.order_by("-stay")[:MOST_FOUND]:
            yield Hit(each.code, each.found["guest_name"], each.status, each.stay.lower, each.stay.upper)
        return
    rows = Reservation.objects.filter(hotel=hotel)
    rows = rows.filter(
        Q(code=normalise(text)) | Q(guest_name__icontains=text) | Q(party__name__icontains=text)
    )
    for row in rows.distinct().prefetch_related("room_stays")[:MOST_FOUND]:
        stays = [room.stay for room in row.room_stays.all()]
        yield Hit(
            row.code, row.guest_name, row.status, min(s.lower for s in stays), max(s.upper for s in stays)
        )
