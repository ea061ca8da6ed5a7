"""With a model behind real HTTP: it answers, it plays the guest, it judges the tone, and decides nothing."""

import json

import pytest

from agents.evals import runner, tone
from agents.evals.played import MODEL
from tests.evals.played import a_task, failed

WIFI = {
    "code": "wifi",
    "days": {},
    "prices": {},
    "title": "Wi-Fi",
    "guest": {"goal": "Saber si hay wifi", "says": ["Hola, ¿tienen wifi?"]},
    "expect": {"says": ["wi-?fi gratis"]},
}
SPECIALIST = {
    "name": "Bodas",
    "purpose": "Bodas y celebraciones en la casa",
    "instructions": "Pregunte la fecha y cuántos invitados serán.",
    "tools": ["house_facts"],
}


@pytest.fixture
def ours(model):
    """Rules for what the model says, told apart by who asks."""

    def ours(guest=(), tone_text='{"tone": 4}', agent=()):
        rules = [
            {"match": {"system": "You play a guest"}, "steps": [{"text": text} for text in guest]},
            {"match": {"system": "You judge how"}, "steps": [{"text": tone_text}], "repeat": True},
        ]
        rules += [{"match": {"routing": False}, "steps": list(agent)}] if agent else []
        model.model(rules=[rule for rule in rules if rule["steps"]])
        return model

    return ours


def test_the_model_answers_in_the_scratch_hotel(hotel, model):
    result = runner.try_task(hotel, a_task(**WIFI), runner.cast_with(hotel, "", None))
    assert failed(result) == []
    assert result.played.story[1]["engine"] == "llm"
    assert result.played.cost > 0


def test_a_played_guest_taps_talks_and_ends(hotel, ours):
    model = ours(guest=["¿Y aceptan mascotas?", "###DONE###"])
    task = a_task(**WIFI)
    result = runner.try_task(hotel, task, runner.cast_with(hotel, "", None), 1, MODEL)
    said = [each["text"] for each in result.played.story if each["author"] == "guest"]
    assert said == ["Hola, ¿tienen wifi?", "¿Y aceptan mascotas?"]
    played = [each for each in model.model_requests() if "You play a guest" in json.dumps(each)]
    assert len(played) == 2
    assert "Saber si hay wifi" in json.dumps(played[0], ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ('{"tone": 1}', "1"),
        ('{"tone": 9}', ""),
        ('{"tone": true}', ""),
        ("the tone is great", ""),
        ("[[[[", ""),
    ],
)
def test_a_tone_never_decides(hotel, ours, text, mark):
    ours(guest=["###DONE###"], tone_text=text)
    result = runner.try_task(hotel, a_task(**WIFI), runner.cast_with(hotel, "", None), 1, MODEL)
    judged = [check for check in result.checks if check.what == "tone"]
    assert [check.found for check in judged] == ([mark] if mark else [])
    assert result.passed


def test_without_a_played_guest_nobody_judges(hotel, model):
    runner.try_task(hotel, a_task(**WIFI), runner.cast_with(hotel, "", None))
    assert not [each for each in model.model_requests() if "You judge how" in json.dumps(each)]
    assert tone.judge([], "es")[0] == []


def test_a_guest_whose_model_fails_ends_the_task_and_not_the_run(hotel, model):
    model.model(rules=[{"match": {"system": "You play a guest"}, "steps": [{"status": 500}], "repeat": True}])
    result = runner.try_task(hotel, a_task(**WIFI), runner.cast_with(hotel, "", None), 1, MODEL)
    assert failed(result) == ["broken"]
    assert result.played.story[1]["author"] == "agent"


def test_with_a_model_a_specialists_conversation_counts(hotel, model):
    task = a_task(
        **WIFI | {"agent": "wedding", "expect": {"says": ["abracadabra"], "tools": ["house_facts"]}}
    )
    team = runner.cast_with(hotel, "wedding", runner._read("wedding", SPECIALIST))
    assert failed(runner.try_task(hotel, task, team)) == ["says"]


def test_without_a_model_only_its_configuration_counts(hotel):
    task = a_task(
        **WIFI | {"agent": "wedding", "expect": {"says": ["abracadabra"], "tools": ["house_facts"]}}
    )
    team = runner.cast_with(hotel, "wedding", runner._read("wedding", SPECIALIST))
    assert failed(runner.try_task(hotel, task, team)) == []
    alone = runner.cast_with(hotel, "", None)
    assert failed(runner.try_task(hotel, task, alone)) == ["agent"]
