from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from config.provision import provision
from pms.models import Promotion, Rate, RatePlan, Restriction, Tax
from tests.provision.test_provision import ENVIRON, EXAMPLE, line_of, refusals, written

pytestmark = pytest.mark.django_db


def test_taxes_are_percentages_or_amounts_per_person_and_night():
    provision([EXAMPLE], ENVIRON)

    iva, city = Tax.objects.order_by("-percent")
    assert (iva.percent, iva.amount, iva.included, iva.max_nights) == (19, 0, False, None)
    assert (city.percent, city.amount, city.included) == (0, Decimal("4500.00"), False)
    assert (city.from_age, city.max_nights) == (12, 7)


def test_a_plan_says_what_changes_cost_and_what_is_due_when_booking():
    provision([EXAMPLE], ENVIRON)

    free, fixed = RatePlan.objects.order_by("position")
    assert (free.change_free_until_days, free.change_fee, free.deposit) == (2, "first_night", "percent:30")
    assert (fixed.change_free_until_days, fixed.change_fee, fixed.deposit) == (None, "forbidden", "none")


def test_a_plan_that_says_nothing_of_changes_lets_them_free_while_cancelling_is(tmp_path):
    free = "    changes: {free_until_days: 2, fee: first_night}\n"
    assert free in EXAMPLE.read_text(encoding="utf-8")
    provision([written(tmp_path, ("    changes: {fee: forbidden}\n", ""), (free, ""))], ENVIRON)

    free, fixed = RatePlan.objects.order_by("position")
    assert (free.change_free_until_days, free.change_fee) == (free.free_until_days, "forbidden")
    assert (fixed.change_free_until_days, fixed.change_fee) == (None, "forbidden")


def test_rates_have_weekdays_and_prices_for_guests():
    provision([EXAMPLE], ENVIRON)

    plain, fixed, suite = Rate.objects.order_by("position")
    assert (plain.weekdays, plain.adults_included, plain.child_prices) == ([], 2, [])
    assert fixed.weekdays == [0, 3]
    assert suite.adults_included == 3
    assert suite.child_prices == [{"to_age": 2, "price": "0"}, {"to_age": 11, "price": "40000"}]


def test_restrictions_are_for_all_or_for_one_and_say_only_what_is_written():
    provision([EXAMPLE], ENVIRON)

    everywhere, suite = Restriction.objects.order_by("position")
    assert (everywhere.room_type, everywhere.rate_plan, everywhere.weekdays) == (None, None, [])
    assert (everywhere.min_stay, everywhere.max_stay, everywhere.closed_to_arrival) == (3, 9, None)
    assert (suite.room_type.code, suite.rate_plan.code, suite.weekdays) == ("ALTO", "LIBRE", [3])
    assert (suite.closed_to_arrival, suite.closed_to_departure, suite.stop_sell) == (True, False, None)


def test_promotions_have_a_code_or_a_name():
    provision([EXAMPLE], ENVIRON)

    coded, early = Promotion.objects.order_by("id")
    assert (coded.code, coded.percent, coded.room_types) == ("MURALLA10", 10, ["MURALLA"])
    assert (coded.first_night, coded.last_night) == (date(2027, 1, 11), date(2027, 3, 31))
    assert (early.code, early.name, early.percent) == ("", {"es": "Reserve antes"}, Decimal("7.50"))
    assert (early.bookable_from, early.bookable_to) == (date(2026, 9, 1), None)
    assert (early.days_ahead, early.min_nights, early.rate_plans) == (60, 2, ["LIBRE"])


def test_restrictions_are_replaced_as_a_whole_and_promotions_one_by_one(tmp_path):
    provision([EXAMPLE], ENVIRON)
    promotions = list(Promotion.objects.order_by("id").values_list("pk", flat=True))
    path = written(tmp_path, ("max_stay: 9", "max_stay: 8"), ('"7.5"', '"8.5"'))

    (report,) = provision([path], ENVIRON)

    assert report.changed == [
        "restrictions: 2 lines replaced by 2",
        "promotion Reserve antes: percent",
    ]
    assert [row.max_stay for row in Restriction.objects.order_by("position")] == [8, None]
    assert list(Promotion.objects.order_by("id").values_list("pk", flat=True)) == promotions
    (again,) = provision([path], ENVIRON)
    assert not again.did_something


def test_a_promotion_that_is_not_in_the_file_stays_in_use_and_is_told(tmp_path):
    provision([EXAMPLE], ENVIRON)
    path = written(tmp_path, ("name: Reserve antes", "name: Reserve temprano"))

    (report,) = provision([path], ENVIRON)

    assert report.created == ["promotion Reserve temprano"]
    assert report.left == [
        "promotion Reserve antes: not in the file; still in use until it is made inactive in the admin"
    ]


