"""The model's turn: ask, run the tools it asks for, until it has a text or its budget is spent.

The model proposes, the server decides. A batch of calls is refused as a whole before it starts when it
would pass a limit; text beside tool calls is never used; a proposal or a hand-off ends the turn at once.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.conf import settings
from prometheus_client import Counter

from agents import concierge, llm, prompts, spending, tools
from agents.base import Briefing, Say, Superseded, Trace
from agents.desk import Desk, Draft
from agents.gate import Finding, clean, mask_cards
from agents.llm import BadAnswer, Completion, ModelError, ModelRefused, ToolCall
from agents.spending import Usage, estimated_tokens
from agents.toolkit import Done, Tool, ToolError
from agents.transcript import messages_of
from pms.errors import PMSRefused, PMSUnavailable
from pms.requests import Wish

log = structlog.get_logger(__name__)

MODEL_CALLS = 8
TOOL_CALLS = 10
CALLS_PER_ANSWER = 5
CORRECTIONS = 2
INPUT_TOKENS = 24_000
OUTPUT_TOKENS = 2_000
ANSWER_TOKENS = 800
LEAST_TOKENS = 60
RESERVE_SECONDS = 2.0  # for the gate and the offline engine, should this fail
RESULT_CHARACTERS = 10_000
_NAMES = ("guest_name", "surname", "email")

TOKENS = Counter("model_tokens_total", "Tokens of models", ["model", "direction"])
TOOLS = Counter("tool_calls_total", "Tools a model asked for", ["tool", "result"])


class Ended(Exception):
    """A budget or a guard ended the model's turn. `code` is stable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Run:
    """One turn of the model, with what it has used up."""

    desk: Desk
    briefing: Briefing
    trace: Trace
    models: list[str]  # the one to ask, then those to fall back to
    messages: list[dict[str, Any]]
    deadline: float
    calls: int = 0
    tools_used: int = 0
    corrections: int = 0
    usage: Usage = field(default_factory=Usage)
    seen: set[str] = field(default_factory=set)


def start(desk: Desk, briefing: Briefing, trace: Trace, models: Sequence[str]) -> Run:
    """A run that has asked nothing yet."""
    spending.count_turn(desk.hotel)
    trace.prompt_version = prompts.version()
    trace.model_asked = models[0]
    return Run(
        desk=desk,
        briefing=briefing,
        trace=trace,
        models=list(models),
        messages=messages_of(prompts.render(desk, briefing), desk, briefing),
        deadline=briefing.deadline - RESERVE_SECONDS,
    )


def advance(run: Run) -> Draft:
    """Go on until the model has a text, terms or a hand-off. Raises Ended, ModelError or Superseded."""
    while True:
        offered = tools.offered(run.desk)
        completion = _ask(run, offered)
        if not completion.calls:
            run.messages.append({"role": "assistant", "content": completion.text})
            return _draft(run, says=(Say(clean(completion.text)),))
        done = _use(run, completion.calls, offered)
        if done:
            says = (done.proposal.as_say(),) if done.proposal else ()
            return _draft(run, says=says, hand_off=done.hand_off)


def revise(run: Run, findings: Sequence[Finding]) -> Draft:
    """Ask for the text again, saying what was wrong with it."""
    problems = list(dict.fromkeys(finding.advice for finding in findings))[:5]
    feedback = {"source": "reply_check", "problems": problems}
    run.messages.append({"role": "user", "content": json.dumps(feedback, ensure_ascii=False)})
    return advance(run)


def _draft(run: Run, **fields: Any) -> Draft:
    return Draft(language=run.desk.language, state=dict(run.briefing.state), **fields)


def _ask(run: Run, offered: dict[str, Tool]) -> Completion:
    """The first usable answer along the chain of models, each of them asked once."""
    schemas = [each.schema for each in offered.values()]
    untried = list(run.models)
    while True:
        left = _within_budget(run, schemas)
        model = untried.pop(0)
        run.calls += 1
        began = time.monotonic()
        try:
            completion = llm.ask(
                model,
                run.messages,
                schemas,
                base_url=settings.OPENAI_BASE_URL,
                api_key=settings.OPENAI_API_KEY,
                deadline=run.deadline,
                max_tokens=min(ANSWER_TOKENS, left),
            )
        except ModelError as error:
            _failed(run, model, error, began)
            if not untried or (isinstance(error, ModelRefused) and error.fatal):
                raise
            continue
        run.models.remove(model)
        run.models.insert(0, model)  # the next question goes to whom it works with
        _count(run, model, completion.usage)
        _note_model(run, model, completion.model)
        _step(run, "model", model, began, result="ok", answered=completion.model, calls=len(completion.calls))
        return completion


def _within_budget(run: Run, schemas: list[dict[str, Any]]) -> int:
    """How many tokens the next answer may have. Raises Ended or Superseded when it must not be asked for."""
    if not run.briefing.is_current():
        raise Superseded
    if run.calls >= MODEL_CALLS:
        raise Ended("model_calls")
    if time.monotonic() + llm.LEAST_SECONDS > run.deadline:
        raise Ended("time")
    next_input = estimated_tokens(len(json.dumps([run.messages, schemas], ensure_ascii=False)))
    left = OUTPUT_TOKENS - run.usage.output_tokens
    if run.usage.input_tokens + next_input > INPUT_TOKENS or left < LEAST_TOKENS:
        raise Ended("tokens")
    if over := spending.over_budget(run.desk.hotel, run.briefing.conversation_id):
        raise Ended(over)
    return left


