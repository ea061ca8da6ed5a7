"""Rooms and rates: what a file does, and that what was taken away changes nothing when it comes back."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotels.models import AuditEntry
from pms.models import Rate, Room, RoomUse
from tests.exchange.conftest import figures, looked, table, taken, wrong
from tests.factories import make_hotel, make_house, make_reservation

pytestmark = pytest.mark.django_db

ROOMS = "number;room_type;floor;active;state"
RATES = "room_type;rate_plan;first_night;last_night;price;weekend_price"

calm = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def test_looking_a_file_through_writes_nothing(hotel):
    row = looked(hotel, "rooms", ROOMS, "101;STE;2;no;dirty", "301;DBL;3;;", "302;XXL;3;;")

    assert figures(row) == (1, 1, 1)
    assert (row.state, row.done, row.lines) == ("waiting", 3, 3)
    assert row.finished_at
    assert not hotel.rooms.filter(number="301").exists()
    assert hotel.rooms.get(number="101").room_type.code == "DBL"


def test_rooms_are_made_and_changed(hotel):
    row = taken(hotel, "rooms", ROOMS, "101;STE;2;no;dirty", "301;DBL;3;;", "102;DBL;;yes;clean")

    assert (row.state, *figures(row)) == ("done", 1, 1, 0)
    room = hotel.rooms.get(number="101")
    assert (room.room_type.code, room.floor, room.is_active, room.state) == ("STE", "2", False, "dirty")
    assert hotel.rooms.get(number="301").is_active
    assert row.text == ""
    assert AuditEntry.objects.filter(hotel=hotel, action="import.done").get().details["created"] == 1


def test_wrong_lines_are_named_and_the_others_taken_in(hotel):
    row = taken(
        hotel,
        "rooms",
        ROOMS,
        ";DBL;1;;",
        "301;XXL;1;;",
        "302;DBL;1;perhaps;",
        "303;DBL;1;;broken",
        "304;DBL;1;;",
        "304;DBL;2;;",
        "305;DBL",
        "12345678901234567;DBL;1;;",
    )

    assert figures(row) == (1, 0, 7)
    assert wrong(row) == [
        (2, "number", "needed"),
        (3, "room_type", "no_such_type"),
        (4, "active", "no_choice"),
        (5, "state", "no_choice"),
        (7, "number", "twice"),
        (8, "", "cells"),
        (9, "number", "too_long"),
    ]


def test_a_room_that_is_booked_stays_in_use(hotel):
    room = hotel.rooms.get(number="101")
    RoomUse.objects.create(
        hotel=hotel, room=room, kind="block", period=(date(2026, 12, 1), date(2026, 12, 3))
    )

    row = taken(hotel, "rooms", ROOMS, "101;DBL;;no;", "102;DBL;;no;")

    assert wrong(row) == [(2, "active", "room_is_booked")]
    assert hotel.rooms.get(number="101").is_active
    assert not hotel.rooms.get(number="102").is_active


def test_a_column_that_is_left_out_is_left_alone(hotel):
    Room.objects.filter(hotel=hotel).update(floor="4", state="dirty")

    row = taken(hotel, "rooms", "number;room_type", "101;DBL")

    assert figures(row) == (0, 0, 0)
    assert hotel.rooms.get(number="101").floor == "4"


def test_room_types_of_another_hotel_are_none(hotel):
    other = make_house(make_hotel())
    other.room_types.filter(code="DBL").update(code="TPL")

    row = taken(hotel, "rooms", ROOMS, "301;TPL;;;")

    assert wrong(row) == [(2, "room_type", "no_such_type")]


def test_rates_are_added_at_the_end_and_changed_in_place(hotel):
    known = hotel.rates.get(room_type__code="DBL", rate_plan__code="FLEX")
    row = taken(
        hotel,
        "rates",
        RATES,
        "DBL;FLEX;2026-01-01;2028-12-31;1500,00;",
        "DBL;FLEX;24/12/2026;31/12/2026;2.500,50;",
    )

    assert figures(row) == (1, 1, 0)
    known.refresh_from_db()
    assert (known.price, known.weekend_price, known.extra_adult) == (1500, None, 300)
    added = hotel.rates.order_by("position", "id").last()
    assert (added.price, added.first_night, added.currency) == (Decimal("2500.50"), date(2026, 12, 24), "MXN")


def test_wrong_rates_are_named(hotel):
    header = f"{RATES};weekdays;child_prices;min_stay;currency"
    days = "2027-01-01;2027-01-31"
    row = taken(
        hotel,
        "rates",
        header,
        f"DBL;FLEX;{days};100.00;;fri sat;5=0.00 11=150.00;2;usd",
        f"DBL;NONE;{days};100.00;;;;;",
        f"DBL;FLEX;{days};;;;;;",
        f"DBL;FLEX;{days};-1.00;;;;;",
        f"DBL;FLEX;{days};1.005;;;;;",
        "DBL;FLEX;2027-02-01;2027-01-31;1.00;;;;;",
        f"DBL;FLEX;{days};1.00;;fri fri;;;",
        f"DBL;FLEX;{days};1.00;;;18=1.00;;",
        f"DBL;FLEX;{days};1.00;;;;0;",
        f"DBL;FLEX;{days};1.00;;;;;PESOS",
        f"DBL;FLEX;{days};99999999999.00;;;;;",
    )

    assert figures(row) == (1, 0, 10)
    assert wrong(row) == [
        (3, "rate_plan", "no_such_plan"),
        (4, "price", "needed"),
        (5, "price", "no_amount"),
        (6, "price", "no_amount"),
        (7, "last_night", "ends_early"),
        (8, "weekdays", "no_weekdays"),
        (9, "child_prices", "no_child_prices"),
        (10, "min_stay", "no_number"),
        (11, "currency", "too_long"),
        (12, "price", "no_amount"),
    ]
    added = hotel.rates.order_by("position", "id").last()
    assert (added.weekdays, added.currency, added.min_stay) == ([4, 5], "USD", 2)
    assert added.child_prices == [{"to_age": 5, "price": "0.00"}, {"to_age": 11, "price": "150.00"}]


def test_of_rates_that_are_known_by_the_same_the_one_that_wins_is_changed(hotel):
    first = hotel.rates.get(room_type__code="DBL", rate_plan__code="FLEX")
    winner = Rate.objects.get(pk=first.pk)
    winner.pk, winner.position = None, 9
    winner.save()

    row = taken(hotel, "rates", RATES, "DBL;FLEX;2026-01-01;2028-12-31;1999.00;1700.00")

    assert figures(row) == (0, 1, 0)
    winner.refresh_from_db()
    first.refresh_from_db()
    assert (winner.price, first.price) == (1999, 1450)


texts = st.text(
    alphabet=st.characters(blacklist_categories=["C", "Z"], max_codepoint=0x2000), min_size=1, max_size=16
)
money = st.decimals(0, 99_999, places=2)


@calm
@given(
    st.dictionaries(texts, st.tuples(texts, st.booleans(), st.sampled_from(["clean", "dirty"]))),
    st.sampled_from(";,"),
)
def test_rooms_that_come_back_change_nothing_and_make_the_same_house_elsewhere(rooms, delimiter):
    hotel, other = make_house(make_hotel()), make_house(make_hotel(), rooms=0, suites=0)
    kind = hotel.room_types.get(code="STE")
    for number, (floor, active, state) in rooms.items():
        defaults = {"room_type": kind, "floor": floor, "is_active": active, "state": state}
        Room.objects.update_or_create(hotel=hotel, number=number, defaults=defaults)
    raw = table(hotel, "rooms", delimiter)

    assert figures(taken(hotel, "rooms", raw=raw)) == (0, 0, 0)
    assert figures(taken(other, "rooms", raw=raw)) == (hotel.rooms.count(), 0, 0)
    assert table(other, "rooms", delimiter) == raw == table(hotel, "rooms", delimiter)


rate_lines = st.lists(
    st.fixed_dictionaries(
        {
            "first_night": st.dates(date(2027, 1, 1), date(2027, 1, 3)),
            "last_night": st.dates(date(2027, 1, 3), date(2027, 1, 5)),
            "weekdays": st.lists(st.integers(0, 6), unique=True, max_size=3),
            "price": money,
            "weekend_price": st.none() | money,
            "extra_adult": money,
            "adults_included": st.integers(1, 4),
            "child_prices": st.dictionaries(st.integers(0, 17), money, max_size=3).map(
                lambda bands: [{"to_age": age, "price": str(price)} for age, price in bands.items()]
            ),
            "min_stay": st.integers(1, 30),
            "currency": st.sampled_from(["MXN", "USD"]),
            "position": st.integers(0, 3),
        }
    ),
    max_size=12,
)


@calm
@given(rate_lines, st.sampled_from(";,"))
def test_rates_that_come_back_change_nothing_and_make_the_same_prices_elsewhere(lines, delimiter):
    hotel, other = make_house(make_hotel()), make_house(make_hotel())
    Rate.objects.filter(hotel=other).delete()
    kind, plan = hotel.room_types.get(code="DBL"), hotel.rate_plans.get(code="FLEX")
    for line in lines:
        Rate.objects.create(hotel=hotel, room_type=kind, rate_plan=plan, **line)
    raw = table(hotel, "rates", delimiter)

    assert figures(taken(hotel, "rates", raw=raw)) == (0, 0, 0)
    assert figures(taken(other, "rates", raw=raw)) == (len(lines) + 3, 0, 0)
    assert table(other, "rates", delimiter) == raw == table(hotel, "rates", delimiter)


def test_a_cell_that_looks_like_a_formula_is_written_as_text(hotel):
    Room.objects.create(
        hotel=hotel, room_type=hotel.room_types.first(), number="-1", floor="=HYPERLINK(1)"[:16]
    )
    make_reservation(hotel, guest_name="@SUM(A1)", phone="+525555550100")

    rooms = list(csv.reader(io.StringIO(table(hotel, "rooms").decode("utf-8-sig")), delimiter=";"))
    stays = list(csv.DictReader(io.StringIO(table(hotel, "reservations").decode("utf-8-sig")), delimiter=";"))

    assert ["'-1", "'=HYPERLINK(1)"] in [[row[0], row[2]] for row in rooms]
    assert (stays[0]["guest"], stays[0]["phone"]) == ("'@SUM(A1)", "'+525555550100")
