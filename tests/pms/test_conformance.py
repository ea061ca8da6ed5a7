"""What every PMS must do. A new one joins IMPLEMENTATIONS, with a fixture `<name>_house` for its hotel."""

import uuid
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pms.base import Money, Occupancy, Stay
from pms.errors import PMSRefused
from pms.systems import open_pms
from tests.factories import make_guest, make_hotel, make_house
from tests.pms.conftest import COUPLE, STAY, details, offer_of

IMPLEMENTATIONS = ["builtin"]


@pytest.fixture(params=IMPLEMENTATIONS)
def house(db, request):
    return request.getfixturevalue(f"{request.param}_house")


@pytest.fixture
def builtin_house(db):
    return make_house(make_hotel())


@pytest.fixture
def pms(house):
    return open_pms(house)


@pytest.fixture
def guest(house):
    return details(make_guest(house))


def new_key():
    return str(uuid.uuid4())


def test_house_names_its_room_types_and_rate_plans(pms):
    found = pms.house()

    assert "STE" in [room_type.code for room_type in found.room_types]
    assert "FLEX" in [plan.code for plan in found.rate_plans]


def test_offers_come_cheapest_first(pms):
    offers = pms.find_offers(STAY, COUPLE).offers

    assert [offer.total.amount for offer in offers] == sorted(offer.total.amount for offer in offers)
    assert len(offers) == 3


def test_an_offer_adds_up_to_its_total(pms):
    for offer in pms.find_offers(STAY, COUPLE).offers:
        nights = sum(night.price.amount for night in offer.nights)
        assert offer.total.amount == nights + offer.taxes_added.amount
        assert [night.date for night in offer.nights] == list(STAY.dates())


def test_a_room_type_too_small_is_not_offered_and_says_why(pms):
    found = pms.find_offers(STAY, Occupancy(3))

    assert {offer.room_type.code for offer in found.offers} == {"STE"}
    assert [(miss.room_type.code, miss.code) for miss in found.unoffered] == [("DBL", "over_capacity")]


def test_a_sold_out_room_type_says_so(pms, guest):
    pms.book(new_key(), [offer_of(pms)], guest)

    found = pms.find_offers(STAY, COUPLE)

    assert [(miss.room_type.code, miss.code) for miss in found.unoffered] == [("STE", "sold_out")]


def test_the_night_of_departure_is_free_for_the_next_guest(pms, guest):
    pms.book(new_key(), [offer_of(pms)], guest)
    after = Stay(STAY.departure, date(2027, 3, 14))
    before = Stay(date(2027, 3, 8), STAY.arrival)

    assert offer_of(pms, stay=after).rooms_left == 1
    assert offer_of(pms, stay=before).rooms_left == 1


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
    with pytest.raises(PMSRefused) as refusal:
        pms.find_offers(stay, COUPLE)

    assert refusal.value.code == code


@pytest.mark.parametrize("occupancy", [Occupancy(0), Occupancy(-1), Occupancy(1, (18,)), Occupancy(1, (-1,))])
def test_an_impossible_occupancy_is_refused(pms, occupancy):
    with pytest.raises(PMSRefused) as refusal:
        pms.find_offers(STAY, occupancy)

    assert refusal.value.code == "bad_occupancy"


def test_what_is_booked_is_what_was_offered(pms, guest):
    offer = offer_of(pms, occupancy=Occupancy(2, (4, 9)))

    receipt = pms.book(new_key(), [offer], guest)

    booked = receipt.reservation
    assert not receipt.repeated
    assert booked.status == "confirmed"
    assert (booked.stay, booked.occupancy, booked.total) == (offer.stay, offer.occupancy, offer.total)
    assert (booked.rooms[0].room_type, booked.rooms[0].rate_plan) == (offer.room_type, offer.rate_plan)
    assert booked.guest_name == guest.name
    assert pms.reservation(booked.code) == booked
    assert list(pms.reservations_of(guest)) == [booked]


def test_the_same_key_books_once(pms, guest):
    key = new_key()
    offer = offer_of(pms)

    first = pms.book(key, [offer], guest)
    again = pms.book(key, [offer], guest)

    assert again == replace(first, repeated=True)
    assert len(pms.reservations_of(guest)) == 1


