"""Many buyers at once, in threads and in processes, with the website among them: no room is sold twice."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from config.local.urls import socket_database_url
from pms.errors import PMSRefused
from pms.qloapps import booking, lock
from pms.records import to_json
from pms.systems import open_pms
from tests.pms.qloapps.shop import (
    DOUBLE,
    SUITE,
    adapter,
    booked,
    guest_of,
    live_orders,
    make_linked,
    new_key,
    offer_for,
    open_shop,
)

pytestmark = pytest.mark.django_db(transaction=True)

RACE = {"choose_seconds": 0, "write_seconds": 0.25}


@pytest.fixture
def shop(sandbox):
    """A shop that is as slow to write as the real one, and does not look who else does."""
    return open_shop(sandbox, **RACE)


def at_once(call, arguments):
    def one(argument):
        try:
            return call(argument)
        except PMSRefused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(one, arguments))


def buy(hotel, offer, guest, key=""):
    return adapter(hotel).book(key or new_key(), [offer], guest) and "booked"


def test_of_ten_buyers_of_the_last_room_one_wins(hotel, pms, shop):
    offer = offer_for(pms, SUITE)
    guests = [guest_of(hotel, email=f"guest{number}@guests.example") for number in range(10)]

    results = at_once(lambda guest: buy(hotel, offer, guest), guests)

    assert sorted(results) == ["booked"] + ["sold_out"] * 9
    assert len(live_orders(shop)) == 1
    assert shop.overlaps() == []


def test_three_rooms_go_to_three_of_eight(hotel, pms, shop):
    offer = offer_for(pms, DOUBLE)
    guests = [guest_of(hotel, email=f"guest{number}@guests.example") for number in range(8)]

    results = at_once(lambda guest: buy(hotel, offer, guest), guests)

    assert sorted(results) == ["booked"] * 3 + ["sold_out"] * 5
    assert len(live_orders(shop)) == 3
    assert shop.overlaps() == []


def test_one_key_from_many_threads_books_once(hotel, pms, shop, guest):
    offer = offer_for(pms)

    receipts = at_once(lambda key: adapter(hotel).book(key, [offer], guest), ["one-key"] * 6)

    assert len({receipt.reservation.code for receipt in receipts}) == 1
    assert [receipt.repeated for receipt in receipts].count(False) == 1
    assert len(shop.orders()) == 1


def test_without_our_lock_the_shop_sells_a_room_twice(hotel, pms, shop, monkeypatch):
    """What the lock is for: the same buyers, each with a turn of their own, and nobody who looks after."""
    offer = offer_for(pms)
    monkeypatch.setattr(lock.Turn, "take", lambda self: None)
    monkeypatch.setattr(lock.Turn, "renew", lambda self: None)
    monkeypatch.setattr(booking, "overlapped", lambda *_: False)
    guests = [guest_of(hotel, email=f"guest{number}@guests.example") for number in range(3)]

    at_once(lambda guest: buy(hotel, offer, guest), guests)

    assert shop.overlaps()


def test_without_our_lock_looking_afterwards_still_sells_no_room_twice(hotel, pms, shop, monkeypatch):
    offer = offer_for(pms)
    monkeypatch.setattr(lock.Turn, "take", lambda self: None)
    monkeypatch.setattr(lock.Turn, "renew", lambda self: None)
    guests = [guest_of(hotel, email=f"guest{number}@guests.example") for number in range(3)]

    results = at_once(lambda guest: buy(hotel, offer, guest), guests)

    assert shop.overlaps() == []
    assert results.count("booked") == len(live_orders(shop)) >= 1


def test_the_website_books_in_between(hotel, pms, shop):
    offer = offer_for(pms)
    guests = [guest_of(hotel, email=f"guest{number}@guests.example") for number in range(3)]

    def act(who):
        if isinstance(who, int):
            shop.books("2027-03-10", "2027-03-12", room=who)
            return "website"
        return buy(hotel, offer, who)

    results = at_once(act, [guests[0], 1, guests[1], guests[2]])

    assert shop.overlaps() == []
    assert live_orders(shop).count("website") == 1
    assert results.count("booked") == len(live_orders(shop)) - 1


BUYER = """
import django; django.setup()
from hotels.models import Hotel
from tests.pms.qloapps.shop import adapter, new_key
from pms.base import GuestDetails, Offer
from pms.errors import PMSRefused
from pms.records import from_json
pms = adapter(Hotel.objects.get(pk={hotel}))
try:
    pms.book(new_key(), [from_json(Offer, {offer})], GuestDetails({guest}, "Ana Ruiz", "+525555550101"))
    print("booked")
except PMSRefused as error:
    print(error.code)
"""


def test_processes_take_turns_as_well(hotel, pms, shop, settings):
    offer = to_json(offer_for(pms, SUITE))
    database = settings.DATABASES["default"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": socket_database_url(Path(database["HOST"]), database["NAME"], database["USER"]),
        "REDIS_URL": settings.REDIS_URL,
    }
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", BUYER.format(hotel=hotel.pk, offer=offer, guest=guest_of(hotel).key)],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]

    results = [worker.communicate(timeout=120)[0].split()[-1] for worker in workers]

    assert sorted(results) == ["booked", "sold_out", "sold_out"]
    assert shop.overlaps() == []
    assert len(live_orders(shop)) == 1


def test_two_hotels_do_not_wait_for_each_other(sandbox, hotel, pms, guest, shop):
    other = make_linked(open_shop(sandbox, **RACE))
    assert booked(adapter(other), guest_of(other)).status == "confirmed"
    assert booked(pms, guest).status == "confirmed"


def test_whoever_comes_too_late_hears_so_even_from_a_shop_that_is_slow(hotel, pms, shop):
    """The hotel has four places for calls. To wait for one is no failure of the shop."""
    offer = offer_for(pms, SUITE)
    guests = [guest_of(hotel, email=f"guest{number}@guests.example") for number in range(10)]
    shop.faults({"kind": "slow", "operation": "POST hotel_ari", "seconds": 0.8})

    results = at_once(lambda guest: open_pms(hotel).book(new_key(), [offer], guest) and "booked", guests)

    assert sorted(results) == ["booked"] + ["sold_out"] * 9
