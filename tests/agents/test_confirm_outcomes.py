"""What a confirmation leads to, also when the PMS has the last word."""

import pytest

from pms.models import PMSLink, Rate, Request, Reservation
from tests.agents.talk import Talk, booked, show_terms, shown, state_of, text_of
from tests.factories import make_guest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offered(talk):
    """Terms of a booking have been shown to the guest."""
    return show_terms(talk)


# What the PMS says at the last moment


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
