"""The router's one small question to a model: whose is this message?"""

import json
import time
from typing import Any, Literal

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agents import llm
from agents.base import Briefing
from agents.gate import mask_cards
from agents.llm import BadAnswer, Completion, ModelError, ModelRefused
from agents.run import Run, count, may_ask, step

ANSWER_TOKENS = 120
SECONDS = 5.0
LINES = 6
LINE = 300  # characters of a line that the router reads
TOOL_SECONDS = 600.0
# Servers that refused an answer by schema and took a tool call: how long they are asked for that alone.
by_tool: dict[tuple[str, str], float] = {}


class Decision(BaseModel):
    """What the router's model has to answer."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    action: Literal["respond", "delegate"]
    agent: str = Field(max_length=40)
    confidence: float = Field(ge=0, le=1)
    reason: str = Field(max_length=500)


def ask(run: Run, messages: list[dict[str, Any]], codes: list[str]) -> Decision | None:
    """The decision of the installation's model, if it is one to the letter.

    Raises ModelError, Ended or Superseded.
    """
    return _read(_ask(run, messages, codes))


def shown(briefing: Briefing, current: str) -> str:
    """The end of the conversation as data."""
    lines = [line for line in briefing.transcript if line.text and line.author in ("guest", "agent", "staff")]
    data = {
        "source": "conversation",
        "has_it_now": current or None,
        "lines": [
            {"from": line.author, "text": mask_cards(line.text[:LINE]), "new": line.id in briefing.unanswered}
            for line in lines[-LINES:]
        ],
    }
    return json.dumps(data, ensure_ascii=False)


def _ask(run: Run, messages: list[dict[str, Any]], codes: list[str]) -> Completion:
    """One call to the installation's model, with a schema, or a tool call where the server knows none."""
    model = run.models[0]
    parameters = _schema(codes)
    where = (settings.OPENAI_BASE_URL, model)
    refused = False
    if time.monotonic() > by_tool.get(where, 0.0):
        shape = {"name": "route", "strict": True, "schema": parameters}
        try:
            return _once(
                run, model, messages, [], {"response_format": {"type": "json_schema", "json_schema": shape}}
            )
        except ModelRefused as error:
            if error.fatal or error.code not in ("400", "404", "415", "422", "501"):
                raise
            refused = True
    tool = {"type": "function", "function": {"name": "route", "strict": True, "parameters": parameters}}
    choice = {"tool_choice": {"type": "function", "function": {"name": "route"}}}
    completion = _once(run, model, messages, [tool], choice)
    if refused:  # it was the schema, then, and not what was asked
        by_tool[where] = time.monotonic() + TOOL_SECONDS
    return completion


def _once(
    run: Run,
    model: str,
    messages: list[dict[str, Any]],
    tools: list[dict[str, Any]],
    answer_as: dict[str, Any],
) -> Completion:
    may_ask(run, messages, [answer_as, *tools])
    run.calls += 1
    began = time.monotonic()
    try:
        completion = llm.ask(
            model,
            messages,
            tools,
            base_url=settings.OPENAI_BASE_URL,
            api_key=settings.OPENAI_API_KEY,
            deadline=min(run.deadline, began + SECONDS),
            max_tokens=ANSWER_TOKENS,
            answer_as=answer_as,
        )
    except ModelError as error:
        if isinstance(error, BadAnswer) and error.usage:
            count(run, model, error.usage)
        step(run, "model", model, began, result=error.code, asked="route")
        run.trace.alarms.append(f"router:{error.code}")
        raise
    count(run, model, completion.usage)
    step(run, "model", model, began, result="ok", asked="route", answered=completion.model)
    return completion


def _read(completion: Completion) -> Decision | None:
    """The decision, if it is one to the letter."""
    text = completion.calls[0].arguments if completion.calls else completion.text
    try:
        return Decision.model_validate_json(text, strict=True)
    except ValidationError:
        return None


def _schema(codes: list[str]) -> dict[str, Any]:
    properties = {
        "action": {"type": "string", "enum": ["respond", "delegate"]},
        "agent": {"type": "string", "enum": codes},
        "confidence": {"type": "number"},
        "reason": {"type": "string"},
    }
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
