import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from prometheus_client import REGISTRY

from hotels.outside import breaker_state, redis_client, trip
from pms import bulkhead, quotes, resilience
from pms.base import Occupancy, Stay
from pms.errors import PMSAuthFailed, PMSRateLimited, PMSRefused, PMSUnavailable
from pms.models import PMSLink, Reservation
from pms.resilience import Guarded
from tests.factories import make_guest, make_hotel, make_house
from tests.pms.conftest import CHAT, COUPLE, STAY, details, offer_of
from tests.pms.outside_pms import SERVICE, OutsidePMS, served

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def far(transactional_db):
    """The server's side of the outside PMS; `far.url` is where it is."""
    theirs = make_house(make_hotel())
    with served(theirs, make_guest(theirs)) as (side, url):
        side.url = url
        yield side


@pytest.fixture
def mine(far):
    return make_hotel()


def guarded(hotel, far, **more):
    return Guarded(OutsidePMS(hotel, PMSLink(hotel=hotel, url=far.url)), hotel, SERVICE, **more)


def older(hotel, seconds):
    """Make every kept answer older, as time would."""
    for key in redis_client().scan_iter(f"pms:{hotel.pk}:*"):
        if redis_client().type(key) != "string" or not (redis_client().get(key) or "").startswith("{"):
            continue
        record = redis_client().get(key)
        at = float(record.split('"at": ')[1].split(",")[0])
        redis_client().set(key, record.replace(str(at), str(at - seconds)), keepttl=True)


def metric(name, **labels):
    return REGISTRY.get_sample_value(name, labels) or 0


def test_an_answer_is_asked_for_once_a_minute(mine, far):
    pms = guarded(mine, far)
    first = pms.find_offers(STAY, COUPLE)
    again = guarded(mine, far).find_offers(STAY, COUPLE)

    assert first == again
    assert (again.stale_seconds, far.asked["find_offers"]) == (0, 1)
    older(mine, 61)
    pms.find_offers(STAY, COUPLE)
    assert far.asked["find_offers"] == 2


def test_other_questions_have_other_answers(mine, far):
    pms = guarded(mine, far)
    for stay in (STAY, Stay(STAY.arrival, STAY.departure + timedelta(days=1))):
        for people in (COUPLE, Occupancy(2, (4,)), Occupancy(2, (5,))):
            assert all(offer.stay == stay for offer in pms.find_offers(stay, people).offers)

    assert far.asked["find_offers"] == 6


def test_the_house_is_asked_for_every_ten_minutes(mine, far):
    pms = guarded(mine, far)
    assert pms.house() == pms.house()
    older(mine, 599)
    pms.house()
    assert far.asked["house"] == 1
    older(mine, 2)
    pms.house()
    assert far.asked["house"] == 2


def test_two_hotels_share_no_answer(mine, far):
    other = make_house(make_hotel())
    other.rates.update(price=1, weekend_price=1)
    with served(other, make_guest(other)) as (elsewhere, url):
        elsewhere.url = url
        cheap = guarded(other, elsewhere).find_offers(STAY, COUPLE).offers[0]

    assert guarded(mine, far).find_offers(STAY, COUPLE).offers[0].total != cheap.total


def test_a_write_makes_what_was_known_worthless(mine, far):
    pms, guest = guarded(mine, far), details(make_guest(mine))
    suite = offer_of(pms)
    receipt = pms.book("one", (suite,), guest)

    with pytest.raises(StopIteration):
        offer_of(pms)
    fee = pms.reservation(receipt.reservation.code).cancellation_fee
    pms.cancel("two", receipt.reservation.code, fee)
    assert offer_of(pms) == suite


def test_even_a_write_that_failed_makes_it_worthless(mine, far):
    pms = guarded(mine, far)
    pms.find_offers(STAY, COUPLE)
    far.fail("book", "after")
    with pytest.raises(Exception, match="failed"):
        pms.book("one", (offer_of(pms),), details(make_guest(mine)))

    pms.find_offers(STAY, COUPLE)
    assert far.asked["find_offers"] == 2


