"""The receptionist out of the box, without a model, in the gym."""

from agents.evals import runner, tasks
from tests.evals.played import failed


def test_the_offline_engine_passes_every_task_of_the_smoke_suite(hotel, team):
    results = [runner.try_task(hotel, task, team) for task in tasks.suite_of(hotel, "smoke")]
    assert len(results) == 24
    assert {result.task.code: failed(result) for result in results if not result.passed} == {}
