"""What can be said of a configuration without asking anybody: each check names what is wrong, in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents import drafts, prompts, tools, wariness
from agents.config import AgentConfig, Config, PersonaConfig, WrongConfig, read_config
from agents.defiance import defiant
from agents.models import Document, ModelSetting, RemoteServer, ToolSetting
from agents.remote import names_of
from hotels.models import Hotel


@dataclass(frozen=True)
class Finding:
    """What one check says; `ok` when nothing is wrong."""

    check: str
    ok: bool
    says: str

    def as_json(self) -> dict[str, Any]:
        return {"check": self.check, "ok": self.ok, "says": self.says}


# A tool is of no use without what it works on: one of each row must be there as well.
NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "quote": (("find_offers",),),
    "propose_booking": (("find_offers",), ("quote",)),
    "join_waiting_list": (("find_offers",),),
    "propose_change": (("my_reservations", "find_reservation"),),
    "propose_cancellation": (("my_reservations", "find_reservation"),),
    "service_slots": (("find_services",),),
    "propose_appointment": (("find_services",), ("service_slots",)),
    "propose_move": (("my_appointments",), ("service_slots",)),
    "propose_appointment_cancellation": (("my_appointments",),),
}


def look(hotel: Hotel, kind: str, code: str, config: Any) -> list[Finding]:
    """Every check but the gym, in their order. Reads the database, changes nothing."""
    try:
        found = read_config(kind, config)
    except WrongConfig as wrong:
        return [Finding("schema", False, problem) for problem in wrong.problems]
    checks = _OF_SPECIALISTS if isinstance(found, AgentConfig) else _OF_PERSONAS
    findings = []
    for check in checks:
        wrongs = [Finding(check, False, says) for says in _CHECKS[check](hotel, code, found)]
        findings += wrongs or [Finding(check, True, str(FINE[check]))]
    return findings


def problems(hotel: Hotel, kind: str, code: str, config: Any) -> list[Finding]:
    return [finding for finding in look(hotel, kind, code, config) if not finding.ok]


def _number(hotel: Hotel, code: str, config: Any) -> Iterator[str]:
    codes = drafts.specialists_of(hotel) | {code}
    if len(codes) > hotel.tier.max_agents:
        yield _("The tier %(tier)s allows %(most)d agents, and with this one there are %(there)d.") % {
            "tier": hotel.tier.name,
            "most": hotel.tier.max_agents,
            "there": len(codes),
        }


def _model(hotel: Hotel, code: str, config: AgentConfig) -> Iterator[str]:
    if not config.model:
        return
    if not ModelSetting.objects.filter(model=config.model, is_active=True).exists():
        yield _("The model %(model)s is not one that agents may be given here.") % {"model": config.model}
    allowed = hotel.tier.allowed_models
    if allowed and config.model not in allowed:
        yield _("The tier %(tier)s does not allow the model %(model)s.") % {
            "tier": hotel.tier.name,
            "model": config.model,
        }


def _tools(hotel: Hotel, code: str, config: AgentConfig) -> Iterator[str]:
    if len(config.tools) > hotel.tier.max_tools:
        yield _("The tier %(tier)s allows %(most)d tools for an agent, and this one has %(there)d.") % {
            "tier": hotel.tier.name,
            "most": hotel.tier.max_tools,
            "there": len(config.tools),
        }
    known = tools.NAMES | names_of(hotel)
    off = set(ToolSetting.objects.filter(hotel=hotel, is_enabled=False).values_list("tool", flat=True))
    for name in dict.fromkeys(config.tools):
        if name not in known:
            yield _("There is no tool %(tool)s.") % {"tool": name}
        elif name in off:
            yield _("The tool %(tool)s is switched off for this hotel.") % {"tool": name}
        if config.tools.count(name) > 1:
            yield _("The tool %(tool)s is there twice.") % {"tool": name}


def _together(hotel: Hotel, code: str, config: AgentConfig) -> Iterator[str]:
    for name in config.tools:
        for choice in NEEDS.get(name, ()):
            if not set(choice) & set(config.tools):
                yield _("The tool %(tool)s is of no use without %(other)s.") % {
                    "tool": name,
                    "other": _(" or ").join(choice),
                }


def _prompt(hotel: Hotel, code: str, config: AgentConfig) -> Iterator[str]:
    yield from prompts.problems_of(config)


def _examples(hotel: Hotel, code: str, config: AgentConfig) -> Iterator[str]:
    for number, example in enumerate(config.examples, 1):
        for quoted in wariness.perishable(example.reply, hotel):
            yield _(
                "Example %(number)d: “%(words)s” grows old; leave amounts, dates, times and codes out."
            ) % {
                "number": number,
                "words": quoted,
            }
        for quoted in wariness.personal(f"{example.guest}\n{example.reply}", hotel):
            yield _(
                "Example %(number)d: “%(words)s” could be somebody's; examples hold no personal data."
            ) % {
                "number": number,
                "words": quoted,
            }


def _wording(hotel: Hotel, code: str, config: Config) -> Iterator[str]:
    texts = (
        [config.voice, config.signature, config.name]
        if isinstance(config, PersonaConfig)
        else [config.purpose, config.instructions, *(each.reply for each in config.examples)]
    )
    text = "\n".join(texts)
    for quoted in wariness.secrets(text):
        yield _("“%(words)s” looks like a secret; an agent must not know any.") % {"words": quoted}
    for quoted in defiant(text):
        yield _("“%(words)s” goes against what holds for every agent; the server does not allow it.") % {
            "words": quoted
        }
    if isinstance(config, AgentConfig):
        for quoted in wariness.amounts(config.instructions, hotel):
            yield _("“%(words)s”: a price in the instructions cannot be told to guests; "
                    "put it into the house's facts or services.") % {"words": quoted}  # fmt: skip


def _documents(hotel: Hotel, code: str, config: AgentConfig) -> Iterator[str]:
    there = Document.objects.filter(hotel=hotel, key__in=config.documents).exclude(published=None)
    today: date = hotel.today()
    valid = set(there.filter(Q(valid_to=None) | Q(valid_to__gte=today)).values_list("key", flat=True))
    for key in config.documents:
        if key not in valid:
            yield _("The document %(key)s is not published, or not valid any more.") % {"key": key}


def _remote(hotel: Hotel, code: str, config: AgentConfig) -> Iterator[str]:
    if config.remote is None:
        return
    servers = RemoteServer.objects.filter(hotel=hotel, code=config.remote.server, is_enabled=True)
    server = servers.first()
    if server is None:
        yield _("There is no server %(server)s, or it is switched off.") % {"server": config.remote.server}
    elif config.remote.tool not in server.tools:
        yield _("The tool %(tool)s of the server %(server)s is not allowed here.") % {
            "tool": config.remote.tool,
            "server": config.remote.server,
        }


_CHECKS: dict[str, Callable[[Hotel, str, Any], Iterator[str]]] = {
    "number": _number,
    "model": _model,
    "tools": _tools,
    "together": _together,
    "prompt": _prompt,
    "examples": _examples,
    "wording": _wording,
    "documents": _documents,
    "remote": _remote,
}
_OF_SPECIALISTS = tuple(_CHECKS)
_OF_PERSONAS = ("wording",)
FINE: dict[str, Promise] = {
    "schema": gettext_lazy("Everything that has to be there is there."),
    "number": gettext_lazy("The hotel may have one agent more."),
    "model": gettext_lazy("The model may be used."),
    "tools": gettext_lazy("All tools are there."),
    "together": gettext_lazy("The tools fit together."),
    "prompt": gettext_lazy("The instructions can be put together."),
    "examples": gettext_lazy("The examples do not grow old and name nobody."),
    "wording": gettext_lazy("Nothing in the words is secret or against the rules."),
    "documents": gettext_lazy("The documents it needs are published."),
    "remote": gettext_lazy("Nothing elsewhere is missing."),
}
