"""Scripts: what the model says next, by rules, with placeholders filled from the transcript."""

import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.model import routing
from sandbox.model.broken import BODIES, STREAMS
from sandbox.model.call import Call
from sandbox.model.wire import Step

STEP_KEYS = {
    "text", "tool", "args", "id", "raw_arguments", "tools", "status", "error", "headers", "broken", "delay",
    "finish_reason", "usage", "model", "refusal", "reasoning", "raw", "content_type", "behaviour",
}  # fmt: skip
MATCH_KEYS = {"last_user", "system", "transcript", "metadata", "model", "call", "after_tool", "routing"}
PLACEHOLDER = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
PATH_PART = re.compile(r"([A-Za-z0-9_-]+)|\[(-?\d+)\]")


class BadScript(ValueError):
    """The script is not understood, or a placeholder finds nothing."""


@dataclass(slots=True)
class Rule:
    """Steps for the requests that match, each played once, or all over again with `repeat`."""

    match: dict[str, Any]
    steps: list[Step]
    repeat: bool = False
    played: int = 0

    def takes(self, call: Call) -> bool:
        return (self.repeat or self.played < len(self.steps)) and matches(self.match, call)

    def next_step(self) -> Step:
        step = self.steps[self.played % len(self.steps)]
        self.played += 1
        return step


@dataclass(slots=True)
class Script:
    rules: list[Rule] = field(default_factory=list)

    def next_step(self, call: Call) -> Step | None:
        """Return the next step with its placeholders filled, or None when no rule has one left."""
        for rule in self.rules:
            if rule.takes(call):
                filled: Step = fill(rule.next_step(), call)
                return filled
        return None


def read_rules(wanted: dict[str, Any]) -> list[Rule]:
    """Return the rules of `{"steps": [...]}` or `{"rules": [...]}`. Raise BadScript."""
    found = [read_rule(rule) for rule in wanted.get("rules", [])]
    if wanted.get("steps"):
        found.append(read_rule({"steps": wanted["steps"]}))
    return found


def read_rule(wanted: dict[str, Any]) -> Rule:
    if unknown := set(wanted) - {"match", "steps", "repeat"}:
        raise BadScript(f"Unknown in a rule: {', '.join(sorted(unknown))}.")
    match = wanted.get("match", {})
    if unknown := set(match) - MATCH_KEYS:
        raise BadScript(f"Unknown in match: {', '.join(sorted(unknown))}; known: {sorted(MATCH_KEYS)}.")
    steps = wanted.get("steps")
    if not isinstance(steps, list) or not steps:
        raise BadScript("A rule needs steps.")
    for step in steps:
        check_step(step)
    return Rule(match, steps, bool(wanted.get("repeat", False)))


def check_step(step: Any) -> None:
    if not isinstance(step, dict) or (unknown := set(step) - STEP_KEYS):
        raise BadScript(f"Unknown in a step: {step if not isinstance(step, dict) else sorted(unknown)}.")
    broken = step.get("broken")
    if broken is not None and broken not in BODIES and broken not in STREAMS:
        raise BadScript(f"Unknown broken body {broken!r}; known: {', '.join([*BODIES, *STREAMS])}.")


def matches(match: dict[str, Any], call: Call) -> bool:
    """Return whether every part of the match fits: patterns are searched, ignoring case.

    A router's question is taken by rules with `routing` true alone: scripts are about what the guest hears.
    """
    if routing.is_asked(call) != bool(match.get("routing", False)):
        return False
    texts = {
        "last_user": call.last_user,
        "system": call.system,
        "transcript": str(call.messages),
        "model": str(call.body.get("model")),
        "after_tool": call.turn_results[-1].tool if call.turn_results else "",
    }
    metadata = call.body.get("metadata") or {}
    for key, wanted in match.items():
        if key == "metadata":
            if any(str(metadata.get(name)) != str(value) for name, value in wanted.items()):
                return False
        elif key == "routing":
            continue
        elif key == "call":
            if call.number != wanted:
                return False
        elif not re.search(wanted, texts[key], re.IGNORECASE | re.DOTALL):
            return False
    return True


def fill(value: Any, call: Call) -> Any:
    """Return the value with placeholders filled. One that stands alone keeps the type it finds."""
    if isinstance(value, dict):
        return {key: fill(inner, call) for key, inner in value.items()}
    if isinstance(value, list):
        return [fill(inner, call) for inner in value]
    if not isinstance(value, str):
        return value
    if alone := PLACEHOLDER.fullmatch(value):
        return look_up(alone[1], call)
    return PLACEHOLDER.sub(lambda found: str(look_up(found[1], call)), value)


def look_up(path: str, call: Call) -> Any:
    """Return what `tool.NAME[0].key`, `last_user`, `system` or `today` names. Raise BadScript."""
    if path in ("last_user", "system"):
        return getattr(call, path)
    if path == "today":
        return call.today.isoformat()
    parts = [name or int(index) for name, index in PATH_PART.findall(path)]
    if len(parts) < 2 or parts[0] != "tool":
        raise BadScript(f"Placeholder {path!r} is not understood.")
    role = str(parts[1])
    names = {role, call.tool(role)}
    value = next((result.value for result in reversed(call.results) if result.tool in names), None)
    for part in parts[2:]:
        value = step_into(value, part)
    if value is None:
        raise BadScript(f"Placeholder {path!r} finds nothing in the transcript.")
    return value


def step_into(value: Any, part: str | int) -> Any:
    """Return one level deeper; an index on an object means its first list."""
    if isinstance(part, int):
        if isinstance(value, dict):
            value = next((inner for inner in value.values() if isinstance(inner, list)), None)
        return value[part] if isinstance(value, list) and -len(value) <= part < len(value) else None
    return value.get(part) if isinstance(value, dict) else None
