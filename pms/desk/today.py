"""Who comes, who leaves and who stays on a day, and what else the day asks of the house."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import F, Q, Sum

from hotels.models import Hotel, in_language
from pms.base import Money, ReservationInfo, Stay
from pms.models import (
    Appointment,
    Mirrored,
    Payment,
    PMSLink,
    Request,
    RoomStay,
    WaitingWish,
)
from pms.records import from_json
from pms.systems import link_of

EXPECTED = ("pending", "confirmed")
UNSETTLED_DAYS = 30  # how far back we look for guests who never came or never left
MOST = 200


@dataclass(frozen=True)
class Visitor:
    """One room of a reservation on a day."""

    code: str
    name: str
    stay: Stay
    status: str
    room_type: str  # its name
    room: str  # number; empty: none assigned
    room_state: str
    guests: int
    total: Money  # of the whole reservation
    room_stay: int | None = None  # of the builtin PMS
    arrival_time: str = ""
    remarks: str = ""
    open: Money | None = None  # what is still to be paid of the whole reservation


@dataclass
class Day:
    """Hotel-local. Each list by room."""

    day: date
    arrivals: list[Visitor] = field(default_factory=list)
    departures: list[Visitor] = field(default_factory=list)
    staying: list[Visitor] = field(default_factory=list)
    unsettled: list[Visitor] = field(default_factory=list)  # should have come, or left, before
    appointments: list[Appointment] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    waiting: list[WaitingWish] = field(default_factory=list)


def of_day(hotel: Hotel, day: date, language: str = "") -> Day:
    """The day, in the same number of queries however full the house is."""
    found = Day(day)
    outside = link_of(hotel).kind != PMSLink.Kind.BUILTIN
    visitors = list(_mirrored(hotel, day, language) if outside else _builtin(hotel, day, language))
    for visitor in with_open_amounts(hotel, visitors):
        for group in _groups(found, visitor, hotel.today()):
            group.append(visitor)
    midnight, next_midnight = (
        datetime.combine(each, time(), hotel.tz) for each in (day, day + timedelta(days=1))
    )
    appointments = Appointment.objects.filter(
        hotel=hotel, starts_at__gte=midnight, starts_at__lt=next_midnight
    )
    appointments = appointments.exclude(status=Appointment.Status.CANCELLED)
    found.appointments = list(appointments.select_related("service"))
    requests = Request.objects.filter(hotel=hotel, state__in=("open", "in_progress")).select_related("guest")
    found.requests = list(requests.order_by(F("due_at").asc(nulls_last=True), "pk")[:MOST])
    waiting = WaitingWish.objects.filter(hotel=hotel, state__in=("waiting", "available"))
    found.waiting = list(waiting.filter(stay__startswith__gte=day).select_related("guest")[:MOST])
    return found


def _groups(found: Day, visitor: Visitor, today: date) -> Iterable[list[Visitor]]:
    """The lists a room belongs into; a stay of no night in between may be in two."""
    stay, day = visitor.stay, found.day
    if stay.arrival == day:
        yield found.arrivals
    if stay.departure == day and visitor.status not in EXPECTED:
        yield found.departures
    if stay.arrival < day < stay.departure and (visitor.status == "checked_in" or day > today):
        yield found.staying
    late = visitor.status in EXPECTED and stay.arrival < day
    if day == today and (late or (visitor.status == "checked_in" and stay.departure < day)):
        yield found.unsettled
    elif stay.departure == day and visitor.status in EXPECTED:
        yield found.departures


def _builtin(hotel: Hotel, day: date, language: str) -> Iterable[Visitor]:
    there = Q(
        stay__startswith__lte=day,
        stay__endswith__gte=day,
        status__in=(*EXPECTED, "checked_in", "checked_out"),
    )
    left_open = Q(
        status__in=(*EXPECTED, "checked_in"),
        stay__endswith__lt=day,
        stay__endswith__gte=day - timedelta(days=UNSETTLED_DAYS),
    )
    rows = RoomStay.objects.filter(there | left_open, hotel=hotel).defer("terms")
    rows = rows.select_related("reservation", "room_type", "use__room").order_by("use__room__number", "pk")
    for row in rows:
        booked, room = row.reservation, row.use.room if hasattr(row, "use") else None
        yield Visitor(
            code=booked.code,
            name=booked.guest_name,
            stay=Stay(row.stay.lower, row.stay.upper),
            status=row.status,
            room_type=in_language(row.room_type.name, language) or row.room_type.code,
            room=room.number if room else "",
            room_state=room.state if room else "",
            guests=row.adults + len(row.children_ages),
            total=Money(booked.total, booked.currency),
            room_stay=row.pk,
            arrival_time=booked.arrival_time,
            remarks=booked.remarks,
        )


def _mirrored(hotel: Hotel, day: date, language: str) -> Iterable[Visitor]:
    rows = Mirrored.objects.filter(hotel=hotel, stay__startswith__lte=day, stay__endswith__gte=day)
    for row in rows.exclude(status__in=("cancelled", "no_show")).order_by("code"):
        found = from_json(ReservationInfo, row.found)
        for room in found.live_rooms:
            yield Visitor(
                code=found.code,
                name=found.guest_name,
                stay=room.stay,
                status=room.status,
                room_type=in_language(dict(room.room_type.name), language) or room.room_type.code,
                room=room.room_number,
                room_state="",
                guests=room.occupancy.total,
                total=found.total,
                arrival_time=found.arrival_time,
                remarks=found.remarks,
            )


def with_open_amounts(hotel: Hotel, visitors: list[Visitor]) -> Iterable[Visitor]:
    """What is still to be paid: the reservation's total less what was paid in its currency."""
    paid = Payment.objects.filter(hotel=hotel, state="paid", reservation_code__in={v.code for v in visitors})
    sums = {
        (row["reservation_code"], row["currency"]): row["paid"]
        for row in paid.values("reservation_code", "currency").annotate(paid=Sum("amount"))
    }
    for visitor in visitors:
        already = sums.get((visitor.code, visitor.total.currency), Decimal(0))
        rest = Money(max(visitor.total.amount - already, Decimal(0)), visitor.total.currency)
        yield replace(visitor, open=rest)
