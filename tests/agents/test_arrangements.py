"""Appointments, requests and the waiting list: terms, the guest's own yes, and who is told what."""

from datetime import datetime, timedelta

import pytest

from agents import concierge
from pms.base import Occupancy
from pms.errors import PMSRefused
from pms.models import Appointment, Request, WaitingWish
from tests.agents.arrange import make_massage, next_week
from tests.agents.talk import STAY, Talk, shown, text_of
from tests.factories import make_guest, make_hotel, make_house

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def massage(talk):
    return make_massage(talk.hotel)


def at(hotel, hour):
    day = next_week(hotel)
    return datetime(day.year, day.month, day.day, hour, tzinfo=hotel.tz)


def show_massage(talk, hour=17, people=2):
    talk.says("un masaje para dos")
    return shown(talk, concierge.propose_appointment(talk.desk(), "MASSAGE", at(talk.hotel, hour), people))


def booked_massage(talk, hour=17):
    show_massage(talk, hour, people=1).ask("sí")
    return Appointment.objects.get(hotel=talk.hotel)


def test_services_and_free_times_are_told_and_may_be_said(talk, massage):
    talk.says("¿qué masajes hay?")
    desk = talk.desk()

    (view,) = concierge.services(desk)
    starts = concierge.slots(desk, "MASSAGE", next_week(talk.hotel))

    assert (view.name, view.by_appointment, view.price.amount) == ("Masaje relajante", True, massage.price)
    assert starts[0] == at(talk.hotel, 10)
    assert view.price in desk.told.amounts
    assert {start.time() for start in starts} <= set(desk.told.times)


def test_the_nearest_times_are_the_nearest_ones_in_order(talk, massage):
    booked_massage(talk, 17)
    found = concierge.nearest(talk.desk(), "MASSAGE", at(talk.hotel, 17))

    assert [start.strftime("%H:%M") for start in found] == ["15:30", "16:00", "18:00"]


def test_terms_of_an_appointment_say_service_day_time_people_and_price(talk):
    make_massage(talk.hotel, places=2)
    text = show_massage(talk).lines[-1].text

    for part in ("Masaje relajante", "17:00", "18:00", "Personas: 2", "1,900.00 MXN", "Lucía Torres"):
        assert part in text
    assert str(next_week(talk.hotel).year) in text
    assert not Appointment.objects.exists()


def test_a_yes_makes_the_appointment_once(talk, massage):
    show_massage(talk, people=1)

    answer = talk.ask("sí")
    again = talk.ask("sí")

    made = Appointment.objects.get()
    assert (made.starts_at, made.guest) == (at(talk.hotel, 17), talk.guest)
    assert made.code in answer
    assert "ya está agendada" in again


def test_a_time_that_was_taken_meanwhile_is_told_with_the_nearest_free_ones(talk, massage):
    show_massage(talk, people=1)
    other = Talk(talk.hotel, make_guest(talk.hotel), conversation_id=3)
    booked_massage(other)

    answer = talk.ask("sí")

    assert "no agendé nada" in answer
    assert "16:00" in answer
    assert "18:00" in answer
    assert Appointment.objects.count() == 1


def test_moving_an_appointment_says_both_times_and_needs_a_yes(talk, massage):
    made = booked_massage(talk)
    talk.says("¿la puedo pasar a las 12?")
    shown(talk, concierge.propose_move(talk.desk(), made.code, at(talk.hotel, 12)))
    text = talk.lines[-1].text

    assert "Antes:" in text
    assert "17:00" in text
    assert "12:00" in text
    made.refresh_from_db()
    assert made.starts_at == at(talk.hotel, 17)

    assert "quedó cambiada" in talk.ask("sí")
    made.refresh_from_db()
    assert made.starts_at == at(talk.hotel, 12)


def test_cancelling_an_appointment_needs_a_yes_and_a_no_keeps_it(talk, massage):
    made = booked_massage(talk)
    for word, status in (("no", "confirmed"), ("sí", "cancelled")):
        talk.says("cancele mi masaje")
        shown(talk, concierge.propose_appointment_cancellation(talk.desk(), made.code))
        talk.ask(word)
        made.refresh_from_db()
        assert made.status == status


