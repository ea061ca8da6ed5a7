"""Which engine answers: a model where there is one and its limits allow, the offline engine otherwise.

Whatever happens to the model, the guest gets one correct answer: another model, the offline engine, or
an apology with a person. Every text passes the gate, whoever wrote it.
"""

import re
from dataclasses import dataclass, replace
from typing import Any

import structlog
from prometheus_client import Counter

from agents import concierge, fast_lane, grounds, loop, manners, prompts, router, tools
from agents.base import Briefing, HandOff, Say, Trace
from agents.chain import allowed_model, models_for
from agents.desk import Desk, Draft
from agents.gate import Finding, inspect, mask_cards
from agents.llm import ModelError
from agents.offline.engine import answer as answer_offline
from agents.offline.memory import KEY
from agents.phrases import say
from agents.registry import Cast, Specialist
from agents.run import Ended, Run
from hotels import flags
from pms.errors import PMSError
from pms.requests import Wish

__all__ = ["Drafted", "allowed_model", "answer", "stumbles"]

log = structlog.get_logger(__name__)

GATE_FAILED = "gate_failed"
_NOT_STORED = re.compile(r"[\x00-\x1f\ud800-\udfff]")

# The tools that put terms of each kind before a guest.
_TOOLS_FOR = {
    "book": {"propose_booking"},
    "change": {"propose_change"},
    "cancel": {"propose_cancellation"},
    "appointment": {"propose_appointment", "propose_move", "propose_appointment_cancellation"},
    "request": {"propose_request"},
}

FINDINGS = Counter("gate_findings_total", "Texts the gate refused", ["rule", "engine"])


@dataclass(frozen=True)
class Drafted:
    """An answer that has passed the gate."""

    says: tuple[Say, ...]
    state: dict[str, Any]
    hand_off: HandOff | None = None
    agent: str = ""  # code of the specialist who goes on next time
    unsure: int = 0  # times in a row that nobody knew whose the message was


def answer(
    desk: Desk, briefing: Briefing, trace: Trace, cast: Cast, first: Specialist | None = None
) -> Drafted:
    """The answer of the best engine that has one. Raises Superseded.

    `first` has the turn without the router being asked.
    """
    models, why_not = models_for(desk, briefing)
    if models:
        if (
            not first
            and flags.FAST_LANE.of(desk.hotel)
            and (quick := _by_fast_lane(desk, briefing, trace, cast))
        ):
            return quick
        playing = cast if first or flags.ROUTER.of(desk.hotel) else router.alone(cast, desk)
        if drafted := _by_model(loop.start(desk, briefing, trace, playing, models), first):
            return drafted
    elif why_not != "no_key":
        trace.alarms.append(f"no_model:{why_not}")
    return _by_rules_alone(desk, briefing, trace, cast)


def stumbles(state: dict[str, Any], trace: Trace) -> int:
    """How many turns in a row the model's texts were refused, this one included."""
    before = state.get("stumbles", 0)
    if GATE_FAILED not in trace.alarms:
        return 0 if trace.engine == "llm" else int(before)
    return int(before) + 1


def _by_model(run: Run, first: Specialist | None) -> Drafted | None:
    """The model's answer if it passes the gate, at the second try at the latest; else None."""
    desk, briefing, trace = run.desk, run.briefing, run.trace
    trace.engine = "llm"
    try:
        route = router.Route(first, "given") if first else router.route(run)
        loop.give(run, route.specialist)
        draft = loop.advance(run)
        findings = [*_judged(desk, briefing, trace, draft, run), *_too_long(run, draft)]
        if findings:
            draft = loop.revise(run, findings)
            findings = _judged(desk, briefing, trace, draft, run)
    except (Ended, ModelError) as end:
        trace.alarms.append(f"ended:{end.code}")
        trace.engine = "offline"
        return None
    if findings:
        trace.alarms.append(GATE_FAILED)
        trace.engine = "offline"
        if stumbles(briefing.state, trace) < 2:
            return None
        # Twice in a row: this guest's wish is one the model cannot answer honestly.
        handed = HandOff("gate", "The agent had no safe answer, twice.")
        draft = Draft((), desk.language, dict(briefing.state), handed)
    passed_on = len(run.had) > 1
    stays = route.in_passing and not passed_on
    drafted = replace(
        _finished(desk, briefing, draft),
        agent=str(briefing.state["agent"]) if stays else run.specialist.code,
        unsure=int(briefing.state.get("unsure", 0)) + 1 if route.unsure and not passed_on else 0,
    )
    return _person_offered(desk, drafted)


