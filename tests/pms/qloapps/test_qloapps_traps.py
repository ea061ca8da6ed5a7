"""What QloApps does wrong, a test for each way: one booking is made or none, and we know which."""

import logging
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from redis.lock import Lock
from structlog.testing import capture_logs

from hotels.outside import redis_client
from pms.base import Stay
from pms.errors import PMSError, PMSRateLimited, PMSRefused, PMSUnavailable, PMSUnknown
from pms.models import PMSLink, PMSWrite
from pms.qloapps import QloApps, booking, client, lock
from tests.pms.conftest import COUPLE, STAY, code_of
from tests.pms.qloapps.shop import (
    SUITE,
    adapter,
    booked,
    guest_of,
    impatient,
    live_orders,
    make_linked,
    moved,
    new_key,
    offer_for,
    open_shop,
    racing,
    until,
)

pytestmark = pytest.mark.django_db(transaction=True)

NEXT_YEAR = Stay(date(2028, 2, 28), date(2028, 3, 1))
DONE_ALL_THE_SAME = ["500_done", "html_200", "empty_body", "broken_json", "reset_done"]
NOT_DONE = [
    {"kind": "500_not_done"},
    {"kind": "html_200", "done": False},
    {"kind": "empty_body", "done": False},
    {"kind": "broken_json", "done": False},
    {"kind": "redirect_302"},
]


def test_the_fault_is_in_every_answer_about_bookings_and_the_booking_stands(pms, shop, guest):
    """Trap 1: with prices shown without tax every answer of `bookings` is a 500, though done."""
    shop.faults({"kind": "use_tax_warning"})
    key, offer = new_key(), offer_for(pms)

    receipt = pms.book(key, [offer], guest)

    assert receipt.reservation.total == offer.total
    assert not receipt.repeated
    assert len(shop.orders()) == 1
    change = pms.preview_change(receipt.reservation.code, moved(receipt.reservation, NEXT_YEAR))
    assert pms.change(new_key(), change).reservation.stay == NEXT_YEAR
    found = pms.cancel(new_key(), receipt.reservation.code, receipt.reservation.cancellation_fee)
    assert found.reservation.status == "cancelled"


def test_a_sound_shop_has_no_reason_to_answer_500(pms, shop, guest):
    """Trap 5: without `total_tax: null` it does, and books all the same."""
    with capture_logs() as logs:
        found = booked(pms, guest)
        pms.change(new_key(), pms.preview_change(found.code, moved(found, NEXT_YEAR)))

    writes = {log["operation"]: log["result"] for log in logs if log["operation"].endswith(" bookings")}
    assert writes == {"POST bookings": "ok", "PUT bookings": "ok"}


@pytest.mark.parametrize("kind", DONE_ALL_THE_SAME)
def test_a_booking_that_was_done_all_the_same_is_found_and_not_repeated(pms, shop, guest, kind):
    key, offer = new_key(), offer_for(pms)
    shop.faults({"kind": kind, "operation": "POST bookings", "times": 1})

    receipt = pms.book(key, [offer], guest)

    assert receipt.reservation.status == "confirmed"
    assert pms.book(key, [offer], guest).repeated
    assert len(shop.orders()) == 1


@pytest.mark.parametrize("fault", NOT_DONE, ids=lambda fault: fault["kind"])
def test_a_booking_that_failed_is_not_made_and_may_be_asked_for_again(pms, shop, guest, fault):
    key, offer = new_key(), offer_for(pms)
    shop.faults({"operation": "POST bookings", "times": 1} | fault)

    with pytest.raises(PMSUnavailable):
        pms.book(key, [offer], guest)

    assert shop.orders() == []
    assert pms.written(key) is None
    assert not pms.book(key, [offer], guest).repeated
    assert len(shop.orders()) == 1


@pytest.mark.parametrize("kind", ["timeout_done", "reset_done"])
def test_a_booking_without_an_answer_is_found(pms, shop, guest, monkeypatch, kind):
    key, offer = new_key(), offer_for(pms)
    shop.faults({"kind": kind, "operation": "POST bookings", "times": 1, "seconds": 3})

    with impatient(monkeypatch):
        receipt = pms.book(key, [offer], guest)

    assert receipt.reservation.status == "confirmed"
    assert len(shop.orders()) == 1


