"""What a specialist would be asked, to the letter, and what it would answer, without anybody getting it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.conf import settings

from agents import engines, prompts, receptionist, registry, spending, tools
from agents.base import Briefing, HandOff, Say, Trace
from agents.chain import allowed_model
from agents.config import AgentConfig, PersonaConfig
from agents.desk import Desk
from agents.dry import DryDesk
from agents.registry import Cast, Specialist
from agents.remote import REHEARSAL
from agents.run import ANSWER_TOKENS
from agents.spending import Usage, estimated_tokens
from agents.transcript import messages_of


@dataclass(frozen=True)
class Preview:
    """One request, before it is sent. Tokens are estimated from characters."""

    agent: str
    agent_version: int | None
    model: str
    temperature: float
    messages: list[dict[str, Any]]
    tools: list[dict[str, Any]]
    tokens: dict[str, int]  # by part: base, persona, instructions, examples, context, transcript, tools
    input_tokens: int
    cost: Decimal  # US dollars, with an answer of the greatest length
    prompt_version: str
    problems: tuple[str, ...] = ()  # what the hotel wrote and could not be used


@dataclass(frozen=True)
class Tried:
    """An answer that nobody gets."""

    says: tuple[Say, ...]
    language: str
    state: dict[str, Any]  # for the next line of the same rehearsal
    trace: Trace
    hand_off: HandOff | None = None

    @property
    def partner_not_asked(self) -> bool:
        """The answer would have been that of a specialist elsewhere; this one is the offline engine's."""
        return f"ended:{REHEARSAL}" in self.trace.alarms


def preview(
    briefing: Briefing,
    code: str = "",
    config: AgentConfig | PersonaConfig | None = None,
    persona: PersonaConfig | None = None,
) -> Preview:
    """What would be asked first for this conversation. Nothing is sent and nothing stored.

    `code`: which specialist; empty: who has the conversation. `config`: instead of what is published.
    """
    briefing = _masked(briefing)
    desk = _desk(briefing)
    cast = _cast(desk, briefing, code, config, persona)
    specialist = _chosen(cast, code, briefing)
    prompt = prompts.compose(desk, briefing, specialist, cast)
    messages = messages_of(prompt.text, desk, briefing)
    others = [each for each in cast.specialists if each != specialist.code]
    schemas = [each.schema for each in tools.offered(desk, specialist.config, others).values()]
    tokens = {name: _tokens(text) for name, text in prompt.parts}
    tokens |= {"transcript": _tokens(messages[1:]), "tools": _tokens(schemas)}
    wished = specialist.config.model
    model = wished if wished and allowed_model(desk.hotel, wished) else settings.OPENAI_MODEL
    total = sum(tokens.values())
    return Preview(
        agent=specialist.code,
        agent_version=specialist.version,
        model=model,
        temperature=specialist.config.temperature,
        messages=messages,
        tools=schemas,
        tokens=tokens,
        input_tokens=total,
        cost=spending.cost(model, Usage(total, ANSWER_TOKENS)),
        prompt_version=prompt.version,
        problems=prompt.problems,
    )


def try_out(
    briefing: Briefing,
    code: str = "",
    config: AgentConfig | PersonaConfig | None = None,
    persona: PersonaConfig | None = None,
    *,
    version: int | None = None,
) -> Tried:
    """What would be answered: by a model where there is one, at a desk where nothing is written.

    With a `code` that specialist answers, whomever the router would choose. What it costs counts for the
    hotel's day and for no conversation. Raises Superseded; never inside a transaction.
    """
    briefing = _masked(briefing)
    desk = _desk(briefing)
    cast = _cast(desk, briefing, code, config, persona, version=version)
    first = cast.specialists.get(code)
    trace = Trace()
    drafted = engines.answer(desk, briefing, trace, cast, first)
    state = drafted.state | {"told": desk.told.dump(), "agents": cast.pins, "agent": drafted.agent}
    return Tried(drafted.says, desk.language, state, trace, drafted.hand_off)


def _masked(briefing: Briefing) -> Briefing:
    return replace(briefing, transcript=tuple(receptionist.masked(line) for line in briefing.transcript))


def _desk(briefing: Briefing) -> Desk:
    desk = DryDesk.open(briefing)
    desk.language = receptionist.spoken(desk.hotel, briefing, briefing.new_lines())
    return desk


def _cast(
    desk: Desk,
    briefing: Briefing,
    code: str,
    config: AgentConfig | PersonaConfig | None,
    persona: PersonaConfig | None,
    *,
    version: int | None = None,
) -> Cast:
    """The conversation's cast with what is tried put in."""
    cast = registry.cast(desk.hotel, briefing.conversation_id, briefing.state.get("agents"))
    if isinstance(config, PersonaConfig):
        persona = config
    elif config and code:
        tried = Specialist(code, config, version)
        cast = replace(cast, specialists={**cast.specialists, code: tried})
    return replace(cast, persona=persona) if persona else cast


def _chosen(cast: Cast, code: str, briefing: Briefing) -> Specialist:
    current = str(briefing.state.get("agent", ""))
    return cast.specialists.get(code) or cast.specialists.get(current) or cast.default


def _tokens(shown: str | Sequence[dict[str, Any]]) -> int:
    if not shown:
        return 0
    length = len(shown) if isinstance(shown, str) else sum(len(repr(each)) for each in shown)
    return estimated_tokens(length)
