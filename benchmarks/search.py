"""Searching 100,000 pieces of one hotel, with 20 other hotels beside it: by words, and by words and vectors.

The pieces are made of a vocabulary in which few words are common and most are rare, as in real texts
(Zipf), about 150 words each in headed documents; vectors of 512 numbers lie around 400 subjects. The endpoint
for embeddings is not measured: questions come with their vectors, as those of a busy day do from memory.

Loading takes minutes: BENCH_KEPT=FOLDER keeps the servers' files there, and the next run finds them loaded.
"""

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from benchmarks.setting import BIN, ROOT, environment, provision
from config.local.servers import Urls, servers

PIECES = int(os.environ.get("BENCH_PIECES", "100000"))
LARGE, OTHERS, THEIRS = "large", 20, 500
VOCABULARY, WORDS, SUBJECTS, SIZE = 40_000, 150, 400, 512
DOCUMENT = 2_000  # pieces
PUBLISHED = 5  # documents
QUESTIONS = 300
WARMING = 200
VECTOR_MODEL = "bench@512"


def run(home: Path, urls: Urls) -> list[dict[str, Any]]:
    """In a process of its own: Django is set up once, for one database."""
    if kept := os.environ.get("BENCH_KEPT"):
        with servers(Path(kept)) as own:
            return _rows(Path(kept), own)
    return _rows(home, urls)


def _rows(home: Path, urls: Urls) -> list[dict[str, Any]]:
    env = environment(home, DATABASE_URL=urls.database, REDIS_URL=urls.redis)
    provision(home, env)
    done = subprocess.run(
        [BIN / "python", "-m", "benchmarks.search"],
        cwd=ROOT,
        env=env,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    rows = [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]
    return [dict(zip(("what", "p50 ms", "p95 ms", "max ms", "beside"), row, strict=True)) for row in rows]


def measure() -> None:
    """Print one line a figure: what, p50, p95, max in milliseconds, and what else is worth knowing."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    words = vocabulary()
    if not _is_loaded():
        _load(words)
    hotel, beside = _hotels()
    _published(hotel)
    for name, one in (("100,000 pieces", hotel), (f"a hotel of {THEIRS} beside", beside)):
        _measured(f"{name}, by words", one, words, vectors=False)
        _measured(f"{name}, by words and vectors", one, words, vectors=True)


def _is_loaded() -> bool:
    """Whether an earlier run left everything here. Ends the run where one left only a part."""
    from django.db import connection

    from agents.models import Word
    from hotels.models import Hotel

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('bench_subject') IS NOT NULL")
        if cursor.fetchone()[0]:
            counted = Word.objects.get(hotel__slug=LARGE, word="").chunks
            if counted == PIECES:
                return True
            sys.exit(f"{counted} pieces are loaded, not {PIECES}: empty the folder of BENCH_KEPT.")
    if Hotel.objects.filter(slug=LARGE).exists():
        sys.exit("Loading was cut short: empty the folder of BENCH_KEPT.")
    return False


def _load(words: list[str]) -> None:
    from django.db import connection

    start = time.perf_counter()
    with connection.cursor() as cursor:
        indexes = _drop_indexes(cursor)
        _house(LARGE, PIECES, words, 1)
        for number in range(OTHERS):
            _house(f"beside-{number}", THEIRS, words, 2 + number)
        _give_vectors(cursor)
        for statement in (
            "VACUUM FULL agents_chunk",
            "SET maintenance_work_mem = '1GB'",
            *indexes,
            "RESET maintenance_work_mem",
            "VACUUM ANALYZE",
            "ALTER TABLE subject RENAME TO bench_subject",
        ):
            cursor.execute(statement)
        cursor.execute("SELECT pg_total_relation_size('agents_chunk') / 1048576")
        megabytes = cursor.fetchone()[0]
    print(f"loaded in {time.perf_counter() - start:.0f} s, {megabytes} MB", file=sys.stderr, flush=True)


def _hotels() -> tuple[Any, Any]:
    """The large one and one of those beside it."""
    from hotels.models import Hotel

    return Hotel.objects.get(slug=LARGE), Hotel.objects.get(slug="beside-0")


def _published(hotel: Any) -> None:
    """One of the large hotel's documents taken down and published again, with its words and vectors."""
    from agents.knowledge import shelf
    from agents.models import Document

    documents = list(Document.objects.filter(hotel=hotel).order_by("pk")[:PUBLISHED])
    seconds = []
    over = Event()
    with ThreadPoolExecutor(1) as beside:
        waits = beside.submit(_waits, hotel, over)
        for document in documents:
            shelf.retire(hotel, document.pk, "bench")
            version = document.versions.get()
            seconds.append(_timed(partial(shelf.publish, hotel, version.pk, "bench")))
        over.set()
    ms, waited = sorted(1_000 * each for each in seconds), sorted(1_000 * each for each in waits.result())
    said = f"publishing {DOCUMENT:,} of these pieces\t{statistics.median(ms):.0f}\t\t{ms[-1]:.0f}"
    print(f"{said}\tanother publisher waits p50 / p95 {_middle(waited)}, max {waited[-1]:.0f}", flush=True)


def _waits(hotel: Any, over: Event) -> list[float]:
    """How many seconds somebody else who publishes in the hotel waits for its lock, again and again."""
    from django.db import connection, transaction

    from agents.knowledge import telling

    waited = []
    try:
        while not over.wait(0.01):
            with transaction.atomic():
                waited.append(_timed(partial(telling.lock, hotel.pk)))
    finally:
        connection.close()
    return waited


def vocabulary() -> list[str]:
    dice = random.Random(11)
    sounds = [c + v for c in "bcdfglmnprstvz" for v in "aeiou"]
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        found["".join(dice.choices(sounds, k=dice.randint(2, 4)))] = None
    return list(found)


def _weights() -> list[float]:
    total = 0.0
    return [total := total + 1 / (rank + 2.7) for rank in range(VOCABULARY)]


def _drop_indexes(cursor: Any) -> list[str]:
    """Without the indexes that are slow to fill row by row; what makes them again."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY(%s)",
        [["chunk_by_words", f"chunk_by_meaning_{SIZE}"]],
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f"DROP INDEX {name}")
    return [definition for _, definition in found]


def _give_vectors(cursor: Any) -> None:
    """Each piece lies somewhere around a subject."""
    cursor.execute("CREATE TABLE subject (id int, v vector)")
    cursor.execute(
        """
        INSERT INTO subject
        SELECT n, ARRAY(SELECT random() - 0.5 + 0 * n FROM generate_series(1, %s))::vector
          FROM generate_series(0, %s) n
        """,
        [SIZE, SUBJECTS - 1],
    )
    cursor.execute(
        """
        UPDATE agents_chunk
           SET embedding_model = %s,
               embedding = (v + ARRAY(SELECT 0.8 * (random() - 0.5) + 0 * agents_chunk.id
                                        FROM generate_series(1, %s))::vector)::halfvec
          FROM subject WHERE subject.id = agents_chunk.id %% %s
        """,
        [VECTOR_MODEL, SIZE, SUBJECTS],
    )


def _questions_vectors(count: int) -> list[list[float]]:
    """Vectors near the subjects, as questions about them have."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT v::text FROM bench_subject ORDER BY id LIMIT %s", [count])
        subjects = [[float(each) for each in row[0].strip("[]").split(",")] for row in cursor.fetchall()]
    dice = random.Random(5)
    return [[value + 0.8 * (dice.random() - 0.5) for value in subject] for subject in subjects]


