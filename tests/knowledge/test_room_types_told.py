"""What is written for some room types is told to guests of these, by their stays and never by their words."""

from datetime import datetime, time, timedelta

import pytest

from agents import engines, phases
from agents.base import Say, Trace
from agents.desk import RoomChoice
from agents.views import Draft
from pms.base import Occupancy
from tests.agents.talk import STAY, Talk
from tests.factories import make_guest, make_hotel, make_house, make_reservation
from tests.knowledge.test_search import take_in

pytestmark = pytest.mark.django_db(transaction=True)

TUB = (
    "# Tina\n\nLa tina de hidromasaje se enciende con el mando dorado; la llave es la 4711."
    " El repuesto cuesta 333 pesos."
)
ASKED = "Estoy en la suite STE, ¿cómo se enciende la tina de hidromasaje?"


@pytest.fixture
def talk(transactional_db) -> Talk:
    hotel = make_house(make_hotel())
    take_in(hotel, TUB, "tina.md", room_types=("STE",))
    return Talk(hotel, make_guest(hotel))


def stays(talk, room, first, last, **fields):
    today = talk.hotel.today()
    fields["guest"] = fields.get("guest", talk.guest)
    row = talk.hotel.rooms.get(number=room)
    return make_reservation(
        talk.hotel, stay=(today + timedelta(first), today + timedelta(last)), room=row, **fields
    )


def told(talk):
    return "4711" in " ".join(view.text for view in talk.desk().search_knowledge(ASKED))


def test_a_guest_of_the_suite_is_told_and_gets_the_piece_again_by_its_topic(talk):
    stays(talk, "201", -1, 2)
    desk = talk.desk()
    (view, *_) = desk.search_knowledge(ASKED)

    assert "4711" in view.text
    assert desk.facts([view.topic]) == [view]
    assert "4711" in talk.ask(ASKED)


def test_who_only_says_that_they_are_in_the_suite_is_not(talk):
    assert not told(talk)
    stays(talk, "101", -1, 2)
    assert not told(talk)
    stays(talk, "201", -1, 2, guest=make_guest(talk.hotel, name="Ana Ruiz"))
    assert not told(talk)
    assert "4711" not in talk.ask(ASKED)


def test_of_two_stays_the_one_that_matters_now_counts(talk):
    stays(talk, "101", -1, 2)
    stays(talk, "201", 20, 22)

    assert not told(talk)


def test_a_stay_that_was_cancelled_counts_for_nothing(talk):
    stays(talk, "201", 3, 5, status="cancelled")

    assert not told(talk)


def test_who_proved_a_reservation_of_the_suite_is_told(talk):
    booked = stays(talk, "201", -1, 2, guest=make_guest(talk.hotel, name="Ana Ruiz"))
    desk = talk.desk()
    assert not any("4711" in view.text for view in desk.search_knowledge(ASKED))

    desk.find_reservation(booked.code, "Ruiz")

    assert any("4711" in view.text for view in desk.search_knowledge(ASKED))


def test_who_holds_a_price_for_the_suite_is_told(talk):
    desk = talk.desk()
    desk.quote(STAY, [RoomChoice("DBL", "FLEX", Occupancy(2))])
    assert not told(talk)

    desk.quote(STAY, [RoomChoice("STE", "FLEX", Occupancy(2))])

    assert told(talk)


def test_who_moves_from_one_room_to_another_is_of_both_between_them(talk):
    stays(talk, "101", -2, 0)
    stays(talk, "201", 0, 2)
    at_13 = datetime.combine(talk.hotel.today(), time(13), tzinfo=talk.hotel.tz)
    talk.hotel.refresh_from_db()

    assert phases.phase_of(talk.hotel, talk.guest.pk, at_13) == "in_house"
    assert phases.room_types_of(talk.hotel, talk.guest.pk, at_13) == ("DBL", "STE")
    tomorrow = at_13 + timedelta(1)
    assert phases.room_types_of(talk.hotel, talk.guest.pk, tomorrow) == ("STE",)


def test_what_was_told_in_an_earlier_turn_may_be_said_again(talk):
    stays(talk, "201", -1, 2)
    earlier = talk.desk()
    (view, *_) = earlier.search_knowledge(ASKED)
    later = talk.desk()
    later.told.topic(view.topic)
    draft = Draft((Say("El repuesto cuesta 333 pesos."),), "es")

    assert not engines._judged(later, talk.briefing(), Trace(), draft)
    assert engines._judged(talk.desk(), talk.briefing(), Trace(), draft)
