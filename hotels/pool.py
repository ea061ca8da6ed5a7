"""The pool of database connections after the database went away and came back."""

import sys
from typing import Any

from django.core.signals import got_request_exception
from django.db import OperationalError, connection


def forget_dead_connections() -> None:
    """Look at every idle connection of this process and drop the dead ones."""
    connection.close()
    if pool := getattr(connection, "pool", None):
        pool.check()


def after_an_error(sender: Any, request: Any = None, **_: Any) -> None:
    """A page that failed for a dead connection is the last one of this process to do so."""
    if isinstance(sys.exc_info()[1], OperationalError):
        forget_dead_connections()


def listen() -> None:
    """Connect to Django's signal of a failed request."""
    got_request_exception.connect(after_an_error)
