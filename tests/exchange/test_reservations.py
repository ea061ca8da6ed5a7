"""Reservations from another PMS: what a line does, what is refused, that no room is sold twice."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotels.models import Guest
from pms import frontdesk
from pms.base import GuestDetails, Money, Occupancy, Stay
from pms.builtin import Builtin
from pms.errors import PMSRefused
from pms.exchange import importing
from pms.exchange.stays import spread
from pms.models import PMSLink, Reservation, RoomStay, RoomUse
from tests.exchange.conftest import csv_of, figures, looked, table, taken, wrong
from tests.factories import make_guest, make_hotel, make_house, make_reservation, make_user

pytestmark = pytest.mark.django_db

HEADER = "code;arrival;departure;room;room_type;rate_plan;guest;phone;email;adults;total;status"
WHEN = "2027-03-10;2027-03-12"


def line(code="", when=WHEN, room="", kind="DBL", plan="FLEX", guest="Ana Ruiz", **more):
    told = {"phone": "", "email": "", "adults": 2, "total": "", "status": ""} | more
    return ";".join([code, when, room, kind, plan, guest, *map(str, told.values())])


def overlaps() -> int:
    """Pairs of uses of one room on one night: there must never be any."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pms_roomuse a JOIN pms_roomuse b"
            " ON a.room_id = b.room_id AND a.id < b.id AND a.period && b.period"
        )
        return cursor.fetchone()[0]


def test_a_reservation_is_taken_in_at_the_total_it_was_sold_at(hotel):
    row = taken(
        hotel,
        "reservations",
        HEADER,
        line("ABC-123", room="102", total="1.000,01", phone="+52 55 5555 0100", email="Ana@Example.com"),
    )

    assert (row.state, *figures(row)) == ("done", 1, 0, 0)
    found = Builtin(hotel).reservation("ABC123")
    assert (found.status, found.total, found.guest_name) == (
        "confirmed",
        Money(Decimal("1000.01"), "MXN"),
        "Ana Ruiz",
    )
    [room] = found.rooms
    assert (room.room_number, room.room_type.code, room.rate_plan.code) == ("102", "DBL", "FLEX")
    assert room.stay == Stay(date(2027, 3, 10), date(2027, 3, 12))
    stored = Reservation.objects.get(hotel=hotel)
    assert (stored.phone, stored.email, stored.source) == ("+525555550100", "ana@example.com", "import")
    assert stored.key == f"import-{row.pk}-2"
    assert stored.history.get().verb == "imported"
    assert stored.party.get().may_change


def test_what_was_taken_in_can_be_changed_cancelled_and_checked_in(hotel, manager, clock):
    taken(hotel, "reservations", HEADER, line("OLD1", room="102", total="1000.00"))
    found = Builtin(hotel).reservation("OLD1")

    frontdesk.cancel(hotel, "OLD1", manager, found.cancellation_fee)

    assert Builtin(hotel).reservation("OLD1").status == "cancelled"
    assert not RoomUse.objects.filter(hotel=hotel).exists()


def test_without_a_total_it_costs_what_the_house_asks(hotel):
    taken(hotel, "reservations", HEADER, line("OLD1"))

    assert Builtin(hotel).reservation("OLD1").total == Money(Decimal("2900.00"), "MXN")


def test_lines_with_one_code_are_rooms_of_one_reservation(hotel):
    row = taken(
        hotel,
        "reservations",
        HEADER,
        line("GRP", total="100.00"),
        line("", guest="Eva", kind="STE"),
        line("GRP", total="200.00", status="cancelled"),
        line("GRP", total="300.00"),
    )

    assert figures(row) == (4, 0, 0)
    found = Builtin(hotel).reservation("GRP")
    assert [room.status for room in found.rooms] == ["confirmed", "cancelled", "confirmed"]
    assert found.total == Money(Decimal(400), "MXN")


def test_a_reservation_comes_with_all_its_rooms_or_none(hotel):
    row = taken(hotel, "reservations", HEADER, line("GRP"), line("GRP", adults=9), line("ONE"))

    assert wrong(row) == [(2, "", "with_line"), (3, "adults", "over_capacity")]
    assert list(Reservation.objects.filter(hotel=hotel).values_list("code", flat=True)) == ["ONE"]
    assert Guest.objects.filter(hotel=hotel).count() == 1


