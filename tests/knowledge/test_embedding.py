"""Vectors from an endpoint over real HTTP, and what happens when it is down or answers nonsense."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.knowledge import embedding
from agents.knowledge.embedding import EmbeddingError, of_question, of_texts, read
from hotels.outside import FAILURES_TO_OPEN, redis_client

pytestmark = pytest.mark.django_db(transaction=True)


def near(left, right):
    return sum(a * b for a, b in zip(left.values, right.values, strict=True))


def test_texts_become_vectors_in_their_order_whatever_order_and_form_the_server_has(endpoint):
    plain = of_texts(["alberca", "desayuno", "wifi"])
    endpoint.model(embeddings={"shuffled": True, "base64": True})
    other = of_texts(["alberca", "desayuno", "wifi"])

    assert [each.model for each in plain] == ["embedder-of-the-tests@512"] * 3
    assert all(near(a, b) == pytest.approx(1, abs=1e-3) for a, b in zip(plain, other, strict=True))
    assert near(plain[0], plain[1]) < 0.5


def test_a_server_that_has_its_own_size_is_taken_as_it_is(endpoint, settings):
    endpoint.model(embeddings={"dimensions": 384})
    assert of_texts(["alberca"])[0].model == "embedder-of-the-tests@384"

    settings.EMBEDDING_DIMENSIONS = 0
    endpoint.model(embeddings={})
    assert of_texts(["alberca"])[0].model == "embedder-of-the-tests@1536"


def test_a_question_is_asked_once_and_its_words_are_not_kept(endpoint):
    first = of_question("¿Está abierta la alberca?")
    again = of_question("¿Está abierta la alberca? ")

    assert endpoint.get("/control/state")["model"]["embedded"] == 1
    assert first
    assert again
    assert near(first, again) == pytest.approx(1, abs=1e-3)
    kept = [*redis_client().keys("embedding:*")]
    assert len(kept) == 1
    assert "alberca" not in kept[0] + redis_client().get(kept[0])


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 429}, {"status": 401}, {"broken": True}])
def test_without_an_answer_there_is_no_vector_and_no_error_for_the_guest(endpoint, fault):
    endpoint.model(embeddings=fault)

    assert of_question("alberca") is None
    with pytest.raises(EmbeddingError):
        of_texts(["alberca"])


def test_a_slow_endpoint_does_not_keep_a_guest_waiting(endpoint, monkeypatch):
    monkeypatch.setattr(embedding, "QUESTION_SECONDS", 0.3)
    endpoint.model(embeddings={"delay": 5})

    assert of_question("alberca") is None


def test_an_endpoint_that_is_down_is_not_asked_again_and_again(endpoint):
    endpoint.model(embeddings={"status": 500})
    for _ in range(FAILURES_TO_OPEN + 3):
        assert of_question("alberca") is None

    assert endpoint.get("/control/state")["model"]["embedded"] == FAILURES_TO_OPEN


def test_nobody_is_asked_without_a_model(endpoint, settings):
    settings.EMBEDDING_MODEL = ""

    assert of_question("alberca") is None
    with pytest.raises(EmbeddingError, match="off"):
        of_texts(["alberca"])
    assert endpoint.get("/control/state")["model"]["embedded"] == 0


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


@given(st.binary(max_size=300))
def test_no_answer_breaks_the_reader(body):
    with pytest.raises(EmbeddingError):
        read(body, 1)


@given(st.lists(st.floats(-1e30, 1e30, allow_subnormal=False), min_size=1, max_size=20))
def test_every_direction_comes_back_as_one(values):
    if not 1e-30 < math.sqrt(sum(value * value for value in values)) < 1e60:
        return
    (found,) = read(json.dumps({"data": [{"index": 0, "embedding": values}]}).encode(), 1)
    assert math.sqrt(sum(value * value for value in found)) == pytest.approx(1)
