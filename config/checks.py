"""What must be set before anything starts in production. Cheap: looks at settings alone."""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

# What gives a value away as one that nobody made: parts of it, or whole words in it.
_DUMMY_PARTS = re.compile(
    r"change-?_?me|dummy|placeholder|insecure|replace-?_?(me|this)|example|your-?_", re.I
)
_DUMMY_WORDS = frozenset(
    "secret test testing tests demo password default none null todo".split()  # noqa: SIM905
)
SHORTEST = {"SECRET_KEY": 32, "WHATSAPP_APP_SECRET": 16, "WHATSAPP_VERIFY_TOKEN": 8}


def problems() -> Iterator[str]:
    """One sentence for every setting that production cannot start with; nothing outside production."""
    if not settings.PRODUCTION:
        return
    for name in ("SECRET_KEY", "WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN"):
        yield from _secret(name, os.environ.get(name, ""), SHORTEST[name])
    yield from _encryption_keys(settings.FIELD_ENCRYPTION_KEYS)
    yield from _hosts(settings.ALLOWED_HOSTS)
    for name in ("DATABASE_URL", "REDIS_URL"):
        yield from _url(name, os.environ.get(name, ""))


def refuse_to_start() -> None:
    """Leave with the sentences when there are any; called by every process as it starts."""
    if found := list(problems()):
        print("\n".join([*found, "Conserje does not start."]), file=sys.stderr, flush=True)
        raise SystemExit(1)


@register("conserje")
def production_settings(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """The same for manage.py."""
    return [Error(sentence, id="conserje.E001") for sentence in problems()]


def is_dummy(value: str) -> bool:
    """Whether this looks like a value from an example, not one that somebody made."""
    words = {word.strip("0123456789") for word in re.split(r"[^a-z0-9]+", value.lower())}
    return bool(_DUMMY_PARTS.search(value) or _DUMMY_WORDS & words) or len(set(value)) < 6


def _secret(name: str, value: str, shortest: int) -> Iterator[str]:
    if not value:
        yield f"{name} is missing: set it in the environment."
    elif is_dummy(value):
        yield f"{name} is a dummy value: set one of your own in the environment."
    elif len(value) < shortest:
        yield f"{name} is too short: it needs {shortest} characters at least."


def _encryption_keys(keys: Sequence[str]) -> Iterator[str]:
    if not keys:
        yield "FIELD_ENCRYPTION_KEYS is missing: set it in the environment."
    for number, key in enumerate(keys, 1):
        which = f"FIELD_ENCRYPTION_KEYS (key {number})" if len(keys) > 1 else "FIELD_ENCRYPTION_KEYS"
        try:
            Fernet(key)
        except ValueError:
            yield f"{which} is no Fernet key: it must be 32 random bytes in URL-safe base64."
            continue
        if len(set(key)) < 10:
            yield f"{which} is a dummy value: make a random one."


def _hosts(hosts: Sequence[str]) -> Iterator[str]:
    if not hosts:
        yield "ALLOWED_HOSTS is missing: name the hosts under which this is reached."
    elif "*" in hosts:
        yield "ALLOWED_HOSTS must name hosts: * lets anybody pretend to be any host."
    elif any(re.search(r"(^|\.)example\.(com|org|net)$|change-?me", host) for host in hosts):
        yield "ALLOWED_HOSTS is a dummy value: name the hosts under which this is reached."


def _url(name: str, value: str) -> Iterator[str]:
    if not value:
        yield f"{name} is missing: set it in the environment."
        return
    try:
        parts = urlsplit(value)
        password, host = parts.password or "", parts.hostname or ""
    except ValueError:
        yield f"{name} is not a URL."
        return
    if _DUMMY_PARTS.search(password) or re.search(r"(^|\.)example\.(com|org|net)$", host):
        yield f"{name} is a dummy value: set the real one in the environment."
