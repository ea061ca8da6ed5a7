"""A conversation as a model gets to see it: roles for what was said, JSON with a source for all else."""

import json
from typing import Any

from agents import memory
from agents.base import Briefing, Line
from agents.contact_names import name_of
from agents.desk import Desk, QuoteView
from agents.models import Remembered
from pms.base import Offer

LINES = 24
CHARACTERS = 8_000  # of everything said before; the unanswered lines always go in
OLD_LINE = 800


def messages_of(
    instructions: str, desk: Desk, briefing: Briefing, passed: dict[str, str] | None = None
) -> list[dict[str, Any]]:
    """The messages to start a turn with; the guest's unanswered lines are the last ones.

    `passed`: by which specialist the turn was passed on, and why in its words.
    """
    messages: list[dict[str, Any]] = [{"role": "system", "content": instructions}]
    if state := _state(desk, briefing) | ({"passed_on": passed} if passed else {}):
        messages.append({"role": "user", "content": _json({"source": "hotel_system", **state})})
    messages += [_message(line, briefing, OLD_LINE) for line in _earlier(briefing)]
    messages += [_message(line, briefing, None) for line in briefing.new_lines() if line.kind != "reaction"]
    return messages


def _earlier(briefing: Briefing) -> list[Line]:
    """What was said before, newest kept first when it is too much."""
    kept: list[Line] = []
    left = CHARACTERS
    for line in reversed(briefing.transcript):
        if line.id in briefing.unanswered or line.author == "system" or line.kind == "reaction":
            continue
        left -= min(len(line.text), OLD_LINE)
        if left < 0 or len(kept) == LINES:
            break
        kept.append(line)
    return kept[::-1]


def _message(line: Line, briefing: Briefing, limit: int | None) -> dict[str, Any]:
    text = line.text[:limit]
    if line.author == "agent":
        return {"role": "assistant", "content": text or "-"}
    if line.author == "guest" and line.kind == "text" and not (line.forwarded or line.reply_to):
        return {"role": "user", "content": text or "-"}
    said: dict[str, Any] = {"source": line.author, "kind": line.kind, "text": text}
    if line.forwarded:
        said["forwarded"] = True
    quoted = next((each.text for each in briefing.transcript if each.id == line.reply_to), "")
    if quoted:
        said["quotes"] = quoted[:200]
    return {"role": "user", "content": _json(said)}


def _state(desk: Desk, briefing: Briefing) -> dict[str, Any]:
    """What the server knows and the transcript does not show."""
    state: dict[str, Any] = {}
    if name := name_of(briefing.guest_name):
        state["contact_name"] = name
    if known := remembered_of(desk):
        state["remembered"] = known
    if quotes := desk.valid_quotes():
        state["valid_quotes"] = [_quote(quote) for quote in quotes]
    if waiting := desk.open_proposal():
        state["waiting_for_the_guest"] = {"kind": waiting.kind, "amount": str(waiting.amount)}
    if desk.undecided:
        state["not_known_yet"] = "whether what the guest agreed to last was done; the hotel will write"
    return state


def remembered_of(desk: Desk) -> list[dict[str, str]]:
    """What is remembered of this guest: facts, this conversation's summary, earlier ones."""
    known = memory.recalled(desk.hotel, desk.briefing.guest_id, desk.briefing.conversation_id)
    return [
        {"kind": each.kind, "text": each.text, "said": f"{each.said_at:%Y-%m-%d}"}
        | ({"of": each.key} if each.kind == Remembered.Kind.FACT else {})
        for each in known
    ]


def _quote(quote: QuoteView) -> dict[str, Any]:
    stay = quote.offers[0].stay
    return {
        "quote_id": quote.id,
        "rooms": [_room(offer) for offer in quote.offers],
        "arrival": stay.arrival.isoformat(),
        "departure": stay.departure.isoformat(),
        "total": str(quote.total),
        "expires_at": quote.expires_at.isoformat(timespec="minutes"),
    }


def _room(offer: Offer) -> dict[str, Any]:
    return {
        "room_type": offer.room_type.code,
        "rate_plan": offer.rate_plan.code,
        "adults": offer.occupancy.adults,
        "children_ages": list(offer.occupancy.children_ages),
    }


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
