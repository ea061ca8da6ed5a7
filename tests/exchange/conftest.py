from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pms.exchange import export, importing
from pms.models import FileImport
from tests.factories import make_hotel, make_house, make_user

NOON = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("America/Mexico_City"))


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Sets the time; it is noon of 21 November 2026 in Mexico until a test says otherwise."""

    def at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment.astimezone(UTC))

    at(NOON)
    return at


@pytest.fixture
def hotel(db):
    return make_house(make_hotel())


@pytest.fixture
def manager(hotel):
    return make_user(hotel, "manager")


def csv_of(*lines: str) -> bytes:
    return "\r\n".join(lines).encode()


def looked(hotel, kind: str, *lines: str, raw: bytes = b"") -> FileImport:
    """A file that was looked through."""
    row = importing.begin(hotel, kind, f"{kind}.csv", raw or csv_of(*lines), make_user(hotel, "manager"))
    while importing.work(row.pk):
        pass
    row.refresh_from_db()
    return row


def taken(hotel, kind: str, *lines: str, raw: bytes = b"") -> FileImport:
    """A file that was taken in."""
    row = looked(hotel, kind, *lines, raw=raw)
    assert importing.start(hotel, row.pk, make_user(hotel, "manager"))
    while importing.work(row.pk):
        pass
    row.refresh_from_db()
    return row


def figures(row: FileImport) -> tuple[int, int, int]:
    """Created, changed, wrong."""
    return row.created, row.changed, len(row.bad)


def wrong(row: FileImport) -> list[tuple]:
    """Line, field and code of what is wrong."""
    return sorted(tuple(entry[:3]) for entry in row.bad)


def table(hotel, kind: str, delimiter: str = ";") -> bytes:
    """What can be taken away."""
    return "".join(export.table(hotel, kind, delimiter)).encode()
