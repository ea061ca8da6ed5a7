"""Long work as a row: how far it is, told to the hotel while it goes on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from agents.models import Job
from hotels.events import announce
from hotels.models import Hotel

log = structlog.get_logger(__name__)

State = Job.State
LOST = "lost"  # the code of a job whose worker died
LOST_AFTER = timedelta(minutes=5)  # without a sign of life
# The gym gives one after every turn of a conversation, and a turn is over in half a minute.
GYM_LOST_AFTER = timedelta(minutes=2)
GYM = (Job.Kind.EVALUATE, Job.Kind.VALIDATE)


class Cancelled(Exception):
    """Somebody cancelled the job: stop, and leave nothing half done."""


def open_job(hotel: Hotel, kind: str, target: str, title: str, by: str = "", **arguments: Any) -> Job:
    """A job that waits for a worker; the caller rings its task with the id. `target` is "app.model:id".

    What it says to people is in the language of who opens it (`arguments["language"]`).
    """
    job = Job.objects.create(
        hotel=hotel,
        kind=kind,
        target=target[:80],
        title=title[:200],
        started_by_name=by[:120],
        arguments={"language": get_language(), **arguments},
    )
    _tell(job)
    return job


def claim(job_id: int) -> Job | None:
    """Take a waiting job; None when somebody has it, or it is over. Only the one who got it may work."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=job_id, state=State.WAITING)
    if waiting.update(state=State.RUNNING, started_at=now, beat_at=now) != 1:
        return None
    job = Job.objects.select_related("hotel__tier").get(pk=job_id)
    _tell(job)
    return job


def report(job: Job, done: int, total: int, says: str = "") -> None:
    """How far it is. Raises Cancelled when it is no longer wanted."""
    running = Job.objects.filter(pk=job.pk, state=State.RUNNING)
    if running.update(done=done, total=total, says=says[:300], beat_at=timezone.now()) != 1:
        raise Cancelled
    job.done, job.total, job.says = done, total, says[:300]
    _tell(job)


def alive(job: Job) -> None:
    """A sign of life, without news. Raises Cancelled when it is no longer wanted."""
    if Job.objects.filter(pk=job.pk, state=State.RUNNING).update(beat_at=timezone.now()) != 1:
        raise Cancelled


def finish(job: Job, result: dict[str, Any] | None = None, says: str = "") -> bool:
    """It is done. False when it was cancelled or written off meanwhile."""
    return _end(job, State.DONE, says=says, result=result or {})


def fail(job: Job, code: str, says: str) -> bool:
    """It failed: a stable code and one sentence for people."""
    log.warning("job_failed", job=job.pk, kind=job.kind, code=code)
    return _end(job, State.FAILED, code=code[:40], says=says)


def cancel(job: Job) -> bool:
    """Stop it; whoever works on it notices at its next report."""
    return _end(job, State.CANCELLED)


def run(job_id: int, work: Callable[[Job], dict[str, Any] | None]) -> None:
    """Do a job's work under its claim: `work` reports, and what it gives back is the result.

    What it raises ends the job as failed; what is not foreseen is also raised.
    """
    job = claim(job_id)
    if job is not None:
        with _in_its_language(job):
            _run(job, work)


def _run(job: Job, work: Callable[[Job], dict[str, Any] | None]) -> None:
    try:
        finish(job, work(job))
    except Cancelled:
        log.info("job_cancelled", job=job.pk)
    except JobFailed as failure:
        fail(job, failure.code, str(failure))
    except Exception:
        fail(job, "broken", _("Something went wrong on our side; the operator can see it in the log."))
        raise


class JobFailed(Exception):
    """A job that cannot be done. `code` is stable, the text is one sentence for people."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code


def living() -> QuerySet[Job]:
    """The jobs that somebody works on, by their signs of life."""
    now = timezone.now()
    lately = Q(beat_at__gte=now - GYM_LOST_AFTER) | ~Q(kind__in=GYM) & Q(beat_at__gte=now - LOST_AFTER)
    return Job.objects.filter(lately, state=State.RUNNING)


def write_off_lost() -> int:
    """Jobs whose worker died fail, visibly. Returns how many."""
    return sum(map(_write_off, Job.objects.filter(state=State.RUNNING).exclude(pk__in=living())))


def _write_off(job: Job) -> bool:
    with _in_its_language(job):
        return fail(job, LOST, _("The process that worked on it was stopped. Start it again."))


def _in_its_language(job: Job) -> override:
    return override(job.arguments.get("language"))


def waiting(kinds: tuple[str, ...] = ()) -> list[int]:
    """Jobs whose bell nobody heard: waiting for longer than half a minute."""
    rows = Job.objects.filter(state=State.WAITING, created_at__lt=timezone.now() - timedelta(seconds=30))
    return list((rows.filter(kind__in=kinds) if kinds else rows).values_list("pk", flat=True)[:100])


def _end(job: Job, state: str, **fields: Any) -> bool:
    if "says" in fields:
        fields["says"] = fields["says"][:300]
    under_way = Job.objects.filter(Q(state=State.WAITING) | Q(state=State.RUNNING), pk=job.pk)
    if under_way.update(state=state, finished_at=timezone.now(), **fields) != 1:
        return False
    job.refresh_from_db()
    _tell(job)
    return True


def _tell(job: Job) -> None:
    kind = {State.DONE: "task_completed", State.FAILED: "task_failed"}.get(
        State(job.state), "task_status_update"
    )
    announce(
        job.hotel_id,
        kind,  # type: ignore[arg-type]
        task=job.pk,
        kind_of_task=job.kind,
        target=job.target,
        state=job.state,
        done=job.done,
        total=job.total,
        code=job.code,
    )
