"""Following an outside PMS, and where it and we do not agree."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from hotels.outside import redis_client
from pms import mirror, proposals, quotes, reconcile, systems
from pms.base import Changes, Money, RoomWish, Stay
from pms.models import CommitStep, Discrepancy, Mirrored, PMSLink, Proposal, Reservation, SyncState
from pms.quotes import RoomChoice
from pms.resilience import Guarded
from tests.factories import make_guest, make_hotel, make_house
from tests.pms.conftest import CHAT, COUPLE, STAY, confirm, details, offer_of
from tests.pms.outside_pms import SERVICE, OutsidePMS, link, served

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def far(transactional_db, monkeypatch):
    """The books of the outside PMS; its own staff work on `far.pms`."""
    theirs = make_house(make_hotel(), rooms=3, suites=2)
    monkeypatch.setitem(
        systems.SYSTEMS, SERVICE, lambda hotel, link: Guarded(OutsidePMS(hotel, link), hotel, SERVICE)
    )
    with served(theirs, make_guest(theirs)) as (side, url):
        side.url, side.hotel = url, theirs
        side.staff = details(side.guest, "Walk In")
        yield side


@pytest.fixture
def hotel(far):
    hotel = make_hotel()
    link(hotel, far.url)
    return hotel


@pytest.fixture
def booked(hotel, guest):
    """Booked through us, by a guest's yes."""
    quote, _ = quotes.quote_stay(hotel, CHAT, STAY, [RoomChoice("STE", "FLEX", COUPLE)])
    proposal = proposals.propose_booking(hotel, CHAT, quote.pk, guest, "es")
    return proposals.commit(confirm(hotel, proposal).pk).receipt.reservation


def walk_in(far, room_type="DBL", stay=STAY):
    return far.pms.book(
        f"desk-{room_type}-{stay.arrival}", [offer_of(far.pms, room_type, stay=stay)], far.staff
    )


def discrepancies():
    return list(Discrepancy.objects.filter(closed_at=None, repaired_at=None).values_list("kind", "subject"))


def test_what_others_book_is_known_with_the_next_round(hotel, far):
    found = walk_in(far).reservation

    assert mirror.follow(hotel) == 1

    row = Mirrored.objects.get()
    assert (row.hotel, row.code, row.status) == (hotel, found.code, "confirmed")
    assert (row.stay.lower, row.stay.upper) == (STAY.arrival, STAY.departure)
    state = SyncState.objects.get()
    assert (state.hotel, state.error) == (hotel, "")
    assert timezone.now() - state.succeeded_at < timedelta(hours=1)
    assert mirror.follow(hotel) == 0, "nothing moved"


def test_a_change_there_moves_the_row_and_forgets_kept_answers(hotel, far):
    code = walk_in(far).reservation.code
    mirror.follow(hotel)
    free = offer_of(systems.open_pms(hotel), "DBL").rooms_left
    far.pms.cancel("desk", code, far.pms.reservation(code).cancellation_fee)

    assert mirror.follow(hotel) == 1
    assert Mirrored.objects.get().status == "cancelled"
    assert offer_of(systems.open_pms(hotel), "DBL").rooms_left == free + 1


def test_what_we_booked_agrees(hotel, far, booked):
    mirror.follow(hotel)

    assert Mirrored.objects.get().code == booked.code
    assert discrepancies() == []


def test_staff_who_cancel_there_are_reported_with_both_sides(hotel, far, booked):
    far.pms.cancel("desk", booked.code, booked.cancellation_fee)
    mirror.follow(hotel)

    assert discrepancies() == [("cancelled_there", booked.code)]
    row = Discrepancy.objects.get()
    assert (row.hotel, row.ours["status"], row.theirs["status"]) == (hotel, "confirmed", "cancelled")


