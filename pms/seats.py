"""Where an appointment takes place, and which seats are free: the ledger `ResourceUse`.

A service with resources is private: a party has one resource to itself (a table, a cabin, a car), the
smallest that is free and large enough, with all its seats. A service without resources is shared: each
person takes one of its `places`, beside people of other parties.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hotels.models import Hotel
from pms.errors import PMSRefused
from pms.models import Appointment, Resource, ResourceUse, Service

Period = tuple[datetime, datetime]
Seat = tuple[str, int]  # place, number from 1


@dataclass(frozen=True)
class Place:
    key: str  # resource:ID or service:ID
    seats: int
    private: bool


def places_of(hotel: Hotel, service: Service, *, lock: bool = False) -> list[Place]:
    """Where the service can be had, the smallest first; none where all its resources are out of use.

    `lock` makes other writers wait until the end of the transaction; resources come in order of pk.
    """
    rows = Resource.objects.filter(hotel=hotel, services=service).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    resources = list(rows)
    if not resources:
        return [Place(f"service:{service.pk}", service.places, private=False)]
    places = [Place(f"resource:{row.pk}", row.seats, private=True) for row in resources if row.is_active]
    return sorted(places, key=lambda place: place.seats)


def check_people(places: Sequence[Place], people: int) -> None:
    """Raises PMSRefused `bad_people`, `too_many`, `not_bookable`."""
    if people < 1:
        raise PMSRefused("bad_people", "an appointment is for one person or more")
    if not places:
        raise PMSRefused("not_bookable", "what this service needs is out of use")
    if people > (most := max(place.seats for place in places)):
        raise PMSRefused("too_many", f"at most {most} people at the same time")


def whole_period(service: Service, start: datetime, end: datetime) -> Period:
    """From preparing to tidied up."""
    before, after = timedelta(minutes=service.buffer_before), timedelta(minutes=service.buffer_after)
    return start - before, end + after


def uses_within(
    hotel: Hotel, places: Iterable[Place], period: Period, without: Appointment | None = None
) -> list[tuple[Seat, Period]]:
    """The seats that are taken at any time of the period, each with its own; not those of `without`."""
    keys = [place.key for place in places]
    rows = ResourceUse.objects.filter(hotel=hotel, place__in=keys, period__overlap=period)
    if without:
        rows = rows.exclude(appointment=without)
    return [((row.place, row.seat), (row.period.lower, row.period.upper)) for row in rows]


def free_seats(
    places: Iterable[Place], people: int, uses: Iterable[tuple[Seat, Period]], period: Period
) -> list[Seat] | None:
    """Seats of one place for all of them; None where none has enough."""
    taken = {seat for seat, (start, end) in uses if start < period[1] and period[0] < end}
    for place in places:
        seats = [(place.key, number) for number in range(1, place.seats + 1)]
        free = [seat for seat in seats if seat not in taken]
        if place.private and people <= len(seats) and not any(key == place.key for key, _ in taken):
            return seats
        if not place.private and people <= len(free):
            return free[:people]
    return None


def take(appointment: Appointment, seats: Iterable[Seat], period: Period) -> None:
    """Note the seats as taken. Raises IntegrityError where somebody was faster without our lock."""
    ResourceUse.objects.bulk_create(
        ResourceUse(hotel=appointment.hotel, appointment=appointment, place=key, seat=number, period=period)
        for key, number in seats
    )
