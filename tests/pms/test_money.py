"""Amounts that can be paid: there is no hundredth of a yen or of a Chilean peso."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pms.base import Money
from pms.cancellation import share
from pms.money import rounded
from tests.pms.rows import FIRST, TWO, amounts, line, nights_from, offer, promotion, tax

WITHOUT_CENTS = ("CLP", "JPY", "PYG", "KRW")


@pytest.mark.parametrize(
    ("currency", "amount"),
    [("MXN", "7358.45"), ("CLP", "7358.00"), ("JPY", "7358.00"), ("KWD", "7358.45"), ("COP", "7358.45")],
)
def test_an_amount_is_rounded_to_what_its_currency_has(currency, amount):
    assert str(rounded(Decimal("7358.447"), currency)) == amount


def test_half_of_the_smallest_coin_is_rounded_up():
    assert rounded(Decimal("0.5"), "JPY") == 1
    assert rounded(Decimal("0.49"), "JPY") == 0


@pytest.mark.parametrize("currency", WITHOUT_CENTS)
@given(
    price=amounts, extra=amounts, percent=st.decimals(0, 100, places=3), off=st.decimals("0.01", 99, places=2)
)
def test_no_price_tax_discount_or_fee_has_cents_where_there_are_none(currency, price, extra, percent, off):
    rates = [line(price, extra_adult=extra, currency=currency)]
    taxes = [tax(percent), tax(amount=Decimal("7.25")), tax(percent, included=True)]

    found = offer(nights_from(FIRST, 3), TWO, rates, [], [promotion(off)], taxes)

    told = [found.total, found.taxes_added, *(each.amount for each in found.taxes)]
    told += [night.price for night in found.nights]
    told += [part.amount for night in found.nights for part in night.parts]
    told.append(share(f"percent:{off}", found.nights[0].price, found.total))
    assert all(money.amount == int(money.amount) for money in told)
    assert found.total == sum((night.price for night in found.nights), found.taxes_added)


@given(amount=amounts, percent=st.decimals(0, 100, places=2))
def test_a_share_of_what_has_no_cents_is_never_above_it(amount, percent):
    whole = Money(rounded(amount, "JPY"), "JPY")

    assert 0 <= share(f"percent:{percent}", whole, whole).amount <= whole.amount
