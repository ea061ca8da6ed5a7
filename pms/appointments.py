"""Booking an appointment, moving it, cancelling it.

A writer locks the service, then its resources, looks and writes: of two who want the last seat one waits
and is told. The exclusion constraint `no_seat_is_taken_twice` is the last guard, also against writers that
take no lock.
"""

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils import timezone

from hotels import audit
from hotels.models import Guest, Hotel, User
from pms import agenda, seats
from pms.agenda import AppointmentInfo, AppointmentReceipt, AppointmentTerms
from pms.base import GuestDetails
from pms.codes import new_code, normalise
from pms.errors import PMSRefused
from pms.models import Appointment, ResourceUse, Service

Status = Appointment.Status


def book(
    hotel: Hotel,
    key: str,
    terms: AppointmentTerms,
    guest: GuestDetails,
    *,
    reservation_code: str = "",
    actor: User | str = "guest",
) -> AppointmentReceipt:
    """Write an appointment at exactly these terms, once per key; the same key again: the first receipt.

    Raises PMSRefused as `agenda.plan`, `price_changed` where the price or the length is another by now,
    `not_found` also for a guest that is not the hotel's.
    """
    return _once_more(lambda: _book(hotel, key, terms, guest, of=normalise(reservation_code), actor=actor))


def move(
    hotel: Hotel, terms: AppointmentTerms, guest: GuestDetails | None = None, actor: User | str = "guest"
) -> AppointmentReceipt:
    """Move an appointment to the terms of `agenda.plan_move`; moved already, it is `repeated`.

    With `guest`, only one of theirs: `not_found` otherwise. Raises PMSRefused as `agenda.plan_move`,
    `price_changed`, and `changed_meanwhile` when it is neither where it was nor where it is to be.
    """
    return _once_more(lambda: _move(hotel, terms, guest, actor))


def cancel(
    hotel: Hotel, code: str, guest: GuestDetails | None = None, actor: User | str = "guest"
) -> AppointmentReceipt:
    """Cancel an appointment that has not begun, and free its seats; cancelled already, it is `repeated`.

    With `guest`, only one of theirs. Raises PMSRefused `not_found`, `not_cancellable`.
    """
    with transaction.atomic():
        row = _locked(hotel, code, guest)
        if row.status == Status.CANCELLED:
            return _receipt(row, repeated=True)
        agenda.check_changeable(row, "not_cancellable")
        row.status, row.cancelled_at = Status.CANCELLED, timezone.now()
        row.save(update_fields=["status", "cancelled_at"])
        ResourceUse.objects.filter(hotel=hotel, appointment=row).delete()
        audit.record(hotel, actor, "appointment.cancelled", row, _trace(row))
    return _receipt(row)


def finish(hotel: Hotel, code: str, status: str, actor: User | str) -> AppointmentInfo:
    """Note that the guest came (`done`) or did not (`no_show`).

    Raises PMSRefused `not_found`, `bad_status`, `already_cancelled`.
    """
    if status not in (Status.DONE, Status.NO_SHOW):
        raise PMSRefused("bad_status", "an appointment ends as done or no_show")
    with transaction.atomic():
        row = _locked(hotel, code)
        if row.status == Status.CANCELLED:
            raise PMSRefused("already_cancelled", "the appointment is cancelled")
        if row.status != status:
            row.status = status
            row.save(update_fields=["status"])
            audit.record(hotel, actor, f"appointment.{status}", row, _trace(row))
    return agenda.info(row)


def written(hotel: Hotel, key: str) -> AppointmentReceipt | None:
    """What a booking with this key left behind; only looks."""
    row = agenda.rows_of(hotel).filter(key=key).first()
    return _receipt(row, repeated=True) if row else None


# What follows serves the verbs above.


