"""New agents and versions: the rows, and what may be kept in them. The caller holds the hotel's lock."""

import json
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from agents.changes import CODE, By, LifecycleError, tell
from agents.config import AgentConfig, PersonaConfig, WrongConfig, read_config
from agents.models import Agent, AgentVersion
from agents.registry import PERSONA, starters
from agents.templates import Starter
from hotels.models import Hotel, User

MOST_BYTES = 100_000
NOTE = AgentVersion._meta.get_field("note").max_length or 0


def check_code(kind: str, code: str) -> None:
    """Raise LifecycleError unless an agent of this kind may have this code."""
    if not CODE.match(code) or (kind == Agent.Kind.PERSONA) != (code == PERSONA):
        raise LifecycleError(
            "wrong_code",
            _("A code is up to 40 small letters, digits and dashes, and begins with a letter; "
              "only the persona is called persona."),
        )  # fmt: skip


def storable(kind: str, config: Any) -> dict[str, Any]:
    """The configuration as it is kept: with all its fields when it is right, else as it came.

    A draft may be incomplete, but it is JSON that the database takes. Raises LifecycleError.
    """
    try:
        text = json.dumps(config, allow_nan=False, ensure_ascii=False)
        size = len(text.encode())
    except (TypeError, ValueError, RecursionError) as error:
        raise LifecycleError("wrong_config", _("The configuration is not JSON.")) from error
    if not isinstance(config, dict) or size > MOST_BYTES or "\\u0000" in text.replace("\\\\", ""):
        raise LifecycleError("wrong_config", _("The configuration is no object of at most 100 kB of text."))
    try:
        return read_config(kind, config).model_dump(mode="json")
    except WrongConfig:
        return dict(config)


def first_config(kind: str, code: str, name: str) -> dict[str, Any]:
    """As out of the box, else a form to fill in."""
    if kind == Agent.Kind.PERSONA:
        return PersonaConfig().model_dump(mode="json")
    if found := starters().get(code):
        return found.model_dump(mode="json")
    return AgentConfig.model_construct(name=name, purpose="", instructions="").model_dump(mode="json")


def new_agent(hotel: Hotel, start: Starter, by: By) -> Agent:
    """An agent without a version. Raises LifecycleError: wrong_code, taken, too_many_agents."""
    check_code(start.kind, start.code)
    if hotel.agents.filter(code=start.code).exists():
        raise LifecycleError("taken", _("There is an agent with the code %(code)s.") % {"code": start.code})
    if start.kind == Agent.Kind.SPECIALIST:
        check_number(hotel, start.code)
    agent = Agent.objects.create(
        hotel=hotel, code=start.code, kind=start.kind, name=str(start.name)[:80] or start.code
    )
    tell(hotel, by, "agent.created", agent, "agent_created", agent=agent.code)
    return agent


def new_draft(agent: Agent, config: dict[str, Any], by: By, note: str = "", origin: str = "") -> AgentVersion:
    """The agent's next version. Raises LifecycleError: has_draft, wrong_config."""
    if agent.versions.filter(state=AgentVersion.State.DRAFT).exists():
        raise LifecycleError(
            "has_draft", _("%(agent)s has a draft already; go on with that one.") % {"agent": agent.name}
        )
    version = new_version(agent, config, by, note, origin)
    tell_of(version, by, "agent.drafted", origin=version.origin)
    return version


def new_version(
    agent: Agent, config: dict[str, Any], by: By, note: str = "", origin: str = ""
) -> AgentVersion:
    """The row of the next version, told to nobody yet."""
    last = agent.versions.aggregate(last=Max("number"))["last"] or 0
    return AgentVersion.objects.create(
        hotel=agent.hotel,
        agent=agent,
        number=last + 1,
        config=storable(agent.kind, config),
        note=short(note),
        origin=origin[:80],
        made_by=person(by),
        made_by_name=str(by)[:120],
    )


def tell_of(version: AgentVersion, by: By, action: str, **what: Any) -> None:
    """A change of one version of an agent."""
    what = {"agent": version.agent.code, "version": version.pk, "number": version.number} | what
    tell(version.hotel, by, action, version, "agent_updated", **what)


def check_number(hotel: Hotel, code: str) -> None:
    """Raise LifecycleError when the tier does not allow one specialist more, of this code."""
    codes = specialists_of(hotel) | {code}
    if len(codes) > hotel.tier.max_agents:
        raise LifecycleError(
            "too_many_agents",
            _("The tier %(tier)s allows %(most)d agents: switch one off first.")
            % {"tier": hotel.tier.name, "most": hotel.tier.max_agents},
        )


def specialists_of(hotel: Hotel) -> set[str]:
    """Codes of the specialists that are switched on, also of those that were never published yet."""
    rows = dict(hotel.agents.filter(kind=Agent.Kind.SPECIALIST).values_list("code", "is_enabled"))
    return {code for code in {*starters(), *rows} if rows.get(code, True)}


def answering(hotel: Hotel) -> set[str]:
    """Codes of the specialists that could answer a guest now."""
    rows = hotel.agents.filter(kind=Agent.Kind.SPECIALIST)
    ready = set(rows.exclude(published=None).values_list("code", flat=True)) | {*starters()}
    return ready & specialists_of(hotel)


def person(by: By) -> User | None:
    return by if isinstance(by, User) else None


def short(note: str) -> str:
    return note.replace("\x00", "").strip()[:NOTE]
