"""The agents of a hotel: made, switched on and off, deleted."""

from typing import Any

from django.utils.translation import gettext as _

from agents import drafts
from agents.changes import By, LifecycleError, changing, tell
from agents.lifecycle.rows import agent_of, is_persona, refuse_trial
from agents.models import Agent, AgentVersion
from agents.registry import starters
from agents.templates import Starter, template_of
from hotels.models import Hotel


def create(
    hotel: Hotel,
    code: str,
    name: str,
    by: By,
    *,
    kind: str = Agent.Kind.SPECIALIST,
    config: dict[str, Any] | None = None,
    template: str = "",
    note: str = "",
) -> AgentVersion:
    """A new agent with a first draft: of `config`, of a template with one agent, or as out of the box.

    Codes: wrong_code, taken, wrong_template, wrong_config, too_many_agents.
    """
    with changing(hotel.pk) as locked:
        origin = ""
        if template:
            found = template_of(locked, template)
            if found is None or len(found.agents) != 1:
                raise LifecycleError(
                    "wrong_template", _("There is no template %(code)s of one agent.") % {"code": template}
                )
            kind, origin = found.agents[0].kind, f"template {template}"
            config = found.agents[0].config if config is None else config
        if config is None:
            config = drafts.first_config(kind, code, name)
        if kind == Agent.Kind.SPECIALIST and name:
            config = config | {"name": name}
        agent = drafts.new_agent(locked, Starter(code, kind, name, config), by)
        return drafts.new_draft(agent, config, by, note, origin)


def create_from_template(hotel: Hotel, template: str, by: By, *, note: str = "") -> list[AgentVersion]:
    """Drafts of all agents of a template; an agent that the hotel has already gets a new draft.

    Codes: wrong_template, taken (an agent of another kind), has_draft, too_many_agents.
    """
    with changing(hotel.pk) as locked:
        found = template_of(locked, template)
        if found is None:
            raise LifecycleError("wrong_template", _("There is no template %(code)s.") % {"code": template})
        made = []
        for start in found.agents:
            agent = locked.agents.filter(code=start.code, kind=start.kind).first()
            agent = agent or drafts.new_agent(locked, start, by)
            made.append(drafts.new_draft(agent, start.config, by, note, f"template {template}"))
        return made


def switch_off(hotel: Hotel, code: str, by: By, note: str = "") -> Agent:
    """The router no longer knows this agent, which may be one out of the box.

    Codes: not_found, last_agent, rollout_running.
    """
    with changing(hotel.pk) as locked:
        agent = _known(locked, code)
        if not is_persona(agent) and not drafts.answering(locked) - {code}:
            raise LifecycleError("last_agent", _("This is the last agent; somebody has to answer."))
        refuse_trial(agent)
        return _switch(agent, False, by, note)


def switch_on(hotel: Hotel, code: str, by: By, note: str = "") -> Agent:
    """The router knows this agent again. Codes: not_found, too_many_agents."""
    with changing(hotel.pk) as locked:
        agent = _known(locked, code)
        if not is_persona(agent):
            drafts.check_number(locked, code)
        return _switch(agent, True, by, note)


def delete_agent(agent: Agent, by: By) -> None:
    """Delete an agent that never answered anybody. Code: has_history."""
    with changing(agent.hotel_id) as hotel:
        agent = agent_of(hotel, agent)
        if agent.rollouts.exists() or agent.versions.exclude(state=AgentVersion.State.DRAFT).exists():
            raise LifecycleError(
                "has_history", _("It has answered guests, so its versions are kept: switch it off instead.")
            )
        tell(hotel, by, "agent.deleted", agent, "agent_deleted", agent=agent.code)
        agent.delete()


def _switch(agent: Agent, on: bool, by: By, note: str) -> Agent:
    if agent.is_enabled != on:
        agent.is_enabled = on
        agent.save(update_fields=["is_enabled"])
        what = {"agent": agent.code, "note": drafts.short(note)}
        action = "agent.switched_on" if on else "agent.switched_off"
        tell(agent.hotel, by, action, agent, "agent_updated", **what)
    return agent


def _known(hotel: Hotel, code: str) -> Agent:
    """The hotel's agent; the row is made for one out of the box."""
    agent = hotel.agents.filter(code=code).first()
    if agent is None and code not in starters():
        raise LifecycleError("not_found", _("There is no agent %(code)s.") % {"code": code})
    return agent or Agent.objects.create(hotel=hotel, code=code, name=starters()[code].name)
