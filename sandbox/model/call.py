"""One request to the model, read: what the guest said, which tools there are, what they returned."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

# How a tool is recognised when its name is not the expected one: words its name may hold.
ROLE_WORDS: dict[str, tuple[str, ...]] = {
    "find_offers": ("offer", "availab", "search_room", "find_room", "rates"),
    "quote": ("quote",),
    "propose_booking": ("propose_book", "create_book", "book", "create_reserv"),
    "propose_change": ("propose_change", "modify", "change"),
    "propose_cancellation": ("cancel",),
    "my_reservations": ("my_reserv", "reservations", "lookup", "find_reserv"),
    "house_facts": ("fact", "knowledge", "house", "search"),
    "hand_over": ("hand_over", "handover", "handoff", "human", "escalat", "transfer_to_person"),
    "appointment": ("appointment", "slot", "service"),
}

# What a property of a tool's schema means, by its name. The first that fits is taken.
MEANINGS: tuple[tuple[str, str], ...] = (
    (r"arriv|check_?in|from|start|first_night", "arrival"),
    (r"depart|check_?out|until|end", "departure"),
    (r"child|kid|age", "children_ages"),
    (r"adult|guests$|people|persons", "adults"),
    (r"quote", "quote_id"),
    (r"offer", "offer_id"),
    (r"name", "guest_name"),
    (r"code|reference|reservation", "reservation_code"),
    (r"^words$|query|question|key_?word", "words"),
    (r"topic", "topics"),
    (r"reason", "reason"),
    (r"summary|note", "summary"),
    (r"language", "language"),
)


@dataclass(slots=True)
class Result:
    """What a tool returned."""

    tool: str
    arguments: dict[str, Any]
    value: Any  # JSON, or the text itself
    number: int  # the message's place in the transcript


@dataclass(slots=True)
class Call:
    """A request for a completion."""

    body: dict[str, Any]
    today: date
    tool_names: Mapping[str, str] = field(default_factory=dict)  # role -> name, from /control/model
    number: int = 0  # of this request, counted by the sandbox

    @property
    def messages(self) -> list[dict[str, Any]]:
        found = self.body.get("messages")
        return [message for message in found if isinstance(message, dict)] if isinstance(found, list) else []

    @property
    def stream(self) -> bool:
        return bool(self.body.get("stream"))

    @property
    def tools(self) -> dict[str, dict[str, Any]]:
        """Return the offered tools' parameter schemas by name."""
        functions = [tool.get("function", {}) for tool in self.body.get("tools") or []]
        return {function["name"]: function.get("parameters") or {} for function in functions}

    @property
    def system(self) -> str:
        roles = ("system", "developer")
        return "\n".join(content_text(m.get("content")) for m in self.messages if m.get("role") in roles)

    @property
    def said(self) -> list[str]:
        """Return what the guest said, oldest first."""
        return [guest_words(m.get("content")) for m in self.messages if m.get("role") == "user"]

    @property
    def last_user(self) -> str:
        return self.said[-1] if self.said else ""

    @property
    def results(self) -> list[Result]:
        """Return what all tools returned in this transcript, oldest first."""
        calls: dict[str, tuple[str, str]] = {}
        found = []
        for number, message in enumerate(self.messages):
            for call in message.get("tool_calls") or []:
                function = call.get("function", {})
                calls[str(call.get("id"))] = (str(function.get("name")), str(function.get("arguments")))
            if message.get("role") == "tool":
                name, arguments = calls.get(str(message.get("tool_call_id")), ("", "{}"))
                asked = read_json(arguments)
                value = read_json(content_text(message.get("content")))
                found.append(Result(name, asked if isinstance(asked, dict) else {}, value, number))
        return found

    @property
    def turn_results(self) -> list[Result]:
        """Return what tools returned since the guest's last message."""
        roles = [message.get("role") for message in self.messages]
        last = len(roles) - 1 - roles[::-1].index("user") if "user" in roles else -1
        return [result for result in self.results if result.number > last]

    def tool(self, role: str) -> str | None:
        """Return the name of the offered tool that plays this role."""
        for name in (self.tool_names.get(role, role), role):
            if name in self.tools:
                return name
        words = ROLE_WORDS.get(role, ())
        return next((name for word in words for name in self.tools if word in name.lower()), None)

    def arguments(self, tool: str, offer: dict[str, Any] | None = None, **known: Any) -> dict[str, Any]:
        """Return arguments that fit the tool's schema.

        What has the same name in the offer is taken from there, then what is known by meaning, then samples.
        """
        schema = self.tools.get(tool) or {}
        return self.filled(schema, schema, offer or {}, known)

    def filled(
        self, schema: dict[str, Any], root: dict[str, Any], offer: dict[str, Any], known: dict[str, Any]
    ) -> dict[str, Any]:
        filled: dict[str, Any] = {}
        for name, part in (schema.get("properties") or {}).items():
            value = offer.get(name, known.get(meaning_of(name)))
            rows = resolved(resolved(part, root).get("items") or {}, root)
            if isinstance(offer.get(name), list) and rows.get("type") == "object":
                filled[name] = offer[name]  # several rooms
            elif rows.get("type") == "object":  # one room, one guest, ...
                filled[name] = [self.filled(rows, root, offer, known)]
            elif value is not None:
                filled[name] = fit(value, resolved(part, root))
            elif name in schema.get("required", []):
                filled[name] = self.sample(name, part, root)
        return filled

    def sample(self, name: str, part: dict[str, Any], root: dict[str, Any]) -> Any:
        """Return a valid value for a property nothing is known about."""
        part = resolved(part, root)
        choices = part.get("anyOf") or part.get("oneOf") or []
        kinds = part["type"] if isinstance(part.get("type"), list) else [part.get("type")]
        if any(choice.get("type") == "null" for choice in choices) or "null" in kinds:
            return None
        if choices:
            return self.sample(name, choices[0], root)
        if part.get("enum"):
            return part["enum"][0]
        if part.get("format") == "date":
            nights = {"arrival": 30, "departure": 32}.get(meaning_of(name), 30)
            return (self.today + timedelta(days=nights)).isoformat()
        match kinds[0]:
            case "integer" | "number":
                return part.get("minimum", 1)
            case "boolean":
                return False
            case "array":
                item = self.sample(name, part.get("items") or {}, root)
                return [item] * int(part.get("minItems", 0))
            case "object":
                inner = part.get("properties", {})
                return {key: self.sample(key, value, root) for key, value in inner.items()}
            case _:
                return "x" * max(1, int(part.get("minLength", 1)))