def test_another_guests_appointment_and_another_hotels_service_do_not_exist(talk, massage):
    made = booked_massage(talk)
    other = Talk(talk.hotel, make_guest(talk.hotel), conversation_id=3)
    elsewhere = make_house(make_hotel())
    abroad = Talk(elsewhere, make_guest(elsewhere), conversation_id=4)

    assert concierge.appointments(other.desk()) == []
    for call in (
        lambda: concierge.propose_appointment_cancellation(other.desk(), made.code),
        lambda: concierge.propose_move(other.desk(), made.code, at(talk.hotel, 12)),
        lambda: concierge.propose_appointment(abroad.desk(), "MASSAGE", at(talk.hotel, 12)),
        lambda: concierge.slots(abroad.desk(), "MASSAGE", next_week(talk.hotel)),
    ):
        with pytest.raises(PMSRefused) as refused:
            call()
        assert refused.value.code == "not_found"


# Requests


def test_a_request_is_noted_for_its_department_after_a_yes(talk):
    talk.says("¿me mandan dos toallas a la 204?")
    desk = talk.desk()
    shown(talk, concierge.propose_request(desk, "housekeeping", "towels", "Dos toallas", room_number="204"))
    text = talk.lines[-1].text
    assert "limpieza" in text
    assert "Dos toallas" in text
    assert "204" in text
    assert not Request.objects.exists()

    answer = talk.ask("sí")

    made = Request.objects.get()
    assert (made.department, made.kind, made.room_number) == ("housekeeping", "towels", "204")
    assert made.conversation_id == talk.conversation_id
    assert made.code in answer
    assert "ya está anotado" in talk.ask("sí")
    assert Request.objects.count() == 1


def test_a_no_to_a_request_notes_nothing(talk):
    talk.says("toallas")
    shown(
        talk,
        concierge.propose_request(talk.desk(), "housekeeping", "towels", "Dos toallas", room_number="204"),
    )

    assert "no pido nada" in talk.ask("no")
    assert not Request.objects.exists()


# The waiting list


def test_a_place_on_the_waiting_list_is_the_guests_and_taken_once(talk):
    talk.says("avísenme si se libera")
    for _ in range(2):
        concierge.join_waiting_list(talk.desk(), STAY, Occupancy(2), "STE")

    wish = WaitingWish.objects.get()
    assert (wish.hotel, wish.guest, wish.room_type) == (talk.hotel, talk.guest, "STE")
    assert wish.conversation_id == talk.conversation_id
    assert "5 de enero" in concierge.room_is_free(wish, "es")
    assert "January 5" in concierge.room_is_free(wish, "en")


def test_a_model_puts_a_guest_on_the_list_and_may_say_so(talk, model):
    stay = {"arrival": "2027-01-05", "departure": "2027-01-07", "adults": 2, "children_ages": []}
    model.model(
        steps=[
            {"tool": "join_waiting_list", "args": stay | {"room_type": None}},
            {"text": "Listo, quedó anotado su lugar en la lista de espera del 5 al 7 de enero de 2027."},
        ]
    )
    talk.says("Sí, por favor, avísenme si se libera algo del 5 al 7 de enero")

    assert "lista de espera" in text_of(talk.answer())
    assert WaitingWish.objects.count() == 1


def test_nothing_noted_in_an_earlier_turn_proves_a_new_note(talk, model):
    show = concierge.propose_request(talk.desk(), "housekeeping", "towels", "Dos toallas", room_number="204")
    talk.says("toallas")
    shown(talk, show).ask("sí")
    model.model(steps=[{"text": "Listo, ya avisé a mantenimiento."}, {"text": "Ya avisé a mantenimiento."}])
    talk.says("y no funciona el aire")

    assert "avisé" not in text_of(talk.answer())


def test_times_are_the_hotels_clock_whatever_zone_they_come_in(talk, massage):
    naive = at(talk.hotel, 17).replace(tzinfo=None)
    view = concierge.propose_appointment(talk.desk(), "MASSAGE", naive)

    assert "17:00" in view.text
    assert view.expires_at - talk.hotel.now() < timedelta(minutes=31)
