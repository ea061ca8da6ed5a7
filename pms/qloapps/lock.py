"""One writer per hotel, over all workers: of two bookings at once QloApps may give both one room.

Kept in Redis, so that no database connection is held while QloApps is awaited. Without Redis nothing
is written: a booking that has to wait is better than a room sold twice.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from redis import RedisError
from redis.exceptions import LockError

from hotels.models import Hotel
from hotels.outside import redis_client, release_connection
from pms.errors import PMSUnavailable
from pms.qloapps.client import CONNECT_SECONDS, READ_SECONDS, WRITE_SECONDS

# A write and the looks after it; what the shop still does then is over as well.
HOLD_SECONDS = 2 * (WRITE_SECONDS + CONNECT_SECONDS) + 3 * (READ_SECONDS + CONNECT_SECONDS)
WAIT_SECONDS = 25.0
POLL_SECONDS = 0.05


class Turn:
    """A writer's turn. `renew` before each write: who lost the turn meanwhile must not write."""

    def __init__(self, hotel: Hotel) -> None:
        self._lock = redis_client().lock(
            f"qloapps:writing:{hotel.pk}", timeout=HOLD_SECONDS, sleep=POLL_SECONDS, thread_local=False
        )
        self.keep = False  # leave the turn to run out: the shop may still be at work on a write of ours

    def take(self) -> None:
        release_connection()  # others need it while this one waits
        try:
            if not self._lock.acquire(blocking_timeout=WAIT_SECONDS):
                raise PMSUnavailable("too many want to write to QloApps at once")
        except RedisError as error:
            raise PMSUnavailable("nobody can say whose turn it is to write") from error

    def renew(self) -> None:
        """Raises PMSUnavailable when the turn is another's by now."""
        try:
            self._lock.reacquire()
        except (LockError, RedisError) as error:
            raise PMSUnavailable("the turn to write was lost") from error

    def give_back(self) -> None:
        try:
            if not self.keep:
                self._lock.release()
        except (LockError, RedisError):
            pass  # it runs out by itself


@contextmanager
def writers_turn(hotel: Hotel) -> Iterator[Turn]:
    """Wait for the hotel's turn to write. Raises PMSUnavailable; nothing was sent then."""
    turn = Turn(hotel)
    turn.take()
    try:
        yield turn
    finally:
        turn.give_back()
