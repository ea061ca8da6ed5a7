"""A worker killed with SIGKILL in the middle of a file: the next one goes on, and every line counts once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from config.local.urls import socket_database_url
from hotels.models import Guest
from pms.exchange import importing
from pms.models import FileImport, Reservation, Room, RoomUse
from tests.exchange.conftest import NOON, csv_of, figures
from tests.factories import make_hotel, make_house, make_user

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["number;room_type", *(f"{n};DBL" for n in range(300, 550))]
HEADER = "arrival;departure;room_type;rate_plan;guest;adults;total"
STAYS = [HEADER, *(f"2027-{month:02}-10;2027-{month:02}-12;DBL;FLEX;Ana;2;100.00" for month in range(1, 13))]


def killed(pk: int, place: str, mark: Path) -> None:
    """Another process works on the file and dies there."""
    database = connection.settings_dict
    environment = os.environ | {
        "DATABASE_URL": socket_database_url(Path(database["HOST"]), database["NAME"], database["USER"]),
        "REDIS_URL": settings.REDIS_URL,
        "DIE_AT": place,
        "DIED_MARK": str(mark),
    }
    program = f"import tests.dying_worker; from pms.exchange import importing; importing.work({pk})"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, timeout=120, check=False
    )
    assert done.returncode == -signal.SIGKILL


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("kind", "lines", "place"),
    [
        ("rooms", ROOMS, "pms.exchange.rooms:Rooms.take:after"),
        ("rooms", ROOMS, "pms.exchange.importing:_Flight._beat:after"),
        ("reservations", STAYS, "pms.exchange.reservations:Reservations.take:after"),
        ("reservations", STAYS, "pms.exchange.importing:_Flight._one:after"),
        ("reservations", STAYS, "pms.exchange.importing:_Flight._beat:before"),
    ],
)
def test_the_next_worker_goes_on(tmp_path, kind, lines, place):
    hotel = make_house(make_hotel())
    row = importing.begin(hotel, kind, "file.csv", csv_of(*lines), make_user(hotel))
    importing.work(row.pk)
    assert importing.start(hotel, row.pk, make_user(hotel))

    killed(row.pk, place, tmp_path / "died")
    assert FileImport.objects.get(pk=row.pk).state == "running"
    FileImport.objects.filter(pk=row.pk).update(beat_at=NOON - 2 * importing.LOST_AFTER)
    while importing.work(row.pk):
        pass

    row.refresh_from_db()
    assert (row.state, row.done, *figures(row)) == ("done", row.lines, row.lines, 0, 0)
    if kind == "rooms":
        assert Room.objects.filter(hotel=hotel).count() == 4 + row.lines
    else:
        counted = {
            model: model.objects.filter(hotel=hotel).count() for model in (Reservation, RoomUse, Guest)
        }
        assert set(counted.values()) == {row.lines}
