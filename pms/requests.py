"""Requests: what a department is to do for a guest, from noting it down to done.

The table is ours for every hotel, whatever its PMS. Times are aware UTC.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from hotels import audit
from hotels.models import Guest, Hotel, User
from pms.base import GuestDetails, Occupancy, Stay
from pms.codes import new_code, normalise
from pms.errors import PMSRefused
from pms.models import Request
from pms.records import to_json
from pms.texts import checked_text

DEPARTMENTS = (
    "reception",
    "housekeeping",
    "maintenance",
    "concierge",
    "restaurant",
    "spa",
    "reservations",
)
INTENTION = "intention"  # the kind of what could not be booked because the PMS was out of reach
MOST_SHOWN = 500

State = Request.State
UNSETTLED = (State.OPEN, State.IN_PROGRESS)


@dataclass(frozen=True)
class RequestTerms:
    """What the guest says yes to, and what is written."""

    department: str
    kind: str  # towels, repair, lost, wake_up, ...
    text: str
    room_number: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True)
class RequestInfo:
    """A request as it is now. `state`: open, in_progress, done or cancelled."""

    code: str
    department: str
    kind: str
    text: str
    state: str
    room_number: str
    reservation_code: str
    due_at: datetime | None
    guest_name: str
    created_at: datetime


@dataclass(frozen=True)
class RequestReceipt:
    """Proof of a write. `repeated`: it had been written before."""

    request: RequestInfo
    written_at: datetime
    repeated: bool = False


@dataclass(frozen=True)
class Wish:
    """What a guest wanted of the reservation system while it could not be reached."""

    what: str  # book, change or cancel
    stay: Stay | None = None
    rooms: tuple[Occupancy, ...] = ()
    choice: str = ""  # room types and rate plans by their codes, as a quote's summary
    reservation_code: str = ""
    words: str = ""  # the guest's own


def checked(
    department: str, kind: str, text: str, *, room_number: str = "", due_at: datetime | None = None
) -> RequestTerms:
    """Terms of a request that `make` will take; writes nothing.

    Raises PMSRefused `bad_department`, `bad_kind`, `bad_text`, `bad_room`, `card_number`, `past_date`;
    ValueError for a time without a zone.
    """
    if department not in DEPARTMENTS:
        raise PMSRefused("bad_department", f"departments are {', '.join(DEPARTMENTS)}")
    if not kind or len(kind) > 32 or kind != slugify(kind):
        raise PMSRefused("bad_kind", "a kind is one word in small letters: towels, repair, lost")
    if due_at is not None and due_at.tzinfo is None:
        raise ValueError("the time of a request needs a time zone")
    if due_at is not None and due_at <= timezone.now():
        raise PMSRefused("past_date", "this time is past")
    room = checked_text(room_number, 16, "bad_room", empty=True)
    return RequestTerms(department, kind, checked_text(text, 500, "bad_text"), room, due_at)


def make(
    hotel: Hotel,
    key: str,
    terms: RequestTerms,
    guest: GuestDetails,
    conversation_id: int | None,
    *,
    reservation_code: str = "",
    details: Mapping[str, Any] | None = None,
    actor: User | str = "guest",
) -> RequestReceipt:
    """Note a request down, once per key; the same key again: the first receipt.

    Raises PMSRefused `not_found` for a guest that is not the hotel's, and as `checked`; but a time that
    has passed since the guest said yes is noted all the same.
    """
    if first := written(hotel, key):
        return first
    checked(terms.department, terms.kind, terms.text, room_number=terms.room_number)
    if not Guest.objects.filter(hotel=hotel, pk=guest.key).exists():
        raise PMSRefused("not_found", "there is no such guest")
    for attempt in (1, 2):
        try:
            with transaction.atomic():
                row = Request.objects.create(
                    hotel=hotel,
                    code=new_code(),
                    key=key,
                    department=terms.department,
                    kind=terms.kind,
                    text=terms.text,
                    details=dict(details or {}),
                    guest_id=guest.key,
                    conversation_id=conversation_id,
                    reservation_code=normalise(reservation_code),
                    room_number=terms.room_number,
                    due_at=terms.due_at,
                )
                audit.record(hotel, actor, "request.made", row, _trace(row))
            break
        except IntegrityError:
            # A twin of this call was faster, or the code was taken.
            if first := written(hotel, key):
                return first
            if attempt == 2:
                raise
    return RequestReceipt(info(row), row.created_at)


def keep_intention(
    hotel: Hotel, key: str, guest: GuestDetails, conversation_id: int | None, wish: Wish
) -> RequestReceipt:
    """Keep what could not be booked, changed or cancelled, for the people of the reservations desk.

    Words that cannot be kept (a card's number, say) are left out. Raises PMSRefused `not_found`.
    """
    try:
        wish = replace(wish, words=checked_text(wish.words[:300], 300, "bad_text", empty=True))
    except PMSRefused:
        wish = replace(wish, words="")
    terms = checked("reservations", INTENTION, _summary(wish))
    code = wish.reservation_code
    return make(hotel, key, terms, guest, conversation_id, reservation_code=code, details=to_json(wish))


def take(hotel: Hotel, code: str, actor: User | str) -> RequestInfo:
    """Somebody is at it. Raises PMSRefused `not_found`, `already_settled`."""
    return _become(hotel, code, State.IN_PROGRESS, actor, of=UNSETTLED)


def done(hotel: Hotel, code: str, actor: User | str) -> RequestInfo:
    """Raises PMSRefused `not_found`, `already_settled` (it was cancelled)."""
    return _become(hotel, code, State.DONE, actor, of=UNSETTLED)


def cancel(hotel: Hotel, code: str, actor: User | str, guest: GuestDetails | None = None) -> RequestInfo:
    """With `guest`, only one of theirs. Raises PMSRefused `not_found`, `already_settled` (it was done)."""
    return _become(hotel, code, State.CANCELLED, actor, of=UNSETTLED, guest=guest)


def reopen(hotel: Hotel, code: str, actor: User | str) -> RequestInfo:
    """It was settled, or taken, by mistake. Raises PMSRefused `not_found`."""
    return _become(hotel, code, State.OPEN, actor, of=State.values)


def written(hotel: Hotel, key: str) -> RequestReceipt | None:
    """What a request with this key left behind; only looks."""
    row = _rows(hotel).filter(key=key).first()
    return RequestReceipt(info(row), row.created_at, repeated=True) if row else None


def find(hotel: Hotel, code: str) -> RequestInfo | None:
    """Whoever's it is; None where there is none."""
    row = _rows(hotel).filter(code=normalise(code)).first()
    return info(row) if row else None


def unsettled(hotel: Hotel, department: str = "") -> Sequence[RequestInfo]:
    """What is open or being done, the oldest first; of one department or of all."""
    rows = _rows(hotel).filter(state__in=UNSETTLED, **({"department": department} if department else {}))
    return [info(row) for row in rows.order_by("id")[:MOST_SHOWN]]


def overdue(hotel: Hotel) -> Sequence[RequestInfo]:
    """What should be done by now and is not, the most overdue first."""
    rows = _rows(hotel).filter(state__in=UNSETTLED, due_at__lt=timezone.now())
    return [info(row) for row in rows.order_by("due_at", "id")[:MOST_SHOWN]]


def info(row: Request) -> RequestInfo:
    """The row as a value."""
    return RequestInfo(
        code=row.code,
        department=row.department,
        kind=row.kind,
        text=row.text,
        state=row.state,
        room_number=row.room_number,
        reservation_code=row.reservation_code,
        due_at=row.due_at,
        guest_name=row.guest.name,
        created_at=row.created_at,
    )


def _rows(hotel: Hotel) -> QuerySet[Request]:
    return Request.objects.filter(hotel=hotel).select_related("guest")


def _become(
    hotel: Hotel,
    code: str,
    state: str,
    actor: User | str,
    *,
    of: Collection[str],
    guest: GuestDetails | None = None,
) -> RequestInfo:
    """Bring a request into a state; in it already, nothing is changed."""
    with transaction.atomic():
        rows = _rows(hotel).select_for_update(of=("self",), no_key=True).filter(code=normalise(code))
        row = (rows.filter(guest_id=guest.key) if guest else rows).first()
        if row is None:
            raise PMSRefused("not_found", "there is no such request")
        if row.state == state:
            return info(row)
        if row.state not in of:
            raise PMSRefused("already_settled", f"the request is {row.state} already")
        row.state = state
        settled = state not in UNSETTLED
        row.settled_at = timezone.now() if settled else None
        row.settled_by = str(actor)[:120] if settled else ""
        row.save(update_fields=["state", "settled_at", "settled_by"])
        audit.record(hotel, actor, f"request.{state}", row, _trace(row))
    return info(row)


def _trace(row: Request) -> dict[str, str]:
    return {"code": row.code, "department": row.department, "kind": row.kind}


def _summary(wish: Wish) -> str:
    """The wish in one line for staff; everything of it is in the details too."""
    parts = [wish.what, wish.reservation_code, wish.choice]
    if wish.stay:
        parts.append(f"{wish.stay.arrival} > {wish.stay.departure}")
    parts += [f"{room.adults}" + "".join(f"+{age}" for age in room.children_ages) for room in wish.rooms]
    return " · ".join(part for part in [*parts, wish.words] if part)[:500]
