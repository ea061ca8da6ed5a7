"""A hotel whose PMS is the sandbox's QloApps, for the tests of the adapter."""

import itertools
import threading
import time
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from pms.base import GuestDetails, Occupancy, RoomWish, Stay
from pms.models import PMSLink
from pms.qloapps import QloApps
from pms.qloapps import client as qlo_client
from tests.factories import make_guest, make_hotel
from tests.pms.conftest import COUPLE, STAY

_numbers = itertools.count(1)
RULES = [  # free until two days before, then half of it
    {"name": "Two days before", "days": 2, "payment_type": 2, "deduction_full": 0, "deduction_advance": 0},
    {"name": "Later", "days": 0, "payment_type": 2, "deduction_full": 50, "deduction_advance": 50},
]
HOUSE = {
    "languages": ["es", "en"],
    "currency": "MXN",
    "timezone": "America/Mexico_City",
    "tax_percent": 16,
    "fee_per_night": 100,
    "choose_seconds": 0,
    "write_seconds": 0,
    "refund_rules": RULES,
    "room_types": [
        {
            "name": {"es": "Habitación doble", "en": "Double room"},
            "description": {"es": "<p>Cama <b>queen</b>.</p>", "en": "<p>Queen bed.</p>"},
            "price": 1000,
            "rooms": 3,
            "max_adults": 2,
            "max_children": 1,
            "max_guests": 3,
        },
        {
            "name": {"es": "Suite", "en": "Suite"},
            "price": "2000.50",
            "rooms": 1,
            "max_adults": 3,
            "max_children": 2,
            "max_guests": 4,
        },
    ],
}
DOUBLE, SUITE = "1", "2"


def open_shop(sandbox, name="", **changes):
    return sandbox.qloapps(name or f"shop-{next(_numbers)}", **HOUSE | changes)


def make_linked(shop, **fields):
    """A hotel with this shop behind it."""
    hotel = make_hotel(**fields)
    PMSLink.objects.create(hotel=hotel, kind="qloapps", url=shop.url, credentials={"key": shop.key})
    return hotel


def adapter(hotel):
    return QloApps(hotel, hotel.pms_link)


def guest_of(hotel, name="Lucía Torres García", email="lucia@guests.example", phone="+525555550123"):
    row = make_guest(hotel, name=name)
    return GuestDetails(key=row.pk, name=name, phone=phone, email=email, language="es")


def new_key():
    return str(uuid.uuid4())


def offer_for(pms, room_type=DOUBLE, stay=STAY, occupancy=COUPLE):
    found = pms.find_offers(stay, occupancy).offers
    return next(offer for offer in found if offer.room_type.code == room_type)


def booked(pms, guest, room_type=DOUBLE, stay=STAY, occupancy=COUPLE, rooms=1):
    offer = offer_for(pms, room_type, stay, occupancy)
    return pms.book(new_key(), [offer] * rooms, guest).reservation


def cancel_everything(pms):
    """Leave no live reservation of the last days in a shop that cannot be opened anew."""
    since = datetime.now(UTC) - timedelta(days=2)
    while True:
        changes = pms.changed_since(since)
        for found in changes.reservations:
            if found.status == "confirmed":
                pms.cancel(new_key(), found.code, found.cancellation_fee)
        if changes.until <= since or not changes.reservations:
            return
        since = changes.until


def moved(reservation, stay: Stay, **more):
    return [RoomWish(reservation.live_rooms[0].id, stay=stay, **more)]


def family(*ages):
    return Occupancy(2, ages)


@contextmanager
def impatient(monkeypatch, seconds=0.4):
    """Nobody waits longer than this for an answer."""
    with monkeypatch.context() as patch:
        patch.setattr(qlo_client, "READ_SECONDS", seconds)
        patch.setattr(qlo_client, "WRITE_SECONDS", seconds)
        yield


def racing(shop, monkeypatch, room, stay=("2027-03-10", "2027-03-12"), method="POST"):
    """Somebody books this room on the website while our first such write is under way."""
    write = qlo_client.Client.write

    website = threading.Timer(0.3, shop.books, stay, {"room": room})

    def race(self, verb, path, *rest):
        ours = verb == method and path.startswith("bookings") and not website.ident
        if ours:
            website.start()
        try:
            return write(self, verb, path, *rest)
        finally:
            if ours:
                website.join()

    monkeypatch.setattr(qlo_client.Client, "write", race)


def live_orders(shop):
    return [order["source"] for order in shop.orders() if order["live_rooms"]]


def until(condition, seconds=15):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)