def _person_offered(desk: Desk, drafted: Drafted) -> Drafted:
    """After two turns in which nobody knew whose it was: the way to a person, said by us."""
    if drafted.unsure < router.OFFER_PERSON_AT or drafted.hand_off:
        return drafted
    offer = Say(say(desk.language, "or_person"))
    return replace(drafted, says=(*drafted.says, offer), unsure=0)


def _by_fast_lane(desk: Desk, briefing: Briefing, trace: Trace, cast: Cast) -> Drafted | None:
    """The offline engine's answer to what it understands with certainty, unless the gate objects."""
    if not fast_lane.is_certain(desk, briefing):
        return None
    quick = Trace()
    drafted = _by_rules_alone(desk, briefing, quick, cast)
    if drafted.hand_off or quick.alarms:
        return None
    trace.engine, trace.agent, trace.agent_version = quick.engine, quick.agent, quick.agent_version
    trace.steps += [{"kind": "fast_lane", "name": quick.agent, "ms": 0, "agent": quick.agent}, *quick.steps]
    return drafted


def _by_rules_alone(desk: Desk, briefing: Briefing, trace: Trace, cast: Cast) -> Drafted:
    """The offline engine's answer, as the specialist's whose it is."""
    draft = _within_what_is_given(desk, briefing, cast, _offline(desk, briefing, trace))
    current = str(briefing.state.get("agent", ""))
    intent = str(draft.understood.get("intent", ""))
    kept = draft.state.get(KEY)
    goal = str(kept.get("goal", "")) if isinstance(kept, dict) else ""
    whose = router.owner(cast, intent, goal, current)
    trace.agent, trace.agent_version = whose.code, whose.version
    for step in trace.steps:
        step.setdefault("agent", whose.code)
    return replace(
        _finished(desk, briefing, draft),
        agent=current if current and intent == "fact" else whose.code,
    )


def _within_what_is_given(desk: Desk, briefing: Briefing, cast: Cast, draft: Draft) -> Draft:
    """The draft, or a person where it puts terms before the guest that the hotel gives none of its agents."""
    if not any(said.proposal for said in draft.says):
        return draft
    waiting = desk.open_proposal()
    wanted = _TOOLS_FOR.get(waiting.kind) if waiting else None
    if not wanted or any(
        wanted & set(tools.tools_of(desk.hotel, each.config)) for each in cast.specialists.values()
    ):
        return draft
    words = " / ".join(line.text for line in briefing.new_lines() if line.text)
    handed = HandOff("special_request", f"Not given to the agent: {manners.last_words(words)}")
    return replace(draft, says=(), hand_off=handed)


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
    if desk.undecided:  # "you have no reservation" may be wrong in a moment
        return replace(draft, says=(Say(say(desk.language, "not_known_yet")),))
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


def _too_long(run: Run, draft: Draft) -> list[Finding]:
    """What the specialist's own limit says of the text: enough to ask for another one, not to refuse it."""
    most = run.specialist.config.limits.reply_characters
    if all(len(said.text) <= most or said.proposal for said in draft.says):
        return []
    return [Finding("length", "", f"Say it in at most {most} characters.")]


def _judged(
    desk: Desk, briefing: Briefing, trace: Trace, draft: Draft, run: Run | None = None
) -> list[Finding]:
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
        undecided=desk.undecided,
        prompt="\n\n".join(run.told) if run else prompts.base(),
        guidance=run.guidance if run else (),
        tool_names=tools.OURS | set(run.specialist.config.tools) if run else tools.OURS,
        phase=lambda: desk.phase,
        rooms=desk.rooms,
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
