"""Amounts without a figure: "a couple of hundred", "noventa y pico". The gate holds them to a source, too."""

import pytest

from agents.gate import inspect, with_facts
from tests.agents.corpora import read
from tests.agents.gate_samples import grounds, rules

HOSTILE = [(language, text) for (_, language), text in read("vague_amounts")]
COUNTS = [(language, text) for (language,), text in read("vague_counts")]


@pytest.mark.parametrize(("language", "text"), HOSTILE)
def test_an_amount_without_figures_is_held_back(language, text):
    assert rules(inspect(text, grounds(language))) & {"amount", "number"}


@pytest.mark.parametrize(("language", "text"), COUNTS)
def test_what_is_counted_vaguely_and_is_no_money_passes(language, text):
    assert not rules(inspect(text, grounds(language))) & {"amount", "number", "percentage"}


@pytest.mark.parametrize(
    ("language", "fact", "said", "other"),
    [
        ("es", "El taxi cuesta unos cientos de pesos.", "El taxi cuesta unos cientos de pesos.", "miles"),
        (
            "en",
            "Boats cost a couple of hundred a day.",
            "A boat costs a couple of hundred a day.",
            "thousand",
        ),
        ("fr", "Le taxi coûte une vingtaine d'euros.", "Le taxi coûte une vingtaine d'euros.", "centaine"),
    ],
)
def test_the_house_may_tell_one_in_its_own_words(language, fact, said, other):
    known = with_facts(grounds(language), fact)
    heap = {"es": "cientos", "en": "hundred", "fr": "vingtaine"}[language]
    assert "amount" not in rules(inspect(said, known))
    assert "amount" in rules(inspect(said.replace(heap, other), known))