def test_wrong_lines_are_named(hotel):
    row = taken(
        hotel,
        "reservations",
        HEADER,
        line(when="2027-03-12;2027-03-10"),
        line(when="2027-03-12;"),
        line(when="2030-03-12;2030-03-14"),
        line(when="2027-03-12;2029-03-14"),
        line(room="999"),
        line(kind=""),
        line(kind="XXL"),
        line(plan=""),
        line(plan="WEB"),
        line(guest=""),
        line(guest="x"),
        line(phone="555"),
        line(email="nobody"),
        line(adults=0),
        line(adults="two"),
        line(adults=3),
        line(total="-1"),
        line(status="asleep"),
        line(status="checked_in"),
        line(status="no-show"),
        line(code="?!"),
        line(code="A" * 17),
        line(when="2025-03-10;2025-03-12"),
    )

    assert wrong(row) == [
        (2, "departure", "not_after"),
        (3, "departure", "needed"),
        (4, "arrival", "too_far"),
        (5, "departure", "stay_too_long"),
        (6, "room", "no_such_room"),
        (7, "room_type", "needed"),
        (8, "room_type", "no_such_type"),
        (9, "rate_plan", "needed"),
        (10, "rate_plan", "no_such_plan"),
        (11, "guest", "needed"),
        (12, "guest", "bad_guest_name"),
        (13, "phone", "bad_phone"),
        (14, "email", "bad_email"),
        (15, "adults", "no_number"),
        (16, "adults", "no_number"),
        (17, "adults", "over_capacity"),
        (18, "total", "no_amount"),
        (19, "status", "no_choice"),
        (20, "status", "not_yet"),
        (21, "status", "not_yet"),
        (22, "code", "bad_code"),
        (23, "code", "bad_code"),
        (24, "total", "no_price"),
    ]
    assert not Reservation.objects.filter(hotel=hotel).exists()


def test_a_room_that_is_taken_is_refused_and_not_swapped_for_another(hotel):
    make_reservation(hotel, room=hotel.rooms.get(number="101"), stay=(date(2027, 3, 11), date(2027, 3, 13)))

    lines = [HEADER, line(room="101"), line(room="102", guest="Eva"), line(room="102", guest="Leo")]
    row = looked(hotel, "reservations", *lines)
    assert wrong(row) == [(2, "room", "room_taken"), (4, "room", "room_taken")]

    row = taken(hotel, "reservations", *lines)
    assert wrong(row) == [(2, "room", "room_taken"), (4, "room", "room_taken")]
    assert figures(row) == (1, 0, 2)


def test_a_type_without_free_rooms_is_sold_out(hotel):
    lines = [HEADER, *(line(kind="STE", guest=name) for name in ("Ana", "Eva"))]

    assert wrong(looked(hotel, "reservations", *lines)) == [(3, "room_type", "sold_out")]
    assert wrong(taken(hotel, "reservations", *lines)) == [(3, "room_type", "sold_out")]


def test_who_has_left_early_has_no_room_from_then_on(hotel):
    gone, here = "2026-11-19;2026-11-25", "2026-11-21;2026-11-23"
    row = taken(
        hotel,
        "reservations",
        HEADER,
        line("OUT", when=gone, room="101", status="checked_out", total="100.00"),
        line("IN", when=here, room="101", status="checked_in", total="100.00"),
    )

    assert figures(row) == (2, 0, 0)
    use = RoomUse.objects.get(room_stay__reservation__code="OUT")
    assert (use.period.lower, use.period.upper) == (date(2026, 11, 19), date(2026, 11, 21))


def test_what_is_there_is_never_changed(hotel):
    make_reservation(hotel, "T77777", guest_name="Ana Ruiz")

    row = taken(hotel, "reservations", HEADER, line("T77777", total="1.00"))

    assert wrong(row) == [(2, "rate_plan", "code_taken")]
    assert Reservation.objects.get(hotel=hotel).total == Decimal("2500.00")


def test_the_same_file_twice_makes_nothing_twice(hotel):
    lines = [HEADER, line(total="500.00"), line("OLD1", total="500.00", guest="Eva")]
    assert figures(taken(hotel, "reservations", *lines)) == (2, 0, 0)

    again = taken(hotel, "reservations", *lines)

    assert wrong(again) == [(2, "guest", "twice_booked")]
    assert Reservation.objects.filter(hotel=hotel).count() == 2


def test_the_lines_of_one_reservation_have_one_guest_and_one_currency(hotel):
    header = f"{HEADER};currency"
    row = taken(
        hotel,
        "reservations",
        header,
        f"{line('A1')};",
        f"{line('A1', guest='Eva')};",
        f"{line('B1', total='1.00')};USD",
        f"{line('B1')};USD",
    )

    assert (3, "guest", "other_booker") in wrong(row)
    assert (5, "currency", "two_currencies") in wrong(row)


def test_rooms_types_and_plans_of_another_hotel_are_none(hotel):
    other = make_house(make_hotel())
    other.rooms.filter(number="101").update(number="777")
    make_reservation(other, "SAME1")

    row = taken(hotel, "reservations", HEADER, line(room="777"), line("SAME1", guest="Eva"))

    assert wrong(row) == [(2, "room", "no_such_room")]
    assert Reservation.objects.filter(hotel=hotel).get().code == "SAME1"
    assert Reservation.objects.get(hotel=other).guest_name == "Lucía Torres"


def test_a_hotel_with_an_outside_pms_takes_nothing_in(hotel):
    row = looked(hotel, "reservations", HEADER, line())
    PMSLink.objects.create(hotel=hotel, kind="qloapps", url="http://127.0.0.1:1")

    with pytest.raises(PMSRefused, match="another PMS"):
        looked(hotel, "reservations", HEADER, line())
    importing.start(hotel, row.pk, make_user(hotel, "manager"))
    assert importing.work(row.pk) is False
    row.refresh_from_db()
    assert (row.state, row.bad) == ("failed", [[0, "", "outside_pms", ""]])
    assert not Reservation.objects.filter(hotel=hotel).exists()


