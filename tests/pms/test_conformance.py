"""What every PMS must do. A new one joins IMPLEMENTATIONS, with a fixture `<name>_house` for its hotel.

Nothing here knows prices, plans or dates of a house: they come from the `Played` object of the fixture.
"""

import os
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

import pytest

from hotels.models import Hotel
from pms.base import Money, Occupancy, RoomWish, Stay
from pms.models import PMSLink
from pms.systems import open_pms
from tests.factories import make_guest, make_hotel, make_house
from tests.pms.conftest import COUPLE, STAY, code_of, details, offer_of
from tests.pms.qloapps.shop import DOUBLE, SUITE, adapter, cancel_everything, make_linked, open_shop

OUTSIDE = [pytest.mark.django_db(transaction=True)]  # no transaction is open while another PMS is asked
IMPLEMENTATIONS = [
    "builtin",
    pytest.param("qloapps", marks=OUTSIDE),
    pytest.param("real_qloapps", marks=OUTSIDE),  # only where there is one: QLOAPPS_URL, QLOAPPS_KEY
]


@dataclass(frozen=True)
class Played:
    """A hotel with two room types behind the PMS: `few` has one room, `many` has three.

    `few` holds three adults or more, also with children; `many` two adults and one child.
    """

    hotel: Hotel
    since: datetime  # aware, before everything the test writes, by the clock of the PMS
    few: str = "STE"
    many: str = "DBL"
    plan: str = "FLEX"  # can be cancelled free of charge, and both types are sold on it
    stay: Stay = STAY
    own_room_is_free: bool = True  # a stay in the last room can get longer through the API


@pytest.fixture(params=IMPLEMENTATIONS)
def house(request):
    return request.getfixturevalue(f"{request.param}_house")


@pytest.fixture
def builtin_house(db):
    hotel = make_house(make_hotel())
    return Played(hotel, since=hotel.now())


@pytest.fixture
def qloapps_house(transactional_db, sandbox):
    return played_by_qloapps(make_linked(open_shop(sandbox)))


@pytest.fixture
def real_qloapps_house(transactional_db):
    """A QloApps on this machine with the house of tests/pms/qloapps/shop.py: docs/qloapps.md."""
    url, key = os.environ.get("QLOAPPS_URL", ""), os.environ.get("QLOAPPS_KEY", "")
    if urlsplit(url).hostname != "127.0.0.1" or not key:
        pytest.skip("no QloApps to try")
    hotel = make_hotel()
    PMSLink.objects.create(hotel=hotel, kind="qloapps", url=url, credentials={"key": key})
    cancel_everything(adapter(hotel))
    return played_by_qloapps(hotel)


def played_by_qloapps(hotel):
    since = datetime.now(UTC) - timedelta(seconds=2)
    return Played(hotel, since, few=SUITE, many=DOUBLE, plan="STD", own_room_is_free=False)


@pytest.fixture
def pms(house):
    return open_pms(house.hotel)


@pytest.fixture
def guest(house):
    return details(make_guest(house.hotel))


@pytest.fixture
def few(pms, house):
    """An offer of the last room."""
    return offer_of(pms, house.few, house.plan, house.stay)


@pytest.fixture
def many(pms, house):
    """An offer of one of three rooms."""
    return offer_of(pms, house.many, house.plan, house.stay)


@pytest.fixture
def booked(pms, guest, few, many):
    """One reservation of two rooms."""
    return pms.book(new_key(), [many, few], guest).reservation


def new_key():
    return str(uuid.uuid4())


def reasons(found):
    return [(miss.room_type.code, miss.code) for miss in found.unoffered]


def longer(stay):
    return Stay(stay.arrival, stay.departure + timedelta(days=1))


def nothing(found):
    return Money(Decimal(0), found.total.currency)


def test_house_names_its_room_types_plans_and_rooms(pms, house):
    found = pms.house()

    assert {house.few, house.many} <= {room_type.code for room_type in found.room_types}
    assert house.plan in {plan.code for plan in found.rate_plans}
    assert [room.room_type for room in found.rooms].count(house.many) == 3


def test_offers_come_cheapest_first(pms, house):
    offers = pms.find_offers(house.stay, COUPLE).offers

    assert {offer.room_type.code for offer in offers} == {house.few, house.many}
    assert [offer.total.amount for offer in offers] == sorted(offer.total.amount for offer in offers)


