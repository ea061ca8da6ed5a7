import json
from decimal import Decimal

import pytest

from tests.sandbox.web_service import WebService, booking, line

REFUSED = (400, [404])


@pytest.fixture
def web(sandbox):
    return WebService(sandbox.qloapps())


def charged(web, order=1):
    return Decimal(web.order(order)["total_paid_tax_incl"])


def room(**more):
    return {"adults": 2, "total_tax": None} | more


def test_a_booking_comes_back_without_status_reference_or_total(web):
    reply = web.book(total=3900, remark="late arrival")

    assert reply.status == 200
    found = reply.json["booking"]
    assert set(found) == {
        "id",
        "id_property",
        "currency",
        "source",
        "booking_date",
        "id_language",
        "associations",
    }
    assert found["associations"]["price_details"] == {
        "total_paid": 0,
        "total_price_without_tax": 3750,
        "total_tax": 150,
    }
    assert found["associations"]["remarks"] == ["late arrival"]
    stay = found["associations"]["room_types"][0]
    assert (stay["checkin_date"], stay["number_of_rooms"]) == ("2027-03-10 00:00:00", 1)
    assert stay["rooms"][0]["unit_price_without_tax"] == 3750  # the whole stay
    assert "services" not in stay["rooms"][0]
    assert web.get("bookings/1").json == reply.json
    assert b"<cart_rules>0</cart_rules>" in web.get("bookings/1", json_out=False).body


def test_the_order_tells_state_reference_and_money(web):
    web.book(total=3900)

    order = web.order(1)

    assert (order["current_state"], order["payment_type"], order["source"]) == (1, 2, "chat:req-0001")
    assert len(order["reference"]) == 9
    assert (order["total_paid_tax_incl"], order["total_paid_real"]) == ("3900.000000", "0.000000")
    assert order["advance_paid_amount"] == "3120.000000"  # not what was paid


def test_the_room_row_tells_dates_guests_and_flags(web):
    web.book(total=3900)

    (row,) = web.room_rows(1)

    assert (row["date_from"], row["date_to"]) == ("2027-03-10 00:00:00", "2027-03-13 00:00:00")
    assert (row["check_in"], row["planned_check_out"]) == ("0000-00-00 00:00:00", "2027-03-13 11:00:00")
    assert (row["adults"], row["children"], row["child_ages"]) == (2, 1, "[7]")
    assert (row["is_refunded"], row["is_cancelled"], row["is_back_order"]) == (0, 0, 0)
    assert row["email"] == "front.desk@casamarea.example"  # the hotel's


def test_without_a_total_the_fees_are_dropped(web):
    web.book()

    assert charged(web) == 3120


def test_a_total_below_the_room_price_is_ignored(web):
    web.book(total=2000)

    assert charged(web) == 3120


def test_a_total_is_spread_over_equal_rooms_and_may_lose_a_cent(web):
    web.book(lines=[line(rooms=[room(), room(), room()])], total="10000.00")

    assert charged(web) == Decimal("9999.99")


def test_a_unit_price_is_charged_wrongly(web):
    web.book(lines=[line(rooms=[room(unit_price_without_tax=6750, total_tax=0)])])
    web.book(lines=[line(departure="2027-03-11", rooms=[room(unit_price_without_tax=900, total_tax=0)])])

    assert (charged(web, 1), charged(web, 2)) == (10125, 900)


def test_tax_zero_means_no_tax_and_a_number_that_tax(web):
    web.book(lines=[line(rooms=[room(total_tax=0)])])
    web.book(lines=[line(rooms=[room(total_tax=99)])])

    assert (charged(web, 1), charged(web, 2)) == (3000, 3099)


@pytest.mark.parametrize("wrong", [{"adults": 2}, {"adults": 2, "total_tax": None, "id_tax_rules_group": 1}])
def test_left_out_tax_or_a_tax_group_is_a_500_although_booked(web, wrong):
    reply = web.book(lines=[line(rooms=[wrong])], total=3900)

    assert (reply.status, reply.codes) == (500, [3])
    assert charged(web) == 3900
    assert len(web.shop.rooms()) == 1


