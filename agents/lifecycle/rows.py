"""The rows a change works on, as they are now and of the right hotel. The caller holds the hotel's lock."""

from typing import Any

from django.utils.translation import gettext as _

from agents.changes import LifecycleError
from agents.models import Agent, AgentVersion, Rollout
from agents.soundness import problems
from hotels.models import Hotel


def agent_of(hotel: Hotel, agent: Agent) -> Agent:
    """The row as it is now, of this hotel."""
    found = hotel.agents.select_related("published").filter(pk=agent.pk).first()
    if found is None:
        raise LifecycleError("not_found", _("There is no such agent."))
    return found


def version_of(hotel: Hotel, version: AgentVersion) -> AgentVersion:
    """The row as it is now, of this hotel."""
    rows = AgentVersion.objects.select_related("agent", "hotel__tier")
    found = rows.filter(pk=version.pk, hotel=hotel, agent__hotel=hotel).first()
    if found is None:
        raise LifecycleError("not_found", _("There is no such version."))
    return found


def trial_of(agent: Agent) -> Rollout | None:
    return Rollout.objects.filter(agent=agent, state=Rollout.State.RUNNING).first()


def is_persona(agent: Agent) -> bool:
    return agent.kind == Agent.Kind.PERSONA


def refuse_trial(agent: Agent) -> None:
    if trial_of(agent):
        raise LifecycleError(
            "rollout_running", _("Another version is being tried: promote it or stop it first.")
        )


def refuse_problems(hotel: Hotel, agent: Agent, config: dict[str, Any]) -> None:
    if wrong := problems(hotel, agent.kind, agent.code, config):
        raise LifecycleError("not_valid", wrong[0].says)
