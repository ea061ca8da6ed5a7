from decimal import Decimal

import pytest

from tests.sandbox.web_service import WebService, booking, line


@pytest.fixture
def web(sandbox):
    return WebService(sandbox.qloapps())


def charged(web, order=1):
    return Decimal(web.order(order)["total_paid_tax_incl"])


def room(**more):
    return {"adults": 2, "total_tax": None} | more


def fill(web, arrival, departure, *rooms):
    for each in rooms:
        web.shop.books(arrival, departure, room=each)


def test_other_dates_are_a_new_row_at_a_new_bare_price(web):
    web.book(total=3900)

    reply = web.change(1, lines=[line("2027-04-10", "2027-04-12")])

    assert reply.status == 200
    (row,) = web.room_rows(1)
    assert (row["id"], row["date_from"]) == (2, "2027-04-10 00:00:00")
    assert charged(web) == 2080


def test_a_kept_room_keeps_row_price_and_occupancy(web):
    web.book(total=3900)

    web.change(1, lines=[line(rooms=[room(adults=1)])])

    (row,) = web.room_rows(1)
    assert (row["id"], row["adults"], row["children"]) == (1, 2, 1)
    assert charged(web) == 3900


def test_a_longer_stay_takes_another_room_and_fails_in_a_full_house(web):
    web.book(total=3900)
    longer = [line(departure="2027-03-14")]

    web.change(1, lines=longer)
    assert web.room_rows(1)[0]["id_room"] == 2

    fill(web, "2027-03-10", "2027-03-15", 1, 3, 4, 5)
    reply = web.change(1, lines=[line(departure="2027-03-15")])
    assert (reply.status, reply.words) == (400, "Requested room(s) not available")
    assert web.room_rows(1)[0]["date_to"] == "2027-03-14 00:00:00"


def test_the_own_room_is_never_free_for_overlapping_nights_but_for_the_next_ones(web):
    web.book(lines=[line(rooms=[room(id_room=3)])])

    assert web.change(1, lines=[line(departure="2027-03-12", rooms=[room(id_room=3)])]).status == 400
    both = [line(rooms=[room()]), line("2027-03-13", "2027-03-14", rooms=[room(id_room=3)])]
    assert web.change(1, lines=both).status == 200
    assert [row["id_room"] for row in web.room_rows(1)] == [3, 3]
    assert web.shop.overlaps() == []


def test_fewer_rooms_keep_the_first_whatever_room_is_named(web):
    web.book(lines=[line(rooms=[room(), room(adults=1)])])

    web.change(1, lines=[line(rooms=[room(id_room=2)])])

    assert [(row["id"], row["id_room"]) for row in web.room_rows(1)] == [(1, 1)]
    assert charged(web) == 3120


def test_a_higher_total_is_spread_and_a_lower_one_is_ignored_before_an_invoice(web):
    web.book(total=3900)

    web.change(1, total=5000)
    assert charged(web) == 5000
    web.change(1, total=3900)
    assert charged(web) == 5000


def test_a_lower_total_is_a_discount_once_there_is_an_invoice(web):
    web.book(total=3900, payment_status=1)

    web.change(1, total=3200)
    assert charged(web) == 3200
    assert web.room_rows(1)[0]["total_price_tax_incl"] == "3900.000000"
    web.change(1)
    assert charged(web) == 3900


def test_services_that_are_not_repeated_are_removed(web):
    web.book(lines=[line(rooms=[room(services=[{"id_service": 8}])])])
    assert charged(web) > 3120

    web.change(1)

    assert charged(web) == 3120


