"""The receptionist out of the box, without a model, in the gym."""

import pytest

from agents.evals import runner, tasks
from tests.evals.played import failed


def test_the_offline_engine_passes_every_task_of_the_smoke_suite(hotel, team):
    results = [runner.try_task(hotel, task, team) for task in tasks.suite_of(hotel, "smoke")]
    assert len(results) == 24
    assert {result.task.code: failed(result) for result in results if not result.passed} == {}


@pytest.mark.parametrize("code", ["anger-threat-review-es", "anger-twice-es"])
def test_who_rages_or_threatens_gets_a_person(hotel, team, code):
    assert failed(runner.try_task(hotel, tasks.all_tasks()[code], team)) == []