def test_an_old_answer_is_marked_and_never_quoted(mine, far):
    pms = guarded(mine, far)
    pms.find_offers(STAY, COUPLE)
    older(mine, 300)
    far.fail("find_offers", "before")

    old = pms.find_offers(STAY, COUPLE)

    assert 300 <= old.stale_seconds < 310
    assert {offer.stale_seconds for offer in old.offers} == {old.stale_seconds}
    far.fail("find_offers", "before")
    with pytest.raises(PMSUnavailable):
        quotes.quote_stay(mine, CHAT, STAY, [quotes.RoomChoice("STE", "FLEX", COUPLE)], pms=pms)


def test_an_answer_older_than_a_quarter_of_an_hour_is_none(mine, far):
    pms = guarded(mine, far)
    pms.find_offers(STAY, COUPLE)
    assert all(redis_client().ttl(key) <= 900 for key in redis_client().scan_iter(f"pms:{mine.pk}:*:find*"))
    redis_client().delete(*redis_client().scan_iter(f"pms:{mine.pk}:*:find*"))  # its time is over
    far.fail("find_offers", "before")

    with pytest.raises(PMSUnavailable):
        pms.find_offers(STAY, COUPLE)


def test_a_refusal_is_not_kept(mine, far):
    pms = guarded(mine, far)
    for _ in range(2):
        with pytest.raises(PMSRefused):
            pms.find_offers(STAY, Occupancy(0))

    assert far.asked["find_offers"] == 2


def test_many_who_ask_the_same_ask_once(mine, far):
    far.seconds = 0.3

    def ask(_):
        try:
            return guarded(mine, far).find_offers(STAY, COUPLE)
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(ask, range(12)))

    assert far.asked["find_offers"] == 1
    assert all(answer == answers[0] for answer in answers)


def test_a_slow_pms_gets_four_calls_at_a_time(mine, far):
    far.seconds = 0.3
    under_way, most, lock = 0, 0, threading.Lock()
    answer = far.answer

    def watched(operation, body):
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        try:
            return answer(operation, body)
        finally:
            with lock:
                under_way -= 1

    far.answer = watched

    def ask(number):
        try:
            guarded(mine, far).reservation(f"NONE{number}")
        except PMSUnavailable as error:
            return str(error)
        finally:
            connection.close()
        return "ok"

    with ThreadPoolExecutor(40) as pool:
        ends = list(pool.map(ask, range(40)))

    assert most == 4
    assert sum(end == "ok" for end in ends) >= 4
    assert all(end == "ok" or end.startswith("busy") for end in ends)
    assert any(end.startswith("busy") for end in ends)
    assert redis_client().zcard(f"pms:{mine.pk}:calls") == 0


def test_a_busy_hotel_leaves_others_their_calls(mine, far):
    redis_client().zadd(f"pms:{mine.pk}:calls", {str(n): time.time() + 60 for n in range(4)})

    with pytest.raises(PMSUnavailable, match="busy"):
        guarded(mine, far).reservation("K7M2QX")
    assert guarded(make_hotel(), far).reservation("K7M2QX") is None


HOLDER = """
import django, sys, time
django.setup()
from hotels.models import Hotel
from pms import bulkhead
from pms.bulkhead import place
bulkhead.LEASE_SECONDS, bulkhead.BEAT_SECONDS = 3, 0.5
with place(Hotel(pk=int(sys.argv[1])), 4, 0), place(Hotel(pk=int(sys.argv[1])), 4, 0):
    print("held", flush=True)
    time.sleep(600)
"""


