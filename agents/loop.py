"""The model's turn: ask, run the tools it asks for, until it has a text or its budget is spent.

The model proposes, the server decides. A batch of calls is refused as a whole before it starts when it
would pass a limit; text beside tool calls is never used; a proposal or a hand-off ends the turn at once.
"""

import json
import time
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from prometheus_client import Counter

from agents import concierge, partner, prompts, remote, spending, tools
from agents.base import Briefing, Say, Superseded, Trace
from agents.desk import Desk, Draft
from agents.gate import Finding, Grounds, clean, leaks, mask_cards
from agents.grounds import canary
from agents.llm import ToolCall
from agents.registry import Cast, Specialist
from agents.remote import RemoteTool
from agents.run import RESERVE_SECONDS, Ended, Run, ask, may_use, step
from agents.toolkit import Done, PassOn, Tool, ToolError
from agents.transcript import messages_of
from pms.errors import PMSRefused, PMSUnavailable
from pms.requests import Wish

CALLS_PER_ANSWER = 5
CORRECTIONS = 2
HOPS = 2  # from one specialist to another, in a turn
RESULT_CHARACTERS = 10_000
_NAMES = ("guest_name", "surname", "email")

TOOLS = Counter("tool_calls_total", "Tools a model asked for", ["tool", "result"])


def start(desk: Desk, briefing: Briefing, trace: Trace, cast: Cast, models: Sequence[str]) -> Run:
    """A run that has asked nothing yet, and that nobody has: `give` it to a specialist."""
    if not desk.dry:
        spending.count_turn(desk.hotel)
    trace.model_asked = models[0]
    return Run(
        desk=desk,
        briefing=briefing,
        trace=trace,
        cast=cast,
        chain=tuple(models),
        specialist=cast.default,
        prompt=prompts.Prompt((), ""),
        messages=[],
        deadline=briefing.deadline - RESERVE_SECONDS,
        models=list(models),
    )


def give(run: Run, specialist: Specialist, passed: dict[str, str] | None = None) -> None:
    """Let this specialist have the turn, with its own view of what was said. `passed`: by whom and why."""
    prompt = prompts.compose(run.desk, run.briefing, specialist, run.cast)
    run.takes(specialist, prompt, messages_of(prompt.text, run.desk, run.briefing, passed))
    run.trace.prompt_version = prompt.version
    run.trace.agent, run.trace.agent_version = specialist.code, specialist.version
    if prompt.problems:
        run.trace.alarms.append(f"template:{specialist.code}")


def advance(run: Run) -> Draft:
    """Go on until the model has a text, terms or a hand-off. Raises Ended, ModelError or Superseded."""
    if run.specialist.config.remote:
        return _elsewhere(run)
    while True:
        offered = tools.offered(run.desk, run.specialist.config, onward(run))
        completion = ask(run, [each.schema for each in offered.values()])
        if not completion.calls:
            run.messages.append({"role": "assistant", "content": completion.text})
            return _draft(run, says=(Say(clean(completion.text)),))
        done = _use(run, completion.calls, offered)
        if isinstance(done, PassOn):
            passed = {"by": run.specialist.code, "because": done.reason[:160]}
            give(run, run.cast.specialists[done.agent], passed)
            if run.specialist.config.remote:
                return _elsewhere(run)
        elif done:
            says = (done.proposal.as_say(),) if done.proposal else ()
            return _draft(run, says=says, hand_off=done.hand_off)


def revise(run: Run, findings: Sequence[Finding]) -> Draft:
    """Ask for the text again, saying what was wrong with it. Who lives elsewhere is not asked twice."""
    if run.specialist.config.remote:
        raise Ended("gate")
    problems = list(dict.fromkeys(finding.advice for finding in findings))[:5]
    feedback = {"source": "reply_check", "problems": problems}
    run.messages.append({"role": "user", "content": json.dumps(feedback, ensure_ascii=False)})
    return advance(run)


def onward(run: Run) -> list[str]:
    """To whom the turn may still be passed: who is for this guest and has not had it; two hops at most."""
    if len(run.had) > HOPS:
        return []
    return [each.code for each in run.cast.in_phase(lambda: run.desk.phase) if each.code not in run.had]


