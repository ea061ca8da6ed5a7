"""A question as a query for PostgreSQL: its words in all their forms, and how rare each is in the house."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from django.db import connection

from agents.knowledge.concepts import EMPTY, concepts_of, join_phrases, known_words
from agents.knowledge.pieces import config_of, lexemes
from agents.knowledge.ranking import ASPECTS
from agents.knowledge.words import TOTAL
from agents.offline.words import fold
from hotels.models import Hotel

WORDS = 24  # of a question
FORMS = 16  # of one word, with all that mean the same: the commonest
ALIKE = 0.8  # how much of a word that is not known must be the same in one that is
ENOUGH = 500  # pieces that a match may choose
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Query:
    words: tuple[str, ...]  # each in all its forms: these rank
    rarities: tuple[float, ...]  # of each word, as in BM25
    matches: tuple[str, ...]  # which pieces to rank; the next one when one finds too few


@dataclass(frozen=True)
class _Group:
    """One word of the question in all its forms, and in how many pieces they stand."""

    forms: tuple[str, ...]
    chunks: int

    @property
    def text(self) -> str:
        return "(" + " | ".join(map(_quoted, self.forms)) + ")"

    def rarity(self, total: int) -> float:
        return math.log(1 + (max(0, total - self.chunks) + 0.5) / (self.chunks + 0.5))


def query_of(hotel: Hotel, question: str, language: str) -> Query | None:
    """The query for a question; None when no piece has any of its words, nor one like it."""
    words = _words_of(question)
    if not words:
        return None
    means = [_means(folded) for _, folded in words]
    configs = list(dict.fromkeys(config_of(code) for code in (language, *hotel.languages, "en", "")))
    asked = [[word, folded, *others] for (word, folded), others in zip(words, means, strict=True)]
    indexed = lexemes((form for forms in asked for form in forms), configs)
    forms = [{lexeme for form in each for lexeme in indexed[form]} for each in asked]
    known, total = _known(hotel, {lexeme for each in forms for lexeme in each})
    groups = []
    unknown: list[list[str]] = []
    for at, (_, folded) in enumerate(words):
        have = sorted((form for form in forms[at] if form in known), key=lambda form: -known[form])
        if have:
            groups.append(_Group(tuple(have[:FORMS]), min(total, sum(known[form] for form in have))))
        elif forms[at] and len(folded) > 3 and not folded.isdecimal():
            # A slip hides the ending from the stemmer, so the word is tried without its last letter too.
            unknown.append(sorted({folded, folded[:-1], *forms[at]}))
    groups += _repaired(hotel, unknown)
    return _query(groups, total) if groups else None


def _words_of(question: str) -> list[tuple[str, str]]:
    """(word, folded) of each word that says something; spoken phrases count as the word they stand for."""
    found = {}
    for word in _WORD.findall(question.lower()):
        found[fold(word)] = word
    for word in _WORD.findall(join_phrases(fold(question))):
        found.setdefault(word, word)
    return [(word, folded) for folded, word in found.items() if folded not in EMPTY][:WORDS]


def _means(folded: str) -> list[str]:
    """Other words, in all our languages, that are about the same."""
    concepts = sorted(concepts_of(folded) - ASPECTS)  # "when" and "how much" are about everything
    return [word for concept in concepts for word in _about()[concept] if word != folded]


@cache
def _about() -> dict[str, list[str]]:
    """The words of each concept."""
    found: dict[str, list[str]] = {}
    for word in sorted(known_words()):
        for concept in concepts_of(word):
            found.setdefault(concept, []).append(word)
    return found


def _known(hotel: Hotel, forms: set[str]) -> tuple[dict[str, int], int]:
    """In how many of the hotel's live pieces each form stands, and how many pieces there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, chunks FROM agents_word WHERE hotel_id = %s AND word = ANY(%s)",
            [hotel.pk, [*forms, TOTAL]],
        )
        known = {str(word): int(chunks) for word, chunks in cursor.fetchall()}
    return known, known.pop(TOTAL, 0)


def _repaired(hotel: Hotel, words: Sequence[Sequence[str]]) -> list[_Group]:
    """Words (each in its forms) that stand nowhere, as the known ones most like them."""
    asked = [(at, form) for at, forms in enumerate(words) for form in forms]
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT asked.at, asked.form, near.word, near.chunks
              FROM unnest(%s::int[], %s::text[]) AS asked(at, form),
           LATERAL (SELECT word, chunks FROM agents_word
                     WHERE hotel_id = %s AND left(word, 1) = left(asked.form, 1) AND word %% asked.form
                     ORDER BY similarity(word, asked.form) DESC, chunks DESC LIMIT 12) near
            """,
            [[at for at, _ in asked], [form for _, form in asked], hotel.pk],
        )
        near: dict[int, dict[str, int]] = {}
        for at, form, word, chunks in cursor.fetchall():
            if SequenceMatcher(None, form, word).ratio() >= ALIKE:
                near.setdefault(at, {})[str(word)] = int(chunks)
    return [_Group(tuple(found), sum(found.values())) for found in near.values()]


def _query(groups: Sequence[_Group], total: int) -> Query:
    """Rank by all words; choose by the rarest ones that do not choose too much."""
    words = tuple(group.text for group in groups)
    rarities = tuple(group.rarity(total) for group in groups)
    return Query(words, rarities, _matches(groups, total))


def _matches(groups: Sequence[_Group], total: int) -> tuple[str, ...]:
    if total <= ENOUGH:
        return (" | ".join(group.text for group in groups),)
    rarest = sorted(groups, key=lambda group: group.chunks)
    chosen: list[_Group] = []
    for group in rarest:
        if chosen and sum(each.chunks for each in chosen) + group.chunks > ENOUGH:
            break
        chosen.append(group)
    if len(chosen) > 1 or chosen[0].chunks <= ENOUGH or len(rarest) == 1:
        return (" | ".join(group.text for group in chosen),)
    # Even the rarest is in too many: pieces with two or more of them first, then those with it alone.
    together: list[_Group] = []
    expected = float(total)
    for group in rarest:
        together.append(group)
        expected *= group.chunks / total
        if expected <= ENOUGH and len(together) > 1:
            break
    return (" & ".join(group.text for group in together), rarest[0].text)


def _quoted(form: str) -> str:
    """A lexeme as it stands in a tsquery."""
    return "'" + form.replace("\\", "\\\\").replace("'", "''") + "'"
