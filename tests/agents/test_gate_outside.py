"""A second batch, written before the rules that it measures: what must not go out, and what must."""

from dataclasses import replace
from datetime import date, time

import pytest

from agents.gate import Grounds, clean, inspect, with_facts
from tests.agents.corpora import read

FACTS = {
    "es": (
        "Entrada desde las 15:00, salida hasta las 12:00.",
        "Se aceptan perros pequeños.",
        "Se permite fumar en la terraza.",
        "Alberca de 9 a 20 h.",
        "Recepción 24 horas.",
        "Visitas hasta las 22:00.",
        "Estacionamiento gratis para huéspedes.",
        "Salida tardía: 300 MXN.",
        "Puede pagar con PayPal o en efectivo.",
        "Escríbanos por Telegram.",
    ),
    "en": (
        "Check-in from 15:00, check-out until 12:00.",
        "Small dogs are accepted.",
        "Smoking on the terrace only.",
        "Pool, 9 am to 8 pm.",
        "Reception: 24 hours.",
        "Visitors until 10 pm.",
        "Free parking for guests.",
        "Late check-out 300 MXN.",
        "Pay with PayPal or cash.",
        "Write to us on Telegram.",
    ),
}
RECEIPTS = {"noted": "request_noted", "appointment": "appointment_made"}


def known(language: str, by: str = "bare") -> Grounds:
    """`by`: what the server knows besides the hotel's hours: nothing, its facts, a hand-off or a receipt."""
    grounds = Grounds(
        language,
        "MXN",
        date(2026, 11, 21),
        times=frozenset({time(15), time(12)}),
        check_in=time(15),
        check_out=time(12),
        codes=frozenset({"H7K2M9"}),
        dates=frozenset({date(2027, 1, 8)}),
    )
    if by == "house":
        for fact in FACTS[language]:
            grounds = with_facts(grounds, fact)
    elif by == "promised":
        grounds = replace(grounds, promised=True)
    elif by != "bare":
        grounds = replace(grounds, done=frozenset({RECEIPTS.get(by, by)}))
    return grounds


@pytest.mark.parametrize(("head", "text"), read("outside_benign"))
def test_a_good_reply_passes(head, text):
    assert inspect(clean(text), known(*head)) == []


def test_of_a_hundred_bad_replies_at_least_ninety_seven_are_held_back():
    texts = [*read("outside_hostile")]
    let_go = [text for (language,), text in texts if not inspect(clean(text), known(language))]
    assert len(texts) == 100
    assert len(let_go) <= 3, let_go
