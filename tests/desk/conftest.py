from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from pms.base import GuestDetails, Occupancy, Stay
from pms.systems import open_pms
from tests.factories import make_guest, make_hotel, make_house, make_user

TODAY = date(2026, 11, 21)  # a Saturday


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Sets the time; it is four in the afternoon of 21 November 2026 in Mexico, until a test says more."""

    def at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment.astimezone(UTC))

    at(datetime(2026, 11, 21, 16, tzinfo=ZoneInfo("America/Mexico_City")))
    return at


@pytest.fixture
def hotel(db):
    return make_house(make_hotel("casa", name="Casa"))


@pytest.fixture
def desk(hotel):
    """A receptionist, who may not open the rest of the backoffice."""
    return client_of(hotel, "receptionist")


@pytest.fixture
def manager(hotel):
    return client_of(hotel, "manager", is_staff=True)


def client_of(hotel, role, **fields):
    client = Client()
    client.user = make_user(hotel, role, **fields)
    client.force_login(client.user)
    return client


def url(hotel, page, *args, **query):
    text = "&".join(f"{name}={value}" for name, value in {"hotel": hotel.slug, **query}.items())
    return f"{reverse(f'house:{page}', args=args)}?{text}"


def days(n):
    return TODAY + timedelta(days=n)


def booked(hotel, arrival=3, nights=2, *, room_type="DBL", plan="FLEX", rooms=1, name="Lucía Torres", key=""):
    """A reservation made through the house's PMS, `arrival` days from today; its row."""
    guest = make_guest(hotel, name=name)
    stay = Stay(days(arrival), days(arrival + nights))
    pms = open_pms(hotel)
    offer = next(
        each
        for each in pms.find_offers(stay, Occupancy(2)).offers
        if (each.room_type.code, each.rate_plan.code) == (room_type, plan)
    )
    receipt = pms.book(key or f"key-{guest.pk}", [offer] * rooms, GuestDetails(guest.pk, name))
    return hotel.reservations.get(code=receipt.reservation.code)


def said(response):
    """What the page after this one tells the person."""
    return [str(message) for message in response.context["messages"]]
