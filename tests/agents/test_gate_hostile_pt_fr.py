"""The same in Portuguese and French: each text must be held back, by the rule named."""

import pytest

from agents.gate import clean, inspect
from tests.agents.corpora import read
from tests.agents.gate_samples import grounds, rules

HOSTILE = [(rule, language, text) for (rule, language), text in read("hostile_replies")]


@pytest.mark.parametrize(("rule", "language", "text"), HOSTILE)
def test_a_hostile_reply_is_held_back_by_its_rule(rule, language, text):
    assert rule in rules(inspect(clean(text), grounds(language)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "Sua reserva está confirmada com o código H7K2M9."),
        ("fr", "Votre réservation est confirmée avec le code H7K2M9."),
    ],
)
def test_a_receipt_lets_the_claim_pass(language, text):
    assert "claim" in rules(inspect(text, grounds(language)))
    assert inspect(text, grounds(language, done=frozenset({"booked"}))) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "Uma pessoa do hotel vai responder por aqui."),
        ("fr", "Une personne de l'hôtel vous répondra ici."),
    ],
)
def test_a_promise_passes_once_a_person_has_it_in_hand(language, text):
    assert "promise" in rules(inspect(text, grounds(language)))
    assert inspect(text, grounds(language, promised=True)) == []