def _failed(run: Run, model: str, error: ModelError, began: float) -> None:
    """Note a failure; a model that was too slow or refused is not asked again in this turn."""
    if isinstance(error, BadAnswer) and error.usage:
        _count(run, model, error.usage)
    _step(run, "model", model, began, result=error.code)
    run.trace.alarms.append(f"model:{error.code}")
    if isinstance(error, ModelRefused) and error.fatal:
        log.error("model_refused", model=model, code=error.code)  # the operator has to act
    if isinstance(error, ModelRefused) or error.code == "timeout":
        run.models.remove(model)


def _count(run: Run, model: str, usage: Usage) -> None:
    """Book tokens and cost: for the turn, the conversation and the hotel."""
    run.usage += usage
    dollars = spending.cost(model, usage)
    spending.spend(run.desk.hotel, run.briefing.conversation_id, dollars)
    run.trace.input_tokens += usage.input_tokens
    run.trace.output_tokens += usage.output_tokens
    run.trace.cost += dollars
    TOKENS.labels(model, "input").inc(usage.input_tokens)
    TOKENS.labels(model, "output").inc(usage.output_tokens)


def _note_model(run: Run, asked: str, answered: str) -> None:
    """Another model than asked for is an alarm; a dated snapshot of it is not."""
    run.trace.model_asked, run.trace.model_answered = asked, answered
    if answered and not answered.startswith(asked) and not asked.endswith(f"/{answered}"):
        run.trace.alarms.append("other_model")
        log.warning("other_model_answered", asked=asked, answered=answered)


def _use(run: Run, calls: Sequence[ToolCall], offered: dict[str, Tool]) -> Done | None:
    """Run a batch in order and append its results; what ends the turn, if any of it did."""
    if len(calls) > CALLS_PER_ANSWER or run.tools_used + len(calls) > TOOL_CALLS:
        raise Ended("tool_calls")  # before any of them has started
    run.tools_used += len(calls)
    run.messages.append({"role": "assistant", "content": None, "tool_calls": [_echo(call) for call in calls]})
    for call in calls:
        if not run.briefing.is_current():
            raise Superseded
        began = time.monotonic()
        outcome, result, arguments = _run_one(run, call, offered, alone=len(calls) == 1)
        _step(run, "tool", call.name, began, result=result, arguments=arguments)
        TOOLS.labels(call.name if call.name in tools.NAMES else "unknown", result).inc()
        if isinstance(outcome, Done):
            return outcome
        content = mask_cards(json.dumps({"source": call.name, "data": outcome}, ensure_ascii=False))
        run.messages.append({"role": "tool", "tool_call_id": call.id, "content": content[:RESULT_CHARACTERS]})
    return None


def _run_one(
    run: Run, call: ToolCall, offered: dict[str, Tool], *, alone: bool
) -> tuple[Any, str, dict[str, Any]]:
    """What a call gave, a label for it, and its arguments fit to be stored."""
    arguments: dict[str, Any] = {}
    try:
        tool = offered.get(call.name)
        if tool is None:
            raise ToolError(f"There is no such tool now. Tools: {', '.join(offered)}.")
        arguments = tool.parse(call.arguments)
        if tool.effect != "read" and not alone:
            raise ToolError(f"Call {tool.name} alone, after the results of the other tools.")
        _not_again(run, tool, arguments)
        return tool.run(run.desk, **arguments), "ok", _masked(arguments)
    except ToolError as error:
        run.corrections += 1
        if run.corrections > CORRECTIONS:
            raise Ended("corrections") from error
        return {"error": str(error)}, "bad_call", _masked(arguments)
    except PMSRefused as refusal:
        return {"refused": refusal.code}, refusal.code, _masked(arguments)
    except PMSUnavailable:
        return _unavailable(run), "unavailable", _masked(arguments)


def _unavailable(run: Run) -> dict[str, Any]:
    """The PMS is away: what the guest wants is kept for the people of the reservations desk."""
    words = " / ".join(line.text for line in run.briefing.new_lines() if line.text)
    return {
        "error": "The booking system does not answer now: rooms can neither be looked at nor booked. Say so; "
        "questions about the house, appointments and a person are still to be had.",
        "wish_noted_for_staff": concierge.keep_wish(run.desk, Wish("book", words=words)),
    }


def _not_again(run: Run, tool: Tool, arguments: dict[str, Any]) -> None:
    """The same call twice in a turn brings nothing new: the model is going in circles."""
    mark = json.dumps([tool.name, arguments], sort_keys=True, default=str)
    if mark in run.seen:
        raise Ended("repeated_call")
    run.seen.add(mark)


def _echo(call: ToolCall) -> dict[str, Any]:
    """The model's own call, for the protocol's sake; oversized or broken arguments are not sent back."""
    try:
        arguments = call.arguments if len(call.arguments) <= 4_000 else "{}"
        json.loads(arguments).keys()
        arguments.encode()
    except (ValueError, AttributeError, RecursionError):
        arguments = "{}"
    name = call.name if call.name in tools.NAMES else "unknown"
    return {"id": call.id, "type": "function", "function": {"name": name, "arguments": arguments}}


def _masked(arguments: dict[str, Any]) -> dict[str, Any]:
    """Arguments as they may be stored: names by their first letter, no card numbers."""
    shown: dict[str, Any] = {}
    for name, value in arguments.items():
        if name in _NAMES and isinstance(value, str):
            shown[name] = f"{value[:1]}…"
        elif isinstance(value, str):
            shown[name] = mask_cards(value)[:80]
        elif isinstance(value, list):
            shown[name] = [str(item)[:40] for item in value[:10]]
        else:
            shown[name] = value if isinstance(value, int | type(None)) else str(value)
    return shown


def _step(run: Run, kind: str, name: str, began: float, **more: Any) -> None:
    took = round((time.monotonic() - began) * 1000)
    run.trace.steps.append({"kind": kind, "name": name, "ms": took, **more})
