"""A run of the gym whose process is killed: it is told, cleared up and started again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext

from agents import jobs, repeats, tasks
from agents.changes import LifecycleError
from agents.models import EvalResult, EvalRun, Job
from config.local.urls import socket_database_url
from hotels.models import Hotel
from hotels.tenancy import scratch
from tests.factories import make_hotel, make_house

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def hotel(transactional_db):
    return make_house(make_hotel())


def killed(hotel: Hotel) -> Job:
    """The job of a run that was killed while its second trial or a later one was played."""
    database = connection.settings_dict
    url = socket_database_url(Path(database["HOST"]), database["NAME"], database["USER"])
    process = subprocess.Popen(
        [sys.executable, "manage.py", "gym", "--suite", "smoke", "--hotel", hotel.slug],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "REDIS_URL": settings.REDIS_URL},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            process.send_signal(signal.SIGSTOP)
            if EvalResult.objects.exists() and scratch().exists():
                return Job.objects.get()
            process.send_signal(signal.SIGCONT)
            time.sleep(0.05)
    finally:
        process.kill()
        process.wait()
    raise AssertionError("the run did not begin")


def test_a_killed_run_is_told_cleared_up_and_started_again(hotel):
    job = killed(hotel)
    tasks.ring_jobs()
    assert scratch().count() == 1, "it may live"

    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - jobs.GYM_LOST_AFTER)
    tasks.ring_jobs()

    assert list(Hotel.objects.all()) == [hotel]
    job.refresh_from_db()
    assert (job.state, job.code) == ("failed", "lost")
    with translation.override(job.arguments["language"]):
        assert job.says == gettext("The process that worked on it was stopped. Start it again.")
    run = EvalRun.objects.get()
    assert run.tasks == run.results.count() > 0

    again = repeats.again(job, "Ana")
    assert again.pk != job.pk
    assert (again.state, again.kind, again.target) == ("waiting", job.kind, job.target)
    assert {**again.arguments, "language": ""} == {**job.arguments, "language": ""}
    assert repeats.again(job, "Ana").pk == again.pk, "pressed twice it is started once"
    with pytest.raises(LifecycleError) as refused:
        repeats.again(again, "Ana")
    assert refused.value.code == "not_repeatable"


def test_a_job_tells_in_the_language_of_who_started_it(hotel):
    def work(job):
        raise jobs.JobFailed("x", gettext("Validate this version first."))

    with translation.override("es"):
        job = jobs.open_job(hotel, Job.Kind.EVALUATE, "x", "x")
    with translation.override("en"):
        jobs.run(job.pk, work)

    job.refresh_from_db()
    with translation.override("es"):
        assert job.says == gettext("Validate this version first.") != "Validate this version first."
