"""What operators see of the PMS: operations, how they ended, how long calls took, the circuit, the cache.

A hotel is no label: there may be hundreds. The log line of each call names it.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from prometheus_client import Counter, Gauge, Histogram

from pms.errors import PMSRefused, PMSUnavailable, PMSUnknown

P = ParamSpec("P")
R = TypeVar("R")

OPERATIONS = Counter("pms_operations_total", "Operations asked of a PMS", ["operation", "status"])
LATENCY = Histogram(
    "pms_api_latency_seconds",
    "How long the PMS took: each HTTP call of an outside one, each operation of the builtin one",
    ["endpoint", "method"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10),
)
BREAKER = Gauge(
    "pms_circuit_breaker_state",
    "The worst of all hotels: 0 closed, 1 half open, 2 open",
    multiprocess_mode="mostrecent",
)
BREAKER_CALLS = Counter(
    "pms_circuit_breaker_calls_total",
    "Operations of outside PMSs by the circuit's state before them, and how they ended",
    ["state", "result"],
)
HITS = Counter("pms_cache_hits_total", "Answers from the cache", ["operation"])
MISSES = Counter("pms_cache_misses_total", "Questions the cache could not answer", ["operation"])


def measured(operation: str, method: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Count and time calls of a PMS method whose `endpoint` is the operation itself."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        counting = counted(operation)(function)

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            with LATENCY.labels(operation, method).time():
                return counting(*args, **kwargs)

        return call

    return decorate


def counted(operation: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Count calls of a PMS method by outcome (`ok`, a refusal's code, `unavailable`, `unknown`, `error`)."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            status = "error"
            try:
                result = function(*args, **kwargs)
                status = "ok"
            except (PMSRefused, PMSUnavailable, PMSUnknown) as error:
                status = status_of(error)
                raise
            else:
                return result
            finally:
                OPERATIONS.labels(operation, status).inc()

        return call

    return decorate


def status_of(error: BaseException | None) -> str:
    """How an operation ended, as a label."""
    match error:
        case None:
            return "ok"
        case PMSRefused():
            return error.code
        case PMSUnavailable():
            return "unavailable"
        case PMSUnknown():
            return "unknown"
        case _:
            return "error"
