import pytest
from django.core.exceptions import ValidationError
from hypothesis import given

from pms.line_rules import check_child_prices, check_codes, check_weekdays
from tests.pms.rows import bands, weekday_lists


@given(weekday_lists, bands)
def test_what_the_rates_of_a_house_hold_is_let_in(weekdays, child_prices):
    check_weekdays(weekdays)
    check_child_prices(child_prices)
    check_codes(["STD", "SUITE"])
    check_codes([])


@pytest.mark.parametrize("value", [None, {}, "0", [7], [-1], ["1"], [1.0], [True], [0, 0], [None]])
def test_a_list_that_is_no_weekdays_is_refused(value):
    with pytest.raises(ValidationError):
        check_weekdays(value)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"to_age": 3, "price": "1"},
        ["free"],
        [{"to_age": 3}],
        [{"to_age": "3", "price": "1"}],
        [{"to_age": 18, "price": "1"}],
        [{"to_age": 3, "price": 1}],
        [{"to_age": 3, "price": "-1"}],
        [{"to_age": 3, "price": "NaN"}],
        [{"to_age": 3, "price": "1.005"}],
        [{"to_age": 3, "price": "1", "from_age": 2}],
        [{"to_age": 3, "price": "1"}, {"to_age": 3, "price": "2"}],
    ],
)
def test_a_list_that_is_no_age_bands_is_refused(value):
    with pytest.raises(ValidationError):
        check_child_prices(value)


@pytest.mark.parametrize("value", [None, "STD", [1], [""], ["STD", "STD"], [["STD"]]])
def test_a_list_that_is_no_codes_is_refused(value):
    with pytest.raises(ValidationError):
        check_codes(value)
