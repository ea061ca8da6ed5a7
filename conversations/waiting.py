"""Telling guests on the waiting list that a room is free, once each, and staff where we may not write."""

import structlog
from django.db import transaction
from django.utils import timezone

from agents.base import Say
from agents.concierge import room_is_free
from conversations import live, turns
from conversations.models import Conversation
from hotels.models import Hotel
from pms import waiting
from pms.errors import PMSUnavailable
from pms.models import WaitingWish

log = structlog.get_logger(__name__)


def hotels() -> list[int]:
    """The hotels somebody waits for."""
    open_wishes = WaitingWish.objects.filter(state__in=waiting.OPEN, hotel__is_active=True)
    return list(open_wishes.values_list("hotel", flat=True).distinct())


def look(hotel_id: int) -> list[int]:
    """See whom a room has become free for, and say so. Returns the conversations to ring `deliver` for."""
    hotel = Hotel.objects.get(pk=hotel_id)
    try:
        waiting.check(hotel)
    except PMSUnavailable as error:
        log.info("waiting_list_not_checked", hotel=hotel_id, error=str(error))
    told = [_tell(hotel, wish) for wish in waiting.untold(hotel)]
    return [conversation_id for conversation_id in told if conversation_id is not None]


@transaction.atomic
def _tell(hotel: Hotel, wish: WaitingWish) -> int | None:
    """One word: to the guest while the agent may write, else as a note that staff are shown, who can call."""
    conversation = _conversation(hotel, wish)
    if not waiting.mark_told(wish.pk) or conversation is None:
        return None
    say = Say(room_is_free(wish, conversation.language or hotel.language))
    may_write = (
        conversation.mode == Conversation.Mode.AI
        and conversation.state == Conversation.State.OPEN
        and conversation.window_ends_at is not None
        and timezone.now() < conversation.window_ends_at
    )
    turns.speak(conversation, None, say, part=0 if may_write else None)
    if not may_write:
        conversation.state = Conversation.State.OPEN  # nobody looks at a closed one
        if not conversation.attention:
            conversation.attention, conversation.attention_note = "waiting", say.text[:500]
    conversation.save()
    live.stamp(conversation)
    return conversation.pk if may_write else None


def _conversation(hotel: Hotel, wish: WaitingWish) -> Conversation | None:
    """Where the guest asked for it, locked; where that is closed, where they go on."""
    rows = Conversation.objects.select_for_update(of=("self",)).filter(hotel=hotel)
    asked = rows.filter(pk=wish.conversation_id or 0).first()
    if asked is None or asked.state == Conversation.State.OPEN:
        return asked
    goes_on = rows.filter(guest=wish.guest_id, state=Conversation.State.OPEN)
    return goes_on.order_by("-last_message_at").first() or asked