def test_an_offer_adds_up_to_its_total(pms, house):
    for offer in pms.find_offers(house.stay, COUPLE).offers:
        nights = sum(night.price.amount for night in offer.nights)
        assert offer.total.amount == nights + offer.taxes_added.amount > 0
        assert [night.date for night in offer.nights] == list(house.stay.dates())


def test_a_room_type_too_small_is_not_offered_and_says_why(pms, house):
    found = pms.find_offers(house.stay, Occupancy(3))

    assert {offer.room_type.code for offer in found.offers} == {house.few}
    assert reasons(found) == [(house.many, "over_capacity")]


def test_a_sold_out_room_type_says_so(pms, house, guest, few):
    pms.book(new_key(), [few], guest)

    assert reasons(pms.find_offers(house.stay, COUPLE)) == [(house.few, "sold_out")]


def test_the_night_of_departure_is_free_for_the_next_guest(pms, house, guest, few):
    pms.book(new_key(), [few], guest)
    after = Stay(house.stay.departure, house.stay.departure + timedelta(days=2))
    before = Stay(house.stay.arrival - timedelta(days=2), house.stay.arrival)

    for stay in (before, after):
        assert offer_of(pms, house.few, house.plan, stay).rooms_left in (1, -1)


@pytest.mark.parametrize(
    ("stay", "code"),
    [
        (Stay(date(2026, 11, 20), date(2026, 11, 22)), "past_date"),
        (Stay(date(2027, 3, 1), date(2027, 4, 1)), "too_long"),
        (Stay(date(2029, 1, 1), date(2029, 1, 3)), "too_far"),
        (Stay(date.max.replace(day=1), date.max), "too_far"),
    ],
)
def test_an_impossible_stay_is_refused(pms, stay, code):
    assert code_of(pms.find_offers, stay, COUPLE) == code


@pytest.mark.parametrize("people", [Occupancy(0), Occupancy(-1), Occupancy(1, (18,)), Occupancy(1, (-1,))])
def test_an_impossible_occupancy_is_refused(pms, house, people):
    assert code_of(pms.find_offers, house.stay, people) == "bad_occupancy"


def test_a_code_for_a_discount_that_is_none_is_refused(pms, house):
    assert code_of(pms.find_offers, house.stay, COUPLE, "NO-SUCH-CODE") == "bad_promotion"


def test_what_is_booked_is_what_was_offered(pms, house, guest):
    offer = offer_of(pms, house.few, house.plan, house.stay, Occupancy(2, (4, 9)))

    receipt = pms.book(new_key(), [offer], guest, "a cot, please")

    booked = receipt.reservation
    [room] = booked.rooms
    assert not receipt.repeated
    assert (booked.status, room.status) == ("confirmed", "confirmed")
    assert (booked.stay, booked.occupancy, booked.total) == (offer.stay, offer.occupancy, offer.total)
    assert (room.stay, room.occupancy, room.total) == (offer.stay, offer.occupancy, offer.total)
    assert (room.room_type, room.rate_plan) == (offer.room_type, offer.rate_plan)
    assert booked.guest_name == guest.name
    assert booked.cancellation_fee == nothing(booked)
    assert pms.reservation(booked.code) == booked
    assert list(pms.reservations_of(guest)) == [booked]


def test_several_rooms_are_one_reservation(pms, house, booked, few, many):
    assert [room.room_type.code for room in booked.rooms] == [house.many, house.few]
    assert booked.total == many.total + few.total
    assert len({room.id for room in booked.rooms}) == 2
    assert booked.occupancy == Occupancy(4)


def test_all_rooms_are_booked_or_none(pms, house, guest, few, many):
    assert code_of(pms.book, new_key(), [many, few, few], guest) == "sold_out"

    assert not pms.reservations_of(guest)
    assert offer_of(pms, house.few, house.plan, house.stay) == few
    assert offer_of(pms, house.many, house.plan, house.stay) == many


def test_nothing_at_all_cannot_be_booked(pms, guest):
    assert code_of(pms.book, new_key(), [], guest) == "no_rooms"


