from datetime import date, timedelta

import pytest
from django.utils import timezone

from pms import housekeeping, inventory
from pms.base import Stay
from pms.errors import PMSRefused
from pms.models import Room, RoomUse
from tests.factories import make_hotel, make_house
from tests.pms.conftest import COUPLE, STAY, code_of, offer_of

SOON = timedelta(minutes=10)


def taken(hotel, number, first, last, kind="block"):
    """Take a room of March 2027 for these days."""
    return RoomUse.objects.create(
        hotel=hotel,
        room=Room.objects.get(hotel=hotel, number=number),
        period=(date(2027, 3, first), date(2027, 3, last)),
        kind=kind,
        expires_at=timezone.now() + SOON if kind == "hold" else None,
    )


def doubles(hotel):
    return hotel.room_types.get(code="DBL").pk


def assigned(hotel, *needs):
    return [room.number for room in inventory.assign(hotel, needs)]


def march(first, last):
    return Stay(date(2027, 3, first), date(2027, 3, last))


def test_a_stay_goes_where_the_shortest_gap_is_left(hotel):
    taken(hotel, "102", 1, 8)
    taken(hotel, "103", 1, 10)

    assert assigned(hotel, inventory.Need(doubles(hotel), STAY)) == ["103"]


def test_of_equal_rooms_the_lower_number_is_taken(hotel):
    assert assigned(hotel, inventory.Need(doubles(hotel), STAY)) == ["101"]


def test_neighbours_farther_than_a_month_do_not_matter(hotel):
    RoomUse.objects.create(
        hotel=hotel,
        room=Room.objects.get(hotel=hotel, number="103"),
        period=(date(2027, 1, 1), date(2027, 2, 1)),
        kind="block",
    )

    assert assigned(hotel, inventory.Need(doubles(hotel), STAY)) == ["101"]


def test_several_rooms_at_once_are_different_ones(hotel):
    assert assigned(hotel, *[inventory.Need(doubles(hotel), STAY)] * 3) == ["101", "102", "103"]
    assert code_of(inventory.assign, hotel, [inventory.Need(doubles(hotel), STAY)] * 4) == "sold_out"


def test_one_room_serves_two_stays_one_after_the_other(hotel):
    Room.objects.filter(hotel=hotel, number__in=["102", "103"]).update(is_active=False)
    needs = [inventory.Need(doubles(hotel), march(1, 4)), inventory.Need(doubles(hotel), march(4, 6))]

    assert assigned(hotel, *needs) == ["101", "101"]


def test_the_room_to_keep_is_kept_before_another_gets_it(hotel):
    first = Room.objects.get(hotel=hotel, number="101").pk
    needs = [inventory.Need(doubles(hotel), STAY), inventory.Need(doubles(hotel), STAY, first)]

    assert assigned(hotel, *needs) == ["102", "101"]


def test_a_room_to_keep_that_is_taken_is_replaced(hotel):
    taken(hotel, "101", 10, 11)
    first = Room.objects.get(hotel=hotel, number="101").pk

    assert assigned(hotel, inventory.Need(doubles(hotel), STAY, first)) == ["102"]


def test_a_held_room_is_not_offered_until_the_hold_ends(hotel, pms, clock):
    held = inventory.hold(hotel, "mine", [offer_of(pms)], timezone.now() + SOON)

    assert [room.number for room in held] == ["201"]
    assert "STE" not in {offer.room_type.code for offer in pms.find_offers(STAY, COUPLE).offers}
    clock(timezone.now() + SOON)
    assert offer_of(pms).rooms_left == 1


def test_an_expired_hold_does_not_stand_in_the_way_of_a_booking(hotel, pms, guest, clock):
    inventory.hold(hotel, "mine", [offer_of(pms)], timezone.now() + SOON)
    clock(timezone.now() + SOON)

    booked = pms.book("another", [offer_of(pms)], guest).reservation

    assert booked.rooms[0].room_number == "201"
    assert not RoomUse.objects.filter(kind="hold").exists()


def test_whoever_holds_a_room_books_it(hotel, pms, guest):
    offer = offer_of(pms)
    inventory.hold(hotel, "mine", [offer], timezone.now() + SOON)

    assert code_of(pms.book, "another", [offer], guest) == "sold_out"
    assert pms.book("mine", [offer], guest).reservation.rooms[0].room_number == "201"
    assert not RoomUse.objects.filter(kind="hold").exists()


