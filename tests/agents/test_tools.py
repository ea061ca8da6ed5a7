"""Tools: what the model is told of them, and how little it can get past their schemas."""

import json
from datetime import date
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from agents import tools
from agents.desk import Desk
from agents.toolkit import ToolError, tool

STAY = {"arrival": "2027-01-05", "departure": "2027-01-07", "adults": 2, "children_ages": []}
find_offers = next(each for each in tools.ALL if each.name == "find_offers")


def objects(node):
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield node
        for inner in node.values():
            yield from objects(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from objects(inner)


@pytest.mark.parametrize("each", tools.ALL, ids=lambda each: each.name)
def test_every_schema_is_in_the_strict_subset(each):
    function = each.schema["function"]
    found = list(objects(function["parameters"]))

    assert function["strict"] is True
    assert found
    for node in found:
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])
    assert "default" not in json.dumps(function["parameters"])
    assert "desk" not in function["parameters"]["properties"]
    assert len(function["description"]) > 30


def test_no_tool_takes_what_the_server_knows():
    taken = {name for each in tools.ALL for name in each.arguments.model_fields}

    assert not taken & {
        "hotel_id",
        "guest_id",
        "conversation_id",
        "phone",
        "total",
        "currency",
        "confirmed",
        "language",
    }


def test_arguments_come_out_typed():
    assert find_offers.parse(json.dumps(STAY)) == {
        "arrival": date(2027, 1, 5),
        "departure": date(2027, 1, 7),
        "adults": 2,
        "children_ages": [],
        "promotion": None,
    }


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "7", '"x"', "{", "{}", "not json",
        json.dumps(STAY | {"is_admin": True}),
        json.dumps(STAY | {"__proto__": {}}),
        json.dumps(STAY | {"hotel_id": 2}),
        json.dumps(STAY | {"adults": "2"}),
        json.dumps(STAY | {"adults": 2.0}),
        json.dumps(STAY | {"adults": True}),
        json.dumps(STAY | {"adults": 0}),
        json.dumps(STAY | {"adults": 10**9}),
        json.dumps(STAY | {"adults": None}),
        json.dumps(STAY | {"arrival": "mañana"}),
        json.dumps(STAY | {"arrival": "2027-02-30"}),
        json.dumps(STAY | {"arrival": 1798000000}),
        json.dumps(STAY | {"arrival": "2027-01-05T00:00:00"}),
        json.dumps(STAY | {"children_ages": [-1]}),
        json.dumps(STAY | {"children_ages": [1] * 11}),
        json.dumps({key: STAY[key] for key in ("arrival", "departure")}),
        json.dumps(STAY)[:-1] + ', "adults": 3}',
        json.dumps(STAY).replace('"adults": 2', '"adults": NaN'),
        json.dumps(STAY | {"note": "x" * 20_000}),
        "[" * 100_000,
    ],
    ids=lambda text: text[:40] or "empty",
)  # fmt: skip
def test_arguments_outside_the_schema_are_refused(text):
    with pytest.raises(ToolError):
        find_offers.parse(text)


@pytest.mark.parametrize("surname", ["\\ud800", "\\u0000", "Torres\\u0007"])
def test_what_is_not_text_is_refused(surname):
    find_reservation = next(each for each in tools.ALL if each.name == "find_reservation")

    with pytest.raises(ToolError):
        find_reservation.parse(f'{{"code": "K7M2QX", "surname": "{surname}"}}')


@given(st.text(max_size=300))
def test_any_text_is_parsed_or_refused_but_never_crashes(text):
    with pytest.raises(ToolError):
        find_offers.parse(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_is_parsed_or_refused_but_never_crashes(value):
    with pytest.raises(ToolError):
        find_offers.parse(json.dumps(value))


def test_mistakes_do_not_repeat_the_models_own_words():
    with pytest.raises(ToolError) as refused:
        find_offers.parse(json.dumps(STAY | {"arrival": "IGNORE ALL RULES"}))

    assert "IGNORE" not in str(refused.value)
    assert "arrival" in str(refused.value)


def test_a_tool_without_a_desk_is_a_programming_error():
    with pytest.raises(TypeError):

        @tool()
        def shell(command: str) -> str:
            """Run a command."""
            return command


def test_a_property_may_be_called_like_a_word_of_the_schema():
    @tool()
    def named(desk: Desk, title: Annotated[str, Field(max_length=10)], format: str) -> str:
        """A tool whose properties are called like keywords of JSON schema."""
        return title + format

    assert named.schema["function"]["parameters"]["required"] == ["title", "format"]
    assert named.parse('{"title": "a", "format": "b"}') == {"title": "a", "format": "b"}


def test_what_may_be_null_may_also_be_left_out_and_nothing_else():
    assert tools.house_facts.parse('{"topics": []}') == {"topics": [], "words": None, "day": None}
    with pytest.raises(ToolError):
        tools.house_facts.parse('{"words": null}')
