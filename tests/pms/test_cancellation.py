from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotels.models import Hotel
from pms.base import CancellationTerms, ChangeTerms, Money, Stay
from pms.cancellation import (
    change_fee_now,
    deposit_due,
    fee_now,
    free_until,
    has_begun,
    late_fee,
    room_change_fee_now,
    room_fee_now,
    share,
)
from tests.pms.rows import TWO, line, nights_from, offer

STAY = Stay(date(2027, 3, 10), date(2027, 3, 12))
FIRST_NIGHT, TOTAL = Money(Decimal("1450.00"), "MXN"), Money(Decimal("2900.00"), "MXN")
TWO_DAYS = CancellationTerms(2, "first_night")


def hotel(timezone="America/Mexico_City", check_in=time(15)):
    return Hotel(timezone=timezone, check_in=check_in)


def local(text, timezone="America/Mexico_City"):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(timezone))


@pytest.mark.parametrize(
    ("now", "fee"),
    [
        ("2027-03-08T23:59:59", "0"),
        ("2027-03-08T23:59:59.999999", "0"),
        ("2027-03-09T00:00:00", "1450.00"),
    ],
)
def test_cancelling_is_free_up_to_the_last_second_of_the_last_free_day(clock, now, fee):
    clock(local(now))

    assert fee_now(hotel(), STAY, TWO_DAYS, FIRST_NIGHT, TOTAL) == Money(Decimal(fee), "MXN")


def test_the_deadline_is_told_in_the_hotels_own_time():
    for zone in ("America/Mexico_City", "Europe/Madrid", "Asia/Tokyo", "Pacific/Kiritimati"):
        until = free_until(hotel(zone), STAY, TWO_DAYS)

        assert until.replace(tzinfo=None) == datetime(2027, 3, 8, 23, 59, 59)
        assert until.utcoffset() == datetime(2027, 3, 8, tzinfo=ZoneInfo(zone)).utcoffset()


def test_the_hotels_clock_counts_and_not_that_of_utc(clock):
    clock(datetime(2027, 3, 9, 5, 59, 59, tzinfo=UTC))  # 23:59:59 of the 8th in Mexico
    assert free_until(hotel(), STAY, TWO_DAYS)
    assert free_until(hotel("Europe/Madrid"), STAY, TWO_DAYS) is None

    clock(datetime(2027, 3, 9, 6, tzinfo=UTC))
    assert free_until(hotel(), STAY, TWO_DAYS) is None


def test_when_clocks_go_back_at_midnight_the_guest_has_until_the_second_midnight(clock):
    zone = "America/Scoresbysund"  # the hour before midnight of 24 October 2026 comes twice
    stay = Stay(date(2026, 10, 26), date(2026, 10, 27))
    saturday_night = datetime(2026, 10, 24, 23, 59, 59, tzinfo=ZoneInfo(zone))
    assert saturday_night.utcoffset() != saturday_night.replace(fold=1).utcoffset()

    clock(saturday_night.astimezone(UTC) + timedelta(minutes=30))

    assert free_until(hotel(zone), stay, CancellationTerms(2, "full"))
    clock(saturday_night.replace(fold=1).astimezone(UTC) + timedelta(seconds=1))
    assert free_until(hotel(zone), stay, CancellationTerms(2, "full")) is None


def test_a_day_of_23_hours_ends_at_its_own_midnight(clock):
    stay = Stay(date(2027, 3, 29), date(2027, 3, 30))  # clocks go forward in Madrid on the 28th
    terms = CancellationTerms(1, "full")

    clock(datetime(2027, 3, 28, 21, 59, 59, tzinfo=UTC))
    assert free_until(hotel("Europe/Madrid"), stay, terms)
    clock(datetime(2027, 3, 28, 22, tzinfo=UTC))
    assert free_until(hotel("Europe/Madrid"), stay, terms) is None


def test_on_the_day_of_arrival_it_is_free_until_check_in(clock):
    terms = CancellationTerms(0, "full")

    assert free_until(hotel(), STAY, terms) == local("2027-03-10T15:00:00")
    clock(local("2027-03-10T15:00:00"))
    assert has_begun(hotel(), STAY)


def test_a_stay_begins_at_check_in(clock):
    clock(local("2027-03-10T14:59:59"))
    assert not has_begun(hotel(), STAY)


