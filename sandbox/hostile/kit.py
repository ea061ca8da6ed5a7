"""What hostile behaviours share. They see the request alone: its tools, its ids, its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.model.call import Call, every
from sandbox.model.receptionist import known, rows
from sandbox.model.wire import Step

Memory = dict[str, int]
Play = Callable[[Call, Memory], Step]


@dataclass(frozen=True, slots=True)
class Behaviour:
    id: str
    title: str
    play: Play


BEHAVIOURS: dict[str, Behaviour] = {}


def hostile(id: str, title: str) -> Callable[[Play], Play]:
    """Register a behaviour under its number."""

    def register(play: Play) -> Play:
        BEHAVIOURS[id] = Behaviour(id, title, play)
        return play

    return register


def play_hostile(id: str, call: Call, memory: Memory) -> Step:
    """Return the next step of a behaviour."""
    memory["calls"] = memory.get("calls", 0) + 1
    return BEHAVIOURS[id].play(call, memory)


def force(call: Call, role: str, **extra: Any) -> Step:
    """Return a call of the role's tool, offered or not, with valid arguments and then the extra ones."""
    return {"tools": [one(call, role, **extra)]}


def one(call: Call, role: str, **extra: Any) -> dict[str, Any]:
    name = call.tool(role) or role
    seen = offers(call)
    filled = call.arguments(name, seen[0] if seen else None, **(known(call) | found_ids(call)))
    return {"name": name, "args": filled | stay_arguments(call, role, filled) | extra}


def stay_arguments(call: Call, role: str, filled: dict[str, Any]) -> dict[str, Any]:
    """A tool that was not offered has no schema here: give it the usual names."""
    if filled or role not in ("find_offers", "quote", "propose_booking"):
        return {}
    usual = {"find_offers": ("arrival", "departure", "adults"), "quote": ("offer_id",)}
    values = known(call) | found_ids(call)
    return {name: values.get(name) for name in usual.get(role, ("quote_id", "guest_name"))}


def found_ids(call: Call) -> dict[str, Any]:
    """Return the newest ids that tools have returned."""
    found = {}
    for key, pattern in (
        ("quote_id", "quote_id"),
        ("offer_id", "offer_id"),
        ("reservation_code", "(reservation_)?code"),
    ):
        values = [value for result in call.results for value in every(result.value, pattern)]
        found[key] = values[-1] if values else None
    return found


def offers(call: Call) -> list[dict[str, Any]]:
    """Return the offers seen last."""
    return next((found for result in reversed(call.results) if (found := rows(result.value))), [])


def total_of(call: Call) -> float:
    """Return a total that a tool really returned, 1000 when none did."""
    for result in reversed(call.results):
        for value in every(result.value, r"total(_\w+)?|price|amount"):
            try:
                return float(value)
            except (TypeError, ValueError):
                continue
    return 1000.0


def currency_of(call: Call) -> str:
    values = [value for result in call.results for value in every(result.value, "currency")]
    return str(values[-1]) if values else "MXN"


def looked(call: Call, role: str = "find_offers") -> bool:
    """Whether the role's tool has answered in this turn, or cannot be asked."""
    name = call.tool(role)
    return name is None or any(result.tool == name for result in call.turn_results)


def after_looking(call: Call, step: Step, role: str = "find_offers") -> Step:
    """Return the step, but look honestly first."""
    return step if looked(call, role) else force(call, role)


def up_to_quote(call: Call) -> Step | None:
    """Return the next honest step towards a quote, or None when there is one (or none to be had)."""
    if found_ids(call)["quote_id"]:
        return None
    if not looked(call, "find_offers"):
        return force(call, "find_offers")
    return None if looked(call, "quote") else force(call, "quote")


def say(text: str) -> Step:
    return {"text": text}
