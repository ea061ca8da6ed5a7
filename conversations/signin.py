"""Signing in: ten wrong tries from one address for one mail, then a quarter of an hour's rest."""

import hashlib

import structlog
from django.contrib.auth import authenticate
from django.http import HttpRequest
from redis import RedisError

from channels_app.webhooks import client_address
from hotels.models import User
from hotels.outside import redis_client

log = structlog.get_logger(__name__)

TRIES = 10
TRIES_PER_ADDRESS = 60
REST_SECONDS = 15 * 60


class TooManyTries(Exception):
    """Nobody from there may try again for now."""


def check(request: HttpRequest, email: str, password: str) -> User | None:
    """The user, if mail and password are right. Raises TooManyTries.

    The try is counted before the password is looked at: a thousand at once get no more than ten. An
    unknown mail takes as long and counts as much as a wrong password.
    """
    email = email.replace("\x00", "").strip().lower()
    counters = _counters(email, client_address(request))
    if _is_over(counters):
        raise TooManyTries
    user = authenticate(request, username=email, password=password)
    if isinstance(user, User):
        _forget(counters)
        return user
    log.info("sign_in_failed", mail=_digest(email)[:12])
    return None


def _counters(email: str, address: str) -> dict[str, int]:
    """How many tries each counter allows. Digests: no mail address becomes a key in Redis."""
    return {
        f"signin:{_digest(email, address)}": TRIES,
        f"signin:{_digest(address)}": TRIES_PER_ADDRESS,
    }


def _is_over(counters: dict[str, int]) -> bool:
    """Count one more try. Without Redis nothing is counted: staff must be able to get in."""
    try:
        pipe = redis_client().pipeline()
        for key in counters:
            pipe.incr(key)
            pipe.expire(key, REST_SECONDS, nx=True)
        tries = pipe.execute()[::2]
    except RedisError as error:
        log.warning("sign_in_not_counted", error=type(error).__name__)
        return False
    return any(count > most for count, most in zip(tries, counters.values(), strict=True))


def _forget(counters: dict[str, int]) -> None:
    """Right: the tries for this mail from there are forgotten, and this one is no try at all."""
    mine, address = counters
    try:
        redis_client().delete(mine)
        redis_client().decr(address)
    except RedisError as error:
        log.warning("sign_in_not_counted", error=type(error).__name__)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
