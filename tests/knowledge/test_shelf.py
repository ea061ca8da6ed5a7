"""Documents and their versions: what is taken in, published, rolled back, and by whom."""

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from agents import jobs, tasks
from agents.knowledge import intake, shelf
from agents.knowledge.search import search
from agents.knowledge.shelf import NotPossible, Scope
from agents.models import Chunk, Document, DocumentVersion, Job, Word
from hotels.models import AuditEntry
from hotels.outside import redis_client
from tests.factories import make_hotel, make_user
from tests.knowledge.files import pdf
from tests.knowledge.test_search import GUIDE, take_in


def told(hotel, question="alberca"):
    return " ".join(each.text for each in search(hotel, question, "es"))


def test_a_file_is_read_by_a_job_and_waits_as_a_draft(hotel):
    job = shelf.take_in(hotel, "C:\\docs\\Guía_de-casa.md", GUIDE.encode(), "Ana")
    assert (job.kind, job.state, job.title) == ("read", "waiting", "Guía de casa")

    tasks.take_in_document(job.pk)

    job.refresh_from_db()
    document = Document.objects.get(hotel=hotel)
    version = document.versions.get()
    assert (job.state, job.result["chunks"], job.target) == ("done", 4, f"agents.document:{document.pk}")
    assert (document.key, document.kind, document.published) == ("Guía_de-casa.md", "markdown", None)
    assert (version.number, version.made_by_name, bytes(version.raw)) == (1, "Ana", GUIDE.encode())
    assert version.chunks.get(position=0).heading == "Guía de la casa > Alberca"
    assert {chunk.hotel_id for chunk in version.chunks.all()} == {hotel.pk}


def test_the_same_file_again_is_a_version_and_the_same_text_is_none(hotel):
    take_in(hotel)
    document = take_in(hotel, GUIDE.replace("21:00", "22:00"))
    assert document.versions.count() == 2
    assert "22:00" in told(hotel)

    document = take_in(hotel, GUIDE.replace("21:00", "22:00"))
    assert document.versions.count() == 2
    assert Job.objects.latest("pk").result["unchanged"] is True


def test_rolled_back_the_version_before_is_told_again(hotel):
    document = take_in(hotel)
    take_in(hotel, GUIDE.replace("21:00", "22:00"))

    shelf.roll_back(hotel, document.pk, "Ana")

    assert "21:00" in told(hotel)
    assert "22:00" not in told(hotel)
    with pytest.raises(NotPossible) as refused:
        shelf.roll_back(hotel, document.pk, "Ana")
    assert refused.value.code == "no_earlier_version"


def test_a_draft_between_is_not_what_is_rolled_back_to(hotel):
    document = take_in(hotel)
    take_in(hotel, GUIDE.replace("21:00", "23:00"), publish=False)
    take_in(hotel, GUIDE.replace("21:00", "22:00"))

    assert shelf.roll_back(hotel, document.pk, "Ana").number == 1


def test_who_did_what_is_in_the_audit(hotel):
    ana = make_user(hotel, "manager")
    document = take_in(hotel)
    shelf.retire(hotel, document.pk, ana)
    shelf.publish(hotel, document.versions.get().pk, ana)
    shelf.describe(hotel, document.pk, ana, "Otra", Scope(audience="staff"))

    entries = AuditEntry.objects.filter(hotel=hotel).order_by("pk")
    assert [entry.action for entry in entries] == [
        "document.taken_in",
        "document.published",
        "document.retired",
        "document.published",
        "document.described",
    ]
    assert entries.last().actor == ana
    assert entries.last().details == {"fields": ["audience", "title"]}
    assert DocumentVersion.objects.get().published_by == ana
    assert told(hotel) == ""


@pytest.mark.parametrize("verb", ["publish", "roll_back", "retire", "describe"])
def test_no_verb_reaches_another_hotels_document(hotel, verb):
    other = make_hotel("otra")
    document = take_in(other)
    version = document.versions.get()
    acts = {
        "publish": lambda: shelf.publish(hotel, version.pk, "x"),
        "roll_back": lambda: shelf.roll_back(hotel, document.pk, "x"),
        "retire": lambda: shelf.retire(hotel, document.pk, "x"),
        "describe": lambda: shelf.describe(hotel, document.pk, "x", "x", Scope(audience="staff")),
    }

    with pytest.raises(NotPossible) as refused:
        acts[verb]()

    assert refused.value.code == "not_found"
    document.refresh_from_db()
    assert (document.published, document.audience) == (version, "guest")
    assert told(other)


def test_the_same_name_at_another_hotel_is_another_document(hotel):
    other = make_hotel("otra")
    take_in(hotel)
    take_in(other, GUIDE.replace("21:00", "20:00"))

    assert "21:00" in told(hotel)
    assert "20:00" in told(other)
    assert "20:00" not in told(hotel)


