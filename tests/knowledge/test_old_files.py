"""Files of old versions go, their texts stay."""

from agents import tasks
from agents.knowledge import shelf
from agents.models import DocumentVersion
from hotels.models import AuditEntry
from tests.factories import make_hotel
from tests.knowledge.test_search import GUIDE
from tests.knowledge.test_words_counted import take_in


def test_the_newest_three_files_and_that_of_the_published_version_are_kept(hotel):
    other = make_hotel("otra")
    for number in range(1, 7):
        take_in(hotel, f"{GUIDE}\n\nVersión {number}")
    take_in(other, GUIDE)
    first = DocumentVersion.objects.get(hotel=hotel, number=1)
    shelf.publish(hotel, first.pk, "Ana")
    waiting = shelf.take_in(hotel, "a.md", b"not read yet", "Ana")

    tasks.drop_old_files()
    tasks.drop_old_files()

    rows = DocumentVersion.objects.filter(hotel=hotel).order_by("number")
    assert [row.number for row in rows if row.raw is not None] == [1, 4, 5, 6, 7]
    assert all(row.text and row.chunks.exists() for row in rows if row.digest)
    assert bytes(DocumentVersion.objects.get(pk=waiting.arguments["version"]).raw) == b"not read yet"
    assert DocumentVersion.objects.get(hotel=other).raw is not None
    (entry,) = AuditEntry.objects.filter(action="document.files_dropped")
    assert (entry.hotel, entry.actor_name) == (hotel, "nightly")
    assert entry.details == {"versions": [2, 3], "bytes": 2}