@pytest.mark.parametrize(("tax", "body"), [("", b"errors"), ("<total_tax></total_tax>", b"")])
def test_xml_cannot_say_null_and_books_all_the_same(web, tax, body):
    customer = "<firstname>Ana</firstname><lastname>Ruiz</lastname><email>a@b.example</email><phone>1</phone>"
    stay = "<checkin_date>2027-03-10</checkin_date><checkout_date>2027-03-12</checkout_date>"
    rooms = f"<rooms><room><adults>2</adults>{tax}</room></rooms>"
    count = "<number_of_rooms>1</number_of_rooms>"
    kind = f"<room_type><id_room_type>1</id_room_type>{stay}{count}{rooms}</room_type>"
    inside = f"<customer_detail>{customer}</customer_detail><room_types>{kind}</room_types>"
    fields = "<id_property>1</id_property><currency>USD</currency>"
    xml = f"<qloapps><booking>{fields}<associations>{inside}</associations></booking></qloapps>"

    reply = web.call("POST", "bookings", xml)

    assert reply.status == 500
    assert body in reply.body
    assert bool(reply.body) == bool(body)
    assert len(web.shop.rooms()) == 1


def test_rooms_left_out_store_the_base_occupancy(web):
    web.book(lines=[line(rooms=[])])

    (row,) = web.room_rows(1)
    assert (row["adults"], row["children"]) == (2, 2)


def test_occupancy_and_past_dates_are_not_checked_and_a_child_needs_an_age(web):
    crowd = room(adults=9, child=2, child_ages=[1, 2])
    assert web.book(lines=[line("2001-01-01", "2001-01-02", rooms=[crowd])]).status == 200
    assert web.book(lines=[line(rooms=[room(child=3)])]).status == 200

    assert (web.room_rows(1)[0]["adults"], web.room_rows(1)[0]["children"]) == (9, 2)
    assert web.room_rows(2)[0]["children"] == 0


def test_a_room_may_be_asked_for(web):
    web.book(lines=[line(rooms=[room(id_room=4)])])

    assert web.room_rows(1)[0]["id_room"] == 4
    again, other = (
        web.book(lines=[line(rooms=[room(id_room=4)])]),
        web.book(lines=[line(rooms=[room(id_room=9)])]),
    )
    assert (again.status, other.status) == (400, 400)
    assert len(web.shop.orders()) == 1


def test_services_are_charged_and_capped(web):
    breakfast, transfer = {"id_service": 7, "quantity": 2}, {"id_service": 8, "quantity": 3}

    found = web.book(lines=[line(rooms=[room(services=[breakfast, transfer])])]).json["booking"]

    services = found["associations"]["room_types"][0]["rooms"][0]["services"]
    assert [(each["id_service"], each["quantity"]) for each in services] == [(7, 2), (8, 1)]
    assert charged(web) == 3120 + (2 * 3 * 20 + 60) * Decimal("1.04")
    assert Decimal(web.room_rows(1)[0]["total_price_tax_incl"]) == 3120  # services apart


@pytest.mark.parametrize(
    ("settings", "state", "paid"),
    [
        ({"payment_status": 3}, 1, 0),
        ({"payment_status": 1}, 2, 3900),  # although nothing was paid
        ({"booking_status": 2}, 2, 3900),
        ({"paid": 500}, 8, 500),
        ({"payment_status": 2}, 8, 0),
        ({"booking_status": 3}, 4, 0),
    ],
)
def test_states_and_what_they_book_as_paid(web, settings, state, paid):
    web.book(total=3900, **settings)

    order = web.order(1)
    assert (order["current_state"], Decimal(order["total_paid_real"])) == (state, paid)
    payments = web.rows(f"order_payments?filter[order_reference]=[{order['reference']}]&display=full")
    assert sum(Decimal(each["amount"]) for each in payments) == paid


def test_a_transaction_is_kept_of_a_part_payment_alone(web):
    for paid in (500, 3900):
        web.book(total=3900, paid=paid, payment={"transaction_id": "T-1"})

    assert [each["transaction_id"] for each in web.rows("order_payments?display=full")] == ["T-1", ""]


