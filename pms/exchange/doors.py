"""The public address of a feed: who has it may read it, whoever guesses learns nothing."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import http_date, parse_http_date_safe, quote_etag
from django.views.decorators.http import require_safe
from redis import RedisError

from hotels.outside import redis_client
from pms.exchange.ical import calendar, digest, find_feed

READS_PER_MINUTE = 30  # of one feed
WRONG_PER_MINUTE = 30  # from one address
REMEMBERED = 40 * 24 * 3600  # seconds


@require_safe
def feed(request: HttpRequest, token: str, address_of: Callable[[HttpRequest], str]) -> HttpResponse:
    """The feed, 304 when the caller has it, 404 for any address that is none (any more), 429 for too many."""
    secret = digest(token)
    wrong = f"feed:wrong:{digest(address_of(request))[:32]}"
    if _count(f"feed:read:{secret}") > READS_PER_MINUTE or _counted(wrong) >= WRONG_PER_MINUTE:
        return _plain("Too many requests.", 429, {"Retry-After": "60"})
    found = find_feed(token)
    if found is None:
        _count(wrong)
        return _plain("There is no such calendar.", 404)
    body = calendar(found).encode()
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    since = _unchanged_since(secret, etag)
    headers = {"ETag": etag, "Last-Modified": http_date(since.timestamp()), "X-Robots-Tag": "noindex"}
    if _has_it(request, etag, since):
        response = HttpResponse(status=304, headers=headers)
    else:
        name = f"{found.hotel.slug}-{found.room_type.code}.ics"
        headers["Content-Disposition"] = f'inline; filename="{name}"'
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _has_it(request: HttpRequest, etag: str, since: datetime) -> bool:
    """RFC 9110, 13.2.2: where there is an If-None-Match, the date does not count."""
    if given := request.headers.get("If-None-Match"):
        return given.strip() == "*" or etag in {each.strip().removeprefix("W/") for each in given.split(",")}
    known = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return known is not None and int(since.timestamp()) <= known


def _unchanged_since(secret: str, etag: str) -> datetime:
    """When the feed was first seen as it is now; what has been deleted leaves no date in our tables."""
    now = timezone.now()
    try:
        key = f"feed:since:{secret}"
        kept = cast("str | None", redis_client().get(key)) or ""
        known, _, at = kept.rpartition(" ")
        if known != etag:
            at = str(int(now.timestamp()))
        redis_client().set(key, f"{etag} {at}", ex=REMEMBERED)
        return datetime.fromtimestamp(int(at), UTC)
    except RedisError:
        return now


def _count(key: str) -> int:
    """One more within this minute; without Redis nobody is counted."""
    try:
        pipe = redis_client().pipeline()
        pipe.incr(key)
        pipe.expire(key, 60, nx=True)
        return int(pipe.execute()[0])
    except RedisError:
        return 0


def _counted(key: str) -> int:
    try:
        return int(cast("str | None", redis_client().get(key)) or 0)
    except RedisError:
        return 0


def _plain(text: str, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8", headers=headers)