def test_the_places_of_a_worker_that_was_killed_become_free_soon(mine, far):
    """And not before: a call may take longer than its lease."""
    pms = guarded(mine, far, at_once=2)
    environment = os.environ | {"REDIS_URL": settings.REDIS_URL, "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", HOLDER, str(mine.pk)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as worker:
        try:
            assert worker.stdout.readline() == "held\n"
            time.sleep(5)
            with pytest.raises(PMSUnavailable, match="busy"):
                pms.reservation("K7M2QX")
        finally:
            worker.kill()

    until = time.monotonic() + 10
    while redis_client().zcount(f"pms:{mine.pk}:calls", time.time(), "+inf") and time.monotonic() < until:
        time.sleep(0.5)
    assert pms.reservation("K7M2QX") is None


def test_a_place_given_back_is_not_kept(mine, far):
    with bulkhead.place(mine, 4, 0):
        token = redis_client().zrange(f"pms:{mine.pk}:calls", 0, -1)[0]
    redis_client().eval(bulkhead._KEEP, 1, f"pms:{mine.pk}:calls", token, 12)

    assert redis_client().zcard(f"pms:{mine.pk}:calls") == 0


def test_a_refused_key_stops_the_calls(mine, far):
    pms = guarded(mine, far)
    far.fail("reservation", "401")
    with pytest.raises(PMSAuthFailed):
        pms.reservation("K7M2QX")

    assert breaker_state(SERVICE, pms.circuit) == "open"
    with pytest.raises(PMSUnavailable):
        pms.reservation("K7M2QX")
    assert far.asked["reservation"] == 1
    assert guarded(make_hotel(), far).reservation("K7M2QX") is None, "another hotel's key is another"


def test_too_many_calls_stop_for_as_long_as_the_pms_says(mine, far):
    pms = guarded(mine, far)
    far.fail("reservation", "429")
    with pytest.raises(PMSRateLimited):
        pms.reservation("K7M2QX")

    assert 1 <= redis_client().pttl(f"breaker:{SERVICE}:{pms.circuit}:open") <= 2000
    redis_client().delete(f"breaker:{SERVICE}:{pms.circuit}:open")  # its time is over: one call decides
    assert breaker_state(SERVICE, pms.circuit) == "half_open"
    assert pms.reservation("K7M2QX") is None
    assert breaker_state(SERVICE, pms.circuit) == "closed"


def test_five_failures_open_the_circuit_and_the_gauge_shows_it(mine, far):
    pms = guarded(mine, far)
    far.fail("reservation", *["before"] * 5)
    before = metric("pms_circuit_breaker_calls_total", state="closed", result="unavailable")
    for _ in range(5):
        with pytest.raises(PMSUnavailable):
            pms.reservation("K7M2QX")

    assert metric("pms_circuit_breaker_calls_total", state="closed", result="unavailable") == before + 5
    assert metric("pms_circuit_breaker_state") == 2
    redis_client().delete(f"breaker:{SERVICE}:{pms.circuit}:open")
    pms.reservation("K7M2QX")
    assert metric("pms_circuit_breaker_state") == 0


def test_hits_misses_and_operations_are_counted(mine, far):
    hits = metric("pms_cache_hits_total", operation="house")
    misses = metric("pms_cache_misses_total", operation="house")
    asked = metric("pms_operations_total", operation="house", status="ok")
    pms = guarded(mine, far)
    pms.house()
    pms.house()

    assert metric("pms_cache_hits_total", operation="house") == hits + 1
    assert metric("pms_cache_misses_total", operation="house") == misses + 1
    # Twice by us, and once by the books behind the server, which is in the same process here.
    assert metric("pms_operations_total", operation="house", status="ok") == asked + 3


def test_without_redis_there_is_a_pms_and_no_cache(mine, far, monkeypatch, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    redis_client.cache_clear()
    try:
        pms = guarded(mine, far)
        assert pms.house() == pms.house()
        receipt = pms.book("one", (offer_of(pms),), details(make_guest(mine)))
    finally:
        redis_client.cache_clear()

    assert far.asked["house"] == 2
    assert Reservation.objects.get().code == receipt.reservation.code


def test_nothing_but_json_is_kept(mine, far):
    pms = guarded(mine, far)
    pms.house()
    pms.find_offers(STAY, COUPLE)

    kept = [redis_client().get(key) for key in redis_client().scan_iter(f"pms:{mine.pk}:*:{SERVICE}:*")]
    assert len(kept) == 2
    assert all(value.startswith('{"at": ') for value in kept)


def test_a_circuit_that_is_tripped_ends_by_itself(mine):
    trip(SERVICE, "hotel-x", 0.05)
    assert breaker_state(SERVICE, "hotel-x") == "open"
    time.sleep(0.1)
    assert breaker_state(SERVICE, "hotel-x") == "half_open"
    resilience.show_breakers(f"{SERVICE}:hotel-x")
    assert metric("pms_circuit_breaker_state") == 1
