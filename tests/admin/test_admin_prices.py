"""What makes no sense in a line of prices is refused in words, beside its field."""

import pytest

from pms.models import Promotion, Rate, RatePlan, Restriction, Tax
from tests.admin.test_admin import url
from tests.factories import make_hotel, make_house, make_user

pytestmark = pytest.mark.django_db

NIGHTS = {"first_night": "2027-04-10", "last_night": "2027-04-15", "weekdays": "[]", "position": "9"}
ANY = {"closed_to_arrival": "unknown", "closed_to_departure": "unknown", "stop_sell": "unknown"}
DISCOUNT = {
    "name": '{"es": "Oferta"}', "percent": "10", "min_nights": "1", "days_ahead": "0",
    "room_types": "[]", "rate_plans": "[]",
}  # fmt: skip
PLAN = {"code": "NEW", "name": '{"es": "Nueva"}', "includes": "[]", "position": "9"}
PLAN |= {"fee": "full", "change_fee": "forbidden", "deposit": "none"}
PRICE = {"price": "900", "extra_adult": "0", "adults_included": "2", "child_prices": "[]", "currency": "MXN"}
TAX = {"name": "Local", "percent": "0", "amount": "0", "from_age": "0"}


@pytest.fixture
def hotel():
    return make_house(make_hotel())


@pytest.fixture
def save(client, hotel):
    """Fills in the page that adds a row; what is wrong by field, and whether the row is there."""
    client.force_login(make_user(hotel, "manager", is_staff=True))

    def post(model, fields):
        if model is Rate:
            fields |= {"room_type": hotel.room_types.first().pk, "rate_plan": hotel.rate_plans.first().pk}
        before = model.objects.count()
        answer = client.post(url(model, "add"), {"hotel": hotel.pk} | fields)
        found = answer.context["adminform"].form.errors if answer.context else {}
        return {
            name: " ".join(map(str, told)) for name, told in found.items()
        }, model.objects.count() - before

    return post


@pytest.mark.parametrize(
    ("model", "fields", "field"),
    [
        (Restriction, NIGHTS | ANY | {"min_stay": "2", "last_night": "2027-04-09"}, "last_night"),
        (Restriction, NIGHTS | ANY | {"min_stay": "5", "max_stay": "2"}, "max_stay"),
        (Restriction, NIGHTS | ANY | {"max_stay": "0"}, "max_stay"),
        (Restriction, NIGHTS | ANY, "__all__"),
        (Promotion, DISCOUNT | {"percent": "0"}, "percent"),
        (Promotion, DISCOUNT | {"percent": "150"}, "percent"),
        (Promotion, DISCOUNT | {"first_night": "2027-04-02", "last_night": "2027-04-01"}, "last_night"),
        (Promotion, DISCOUNT | {"bookable_from": "2027-04-02", "bookable_to": "2027-04-01"}, "bookable_to"),
        (Promotion, DISCOUNT | {"room_types": '["NOPE"]'}, "room_types"),
        (Promotion, DISCOUNT | {"rate_plans": '["FLEX", "NOPE"]'}, "rate_plans"),
        (Promotion, DISCOUNT | {"code": "early10"}, "code"),
        (RatePlan, PLAN | {"deposit": "half"}, "deposit"),
        (RatePlan, PLAN | {"deposit": "percent:300"}, "deposit"),
        (RatePlan, PLAN | {"change_fee": "percent:"}, "change_fee"),
        (Rate, NIGHTS | PRICE | {"min_stay": "0"}, "min_stay"),
        (Rate, NIGHTS | PRICE | {"min_stay": "1", "price": "-1"}, "price"),
        (Rate, NIGHTS | PRICE | {"min_stay": "1", "last_night": "2027-01-01"}, "last_night"),
        (Tax, TAX, "__all__"),
        (Tax, TAX | {"percent": "-1"}, "percent"),
    ],
)
def test_what_nobody_can_mean_is_refused_in_words(save, hotel, model, fields, field):
    Promotion.objects.create(hotel=hotel, code="EARLY10", name={"es": "Anticipada"}, percent=10)

    wrong, added = save(model, dict(fields))

    assert set(wrong) == {field}
    assert "onstraint" not in wrong[field]
    assert added == 0


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Restriction, NIGHTS | ANY | {"min_stay": "2", "max_stay": "2"}),
        (Restriction, NIGHTS | ANY | {"closed_to_arrival": "false"}),
        (Promotion, DISCOUNT | {"code": "LATE", "room_types": '["DBL"]', "rate_plans": '["FLEX"]'}),
        (Promotion, DISCOUNT),
        (RatePlan, PLAN | {"deposit": "percent:30", "change_fee": "percent:12.5"}),
        (Rate, NIGHTS | PRICE | {"min_stay": "1", "weekend_price": "0"}),
        (Tax, TAX | {"amount": "35"}),
    ],
)
def test_what_makes_sense_is_kept(save, model, fields):
    assert save(model, dict(fields)) == ({}, 1)