def test_staff_who_change_there_are_reported_until_both_sides_agree(hotel, far, booked):
    longer = Stay(STAY.arrival, STAY.departure + timedelta(days=1))
    change_there(far, booked, longer, "longer")
    mirror.follow(hotel)
    assert sorted(discrepancies()) == [("changed_there", booked.code), ("other_total", booked.code)]

    change_there(far, booked, STAY, "back")
    mirror.follow(hotel)

    assert discrepancies() == []
    assert Discrepancy.objects.filter(repaired_at__isnull=False).count() == 2


def test_what_staff_closed_is_not_reported_again_until_something_moves(hotel, far, booked):
    far.pms.cancel("desk", booked.code, booked.cancellation_fee)
    mirror.follow(hotel)
    Discrepancy.objects.update(closed_at=timezone.now(), closed_by="Ana")

    reconcile.compare(hotel, far.pms.reservation(booked.code))

    assert discrepancies() == []
    assert Discrepancy.objects.count() == 1


def test_our_own_cancellation_is_no_discrepancy(hotel, far, guest, booked):
    proposal = proposals.propose_cancellation(
        hotel, CHAT, booked.code, guest, "es", verified_codes=[booked.code]
    )
    proposals.commit(confirm(hotel, proposal).pk)
    mirror.follow(hotel)

    assert discrepancies() == []


def test_what_is_just_being_written_is_not_compared(hotel, far, guest, booked):
    proposal = proposals.propose_cancellation(
        hotel, CHAT, booked.code, guest, "es", verified_codes=[booked.code]
    )
    confirm(hotel, proposal)
    far.pms.cancel(str(proposal.key), booked.code, booked.cancellation_fee)
    mirror.follow(hotel)

    assert discrepancies() == []


def test_a_room_that_two_have_is_reported_once(hotel, far):
    one, other = sold_twice(far)
    both = Changes((one, other), timezone.now())
    mirror.take(hotel, both)
    mirror.take(hotel, both)

    [(kind, subject)] = discrepancies()
    first, second = sorted((one.code, other.code))
    assert (kind, subject) == ("double_booking", f"101: {first} {second}")

    elsewhere = replace(other, rooms=(replace(other.rooms[0], room_number="102"),))
    mirror.take(hotel, Changes((elsewhere,), timezone.now()))
    assert discrepancies() == []


def test_rooms_of_two_hotels_are_two_rooms(hotel, far):
    one, other = sold_twice(far)
    mirror.take(hotel, Changes((one,), timezone.now()))
    mirror.take(make_hotel(), Changes((other,), timezone.now()))

    assert discrepancies() == []


def test_a_reservation_that_the_pms_lost_is_reported(hotel, far, booked):
    Reservation.objects.all().delete()
    recheck(hotel)

    assert discrepancies() == [("lost_booking", booked.code)]


def test_a_change_that_moved_no_date_is_found_by_looking_again(hotel, far, booked, clock):
    for minutes in (10, 10):
        clock(hotel.now() + timedelta(minutes=minutes))
        mirror.follow(hotel)
    Reservation.objects.update(total=1)  # as some PMSs do: without touching updated_at
    assert mirror.follow(hotel) == 0

    recheck(hotel)

    assert discrepancies() == [("other_total", booked.code)]


def test_a_write_that_was_done_after_it_was_given_up_is_reported(hotel, far, guest):
    quote, _ = quotes.quote_stay(hotel, CHAT, STAY, [RoomChoice("STE", "FLEX", COUPLE)])
    proposal = confirm(hotel, proposals.propose_booking(hotel, CHAT, quote.pk, guest, "es"))
    for name in ("sending", "looked"):
        CommitStep.objects.create(hotel=hotel, proposal=proposal, name=name)
    Proposal.objects.update(state="refused", outcome="not_written", settled_at=timezone.now())
    pms = systems.open_pms(hotel)
    reconcile.check(hotel, pms)
    assert discrepancies() == []

    late = far.pms.book(str(proposal.key), proposals.booking_terms(proposal).offers, far.staff)
    reconcile.check(hotel, pms)

    assert discrepancies() == [("done_after_all", late.reservation.code)]