def test_the_same_key_books_once(pms, guest, few):
    key = new_key()

    first = pms.book(key, [few], guest)
    again = pms.book(key, [few], guest)

    assert again.repeated
    assert again.reservation == first.reservation
    assert len(pms.reservations_of(guest)) == 1


def test_what_a_key_wrote_can_be_looked_for(pms, guest, few):
    keys = [new_key() for _ in range(3)]
    assert pms.written(keys[0]) is None

    booked = pms.book(keys[0], [few], guest).reservation
    assert pms.written(keys[0]).reservation == booked
    cancelled = pms.cancel(keys[1], booked.code, booked.cancellation_fee).reservation
    assert pms.written(keys[1]).reservation == cancelled
    assert pms.written(keys[2]) is None


def test_another_price_than_now_is_refused(pms, guest, few):
    for total in (Money(Decimal("1.00"), few.total.currency), Money(few.total.amount, "COP")):
        assert code_of(pms.book, new_key(), [replace(few, total=total)], guest) == "price_changed"
    assert not pms.reservations_of(guest)


def test_the_last_room_is_sold_to_the_first(pms, guest, few):
    pms.book(new_key(), [few], guest)

    assert code_of(pms.book, new_key(), [few], guest) == "sold_out"


def test_a_cancelled_room_can_be_sold_again(pms, guest, few):
    booked = pms.book(new_key(), [few], guest).reservation
    cancelled = pms.cancel(new_key(), booked.code, booked.cancellation_fee).reservation

    assert (cancelled.status, cancelled.cancellation_fee) == ("cancelled", booked.cancellation_fee)
    assert pms.book(new_key(), [few], guest).reservation.status == "confirmed"


def test_one_of_two_rooms_is_given_up(pms, house, booked):
    few = booked.rooms[1]

    after = pms.cancel(new_key(), booked.code, few.cancellation_fee, [few.id]).reservation

    assert (after.status, after.total) == ("confirmed", booked.total - few.total)
    assert [room.room_type.code for room in after.live_rooms] == [house.many]
    assert offer_of(pms, house.few, house.plan, house.stay).rooms_left in (1, -1)
    assert code_of(pms.cancel, new_key(), booked.code, few.cancellation_fee, [few.id]) == "no_such_room"


def test_cancelling_twice_with_one_key_happens_once(pms, guest, few):
    booked = pms.book(new_key(), [few], guest).reservation
    key = new_key()

    first = pms.cancel(key, booked.code, booked.cancellation_fee)
    again = pms.cancel(key, booked.code, booked.cancellation_fee)

    assert (first.reservation.status, first.repeated) == ("cancelled", False)
    assert (again.reservation, again.repeated) == (first.reservation, True)


def test_a_cancelled_reservation_is_not_cancelled_with_another_key(pms, guest, few):
    booked = pms.book(new_key(), [few], guest).reservation
    pms.cancel(new_key(), booked.code, booked.cancellation_fee)

    assert code_of(pms.cancel, new_key(), booked.code, booked.cancellation_fee) == "already_cancelled"


def test_another_fee_than_now_is_refused(pms, booked):
    fee = Money(Decimal("5.00"), booked.total.currency)

    assert code_of(pms.cancel, new_key(), booked.code, fee) == "price_changed"
    assert pms.reservation(booked.code) == booked


def test_a_stay_gets_longer_at_the_price_that_was_shown(pms, booked):
    room = booked.rooms[0]
    wishes = [RoomWish(room.id, stay=longer(room.stay))]

    change = pms.preview_change(booked.code, wishes)
    assert pms.reservation(booked.code) == booked
    after = pms.change(new_key(), change).reservation

    assert change.total == booked.total + change.difference
    assert after.total == change.total
    assert after.stay == longer(room.stay)
    assert sorted(each.stay.nights for each in after.live_rooms) == [2, 3]
    assert pms.reservation(booked.code) == after


def test_another_room_type_frees_the_old_room(pms, house, guest, few, many):
    booked = pms.book(new_key(), [few], guest).reservation

    change = pms.preview_change(booked.code, [RoomWish(booked.rooms[0].id, room_type=house.many)])
    after = pms.change(new_key(), change).reservation

    assert [room.room_type.code for room in after.live_rooms] == [house.many]
    assert after.total == change.total == many.total
    assert offer_of(pms, house.few, house.plan, house.stay).rooms_left in (1, -1)


