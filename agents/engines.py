"""Which engine answers: a model where there is one and its limits allow, the offline engine otherwise.

Whatever happens to the model, the guest gets one correct answer: another model, the offline engine, or
an apology with a person. Every text passes the gate, whoever wrote it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from prometheus_client import Counter

from agents import concierge, grounds, loop, manners, prompts, spending, tools
from agents.base import Briefing, HandOff, Say, Trace
from agents.desk import Desk, Draft
from agents.gate import Finding, inspect, mask_cards
from agents.llm import ModelError
from agents.loop import Ended
from agents.offline.engine import answer as answer_offline
from agents.phrases import say
from pms.errors import PMSError
from pms.requests import Wish

log = structlog.get_logger(__name__)

GUEST_LINES_PER_MINUTE = 20
GATE_FAILED = "gate_failed"
_NOT_STORED = re.compile(r"[\x00-\x1f\ud800-\udfff]")

FINDINGS = Counter("gate_findings_total", "Texts the gate refused", ["rule", "engine"])


@dataclass(frozen=True)
class Drafted:
    """An answer that has passed the gate."""

    says: tuple[Say, ...]
    state: dict[str, Any]
    hand_off: HandOff | None = None


def answer(desk: Desk, briefing: Briefing, trace: Trace) -> Drafted:
    """The answer of the best engine that has one. Raises Superseded."""
    models, why_not = models_for(desk, briefing)
    if models:
        draft = _by_model(desk, briefing, trace, models)
        if draft:
            return _finished(desk, briefing, draft)
    elif why_not != "no_key":
        trace.alarms.append(f"no_model:{why_not}")
    return _finished(desk, briefing, _offline(desk, briefing, trace))


def models_for(desk: Desk, briefing: Briefing) -> tuple[list[str], str]:
    """The models that may be asked in this turn, first choice first, or none and why."""
    if not settings.OPENAI_API_KEY:
        return [], "no_key"
    allowed = desk.hotel.tier.allowed_models
    chain = [settings.OPENAI_MODEL, *settings.OPENAI_FALLBACK_MODELS]
    models = [model for model in dict.fromkeys(chain) if model and (not allowed or model in allowed)]
    if not models:
        return [], "not_allowed"
    since = briefing.now - timedelta(minutes=1)
    lately = [line for line in briefing.transcript if line.author == "guest" and line.received_at > since]
    if len(lately) > GUEST_LINES_PER_MINUTE:
        return [], "too_many_messages"
    over = spending.over_budget(desk.hotel, briefing.conversation_id)
    return ([], over) if over else (models, "")


def stumbles(state: dict[str, Any], trace: Trace) -> int:
    """How many turns in a row the model's texts were refused, this one included."""
    before = state.get("stumbles", 0)
    if GATE_FAILED not in trace.alarms:
        return 0 if trace.engine == "llm" else int(before)
    return int(before) + 1


def _by_model(desk: Desk, briefing: Briefing, trace: Trace, models: Sequence[str]) -> Draft | None:
    """The model's answer if it passes the gate, at the second try at the latest; else None."""
    trace.engine = "llm"
    try:
        run = loop.start(desk, briefing, trace, models)
        draft = loop.advance(run)
        findings = _judged(desk, briefing, trace, draft)
        if findings:
            draft = loop.revise(run, findings)
            findings = _judged(desk, briefing, trace, draft)
    except (Ended, ModelError) as end:
        trace.alarms.append(f"ended:{end.code}")
        trace.engine = "offline"
        return None
    if not findings:
        return draft
    trace.alarms.append(GATE_FAILED)
    trace.engine = "offline"
    if stumbles(briefing.state, trace) >= 2:
        # Twice in a row: this guest's wish is one the model cannot answer honestly.
        return Draft(
            (), desk.language, dict(briefing.state), HandOff("gate", "The agent had no safe answer, twice.")
        )
    return None


def _offline(desk: Desk, briefing: Briefing, trace: Trace) -> Draft:
    """The offline engine's answer, or an apology and a person when even that may not go out."""
    trace.engine = "offline"
    try:
        draft = answer_offline(briefing, desk)
    except PMSError as error:
        log.warning("offline_without_pms", error=type(error).__name__)
        return _without_pms(desk, briefing)
    trace.steps += [{**step, "engine": "offline"} for step in draft.steps]
    findings = _judged(desk, briefing, trace, draft)
    if not findings:
        return draft
    rules = ", ".join(sorted({finding.rule for finding in findings}))
    return _sorry(desk, briefing, HandOff("gate", f"The agent had no safe answer ({rules})."))


def _without_pms(desk: Desk, briefing: Briefing) -> Draft:
    """That rooms cannot be looked at now, and what still works; the wish is kept for the people who can."""
    words = " / ".join(line.text for line in briefing.new_lines() if line.text)
    parts = ["pms_down"]
    parts += ["wish_kept"] if concierge.keep_wish(desk, Wish("book", words=words)) else []
    text = " ".join(say(desk.language, key) for key in [*parts, "still_works"])
    return Draft((Say(text),), desk.language, dict(briefing.state))


def _sorry(desk: Desk, briefing: Briefing, hand_off: HandOff) -> Draft:
    says = (Say(say(desk.language, "error_person")),)
    return Draft(says, desk.language, dict(briefing.state), hand_off)


def _judged(desk: Desk, briefing: Briefing, trace: Trace, draft: Draft) -> list[Finding]:
    """Why the draft may not go out. Terms are the server's own words and need no judging."""
    texts = [said.text for said in draft.says if not said.proposal]
    if not texts:
        return []
    known = grounds.build(
        desk.told,
        desk.hotel,
        briefing,
        desk.language,
        promised=draft.hand_off is not None or "request_noted" in desk.told.seen,
        unsettled=desk.has_open_wish(),
        prompt=prompts.template(),
        tool_names=tools.NAMES,
    )
    findings = [found for text in texts for found in inspect(text, known)]
    for found in findings:
        FINDINGS.labels(found.rule, trace.engine).inc()
        trace.alarms.append(f"gate:{found.rule}")
        excerpt = _NOT_STORED.sub("?", mask_cards(found.excerpt))
        trace.steps.append({"kind": "gate", "name": found.rule, "excerpt": excerpt})
    return findings


def _finished(desk: Desk, briefing: Briefing, draft: Draft) -> Drafted:
    """The draft with what a hand-off has to say."""
    says = draft.says
    if draft.hand_off and not says:
        says = (Say(manners.person_is_coming(desk.hotel, briefing, desk.language)),)
    elif draft.hand_off and (closed := manners.closed_until(desk.hotel, briefing, desk.language)):
        says = (*says, Say(closed))
    return Drafted(says, draft.state, draft.hand_off)
