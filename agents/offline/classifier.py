"""A second opinion on what a guest wants: a linear model over words, parts of words and what the rules found.

The rules know phrases; the model has seen how people ask (`sentences/`), so that it also reads wordings that
no rule was written for. `manage.py learn_intents` writes its weights.
"""

import json
import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from agents.offline.calendar_words import MONTHS, WEEKDAYS

WEIGHTS = Path(__file__).with_name("weights.json")
RULE = 2.0  # what a rule's finding weighs beside a word
_NUMBER = re.compile(r"\d+(?:[/:.,-]\d+)*")


@dataclass(frozen=True)
class Clues:
    """What the rules found in the text."""

    intents: Sequence[str]
    topics: Sequence[str]
    tells_days: bool
    tells_people: bool


@dataclass(frozen=True)
class Model:
    meanings: Sequence[str]
    common: Collection[str]  # words of several of our sentences; any other one may be any thing
    weights: Mapping[str, Mapping[int, float]]  # of each feature for each meaning, by place in `meanings`


def features(words: Sequence[str], clues: Clues, common: Collection[str]) -> dict[str, float]:
    """The features of folded `words`, scaled to the length 1."""
    plain = [_kind(word) for word in words if word[0].isalnum() or word == "?"]
    known = ["^", *(word if word in common else "~" for word in plain), "$"]
    found = {f"w {word}": 1.0 for word in plain}
    found |= {f"b {left} {right}": 1.0 for left, right in pairwise(known)}
    for word in plain:
        edged = f"<{word}>"
        found |= {f"c {edged[at : at + 4]}": 1.0 for at in range(len(edged) - 3) if len(word) > 3}
    found[f"unknown {min(known.count('~'), 3)}"] = 1.0
    found[f"length {min(len(plain), 8)}"] = 1.0
    found |= {f"rule {intent}": RULE * 0.7 for intent in clues.intents}
    found |= {f"first {intent}": RULE for intent in clues.intents[:1]}
    found |= {f"topic {topic}": RULE for topic in clues.topics}
    found |= {"days": RULE} if clues.tells_days else {}
    found |= {"people": RULE} if clues.tells_people else {}
    length = math.sqrt(sum(value * value for value in found.values()))
    return {name: value / length for name, value in found.items()}


def classify(words: Sequence[str], clues: Clues) -> tuple[str, str, float]:
    """The likeliest intent, the topic if it is `fact`, and how sure the intent is, 0 to 1."""
    model = _model()
    scores = [0.0] * len(model.meanings)
    for name, value in features(words, clues, model.common).items():
        for at, weight in model.weights.get(name, {}).items():
            scores[at] += weight * value
    top = max(scores)
    odds = {meaning: math.exp(score - top) for meaning, score in zip(model.meanings, scores, strict=True)}
    intents: dict[str, float] = {}
    for meaning, share in odds.items():
        kind = meaning.partition(".")[0]
        intents[kind] = intents.get(kind, 0.0) + share
    intent, most = max(intents.items(), key=lambda pair: pair[1])
    topic = max(
        (meaning for meaning in odds if meaning.startswith(f"{intent}.")), key=odds.__getitem__, default=""
    )
    return intent, topic.partition(".")[2], most / sum(odds.values())


def vocabulary_of(words: Sequence[str]) -> set[str]:
    return {_kind(word) for word in words if word[0].isalnum()}


def _kind(word: str) -> str:
    if _NUMBER.fullmatch(word):
        return "#"
    return "@" if word in MONTHS or word in WEEKDAYS else word


@cache
def _model() -> Model:
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    weights = {
        name: {int(at): weight / 100 for at, weight in row.items()} for name, row in kept["weights"].items()
    }
    return Model(kept["meanings"], frozenset(kept["common"]), weights)
