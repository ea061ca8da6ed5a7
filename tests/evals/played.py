"""Tasks and results to test the gym itself with."""

from agents.evals.tasks import Task
from agents.models import EvalResult

BOOKING = {
    "code": "a-double",
    "kind": "book",
    "language": "es",
    "title": "Una doble para dos",
    "days": {"in": "monday+5w", "out": "in+2"},
    "prices": {"total": {"room_type": "DBL", "plan": "FLEX", "from": "in", "to": "out", "adults": 2}},
    "guest": {"says": ["Una doble flexible del {in} al {out} para dos adultos", "la flexible"]},
    "expect": {
        "reservations": [
            {
                "room_type": "DBL",
                "plan": "FLEX",
                "from": "in",
                "to": "out",
                "adults": 2,
                "total": "total",
            }
        ]
    },
}


def a_task(**changes) -> Task:
    return Task.model_validate(BOOKING | changes)


def with_stay(expect=None, **changes) -> Task:
    """A task whose guest has a reservation `mine` of a double."""
    booked = {"as": "mine", "room_type": "DBL", "plan": "FLEX", "from": "in", "to": "out", "adults": 2}
    given = {"before": {"reservations": [booked]}, "expect": expect or {}}
    return a_task(**(given | changes))


def failed(result) -> list[str]:
    return [check.what for check in result.checks if not check.ok and not check.optional]


def result_row(task: str, passed: bool, trial: int = 1, **fields) -> EvalResult:
    return EvalResult(task=task, kind=fields.pop("kind", "book"), trial=trial, passed=passed, **fields)
