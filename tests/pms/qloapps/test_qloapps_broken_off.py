"""PHP dies in the middle of a write. QloApps has no transactions: what it had written by then stays."""

from datetime import date

import pytest

from hotels.outside import redis_client
from pms.base import Occupancy, RoomWish, Stay
from pms.errors import PMSUnavailable, PMSUnknown
from tests.pms.conftest import code_of
from tests.pms.qloapps.shop import (
    SUITE,
    adapter,
    booked,
    guest_of,
    live_orders,
    make_linked,
    moved,
    new_key,
    offer_for,
    open_shop,
    racing,
)
from tests.pms.qloapps.test_qloapps_changes import LATER, STAY, services, with_breakfast

pytestmark = pytest.mark.django_db(transaction=True)

OTHER = Stay(date(2027, 5, 3), date(2027, 5, 5))


def breaks_off(shop, method, at):
    shop.faults({"kind": "breaks_off", "operation": f"{method} bookings", "times": 1, "at": at})


def much_later(hotel):
    """The turn to write, which was kept because the shop might still be at work, has run out."""
    assert redis_client().delete(f"qloapps:writing:{hotel.pk}")


@pytest.mark.parametrize("at", ["order", "rows", "price"])
def test_half_a_booking_is_taken_back_and_booked_anew(pms, hotel, shop, guest, at):
    key, wanted = new_key(), [offer_for(pms), offer_for(pms, SUITE)]
    breaks_off(shop, "POST", at)

    with pytest.raises(PMSUnknown):
        pms.book(key, wanted, guest)
    assert pms.written(key) is None
    much_later(hotel)
    with pytest.raises(PMSUnavailable):
        pms.book(key, wanted, guest)
    assert live_orders(shop) == []
    cancelled = shop.shows()["states"]["PS_OS_CANCELED"]
    assert [order["current_state"] for order in shop.orders()] == [cancelled]

    found = pms.book(key, wanted, guest).reservation
    assert found.total == wanted[0].total + wanted[1].total
    assert len(live_orders(shop)) == 1


def test_who_waits_for_the_last_room_is_not_left_waiting(transactional_db, sandbox, monkeypatch):
    """A shop may keep whoever loses the last room as a back order, which may get a room later."""
    shop = open_shop(sandbox, "last-room", keeps_back_orders=True)
    hotel = make_linked(shop)
    pms, guest, key = adapter(hotel), guest_of(hotel), new_key()
    offer = offer_for(pms, SUITE)
    shop.house(choose_seconds=4)
    racing(shop, monkeypatch, room=4)
    shop.faults({"kind": "500_not_done", "operation": "POST order_histories", "times": 1})

    with pytest.raises(PMSUnknown):
        pms.book(key, [offer], guest)
    shop.house(choose_seconds=0)
    with pytest.raises(PMSUnavailable):
        pms.book(key, [offer], guest)

    ours = next(order for order in shop.orders() if order["source"] != "website")
    assert ours["current_state"] == shop.shows()["states"]["PS_OS_CANCELED"]
    assert code_of(pms.book, key, [offer], guest) == "sold_out"
    assert live_orders(shop) == ["website"]


@pytest.mark.parametrize("at", ["rows", "added", "removed"])
def test_half_a_change_is_finished_or_begun_anew(pms, hotel, shop, guest, at):
    found = pms.book(new_key(), [offer_for(pms), offer_for(pms, SUITE)], guest).reservation
    wishes = [RoomWish(room.id, stay=LATER) for room in found.rooms]
    key, change = new_key(), pms.preview_change(found.code, wishes)
    breaks_off(shop, "PUT", at)

    with pytest.raises(PMSUnknown):
        pms.change(key, change)
    assert pms.written(key) is None
    much_later(hotel)
    after = pms.change(key, change).reservation

    assert (after.stay, after.total) == (LATER, change.total)
    assert [row["arrival"] for row in shop.rooms()] == ["2027-04-05", "2027-04-05"]
    assert pms.written(key).reservation == after


