"""Unsaved rows and strategies for everything that prices: one room type STD on one plan FLEX in 2027."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from pms.base import Occupancy, Stay
from pms.models import Promotion, Rate, RatePlan, Restriction, RoomType, Tax
from pms.pricing import Tariff

FIRST = date(2027, 1, 1)
LAST = FIRST + timedelta(days=364)
TODAY = date(2026, 11, 21)
STD = RoomType(pk=1, code="STD", name={"en": "Standard"})
FLEX = RatePlan(pk=1, code="FLEX", name={"en": "Flexible"}, free_until_days=2, fee="first_night")


def line(price="100.00", first=FIRST, last=LAST, **fields):
    defaults = {"room_type_id": 1, "rate_plan_id": 1, "extra_adult": Decimal(0), "currency": "MXN"}
    return Rate(price=Decimal(price), first_night=first, last_night=last, **defaults | fields)


def restriction(first=FIRST, last=LAST, **fields):
    return Restriction(first_night=first, last_night=last, **fields)


def promotion(percent, **fields):
    return Promotion(percent=Decimal(percent), **{"name": {"en": "Deal"}} | fields)


def tax(percent=0, *, included=False, **fields):
    return Tax(name="Tax", percent=Decimal(percent), included=included, **fields)


def tariff(rates, restrictions=(), promotions=(), taxes=(), *, today=TODAY, code=""):
    return Tariff(rates, restrictions, promotions, taxes, today=today, promotion_code=code)


def offer(stay, people, rates, *others, sold=None, **more):
    return tariff(rates, *others, **more).offer(STD, FLEX, stay, people, rooms_left=1, sold=sold)


def nights_from(day, nights):
    return Stay(day, day + timedelta(days=nights))


TWO = Occupancy(2)

amounts = st.decimals(min_value=0, max_value=99999, places=2)
days = st.integers(0, 334).map(lambda n: FIRST + timedelta(days=n))
stays = st.builds(nights_from, days, st.integers(1, 30))
people = st.builds(Occupancy, st.integers(1, 8), st.lists(st.integers(0, 17), max_size=3).map(tuple))
weekday_lists = st.just([]) | st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True)
bands = st.lists(
    st.fixed_dictionaries({"to_age": st.integers(0, 17), "price": amounts.map(str)}),
    max_size=3,
    unique_by=lambda band: band["to_age"],
)


@st.composite
def spans(draw):
    first, last = sorted([draw(days), draw(days)])
    return {"first": first, "last": last}


@st.composite
def lines(draw, min_stay=st.just(1)):
    return line(
        draw(amounts),
        **draw(spans()),
        weekdays=draw(weekday_lists),
        weekend_price=draw(st.none() | amounts),
        extra_adult=draw(amounts),
        adults_included=draw(st.integers(1, 4)),
        child_prices=draw(bands),
        min_stay=draw(min_stay),
    )


rate_lists = st.lists(lines(), max_size=4).map(lambda more: [line(), *more])


@st.composite
def promotion_rows(draw):
    window = draw(st.just({"first": None, "last": None}) | spans())
    return promotion(
        draw(st.decimals("0.01", 100, places=2)),
        first_night=window["first"],
        last_night=window["last"],
        min_nights=draw(st.integers(1, 5)),
        days_ahead=draw(st.integers(0, 200)),
    )


promotion_lists = st.lists(promotion_rows(), max_size=3)
percentages = st.decimals(0, 100, places=3)
tax_lists = st.lists(
    st.builds(lambda p, i: tax(p, included=i), percentages, st.booleans())
    | st.builds(
        lambda a, i, age, most: tax(included=i, amount=a, from_age=age, max_nights=most),
        amounts,
        st.booleans(),
        st.integers(0, 18),
        st.none() | st.integers(1, 9),
    ),
    max_size=3,
)