@pytest.mark.parametrize("kind", ["timeout_not_done", "reset_not_done"])
def test_a_booking_without_an_answer_that_is_not_there_is_unknown(pms, shop, guest, monkeypatch, kind):
    key, offer = new_key(), offer_for(pms)
    shop.faults({"kind": kind, "operation": "POST bookings", "times": 1, "seconds": 3})

    with impatient(monkeypatch), pytest.raises(PMSUnknown):
        pms.book(key, [offer], guest)

    assert pms.written(key) is None
    assert shop.orders() == []


def test_a_booking_done_long_after_we_stopped_waiting_is_found_by_looking(pms, shop, guest, monkeypatch):
    key, offer = new_key(), offer_for(pms)
    shop.faults({"kind": "late", "operation": "POST bookings", "times": 1, "seconds": 5})

    with impatient(monkeypatch), pytest.raises(PMSUnknown):
        pms.book(key, [offer], guest)
    assert pms.written(key) is None
    until(shop.orders)

    receipt = pms.written(key)
    assert receipt.reservation.total == offer.total
    assert receipt.repeated


def test_after_an_unknown_outcome_nobody_writes_until_the_shop_is_surely_done(
    pms, hotel, shop, guest, monkeypatch
):
    offer = offer_for(pms)
    shop.faults({"kind": "timeout_not_done", "operation": "POST bookings", "times": 1, "seconds": 3})
    with impatient(monkeypatch), pytest.raises(PMSUnknown):
        pms.book(new_key(), [offer], guest)

    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.2)
    with pytest.raises(PMSUnavailable):
        pms.book(new_key(), [offer], guest)
    assert 0 < redis_client().ttl(f"qloapps:writing:{hotel.pk}") <= lock.HOLD_SECONDS


def test_a_worker_that_died_after_the_write_leaves_a_booking_that_is_found(
    pms, hotel, shop, guest, monkeypatch
):
    key, offer = new_key(), offer_for(pms)

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(booking, "_keep_one", die)
        with pytest.raises(KeyboardInterrupt):
            pms.book(key, [offer], guest)
    assert PMSWrite.objects.get(key=key).outcome == ""

    receipt = adapter(hotel).written(key)

    assert receipt.reservation.total == offer.total
    assert adapter(hotel).book(key, [offer], guest) == receipt
    assert len(shop.orders()) == 1


def test_looking_that_fails_after_a_write_is_not_knowing(pms, shop, guest):
    offer = offer_for(pms)
    shop.faults({"kind": "500_not_done", "operation": "GET orders", "skip": 1})

    with pytest.raises(PMSUnknown):
        pms.book(new_key(), [offer], guest)
    shop.heals()

    assert len(shop.orders()) == 1


def test_a_shop_that_is_dead_is_unavailable(pms, shop, guest):
    offer = offer_for(pms)
    shop.faults({"kind": "dead"})

    for ask in (
        pms.house,
        lambda: pms.find_offers(STAY, COUPLE),
        lambda: pms.book(new_key(), [offer], guest),
    ):
        with pytest.raises(PMSUnavailable):
            ask()


def test_nobody_listens(hotel):
    link = PMSLink(hotel=hotel, url="http://127.0.0.1:9", credentials={"key": "x" * 32})

    with pytest.raises(PMSUnavailable):
        QloApps(hotel, link).house()


@pytest.mark.parametrize("kind", ["500_not_done", "reset_not_done"])
def test_a_read_is_asked_once_more(pms, shop, kind):
    pms.house()
    shop.faults({"kind": kind, "operation": "POST hotel_ari", "times": 1})

    assert pms.find_offers(STAY, COUPLE).offers


@pytest.mark.parametrize("kind", ["html_200", "broken_json", "empty_body", "redirect_302", "500_not_done"])
def test_a_read_that_is_no_answer_is_unavailable(pms, shop, kind):
    pms.house()
    shop.faults({"kind": kind})

    with pytest.raises(PMSUnavailable):
        pms.find_offers(STAY, COUPLE)
    with pytest.raises(PMSUnavailable):
        pms.reservation("ABCDEFGHI")


def test_a_slow_read_ends(pms, shop, monkeypatch):
    pms.house()
    shop.faults({"kind": "slow", "seconds": 5})

    with impatient(monkeypatch), pytest.raises(PMSUnavailable):
        pms.find_offers(STAY, COUPLE)


