from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pms.base import Occupancy, Offer, Stay
from pms.restrictions import covers
from tests.pms.rows import (
    FIRST,
    TWO,
    days,
    line,
    nights_from,
    offer,
    restriction,
    spans,
    stays,
    weekday_lists,
)

MARCH = date(2027, 3, 8)  # a Monday
RULES = ("min_stay", "max_stay", "closed_to_arrival", "closed_to_departure", "stop_sell")


def sold(stay, *restrictions, rates=None, before=None):
    """`yes`, or the code of the refusal with its nights."""
    found = offer(stay, TWO, rates or [line()], restrictions, sold=before)
    if isinstance(found, Offer):
        return "yes"
    return f"{found.code} {found.nights}" if found.nights else found.code


@st.composite
def restrictions(draw):
    window = draw(spans())
    return restriction(
        window["first"],
        window["last"],
        room_type_id=draw(st.sampled_from([None, 1, 2])),
        rate_plan_id=draw(st.sampled_from([None, 1, 2])),
        weekdays=draw(weekday_lists),
        min_stay=draw(st.none() | st.integers(1, 9)),
        max_stay=draw(st.none() | st.integers(1, 9)),
        closed_to_arrival=draw(st.none() | st.booleans()),
        closed_to_departure=draw(st.none() | st.booleans()),
        stop_sell=draw(st.none() | st.booleans()),
    )


@given(stays, st.lists(restrictions(), max_size=6))
def test_for_each_rule_the_last_line_that_says_something_wins(stay, rows):
    def last(rule, day):
        said = [
            getattr(row, rule)
            for row in rows
            if covers(row, day) and row.room_type_id in (None, 1) and row.rate_plan_id in (None, 1)
        ]
        return next((value for value in reversed(said) if value is not None), None)

    found = sold(stay, *rows)

    closed = last("closed_to_arrival", stay.arrival) or last("closed_to_departure", stay.departure)
    if closed or any(last("stop_sell", night) for night in stay.dates()):
        assert found == "closed"
    elif stay.nights < (last("min_stay", stay.arrival) or 1):
        assert found == f"min_stay {last('min_stay', stay.arrival)}"
    elif stay.nights > (last("max_stay", stay.arrival) or 30):
        assert found == f"max_stay {last('max_stay', stay.arrival)}"
    else:
        assert found == "yes"


@given(stays, st.lists(restrictions(), max_size=4), restrictions())
def test_a_line_that_says_nothing_changes_nothing(stay, rows, window):
    for rule in RULES:
        setattr(window, rule, None)

    assert sold(stay, *rows, window) == sold(stay, *rows)


@given(stays, st.lists(restrictions(), max_size=4), st.lists(restrictions(), max_size=4))
def test_what_a_guest_has_already_is_never_refused(stay, old, new):
    before = offer(stay, TWO, [line()], old)

    if isinstance(before, Offer):
        assert sold(stay, *new, before=before) == "yes"


@pytest.mark.parametrize(
    ("stay", "answer"),
    [
        (nights_from(FIRST, 2), "min_stay 3"),
        (nights_from(FIRST, 3), "yes"),
        (nights_from(FIRST, 5), "max_stay 4"),
    ],
)
def test_a_stay_can_be_too_short_or_too_long(stay, answer):
    assert sold(stay, restriction(min_stay=3, max_stay=4)) == answer


def test_the_length_is_asked_for_on_the_day_of_arrival_only():
    fridays = restriction(weekdays=[4], min_stay=2)

    assert sold(nights_from(date(2027, 3, 12), 1), fridays) == "min_stay 2"
    assert sold(nights_from(date(2027, 3, 11), 2), fridays) == "yes"


