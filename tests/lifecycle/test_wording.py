"""What changed between versions, in sentences."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.config import AgentConfig, PersonaConfig, digest_of
from agents.wording import differences, words_changed
from tests.lifecycle.conftest import CONFIG

OLD = AgentConfig(**CONFIG).model_dump(mode="json")


def said(**fields) -> list[str]:
    return differences("specialist", OLD, OLD | fields)


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        ({"name": "Bodas"}, ["It is now called “Bodas” instead of “Weddings”."]),
        ({"tools": ["house_facts", "hand_over", "find_offers"]}, ["The tool “find offers” was added."]),
        ({"tools": ["hand_over"]}, ["The tool “house facts” was removed."]),
        ({"tools": ["hand_over", "house_facts"]}, ["The tools are in another order."]),
        ({"model": "big"}, ["The model was changed from the installation's own to big."]),
        (
            {"limits": OLD["limits"] | {"reply_characters": 800}},
            ["Answers may be 800 characters long instead of 1,500."],
        ),
        (
            {"instructions": OLD["instructions"].replace("a way to reach them", "their phone")},
            ["Instructions: “a way to reach them,” became “their phone,”."],
        ),
        (
            {"instructions": OLD["instructions"] + " Never promise a day."},
            ["Instructions: “Never promise a day.” was added."],
        ),
        (
            {"instructions": OLD["instructions"].replace(" ", "\n")},
            ["Instructions: the lines are broken in another way."],
        ),
        (
            {"phases": ["in_house"]},
            ["It is there for guests: staying in the house, instead of: in every phase."],
        ),
        ({"pass_share": 0.5}, ["50 % of the gym's tasks have to pass instead of 90 %."]),
        (
            {"suite": "wedding"},
            ["Publishing now asks for the tasks “wedding” of the gym instead of “none”."],
        ),
        ({"examples": [{"guest": "Hola", "reply": "Hola"}]}, ["The example “Hola” was added."]),
        ({"documents": ["menu.pdf"]}, ["It now needs the document “menu.pdf”."]),
        (
            {"remote": {"server": "tours", "tool": "ask"}},
            ["It now lives elsewhere: the tool ask of the server tours answers."],
        ),
    ],
)
def test_each_change_is_one_plain_sentence(fields, sentences):
    assert said(**fields) == sentences


def test_examples_are_told_by_what_the_guest_says():
    one = {"guest": "Hola", "reply": "Buenas"}
    before = OLD | {"examples": [one]}

    changed = differences("specialist", before, OLD | {"examples": [one | {"reply": "Hey"}]})
    assert changed == ["The answer in the example “Hola” was changed."]
    assert differences("specialist", before, OLD) == ["The example “Hola” was removed."]


def test_a_persona_has_words_of_its_own():
    old = PersonaConfig(voice="Warm and calm.").model_dump(mode="json")

    assert differences("persona", old, old | {"formality": "informal", "voice": "Warm and quick."}) == [
        "Voice: “calm.” became “quick.”.",
        "Guests are now addressed in the informal way instead of the formal one.",
    ]


def test_the_first_version_and_an_equal_one_have_nothing_to_compare():
    assert differences("specialist", None, OLD) == ["This is the first version."]
    assert differences("specialist", OLD, copy.deepcopy(OLD)) == []


def test_a_rewritten_text_is_told_in_a_few_short_quotes():
    long = " ".join(f"word{n} same{n // 2}" for n in range(400))
    found = said(instructions=long)

    assert len(found) <= 7
    assert all(len(sentence) < 260 for sentence in found)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
CONFIGS = st.dictionaries(st.sampled_from([*AgentConfig.model_fields, "color"]), JSON, max_size=6)


@given(CONFIGS, CONFIGS)
def test_whatever_drafts_hold_equal_ones_have_no_sentence_and_others_plain_ones(old, new):
    for kind in ("specialist", "persona"):
        found = differences(kind, old, new)

        assert all(isinstance(sentence, str) and sentence for sentence in found)
        if digest_of(old) == digest_of(new):
            assert found == []


@given(
    st.lists(st.sampled_from(["a", "b", "c"]), max_size=12),
    st.lists(st.sampled_from(["a", "b", "c"]), max_size=12),
)
def test_what_was_taken_out_and_put_in_is_what_differs(old, new):
    changes = words_changed(" ".join(old), " ".join(new))
    gone = sum(len(out.split()) for out, _ in changes)
    come = sum(len(into.split()) for _, into in changes)

    assert len(old) - gone == len(new) - come
    assert (changes == []) == (old == new)
