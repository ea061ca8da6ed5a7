"""The files of old versions, which nobody needs: what was read of them stays."""

from django.db import transaction
from django.db.models import Window
from django.db.models.functions import Length, RowNumber

from agents.models import Document, DocumentVersion
from hotels import audit

KEPT = 3  # of a document


def drop() -> int:
    """Of each document keep the files of the newest versions and of the one that is published.

    Texts and pieces stay, of which answers were given. How many files went; each document's trail names them.
    """
    read = DocumentVersion.objects.exclude(digest="").filter(raw__isnull=False)
    place = Window(RowNumber(), partition_by="document", order_by="-number")
    old = read.annotate(place=place, size=Length("raw")).filter(place__gt=KEPT)
    rows = old.exclude(pk__in=Document.objects.exclude(published=None).values("published"))
    by_document: dict[int, list[tuple[int, int, int]]] = {}
    for document_id, *version in rows.values_list("document", "pk", "number", "size"):
        by_document.setdefault(document_id, []).append((version[0], version[1], version[2]))
    for document_id, versions in by_document.items():
        with transaction.atomic():
            document = Document.objects.select_related("hotel").get(pk=document_id)
            read.filter(pk__in=[pk for pk, _, _ in versions]).update(raw=None)
            numbers = sorted(number for _, number, _ in versions)
            freed = {"versions": numbers, "bytes": sum(size for _, _, size in versions)}
            audit.record(document.hotel, "nightly", "document.files_dropped", document, freed)
    return sum(map(len, by_document.values()))
