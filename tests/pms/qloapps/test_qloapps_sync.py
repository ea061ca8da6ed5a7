"""What the shop's own staff and website do is heard of."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from pms.base import Stay
from pms.qloapps import sync
from tests.pms.conftest import STAY
from tests.pms.qloapps.shop import booked, new_key, offer_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _real_time(clock):
    """The sandbox has the time of the machine."""
    clock(datetime.now(UTC))


def ago(**span):
    return timezone.now() - timedelta(**span)


def test_bookings_of_the_website_and_changes_of_staff_are_heard_of(pms, shop, guest):
    mine = booked(pms, guest)
    theirs = shop.books(
        "2027-05-01", "2027-05-03", room_type=2, guest={"firstname": "Iris", "lastname": "Sol"}
    )

    found = {each.code: each for each in pms.changed_since(ago(hours=1)).reservations}

    assert set(found) == {mine.code, theirs["order"]["reference"]}
    assert found[mine.code] == mine
    other = found[theirs["order"]["reference"]]
    assert (other.guest_name, other.status, other.stay.nights) == ("Iris Sol", "confirmed", 2)
    shop.cancels(reference=mine.code)
    again = {each.code: each.status for each in pms.changed_since(ago(hours=1)).reservations}
    assert again[mine.code] == "cancelled"


def test_nothing_new_is_nothing(pms, shop, guest):
    booked(pms, guest)

    changes = pms.changed_since(timezone.now() + timedelta(hours=1))

    assert changes.reservations == ()
    assert changes.until >= timezone.now()


def test_what_is_asked_next_overlaps_a_little(pms):
    changes = pms.changed_since(ago(days=3))

    assert timedelta(minutes=1) < timezone.now() - changes.until < timedelta(minutes=5)


def test_many_changes_come_in_portions_and_none_is_lost(pms, shop, monkeypatch):
    monkeypatch.setattr(sync, "AT_MOST", 3)
    for month in range(1, 9):
        if month in (4, 7):
            time.sleep(1.1)  # the shop counts in whole seconds, and those of one second come together
        shop.books(f"2027-{month:02}-01", f"2027-{month:02}-03", room=1)
    since, heard = ago(days=1), set()

    for _ in range(20):
        changes = pms.changed_since(since)
        heard |= {each.code for each in changes.reservations}
        assert len(changes.reservations) <= 6  # two seconds' worth
        if changes.until <= since:
            break
        since = changes.until

    assert heard == {order["reference"] for order in shop.orders()}


def test_a_check_in_touches_the_room_alone_and_is_heard_of(pms, shop, guest):
    found = booked(pms, guest)
    time.sleep(2.1)  # the shop counts in whole seconds
    before = datetime.now(UTC) - timedelta(seconds=1)
    shop.changes(reference=found.code, status=2)

    (changed,) = pms.changed_since(before).reservations

    assert changed.status == "checked_in"


def test_the_clock_of_the_shop_is_not_ours(sandbox, pms, shop, guest):
    """The shop is in Mexico: its five in the morning is our eleven."""
    booked(pms, guest)

    assert pms.facts.timezone == "America/Mexico_City"
    assert pms.changed_since(ago(minutes=10)).reservations
    assert abs(pms.changed_since(ago(hours=1)).reservations[0].updated_at - timezone.now()) < timedelta(
        minutes=10
    )


def test_one_key_given_twice_is_one_reservation_in_the_feed(pms, guest):
    key = new_key()
    for _ in range(2):
        pms.book(key, [offer_for(pms)], guest)

    (found,) = pms.changed_since(ago(hours=1)).reservations
    assert found.stay == STAY


def test_an_order_without_a_room_here_is_not_ours(pms, shop, guest, monkeypatch):
    """One installation, several hotels: rows of another property are left out."""
    found = booked(pms, guest, stay=Stay(STAY.arrival, STAY.departure))
    facts = pms.facts
    pms.facts = type(facts)(**{**facts.__dict__, "property_id": 2})

    assert pms.reservation(found.code) is None
    assert pms.changed_since(ago(hours=1)).reservations == ()
    assert pms.reservations_of(guest) == []
