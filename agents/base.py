"""What goes into the receptionist and what comes out: plain values, no database rows.

Because an answer is a function of its briefing, it can be retried, replayed and evaluated.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

Author = Literal["guest", "agent", "staff", "system"]


class Superseded(Exception):
    """Staff took over or the guest wrote again: this turn's answer is of no use, and nothing was written."""


@dataclass(frozen=True)
class Line:
    """One message of the transcript, as data."""

    id: int
    author: Author
    text: str
    kind: str  # text | button | list | image | audio | location | unsupported | ...
    at: datetime  # when it was said, by the provider's clock; aware
    received_at: datetime  # when we got it (in) or made it (out); aware
    payload: str = ""  # id of a tapped button or list row
    reply_to: int | None = None  # the line it quotes; 0: one that we do not have
    forwarded: bool = False
    proposal: int | None = None  # the proposal an outgoing line offers


@dataclass(frozen=True)
class Briefing:
    """All the receptionist may know about one turn."""

    hotel_id: int
    conversation_id: int
    turn_id: int
    guest_id: int
    guest_name: str
    guest_phone: str
    channel: str  # whatsapp | ...
    language: str  # of the conversation so far; "" when nothing was said yet
    transcript: tuple[Line, ...]  # oldest first, at most the last 40; the unanswered ones last
    unanswered: tuple[int, ...]  # ids of the guest's lines that this turn answers
    state: dict[str, Any]  # what the receptionist asked to have back (JSON)
    disclosed: bool  # has this conversation already been told that it talks to an AI?
    now: datetime  # aware, in the hotel's time zone
    deadline: float  # time.monotonic() by which the answer must be ready
    is_current: Callable[[], bool]  # False once staff took over or the guest wrote again

    def new_lines(self) -> list[Line]:
        """The guest's lines that wait for an answer, oldest first."""
        return [line for line in self.transcript if line.id in self.unanswered]


@dataclass(frozen=True)
class Button:
    id: str  # comes back as Line.payload
    title: str  # at most 20 characters, WhatsApp's limit


@dataclass(frozen=True)
class Say:
    """One message to the guest."""

    text: str
    buttons: tuple[Button, ...] = ()
    proposal: int | None = None  # the proposal whose terms this message shows


@dataclass(frozen=True)
class HandOff:
    """A person is needed. `reason` is a stable code, `summary` one line for staff."""

    reason: str
    summary: str


@dataclass
class Trace:
    """How the answer came about; stored with the turn and shown to staff."""

    engine: str = "offline"  # llm | offline | rules
    model_asked: str = ""
    model_answered: str = ""
    prompt_version: str = ""
    steps: list[dict[str, Any]] = field(default_factory=list)  # {kind, name, ..., ms}; JSON, masked
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Decimal = Decimal(0)  # USD
    alarms: list[str] = field(default_factory=list)  # gate rules that fired, budgets that ended the turn
    agent: str = ""  # code of the specialist that answered
    agent_version: int | None = None  # AgentVersion; None: as out of the box
    rollout: int | None = None  # Rollout that this conversation takes part in
    arm: str = ""  # baseline | candidate
    chunks: list[dict[str, Any]] = field(default_factory=list)  # {source, id, version}: knowledge it was told


@dataclass(frozen=True)
class Reply:
    """What the receptionist wants said and kept. Empty `says`: nothing to answer (a reaction)."""

    says: tuple[Say, ...]
    language: str
    state: dict[str, Any]
    trace: Trace
    hand_off: HandOff | None = None
    committed: bool = False  # something was written to the PMS: this reply must be kept
    tells: int | None = None  # the proposal whose outcome it says: kept as well, and said once
    notes: tuple[str, ...] = ()  # for staff, in the thread (for instance a reservation made)
