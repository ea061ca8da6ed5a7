"""The bells of the agents' long work: each job's row says what to do."""

import structlog
from celery import shared_task
from kombu.exceptions import OperationalError
from redis import RedisError

from agents import jobs, validation
from agents.evals import building, runner
from agents.knowledge import intake, old_files, truth
from agents.models import Job
from hotels.models import Hotel

log = structlog.get_logger(__name__)

ROUND_SECONDS = 30
NIGHT = 3  # the hour, hotel-local


def ring(job: Job) -> None:
    """Ring for a job; without Redis the next round finds it."""
    bells = {
        Job.Kind.VALIDATE: validate,
        Job.Kind.EVALUATE: evaluate,
        Job.Kind.TRUTH: look_for_contradictions,
    }
    task = bells.get(Job.Kind(job.kind), take_in_document)
    try:
        task.apply_async((job.pk,), retry=False)
    except (RedisError, OperationalError) as error:
        log.warning("job_bell_unheard", error=type(error).__name__)


@shared_task
def take_in_document(job_id: int) -> None:
    """Read a file or crawl a site."""
    intake.work(job_id)


@shared_task
def embed_what_is_missing() -> None:
    """Give vectors to what was taken in while the endpoint was away, or with another model."""
    intake.embed_missing()


@shared_task
def drop_old_files() -> None:
    """Rung every night: files of versions that newer ones have replaced."""
    if dropped := old_files.drop():
        log.info("old_files_dropped", files=dropped)


@shared_task
def ring_jobs() -> None:
    """Ring for jobs nobody heard of, say which were lost with their workers, and clear up after those."""
    jobs.write_off_lost()
    runner.sum_up_lost()
    building.sweep()
    intake.drop_lost()
    for job_id in jobs.waiting(intake.KINDS):
        take_in_document.apply_async((job_id,), expires=ROUND_SECONDS)
    for job_id in jobs.waiting((Job.Kind.TRUTH,)):
        look_for_contradictions.apply_async((job_id,), expires=ROUND_SECONDS)
    for job_id in jobs.waiting((Job.Kind.VALIDATE,)):
        validate.apply_async((job_id,), expires=ROUND_SECONDS)
    for job_id in jobs.waiting((Job.Kind.EVALUATE,)):
        evaluate.apply_async((job_id,), expires=ROUND_SECONDS)


@shared_task
def validate(job_id: int) -> None:
    """Check a version of an agent, and let it show in the gym what it does."""
    jobs.run(job_id, validation.validate)


@shared_task
def watch_truth() -> None:
    """Rung every hour: let each hotel be looked through in its night for what does not agree."""
    for hotel in Hotel.objects.filter(is_active=True):
        if hotel.now().hour != NIGHT:
            continue
        look_for_contradictions.delay(truth.start(hotel).pk)


@shared_task
def look_for_contradictions(job_id: int) -> None:
    """Compare what a hotel says in its facts, documents, answers and policies."""
    jobs.run(job_id, truth.watch)


@shared_task
def evaluate(job_id: int) -> None:
    """Run a suite of the gym."""
    jobs.run(job_id, runner.work)