def test_the_example_in_the_documentation_loads(tmp_path):
    example = Path("docs/provisioning.md").read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    house = """
hotel: {slug: docs, name: Docs, timezone: America/Mexico_City, currency: MXN, languages: [es, en]}
room_types: [{code: STD, name: Estándar, capacity: {adults: 2}, rooms: ["1"]}]
rate_plans: [{code: FLEX, name: Flexible, cancellation: {free_until_days: 2, fee: full}}]
"""
    path = tmp_path / "docs.yaml"
    path.write_text(house + example, encoding="utf-8")

    (report,) = provision([path], {})

    assert "restrictions: 1 lines" in report.created
    assert Promotion.objects.get().code == "EARLY10"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "per_person_night:",
            "per_night:",
            "taxes[2].per_night is not known; did you mean per_person_night?",
        ),
        ('per_person_night: "4500.00", ', "", "taxes[2] must have either percent or per_person_night."),
        ("per_person_night:", "percent: 1, per_person_night:", "taxes[2] must have either"),
        ("from_age: 12", "from_age: 30", "taxes[2].from_age must be a whole number from 0 to 17."),
        ('percent: "19"', 'percent: "19", from_age: 3', "taxes[1] has from_age or max_nights"),
        (
            "fee: forbidden",
            "fee: never",
            "rate_plans[2].changes.fee must be none, first_night, full, forbidden or",
        ),
        ("fee: forbidden", "fees: none", "rate_plans[2].changes.fees is not known; did you mean fee?"),
        ("fee: full", "fee: forbidden", "rate_plans[2].cancellation.fee must be none"),
        ("deposit: percent:30", "deposit: forbidden", "rate_plans[1].deposit must be none"),
        ("deposit: percent:30", "deposit: percent:300", "rate_plans[1].deposit must be none"),
        ("[thu, mon]", "[thu, lunes]", "rates[2].weekdays[2] must be mon, tue, wed, thu, fri, sat or sun."),
        ("[thu, mon]", "[thu, thu]", "rates[2].weekdays[2] is there twice."),
        ("[thu, mon]", "[]", "rates[2].weekdays must name a day; leave it out for all days."),
        ("adults_included: 3", "adults_included: 0", "rates[3].adults_included must be a whole number"),
        ("to_age: 2,", "to_age: 11,", "rates[3].children must have each to_age once."),
        ("to_age: 2,", "to_age: 18,", "rates[3].children[2].to_age must be a whole number from 0 to 17."),
        ("price: 0}", "price: -1}", "rates[3].children[2].price must not be negative."),
        ("to_age: 2,", "to: 2,", "rates[3].children[2].to is not known; known here: price, to_age."),
        (
            ", min_stay: 3, max_stay: 9",
            "",
            "restrictions[1] says nothing; it needs one of min_stay, max_stay",
        ),
        ("max_stay: 9", "max_stay: 2", "restrictions[1] wants at least 3 nights and at most 2."),
        ("to: 2027-01-02", "to: 2026-01-02", "restrictions[1] is from 2026-12-28 to 2026-01-02"),
        (
            "closed_to_arrival: yes",
            "closed_to_arrival: Monday",
            "restrictions[2].closed_to_arrival must be yes",
        ),
        (
            "room_type: ALTO, from: 2026-12-31",
            "room_type: BAJO, from: 2026-12-31",
            "restrictions: there is no room_type BAJO.",
        ),
        ("percent: 10,", "percent: 0,", "promotions[1] has a percent of 0, which is no discount."),
        ("percent: 10,", "percent: 101,", "promotions[1].percent must be a number from 0 to 100."),
        ("room_types: [MURALLA]", "room_types: [BAJO]", "promotions: there is no room_type BAJO."),
        ("rate_plans: [LIBRE]", "rate_plans: [MOVIL]", "promotions: there is no rate_plan MOVIL."),
        (
            "{name: Reserve antes",
            "{code: MURALLA10, name: Reserve antes",
            "promotions: MURALLA10 is there twice",
        ),
        ("{from: 2026-09-01}", "{since: 2026-09-01}", "promotions[2].bookable.since is not known"),
        (
            "{from: 2026-09-01}",
            "{from: 2026-09-01, to: 2026-08-01}",
            "promotions[2].bookable is from 2026-09-01",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_nothing_is_written(tmp_path, old, new, sentence):
    path = written(tmp_path, (old, new))

    found = refusals(path)

    told = next((row for row in found if sentence in row), "")
    assert told, found
    assert f"line {line_of(path, new)}: " in told or not new
    # A key that is not known may be one that is missing, then; nothing else is told.
    assert len(found) == 1 or (
        len(found) == 2 and any(word in " ".join(found) for word in ("is missing", "must have"))
    )
    assert not Rate.objects.exists()
