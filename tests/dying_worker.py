"""A worker that kills itself with SIGKILL, once, at a named place: `DIE_AT=module:function:before|after`.

It runs the product's own code; only the place of its death is added from outside.
"""

import importlib
import os
import signal
from functools import wraps
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from config.celery import app  # noqa: E402, F401

MODULE, NAME, WHEN = os.environ["DIE_AT"].split(":")
MARK = Path(os.environ["DIED_MARK"])


def die_once() -> None:
    try:
        MARK.touch(exist_ok=False)
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def dying(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        if WHEN == "before":
            die_once()
        found = function(*args, **kwargs)
        if WHEN == "after":
            die_once()
        return found

    return wrapper


owner = importlib.import_module(MODULE)
*path, last = NAME.split(".")
for part in path:
    owner = getattr(owner, part)
setattr(owner, last, dying(getattr(owner, last)))
