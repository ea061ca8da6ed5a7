"""Calls to the outside (a model, a PMS, a messaging provider): one way to make them all.

`with outside("whatsapp", "send", key="hotel-7"):` gives the database connection back before the wait,
refuses at once while the circuit is open, and leaves a metric and a log line. Time-outs and retries
are the client's, declared where it is made.

The breaker is shared by all processes through Redis: five failures in a row open it, for 30 seconds
every call is refused, then a single probe decides. Without Redis it stays closed: better an extra
call than no call.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import cast

import structlog
from django.conf import settings
from django.db import connection
from prometheus_client import Counter, Gauge, Histogram
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

log = structlog.get_logger(__name__)

FAILURES_TO_OPEN = 5
OPEN_SECONDS = 30
PROBE_SECONDS = 30

CALLS = Counter("outside_calls_total", "Calls to the outside", ["service", "operation", "result"])
SECONDS = Histogram(
    "outside_call_seconds",
    "How long they took",
    ["service", "operation"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 40),
)
BREAKER = Gauge(
    "outside_breaker_open", "1 while calls are refused", ["service"], multiprocess_mode="mostrecent"
)


class CircuitOpen(Exception):
    """The service failed so often lately that it is not even asked."""


class OutsideInTransaction(RuntimeError):
    """A programming error: the outside must never be awaited with a transaction or a row lock held."""


@cache
def redis_client() -> "Redis":
    """Short time-outs and no retries: what asks here can do without an answer."""
    return Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=1,
        socket_connect_timeout=1,
        retry=Retry(NoBackoff(), 0),
        decode_responses=True,
    )


def release_connection() -> None:
    """Give the database connection back to the pool: the wait that follows may be long."""
    if connection.in_atomic_block:
        raise OutsideInTransaction("finish the transaction before calling the outside")
    connection.close()


class Call:
    """One call under way. `failed()` tells the breaker that the service itself is in trouble."""

    def __init__(self) -> None:
        self.result = "ok"

    def failed(self, result: str) -> None:
        """`result` is a short label (`timeout`, `5xx`, `429`), never free text."""
        self.result = result


@contextmanager
def outside(service: str, operation: str, *, key: str = "") -> Iterator[Call]:
    """Make one call. `key` tells circuits of the same service apart (a hotel's, a model's).

    Raises CircuitOpen without calling. An exception that leaves the block counts as a failure of
    the service unless the block said otherwise; a refusal that is our fault must be raised outside.
    """
    release_connection()
    circuit = f"breaker:{service}:{key}"
    breaker = BREAKER.labels(service)
    failures = _failures(circuit)
    if failures is None:
        CALLS.labels(service, operation, "refused").inc()
        breaker.set(1)
        raise CircuitOpen(service)
    call = Call()
    start = time.monotonic()
    try:
        yield call
    except BaseException as error:
        if call.result == "ok":
            call.failed(type(error).__name__)
        raise
    finally:
        took = time.monotonic() - start
        CALLS.labels(service, operation, call.result).inc()
        SECONDS.labels(service, operation).observe(took)
        log.info(
            "outside_call", service=service, operation=operation, result=call.result, ms=round(took * 1000)
        )
        if failures or call.result != "ok":
            breaker.set(_report(circuit, ok=call.result == "ok"))


def breaker_state(service: str, key: str = "") -> str:
    """`closed`, `open` (nobody is asked) or `half_open` (the next call decides). Without Redis: closed."""
    circuit = f"breaker:{service}:{key}"
    try:
        found = cast("list[str | None]", redis_client().mget(f"{circuit}:open", f"{circuit}:failures"))
    except RedisError:
        return "closed"
    if found[0]:
        return "open"
    return "closed" if int(found[1] or 0) < FAILURES_TO_OPEN else "half_open"


def trip(service: str, key: str = "", seconds: float = OPEN_SECONDS) -> None:
    """Open a circuit at once: the service said that calls are useless for so long. Then one call decides."""
    circuit = f"breaker:{service}:{key}"
    try:
        pipe = redis_client().pipeline()
        pipe.set(f"{circuit}:failures", FAILURES_TO_OPEN, ex=int(seconds) + OPEN_SECONDS * 10)
        pipe.set(f"{circuit}:open", 1, px=int(seconds * 1000))
        pipe.delete(f"{circuit}:probe")
        pipe.execute()
    except RedisError:
        pass  # as the breaker itself: without Redis it stays closed


def seconds_to_wait(headers: Mapping[str, str]) -> float | None:
    """What `Retry-After` asks for, given in seconds or as a date; None where it says nothing readable."""
    given = headers.get("Retry-After", "").strip()
    if given.isascii() and given.isdecimal():
        return float(given)
    try:
        until = parsedate_to_datetime(given)
        # A date without a zone is UTC, as HTTP has it.
        return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):
        return None


def _failures(circuit: str) -> int | None:
    """How many calls failed in a row so far; None while no call may be made."""
    try:
        redis = redis_client()
        is_open, failed = cast("list[str | None]", redis.mget(f"{circuit}:open", f"{circuit}:failures"))
        if is_open:
            return None
        failures = int(failed or 0)
        if failures < FAILURES_TO_OPEN:
            return failures
        # Half open: the 30 seconds are over, one caller tries.
        return failures if redis.set(f"{circuit}:probe", 1, nx=True, ex=PROBE_SECONDS) else None
    except RedisError:
        return 0


def _report(circuit: str, *, ok: bool) -> int:
    """Tell the breaker how it went; 1 when the circuit is open afterwards."""
    try:
        redis = redis_client()
        if ok:
            redis.delete(f"{circuit}:failures", f"{circuit}:open", f"{circuit}:probe")
            return 0
        pipe = redis.pipeline()
        pipe.incr(f"{circuit}:failures")
        pipe.expire(f"{circuit}:failures", OPEN_SECONDS * 10)
        failures = int(pipe.execute()[0])
        if failures < FAILURES_TO_OPEN:
            return 0
        redis.set(f"{circuit}:open", 1, ex=OPEN_SECONDS)
        redis.delete(f"{circuit}:probe")
        return 1
    except RedisError:
        return 0
