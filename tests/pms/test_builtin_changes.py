import random
import uuid
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pms import frontdesk, housekeeping
from pms.base import Money, Occupancy, RoomWish, Stay
from pms.errors import PMSRefused
from pms.models import Promotion, RatePlan, Reservation, ReservationChange, Room, RoomStay, RoomUse, Tax
from tests.pms.conftest import COUPLE, STAY, code_of, offer_of

LONGER = Stay(STAY.arrival, STAY.departure + timedelta(days=1))  # one more night, a Friday
ELSEWHEN = Stay(date(2027, 4, 6), date(2027, 4, 8))


def new_key():
    return str(uuid.uuid4())


@pytest.fixture
def double(pms, guest):
    return pms.book(new_key(), [offer_of(pms, "DBL")], guest).reservation


@pytest.fixture
def suite(pms, guest):
    return pms.book(new_key(), [offer_of(pms)], guest).reservation


def wish(found, place=0, **wanted):
    return RoomWish(found.rooms[place].id, **wanted)


def changed(pms, found, *wishes):
    return pms.change(new_key(), pms.preview_change(found.code, wishes)).reservation


def pesos(amount):
    return Money(Decimal(amount), "MXN")


def test_a_longer_stay_costs_the_nights_that_are_new(hotel, pms, suite):
    hotel.rates.update(price=5000, weekend_price=6000)

    change = pms.preview_change(suite.code, [wish(suite, stay=LONGER)])

    assert [night.price.amount for night in change.rooms[0].offer.nights] == [3200, 3200, 6000]
    assert (change.difference, change.total, change.fee) == (pesos(6000), pesos(12400), pesos(0))
    assert pms.reservation(suite.code) == suite


def test_its_own_room_is_free_for_itself(pms, suite):
    found = changed(pms, suite, wish(suite, stay=LONGER))

    assert (found.stay, found.rooms[0].room_number, found.total) == (LONGER, "201", pesos(10000))
    assert pms.reservation(suite.code) == found


def test_the_same_room_is_kept_where_it_can_be(hotel, pms, double):
    number = double.rooms[0].room_number
    assert changed(pms, double, wish(double, stay=ELSEWHEN)).rooms[0].room_number == number

    housekeeping.block(hotel, number, STAY, "Ana", "paint")
    assert changed(pms, double, wish(double, stay=STAY)).rooms[0].room_number != number


def test_another_room_type_frees_the_old_room(pms, suite):
    found = changed(pms, suite, wish(suite, room_type="DBL"))

    assert found.rooms[0].room_type.code == "DBL"
    assert found.total == pesos(2900)
    assert offer_of(pms).rooms_left == 1


def test_more_people_are_priced_and_must_fit(pms, double):
    assert code_of(pms.preview_change, double.code, [wish(double, occupancy=Occupancy(3))]) == "over_capacity"
    change = pms.preview_change(double.code, [wish(double, room_type="STE", occupancy=Occupancy(3))])
    assert change.total == pesos(6400)


def test_rooms_can_swap_their_dates(hotel, pms, guest):
    """Each takes what the other gives back: neither could change alone."""
    Room.objects.filter(hotel=hotel, number__in=["102", "103"]).update(is_active=False)
    after = Stay(STAY.departure, STAY.departure + timedelta(days=2))
    found = pms.book(new_key(), [offer_of(pms, "DBL"), offer_of(pms, "DBL", stay=after)], guest).reservation

    assert code_of(pms.preview_change, found.code, [wish(found, 0, stay=after)]) == "sold_out"
    swapped = changed(pms, found, wish(found, 0, stay=after), wish(found, 1, stay=STAY))

    assert [room.stay for room in swapped.rooms] == [after, STAY]
    assert swapped.total == found.total


