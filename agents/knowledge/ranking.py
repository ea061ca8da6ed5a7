"""Which texts answer a question, by simple rules: the words they share, what these are about, what is asked.

Everything is in memory and nothing is learned: the rarer a word is among the candidates, the more it tells
(BM25), a title tells more than a text, and a title that asks for the same thing and no more comes first.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, TypeVar

from agents.knowledge.concepts import EMPTY, concepts_of, join_phrases, known_words, stem
from agents.offline.language import detect
from agents.offline.words import fold

K1, B = 1.2, 0.75  # as BM25 is mostly used
TITLE = 1.5  # a title's words count so often
BODY = 1.0
ALIKE = 3.0  # what the likeness of question and title adds at most
STEM_BESIDE = 0.5  # a word's own stem, when its concept says most of it
OTHER = 0.7  # words of no concept
EARLIER = 0.25  # words of the conversation, when the question has too few of its own
FEW = 2
ROOT = 5  # letters of a stem that decide, between languages
REPAIRED = 0.6  # of a word that may be another one
LONGEST_BODY = 3_000  # characters of a text that are read

# What is asked about a thing rather than the thing: tells less than a subject, but decides between two.
ASPECTS = frozenset(
    (
        "price", "hours", "value", "quality", "size", "early", "late", "daily", "rules", "booking", "variety",
        "location",
    )
)  # fmt: skip
_ASPECT = 0.6
# Subjects that stand in half of all questions about a hotel.
_PALE = {"room": 0.35, "staff": 0.6, "food": 0.7, "storage": 0.5, "office": 0.6, "stars": 0.3}

_WORD = re.compile(r"[a-z0-9][a-z0-9']*")
_SHORTEST = 2


class Candidate(Protocol):
    """What can be ranked: anything with these."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def body(self) -> str: ...


@dataclass(frozen=True)
class Text:
    """A candidate of its own."""

    id: str
    title: str
    body: str


Ranked = TypeVar("Ranked", bound=Candidate)


def rank(
    question: str,
    documents: Sequence[Candidate],
    *,
    context: Sequence[str] = (),
    language: str = "",
    house: str = "",
) -> list[str]:
    """The ids of all documents, best first. `context`: what was said before, oldest first.

    `house` is the name of the hotel: its words say nothing in questions to it.
    """
    return [
        each.id for each, _ in rerank(question, documents, context=context, language=language, house=house)
    ]


def rerank(
    question: str,
    candidates: Sequence[Ranked],
    *,
    context: Sequence[str] = (),
    language: str = "",
    house: str = "",
) -> list[tuple[Ranked, float]]:
    """The candidates with their scores, best first; equal ones keep their order. 0: nothing in common."""
    spoken = language or detect(fold(question).split(), question)
    scorer = Scorer(candidates, language=spoken, house=house)
    scored = list(zip(candidates, scorer.scores(question, context), strict=True))
    return sorted(scored, key=lambda pair: -pair[1])


class Scorer:
    """Scores of one question after the other for the same candidates."""

    def __init__(self, candidates: Sequence[Candidate], *, language: str = "", house: str = "") -> None:
        self._language = language or "en"
        self._house = house
        self._titles = [self._features(each.title) for each in candidates]
        self._bodies = [self._features(each.body[:LONGEST_BODY]) for each in candidates]
        self._lengths = [
            sum(title.values()) + sum(body.values())
            for title, body in zip(self._titles, self._bodies, strict=True)
        ]
        self._mean = sum(self._lengths) / len(self._lengths) if self._lengths else 1.0
        self._held: Counter[str] = Counter()  # in how many candidates each feature stands
        for title, body in zip(self._titles, self._bodies, strict=True):
            self._held.update(title.keys() | body.keys())

    def scores(self, question: str, context: Sequence[str] = ()) -> list[float]:
        """One score per candidate, in their order."""
        asked = self._asked(question)
        if len(asked) < FEW:
            for line in [line for line in context if not line.startswith("S:")][-1:]:
                for feature, weight in self._features(line.removeprefix("U:")).items():
                    asked.setdefault(feature, weight * EARLIER)
        return [self._score(asked, n) for n in range(len(self._titles))]

    def _score(self, asked: Mapping[str, float], n: int) -> float:
        title, body = self._titles[n], self._bodies[n]
        norm = K1 * (1 - B + B * self._lengths[n] / (self._mean or 1.0))
        score = 0.0
        for feature, weight in asked.items():
            often = TITLE * title.get(feature, 0.0) + BODY * body.get(feature, 0.0)
            if often:
                score += weight * self._rarity(feature) * often * (K1 + 1) / (often + norm)
        return score + ALIKE * self._likeness(asked, title) if score else 0.0

    def _likeness(self, asked: Mapping[str, float], title: Mapping[str, float]) -> float:
        """Cosine of question and title, 0 to 1."""
        shared = sum(
            weight * title[feature] * self._rarity(feature) ** 2
            for feature, weight in asked.items()
            if feature in title
        )
        if not shared:
            return 0.0
        return shared / (self._norm(asked) * self._norm(title))

    def _norm(self, features: Mapping[str, float]) -> float:
        return math.sqrt(sum((weight * self._rarity(feature)) ** 2 for feature, weight in features.items()))

    def _rarity(self, feature: str) -> float:
        held = self._held.get(feature, 0)
        return math.log(1 + (len(self._titles) - held + 0.5) / (held + 0.5))

    def _asked(self, question: str) -> dict[str, float]:
        """The question's features; a word nobody knows is read as the known one nearest to it."""
        read = _repaired(_words(question, self._house), self._held.keys(), self._language)
        return _weighed(read, self._language)

    def _features(self, text: str) -> Mapping[str, float]:
        return _features(text, self._language, self._house)