def _locked(hotel: Hotel, code: str, guest: GuestDetails | None = None) -> Appointment:
    """The appointment; its service is locked first, as by everybody who writes. Raises `not_found`."""
    found = agenda.row_of(hotel, code, guest)
    Service.objects.select_for_update(no_key=True).get(hotel=hotel, pk=found.service_id)
    return agenda.rows_of(hotel).select_for_update(of=("self",), no_key=True).get(pk=found.pk)


def _book(
    hotel: Hotel, key: str, terms: AppointmentTerms, guest: GuestDetails, *, of: str, actor: User | str
) -> AppointmentReceipt:
    service = agenda.service_of(hotel, terms.service)
    service = Service.objects.select_for_update(no_key=True).get(hotel=hotel, pk=service.pk)
    # Looked up only now, behind the lock: a twin of this call has finished or has not begun.
    if done := written(hotel, key):
        return done
    if not Guest.objects.filter(hotel=hotel, pk=guest.key).exists():
        raise PMSRefused("not_found", "there is no such guest")
    places = seats.places_of(hotel, service, lock=True)
    now, chosen = agenda.planned(hotel, service, places, terms.starts_at, terms.people)
    _check_same(now, terms)
    row = Appointment.objects.create(
        hotel=hotel,
        code=new_code(),
        key=key,
        service=service,
        guest_id=guest.key,
        guest_name=guest.name,
        reservation_code=of,
        starts_at=now.starts_at,
        ends_at=now.ends_at,
        people=now.people,
        price=now.price.amount,
        currency=now.price.currency,
    )
    seats.take(row, chosen, seats.whole_period(service, now.starts_at, now.ends_at))
    audit.record(hotel, actor, "appointment.booked", row, _trace(row))
    return _receipt(row)


def _move(
    hotel: Hotel, terms: AppointmentTerms, guest: GuestDetails | None, actor: User | str
) -> AppointmentReceipt:
    row = _locked(hotel, terms.moves, guest)
    if (row.starts_at, row.people, row.status) == (terms.starts_at, terms.people, Status.CONFIRMED):
        return _receipt(row, repeated=True)
    agenda.check_changeable(row, "not_changeable")
    if row.starts_at != terms.moved_from:
        raise PMSRefused("changed_meanwhile", "the appointment has been moved meanwhile")
    places = seats.places_of(hotel, row.service, lock=True)
    now, chosen = agenda.planned(hotel, row.service, places, terms.starts_at, terms.people, without=row)
    _check_same(now, terms)
    row.starts_at, row.ends_at, row.people = now.starts_at, now.ends_at, now.people
    row.price, row.currency = now.price.amount, now.price.currency
    row.save(update_fields=["starts_at", "ends_at", "people", "price", "currency"])
    ResourceUse.objects.filter(hotel=hotel, appointment=row).delete()
    seats.take(row, chosen, seats.whole_period(row.service, now.starts_at, now.ends_at))
    audit.record(hotel, actor, "appointment.moved", row, _trace(row))
    return _receipt(row)


def _check_same(now: AppointmentTerms, agreed: AppointmentTerms) -> None:
    if (now.ends_at, now.price) != (agreed.ends_at, agreed.price):
        raise PMSRefused("price_changed", "the price or the length is another by now")


def _receipt(row: Appointment, *, repeated: bool = False) -> AppointmentReceipt:
    return AppointmentReceipt(agenda.info(row), timezone.now(), repeated)


def _trace(row: Appointment) -> dict[str, str]:
    return {"code": row.code, "service": row.service.code, "starts_at": row.starts_at.isoformat()}


def _once_more(write: Callable[[], AppointmentReceipt]) -> AppointmentReceipt:
    """Write; once more when somebody wrote without our lock, or took the key or the code meanwhile."""
    for attempt in (1, 2):
        try:
            with transaction.atomic():
                return write()
        except IntegrityError as error:
            if attempt == 2 and "no_seat_is_taken_twice" in str(error):
                raise PMSRefused("taken", "this time went to somebody else") from error
            if attempt == 2:
                raise
    raise AssertionError("unreachable")
