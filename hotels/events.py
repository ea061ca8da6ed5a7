"""What happens in a hotel, told to whoever listens on its sockets. The rows are the truth; it only rings."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Literal

import structlog
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import transaction
from redis import RedisError

from hotels.outside import redis_client

log = structlog.get_logger(__name__)

Kind = Literal[
    "agent_created",
    "agent_updated",
    "agent_deleted",
    "agent_validated",
    "template_created",
    "rollout_changed",
    "task_status_update",
    "task_completed",
    "task_failed",
    "knowledge_changed",
    "gap_opened",
]


def group_of(hotel_id: int) -> str:
    """The channel-layer group that hears a hotel's rings."""
    return f"hotel-{hotel_id}"


def announce(hotel_id: int, kind: Kind, **what: Any) -> None:
    """Tell the hotel's staff sockets `{"type": kind, "hotel": slug, **what}` once this is committed.

    `what` is JSON with ids, codes and figures: no secrets and no guest's words.
    """
    event = {"type": "hotel.event", "hotel": hotel_id, "event": {"type": kind, **what}}
    transaction.on_commit(partial(publish, hotel_id, [event]))


def publish(hotel_id: int, events: Sequence[Mapping[str, Any]]) -> None:
    """Send to the hotel's group now. Without Redis nobody hears it.

    Published as RedisPubSubChannelLayer.group_send does it, but on the connection this process has
    anyway: through async_to_sync every ring would make an event loop and a connection of its own.
    """
    config: Any = settings.CHANNEL_LAYERS["default"]["CONFIG"]
    channel = f"{config['prefix']}__group__{group_of(hotel_id)}"
    layer = get_channel_layer()
    try:
        pipe = redis_client().pipeline(transaction=False)
        for event in events:
            pipe.publish(channel, layer.serialize(dict(event)))
        pipe.execute()
    except RedisError as error:
        log.warning("ring_unheard", hotel_id=hotel_id, error=type(error).__name__)
