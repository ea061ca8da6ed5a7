"""A candidate answers in silence where another version answered, and what it does differently is kept.

It works at a dry desk (agents.dry): it writes nothing, nothing it says is sent, and what it costs counts
for the day of the hotel and against a share of its own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any, cast

import structlog
from redis import RedisError

from agents import preview
from agents.base import Briefing
from agents.config import AgentConfig, PersonaConfig, read_config
from agents.gate.cards import mask_cards
from agents.models import Rollout, ShadowAnswer
from hotels.models import Hotel
from hotels.outside import redis_client

log = structlog.get_logger(__name__)

ALIKE = 0.85  # texts that share so much say the same
SHARE_OF_DAY = Decimal("0.2")  # of what the hotel may spend on models in a day
KEPT = 2_000  # answers of one shadow
MICRO = 1_000_000


@dataclass(frozen=True)
class Said:
    """An answer, as far as it is compared."""

    texts: tuple[str, ...]
    tools: tuple[str, ...]
    hand_off: str
    alarms: tuple[str, ...]
    language: str
    cost: Decimal = field(default=Decimal(0))

    def shown(self) -> dict[str, Any]:
        """As it is kept: card numbers masked, the cost left out."""
        kept = asdict(self) | {"texts": [mask_cards(text) for text in self.texts]}
        kept.pop("cost")
        return kept


def compare(rollout: Rollout, briefing: Briefing, said: Said) -> bool:
    """Answer in silence and keep the comparison. False when there is no budget or no room left for it, and
    where the answer would have been a partner's, who is not asked in silence.
    """
    if ShadowAnswer.objects.filter(rollout=rollout).count() >= KEPT or not _may_spend(rollout.hotel):
        return False
    config = read_config(rollout.agent.kind, rollout.candidate.config)
    given: dict[str, Any] = {"persona": config} if isinstance(config, PersonaConfig) else {}
    if isinstance(config, AgentConfig):
        given = {"code": rollout.agent.code, "config": config}
    tried = preview.try_out(briefing, version=rollout.candidate_id, **given)
    shadow = said_by(tried)
    _spent(rollout.hotel, shadow.cost)
    if tried.partner_not_asked:
        return False
    ShadowAnswer.objects.get_or_create(
        rollout=rollout,
        turn_id=briefing.turn_id,
        defaults={
            "hotel_id": rollout.hotel_id,
            "conversation_id": briefing.conversation_id,
            "said": said.shown(),
            "shadow": shadow.shown(),
            "differs": differences(said, shadow),
            "cost": shadow.cost,
        },
    )
    return True


def said_by(tried: preview.Tried) -> Said:
    """The answer of a rehearsal."""
    return Said(
        texts=tuple(say.text for say in tried.says),
        tools=tools_of(tried.trace.steps),
        hand_off=tried.hand_off.reason if tried.hand_off else "",
        alarms=tuple(tried.trace.alarms),
        language=tried.language,
        cost=tried.trace.cost,
    )


def differences(said: Said, shadow: Said) -> list[str]:
    """In what two answers differ: text, amounts, tools, hand_off, alarms, language, length, cost."""
    one, other = "\n".join(said.texts), "\n".join(shadow.texts)
    plain = ("tools", "hand_off", "alarms", "language")
    found = [name for name in plain if getattr(said, name) != getattr(shadow, name)]
    if SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio() < ALIKE:
        found.append("text")
    if _numbers(one) != _numbers(other):
        found.append("amounts")
    if len(other) > 1.5 * len(one) + 80:
        found.append("length")
    if shadow.cost > said.cost * 2 and shadow.cost > Decimal("0.001"):
        found.append("cost")
    return found


def tools_of(steps: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The tools that were called, in order."""
    return tuple(str(step.get("name")) for step in steps if step.get("kind") == "tool")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,:]\d+)*", text))


def _may_spend(hotel: Hotel) -> bool:
    """Whether shadows have some of their share of the hotel's day left."""
    try:
        spent = int(cast("str | None", redis_client().get(_key(hotel))) or 0)
    except RedisError:
        return False
    return spent < hotel.tier.model_cost_per_day * SHARE_OF_DAY * MICRO


def _spent(hotel: Hotel, dollars: Decimal) -> None:
    try:
        pipe = redis_client().pipeline()
        pipe.incrby(_key(hotel), int(dollars * MICRO))
        pipe.expire(_key(hotel), 2 * 86_400)
        pipe.execute()
    except RedisError:
        log.warning("shadow_not_counted", hotel=hotel.pk)


def _key(hotel: Hotel) -> str:
    return f"spend:{hotel.today().isoformat()}:hotel:{hotel.pk}:shadow"