def test_another_currency_is_converted(web):
    web.book(lines=[line(departure="2027-03-11", rooms=[room(total_tax=0)], room_type=2)], currency="EUR")

    assert charged(web) == 1350


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"currency": "XXX"}, "Please provide valid currency."),
        ({"id_property": 5}, "Please provide a valid id_property."),
        ({"id": 7}, "id is forbidden"),
        ({"guest": {"phone": ""}}, "Please provide a valid phone number."),
        ({"guest": {"lastname": " "}}, "Please provide a valid last name."),
        ({"guest": {"city": "Port Sandbox"}}, "Invalid address provided."),
        ({"payment": {"payment_type": "cash"}}, "Invalid payment type."),
        ({"booking_status": 9}, "Invalid booking status."),
        ({"lines": []}, "Requested room(s) not available."),
        ({"lines": [line(room_type=50)]}, "Invalid room type in the request"),
        (
            {"lines": [line("2027-03-13", "2027-03-10")]},
            "Invalid check in and check out dates in the request",
        ),
        ({"lines": [line("2027-03-10", "2027-03-10")]}, "Requested room(s) not available."),
        ({"lines": [line("10/03/2027")]}, "Invalid check in date in the request"),
        ({"lines": [line(count=2)]}, "Room count does not matches"),
        ({"lines": [line(), line()]}, "Room count does not matches"),
        ({"lines": [line(rooms=[], count=6)]}, "Requested room(s) not available."),
        ({"lines": [line(rooms=[room(facilities=[{"id_facility": 1}])])]}, "Invalid request for facilities."),
    ],
)
def test_a_wrong_booking_is_a_400_with_code_404(web, wrong, words):
    reply = web.book(**wrong)

    assert (reply.status, reply.codes) == REFUSED
    assert words in reply.words
    assert web.shop.orders() == []


def test_a_minimum_stay_refuses(web):
    web.shop.house(room_type=1, min_los=4)

    assert web.book().words == "Requested room(s) not available."


@pytest.mark.parametrize(
    ("guest", "status", "start"),
    [
        ({"email": "no-address"}, 200, b"Fatal error"),
        ({"firstname": "R2-D2 4ever"}, 500, b""),
        ({"lastname": "x" * 33}, 500, b""),
        ({"phone": "call me"}, 500, b""),
    ],
)
def test_php_dies_of_a_new_guests_fields_and_books_nothing(web, guest, status, start):
    reply = web.book(guest=guest)

    assert reply.status == status
    assert reply.body.startswith(start)
    assert len(reply.body) >= len(start)
    assert bool(reply.body) == bool(start)
    assert web.shop.orders() == []


@pytest.mark.parametrize("body", ["", "{", "[]", '{"order": {}}', "<qloapps><booking>"])
def test_php_dies_of_a_body_it_cannot_read(web, body):
    reply = web.call("POST", "bookings", body)

    assert (reply.status, reply.kind.partition(";")[0], reply.body) == (500, "text/html", b"")


def test_a_known_email_renames_the_customer(web):
    web.book()
    web.book(guest={"firstname": "Berta", "email": "ANA@guests.example", "phone": "+34600000000"})

    (customer,) = web.rows("customers?display=full")
    assert (customer["firstname"], customer["phone"]) == ("Berta", "+34600000000")
    assert {order["id_customer"] for order in web.rows("orders?display=[id_customer]")} == {1}


def test_the_same_body_twice_is_two_bookings_with_one_source(web):
    web.book()
    web.book()

    assert len(web.rows("orders?filter[source]=[chat:req-0001]")) == 2
    assert web.shop.overlaps() == []


def test_a_long_source_is_cut_and_then_not_found(web):
    web.book(source="x" * 300)

    assert len(web.order(1)["source"]) == 255
    assert web.rows(f"orders?filter[source]=[{'x' * 300}]") == []


def test_remarks_lose_tags_and_four_byte_characters(web):
    web.book(remark="late <b>arrival</b> ñ 🙂")

    assert web.get("bookings/1").json["booking"]["associations"]["remarks"] == ["late arrival ñ ????"]


def test_the_list_of_bookings_looks_at_no_filter(web):
    web.book()
    web.book()

    assert web.get("bookings?filter[id]=[1]&limit=1&display=full").json == {
        "bookings": [{"id": 1}, {"id": 2}]
    }


def test_the_content_type_of_a_booking_is_not_looked_at(web):
    body = json.dumps({"booking": booking()})
    headers = {"content-type": "application/x-www-form-urlencoded"}

    assert web.call("POST", f"bookings?ws_key={web.key}", body, headers=headers).status == 200
