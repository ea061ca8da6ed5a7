"""The adapter against a real QloApps, where QLOAPPS_URL and QLOAPPS_KEY name one on this machine.

It books and cancels in 2028; never point it at a hotel that has guests. The demo hotel of its installer is
what is expected, with prices shown with or without tax and one language or two.
"""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from pms.base import Money, Occupancy, RoomWish, Stay
from pms.errors import PMSAuthFailed, PMSRefused
from pms.models import PMSLink, PMSWrite
from pms.qloapps import QloApps
from pms.systems import open_pms
from tests.factories import make_hotel
from tests.pms.conftest import COUPLE, code_of
from tests.pms.qloapps.shop import adapter, cancel_everything, guest_of, moved, new_key, offer_for
from tests.pms.qloapps.test_qloapps_race import at_once, buy

URL, KEY = os.environ.get("QLOAPPS_URL", ""), os.environ.get("QLOAPPS_KEY", "")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        urlsplit(URL).hostname not in ("127.0.0.1", "localhost") or not KEY, reason="no QloApps to try"
    ),
]

STAY = Stay(date(2028, 3, 10), date(2028, 3, 13))
LATER = Stay(date(2028, 4, 3), date(2028, 4, 5))


@pytest.fixture(autouse=True)
def _real_time(clock):
    clock(datetime.now(UTC))


@pytest.fixture
def hotel(transactional_db):
    hotel = make_hotel(timezone="America/New_York")
    PMSLink.objects.create(hotel=hotel, kind="qloapps", url=URL, credentials={"key": KEY})
    return hotel


@pytest.fixture
def pms(hotel):
    """The shop, with nothing of ours left in it afterwards."""
    pms = adapter(hotel)
    cancel_everything(pms)
    yield pms
    cancel_everything(pms)


@pytest.fixture
def guest(hotel):
    return guest_of(hotel, email=f"{new_key()}@guests.example")


def types(pms):
    return [kind.code for kind in pms.house().room_types]


def test_the_house(pms):
    house = pms.house()

    assert len(house.room_types) == 4
    assert all(kind.name and kind.description and kind.max_total == 4 for kind in house.room_types)
    assert len(house.rooms) == 20
    assert house.rate_plans[0].cancellation.fee == "full"  # refunds are switched off in the demo
    assert "check-in" in " ".join(house.policies.values())
    assert open_pms(pms.hotel).house() == house


def test_booking_changing_and_cancelling(pms, guest):
    key, offer = new_key(), offer_for(pms, types(pms)[0], STAY, Occupancy(2, (7,)))
    assert offer.total == Money(Decimal("3900.00"), "USD")

    first = pms.book(key, [offer], guest, "Llegamos tarde 🌵 <b>")

    assert first.reservation.total == offer.total
    assert first.reservation.rooms[0].occupancy == Occupancy(2, (7,))
    assert first.reservation.guest_name == guest.name
    assert pms.book(key, [offer], guest) == replace(first, repeated=True)
    assert pms.reservation(first.reservation.code) == first.reservation
    assert list(pms.reservations_of(guest)) == [first.reservation]
    change = pms.preview_change(first.reservation.code, moved(first.reservation, LATER))
    changed = pms.change(new_key(), change).reservation
    assert (changed.stay, changed.total, changed.code) == (LATER, change.total, first.reservation.code)
    wish = RoomWish(changed.rooms[0].id, room_type=types(pms)[2], occupancy=Occupancy(1))
    upgraded = pms.change(new_key(), pms.preview_change(changed.code, [wish])).reservation
    assert upgraded.live_rooms[0].room_type.code == types(pms)[2]
    assert upgraded.live_rooms[0].occupancy == Occupancy(1)
    cancel = new_key()
    last = pms.cancel(cancel, changed.code, upgraded.cancellation_fee)
    assert last.reservation.status == "cancelled"
    assert pms.cancel(cancel, changed.code, upgraded.cancellation_fee) == replace(last, repeated=True)
    assert code_of(pms.cancel, new_key(), changed.code, upgraded.cancellation_fee) == "already_cancelled"


