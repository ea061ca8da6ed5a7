from dataclasses import replace
from datetime import timedelta

import pytest

from pms import quotes
from pms.base import Occupancy
from pms.errors import PMSRefused, PMSUnavailable
from pms.models import Quote
from pms.quotes import RoomChoice
from pms.records import digest
from tests.factories import make_hotel, make_house
from tests.pms.conftest import COUPLE, STAY, offer_of


def refused(*args):
    with pytest.raises(PMSRefused) as refusal:
        quotes.get_valid(*args)
    return refusal.value.code


def quoted_code(hotel, rooms):
    with pytest.raises(PMSRefused) as refusal:
        quotes.quote_stay(hotel, 7, STAY, rooms)
    return refusal.value.code


def test_a_quote_is_what_was_offered(hotel, pms, quote):
    stored = quotes.get_valid(hotel, 7, str(quote.pk))

    terms = quotes.terms_of(stored)
    assert terms.offers == (offer_of(pms),)
    assert stored.money == terms.total == terms.offers[0].total
    assert terms.stay == STAY
    assert terms.free_cancellation_until.isoformat() == "2027-03-08T23:59:59-06:00"
    assert terms.late_fee == terms.offers[0].nights[0].price


def test_the_hash_is_that_of_the_stored_terms(quote):
    assert digest(Quote.objects.get(pk=quote.pk).terms) == quote.terms_hash


def test_another_conversation_does_not_know_it(hotel, quote):
    assert refused(hotel, 8, quote.pk) == "quote_unknown"


def test_another_hotel_does_not_know_it(quote):
    assert refused(make_hotel(), 7, quote.pk) == "quote_unknown"


@pytest.mark.parametrize(
    "quote_id", ["", "1", "x" * 5000, "' OR 1=1 --", None, "\x00", "6f0c1a52-3d0e-4a8e-9b37-1f2f6f4b7c11"]
)
def test_what_is_no_quote_is_unknown(hotel, quote, quote_id):
    assert refused(hotel, 7, quote_id) == "quote_unknown"


def test_a_quote_holds_for_half_an_hour(hotel, quote, clock):
    clock(hotel.now() + timedelta(minutes=29, seconds=59))
    assert quotes.get_valid(hotel, 7, quote.pk) == quote

    clock(hotel.now() + timedelta(seconds=1))
    assert refused(hotel, 7, quote.pk) == "quote_expired"


def test_a_used_quote_is_used(hotel, quote):
    Quote.objects.update(used_at=hotel.now())

    assert refused(hotel, 7, quote.pk) == "quote_used"


def test_a_stay_is_quoted_by_the_codes_of_room_and_plan(hotel, pms):
    quote, offers = quotes.quote_stay(hotel, 7, STAY, [RoomChoice("DBL", "NR", COUPLE)])

    assert offers == quotes.terms_of(quote).offers == (offer_of(pms, "DBL", "NR"),)


def test_several_rooms_are_one_quote(hotel, pms):
    rooms = [RoomChoice("DBL", "NR", COUPLE), RoomChoice("STE", "FLEX", Occupancy(2, (5,)))]

    quote, offers = quotes.quote_stay(hotel, 7, STAY, rooms)

    assert [offer.occupancy for offer in offers] == [room.occupancy for room in rooms]
    assert quote.money == offers[0].total + offers[1].total
    # The one without free cancellation decides for both.
    assert quotes.terms_of(quote).free_cancellation_until is None


def test_more_rooms_than_there_are_are_not_quoted(hotel):
    assert quoted_code(hotel, [RoomChoice("STE", "FLEX", COUPLE)] * 2) == "sold_out"
    assert quoted_code(hotel, [RoomChoice("DBL", "FLEX", COUPLE)] * 6) == "too_many_rooms"
    assert quoted_code(hotel, []) == "too_many_rooms"


def test_an_old_price_is_not_promised(hotel, pms):
    old = replace(offer_of(pms), stale_seconds=61)

    with pytest.raises(PMSUnavailable):
        quotes.make_quote(hotel, 7, [old])
    assert not Quote.objects.exists()


@pytest.mark.parametrize(
    ("room_type", "rate_plan", "people", "code"),
    [
        ("DBL", "FLEX", Occupancy(3), "over_capacity"),
        ("STE", "NR", COUPLE, "no_rate"),
        ("NIX", "FLEX", COUPLE, "no_rate"),
        ("DBL", "FLEX", Occupancy(0), "bad_occupancy"),
    ],
)
def test_what_is_not_offered_is_not_quoted(hotel, room_type, rate_plan, people, code):
    assert quoted_code(hotel, [RoomChoice(room_type, rate_plan, people)]) == code
    assert not Quote.objects.exists()


def test_prices_of_two_hotels_do_not_mix(hotel):
    other = make_house(make_hotel())
    other.rates.update(price=1, weekend_price=1)
    suite = [RoomChoice("STE", "FLEX", COUPLE)]

    assert quotes.quote_stay(hotel, 7, STAY, suite)[0].total == 6400
    assert quotes.quote_stay(other, 8, STAY, suite)[0].total == 2
