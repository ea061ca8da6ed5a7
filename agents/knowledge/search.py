"""What the published documents say to a question: found by words and by meaning, put in order by rules.

By words: the rarest words of the question choose the candidates (a common word would choose half the house),
and all of them rank: each that stands in a piece counts by its rarity. Never must all of them.
By meaning: the nearest vectors. Both lists are fused by rank (RRF), and the best of it is put in order by
agents.knowledge.ranking.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection, transaction

from agents.knowledge import embedding, intake, ranking
from agents.knowledge.cutting import sentences
from agents.knowledge.embedding import Vector
from agents.knowledge.terms import ENOUGH, Query, query_of
from agents.models import Document
from hotels.models import Hotel

CANDIDATES = 40  # of each list
RANKED = 16  # pieces that the rules put in order
RRF = 60  # as published: Cormack et al. 2009
NEAR = 0.35  # cosine; what shares no word must mean at least so much the same
INDEXED = (256, 384, 512, 768, 1024, 1536)  # sizes of vectors with an index: migration 0008

# One row is a piece that may be told: the tenant wall and the scope, before anything is ranked.
_ALLOWED = """
    chunk.hotel_id = %(hotel)s AND document.hotel_id = %(hotel)s
    AND (document.valid_from IS NULL OR document.valid_from <= %(day)s)
    AND (document.valid_to IS NULL OR document.valid_to >= %(day)s)
    AND (document.audience = 'guest' OR %(audience)s = 'staff')
    AND (document.room_types = '[]' OR document.room_types ?| %(room_types)s::text[])
    AND (document.phases = '[]' OR document.phases @> to_jsonb(%(phase)s::text))
"""
_TOLD = "JOIN agents_document document ON document.published_id = chunk.version_id"


@dataclass(frozen=True)
class Passage:
    """A piece of a published version."""

    chunk: int
    version: int
    document: int
    kind: str  # Document.Kind
    key: str  # file name, address, or key of a passage
    title: str  # of the document
    heading: str  # "Services > Pool"; "" at the beginning
    text: str
    url: str
    language: str
    score: float = 0.0  # of the rules; 0: no word in common, found by its meaning
    likeness: float = 0.0  # cosine to the question; 0: not asked

    @property
    def source(self) -> str:
        return f"chunk:{self.chunk}"


@dataclass(frozen=True)
class Asker:
    """Who asks: the scope of documents. Who has no known room type or phase is told nothing special."""

    audience: str = "guest"
    phase: str = ""
    room_types: tuple[str, ...] = ()  # codes, of the rooms of their stay
    day: date | None = None  # hotel-local; today


def search(
    hotel: Hotel,
    question: str,
    language: str,
    asker: Asker | None = None,
    *,
    limit: int = 5,
) -> list[Passage]:
    """The passages that answer best, best first; none when nothing is near. Not inside a transaction."""
    question = question.strip()[:1_000]
    if not question:
        return []
    intake.keep_passages(hotel)
    asker = asker or Asker()
    vector = embedding.of_question(hotel, question)
    by_words = _by_words(hotel, asker, query_of(hotel, question, language))
    by_meaning = _by_meaning(hotel, asker, vector) if vector else {}
    fused = _fused([list(by_words), list(by_meaning)])[:RANKED]
    passages = _in_language(hotel, by_ids(hotel, fused, asker), language)
    texts = [ranking.Text(str(at), each.heading or each.title, each.text) for at, each in enumerate(passages)]
    ranked = ranking.rerank(question, texts, language=language, house=hotel.name)
    scored = [
        replace(
            passages[int(text.id)], score=score, likeness=by_meaning.get(passages[int(text.id)].chunk, 0.0)
        )
        for text, score in ranked
    ]
    found = [each for each in scored if each.score > 0 or each.likeness >= NEAR]
    order = _fused([[each.chunk for each in found if each.score], list(by_meaning)], weights=(2.0, 1.0))
    places = {chunk: place for place, chunk in enumerate(order)}
    return sorted(found, key=lambda each: places.get(each.chunk, len(places)))[:limit]


def scopes(hotel: Hotel) -> tuple[bool, bool]:
    """Whether any published document is for some phases of a stay only, and any for some room types."""
    published = Document.objects.filter(hotel=hotel, published__isnull=False)
    found = list(published.exclude(phases=[], room_types=[]).values_list("phases", "room_types"))
    return any(phases for phases, _ in found), any(room_types for _, room_types in found)


def by_ids(hotel: Hotel, ids: Iterable[int], asker: Asker | None = None) -> list[Passage]:
    """Those of these pieces that may be told, in the order of `ids`."""
    wanted = list(ids)
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT chunk.id, chunk.version_id, document.id, document.kind, document.key, document.title,
                   chunk.heading, chunk.text, chunk.url, chunk.language
              FROM agents_chunk chunk {_TOLD} WHERE chunk.id = ANY(%(ids)s) AND {_ALLOWED}
            """,  # noqa: S608  # our own words, no argument
            _scope(hotel, asker or Asker()) | {"ids": wanted},
        )
        rows = {row[0]: Passage(*row) for row in cursor.fetchall()}
    return [rows[each] for each in wanted if each in rows]