@lru_cache(maxsize=5_000)
def _features(text: str, language: str, house: str) -> Mapping[str, float]:
    """What a text is about, with weights. Kept, as the same passages come up again and again."""
    return _weighed([(word, 1.0) for word in dict.fromkeys(_words(text, house))], language)


def _words(text: str, house: str) -> list[str]:
    folded = text.casefold() if text.isascii() else fold(text)
    name = _name_pattern(house)
    return _WORD.findall(join_phrases(name.sub(" ", folded) if name else folded))


def _weighed(words: Iterable[tuple[str, float]], language: str) -> dict[str, float]:
    features: dict[str, float] = {}
    for word, sure in words:
        for feature, weight in _features_of(word, language):
            if weight * sure > features.get(feature, 0.0):
                features[feature] = weight * sure
    return features


@lru_cache(maxsize=200_000)
def _features_of(word: str, language: str) -> tuple[tuple[str, float], ...]:
    """What a word stands for, with its weight: concepts (`=pool`) and its stem."""
    if word in EMPTY or (len(word) < _SHORTEST and not word.isdecimal()):
        return ()
    concepts = concepts_of(word)
    found = [
        (f"={concept}", _ASPECT if concept in ASPECTS else _PALE.get(concept, 1.0)) for concept in concepts
    ]
    own = max((weight for _, weight in found), default=OTHER)
    return (*found, (stem(word, language), own * STEM_BESIDE if found else OTHER))


def subject(text: str, language: str = "", house: str = "") -> Mapping[str, float]:
    """What a question is about, with weights: concepts of hotel matters as "=pool", other words as stems."""
    return _features(text, language or detect(fold(text).split(), text) or "en", house)


def likeness(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """How alike two subjects are, 0 to 1, whatever the languages."""
    lefts, rights = roots(left), roots(right)
    shared = sum(weight * rights[root] for root, weight in lefts.items() if root in rights)
    lengths = (math.sqrt(sum(weight**2 for weight in each.values())) for each in (lefts, rights))
    return shared / (math.prod(lengths) or 1.0)


def roots(features: Mapping[str, float]) -> dict[str, float]:
    """A subject by what languages share: its concepts, and of other words the beginning."""
    return {
        feature if feature.startswith("=") else feature[:ROOT].rstrip("aeiou"): weight
        for feature, weight in features.items()
        if feature.startswith("=") or weight >= OTHER
    }


def _repaired(words: list[str], vocabulary: Set[str], language: str) -> list[tuple[str, float]]:
    """The words and how sure they are: unknown ones (mistyped, misheard, cut in two) as the nearest known."""
    found: list[tuple[str, float]] = []
    at = 0
    while at < len(words):
        word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
        if _is_known(word, vocabulary, language):
            found.append((word, 1.0))
        elif following and (joined := _near(word + following, vocabulary)):
            found.append((joined, REPAIRED))
            at += 1
        else:
            near = _near(word, vocabulary)
            found.append((near, REPAIRED) if near else (word, 1.0))
        at += 1
    return found


def _is_known(word: str, vocabulary: Set[str], language: str) -> bool:
    return word in EMPTY or stem(word, language) in vocabulary or bool(concepts_of(word))


def _near(word: str, vocabulary: Set[str]) -> str:
    """The known word one slip away, "" when there is none or too many to tell."""
    if len(word) < 4:
        return ""
    if word in _KNOWN or word in vocabulary:
        return word
    near = {each for slip in _slips(word) for each in _SLIPS.get(slip, ())}
    near |= {
        each
        for each in vocabulary
        if each[0] == word[0] and abs(len(each) - len(word)) < 2 and _close(each, word)
    }
    near = {each for each in near if each[0] == word[0] and _close(each, word)}
    return min(near, key=lambda each: (abs(len(each) - len(word)), each)) if near else ""


def _close(left: str, right: str) -> bool:
    """One letter added, missing, replaced, or two neighbours swapped."""
    return bool(_slips(left) & _slips(right))


@lru_cache(maxsize=50_000)
def _slips(word: str) -> frozenset[str]:
    return frozenset({word, *(word[:n] + word[n + 1 :] for n in range(len(word)))})


@lru_cache(maxsize=1_000)
def _name_pattern(house: str) -> re.Pattern[str] | None:
    words = [re.escape(word) for word in _WORD.findall(fold(house))]
    return re.compile(r"\b(?:the )?" + r"\W+".join(words) + r"(?:'s)?\b") if words else None


_KNOWN = known_words()
_SLIPS: dict[str, set[str]] = {}
for _word in _KNOWN:
    if len(_word) > 3:
        for _slip in _slips(_word):
            _SLIPS.setdefault(_slip, set()).add(_word)
