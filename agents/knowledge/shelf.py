"""The hotel's documents as verbs: take in, publish, roll back, retire. Each leaves a trace in the audit.

A document's versions never change once they are read. What guests are told comes from the published one.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agents import jobs
from agents.knowledge import pieces, telling
from agents.knowledge.plain import Unreadable
from agents.knowledge.readers import kind_of
from agents.knowledge.telling import lock
from agents.models import Document, DocumentVersion, Job
from hotels import audit, outbound
from hotels.events import announce
from hotels.models import Hotel, User
from hotels.remembered import changed

FILE_BYTES = 20 * 1024 * 1024
DOCUMENTS = 1_000  # of one hotel


class NotPossible(Exception):
    """A wish that cannot be fulfilled, and changed nothing. `code` is stable, the text one sentence."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code


@dataclass(frozen=True)
class Scope:
    """To whom and when a document is told. Days are hotel-local, both included."""

    audience: str = Document.Audience.GUEST
    room_types: tuple[str, ...] = ()  # codes; none: all
    phases: tuple[str, ...] = ()  # of a stay; none: all
    valid_from: date | None = None
    valid_to: date | None = None
    language: str = ""  # "": found out per piece


def take_in(
    hotel: Hotel,
    name: str,
    raw: bytes,
    by: User | str,
    *,
    title: str = "",
    scope: Scope | None = None,
    publish: bool = False,
) -> Job:
    """Keep a file as a new version of the document of that name; the job that reads it waits for its bell.

    Raises NotPossible for what is no file we read. `publish`: as soon as it is read.
    """
    if len(raw) > FILE_BYTES:
        raise NotPossible(
            "too_large", _("A file may have %(n)s MB at most.") % {"n": FILE_BYTES // 1_048_576}
        )
    name = name.replace("\\", "/").rpartition("/")[2].strip()[:200] or "file"
    try:
        kind = kind_of(name, raw)
    except Unreadable as error:
        raise NotPossible(error.code, _(str(error))) from error
    named = title or name.rpartition(".")[0].replace("_", " ").replace("-", " ").strip() or name
    with transaction.atomic():
        document = _kept(hotel, kind, name, named, scope)
        version = _next_version(document, str(by), raw)
        job = jobs.open_job(
            hotel,
            Job.Kind.READ,
            _target(document),
            document.title,
            str(by),
            version=version.pk,
            publish=publish,
        )
        audit.record(hotel, by, "document.taken_in", document, {"version": version.number, "kind": kind})
    return job


def take_in_site(
    hotel: Hotel,
    url: str,
    by: User | str,
    *,
    title: str = "",
    scope: Scope | None = None,
    publish: bool = False,
) -> Job:
    """Keep a web address as a document; the job that crawls it waits for its bell. Raises NotPossible."""
    try:
        address = outbound.checked(url)
    except outbound.Refused as refused:
        raise NotPossible(refused.code, str(refused)) from refused
    key = str(address)
    if len(key) > 200:
        raise NotPossible("bad_address", _("The address is too long."))
    with transaction.atomic():
        document = _kept(hotel, Document.Kind.SITE, key, title or address.host, scope)
        version = _next_version(document, str(by))
        job = jobs.open_job(
            hotel,
            Job.Kind.CRAWL,
            _target(document),
            document.title,
            str(by),
            version=version.pk,
            publish=publish,
        )
        audit.record(hotel, by, "document.taken_in", document, {"version": version.number, "kind": "site"})
    return job


def publish(hotel: Hotel, version_id: int, by: User | str) -> DocumentVersion:
    """From now on guests are told this version. Raises NotPossible."""
    version = _version(hotel, version_id)
    counted = telling.prepare(version.document, version)
    with _turning(version.document):
        version = _version(hotel, version_id)
        _go_live(version, by, counted)
        audit.record(hotel, by, "document.published", version.document, {"version": version.number})
    return version


def roll_back(hotel: Hotel, document_id: int, by: User | str) -> DocumentVersion:
    """Back to the version that was published before this one. Raises NotPossible."""
    version = _earlier(hotel, document_id)
    counted = telling.prepare(version.document, version)
    with _turning(version.document):
        version = _earlier(hotel, document_id)  # somebody may have turned it meanwhile
        was = version.document.published
        _go_live(version, by, counted)
        numbers = {"from": was.number if was else None, "to": version.number}
        audit.record(hotel, by, "document.rolled_back", version.document, numbers)
    return version


def retire(hotel: Hotel, document_id: int, by: User | str) -> None:
    """Tell nobody of it any more; its versions stay, since answers were given from them."""
    document = _document(hotel, document_id)
    counted = telling.prepare(document, None)
    with _turning(document):
        document = _document(hotel, document_id)
        telling.tell(document, None, counted)
        audit.record(hotel, by, "document.retired", document)
        _told(document)


def describe(hotel: Hotel, document_id: int, by: User | str, title: str, scope: Scope) -> Document:
    """Change a document's title and scope. Raises NotPossible."""
    _check(scope)
    with transaction.atomic():
        lock(hotel.pk)
        document = _document(hotel, document_id)
        before = {name: getattr(document, name) for name in _fields(title, scope)}
        for name, value in _fields(title, scope).items():
            setattr(document, name, value)
        document.save()
        names = sorted(name for name, value in before.items() if getattr(document, name) != value)
        audit.record(hotel, by, "document.described", document, {"fields": names})
        _told(document)
    return document


def fill(version: DocumentVersion, text: str, cut: Sequence[pieces.Cut], pages: int) -> bool:
    """Write what was read into its version, once and for all. False: the newest version said the same.

    Without the hotel's lock, since thousands of pieces take seconds: what is not told yet is nobody else's.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    with transaction.atomic():
        document = _document(version.hotel, version.document_id)
        newest = document.versions.exclude(digest="").defer("raw", "text").order_by("-number").first()
        if newest is not None and newest.digest == digest:
            DocumentVersion.objects.filter(pk=version.pk, digest="").delete()
            return False
        unread = DocumentVersion.objects.filter(pk=version.pk, digest="")
        if unread.update(text=text, digest=digest, pages=pages) != 1:
            raise NotPossible("already_read", _("The version has been read already."))
        pieces.store(version, cut, document.title)
    return True


def drop_unread(version_id: int) -> None:
    """Forget a version that could not be read, and a document that has no other."""
    version = DocumentVersion.objects.filter(pk=version_id, digest="").defer("raw").first()
    if version is not None:
        version.delete()
        Document.objects.filter(pk=version.document_id, versions=None).delete()


def _kept(hotel: Hotel, kind: str, key: str, title: str, scope: Scope | None) -> Document:
    """The document of that key; a scope that is given is its new one."""
    lock(hotel.pk)
    _check(scope or Scope())
    document = Document.objects.filter(hotel=hotel, kind=kind, key=key).first()
    if document is None:
        if Document.objects.filter(hotel=hotel).exclude(kind=Document.Kind.PASSAGE).count() >= DOCUMENTS:
            raise NotPossible("too_many", _("A hotel may have %(n)s documents.") % {"n": DOCUMENTS})
        document = Document(hotel=hotel, kind=kind, key=key, url=key if kind == Document.Kind.SITE else "")
    elif scope is None:
        return document
    for name, value in _fields(document.title or title, scope or Scope()).items():
        setattr(document, name, value)
    document.save()
    return document


def _fields(title: str, scope: Scope) -> dict[str, Any]:
    values = asdict(scope) | {"title": title.strip()[:200] or "Document"}
    return values | {"room_types": [*scope.room_types], "phases": [*scope.phases]}


def _check(scope: Scope) -> None:
    if scope.audience not in Document.Audience.values:
        raise NotPossible("bad_audience", _("It is for guests or for staff."))
    if scope.valid_from and scope.valid_to and scope.valid_from > scope.valid_to:
        raise NotPossible("bad_validity", _("It must be valid from a day that is not after its last one."))


def _next_version(document: Document, by: str, raw: bytes | None = None) -> DocumentVersion:
    number = document.versions.aggregate(last=Max("number"))["last"] or 0
    return DocumentVersion.objects.create(
        hotel=document.hotel, document=document, number=number + 1, raw=raw, made_by_name=by[:120]
    )


def _version(hotel: Hotel, version_id: int) -> DocumentVersion:
    """The version with its document as they are now."""
    read = DocumentVersion.objects.exclude(digest="").defer("raw", "text")
    version = read.filter(hotel=hotel, pk=version_id).first()
    if version is None:
        raise NotPossible("not_found", _("There is no such version, or it has not been read yet."))
    version.document = _document(hotel, version.document_id)
    return version


def _earlier(hotel: Hotel, document_id: int) -> DocumentVersion:
    """The version that was published before the one that is told."""
    document = _document(hotel, document_id)
    if document.published is None:
        raise NotPossible("not_published", _("The document is not published."))
    earlier = document.versions.filter(published_at__isnull=False, number__lt=document.published.number)
    version = earlier.defer("raw", "text").order_by("-number").first()
    if version is None:
        raise NotPossible("no_earlier_version", _("No earlier version of it was ever published."))
    version.document = document
    return version


def _document(hotel: Hotel, document_id: int) -> Document:
    rows = Document.objects.select_related("published").defer("published__raw", "published__text")
    document = rows.filter(hotel=hotel, pk=document_id).first()
    if document is None:
        raise NotPossible("not_found", _("There is no such document."))
    return document


@contextmanager
def _turning(document: Document) -> Iterator[None]:
    """The hotel's lock for as long as a document's version is turned over, and cleared up behind it."""
    with transaction.atomic():
        lock(document.hotel_id)
        yield
    telling.clear(document.hotel_id, [document.pk])


def _go_live(version: DocumentVersion, by: User | str, counted: Mapping[int, Counter[str]]) -> None:
    document = version.document
    telling.tell(document, version, counted)
    version.published_at = timezone.now()
    version.published_by = by if isinstance(by, User) else None
    version.save(update_fields=["published_at", "published_by"])
    _told(document)


def _told(document: Document) -> None:
    changed(document.hotel_id)
    announce(document.hotel_id, "knowledge_changed", document=document.pk)


def _target(document: Document) -> str:
    return f"{document._meta.label_lower}:{document.pk}"
