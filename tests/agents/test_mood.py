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
    ],
)
def test_what_asks_for_something_is_no_mere_rage(text):
    assert not mood.only_rages(text)


@pytest.mark.parametrize("name", ["messages", "emergency_hurried_benign"])
def test_everyday_messages_are_no_rage(name):
    assert [text for _, text in read(name) if mood.only_rages(text)] == []
