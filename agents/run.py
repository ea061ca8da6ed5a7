"""One turn of the model: what it has used up, and asking it within what is left."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.conf import settings
from prometheus_client import Counter

from agents import llm, spending
from agents.base import Briefing, Superseded, Trace
from agents.chain import allowed_model
from agents.config import MODEL_CALLS, TOOL_CALLS
from agents.desk import Desk
from agents.llm import BadAnswer, Completion, ModelError, ModelRefused
from agents.prompts import Prompt
from agents.registry import Cast, Specialist
from agents.spending import Usage, estimated_tokens

log = structlog.get_logger(__name__)

INPUT_TOKENS = 24_000
OUTPUT_TOKENS = 2_000
ANSWER_TOKENS = 800
LEAST_TOKENS = 60
RESERVE_SECONDS = 2.0  # for the gate and the offline engine, should this fail

TOKENS = Counter("model_tokens_total", "Tokens of models", ["model", "direction"])


class Ended(Exception):
    """A budget or a guard ended the model's turn. `code` is stable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Run:
    """One turn of the model, with what it has used up: in all, and by the specialist who has it now."""

    desk: Desk
    briefing: Briefing
    trace: Trace
    cast: Cast
    chain: tuple[str, ...]  # the installation's models, first choice first
    specialist: Specialist
    prompt: Prompt
    messages: list[dict[str, Any]]
    deadline: float
    models: list[str] = field(default_factory=list)  # the one to ask, then those to fall back to
    given_up: set[str] = field(default_factory=set)  # models that are not asked again in this turn
    calls: int = 0
    tools_used: int = 0
    corrections: int = 0
    usage: Usage = field(default_factory=Usage)
    seen: set[str] = field(default_factory=set)
    had: list[str] = field(default_factory=list)  # codes of the specialists of this turn, in order
    told: list[str] = field(default_factory=list)  # confidential parts of all instructions of this turn
    guidance: set[str] = field(default_factory=set)  # what the hotel added to the tools, likewise
    own_calls: int = 0
    own_tools: int = 0
    own_deadline: float = 0.0

    def takes(self, specialist: Specialist, prompt: Prompt, messages: list[dict[str, Any]]) -> None:
        """From here on this specialist has the turn, with limits of its own inside the turn's."""
        self.specialist, self.prompt, self.messages = specialist, prompt, messages
        wished = specialist.config.model
        first = [wished] if wished and allowed_model(self.desk.hotel, wished) else []
        if wished and not first:
            self.trace.alarms.append("model_not_allowed")
        self.models = [each for each in dict.fromkeys([*first, *self.chain]) if each not in self.given_up]
        self.had.append(specialist.code)
        self.told.append(prompt.confidential)
        self.guidance |= prompt.guidance
        self.own_calls = self.own_tools = 0
        self.own_deadline = min(self.deadline, time.monotonic() + specialist.config.limits.seconds)

    @property
    def conversation_id(self) -> int:
        """Whose daily limits it counts against: a rehearsal is no guest's."""
        return 0 if self.desk.dry else self.briefing.conversation_id


def ask(run: Run, schemas: list[dict[str, Any]]) -> Completion:
    """The first usable answer along the chain of models, each of them asked once."""
    untried = list(run.models)
    while True:
        left = _within_budget(run, schemas)
        model = untried.pop(0)
        run.calls += 1
        run.own_calls += 1
        began = time.monotonic()
        try:
            completion = llm.ask(
                model,
                run.messages,
                schemas,
                base_url=settings.OPENAI_BASE_URL,
                api_key=settings.OPENAI_API_KEY,
                deadline=run.own_deadline,
                max_tokens=min(ANSWER_TOKENS, left),
                temperature=run.specialist.config.temperature,
            )
        except ModelError as error:
            _failed(run, model, error, began)
            if not untried or (isinstance(error, ModelRefused) and error.fatal):
                raise
            continue
        run.models.remove(model)
        run.models.insert(0, model)  # the next question goes to whom it works with
        count(run, model, completion.usage)
        _note_model(run, model, completion.model)
        step(run, "model", model, began, result="ok", answered=completion.model, calls=len(completion.calls))
        return completion


def may_ask(run: Run, messages: Sequence[dict[str, Any]], schemas: Sequence[dict[str, Any]]) -> int:
    """How many tokens the next answer may have. Raises Ended or Superseded when it must not be asked for."""
    if not run.briefing.is_current():
        raise Superseded
    if run.calls >= MODEL_CALLS:
        raise Ended("model_calls")
    if time.monotonic() + llm.LEAST_SECONDS > run.deadline:
        raise Ended("time")
    next_input = estimated_tokens(len(json.dumps([messages, schemas], ensure_ascii=False)))
    left = OUTPUT_TOKENS - run.usage.output_tokens
    if run.usage.input_tokens + next_input > INPUT_TOKENS or left < LEAST_TOKENS:
        raise Ended("tokens")
    if over := spending.over_budget(run.desk.hotel, run.conversation_id):
        raise Ended(over)
    return left


def may_use(run: Run, calls: int) -> None:
    """Raises Ended when so many more tool calls would pass a limit: before any of them has started."""
    limit = run.specialist.config.limits.tool_calls
    if run.tools_used + calls > TOOL_CALLS or run.own_tools + calls > limit:
        raise Ended("tool_calls")
    run.tools_used += calls
    run.own_tools += calls


def count(run: Run, model: str, usage: Usage) -> None:
    """Book tokens and cost: for the turn, the conversation and the hotel."""
    run.usage += usage
    dollars = spending.cost(model, usage)
    spending.spend(run.desk.hotel, run.conversation_id, dollars)
    run.trace.input_tokens += usage.input_tokens
    run.trace.output_tokens += usage.output_tokens
    run.trace.cost += dollars
    TOKENS.labels(model, "input").inc(usage.input_tokens)
    TOKENS.labels(model, "output").inc(usage.output_tokens)


def step(run: Run, kind: str, name: str, began: float, **more: Any) -> None:
    took = round((time.monotonic() - began) * 1000)
    agent = run.specialist.code if run.had else ""
    run.trace.steps.append({"kind": kind, "name": name, "ms": took, "agent": agent, **more})


def _within_budget(run: Run, schemas: list[dict[str, Any]]) -> int:
    left = may_ask(run, run.messages, schemas)
    if run.own_calls >= run.specialist.config.limits.model_calls:
        raise Ended("model_calls")
    if time.monotonic() + llm.LEAST_SECONDS > run.own_deadline:
        raise Ended("time")
    return left


def _failed(run: Run, model: str, error: ModelError, began: float) -> None:
    """Note a failure; a model that was too slow or refused is not asked again in this turn."""
    if isinstance(error, BadAnswer) and error.usage:
        count(run, model, error.usage)
    step(run, "model", model, began, result=error.code)
    run.trace.alarms.append(f"model:{error.code}")
    if isinstance(error, ModelRefused) and error.fatal:
        log.error("model_refused", model=model, code=error.code)  # the operator has to act
    if isinstance(error, ModelRefused) or error.code == "timeout":
        run.models.remove(model)
        run.given_up.add(model)


def _note_model(run: Run, asked: str, answered: str) -> None:
    """Another model than asked for is an alarm; a dated snapshot of it is not."""
    run.trace.model_asked, run.trace.model_answered = asked, answered
    if answered and not answered.startswith(asked) and not asked.endswith(f"/{answered}"):
        run.trace.alarms.append("other_model")
        log.warning("other_model_answered", asked=asked, answered=answered)
