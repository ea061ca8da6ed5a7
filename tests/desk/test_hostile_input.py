"""What hurries or hostile hands send to the pages of the house: said in words, and nothing half done."""

import pytest
from django.test import Client
from django.urls import reverse

from hotels.models import User
from pms.models import Payment, Reservation
from tests.desk.conftest import booked, days, said, url

KEY = "6f0b1c8e-0000-4000-8000-000000000001"


@pytest.mark.parametrize("page", ["chart", "today", "find", "new", "figures", "rates", "files"])
def test_a_hotel_nobody_can_have_is_not_found(hotel, page):
    operator = Client()
    operator.force_login(User.objects.create_superuser("operator@example.com", "a long enough one"))

    assert operator.get(f"{reverse(f'house:{page}')}?hotel=%00").status_code == 404


def test_a_room_nobody_can_have_does_not_stop_a_search_a_booking_or_a_move(hotel, desk):
    search = url(hotel, "new", arrival=days(3), departure=days(4), adults=2, rooms=1, room="%00")
    assert desk.get(search).status_code == 200
    offer = desk.get(f"{search}&offer=DBL|FLEX").context["taken"]

    guest = {"name": "Eva Luna", "shown": str(offer.total), "key": KEY, "room": "1\x002"}
    assert desk.post(f"{search}&offer=DBL|FLEX", guest).status_code == 302
    stay = Reservation.objects.get().room_stays.get()
    moved = desk.post(url(hotel, "move", stay.reservation.code, stay.pk), {"room": "\x00"})

    assert moved.status_code == 302
    assert stay.use.room.number


def test_another_amount_on_a_form_that_was_sent_is_not_said_to_be_recorded(hotel, desk):
    row = booked(hotel)
    paid = {"payment-amount": "10.00", "payment-method": "cash", "payment-key": KEY}
    desk.post(url(hotel, "pay", row.code), paid)

    again = desk.post(url(hotel, "pay", row.code), paid | {"payment-amount": "20.00"}, follow=True)

    assert said(again)[-1] == "This form was sent already. Open it anew."
    assert [str(payment.amount) for payment in Payment.objects.all()] == ["10.00"]
