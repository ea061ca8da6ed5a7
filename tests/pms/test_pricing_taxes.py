from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pms.base import Money, Occupancy
from pms.taxes import city_tax, tax_lines
from tests.pms.rows import FIRST, TWO, amounts, line, nights_from, offer, people, tax, tax_lists


def told(price, *taxes, nights=1, occupancy=TWO):
    found = offer(nights_from(FIRST, nights), occupancy, [line(price)], [], [], taxes)
    return str(found.total.amount), [(str(row.amount.amount), row.included) for row in found.taxes]


def test_each_added_tax_is_rounded_half_up_on_the_sum_of_the_nights():
    # 2 x 33.35 = 66.70; 2.5 % of it is 1.6675, 0.75 % is 0.50025.
    assert told("33.35", tax("2.5"), tax("0.75"), nights=2) == ("68.87", [("1.67", False), ("0.50", False)])


def test_half_a_cent_is_rounded_up():
    assert told("0.50", tax(1)) == ("0.51", [("0.01", False)])


def test_an_included_tax_is_told_and_changes_nothing():
    assert told("116.00", tax(16, included=True)) == ("116.00", [("16.00", True)])


def test_included_taxes_share_one_net_amount():
    found = told("119.00", tax(16, included=True), tax(3, included=True))

    assert found == ("119.00", [("16.00", True), ("3.00", True)])


def test_an_included_city_tax_comes_off_before_the_percentage_is_told():
    found = told("120.00", tax(16, included=True), tax(amount=Decimal(2), included=True))

    assert found == ("120.00", [("16.00", True), ("4.00", True)])


@pytest.mark.parametrize(
    ("fields", "occupancy", "nights", "amount"),
    [
        ({}, TWO, 3, "15.00"),
        ({"max_nights": 2}, TWO, 3, "10.00"),
        ({"max_nights": 9}, TWO, 3, "15.00"),
        ({"max_nights": 0}, TWO, 3, "0.00"),
        ({}, Occupancy(1, (0, 17)), 1, "7.50"),
        ({"from_age": 12}, Occupancy(1, (11, 12)), 1, "5.00"),
        ({"from_age": 21}, TWO, 1, "5.00"),
    ],
)
def test_a_city_tax_is_per_person_and_night(fields, occupancy, nights, amount):
    assert str(city_tax(tax(amount=Decimal("2.50"), **fields), nights, occupancy)) == amount


def test_a_city_tax_comes_on_top_unless_it_is_included():
    assert told("100.00", tax(amount=Decimal(3)), nights=2) == ("212.00", [("12.00", False)])
    assert told("100.00", tax(amount=Decimal(3), included=True)) == ("100.00", [("6.00", True)])


def test_a_tax_that_comes_to_nothing_is_not_told():
    assert told("100.00", tax(0), tax(0, included=True), tax(16, included=True, amount=Decimal(0))) == (
        "100.00",
        [("13.79", True)],
    )


@given(amounts, tax_lists, people, st.integers(1, 30))
def test_what_is_included_is_never_more_than_the_price_holds(subtotal, taxes, occupancy, nights):
    lines = tax_lines(taxes, nights, Money(subtotal, "EUR"), occupancy)

    city = sum(city_tax(row, nights, occupancy) for row in taxes if row.included)
    included = sum(row.amount.amount for row in lines if row.included)
    assert all(row.amount.amount > 0 and row.amount.currency == "EUR" for row in lines)
    assert included <= max(subtotal, city) + Decimal("0.01") * len(taxes)


@given(amounts, st.lists(st.decimals(0, 100, places=3), max_size=3))
def test_net_and_included_taxes_are_the_price_again(subtotal, percents):
    lines = tax_lines([tax(p, included=True) for p in percents], 1, Money(subtotal, "EUR"), TWO)

    net = subtotal / (1 + sum(percents, Decimal(0)) / 100)
    off = abs(net + sum(row.amount.amount for row in lines) - subtotal)
    assert off <= Decimal("0.0051") * max(1, len(percents))
