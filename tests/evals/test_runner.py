"""A run leaves nothing behind but its figures, touches no hotel, and can be followed and stopped."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.utils import timezone

from agents import jobs, receptionist, spending
from agents.config import AgentConfig, PersonaConfig
from agents.evals import building, figures, runner, stage, tasks
from agents.jobs import Cancelled, JobFailed
from agents.models import Agent, AgentVersion, EvalResult, EvalRun, GoldenTask, Job, ModelSetting
from agents.registry import starters
from hotels.models import Hotel
from pms.models import Reservation
from tests.evals.played import a_task, failed, with_stay
from tests.factories import make_hotel, make_house, make_reservation

# What a run may write for the hotel that runs it.
ITS_OWN = {"Job", "EvalRun", "EvalResult"}


def everything(*without):
    """Every row of every table."""
    return {
        model.__name__: sorted(map(repr, model._default_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model.__name__ not in without
    }


@pytest.fixture
def suite(monkeypatch):
    """Let a suite be these tasks."""

    def suite(*played):
        monkeypatch.setattr(tasks, "all_tasks", lambda: {task.code: task for task in played})

    return suite


def rings(monkeypatch):
    heard = []
    monkeypatch.setattr("hotels.events.publish", lambda hotel_id, events: heard.append((hotel_id, *events)))
    return heard


def test_a_task_is_passed_and_its_hotel_is_gone(hotel, team):
    result = runner.try_task(hotel, a_task(), team)
    assert failed(result) == []
    assert result.passed
    assert [each["author"] for each in result.played.story].count("guest") == 3
    assert not Hotel.objects.exclude(pk=hotel.pk).exists()


def test_nothing_of_any_hotel_changes(transactional_db, hotel, job, suite, monkeypatch):
    other = make_house(make_hotel())
    make_reservation(other, "OTHER1")
    make_reservation(hotel, "MINE22")
    heard = rings(monkeypatch)
    before = everything(*ITS_OWN)

    suite(
        a_task(),
        with_stay({"reservations": [{"of": "mine", "status": "cancelled", "total": "0"}]}, code="b-b"),
    )
    runner.evaluate(job, hotel, "", None, "core")

    assert everything(*ITS_OWN) == before
    assert {hotel_id for hotel_id, *_ in heard} == {hotel.pk}
    assert {event["event"]["type"] for _, event in heard} <= {"task_status_update"}


def test_a_crash_leaves_no_hotel_and_fails_the_task_alone(hotel, team, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("boom")

    monkeypatch.setattr(receptionist, "answer", broken)
    result = runner.try_task(hotel, a_task(), team)
    assert "broken" in failed(result)
    assert Hotel.objects.count() == 1


def test_a_hotel_left_by_a_dead_worker_is_swept_and_no_other(hotel, job):
    dead = jobs.claim(jobs.open_job(hotel, Job.Kind.VALIDATE, "x", "x").pk)
    left, lives = (stage.set_up(hotel, with_stay(), each.pk).hotel for each in (dead, job))
    nobodys = stage.set_up(hotel, a_task()).hotel
    lookalike = make_hotel("gym-hotel", is_active=False)
    active = make_hotel(f"gym-{'a' * 32}")
    Hotel.objects.exclude(pk=nobodys.pk).update(created_at=timezone.now() - building.LEFT_OVER * 2)
    assert building.sweep() == 0

    Job.objects.filter(pk=dead.pk).update(beat_at=timezone.now() - jobs.GYM_LOST_AFTER)
    assert building.sweep() == 1

    kept = {hotel.pk, lives.pk, nobodys.pk, lookalike.pk, active.pk}
    assert set(Hotel.objects.values_list("pk", flat=True)) == kept
    assert not Reservation.objects.filter(hotel_id=left.pk).exists()
    Hotel.objects.filter(pk=nobodys.pk).update(created_at=timezone.now() - building.LEFT_OVER * 2)
    jobs.finish(job)
    assert building.sweep() == 2


def test_a_run_says_after_every_turn_that_it_lives(hotel, job, suite, monkeypatch):
    beats = []
    monkeypatch.setattr(jobs, "alive", lambda job: beats.append(job.pk))
    suite(a_task())
    runner.evaluate(job, hotel, "", None, "core")
    assert beats
    assert set(beats) == {job.pk}
    assert len(beats) >= EvalResult.objects.get().turns


def test_a_cancelled_run_ends_within_a_turn_and_keeps_no_half_trial(hotel, job, suite, monkeypatch):
    answer = receptionist.answer

    def cancelled_meanwhile(*args, **kwargs):
        jobs.cancel(job)
        return answer(*args, **kwargs)

    monkeypatch.setattr(receptionist, "answer", cancelled_meanwhile)
    suite(a_task())
    with pytest.raises(Cancelled):
        runner.evaluate(job, hotel, "", None, "core")
    assert not EvalResult.objects.exists()
    assert Hotel.objects.count() == 1


def test_a_trial_whose_hotel_was_swept_with_its_run_fails_nobody(hotel, job, suite, monkeypatch):
    def swept_meanwhile(briefing, **kwargs):
        jobs.fail(job, jobs.LOST, "x")
        building.sweep()
        raise Hotel.DoesNotExist

    monkeypatch.setattr(receptionist, "answer", swept_meanwhile)
    suite(a_task())
    with pytest.raises(Cancelled):
        runner.evaluate(job, hotel, "", None, "core")
    assert not EvalResult.objects.exists()


@pytest.mark.parametrize("fields", [{"slug": "miramar"}, {"slug": f"gym-{'a' * 32}", "is_active": True}])
def test_only_scratch_hotels_can_be_erased(db, fields):
    hotel = make_hotel(**{"is_active": False} | fields)
    with pytest.raises(ValueError, match="no scratch hotel"):
        building.erase(hotel)
    assert Hotel.objects.filter(pk=hotel.pk).exists()


def test_a_run_keeps_its_story_and_its_figures(hotel, job, suite):
    hopeless = a_task(code="hopeless", title="Nobody says this", expect={"says": ["abracadabra"]})
    suite(a_task(), hopeless)
    run = runner.evaluate(job, hotel, "", None, "core", trials=2)

    assert (run.tasks, run.passed, run.trials, run.engine) == (2, 1, 2, "offline")
    assert run.figures["pass"] == {"1": 0.5, "2": 0.5}
    assert run.figures["by_check"]["says"] == 2
    rows = run.results.filter(task="hopeless")
    assert [row.trial for row in rows] == [1, 2]
    (missing,) = [check for check in rows[0].checks if check["what"] == "says"]
    assert missing["wanted"] == "abracadabra"
    assert rows[0].story[0]["author"] == "guest"
    assert {row.hotel_id for row in EvalResult.objects.all()} == {hotel.pk}
    job.refresh_from_db()
    assert (job.done, job.total) == (4, 4)


def test_progress_is_told_while_it_runs_and_a_cancelled_run_stops(
    transactional_db, hotel, job, suite, monkeypatch
):
    heard = rings(monkeypatch)
    suite(*(a_task(code=f"task-{n}") for n in range(3)))
    told = jobs.report

    def report(job, done, total, says=""):
        told(job, done, total, says)
        if done == 1:
            jobs.cancel(job)

    monkeypatch.setattr(jobs, "report", report)
    with pytest.raises(Cancelled):
        runner.evaluate(job, hotel, "", None, "core")

    run = EvalRun.objects.get()
    assert run.results.count() == 1
    assert run.tasks == 1
    told = [event["event"] for _, event in heard if event["event"]["type"] == "task_status_update"]
    assert [(event["done"], event["total"]) for event in told][:2] == [(0, 3), (1, 3)]


@pytest.mark.parametrize(("suite_name", "code"), [("no-such", "no_such_suite"), ("golden", "no_tasks")])
def test_a_suite_that_cannot_be_run_says_so(hotel, job, suite_name, code):
    with pytest.raises(JobFailed) as failure:
        runner.evaluate(job, hotel, "", None, suite_name)
    assert failure.value.code == code
    assert not EvalRun.objects.exists()


def test_a_wrong_configuration_is_refused(hotel, job):
    with pytest.raises(JobFailed) as failure:
        runner.evaluate(job, hotel, "wedding", {"name": "x"}, "core")
    assert failure.value.code == "wrong_config"


def test_the_configuration_under_test_takes_its_place_in_the_team(hotel):
    config = starters()["sales"].model_copy(update={"name": "Ours"})
    team = runner.cast_with(hotel, "sales", config)
    assert team.specialists["sales"].config.name == "Ours"
    assert set(team.specialists) == set(starters())
    assert runner.cast_with(hotel, "persona", PersonaConfig(name="Sol")).persona.name == "Sol"
    new = AgentConfig(name="Bodas", purpose="Bodas en la casa", instructions="Pregunte la fecha.")
    assert "wedding" in runner.cast_with(hotel, "wedding", new).specialists


def test_a_specialist_fails_its_suite_and_passes_once_mended(hotel, suite):
    wedding = [task for task in tasks.all_tasks().values() if task.agent == "wedding"]
    poor = {
        "name": "Bodas",
        "purpose": "Bodas y aniversarios en la casa",
        "instructions": "Sea amable y felicite a la pareja.",
        "tools": ["propose_booking"],
    }
    good = poor | {
        "instructions": (
            "Pregunte la fecha o el mes y cuántos invitados serán. No diga precios ni adivine: de eso se "
            "ocupa el equipo, con hand_over. También aniversarios y renovación de votos, y las habitaciones "
            "de los invitados."
        ),
        "tools": ["house_facts", "hand_over"],
    }
    suite(*wedding)

    def share(config):
        job = jobs.claim(jobs.open_job(hotel, Job.Kind.EVALUATE, "x", "x").pk)
        run = runner.evaluate(job, hotel, "wedding", config, "wedding")
        return run.passed / run.tasks

    assert share(poor) < 0.5
    assert share(good) == 1


def test_a_run_is_compared_with_the_last_one_of_the_same_suite(hotel, suite):
    agent = Agent.objects.create(hotel=hotel, code="sales", name="Sales")
    config = starters()["sales"].model_dump(mode="json")
    version = AgentVersion.objects.create(hotel=hotel, agent=agent, number=1, config=config)

    def run(*played, of=version):
        suite(*played)
        job = runner.open_run(hotel, "core", "Ana", version=of)
        jobs.run(job.pk, runner.work)
        return EvalRun.objects.get(job=job)

    good, bad = a_task(), a_task(code="another-one")
    broken = {"says": ["abracadabra"]}
    before = run(good, a_task(code="another-one", expect=broken))
    run(good, bad, of=None)
    now = run(a_task(expect=broken), bad)

    assert figures.last_before(before) is None
    assert figures.last_before(now) == before
    found = figures.compare(now, before)
    assert (found.newly_failing, found.newly_passing) == (("a-double",), ("another-one",))
    assert found.share == 0
    job = Job.objects.get(pk=now.job_id)
    assert (job.state, job.result["passed"], job.result["run"]) == ("done", 1, now.pk)


def test_runs_and_versions_of_two_hotels_are_never_mixed(hotel):
    other = make_hotel()
    agent = Agent.objects.create(hotel=other, code="sales", name="Sales")
    version = AgentVersion.objects.create(hotel=other, agent=agent, number=1)
    with pytest.raises(ValueError, match="another hotel"):
        runner.open_run(hotel, "core", "Ana", version=version)
    job = runner.open_run(hotel, "core", "Ana")
    Job.objects.filter(pk=job.pk).update(arguments=job.arguments | {"version": version.pk})
    jobs.run(job.pk, runner.work)
    job.refresh_from_db()
    assert (job.state, job.code) == ("failed", "no_such_version")

    own = EvalRun(hotel=hotel)
    with pytest.raises(ValueError, match="two hotels"):
        figures.compare(own, EvalRun(hotel=other))


def test_a_copy_of_the_hotel_has_its_prices_and_none_of_its_guests(hotel):
    make_reservation(hotel, "MINE22")
    copy = building.build(hotel, tasks.OWN_HOUSE, 10, {})
    try:
        assert copy.name == hotel.name
        assert [rate.price for rate in copy.rates.all()] == [rate.price for rate in hotel.rates.all()]
        assert {rate.room_type.hotel_id for rate in copy.rates.all()} == {copy.pk}
        assert {room.room_type.hotel_id for room in copy.rooms.all()} == {copy.pk}
        assert copy.facts.count() == hotel.facts.count()
        assert not copy.reservations.exists()
        assert not copy.guests.exists()
    finally:
        building.erase(copy)


@pytest.mark.parametrize("clock", [0, 2, 10, 22])
def test_the_clock_of_the_house_is_what_the_task_says(hotel, clock):
    at = building.build(hotel, "city", clock, {})
    try:
        assert at.now().hour == clock
    finally:
        building.erase(at)


def test_what_models_cost_is_counted_for_the_hotel_and_ends_a_run_that_is_too_dear(hotel, job, suite, model):
    suite(*(a_task(code=f"task-{n}") for n in range(3)))
    ModelSetting.objects.create(model="model-of-the-tests", input_price=1000, output_price=1000)
    hotel.tier.model_cost_per_day = Decimal("0.02")
    hotel.tier.save()
    with pytest.raises(JobFailed) as failure:
        runner.evaluate(job, Hotel.objects.get(pk=hotel.pk), "", None, "core")
    assert failure.value.code == "over_budget"
    run = EvalRun.objects.get()
    assert run.results.count() == 1
    assert run.cost > 0
    assert spending.over_budget(Hotel.objects.get(pk=hotel.pk), 0) == "hotel_cost"


def test_golden_tasks_are_played_in_a_copy_of_the_house(hotel, job):
    task = a_task(house=tasks.OWN_HOUSE).model_dump(mode="json", by_alias=True)
    GoldenTask.objects.create(hotel=hotel, code="golden-7", title="Una doble", task=task)
    run = runner.evaluate(job, hotel, "", None, "golden")
    assert (run.tasks, run.passed) == (1, 1)
    assert run.results.get().kind == "golden"