def test_a_job_of_one_hotel_does_not_read_a_version_of_another(hotel):
    mine, theirs = (shelf.take_in(each, "a.txt", b"alberca", "x") for each in (hotel, make_hotel("otra")))
    job = jobs.open_job(hotel, "read", "x", "x", version=theirs.arguments["version"])

    intake.work(job.pk)

    job.refresh_from_db()
    assert (job.state, job.code) == ("failed", "not_found")
    assert mine.arguments["version"] != theirs.arguments["version"]
    assert not Chunk.objects.exists()


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("a.exe", b"MZ", "unknown_kind"),
        ("a.txt", b"x" * (20 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_what_is_no_document_is_refused_at_once_and_leaves_nothing(hotel, name, raw, code):
    with pytest.raises(NotPossible) as refused:
        shelf.take_in(hotel, name, raw, "Ana")

    assert refused.value.code == code
    assert not Document.objects.exists()
    assert not Job.objects.exists()


def test_what_cannot_be_read_fails_visibly_and_leaves_no_version(hotel):
    job = shelf.take_in(hotel, "scan.pdf", pdf([]), "Ana", publish=True)

    intake.work(job.pk)

    job.refresh_from_db()
    assert (job.state, job.code) == ("failed", "no_text")
    assert job.says.endswith(".")
    assert not Document.objects.exists()


def test_a_broken_new_version_leaves_the_published_one(hotel):
    document = take_in(hotel, "La alberca abre a las 8.", "casa.txt")
    job = shelf.take_in(hotel, "casa.txt", b"   ", "Ana", publish=True)

    intake.work(job.pk)

    assert Document.objects.get() == document
    assert "8" in told(hotel)


def test_a_cancelled_job_reads_nothing(hotel):
    job = shelf.take_in(hotel, "a.txt", b"alberca", "Ana", publish=True)
    jobs.cancel(job)

    tasks.take_in_document(job.pk)

    assert not Document.objects.exists()


def test_a_bell_that_rings_twice_reads_once(hotel):
    job = shelf.take_in(hotel, "a.txt", b"alberca", "Ana", publish=True)
    tasks.take_in_document(job.pk)
    tasks.take_in_document(job.pk)

    assert Chunk.objects.count() == 1


def test_of_two_files_at_once_the_later_one_is_told_whichever_is_read_first(hotel):
    first = shelf.take_in(hotel, "a.txt", b"La alberca abre a las 8.", "Ana", publish=True)
    second = shelf.take_in(hotel, "a.txt", b"La alberca abre a las 9.", "Ana", publish=True)
    for job in (second, first):
        tasks.take_in_document(job.pk)

    assert told(hotel) == "La alberca abre a las 9."
    assert DocumentVersion.objects.exclude(digest="").count() == 2


def test_what_a_dead_worker_left_is_forgotten_after_a_week(hotel):
    job = shelf.take_in(hotel, "a.txt", b"alberca", "Ana")
    jobs.claim(job.pk)
    Job.objects.update(beat_at="2026-01-01T00:00Z")
    DocumentVersion.objects.update(made_at="2026-01-01T00:00Z")

    tasks.ring_jobs()

    job.refresh_from_db()
    assert (job.state, job.code) == ("failed", "lost")
    assert Document.objects.exists()  # to be started again

    Job.objects.update(created_at="2026-01-01T00:00Z")
    tasks.ring_jobs()

    assert not Document.objects.exists()


def test_what_still_waits_is_not_forgotten(hotel):
    shelf.take_in(hotel, "a.txt", b"alberca", "Ana")
    DocumentVersion.objects.update(made_at="2026-01-01T00:00Z")

    intake.drop_lost()

    assert Document.objects.exists()


def test_a_version_that_was_read_cannot_be_changed_by_anybody(hotel):
    version = take_in(hotel).versions.get()

    for change in ({"text": "x"}, {"digest": "x"}, {"number": 9}):
        with pytest.raises(DatabaseError), transaction.atomic():
            DocumentVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Chunk.objects.create(hotel=hotel, version=version, position=0, text="x")


def test_a_scope_that_makes_no_sense_is_refused(hotel):
    from datetime import date

    document = take_in(hotel)
    for scope, code in (
        (Scope(audience="everybody"), "bad_audience"),
        (Scope(valid_from=date(2027, 2, 2), valid_to=date(2027, 2, 1)), "bad_validity"),
    ):
        with pytest.raises(NotPossible) as refused:
            shelf.describe(hotel, document.pk, "Ana", "x", scope)
        assert refused.value.code == code


def test_pieces_get_their_vectors_when_the_endpoint_is_back(hotel, endpoint):
    endpoint.model(embeddings={"status": 500})
    take_in(hotel)
    assert set(Chunk.objects.values_list("embedding_model", flat=True)) == {""}

    endpoint.model(embeddings={})
    redis_client().flushdb()
    tasks.embed_what_is_missing()

    assert set(Chunk.objects.values_list("embedding_model", flat=True)) == {"embedder-of-the-tests@512"}


def test_the_words_of_live_pieces_are_counted(hotel):
    document = take_in(hotel)
    counted = dict(Word.objects.filter(hotel=hotel).values_list("word", "chunks"))
    assert (counted[""], counted["alberc"]) == (4, 1)

    shelf.retire(hotel, document.pk, "Ana")
    assert dict(Word.objects.filter(hotel=hotel).values_list("word", "chunks")) == {"": 0}