def test_a_second_order_for_one_yes_is_cancelled(hotel, far, booked):
    twin = walk_in(far, "STE").reservation
    pms = systems.open_pms(hotel)
    pms.pms.duplicates = lambda key: [twin.code] if key == str(Proposal.objects.get().key) else []

    reconcile.check(hotel, pms)
    reconcile.check(hotel, pms)

    assert far.pms.reservation(twin.code).status == "cancelled"
    assert far.pms.reservation(booked.code).status == "confirmed"
    row = Discrepancy.objects.get()
    assert (row.kind, row.subject, row.repaired_at is None) == ("booked_twice", twin.code, False)
    assert CommitStep.objects.filter(name="undone", details={"code": twin.code}).exists()


def test_a_pms_that_cannot_be_asked_is_noted_and_asked_again(hotel, far):
    walk_in(far)
    far.fail("changed_since", "before")
    assert mirror.follow(hotel) == 0
    state = SyncState.objects.get()
    assert state.error.startswith("PMSUnavailable")
    assert (state.until, state.succeeded_at) == (None, None)

    assert mirror.follow(hotel) == 1
    assert SyncState.objects.get().error == ""


def test_many_portions_are_taken_one_after_the_other_and_progress_is_kept(hotel, far):
    """The first portions come; then the PMS stops. The next round goes on from there."""
    codes = [walk_in(far, "DBL", Stay(STAY.arrival, STAY.departure)).reservation.code]
    codes.append(walk_in(far, "STE").reservation.code)
    first, second = (far.pms.reservation(code) for code in codes)
    now = timezone.now()
    portions = {
        "first": Changes((first,), now - timedelta(days=30)),
        "second": Changes((second,), now),
    }

    def changed_since(moment):
        return portions["second" if moment >= now - timedelta(days=30) else "first"]

    far.pms.changed_since = changed_since
    far.fail("changed_since", "", "before")
    assert mirror.follow(hotel) == 1
    assert SyncState.objects.get().until == now - timedelta(days=30)

    assert mirror.follow(hotel) == 1
    assert Mirrored.objects.count() == 2
    assert far.asked["changed_since"] == 3


def test_one_flight_a_hotel_at_a_time(hotel, far):
    far.seconds = 0.3

    def fly(_):
        try:
            return mirror.follow(hotel)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        flights = list(pool.map(fly, range(4)))

    assert flights.count(None) == 3
    assert not redis_client().exists(f"pms:{hotel.pk}:following")


def test_stays_long_over_are_not_kept(hotel, far, clock):
    walk_in(far)
    clock(hotel.now().replace(year=2027, month=5))

    assert mirror.follow(hotel) == 0
    assert not Mirrored.objects.exists()


def test_only_outside_systems_are_followed(hotel):
    ours = make_hotel()
    PMSLink.objects.create(hotel=ours, kind="builtin")
    asleep = make_hotel(is_active=False)
    link(asleep, "http://127.0.0.1:1")
    make_hotel()

    assert mirror.followed() == [hotel.pk]


def recheck(hotel):
    redis_client().delete(f"pms:{hotel.pk}:checked")
    mirror.follow(hotel)


def change_there(far, booked, stay, key):
    room = far.pms.reservation(booked.code).rooms[0]
    far.pms.change(key, far.pms.preview_change(booked.code, [RoomWish(room.id, stay=stay)]))


def sold_twice(far):
    """Two reservations as a PMS without a lock would hold them: both in room 101."""
    one, other = walk_in(far).reservation, walk_in(far, "STE").reservation
    return tuple(
        replace(
            each, rooms=(replace(each.rooms[0], room_number="101"),), total=Money(each.total.amount, "MXN")
        )
        for each in (one, other)
    )