def test_five_failures_in_a_row_spare_the_shop(pms, shop):
    pms.house()
    shop.faults({"kind": "500_not_done"})
    for _ in range(3):
        with pytest.raises(PMSUnavailable):
            pms.find_offers(STAY, COUPLE)
    shop.heals()

    with pytest.raises(PMSUnavailable, match="too often"):
        pms.find_offers(STAY, COUPLE)


@pytest.mark.parametrize("kind", DONE_ALL_THE_SAME)
def test_a_cancellation_that_was_done_all_the_same_is_seen(pms, shop, guest, kind):
    found = booked(pms, guest)
    shop.faults({"kind": kind, "operation": "POST order_histories", "times": 1})

    receipt = pms.cancel(new_key(), found.code, found.cancellation_fee)

    assert receipt.reservation.status == "cancelled"


@pytest.mark.parametrize("fault", NOT_DONE, ids=lambda fault: fault["kind"])
def test_a_cancellation_that_failed_has_not_happened(pms, shop, guest, fault):
    found, key = booked(pms, guest), new_key()
    shop.faults({"operation": "POST order_histories", "times": 1} | fault)

    with pytest.raises(PMSUnavailable):
        pms.cancel(key, found.code, found.cancellation_fee)

    assert pms.written(key) is None
    assert pms.reservation(found.code).status == "confirmed"
    assert pms.cancel(key, found.code, found.cancellation_fee).reservation.status == "cancelled"


def test_a_cancellation_without_an_answer_is_settled_by_looking(pms, shop, guest, monkeypatch):
    found, key = booked(pms, guest), new_key()
    shop.faults({"kind": "late", "operation": "POST order_histories", "times": 1, "seconds": 5})

    with impatient(monkeypatch), pytest.raises(PMSUnknown):
        pms.cancel(key, found.code, found.cancellation_fee)
    until(lambda: pms.reservation(found.code).status == "cancelled")

    assert pms.written(key).reservation.status == "cancelled"


def test_the_last_room_taken_while_we_wrote_is_given_back(transactional_db, sandbox, monkeypatch):
    """Trap 3: the loser's booking looks normal, but for the flags of its room."""
    shop = open_shop(sandbox, "last-room")  # its name seeds how long it lies between looking and writing
    hotel = make_linked(shop)
    pms, guest = adapter(hotel), guest_of(hotel)
    offer = offer_for(pms, SUITE)
    shop.house(choose_seconds=4)
    racing(shop, monkeypatch, room=4)

    assert code_of(pms.book, new_key(), [offer], guest) == "sold_out"

    ours = next(order for order in shop.orders() if order["source"] != "website")
    assert ours["current_state"] == shop.shows()["states"]["PS_OS_CANCELED"]
    assert live_orders(shop) == ["website"]


def test_a_room_shared_without_a_word_is_given_back(pms, shop, guest, monkeypatch):
    """Trap 3: two bookings of one room, both unflagged. The website does not look, so we yield."""
    offer = offer_for(pms)
    shop.house(write_seconds=1)
    racing(shop, monkeypatch, room=1)

    assert code_of(pms.book, new_key(), [offer], guest) == "sold_out"

    assert shop.overlaps() == []
    assert live_orders(shop) == ["website"]


def test_a_second_order_of_one_key_is_taken_back(pms, shop, guest):
    """However it came about: the oldest whole one is kept."""
    key, offer = new_key(), offer_for(pms)
    first = pms.book(key, [offer], guest).reservation
    shop.books("2027-03-10", "2027-03-12", room=3, source=f"conserje:{key}")
    assert len(pms.duplicates(key)) == 1
    PMSWrite.objects.all().delete()  # a database restored from yesterday

    receipt = pms.book(key, [offer], guest)

    assert receipt.reservation.code == first.code
    assert receipt.repeated
    assert len(live_orders(shop)) == 1
    assert pms.duplicates(key) == []


def test_a_total_that_would_be_charged_otherwise_does_not_stand(pms, shop, guest, monkeypatch):
    """Trap 4: the shop ignores a total below its room price. The price fell between our two looks."""
    offer = offer_for(pms)
    cheaper = replace(offer.total, amount=offer.total.amount - 500)
    monkeypatch.setattr(booking, "price_again", lambda *_: None)

    assert code_of(pms.book, new_key(), [replace(offer, total=cheaper)], guest) == "price_changed"
    assert live_orders(shop) == []