def test_a_change_that_staff_have_put_right_is_not_finished(pms, hotel, shop, guest):
    found = booked(pms, guest)
    key, change = new_key(), pms.preview_change(found.code, moved(found, LATER))
    breaks_off(shop, "PUT", "added")
    with pytest.raises(PMSUnknown):
        pms.change(key, change)
    for row in shop.rooms():
        shop.changes(
            reference=found.code, row=row["id"], arrival=str(OTHER.arrival), departure=str(OTHER.departure)
        )
    much_later(hotel)

    assert code_of(pms.change, key, change) == "price_changed"
    assert {row["arrival"] for row in shop.rooms()} == {str(OTHER.arrival)}


def test_a_room_given_up_by_halves_is_given_up(pms, hotel, shop, guest):
    found = pms.book(new_key(), [offer_for(pms), offer_for(pms, SUITE)], guest).reservation
    suite = next(room for room in found.rooms if room.room_type.code == SUITE)
    breaks_off(shop, "PUT", "removed")

    after = pms.cancel(new_key(), found.code, suite.cancellation_fee, [suite.id]).reservation

    assert after.total == found.total - suite.total
    assert len(shop.rooms()) == 1


def test_what_cannot_stand_is_put_back_where_every_answer_is_a_failure(pms, shop, guest, monkeypatch):
    found = booked(pms, guest)
    change = pms.preview_change(found.code, moved(found, LATER))
    shop.faults({"kind": "use_tax_warning"})
    shop.house(write_seconds=1)
    racing(shop, monkeypatch, room=1, stay=("2027-04-06", "2027-04-07"), method="PUT")

    assert code_of(pms.change, new_key(), change) == "sold_out"

    assert pms.reservation(found.code).stay == STAY


def test_what_is_put_back_keeps_its_services(pms, shop, guest, monkeypatch):
    found = with_breakfast(pms, guest, monkeypatch)
    before = services(shop)
    suite = next(room for room in found.rooms if room.room_type.code == SUITE)
    change = pms.preview_change(found.code, [RoomWish(suite.id, stay=LATER)])
    shop.house(write_seconds=1)
    racing(shop, monkeypatch, room=4, stay=("2027-04-06", "2027-04-07"), method="PUT")

    assert code_of(pms.change, new_key(), change) == "sold_out"

    assert services(shop) == before


def test_what_could_not_be_finished_is_finished_the_next_time(pms, hotel, shop, guest):
    found = booked(pms, guest)
    key, change = new_key(), pms.preview_change(found.code, moved(found, LATER))
    breaks_off(shop, "PUT", "added")
    with pytest.raises(PMSUnknown):
        pms.change(key, change)
    much_later(hotel)
    shop.faults({"kind": "500_not_done", "operation": "PUT bookings", "times": 1})

    with pytest.raises(PMSUnknown):
        pms.change(key, change)
    assert pms.change(key, change).reservation.stay == LATER


def test_two_rooms_of_one_type_that_broke_off_end_as_they_were_wanted(pms, hotel, shop, guest):
    wanted = [offer_for(pms), offer_for(pms, occupancy=Occupancy(1))]
    found = pms.book(new_key(), wanted, guest).reservation
    second = max(found.rooms, key=lambda room: int(room.id))
    key, change = new_key(), pms.preview_change(found.code, [RoomWish(second.id, stay=LATER)])
    breaks_off(shop, "PUT", "added")
    with pytest.raises(PMSUnknown):
        pms.change(key, change)
    much_later(hotel)

    after = pms.change(key, change).reservation

    assert {room.occupancy.adults: room.stay for room in after.live_rooms} == {2: STAY, 1: LATER}


def test_half_a_cancellation_frees_the_room_in_the_end(pms, hotel, shop, guest):
    """The order is cancelled before its rooms are freed."""
    found, key = booked(pms, guest, SUITE), new_key()
    shop.faults({"kind": "breaks_off", "operation": "POST order_histories", "times": 1, "at": "state"})

    with pytest.raises(PMSUnknown):
        pms.cancel(key, found.code, found.cancellation_fee)
    assert pms.written(key) is None
    assert shop.rooms()
    much_later(hotel)

    assert pms.cancel(key, found.code, found.cancellation_fee).reservation.status == "cancelled"
    assert shop.rooms() == []
