"""The one door: a briefing in, a reply out. Rules first, then an engine, then the gate.

Nothing is sent or stored here, apart from proposals and what a guest's own yes commits. It must never
run inside a transaction: models and PMSs are awaited.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import structlog
from prometheus_client import Counter

from agents import engines, manners, registry, rules
from agents.base import Briefing, HandOff, Line, Reply, Say, Trace
from agents.desk import OWN_STATE, Desk
from agents.gate.cards import mask_cards
from agents.offline.language import detect
from agents.offline.words import tokens, words
from agents.registry import Cast
from agents.rules import Ruled
from hotels.models import Hotel
from pms import proposals

MAILS = ("gmail",)
READ = 4_000  # characters of one message

log = structlog.get_logger(__name__)

TURNS = Counter("agent_turns_total", "Turns of the agent", ["engine", "outcome"])


def answer(briefing: Briefing, cast: Cast | None = None) -> Reply:
    """What to say to the guest's unanswered lines. Raises Superseded when the answer is of no use any more.

    Once something was committed it raises nothing and the reply says `committed`. The hotel's own agents
    answer, in the versions this conversation has, unless a `cast` is given.
    """
    briefing = replace(briefing, transcript=tuple(masked(line) for line in briefing.transcript))
    lines = [line for line in briefing.new_lines() if line.kind != "reaction"]
    if not lines:
        TURNS.labels("rules", "nothing").inc()
        return Reply((), briefing.language, briefing.state, Trace(engine="rules"))
    desk = Desk.open(briefing)
    language = desk.language = spoken(desk.hotel, briefing, lines)
    cast = cast or registry.cast(desk.hotel, briefing.conversation_id, briefing.state.get("agents"))
    trace = Trace(engine="rules", agent=_sticky(briefing, cast))
    ruled = rules.answer(desk, briefing, lines)
    language = ruled.language or language
    # What was looked for is found once it is booked: the next search starts afresh.
    state: dict[str, Any] = {} if ruled.committed else dict(briefing.state)
    says, hand_off = ruled.says, ruled.hand_off
    agents: dict[str, Any] = {"agents": cast.pins, "agent": "" if ruled.committed else trace.agent}
    if ruled.rest and not hand_off:
        left = replace(briefing, unanswered=_ids(ruled.rest), state=state)
        drafted = _by_engine(desk, left, trace, ruled, cast)
        agents |= {"agent": drafted.agent, "unsure": drafted.unsure}
        says, hand_off, state = (*says, *drafted.says), drafted.hand_off, drafted.state
        if not hand_off and (again := rules.reminder(desk, briefing, says)):
            says = (*says, again)
    if hand_off:
        proposals.withdraw_open(briefing.conversation_id)
    urgent = hand_off is not None and hand_off.reason == "safety"
    says = manners.introduced(says, briefing, desk.hotel, language, urgent=urgent)
    _attributed(trace, cast)
    trace.chunks = _knowledge(desk)
    reply = Reply(
        says=manners.fitting(_signed(says, briefing, cast), language),
        language=language,
        state=_kept(state, desk, ruled, trace) | {key: value for key, value in agents.items() if value},
        trace=trace,
        hand_off=hand_off,
        committed=ruled.committed,
        tells=ruled.tells,
        notes=ruled.notes,
    )
    outcome = "handed_over" if hand_off else "committed" if ruled.committed else "answered"
    TURNS.labels(trace.engine, outcome).inc()
    return reply


def _knowledge(desk: Desk) -> list[dict[str, Any]]:
    """What was looked up for the answer, in the version it had."""
    found = []
    for place, version in desk.heard.items():
        source, _, number = place.partition(":")
        found.append({"source": source, "id": int(number), "version": version})
    return found


def _by_engine(desk: Desk, briefing: Briefing, trace: Trace, ruled: Ruled, cast: Cast) -> engines.Drafted:
    """The engine's part of the answer. After a commit it may fail, but the receipt is told all the same."""
    if not ruled.committed:
        return engines.answer(desk, briefing, trace, cast)
    try:
        return engines.answer(desk, replace(briefing, is_current=lambda: True), trace, cast)
    except Exception:
        log.exception("rest_not_answered", conversation=briefing.conversation_id)
        handed = HandOff(
            "unanswered", "The guest asked something else while confirming; it was not answered."
        )
        return engines.Drafted((), dict(briefing.state), handed)


def _sticky(briefing: Briefing, cast: Cast) -> str:
    """Who had the conversation until now, if there still is such a one."""
    code = str(briefing.state.get("agent", ""))
    return code if code in cast.specialists else ""


def _attributed(trace: Trace, cast: Cast) -> None:
    """Which version answered, and which trial the turn counts for."""
    if one := cast.specialists.get(trace.agent):
        trace.agent_version = one.version
    trace.rollout, trace.arm = cast.trial_of(trace.agent)


def _signed(says: tuple[Say, ...], briefing: Briefing, cast: Cast) -> tuple[Say, ...]:
    """Mails end with the house's signature; terms stay as they were worded."""
    signature = cast.persona.signature
    if not signature or briefing.channel not in MAILS or not says or says[-1].proposal:
        return says
    return (*says[:-1], replace(says[-1], text=f"{says[-1].text}\n\n{signature}"))


def masked(line: Line) -> Line:
    """A line without card numbers, and no longer than is ever read."""
    return replace(line, text=mask_cards(line.text[:READ])) if line.author == "guest" else line


def spoken(hotel: Hotel, briefing: Briefing, lines: Sequence[Line]) -> str:
    """The language to answer in: the newest line's that tells, else the conversation's, else the hotel's."""
    offered = [code for code in hotel.languages if code] or [hotel.language]
    for line in reversed(lines):
        told = line.text if not line.payload else ""
        found = detect(words(tokens(told)), told, briefing.language) if told else ""
        if found in offered:
            return found
        if found:
            break  # a language the hotel does not speak: what was spoken before, or its own
    return briefing.language if briefing.language in offered else offered[0]


def _ids(lines: Sequence[Line]) -> tuple[int, ...]:
    return tuple(line.id for line in lines)


def _kept(state: dict[str, Any], desk: Desk, ruled: Ruled, trace: Trace) -> dict[str, Any]:
    """What to remember: the engine's own, and what was told, proved and settled."""
    kept = {key: value for key, value in state.items() if key not in OWN_STATE}
    kept["told"] = desk.told.dump()
    if desk.verified:
        kept["verified"] = desk.verified[-10:]
    if ruled.settled and not ruled.rest:
        kept["settled"] = ruled.settled
    if stumbles := engines.stumbles(state, trace):
        kept["stumbles"] = stumbles
    return kept
