"""The one door: who answers when, in which language, and what every answer owes the guest."""

from datetime import datetime, time, timedelta

import pytest

from agents import manners
from agents.base import Button, Say
from hotels.models import HouseFact
from pms.models import Reservation
from tests.agents.talk import Talk, show_terms, state_of, text_of
from tests.factories import make_guest, make_hotel, make_house

pytestmark = pytest.mark.django_db(transaction=True)


# A person


@pytest.mark.parametrize(
    "text",
    [
        "Quiero hablar con una persona",
        "I want to talk to a human",
        "¿Me pasa con recepción por favor?",
        "persona",
    ],
)
def test_a_wish_for_a_person_is_honoured_in_that_turn_without_a_model(talk, model, text):
    talk.says(text)
    reply = talk.answer()

    assert reply.hand_off
    assert reply.hand_off.reason == "guest_asks"
    assert text_of(reply)
    assert model.model_requests() == []


def test_a_hand_off_at_night_says_from_when_on_a_person_is_there(talk):
    talk.hotel.reception_from, talk.hotel.reception_to = time(8), time(22)
    talk.hotel.save()
    talk.says("Quiero hablar con una persona")
    night = talk.hotel.now().replace(hour=3, minute=0)
    reply = talk.answer(now=night)
    assert "08:00" in text_of(reply)

    talk.says("Quiero hablar con una persona")
    assert "08:00" not in text_of(talk.answer(now=night.replace(hour=12)))


def test_the_model_can_hand_over_but_not_word_the_summary(talk, model):
    model.model(steps=[{"tool": "hand_over", "args": {"reason": "payment"}}])
    talk.says("Me cobraron dos veces")
    reply = talk.answer()

    assert reply.hand_off.reason == "payment"
    assert "Me cobraron dos veces" in reply.hand_off.summary
    assert text_of(reply)


@pytest.mark.parametrize(
    "text", ["Hay un incendio en mi piso", "I want to kill myself", "mi esposo no respira"]
)
def test_danger_gets_the_emergency_number_and_a_person(talk, text):
    talk.says(text)
    reply = talk.answer()

    assert "911" in text_of(reply)
    assert reply.hand_off.reason == "safety"


def test_asking_for_the_emergency_exit_is_no_emergency(talk):
    talk.says("¿Dónde está la salida de emergencia?")

    assert not (reply := talk.answer()).hand_off or reply.hand_off.reason != "safety"


def test_a_hand_off_takes_open_terms_back(talk, model):
    show_terms(talk)
    talk.says("mejor quiero hablar con una persona")
    talk.answer()

    assert state_of(talk) == "withdrawn"


# Nothing to answer, nothing to read


def test_reactions_alone_get_no_answer(talk):
    talk.says("❤️", kind="reaction")

    assert talk.answer().says == ()


@pytest.mark.parametrize("kind", ["image", "audio", "unsupported", "sticker"])
def test_what_cannot_be_read_is_said_to_be_unreadable(talk, model, kind):
    talk.says("", kind=kind)

    assert text_of(talk.answer()).strip()
    assert model.model_requests() == []


# Who is speaking


def test_the_first_answer_says_that_an_ai_speaks_and_only_the_first(talk):
    talk.disclosed = False
    first = talk.ask("hola")
    second = talk.ask("hola de nuevo")

    assert "asistente virtual" in first
    assert "persona" in first
    assert "asistente virtual" not in second


def test_the_hotels_own_words_introduce_the_ai(talk):
    talk.hotel.disclosure = {"es": "Soy Conchita, una inteligencia artificial."}
    talk.hotel.save()
    talk.disclosed = False

    assert talk.ask("hola").startswith("Soy Conchita, una inteligencia artificial.")


# Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Do you have a room for two people tomorrow?", "en"),
        ("¿Tienen habitaciones para mañana?", "es"),
        ("ok", "es"),
        ("Bonjour, je voudrais une chambre pour deux personnes", "es"),
    ],
)
def test_the_answer_is_in_the_guests_language_if_the_hotel_speaks_it(talk, text, language):
    talk.says(text)

    assert talk.answer().language == language


def test_the_language_is_kept_when_a_message_does_not_tell(talk):
    talk.ask("Do you have a pool in the hotel?")
    talk.says("ok")

    assert talk.answer().language == "en"


def test_the_guest_may_switch_language(talk):
    talk.ask("Do you have a pool in the hotel?")
    talk.says("perdón, ¿me lo puede decir en español?")

    assert talk.answer().language == "es"


# Other people's data


def test_another_guests_reservation_cannot_be_cancelled_by_its_code(talk, model):
    other = Talk(talk.hotel, make_guest(talk.hotel), conversation_id=2)
    show_terms(other).ask("sí")
    code = Reservation.objects.get().code
    model.model(rules=[
        {"match": {"after_tool": "propose_cancellation"}, "steps": [{"text": "No encuentro esa reserva."}]},
        {"steps": [{"tool": "propose_cancellation", "args": {"code": code}}], "repeat": True},
    ])  # fmt: skip
    talk.says(f"Cancele la reserva {code}")
    reply = talk.answer()

    assert not any(said.proposal for said in reply.says)
    assert [step["result"] for step in reply.trace.steps if step["kind"] == "tool"] == ["not_found"]


def test_another_hotels_facts_are_not_found(talk, model):
    rival = make_house(make_hotel())
    HouseFact.objects.create(hotel=rival, key="casino", answer="yes", text={"es": "Casino secreto."})

    assert talk.desk().facts(["casino"])[0].answer == "unknown"
    assert talk.desk().search_knowledge("casino secreto") == []


def test_a_code_and_a_surname_prove_a_reservation_for_this_conversation(talk):
    other = Talk(talk.hotel, make_guest(talk.hotel), conversation_id=2)
    show_terms(other).ask("sí")
    code = Reservation.objects.get().code
    desk = talk.desk()
    desk.find_reservation(code, "Torres")

    assert desk.propose_cancellation(code).kind == "cancel"


# Shape


def test_long_texts_are_split_where_sentences_end():
    parts = manners.split("Una frase corta. " * 600, 4_096)

    assert all(len(part) <= 4_096 for part in parts)
    assert all(part.endswith(".") for part in parts)
    assert len(parts) == 3


def test_a_text_too_long_for_buttons_goes_first_and_the_buttons_follow():
    buttons = (Button("yes:x", "Confirmar esta reserva ahora"),)
    first, last = manners.fitting((Say("palabra " * 200, buttons, proposal=7),), "es")

    assert first.buttons == ()
    assert first.proposal is None
    assert last.proposal == 7
    assert len(last.text) <= 1_024
    assert len(last.buttons[0].title) <= 20


def test_short_answers_are_left_alone():
    said = (Say("Hola"),)

    assert manners.fitting(said, "es") == said


def test_turns_in_the_far_future_do_not_confuse_the_clock(talk):
    talk.says("hola")
    later = datetime(2031, 1, 1, 12, tzinfo=talk.hotel.tz) + timedelta(days=1)

    assert talk.answer(now=later).says
