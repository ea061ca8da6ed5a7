"""The bells of the agents' long work: each job's row says what to do."""

import structlog
from celery import shared_task
from kombu.exceptions import OperationalError
from redis import RedisError

from agents import jobs, validation
from agents.knowledge import intake
from agents.models import Job

log = structlog.get_logger(__name__)

ROUND_SECONDS = 30


def ring(job: Job) -> None:
    """Ring for a job; without Redis the next round finds it."""
    task = validate if job.kind == Job.Kind.VALIDATE else take_in_document
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
def ring_jobs() -> None:
    """Ring for jobs nobody heard of, and say which were lost with their workers."""
    jobs.write_off_lost()
    intake.drop_lost()
    for job_id in jobs.waiting(intake.KINDS):
        take_in_document.apply_async((job_id,), expires=ROUND_SECONDS)
    for job_id in jobs.waiting((Job.Kind.VALIDATE,)):
        validate.apply_async((job_id,), expires=ROUND_SECONDS)


@shared_task
def validate(job_id: int) -> None:
    """Check a version of an agent, and let it show in the gym what it does."""
    jobs.run(job_id, validation.validate)
