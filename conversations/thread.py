"""A thread as it is shown: bubbles in order, with day, ticks and causes; and what is known beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from agents import memory
from agents.models import Remembered
from conversations import words
from conversations.models import Conversation, Message, Turn
from hotels.models import GuestIdentity
from pms import proposals
from pms.base import ReservationInfo
from pms.known import known_stays
from pms.models import Proposal

PAGE = 50
TICKS = 30  # how many of the newest outgoing messages may still change their ticks while one looks
PLAIN = {"text", "button", "list", "interactive", "template"}
Delivery = Message.Delivery
TICK = {
    Delivery.QUEUED: "clock",
    Delivery.SENDING: "clock",
    Delivery.SENT: "one",
    Delivery.DELIVERED: "two",
    Delivery.READ: "read",
    Delivery.UNKNOWN: "failed",
    Delivery.FAILED: "failed",
}


@dataclass(frozen=True)
class Bubble:
    """One message with all that the template shows of it."""

    message: Message
    new_day: date | None = None
    ends_turn: bool = False

    @property
    def look(self) -> str:
        """guest | agent | staff | note"""
        if self.message.direction == Message.Direction.NOTE or self.message.author == Message.Author.SYSTEM:
            return "note"
        return self.message.author

    @property
    def kind(self) -> str:
        """What it is, in words; "" for text."""
        return "" if self.message.kind in PLAIN else words.kind(self.message.kind)

    @property
    def place(self) -> str:
        """Coordinates of a shared location, "" for anything else."""
        location = (self.message.raw or {}).get("location")
        if self.message.kind != "location" or not isinstance(location, dict):
            return ""
        try:
            return f"{float(location['latitude']):.5f},{float(location['longitude']):.5f}"
        except (KeyError, TypeError, ValueError):
            return ""

    @property
    def tick(self) -> str:
        return TICK.get(Delivery(self.message.delivery), "")

    @property
    def fenced(self) -> bool:
        """A draft of the agent's that a person was faster than: no failure."""
        return self.message.delivery == Delivery.FAILED and self.message.error_code == "taken_over"

    @property
    def cause(self) -> str:
        """Why it is not on the guest's phone (yet)."""
        return words.cause(self.message.error_code, self.message.error) if self.message.error_code else ""

    @property
    def may_resend(self) -> bool:
        return self.message.delivery == Delivery.FAILED and not self.fenced


def newest(conversation: Conversation) -> list[Message]:
    """The last page of a thread, oldest first."""
    return list(_rows(conversation)[:PAGE])[::-1]


def before(conversation: Conversation, position: int) -> list[Message]:
    """The page before a position, oldest first."""
    return list(_rows(conversation, position__lt=position)[:PAGE])[::-1]


def after(conversation: Conversation, position: int) -> list[Message]:
    """What was said after a position; if that is more than a few pages, its end."""
    return list(_rows(conversation, position__gt=position)[: PAGE * 4])[::-1]


def lately_sent(conversation: Conversation) -> list[Message]:
    """Outgoing messages whose ticks may have changed."""
    return list(_rows(conversation, direction=Message.Direction.OUT)[:TICKS])


def bubbles(
    conversation: Conversation, rows: Sequence[Message], previous: Message | None = None
) -> list[Bubble]:
    """The rows as bubbles. A new day (of the hotel's) begins where it differs from the message before."""
    tz = conversation.hotel.tz
    day = previous.said_at.astimezone(tz).date() if previous else None
    shown = []
    for number, row in enumerate(rows):
        this_day = row.said_at.astimezone(tz).date()
        last_of_turn = row.turn_id and (number + 1 == len(rows) or rows[number + 1].turn_id != row.turn_id)
        shown.append(Bubble(row, this_day if this_day != day else None, bool(last_of_turn)))
        day = this_day
    return shown


def at(conversation: Conversation, position: int) -> Message | None:
    """The last message up to a position."""
    return _rows(conversation, position__lte=position).first()


def _rows(conversation: Conversation, **which: Any) -> QuerySet[Message]:
    found = conversation.messages.filter(**which).select_related("staff", "reply_to")
    return found.order_by("-position")


@dataclass(frozen=True)
class Beside:
    """What stands beside the thread."""

    phone: str
    proposal: Proposal | None
    proposal_kind: str
    proposal_state: str
    reservations: list[ReservationInfo]
    turns: list[Turn] = field(default_factory=list)
    facts: list[Remembered] = field(default_factory=list)


def beside(conversation: Conversation) -> Beside:
    """The guest's phone, open terms, stays (upcoming first), what is remembered, the agent's last runs."""
    identities = conversation.guest.identities.filter(kind=GuestIdentity.Kind.WHATSAPP)
    proposal = proposals.open_proposal(conversation.pk)
    return Beside(
        phone=identities.values_list("value", flat=True).first() or "",
        proposal=proposal,
        proposal_kind=str(words.PROPOSAL_KIND.get(proposal.kind, "")) if proposal else "",
        proposal_state=str(words.PROPOSAL.get(proposal.state, "")) if proposal else "",
        reservations=known_stays(conversation.hotel, conversation.guest)[:5],
        turns=list(conversation.turns.order_by("-pk")[:5]),
        facts=list(
            memory.of_guest(conversation.hotel, conversation.guest_id).filter(kind=Remembered.Kind.FACT)[:12]
        ),
    )


def agent_is_at_it(conversation: Conversation) -> bool:
    """Whether the agent prepares an answer right now."""
    waiting = conversation.waiting_since
    if conversation.mode != Conversation.Mode.AI or waiting is None:
        return False
    return timezone.now() - waiting < timedelta(minutes=5)