def test_one_of_several_rooms_changes_and_the_others_stay(pms, guest):
    found = pms.book(new_key(), [offer_of(pms, "DBL"), offer_of(pms, "STE")], guest).reservation

    after = changed(pms, found, wish(found, 1, stay=LONGER))

    assert after.rooms[0] == found.rooms[0]
    assert after.total == pesos(2900 + 10000)
    assert after.stay == LONGER


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({}, "nothing_to_change"),
        ({"stay": STAY, "room_type": "DBL", "rate_plan": "FLEX", "occupancy": COUPLE}, "nothing_to_change"),
        ({"room_type": "NIX"}, "no_rate"),
        ({"rate_plan": "NIX"}, "no_rate"),
        ({"room_type": "STE", "rate_plan": "NR"}, "no_rate"),
        ({"stay": Stay(date(2026, 11, 19), date(2026, 11, 22))}, "past_date"),
        ({"stay": Stay(date(2027, 3, 1), date(2027, 4, 5))}, "too_long"),
        ({"stay": Stay(date(2029, 3, 1), date(2029, 3, 5))}, "too_far"),
        ({"occupancy": Occupancy(0)}, "bad_occupancy"),
        ({"rate_plan": "NR", "stay": Stay(STAY.arrival, STAY.arrival + timedelta(days=1))}, "min_stay"),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_changes_nothing(pms, double, wanted, code):
    assert code_of(pms.preview_change, double.code, [wish(double, **wanted)]) == code
    assert pms.reservation(double.code) == double


def test_a_room_is_named_once_and_must_be_its_own(pms, double, suite):
    assert code_of(pms.preview_change, double.code, [wish(suite, stay=LONGER)]) == "no_such_room"
    assert code_of(pms.preview_change, double.code, [wish(double, stay=LONGER)] * 2) == "bad_change"
    assert code_of(pms.preview_change, double.code, []) == "nothing_to_change"
    assert code_of(pms.preview_change, "XXXXXX", [wish(double, stay=LONGER)]) == "not_found"


def test_a_change_is_written_once_per_key(pms, suite):
    change = pms.preview_change(suite.code, [wish(suite, stay=LONGER)])

    first = pms.change("one key", change)
    again = pms.change("one key", change)

    assert again == replace(first, repeated=True) == pms.written("one key")
    assert not first.repeated
    assert Reservation.objects.get().history.filter(verb="changed").count() == 1


def test_a_key_belongs_to_one_write(pms, guest, suite, double):
    change = pms.preview_change(suite.code, [wish(suite, stay=LONGER)])
    pms.change("one key", change)

    assert code_of(pms.book, "one key", [offer_of(pms, "DBL")], guest) == "key_reused"
    assert code_of(pms.cancel, "one key", suite.code, pesos(0)) == "key_reused"
    assert code_of(pms.cancel, "one key", double.code, pesos(0)) == "key_reused"


def test_a_price_that_moved_is_refused(hotel, pms, suite):
    change = pms.preview_change(suite.code, [wish(suite, stay=LONGER)])
    hotel.rates.update(price=1, weekend_price=1)

    assert code_of(pms.change, new_key(), change) == "price_changed"
    assert pms.reservation(suite.code) == suite


def test_a_price_nobody_named_is_refused(pms, suite):
    change = pms.preview_change(suite.code, [wish(suite, stay=LONGER)])

    for forged in (
        replace(change, total=pesos(1), difference=pesos(1) - suite.total),
        replace(change, fee=pesos(5)),
        replace(change, rooms=(replace(change.rooms[0], offer=offer_of(pms, "DBL", stay=ELSEWHEN)),)),
    ):
        assert code_of(pms.change, new_key(), forged) == "price_changed"
    assert pms.reservation(suite.code) == suite


def test_a_room_that_was_sold_meanwhile_is_sold_out(pms, guest, suite):
    next_door = Stay(STAY.departure, LONGER.departure)
    change = pms.preview_change(suite.code, [wish(suite, stay=LONGER)])
    pms.book(new_key(), [offer_of(pms, stay=next_door)], guest)

    assert code_of(pms.preview_change, suite.code, [wish(suite, stay=LONGER)]) == "sold_out"
    assert code_of(pms.change, new_key(), change) == "sold_out"
    assert pms.reservation(suite.code) == suite


