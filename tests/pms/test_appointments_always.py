"""What holds for every service, day and crowd: inside opening hours, and no seat twice."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pms import agenda, appointments, opening, seats
from pms.errors import PMSRefused
from pms.models import Appointment, Resource, ResourceUse, Service
from tests.factories import make_guest, make_hotel
from tests.pms.conftest import details
from tests.pms.test_appointments import at, make_service

CHANGING = [date(2027, 3, 28), date(2027, 10, 31), date(2027, 4, 3), date(2027, 4, 4), date(2027, 9, 4)]
ZONES = ["Europe/Madrid", "America/Santiago", "America/Mexico_City", "Australia/Lord_Howe"]


def clock_face(minute):
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def services(draw):
    opens, closes = sorted(draw(st.lists(st.integers(0, 1440), min_size=2, max_size=2, unique=True)))
    return Service(
        name={},
        kind="appointment",
        price=Decimal(1),
        opens=clock_face(min(opens, 1439)),
        closes=clock_face(closes),
        minutes=draw(st.integers(1, 300)),
        step_minutes=draw(st.sampled_from([0, 7, 15, 30, 60, 90])),
        weekdays=draw(st.lists(st.integers(0, 6), unique=True)),
    )


@settings(deadline=None, max_examples=300)
@given(
    services(),
    st.sampled_from(CHANGING) | st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.sampled_from(ZONES),
)
def test_every_appointment_lies_inside_the_opening_hours(service, day, zone):
    tz = ZoneInfo(zone)
    hours = opening.hours(service)

    for start in opening.starts(service, day, tz):
        first = start.astimezone(tz)
        assert opening.is_open_on(service, first.date())
        assert (first.date(), first.fold) == (day, 0)
        assert first.hour * 60 + first.minute >= hours[0]
        # Around the clock it goes on past midnight. Where clocks go back it may show less than the
        # opening time once more: it has been open for a while then.
        length = service.minutes if hours != (0, 1440) else 1
        for minute in {*range(0, length, 15), length - 1}:
            local = (start + timedelta(minutes=minute)).astimezone(tz)
            assert local.date() == day
            assert local.hour * 60 + local.minute < hours[1]


periods = st.tuples(st.integers(0, 40), st.integers(1, 10)).map(
    lambda pair: tuple(
        datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=m) for m in (pair[0], pair[0] + pair[1])
    )
)
parties = st.lists(st.tuples(st.integers(1, 5), periods), max_size=25)
houses = st.lists(st.tuples(st.integers(1, 5), st.booleans()), min_size=1, max_size=3).map(
    lambda found: [seats.Place(f"place:{n}", size, private) for n, (size, private) in enumerate(found)]
)


@given(houses, parties)
def test_seats_that_are_given_out_never_overlap(places, wanted):
    uses = []
    for people, period in wanted:
        chosen = seats.free_seats(places, people, uses, period)
        if chosen is None:
            continue
        place = next(place for place in places if place.key == chosen[0][0])
        assert {key for key, _ in chosen} == {place.key}
        assert len(chosen) == (place.seats if place.private else people)
        assert {number for _, number in chosen} <= set(range(1, place.seats + 1))
        assert not any(
            seat in chosen and start < period[1] and period[0] < end for seat, (start, end) in uses
        )
        uses += [(seat, period) for seat in chosen]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(st.tuples(st.integers(0, 8), st.integers(1, 3), st.booleans()), max_size=12))
def test_whatever_is_booked_moved_and_cancelled_no_seat_is_taken_twice(hotel, guest, wanted):
    """The ledger holds exactly the confirmed appointments, and what is offered can be booked."""
    Appointment.objects.filter(hotel=hotel).delete()
    Service.objects.filter(hotel=hotel).delete()
    make_service(hotel, places=3, buffer_after=15, minutes=45)
    live = []
    for step, people, cancels in wanted:
        start = at(10) + timedelta(minutes=15 * step)
        if cancels and live:
            appointments.cancel(hotel, live.pop(0))
            continue
        offered = start in agenda.slots(hotel, "MASSAGE", start.date(), people)
        try:
            terms = agenda.plan(hotel, "MASSAGE", start, people)
        except PMSRefused:
            terms = None
        assert (terms is not None) == offered
        if terms:
            live.append(appointments.book(hotel, str(uuid.uuid4()), terms, guest).appointment.code)

    uses = list(ResourceUse.objects.filter(hotel=hotel).select_related("appointment"))
    assert sorted({use.appointment.code for use in uses}) == sorted(live)
    for n, use in enumerate(uses):
        for other in uses[:n]:
            same = (use.place, use.seat) == (other.place, other.seat)
            apart = use.period.upper <= other.period.lower or other.period.upper <= use.period.lower
            assert not same or apart


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("private", [False, True])
def test_of_fifty_guests_who_want_the_same_time_as_many_win_as_there_are_places(private):
    hotel = make_hotel()
    tables = (
        [Resource.objects.create(hotel=hotel, code=f"T{n}", seats=2) for n in range(3)] if private else []
    )
    make_service(hotel, places=3, resources=tables)
    terms = agenda.plan(hotel, "MASSAGE", at(10))
    guests = [details(make_guest(hotel)) for _ in range(50)]
    ready = threading.Barrier(25)

    def one(guest):
        try:
            ready.wait(60)
            return appointments.book(hotel, f"key-{guest.key}", terms, guest) and "booked"
        except PMSRefused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(25) as pool:
        results = list(pool.map(one, guests))

    assert sorted(results) == ["booked"] * 3 + ["taken"] * 47
    assert Appointment.objects.filter(hotel=hotel, status="confirmed").count() == 3


@pytest.mark.django_db(transaction=True)
def test_while_there_are_places_nobody_is_refused_however_many_come_at_once():
    hotel = make_hotel()
    make_service(hotel, places=20)
    terms = agenda.plan(hotel, "MASSAGE", at(10))
    guests = [details(make_guest(hotel)) for _ in range(20)]
    ready = threading.Barrier(20)

    def one(guest):
        try:
            ready.wait(60)
            return appointments.book(hotel, f"key-{guest.key}", terms, guest).repeated
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(one, guests)) == [False] * 20


@pytest.mark.django_db(transaction=True)
def test_one_key_sent_by_twenty_at_once_books_once():
    hotel = make_hotel()
    make_service(hotel, places=9)
    terms = agenda.plan(hotel, "MASSAGE", at(10))
    guest = details(make_guest(hotel))

    def one(_):
        try:
            return appointments.book(hotel, "same", terms, guest).repeated
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        results = list(pool.map(one, range(20)))

    assert sorted(results) == [False] + [True] * 19
    assert Appointment.objects.filter(hotel=hotel).count() == 1
