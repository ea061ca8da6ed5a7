"""Validation of a version as a job: everything that can be said of it at once, and then the gym."""

from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from agents import jobs
from agents.changes import By, LifecycleError, changing, tell
from agents.config import AgentConfig, digest_of, read_config
from agents.evals import runner
from agents.jobs import JobFailed
from agents.lifecycle.rows import version_of
from agents.models import AgentVersion, Job
from agents.soundness import Finding, look

State = AgentVersion.State
NO_TASKS = ("no_such_suite", "no_tasks")  # the gym's codes for a suite that asks nothing


def start(version: AgentVersion, by: By) -> Job:
    """The job that validates this version, or the one under way; its task is rung by the caller.

    Code: no_draft (what answered guests is not validated again).
    """
    with changing(version.hotel_id) as hotel:
        row = version_of(hotel, version)
        if row.state not in (State.DRAFT, State.CANDIDATE):
            raise LifecycleError("no_draft", _("This version is no draft any more; make a new one."))
        target = f"agents.agentversion:{row.pk}"
        under_way = Job.objects.filter(
            hotel=hotel,
            kind=Job.Kind.VALIDATE,
            target=target,
            state__in=(Job.State.WAITING, Job.State.RUNNING),
        )
        return under_way.first() or jobs.open_job(
            hotel,
            Job.Kind.VALIDATE,
            target,
            row.title,
            str(by),
            version=row.pk,
            language=get_language(),
        )


def validate(job: Job) -> dict[str, Any]:
    """The work of a claimed job. What it found stands in the version, in the language of who started it.

    Back comes {ok, findings, run}. Raises JobFailed: not_found, changed_meanwhile, or why the gym could
    not be asked.
    """
    with override(job.arguments.get("language")):
        return _validated(job)


def _validated(job: Job) -> dict[str, Any]:
    version = (
        AgentVersion.objects.select_related("agent")
        .filter(pk=job.arguments.get("version"), hotel=job.hotel_id)
        .first()
    )
    if version is None:
        raise JobFailed("not_found", _("This version is not there any more."))
    digest = digest_of(version.config)
    jobs.report(job, 0, 0, _("Reading the configuration"))
    findings = look(job.hotel, version.agent.kind, version.agent.code, version.config)
    run: int | None = None
    if all(finding.ok for finding in findings):
        finding, run = _exercise(job, version)
        findings += [finding] if finding else []
    ok = _keep(job, version, digest, findings)
    return {"ok": ok, "findings": [finding.as_json() for finding in findings], "run": run}


def _exercise(job: Job, version: AgentVersion) -> tuple[Finding | None, int | None]:
    """What the gym says of it, and the run; nothing for a persona and where no tasks are asked for."""
    config = read_config(version.agent.kind, version.config)
    if not isinstance(config, AgentConfig) or not config.suite:
        return None, None
    try:
        run = runner.evaluate(job, job.hotel, version.agent.code, config, config.suite, version=version)
    except JobFailed as failure:
        if failure.code in NO_TASKS:
            return Finding("gym", False, str(failure)), None
        raise
    ok = run.tasks > 0 and run.passed >= config.pass_share * run.tasks
    says = _("%(passed)d of %(tasks)d tasks of the gym passed; %(share)d %% are asked for.") % {
        "passed": run.passed,
        "tasks": run.tasks,
        "share": round(config.pass_share * 100),
    }
    return Finding("gym", ok, says), run.pk


def _keep(job: Job, version: AgentVersion, digest: str, findings: list[Finding]) -> bool:
    ok = all(finding.ok for finding in findings)
    with changing(job.hotel_id) as hotel:
        now = AgentVersion.objects.select_related("agent").filter(pk=version.pk).first()
        if now is None or digest_of(now.config) != digest:
            raise JobFailed("changed_meanwhile", _("It was changed meanwhile; validate it again."))
        # Not `save`: the draft itself is as it was, also for whoever edits it now.
        AgentVersion.objects.filter(pk=now.pk).update(
            validated_hash=digest if ok else "", findings=[finding.as_json() for finding in findings]
        )
        what = {"agent": now.agent.code, "version": now.pk, "number": now.number, "ok": ok}
        by = job.started_by_name or "validation"
        tell(hotel, by, "agent.validated", now, "agent_validated", **what)
    return ok