@given(st.decimals(0, 999_999, places=2), st.integers(1, 366))
def test_a_total_is_spread_over_its_nights_to_the_cent(total, nights):
    prices = spread(Money(total, "MXN"), nights)

    assert len(prices) == nights
    assert sum((price.amount for price in prices), Decimal(0)) == total
    assert max(prices).amount - min(prices).amount <= Decimal("0.01")


names = st.text(
    alphabet=st.characters(whitelist_categories=["L", "Nd", "Pd", "Po", "Sm"], max_codepoint=0x24F),
    min_size=3,
    max_size=20,
).filter(lambda name: any(map(str.isalpha, name)))
stays_ = st.tuples(st.integers(-60, 60), st.integers(1, 14)).map(
    lambda pair: (
        date(2026, 11, 21) + timedelta(days=pair[0]),
        date(2026, 11, 21) + timedelta(days=sum(pair)),
    )
)
booked = st.lists(
    st.tuples(
        stays_,
        names,
        st.sampled_from(["confirmed", "pending", "cancelled", "no_show", "checked_in", "checked_out"]),
        st.decimals(0, 99_999, places=2),
        st.sampled_from(["", "+525555550100"]),
        st.sampled_from(["", "18:30"]),
        names,
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(booked, st.sampled_from(";,"))
def test_reservations_that_come_back_change_nothing_and_are_the_same_elsewhere(lines, delimiter):
    hotel, other = make_house(make_hotel(), rooms=8), make_house(make_hotel(), rooms=8)
    guest = make_guest(hotel)
    for n, (stay, name, status, total, phone, time, remarks) in enumerate(lines):
        if status in ("no_show", "checked_in", "checked_out") and stay[0] > date(2026, 11, 21):
            status = "confirmed"  # noqa: PLW2901
        row = make_reservation(
            hotel,
            f"C{n}X",
            guest=guest,
            stay=stay,
            room=hotel.rooms.get(number=str(101 + n)),
            guest_name=name,
            status=status,
            total=total,
            phone=phone,
            arrival_time=time,
            remarks=remarks,
        )
        if status == "checked_out":  # as check_out leaves it
            end = min(stay[1], max(date(2026, 11, 21), stay[0] + timedelta(days=1)))
            RoomUse.objects.filter(room_stay__reservation=row).update(period=(stay[0], end))
        if status in ("cancelled", "no_show"):
            RoomStay.objects.filter(reservation=row).update(cancellation_fee=total)
    raw = table(hotel, "reservations", delimiter)
    if not lines:
        return

    back = taken(hotel, "reservations", raw=raw)
    assert (figures(back), back.bad) == ((0, 0, 0), [])
    there = taken(other, "reservations", raw=raw)
    assert (figures(there), there.bad) == ((len(lines), 0, 0), [])
    assert table(other, "reservations", delimiter) == raw == table(hotel, "reservations", delimiter)
    assert overlaps() == 0


@pytest.mark.django_db(transaction=True)
def test_files_and_guests_who_want_the_same_rooms_at_once_never_share_one():
    """Two files and three guests after the same three rooms: three get one, whoever they are."""
    hotel = make_house(make_hotel())
    people = [make_guest(hotel) for _ in range(3)]
    lines = [[HEADER, *(line(guest=f"{who} {n}") for n in range(3))] for who in ("Ana", "Eva")]
    rows = [
        importing.begin(hotel, "reservations", "f.csv", csv_of(*each), make_user(hotel)) for each in lines
    ]
    for row in rows:
        importing.work(row.pk)
        assert importing.start(hotel, row.pk, make_user(hotel))
    offer = next(
        offer
        for offer in Builtin(hotel)
        .find_offers(Stay(date(2027, 3, 10), date(2027, 3, 12)), Occupancy(2))
        .offers
        if (offer.room_type.code, offer.rate_plan.code) == ("DBL", "FLEX")
    )
    start = threading.Barrier(5)
    refused = []

    def import_file(row):
        start.wait()
        importing.work(row.pk)
        connection.close()

    def book(guest):
        start.wait()
        try:
            Builtin(hotel).book(f"key-{guest.pk}", [offer], GuestDetails(guest.pk, "Leo Paz"))
        except PMSRefused as error:
            refused.append(error.code)
        connection.close()

    threads = [threading.Thread(target=import_file, args=(row,)) for row in rows]
    threads += [threading.Thread(target=book, args=(guest,)) for guest in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    for row in rows:
        row.refresh_from_db()
    assert [row.state for row in rows] == ["done", "done"]
    bad = [entry[2] for row in rows for entry in row.bad]
    assert RoomUse.objects.filter(hotel=hotel).count() == 3
    assert len(bad) + len(refused) == 6
    assert set(bad + refused) <= {"sold_out", "taken_meanwhile"}
    assert overlaps() == 0