def test_the_fee_of_the_plan_is_added_once_it_is_due(hotel, pms, guest, clock):
    RatePlan.objects.filter(code="FLEX").update(change_free_until_days=7, change_fee="percent:10")
    found = pms.book(new_key(), [offer_of(pms)], guest).reservation
    clock(hotel.now().replace(year=2027, month=3, day=5))

    change = pms.preview_change(found.code, [wish(found, stay=LONGER)])

    assert change.fee == pesos("640.00")
    assert change.total == pesos("10640.00")
    after = pms.change(new_key(), change).reservation
    assert after.total == change.total
    assert Reservation.objects.get().fees == Decimal("640.00")


def test_what_the_plan_forbids_is_not_changeable(hotel, pms, guest):
    RatePlan.objects.filter(code="NR").update(change_free_until_days=None, change_fee="forbidden")
    found = pms.book(new_key(), [offer_of(pms, "DBL", "NR")], guest).reservation

    assert code_of(pms.preview_change, found.code, [wish(found, stay=ELSEWHEN)]) == "not_changeable"


def test_what_is_over_or_has_begun_is_not_changeable(hotel, pms, guest, suite, clock):
    cancelled = pms.book(new_key(), [offer_of(pms, "DBL")], guest).reservation
    pms.cancel(new_key(), cancelled.code, cancelled.cancellation_fee)
    assert code_of(pms.preview_change, cancelled.code, [wish(cancelled, stay=LONGER)]) == "not_changeable"

    clock(hotel.now().replace(year=2027, month=3, day=10, hour=15))
    assert code_of(pms.preview_change, suite.code, [wish(suite, stay=LONGER)]) == "not_changeable"


def test_a_guest_in_the_house_may_stay_longer_or_leave_earlier(hotel, pms, suite, clock):
    clock(hotel.now().replace(year=2027, month=3, day=10, hour=16))
    frontdesk.check_in(hotel, suite.code, "Ana")

    longer = changed(pms, suite, wish(suite, stay=LONGER))
    assert (longer.status, longer.stay, longer.total) == ("checked_in", LONGER, pesos(10000))

    clock(hotel.now().replace(day=11))
    shorter = Stay(STAY.arrival, date(2027, 3, 11))
    assert changed(pms, suite, wish(suite, stay=shorter)).total == pesos(3200)


@pytest.mark.parametrize(
    "wanted",
    [{"stay": Stay(date(2027, 3, 11), date(2027, 3, 13))}, {"room_type": "DBL"}, {"occupancy": Occupancy(1)}],
)
def test_a_guest_in_the_house_changes_nothing_else(hotel, pms, suite, clock, wanted):
    clock(hotel.now().replace(year=2027, month=3, day=10, hour=16))
    frontdesk.check_in(hotel, suite.code, "Ana")

    assert code_of(pms.preview_change, suite.code, [wish(suite, **wanted)]) == "not_changeable"


def test_nobody_leaves_the_house_in_the_past(hotel, pms, suite, clock):
    clock(hotel.now().replace(year=2027, month=3, day=10, hour=16))
    frontdesk.check_in(hotel, suite.code, "Ana")
    changed(pms, suite, wish(suite, stay=LONGER))
    clock(hotel.now().replace(day=12))

    gone = Stay(STAY.arrival, date(2027, 3, 11))
    assert code_of(pms.preview_change, suite.code, [wish(suite, stay=gone)]) == "past_date"


def test_what_the_guest_hears_of_cancelling_is_what_holds_afterwards(pms, suite):
    change = pms.preview_change(suite.code, [wish(suite, stay=ELSEWHEN)])

    after = pms.change(new_key(), change).reservation

    assert after.free_cancellation_until == change.free_cancellation_until
    assert change.late_fee == pesos(3200)


