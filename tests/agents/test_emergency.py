"""Guests in danger: found in four languages, told what to do in fixed words, handed over at once."""

from collections import Counter
from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents import phrases
from agents.danger.reader import SENTENCES
from agents.emergency import by_rule, spot
from tests.agents.corpora import read
from tests.agents.talk import Talk, show_terms, state_of, text_of
from tests.factories import make_guest, make_hotel, make_house

EMERGENCIES = list(read("first_true", SENTENCES))
BENIGN = list(read("first_benign", SENTENCES))
LANGUAGES = ("es", "en", "pt", "fr")
KINDS = ("fire", "medical", "locked_out", "threat", "self_harm")


TOLD = {
    (kind, code): [text for head, text in EMERGENCIES if head == (kind, code)]
    for kind in KINDS
    for code in LANGUAGES
}


def house(**fields) -> Talk:
    given_ = {
        "languages": list(LANGUAGES),
        "emergency_phone": "123",
        "phone": "+57 601 555 0101",
    }
    hotel = make_house(make_hotel(**given_ | fields))
    return Talk(hotel, make_guest(hotel))


def test_the_corpora_are_large_enough_to_measure():
    per_kind = Counter(kind for (kind, _), _ in EMERGENCIES)
    assert all(per_kind[kind] >= 60 for kind in KINDS), per_kind
    assert all(len(TOLD[kind, code]) >= 15 for kind in KINDS for code in LANGUAGES)
    assert len(BENIGN) >= 250


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_hundred_emergencies_at_most_one_is_missed(kind):
    texts = [text for head, text in EMERGENCIES if head[0] == kind]
    missed = [text for text in texts if spot(text) is None]
    print(f"{kind}: {len(texts) - len(missed)} of {len(texts)} found")
    assert len(missed) <= len(texts) // 100, missed


def test_the_kind_is_told_apart():
    wrong = [(head, text) for head, text in EMERGENCIES if (found := spot(text)) and found.kind != head[0]]
    assert len(wrong) <= len(EMERGENCIES) // 50, wrong


def test_the_rules_alone_find_what_they_were_written_for():
    missed = [text for _, text in EMERGENCIES if by_rule(text) is None]
    assert len(missed) <= len(EMERGENCIES) // 100, missed


def test_what_only_sounds_like_danger_alarms_nobody():
    alarmed = [(text, found.kind) for _, text in BENIGN if (found := spot(text))]
    print(f"{len(alarmed)} false alarms in {len(BENIGN)}")
    assert len(alarmed) <= len(BENIGN) // 200, alarmed


@pytest.mark.parametrize(
    "around", ["Hola, ¿hay piscina? {} ¿Y el desayuno?", "{}\nsent from my phone", "... {} !!"]
)
def test_an_emergency_is_found_among_other_words(around):
    missed = [text for _, text in EMERGENCIES if spot(around.format(text)) is None]
    assert len(missed) <= len(EMERGENCIES) // 100, missed


def test_capitals_and_missing_accents_change_nothing():
    missed = [text for _, text in EMERGENCIES if spot(text.upper()) is None]
    assert len(missed) <= len(EMERGENCIES) // 100, missed


@pytest.mark.parametrize(
    "text", ["ambulnacia por favor", "AYUDAAAA FUEGOOO", "insendio en la cosina", "my wife is unconsious"]
)
def test_spelling_errors_of_fear_are_read(text):
    assert spot(text)


@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    spot(text)


@given(st.sampled_from([text for _, text in BENIGN]), st.sampled_from([text for _, text in BENIGN]))
def test_two_harmless_messages_are_harmless_together(one, other):
    assert spot(f"{one}\n{other}") is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_guest_in_danger_gets_the_numbers_in_their_language_and_a_person(kind, code):
    talk = house()
    talk.says(TOLD[kind, code][0])
    reply = talk.answer()

    call = phrases.say(code, "emergency_call", emergency="123")
    assert phrases.say(code, f"emergency_{kind}", call=call) in text_of(reply)
    assert "+57 601 555 0101" in text_of(reply)
    assert reply.hand_off.reason == "safety"
    assert kind.replace("_", " ") in reply.hand_off.summary
    assert reply.trace.engine == "rules"


def test_danger_goes_before_terms_that_wait_for_a_yes(talk):
    show_terms(talk)
    talk.says("sí, pero hay fuego en el pasillo")
    reply = talk.answer()

    assert reply.hand_off.reason == "safety"
    assert not reply.committed
    assert state_of(talk) == "withdrawn"


def test_danger_is_answered_with_the_model_down(talk, model):
    model.model(behaviour="L72")
    talk.says("my husband is not breathing")
    reply = talk.answer()

    assert "911" in text_of(reply)
    assert reply.trace.model_asked == ""


@pytest.mark.django_db(transaction=True)
def test_a_hotel_without_numbers_still_says_whom_to_call():
    talk = house(emergency_phone="", phone="")
    talk.says("there is a fire in the hallway")
    said = text_of(talk.answer())

    assert "Call the emergency services now." in said
    assert "phone:" not in said


@pytest.mark.django_db(transaction=True)
def test_the_answer_comes_in_english_where_the_hotel_does_not_speak_the_guest_s_language():
    talk = house(languages=["es", "en"])
    talk.language = "es"
    talk.says("mon mari ne respire plus, vite")
    reply = talk.answer()

    assert reply.language == "en"
    assert "Call 123 now." in text_of(reply)


@pytest.mark.django_db(transaction=True)
def test_who_is_shut_out_at_night_is_told_to_call_the_hotel():
    talk = house(reception_from=time(7), reception_to=time(23))
    hotel = talk.hotel
    talk.says("I'm locked out of my room")
    at_night = hotel.now().replace(hour=2, minute=0)
    said = text_of(talk.answer(now=at_night))

    assert "The reception opens at 7:00 AM" in said
    by_day = replace(talk.briefing(), now=hotel.now().replace(hour=12))
    assert hotel.reception_is_open(by_day.now)


@pytest.mark.django_db(transaction=True)
def test_a_guest_in_danger_reads_first_what_to_do():
    talk = house()
    talk.disclosed = False
    talk.says("hay un incendio en la cocina")
    said = text_of(talk.answer())

    assert said.startswith("Llame ya al 123.")
    assert "asistente virtual" in said


def test_words_for_a_guest_tired_of_life_are_gentle_and_name_a_person():
    for code, person in (
        ("es", "una persona"),
        ("en", "a person"),
        ("pt", "uma pessoa"),
        ("fr", "une personne"),
    ):
        said = phrases.say(code, "emergency_self_harm", call="")
        assert person in said
        assert not said.startswith(phrases.say(code, "emergency_call", emergency="1")[:5])
