"""The gym: runs of tasks against an agent, what became of each task, and what the last run did better."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents import tasks as bells
from agents.evals import figures, golden, runner
from agents.evals.tasks import suites, titles
from agents.jobs import JobFailed
from agents.models import AgentVersion, EvalResult, EvalRun, GoldenTask, Job
from agents.studio import cards, words
from agents.studio.frame import act, part, row, show, url
from pms.desk.access import Visit, managers_only, staff_page

RUNS = 30
TRIALS = (1, 2, 4)


@dataclass(frozen=True)
class Bar:
    """Tasks of one kind that passed in every trial."""

    kind: str
    passed: int
    tasks: int
    before: int | None = None  # per cent in the run before

    @property
    def percent(self) -> int:
        return round(100 * self.passed / self.tasks) if self.tasks else 0


@dataclass(frozen=True)
class Line:
    """One task of a run; it passed when it did in every trial."""

    task: str
    title: str
    kind: str
    passed: bool
    trials: list[EvalResult]
    change: str = ""  # better | worse than in the run before


@require_GET
@staff_page
def gym(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Runs of late, of one agent where `agent` says so, and what can be run."""
    card = cards.card_of(visit.hotel, request.GET["agent"]) if request.GET.get("agent") else None
    runs = EvalRun.objects.filter(hotel=visit.hotel).select_related("version__agent", "job")
    if card is not None:
        runs = runs.filter(version__agent=card.agent) if card.agent else runs.none()
    kinds = (Job.Kind.EVALUATE, Job.Kind.VALIDATE)
    under_way = Job.objects.filter(hotel=visit.hotel, kind__in=kinds, finished_at=None)
    return show(
        request,
        visit,
        "gym.html",
        card.name if card else _("Gym"),
        card=card,
        tab="gym",
        runs=runs[:RUNS],
        under_way=under_way[:5],
        suites=_suites(visit, card),
        versions=_versions(visit, card),
        trials=TRIALS,
        golden=GoldenTask.objects.filter(hotel=visit.hotel),
    )


@require_POST
@managers_only
def start(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Run a suite on a version, or on the agents as they are; a worker does it."""
    suite = request.POST.get("suite", "")
    trials = request.POST.get("trials", "1")
    version = _chosen(visit, request.POST.get("version", ""))
    if suite not in suites(visit.hotel) or trials not in map(str, TRIALS):
        raise Http404
    guest = "model" if request.POST.get("guest") == "model" else "scripted"

    def open_run() -> None:
        job = runner.open_run(
            visit.hotel, suite, str(visit.user), version=version, trials=int(trials), guest=guest
        )
        bells.ring(job)

    code = version.agent.code if version else None
    back = url(visit, "gym", agent=code)
    return act(request, back, _("The run has begun."), open_run, JobFailed)


@require_GET
@staff_page
def run(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """How a run went: bars by kind, each task, what is better or worse than before."""
    runs = EvalRun.objects.filter(hotel=visit.hotel).select_related("version__agent", "job")
    found: EvalRun = row(runs, pk)
    before = figures.last_before(found)
    lines = _lines(found, before)
    version = found.version
    return show(
        request,
        visit,
        "run.html",
        _("A run of the gym"),
        run=found,
        card=cards.card_of(visit.hotel, version.agent.code) if version else None,
        tab="gym",
        job=found.job,
        before=before,
        compared=figures.compare(found, before) if before else None,
        bars=_bars(found, before),
        lines=lines,
        names={line.task: line.title for line in lines},
        hats=sorted(found.figures.get("pass", {}).items()),
    )


@require_GET
@staff_page
def story(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """One trial of one task, said by said, with what was checked."""
    found: EvalResult = row(EvalResult.objects.filter(hotel=visit.hotel).select_related("run"), pk)
    return part(request, visit, "_story.html", result=found)


@require_POST
@managers_only
def golden_act(request: HttpRequest, visit: Visit, pk: int, verb: str) -> HttpResponse:
    """Rest a task of the house, take it up again, delete it."""
    found: GoldenTask = row(GoldenTask.objects.filter(hotel=visit.hotel), pk)
    if verb == "delete":
        golden.delete(found, visit.user)
        messages.success(request, _("The task is deleted."))
    elif verb in ("rest", "use"):
        golden.use(found, visit.user, active=verb == "use")
        messages.success(request, _("Saved."))
    else:
        raise Http404
    return redirect(url(visit, "gym"))


def _suites(visit: Visit, card: cards.Card | None) -> list[tuple[str, str, int]]:
    """Code, name and number of tasks, of the agents that the hotel has; an agent's first on its page."""
    names = words.SUITE | {each.code: _("For %s") % each.name for each in cards.cards_of(visit.hotel)}
    found = [
        (code, str(names[code]), count)
        for code, count in suites(visit.hotel).items()
        if count and code in names
    ]
    return sorted(found, key=lambda each: card is None or each[0] != card.code)


def _versions(visit: Visit, card: cards.Card | None) -> list[AgentVersion]:
    """What may be run: drafts first, then what is on trial and what answers."""
    rows = AgentVersion.objects.filter(hotel=visit.hotel, withdrawn_at=None).select_related("agent")
    if card is not None:
        rows = rows.filter(agent=card.agent) if card.agent else rows.none()
    order = [AgentVersion.State.DRAFT, AgentVersion.State.CANDIDATE, AgentVersion.State.PUBLISHED]
    found = rows.filter(state__in=order)[:60]
    return sorted(found, key=lambda each: (order.index(AgentVersion.State(each.state)), each.agent.code))


def _chosen(visit: Visit, pk: str) -> AgentVersion | None:
    rows = AgentVersion.objects.filter(hotel=visit.hotel).select_related("agent")
    found: AgentVersion | None = row(rows, pk) if pk else None
    return found


def _lines(found: EvalRun, before: EvalRun | None) -> list[Line]:
    """Failed ones first."""
    then = figures.passed_tasks(before.results.all()) if before else {}
    by_task: dict[str, list[EvalResult]] = {}
    for result in found.results.all():
        by_task.setdefault(result.task, []).append(result)
    named = titles(found.hotel, by_task)
    lines = []
    for task, trials in by_task.items():
        passed = all(each.passed for each in trials)
        was = then.get(task, passed)
        change = "" if was == passed else "better" if passed else "worse"
        lines.append(Line(task, named.get(task, task), trials[0].kind, passed, trials, change))
    return sorted(lines, key=lambda line: (line.passed, line.kind, line.task))


def _bars(found: EvalRun, before: EvalRun | None) -> list[Bar]:
    then = before.figures.get("by_kind", {}) if before else {}
    return [
        Bar(kind, int(each["passed"]), int(each["tasks"]), _percent(then.get(kind)))
        for kind, each in sorted(found.figures.get("by_kind", {}).items())
    ]


def _percent(each: dict[str, Any] | None) -> int | None:
    return round(100 * each["passed"] / each["tasks"]) if each and each.get("tasks") else None
