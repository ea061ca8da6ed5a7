"""A confirmed proposal at an outside PMS: whatever fails, one effect or none, and then we know which."""

from datetime import timedelta
from decimal import Decimal

import pytest

from pms import proposals, quotes, systems
from pms.base import Money, RoomWish, Stay
from pms.commit import settle_seconds
from pms.errors import PMSRefused, PMSUnavailable, PMSUnknown
from pms.models import CommitStep, Proposal, Reservation
from pms.quotes import RoomChoice
from pms.resilience import Guarded
from tests.factories import make_guest, make_hotel, make_house
from tests.pms.conftest import CHAT, COUPLE, STAY, code_of, confirm, details
from tests.pms.outside_pms import SERVICE, OutsidePMS, link, served

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def far(transactional_db, monkeypatch):
    """The books of the outside PMS."""
    theirs = make_house(make_hotel(), rooms=3, suites=2)
    monkeypatch.setitem(
        systems.SYSTEMS, SERVICE, lambda hotel, link: Guarded(OutsidePMS(hotel, link), hotel, SERVICE)
    )
    with served(theirs, make_guest(theirs)) as (side, url):
        side.url, side.hotel = url, theirs
        yield side


@pytest.fixture
def hotel(far):
    hotel = make_hotel()
    link(hotel, far.url)
    return hotel


def steps(proposal):
    return list(CommitStep.objects.filter(proposal=proposal).values_list("name", flat=True))


def test_a_booking_leaves_each_step(far, guest, confirmed):
    outcome = proposals.commit(confirmed.pk)

    assert (outcome.code, outcome.done, steps(confirmed)) == (
        "booked",
        True,
        ["sending", "written", "settled"],
    )
    assert Reservation.objects.get().code == outcome.receipt.reservation.code
    assert Reservation.objects.get().hotel == far.hotel


@pytest.mark.parametrize("fault", ["after", "hang"])
def test_done_without_an_answer_is_found_by_looking(far, confirmed, fault):
    far.fail("book", fault)
    with pytest.raises(PMSUnknown):
        proposals.commit(confirmed.pk)
    assert steps(confirmed) == ["sending"]
    assert not proposals.take_back(confirmed.pk, "unavailable"), "it may have been done"

    outcome = proposals.commit(confirmed.pk)

    assert (outcome.code, far.asked["book"], Reservation.objects.count()) == ("booked", 1, 1)
    assert proposals.commit(confirmed.pk).repeated


def test_what_cannot_be_seen_is_not_sent_again_for_two_minutes(hotel, far, confirmed, clock):
    lost_on_the_way(far)
    with pytest.raises(PMSUnknown):
        proposals.commit(confirmed.pk)
    clock(hotel.now() + timedelta(seconds=119))
    with pytest.raises(PMSUnknown):
        proposals.commit(confirmed.pk)
    assert (far.asked["book"], steps(confirmed)) == (1, ["sending"])

    clock(hotel.now() + timedelta(seconds=1))
    outcome = proposals.commit(confirmed.pk)

    assert (outcome.code, far.asked["book"]) == ("booked", 2)
    assert steps(confirmed) == ["sending", "looked", "sending", "written", "settled"]
    assert Reservation.objects.count() == 1


def test_how_long_to_wait_is_the_hotels_choice(hotel, far, confirmed, clock):
    hotel.pms_link.options = {"settle_seconds": 10}
    hotel.pms_link.save()
    lost_on_the_way(far)
    with pytest.raises(PMSUnknown):
        proposals.commit(confirmed.pk)
    clock(hotel.now() + timedelta(seconds=10))

    assert proposals.commit(confirmed.pk).code == "booked"


def test_a_second_attempt_needs_a_fresh_yes(hotel, far, confirmed, clock):
    lost_on_the_way(far)
    with pytest.raises(PMSUnknown):
        proposals.commit(confirmed.pk)
    clock(hotel.now() + timedelta(minutes=31))

    outcome = proposals.commit(confirmed.pk)

    assert (outcome.code, outcome.done, far.asked["book"]) == ("not_written", False, 1)
    assert not Reservation.objects.exists()