def test_a_hold_of_two_types_is_taken_over_room_by_room(hotel, pms, guest):
    offers = [offer_of(pms, "DBL"), offer_of(pms, "STE")]
    inventory.hold(hotel, "mine", offers, timezone.now() + SOON)

    rooms = pms.book("mine", offers[::-1], guest).reservation.rooms

    assert [(room.room_type.code, room.room_number) for room in rooms] == [("STE", "201"), ("DBL", "101")]


def test_a_refused_booking_leaves_its_hold(hotel, pms, guest):
    offer = offer_of(pms)
    inventory.hold(hotel, "mine", [offer], timezone.now() + SOON)
    hotel.rates.update(price=1)

    assert code_of(pms.book, "mine", [offer], guest) == "price_changed"
    assert RoomUse.objects.filter(kind="hold", hold_key="mine").count() == 1


def test_a_hold_takes_all_its_rooms_or_none(hotel, pms):
    offers = [offer_of(pms, "DBL"), offer_of(pms), offer_of(pms)]

    assert code_of(inventory.hold, hotel, "mine", offers, timezone.now() + SOON) == "sold_out"
    assert not RoomUse.objects.exists()


def test_holding_again_replaces_what_was_held_and_releasing_gives_it_back(hotel, pms):
    inventory.hold(hotel, "mine", [offer_of(pms)], timezone.now() + SOON)
    [room] = inventory.hold(hotel, "mine", [offer_of(pms, "DBL")], timezone.now() + SOON)

    assert room.number == "101"
    assert offer_of(pms).rooms_left == 1
    assert inventory.release(hotel, "mine") == 1
    assert inventory.release(hotel, "mine") == 0


def test_a_room_out_of_order_is_not_sold(hotel, pms):
    housekeeping.block(hotel, "201", STAY, "Ana", "leaking tap")

    assert "STE" not in {offer.room_type.code for offer in pms.find_offers(STAY, COUPLE).offers}
    housekeeping.unblock(hotel, RoomUse.objects.get().pk, "Ana")
    assert offer_of(pms).rooms_left == 1


def test_a_taken_room_is_not_blocked(hotel, pms, guest):
    pms.book("key", [offer_of(pms)], guest)

    assert code_of(housekeeping.block, hotel, "201", STAY, "Ana", "paint") == "room_taken"
    assert housekeeping.block(hotel, "201", march(12, 14), "Ana", "paint").reason == "paint"


@pytest.mark.parametrize(
    ("number", "stay", "reason", "code"),
    [
        ("999", STAY, "paint", "not_found"),
        ("101", STAY, " ", "reason_needed"),
        ("101", Stay(date(2026, 11, 20), date(2026, 11, 23)), "paint", "past_date"),
        ("101", Stay(date(2028, 11, 20), date(2028, 11, 23)), "paint", "too_far"),
    ],
)
def test_a_block_that_makes_no_sense_is_refused(hotel, number, stay, reason, code):
    assert code_of(housekeeping.block, hotel, number, stay, "Ana", reason) == code
    assert not RoomUse.objects.exists()


def test_rooms_are_clean_or_dirty(hotel, pms):
    housekeeping.set_room_state(hotel, "101", "dirty", "Ana")

    assert {room.number: room.state for room in pms.house().rooms}["101"] == "dirty"
    assert code_of(housekeeping.set_room_state, hotel, "101", "burning", "Ana") == "bad_state"


def test_the_house_says_which_rooms_are_out_of_order_today(hotel, pms):
    today = hotel.today()
    housekeeping.block(hotel, "102", Stay(today, today + timedelta(days=1)), "Ana", "paint")
    housekeeping.block(
        hotel, "103", Stay(today + timedelta(days=1), today + timedelta(days=2)), "Ana", "paint"
    )

    states = {room.number: room.state for room in pms.house().rooms}
    assert (states["102"], states["103"]) == ("out_of_order", "clean")


def test_nothing_of_another_hotel_is_touched(hotel, pms):
    other = make_house(make_hotel())
    inventory.hold(hotel, "mine", [offer_of(pms)], timezone.now() + SOON)
    block = housekeeping.block(hotel, "101", STAY, "Ana", "paint")

    assert inventory.release(other, "mine") == 0
    assert code_of(housekeeping.unblock, other, block.pk, "Ana") == "not_found"
    assert sum(inventory.free_by_type(other, STAY).values()) == 4
    with pytest.raises(PMSRefused):
        inventory.assign(other, [inventory.Need(doubles(hotel), STAY)])
