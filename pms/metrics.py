"""What operators see of the PMS: how many operations, how they ended, how long they took."""

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from prometheus_client import Counter, Histogram

from pms.errors import PMSRefused, PMSUnavailable, PMSUnknown

P = ParamSpec("P")
R = TypeVar("R")

OPERATIONS = Counter("pms_operations_total", "Operations asked of a PMS", ["operation", "status"])
LATENCY = Histogram(
    "pms_api_latency_seconds",
    "How long the PMS took",
    ["endpoint", "method"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10),
)


def measured(operation: str, method: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Count calls of a PMS method by outcome (`ok`, a refusal's code, `unavailable`, `unknown`, `error`)."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            start = time.monotonic()
            status = "error"
            try:
                result = function(*args, **kwargs)
                status = "ok"
            except PMSRefused as refusal:
                status = refusal.code
                raise
            except PMSUnavailable:
                status = "unavailable"
                raise
            except PMSUnknown:
                status = "unknown"
                raise
            else:
                return result
            finally:
                OPERATIONS.labels(operation, status).inc()
                LATENCY.labels(operation, method).observe(time.monotonic() - start)

        return call

    return decorate
