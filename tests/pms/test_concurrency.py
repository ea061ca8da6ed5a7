"""Real threads on real connections: what a row lock and a constraint are for."""

import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from pms import inventory, proposals, quotes
from pms.base import RoomWish, Stay
from pms.errors import PMSRefused
from pms.models import Proposal, Reservation, Room, RoomStay, RoomUse
from pms.systems import open_pms
from tests.factories import make_guest, make_hotel, make_house
from tests.pms.conftest import details, offer_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hotel(transactional_db):
    return make_house(make_hotel())


def at_once(call, arguments, workers=20):
    """The results of the calls, each in a thread with a connection of its own; refusals as their code."""

    def one(argument):
        try:
            return call(argument)
        except PMSRefused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(one, arguments))


def confirmed_proposals(hotel, number):
    """As many guests in as many conversations, each of whom has said yes to the same last room."""
    offer = offer_of(open_pms(hotel))
    found = []
    for chat in range(number):
        quote = quotes.make_quote(hotel, chat, [offer])
        proposal = proposals.propose_booking(hotel, chat, quote.pk, details(make_guest(hotel)), "es")
        proposals.mark_offered(proposal.pk, 100, hotel.now())
        assert proposals.confirm(proposal.pk, 101)
        found.append(proposal.pk)
    return found


def test_of_a_hundred_buyers_of_the_last_room_one_wins(hotel):
    """Half of them through proposals, half directly, as another channel would."""
    offer = offer_of(open_pms(hotel))
    chats = confirmed_proposals(hotel, 50)
    others = [details(make_guest(hotel)) for _ in range(50)]

    def buy(buyer):
        if isinstance(buyer, int):
            return proposals.commit(buyer).code
        open_pms(hotel).book(str(uuid.uuid4()), [offer], buyer)
        return "booked"

    mixed = [buyer for pair in zip(chats, others, strict=True) for buyer in pair]
    results = at_once(buy, mixed)

    assert sorted(results) == ["booked"] + ["sold_out"] * 99
    assert Reservation.objects.filter(hotel=hotel, status="confirmed").count() == 1


def test_two_rooms_are_sold_together_or_not_at_all(hotel):
    """Everybody wants the last suite and one of three doubles, named in either order."""
    double, suite = offer_of(open_pms(hotel), "DBL"), offer_of(open_pms(hotel))
    buyers = [details(make_guest(hotel)) for _ in range(100)]

    def buy(place):
        rooms = [double, suite] if place % 2 else [suite, double]
        return open_pms(hotel).book(str(uuid.uuid4()), rooms, buyers[place]) and "booked"

    results = at_once(buy, range(100))

    assert sorted(results) == ["booked"] + ["sold_out"] * 99
    assert Reservation.objects.count() == 1
    assert RoomUse.objects.count() == RoomStay.objects.count() == 2


def test_changes_and_bookings_at_once_sell_no_room_twice(hotel):
    """Ten guests want to move into the nights that twenty others are buying."""
    other = Stay(date(2027, 5, 5), date(2027, 5, 7))
    pms = open_pms(hotel)
    hotel.rates.update(min_stay=1)
    guest = details(make_guest(hotel))
    moving = [
        pms.book(f"key-{n}", [offer_of(pms, "DBL", stay=Stay(day, day + timedelta(days=1)))], guest)
        for n, day in enumerate(date(2027, 6, 1) + timedelta(days=n) for n in range(10))
    ]
    changes = [
        pms.preview_change(each.reservation.code, [RoomWish(each.reservation.rooms[0].id, other)])
        for each in moving
    ]
    offer = offer_of(pms, "DBL", stay=other)

    def act(place):
        if place < 10:
            return open_pms(hotel).change(f"change-{place}", changes[place]) and "changed"
        return open_pms(hotel).book(f"buy-{place}", [offer], guest) and "booked"

    results = at_once(act, range(30))

    assert results.count("sold_out") == 27
    assert RoomUse.objects.filter(period=(other.arrival, other.departure)).count() == 3
    assert RoomUse.objects.count() == RoomStay.objects.filter(status="confirmed").count()


def test_one_change_from_many_threads_happens_once(hotel):
    pms = open_pms(hotel)
    booked = pms.book("key", [offer_of(pms)], details(make_guest(hotel))).reservation
    change = pms.preview_change(booked.code, [RoomWish(booked.rooms[0].id, room_type="DBL")])

    receipts = at_once(lambda key: open_pms(hotel).change(key, change), ["one key"] * 20)

    assert [receipt.repeated for receipt in receipts].count(False) == 1
    assert {receipt.reservation.total for receipt in receipts} == {change.total}


def test_a_buyer_looks_only_when_the_one_before_is_done(hotel):
    """Without the lock the constraint would still refuse, but a buyer of a free room might be refused too."""
    pms = open_pms(hotel)
    offer = offer_of(pms)
    first, second = details(make_guest(hotel)), details(make_guest(hotel))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            inventory.lock_types(hotel, ["STE"])
            slow = pool.submit(at_once, lambda guest: open_pms(hotel).book("slow", [offer], guest), [second])
            wait_until_somebody_waits()
            pms.book("quick", [offer], first)
        assert slow.result(60) == ["sold_out"]


