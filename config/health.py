"""Whether this process lives, and whether everything a guest needs is there."""

import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg
import structlog
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from redis import RedisError

from hotels.models import Hotel
from hotels.outside import redis_client
from pms.errors import PMSError
from pms.models import PMSLink
from pms.systems import open_pms

log = structlog.get_logger(__name__)

FRESH_SECONDS = 1.0
DATABASE_SECONDS = 2

_lock = threading.Lock()
_last: list[tuple[float, dict[str, str]]] = []


def live(request: HttpRequest) -> JsonResponse:
    """Always 200: the process answers. Nothing else is looked at."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """200 when guests can be answered, else 503; says what is missing, never why: that is in the log."""
    states = _states()
    is_ready = all(state == "ok" for state in states.values())
    return JsonResponse(
        {"status": "ok" if is_ready else "unavailable"} | states, status=200 if is_ready else 503
    )


def _states() -> dict[str, str]:
    """Looked at once a second at most, so that asking often costs no connections."""
    with _lock:
        if not _last or time.monotonic() - _last[0][0] > FRESH_SECONDS:
            states = look()
            _last[:] = [(time.monotonic(), states)]
        return _last[0][1]


def look() -> dict[str, str]:
    """The state of each part, `ok` or `unavailable`."""
    states = {"database": _state("database", _ask_database), "redis": _state("redis", _ask_redis)}
    states |= _workers()
    if settings.CHECK_PMS_IN_READINESS and states["database"] == "ok":
        states["pms"] = _state("pms", _ask_pms)
    return states


def _state(part: str, ask: Callable[[], object]) -> str:
    try:
        ask()
    except (psycopg.Error, RedisError, PMSError) as error:
        log.warning("not_ready", part=part, error=type(error).__name__)
        return "unavailable"
    return "ok"


def _ask_database() -> None:
    """On a connection of its own: it must not wait for the pool, nor longer than the prober does."""
    parameters = connection.get_connection_params()
    for name in ("pool", "cursor_factory", "context"):
        parameters.pop(name, None)
    parameters |= {
        "connect_timeout": DATABASE_SECONDS,
        "options": f"-c statement_timeout={DATABASE_SECONDS * 1000}",
    }
    with psycopg.connect(**parameters) as own:
        own.execute("SELECT 1")


def _ask_redis() -> None:
    redis_client().ping()


def _workers() -> dict[str, str]:
    """A worker proves itself every few seconds, through its own queue."""
    try:
        seen: Any = redis_client().mget([f"worker:{queue}:seen" for queue in settings.QUEUES])
    except RedisError:
        seen = [None] * len(settings.QUEUES)
    return {
        f"worker-{queue}": "ok" if at else "unavailable"
        for queue, at in zip(settings.QUEUES, seen, strict=True)
    }


def _ask_pms() -> None:
    """Every PMS that is in use, at one hotel each. Raises PMSError."""
    links = (
        PMSLink.objects.filter(hotel__is_active=True).order_by("kind", "url", "id").distinct("kind", "url")
    )
    for hotel in Hotel.objects.filter(pms_link__in=links.values("pk")).select_related("tier"):
        open_pms(hotel).house()
