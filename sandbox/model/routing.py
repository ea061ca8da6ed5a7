"""Answer as a router's model: which specialist a guest's new words are for."""

import json
import re
from typing import Any

from sandbox.model.call import Call
from sandbox.model.wire import Step

NAME = "route"  # of the schema or the tool that asks for it

# Words of the guest that speak for a specialist whose code holds the key; the first that fits.
LEANINGS: tuple[tuple[str, str], ...] = (
    ("wedding", r"\b(boda|wedding|casamento|mariage|casar\w*|novi[ao]s?)\b"),
    ("group", r"\b(grupos?|groups?|convenci\w+|conference)\b"),
    ("spa", r"\b(spa|masaj\w+|massage\w*)\b"),
    ("appoint", r"\b(spa|masaj\w+|massage\w*|mesa|table|citas?|appointment\w*|traslado\w*|transfer\w*)\b"),
    ("sales", r"\b(presupuesto|budget|compar\w+|recomiend\w+|recommend\w*|paquetes?|packages?|popular\w*)\b"),
    ("reserv", r"\b(reserv\w*|book\w*|habitaci\w*|rooms?|disponib\w*|availab\w*|noches?|night|cancel\w*)\b"),
    ("concierge", r"\b(toall\w+|towels?|wi-?fi|desayuno|breakfast|alberca|pool|queja|complain\w*|lost)\b"),
)  # fmt: skip
# What a specialist without the tool for it passes on, by the tool's role.
OWNERS = {
    "find_offers": "reserv",
    "quote": "reserv",
    "propose_booking": "reserv",
    "my_reservations": "reserv",
    "propose_cancellation": "reserv",
    "propose_change": "reserv",
    "find_services": "appoint",
    "service_slots": "appoint",
    "my_appointments": "appoint",
    "propose_request": "concierge",
    "house_facts": "concierge",
}


def is_asked(call: Call) -> bool:
    """Whether the request is a router's."""
    shape = call.body.get("response_format") or {}
    if isinstance(shape, dict) and shape.get("json_schema", {}).get("name") == NAME:
        return True
    return list(call.tools) == [NAME]


def answer(call: Call) -> Step:
    """Return the decision as a sensible model makes it, in the form that was asked for."""
    decision = decide(call)
    if NAME in call.tools:
        return {"tool": NAME, "args": decision}
    return {"text": json.dumps(decision, ensure_ascii=False)}


def decide(call: Call) -> dict[str, Any]:
    agents, shown = choices(call), conversation(call)
    text = " ".join(str(line.get("text", "")) for line in shown.get("lines", []) if line.get("new")).lower()
    current = shown.get("has_it_now")
    for key, pattern in LEANINGS:
        if (found := next((agent for agent in agents if key in agent), None)) and re.search(pattern, text):
            action = "respond" if found == current else "delegate"
            return {"action": action, "agent": found, "confidence": 0.9, "reason": f"words of {found}"}
    if current in agents:
        return {"action": "respond", "agent": current, "confidence": 0.7, "reason": "goes on"}
    default = next((agent for agent in agents if "concierge" in agent), agents[0])
    return {"action": "delegate", "agent": default, "confidence": 0.6, "reason": "nobody else's"}


def choices(call: Call) -> list[str]:
    """Return the codes the schema allows."""
    schema = call.tools.get(NAME) or call.body["response_format"]["json_schema"].get("schema", {})
    enum: list[str] = schema.get("properties", {}).get("agent", {}).get("enum", [])
    return enum or ["concierge"]


def conversation(call: Call) -> dict[str, Any]:
    """Return the conversation as the router was shown it."""
    last = next((m.get("content") for m in reversed(call.messages) if m.get("role") == "user"), "")
    try:
        value = json.loads(last) if isinstance(last, str) else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def pass_on(call: Call, role: str) -> Step | None:
    """Return the call that gives the turn to whose tool this is, where it can be passed on."""
    schema = call.tools.get("pass_on") or {}
    agents = schema.get("properties", {}).get("agent", {}).get("enum", [])
    owner = OWNERS.get(role)
    found = next((agent for agent in agents if owner and owner in agent), None)
    return {"tool": "pass_on", "args": {"agent": found, "reason": call.last_user[:120]}} if found else None
