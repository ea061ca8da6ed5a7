"""What models cost: usage as far as it can be believed, prices, and the day's limits per hotel and guest.

Counted in Redis under the hotel's date. A lost counter forgets a day's cost, not a limit per turn.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

import structlog
from redis import RedisError

from agents.models import ModelSetting
from hotels.models import Hotel
from hotels.outside import redis_client

log = structlog.get_logger(__name__)

CHARACTERS_PER_TOKEN = 3
TOKENS_AT_MOST = 1_000_000  # a report above is absurd
KEEP_SECONDS = 2 * 86_400
CONVERSATION_CALLS = 60  # per day
CONVERSATION_COST = Decimal("0.50")  # US dollars per day
MICRO = 1_000_000
# Nothing known about a model's price: dear enough that the day's limit still means something.
UNKNOWN_PRICE = ModelSetting(model="?", input_price=Decimal(15), output_price=Decimal(60))
# The dearest of the well-known models for embeddings: a hundredth of what a model that writes costs.
UNKNOWN_EMBEDDING = ModelSetting(model="?", input_price=Decimal("0.13"), output_price=Decimal(0))
LEAST_COUNTED = Decimal(1) / MICRO


@dataclass(frozen=True)
class Usage:
    input_tokens: int = 0
    output_tokens: int = 0

    @classmethod
    def reported(cls, usage: Any, *, asked: int, answered: int) -> "Usage":
        """What the provider reports; what is missing or absurd is estimated from characters."""
        given = usage if isinstance(usage, dict) else {}
        return cls(
            _believable(given.get("prompt_tokens"), asked),
            _believable(given.get("completion_tokens"), answered),
        )

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.input_tokens + other.input_tokens, self.output_tokens + other.output_tokens)


def estimated_tokens(characters: int) -> int:
    return characters // CHARACTERS_PER_TOKEN + 1


def _believable(count: Any, characters: int) -> int:
    estimate = estimated_tokens(characters)
    if isinstance(count, bool) or not isinstance(count, int) or not 0 < count <= TOKENS_AT_MOST:
        return estimate
    return count if estimate // 20 <= count <= 20 * estimate + 1_000 else estimate


@lru_cache(maxsize=2)
def known_prices(minute: int) -> list[ModelSetting]:
    """The price table, read at most once a minute: it changes a few times a year."""
    return list(ModelSetting.objects.all())


def cost(model: str, usage: Usage) -> Decimal:
    """US dollars. A model without a price costs what the dearest known one would."""
    prices = known_prices(int(time.monotonic() // 60))
    price = _price(prices, model) or max(prices, key=lambda known: known.output_price, default=UNKNOWN_PRICE)
    return price.cost(usage.input_tokens, usage.output_tokens)


def embedding_cost(model: str, tokens: int) -> Decimal:
    """US dollars; a question costs less than is counted, so it counts as the least."""
    price = _price(known_prices(int(time.monotonic() // 60)), model) or UNKNOWN_EMBEDDING
    return max(price.cost(tokens, 0), LEAST_COUNTED if price.input_price else Decimal(0))


def _price(prices: Sequence[ModelSetting], model: str) -> ModelSetting | None:
    """A dated snapshot ("x-2026-04-14") is priced as its family."""
    families = [price for price in prices if model.startswith(price.model)]
    return max(families, key=lambda known: len(known.model), default=None)


def over_budget(hotel: Hotel, conversation_id: int) -> str:
    """The limit of today that is used up, as a stable code; "" when the model may be asked."""
    house, talk = _keys(hotel, conversation_id)
    try:
        names = (f"{house}:cost", f"{talk}:calls", f"{talk}:cost", f"{house}:turns")
        counters = cast("list[str | None]", redis_client().mget(*names))
    except RedisError:
        return ""  # the turn's own limits still hold
    spent, calls, spent_here, turns = (int(counter or 0) for counter in counters)
    if spent >= hotel.tier.model_cost_per_day * MICRO:
        return "hotel_cost"
    if turns > hotel.tier.turns_per_day:
        return "hotel_turns"
    if calls >= CONVERSATION_CALLS:
        return "conversation_calls"
    if spent_here >= CONVERSATION_COST * MICRO:
        return "conversation_cost"
    return ""


def money_is_used_up(hotel: Hotel) -> bool:
    """Whether the hotel's money for models is spent for today, whoever spent it."""
    try:
        spent = cast("str | None", redis_client().get(f"{_house(hotel)}:cost"))
    except RedisError:
        return False
    return int(spent or 0) >= hotel.tier.model_cost_per_day * MICRO


def count_turn(hotel: Hotel) -> None:
    """Count one turn of a model for today."""
    turns = f"{_house(hotel)}:turns"
    try:
        pipe = redis_client().pipeline()
        pipe.incr(turns)
        pipe.expire(turns, KEEP_SECONDS)
        pipe.execute()
    except RedisError:
        log.warning("turn_not_counted", hotel=hotel.pk)


def spend(hotel: Hotel, conversation_id: int | None, dollars: Decimal) -> None:
    """Count one call's cost for today; without a conversation for the hotel alone."""
    micro = int(dollars * MICRO)
    counted = [(f"{_house(hotel)}:cost", micro)]
    if conversation_id is not None:
        talk = _keys(hotel, conversation_id)[1]
        counted += [(f"{talk}:cost", micro), (f"{talk}:calls", 1)]
    try:
        pipe = redis_client().pipeline()
        for key, amount in counted:
            pipe.incrby(key, amount)
            pipe.expire(key, KEEP_SECONDS)
        pipe.execute()
    except RedisError:
        log.warning("spending_not_counted", hotel=hotel.pk, micro_dollars=micro)


def _house(hotel: Hotel) -> str:
    return f"spend:{hotel.today().isoformat()}:hotel:{hotel.pk}"


def _keys(hotel: Hotel, conversation_id: int) -> tuple[str, str]:
    house = _house(hotel)
    return house, f"{house}:conversation:{conversation_id}"
