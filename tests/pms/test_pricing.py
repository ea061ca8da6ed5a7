from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pms.base import Occupancy, Stay
from pms.models import Rate, Tax
from pms.pricing import min_stay, price

FIRST = date(2027, 1, 1)


def line(price="100.00", first=FIRST, last=FIRST + timedelta(days=364), **fields):
    defaults = {"extra_adult": Decimal(0), "currency": "MXN", "min_stay": 1, "weekend_price": None}
    return Rate(price=Decimal(price), first_night=first, last_night=last, **defaults | fields)


def tax(percent, *, included=False):
    return Tax(percent=Decimal(percent), included=included)


amounts = st.decimals(min_value=0, max_value=99999, places=2)
days = st.integers(0, 363).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def lines(draw):
    first, last = sorted([draw(days), draw(days)])
    return line(
        draw(amounts),
        first,
        last,
        weekend_price=draw(st.none() | amounts),
        extra_adult=draw(amounts),
        min_stay=draw(st.integers(1, 9)),
    )


stays = st.builds(
    lambda arrival, nights: Stay(arrival, arrival + timedelta(days=nights)), days, st.integers(1, 30)
)
taxes = st.lists(
    st.builds(lambda p, i: tax(p, included=i), st.decimals(0, 100, places=3), st.booleans()), max_size=3
)
people = st.builds(Occupancy, st.integers(1, 8), st.lists(st.integers(0, 17), max_size=3).map(tuple))


@given(stays, people, st.lists(lines(), max_size=5), taxes)
def test_the_total_is_the_nights_plus_the_added_taxes_and_never_negative(stay, occupancy, rates, added):
    found = price(stay, occupancy, [line(), *rates], added)

    if stay.departure > FIRST + timedelta(days=365):
        assert found is None
        return
    nights = sum(night.price.amount for night in found.nights)
    assert [night.date for night in found.nights] == list(stay.dates())
    assert found.total.amount == nights + found.taxes_added.amount
    assert all(night.price.amount >= 0 for night in found.nights)
    assert found.taxes_added.amount >= 0
    assert found.total.amount.as_tuple().exponent == -2


@given(stays, people, lines(), lines())
def test_the_later_line_prices_every_night_it_covers(stay, occupancy, early, late):
    alone = price(stay, occupancy, [late], [])
    both = price(stay, occupancy, [line(), early, late], [])

    if both is None:
        return
    if alone is not None:
        assert both == alone
    without = price(stay, occupancy, [line(), early], [])
    for night, otherwise in zip(both.nights, without.nights, strict=True):
        if not late.first_night <= night.date <= late.last_night:
            assert night == otherwise


@given(days, st.lists(lines(), max_size=4))
def test_the_minimum_stay_is_that_of_the_line_of_the_arrival(arrival, rates):
    covering = [rate for rate in rates if rate.first_night <= arrival <= rate.last_night]

    assert min_stay(arrival, rates) == (covering[-1].min_stay if covering else None)


@given(stays, st.lists(st.integers(0, 17), max_size=4).map(tuple))
def test_children_are_free(stay, ages):
    rates = [line(extra_adult=Decimal("30.00"))]

    assert price(stay, Occupancy(2, ages), rates, []) == price(stay, Occupancy(2), rates, [])


def test_friday_and_saturday_night_cost_the_weekend_price():
    week = Stay(date(2027, 3, 8), date(2027, 3, 15))  # Monday to Monday

    found = price(week, Occupancy(2), [line("100", weekend_price=Decimal("150"))], [])

    assert [int(night.price.amount) for night in found.nights] == [100, 100, 100, 100, 150, 150, 100]


def test_a_weekend_price_of_zero_is_a_price():
    friday = Stay(date(2027, 3, 12), date(2027, 3, 13))

    assert price(friday, Occupancy(2), [line("100", weekend_price=Decimal(0))], []).total.amount == 0


@pytest.mark.parametrize(("adults", "total"), [(1, "100.00"), (2, "100.00"), (3, "130.00"), (4, "160.00")])
def test_each_adult_above_two_pays_extra(adults, total):
    night = Stay(FIRST, FIRST + timedelta(days=1))

    found = price(night, Occupancy(adults), [line(extra_adult=Decimal("30.00"))], [])

    assert found.total.amount == Decimal(total)


def test_each_added_tax_is_rounded_half_up_on_the_sum_of_the_nights():
    two_nights = Stay(FIRST, FIRST + timedelta(days=2))

    # 2 x 33.35 = 66.70; 2.5 % of it is 1.6675, 0.75 % is 0.50025 and 16 % is in the price.
    found = price(
        two_nights, Occupancy(2), [line("33.35")], [tax("2.5"), tax("0.75"), tax(16, included=True)]
    )

    assert found.taxes_added.amount == Decimal("2.17")
    assert found.total.amount == Decimal("68.87")


def test_half_a_cent_is_rounded_up():
    night = Stay(FIRST, FIRST + timedelta(days=1))

    assert price(night, Occupancy(2), [line("0.50")], [tax(1)]).taxes_added.amount == Decimal("0.01")


def test_a_night_without_a_rate_has_no_price():
    rates = [line(last=FIRST), line(first=FIRST + timedelta(days=2))]

    assert price(Stay(FIRST, FIRST + timedelta(days=3)), Occupancy(2), rates, []) is None


def test_nights_in_two_currencies_have_no_price():
    rates = [line(), line(first=FIRST + timedelta(days=1), currency="USD")]

    assert price(Stay(FIRST, FIRST + timedelta(days=2)), Occupancy(2), rates, []) is None
