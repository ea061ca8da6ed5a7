"""Vectors from an endpoint over real HTTP, and what happens when it is down or answers nonsense."""

import json
import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents import spending
from agents.knowledge import embedding
from agents.knowledge.embedding import EmbeddingError, of_question, of_texts, read
from agents.models import ModelSetting
from hotels.outside import FAILURES_TO_OPEN, redis_client
from tests.factories import make_hotel

pytestmark = pytest.mark.django_db(transaction=True)


def near(left, right):
    return sum(a * b for a, b in zip(left.values, right.values, strict=True))


def test_texts_become_vectors_in_their_order_whatever_order_and_form_the_server_has(hotel, endpoint):
    plain = of_texts(hotel, ["alberca", "desayuno", "wifi"])
    endpoint.model(embeddings={"shuffled": True, "base64": True})
    other = of_texts(hotel, ["alberca", "desayuno", "wifi"])

    assert [each.model for each in plain] == ["embedder-of-the-tests@512"] * 3
    assert all(near(a, b) == pytest.approx(1, abs=1e-3) for a, b in zip(plain, other, strict=True))
    assert near(plain[0], plain[1]) < 0.5


def test_a_server_that_has_its_own_size_is_taken_as_it_is(hotel, endpoint, settings):
    endpoint.model(embeddings={"dimensions": 384})
    assert of_texts(hotel, ["alberca"])[0].model == "embedder-of-the-tests@384"

    settings.EMBEDDING_DIMENSIONS = 0
    endpoint.model(embeddings={})
    assert of_texts(hotel, ["alberca"])[0].model == "embedder-of-the-tests@1536"


def test_a_question_is_asked_once_and_its_words_are_not_kept(hotel, endpoint):
    first = of_question(hotel, "¿Está abierta la alberca?")
    again = of_question(hotel, "¿Está abierta la alberca? ")

    assert endpoint.get("/control/state")["model"]["embedded"] == 1
    assert first
    assert again
    assert near(first, again) == pytest.approx(1, abs=1e-3)
    kept = [*redis_client().keys("embedding:*")]
    assert len(kept) == 1
    assert "alberca" not in kept[0] + redis_client().get(kept[0])


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 429}, {"status": 401}, {"broken": True}])
def test_without_an_answer_there_is_no_vector_and_no_error_for_the_guest(hotel, endpoint, fault):
    endpoint.model(embeddings=fault)

    assert of_question(hotel, "alberca") is None
    with pytest.raises(EmbeddingError):
        of_texts(hotel, ["alberca"])


def test_a_slow_endpoint_does_not_keep_a_guest_waiting(hotel, endpoint, monkeypatch):
    monkeypatch.setattr(embedding, "QUESTION_SECONDS", 0.3)
    endpoint.model(embeddings={"delay": 5})

    assert of_question(hotel, "alberca") is None


def test_an_endpoint_that_is_down_is_not_asked_again_and_again(hotel, endpoint):
    endpoint.model(embeddings={"status": 500})
    for _ in range(FAILURES_TO_OPEN + 3):
        assert of_question(hotel, "alberca") is None

    assert endpoint.get("/control/state")["model"]["embedded"] == FAILURES_TO_OPEN


def test_nobody_is_asked_without_a_model(hotel, endpoint, settings):
    settings.EMBEDDING_MODEL = ""

    assert of_question(hotel, "alberca") is None
    with pytest.raises(EmbeddingError, match="off"):
        of_texts(hotel, ["alberca"])
    assert endpoint.get("/control/state")["model"]["embedded"] == 0


def spent(hotel):
    return Decimal(redis_client().get(f"spend:{hotel.today()}:hotel:{hotel.pk}:cost") or 0) / spending.MICRO


def test_what_vectors_cost_is_the_hotels_money(hotel, endpoint):
    ModelSetting.objects.create(model="embedder", input_price=Decimal(1000), output_price=0, is_active=False)
    spending.known_prices.cache_clear()

    of_texts(hotel, ["alberca climatizada " * 30] * 10)
    first = spent(hotel)
    of_question(hotel, "¿alberca?")
    of_question(hotel, "¿alberca?")  # remembered

    assert Decimal("0.5") < first < Decimal(4)  # some 100 to 200 tokens each, at 1,000 dollars a million
    assert first < spent(hotel) < first + Decimal("0.1")
    assert spending.over_budget(hotel, 0) == ""  # no conversation has had a call


def test_a_hotel_whose_money_is_used_up_asks_for_no_vectors_and_others_do(hotel, endpoint):
    other = make_hotel("otra")
    spending.spend(hotel, None, hotel.tier.model_cost_per_day)

    assert of_question(hotel, "alberca") is None
    with pytest.raises(EmbeddingError, match="over_budget"):
        of_texts(hotel, ["alberca"])
    assert endpoint.get("/control/state")["model"]["embedded"] == 0
    assert of_question(other, "alberca")


def test_a_model_without_a_price_costs_what_the_dearest_for_embeddings_does(db):
    ModelSetting.objects.all().delete()
    ModelSetting.objects.create(model="small", input_price=Decimal("0.02"), output_price=0, is_active=False)
    spending.known_prices.cache_clear()

    assert spending.embedding_cost("somebodys-own", 1_000_000) == Decimal("0.13")
    assert spending.embedding_cost("small-2026-04-14", 1_000_000) == Decimal("0.02")
    assert spending.embedding_cost("small-2026-04-14", 9) == Decimal("0.000001")  # the least


GOOD = {"data": [{"index": 0, "embedding": [0.0, 1.0]}, {"index": 1, "embedding": [1.0, 0.0]}]}


@pytest.mark.parametrize(
    "data",
    [
        [],
        [{"index": 0, "embedding": [1.0]}],
        [{"index": 0, "embedding": [1.0]}, {"index": 0, "embedding": [1.0]}],
        [{"index": 0, "embedding": [1.0]}, {"index": 5, "embedding": [1.0]}],
        [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [1.0, 2.0]}],
        [{"index": 0, "embedding": []}, {"index": 1, "embedding": []}],
        [{"index": 0, "embedding": [0.0]}, {"index": 1, "embedding": [1.0]}],
        [{"index": 0, "embedding": [1e400]}, {"index": 1, "embedding": [1.0]}],
        [{"index": 0, "embedding": "%%%"}, {"index": 1, "embedding": [1.0]}],
        [{"index": 0, "embedding": ["a"]}, {"index": 1, "embedding": [1.0]}],
        [None, None],
        {"0": 1},
    ],
)
def test_what_is_no_set_of_vectors_is_refused(data):
    with pytest.raises(EmbeddingError):
        read(json.dumps({"data": data}).encode(), 2)


def test_vectors_have_length_one():
    assert read(json.dumps(GOOD).encode(), 2) == [[0.0, 1.0], [1.0, 0.0]]


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_answer_breaks_the_reader(body):
    with pytest.raises(EmbeddingError):
        read(body, 1)


@settings(deadline=None)
@given(st.lists(st.floats(-1e30, 1e30, allow_subnormal=False), min_size=1, max_size=20))
def test_every_direction_comes_back_as_one(values):
    if not 1e-30 < math.sqrt(sum(value * value for value in values)) < 1e60:
        return
    (found,) = read(json.dumps({"data": [{"index": 0, "embedding": values}]}).encode(), 1)
    assert math.sqrt(sum(value * value for value in found)) == pytest.approx(1)