def _house(slug: str, count: int, words: list[str], seed: int) -> Any:
    """A hotel with published documents of so many live pieces."""
    from agents.knowledge import telling
    from agents.knowledge.pieces import Cut, store
    from agents.models import Document, DocumentVersion
    from hotels.models import Hotel, Tier

    tier, _ = Tier.objects.get_or_create(code="standard", defaults={"name": "Standard"})
    hotel = Hotel.objects.create(
        slug=slug, name=slug.title(), tier=tier, currency="EUR", languages=["es", "en"]
    )
    dice, weights = random.Random(seed), _weights()
    for number, start in enumerate(range(0, count, DOCUMENT)):
        document = Document.objects.create(hotel=hotel, kind="text", key=f"{number}", title=f"Text {number}")
        version = DocumentVersion.objects.create(
            hotel=hotel, document=document, number=1, digest=f"{number}", text="-"
        )
        cuts = []
        for _ in range(min(DOCUMENT, count - start)):
            said = dice.choices(words, cum_weights=weights, k=WORDS + 3)
            cuts.append(Cut(" ".join(said[:3]), " ".join(said[3:]), "es"))
        store(version, cuts, document.title)
        telling.tell(document, version)
    return hotel


def _measured(what: str, hotel: Any, words: list[str], *, vectors: bool) -> None:
    from agents.knowledge import embedding
    from agents.knowledge.embedding import Vector
    from agents.knowledge.search import search

    dice = random.Random(3)
    weights, near = _weights(), _questions_vectors(QUESTIONS)
    asked: dict[str, Vector | None] = {}
    for at in range(QUESTIONS):
        text = " ".join(dice.choices(words, cum_weights=weights, k=dice.randint(2, 8)))
        asked[text] = Vector(near[at], VECTOR_MODEL) if vectors else None
    embedding.of_question = lambda hotel, text: asked.get(text)
    for _ in range(WARMING):  # so that the commoner words have been stemmed once, as in a process that runs
        search(hotel, " ".join(dice.choices(words, cum_weights=weights, k=5)), "es")
    found = [len(search(hotel, text, "es")) for text in [*asked][:20]]
    taken = [_taken(partial(search, hotel, text, "es")) for text in asked]
    ms, asker, database = (sorted(1_000 * each for each in kind) for kind in zip(*taken, strict=True))
    both = sorted(1_000 * (ours + theirs) for _, ours, theirs in taken)
    said = f"CPU p50 / p95 {_middle(both)}: asker {_middle(asker)}, database {_middle(database)}; "
    said += f"{statistics.mean(found):.1f} found"
    print(f"{what}\t{statistics.median(ms):.1f}\t{_p95(ms):.1f}\t{ms[-1]:.1f}\t{said}", flush=True)


def _p95(ordered: list[float]) -> float:
    return ordered[int(len(ordered) * 0.95) - 1]


def _middle(ordered: list[float]) -> str:
    return f"{statistics.median(ordered):.1f} / {_p95(ordered):.1f}"


def _taken(call: Callable[[], Any]) -> tuple[float, float, float]:
    """Seconds by the clock, of our CPU, and of the CPU of the database's process that serves us."""
    asker, database = time.process_time(), _backend_seconds()
    seconds = _timed(call)
    return seconds, time.process_time() - asker, _backend_seconds() - database


def _backend_seconds() -> float:
    from django.db import connection

    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _timed(call: Callable[[], Any]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    measure()