def test_of_many_who_hold_the_last_room_one_has_it(hotel):
    offer = offer_of(open_pms(hotel))
    until = hotel.now() + timedelta(minutes=10)

    results = at_once(lambda n: inventory.hold(hotel, f"hold-{n}", [offer], until) and "held", range(20))

    assert sorted(results) == ["held"] + ["sold_out"] * 19


def test_three_rooms_go_to_three_of_forty_buyers(hotel):
    offer = offer_of(open_pms(hotel), "DBL")
    buyers = [details(make_guest(hotel)) for _ in range(40)]

    results = at_once(
        lambda buyer: open_pms(hotel).book(str(uuid.uuid4()), [offer], buyer) and "booked", buyers
    )

    assert sorted(results) == ["booked"] * 3 + ["sold_out"] * 37
    assert RoomUse.objects.values("room").distinct().count() == 3


def test_one_key_from_many_threads_books_once(hotel):
    offer = offer_of(open_pms(hotel), "DBL")
    guest = details(make_guest(hotel))

    receipts = at_once(lambda key: open_pms(hotel).book(key, [offer], guest), ["one key"] * 20)

    assert len({receipt.reservation.code for receipt in receipts}) == 1
    assert [receipt.repeated for receipt in receipts].count(False) == 1


def test_one_key_for_two_room_types_books_once(hotel):
    """They lock different rows; the unique key settles it."""
    pms = open_pms(hotel)
    offers = [offer_of(pms, "DBL"), offer_of(pms, "STE")] * 10
    guest = details(make_guest(hotel))

    receipts = at_once(lambda offer: open_pms(hotel).book("one key", [offer], guest), offers)

    assert len({receipt.reservation.code for receipt in receipts}) == 1


def test_one_proposal_committed_by_many_workers_books_once(hotel):
    [proposal] = confirmed_proposals(hotel, 1)

    outcomes = at_once(proposals.commit, [proposal] * 20)

    assert {outcome.code for outcome in outcomes} == {"booked"}
    assert len({outcome.receipt.reservation.code for outcome in outcomes}) == 1
    assert [outcome.repeated for outcome in outcomes].count(False) == 1
    assert Reservation.objects.count() == 1


def test_of_many_messages_one_confirms(hotel):
    quote = quotes.make_quote(hotel, 1, [offer_of(open_pms(hotel))])
    proposal = proposals.propose_booking(hotel, 1, quote.pk, details(make_guest(hotel)), "es")
    proposals.mark_offered(proposal.pk, 100, hotel.now())

    results = at_once(lambda message: proposals.confirm(proposal.pk, message), range(101, 121))

    assert results.count(True) == 1


def test_many_proposals_at_once_leave_one_open(hotel):
    offer = offer_of(open_pms(hotel))
    guest = details(make_guest(hotel))
    ids = [quotes.make_quote(hotel, 1, [offer]).pk for _ in range(20)]

    at_once(lambda quote: proposals.propose_booking(hotel, 1, quote, guest, "es"), ids)

    assert Proposal.objects.filter(state__in=Proposal.OPEN).count() == 1


def test_a_receipt_outweighs_a_refusal_of_another_worker(hotel):
    """Two workers ask at once: one is refused and notes it, a moment later the other gets the room."""
    [proposal] = confirmed_proposals(hotel, 1)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            hotel.room_types.select_for_update().get(code="STE")
            slow = pool.submit(at_once, proposals.commit, [proposal])
            wait_until_somebody_waits()
            Proposal.objects.filter(pk=proposal).update(state="refused", outcome="sold_out")
        [outcome] = slow.result(60)

    assert outcome.code == "booked"
    assert proposals.commit(proposal).receipt.reservation == outcome.receipt.reservation


def wait_until_somebody_waits():
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits for a lock")


def test_cancelling_from_many_threads_happens_once(hotel):
    guest = details(make_guest(hotel))
    booked = open_pms(hotel).book("key", [offer_of(open_pms(hotel))], guest).reservation

    results = at_once(
        lambda key: open_pms(hotel).cancel(key, booked.code, booked.cancellation_fee),
        ["one key"] * 10 + [str(uuid.uuid4()) for _ in range(10)],
    )

    row = Reservation.objects.get()
    winners = [result for result in results if not isinstance(result, str)]
    assert row.status == "cancelled"
    assert [receipt.repeated for receipt in winners].count(False) == 1
    assert len(winners) == (10 if row.history.get(verb="cancelled").key == "one key" else 1)


def test_a_writer_that_takes_no_lock_is_stopped_by_the_database(hotel):
    """Somebody inserts by hand: the room looks free until they commit, and then it is not."""
    offer = offer_of(open_pms(hotel))
    guest = details(make_guest(hotel))
    room = Room.objects.get(hotel=hotel, number="201")
    inserted = threading.Event()

    def by_hand():
        with transaction.atomic():
            RoomUse.objects.create(
                hotel=hotel, room=room, kind="block", period=(offer.stay.arrival, offer.stay.departure)
            )
            inserted.set()
            wait_until_somebody_waits()
        connection.close()

    thread = threading.Thread(target=by_hand)
    thread.start()
    inserted.wait(60)
    with pytest.raises(PMSRefused) as refusal:
        open_pms(hotel).book("another key", [offer], guest)
    thread.join()

    assert refusal.value.code == "sold_out"
    assert not Reservation.objects.exists()
    assert RoomUse.objects.count() == 1