def test_the_history_says_what_was_and_what_is(pms, suite):
    changed(pms, suite, wish(suite, stay=LONGER))

    line = ReservationChange.objects.get(verb="changed")
    assert (line.actor, line.before["total"], line.after["total"]) == ("guest", "6400.00 MXN", "10000.00 MXN")
    assert line.before["rooms"][0]["departure"] == "2027-03-12"
    assert line.after["rooms"][0]["departure"] == "2027-03-13"


def test_a_reservation_of_two_rooms_loses_one(pms, guest):
    found = pms.book(new_key(), [offer_of(pms, "DBL"), offer_of(pms, "STE")], guest).reservation

    after = pms.cancel(new_key(), found.code, pesos(0), [found.rooms[1].id]).reservation

    assert [room.status for room in after.rooms] == ["confirmed", "cancelled"]
    assert (after.status, after.total) == ("confirmed", pesos(2900))
    assert offer_of(pms).rooms_left == 1
    given_up = [found.rooms[1].id]
    assert code_of(pms.cancel, new_key(), found.code, pesos(0), given_up) == "no_such_room"
    assert code_of(pms.preview_change, found.code, [wish(found, 1, stay=LONGER)]) == "no_such_room"


def test_the_last_room_given_up_ends_the_reservation(pms, guest, clock):
    found = pms.book(new_key(), [offer_of(pms, "DBL", "NR"), offer_of(pms, "STE")], guest).reservation
    assert found.cancellation_fee == pesos(2500)
    for room in found.rooms:
        after = pms.cancel(new_key(), found.code, room.cancellation_fee, [room.id]).reservation

    assert (after.status, after.total, after.cancellation_fee) == ("cancelled", pesos(2500), pesos(2500))
    assert not RoomUse.objects.exists()
    assert code_of(pms.cancel, new_key(), found.code, pesos(0)) == "already_cancelled"


def test_the_fee_is_that_of_the_rooms_that_are_given_up(pms, guest):
    found = pms.book(new_key(), [offer_of(pms, "DBL", "NR"), offer_of(pms, "STE")], guest).reservation

    assert code_of(pms.cancel, new_key(), found.code, pesos(0)) == "price_changed"
    assert code_of(pms.cancel, new_key(), found.code, pesos(2500), [found.rooms[1].id]) == "price_changed"
    assert pms.reservation(found.code) == found


def test_what_changed_is_told_since_when(pms, suite, double, clock, hotel):
    clock(hotel.now() + timedelta(hours=1))
    since = hotel.now()
    clock(hotel.now() + timedelta(minutes=5))
    changed(pms, suite, wish(suite, stay=LONGER))

    found = pms.changed_since(since)

    assert [each.code for each in found.reservations] == [suite.code]
    assert found.until == hotel.now()
    clock(hotel.now() + timedelta(minutes=30))
    assert not pms.changed_since(hotel.now()).reservations
    assert {each.code for each in pms.changed_since(since - timedelta(hours=2)).reservations} == {
        suite.code,
        double.code,
    }


