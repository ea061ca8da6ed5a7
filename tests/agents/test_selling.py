"""Helping a guest choose: what a budget buys, how rooms differ, what more is possible, when to be quiet."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents import mood, selling, tools
from agents.registry import starters
from agents.tools import sales
from hotels.models import FlagSetting
from hotels.remembered import changed
from pms.base import Money, Occupancy, Stay
from pms.errors import PMSRefused
from pms.models import Promotion
from tests.factories import make_guest, make_hotel, make_house, make_reservation

pytestmark = pytest.mark.django_db(transaction=True)

WEEK = Stay(date(2027, 1, 4), date(2027, 1, 8))  # Monday to Friday: 1,250, 1,450 and 3,200 a night
TWO = Occupancy(2)


def bought(talk, budget, currency="MXN"):
    found = selling.what_buys(talk.desk(), WEEK, TWO, Money(Decimal(budget), currency))
    shown = [(offer.room_type.code, offer.total.amount) for offer in found.within]
    return shown, found.nearest, found.shorter


def test_the_best_within_the_budget_comes_first(talk):
    shown, nearest, shorter = bought(talk, 13_000)

    assert shown == [("STE", 12_800), ("DBL", 5_800)]
    assert (nearest, shorter) == (None, None)


def test_the_nearest_above_it_is_named(talk):
    shown, nearest, _ = bought(talk, 6_000)

    assert shown == [("DBL", 5_800)]
    assert (nearest.room_type.code, nearest.total.amount) == ("STE", 12_800)


def test_when_nothing_fits_a_shorter_stay_is_looked_for(talk):
    shown, nearest, shorter = bought(talk, 4_000)

    assert shown == []
    assert nearest.total.amount == 5_000
    assert (shorter.stay.nights, shorter.total.amount) == (3, 3_750)


def test_another_currency_is_never_converted(talk):
    with pytest.raises(PMSRefused) as refused:
        bought(talk, 300, "USD")

    assert refused.value.code == "other_currency"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(budget=st.integers(1, 20_000))
def test_nothing_within_a_budget_costs_more_than_it(talk, budget):
    found = selling.what_buys(talk.desk(), WEEK, TWO, Money(Decimal(budget), "MXN"))

    assert all(offer.total.amount <= budget for offer in (*found.within, *filter(None, [found.shorter])))
    assert found.nearest is None or found.nearest.total.amount > budget


def test_rooms_are_compared_by_their_cheapest_rate_and_the_difference_may_be_told(talk):
    desk = talk.desk()
    found = selling.compared(desk, WEEK, TWO, [])

    assert [(each.offer.room_type.code, each.more.amount) for each in found] == [("DBL", 0), ("STE", 7_800)]
    assert Money(Decimal("7800.00"), "MXN") in desk.told.amounts


def test_the_rates_of_one_room_are_compared(talk):
    found = selling.rates_of(talk.desk(), WEEK, TWO, "DBL")

    assert [(each.offer.rate_plan.code, each.more.amount) for each in found] == [("NR", 0), ("FLEX", 800)]
    assert found[1].offer.rate_plan.includes == ("breakfast",)


def test_what_is_sold_out_is_not_compared(talk):
    room = talk.hotel.rooms.get(room_type__code="STE")
    make_reservation(talk.hotel, stay=(WEEK.arrival, WEEK.departure), room=room)

    assert [each.offer.room_type.code for each in selling.compared(talk.desk(), WEEK, TWO, [])] == ["DBL"]


@pytest.fixture
def half(talk):
    """A code that takes half off stays of four nights or more."""
    return Promotion.objects.create(
        hotel=talk.hotel, code="HALF", name={"en": "Half"}, percent=50, min_nights=4
    ).code


def test_a_budget_buys_at_the_price_of_the_guests_code(talk, half):
    found = selling.what_buys(talk.desk(), WEEK, TWO, Money(Decimal(6_500), "MXN"), half)

    shown = [(each.room_type.code, each.total.amount) for each in found.within]
    assert shown == [("STE", 6_400), ("DBL", 2_900)]


def test_a_shorter_stay_for_which_the_code_is_not_good_costs_its_full_price(talk, half):
    found = selling.what_buys(talk.desk(), WEEK, TWO, Money(Decimal(2_000), "MXN"), half)

    assert found.nearest.total.amount == 2_500
    # The three nights that the price with the code suggests cost 3,750 without it.
    assert found.shorter is None


def test_what_is_compared_costs_what_the_guest_with_the_code_would_pay(talk, half):
    desk = talk.desk()

    rooms = selling.compared(desk, WEEK, TWO, [], half)
    rates = selling.rates_of(desk, WEEK, TWO, "DBL", half)
    dearer = selling.better_rooms(desk, WEEK, TWO, "DBL", half)

    assert [(each.offer.total.amount, each.more.amount) for each in rooms] == [(2_500, 0), (6_400, 3_900)]
    assert [each.offer.total.amount for each in rates] == [2_500, 2_900]
    assert [each.more.amount for each in dearer] == [3_900]
    assert selling.cheapest(desk, WEEK, TWO, half)[0].total.amount == 2_500


def test_a_code_that_is_not_good_is_refused(talk, half):
    with pytest.raises(PMSRefused) as refused:
        selling.compared(talk.desk(), WEEK, TWO, [], "WRONG")

    assert refused.value.code == "bad_promotion"


def test_the_model_names_the_code_of_the_guest_to_each_tool_that_tells_prices(talk, half):
    asked = {
        "arrival": WEEK.arrival, "departure": WEEK.departure, "adults": 2, "children_ages": [],
        "promotion": half,
    }  # fmt: skip
    desk = talk.desk()

    bought = sales.rooms_for_budget.run(desk, **asked, budget=3_000, budget_in="MXN")
    rooms = sales.compare_rooms.run(desk, **asked, room_types=[])
    rates = sales.compare_rooms.run(desk, **asked, room_types=["DBL"])
    dearer = sales.better_rooms.run(desk, **asked, room_type="DBL")

    told = [*bought["within_budget"], *rooms["rooms"], *rates["rates"], *dearer["possible_now"]]
    assert {each["promotion"] for each in told} == {half}
    assert [each["total"]["amount"] for each in dearer["possible_now"]] == ["6400.00"]


def better(talk):
    return [each.offer.room_type.code for each in selling.better_rooms(talk.desk(), WEEK, TWO, "DBL")]


def test_a_better_room_is_offered_while_it_is_free(talk):
    assert better(talk) == ["STE"]


@pytest.mark.parametrize(
    "text",
    [
        "La habitación está sucia, es una vergüenza",
        "This is unacceptable!",
        "C'est inadmissible",
        "Que absurdo!",
    ],
)
def test_an_angry_guest_is_sold_nothing(talk, text):
    talk.says(text)
    assert better(talk) == []


def test_a_hotel_may_want_no_selling(talk):
    FlagSetting.objects.create(hotel=talk.hotel, code="upsell", value=False)
    changed(talk.hotel.pk)

    assert better(talk) == []


def test_what_guests_take_most_comes_first_once_there_are_enough(talk):
    assert selling.popular(talk.desk()) == []
    for month in range(1, 10):
        make_reservation(
            talk.hotel,
            stay=(date(2027, month, 1), date(2027, month, 3)),
            room=talk.hotel.rooms.filter(room_type__code="STE").first(),
        )
    assert selling.popular(talk.desk()) == []
    for number in ("101", "102"):
        make_reservation(talk.hotel, room=talk.hotel.rooms.get(number=number))

    assert selling.popular(talk.desk()) == ["STE", "DBL"]


def test_other_hotels_stays_do_not_count(talk):
    other = make_house(make_hotel())
    for month in range(1, 13):
        make_reservation(
            other,
            guest=make_guest(other),
            stay=(date(2027, month, 1), date(2027, month, 3)),
            room=other.rooms.filter(room_type__code="STE").first(),
        )

    assert selling.popular(talk.desk()) == []


def test_the_sales_specialist_has_these_tools_and_the_concierge_has_not():
    names = {"rooms_for_budget", "compare_rooms", "popular_rooms", "better_rooms"}

    assert names <= set(starters()["sales"].tools)
    assert not names & set(starters()["concierge"].tools)
    assert names <= tools.NAMES


@pytest.mark.parametrize(
    "text",
    [
        "Quisiera una habitación tranquila",
        "What is your cheapest room?",
        "mi reserva es la K7P2M9",
        "muy amable, gracias",
        "Nous arrivons demain",
        "Está tudo bem",
    ],
)
def test_a_friendly_guest_does_not_sound_angry(text):
    assert not mood.sounds_angry(text)
