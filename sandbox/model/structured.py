"""Answer a request for JSON by schema, as a router asks: choose what fits the guest's words."""

import json
import re
from typing import Any

from sandbox.model.call import Call, resolved

# Words of the guest that speak for a choice whose name holds the key.
LEANINGS = {
    "book": r"reserv|book|habitaci|room|disponib|availab|precio|price|noche|night|chambre|zimmer",
    "reserv": r"reserv|book|habitaci|room|disponib|availab|precio|price|noche|night|chambre|zimmer",
    "cancel": r"cancel|anul|storn",
    "human": r"persona|human|person|staff",
    "hand": r"persona|human|person|staff",
    "service": r"spa|masaje|massage|taxi|traslado|transfer",
}


def answer_in_schema(call: Call) -> str | None:
    """Return JSON for the wanted schema, or None when text is wanted."""
    wanted = call.body.get("response_format") or {}
    if wanted.get("type") == "json_object":
        return "{}"
    if wanted.get("type") != "json_schema":
        return None
    schema = wanted.get("json_schema", {}).get("schema", {})
    return json.dumps(choose(schema, "", schema, call), ensure_ascii=False)


def choose(part: dict[str, Any], name: str, root: dict[str, Any], call: Call) -> Any:
    part = resolved(part, root)
    if part.get("enum"):
        return choose_word(part["enum"], call.last_user.lower())
    if "properties" in part:
        return {key: choose(inner, key, root, call) for key, inner in part["properties"].items()}
    if part.get("type") == "number" or (part.get("type") == "integer" and "confidence" in name):
        return part.get("maximum", 0.9)
    if part.get("type") == "string":
        return call.last_user[: min(200, int(part.get("maxLength", 200)))]
    return call.sample(name, part, root)


def choose_word(words: list[Any], said: str) -> Any:
    for word in words:
        for key, pattern in LEANINGS.items():
            if key in str(word).lower() and re.search(pattern, said):
                return word
    concierge = [word for word in words if "concierge" in str(word).lower()]
    return (concierge or words)[0]
