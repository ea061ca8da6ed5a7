"""What is taken in by tasks: files read, sites crawled, passages kept in step, pieces given their vectors."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agents import jobs, spending
from agents.knowledge import embedding, reading, shelf, telling
from agents.knowledge.crawl import SitePage, crawl, whole
from agents.knowledge.embedding import EmbeddingError
from agents.knowledge.pieces import Cut, cut_text, store
from agents.knowledge.plain import Unreadable, clean
from agents.models import Chunk, Document, DocumentVersion, Job
from hotels.models import Hotel, Knowledge, User
from hotels.outbound import Refused
from hotels.outside import release_connection
from hotels.remembered import remembered

KINDS = Job.READING
UNDER_WAY = (Job.State.WAITING, Job.State.RUNNING)
BY = "passages"
UNREAD_AFTER = timedelta(minutes=30)
KEPT = timedelta(days=7)  # what could not be read and may be tried again
MISSING_AT_ONCE = 2_000


def work(job_id: int) -> None:
    """Do a job of these kinds: read, cut, store, embed, and publish if that was wished.

    Every step may be done again: what a worker that died has read, the next one does not read anew.
    """
    try:
        jobs.run(job_id, _take_in)
    finally:
        job = Job.objects.filter(pk=job_id).exclude(state__in=UNDER_WAY).first()
        if job is not None and not job.may_repeat:
            shelf.drop_unread(int(job.arguments["version"]))


def again(job: Job, by: User | str) -> Job:
    """A new job for what this one did not bring to its end, or the one under way; the caller rings for it.

    Raises NotPossible `not_repeatable`, or `gone` when it was kept for long enough.
    """
    with transaction.atomic():
        telling.lock(job.hotel_id)
        of_version = Job.objects.filter(
            hotel=job.hotel_id, kind=job.kind, arguments__version=job.arguments["version"]
        )
        if under_way := of_version.filter(state__in=UNDER_WAY).first():
            return under_way
        if not job.may_repeat or of_version.filter(state=Job.State.DONE).exists():
            raise shelf.NotPossible("not_repeatable", _("It has been read, or cannot be read at all."))
        if not DocumentVersion.objects.filter(hotel=job.hotel_id, pk=job.arguments["version"]).exists():
            raise shelf.NotPossible("gone", _("It is not here any more; give it to read once more."))
        wished = {name: job.arguments[name] for name in ("version", "publish")}
        return jobs.open_job(job.hotel, job.kind, job.target, job.title, str(by), **wished)


def failed(hotel: Hotel) -> list[Job]:
    """What could not be read lately and has not been since, newest first."""
    lately = Job.objects.filter(hotel=hotel, kind__in=KINDS, created_at__gt=timezone.now() - KEPT)
    newest: dict[str, Job] = {}
    for job in lately.order_by("-pk"):
        newest.setdefault(job.title, job)
    return [job for job in newest.values() if job.state == Job.State.FAILED]


def _take_in(job: Job) -> dict[str, Any]:
    version = (
        DocumentVersion.objects.select_related("document", "hotel__tier")
        .filter(pk=job.arguments["version"], hotel_id=job.hotel_id)
        .first()
    )
    if version is None:
        raise jobs.JobFailed("not_found", _("There is nothing to read any more."))
    if not version.digest:
        try:
            text, cuts, pages = _crawled(job, version) if version.raw is None else _read(job, version)
            is_new = shelf.fill(version, text, cuts, pages)
        except (Unreadable, Refused, shelf.NotPossible) as error:
            raise jobs.JobFailed(error.code, _(str(error))) from error
        if not is_new:
            return {"unchanged": True, "chunks": len(cuts)}
    embedded = _embed_version(job, version)
    newer = DocumentVersion.objects.filter(document=version.document_id, number__gt=version.number)
    if job.arguments.get("publish") and not newer.exclude(digest="").exists():  # a later one was faster
        shelf.publish(version.hotel, version.pk, job.started_by_name)
    return {"version": version.pk, "chunks": version.chunks.count(), "embedded": embedded}


def _read(job: Job, version: DocumentVersion) -> tuple[str, list[Cut], int]:
    document, hotel = version.document, version.hotel
    jobs.report(job, 0, 3, _("Reading"))
    raw = bytes(version.raw or b"")
    release_connection()
    text = reading.read(document.kind, raw)
    jobs.report(job, 1, 3, _("Cutting into pieces"))
    return text, cut_text(text, language=document.language, default=hotel.language), text.count("\n\n") + 1


def _crawled(job: Job, version: DocumentVersion) -> tuple[str, list[Cut], int]:
    document, hotel = version.document, version.hotel
    pages = crawl(document.url, lambda done, total, says: jobs.report(job, done, total, says))
    return whole(pages), _cut_pages(pages, document.language, hotel.language), len(pages)


def _cut_pages(pages: Sequence[SitePage], language: str, default: str) -> list[Cut]:
    return [
        piece
        for page in pages
        for piece in cut_text(
            page.text, language=language, default=page.language or default, url=page.url, page=page.title
        )
    ]


def _embed_version(job: Job, version: DocumentVersion) -> int:
    """Vectors for all pieces of a version; how many got one. Without the endpoint words must do."""
    ids = list(_without(version.chunks.all()).values_list("pk", flat=True))
    done = 0
    for start in range(0, len(ids) if embedding.is_on() else 0, embedding.BATCH):
        jobs.report(job, start, len(ids), _("Asking for vectors"))
        try:
            done += _embed(version.hotel, ids[start : start + embedding.BATCH])
        except EmbeddingError:
            break  # what is published is tried again later
    return done


def _embed(hotel: Hotel, ids: Sequence[int]) -> int:
    rows = Chunk.objects.filter(hotel=hotel, pk__in=ids)
    titles = dict(rows.values_list("pk", "version__document__title"))
    chunks = list(rows)
    texts = [f"{titles[chunk.pk]}\n{chunk.heading}\n{chunk.text}" for chunk in chunks]
    vectors = embedding.of_texts(hotel, texts) if texts else []
    for chunk, vector in zip(chunks, vectors, strict=True):
        chunk.embedding, chunk.embedding_model = vector.values, vector.model
    return Chunk.objects.bulk_update(chunks, ["embedding", "embedding_model"])


def embed_missing() -> int:
    """Vectors for live pieces that have none of today's model. How many got one."""
    if not embedding.is_on():
        return 0
    missing = _without(Chunk.objects.told())
    done, left = 0, MISSING_AT_ONCE
    for hotel in Hotel.objects.select_related("tier").filter(pk__in=missing.values("hotel")):
        if spending.money_is_used_up(hotel):
            continue  # tomorrow
        ids = list(missing.filter(hotel=hotel).order_by("pk").values_list("pk", flat=True)[:left])
        left -= len(ids)
        for start in range(0, len(ids), embedding.BATCH):
            try:
                done += _embed(hotel, ids[start : start + embedding.BATCH])
            except EmbeddingError:
                break  # another hotel's may be taken
    return done


