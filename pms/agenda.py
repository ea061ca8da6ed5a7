"""Appointments to look at: what is free, what it would cost, what is booked. Nothing here writes.

The tables are ours for every hotel, whatever its PMS. Times are aware UTC, except those of `slots`, which
are by the hotel's clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from hotels.models import Hotel
from pms import opening, seats
from pms.base import GuestDetails, Money, Text
from pms.codes import normalise
from pms.errors import PMSRefused
from pms.models import Appointment, Service

NEWEST = 50  # appointments of one guest


@dataclass(frozen=True)
class AppointmentTerms:
    """What the guest says yes to, and what is written."""

    service: str  # code
    name: Text
    starts_at: datetime
    ends_at: datetime
    people: int
    price: Money  # of all of them
    moves: str = ""  # code of the appointment that is moved, else a new one
    moved_from: datetime | None = None


@dataclass(frozen=True)
class AppointmentInfo:
    """An appointment as it is now. `status`: confirmed, done, cancelled or no_show."""

    code: str
    service: str  # code
    name: Text
    starts_at: datetime
    ends_at: datetime
    people: int
    price: Money
    status: str
    reservation_code: str
    guest_name: str


@dataclass(frozen=True)
class AppointmentReceipt:
    """Proof of a write: what the row holds. `repeated`: it had been written before."""

    appointment: AppointmentInfo
    written_at: datetime
    repeated: bool = False


def bookable(hotel: Hotel) -> list[Service]:
    """What can be booked by appointment."""
    return [service for service in hotel.services.order_by("code") if opening.is_bookable(service)]


def slots(hotel: Hotel, service_code: str, day: date, people: int = 1) -> list[datetime]:
    """The starts of that hotel-local day that are free for so many people; aware, by the hotel's clock.

    Raises PMSRefused `not_found`, `not_bookable`, `bad_people`, `too_many`, `past_date`, `too_far`. A day
    on which it is closed has none.
    """
    service = service_of(hotel, service_code)
    check_bookable(service)
    places = seats.places_of(hotel, service)
    seats.check_people(places, people)
    if day < hotel.today():
        raise PMSRefused("past_date", f"{day} is past; today is {hotel.today()} at the hotel")
    if day > hotel.today() + opening.HORIZON:
        raise PMSRefused("too_far", f"appointments can be made {opening.HORIZON.days} days ahead")
    now = timezone.now()
    first, last = now + opening.notice(service), now + opening.HORIZON
    starts = [at for at in opening.starts(service, day, hotel.tz) if now < at and first <= at <= last]
    if not starts:
        return []
    periods = [seats.whole_period(service, at, at + opening.length(service)) for at in starts]
    uses = seats.uses_within(hotel, places, (periods[0][0], periods[-1][1]))
    return [
        at.astimezone(hotel.tz)
        for at, period in zip(starts, periods, strict=True)
        if seats.free_seats(places, people, uses, period)
    ]


def plan(hotel: Hotel, service_code: str, starts_at: datetime, people: int = 1) -> AppointmentTerms:
    """Check and price an appointment; writes nothing. `starts_at` is aware.

    Raises PMSRefused `not_found`, `not_bookable`, `bad_people`, `too_many`, `past_date`, `too_soon` (less
    than the notice), `too_far`, `closed`, `no_such_start` (open, but not on a step) or `taken`.
    """
    service = service_of(hotel, service_code)
    return planned(hotel, service, seats.places_of(hotel, service), starts_at, people)[0]


def plan_move(
    hotel: Hotel,
    code: str,
    starts_at: datetime,
    people: int | None = None,
    guest: GuestDetails | None = None,
) -> AppointmentTerms:
    """As `plan`, for an appointment that is to be at another time or for more or fewer people.

    With `guest`, only one of theirs: `not_found` otherwise. Raises PMSRefused also `nothing_to_change`
    and `not_changeable` (it is over, has begun or is cancelled).
    """
    row = row_of(hotel, code, guest)
    check_changeable(row, "not_changeable")
    people = row.people if people is None else people
    if (starts_at, people) == (row.starts_at, row.people):
        raise PMSRefused("nothing_to_change", "the appointment is at that time already")
    places = seats.places_of(hotel, row.service)
    terms, _ = planned(hotel, row.service, places, starts_at, people, without=row)
    return replace(terms, moves=row.code, moved_from=row.starts_at)


def find(hotel: Hotel, code: str) -> AppointmentInfo | None:
    """Whoever's it is; None where there is none."""
    row = rows_of(hotel).filter(code=normalise(code)).first()
    return info(row) if row else None


