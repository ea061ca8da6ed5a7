"""The same with QloApps, as the sandbox plays it: no lock, no keys, and 500 for what is done."""

from datetime import UTC, datetime, timedelta

import pytest

from hotels.outside import redis_client
from pms import mirror, proposals, quotes, systems
from pms.base import Stay
from pms.errors import PMSUnknown
from pms.models import CommitStep, Discrepancy, Mirrored, Proposal
from pms.quotes import RoomChoice
from sandbox.running import running
from tests.pms.conftest import CHAT, COUPLE, confirm
from tests.pms.qloapps.shop import SUITE, guest_of, make_linked, open_shop

# The shop lives by the machine's clock, so the hotel does as well here.
TODAY = datetime.now(UTC).date()
STAY = Stay(TODAY + timedelta(days=100), TODAY + timedelta(days=102))
ARRIVAL, DEPARTURE = str(STAY.arrival), str(STAY.departure)


@pytest.fixture(autouse=True)
def _todays_clock(clock, monkeypatch):
    monkeypatch.undo()


@pytest.fixture(scope="module")
def sandbox():
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def shop(sandbox):
    return open_shop(sandbox)


@pytest.fixture
def hotel(transactional_db, shop):
    return make_linked(shop)


@pytest.fixture
def guest(hotel):
    return guest_of(hotel)


@pytest.fixture
def confirmed(hotel, guest):
    rooms = [RoomChoice(SUITE, "STD", COUPLE)]
    quote, _ = quotes.quote_stay(hotel, CHAT, STAY, rooms)
    return confirm(hotel, proposals.propose_booking(hotel, CHAT, quote.pk, guest, "es"))


@pytest.fixture
def booked(confirmed):
    return proposals.commit(confirmed.pk).receipt.reservation


def reported():
    rows = Discrepancy.objects.filter(closed_at=None, repaired_at=None)
    return sorted(rows.values_list("kind", "subject"))


def check_again(hotel):
    redis_client().delete(f"pms:{hotel.pk}:checked")
    mirror.follow(hotel)


@pytest.mark.parametrize("kind", ["500_done", "html_200", "reset_done", "use_tax_warning"])
def test_a_booking_done_without_saying_so_is_one_booking(shop, confirmed, kind):
    shop.faults({"kind": kind, "operation": "POST bookings", "times": 1})
    try:
        outcome = proposals.commit(confirmed.pk)
    except PMSUnknown:
        outcome = proposals.commit(confirmed.pk)

    assert outcome.code == "booked"
    assert len(shop.rooms()) == 1
    steps = list(CommitStep.objects.values_list("name", flat=True))
    assert (steps[0], steps[-2:]) == ("sending", ["written", "settled"])


def test_a_worker_that_died_after_the_shop_wrote_is_taken_up(shop, hotel, confirmed):
    """Its steps end with `sending`; the order is there, with our key in its source."""
    first = proposals.commit(confirmed.pk)
    CommitStep.objects.exclude(name="sending").delete()
    Proposal.objects.update(state="confirmed", outcome="", receipt=None, settled_at=None)

    again = proposals.commit(confirmed.pk)

    assert again.receipt.reservation == first.receipt.reservation
    assert len(shop.rooms()) == 1


def test_what_the_website_books_is_mirrored_with_the_next_round(shop, hotel):
    shop.books(ARRIVAL, DEPARTURE, room_type=1)
    mirror.follow(hotel)

    row = Mirrored.objects.get()
    assert (row.hotel, row.status, row.stay.lower) == (hotel, "confirmed", STAY.arrival)
    assert reported() == []


def test_staff_who_cancel_our_guests_order_are_seen(shop, hotel, booked):
    mirror.follow(hotel)
    assert reported() == []
    shop.cancels(reference=booked.code)

    mirror.follow(hotel)

    assert reported() == [("cancelled_there", booked.code)]
    assert Mirrored.objects.get().status == "cancelled"


def test_a_room_that_the_website_sells_again_is_seen(shop, hotel, booked):
    [ours] = shop.rooms()
    shop.books(ARRIVAL, DEPARTURE, room=ours["id_room"])
    assert len(shop.overlaps()) == 1

    mirror.follow(hotel)

    assert [kind for kind, _ in reported()] == ["double_booking"]


def test_a_second_order_with_our_key_is_cancelled(shop, hotel, booked):
    [order] = shop.orders()
    shop.books(ARRIVAL, DEPARTURE, room_type=1, source=order["source"])
    assert len(shop.rooms()) == 2

    check_again(hotel)

    [left] = shop.rooms()
    assert left["id_order"] == order["id"]
    assert systems.open_pms(hotel).reservation(booked.code).status == "confirmed"
    assert Discrepancy.objects.filter(kind="booked_twice", repaired_at__isnull=False).count() == 1
    assert reported() == []


def test_a_shop_that_is_down_is_said_and_followed_again(shop, hotel, booked):
    shop.faults({"kind": "dead"})
    mirror.follow(hotel)
    assert mirror.SyncState.objects.get().error.startswith("PMSUnavailable")

    shop.heals()
    mirror.follow(hotel)
    assert mirror.SyncState.objects.get().error == ""
    assert Mirrored.objects.get().code == booked.code
