"""The embedded servers as everyone else sees them: where they are, whether they run, and running them.

    with servers(home) as found:            # starts what is not running, stops what it started
        connect(found.database, found.redis)

Imports neither Django nor Celery, so settings, manage.py and tests may all use it.
"""

import atexit
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from config.local.home import Lock, prepare, socket_folder
from config.local.postgres import NAME, Postgres, ServerError
from config.local.urls import (
    URLError,
    database_settings,
    redis_url,
    socket_database_url,
    socket_redis_url,
    without_password,
)
from config.local.valkey import SOCKET, Valkey

# How long to wait for another process that is starting the same servers; the first time it makes a database.
PATIENCE = 60.0


@dataclass(frozen=True)
class Urls:
    """Where the database and Redis are; see config.local.urls for the forms other libraries want."""

    database: str
    redis: str


def urls(home: Path) -> Urls:
    """Return where the embedded servers of a home are, or would be. Nothing is looked at or made."""
    folder = socket_folder(home)
    return Urls(socket_database_url(folder, NAME), socket_redis_url(folder / SOCKET))


def running(home: Path) -> bool:
    """Say whether both servers of a home answer."""
    return Valkey(home).answers() and Postgres(home).answers()


def owner_lock(home: Path) -> Lock:
    """Return the lock that whoever started the servers of a home holds as long as they run."""
    return Lock(home / "locks" / "servers")


@contextmanager
def servers(home: Path, *, durable: bool = True, database: bool = True, redis: bool = True) -> Iterator[Urls]:
    """Have the servers of a home running, and yield where they are.

    Whoever comes first starts them; those who come meanwhile (other commands, xdist workers) use
    them, and the first waits at its end, a minute at most, until the others are done. With
    `durable=False` they are faster and may lose data when the machine goes down: for tests, in a home
    of their own. `database` and `redis` say which are wanted. Raise ServerError or HomeError.
    """
    prepare(home)
    wanted: list[Postgres | Valkey] = []
    wanted += [Postgres(home, durable)] if database else []
    wanted += [Valkey(home, durable)] if redis else []
    with ExitStack() as undo:
        users, owner = Lock(home / "locks" / "users"), owner_lock(home)
        undo.callback(users.give_up)
        users.take(shared=True, wait=True)
        until = time.monotonic() + PATIENCE
        while not owner.take():
            if all(server.answers() for server in wanted):
                yield urls(home)
                return
            if time.monotonic() > until:
                raise ServerError(
                    f"Process {owner.owner()} has the servers of {home}, but they do not answer."
                )
            time.sleep(0.05)
        undo.callback(owner.give_up)
        for server in wanted:
            undo.callback(server.stop)
            server.start()
        undo.callback(_wait_for_others, users)
        yield urls(home)


def ensure(home: Path) -> Urls:
    """Have the servers running until this process ends: for one command of manage.py.

    Does nothing but a look when they run already. Raise ServerError or HomeError.
    """
    stack = ExitStack()
    found = stack.enter_context(servers(home))
    atexit.register(stack.close)
    return found


def reach(database: str, redis: str) -> None:
    """Ask those servers that were given by their URL, if any, whether they answer. Raise ServerError."""
    try:
        if database:
            _reach_database(database)
        if redis:
            _reach_redis(redis)
    except URLError as error:
        raise ServerError(str(error)) from error


def _reach_database(url: str) -> None:
    found = database_settings(url)
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    parameters = {name: found[key] for key, name in names.items() if found[key]}
    try:
        psycopg.connect(**(found["OPTIONS"] | parameters), connect_timeout=5).close()
    except psycopg.Error as error:
        where = without_password(url)
        raise ServerError(f"The database of DATABASE_URL ({where}) cannot be used: {error}") from error


def _reach_redis(url: str) -> None:
    # Imported here because it takes half a second, and most starts need none of it.
    from redis import Redis, RedisError
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    address = redis_url(url)
    try:
        client = Redis.from_url(address, socket_timeout=5, retry=Retry(NoBackoff(), 0))
        client.ping()
        client.close()
    except (RedisError, ValueError) as error:
        raise ServerError(
            f"The Redis of REDIS_URL ({without_password(url)}) cannot be used: {error}"
        ) from error


def _wait_for_others(users: Lock) -> None:
    """Wait until nobody else uses the servers. From then on newcomers wait, until they are stopped."""
    users.give_up()
    until = time.monotonic() + PATIENCE
    while not users.take() and time.monotonic() < until:
        time.sleep(0.05)
