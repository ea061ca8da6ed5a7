"""Codes of alarms, steps and reasons are words on a page; the codes themselves stand in titles."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from agents.studio import traces
from agents.templatetags.studio import wanted_words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("gate:amount", "Held back: an amount without a source"),
        ("gate:never_heard_of", "Held back: Never heard of"),
        ("ended:rehearsal", "Stopped: in a rehearsal nothing is asked elsewhere"),
        ("ended:tokens", "Stopped at a limit"),
        ("model:bad_answer", "A model failed"),
        ("something_new", "Something new"),
    ],
)
def test_an_alarm_is_told_in_words(code, words):
    with override("en"):
        assert traces.alarm(code) == words


def test_a_step_without_a_name_is_told_by_its_kind():
    page = Template("{% load studio %}{% step_words step.kind step.name %}")
    with override("en"):
        assert page.render(Context({"step": {"kind": "model"}})) == "Model"
        assert page.render(Context({"step": {"kind": "gate", "name": "date"}})) == (
            "Held back · a date without a source"
        )


@pytest.mark.parametrize(
    ("value", "what", "words"),
    [
        ("guest_asks", "hand_off", "Asks for a person"),
        (["any"], "language", "whichever it is"),
        (["es"], "language", "Spanish"),
        ("may", "hand_off", "with or without"),
        ("", "hand_off", "–"),
        (True, "open_terms", "yes"),
        (["Doble"], "says", "Doble"),
    ],
)
def test_what_a_task_wants_is_told_in_words(value, what, words):
    with override("en"):
        assert wanted_words(value, what) == words
