"""What a specialist is told: our rules, the house's voice, its own part, examples, the conversation at hand.

What stays the same comes first: providers charge less for a beginning they have seen. Our rules stand above
all that a hotel writes, and the reply gate holds whatever is written.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from agents.base import Briefing
from agents.config import AgentConfig, PersonaConfig
from agents.desk import Desk
from agents.prompts.conversation import VARIABLES, context, values
from agents.prompts.templates import WrongTemplate, render
from agents.prompts.templates import problems_of as template_problems
from agents.registry import Cast, Specialist, starters
from agents.tools import OURS, guidance_of, tools_of

__all__ = ["VARIABLES", "Prompt", "WrongTemplate", "base", "compose", "problems_of", "router", "try_render"]

_EMOJI = {"none": "No emoji.", "few": "At most one emoji."}


@dataclass(frozen=True)
class Prompt:
    """The instructions for one turn, in parts, and what of them a guest must never read."""

    parts: tuple[tuple[str, str], ...]
    version: str  # changes with every word that is told and is not of the conversation at hand
    problems: tuple[str, ...] = ()  # of what the hotel wrote: it was left out
    guidance: frozenset[str] = frozenset()  # what it added to the tools: told with them, never to a guest

    @property
    def text(self) -> str:
        return "\n\n".join(text for _, text in self.parts if text)

    @property
    def confidential(self) -> str:
        """Without examples and the house's data, which are there to be said."""
        return "\n\n".join(text for name, text in self.parts if name not in ("examples", "context") and text)


def compose(desk: Desk, briefing: Briefing, specialist: Specialist, cast: Cast) -> Prompt:
    """What the specialist is told in this turn."""
    config = specialist.config
    problems: tuple[str, ...] = ()
    try:
        instructions = try_render(desk, config)
    except WrongTemplate as wrong:
        problems = (str(wrong),)
        instructions = _out_of_the_box(desk, specialist)
    parts = (
        ("base", base()),
        ("persona", _persona(cast.persona, desk.language)),
        ("instructions", f"# Your part: {config.name}\n{instructions}".strip()),
        ("examples", _examples(config)),
        ("context", context(desk, briefing, cast, specialist)),
    )
    return Prompt(parts, version(desk, config, cast.persona), problems, guidance_of(desk.hotel, config))


def try_render(desk: Desk, config: AgentConfig) -> str:
    """The instructions as they would be told now. Raises WrongTemplate."""
    return render(config.instructions, values(desk, config.instructions))


def problems_of(config: AgentConfig) -> list[str]:
    """What is wrong with the instructions, whatever the hotel; nothing is asked or run."""
    return template_problems(config.instructions, VARIABLES)


def router(cast: Cast, candidates: tuple[Specialist, ...]) -> str:
    """The router's instructions; purposes are the hotel's words."""
    agents = "\n".join(f"- {each.code}: {' '.join(each.config.purpose.split())}" for each in candidates)
    return _read("router.md").replace("$agents", agents).replace("$default", cast.default.code)


def version(desk: Desk, config: AgentConfig, persona: PersonaConfig) -> str:
    """A hash of all that is told: our rules, the hotel's words, the tools and what is said of them."""
    tools = tuple(json.dumps(each.schema, sort_keys=True) for each in tools_of(desk.hotel, config).values())
    return _digest(base(), config, persona, tools)


def base() -> str:
    return _read("base.md").strip()


@lru_cache(maxsize=512)
def _digest(rules: str, config: AgentConfig, persona: PersonaConfig, tools: tuple[str, ...]) -> str:
    told = [
        rules, _read("router.md"), persona.model_dump_json(), config.instructions, config.name,
        *(example.model_dump_json() for example in config.examples), *tools, *sorted(OURS),
    ]  # fmt: skip
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:12]


def _out_of_the_box(desk: Desk, specialist: Specialist) -> str:
    """Our own instructions for this specialist; none for one of the hotel's making."""
    ours = starters().get(specialist.code)
    try:
        return try_render(desk, ours) if ours else ""
    except WrongTemplate:
        return ""


def _persona(persona: PersonaConfig, language: str) -> str:
    lines = ["# The voice of the house"]
    if persona.name:
        lines.append(f"You are called {persona.name}.")
    lines.append(_address(persona.formality, language))
    lines.append(_EMOJI[persona.emoji])
    if persona.voice:
        lines.append(persona.voice)
    return "\n".join(lines)


def _address(formality: str, language: str) -> str:
    words = {"es": ("usted", "tú"), "fr": ("vous", "tu"), "pt": ("o senhor / a senhora", "você")}.get(
        language
    )
    manner = "Warm and polite." if formality == "formal" else "Warm and relaxed."
    return f"{manner} Say {words[formality != 'formal']}." if words else manner


def _examples(config: AgentConfig) -> str:
    if not config.examples:
        return ""
    shown = [
        json.dumps({"guest": example.guest, "you": example.reply}, ensure_ascii=False)
        for example in config.examples
    ]
    return "\n".join(["# How it sounds (examples: their facts are not facts)", *shown])


@cache
def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