def test_what_was_never_free_costs_its_fee():
    assert free_until(hotel(), STAY, CancellationTerms(None, "full")) is None
    assert fee_now(hotel(), STAY, CancellationTerms(None, "full"), FIRST_NIGHT, TOTAL) == TOTAL


@pytest.mark.parametrize(
    ("fee", "amount"),
    [
        ("none", "0"),
        ("first_night", "1450.00"),
        ("full", "2900.00"),
        ("percent:50", "1450.00"),
        ("percent:0", "0"),
        ("percent:33.333", "966.66"),
        ("percent:150", "2900.00"),
    ],
)
def test_fee_after_the_deadline(fee, amount):
    assert late_fee(CancellationTerms(2, fee), FIRST_NIGHT, TOTAL) == Money(Decimal(amount), "MXN")


money = st.decimals(0, 10**7, places=2)
fees = st.sampled_from(["none", "first_night", "full"]) | st.integers(0, 999).map(lambda n: f"percent:{n}")


@given(fees, money, money)
def test_the_fee_is_never_above_the_total_nor_below_zero(fee, first_night, total):
    found = late_fee(CancellationTerms(1, fee), Money(first_night, "EUR"), Money(total, "EUR"))

    assert 0 <= found.amount <= total
    assert found.currency == "EUR"


@pytest.mark.parametrize("fee", ["", "half", "first night", "50", "forbidden", "full:1"])
def test_a_fee_nobody_can_read_is_an_error(fee):
    with pytest.raises(ValueError):
        late_fee(CancellationTerms(1, fee), FIRST_NIGHT, TOTAL)


# Changes and deposits


@pytest.mark.parametrize(
    ("now", "terms", "fee"),
    [
        ("2027-03-08T23:59:59", ChangeTerms(2, "percent:10"), "0"),
        ("2027-03-09T00:00:00", ChangeTerms(2, "percent:10"), "290.00"),
        ("2027-03-09T00:00:00", ChangeTerms(2, "first_night"), "1450.00"),
        ("2027-03-08T23:59:59", ChangeTerms(2, "forbidden"), "0"),
        ("2027-03-09T00:00:00", ChangeTerms(2, "forbidden"), None),
        ("2026-01-01T00:00:00", ChangeTerms(None, "forbidden"), None),
        ("2027-03-11T00:00:00", ChangeTerms(), "0"),
    ],
)
def test_a_change_is_free_costs_its_fee_or_is_not_possible_any_more(clock, now, terms, fee):
    clock(local(now))

    found = change_fee_now(hotel(), STAY, terms, FIRST_NIGHT, TOTAL)

    assert found == (None if fee is None else Money(Decimal(fee), "MXN"))


@given(fees, money, money)
def test_a_share_is_never_above_the_total_nor_below_zero_and_keeps_the_currency(rule, first_night, total):
    found = share(rule, Money(first_night, "EUR"), Money(total, "EUR"))

    assert 0 <= found.amount <= total
    assert found.currency == "EUR"
    assert found.amount == found.amount.quantize(Decimal("0.01"))


def room(price, **rules):
    """A room sold for two nights of this price from 10 March on."""
    sold = offer(nights_from(STAY.arrival, 2), TWO, [line(price)])
    return replace(sold, rate_plan=replace(sold.rate_plan, **rules))


def test_a_room_is_given_up_and_changed_on_the_terms_it_was_sold_on(clock):
    clock(local("2027-03-09T12:00:00"))
    sold = room("100.00", cancellation=TWO_DAYS, changes=ChangeTerms(2, "percent:25"))

    assert str(room_fee_now(hotel(), sold)) == "100.00 MXN"
    assert str(room_change_fee_now(hotel(), sold)) == "50.00 MXN"


def test_the_deposit_is_the_sum_of_what_each_room_asks():
    rooms = [room("100.00", deposit="first_night"), room("80.00", deposit="percent:30"), room("1.00")]

    assert str(deposit_due(rooms)) == "148.00 MXN"
    assert deposit_due([room("60.00", deposit="full")]) == Money(Decimal("120.00"), "MXN")
    assert deposit_due([room("60.00")]).amount == 0


def test_a_deposit_in_two_currencies_is_an_error():
    dollars = offer(nights_from(STAY.arrival, 2), TWO, [line(currency="USD")])

    with pytest.raises(ValueError):
        deposit_due([room("100.00"), dollars])
