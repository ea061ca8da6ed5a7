"""While nobody knows whether something was done, a reply says neither that it was nor that it was not."""

import pytest

from agents.gate import inspect
from tests.agents.gate_samples import grounds, rules

DENIALS = {
    "es": [
        "Su reserva no se hizo, puede estar tranquilo.",
        "No tiene ninguna reserva con nosotros.",
        "No encuentro una reserva a su nombre.",
        "No quedó reservada la habitación.",
        "No se preocupe, no se le cobrará nada.",
        "Su reserva no fue procesada.",
        "Nada quedó registrado, nada se cobró.",
    ],
    "en": [
        "Your booking was not made, don't worry.",
        "You have no reservation with us.",
        "I can't find a booking in your name.",
        "It didn't go through.",
        "You will not be charged.",
        "You won't be charged for anything.",
        "Nothing was booked.",
    ],
    "pt": ["Não tem nenhuma reserva conosco.", "A sua reserva não foi feita.", "Nada foi cobrado."],
    "fr": [
        "Vous n'avez aucune réservation chez nous.",
        "Votre réservation n'a pas été faite.",
        "Rien n'a été débité.",
    ],
}
HONEST = {
    "es": [
        "Todavía no sé si quedó hecha su reserva; le aviso en cuanto lo sepa.",
        "Su reserva aún no está confirmada.",
        "Sí, hay Wi-Fi gratis en todo el hotel.",
        "No hay ascensor en el hotel.",
    ],
    "en": [
        "I don't know yet whether your booking was made.",
        "It is not confirmed yet.",
        "There is no lift.",
    ],
    "pt": ["Ainda não sei se a reserva foi feita."],
    "fr": ["Je ne sais pas encore si votre réservation a abouti."],
}


@pytest.mark.parametrize(("language", "text"), [(code, text) for code in DENIALS for text in DENIALS[code]])
def test_a_denial_is_held_back_while_nobody_knows_and_only_then(language, text):
    assert "claim" in rules(inspect(text, grounds(language, undecided=True)))
    assert "claim" not in rules(inspect(text, grounds(language)))


@pytest.mark.parametrize(("language", "text"), [(code, text) for code in HONEST for text in HONEST[code]])
def test_that_it_is_not_known_may_be_said(language, text):
    assert "claim" not in rules(inspect(text, grounds(language, undecided=True)))