def meaning_of(name: str) -> str:
    return next((meaning for pattern, meaning in MEANINGS if re.search(pattern, name.lower())), "")


def resolved(part: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """Return the part itself, or what its $ref points to."""
    if "$ref" not in part:
        return part
    found: dict[str, Any] = root.get("$defs", {}).get(part["$ref"].rsplit("/", 1)[-1], {})
    return found


def fit(value: Any, part: dict[str, Any]) -> Any:
    """Return the value as the schema wants it: one of its choices, one topic where a list is asked."""
    choices = part.get("enum")
    if choices and value not in choices:
        first_word = str(value).split("_")[0]
        return next((choice for choice in choices if first_word in str(choice)), choices[0])
    wants_list = part.get("type") == "array"
    if wants_list and not isinstance(value, list):
        return [value]
    if not wants_list and isinstance(value, list) and "anyOf" not in part:
        return " ".join(str(each) for each in value)
    return value


def content_text(content: Any) -> str:
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def guest_words(content: Any) -> str:
    """Return the guest's own words, also when they come wrapped in a JSON object."""
    text = content_text(content)
    value = read_json(text)
    if isinstance(value, dict):
        words = [
            value[key] for key in ("text", "message", "body", "content") if isinstance(value.get(key), str)
        ]
        return "\n".join(words) or text
    return text


def read_json(text: str) -> Any:
    """Return the JSON value, or the text itself where it is none."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def every(value: Any, pattern: str) -> list[Any]:
    """Return all values, at any depth, whose key matches."""
    found: list[Any] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            if re.fullmatch(pattern, key) and not isinstance(inner, dict | list):
                found.append(inner)
            found += every(inner, pattern)
    elif isinstance(value, list):
        for inner in value:
            found += every(inner, pattern)
    return found
