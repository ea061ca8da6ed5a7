"""Reading that was killed or failed: staff see it, and it is done once more with one press."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from agents import jobs, repeats, tasks
from agents.changes import LifecycleError
from agents.knowledge import intake, shelf
from agents.knowledge.search import search
from agents.models import Chunk, Document, DocumentVersion, Job
from config.local.urls import socket_database_url
from tests.knowledge.test_search import GUIDE

ROOT = Path(__file__).resolve().parents[2]


def killed(job, place, mark) -> None:
    """Another process works on the job and is killed there."""
    database = connection.settings_dict
    environment = os.environ | {
        "DATABASE_URL": socket_database_url(Path(database["HOST"]), database["NAME"], database["USER"]),
        "REDIS_URL": settings.REDIS_URL,
        "DIE_AT": place,
        "DIED_MARK": str(mark),
        **{name: str(getattr(settings, name)) for name in ("EMBEDDING_BASE_URL", "EMBEDDING_API_KEY")},
        **{name: str(getattr(settings, name)) for name in ("EMBEDDING_MODEL", "EMBEDDING_DIMENSIONS")},
    }
    program = f"import tests.dying_worker; from agents.knowledge import intake; intake.work({job.pk})"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, timeout=300, check=False
    )
    assert done.returncode == -signal.SIGKILL


def written_off(job) -> Job:
    """Long after the last sign of life, the beat's round."""
    long_ago = timezone.now() - 2 * jobs.LOST_AFTER
    Job.objects.filter(pk=job.pk).update(beat_at=long_ago)
    DocumentVersion.objects.update(made_at=long_ago - intake.UNREAD_AFTER)
    tasks.ring_jobs()
    job.refresh_from_db()
    return job


@pytest.mark.parametrize(
    "place",
    [
        "agents.knowledge.reading:read:before",
        "agents.knowledge.pieces:store:after",
        "agents.knowledge.shelf:fill:after",
        "agents.knowledge.intake:_embed:after",
        "agents.knowledge.shelf:publish:before",
        "agents.knowledge.telling:prepare:after",
        "agents.knowledge.telling:tell:after",
        "agents.knowledge.telling:clear:before",
        "agents.jobs:finish:before",
    ],
)
def test_a_job_whose_worker_was_killed_fails_visibly_and_is_done_again(hotel, endpoint, tmp_path, place):
    job = shelf.take_in(hotel, "guia.md", GUIDE.encode(), "Ana", publish=True)
    killed(job, place, tmp_path / "died")
    assert Job.objects.get(pk=job.pk).state == "running"
    assert (written_off(job).state, job.code, job.may_repeat) == ("failed", "lost", True)
    assert intake.failed(hotel) == [job]

    once_more = repeats.again(job, "Ana")
    assert repeats.again(job, "Ana") == once_more  # pressed twice
    intake.work(once_more.pk)

    once_more.refresh_from_db()
    assert (once_more.state, once_more.result["chunks"]) == ("done", 4), once_more.says
    document = Document.objects.get(hotel=hotel)
    assert document.versions.get() == document.published
    assert Chunk.objects.told().exclude(embedding_model="").count() == 4
    assert search(hotel, "alberca", "es")
    assert intake.failed(hotel) == []
    with pytest.raises(LifecycleError, match="has been read") as refused:
        repeats.again(job, "Ana")
    assert refused.value.code == "not_repeatable"


def test_what_can_never_be_read_is_not_started_again(hotel):
    job = shelf.take_in(hotel, "x.pdf", b"%PDF-1.4 broken", "Ana")
    intake.work(job.pk)

    job.refresh_from_db()
    assert (job.code, job.may_repeat) == ("broken_file", False)
    with pytest.raises(LifecycleError) as refused:
        repeats.again(job, "Ana")
    assert refused.value.code == "not_repeatable"
    assert not Document.objects.exists()


def test_a_site_that_was_down_is_read_another_day(hotel, sandbox, settings):
    settings.OUTBOUND_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    settings.CRAWL_PAUSE_SECONDS = 0.0
    sandbox.post("/control/site", {"pages": {"/site/": {"status": 503, "body": ""}}})
    job = shelf.take_in_site(hotel, f"{sandbox.base_url}/site/", "Ana", publish=True)
    intake.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.code) == ("failed", "bad_status")

    page = {"body": "<main><p>La alberca abre a las ocho.</p></main>"}
    sandbox.post("/control/site", {"pages": {"/site/": page}})
    intake.work(repeats.again(job, "Ana").pk)

    assert search(hotel, "alberca", "es")


def test_after_a_week_it_is_gone_and_says_so(hotel):
    job = shelf.take_in(hotel, "guia.md", GUIDE.encode(), "Ana")
    jobs.claim(job.pk)
    written_off(job)
    assert DocumentVersion.objects.exists()

    Job.objects.update(created_at=timezone.now() - intake.KEPT - timedelta(hours=1))
    intake.drop_lost()

    assert not Document.objects.exists()
    with pytest.raises(LifecycleError) as refused:
        repeats.again(job, "Ana")
    assert refused.value.code == "gone"
