"""The catalogues are compiled by the build; tests must not depend on somebody having run it."""

import os
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.test import Client

from tests.factories import make_hotel, make_user

for source in (Path(__file__).parents[2] / "locale").glob("*/LC_MESSAGES/django.po"):
    target = source.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        with source.open("rb") as po:
            catalogue = read_po(po, locale=source.parts[-3])
        # In one go: other workers of the tests may be reading it.
        draft = target.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as mo:
            write_mo(mo, catalogue)
        draft.replace(target)


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Thirty rounds of sign-in need no slow hashes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def hotel(db):
    return make_hotel("azul")


@pytest.fixture
def staff(hotel):
    return make_user(hotel, name="Ana Beltrán")


@pytest.fixture
def client(staff):
    client = Client(headers={"accept-language": "en"})
    client.force_login(staff)
    return client