def test_a_second_attempt_is_priced_again(hotel, far, confirmed, clock):
    lost_on_the_way(far)
    with pytest.raises(PMSUnknown):
        proposals.commit(confirmed.pk)
    far.hotel.rates.update(price=9999)
    clock(hotel.now() + timedelta(minutes=3))

    assert proposals.commit(confirmed.pk).code == "price_changed"
    assert not Reservation.objects.exists()


def test_what_never_went_out_may_be_taken_back(far, confirmed):
    far.fail("book", "before")
    with pytest.raises(PMSUnavailable):
        proposals.commit(confirmed.pk)
    assert steps(confirmed) == ["sending", "looked"]

    assert proposals.take_back(confirmed.pk, "unavailable")
    assert not proposals.take_back(confirmed.pk, "unavailable")
    assert code_of(proposals.commit, confirmed.pk) == "not_confirmed"
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.outcome, confirmed.quote) == ("withdrawn", "unavailable", None)
    assert not Reservation.objects.exists()


def test_what_never_went_out_can_be_sent_later(far, confirmed):
    far.fail("book", "before")
    with pytest.raises(PMSUnavailable):
        proposals.commit(confirmed.pk)

    assert proposals.commit(confirmed.pk).code == "booked"
    assert steps(confirmed) == ["sending", "looked", "sending", "written", "settled"]


def test_nobody_can_look_is_not_the_same_as_nothing_there(far, confirmed):
    far.fail("book", "after")
    with pytest.raises(PMSUnknown):
        proposals.commit(confirmed.pk)
    far.fail("written", "before")

    with pytest.raises(PMSUnknown):
        proposals.commit(confirmed.pk)
    assert proposals.commit(confirmed.pk).code == "booked"


def test_a_worker_that_died_after_sending_is_taken_up_by_looking(far, hotel, guest, confirmed):
    """It wrote that it would send, sent, and was gone."""
    CommitStep.objects.create(hotel=hotel, proposal=confirmed, name="sending")
    far.pms.book(str(confirmed.key), proposals.booking_terms(confirmed).offers, details(far.guest))

    assert proposals.commit(confirmed.pk).code == "booked"
    assert (far.asked["book"], Reservation.objects.count()) == (0, 1)


def test_a_worker_that_died_before_settling_needs_no_pms(far, confirmed):
    first = proposals.commit(confirmed.pk)
    CommitStep.objects.filter(name="settled").delete()
    Proposal.objects.update(state="confirmed", outcome="", receipt=None, settled_at=None)
    far.fail("written", *["before"] * 9)
    far.fail("book", *["before"] * 9)

    assert proposals.commit(confirmed.pk).receipt == first.receipt


@pytest.mark.parametrize("died", ["sending", "written"])
def test_a_hotel_that_gets_another_pms_between_yes_and_answer_is_not_booked_twice(
    far, hotel, confirmed, died
):
    """The same rooms at the same prices, in our own tables and at the PMS that was asked."""
    make_house(hotel)
    if died == "sending":
        far.fail("book", "hang")
        with pytest.raises(PMSUnknown):
            proposals.commit(confirmed.pk)
    else:
        proposals.commit(confirmed.pk)
        CommitStep.objects.filter(proposal=confirmed, name="settled").delete()
        Proposal.objects.filter(pk=confirmed.pk).update(state="confirmed", receipt=None, outcome="")
    linked = hotel.pms_link
    linked.kind = "builtin"
    linked.save()

    if died == "sending":
        with pytest.raises(PMSUnknown):
            proposals.commit(confirmed.pk)
        linked.kind = SERVICE
        linked.save()

    assert proposals.commit(confirmed.pk).code == "booked"
    assert [row.hotel for row in Reservation.objects.all()] == [far.hotel]


@pytest.mark.parametrize("seconds", ["soon", None, "NaN", -1, "Infinity", 10**400])
def test_an_hour_that_is_none_is_the_usual_two_minutes(hotel, seconds):
    link = hotel.pms_link
    link.options = {"settle_seconds": seconds}
    link.save()

    assert settle_seconds(hotel) == 120


