from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given

from pms.base import PromotionInfo
from pms.errors import PMSRefused
from tests.pms.rows import (
    FIRST,
    FLEX,
    STD,
    TODAY,
    TWO,
    line,
    nights_from,
    offer,
    people,
    promotion,
    promotion_lists,
    rate_lists,
    stays,
    tariff,
)

THREE = nights_from(FIRST, 3)
RATES = [line("100.00")]


def total(*promotions, stay=THREE, **more):
    return offer(stay, TWO, RATES, [], promotions, **more).total.amount


@given(stays, people, rate_lists, promotion_lists)
def test_a_discount_never_adds_and_never_takes_more_than_the_night(stay, occupancy, rates, promotions):
    full = offer(stay, occupancy, rates)
    found = offer(stay, occupancy, rates, [], promotions)

    for night, before in zip(found.nights, full.nights, strict=True):
        assert 0 <= night.price.amount <= before.price.amount
    assert (found.promotion is None) == (found.total == full.total)


@given(stays, people, rate_lists, promotion_lists)
def test_the_best_promotion_counts_and_they_do_not_add_up(stay, occupancy, rates, promotions):
    alone = [offer(stay, occupancy, rates, [], [row]).total for row in promotions]
    full = offer(stay, occupancy, rates).total

    assert offer(stay, occupancy, rates, [], promotions).total == min([full, *alone])


def test_a_discount_is_a_part_of_each_night_rounded_half_up():
    found = offer(nights_from(FIRST, 2), TWO, [line("33.35")], [], [promotion(10)])

    for night in found.nights:
        parts = [(part.kind, str(part.amount.amount)) for part in night.parts]
        assert parts == [("base", "33.35"), ("discount", "-3.34")]
        assert night.price.amount == Decimal("30.01")
    assert found.promotion == PromotionInfo("", {"en": "Deal"})


def test_of_a_promotion_for_some_nights_only_those_are_cheaper():
    second = FIRST + timedelta(days=1)

    found = offer(THREE, TWO, RATES, [], [promotion(50, first_night=second, last_night=second)])

    assert [int(night.price.amount) for night in found.nights] == [100, 50, 100]
    assert total(promotion(50, first_night=THREE.departure)) == 300


@pytest.mark.parametrize(("said", "price"), [("", 300), ("VERANO", 270), (" verano ", 270), ("VERANO2", 300)])
def test_a_code_must_be_said_in_any_case(said, price):
    assert total(promotion(10, code="VERANO"), code=said) == price


def test_early_birds_book_so_many_days_before_arrival():
    assert total(promotion(10, days_ahead=41), today=TODAY) == 270  # 21 November to 1 January: 41 days
    assert total(promotion(10, days_ahead=42), today=TODAY) == 300


def test_long_stays_have_so_many_nights():
    assert total(promotion(10, min_nights=3)) == 270
    assert total(promotion(10, min_nights=4)) == 300


@pytest.mark.parametrize(
    ("window", "price"),
    [
        ((TODAY, TODAY), 270),
        ((None, TODAY - timedelta(days=1)), 300),
        ((TODAY + timedelta(days=1), None), 300),
        ((TODAY - timedelta(days=1), None), 270),
    ],
)
def test_a_promotion_is_booked_within_its_window_both_days_included(window, price):
    assert total(promotion(10, bookable_from=window[0], bookable_to=window[1])) == price


@pytest.mark.parametrize(
    ("fields", "price"),
    [
        ({"room_types": ["STD"]}, 270),
        ({"room_types": ["SUITE"]}, 300),
        ({"rate_plans": ["FLEX", "FIXED"]}, 270),
        ({"rate_plans": ["FIXED"]}, 300),
        ({"is_active": False}, 300),
    ],
)
def test_a_promotion_is_for_its_room_types_and_plans_while_it_is_active(fields, price):
    assert total(promotion(10, **fields)) == price


def test_everything_off_costs_nothing():
    assert total(promotion(100)) == 0


# The guest's code


def refuse(promotions, code, stay=THREE):
    prices = tariff(RATES, [], promotions, code=code)
    prices.refuse_unused_code([prices.offer(STD, FLEX, stay, TWO, rooms_left=1)])


@pytest.mark.parametrize(
    ("promotions", "code"),
    [
        ([], "VERANO"),
        ([promotion(10)], "VERANO"),
        ([promotion(10, code="VERANO", min_nights=4)], "VERANO"),
        ([promotion(10, code="VERANO", bookable_to=date(2026, 1, 1))], "VERANO"),
        ([promotion(10, code="VERANO", room_types=["SUITE"])], "VERANO"),
    ],
)
def test_a_code_that_is_good_for_nothing_is_refused(promotions, code):
    with pytest.raises(PMSRefused) as refused:
        refuse(promotions, code)

    assert refused.value.code == "bad_promotion"


def test_a_good_code_is_not_refused_where_another_promotion_is_better():
    rows = [promotion(10, code="VERANO"), promotion(20)]

    refuse(rows, "verano")
    assert total(*rows, code="verano") == 240


def test_no_code_and_blanks_are_nothing_to_refuse():
    refuse([], "")
    refuse([], "  ")


def test_without_any_offer_the_code_is_not_the_reason():
    tariff([], code="VERANO").refuse_unused_code([])


# Changes


def test_a_kept_night_is_not_discounted_again_and_keeps_its_promotion():
    before = offer(THREE, TWO, RATES, [], [promotion(10, code="VERANO")], code="VERANO")

    found = offer(nights_from(FIRST, 4), TWO, RATES, sold=before)

    assert [int(night.price.amount) for night in found.nights] == [90, 90, 90, 100]
    assert found.promotion == PromotionInfo("VERANO", {"en": "Deal"})
