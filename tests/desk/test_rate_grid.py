from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotels.models import AuditEntry
from pms import pricing
from pms.base import Occupancy, Stay
from pms.desk import rateedit, rategrid
from pms.desk.rateedit import Edit
from pms.errors import PMSRefused
from pms.models import Rate, Restriction
from tests.desk.conftest import TODAY, booked, days, said, url
from tests.factories import make_user

pytestmark = pytest.mark.django_db
WINDOW = Stay(TODAY, days(21))
PRICE = Decimal("777.00")


def cells(hotel):
    """Every cell of three weeks, by codes and night."""
    types, plans = list(hotel.room_types.all()), list(hotel.rate_plans.all())
    found = rategrid.effective(
        rategrid.rates_within(hotel, WINDOW, types),
        rategrid.restrictions_within(hotel, WINDOW),
        types,
        plans,
        list(WINDOW.dates()),
    )
    codes = {row.pk: row.code for row in types}, {row.pk: row.code for row in plans}
    return {(codes[0][t], codes[1][p], day): cell for (t, p, day), cell in found.items()}


def write(hotel, edit):
    return rateedit.write(hotel, edit, rateedit.preview(hotel, edit).digest, make_user(hotel, "manager"))


def chosen(hotel, **fields):
    fields |= {
        name: tuple(getattr(hotel, name).filter(code__in=fields[name]))
        for name in ("room_types", "rate_plans")
        if name in fields
    }
    return Edit(**{"first": days(2), "last": days(8)} | fields)


def test_the_grid_says_what_the_price_function_says(hotel):
    Restriction.objects.create(hotel=hotel, first_night=days(1), last_night=days(9), min_stay=2)
    Restriction.objects.create(hotel=hotel, first_night=days(3), last_night=days(3), stop_sell=True)
    tariff = pricing.load(hotel, WINDOW)
    for room_type in hotel.room_types.all():
        for plan in hotel.rate_plans.all():
            for n in range(14):
                cell = cells(hotel)[room_type.code, plan.code, days(n)]
                stay = Stay(days(n), days(n + cell.min_stay))
                offer = tariff.offer(room_type, plan, stay, Occupancy(2), rooms_left=1)
                shut = cell.price is None or any(
                    cells(hotel)[room_type.code, plan.code, day].stop_sell for day in stay.dates()
                )
                assert (getattr(offer, "code", "") in ("closed", "no_rate")) == shut
                if not shut:
                    assert offer.nights[0].price.amount == cell.price


def test_rooms_left_are_those_nobody_has(hotel, desk):
    booked(hotel, arrival=1, nights=2)
    grid = desk.get(url(hotel, "rates")).context["grid"]

    assert [each.left[:4] for each in grid] == [[3, 2, 2, 3], [1, 1, 1, 1]]


def test_a_price_is_set_on_the_nights_chosen_and_on_no_other(hotel):
    before = cells(hotel)
    edit = chosen(
        hotel,
        room_types=["DBL"],
        rate_plans=["FLEX"],
        weekdays=frozenset({0, 2}),
        price_by="set",
        price=PRICE,
    )

    write(hotel, edit)

    for (room_type, plan, day), cell in cells(hotel).items():
        hit = (room_type, plan) == ("DBL", "FLEX") and day in edit.nights
        was = before[room_type, plan, day]
        assert cell == (replace(was, price=PRICE) if hit else was)


def test_prices_for_more_people_and_the_minimum_go_on(hotel):
    hotel.rates.update(child_prices=[{"to_age": 11, "price": "150.00"}])
    edit = chosen(hotel, price_by="set", price=PRICE)

    write(hotel, edit)

    line = hotel.rates.order_by("position", "id").filter(room_type__code="DBL", rate_plan__code="FLEX").last()
    assert (line.price, line.extra_adult, line.child_prices, line.currency) == (
        PRICE, 300, [{"to_age": 11, "price": "150.00"}], "MXN",
    )  # fmt: skip
    assert cells(hotel)["DBL", "NR", days(3)].min_stay == 2


def test_a_percentage_changes_week_nights_and_weekends_each_by_itself(hotel):
    write(hotel, chosen(hotel, price_by="percent", price=Decimal("-10")))

    found = cells(hotel)
    assert found["DBL", "FLEX", days(3)].price == Decimal("1305.00")  # Tuesday
    assert found["DBL", "FLEX", days(6)].price == Decimal("1530.00")  # Friday
    assert found["DBL", "FLEX", days(9)].price == Decimal("1450.00")  # after the last night