def test_several_rooms_and_giving_up_one(pms, guest):
    one, two = types(pms)[:2]
    wanted = [offer_for(pms, one, STAY), offer_for(pms, one, STAY, Occupancy(1)), offer_for(pms, two, STAY)]

    found = pms.book(new_key(), wanted, guest).reservation

    assert found.total.amount == sum(offer.total.amount for offer in wanted)
    assert sum(room.total.amount for room in found.rooms) == found.total.amount
    last = next(room for room in found.rooms if room.room_type.code == two)
    left = pms.cancel(new_key(), found.code, last.cancellation_fee, [last.id]).reservation
    assert {room.room_type.code for room in left.live_rooms} == {one}
    assert len(left.live_rooms) == 2
    doubles = sorted(left.live_rooms, key=lambda room: int(room.id))
    wish = [RoomWish(doubles[0].id, stay=LATER)]
    assert code_of(pms.preview_change, found.code, wish) == "needs_staff"
    moved_one = pms.change(
        new_key(), pms.preview_change(found.code, [RoomWish(doubles[1].id, stay=LATER)])
    ).reservation
    assert {room.stay for room in moved_one.live_rooms} == {STAY, LATER}


def test_the_last_room_and_the_guests_own(pms, hotel, guest):
    kind = types(pms)[3]
    offer = offer_for(pms, kind, STAY)
    found = pms.book(new_key(), [offer] * offer.rooms_left, guest).reservation

    assert kind not in {each.room_type.code for each in pms.find_offers(STAY, COUPLE).offers}
    assert code_of(pms.book, new_key(), [offer], guest) == "sold_out"
    longer = Stay(STAY.arrival, date(2028, 3, 14))
    wish = RoomWish(found.rooms[-1].id, stay=longer)
    assert code_of(pms.preview_change, found.code, [wish]) == "needs_staff"


@pytest.mark.parametrize(
    ("name", "email", "phone"),
    [("R2-D2 4ever", "", ""), ("李小龙", "not an address", "call me"), ("O'Neill " + "x" * 80, "", "+1 202")],
)
def test_whoever_it_is_the_booking_is_made(pms, hotel, name, email, phone):
    guest = guest_of(hotel, name=name, email=email, phone=phone)

    found = pms.book(new_key(), [offer_for(pms, types(pms)[0], STAY)], guest).reservation

    assert found.guest_name == name


def test_a_known_customer_is_not_renamed(pms, hotel, guest):
    offer = offer_for(pms, types(pms)[0], STAY)
    first = pms.book(new_key(), [offer], guest).reservation
    other = guest_of(hotel, name="Marta Sol", email=guest.email, phone="+12025550199")

    second = pms.book(new_key(), [offer], other).reservation

    assert pms.reservation(first.code).guest_name == guest.name
    assert second.guest_name == "Marta Sol"
    PMSWrite.objects.all().delete()
    assert pms.reservation(second.code).guest_name == guest.name  # as it is stored there


def test_what_changed_is_heard_of(pms, guest):
    before = timezone.now() - timedelta(seconds=5)
    found = pms.book(new_key(), [offer_for(pms, types(pms)[0], STAY)], guest).reservation

    heard = {each.code: each for each in pms.changed_since(before).reservations}
    assert heard[found.code] == found
    pms.cancel(new_key(), found.code, found.cancellation_fee)
    heard = {each.code: each for each in pms.changed_since(before).reservations}
    assert heard[found.code].status == "cancelled"
    assert pms.changed_since(timezone.now() + timedelta(hours=1)).reservations == ()


def test_of_six_buyers_of_the_last_room_one_wins(pms, hotel, guest):
    kind = types(pms)[1]
    offer = offer_for(pms, kind, STAY)
    pms.book(new_key(), [offer] * (offer.rooms_left - 1), guest)
    buyers = [guest_of(hotel, email=f"{new_key()}@guests.example") for _ in range(6)]

    results = at_once(lambda buyer: buy(hotel, offer, buyer), buyers)

    assert sorted(results) == ["booked"] + ["sold_out"] * 5


def test_a_wrong_key_or_property_is_said(pms, hotel):
    with pytest.raises(PMSAuthFailed):
        QloApps(hotel, PMSLink(hotel=hotel, url=URL, credentials={"key": "X" * 32})).house()
    assert pms.reservation("ABCDEFGHI") is None
    with pytest.raises(PMSRefused):
        pms.cancel(new_key(), "ABCDEFGHI", Money(Decimal(0), "USD"))
