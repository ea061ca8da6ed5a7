import json
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.offline.classifier import WEIGHTS
from agents.offline.grammar import samples
from agents.offline.intent_patterns import Intent
from agents.offline.learning import fingerprint
from agents.offline.neighbours import in_spanish
from agents.offline.prediction import label
from agents.offline.understanding import understand

TODAY = date(2026, 11, 21)
FRENCH = [
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
]  # fmt: skip
PORTUGUESE = [
    "janeiro", "fevereiro", "março", "abril", "maio", "junho",
    "julho", "agosto", "setembro", "outubro", "novembro", "dezembro",
]  # fmt: skip


def read(text, **more):
    return understand(text, TODAY, **more)


def test_the_weights_are_those_of_the_sentences():
    assert json.loads(WEIGHTS.read_text(encoding="utf-8"))["sentences"] == fingerprint()


def test_every_sentence_means_an_intent_and_is_spelt_out():
    said = list(samples())

    assert {sample.meaning.partition(".")[0] for sample in said} == set(get_args(Intent))
    assert not [sample.text for sample in said if set(sample.text) & set("(){}[]|") or not sample.text]
    assert said == list(samples())  # made-up names too


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("¿les sobra algún cuartito pa este puente?", "availability"),
        ("¿tendríais sitio para una parejita en Nochevieja?", "availability"),
        ("quisiera apartar un cuarto matrimonial", "book"),
        ("¿en cuánto me dejan la noche?", "price"),
        ("necesito correr la reserva una semana", "modify_booking"),
        ("se nos dañó el viaje, hay que anular todo lo de la reserva", "cancel_booking"),
        ("no me ha llegado ningún correo de que la reserva quedó", "booking_status"),
        ("la regadera no saca agua caliente", "complaint"),
        ("porfa me suben otra cobijita", "housekeeping"),
        ("¿tienen alberquita para niños?", "pool"),
        ("¿dónde guardo la camioneta, tienen cochera?", "parking"),
        ("che, ¿a qué hora hay que desocupar la pieza?", "checkin_checkout"),
        ("¿os puedo pagar con bizum?", "payment"),
        ("comuníqueme con el encargado, si es tan amable", "human"),
        ("dejé botados los audífonos en la habitación", "lost_item"),
        ("¿hay mesa de billar?", "info_other"),
        ("¿quién ganó las elecciones?", "other"),
        ("tarifas Quillorama", "price"),
        ("fútbol en Zumbalinda", "info_other"),
        ("¿cuál es la mejor ruta a Quillorama?", "location"),
        ("how much is a used bicycle?", "other"),
        ("ainda tem um quartinho pro feriado?", "availability"),
        ("o chuveiro do quarto está pingando e não esquenta", "complaint"),
        ("vocês aceitam cachorrinho pequeno?", "pets"),
        ("dá pra pagar no pix?", "payment"),
        ("que horas começa o café da manhã?", "breakfast"),
        ("reste-t-il une petite chambre pour samedi ?", "availability"),
        ("la douche de la chambre fuit", "complaint"),
        ("où est-ce que je peux garer ma voiture ?", "parking"),
        ("à quelle heure devons-nous libérer la chambre ?", "checkin_checkout"),
        ("je voudrais annuler notre réservation", "cancel_booking"),
    ],
)
def test_wordings_of_many_countries_are_understood(text, meant):
    assert label(read(text)) == meant


@pytest.mark.parametrize(
    "text", ["la doble", "la más barata", "con vista por favor", "the second one", "Torres"]
)
def test_a_few_words_after_a_question_are_an_answer_to_it(text):
    assert read(text, expecting="choice").intent not in ("complaint", "human", "cancel", "lost_item")


def test_words_of_no_language_are_not_understood():
    assert {read(text).intent for text in ("zrtk plof", "我餓死了", "mñkjh sdkfj wert")} == {"other"}


@settings(deadline=None)  # the first text waits for the weights
@given(
    arrival=st.dates(TODAY + timedelta(1), TODAY + timedelta(300)),
    nights=st.integers(1, 20),
    french=st.booleans(),
)
def test_a_stay_in_portuguese_or_french_is_the_same_stay(arrival, nights, french):
    departure = arrival + timedelta(nights)
    if french:
        first, last = (f"{day.day} {FRENCH[day.month - 1]} {day.year}" for day in (arrival, departure))
        text = f"Bonjour, nous voudrions une chambre pour 2 personnes du {first} au {last}"
    else:
        first, last = (
            f"{day.day} de {PORTUGUESE[day.month - 1]} de {day.year}" for day in (arrival, departure)
        )
        text = f"Olá, gostaria de um quarto para 2 pessoas de {first} até {last}"

    said = read(text)

    assert (said.arrival, said.departure, said.people) == (arrival, departure, 2)


@given(st.lists(st.text(max_size=12), max_size=20), st.sampled_from(["pt", "fr", "es", ""]))
def test_no_word_is_lost_on_the_way_to_spanish(words, language):
    assert len(in_spanish(words, language)) == len(words)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    assert read(text).intents
