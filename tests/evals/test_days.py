from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.evals.days import WEEKDAYS, Day, WrongDay, filled, read_days

TODAYS = st.dates(date(2026, 1, 1), date(2031, 12, 31))


@given(TODAYS, st.integers(0, 6), st.integers(0, 60))
def test_a_weekday_rule_names_the_first_such_day_from_so_many_weeks_on(today, weekday, weeks):
    day = read_days({"x": f"{WEEKDAYS[weekday]}+{weeks}w"}, today)["x"]
    assert day.weekday() == weekday
    assert 0 <= (day - today).days - 7 * weeks < 7


@given(TODAYS, st.integers(-300, 300), st.integers(-60, 60))
def test_a_rule_may_count_from_a_day_named_before(today, first, more):
    days = read_days({"a": f"{first:+d}", "b": f"a{more:+d}"}, today)
    assert days["b"] - today == timedelta(first + more)


@pytest.mark.parametrize("rule", ["", "soon", "+x", "later+2", "b", "monday+5x", "+10w2"])
def test_a_rule_that_names_no_day_is_refused(rule):
    with pytest.raises(WrongDay):
        read_days({"a": rule}, date(2027, 1, 1))


def test_days_are_written_as_guests_write_them():
    values = {"in": Day(date(2027, 3, 12), "es"), "out": Day(date(2027, 3, 14), "en"), "code": "K7M2QX"}
    text = "del {in} ({in:weekday}, {in:number}) al {out} {out:weekday} {out:iso}, {code} {nobody}"
    assert filled(text, values) == (
        "del 12 de marzo (viernes 12 de marzo, 12) al March 14 Sunday, March 14 2027-03-14, K7M2QX {nobody}"
    )
