"""How the classifier learns: logistic regression over our own sentences, in plain Python."""

import json
import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from itertools import chain

from agents.offline.classifier import features, vocabulary_of
from agents.offline.grammar import FOLDER, LANGUAGES, MADE_UP, Sample, samples
from agents.offline.understanding import clues_of
from agents.offline.words import tokens, words

ROUNDS = 14
STEP = 1.2
SMALL = 0.3  # weights below this are dropped; found, like the step and the rounds, on texts we had not read
ADAGRAD_FLOOR = 0.1
BEYOND_DOUBT = 0.97
TODAY = date(2027, 3, 10)  # on which our sentences are said

Row = tuple[Mapping[str, float], int]


def learn() -> str:
    """The file of weights, as JSON with one feature a line."""
    said = list(samples())
    read = [words(tokens(sample.text)) for sample in said]
    common = _common(said, read)
    meanings = sorted({sample.meaning for sample in said})
    rows: list[Row] = [
        (features(spoken, clues_of(sample.text, TODAY), common), meanings.index(sample.meaning))
        for sample, spoken in zip(said, read, strict=True)
    ]
    often = Counter(chain.from_iterable(row for row, _ in rows))
    kept = {name for name, count in often.items() if count > 1 or _tells_alone(name)}
    rows = [({name: value for name, value in row.items() if name in kept}, label) for row, label in rows]
    weights = fitted(rows, len(meanings))
    return _written(meanings, common, weights)


def fingerprint() -> str:
    """Of the sentences that the weights were learned from."""
    text = "".join((FOLDER / f"{language}.txt").read_text(encoding="utf-8") for language in LANGUAGES)
    return sha256(text.encode()).hexdigest()[:16]


def _tells_alone(feature: str) -> bool:
    """Whether a feature is worth learning from one sentence: a word is, unless we made it up."""
    return feature.startswith("w ") and not MADE_UP.fullmatch(feature[2:])


def _common(said: Sequence[Sample], read: Sequence[Sequence[str]]) -> set[str]:
    """Words of at least two lines of the grammars."""
    lines: dict[str, set[str]] = {}
    for sample, spoken in zip(said, read, strict=True):
        for word in vocabulary_of(spoken):
            lines.setdefault(word, set()).add(sample.line)
    return {word for word, found in lines.items() if len(found) > 1}


def fitted(rows: list[Row], classes: int) -> dict[str, list[float]]:
    """Weights by stochastic gradient descent, each with a step of its own (AdaGrad)."""
    weights = {name: [0.0] * classes for row, _ in rows for name in row}
    seen = {name: [ADAGRAD_FLOOR] * classes for name in weights}
    dice = random.Random(7)  # the same weights every time
    known: set[int] = set()  # rows that the round before had right beyond doubt: they may rest for one
    for _ in range(ROUNDS):
        order = [at for at in range(len(rows)) if at not in known]
        dice.shuffle(order)
        known = set()
        for number in order:
            row, label = rows[number]
            scores = [0.0] * classes
            for name, value in row.items():
                scores = [score + weight * value for score, weight in zip(scores, weights[name], strict=True)]
            top = max(scores)
            odds = [math.exp(score - top) for score in scores]
            total = sum(odds)
            if odds[label] > BEYOND_DOUBT * total:
                known.add(number)
            errors = [(at, odd / total - (at == label)) for at, odd in enumerate(odds)]
            for at, error in errors:
                if abs(error) < 0.004:
                    continue
                for name, value in row.items():
                    slope = error * value
                    seen[name][at] += slope * slope
                    weights[name][at] -= STEP * slope / math.sqrt(seen[name][at])
    return weights


def _written(meanings: Sequence[str], common: set[str], weights: Mapping[str, Sequence[float]]) -> str:
    lines = []
    for name in sorted(weights):
        row = {at: round(100 * weight) for at, weight in enumerate(weights[name]) if abs(weight) >= SMALL}
        if row:
            lines.append(f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(row, separators=(',', ':'))}")
    head = {"sentences": fingerprint(), "meanings": meanings, "common": sorted(common)}
    opened = json.dumps(head, ensure_ascii=False)[:-1]
    return opened + ', "weights": {\n' + ",\n".join(lines) + "\n}}\n"
