"""Run a suite for a hotel: every task several times, each in a scratch hotel of its own.

Nothing of the hotel itself is touched but the run's own rows; what models cost is counted for it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from agents import jobs, registry, spending
from agents.config import AgentConfig, Config, PersonaConfig, digest_of, read_config
from agents.evals import building, figures, played, tone, world
from agents.evals.guest import Player, Scripted
from agents.evals.scoring import Check, score
from agents.evals.stage import Stage, set_up
from agents.evals.tasks import CORE, Task, WrongTask, suite_of
from agents.evals.trial import Played, play
from agents.jobs import JobFailed
from agents.models import AgentVersion, EvalResult, EvalRun, Job
from agents.registry import PERSONA, Cast, Specialist
from hotels.models import Hotel

TRIALS_AT_MOST = 8
# What counts of a specialist's own task where no model is configured: the offline engine answers alike
# whatever a specialist's instructions say, so its conversation is shown and does not count.
OF_CONFIG = ("tools", "told")
# Of a day's money for models a run may use this share: guests come first.
COST_SHARE = Decimal("0.5")

log = structlog.get_logger(__name__)

Watch = Callable[[int, int, str], None]  # done, of how many, what is being played


@dataclass(frozen=True)
class Result:
    task: Task
    attempt: int
    checks: tuple[Check, ...]
    played: Played

    @property
    def passed(self) -> bool:
        return all(check.ok for check in self.checks if not check.optional)


def open_run(
    hotel: Hotel,
    suite: str,
    by: str,
    *,
    version: AgentVersion | None = None,
    trials: int = 1,
    guest: str = "scripted",
) -> Job:
    """A job that will run a suite; the caller rings `agents.tasks.evaluate` with its id.

    Raises ValueError for a version of another hotel.
    """
    if version is not None and version.hotel_id != hotel.pk:
        raise ValueError("the version belongs to another hotel")
    target = f"agents.agentversion:{version.pk}" if version else f"hotels.hotel:{hotel.pk}"
    title = f"{suite}: {version.title}" if version else suite
    return jobs.open_job(
        hotel,
        Job.Kind.EVALUATE,
        target,
        title,
        by,
        suite=suite,
        version=version.pk if version else None,
        trials=trials,
        guest=guest,
    )


def work(job: Job, watch: Watch | None = None) -> dict[str, Any]:
    """What `open_run` asked for. Raises JobFailed and jobs.Cancelled."""
    given = job.arguments
    version = None
    if given.get("version"):
        rows = AgentVersion.objects.select_related("agent").filter(hotel=job.hotel, pk=given["version"])
        version = rows.first()
        if version is None:
            raise JobFailed("no_such_version", _("This version is not there any more."))
    run = evaluate(
        job,
        job.hotel,
        version.agent.code if version else "",
        version.config if version else None,
        given["suite"],
        trials=given["trials"],
        version=version,
        guest=given["guest"],
        watch=watch,
    )
    return {"run": run.pk, "tasks": run.tasks, "passed": run.passed}


def evaluate(
    job: Job,
    hotel: Hotel,
    code: str,
    config: Config | dict[str, Any] | None,
    suite: str = CORE,
    *,
    trials: int = 1,
    version: AgentVersion | None = None,
    guest: str = "scripted",
    watch: Watch | None = None,
) -> EvalRun:
    """Run a suite with this configuration of one agent put into the hotel's team, under a claimed job.

    `code` "" and `config` None: the team as it is. `watch` is told what the job is told. Raises JobFailed
    `no_such_suite`, `no_tasks`, `wrong_config`, `no_model`, `over_budget`; jobs.Cancelled once somebody
    cancels the job.
    """
    building.sweep()
    config = _read(code, config)
    tasks = _tasks(hotel, suite, code)
    trials = max(1, min(trials, TRIALS_AT_MOST))
    if guest == played.MODEL and not settings.OPENAI_API_KEY:
        raise JobFailed("no_model", _("A model is to play the guest, and none is configured."))
    if settings.OPENAI_API_KEY and spending.over_budget(hotel, 0):
        raise JobFailed("over_budget", _("What models may cost today is used up."))
    run = EvalRun.objects.create(
        hotel=hotel,
        job=job,
        version=version,
        config_hash=digest_of(config.model_dump(mode="json")) if config else "",
        engine=_engine(config),
        suite=suite,
        trials=trials,
    )
    team = cast_with(hotel, code, config)
    total = len(tasks) * trials
    try:
        for number, (task, attempt) in enumerate(
            (task, attempt) for task in tasks for attempt in range(1, trials + 1)
        ):
            jobs.report(job, number, total, task.title)
            if watch:
                watch(number, total, task.title)
            _keep(run, try_task(hotel, task, team, attempt, guest, job=job))
            if run.cost > COST_SHARE * hotel.tier.model_cost_per_day:
                raise JobFailed("over_budget", _("The run has used half of what models may cost in a day."))
        jobs.report(job, total, total)
        if watch:
            watch(total, total, "")
    finally:
        _sum_up(run)
    return run


def try_task(
    hotel: Hotel, task: Task, cast: Cast, attempt: int = 1, guest: str = "scripted", *, job: Job | None = None
) -> Result:
    """Play a task once in a scratch hotel, which is gone afterwards whatever happens.

    Raises Cancelled between two turns once the `job` it is played for is over.
    """
    try:
        stage = set_up(hotel, task, job.pk if job else 0)
    except WrongTask as wrong:
        return Result(
            task, attempt, (Check("task", False, _("a task that can be played"), str(wrong)),), Played()
        )
    try:
        return _tried(stage, attempt, cast, guest, partial(jobs.alive, job) if job else _nobody)
    finally:
        building.erase(stage.hotel)


def _nobody() -> None:
    """Nobody waits for this trial."""


def sum_up_lost() -> None:
    """The figures of runs whose worker died: what was played until then is shown."""
    for run in EvalRun.objects.filter(figures={}, job__state=Job.State.FAILED, job__code=jobs.LOST):
        _sum_up(run)


def cast_with(hotel: Hotel, code: str, config: Config | None) -> Cast:
    """The hotel's own team, with this configuration in the place of the agent's."""
    team = registry.cast(hotel, 0, None)
    team = replace(team, pins={}, arms={}, shadows={})
    if isinstance(config, PersonaConfig):
        return replace(team, persona=config)
    if isinstance(config, AgentConfig):
        return replace(team, specialists={**team.specialists, code: Specialist(code, config)})
    return team


def _tried(stage: Stage, attempt: int, cast: Cast, guest: str, alive: Callable[[], None]) -> Result:
    task = stage.task
    player: Player = played.Modelled(stage) if guest == played.MODEL else Scripted(stage)
    specialist = cast.specialists.get(task.agent)
    failed: list[Check] = []
    happened = Played()
    try:
        play(stage, player, cast, happened, alive)
    except jobs.Cancelled:
        raise
    except Exception as error:
        alive()  # a run that was written off has lost its hotel as well
        # Whatever breaks an answer in life would break it here; the run goes on with the next task.
        log.exception("trial_broke", task=task.code)
        failed = [Check("broken", False, _("an answer"), type(error).__name__)]
    after = world.look(stage.hotel)
    checks = score(stage, after, happened.answers, specialist.config if specialist else None)
    if task.agent and specialist is None:
        failed.append(Check("agent", False, task.agent, ", ".join(cast.specialists)))
    judged: list[Check] = []
    if isinstance(player, played.Modelled):
        judged, cost = tone.judge(happened.story, task.language)
        happened.cost += player.cost + cost
    if task.agent and not settings.OPENAI_API_KEY:
        checks = [check if check.what in OF_CONFIG else replace(check, optional=True) for check in checks]
    return Result(task, attempt, (*failed, *checks, *judged), happened)


def _read(code: str, config: Config | dict[str, Any] | None) -> Config | None:
    if not isinstance(config, dict):
        return config
    try:
        return read_config("persona" if code == PERSONA else "specialist", config)
    except ValueError as wrong:
        raise JobFailed("wrong_config", str(wrong)) from wrong


def _tasks(hotel: Hotel, suite: str, code: str) -> list[Task]:
    try:
        tasks = suite_of(hotel, suite, code)
    except WrongTask as wrong:
        raise JobFailed("no_such_suite", _("There is no suite %(suite)s.") % {"suite": suite}) from wrong
    except ValueError as error:
        says = _("A task of this suite is not in the form of tasks any more.")
        raise JobFailed("wrong_task", says) from error
    if not tasks:
        raise JobFailed("no_tasks", _("The suite %(suite)s has no tasks.") % {"suite": suite})
    return tasks


def _engine(config: Config | None) -> str:
    if not settings.OPENAI_API_KEY:
        return "offline"
    return (config.model if isinstance(config, AgentConfig) else "") or settings.OPENAI_MODEL


def _keep(run: EvalRun, result: Result) -> None:
    """Store a trial, and count its cost for the hotel."""
    happened = result.played
    EvalResult.objects.create(
        hotel_id=run.hotel_id,
        run=run,
        task=result.task.code,
        kind=result.task.kind,
        trial=result.attempt,
        passed=result.passed,
        checks=[check.stored() for check in result.checks],
        story=happened.story,
        turns=len(happened.answers),
        ms=happened.ms,
        cost=happened.cost,
    )
    run.cost += happened.cost
    if happened.cost:
        spending.spend(run.hotel, -run.pk, happened.cost)  # counted as a conversation of its own


def _sum_up(run: EvalRun) -> None:
    """The figures of what was played, also of a run that was cut short."""
    results: Sequence[EvalResult] = list(run.results.order_by("task", "trial"))
    passed: Mapping[str, bool] = figures.passed_tasks(results)
    run.tasks, run.passed = len(passed), sum(passed.values())
    run.figures = figures.summary(results, run.trials)
    run.save(update_fields=["tasks", "passed", "figures", "cost"])
