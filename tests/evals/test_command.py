import json

import pytest
from django.core.management import CommandError, call_command

from agents.evals import tasks
from agents.models import EvalRun
from tests.evals.played import a_task


@pytest.fixture
def _short(monkeypatch):
    played = [a_task(), a_task(code="hopeless", expect={"says": ["abracadabra"]})]
    monkeypatch.setattr(tasks, "all_tasks", lambda: {task.code: task for task in played})


@pytest.mark.usefixtures("_short")
def test_the_command_shows_a_table_and_writes_a_report(hotel, tmp_path, capsys):
    out = tmp_path / "report.json"
    call_command("gym", hotel=hotel.slug, trials=2, out=out)

    shown = capsys.readouterr()
    assert "pass^2" in shown.out
    assert "all                    2       1    0.500    0.500" in shown.out
    assert "failed: hopeless" in shown.out
    assert "4/4" in shown.err
    report = json.loads(out.read_text())
    assert len(report["results"]) == 4
    assert report["results"][0]["story"][0]["author"] == "guest"

    call_command("gym", hotel=hotel.slug)
    assert EvalRun.objects.count() == 2


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"hotel": "nobody"}, "There is no active hotel nobody."),
        ({"suite": "no-such"}, "There is no suite no-such. (no_such_suite)"),
        ({"guest": "model"}, "none is configured. (no_model)"),
    ],
)
@pytest.mark.usefixtures("_short")
def test_the_command_says_what_is_wrong(hotel, options, says):
    with pytest.raises(CommandError) as failure:
        call_command("gym", **{"hotel": hotel.slug} | options)
    assert str(failure.value).endswith(says)
