"""One trial of a task: the conversation between a simulated guest and the receptionist, in memory.

It does what the flow does around the receptionist, and no more: it numbers lines, keeps the state, marks
terms as offered once they were said, and stops when a person takes over.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from agents import receptionist
from agents.base import Author, Briefing, Line, Reply, Say
from agents.evals.guest import Act, Player
from agents.evals.scoring import Answered
from agents.evals.stage import Stage
from agents.gate.cards import mask_cards
from agents.registry import Cast
from pms import proposals

TURN_SECONDS = 25
TRIAL_SECONDS = 200.0
TRANSCRIPT = 40
STEPS_KEPT = 20
_STEP_FIELDS = ("kind", "name", "agent", "ms", "result", "refused", "arguments", "topic", "excerpt")


@dataclass
class Played:
    """What happened in a trial."""

    answers: list[Answered] = field(default_factory=list)
    story: list[dict[str, Any]] = field(default_factory=list)  # {author, text, steps?, agent?, ms?}
    alarms: list[str] = field(default_factory=list)
    cost: Decimal = Decimal(0)  # US dollars
    ms: int = 0  # of the receptionist alone


@dataclass
class _Chat:
    lines: list[Line] = field(default_factory=list)
    unanswered: list[int] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=dict)
    language: str = ""
    disclosed: bool = False

    def add(self, author: Author, text: str, **fields: Any) -> Line:
        now = timezone.now()
        given: dict[str, Any] = {"kind": "text", "at": now.replace(microsecond=0), "received_at": now}
        line = Line(id=len(self.lines) + 1, author=author, text=text, **given | fields)
        if self.lines and line.received_at <= self.lines[-1].received_at:
            # No two lines at the same instant: which came first decides what a yes means.
            line = replace(line, received_at=self.lines[-1].received_at + timedelta(microseconds=1))
        self.lines.append(line)
        return line


def play(
    stage: Stage, guest: Player, cast: Cast | None, played: Played, alive: Callable[[], None] = lambda: None
) -> None:
    """Let them talk until the guest is done, a person takes over or it is enough; `played` tells of it.

    `alive` hears of every turn; what it raises ends the trial.
    """
    chat = _Chat()
    ends = time.monotonic() + TRIAL_SECONDS
    says: Sequence[Say] = ()
    # One turn more than allowed, so that too many are seen.
    while len(played.answers) <= stage.task.expect.turns and time.monotonic() < ends:
        alive()
        act = guest.act(says)
        if act is None:
            break
        _hear(chat, act, played)
        began = time.monotonic()
        reply = receptionist.answer(_briefing(stage, chat, stage.hotel.now()), cast=cast)
        took = round((time.monotonic() - began) * 1000)
        _tell(chat, reply, played, took)
        if reply.hand_off:
            break
        says = reply.says or (Say("-"),)


def _hear(chat: _Chat, act: Act, played: Played) -> None:
    if act.tap:
        line = chat.add("guest", act.tap.title, kind="button", payload=act.tap.id)
        chat.unanswered.append(line.id)
        played.story.append({"author": "guest", "text": f"[{act.tap.title}]"})
    for text in act.texts:
        line = chat.add("guest", text, kind=act.kind, forwarded=act.forwarded)
        chat.unanswered.append(line.id)
        played.story.append({"author": "guest", "text": mask_cards(text)})


def _briefing(stage: Stage, chat: _Chat, now: datetime) -> Briefing:
    return Briefing(
        hotel_id=stage.hotel.pk,
        conversation_id=stage.conversation_id,
        turn_id=0,
        guest_id=stage.guest.pk,
        guest_name=stage.guest.name,
        guest_phone=stage.phone if stage.task.guest.phone else "",
        channel="whatsapp",
        language=chat.language,
        transcript=tuple(chat.lines[-TRANSCRIPT:]),
        unanswered=tuple(chat.unanswered),
        state=chat.state,
        disclosed=chat.disclosed,
        now=now,
        deadline=time.monotonic() + TURN_SECONDS,
        is_current=lambda: True,
    )


def _tell(chat: _Chat, reply: Reply, played: Played, took: int) -> None:
    """Say the reply to the guest and keep what the flow would keep."""
    if reply.tells:
        proposals.mark_told(reply.tells)
    for say in reply.says:
        line = chat.add("agent", say.text, proposal=say.proposal)
        if say.proposal:
            proposals.mark_offered(say.proposal, line.id, line.received_at)
    chat.state, chat.unanswered = reply.state, []
    chat.language = reply.language or chat.language
    chat.disclosed = chat.disclosed or bool(reply.says)
    trace = reply.trace
    played.answers.append(
        Answered(
            texts=tuple(say.text for say in reply.says),
            language=reply.language,
            hand_off=reply.hand_off.reason if reply.hand_off else "",
            agent=trace.agent,
        )
    )
    played.story += _story(reply, took)
    played.alarms += trace.alarms
    played.cost += trace.cost
    played.ms += took


def _story(reply: Reply, took: int) -> list[dict[str, Any]]:
    """The reply as it is shown to people, with how it came about at its first words."""
    about = {
        "steps": [_step(step) for step in reply.trace.steps[:STEPS_KEPT]],
        "agent": reply.trace.agent,
        "engine": reply.trace.engine,
        "alarms": reply.trace.alarms[:10],
        "ms": took,
    }
    told: list[dict[str, Any]] = [
        {"author": "agent", "text": say.text, "buttons": [button.title for button in say.buttons]}
        for say in reply.says
    ] or [{"author": "agent", "text": "", "buttons": []}]
    told[0] |= about
    notes = [{"author": "system", "text": note} for note in reply.notes]
    if reply.hand_off:
        notes.append({"author": "system", "text": f"{reply.hand_off.reason}: {reply.hand_off.summary}"})
    return [*told, *notes]


def _step(step: dict[str, Any]) -> dict[str, Any]:
    return {name: step[name] for name in _STEP_FIELDS if name in step}
