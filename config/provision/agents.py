"""The sections `agents` and `flags`. What is written here answers at once: checked, but without the gym."""

from dataclasses import dataclass
from typing import Any

import yaml

from agents import lifecycle
from agents.changes import CODE, LifecycleError
from agents.config import AgentConfig, PersonaConfig, WrongConfig, read_config
from agents.models import Agent
from agents.registry import PERSONA
from agents.templates import Starter, template_of
from config.provision import words
from config.provision.rows import Report, leave
from config.provision.source import Node, Wrong
from hotels import flags
from hotels.models import FlagSetting, Hotel

BY = "manage.py provision"


@dataclass(frozen=True)
class Wanted:
    """One member of `agents`: a template, or an agent's fields, or both (one of a template, changed)."""

    node: Node
    template: str
    code: str
    fields: dict[str, Any]

    @property
    def kind(self) -> str:
        return Agent.Kind.PERSONA if self.code == PERSONA else Agent.Kind.SPECIALIST


def read_agents(node: Node) -> list[Wanted]:
    """The agents that answer, out of the box or from a template or with words of their own."""
    found = node.each(_wanted)
    first: dict[str, int] = {}
    for wanted in found:
        name = wanted.code or f"template {wanted.template}"
        if name in first:
            node.page.problem(
                wanted.node.line, f"agents: {name} is there twice; first on line {first[name]}."
            )
        first.setdefault(name, wanted.node.line)
    return found


def _wanted(node: Node) -> Wanted:
    fields = node.fields()
    template, code = fields.may("template", words.slug, ""), fields.may("code", _code, "")
    kind = PersonaConfig if code == PERSONA else AgentConfig
    before = len(node.page.problems)
    read = {name: fields.may(name, plain, None) for name in kind.model_fields}
    given = {name: value for name, value in read.items() if value is not None}
    fields.close()
    wanted = Wanted(node, template, code, given)
    if not code and not template:
        raise Wrong("needs a code or a template")
    if given and not code:
        raise Wrong("is a whole template; to change an agent of it, name its code")
    if code and not template and len(node.page.problems) == before:
        _check(wanted, given)
    return wanted


def _code(node: Node) -> str:
    if not CODE.match(code := words.text(node, 40)):
        raise Wrong("may hold up to 40 small letters, digits and dashes, and begins with a letter")
    return code


def plain(node: Node) -> Any:
    """What YAML makes of a value: texts, numbers, truth, lists and maps. Raises Wrong."""
    try:
        return yaml.SafeLoader("").construct_object(node.yaml, deep=True)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise Wrong("is not a value") from error


def _check(wanted: Wanted, config: dict[str, Any]) -> None:
    """Put what is wrong with a configuration on the page, at the line of its field."""
    try:
        read_config(wanted.kind, config)
    except WrongConfig as wrong:
        lines = {name: member.line for name, member in wanted.node.fields()}
        for mistake in wrong.mistakes:
            line = lines.get(mistake.path.split(".")[0], wanted.node.line)
            wanted.node.page.problem(line, f"{wanted.node.path}.{mistake.path}: {mistake.says}")


def write_agents(report: Report, hotel: Hotel, entries: list[Wanted]) -> None:
    named: set[str] = set()
    for wanted in entries:
        for start in _starters(hotel, wanted):
            named.add(start.code)
            _write(report, hotel, wanted, start)
    leave(report, "agent", hotel.agents.values_list("code", flat=True), named)


def _starters(hotel: Hotel, wanted: Wanted) -> list[Starter]:
    """What a member stands for; nothing, and a problem on the page, when there is no such template."""
    page, line, path = wanted.node.page, wanted.node.line, wanted.node.path
    if not wanted.template:
        name = str(wanted.fields.get("name", wanted.code))
        return [Starter(wanted.code, wanted.kind, name, wanted.fields)]
    template = template_of(hotel, wanted.template)
    if template is None:
        page.problem(line, f"{path}.template {wanted.template} is not there.")
        return []
    if not wanted.code:
        return list(template.agents)
    same = [start for start in template.agents if start.code == wanted.code]
    chosen = same or (list(template.agents) if len(template.agents) == 1 else [])
    if not chosen or chosen[0].kind != wanted.kind:
        page.problem(line, f"{path}: the template {wanted.template} has no agent {wanted.code}.")
        return []
    config = chosen[0].config | wanted.fields
    _check(wanted, config)
    return [Starter(wanted.code, wanted.kind, str(config["name"]), config)]


def _write(report: Report, hotel: Hotel, wanted: Wanted, start: Starter) -> None:
    label = f"agent {start.code}"
    try:
        done = lifecycle.provide(hotel, start, BY)
    except LifecycleError as refusal:
        wanted.node.page.problem(wanted.node.line, f"{wanted.node.path} ({start.code}): {refusal}")
        return
    if done == "unchanged":
        report.unchanged += 1
    else:
        (report.created if done == "created" else report.changed).append(label)


def read_flags(node: Node) -> dict[str, Any]:
    """Flags with their values, of this hotel."""
    found = {}
    for code, member in node.fields():
        value = member.attempt(plain)
        try:
            flags.check(code, value)
        except flags.WrongFlag as wrong:
            node.page.problem(member.line, f"{member.path}: {wrong}")
        found[code] = value
    return found


def write_flags(report: Report, hotel: Hotel, entries: dict[str, Any]) -> None:
    rows = dict(FlagSetting.objects.filter(hotel=hotel).values_list("code", "value"))
    for code, value in entries.items():
        if code in rows and rows[code] == value and type(rows[code]) is type(value):
            report.unchanged += 1
            continue
        flags.set_flag(hotel, code, value, BY)
        (report.changed if code in rows else report.created).append(f"flag {code}")
    leave(report, "flag", rows, entries)
