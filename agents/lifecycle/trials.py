"""How a trial of a version ends, and what becomes of its candidate."""

from django.utils import timezone
from django.utils.translation import gettext as _

from agents.changes import By, LifecycleError, changing, tell
from agents.models import AgentVersion, Rollout

State = AgentVersion.State


def end_trial(trial: Rollout, state: str, by: By, reason: str = "") -> Rollout:
    """End a running roll-out. Unless promoted, its candidate answers nobody from the next turn on.

    A candidate that was only a shadow becomes a draft again. Code: not_found (it does not run).
    """
    with changing(trial.hotel_id) as hotel:
        running = Rollout.objects.filter(pk=trial.pk, hotel=hotel, state=Rollout.State.RUNNING)
        if running.update(state=state, reason=reason[:32], ended_at=timezone.now()) != 1:
            raise LifecycleError("not_found", _("This roll-out does not run any more."))
        trial = Rollout.objects.select_related("agent").get(pk=trial.pk)
        if state != Rollout.State.PROMOTED:
            _take_back(trial)
        what = {"rollout": trial.pk, "agent": trial.agent.code, "state": state, "reason": trial.reason}
        tell(hotel, by, "rollout.ended", trial, "rollout_changed", **what)
        return trial


def _take_back(trial: Rollout) -> None:
    """The candidate of a trial that ended without being promoted."""
    candidate = AgentVersion.objects.filter(pk=trial.candidate_id, state=State.CANDIDATE)
    has_draft = trial.agent.versions.filter(state=State.DRAFT).exists()
    if trial.kind == Rollout.Kind.SHADOW and not has_draft:
        candidate.update(state=State.DRAFT)
    else:
        candidate.update(state=State.RETIRED, withdrawn_at=timezone.now())