def excerpt(text: str, question: str, language: str, longest: int = 700) -> str:
    """The sentences of a passage that answer, in their order, where all of it is too long for a chat."""
    if len(text) <= longest:
        return text
    lines = [sentence for block in text.split("\n") for sentence in sentences(block)]
    numbered = [ranking.Text(str(at), "", line) for at, line in enumerate(lines)]
    kept: set[int] = set()
    for line, score in ranking.rerank(question, numbered, language=language):
        size = sum(len(lines[at]) + 1 for at in kept)
        if size + len(line.body) <= longest and (score or not kept):
            kept.add(int(line.id))
    return " ".join(lines[at] for at in sorted(kept)) or text[:longest].rsplit(" ", 1)[0] + "…"


def _by_words(hotel: Hotel, asker: Asker, query: Query | None) -> dict[int, float]:
    """Pieces with words of the question, best first, with their rank."""
    if query is None:
        return {}
    found: dict[int, float] = {}
    for match in query.matches:
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                SELECT chunk.id,
                       ts_rank('{{0.3, 0.4, 0.6, 1.0}}', chunk.search, %(all)s::tsquery, 1)
                       + (SELECT coalesce(sum(rarity), 0)
                            FROM unnest(%(words)s::tsquery[], %(rarities)s::float[]) AS asked(word, rarity)
                           WHERE chunk.search @@ asked.word) AS rank
                  FROM (SELECT id, version_id, hotel_id, search || '' AS search  -- unpacked once
                          FROM agents_chunk
                         WHERE hotel_id = %(hotel)s AND is_indexed AND search @@ %(match)s::tsquery
                         LIMIT %(matched)s) chunk {_TOLD}
                 WHERE {_ALLOWED}
                 ORDER BY rank DESC, chunk.id LIMIT %(limit)s
                """,  # noqa: S608  # our own words, no argument
                _scope(hotel, asker)
                | {"words": [*query.words], "rarities": [*query.rarities], "all": " | ".join(query.words)}
                | {"match": match, "matched": ENOUGH, "limit": CANDIDATES},
            )
            found |= {row[0]: row[1] for row in cursor.fetchall() if row[0] not in found}
        if len(found) >= CANDIDATES // 2:
            break
    return found


def _by_meaning(hotel: Hotel, asker: Asker, vector: Vector) -> dict[int, float]:
    """The pieces nearest in meaning, with their cosine. A small hotel's are compared one by one."""
    size = len(vector.values)
    column = f"chunk.embedding::halfvec({size})" if size in INDEXED else "chunk.embedding"
    given = f"[{','.join(map(str, vector.values))}]"
    with transaction.atomic(), connection.cursor() as cursor:
        # A filter may leave too few of what the index finds first; it goes on until there are enough.
        cursor.execute("SET LOCAL hnsw.iterative_scan = relaxed_order; SET LOCAL hnsw.ef_search = 60")
        cursor.execute(
            f"""
            SELECT chunk.id, 1 - ({column} <=> %(vector)s::halfvec({size})) AS likeness
              FROM agents_chunk chunk {_TOLD}
             WHERE {_ALLOWED} AND chunk.is_indexed
               AND vector_dims(chunk.embedding) = {size} AND chunk.embedding_model = %(model)s
             ORDER BY {column} <=> %(vector)s::halfvec({size}) LIMIT %(limit)s
            """,  # noqa: S608  # numbers of ours, no argument
            _scope(hotel, asker) | {"vector": given, "model": vector.model, "limit": CANDIDATES},
        )
        rows = sorted(cursor.fetchall(), key=lambda row: -row[1])
    return {row[0]: float(row[1]) for row in rows}


def _scope(hotel: Hotel, asker: Asker) -> dict[str, Any]:
    return {
        "hotel": hotel.pk,
        "day": asker.day or hotel.today(),
        "audience": asker.audience,
        "room_types": [*asker.room_types],
        "phase": asker.phase,
    }


def _fused(lists: Sequence[Sequence[int]], weights: Sequence[float] = (1.0, 1.0)) -> list[int]:
    """Reciprocal rank fusion: what stands high in several lists comes first."""
    scores: dict[int, float] = {}
    for ranked, weight in zip(lists, weights, strict=True):
        for place, chunk in enumerate(ranked):
            scores[chunk] = scores.get(chunk, 0.0) + weight / (RRF + place)
    return sorted(scores, key=lambda chunk: -scores[chunk])


def _in_language(hotel: Hotel, passages: Sequence[Passage], language: str) -> list[Passage]:
    """A passage that is written in several languages, in the guest's."""
    foreign = [each for each in passages if each.kind == "passage" and each.language != language]
    if not foreign:
        return list(passages)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT version_id, language, id, heading, text FROM agents_chunk
             WHERE hotel_id = %s AND version_id = ANY(%s) ORDER BY position
            """,
            [hotel.pk, [each.version for each in foreign]],
        )
        written: dict[tuple[int, str], list[tuple[int, str, str]]] = {}
        for version, code, *rest in cursor.fetchall():
            written.setdefault((version, code), []).append((rest[0], rest[1], rest[2]))
    found: dict[int, Passage] = {}
    for each in passages:
        wanted = written.get((each.version, language))
        if not wanted or each.language == language:
            found.setdefault(each.chunk, each)
            continue
        own = [row[0] for row in written[each.version, each.language]]
        chunk, heading, text = wanted[min(own.index(each.chunk), len(wanted) - 1)]
        found.setdefault(chunk, replace(each, chunk=chunk, heading=heading, text=text, language=language))
    return list(found.values())
