"""Database and Redis URLs in the forms that Django, redis-py and Celery each understand."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit, urlunsplit

DATABASE_SCHEMES = ("postgres", "postgresql")
REDIS_SCHEMES = ("redis", "rediss", "unix", "redis+socket")


class URLError(ValueError):
    """A DATABASE_URL or REDIS_URL that cannot be used; the message shows no password."""


def socket_database_url(folder: Path, name: str = "conserje", user: str = "conserje") -> str:
    """Return the URL of a PostgreSQL that listens on a Unix socket in a folder.

    It is libpq's own form, which `psql` and `psycopg.connect` take; Django needs `database_settings`.
    """
    # The port is part of the socket's name, and a PGPORT in the caller's environment would change it.
    return f"postgresql://{user}@/{name}?host={quote(str(folder), safe='')}&port=5432"


def socket_redis_url(path: Path, database: int = 0) -> str:
    """Return the URL of a Redis that listens on a Unix socket, as redis-py and channels-redis read it."""
    return f"unix://{quote(str(path))}?db={database}"


def database_settings(url: str) -> dict[str, Any]:
    """Return the DATABASES entry for a PostgreSQL URL; what the query adds goes into OPTIONS.

    A Unix socket may be given as `postgresql://user@/name?host=/folder`, as
    `postgresql://user@%2Ffolder/name` or as `postgres:////folder/name`. Raise URLError for anything else.
    """
    parts = urlsplit(url)
    if parts.scheme not in DATABASE_SCHEMES:
        raise URLError("DATABASE_URL must begin with postgres:// or postgresql://.")
    login, _, place = parts.netloc.rpartition("@")
    # Not parse_qs: to libpq a plus sign is a plus sign.
    pairs = (pair.partition("=") for pair in parts.query.split("&") if pair)
    options = {unquote(key): unquote(value) for key, _, value in pairs}
    if place.startswith(("/", "%2F", "%2f")):
        host, port = unquote(place), None
    else:
        host, port = parts.hostname or "", _port(url)
    path = unquote(parts.path.removeprefix("/"))
    if path.startswith("/"):
        host, _, path = path.rpartition("/")
    if not path:
        raise URLError("DATABASE_URL names no database: it must end with /name.")
    user, _, password = login.partition(":")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": path,
        "USER": unquote(user) or options.pop("user", ""),
        "PASSWORD": unquote(password) or options.pop("password", ""),
        "HOST": options.pop("host", "") or host,
        "PORT": options.pop("port", "") or (str(port) if port else ""),
        "OPTIONS": options,
    }


def redis_url(url: str) -> str:
    """Return the URL as redis-py and channels-redis read it. Raise URLError for a scheme that is no Redis."""
    parts = urlsplit(url)
    if parts.scheme not in REDIS_SCHEMES:
        raise URLError("REDIS_URL must begin with redis://, rediss://, unix:// or redis+socket://.")
    if parts.scheme != "redis+socket":
        _port(url)
        return url
    query = parse_qs(parts.query)
    if "virtual_host" in query:
        query["db"] = query.pop("virtual_host")
    return _with(parts.netloc, parts.path, "unix", urlencode(query, doseq=True))


def celery_url(url: str) -> str:
    """Return the URL as Celery's broker and result backend read it. Raise URLError as `redis_url` does."""
    parts = urlsplit(redis_url(url))
    query = parse_qs(parts.query)
    if parts.scheme == "unix":
        query["virtual_host"] = query.pop("db", ["0"])
        return _with(parts.netloc, parts.path, "redis+socket", urlencode(query, doseq=True))
    if parts.scheme == "rediss" and "ssl_cert_reqs" not in query:
        # Celery's result backend refuses rediss:// without a word on certificates; redis-py's own
        # default is to verify them.
        query["ssl_cert_reqs"] = ["required"]
        return urlunsplit(parts._replace(query=urlencode(query, doseq=True)))
    return urlunsplit(parts)


def without_password(url: str) -> str:
    """Return the URL with its password hidden, fit to be shown."""
    parts = urlsplit(url)
    login, at, place = parts.netloc.rpartition("@")
    user, colon, _ = login.partition(":")
    return urlunsplit(parts._replace(netloc=f"{user}{colon and ':***'}{at}{place}"))


def _with(place: str, path: str, scheme: str, query: str) -> str:
    return f"{scheme}://{place}{path}{query and '?' + query}"


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError as error:
        raise URLError(f"The port in {without_password(url)} is not a number.") from error
