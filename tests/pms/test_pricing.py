from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pms.base import Occupancy, Offer, Stay, Unoffered
from pms.models import RatePlan, RoomType
from pms.pricing import load, nearest
from tests.factories import make_hotel
from tests.pms.rows import (
    FIRST,
    FLEX,
    LAST,
    STD,
    TWO,
    line,
    lines,
    nights_from,
    offer,
    people,
    promotion,
    promotion_lists,
    rate_lists,
    restriction,
    stays,
    tariff,
    tax,
    tax_lists,
)

NIGHT = nights_from(FIRST, 1)
MARCH = date(2027, 3, 8)  # a Monday


def prices(found):
    return [night.price.amount for night in found.nights]


@given(stays, people, rate_lists, promotion_lists, tax_lists)
def test_the_total_is_its_nights_and_added_taxes_and_every_night_is_its_parts(
    stay, occupancy, rates, promotions, taxes
):
    found = offer(stay, occupancy, rates, [], promotions, taxes)

    assert [night.date for night in found.nights] == list(stay.dates())
    for night in found.nights:
        assert sum(part.amount.amount for part in night.parts) == night.price.amount >= 0
        assert all(part.amount.amount >= 0 or part.kind == "discount" for part in night.parts)
    added = sum(told.amount.amount for told in found.taxes if not told.included)
    assert found.taxes_added.amount == added >= 0
    assert found.total.amount == sum(prices(found)) + added
    assert found.total.amount.as_tuple().exponent == -2
    told = [night.price for night in found.nights] + [line.amount for line in found.taxes]
    assert {money.currency for money in [*told, found.total, found.taxes_added]} == {"MXN"}


@given(stays, people, rate_lists, st.integers(1, 29))
def test_a_stay_costs_night_by_night_what_its_parts_cost(stay, occupancy, rates, cut):
    assume(cut < stay.nights)
    middle = stay.arrival + timedelta(days=cut)

    whole = offer(stay, occupancy, rates)
    before = offer(Stay(stay.arrival, middle), occupancy, rates)
    after = offer(Stay(middle, stay.departure), occupancy, rates)

    assert whole.nights == before.nights + after.nights
    assert whole.total == before.total + after.total


@given(stays, people, lines(), lines())
def test_the_later_line_prices_every_night_it_covers(stay, occupancy, early, late):
    without = offer(stay, occupancy, [line(), early])
    both = offer(stay, occupancy, [line(), early, late])

    for night, otherwise in zip(both.nights, without.nights, strict=True):
        masked = late.weekdays and night.date.weekday() not in late.weekdays
        if masked or not late.first_night <= night.date <= late.last_night:
            assert night == otherwise
        else:
            alone = offer(nights_from(night.date, 1), occupancy, [late])
            assert night == alone.nights[0]


@given(stays, people, rate_lists, promotion_lists, tax_lists, st.integers(0, 17))
def test_more_guests_are_never_cheaper(stay, occupancy, rates, promotions, taxes, age):
    ages = occupancy.children_ages
    alone = offer(stay, occupancy, rates, [], promotions, taxes)
    another_adult = offer(stay, Occupancy(occupancy.adults + 1, ages), rates, [], promotions, taxes)
    another_child = offer(stay, Occupancy(occupancy.adults, (*ages, age)), rates, [], promotions, taxes)

    assert alone.total <= another_adult.total
    assert alone.total <= another_child.total


def test_friday_and_saturday_night_cost_the_weekend_price():
    found = offer(nights_from(MARCH, 7), TWO, [line("100", weekend_price=Decimal("150"))])

    assert [int(price) for price in prices(found)] == [100, 100, 100, 100, 150, 150, 100]


def test_a_weekend_price_of_zero_is_a_price():
    friday = nights_from(date(2027, 3, 12), 1)

    assert offer(friday, TWO, [line("100", weekend_price=Decimal(0))]).total.amount == 0


def test_a_line_for_some_weekdays_leaves_the_others_to_the_line_before():
    found = offer(nights_from(MARCH, 7), TWO, [line("100"), line("80", weekdays=[0, 6])])

    assert [int(price) for price in prices(found)] == [80, 100, 100, 100, 100, 100, 80]


@pytest.mark.parametrize(("adults", "total"), [(1, "100.00"), (2, "100.00"), (3, "130.00"), (4, "160.00")])
def test_each_adult_above_two_pays_extra(adults, total):
    found = offer(NIGHT, Occupancy(adults), [line(extra_adult=Decimal("30.00"))])

    assert found.total.amount == Decimal(total)


def test_a_line_says_how_many_adults_it_includes():
    rates = [line(extra_adult=Decimal("30.00"), adults_included=1)]

    found = offer(NIGHT, TWO, rates)

    assert [(part.kind, str(part.amount.amount)) for part in found.nights[0].parts] == [
        ("base", "100.00"),
        ("extra_adults", "30.00"),
    ]


@pytest.mark.parametrize(
    ("ages", "total"),
    [((), "100.00"), ((2,), "100.00"), ((3,), "150.00"), ((11, 12), "220.00"), ((13,), "100.00")],
)
def test_a_child_pays_the_price_of_its_age_band_and_nothing_above_the_last(ages, total):
    bands = [
        {"to_age": 11, "price": "50.00"},
        {"to_age": 12, "price": "70.00"},
        {"to_age": 2, "price": "0.00"},
    ]

    assert offer(NIGHT, Occupancy(2, ages), [line(child_prices=bands)]).total.amount == Decimal(total)


@given(stays, st.lists(st.integers(0, 17), max_size=4).map(tuple))
def test_children_are_free_where_no_band_is_set(stay, ages):
    rates = [line(extra_adult=Decimal("30.00"))]

    assert offer(stay, Occupancy(2, ages), rates).total == offer(stay, TWO, rates).total


