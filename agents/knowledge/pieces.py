"""The pieces of a version as rows: cut, with their language, indexed by the words of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchConfig, SearchVector
from django.db import connection
from django.db.models import Value
from django.db.models.expressions import Combinable

from agents.knowledge.cutting import MOST_PIECES, Piece, cut
from agents.knowledge.plain import Unreadable, gettext_noop
from agents.models import Chunk, DocumentVersion
from agents.offline.language import detect
from agents.offline.words import fold

# PostgreSQL's text search configurations; other languages are found by their words as they are.
CONFIGS = {
    "es": "spanish",
    "en": "english",
    "pt": "portuguese",
    "fr": "french",
    "de": "german",
    "it": "italian",
    "nl": "dutch",
    "ca": "catalan",
}
AT_ONCE = 200
REMEMBERED = 50_000
_indexed: dict[tuple[str, str], tuple[str, ...]] = {}  # of a configuration and a word: always the same
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Cut:
    """A piece with where it stood and what it is written in."""

    heading: str
    text: str
    language: str
    url: str = ""


def config_of(language: str) -> str:
    """The text search configuration for a language."""
    return CONFIGS.get(language, "simple")


def cut_text(text: str, *, language: str, default: str, url: str = "", page: str = "") -> list[Cut]:
    """The pieces of a text. `language` is known of all of it, else `default` where a piece does not tell.

    `page` is the title of the page it stands on. Raises Unreadable when there are far too many.
    """
    found = [
        Cut(_below(page, piece), piece.text, language or language_of(piece, default), url)
        for piece in cut(text)
    ]
    if len(found) > MOST_PIECES:
        raise Unreadable(
            "too_long", gettext_noop("It holds more text than can be taken in; split it into several files.")
        )
    return found


def _below(page: str, piece: Piece) -> str:
    """The heading with the page's title before it, unless it says that itself."""
    first = piece.heading.partition(" > ")[0]
    if not page or (first and (fold(first) in fold(page) or fold(page) in fold(first))):
        return piece.heading
    return " > ".join(filter(None, (page, piece.heading)))[:300]


def language_of(piece: Piece, default: str) -> str:
    """es, en, pt or fr as the words tell, else `default`."""
    return written_in(f"{piece.heading} {piece.text}", default)


def written_in(text: str, default: str) -> str:
    """The language of a text as its words tell: es, en, pt or fr, else `default`."""
    text = text[:2_000]
    return detect(_WORDS.findall(fold(text)), text) or default


def store(version: DocumentVersion, cuts: Sequence[Cut], title: str) -> None:
    """Write the pieces of a version: found once it is told."""
    Chunk.objects.bulk_create(
        (
            Chunk(
                hotel_id=version.hotel_id,
                version=version,
                position=position,
                heading=each.heading[:300],
                text=each.text,
                url=each.url[:500],
                language=each.language[:8],
                search=vector(title, each),
            )
            for position, each in enumerate(cuts)
        ),
        batch_size=AT_ONCE,
    )


def vector(title: str, each: Cut) -> Combinable:
    """Headings weigh A, the text B, the document's title C.

    Guests leave accents out, and a stemmer does not know the word without them: accented words are indexed
    a second time, folded, as D.
    """
    config = SearchConfig(config_of(each.language))
    accented = (word for word in _WORDS.findall(f"{each.heading} {each.text}") if not word.isascii())
    parts = (
        (each.heading, "A"),
        (each.text, "B"),
        (title, "C"),
        (" ".join(dict.fromkeys(fold(word) for word in accented)), "D"),
    )
    vectors = (SearchVector(Value(text), config=config, weight=weight) for text, weight in parts)
    return reduce(add, vectors)


def lexemes(words: Iterable[str], configs: Sequence[str]) -> dict[str, set[str]]:
    """What each word is indexed as in these configurations; nothing for one that says nothing in any."""
    pairs = [(config, word) for word in dict.fromkeys(words) for config in configs]
    found = {pair: known for pair in pairs if (known := _indexed.get(pair)) is not None}
    if missing := [pair for pair in pairs if pair not in found]:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT config, word, tsvector_to_array(to_tsvector(config::regconfig, word))
                  FROM unnest(%s::text[], %s::text[]) AS asked(config, word)
                """,
                [[config for config, _ in missing], [word for _, word in missing]],
            )
            fetched = {(config, word): tuple(forms) for config, word, forms in cursor.fetchall()}
        if len(_indexed) > REMEMBERED:
            _indexed.clear()
        _indexed.update(fetched)
        found |= fetched
    indexed: dict[str, set[str]] = {}
    for (_, word), forms in found.items():
        indexed.setdefault(word, set()).update(forms)
    return indexed
