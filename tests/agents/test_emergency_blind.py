"""Danger in words that neither reader has learned from, and the reader that learns."""

import json
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.danger.learning import MEANINGS, fingerprint, taught
from agents.danger.reader import WEIGHTS, features, names_danger, read
from agents.emergency import by_rule, readings, spot
from agents.offline.words import fold
from tests.agents import corpora

BLIND = list(corpora.read("emergency_blind_true"))
BENIGN = list(corpora.read("emergency_blind_benign"))
LANGUAGES = ("es", "en", "pt", "fr")


def words(text):
    return frozenset(fold(text).replace("'", " ").replace(",", " ").replace("?", " ").split())


def test_the_weights_are_those_of_the_sentences():
    assert json.loads(WEIGHTS.read_text(encoding="utf-8"))["sentences"] == fingerprint()


def test_every_sentence_that_is_taught_has_a_meaning():
    said = list(taught())

    assert {sample.meaning for sample in said} == set(MEANINGS)
    assert not [sample.text for sample in said if set(sample.text) & set("{}[]|") or not sample.text]


def test_no_sentence_of_the_measure_is_taught():
    lessons = {words(sample.text) for sample in taught()}
    assert [text for _, text in (*BLIND, *BENIGN) if words(text) in lessons] == []


def test_the_measure_is_large_enough():
    true = Counter(head[-1] for head, _ in BLIND)
    benign = Counter(head[-1] for head, _ in BENIGN)
    assert all(true[code] >= 15 and benign[code] >= 25 for code in LANGUAGES), (true, benign)


@pytest.mark.parametrize("code", LANGUAGES)
def test_danger_in_words_nobody_wrote_rules_for_is_found(code):
    texts = [text for head, text in BLIND if head[-1] == code]
    missed = [text for text in texts if spot(text) is None]
    ruled = sum(by_rule(text) is not None for text in texts)
    print(f"{code}: {len(texts) - len(missed)} of {len(texts)} found, {ruled} by rule")
    assert len(missed) <= len(texts) * 0.2, missed


def test_jokes_complaints_and_questions_nobody_has_read_alarm_nobody():
    alarmed = [text for _, text in BENIGN if spot(text)]
    ruled = sum(by_rule(text) is not None for _, text in BENIGN)
    print(f"{len(alarmed)} false alarms in {len(BENIGN)}, {ruled} by rule")
    assert len(alarmed) <= len(BENIGN) * 0.1, alarmed


@pytest.mark.parametrize(
    "text", ["grandpa turned grey and slid off his chair", "el abuelo se puso gris y se fue de la silla"]
)
def test_what_no_rule_was_written_for_is_found_by_the_reader(text):
    assert by_rule(text) is None
    assert spot(text)


def test_what_guests_say_on_any_day_alarms_nobody():
    said = [text for _, text in corpora.read("everyday")]
    assert len(said) >= 30
    assert [text for text in said if spot(text)] == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("my wife and i and our 5 year old son", False),
        ("my wife has smoke in her room", True),
        ("mi hijo no respira", True),
    ],
)
def test_only_what_names_danger_is_danger_to_the_reader(text, named):
    assert names_danger(text) == named


def test_danger_is_not_lost_among_many_words():
    polite = "good evening we had a lovely dinner and the children enjoyed the pool and the garden very much "
    told = "but now my wife is on the floor and she does not answer me "
    assert spot(polite * 3 + told + polite * 3)


def test_a_rule_gives_way_where_the_reader_is_sure_that_all_is_calm():
    text = "i nearly drowned in paperwork, can you resend the invoice"
    assert by_rule(text)
    assert spot(text) is None


def test_the_weights_are_read_when_the_first_message_comes():
    script = (
        "import agents.emergency as e, agents.danger.reader as r; before = r._model.cache_info().currsize;"
        "e.spot('hola'); print(before, r._model.cache_info().currsize)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["0", "1"]


@given(st.text(max_size=300))
def test_any_text_has_a_likelihood(text):
    for reading in readings(text):
        likely, kind = read(reading)
        assert 0 <= likely <= 1
        assert kind in MEANINGS
        assert abs(sum(value**2 for value in features(reading).values()) - 1) < 1e-6