def _without(chunks: QuerySet[Chunk]) -> QuerySet[Chunk]:
    """Those that have no vector of today's model."""
    return chunks.exclude(embedding_model__startswith=f"{settings.EMBEDDING_MODEL}@")


def drop_lost() -> None:
    """Forget what nobody will read any more: its job is over for good, or was never opened."""
    unread = DocumentVersion.objects.filter(digest="", made_at__lt=timezone.now() - UNREAD_AFTER)
    of_late = Job.objects.filter(kind__in=KINDS, created_at__gt=timezone.now() - KEPT)
    awaited = {job.arguments.get("version") for job in of_late if job.state in UNDER_WAY or job.may_repeat}
    for version_id in set(unread.values_list("pk", flat=True)) - awaited:
        shelf.drop_unread(version_id)


def keep_passages(hotel: Hotel) -> int:
    """Bring the documents of the hotel's passages (hotels.Knowledge) in step. How many there are.

    Asked by every search; looked at again whenever the hotel's configuration changed, and each minute.
    """
    return remembered(hotel.pk, "passages", lambda: _step(hotel))


def _step(hotel: Hotel) -> int:
    passages = {row.key: row for row in Knowledge.objects.filter(hotel=hotel)}
    known = {
        row.key: row
        for row in Document.objects.filter(hotel=hotel, kind=Document.Kind.PASSAGE).select_related(
            "published"
        )
    }
    texts = {key: _texts(row) for key, row in passages.items()}
    changed = {
        key: whole_text
        for key, whole_text in ((key, _whole(parts)) for key, parts in texts.items() if parts)
        if not (key in known and _says(known[key], whole_text))
    }
    gone = [row for key, row in known.items() if row.published_id and not texts.get(key)]
    if changed or gone:
        with transaction.atomic():
            telling.lock(hotel.pk)
            turned = [
                _store_passage(hotel, key, whole_text, texts[key]) for key, whole_text in changed.items()
            ]
            for document in gone:
                turned.append(document.pk)
                telling.tell(Document.objects.get(pk=document.pk), None)  # as it is now, under the lock
        telling.clear(hotel.pk, turned)
    return len(passages)


def _texts(passage: Knowledge) -> list[tuple[str, str, str]]:
    """(language, title, text) of each language it is written in."""
    return [
        (code, clean(passage.title.get(code) or passage.key), clean(text))
        for code, text in sorted(passage.text.items())
        if text.strip()
    ]


def _whole(parts: Sequence[tuple[str, str, str]]) -> str:
    return "\n\n".join(f"# {title}\n\n{text}" for _, title, text in parts)


def _says(document: Document, whole_text: str) -> bool:
    return document.published is not None and document.published.digest == _digest(whole_text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _store_passage(hotel: Hotel, key: str, text: str, parts: Sequence[tuple[str, str, str]]) -> int:
    """A new version of a passage, told at once: what people wrote for guests is not a draft. Its document."""
    title = next((title for code, title, _ in parts if code == hotel.language), parts[0][1])
    document, _ = Document.objects.get_or_create(
        hotel=hotel, kind=Document.Kind.PASSAGE, key=key, defaults={"title": title[:200]}
    )
    if _says(Document.objects.select_related("published").get(pk=document.pk), text):
        return document.pk  # somebody else was faster
    newest = document.versions.order_by("-number").first()
    version = DocumentVersion.objects.create(
        hotel=hotel,
        document=document,
        number=newest.number + 1 if newest else 1,
        text=text,
        digest=_digest(text),
        pages=1,
        made_by_name=BY,
        published_at=timezone.now(),
    )
    cuts = [
        Cut(" > ".join(filter(None, (heading, piece.heading))), piece.text, code)
        for code, heading, body in parts
        for piece in cut_text(body, language=code, default=code)
    ]
    store(version, cuts, "")
    telling.tell(document, version)
    Document.objects.filter(pk=document.pk).update(title=title[:200])
    return document.pk