def test_another_price_than_now_is_refused(pms, guest):
    offer = offer_of(pms)
    cheaper = replace(offer, total=Money(Decimal("1.00"), offer.total.currency))

    with pytest.raises(PMSRefused) as refusal:
        pms.book(new_key(), [cheaper], guest)

    assert refusal.value.code == "price_changed"
    assert not pms.reservations_of(guest)


def test_another_currency_than_now_is_refused(pms, guest):
    offer = offer_of(pms)
    pesos_of_another_land = replace(offer, total=Money(offer.total.amount, "COP"))

    with pytest.raises(PMSRefused) as refusal:
        pms.book(new_key(), [pesos_of_another_land], guest)

    assert refusal.value.code == "price_changed"


def test_the_last_room_is_sold_to_the_first(pms, guest):
    offer = offer_of(pms)
    pms.book(new_key(), [offer], guest)

    with pytest.raises(PMSRefused) as refusal:
        pms.book(new_key(), [offer], guest)

    assert refusal.value.code == "sold_out"


def test_a_cancelled_room_can_be_sold_again(pms, guest):
    booked = pms.book(new_key(), [offer_of(pms)], guest).reservation
    pms.cancel(new_key(), booked.code, booked.cancellation_fee)

    assert offer_of(pms).rooms_left == 1
    assert pms.book(new_key(), [offer_of(pms)], guest).reservation.status == "confirmed"


def test_cancelling_twice_with_one_key_happens_once(pms, guest):
    booked = pms.book(new_key(), [offer_of(pms)], guest).reservation
    key = new_key()

    first = pms.cancel(key, booked.code, booked.cancellation_fee)
    again = pms.cancel(key, booked.code, booked.cancellation_fee)

    assert first.reservation.status == "cancelled"
    assert again == replace(first, repeated=True)


def test_a_cancelled_reservation_is_not_cancelled_with_another_key(pms, guest):
    booked = pms.book(new_key(), [offer_of(pms)], guest).reservation
    pms.cancel(new_key(), booked.code, booked.cancellation_fee)

    with pytest.raises(PMSRefused) as refusal:
        pms.cancel(new_key(), booked.code, booked.cancellation_fee)

    assert refusal.value.code == "already_cancelled"


def test_another_fee_than_now_is_refused(pms, guest):
    booked = pms.book(new_key(), [offer_of(pms)], guest).reservation

    with pytest.raises(PMSRefused) as refusal:
        pms.cancel(new_key(), booked.code, Money(Decimal("5.00"), booked.total.currency))

    assert refusal.value.code == "price_changed"
    assert pms.reservation(booked.code).status == "confirmed"


def test_an_unknown_code_is_not_found(pms):
    assert pms.reservation("XXXXXX") is None
    assert pms.reservation("") is None
    with pytest.raises(PMSRefused) as refusal:
        pms.cancel(new_key(), "XXXXXX", Money(Decimal(0), "MXN"))
    assert refusal.value.code == "not_found"


def test_a_code_is_read_however_it_is_typed(pms, guest):
    code = pms.book(new_key(), [offer_of(pms)], guest).reservation.code

    assert pms.reservation(f" {code[:3].lower()}-{code[3:]} ").code == code


def test_reservations_come_newest_arrival_first(pms, guest):
    for day in (10, 20, 15):
        stay = Stay(date(2027, 5, day), date(2027, 5, day + 2))
        pms.book(new_key(), [offer_of(pms, stay=stay)], guest)

    assert [found.stay.arrival.day for found in pms.reservations_of(guest)] == [20, 15, 10]


def test_one_hotel_sees_nothing_of_another(pms, guest, house):
    booked = pms.book(new_key(), [offer_of(pms)], guest).reservation
    other = open_pms(make_house(make_hotel()))

    assert other.reservation(booked.code) is None
    assert not other.reservations_of(guest)
    with pytest.raises(PMSRefused) as refusal:
        other.cancel(new_key(), booked.code, booked.cancellation_fee)
    assert refusal.value.code == "not_found"
    assert offer_of(other).rooms_left == 1


def test_a_guest_of_another_hotel_cannot_book(pms):
    stranger = details(make_guest(make_hotel()))

    with pytest.raises(PMSRefused) as refusal:
        pms.book(new_key(), [offer_of(pms)], stranger)

    assert refusal.value.code == "not_found"