def test_a_night_without_a_rate_has_no_price():
    rates = [line(last=FIRST), line(first=FIRST + timedelta(days=2))]

    assert offer(nights_from(FIRST, 3), TWO, rates).code == "no_rate"


def test_nights_in_two_currencies_have_no_price():
    rates = [line(), line(first=FIRST + timedelta(days=1), currency="USD")]

    assert offer(nights_from(FIRST, 2), TWO, rates).code == "no_rate"


def test_every_room_type_and_plan_has_its_own_lines():
    suite, fixed = RoomType(pk=2, code="SUITE", name={}), RatePlan(pk=2, code="FIXED", name={})
    rates = [line("1"), line("2", room_type_id=2), line("3", rate_plan_id=2)]
    prices = tariff(rates)

    def price(room_type, plan):
        found = prices.offer(room_type, plan, NIGHT, TWO, rooms_left=1)
        return int(found.total.amount) if isinstance(found, Offer) else found.code

    assert [price(t, p) for t in (STD, suite) for p in (FLEX, fixed)] == [1, 3, 2, "no_rate"]


# What becomes of a room that is sold already


@given(stays, stays, people, rate_lists, rate_lists, promotion_lists, tax_lists)
def test_nights_that_stay_keep_the_price_they_were_sold_at(
    stay, new_stay, occupancy, sold_at, rates, promotions, taxes
):
    sold = offer(stay, occupancy, sold_at, [], promotions)

    changed = offer(new_stay, occupancy, rates, [], [], taxes, sold=sold)

    fresh = {night.date: night for night in offer(new_stay, occupancy, rates).nights}
    assert changed.nights == tuple({**fresh, **{n.date: n for n in sold.nights}}[d] for d in new_stay.dates())


def test_nights_of_other_guests_or_another_plan_are_priced_anew():
    sold = offer(NIGHT, TWO, [line("80")])
    fixed = RatePlan(pk=2, code="FIXED", name={})
    rates = tariff([line("100", extra_adult=Decimal(10)), line("90", rate_plan_id=2)])

    assert rates.offer(STD, FLEX, NIGHT, Occupancy(3), rooms_left=1, sold=sold).total.amount == 110
    assert rates.offer(STD, fixed, NIGHT, TWO, rooms_left=1, sold=sold).total.amount == 90
    assert rates.offer(STD, FLEX, NIGHT, TWO, rooms_left=1, sold=sold).total.amount == 80


def test_a_night_that_was_sold_needs_no_rate_any_more():
    sold = offer(NIGHT, TWO, [line("80")])

    longer = offer(nights_from(FIRST, 2), TWO, [line("100", first=FIRST + timedelta(days=1))], sold=sold)

    assert prices(longer) == [80, 100]


def test_a_kept_night_in_another_currency_cannot_be_added_to():
    sold = offer(NIGHT, TWO, [line("80", currency="USD")])

    assert offer(nights_from(FIRST, 2), TWO, [line()], sold=sold).code == "no_rate"


# The whole search


def test_of_several_reasons_the_one_that_asks_least_is_told():
    def miss(code, nights=None):
        return Unoffered(None, code, nights)

    misses = [miss("no_rate"), miss("closed"), miss("max_stay", 3), miss("max_stay", 5)]
    assert nearest([*misses, miss("min_stay", 4), miss("min_stay", 2)]) == miss("min_stay", 2)
    assert nearest(misses) == miss("max_stay", 5)
    assert nearest(misses[:2]) == miss("closed")
    assert nearest(misses[:1]) == miss("no_rate")


@pytest.mark.django_db
def test_the_tariff_is_loaded_with_the_rules_of_the_day_of_departure_and_of_one_hotel_only():
    ours, theirs = make_hotel(), make_hotel(slug="other")
    rooms = {hotel: RoomType.objects.create(hotel=hotel, code="STD", name={}) for hotel in (ours, theirs)}
    plans = {hotel: RatePlan.objects.create(hotel=hotel, code="FLEX", name={}) for hotel in (ours, theirs)}
    for hotel, price in ((ours, 100), (theirs, 7)):
        row = line(price, LAST, LAST, hotel=hotel, room_type_id=rooms[hotel].pk, rate_plan_id=plans[hotel].pk)
        row.save()
    stay = nights_from(LAST, 1)

    def found(hotel):
        return load(hotel, stay).offer(rooms[hotel], plans[hotel], stay, TWO, rooms_left=1)

    assert (found(ours).total.amount, found(theirs).total.amount) == (100, 7)
    tax(10, hotel=theirs).save()
    promotion(50, hotel=theirs).save()
    assert (found(ours).total.amount, found(theirs).total.amount) == (100, Decimal("3.85"))
    restriction(stay.departure, stay.departure, hotel=ours, closed_to_departure=True).save()
    assert found(ours).code == "closed"
    assert found(theirs).total.amount == Decimal("3.85")


@pytest.mark.django_db
def test_a_tariff_takes_the_same_queries_however_much_there_is(django_assert_num_queries):
    hotel = make_hotel()
    room = RoomType.objects.create(hotel=hotel, code="STD", name={})
    plan = RatePlan.objects.create(hotel=hotel, code="FLEX", name={})
    for number in range(5):
        line(
            100 + number, hotel=hotel, room_type_id=room.pk, rate_plan_id=plan.pk, position=5 - number
        ).save()

    with django_assert_num_queries(4):
        found = load(hotel, NIGHT).offer(room, plan, NIGHT, TWO, rooms_left=1)

    assert found.total.amount == 100
