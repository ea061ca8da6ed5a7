"""What came of a run: how sure a task passes, by kind, and what is different from the run before."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import comb
from typing import Any

from agents.models import EvalResult, EvalRun


@dataclass(frozen=True)
class Comparison:
    """This run against one before, over the tasks that both have."""

    newly_failing: tuple[str, ...]
    newly_passing: tuple[str, ...]
    share: float  # of passed tasks, more or less than before
    cost: Decimal  # US dollars
    turns: float  # per trial


def pass_hat(trials: int, passed: int, k: int) -> float:
    """The chance that k trials of a task all pass, estimated without bias from those that did.

    C(passed, k) / C(trials, k), as tau-bench defines pass^k. ValueError unless 1 <= k <= trials.
    """
    if not 1 <= k <= trials or not 0 <= passed <= trials:
        raise ValueError("k is between one and the number of trials")
    return comb(passed, k) / comb(trials, k)


def summary(results: Iterable[EvalResult], trials: int) -> dict[str, Any]:
    """The figures of a run, as they are kept with it."""
    rows = list(results)
    by_task: dict[str, list[EvalResult]] = defaultdict(list)
    for row in rows:
        by_task[row.task].append(row)
    by_kind: dict[str, list[list[EvalResult]]] = defaultdict(list)
    for played in by_task.values():
        by_kind[played[0].kind].append(played)
    missed = Counter(
        check["what"] for row in rows for check in row.checks if not check["ok"] and not check.get("optional")
    )
    return {
        "pass": _curve(by_task.values(), trials),
        "by_kind": {
            kind: {
                "tasks": len(tasks),
                "passed": sum(all(row.passed for row in task) for task in tasks),
                "pass": _curve(tasks, trials),
            }
            for kind, tasks in sorted(by_kind.items())
        },
        "by_check": dict(missed.most_common()),
        "trials": len(rows),
        "turns": round(_mean([row.turns for row in rows]), 2),
        "ms": round(_mean([row.ms for row in rows])),
    }


def passed_tasks(results: Iterable[EvalResult]) -> dict[str, bool]:
    """Whether each task passed in every trial."""
    found: dict[str, bool] = {}
    for row in results:
        found[row.task] = found.get(row.task, True) and row.passed
    return found


def last_before(run: EvalRun) -> EvalRun | None:
    """The run of the same suite for the same agent before this one, if it came to its end."""
    rows = EvalRun.objects.filter(
        hotel_id=run.hotel_id, suite=run.suite, pk__lt=run.pk, tasks__gt=0, job__state="done"
    )
    agent = run.version.agent_id if run.version else None
    return rows.filter(version__agent=agent).order_by("-pk").first()


def compare(run: EvalRun, before: EvalRun) -> Comparison:
    """What is different. ValueError for runs of two hotels."""
    if run.hotel_id != before.hotel_id:
        raise ValueError("two hotels are not compared")
    now, then = passed_tasks(run.results.all()), passed_tasks(before.results.all())
    both = sorted(now.keys() & then.keys())
    return Comparison(
        newly_failing=tuple(code for code in both if then[code] and not now[code]),
        newly_passing=tuple(code for code in both if now[code] and not then[code]),
        share=_share(now) - _share(then),
        cost=run.cost - before.cost,
        turns=round(run.figures.get("turns", 0) - before.figures.get("turns", 0), 2),
    )


def _curve(tasks: Iterable[Sequence[EvalResult]], trials: int) -> dict[str, float]:
    """pass^1 to pass^k, the mean over tasks that were tried as often."""
    complete = [task for task in tasks if len(task) >= trials]
    return {
        str(k): round(_mean([pass_hat(len(task), _passed(task), k) for task in complete]), 4)
        for k in range(1, trials + 1)
    }


def _passed(task: Iterable[EvalResult]) -> int:
    return sum(row.passed for row in task)


def _share(found: Mapping[str, bool]) -> float:
    return _mean([float(ok) for ok in found.values()])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