def test_without_the_lock_nothing_is_written(pms, shop, guest, monkeypatch):
    offer = offer_for(pms)
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.2)
    redis_client().set(f"qloapps:writing:{pms.hotel.pk}", "another", ex=30)

    with pytest.raises(PMSUnavailable):
        pms.book(new_key(), [offer], guest)
    assert shop.orders() == []


def test_without_redis_nothing_is_written(pms, shop, guest, settings):
    offer = offer_for(pms)
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    redis_client.cache_clear()
    try:
        with pytest.raises(PMSUnavailable):
            pms.book(new_key(), [offer], guest)
    finally:
        redis_client.cache_clear()
    assert shop.orders() == []


def test_who_lost_the_turn_does_not_write(pms, hotel, shop, guest, monkeypatch):
    offer, turn = offer_for(pms), f"qloapps:writing:{hotel.pk}"
    price_again = booking.price_again

    def slowly(*arguments):
        price_again(*arguments)
        redis_client().set(turn, "another", ex=30)

    monkeypatch.setattr(booking, "price_again", slowly)

    with pytest.raises(PMSUnavailable):
        pms.book(new_key(), [offer], guest)
    assert shop.orders() == []
    assert redis_client().get(turn) == "another"


def test_no_connection_is_held_while_the_shop_is_awaited(pms, shop, guest, monkeypatch):
    offer = offer_for(pms)
    held = []
    real = client.read_body

    def look(response, *limits):
        held.append(connection.connection is not None)
        return real(response, *limits)

    def wait(self, **how):
        held.append(connection.connection is not None)
        return acquire(self, **how)

    acquire = Lock.acquire
    monkeypatch.setattr(client, "read_body", look)
    monkeypatch.setattr(Lock, "acquire", wait)
    pms.book(new_key(), [offer], guest)

    assert held
    assert not any(held)


def test_neither_hashes_nor_names_nor_words_of_the_server_are_logged(pms, shop, guest, caplog):
    """Trap 12: customers carry password hashes, errors the paths of the server."""
    caplog.set_level(logging.DEBUG)
    shop.faults({"kind": "500_done", "operation": "POST bookings", "times": 1})
    with capture_logs() as logs:
        booked(pms, guest)
        shop.faults({"kind": "500_not_done"})
        with pytest.raises(PMSUnavailable) as failure:
            pms.find_offers(STAY, COUPLE)

    said = f"{logs} {caplog.text} {failure.value} {failure.value.__cause__}"
    for secret in (shop.key, "Lucía", "lucia@", "/srv/", "Warning", "passwd", "secure_key"):
        assert secret not in said
    assert {entry["operation"] for entry in logs} >= {"POST bookings", "GET orders", "POST hotel_ari"}


def test_an_answer_without_an_end_is_cut(pms, shop, monkeypatch):
    pms.house()
    monkeypatch.setattr(client, "MAX_BYTES", 100)

    with pytest.raises(PMSUnavailable):
        pms.find_offers(STAY, COUPLE)


def test_the_currency_of_an_order_is_its_own(pms, shop, guest):
    found = booked(pms, guest)

    assert found.total.currency == "MXN"
    assert found.total.amount == Decimal(shop.orders()[0]["total_paid_tax_incl"])


def test_every_failure_is_one_of_ours(pms, shop, guest):
    """Whatever goes wrong wherever: no exception of another kind leaves the adapter."""
    offer = offer_for(pms)
    for number, kind in enumerate(["500_done", "html_200", "broken_json", "reset_done", "redirect_302"] * 4):
        shop.faults({"kind": kind, "probability": 0.3}, clear=True, seed=number)
        redis_client().flushdb()
        key = new_key()
        with suppress(PMSError):
            pms.book(key, [offer], guest)
        shop.heals()
        redis_client().flushdb()
        pms.written(key)
        sources = [order["source"] for order in shop.orders() if order["live_rooms"]]
        assert len(sources) == len(set(sources))
        shop.clears()
    assert shop.overlaps() == []


def test_too_many_calls_say_how_long_to_wait(pms, monkeypatch):
    monkeypatch.setattr(client.Client, "_send", lambda *_, **__: client.Answer(429, None, 7.0))

    with pytest.raises(PMSRateLimited) as limited:
        pms.house()
    assert limited.value.retry_after == 7.0
    assert not isinstance(limited.value, PMSRefused)
