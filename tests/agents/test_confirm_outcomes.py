"""What a confirmation leads to, also when the PMS has the last word."""

from datetime import date

import pytest

from pms.base import RoomWish, Stay
from pms.models import PMSLink, Rate, Request, Reservation, ReservationChange
from tests.agents.talk import Talk, booked, show_terms, shown, state_of, text_of
from tests.factories import make_guest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offered(talk):
    """Terms of a booking have been shown to the guest."""
    return show_terms(talk)


# What the PMS says at the last moment


def test_a_change_agreed_to_in_two_conversations_is_made_once_and_told_in_both(offered):
    offered.ask("sí")
    code = Reservation.objects.get().code
    other = Talk(offered.hotel, offered.guest, conversation_id=2)
    later = Stay(date(2027, 1, 12), date(2027, 1, 14))
    for one in (offered, other):
        desk = one.desk()
        shown(one, desk.propose_change(code, [RoomWish(desk.own_reservation(code).rooms[0].id, later)]))
    offered.ask("sí")

    other.says("sí")
    reply = other.answer()

    assert f"{code} ya está cambiada" in text_of(reply)
    assert reply.hand_off is None
    assert ReservationChange.objects.filter(verb="changed").count() == 1


def test_a_changed_price_is_told_and_needs_a_new_yes(offered):
    Rate.objects.filter(room_type__code="DBL", rate_plan__code="FLEX").update(price="1600.00")
    offered.taps("Confirmar")
    reply = offered.answer()

    assert booked() == 0
    assert reply.says[-1].proposal != offered.lines[0].proposal
    assert "3,200.00" in text_of(reply)

    offered.ask("sí")
    assert booked() == 1


def test_a_room_that_is_gone_is_told_with_what_is_left(offered):
    other = Talk(offered.hotel, make_guest(offered.hotel), conversation_id=3)
    for number in range(3):
        other.conversation_id = 10 + number
        other.lines.clear()
        show_terms(other).ask("sí")
    assert booked() == 3

    offered.taps("Confirmar")
    answer = text_of(offered.answer())
    assert booked() == 3
    assert "Suite" in answer


def test_an_unreachable_pms_is_told_kept_for_staff_and_not_booked_later(offered):
    PMSLink.objects.create(
        hotel=offered.hotel, kind="qloapps", url="http://127.0.0.1:9", credentials={"key": "x"}
    )
    offered.taps("Confirmar")
    reply = offered.answer()

    assert not reply.committed
    assert booked() == 0
    assert state_of(offered) == "withdrawn"
    kept = Request.objects.get(hotel=offered.hotel)
    assert (kept.department, kept.kind, kept.conversation_id) == ("reservations", "intention", 1)
    assert kept.details["stay"] == {"arrival": "2027-01-05", "departure": "2027-01-07"}
    assert "DBL FLEX" in kept.text
    assert "Anoté lo que desea" in text_of(reply)
    assert "2027" in kept.text
    assert reply.notes
    PMSLink.objects.all().delete()
    offered.taps("Confirmar")
    offered.answer()
    assert booked() == 0


# Cancelling is no easier


@pytest.fixture
def stay(offered):
    offered.ask("sí")
    return Reservation.objects.get()


def test_a_cancellation_needs_its_own_yes(offered, stay):
    offered.says("quiero cancelar")
    shown(offered, offered.desk().propose_cancellation(stay.code))
    stay.refresh_from_db()
    assert stay.status == "confirmed"

    answer = offered.ask("sí")
    stay.refresh_from_db()
    assert stay.status == "cancelled"
    assert stay.code in answer


def test_the_terms_name_everything_the_yes_stands_for(offered):
    text = offered.lines[-1].text

    for part in (
        "Habitación doble",
        "2,900.00 MXN",
        "5 de enero de 2027",
        "7 de enero de 2027",
        "2 adultos",
        "Lucía",
    ):
        assert part in text


# An old button after the reservation has become another one


def change_to_three_nights(talk, stay):
    talk.says("quiero quedarme una noche más")
    room = talk.desk().my_reservations()[0].live_rooms[0].id
    longer = RoomWish(room, stay=Stay(date(2027, 1, 5), date(2027, 1, 8)))
    shown(talk, talk.desk().propose_change(stay.code, [longer])).ask("sí")


def test_the_old_button_of_a_changed_reservation_says_what_it_is_now(offered, stay):
    first = offered.shown[0]
    change_to_three_nights(offered, stay)
    offered.says("Confirmar", kind="button", payload=first.buttons[0].id)
    answer = text_of(offered.answer())

    assert "8 de enero de 2027" in answer
    assert "7 de enero" not in answer
    assert "2,900.00" not in answer


def test_the_old_button_of_a_cancelled_reservation_says_that_it_is_cancelled(offered, stay):
    first = offered.shown[0]
    offered.says("quiero cancelar")
    shown(offered, offered.desk().propose_cancellation(stay.code)).ask("sí")
    offered.says("Confirmar", kind="button", payload=first.buttons[0].id)
    answer = text_of(offered.answer())

    assert "cancelada" in answer
    assert "confirmada" not in answer
    assert booked() == 0


def test_the_old_button_of_a_reservation_as_it_was_repeats_its_receipt(offered, stay):
    offered.says("Confirmar", kind="button", payload=offered.shown[0].buttons[0].id)

    assert f"ya está confirmada con el código {stay.code}" in text_of(offered.answer())
