"""What stands between the house and an outside PMS: a cache, a bulkhead, the circuit's state.

- House data is kept 10 minutes, availability one; every write and every change that is seen there makes
  both worthless (a generation in the key). One worker asks, the others wait for its answer.
- While the PMS cannot be asked, answers up to 15 minutes old are given, marked with their age. They may
  be told, and are never quoted or booked on. Writing, and pricing what is written, never looks here.
- At most a few calls of one hotel at a time over all workers (pms/bulkhead.py).

Everything is in Redis under the hotel's id. Without Redis there is no cache and no bulkhead, but a PMS.
"""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar, cast

from redis import RedisError

from hotels.models import Hotel
from hotels.outside import CircuitOpen, breaker_state, redis_client, trip
from pms.base import (
    PMS,
    Availability,
    Change,
    Changes,
    GuestDetails,
    House,
    Money,
    Occupancy,
    Offer,
    Receipt,
    ReservationInfo,
    RoomWish,
    Stay,
)
from pms.bulkhead import place
from pms.errors import PMSAuthFailed, PMSRateLimited, PMSRefused, PMSUnavailable
from pms.metrics import BREAKER, BREAKER_CALLS, HITS, MISSES, counted, status_of
from pms.records import from_json, to_json

T = TypeVar("T")

HOUSE_SECONDS = 600
AVAILABILITY_SECONDS = 60
STALE_SECONDS = 900
ASKING_SECONDS = 15  # after which whoever asks counts as dead
WAIT_SECONDS = 3.0  # for the answer of whoever asks
CALLS_AT_ONCE = 4
READ_PATIENCE = 2.0
WRITE_PATIENCE = 25.0  # a guest's yes may wait for its turn, as long as for the turn to write
AUTH_SECONDS = 60.0
LIMIT_SECONDS = (1.0, 300.0)
STATES = {"closed": 0, "half_open": 1, "open": 2}
TROUBLED = "pms:troubled"  # the circuits that were not closed when last seen


class Guarded:
    """Fulfils pms.base.PMS by asking another one. `service` is its name in `hotels.outside`."""

    def __init__(self, pms: PMS, hotel: Hotel, service: str, *, at_once: int = CALLS_AT_ONCE) -> None:
        self.pms = pms
        self.hotel = hotel
        self.service = service
        self.at_once = at_once

    @property
    def circuit(self) -> str:
        return f"hotel-{self.hotel.pk}"

    @counted("house")
    def house(self) -> House:
        found, _ = self._cached("house", "", HOUSE_SECONDS, House, self.pms.house)
        return found

    @counted("find_offers")
    def find_offers(self, stay: Stay, occupancy: Occupancy, promotion: str = "") -> Availability:
        asked = json.dumps([to_json(stay), to_json(occupancy), promotion], sort_keys=True)
        found, age = self._cached(
            "find_offers",
            hashlib.sha256(asked.encode()).hexdigest(),
            AVAILABILITY_SECONDS,
            Availability,
            lambda: self.pms.find_offers(stay, occupancy, promotion),
        )
        if age <= AVAILABILITY_SECONDS:
            return found
        return replace(
            found,
            offers=tuple(replace(offer, stale_seconds=age) for offer in found.offers),
            stale_seconds=age,
        )

    @counted("book")
    def book(self, key: str, offers: Sequence[Offer], guest: GuestDetails, remarks: str = "") -> Receipt:
        return self._write(lambda: self.pms.book(key, offers, guest, remarks))

    @counted("preview_change")
    def preview_change(self, code: str, wishes: Sequence[RoomWish]) -> Change:
        return self._ask(lambda: self.pms.preview_change(code, wishes))

    @counted("change")
    def change(self, key: str, change: Change) -> Receipt:
        return self._write(lambda: self.pms.change(key, change))

    @counted("cancel")
    def cancel(self, key: str, code: str, fee: Money, rooms: Sequence[str] = ()) -> Receipt:
        return self._write(lambda: self.pms.cancel(key, code, fee, rooms))

    @counted("reservation")
    def reservation(self, code: str) -> ReservationInfo | None:
        return self._ask(lambda: self.pms.reservation(code))

    @counted("reservations_of")
    def reservations_of(self, guest: GuestDetails) -> Sequence[ReservationInfo]:
        return self._ask(lambda: self.pms.reservations_of(guest))

    @counted("changed_since")
    def changed_since(self, moment: datetime) -> Changes:
        return self._ask(lambda: self.pms.changed_since(moment))

    @counted("written")
    def written(self, key: str) -> Receipt | None:
        return self._ask(lambda: self.pms.written(key))

    def duplicates(self, key: str) -> Sequence[str]:
        """As pms.reconcile.FindsTwins; none where the PMS knows keys."""
        find = getattr(self.pms, "duplicates", None)
        return self._ask(lambda: find(key)) if find else ()

    # What follows serves the methods above.

    def _write(self, call: Callable[[], T]) -> T:
        """Whatever comes of it, what was known of the house before is worth nothing."""
        try:
            return self._ask(call, WRITE_PATIENCE)
        finally:
            forget(self.hotel)

    def _ask(self, call: Callable[[], T], patience: float = READ_PATIENCE) -> T:
        """One operation under the bulkhead, with its outcome told to the circuit's metrics."""
        state = breaker_state(self.service, self.circuit)
        failure: BaseException | None = None
        try:
            with place(self.hotel, self.at_once, patience):
                return call()
        except CircuitOpen as error:
            failure = PMSUnavailable("the PMS failed too often lately")
            raise failure from error
        except BaseException as error:
            failure = error
            self._trip(error)
            raise
        finally:
            result = "refused" if isinstance(failure, PMSRefused) else status_of(failure)
            BREAKER_CALLS.labels(state, result).inc()
            if state != "closed" or isinstance(failure, PMSUnavailable):
                show_breakers(f"{self.service}:{self.circuit}")

    def _trip(self, error: BaseException) -> None:
        if isinstance(error, PMSAuthFailed):
            trip(self.service, self.circuit, AUTH_SECONDS)
        elif isinstance(error, PMSRateLimited) and error.retry_after is not None:
            least, most = LIMIT_SECONDS
            trip(self.service, self.circuit, min(max(error.retry_after, least), most))

    def _cached(
        self, operation: str, asked: str, seconds: int, kind: type[T], call: Callable[[], T]
    ) -> tuple[T, int]:
        """The answer and its age in seconds; above `seconds` it is stale, and the PMS could not be asked."""
        key = f"pms:{self.hotel.pk}:{_generation(self.hotel)}:{self.service}:{operation}:{asked}"
        kept = _kept(key, kind)
        if kept and kept[1] <= seconds:
            HITS.labels(operation).inc()
            return kept
        MISSES.labels(operation).inc()
        if not _quietly(lambda: redis_client().set(f"{key}:asking", 1, nx=True, ex=ASKING_SECONDS), True):
            fresh = _awaited(key, kind, seconds) or (kept if kept else None)
            if fresh:
                return fresh
        try:
            # Whoever asked before may have come to an end between our look and our turn.
            if (fresh := _kept(key, kind)) and fresh[1] <= seconds:
                return fresh
            found = self._ask(call)
            _keep(key, found)
        except PMSUnavailable:
            if kept:
                HITS.labels(operation).inc()
                return kept
            raise
        finally:
            _quietly(lambda: redis_client().delete(f"{key}:asking"))
        return found, 0