def test_a_change_is_written_once_per_key(pms, booked):
    room, key = booked.rooms[0], new_key()
    change = pms.preview_change(booked.code, [RoomWish(room.id, stay=longer(room.stay))])

    first = pms.change(key, change)
    again = pms.change(key, change)

    assert (first.repeated, again.repeated) == (False, True)
    assert again.reservation == first.reservation == pms.written(key).reservation


def test_a_change_at_another_price_is_refused(pms, booked):
    room = booked.rooms[0]
    change = pms.preview_change(booked.code, [RoomWish(room.id, stay=longer(room.stay))])
    cheaper = replace(change, total=booked.total, difference=nothing(booked))

    assert code_of(pms.change, new_key(), cheaper) == "price_changed"
    assert pms.reservation(booked.code) == booked


def test_only_its_own_room_stands_in_the_way(pms, house, guest, few):
    booked = pms.book(new_key(), [few], guest).reservation
    wishes = [RoomWish(booked.rooms[0].id, stay=longer(house.stay))]

    if house.own_room_is_free:
        assert pms.preview_change(booked.code, wishes).rooms[0].offer.stay == longer(house.stay)
    else:
        assert code_of(pms.preview_change, booked.code, wishes) == "needs_staff"


def test_a_stay_does_not_grow_into_anothers(pms, house, guest, few):
    booked = pms.book(new_key(), [few], guest).reservation
    next_door = Stay(house.stay.departure, house.stay.departure + timedelta(days=1))
    pms.book(new_key(), [offer_of(pms, house.few, house.plan, next_door)], guest)

    wishes = [RoomWish(booked.rooms[0].id, stay=longer(house.stay))]
    assert code_of(pms.preview_change, booked.code, wishes) == "sold_out"


def test_a_change_of_nothing_is_none(pms, booked):
    assert code_of(pms.preview_change, booked.code, [RoomWish(booked.rooms[0].id)]) == "nothing_to_change"


def test_what_is_cancelled_is_not_changed(pms, house, booked):
    pms.cancel(new_key(), booked.code, booked.cancellation_fee)

    wishes = [RoomWish(booked.rooms[0].id, stay=longer(house.stay))]
    assert code_of(pms.preview_change, booked.code, wishes) == "not_changeable"


def test_whatever_is_written_is_told_to_who_asks_since_when(pms, house, booked):
    assert booked.code in {each.code for each in pms.changed_since(house.since).reservations}
    pms.cancel(new_key(), booked.code, booked.cancellation_fee)

    found = {each.code: each for each in pms.changed_since(house.since).reservations}
    assert found[booked.code].status == "cancelled"


def test_an_unknown_code_is_not_found(pms, booked):
    assert pms.reservation("XXXXXX") is None
    assert pms.reservation("") is None
    assert code_of(pms.cancel, new_key(), "XXXXXX", nothing(booked)) == "not_found"
    assert code_of(pms.preview_change, "XXXXXX", [RoomWish(booked.rooms[0].id)]) == "not_found"


def test_a_code_is_read_however_it_is_typed(pms, booked):
    code = booked.code

    assert pms.reservation(f" {code[:3].lower()}-{code[3:]} ").code == code


def test_reservations_come_newest_arrival_first(pms, house, guest):
    for day in (10, 20, 15):
        stay = Stay(date(2027, 5, day), date(2027, 5, day + 2))
        pms.book(new_key(), [offer_of(pms, house.many, house.plan, stay)], guest)

    assert [found.stay.arrival.day for found in pms.reservations_of(guest)] == [20, 15, 10]


def test_one_hotel_sees_nothing_of_another(pms, guest, booked):
    other = open_pms(make_house(make_hotel()))

    assert other.reservation(booked.code) is None
    assert not other.reservations_of(guest)
    assert code_of(other.cancel, new_key(), booked.code, booked.cancellation_fee) == "not_found"
    assert code_of(other.preview_change, booked.code, [RoomWish(booked.rooms[0].id)]) == "not_found"
    assert offer_of(other).rooms_left == 1


def test_a_guest_of_another_hotel_cannot_book(pms, few):
    stranger = details(make_guest(make_hotel()))

    assert code_of(pms.book, new_key(), [few], stranger) == "not_found"
