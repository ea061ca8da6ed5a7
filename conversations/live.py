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
    if len(by_hotel) > 1:
        rows = Conversation.objects.filter(pk__in=[pk for members in by_hotel.values() for pk in members])
        list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    for hotel_id, members in sorted(by_hotel.items()):
        changes = _placed(hotel_id, sorted(members))
        for change in changes:
            members[change.conversation].seq = change.seq
        transaction.on_commit(partial(ring, hotel_id, changes))


def _placed(hotel_id: int, ids: list[int]) -> list[Change]:
    """Give these conversations the hotel's next places, in this order."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH changed AS (
                SELECT id FROM conversations_conversation
                WHERE id = ANY(%(ids)s) AND hotel_id = %(hotel)s ORDER BY id FOR NO KEY UPDATE
            ), feed AS (
                INSERT INTO conversations_feed (hotel_id, seq) SELECT %(hotel)s, count(*) FROM changed
                ON CONFLICT (hotel_id) DO UPDATE SET seq = conversations_feed.seq + EXCLUDED.seq
                RETURNING seq - %(places)s AS last
            )
            UPDATE conversations_conversation AS conversation SET seq = feed.last + new.place
            FROM feed, unnest(%(ids)s) WITH ORDINALITY AS new (id, place)
            WHERE conversation.id = new.id AND conversation.hotel_id = %(hotel)s
            RETURNING conversation.id, conversation.seq
            """,
            {"hotel": hotel_id, "ids": ids, "places": len(ids)},
        )
        return sorted((Change(*row) for row in cursor.fetchall()), key=lambda change: change.seq)


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
