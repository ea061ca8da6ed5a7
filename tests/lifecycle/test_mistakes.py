"""What is wrong with a configuration is told in words of ours, by the field's name, whatever is wrong."""

import re
from typing import get_args

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import ErrorType

from agents import mistakes, prompts
from agents.config import AgentConfig, Example, Limits, PersonaConfig, Remote, WrongConfig, read_config

GOOD = {"name": "Bodas", "purpose": "Bodas en la playa", "instructions": "Pregunte la fecha y avise."}


def mistakes_in(data):
    try:
        read_config("specialist", data)
    except WrongConfig as wrong:
        return wrong.mistakes
    return []


def told(kind="specialist", **fields):
    with pytest.raises(WrongConfig) as wrong:
        read_config(kind, GOOD | fields if kind == "specialist" else fields)
    return [(each.field, each.code, str(each)) for each in wrong.value.mistakes]


@pytest.mark.parametrize(
    ("fields", "field", "code", "says"),
    [
        ({"name": ""}, "name", "missing", "Name: this is missing."),
        ({"purpose": "x"}, "purpose", "too_short", "Purpose: too short; 10 characters at least."),
        ({"name": "x" * 81}, "name", "too_long", "Name: too long; 80 characters at most."),
        ({"tools": ["x"] * 31}, "tools", "too_long", "Tools: too many; 30 at most."),
        ({"tools": "quote"}, "tools", "wrong_kind", "Tools: this has to be a list."),
        ({"tools": [7]}, "tools", "wrong_kind", "Tools 1: this has to be a text."),
        ({"colour": "red"}, "colour", "unknown", "colour: there is no such field."),
        ({"phases": ["x"]}, "phases", "not_allowed", None),
        ({"temperature": 2}, "temperature", "out_of_range", "Freedom of wording: too much; 1 at most."),
        ({"temperature": "hot"}, "temperature", "wrong_kind", None),
        ({"limits": {"seconds": 0}}, "seconds", "out_of_range",
         "Seconds per answer: too little; 5 at least."),
        ({"limits": {"seconds": 6.5}}, "seconds", "wrong_kind",
         "Seconds per answer: this has to be a whole number."),
        ({"limits": 7}, "limits", "wrong_kind", "Limits: this has to be an object with fields."),
        ({"examples": [{"guest": "x"}]}, "examples", "missing", "Examples 1, the answer: this is missing."),
        ({"remote": {"server": "A B", "tool": "x"}}, "remote", "form", None),
    ],
)  # fmt: skip
def test_each_kind_of_mistake_has_a_sentence_with_the_fields_name(fields, field, code, says):
    ((its_field, its_code, its_words),) = told(**fields)
    assert (its_field, its_code) == (field, code)
    assert says in (None, its_words)


def test_what_is_no_configuration_at_all_is_told_too():
    for data in (7, None, [], "x", {"name": float("nan")}, {1: object()}):
        with pytest.raises(WrongConfig) as wrong:
            read_config("specialist", data)
        assert wrong.value.problems


def test_every_field_has_a_name_for_people():
    shapes = (AgentConfig, PersonaConfig, Limits, Example, Remote)
    assert {name for shape in shapes for name in shape.model_fields} == set(mistakes.LABELS)


words = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PYDANTIC = re.compile(r"Input should|Field required|String should|Extra inputs|Value error|valid dictionary")


@given(st.dictionaries(st.sampled_from([*AgentConfig.model_fields, "x"]), words, max_size=6))
def test_no_word_of_the_library_reaches_people(data):
    found = mistakes_in(data)
    assert not PYDANTIC.search(" ".join(map(str, found)))
    assert all(each.says.endswith(".") for each in found)


@pytest.mark.parametrize("kind", get_args(ErrorType))
def test_an_error_nobody_thought_of_has_a_sentence_as_well(kind):
    about = {"min_length": 1, "max_length": 1, "ge": 0, "le": 1, "expected": "'a' or 'b'"}
    made = mistakes.mistake_of({"type": kind, "loc": ("limits", 0, "x"), "ctx": about, "input": 1})
    assert made.says.endswith(".")


def test_templates_are_told_of_in_the_language_of_now_although_they_are_kept():
    config = AgentConfig(**GOOD | {"instructions": "Hola {{ nadie }} {{ nadie }}"})
    with override("en"):
        english = prompts.problems_of(config)
    assert english[0].startswith("Unknown: nadie; there are ")
    with override("pt"):  # a language without a catalogue tells the same
        assert prompts.problems_of(config) == english
