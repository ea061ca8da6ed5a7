"""A process's own memory of a hotel's configuration, dropped in all processes at once when it changes.

Each change takes a new number in Redis; a process whose number is another one reads again. One small
question to Redis per turn buys that nobody ever answers from yesterday's configuration. Without Redis
everything is read from the database; a change made while it was away is known within a minute.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import Any, TypeVar, cast

import structlog
from django.db import transaction
from redis import RedisError

from hotels.outside import redis_client

log = structlog.get_logger(__name__)

HOTELS = 2_000  # kept at most, the least used go first
KEEP_SECONDS = 7 * 86_400
OLDEST_SECONDS = 60.0
T = TypeVar("T")

_kept: OrderedDict[tuple[int, str], tuple[str, float, Any]] = OrderedDict()
_lock = Lock()


def remembered(hotel_id: int, name: str, load: Callable[[], T]) -> T:
    """What `load` gives, as long as the hotel's configuration has not changed. Treat it as read-only."""
    number = _number(hotel_id)
    if number is None:
        with _lock:
            _kept.clear()  # what changes while Redis is away has the number of before when it is back
        return load()
    with _lock:
        known = _kept.get((hotel_id, name))
        if known and known[0] == number and time.monotonic() < known[1]:
            _kept.move_to_end((hotel_id, name))
            return cast(T, known[2])
    found = load()
    with _lock:
        _kept[hotel_id, name] = (number, time.monotonic() + OLDEST_SECONDS, found)
        while len(_kept) > HOTELS:
            _kept.popitem(last=False)
    return found


def changed(hotel_id: int) -> None:
    """The hotel's configuration is another one, as soon as this transaction is committed."""
    transaction.on_commit(partial(_renumber, hotel_id))


def _number(hotel_id: int) -> str | None:
    """The number of the hotel's configuration; None without Redis."""
    try:
        client = redis_client()
        number = cast("str | None", client.get(_key(hotel_id)))
        if number is None:
            client.set(_key(hotel_id), secrets.token_hex(8), nx=True, ex=KEEP_SECONDS)
            number = cast("str | None", client.get(_key(hotel_id)))
    except RedisError:
        return None
    return number


def _renumber(hotel_id: int) -> None:
    try:
        redis_client().set(_key(hotel_id), secrets.token_hex(8), ex=KEEP_SECONDS)
    except RedisError:
        log.warning("change_not_told", hotel=hotel_id)


def _key(hotel_id: int) -> str:
    return f"config:{hotel_id}"