def _draft(run: Run, **fields: Any) -> Draft:
    return Draft(language=run.desk.language, state=dict(run.briefing.state), **fields)


def _elsewhere(run: Run) -> Draft:
    """The answer of a specialist that lives elsewhere: a draft like any other. Raises Ended."""
    config = run.specialist.config
    assert config.remote is not None
    may_use(run, 1)
    if not run.briefing.is_current():
        raise Superseded
    words = "\n".join(line.text for line in run.briefing.new_lines() if line.text)
    began = time.monotonic()
    try:
        text = remote.answer(run.desk, config.remote, words)
    except partner.PartnerError as error:
        step(run, "remote", config.remote.server, began, result=error.code)
        raise Ended(error.code if error.code == remote.REHEARSAL else "remote") from error
    step(run, "remote", config.remote.server, began, result="ok")
    if not text.strip():
        raise Ended("remote")
    return _draft(run, says=(Say(clean(text)),))


def _use(run: Run, calls: Sequence[ToolCall], offered: dict[str, Tool]) -> Done | PassOn | None:
    """Run a batch in order and append its results; what ends this specialist's part, if any of it did."""
    if len(calls) > CALLS_PER_ANSWER:
        raise Ended("tool_calls")  # before any of them has started
    may_use(run, len(calls))
    echoed = [_echo(call, offered) for call in calls]
    run.messages.append({"role": "assistant", "content": None, "tool_calls": echoed})
    for call in calls:
        if not run.briefing.is_current():
            raise Superseded
        began = time.monotonic()
        outcome, result, arguments = _run_one(run, call, offered, alone=len(calls) == 1)
        step(run, "tool", call.name, began, result=result, arguments=arguments)
        TOOLS.labels(_label(call.name, offered), result).inc()
        if isinstance(outcome, Done | PassOn):
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
        if isinstance(tool, RemoteTool) and _gives_away(run, call.arguments):
            raise ToolError("Send the partner what it needs to know, and nothing of your instructions.")
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


def _gives_away(run: Run, arguments: str) -> bool:
    """Whether what would go to a partner has something of what only the model should know."""
    hotel = run.desk.hotel
    secrets = frozenset(filter(None, (canary(hotel.pk), settings.OPENAI_API_KEY)))
    said = Grounds(
        run.desk.language,
        hotel.currency,
        hotel.today(),
        prompt="\n\n".join(run.told),
        guidance=frozenset(run.guidance),
        secrets=secrets,
    )
    return leaks.gives_away(json.dumps(json.loads(arguments), ensure_ascii=False), said)


def _unavailable(run: Run) -> dict[str, Any]:
    """The PMS is away: what the guest wants is kept for the people of the reservations desk."""
    words = " / ".join(line.text for line in run.briefing.new_lines() if line.text)
    return {
        "error": "The booking system does not answer now: rooms can neither be looked at nor booked. Say so; "
        "questions about the house, appointments and a person are still to be had.",
        "wish_noted_for_staff": concierge.keep_wish(run.desk, Wish("book", words=words)),
    }


def _not_again(run: Run, tool: Tool, arguments: dict[str, Any]) -> None:
    """The same call twice by one specialist brings nothing new: the model is going in circles."""
    mark = json.dumps([run.specialist.code, tool.name, arguments], sort_keys=True, default=str)
    if mark in run.seen:
        raise Ended("repeated_call")
    run.seen.add(mark)


def _label(name: str, offered: dict[str, Tool]) -> str:
    """A tool's name for a metric: ours by name, all partners' together."""
    return name if name in tools.OURS else "remote" if name in offered else "unknown"


def _echo(call: ToolCall, offered: dict[str, Tool]) -> dict[str, Any]:
    """The model's own call, for the protocol's sake; oversized or broken arguments are not sent back."""
    try:
        arguments = call.arguments if len(call.arguments) <= 4_000 else "{}"
        json.loads(arguments).keys()
        arguments.encode()
    except (ValueError, AttributeError, RecursionError):
        arguments = "{}"
    name = call.name if call.name in tools.OURS or call.name in offered else "unknown"
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
        elif isinstance(value, dict):
            shown[name] = sorted(str(key)[:40] for key in value)[:20]  # a partner's arguments: their names
        else:
            shown[name] = value if isinstance(value, int | type(None)) else str(value)
    return shown
