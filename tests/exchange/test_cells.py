from contextlib import nullcontext
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pms.exchange.cells import (
    amount_of,
    check_days,
    day_of,
    decimal_sign,
    quoted,
    unquoted,
    written_amount,
)
from pms.exchange.errors import BadFile

amounts = st.decimals(0, 9_999_999_999, places=2, allow_nan=False, allow_infinity=False)


@given(st.text())
def test_a_quoted_cell_is_read_as_it_was(text):
    assert unquoted(quoted(text)) == text


@given(st.text(), st.sampled_from("=+-@\t\r\n"))
def test_no_written_cell_is_a_formula(text, sign):
    assert quoted(sign + text)[0] == "'"
    assert quoted("'" + sign + text).startswith("''")


@given(st.lists(amounts, min_size=1), st.sampled_from(".,"))
def test_amounts_with_all_their_cents_are_never_in_doubt(found, sign):
    cells = list(enumerate((written_amount(each, sign) for each in found), 2))

    assert decimal_sign(cells) == sign
    assert [amount_of(cell, sign) for _, cell in cells] == found


@given(st.lists(amounts, min_size=1), st.sampled_from([(".", ","), (",", "."), (",", " "), (".", "'")]))
def test_thousands_may_be_parted(found, signs):
    sign, between = signs
    texts = [f"{each:,.2f}".replace(",", "T").replace(".", sign).replace("T", between) for each in found]

    assert decimal_sign(enumerate(texts, 2)) == sign
    assert [amount_of(text, sign) for text in texts] == found


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["1.234,50", "1.234"], ","),
        (["1,234.50", "1,234"], "."),
        (["1450", "900"], "."),
        (["1.234.567"], ","),
        (["1,5"], ","),
        ([], "."),
    ],
)
def test_one_amount_tells_how_the_others_are_written(cells, sign):
    assert decimal_sign(enumerate(cells, 2)) == sign


@pytest.mark.parametrize(
    ("cells", "code", "value"),
    [
        (["1.234", "900"], "signs_unclear", "2"),
        (["900", "1,234"], "signs_unclear", "3"),
        (["1.234,50", "1,234.50"], "signs_differ", "3, 2"),
    ],
)
def test_amounts_that_may_mean_two_things_refuse_the_file(cells, code, value):
    with pytest.raises(BadFile) as refused:
        decimal_sign(enumerate(cells, 2))

    assert (refused.value.code, refused.value.value) == (code, value)


@pytest.mark.parametrize("cell", ["", "abc", "-5", "1.2.3", "12,34,56", "NaN", "1e3", "١٢", "=1", "5 %"])
def test_what_is_no_amount_is_none(cell):
    assert amount_of(cell, ".") is None


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_days_are_read_in_both_forms(day):
    assert day_of(day.isoformat()) == day
    assert day_of(f"{day:%d/%m/%Y}") == day
    assert day_of(f"{day.day}.{day.month}.{day.year}") == day


@given(st.lists(st.dates(date(2000, 1, 1), date(2100, 12, 31)), min_size=1))
def test_a_file_with_the_day_first_is_read_right_or_refused(days):
    certain = any(day.day > 12 for day in days) or all(day.day == day.month for day in days)

    with nullcontext() if certain else pytest.raises(BadFile, match="days_unclear"):
        check_days(enumerate((f"{day:%d/%m/%Y}" for day in days), 2))


@given(st.lists(st.dates(date(2000, 1, 1), date(2100, 12, 31)), min_size=1))
def test_a_file_with_the_month_first_is_never_misread(days):
    try:
        check_days(enumerate((f"{day:%m/%d/%Y}" for day in days), 2))
    except BadFile:
        return
    assert all(day.day == day.month for day in days)


def test_days_in_both_orders_refuse_the_file():
    with pytest.raises(BadFile, match="days_differ 2, 3"):
        check_days([(2, "31/01/2027"), (3, "01/31/2027")])


@pytest.mark.parametrize("cell", ["", "31/02/2027", "2027-13-01", "1/2/27", "tomorrow", "20270331"])
def test_what_is_no_day_is_none(cell):
    assert day_of(cell) is None


def test_an_amount_is_exact():
    assert amount_of("0.10", ".") + amount_of("0.20", ".") == Decimal("0.30")
