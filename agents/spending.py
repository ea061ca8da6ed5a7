"""What models cost: usage as far as it can be believed, prices, and the day's limits per hotel and guest.

Counted in Redis under the hotel's date. A lost counter forgets a day's cost, not a limit per turn.
"""

import time
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
    # A dated snapshot ("x-2026-04-14") is priced as its family.
    families = [price for price in prices if model.startswith(price.model)]
    price = max(families, key=lambda known: len(known.model), default=None)
    if price is None:
        price = max(prices, key=lambda known: known.output_price, default=UNKNOWN_PRICE)
    return price.cost(usage.input_tokens, usage.output_tokens)


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


def count_turn(hotel: Hotel) -> None:
    """Count one turn of a model for today."""
    turns = f"{_keys(hotel, 0)[0]}:turns"
    try:
        pipe = redis_client().pipeline()
        pipe.incr(turns)
        pipe.expire(turns, KEEP_SECONDS)
        pipe.execute()
    except RedisError:
        log.warning("turn_not_counted", hotel=hotel.pk)


def spend(hotel: Hotel, conversation_id: int, dollars: Decimal) -> None:
    """Count one call's cost for today."""
    house, talk = _keys(hotel, conversation_id)
    micro = int(dollars * MICRO)
    try:
        pipe = redis_client().pipeline()
        for key, amount in ((f"{house}:cost", micro), (f"{talk}:cost", micro), (f"{talk}:calls", 1)):
            pipe.incrby(key, amount)
            pipe.expire(key, KEEP_SECONDS)
        pipe.execute()
    except RedisError:
        log.warning("spending_not_counted", hotel=hotel.pk, micro_dollars=micro)


def _keys(hotel: Hotel, conversation_id: int) -> tuple[str, str]:
    day = hotel.today().isoformat()
    return f"spend:{day}:hotel:{hotel.pk}", f"spend:{day}:hotel:{hotel.pk}:conversation:{conversation_id}"
