"""Validation as a job: progress, findings, the gym, and what was changed meanwhile."""

import pytest

from agents import jobs, lifecycle, tasks, validation
from agents.changes import LifecycleError
from agents.config import digest_of
from agents.models import AgentVersion, EvalRun, Job
from tests.factories import make_hotel
from tests.lifecycle.conftest import CONFIG, published

pytestmark = pytest.mark.django_db(transaction=True)


def validated(version, by="Ana") -> tuple[Job, AgentVersion]:
    job = validation.start(version, by)
    tasks.validate(job.pk)
    job.refresh_from_db()
    version.refresh_from_db()
    return job, version


def test_a_sound_version_may_be_published_afterwards(hotel, ana):
    draft = lifecycle.create(hotel, "wedding", "", ana, config=CONFIG)

    job, draft = validated(draft)

    assert (job.state, job.result["ok"], job.started_by_name) == ("done", True, "Ana")
    assert draft.validated_hash == digest_of(draft.config)
    assert {finding["check"] for finding in draft.findings} >= {"tools", "prompt", "wording"}
    assert lifecycle.publish(draft, ana).state == "published"


def test_what_is_wrong_stands_in_the_version_and_nothing_is_published(hotel, ana):
    draft = lifecycle.create(hotel, "wedding", "", ana, config=CONFIG | {"tools": ["fly"]})

    job, draft = validated(draft)

    assert (job.state, job.result["ok"], draft.validated_hash) == ("done", False, "")
    assert [finding["says"] for finding in draft.findings if not finding["ok"]] == ["There is no tool fly."]
    with pytest.raises(LifecycleError, match="Validate this version"):
        lifecycle.publish(draft, ana)


def test_a_version_that_was_good_and_is_no_longer_loses_its_word(hotel, ana):
    draft = lifecycle.create(hotel, "wedding", "", ana, config=CONFIG)
    validated(draft)
    hotel.tier.max_tools = 1
    hotel.tier.save()

    _, draft = validated(draft)

    assert draft.validated_hash == ""


def test_one_validation_at_a_time(hotel, ana):
    draft = lifecycle.create(hotel, "wedding", "", ana, config=CONFIG)

    first = validation.start(draft, "Ana")
    assert validation.start(draft, "Leo") == first
    tasks.validate(first.pk)
    tasks.validate(first.pk)  # rung twice
    assert validation.start(draft, "Leo") != first


def test_what_is_changed_meanwhile_is_validated_again(hotel, ana, monkeypatch):
    draft = lifecycle.create(hotel, "wedding", "", ana, config=CONFIG)
    job = jobs.claim(validation.start(draft, "Ana").pk)
    look = validation.look

    def look_while_somebody_edits(*args):
        found = look(*args)
        lifecycle.edit_draft(draft, CONFIG | {"tools": ["fly"]}, "Leo")
        return found

    monkeypatch.setattr(validation, "look", look_while_somebody_edits)
    with pytest.raises(jobs.JobFailed) as failure:
        validation.validate(job)

    assert failure.value.code == "changed_meanwhile"
    draft.refresh_from_db()
    assert (draft.validated_hash, draft.findings) == ("", [])


def test_what_has_answered_or_is_not_there_is_not_validated(hotel, ana):
    version = published(hotel)
    with pytest.raises(LifecycleError) as refusal:
        validation.start(version, "Ana")
    assert refusal.value.code == "no_draft"

    draft = lifecycle.create(hotel, "groups", "", ana, config=CONFIG)
    job = validation.start(draft, "Ana")
    lifecycle.delete_draft(draft, ana)
    tasks.validate(job.pk)
    job.refresh_from_db()
    assert (job.state, job.code) == ("failed", "not_found")


def test_a_job_does_not_reach_into_another_hotel(hotel, ana):
    draft = lifecycle.create(make_hotel(), "wedding", "", "x", config=CONFIG)
    job = jobs.open_job(hotel, Job.Kind.VALIDATE, "agents.agentversion:1", "x", version=draft.pk)

    tasks.validate(job.pk)

    job.refresh_from_db()
    draft.refresh_from_db()
    assert (job.code, draft.validated_hash) == ("not_found", "")


def test_a_suite_that_is_not_there_is_a_finding(hotel, ana):
    draft = lifecycle.create(hotel, "wedding", "", ana, config=CONFIG | {"suite": "moonwalk"})

    job, draft = validated(draft)

    assert (job.state, job.result["ok"]) == ("done", False)
    assert [finding["check"] for finding in draft.findings if not finding["ok"]] == ["gym"]


def test_findings_are_in_the_language_of_who_asked(hotel, ana):
    from django.utils import translation

    draft = lifecycle.create(hotel, "wedding", "", ana, config=CONFIG)
    with translation.override("es"):
        job = validation.start(draft, ana)

    assert job.arguments["language"] == "es"
    tasks.validate(job.pk)
    assert translation.get_language() == "en"


def gym_of(version) -> dict:
    job, version = validated(version)
    assert job.state == "done", job.says
    [found] = [finding for finding in version.findings if finding["check"] == "gym"]
    return found | {"run": job.result["run"]}


def test_a_wedding_specialist_fails_the_gym_is_mended_and_published(hotel, ana):
    draft = lifecycle.create(hotel, "wedding", "Bodas", ana, template="wedding")
    whole = draft.config
    draft = lifecycle.edit_draft(draft, whole | {"tools": []}, ana)

    failed = gym_of(draft)
    assert failed["ok"] is False
    assert EvalRun.objects.get(pk=failed["run"]).version == draft
    with pytest.raises(LifecycleError, match="Validate this version"):
        lifecycle.publish(draft, ana)

    draft = lifecycle.edit_draft(draft, whole, ana)
    assert gym_of(draft)["ok"] is True
    lifecycle.publish(draft, ana)
