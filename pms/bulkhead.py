"""At most a few calls of one hotel's PMS at a time, over all workers: a slow PMS holds up its own hotel only.

The places are a sorted set in Redis: a token for each call under way, with the time until which it counts.
A thread of each process says every few seconds that its calls still go on, so a worker that was killed
gives its places back soon, and a call may take as long as it takes. Without Redis there are no limits:
better an extra call than no call.
"""

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from redis import RedisError

from hotels.models import Hotel
from hotels.outside import redis_client, release_connection
from pms.errors import PMSUnavailable

LEASE_SECONDS = 12  # a process that has not been heard of for so long is dead
BEAT_SECONDS = 3

# KEYS: the places; ARGV: how many there are, a token, for how long. The clock is Redis's own.
_TAKE = """
local now = redis.call('TIME')[1] + 0
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[1]) then return 0 end
redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1
"""

# KEYS: the places; ARGV: a token, for how long. What was given back stays given back.
_KEEP = """
redis.call('ZADD', KEYS[1], 'XX', redis.call('TIME')[1] + ARGV[2], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
"""


@contextmanager
def place(hotel: Hotel, at_once: int, patience: float) -> Iterator[None]:
    """One of the hotel's places. Raises PMSUnavailable when none becomes free in so many seconds."""
    places, token = f"pms:{hotel.pk}:calls", uuid.uuid4().hex
    release_connection()  # before the wait, whatever the call itself does
    until = time.monotonic() + patience
    try:
        while not redis_client().eval(_TAKE, 1, places, at_once, token, LEASE_SECONDS):
            if time.monotonic() > until:
                raise PMSUnavailable("busy: too many calls of this hotel are under way")
            time.sleep(0.05)
    except RedisError:
        pass
    _keeper.hold(token, places)
    try:
        yield
    finally:
        _keeper.let_go(token)
        with suppress(RedisError):
            redis_client().zrem(places, token)


class _Keeper:
    """Renews what this process holds. Its thread is started by the first call, and again after a fork."""

    def __init__(self) -> None:
        self._held: dict[str, str] = {}  # token: places
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    def hold(self, token: str, places: str) -> None:
        self._held[token] = places
        with self._start:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._renew, name="pms-bulkhead", daemon=True)
                self._thread.start()

    def let_go(self, token: str) -> None:
        self._held.pop(token, None)

    def _renew(self) -> None:
        while True:
            time.sleep(BEAT_SECONDS)
            for token, places in list(self._held.items()):
                try:
                    redis_client().eval(_KEEP, 1, places, token, LEASE_SECONDS)
                except RedisError:
                    break  # at the next beat


_keeper = _Keeper()
