"""The feed of changes: every change of a conversation gets the next place in its hotel's feed, and rings.

The row keeps the place, the ring only says "look". Whoever missed rings asks for everything after
the last place that was seen.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.db import connection, transaction

from conversations.models import Conversation, Feed
from hotels.events import publish

CATCH_UP_LIMIT = 500


@dataclass(frozen=True)
class Change:
    """A conversation changed; `seq` is the place of the change in the hotel's feed."""

    conversation: int
    seq: int


def stamp(*conversations: Conversation) -> None:
    """Give each conversation the next place in its hotel's feed, and ring once that is committed.

    The last act of a transaction: the feed's row stays locked until it ends, which makes the order
    of places the order of commits. Raises TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("stamp is the last act of a transaction")
    by_hotel: dict[int, dict[int, Conversation]] = defaultdict(dict)
    for conversation in conversations:
        by_hotel[conversation.hotel_id][conversation.pk] = conversation
    # Conversations before feeds, each in order of id: two that stamp the same rows never wait for each other.
    ids = [pk for members in by_hotel.values() for pk in members]
    rows = Conversation.objects.filter(pk__in=ids).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
    for hotel_id, members in sorted(by_hotel.items()):
        last = _raise_feed(hotel_id, len(members))
        changes = []
        for seq, (pk, conversation) in enumerate(sorted(members.items()), start=last - len(members) + 1):
            Conversation.objects.filter(pk=pk).update(seq=seq)
            conversation.seq = seq
            changes.append(Change(pk, seq))
        transaction.on_commit(partial(ring, hotel_id, changes))


def _raise_feed(hotel_id: int, places: int) -> int:
    """Take the next `places` places, under the lock of the feed's row; the last of them comes back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO conversations_feed (hotel_id, seq) VALUES (%s, %s)"
            " ON CONFLICT (hotel_id) DO UPDATE SET seq = conversations_feed.seq + EXCLUDED.seq RETURNING seq",
            [hotel_id, places],
        )
        return int(cursor.fetchone()[0])


def ring(hotel_id: int, changes: Iterable[Change]) -> None:
    """Tell whoever listens to the hotel. Without Redis nobody hears it, and they look by themselves soon."""
    kind = "conversation.changed"
    publish(
        hotel_id,
        [
            {"type": kind, "hotel": hotel_id, "conversation": change.conversation, "seq": change.seq}
            for change in changes
        ],
    )


def place(hotel_id: int) -> int:
    """The newest place in the hotel's feed; 0 when nothing ever happened."""
    return Feed.objects.filter(hotel_id=hotel_id).values_list("seq", flat=True).first() or 0


def changes_after(hotel_id: int, seq: int, limit: int = CATCH_UP_LIMIT) -> list[Change]:
    """What changed after a place, in order; a conversation that changed twice comes once, at its newest."""
    rows = Conversation.objects.filter(hotel_id=hotel_id, seq__gt=seq).order_by("seq")
    return [Change(pk, place) for pk, place in rows.values_list("pk", "seq")[:limit]]
