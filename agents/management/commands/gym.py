"""Run a suite of the gym from a terminal, with its figures as a table."""

import json
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper

from agents import jobs
from agents.evals import building, figures, runner, tasks
from agents.models import EvalRun
from hotels.models import Hotel

BAR = 30
FAILED_SHOWN = 40


class Command(BaseCommand):
    help = "Let simulated guests talk to the receptionist, and say how many got what they came for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--suite", default=tasks.CORE, help="core, smoke, golden or a specialist's code")
        parser.add_argument(
            "--trials", type=int, default=1, help=f"up to {runner.TRIALS_AT_MOST} of each task"
        )
        parser.add_argument("--hotel", metavar="SLUG", help="whose agents; else the first active hotel's")
        parser.add_argument("--guest", choices=["scripted", "model"], default="scripted", help="who plays it")
        parser.add_argument("--out", type=Path, metavar="FILE", help="the run with its stories, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        hotel = _hotel(options["hotel"])
        building.sweep()
        opened = runner.open_run(
            hotel, options["suite"], "manage.py", trials=options["trials"], guest=options["guest"]
        )
        try:
            jobs.run(opened.pk, partial(runner.work, watch=partial(_bar, self.stderr)))
        except KeyboardInterrupt:
            jobs.cancel(opened)
            raise CommandError("Stopped; what was played until then is kept.") from None
        opened.refresh_from_db()
        if opened.state != jobs.State.DONE:
            raise CommandError(f"{opened.says} ({opened.code})")
        run = EvalRun.objects.get(job=opened)
        self.stderr.write("")
        self.stdout.write("\n".join(table(run)))
        if options["out"]:
            options["out"].write_text(json.dumps(report(run), ensure_ascii=False, indent=1), encoding="utf-8")


def table(run: EvalRun) -> list[str]:
    """The figures of a run in lines: by kind, then what failed, then what is other than last time."""
    ks = sorted(run.figures["pass"], key=int)
    head = f"{'':18}{'tasks':>6}{'passed':>8}" + "".join(f"{f'pass^{k}':>9}" for k in ks)
    rows = [
        _row(kind, each["tasks"], each["passed"], [each["pass"][k] for k in ks])
        for kind, each in sorted(run.figures["by_kind"].items())
    ]
    total = _row("all", run.tasks, run.passed, [run.figures["pass"][k] for k in ks])
    lines = [head, *rows, total, ""]
    lines.append(
        f"{run.engine}, {run.trials} trial(s) of each, {run.figures['turns']} turns and "
        f"{run.figures['ms']} ms of the receptionist's a trial, {run.cost:.4f} USD"
    )
    failing = sorted(code for code, ok in figures.passed_tasks(run.results.all()).items() if not ok)
    lines += [f"failed: {code}" for code in failing[:FAILED_SHOWN]]
    if before := figures.last_before(run):
        found = figures.compare(run, before)
        lines += [f"newly failing: {code}" for code in found.newly_failing]
        lines += [f"newly passing: {code}" for code in found.newly_passing]
    return lines


def report(run: EvalRun) -> dict[str, Any]:
    """All of a run as JSON."""
    return {
        "suite": run.suite,
        "engine": run.engine,
        "trials": run.trials,
        "tasks": run.tasks,
        "passed": run.passed,
        "cost": str(run.cost),
        "at": run.created_at.isoformat(),
        "figures": run.figures,
        "results": [
            {
                "task": row.task,
                "kind": row.kind,
                "trial": row.trial,
                "passed": row.passed,
                "checks": row.checks,
                "story": row.story,
                "turns": row.turns,
                "ms": row.ms,
            }
            for row in run.results.all()
        ],
    }


def _row(name: str, count: int, passed: int, curve: list[float]) -> str:
    return f"{name:18}{count:>6}{passed:>8}" + "".join(f"{share:>9.3f}" for share in curve)


def _bar(out: OutputWrapper, done: int, total: int, title: str) -> None:
    full = BAR * done // total if total else 0
    out.write(f"\r[{'#' * full}{'.' * (BAR - full)}] {done}/{total} {title[:40]:40}", ending="")
    out.flush()


def _hotel(slug: str | None) -> Hotel:
    rows = Hotel.objects.select_related("tier").filter(is_active=True)
    found = (rows.filter(slug=slug) if slug else rows.order_by("pk")).first()
    if found is None:
        raise CommandError(f"There is no active hotel {slug or ''}".strip() + ".")
    return found
