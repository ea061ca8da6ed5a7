"""Changes over real HTTP: what QloApps can change is changed, what it would do wrong is left to staff."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pms.base import Money, Occupancy, RoomWish, Stay
from pms.errors import PMSUnavailable, PMSUnknown
from pms.models import PMSWrite
from pms.qloapps import booking, changing, replacing
from pms.qloapps.orders import find, info
from tests.pms.conftest import COUPLE, STAY, code_of
from tests.pms.qloapps.shop import (
    DOUBLE,
    SUITE,
    booked,
    family,
    guest_of,
    impatient,
    moved,
    new_key,
    offer_for,
    racing,
    until,
)

pytestmark = pytest.mark.django_db(transaction=True)

LATER = Stay(date(2027, 4, 5), date(2027, 4, 8))
LONGER = Stay(date(2027, 3, 10), date(2027, 3, 13))


def test_dates_are_changed_at_the_price_that_was_shown(pms, shop, guest):
    found = booked(pms, guest)

    change = pms.preview_change(found.code, moved(found, LATER))

    assert change.before == found
    assert change.total == Money(Decimal("3828.00"), "MXN")
    assert change.difference == change.total - found.total
    assert change.fee.amount == 0
    assert pms.reservation(found.code) == found  # nothing was written yet
    receipt = pms.change(new_key(), change)
    assert (receipt.reservation.code, receipt.reservation.stay) == (found.code, LATER)
    assert receipt.reservation.total == change.total
    assert receipt.reservation.free_cancellation_until == change.free_cancellation_until
    assert pms.reservation(found.code) == receipt.reservation
    (row,) = shop.rooms()
    assert row["arrival"] == "2027-04-05"


def test_a_change_happens_once(pms, shop, guest):
    found, key = booked(pms, guest), new_key()
    change = pms.preview_change(found.code, moved(found, LATER))

    first = pms.change(key, change)

    assert pms.change(key, change) == replace(first, repeated=True)
    assert pms.written(key) == replace(first, repeated=True)


def test_the_room_type_and_the_guests_may_change_together(pms, guest):
    found = booked(pms, guest)
    wish = RoomWish(found.rooms[0].id, room_type=SUITE, occupancy=Occupancy(3))

    after = pms.change(new_key(), pms.preview_change(found.code, [wish])).reservation

    assert [(room.room_type.code, room.occupancy) for room in after.live_rooms] == [(SUITE, Occupancy(3))]


def test_guests_of_a_room_that_stays_as_it_is_are_for_staff(pms, guest):
    found = booked(pms, guest)

    assert code_of(pms.preview_change, found.code, [RoomWish(found.rooms[0].id, occupancy=family(4))]) == (
        "needs_staff"
    )
    assert code_of(pms.preview_change, found.code, [RoomWish(found.rooms[0].id, occupancy=Occupancy(0))]) == (
        "bad_occupancy"
    )


def test_a_longer_stay_takes_another_room_where_there_is_one(pms, guest):
    found = booked(pms, guest)

    after = pms.change(new_key(), pms.preview_change(found.code, moved(found, LONGER))).reservation

    assert after.stay == LONGER
    assert len(after.live_rooms) == 1


def test_the_guests_own_room_is_not_free_for_the_guest(pms, shop, guest):
    """QloApps takes the new nights before it frees the old: the last suite cannot be kept longer."""
    found = booked(pms, guest, SUITE)

    assert code_of(pms.preview_change, found.code, moved(found, LONGER)) == "needs_staff"
    shop.books("2027-03-12", "2027-03-13", room=4)
    assert code_of(pms.preview_change, found.code, moved(found, LONGER)) == "sold_out"


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({}, "nothing_to_change"),
        ({"stay": STAY}, "nothing_to_change"),
        ({"room": "999", "stay": LATER}, "no_such_room"),
        ({"rate_plan": "FLEX", "stay": LATER}, "no_rate"),
        ({"room_type": "77"}, "no_rate"),
        ({"stay": Stay(date(2026, 11, 1), date(2026, 11, 2))}, "past_date"),
        ({"stay": Stay(date(2035, 11, 1), date(2035, 11, 2))}, "too_far"),
        ({"stay": LATER, "occupancy": Occupancy(3)}, "over_capacity"),
    ],
)
def test_what_cannot_be_is_refused(pms, guest, wish, code):
    found = booked(pms, guest)

    assert code_of(pms.preview_change, found.code, [RoomWish(**{"room": found.rooms[0].id} | wish)]) == code


def test_only_what_is_yet_to_come_is_changed(pms, shop, guest):
    assert code_of(pms.preview_change, "XXXXXXXXX", []) == "not_found"
    found = booked(pms, guest)
    shop.changes(reference=found.code, status=2)
    assert code_of(pms.preview_change, found.code, moved(found, LATER)) == "not_changeable"
    shop.changes(reference=found.code, status=1)
    shop.cancels(reference=found.code)
    assert code_of(pms.preview_change, found.code, moved(found, LATER)) == "not_changeable"


def test_another_price_by_now_is_refused(pms, shop, guest):
    found = booked(pms, guest)
    change = pms.preview_change(found.code, moved(found, LATER))
    shop.prices(1, 1200)

    assert code_of(pms.change, new_key(), change) == "price_changed"
    assert pms.reservation(found.code).stay == STAY


def test_a_reservation_that_staff_changed_meanwhile_is_refused(pms, shop, guest):
    found = booked(pms, guest)
    change = pms.preview_change(found.code, moved(found, LATER))
    shop.changes(reference=found.code, total="2000.00")

    assert code_of(pms.change, new_key(), change) == "price_changed"


def test_the_other_room_stays_as_it_was(pms, shop, guest):
    wanted = [offer_for(pms, occupancy=family(5)), offer_for(pms, SUITE)]
    found = pms.book(new_key(), wanted, guest).reservation
    suite = next(room for room in found.rooms if room.room_type.code == SUITE)

    after = pms.change(
        new_key(), pms.preview_change(found.code, [RoomWish(suite.id, stay=LATER)])
    ).reservation

    rooms = {room.room_type.code: (room.stay, room.occupancy) for room in after.live_rooms}
    assert rooms == {DOUBLE: (STAY, family(5)), SUITE: (LATER, COUPLE)}
    assert after.total.amount == sum(room.total.amount for room in after.live_rooms)


def test_the_wrong_one_of_two_equal_rooms_is_never_moved(pms, guest):
    wanted = [offer_for(pms), offer_for(pms, occupancy=family(4))]
    found = pms.book(new_key(), wanted, guest).reservation
    first, second = sorted(found.rooms, key=lambda room: int(room.id))

    assert code_of(pms.preview_change, found.code, [RoomWish(first.id, stay=LATER)]) == "needs_staff"
    after = pms.change(
        new_key(), pms.preview_change(found.code, [RoomWish(second.id, stay=LATER)])
    ).reservation
    assert {room.occupancy: room.stay for room in after.live_rooms} == {
        first.occupancy: STAY,
        second.occupancy: LATER,
    }


def with_breakfast(pms, guest, monkeypatch):
    """A double and a suite, the double with breakfast, as staff would have added it."""
    room_line = booking.room_line

    def served(kind, stay, rooms):
        line = room_line(kind, stay, rooms)
        if kind == int(DOUBLE):
            line["rooms"][0]["services"] = [{"id_service": 5, "quantity": 1}]
        return line

    with monkeypatch.context() as patch:
        patch.setattr(booking, "room_line", served)
        patch.setattr(booking, "_fault", lambda *_: None)
        return pms.book(new_key(), [offer_for(pms), offer_for(pms, SUITE)], guest).reservation


def test_services_are_not_lost(pms, shop, guest, monkeypatch):
    found = with_breakfast(pms, guest, monkeypatch)
    before = services(shop)
    assert before
    double, suite = sorted(found.rooms, key=lambda room: room.room_type.code)

    assert code_of(pms.preview_change, found.code, [RoomWish(double.id, stay=LATER)]) == "needs_staff"
    pms.change(new_key(), pms.preview_change(found.code, [RoomWish(suite.id, stay=LATER)]))

    assert services(shop) == before


def test_services_that_cannot_be_read_are_for_staff(pms, shop, guest, monkeypatch):
    found = with_breakfast(pms, guest, monkeypatch)
    assert services(shop)
    shop.faults({"kind": "use_tax_warning"})
    suite = next(room for room in found.rooms if room.room_type.code == SUITE)

    assert code_of(pms.preview_change, found.code, [RoomWish(suite.id, stay=LATER)]) == "needs_staff"


def services(shop):
    return [service for row in shop.rooms() for service in row["services"]]


@pytest.mark.parametrize("kind", ["500_done", "html_200", "empty_body", "broken_json", "reset_done"])
def test_a_change_that_was_done_all_the_same_is_seen(pms, shop, guest, kind):
    found = booked(pms, guest)
    change = pms.preview_change(found.code, moved(found, LATER))
    shop.faults({"kind": kind, "operation": "PUT bookings", "times": 1})

    assert pms.change(new_key(), change).reservation.stay == LATER


@pytest.mark.parametrize("kind", ["500_not_done", "redirect_302"])
def test_a_change_that_failed_has_not_happened(pms, shop, guest, kind):
    found, key = booked(pms, guest), new_key()
    change = pms.preview_change(found.code, moved(found, LATER))
    shop.faults({"kind": kind, "operation": "PUT bookings", "times": 1})

    with pytest.raises(PMSUnavailable):
        pms.change(key, change)

    assert pms.written(key) is None
    assert pms.reservation(found.code).stay == STAY
    assert not pms.change(key, change).repeated


def test_a_change_without_an_answer_is_settled_by_looking(pms, shop, guest, monkeypatch):
    found, key = booked(pms, guest), new_key()
    change = pms.preview_change(found.code, moved(found, LATER))
    shop.faults({"kind": "late", "operation": "PUT bookings", "times": 1, "seconds": 5})

    with impatient(monkeypatch), pytest.raises(PMSUnknown):
        pms.change(key, change)
    assert pms.written(key) is None
    until(lambda: pms.reservation(found.code).stay == LATER)

    assert pms.written(key).reservation.stay == LATER


def test_a_change_whose_worker_died_is_done_and_not_done_again(pms, shop, guest, monkeypatch):
    found, key = booked(pms, guest), new_key()
    change = pms.preview_change(found.code, moved(found, LATER))

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(changing, "stand", die)
        with pytest.raises(KeyboardInterrupt):
            pms.change(key, change)
    assert PMSWrite.objects.get(key=key).outcome == ""

    assert pms.change(key, change).repeated
    assert len(shop.rooms()) == 1


def test_a_room_somebody_took_while_it_was_changed_is_put_back(pms, shop, guest, monkeypatch):
    found = booked(pms, guest)
    change = pms.preview_change(found.code, moved(found, LATER))
    shop.house(write_seconds=1)
    racing(shop, monkeypatch, room=1, stay=("2027-04-06", "2027-04-07"), method="PUT")

    assert code_of(pms.change, new_key(), change) == "sold_out"

    after = pms.reservation(found.code)
    assert (after.stay, after.total, after.status) == (STAY, found.total, "confirmed")
    assert shop.overlaps() == []


def test_a_change_that_would_be_charged_otherwise_is_put_back(pms, shop, guest, monkeypatch):
    """The shop ignores a total below its room price."""
    found = booked(pms, guest)
    change = pms.preview_change(found.code, moved(found, LATER))
    plan = changing.plan

    def cheaper(*arguments):
        made = plan(*arguments)
        return replace(made, total=made.total - 2000)

    monkeypatch.setattr(changing, "plan", cheaper)

    assert code_of(pms.change, new_key(), change) == "price_changed"
    assert pms.reservation(found.code).stay == STAY


def test_an_order_that_staff_cancel_while_it_is_changed_holds_no_room(pms, shop, guest, monkeypatch):
    """QloApps would leave a live room under a cancelled order."""
    found = booked(pms, guest)
    change = pms.preview_change(found.code, moved(found, LATER))
    send = replacing._send

    def cancelled(*arguments):
        shop.cancels(reference=found.code)
        send(*arguments)

    monkeypatch.setattr(replacing, "_send", cancelled)

    assert code_of(pms.change, new_key(), change) == "not_changeable"
    assert shop.rooms() == []
    assert pms.reservation(found.code).status == "cancelled"


def test_a_partly_cancelled_order_is_for_staff(pms, guest):
    """PUT would keep the cancelled room and delete the live one."""
    found = pms.book(new_key(), [offer_for(pms), offer_for(pms, SUITE)], guest).reservation
    held = find(pms.shop, found.code)
    flagged = replace(held, rooms=(replace(held.rooms[0], live=False), *held.rooms[1:]))
    target = replacing.Plan(flagged, flagged.live, (), held.total)

    assert code_of(replacing.possible, pms.shop, target) == "needs_staff"


def test_an_extension_in_the_same_room_by_staff_is_one_stay(pms, shop, hotel):
    """Staff add nights in the same room as a second row of the order."""
    found = booked(pms, guest_of(hotel))
    held = find(pms.shop, found.code)
    (row,) = held.rooms
    more = replace(row, id=row.id + 50, stay=Stay(STAY.departure, date(2027, 3, 15)))
    longer = replace(held, rooms=(row, more), total=row.total * 2)

    after = info(pms.shop, longer)

    assert [(room.id, room.stay) for room in after.rooms] == [
        (f"{row.id}+{more.id}", Stay(STAY.arrival, date(2027, 3, 15)))
    ]
    assert after.rooms[0].total.amount == row.total * 2
