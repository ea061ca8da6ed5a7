"""In how many of a hotel's told pieces each word stands: how much finding it says, what typos may have meant.

Counted as versions come and go; the pieces of a version never change once it is read.
"""

from collections import Counter

from django.db import connection

from agents.models import Chunk

TOTAL = ""  # the Word whose count is that of all told pieces
LONGEST = 80
_COME = """
    INSERT INTO agents_word AS known (hotel_id, word, chunks)
    SELECT %(hotel)s, word, chunks FROM unnest(%(words)s::text[], %(chunks)s::int[]) AS counted(word, chunks)
        ON CONFLICT (hotel_id, word) DO UPDATE SET chunks = known.chunks + excluded.chunks
"""
_GO = """
    WITH counted AS (
        SELECT * FROM unnest(%(words)s::text[], %(chunks)s::int[]) AS counted(word, chunks)
    ), gone AS (
        DELETE FROM agents_word known USING counted
         WHERE known.hotel_id = %(hotel)s AND known.word = counted.word AND known.word <> %(total)s
           AND known.chunks <= counted.chunks
    )
    UPDATE agents_word known SET chunks = greatest(0, known.chunks - counted.chunks) FROM counted
     WHERE known.hotel_id = %(hotel)s AND known.word = counted.word
       AND (known.chunks > counted.chunks OR known.word = %(total)s)
"""


def of_version(hotel_id: int, version_id: int) -> Counter[str]:
    """In how many of a version's pieces each word stands, and how many pieces there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT word, count(*) FROM agents_chunk, unnest(tsvector_to_array(search)) word
             WHERE hotel_id = %s AND version_id = %s AND length(word) BETWEEN 1 AND %s GROUP BY word
            """,
            [hotel_id, version_id, LONGEST],
        )
        counted = Counter(dict(cursor.fetchall()))
    counted[TOTAL] = Chunk.objects.filter(hotel=hotel_id, version=version_id).count()
    return counted


def turn(hotel_id: int, come: Counter[str], go: Counter[str]) -> None:
    """Count words in and out; those that come as often as they go cost nothing. Under the shelf's lock."""
    with connection.cursor() as cursor:
        for statement, turned in ((_COME, come - go), (_GO, go - come)):
            if turned:
                cursor.execute(
                    statement,
                    {"hotel": hotel_id, "total": TOTAL, "words": [*turned], "chunks": [*turned.values()]},
                )


def count_anew(hotel_id: int) -> None:
    """Count the words of all the hotel's told pieces: what was loaded past the shelf's verbs."""
    told = f"""
        SELECT chunk.search FROM agents_chunk chunk
          JOIN agents_document document ON document.published_id = chunk.version_id
         WHERE chunk.hotel_id = {int(hotel_id)}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM agents_word WHERE hotel_id = %s", [hotel_id])
        cursor.execute(
            """
            INSERT INTO agents_word (hotel_id, word, chunks)
            SELECT %(hotel)s, word, ndoc FROM ts_stat(%(told)s) WHERE length(word) BETWEEN 1 AND %(longest)s
            """,
            {"hotel": hotel_id, "told": told, "longest": LONGEST},
        )
        cursor.execute(
            "INSERT INTO agents_word (hotel_id, word, chunks) VALUES (%s, %s, %s)",
            [hotel_id, TOTAL, Chunk.objects.filter(hotel=hotel_id).told().count()],
        )
