"""Appointments: what is free, booking once, moving, cancelling, and whose they are."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from hotels.models import AuditEntry
from pms import agenda, appointments
from pms.agenda import AppointmentTerms
from pms.base import Money
from pms.models import Appointment, Resource, ResourceUse, Service
from pms.records import from_json, to_json
from tests.factories import make_guest, make_hotel, make_user
from tests.pms.conftest import MEXICO, code_of, details

TUESDAY = date(2026, 11, 24)


def make_service(hotel, code="MASSAGE", *, resources=(), **fields):
    defaults = {
        "name": {"es": "Masaje", "en": "Massage"},
        "price": Decimal("950.00"),
        "currency": hotel.currency,
        "minutes": 60,
        "opens": "10:00",
        "closes": "13:00",
    }
    service = Service.objects.create(hotel=hotel, code=code, **defaults | fields)
    service.resources.set(resources)
    return service


def at(hour, minute=0, day=TUESDAY):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=MEXICO)


def faces(starts):
    return [start.strftime("%H:%M") for start in starts]


def book(hotel, guest, start, people=1, code="MASSAGE", key=None):
    terms = agenda.plan(hotel, code, start, people)
    return appointments.book(hotel, key or f"key-{Appointment.objects.count()}", terms, guest)


@pytest.fixture
def massage(hotel):
    return make_service(hotel)


def test_starts_are_on_the_steps_and_end_before_closing(hotel, massage):
    found = agenda.slots(hotel, "MASSAGE", TUESDAY)

    assert faces(found) == ["10:00", "10:30", "11:00", "11:30", "12:00"]
    assert found[0] == at(10)
    assert found[0].tzinfo == MEXICO


def test_what_is_open_until_midnight_ends_at_midnight(hotel):
    make_service(hotel, "BAR", opens="22:00", closes="24:00")

    assert faces(agenda.slots(hotel, "BAR", TUESDAY)) == ["22:00", "22:30", "23:00"]


def test_what_is_open_around_the_clock_goes_on_past_midnight_unless_the_next_day_is_closed(hotel):
    make_service(hotel, "TAXI", opens="00:00", closes="24:00", weekdays=[1, 2], minutes=45)

    assert faces(agenda.slots(hotel, "TAXI", TUESDAY))[-1] == "23:30"
    assert faces(agenda.slots(hotel, "TAXI", TUESDAY + timedelta(days=1)))[-1] == "23:00"
    assert agenda.slots(hotel, "TAXI", TUESDAY + timedelta(days=2)) == []


def test_a_taken_time_is_not_offered_and_its_buffers_neither(hotel, guest):
    make_service(hotel, buffer_before=10, buffer_after=20)
    book(hotel, guest, at(10))

    # The first ends at 11:00 and is tidied up at 11:20; who starts at 11:30 prepares from 11:20.
    assert faces(agenda.slots(hotel, "MASSAGE", TUESDAY)) == ["11:30", "12:00"]
    assert code_of(agenda.plan, hotel, "MASSAGE", at(11)) == "taken"


def test_times_before_the_notice_are_not_offered(hotel):
    make_service(hotel, notice_hours=4, closes="20:00")
    today = hotel.today()  # it is noon

    assert faces(agenda.slots(hotel, "MASSAGE", today))[0] == "16:00"
    assert code_of(agenda.plan, hotel, "MASSAGE", at(15, 30, today)) == "too_soon"
    assert code_of(agenda.plan, hotel, "MASSAGE", at(11, 0, today)) == "past_date"


def test_shared_places_are_taken_person_by_person(hotel, guest):
    make_service(hotel, places=6, per_person=True)

    first = book(hotel, guest, at(10), 4).appointment
    assert first.price == Money(Decimal("3800.00"), "MXN")
    assert faces(agenda.slots(hotel, "MASSAGE", TUESDAY, 3))[0] == "11:00"
    assert faces(agenda.slots(hotel, "MASSAGE", TUESDAY, 2))[0] == "10:00"
    book(hotel, guest, at(10), 2)
    assert code_of(agenda.plan, hotel, "MASSAGE", at(10)) == "taken"


def test_a_party_has_the_smallest_fitting_resource_to_itself(hotel, guest):
    two = Resource.objects.create(hotel=hotel, code="T1", name="Table 1", seats=2)
    four = Resource.objects.create(hotel=hotel, code="T2", name="Table 2", seats=4)
    make_service(hotel, "TABLE", resources=[two, four], places=1)

    places = []
    for _ in range(2):
        receipt = book(hotel, guest, at(10), 1, "TABLE")
        row = Appointment.objects.get(code=receipt.appointment.code)
        places.append({use.place for use in row.uses.all()})

    assert places == [{f"resource:{two.pk}"}, {f"resource:{four.pk}"}]
    assert code_of(agenda.plan, hotel, "TABLE", at(10), 1) == "taken"
    assert code_of(agenda.plan, hotel, "TABLE", at(11), 5) == "too_many"


def test_two_services_share_one_resource(hotel, guest):
    cabin = Resource.objects.create(hotel=hotel, code="CABIN")
    make_service(hotel, "FACIAL", resources=[cabin])
    make_service(hotel, resources=[cabin])
    book(hotel, guest, at(10), code="FACIAL")

    assert faces(agenda.slots(hotel, "MASSAGE", TUESDAY))[0] == "11:00"


def test_a_service_whose_resources_are_out_of_use_cannot_be_booked(hotel):
    cabin = Resource.objects.create(hotel=hotel, code="CABIN", is_active=False)
    make_service(hotel, resources=[cabin])

    assert code_of(agenda.slots, hotel, "MASSAGE", TUESDAY) == "not_bookable"


@pytest.mark.parametrize(
    "fields",
    [
        {"price": None},
        {"minutes": None},
        {"minutes": 0},
        {"opens": "", "closes": ""},
        {"opens": "9:99"},
        {"opens": "13:00", "closes": "10:00"},
        {"kind": "request"},
    ],
)
def test_a_service_of_which_something_is_unknown_cannot_be_booked(hotel, fields):
    make_service(hotel, **fields)

    assert code_of(agenda.slots, hotel, "MASSAGE", TUESDAY) == "not_bookable"
    assert code_of(agenda.plan, hotel, "MASSAGE", at(10)) == "not_bookable"
    assert agenda.bookable(hotel) == []


@pytest.mark.parametrize(
    ("start", "people", "code"),
    [
        (at(9), 1, "closed"),
        (at(12, 30), 1, "closed"),
        (at(10, 15), 1, "no_such_start"),
        (at(10), 0, "bad_people"),
        (at(10), 2, "too_many"),
        (at(10, day=date(2026, 11, 20)), 1, "past_date"),
        (at(10, day=date(2027, 11, 23)), 1, "too_far"),
        (at(10, day=date(2026, 11, 29)), 1, "closed"),  # a Sunday
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(hotel, start, people, code):
    make_service(hotel, weekdays=[0, 1, 2, 3, 4, 5])

    assert code_of(agenda.plan, hotel, "MASSAGE", start, people) == code


def test_a_time_without_a_zone_is_an_error(hotel, massage):
    with pytest.raises(ValueError, match="time zone"):
        agenda.plan(hotel, "MASSAGE", datetime(2026, 11, 24, 10))


def test_terms_survive_being_stored(hotel, massage):
    terms = agenda.plan(hotel, "MASSAGE", at(10))

    assert from_json(AppointmentTerms, to_json(terms)) == terms


def test_a_key_books_once(hotel, guest, massage):
    terms = agenda.plan(hotel, "MASSAGE", at(10))

    first = appointments.book(hotel, "k", terms, guest, reservation_code="k7 m-2qx")
    again = appointments.book(hotel, "k", terms, guest)

    assert (first.repeated, again.repeated) == (False, True)
    assert again.appointment == first.appointment == agenda.find(hotel, first.appointment.code)
    assert first.appointment.reservation_code == "K7M2QX"
    assert appointments.written(hotel, "k").appointment == first.appointment
    assert appointments.written(hotel, "other") is None
    assert ResourceUse.objects.count() == 1
    assert [entry.action for entry in AuditEntry.objects.all()] == ["appointment.booked"]


def test_another_price_than_agreed_is_refused(hotel, guest, massage):
    terms = agenda.plan(hotel, "MASSAGE", at(10))
    Service.objects.update(price=Decimal("960.00"))

    assert code_of(appointments.book, hotel, "k", terms, guest) == "price_changed"
    assert not Appointment.objects.exists()


def test_what_was_taken_meanwhile_is_refused(hotel, guest, massage):
    terms = agenda.plan(hotel, "MASSAGE", at(10))
    book(hotel, guest, at(10, 30))

    assert code_of(appointments.book, hotel, "k", terms, guest) == "taken"


def test_cancelling_frees_the_time_and_twice_is_once(hotel, guest, massage):
    code = book(hotel, guest, at(10)).appointment.code

    first, again = (appointments.cancel(hotel, code, guest) for _ in range(2))

    assert (first.repeated, again.repeated) == (False, True)
    assert again.appointment.status == "cancelled"
    assert faces(agenda.slots(hotel, "MASSAGE", TUESDAY))[0] == "10:00"
    assert AuditEntry.objects.filter(action="appointment.cancelled").count() == 1


def test_what_has_begun_is_neither_cancelled_nor_moved(hotel, guest, massage, clock):
    code = book(hotel, guest, at(10)).appointment.code
    clock(at(10))

    assert code_of(appointments.cancel, hotel, code) == "not_cancellable"
    assert code_of(agenda.plan_move, hotel, code, at(12)) == "not_changeable"


def test_an_appointment_moves_also_into_its_own_old_time(hotel, guest, massage):
    code = book(hotel, guest, at(10)).appointment.code
    terms = agenda.plan_move(hotel, code, at(10, 30), guest=guest)

    moved = appointments.move(hotel, terms, guest)
    again = appointments.move(hotel, terms, guest)

    assert (moved.repeated, again.repeated) == (False, True)
    assert moved.appointment.starts_at == at(10, 30)
    assert faces(agenda.slots(hotel, "MASSAGE", TUESDAY)) == ["11:30", "12:00"]
    assert code_of(agenda.plan_move, hotel, code, at(10, 30)) == "nothing_to_change"


def test_a_refused_move_leaves_it_where_it_was(hotel, guest, massage):
    code = book(hotel, guest, at(10)).appointment.code
    terms = agenda.plan_move(hotel, code, at(12))
    book(hotel, guest, at(12))

    assert code_of(appointments.move, hotel, terms) == "taken"
    assert agenda.find(hotel, code).starts_at == at(10)
    assert ResourceUse.objects.count() == 2


def test_a_late_move_does_not_undo_what_staff_did(hotel, guest, massage):
    code = book(hotel, guest, at(10)).appointment.code
    late = agenda.plan_move(hotel, code, at(11))
    appointments.move(hotel, agenda.plan_move(hotel, code, at(12)), actor=make_user(hotel))

    assert code_of(appointments.move, hotel, late) == "changed_meanwhile"


def test_staff_note_who_came(hotel, guest, massage, clock):
    staff = make_user(hotel)
    came, missed, gone = (book(hotel, guest, at(hour)).appointment.code for hour in (10, 11, 12))
    appointments.cancel(hotel, gone)
    clock(at(18))

    assert appointments.finish(hotel, came, "done", staff).status == "done"
    assert appointments.finish(hotel, missed, "no_show", staff).status == "no_show"
    assert code_of(appointments.finish, hotel, gone, "done", staff) == "already_cancelled"
    assert code_of(appointments.finish, hotel, came, "confirmed", staff) == "bad_status"
    assert AuditEntry.objects.get(action="appointment.no_show").actor == staff


def test_a_guest_sees_and_touches_only_their_own(hotel, guest, massage):
    other = details(make_guest(hotel))
    mine, theirs = book(hotel, guest, at(10)).appointment, book(hotel, other, at(11)).appointment

    assert agenda.appointments_of(hotel, guest) == [mine]
    assert code_of(appointments.cancel, hotel, theirs.code, guest) == "not_found"
    assert code_of(agenda.plan_move, hotel, theirs.code, at(12), guest=guest) == "not_found"
    moved = agenda.plan_move(hotel, theirs.code, at(12))
    assert code_of(appointments.move, hotel, moved, guest) == "not_found"
    assert [found.code for found in agenda.of_day(hotel, TUESDAY)] == [mine.code, theirs.code]


def test_nothing_of_another_hotel_can_be_seen_or_touched(hotel, guest, massage):
    other = make_hotel()
    stranger = details(make_guest(other))
    code = book(hotel, guest, at(10)).appointment.code
    terms = agenda.plan(hotel, "MASSAGE", at(11))

    assert code_of(agenda.slots, other, "MASSAGE", TUESDAY) == "not_found"
    assert code_of(agenda.plan, other, "MASSAGE", at(11)) == "not_found"
    assert code_of(appointments.book, other, "k", terms, stranger) == "not_found"
    assert code_of(appointments.book, hotel, "k", terms, stranger) == "not_found"
    assert code_of(appointments.cancel, other, code) == "not_found"
    assert code_of(appointments.finish, other, code, "done", "staff") == "not_found"
    assert agenda.find(other, code) is None
    assert agenda.of_day(other, TUESDAY) == []
    assert agenda.appointments_of(other, guest) == []
    assert appointments.written(other, "key-0") is None


def test_a_resource_of_another_hotel_does_not_count(hotel, massage):
    foreign = Resource.objects.create(hotel=make_hotel(), code="CABIN", seats=9)
    massage.resources.add(foreign)

    assert code_of(agenda.plan, hotel, "MASSAGE", at(10), 2) == "too_many"


def test_the_database_itself_lets_nobody_take_a_seat_twice(hotel, guest, massage):
    row = Appointment.objects.get(code=book(hotel, guest, at(10)).appointment.code)

    with pytest.raises(IntegrityError, match="no_seat_is_taken_twice"), transaction.atomic():
        ResourceUse.objects.create(
            hotel=hotel, appointment=row, place=f"service:{massage.pk}", seat=1, period=(at(10, 59), at(12))
        )


@pytest.mark.parametrize(
    ("zone", "day", "missing", "twice"),
    [
        # Clocks leap from 2:00 to 3:00, and go back from 3:00 to 2:00.
        ("Europe/Madrid", date(2027, 3, 28), ["02:00", "02:30"], []),
        ("Europe/Madrid", date(2027, 10, 31), [], ["02:00", "02:30"]),
        # In Chile it happens at midnight: 24:00 of Saturday is 1:00 of Sunday, or 23:00 again.
        ("America/Santiago", date(2027, 9, 5), ["00:00", "00:30"], []),
        ("America/Santiago", date(2027, 4, 3), [], ["23:00", "23:30"]),
    ],
)
def test_on_days_of_changing_clocks_each_face_of_the_clock_is_offered_once(
    db, clock, zone, day, missing, twice
):
    hotel = make_hotel(timezone=zone)
    make_service(hotel, "TAXI", opens="00:00", closes="24:00", minutes=30)
    clock(datetime(2027, 3, 1, tzinfo=UTC))

    found = agenda.slots(hotel, "TAXI", day)

    every = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 30)]
    assert faces(found) == [face for face in every if face not in missing]
    assert [start.fold for start in found if start.strftime("%H:%M") in twice] == [0] * len(twice)
    real = [start.astimezone(UTC) for start in found]
    assert all(later - earlier >= timedelta(minutes=30) for earlier, later in pairwise(real))


def test_an_appointment_over_a_leap_of_the_clock_has_its_full_length(db, clock):
    hotel = make_hotel(timezone="Europe/Madrid")
    make_service(hotel, "TAXI", opens="00:00", closes="24:00", minutes=90)
    clock(datetime(2027, 3, 1, tzinfo=UTC))
    start = datetime(2027, 3, 28, 1, 30, tzinfo=ZoneInfo("Europe/Madrid"))

    terms = agenda.plan(hotel, "TAXI", start)

    assert terms.ends_at - terms.starts_at == timedelta(minutes=90)
    assert terms.ends_at.astimezone(hotel.tz).strftime("%H:%M") == "04:00"


def test_looking_takes_the_same_number_of_queries_however_full_the_day_is(
    hotel, guest, massage, django_assert_num_queries
):
    book(hotel, guest, at(10))
    book(hotel, guest, at(11))

    with django_assert_num_queries(3):  # the service, its resources, the seats taken
        agenda.slots(hotel, "MASSAGE", TUESDAY)
