from datetime import date, timedelta

import pytest

from conversations.guests import merge
from pms import party, requests, waiting
from pms.base import Occupancy, Stay
from pms.models import PartyMember, PMSWrite, Request, WaitingWish
from tests.factories import make_guest, make_hotel, make_house
from tests.pms.conftest import COUPLE, STAY, close_rooms, code_of, details, offer_of


@pytest.fixture
def full(hotel, pms, guest):
    """The only suite and all doubles are booked for the stay; whoever cancels frees one."""
    offers = [offer_of(pms, "DBL"), offer_of(pms, "DBL"), offer_of(pms, "DBL"), offer_of(pms, "STE")]
    return [pms.book(f"key-{n}", [offer], guest).reservation for n, offer in enumerate(offers)]


def cancel(pms, found):
    pms.cancel(f"cancel-{found.code}", found.code, found.cancellation_fee)


def join(hotel, room_type="", stay=STAY, **more):
    return waiting.join(hotel, make_guest(hotel).pk, stay, COUPLE, room_type=room_type, **more)


def test_nobody_is_told_while_the_house_is_full(hotel, full):
    wish = join(hotel)

    assert not waiting.check(hotel)
    wish.refresh_from_db()
    assert wish.state == "waiting"


def test_a_cancellation_is_for_whoever_waited_longest(hotel, pms, full):
    wishes = [join(hotel, "STE"), join(hotel, "DBL"), join(hotel, "DBL")]
    cancel(pms, full[0])

    assert waiting.check(hotel) == [wishes[1]]
    assert not waiting.check(hotel)
    cancel(pms, full[1])
    assert waiting.check(hotel) == [wishes[2]]


def test_who_takes_any_room_takes_what_there_is(hotel, pms, full):
    wish = join(hotel)
    cancel(pms, full[3])

    [told] = waiting.check(hotel)
    assert (told, told.state, told.available_at) == (wish, "available", hotel.now())


def test_not_more_are_told_than_there_are_rooms(hotel, pms, full):
    wishes = [join(hotel) for _ in range(4)]
    cancel(pms, full[0])
    cancel(pms, full[1])

    assert waiting.check(hotel) == wishes[:2]


def test_who_does_not_take_it_in_a_day_makes_way(hotel, pms, full, clock):
    first, second = join(hotel, "STE"), join(hotel, "STE")
    cancel(pms, full[3])
    assert waiting.check(hotel) == [first]
    clock(hotel.now() + timedelta(hours=23))
    assert not waiting.check(hotel)
    clock(hotel.now() + timedelta(hours=1, seconds=1))

    assert waiting.check(hotel) == [second]
    first.refresh_from_db()
    assert first.state == "gone"


def test_a_stay_that_is_past_waits_no_longer(hotel, full, clock):
    wish = join(hotel)
    clock(hotel.now().replace(year=2027, month=3, day=11))

    assert not waiting.check(hotel)
    wish.refresh_from_db()
    assert wish.state == "gone"


def test_other_nights_are_nobody_elses(hotel, pms, guest, full):
    later = Stay(date(2027, 3, 20), date(2027, 3, 22))
    close_rooms(hotel, keep=1)
    kept = [join(hotel, "STE", stay=later), join(hotel, "STE", stay=Stay(later.departure, date(2027, 3, 24)))]

    assert waiting.check(hotel) == kept


def test_a_guest_withdraws_only_what_is_theirs(hotel):
    wish = join(hotel)

    assert not waiting.withdraw(hotel, make_guest(hotel).pk, wish.pk)
    assert not waiting.withdraw(make_hotel(), wish.guest_id, wish.pk)
    assert waiting.withdraw(hotel, wish.guest_id, wish.pk)
    assert not waiting.withdraw(hotel, wish.guest_id, wish.pk)


def test_who_books_waits_no_longer(hotel):
    wish = join(hotel)

    assert waiting.booked(hotel, wish.guest_id, Stay(STAY.departure, date(2027, 3, 15))) == 0
    assert waiting.booked(hotel, wish.guest_id, STAY) == 1
    assert not waiting.of_guest(hotel, wish.guest_id)


def test_the_same_wish_waits_once(hotel):
    guest = make_guest(hotel).pk

    first = waiting.join(hotel, guest, STAY, COUPLE)
    assert waiting.join(hotel, guest, STAY, COUPLE) == first
    assert waiting.join(hotel, guest, STAY, Occupancy(2, (4,))) != first


@pytest.mark.parametrize(
    ("stay", "people", "more", "code"),
    [
        (Stay(date(2026, 11, 1), date(2026, 11, 3)), COUPLE, {}, "past_date"),
        (STAY, Occupancy(0), {}, "bad_occupancy"),
        (STAY, COUPLE, {"room_type": "NIX"}, "no_rate"),
        (STAY, COUPLE, {"note": "x" * 201}, "bad_text"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(hotel, stay, people, more, code):
    assert code_of(waiting.join, hotel, make_guest(hotel).pk, stay, people, **more) == code
    assert not WaitingWish.objects.exists()


def test_a_guest_waits_for_five_stays_at_most(hotel):
    guest = make_guest(hotel).pk
    for day in range(5):
        waiting.join(hotel, guest, Stay(date(2027, 5, 1 + day), date(2027, 5, 8)), COUPLE)

    assert code_of(waiting.join, hotel, guest, STAY, COUPLE) == "too_many_wishes"


def test_a_guest_of_another_hotel_does_not_wait_here(hotel):
    stranger = make_guest(make_house(make_hotel()))

    assert code_of(waiting.join, hotel, stranger.pk, STAY, COUPLE) == "not_found"


def test_a_guest_who_turns_out_to_be_another_keeps_all_that_is_theirs(hotel, pms):
    one, other = make_guest(hotel), make_guest(hotel)
    wish = waiting.join(hotel, one.pk, STAY, COUPLE)
    booked = pms.book("key", [offer_of(pms)], details(one)).reservation
    party.add_party_member(hotel, booked.code, "Ana", name="Marta Gil", phone="+34600333444")
    PartyMember.objects.update(guest=one)
    terms = requests.RequestTerms("housekeeping", "towels", "two towels")
    asked = requests.make(hotel, "key", terms, details(one), 7)
    PMSWrite.objects.create(hotel=hotel, key="key", verb="book", guest=one)

    merge(one, into=other)

    assert waiting.of_guest(hotel, other.pk) == [wish]
    assert pms.reservations_of(details(other))
    assert PartyMember.objects.get().guest == PMSWrite.objects.get().guest == other
    assert Request.objects.get(code=asked.request.code).guest == other