def test_the_rate_of_the_first_night_asks_for_a_minimum_unless_a_restriction_says_one():
    rates = [line(min_stay=3), line(first=FIRST + timedelta(days=1), min_stay=1)]
    stay = nights_from(FIRST, 2)

    assert sold(stay, rates=rates) == "min_stay 3"
    assert sold(stay, restriction(min_stay=1), rates=rates) == "yes"
    assert sold(stay, restriction(min_stay=5), rates=rates) == "min_stay 5"
    assert sold(stay, restriction(max_stay=9), rates=rates) == "min_stay 3"
    assert sold(nights_from(FIRST + timedelta(days=1), 1), rates=rates) == "yes"


def test_closed_to_arrival_lets_guests_stay_through_and_closed_to_departure_too():
    tuesday = MARCH + timedelta(days=1)
    no_arrival = restriction(tuesday, tuesday, closed_to_arrival=True)
    no_departure = restriction(tuesday, tuesday, closed_to_departure=True)

    assert sold(nights_from(tuesday, 1), no_arrival) == "closed"
    assert sold(nights_from(MARCH, 1), no_arrival) == sold(nights_from(MARCH, 2), no_arrival) == "yes"
    assert sold(nights_from(MARCH, 1), no_departure) == "closed"
    assert sold(nights_from(MARCH, 2), no_departure) == sold(nights_from(tuesday, 1), no_departure) == "yes"


def test_a_stop_sell_closes_each_stay_with_such_a_night_but_not_its_morning():
    wednesday = MARCH + timedelta(days=2)
    stop = restriction(wednesday, wednesday, stop_sell=True)

    assert sold(nights_from(MARCH, 3), stop) == "closed"
    assert sold(nights_from(MARCH, 2), stop) == "yes"
    assert sold(nights_from(MARCH, 3), stop, restriction(stop_sell=False)) == "yes"


def test_a_later_line_for_all_wins_over_an_earlier_one_for_this_type():
    mine, all_of_them = restriction(room_type_id=1, min_stay=5), restriction(min_stay=2)

    assert sold(nights_from(FIRST, 2), mine, all_of_them) == "yes"
    assert sold(nights_from(FIRST, 2), all_of_them, mine) == "min_stay 5"


def test_a_line_for_another_type_or_plan_says_nothing_of_this_one():
    others = [restriction(room_type_id=2, stop_sell=True), restriction(rate_plan_id=2, stop_sell=True)]

    assert sold(nights_from(FIRST, 1), *others) == "yes"
    assert sold(nights_from(FIRST, 1), *others, restriction(rate_plan_id=1, stop_sell=True)) == "closed"


def test_a_stay_without_a_rate_has_no_rate_whatever_the_restrictions_say():
    assert sold(nights_from(FIRST, 1), restriction(min_stay=3), rates=[line(first=MARCH)]) == "no_rate"


@pytest.mark.parametrize(
    ("new", "answer"),
    [
        (Stay(MARCH, MARCH + timedelta(days=3)), "yes"),  # longer, still below the minimum
        (Stay(MARCH, MARCH + timedelta(days=1)), "min_stay 4"),  # shorter
        (Stay(MARCH - timedelta(days=1), MARCH + timedelta(days=2)), "min_stay 4"),  # another arrival
    ],
)
def test_a_changed_stay_may_not_fall_further_below_the_minimum(new, answer):
    before = offer(nights_from(MARCH, 2), TWO, [line()])

    assert sold(new, restriction(min_stay=4), before=before) == answer


def test_a_night_that_is_added_must_be_on_sale():
    before = offer(nights_from(MARCH, 2), TWO, [line()])
    stop = restriction(MARCH, MARCH + timedelta(days=2), stop_sell=True)

    assert sold(nights_from(MARCH, 2), stop, before=before) == "yes"
    assert sold(nights_from(MARCH, 3), stop, before=before) == "closed"


@given(days)
def test_other_guests_in_the_same_room_are_not_another_sale(day):
    stay = nights_from(day, 2)
    before = offer(stay, TWO, [line()])

    found = offer(stay, Occupancy(3), [line()], [restriction(stop_sell=True, min_stay=9)], sold=before)

    assert isinstance(found, Offer)
