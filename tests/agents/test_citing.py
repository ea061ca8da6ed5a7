"""What the house has in one language only, told to a guest of another."""

from dataclasses import replace

import pytest

from agents import fast_lane
from agents.citing import cited, without_cited
from agents.gate import inspect
from hotels.models import HouseFact, Knowledge
from tests.agents.gate_samples import grounds
from tests.agents.talk import Talk, text_of
from tests.factories import make_guest, make_hotel, make_house

LANGUAGES = ("es", "en", "pt", "fr")
POOL = {
    "es": "La piscina está en la azotea y abre todos los días. Los niños nadan siempre con un adulto.",
    "en": "The pool is on the roof and it is open every day. Children always swim with an adult.",
    "pt": "A piscina fica no terraço e está aberta todos os dias. As crianças nadam sempre com um adulto.",
    "fr": "La piscine est sur le toit et elle est ouverte tous les jours. Les enfants y vont avec un parent.",
}
ASKED = {
    "es": "Hola, ¿tienen piscina en el hotel?",
    "en": "Hello, do you have a pool at the hotel?",
    "pt": "Olá, vocês têm piscina no hotel?",
    "fr": "Bonjour, avez-vous une piscine à l'hôtel ?",
}
FRAMED = {
    "es": "El hotel solo tiene esto en ",
    "en": "The hotel has this in ",
    "pt": "O hotel só tem isto em ",
    "fr": "L'hôtel n'a cette information qu'en ",
}
PAIRS = [(of, to) for of in LANGUAGES for to in LANGUAGES if of != to]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("of", "to"), PAIRS)
def test_a_fact_in_another_language_is_quoted_as_such(of, to):
    hotel = make_house(make_hotel(languages=[of, *LANGUAGES]))
    HouseFact.objects.create(hotel=hotel, key="pool", answer="yes", text={of: POOL[of]})
    talk = Talk(hotel, make_guest(hotel))
    talk.says(ASKED[to])
    reply = talk.answer()

    assert reply.hand_off is None
    assert FRAMED[to] in text_of(reply)
    assert POOL[of] in text_of(reply)


@pytest.mark.django_db(transaction=True)
def test_a_passage_in_spanish_is_quoted_to_an_english_guest():
    hotel = make_house(make_hotel(languages=list(LANGUAGES)))
    text = "El temazcal es de piedra.\nLos «antiguos» están junto al lago y son para los huéspedes."
    Knowledge.objects.create(hotel=hotel, key="temazcal", title={"es": "Temazcal"}, text={"es": text})
    talk = Talk(hotel, make_guest(hotel))
    talk.says("Do you have a temazcal?")
    reply = talk.answer()

    assert "in Spanish only: «" in text_of(reply)
    assert "Los “antiguos” están junto al lago" in text_of(reply)
    assert reply.hand_off is None


@pytest.mark.django_db
def test_where_a_model_can_translate_the_rules_are_not_sure():
    hotel = make_house(make_hotel(languages=["es", "en"]))
    fact = HouseFact.objects.create(hotel=hotel, key="pool", answer="yes", text={"es": POOL["es"]})
    talk = Talk(hotel, make_guest(hotel), language="en")
    talk.says("Do you have a pool?")
    assert not fast_lane.is_certain(talk.desk(), talk.briefing())

    fact.text["en"] = POOL["en"]
    fact.save()
    assert fast_lane.is_certain(talk.desk(), talk.briefing())


def test_a_text_in_the_guests_own_language_is_told_as_it_stands():
    assert cited(POOL["en"], "en", "en") == POOL["en"]
    assert cited(POOL["en"], "es", "en") == POOL["en"]  # filed under the wrong one
    assert cited(POOL["en"], "", "es") == POOL["en"]


@pytest.mark.parametrize(("of", "to"), PAIRS)
def test_only_what_the_house_has_word_for_word_is_quoted_in_another_language(of, to):
    told = replace(grounds(to), passages=frozenset({POOL[of]}))
    framed = cited(POOL[of], of, to)

    assert not _held(framed, told)
    assert _held(framed, grounds(to))
    assert _held(POOL[of], told)
    assert _held(f"«{POOL[of]}»", told)
    assert _held(f"{framed}\n\n{POOL[of]}", told)
    other = next(POOL[each] for each in LANGUAGES if each not in (of, to))
    assert _held(framed.replace("»", f" {other}»"), told)


def test_sentences_of_two_texts_are_no_quotation():
    framed = cited("La piscina es grande. El bar es azul.", "es", "en")
    assert without_cited(framed, "en", ["La piscina es grande. No hay bar.", "El bar es azul."]) == framed
    assert without_cited(framed, "en", ["La piscina es grande. Se ve. El bar es azul."]).strip() == ""


def _held(text, told):
    return any(found.rule == "language" for found in inspect(text, told))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("asked", ["What room types are there?", "How does the suite compare to the double?"])
def test_rooms_described_in_spanish_only_are_quoted_to_an_english_guest(asked):
    hotel = make_house(make_hotel(languages=["es", "en"]))
    text = "Una habitación muy tranquila, con vista al jardín y una cama para quien quiera descansar"
    hotel.room_types.update(description={"es": text})
    talk = Talk(hotel, make_guest(hotel))
    talk.says(asked)
    reply = talk.answer()

    assert f"in Spanish only: «{text}»" in text_of(reply)
    assert reply.hand_off is None