def test_the_id_in_the_body_decides(web):
    web.book(source="first")
    web.book(source="second")

    web.call("PUT", "bookings/2", {"booking": booking(id=1, remark="for the first")})

    assert [order["remarks"] for order in web.shop.orders()] == [["for the first"], []]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"id": None}, "id is required with PUT requests."),
        ({"id": 99}, "Booking not found."),
        ({"lines": []}, "Rooms not found in the request."),
        ({"id_property": 2}, "Please provide a valid id_property."),
        ({"guest": {"email": "stranger@guests.example"}}, "Customer not found."),
        ({"guest": {"email": "", "id_customer": 1}}, "Customer not found."),
        ({"lines": [line(rooms=[room(id_room=9)])]}, "Invalid Id room."),
    ],
)
def test_a_wrong_change_is_refused_and_changes_nothing(sandbox, web, wrong, words):
    web.book(total=3900)
    before = web.order(1)
    sandbox.clock(advance_seconds=30)

    reply = web.call("PUT", "bookings/1", {"booking": booking(**{"id": 1, "remark": "no", **wrong})})

    assert (reply.status, reply.codes, reply.words) == (400, [404], words)
    assert web.order(1) == before


def test_left_out_tax_is_a_500_although_changed(web):
    web.book()

    reply = web.change(1, lines=[line("2027-04-10", "2027-04-12", rooms=[{"adults": 2}])])

    assert (reply.status, reply.codes) == (500, [3])
    assert web.room_rows(1)[0]["date_from"] == "2027-04-10 00:00:00"


def test_a_new_total_paid_books_the_difference_and_leaves_the_state(web):
    web.book(total=3900, paid=500)

    web.change(1, paid=800, payment={"transaction_id": "T-2"})

    payments = web.rows("order_payments?display=full")
    assert [(each["amount"], each["transaction_id"]) for each in payments] == [
        ("500.000000", ""),
        ("300.000000", ""),
    ]
    assert (web.order(1)["current_state"], web.order(1)["total_paid_real"]) == (8, "800.000000")


def test_remarks_are_added_newest_first(web):
    web.book(remark="one")

    web.change(1, remark="two")

    assert web.get("bookings/1").json["booking"]["associations"]["remarks"] == ["two", "one"]


def test_cancel_by_put_frees_the_room_and_may_be_repeated(web):
    web.book()

    for _ in range(2):
        assert web.change(1, booking_status=3).status == 200

    (row,) = web.room_rows(1)
    assert (row["is_refunded"], row["is_cancelled"], web.order(1)["current_state"]) == (1, 1, 4)
    assert web.shop.rooms() == []


def test_a_cancelled_booking_made_new_again_looks_live_without_a_room(web):
    web.book()
    web.change(1, booking_status=3)

    web.change(1, booking_status=1, payment_status=3)

    assert web.order(1)["current_state"] == 1
    assert web.room_rows(1)[0]["is_refunded"] == 1


def test_new_dates_for_a_cancelled_order_are_a_live_row_under_it(web):
    web.book()
    web.change(1, booking_status=3)

    web.change(1, lines=[line("2027-04-10", "2027-04-12")])

    assert web.order(1)["current_state"] == 4
    assert [row["arrival"] for row in web.shop.rooms()] == ["2027-04-10"]


def test_cancel_by_order_history(web):
    web.book(total=3900, payment_status=1)

    reply = web.state(1, 4)

    assert (reply.status, reply.json["order_history"]["id_order"]) == (201, "1")
    assert web.room_rows(1)[0]["is_cancelled"] == 1
    assert web.order(1)["total_paid_real"] == "3900.000000"  # the payment stays
    assert web.state(1, 4).status == 201


@pytest.mark.parametrize(("order", "state"), [(99, 4), (1, 99)])
def test_an_unknown_order_or_state_is_a_200_page(web, order, state):
    web.book()

    reply = web.state(order, state)

    assert (reply.status, reply.kind.partition(";")[0]) == (200, "text/html")
    assert reply.body == b"Invalid new order status"
    assert web.order(1)["current_state"] == 1


def test_a_deleted_order_leaves_its_room_booked(web):
    web.book()

    reply = web.call("DELETE", "orders/1")

    assert (reply.status, reply.body) == (200, b"")
    assert web.get("orders/1").status == 404
    assert [row["id_order"] for row in web.shop.rooms()] == [1]
    web.call("DELETE", "room_bookings/1")
    assert web.shop.rooms() == []