def test_a_change_lost_and_found(hotel, far, guest, booked):
    wishes = (RoomWish(booked.rooms[0].id, stay=Stay(STAY.arrival, STAY.departure + timedelta(days=1))),)
    change = proposals.propose_change(
        hotel, CHAT, booked.code, guest, "es", wishes=wishes, verified_codes=[booked.code]
    )
    terms = proposals.change_terms(change)
    assert terms.difference == Money(change.amount, change.currency) == terms.total - booked.total
    confirm(hotel, change)
    far.fail("change", "after")
    with pytest.raises(PMSUnknown):
        proposals.commit(change.pk)

    outcome = proposals.commit(change.pk)

    assert (outcome.code, far.asked["change"]) == ("changed", 1)
    assert outcome.receipt.reservation.total == terms.total
    assert outcome.receipt.reservation.stay.nights == 3


def test_a_change_that_costs_another_by_now_is_refused(hotel, far, guest, booked):
    wishes = (RoomWish(booked.rooms[0].id, stay=Stay(STAY.arrival, STAY.departure + timedelta(days=1))),)
    change = proposals.propose_change(
        hotel, CHAT, booked.code, guest, "es", wishes=wishes, verified_codes=[booked.code]
    )
    confirm(hotel, change)
    far.hotel.rates.update(price=9999, weekend_price=9999)

    assert proposals.commit(change.pk).code == "price_changed"
    assert systems.open_pms(hotel).reservation(booked.code) == booked


def test_a_cancellation_lost_and_found(hotel, far, guest, booked):
    proposal = proposals.propose_cancellation(
        hotel, CHAT, booked.code, guest, "es", verified_codes=[booked.code]
    )
    confirm(hotel, proposal)
    far.fail("cancel", "after")
    with pytest.raises(PMSUnknown):
        proposals.commit(proposal.pk)

    outcome = proposals.commit(proposal.pk)

    assert (outcome.code, far.asked["cancel"]) == ("cancelled", 1)
    assert outcome.receipt.reservation.status == "cancelled"


def test_one_room_of_two_is_given_up(hotel, far, guest):
    two = quotes.quote_stay(hotel, CHAT, STAY, [RoomChoice("STE", "FLEX", COUPLE)] * 2)[0]
    booking = proposals.propose_booking(hotel, CHAT, two.pk, guest, "es")
    booked = proposals.commit(confirm(hotel, booking).pk).receipt.reservation
    gone, left = booked.rooms

    proposal = proposals.propose_cancellation(
        hotel, CHAT, booked.code, guest, "es", verified_codes=[booked.code], rooms=[gone.id]
    )
    assert proposals.cancellation_terms(proposal).rooms == (gone.id,)
    outcome = proposals.commit(confirm(hotel, proposal).pk)

    found = outcome.receipt.reservation
    assert (found.status, [room.id for room in found.live_rooms]) == ("confirmed", [left.id])
    assert found.total == left.total
    both = {"verified_codes": [booked.code], "rooms": [gone.id, left.id]}
    assert code_of(proposals.propose_cancellation, hotel, CHAT, booked.code, guest, "es", **both) == (
        "no_such_room"
    )


def test_all_rooms_named_are_the_whole_reservation(hotel, far, guest, booked):
    proposal = proposals.propose_cancellation(
        hotel,
        CHAT,
        booked.code,
        guest,
        "es",
        verified_codes=[booked.code],
        rooms=[room.id for room in booked.rooms],
    )

    assert proposals.cancellation_terms(proposal).rooms == ()
    assert proposal.amount == Decimal(0)


def test_the_reservation_of_another_guest_is_not_changed(hotel, far, booked):
    other = details(make_guest(hotel))
    wishes = (RoomWish(booked.rooms[0].id, room_type="DBL"),)
    far.pms.reservations_of = lambda guest: ()

    with pytest.raises(PMSRefused) as refusal:
        proposals.propose_change(hotel, CHAT, booked.code, other, "es", wishes=wishes)
    assert refusal.value.code == "not_found"


def lost_on_the_way(far):
    """The next booking is neither done nor answered: as if the connection broke before it arrived."""
    book = far.pms.book

    def lost(*_):
        far.pms.book = book
        raise ConnectionResetError

    far.pms.book = lost
