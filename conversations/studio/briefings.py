"""What the receptionist would know of a conversation now, for looking and trying: nothing of it is a turn."""

import time
from dataclasses import replace

from django.conf import settings
from django.utils import timezone

from agents.base import Briefing, Line
from conversations.models import Conversation, Message
from conversations.turns import TRANSCRIPT, line_of
from hotels.models import GuestIdentity


def of_conversation(conversation: Conversation, question: str = "") -> Briefing:
    """Up to the guest's last words, which wait for an answer again; or with `question` as their next ones."""
    said = conversation.messages.exclude(direction=Message.Direction.NOTE).exclude(kind="reaction")
    rows = list(said.order_by("-position")[:TRANSCRIPT])[::-1]
    heard = [row for row in rows if row.delivery != Message.Delivery.FAILED]
    guest, hotel = conversation.guest, conversation.hotel
    phone = guest.identities.filter(kind=GuestIdentity.Kind.WHATSAPP).values_list("value", flat=True).first()
    lines = [line_of(row) for row in heard]
    if question:
        lines.append(asked(question))
    else:
        while lines and lines[-1].author != "guest":
            lines.pop()
    return Briefing(
        hotel_id=hotel.pk,
        conversation_id=conversation.pk,
        turn_id=0,
        guest_id=guest.pk,
        guest_name=guest.name,
        guest_phone=phone or "",
        channel=conversation.account.kind,
        language=conversation.language,
        transcript=tuple(lines),
        unanswered=tuple(line.id for line in _last_of_guest(lines)),
        state=conversation.agent_state,
        disclosed=conversation.disclosed_at is not None,
        now=hotel.now(),
        deadline=time.monotonic() + settings.TURN_SECONDS,
        is_current=lambda: True,
    )


def with_question(nobody: Briefing, question: str) -> Briefing:
    """A first message of somebody unknown."""
    line = asked(question)
    return replace(nobody, transcript=(line,), unanswered=(line.id,), language="")


def asked(question: str) -> Line:
    """Words of a guest that nobody has said; no message has their id."""
    now = timezone.now()
    return Line(id=0, author="guest", text=question, kind="text", at=now, received_at=now)


def _last_of_guest(lines: list[Line]) -> list[Line]:
    last: list[Line] = []
    for line in reversed(lines):
        if line.author != "guest":
            break
        last.insert(0, line)
    return last
