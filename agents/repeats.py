"""A job that failed or was cancelled, started once more with the same wishes."""

from django.utils.translation import gettext as _

from agents import validation
from agents.changes import By, LifecycleError
from agents.evals import runner
from agents.knowledge import intake, shelf, truth
from agents.models import AgentVersion, Job

Kind, State = Job.Kind, Job.State


def again(job: Job, by: By) -> Job:
    """A new job that does what this one was to do, or the one under way; its task is rung by the caller.

    Codes: not_repeatable (it is under way, is done, or is of a kind that starts elsewhere), not_found (the
    version is gone), gone (the file is), no_draft.
    """
    if not job.may_repeat:
        raise LifecycleError("not_repeatable", _("Only what failed or was cancelled is started again."))
    if job.kind in Job.READING:
        try:
            return intake.again(job, by)
        except shelf.NotPossible as error:
            raise LifecycleError(error.code, str(error)) from error
    if job.kind == Kind.TRUTH:
        return truth.start(job.hotel, str(by))
    if job.kind == Kind.VALIDATE:
        return validation.start(_version(job), by)
    wished = job.arguments
    under_way = Job.objects.filter(
        hotel=job.hotel_id,
        kind=job.kind,
        target=job.target,
        arguments__suite=wished["suite"],
        state__in=(State.WAITING, State.RUNNING),
    )
    return under_way.first() or runner.open_run(
        job.hotel,
        wished["suite"],
        str(by),
        version=_version(job) if wished["version"] else None,
        trials=wished["trials"],
        guest=wished["guest"],
    )


def _version(job: Job) -> AgentVersion:
    rows = AgentVersion.objects.select_related("agent").filter(hotel=job.hotel_id)
    found = rows.filter(pk=job.arguments.get("version")).first()
    if found is None:
        raise LifecycleError("not_found", _("This version is not there any more."))
    return found