wishes = st.fixed_dictionaries(
    {},
    optional={
        "stay": st.builds(
            lambda first, nights: Stay(first, first + timedelta(days=nights)),
            st.integers(0, 20).map(lambda n: date(2027, 3, 1) + timedelta(days=n)),
            st.integers(2, 6),
        ),
        "room_type": st.sampled_from(["DBL", "STE"]),
        "occupancy": st.sampled_from([Occupancy(1), COUPLE, Occupancy(2, (4,))]),
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=wishes, percent=st.integers(0, 30))
def test_a_change_and_its_reverse_cost_nothing_but_the_fees(hotel, pms, guest, wanted, percent):
    RoomStay.objects.filter(hotel=hotel).delete()
    Reservation.objects.filter(hotel=hotel).delete()
    Tax.objects.update_or_create(
        hotel=hotel, name="Lodging", defaults={"percent": 3, "amount": 20, "included": False, "max_nights": 4}
    )
    Promotion.objects.update_or_create(
        hotel=hotel, name={"en": "Week"}, defaults={"percent": 10, "min_nights": 4}
    )
    RatePlan.objects.filter(hotel=hotel).update(change_free_until_days=None, change_fee=f"percent:{percent}")
    found = pms.book(new_key(), [offer_of(pms, "DBL"), offer_of(pms, "STE")], guest).reservation
    old = found.rooms[0]
    try:
        there = pms.preview_change(found.code, [wish(found, **wanted)])
    except PMSRefused as refusal:
        if refusal.code not in {"nothing_to_change", "sold_out", "over_capacity", "min_stay"}:
            raise
        return
    after = pms.change(new_key(), there).reservation
    assert after.total == there.total == found.total + there.difference
    back = pms.preview_change(found.code, [RoomWish(old.id, old.stay, old.room_type.code, "", old.occupancy)])
    again = pms.change(new_key(), back).reservation

    assert again.total == found.total + there.fee + back.fee
    assert pesos(0) <= there.fee <= old.total
    assert [room.total for room in again.rooms] == [room.total for room in found.rooms]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_whatever_is_booked_changed_and_given_up_the_books_are_right(hotel, pms, guest, seed):
    dice = random.Random(seed)
    RoomStay.objects.filter(hotel=hotel).delete()
    Reservation.objects.filter(hotel=hotel).delete()

    def some_stay():
        first = date(2027, 6, 1) + timedelta(days=dice.randrange(6))
        return Stay(first, first + timedelta(days=dice.randint(1, 4)))

    def book():
        offers = pms.find_offers(some_stay(), Occupancy(dice.randint(1, 2))).offers
        pms.book(new_key(), dice.choices(offers, k=dice.randint(1, 3)), guest)

    def change():
        found = dice.choice(pms.reservations_of(guest))
        rooms = dice.sample(found.live_rooms, dice.randint(1, len(found.live_rooms)))
        changed(pms, found, *[RoomWish(room.id, stay=some_stay()) for room in rooms])

    def give_up():
        found = dice.choice(pms.reservations_of(guest))
        rooms = dice.sample(found.live_rooms, dice.randint(1, len(found.live_rooms)))
        fee = sum((room.cancellation_fee for room in rooms), pesos(0))
        pms.cancel(new_key(), found.code, fee, [room.id for room in rooms])

    for _ in range(20):
        before = {each.code: each for each in pms.reservations_of(guest)}
        try:
            dice.choice([book, book, change, give_up])()
        except PMSRefused:
            assert {each.code: each for each in pms.reservations_of(guest)} == before
        except IndexError:
            continue
        assert_books_are_right(hotel, pms, guest)


def assert_books_are_right(hotel, pms, guest):
    for found in pms.reservations_of(guest):
        left = [room for room in found.rooms if room.status != "cancelled"]
        given_up = [room for room in found.rooms if room.status == "cancelled"]
        owed = [room.total for room in left] + [room.cancellation_fee for room in given_up]
        assert found.total == sum(owed, pesos(0))
        assert all(room.cancellation_fee.amount <= room.total.amount for room in found.rooms)
        assert (found.status == "cancelled") == (not left)
    uses = list(RoomUse.objects.filter(hotel=hotel).select_related("room_stay"))
    rows = RoomStay.objects.filter(hotel=hotel, status="confirmed")
    assert {use.room_stay_id for use in uses} == {row.pk for row in rows}
    assert all(use.period == use.room_stay.stay for use in uses)
    assert all(use.room.room_type_id == use.room_stay.room_type_id for use in uses)
    nights = [
        (use.room_id, use.period.lower + timedelta(days=n))
        for use in uses
        for n in range((use.period.upper - use.period.lower).days)
    ]
    assert len(nights) == len(set(nights))
