"""Versions of an agent: drafted, edited, published, rolled back."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agents import drafts
from agents.changes import By, LifecycleError, changing, tell
from agents.config import WrongConfig, digest_of, read_config
from agents.drafts import tell_of
from agents.lifecycle.rows import agent_of, is_persona, refuse_problems, refuse_trial, trial_of, version_of
from agents.lifecycle.trials import end_trial
from agents.models import Agent, AgentVersion, Rollout
from agents.registry import starters
from agents.templates import Starter
from hotels.models import Hotel

State = AgentVersion.State


def new_draft(agent: Agent, by: By, *, source: AgentVersion | None = None, note: str = "") -> AgentVersion:
    """A draft like `source`, a version of an agent of this hotel; else like what answers now.

    Codes: has_draft, not_found (a source of another hotel or kind).
    """
    with changing(agent.hotel_id) as hotel:
        agent = agent_of(hotel, agent)
        if source is None:
            source = agent.published
        elif source.hotel_id != hotel.pk or source.agent.kind != agent.kind:
            raise LifecycleError("not_found", _("There is no such version here."))
        config = source.config if source else drafts.first_config(agent.kind, agent.code, agent.name)
        return drafts.new_draft(agent, config, by, note, str(source or "")[:80])


def edit_draft(
    version: AgentVersion,
    config: dict[str, Any],
    by: By,
    *,
    note: str | None = None,
    expected: datetime | None = None,
) -> AgentVersion:
    """Put `config` into a draft. It may be incomplete: validation says what is missing.

    `expected` is the `changed_at` it was made from: somebody else's later change is not overwritten.
    Codes: no_draft, changed_meanwhile, wrong_config.
    """
    with changing(version.hotel_id) as hotel:
        version = version_of(hotel, version)
        if version.state != State.DRAFT:
            raise LifecycleError("no_draft", _("This version is no draft any more; make a new one."))
        if expected is not None and version.changed_at != expected:
            raise LifecycleError(
                "changed_meanwhile", _("Somebody has changed this draft meanwhile; look at it again.")
            )
        before, version.config = version.config, drafts.storable(version.agent.kind, config)
        if note is not None:
            version.note = drafts.short(note)
        if digest_of(before) != digest_of(version.config):
            version.validated_hash, version.findings = "", []
        version.save(update_fields=["config", "note", "validated_hash", "findings", "changed_at"])
        both = before.keys() | version.config.keys()
        fields = sorted(str(key) for key in both if before.get(key) != version.config.get(key))
        tell_of(version, by, "agent.edited", fields=fields[:40])
        return version


def delete_draft(version: AgentVersion, by: By) -> None:
    """Throw a draft away. An agent that never had another version stays, empty. Code: no_draft."""
    with changing(version.hotel_id) as hotel:
        version = version_of(hotel, version)
        if version.state != State.DRAFT:
            raise LifecycleError("no_draft", _("Only a draft can be thrown away."))
        tell_of(version, by, "agent.draft_deleted")
        version.delete()


def publish(version: AgentVersion, by: By, note: str = "") -> AgentVersion:
    """Let this version answer from the next conversation on. It never changes again.

    A roll-out whose candidate it is ends as promoted.
    Codes: no_draft, not_validated, not_valid, rollout_running.
    """
    with changing(version.hotel_id) as hotel:
        version = version_of(hotel, version)
        agent = version.agent
        if version.state not in (State.DRAFT, State.CANDIDATE):
            raise LifecycleError("no_draft", _("This version is no draft any more; make a new one."))
        if version.validated_hash != digest_of(version.config):
            raise LifecycleError("not_validated", _("Validate this version before you publish it."))
        # The tier, the tools and the documents may be others than when it was validated.
        refuse_problems(hotel, agent, version.config)
        trial = trial_of(agent)
        if trial and trial.candidate_id == version.pk:
            end_trial(trial, Rollout.State.PROMOTED, by)
        refuse_trial(agent)
        return _put_up(version, by, note)


def provide(hotel: Hotel, start: Starter, by: By, note: str = "") -> str:
    """Have the hotel answer with this configuration, whatever answered before: created, changed or unchanged.

    For an operator's files: checked as ever, but the gym is not asked. Drafts of people stay as they are.
    Codes: wrong_code, taken, wrong_config, too_many_agents, not_valid, rollout_running.
    """
    with changing(hotel.pk) as locked:
        config = drafts.storable(start.kind, start.config)
        agent = locked.agents.filter(code=start.code, kind=start.kind).select_related("published").first()
        if agent and agent.published and digest_of(agent.published.config) == digest_of(config):
            return "unchanged"
        if agent:
            refuse_trial(agent)
        done = "changed" if agent else "created"
        agent = agent or drafts.new_agent(locked, start, by)
        refuse_problems(locked, agent, config)
        version = drafts.new_version(agent, config, by, note, str(by))
        version.validated_hash = digest_of(config)
        _put_up(version, by, note)
        return done


def roll_back(agent: Agent, by: By, note: str, *, to: AgentVersion | None = None) -> AgentVersion | None:
    """Let an earlier version answer again: `to`, else the one published before; None: as out of the box.

    The present one is withdrawn: conversations that began with it go on with the earlier one. The agent's
    roll-out, if one runs, ends as rolled back. Codes: nothing_before, not_found, not_valid.
    """
    with changing(agent.hotel_id) as hotel:
        agent = agent_of(hotel, agent)
        present, target = agent.published, _earlier(agent, to)
        if present is None or (target is None and agent.code not in starters() and not is_persona(agent)):
            raise LifecycleError("nothing_before", _("There is no earlier version to go back to."))
        if target and not _is_understood(agent, target):
            raise LifecycleError("not_valid", _("That version is too old for this release to understand."))
        if trial := trial_of(agent):
            end_trial(trial, Rollout.State.ROLLED_BACK, by, "rolled_back")
        AgentVersion.objects.filter(pk=present.pk).update(state=State.RETIRED, withdrawn_at=timezone.now())
        if target is not None:
            AgentVersion.objects.filter(pk=target.pk).update(state=State.PUBLISHED, withdrawn_at=None)
            target.refresh_from_db()
        agent.published = target
        agent.save(update_fields=["published"])
        what = {"number": present.number, "to": target and target.number, "note": drafts.short(note)}
        tell(hotel, by, "agent.rolled_back", agent, "agent_updated", agent=agent.code, **what)
        return target


def _put_up(version: AgentVersion, by: By, note: str) -> AgentVersion:
    agent = version.agent
    if agent.published_id:
        AgentVersion.objects.filter(pk=agent.published_id).update(state=State.RETIRED)
    version.state, version.published_at = State.PUBLISHED, timezone.now()
    version.published_by = drafts.person(by)
    version.note = drafts.short(note) or version.note
    version.save()
    agent.published = version
    if agent.kind == Agent.Kind.SPECIALIST:
        agent.name = version.config["name"]
    agent.save(update_fields=["published", "name"])
    tell_of(version, by, "agent.published", note=version.note)
    return version


def _earlier(agent: Agent, to: AgentVersion | None) -> AgentVersion | None:
    """The version to go back to: the one that is asked for, else the last one before the present."""
    before = agent.versions.exclude(published_at=None).exclude(pk=agent.published_id or 0)
    if to is not None:
        target = before.filter(pk=to.pk).first()
        if target is None:
            raise LifecycleError("not_found", _("There is no such published version of this agent."))
        return target
    if agent.published is None:
        return None
    at = agent.published.published_at
    return before.filter(withdrawn_at=None, published_at__lt=at).order_by("-published_at").first()


def _is_understood(agent: Agent, version: AgentVersion) -> bool:
    try:
        read_config(agent.kind, version.config)
    except WrongConfig:
        return False
    return True
