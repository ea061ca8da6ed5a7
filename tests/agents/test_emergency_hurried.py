"""Danger as frightened guests write it: in haste and around the matter; and what only looks like it."""

from collections import Counter

import pytest

from agents.danger.blocks import LEXICA, found_in, told
from agents.danger.reader import SENTENCES
from agents.danger.rules import RULES
from agents.emergency import by_rule, spot
from tests.agents.corpora import read

HURRIED = list(read("hurried_true", SENTENCES))
BENIGN = [text for _, text in read("hurried_benign", SENTENCES)]
KINDS = ("fire", "medical", "locked_out", "threat", "self_harm")


@pytest.mark.parametrize("kind", KINDS)
def test_of_fifty_hurried_calls_at_most_one_is_missed(kind):
    texts = [text for head, text in HURRIED if head[0] == kind]
    missed = [text for text in texts if by_rule(text) is None or spot(text) is None]
    print(f"{kind}: {len(texts) - len(missed)} of {len(texts)} found")
    assert len(texts) >= 80
    assert len(missed) <= len(texts) // 50, missed


def test_the_kind_of_a_hurried_call_is_told_apart():
    wrong = [(head[0], found.kind, text) for head, text in HURRIED if (found := spot(text))]
    wrong = [one for one in wrong if one[0] != one[1]]
    assert len(wrong) <= len(HURRIED) // 50, wrong


def test_questions_complaints_and_jokes_alarm_nobody():
    alarmed = Counter({text: 1 for text in BENIGN if spot(text)})
    print(f"{len(alarmed)} false alarms in {len(BENIGN)}")
    assert len(BENIGN) >= 450
    assert len(alarmed) <= len(BENIGN) // 100, alarmed


@pytest.mark.parametrize("kind", RULES)
def test_each_rule_uses_blocks_that_every_language_has_words_for(kind):
    named = {
        block
        for rule in RULES[kind]
        for part in rule.split()
        for block in part.lstrip("-").replace("~", "|").split("|")
    }
    for code, (whole, stems) in LEXICA.items():
        had = frozenset().union(*whole.values(), *stems.values())
        assert named <= had, (code, named - had)


def test_words_that_belong_together_must_stand_near_each_other():
    near = found_in("no puedo respirar")["es"]
    far = found_in("no vino el taxi que pedimos para esta tarde y ahora quiero respirar")["es"]
    assert told(near, "medical")
    assert not told(far, "medical")


@pytest.mark.parametrize(
    "text",
    [
        "no hay humo en el pasillo",
        "there is no smoke in the hall",
        "não tem fogo no quarto",
        "pas de fumée ici",
    ],
)
def test_a_danger_that_is_denied_is_none(text):
    assert spot(text) is None


def test_what_is_denied_is_no_block_and_what_does_not_stop_is():
    assert told(found_in("sangra por la cabeza")["es"], "medical")
    assert not told(found_in("no sangra por la cabeza")["es"], "medical")
    assert told(found_in("no deja de sangrar por la cabeza")["es"], "medical")
