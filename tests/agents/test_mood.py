"""Anger in words: what is only rage, what presses with a threat, and what still asks for something."""

import pytest

from agents import mood
from tests.agents.corpora import read


@pytest.mark.parametrize(
    "text",
    [
        "qué estupidez de servicio",
        "Vaya mierda de hotel!!",
        "what a stupid service",
        "son unos inútiles",
        "este servicio es una mierda, idiotas",
        "your staff are useless.",
        "Pinche gente",
        "que merda de atendimento",
        "quel service de merde",
        "Si no me dan una rebaja les pongo una estrella en todas partes",
        "o me bajan el precio o les dejo una mala reseña en Google",
        "voy a escribir puras reseñas negativas",
        "los voy a quemar en redes",
        "Give me a discount or I will leave you a one star review",
        "I'll post terrible reviews everywhere",
        "I am going to sue you",
        "Los voy a demandar si no me devuelven el dinero",
        "vou deixar uma avaliação negativa",
        "je vais vous mettre une étoile partout",
        "Menuda mierda de atención la suya",
        "what a useless bunch of idiots",
        "si no me hacen descuento, mañana tienen una reseña pésima",
        "prepárense para mi reseña de una estrella",
        "1 star review coming your way",
        "refund or I go to the press",
        "you'll hear from my lawyer",
        "o me dan un upgrade o los destrozo en tripadvisor",
    ],
)
def test_rage_and_threats_are_told_from_wishes(text):
    assert mood.only_rages(text)
    assert mood.sounds_angry(text)


@pytest.mark.parametrize(
    "text",
    [
        "what the hell, is there wifi in this damn place or not?",
        "dime a qué hora es el pinche desayuno",
        "qué estupidez de servicio, ¿a qué hora cierra la alberca?",
        "quiero una pinche habitación doble para mañana",
        "¿cuántas estrellas tiene el hotel?",
        "Is it a one star hotel?",
        "les voy a dejar una buena reseña",
        "where can I leave a review?",
        "¿dónde puedo dejar una mala reseña?",
        "vi una mala reseña de la alberca, ¿ya está arreglada?",
        "me da una estrella de mar del acuario para mi hija",
        "dejé mi comentario en la app",
        "el servicio es muy bueno",
        "¿me pueden dar una estrella más de categoría?",
        "I got a bad review of the restaurant, is it any good?",
        "mi abogado llega mañana, una habitación para él",
        "my lawyer will arrive at 5, please prepare the room",
        "soy de la prensa, ¿hay tarifa especial?",
        "busco hotel de una estrella barato cerca",
        "voy a ir a un juzgado mañana, ¿queda lejos del hotel?",
        "I work for the press, going to the press conference at 9",
        "qué bonito lugar, no tengo malas opiniones",
    ],
)
def test_what_asks_for_something_is_no_mere_rage(text):
    assert not mood.only_rages(text)


def test_everyday_messages_are_no_rage():
    assert [text for _, text in read("messages") if mood.only_rages(text)] == []
