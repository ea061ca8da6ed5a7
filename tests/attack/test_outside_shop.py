"""A QloApps of another version: it hears no filters, and answers in other shapes."""

import time
from email.utils import formatdate

import pytest

from hotels.models import GuestIdentity
from pms.errors import PMSRateLimited
from sandbox.running import running
from tests.attack.between import relay_before
from tests.pms.qloapps.shop import adapter, booked, guest_of, live_orders, make_linked, new_key, open_shop
from tests.pms.qloapps.shop import offer_for as offer_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def sandbox():
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def shop(sandbox):
    return open_shop(sandbox)


@pytest.fixture
def relay(shop):
    with relay_before(shop.url) as relay:
        yield relay


@pytest.fixture
def hotel(transactional_db, shop, relay):
    hotel = make_linked(shop)
    hotel.pms_link.url = relay.url
    hotel.pms_link.save()
    return hotel


def is_filter(name: str) -> bool:
    return name.startswith("filter[")


def test_a_shop_that_hears_no_filters_shows_nobody_anothers_reservation(hotel, relay):
    pms, other, guest = adapter(hotel), guest_of(hotel), guest_of(hotel, "Ana Ruiz", "ana@guests.example")
    booked(pms, other)
    GuestIdentity.objects.create(hotel=hotel, guest_id=guest.key, kind="email", value="ana@guests.example")
    relay.loses = is_filter

    assert pms.reservation("NOSUCHONE") is None
    assert pms.reservations_of(guest) == []


def test_a_shop_that_hears_no_filters_loses_nobodys_booking_to_ours(hotel, shop, relay):
    pms, other = adapter(hotel), guest_of(hotel)
    booked(pms, other)
    offer = offer_of(pms)
    relay.loses = is_filter

    receipt = pms.book(new_key(), [offer], guest_of(hotel, "Ana Ruiz", "ana@guests.example"))

    assert receipt.reservation.guest_name == "Ana Ruiz"
    assert not receipt.repeated
    assert len(live_orders(shop)) == 2


def test_a_date_in_retry_after_is_waited_for(hotel, relay):
    later = {"Retry-After": formatdate(time.time() + 90, usegmt=True)}
    relay.answers = [(429, later, b"")] * 2

    with pytest.raises(PMSRateLimited) as caught:
        adapter(hotel).house()

    assert 60 < caught.value.retry_after <= 90
