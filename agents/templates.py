"""Where a hotel's agents may start from: whole houses and single specialists, ours and its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agents.changes import CODE, By, LifecycleError, changing, tell
from agents.config import AgentConfig, PersonaConfig, read_config
from agents.models import Agent, AgentTemplate
from agents.registry import PERSONA, STARTERS, starters
from hotels import audit
from hotels.models import Hotel, in_language

MOST_OWN = 50


@dataclass(frozen=True)
class Starter:
    """One agent of a template."""

    code: str
    kind: str
    name: str
    config: dict[str, Any]


@dataclass(frozen=True)
class Template:
    code: str
    name: str
    about: str
    agents: tuple[Starter, ...]
    own: bool = False  # kept by the hotel itself

    @property
    def kind(self) -> str:
        """A single specialist, or a house of several agents."""
        return "specialist" if len(self.agents) == 1 else "house"


def templates_of(hotel: Hotel) -> list[Template]:
    """All that the hotel may start from: houses, specialists, then its own."""
    own = [_own(row) for row in AgentTemplate.objects.filter(hotel=hotel)]
    taken = {template.code for template in own}
    ours = [_ours(hotel, code) for code in _files() if code not in taken]
    return [*sorted(ours, key=lambda template: (template.kind != "house", template.name)), *own]


def template_of(hotel: Hotel, code: str) -> Template | None:
    """One of them; the hotel's own before ours."""
    if row := AgentTemplate.objects.filter(hotel=hotel, code=code).first():
        return _own(row)
    return _ours(hotel, code) if code in _files() else None


def save_as_template(
    hotel: Hotel, code: str, name: str, agents: Sequence[Agent], by: By, *, about: str = ""
) -> AgentTemplate:
    """Keep these agents as they are published (else as last drafted) to start from again.

    Codes: wrong_code, taken, not_found (an agent of another hotel, or without a version).
    """
    with changing(hotel.pk):
        if not CODE.match(code) or not name.strip():
            raise LifecycleError(
                "wrong_code", _("A template needs a name, and a code of small letters, digits and dashes.")
            )
        rows = AgentTemplate.objects.filter(hotel=hotel)
        if rows.filter(code=code).exists() or rows.count() >= MOST_OWN:
            raise LifecycleError("taken", _("There is a template with this code, or there are too many."))
        template = AgentTemplate.objects.create(
            hotel=hotel,
            code=code,
            name=name.strip()[:80],
            about=about.strip()[:300],
            agents=[_kept(hotel, agent) for agent in agents],
        )
        tell(hotel, by, "template.created", template, "template_created", template=code)
        return template


def delete_template(template: AgentTemplate, by: By) -> None:
    """Forget one of the hotel's own templates; agents made from it stay as they are."""
    with changing(template.hotel_id) as hotel:
        audit.record(hotel, by, "template.deleted", template, {"template": template.code})
        template.delete()


def _kept(hotel: Hotel, agent: Agent) -> dict[str, Any]:
    row = Agent.objects.filter(pk=agent.pk, hotel=hotel).select_related("published").first()
    version = (row.published or row.versions.first()) if row else None
    if row is None or version is None:
        raise LifecycleError("not_found", _("There is nothing of this agent to keep."))
    return {"code": row.code, "kind": row.kind, "name": row.name, "config": version.config}


def _own(row: AgentTemplate) -> Template:
    agents = tuple(Starter(each["code"], each["kind"], each["name"], each["config"]) for each in row.agents)
    return Template(row.code, row.name, row.about, agents, own=True)


def _ours(hotel: Hotel, code: str) -> Template:
    """Its name as the reader understands it; its agents are called in the hotel's language."""
    raw = _files()[code]
    reader = (get_language() or "en")[:2]
    persona = [_persona(raw["persona"])] if "persona" in raw else []
    agents = [_specialist(each, hotel.language) for each in raw["agents"]]
    return Template(
        code,
        in_language(raw["name"], reader, "en"),
        in_language(raw["about"], reader, "en"),
        (*persona, *agents),
    )


def _persona(fields: dict[str, Any]) -> Starter:
    config = PersonaConfig.model_validate(fields).model_dump(mode="json")
    return Starter(PERSONA, Agent.Kind.PERSONA, _("Persona"), config)


def _specialist(raw: dict[str, Any], language: str) -> Starter:
    """A specialist of its own, or one out of the box (`like`) that is told something more."""
    fields = {**raw}
    code = fields.pop("code")
    if like := fields.pop("like", ""):
        base = starters()[like].model_dump(mode="json")
        more = fields.pop("more", "")
        fields = base | fields | {"instructions": f"{base['instructions']}\n\n{more}".strip()}
    else:
        fields["name"] = in_language(fields["name"], language, "en")
    config = read_config(Agent.Kind.SPECIALIST, fields)
    assert isinstance(config, AgentConfig)
    return Starter(code, Agent.Kind.SPECIALIST, config.name, config.model_dump(mode="json"))


@cache
def _files() -> dict[str, dict[str, Any]]:
    paths = sorted((STARTERS / "templates").glob("*.yaml"))
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}