def forget(hotel: Hotel) -> None:
    """Something was written, or changed by others: no answer from before counts any more."""
    _quietly(lambda: redis_client().incr(f"pms:{hotel.pk}:generation"))


def show_breakers(circuit: str = "") -> None:
    """Set the gauge to the worst circuit that was not closed when last seen, this one (or none) included."""
    try:
        redis = redis_client()
        if circuit:
            redis.sadd(TROUBLED, circuit)
        worst = 0
        for troubled in cast("set[str]", redis.smembers(TROUBLED)):
            state = STATES[breaker_state(*troubled.split(":", 1))]
            worst = max(worst, state)
            if not state:
                redis.srem(TROUBLED, troubled)
        BREAKER.set(worst)
    except RedisError:
        BREAKER.set(0)  # without Redis the breaker is closed


def _generation(hotel: Hotel) -> str:
    return str(_quietly(lambda: redis_client().get(f"pms:{hotel.pk}:generation")) or 0)


def _kept(key: str, kind: type[T]) -> tuple[T, int] | None:
    """What is kept under a key, and how old it is in seconds."""
    stored = cast("str | None", _quietly(lambda: redis_client().get(key)))
    if stored is None:
        return None
    record = json.loads(stored)
    return from_json(kind, record["value"]), max(0, round(time.time() - record["at"]))


def _keep(key: str, value: object) -> None:
    stored = json.dumps({"at": time.time(), "value": to_json(value)})
    _quietly(lambda: redis_client().set(key, stored, ex=STALE_SECONDS))


def _awaited(key: str, kind: type[T], seconds: int) -> tuple[T, int] | None:
    """The answer that somebody else is asking for, if it comes soon."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        time.sleep(0.05)
        if (kept := _kept(key, kind)) and kept[1] <= seconds:
            return kept
        if not _quietly(lambda: redis_client().exists(f"{key}:asking")):
            return None  # it failed
    return None


def _quietly(call: Callable[[], object], otherwise: object = None) -> object:
    """Ask Redis; without it, go on."""
    try:
        return call()
    except RedisError:
        return otherwise
