"""Who works on a file, how far it is, and that no line is lost or done twice when a worker dies."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from pms import tasks
from pms.exchange import importing
from pms.models import FileImport, Reservation, Room
from tests.exchange.conftest import NOON, csv_of, figures, looked, taken
from tests.factories import make_hotel, make_user

pytestmark = pytest.mark.django_db

ROOMS = ["number;room_type", *(f"{n};DBL" for n in range(300, 550)), "551;XXL"]
HEADER = "arrival;departure;room_type;rate_plan;guest;adults;total"
STAYS = [HEADER, *(f"2027-{month:02}-10;2027-{month:02}-12;DBL;FLEX;Ana;2;100.00" for month in range(1, 9))]


class Died(BaseException):
    """What a killed process leaves: nothing after it is run."""


def die_at(monkeypatch, times: int, place: str = "_one"):
    """The worker dies the so many-th time it comes to this place."""
    real = getattr(importing._Flight, place)
    count = iter(range(1, 10_000))

    def dying(self, *args, **kwargs):
        if next(count) == times:
            raise Died
        return real(self, *args, **kwargs)

    monkeypatch.setattr(importing._Flight, place, dying)
    return lambda: monkeypatch.setattr(importing._Flight, place, real)


def work_on(pk: int) -> FileImport:
    while importing.work(pk):
        pass
    return FileImport.objects.get(pk=pk)


@pytest.mark.parametrize("place", ["_one", "_beat"])
@pytest.mark.parametrize("times", [1, 2, 3, 5])
@pytest.mark.parametrize(("kind", "lines"), [("rooms", ROOMS), ("reservations", STAYS)])
def test_a_file_goes_on_where_a_worker_died(hotel, clock, monkeypatch, kind, lines, times, place):
    row = looked(hotel, kind, *lines)
    expected = figures(row)
    assert importing.start(hotel, row.pk, make_user(hotel))
    monkeypatch.setattr(importing, "CHUNK", 3 if kind == "reservations" else 100)

    revive = die_at(monkeypatch, times, place)
    with suppress(Died):
        work_on(row.pk)
    revive()
    assert importing.unheard() == [] or FileImport.objects.get(pk=row.pk).state == "done"
    clock(NOON + importing.LOST_AFTER + timedelta(seconds=1))
    row = work_on(row.pk)

    assert (row.state, *figures(row)) == ("done", *expected)
    assert row.done == row.lines
    assert Reservation.objects.filter(hotel=hotel).count() == (8 if kind == "reservations" else 0)
    assert Room.objects.filter(hotel=hotel).count() == (4 + 250 if kind == "rooms" else 4)


@pytest.mark.parametrize("times", [1, 2])
def test_a_look_that_died_begins_anew(hotel, clock, monkeypatch, times):
    row = importing.begin(hotel, "rooms", "rooms.csv", csv_of(*ROOMS), make_user(hotel))
    revive = die_at(monkeypatch, times, "_beat")
    with pytest.raises(Died):
        importing.work(row.pk)
    revive()
    clock(NOON + importing.LOST_AFTER + timedelta(seconds=1))

    row = work_on(row.pk)

    assert (row.state, *figures(row)) == ("waiting", 250, 0, 1)
    assert not Room.objects.filter(number="300").exists()


def test_one_worker_at_a_time_has_a_file(hotel):
    row = importing.begin(hotel, "rooms", "rooms.csv", csv_of(*ROOMS), make_user(hotel))
    FileImport.objects.filter(pk=row.pk).update(beat_at=timezone.now())

    assert importing.work(row.pk) is False
    assert importing.unheard() == []
    assert FileImport.objects.get(pk=row.pk).finished_at is None


def test_who_lost_a_file_writes_nothing_any_more(hotel, monkeypatch):
    row = looked(hotel, "rooms", *ROOMS)
    importing.start(hotel, row.pk, make_user(hotel))
    real = importing._Flight._one

    def somebody_else_takes_it(self, *args):
        FileImport.objects.filter(pk=row.pk).update(beat_at=NOON + timedelta(seconds=7))
        return real(self, *args)

    monkeypatch.setattr(importing._Flight, "_one", somebody_else_takes_it)

    assert importing.work(row.pk) is False
    row.refresh_from_db()
    assert (row.state, row.done) == ("running", 0)
    assert not Room.objects.filter(number="300").exists()


def test_a_long_file_is_taken_in_by_flights(hotel, monkeypatch):
    row = looked(hotel, "rooms", *ROOMS)
    importing.start(hotel, row.pk, make_user(hotel))
    monkeypatch.setattr(importing, "FLIGHT_SECONDS", 0.001)
    monkeypatch.setattr(importing, "CHUNK", 100)
    more = importing.work(row.pk)

    assert more
    row.refresh_from_db()
    assert (row.state, row.beat_at) == ("running", None)
    monkeypatch.setattr(importing, "FLIGHT_SECONDS", 20)
    assert work_on(row.pk).state == "done"


def test_a_file_is_taken_in_once(hotel):
    row = taken(hotel, "rooms", *ROOMS)

    assert importing.start(hotel, row.pk, make_user(hotel)) is False
    assert importing.work(row.pk) is False


def test_a_file_is_not_taken_in_before_it_was_looked_through(hotel):
    row = importing.begin(hotel, "rooms", "rooms.csv", csv_of(*ROOMS), make_user(hotel))

    assert importing.start(hotel, row.pk, make_user(hotel)) is False


def test_a_file_of_another_hotel_is_not_taken_in(hotel):
    row = looked(hotel, "rooms", *ROOMS)
    other = make_hotel()

    assert importing.start(other, row.pk, make_user(other)) is False


def test_what_nobody_foresaw_ends_the_file_and_says_so(hotel, monkeypatch):
    row = looked(hotel, "rooms", *ROOMS)
    importing.start(hotel, row.pk, make_user(hotel))

    def broken(self, *args):
        raise ZeroDivisionError

    monkeypatch.setattr(importing._Flight, "_one", broken)
    importing.work(row.pk)

    row.refresh_from_db()
    assert (row.state, row.bad[-1]) == ("failed", [0, "", "failed", ""])


def test_a_database_that_went_away_ends_nothing(hotel, clock, monkeypatch):
    row = looked(hotel, "rooms", *ROOMS)
    importing.start(hotel, row.pk, make_user(hotel))
    real = importing._Flight._one

    def away(self, *args):
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(importing._Flight, "_one", away)
    with pytest.raises(OperationalError):
        importing.work(row.pk)
    monkeypatch.setattr(importing._Flight, "_one", real)
    clock(NOON + importing.LOST_AFTER + timedelta(seconds=1))

    assert importing.unheard() == [row.pk]
    assert work_on(row.pk).state == "done"


def test_a_file_nobody_takes_in_is_forgotten_after_a_day(hotel, clock):
    row = looked(hotel, "rooms", *ROOMS)
    clock(NOON + timedelta(hours=25))

    tasks.take_in_files()

    row.refresh_from_db()
    assert (row.state, row.text) == ("failed", "")
    assert importing.start(hotel, row.pk, make_user(hotel)) is False