def test_the_list_stays_small_however_often_it_is_edited(hotel):
    edit = chosen(hotel, price_by="set", price=PRICE, rules={"min_stay": 2})
    write(hotel, edit)
    lines = hotel.rates.count(), hotel.restrictions.count()
    for price in range(100, 105):
        write(hotel, replace(edit, price=Decimal(price), rules={"min_stay": price - 98}))

    assert (hotel.rates.count(), hotel.restrictions.count()) == lines == (3 + 4, 1)


def test_a_price_for_every_single_night_becomes_one_line(hotel):
    double, plan = hotel.room_types.get(code="DBL"), hotel.rate_plans.get(code="FLEX")
    Rate.objects.bulk_create(
        Rate(
            hotel=hotel, room_type=double, rate_plan=plan, first_night=days(n), last_night=days(n),
            price=100 + n, currency="MXN", position=1,
        )
        for n in range(30)
    )  # fmt: skip
    write(hotel, chosen(hotel, first=days(0), last=days(29), room_types=["DBL"], rate_plans=["FLEX"],
                        price_by="set", price=PRICE))  # fmt: skip

    assert hotel.rates.filter(room_type=double, rate_plan=plan).count() == 2  # the year's and this one


def test_nights_without_a_price_get_one_that_is_set_and_none_by_percent(hotel):
    hotel.rates.all().delete()
    by_percent = rateedit.preview(hotel, chosen(hotel, price_by="percent", price=Decimal(10)))
    assert (len(by_percent.changed), by_percent.without_price) == (0, 4 * 7)

    write(hotel, chosen(hotel, price_by="set", price=PRICE))
    assert cells(hotel)["STE", "NR", days(4)].price == PRICE
    assert cells(hotel)["STE", "NR", days(9)].price is None


def test_restrictions_are_set_and_lifted(hotel):
    edit = chosen(hotel, rules={"min_stay": 3, "max_stay": 7, "closed_to_arrival": True, "stop_sell": True})
    write(hotel, edit)
    cell = cells(hotel)["DBL", "FLEX", days(4)]
    assert (cell.min_stay, cell.max_stay, cell.closed_to_arrival, cell.stop_sell) == (3, 7, True, True)

    write(hotel, replace(edit, rules={"min_stay": 1, "max_stay": 30, "closed_to_arrival": False}))
    cell = cells(hotel)["DBL", "FLEX", days(4)]
    assert (cell.min_stay, cell.max_stay, cell.closed_to_arrival, cell.stop_sell) == (1, None, False, True)


def test_a_rule_that_still_says_something_elsewhere_is_kept(hotel):
    for fields in (
        {"last_night": days(9), "min_stay": 4},  # reaches farther
        {"last_night": days(3), "min_stay": 4, "stop_sell": True},  # says more
        {"last_night": days(3), "min_stay": 4},
    ):
        Restriction.objects.create(hotel=hotel, first_night=days(2), **fields)

    write(hotel, chosen(hotel, rules={"min_stay": 2}))

    assert hotel.restrictions.count() == 3
    found = cells(hotel)
    assert [found["DBL", "FLEX", days(n)].min_stay for n in (2, 8, 9)] == [2, 2, 4]
    assert found["DBL", "FLEX", days(3)].stop_sell


def test_what_was_changed_meanwhile_is_not_overwritten_unseen(hotel):
    edit = chosen(hotel, price_by="add", price=Decimal(10))
    agreed = rateedit.preview(hotel, edit).digest
    hotel.rates.filter(rate_plan__code="NR").update(price=1)
    before = list(hotel.rates.values())

    with pytest.raises(PMSRefused) as refusal:
        rateedit.write(hotel, edit, agreed, make_user(hotel, "manager"))

    assert refusal.value.code == "changed_meanwhile"
    assert list(hotel.rates.values()) == before


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "nothing_chosen"),
        ({"rules": {"min_stay": 3, "max_stay": 2}}, "no_stay_fits"),
        ({"rules": {"max_stay": 1}}, "no_stay_fits"),  # the non-refundable rates ask for two nights
        ({"price_by": "set", "price": Decimal(-1)}, "bad_price"),
        ({"price_by": "add", "price": Decimal(-5000)}, "bad_price"),
        ({"price_by": "set", "price": PRICE, "last": days(2), "weekdays": frozenset({1})}, "nothing_chosen"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(hotel, fields, code):
    with pytest.raises(PMSRefused) as refusal:
        rateedit.preview(hotel, chosen(hotel, **fields))

    assert refusal.value.code == code


lines = st.fixed_dictionaries(
    {
        "span": st.tuples(st.integers(-3, 24), st.integers(0, 12)),
        "weekdays": st.one_of(st.just([]), st.sets(st.integers(0, 6), min_size=1).map(sorted)),
        "price": st.integers(1, 500),
        "weekend_price": st.one_of(st.none(), st.integers(0, 500)),
        "min_stay": st.integers(1, 3),
        "position": st.integers(0, 3),
    }
)
edits = st.tuples(
    st.integers(-2, 20),
    st.integers(0, 12),
    st.sets(st.integers(0, 6), min_size=1).map(frozenset),
    st.sampled_from(["set", "percent", "add"]),
    st.integers(0, 90),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, max_size=6), edits)
