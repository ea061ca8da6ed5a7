"""The model server: which script or behaviour answers, and the record of what was asked."""

import time
from datetime import UTC, datetime
from typing import Any

from sandbox.hostile import BEHAVIOURS, play_hostile
from sandbox.model import embeddings, receptionist
from sandbox.model.call import Call
from sandbox.model.script import BadScript, Script, read_rules
from sandbox.model.wire import Step, play
from sandbox.server import Answer, BadBody, Request, json_response
from sandbox.world import World

MODELS = ("sandbox-receptionist", "sandbox-hostile")
KEPT_REQUESTS = 2_000
KEYS = {"behaviour", "steps", "rules", "tools", "delay", "append", "embeddings"}


class ModelDesk:
    """Everything under /openai/v1/."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.reset()

    def reset(self) -> None:
        self.script = Script()
        self.behaviour = "receptionist"
        self.tool_names: dict[str, str] = {}
        self.delay = 0.0
        self.embeddings: dict[str, Any] = {}
        self.embedded = 0  # texts
        self.requests: list[dict[str, Any]] = []
        self.count = 0
        self.memory: dict[str, int] = {}  # what a behaviour counts between calls

    def change(self, wanted: dict[str, Any]) -> None:
        """Take over behaviour, script, tool names and delay. Raise BadScript before anything changes."""
        if unknown := set(wanted) - KEYS:
            raise BadScript(f"Unknown: {', '.join(sorted(unknown))}; known: {', '.join(sorted(KEYS))}.")
        behaviour = wanted.get("behaviour", self.behaviour)
        if behaviour != "receptionist" and behaviour not in BEHAVIOURS:
            raise BadScript(f"Unknown behaviour {behaviour!r}; known: receptionist, {', '.join(BEHAVIOURS)}.")
        if unknown := set(wanted.get("embeddings", {})) - embeddings.OPTIONS:
            raise BadScript(f"Unknown in embeddings: {', '.join(sorted(unknown))}.")
        rules = read_rules(wanted)
        if "steps" in wanted or "rules" in wanted:
            self.script.rules = [*self.script.rules, *rules] if wanted.get("append") else rules
        self.behaviour = behaviour
        self.memory.clear()
        self.tool_names = wanted.get("tools", self.tool_names)
        self.delay = float(wanted.get("delay", self.delay))
        self.embeddings = dict(wanted.get("embeddings", self.embeddings))

    def summary(self) -> dict[str, Any]:
        left = sum(len(rule.steps) - rule.played for rule in self.script.rules if not rule.repeat)
        return {
            "behaviour": self.behaviour,
            "steps_left": max(0, left),
            "requests": self.count,
            "embedded": self.embedded,
        }

    def behaviours(self) -> dict[str, str]:
        return {"receptionist": "sensible"} | {id: each.title for id, each in BEHAVIOURS.items()}

    async def answer(self, request: Request) -> Answer:
        if not request.headers.get("authorization", "").lower().startswith("bearer "):
            return json_response({"error": NO_KEY}, 401)
        if request.method == "GET" and request.path.rstrip("/") == "/openai/v1/models":
            models = [{"id": id, "object": "model", "created": 0, "owned_by": "sandbox"} for id in MODELS]
            return json_response({"object": "list", "data": models})
        if request.method == "POST" and request.path.rstrip("/") == "/openai/v1/embeddings":
            return await self.embed(request)
        if request.method != "POST" or request.path.rstrip("/") != "/openai/v1/chat/completions":
            return json_response({"error": {"message": f"Unknown path {request.path}."}}, 404)
        return await self.complete(request)

    async def embed(self, request: Request) -> Answer:
        try:
            body = request.json()
        except BadBody as error:
            return invalid(str(error))
        self.embedded += len(body["input"]) if isinstance(body.get("input"), list) else 1
        return await embeddings.late(body, self.embeddings)

    async def complete(self, request: Request) -> Answer:
        try:
            body = request.json()
        except BadBody as error:
            return invalid(str(error))
        self.count += 1
        call = Call(body, self.today(), self.tool_names, self.count)
        self.requests.append({"number": self.count, "at": time.monotonic(), "body": body})
        del self.requests[:-KEPT_REQUESTS]
        self.world.record("model_request", number=self.count, last_user=call.last_user[:200])
        if (problem := bad_transcript(call)) is not None:
            return invalid(problem)
        try:
            step = self.next_step(call)
        except BadScript as error:
            self.world.record("model_error", error=str(error))
            return json_response({"error": {"message": str(error), "type": "sandbox_script"}}, 500)
        self.world.record("model_step", number=self.count, step=brief(step))
        if self.delay and "delay" not in step:
            step = {**step, "delay": self.delay}
        return await play(step, call)

    def next_step(self, call: Call) -> Step:
        step = self.script.next_step(call)
        if step is None:
            step = {"behaviour": self.behaviour}
        if behaviour := step.get("behaviour"):
            if behaviour == "receptionist":
                return receptionist.next_step(call)
            return play_hostile(behaviour, call, self.memory)
        return step

    def today(self) -> Any:
        return datetime.fromtimestamp(self.world.now(), UTC).date()


NO_KEY = {
    "message": "You didn't provide an API key.",
    "type": "invalid_request_error",
    "param": None,
    "code": "invalid_api_key",
}


def invalid(message: str) -> Answer:
    error = {"message": message, "type": "invalid_request_error", "param": "messages", "code": None}
    return json_response({"error": error}, 400)


def bad_transcript(call: Call) -> str | None:
    """Return what OpenAI refuses in a transcript: tool calls without their results, or the reverse."""
    if not call.messages or not call.body.get("model"):
        return "you must provide a model and messages"
    open_calls: set[str] = set()
    for number, message in enumerate(call.messages):
        if message.get("role") == "tool":
            if message.get("tool_call_id") not in open_calls:
                return f"messages[{number}]: a tool message must follow the call it answers"
            open_calls.discard(message["tool_call_id"])
        elif open_calls:
            return f"messages[{number}]: tool_call_ids without a response: {', '.join(sorted(open_calls))}"
        else:
            open_calls = {str(call.get("id")) for call in message.get("tool_calls") or []}
    return f"tool_call_ids without a response: {', '.join(sorted(open_calls))}" if open_calls else None


def brief(step: Step) -> Step:
    """Return the step as the log keeps it, without megabytes."""
    return {
        key: value if len(str(value)) < 2_000 else f"({len(str(value))} characters)"
        for key, value in step.items()
    }
