"""What a hotel writes as instructions: useful, and unable to run away or to reach further."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.config import AgentConfig
from agents.prompts import VARIABLES, problems_of
from agents.prompts.templates import LONGEST, WrongTemplate, items_named, render
from agents.registry import starters

VALUES = {
    "hotel": "Miramar",
    "languages": ["es", "en"],
    "facts": {"wifi": "Free everywhere", "pool": "9 to 20"},
    "phase": "in_house",
}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Welcome to {{ hotel }}.", "Welcome to Miramar."),
        ("{{ languages | join(' / ') }}", "es / en"),
        ("{% for each in languages %}-{{ each }}\n{% endfor %}", "-es\n-en"),
        ("{% if phase == 'in_house' %}here{% else %}elsewhere{% endif %}", "here"),
        ("{{ facts.wifi }}; {{ facts['pool'] }}", "Free everywhere; 9 to 20"),
        ("{{ facts.sauna | default('no sauna') }}", "no sauna"),
        ("{% if facts.sauna is defined %}sauna{% endif %}.", "."),
        ("{{ hotel | upper }}", "MIRAMAR"),
    ],
)
def test_names_conditions_and_simple_loops_are_possible(source, text):
    assert render(source, VALUES) == text


@pytest.mark.parametrize(
    "source",
    [
        "{{ range(10**9) }}",
        "{% for n in range(1000000000) %}x{% endfor %}",
        "{{ 'a' * 1000000000 }}",
        "{{ hotel.__class__.__mro__ }}",
        "{{ hotel['__class__'] }}",
        "{{ ''.__class__ }}",
        "{{ hotel.format }}",
        "{{ facts.items }}",
        "{{ facts }}",
        "{{ self }}",
        "{{ cycler }}",
        "{{ settings.SECRET_KEY }}",
        "{{ request }}",
        "{% include 'base.md' %}",
        "{% import 'os' as os %}",
        "{% extends 'base.md' %}",
        "{% set a = 1 %}",
        "{% macro a() %}{% endmacro %}",
        "{% for a in languages %}{% for b in languages %}x{% endfor %}{% endfor %}",
        "{% for a in languages recursive %}{{ loop(languages) }}{% endfor %}",
        "{{ languages | join('a') | join('b') }}",
        "{{ languages | map('upper') }}",
        "{{ hotel | attr('__class__') }}",
        "{{ facts.sauna }}",
        "{{ no_such_thing }}",
        "{% if phase %}" * 900,
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ " + "not " * 3000 + "1 }}",
        "{{ unclosed",
        "{% for each in languages %}" + "x" * LONGEST + "{% endfor %}",
    ],
)
def test_whatever_else_is_refused_at_once_with_a_sentence(source):
    began = time.monotonic()
    with pytest.raises(WrongTemplate) as refused:
        render(source, VALUES)

    assert time.monotonic() - began < 30
    assert 5 < len(str(refused.value)) < 400


@given(st.text(alphabet="{}%|.()[]'\"* \nabcforinlanguges_hotelif=", max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_rendered_or_refused(source):
    try:
        text = render(source, VALUES)
    except WrongTemplate:
        return
    assert len(text) <= LONGEST


def test_named_facts_are_known_before_anything_is_looked_up():
    source = "{{ facts.wifi }} {% if facts['pool'] is defined %}{{ facts.pool }}{% endif %} {{ other.sauna }}"

    assert set(items_named(source, "facts")) == {"wifi", "pool"}


def test_our_own_specialists_have_no_problems():
    assert {code: problems_of(config) for code, config in starters().items()} == {
        code: [] for code in starters()
    }


def test_an_unknown_name_is_told_with_those_there_are():
    config = AgentConfig(
        name="Weddings", purpose="Weddings in the garden.", instructions="Say {{ guest_name }}!"
    )
    (problem,) = problems_of(config)

    assert "guest_name" in problem
    assert all(name in problem for name in VARIABLES)