def test_any_edit_of_any_list_changes_the_nights_chosen_as_asked_and_nothing_else(hotel, own, wanted):
    start, length, weekdays, price_by, price = wanted
    hotel.rates.all().delete()
    double, plan = hotel.room_types.get(code="DBL"), hotel.rate_plans.get(code="FLEX")
    for line in own:
        first, more = line["span"]
        fields = {name: line[name] for name in ("weekdays", "price", "weekend_price", "min_stay", "position")}
        Rate.objects.create(
            hotel=hotel, room_type=double, rate_plan=plan, first_night=days(first),
            last_night=days(first + more), currency="MXN", **fields,
        )  # fmt: skip
    edit = Edit(days(start), days(start + length), weekdays, (double,), (plan,), price_by, Decimal(price))
    if not edit.nights:
        return
    before = cells(hotel)

    seen = rateedit.preview(hotel, edit)
    write(hotel, edit)

    after = cells(hotel)
    by = {
        "set": lambda was: Decimal(price),
        "percent": lambda was: (was * (100 + price) / 100).quantize(Decimal("0.01"), "ROUND_HALF_UP"),
        "add": lambda was: was + price,
    }[price_by]
    for key, was in before.items():
        if key[:2] != ("DBL", "FLEX") or key[2] not in edit.nights:
            assert after[key] == was
        elif was.price is not None:
            assert after[key] == replace(was, price=by(was.price))
        else:
            assert after[key].price == (Decimal(price) if price_by == "set" else None)
    inside = {
        (c.room_type.code, c.rate_plan.code, c.night) for c in seen.changed if c.night in WINDOW.dates()
    }
    assert inside == {key for key, was in before.items() if after[key] != was}


# The page


def form(**fields):
    return {"first": days(2).isoformat(), "last": days(8).isoformat()} | fields


def test_nothing_is_written_before_the_preview_was_agreed_to(hotel, manager):
    wanted = form(room_types=["DBL"], weekdays=["4", "5"], price_by="set", price="900", min_stay="2")
    before = list(hotel.rates.values())

    page = manager.post(url(hotel, "rates-edit"), wanted)
    assert page.context["count"] == 4  # two nights on two plans
    assert list(hotel.rates.values()) == before

    agreed = page.context["found"].digest
    answer = manager.post(url(hotel, "rates-edit"), wanted | {"agreed": agreed}, follow=True)
    assert said(answer) == ["4 nights changed."]
    assert cells(hotel)["DBL", "FLEX", days(6)].price == 900
    entry = AuditEntry.objects.get(action="rates.edited")
    assert (entry.hotel, entry.actor, entry.details["nights"]) == (hotel, manager.user, 4)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"price_by": "set"},
        {"price_by": "set", "price": "1", "first": days(9).isoformat()},
        {"price_by": "set", "price": "1", "last": (TODAY + timedelta(days=500)).isoformat()},
        {"price_by": "set", "price": "1", "first": "2026-01-01", "last": "2026-01-02"},
        {"price_by": "set", "price": "1", "room_types": ["XXX"]},
        {"price_by": "set", "price": "-1"},
        {"min_stay": "0"},
        {"max_stay": "31"},
        {"weekdays": ["7"], "min_stay": "2"},
    ],
)
def test_a_form_that_makes_no_sense_changes_nothing(hotel, manager, fields):
    before = list(hotel.rates.values()), list(hotel.restrictions.values())

    answer = manager.post(url(hotel, "rates-edit"), form(**fields))

    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert (list(hotel.rates.values()), list(hotel.restrictions.values())) == before


def test_another_hotels_prices_stay_what_they_are(hotel, manager):
    from tests.factories import make_hotel, make_house

    other = make_house(make_hotel("other"))
    before = list(other.rates.values())

    page = manager.post(url(hotel, "rates-edit"), form(price_by="set", price="1"))
    manager.post(
        url(hotel, "rates-edit"), form(price_by="set", price="1", agreed=page.context["found"].digest)
    )

    assert list(other.rates.values()) == before
    assert cells(hotel)["DBL", "FLEX", days(3)].price == 1