def appointments_of(hotel: Hotel, guest: GuestDetails) -> Sequence[AppointmentInfo]:
    """The guest's own that are not over, the soonest first, cancelled ones too."""
    rows = rows_of(hotel).filter(guest_id=guest.key, ends_at__gt=timezone.now())
    return [info(row) for row in rows.order_by("starts_at", "id")[:NEWEST]]


def of_day(hotel: Hotel, day: date) -> Sequence[AppointmentInfo]:
    """Those that start on that hotel-local day, in order, without the cancelled."""
    begin, end = (datetime.combine(day + timedelta(days=n), datetime.min.time(), hotel.tz) for n in (0, 1))
    rows = (
        rows_of(hotel)
        .filter(starts_at__gte=begin, starts_at__lt=end)
        .exclude(status=Appointment.Status.CANCELLED)
    )
    return [info(row) for row in rows.order_by("starts_at", "id")]


def info(row: Appointment) -> AppointmentInfo:
    """The row as a value."""
    return AppointmentInfo(
        code=row.code,
        service=row.service.code,
        name=row.service.name,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        people=row.people,
        price=Money(row.price, row.currency),
        status=row.status,
        reservation_code=row.reservation_code,
        guest_name=row.guest_name,
    )


def planned(
    hotel: Hotel,
    service: Service,
    places: Sequence[seats.Place],
    starts_at: datetime,
    people: int,
    *,
    without: Appointment | None = None,
) -> tuple[AppointmentTerms, list[seats.Seat]]:
    """The terms of an appointment and the seats that it would take; those of `without` count as free.

    Raises PMSRefused as `plan`, ValueError for a time without a zone.
    """
    if starts_at.tzinfo is None:
        raise ValueError("the start of an appointment needs a time zone")
    check_bookable(service)
    seats.check_people(places, people)
    start = starts_at.astimezone(UTC)
    opening.check_start(service, start, hotel.tz)
    end = start + opening.length(service)
    period = seats.whole_period(service, start, end)
    uses = seats.uses_within(hotel, places, period, without)
    chosen = seats.free_seats(places, people, uses, period)
    if chosen is None:
        raise PMSRefused("taken", "this time is taken")
    assert service.price is not None  # check_bookable has looked
    price = Money(service.price * (people if service.per_person else 1), service.currency or hotel.currency)
    return AppointmentTerms(service.code, service.name, start, end, people, price), chosen


def check_changeable(row: Appointment, code: str) -> None:
    if row.status != Appointment.Status.CONFIRMED or row.starts_at <= timezone.now():
        raise PMSRefused(code, "the appointment has begun, is over or is cancelled")


def rows_of(hotel: Hotel) -> QuerySet[Appointment]:
    return Appointment.objects.filter(hotel=hotel).select_related("service")


def row_of(hotel: Hotel, code: str, guest: GuestDetails | None = None) -> Appointment:
    """The appointment, with `guest` only if it is theirs. Raises PMSRefused `not_found`."""
    rows = rows_of(hotel).filter(code=normalise(code))
    row = (rows.filter(guest_id=guest.key) if guest else rows).first()
    if row is None:
        raise PMSRefused("not_found", "there is no such appointment")
    return row


def service_of(hotel: Hotel, code: str) -> Service:
    """Raises PMSRefused `not_found`."""
    service = Service.objects.filter(hotel=hotel, code=code).first()
    if service is None:
        raise PMSRefused("not_found", "there is no such service")
    return service


def check_bookable(service: Service) -> None:
    if not opening.is_bookable(service):
        raise PMSRefused("not_bookable", "this service is not booked by appointment here")
