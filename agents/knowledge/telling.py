"""Which version of a document is told: turned over in a moment, whatever its size.

What takes time is done before and after, without the hotel's lock: pieces are entered into the search's
indexes and words counted beforehand, and what is told no more leaves the indexes afterwards.
`Document.published` alone says what is told: a reader finds all pieces of one version, never some of two.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import connection, transaction
from django.db.models import F

from agents.knowledge import words
from agents.models import Chunk, Document, DocumentVersion

STEP = 200  # pieces


def lock(hotel_id: int) -> None:
    """One change of what a hotel tells at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('shelf'), %s)", [hotel_id])


def prepare(document: Document, version: DocumentVersion | None) -> dict[int, Counter[str]]:
    """What needs no lock before `tell`, to be handed to it: the words of what comes and of what goes."""
    if version is not None:
        while _enter(document.hotel_id, version.pk):
            pass
    turned = {version.pk if version else None, document.published_id} - {None}
    return {each: words.of_version(document.hotel_id, each) for each in turned if each}


def tell(
    document: Document,
    version: DocumentVersion | None,
    counted: Mapping[int, Counter[str]] | None = None,
) -> None:
    """From now on this version is told, or nothing. Under the lock; `document` as it is now."""
    hotel_id, was = document.hotel_id, document.published_id
    if version is not None:
        while _enter(hotel_id, version.pk):  # nothing, unless another's `clear` came between
            pass

    def of(version_id: int | None) -> Counter[str]:
        if version_id is None:
            return Counter()
        return (counted or {}).get(version_id) or words.of_version(hotel_id, version_id)

    words.turn(hotel_id, of(version.pk if version else None), of(was))
    document.published = version
    document.save(update_fields=["published"])


def clear(hotel_id: int, documents: Iterable[int]) -> None:
    """Take out of the indexes what these documents tell no more; of a worker that died, the next one does.

    Under the lock, step by step: what is told must not turn meanwhile.
    """
    untold = Chunk.objects.filter(hotel=hotel_id, version__document__in=[*documents], is_indexed=True)
    untold = untold.exclude(version__document__published=F("version"))
    left = STEP
    while left == STEP:
        with transaction.atomic():
            lock(hotel_id)
            left = Chunk.objects.filter(pk__in=[*untold.values_list("pk", flat=True)[:STEP]]).update(
                is_indexed=False
            )


def _enter(hotel_id: int, version_id: int) -> bool:
    """Some more pieces of a version into the indexes; False when all are. A vector takes a millisecond."""
    with transaction.atomic():
        outside = Chunk.objects.filter(hotel=hotel_id, version=version_id, is_indexed=False)
        ids = outside.select_for_update().order_by("pk").values_list("pk", flat=True)[:STEP]
        return Chunk.objects.filter(pk__in=[*ids]).update(is_indexed=True) > 0
