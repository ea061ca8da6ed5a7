"""What staff do with a conversation, as verbs. Each is one transaction and leaves an audit entry."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conversations import live, outbox
from conversations.models import Conversation, Message, Turn
from hotels.audit import record
from hotels.models import Membership, Role, User
from pms import proposals

TEXT_LIMIT = 4096
MAY_ANSWER = {Role.OWNER, Role.MANAGER, Role.RECEPTIONIST}


class NotAllowed(Exception):
    """The verb was refused and nothing changed. `code` is stable; the text is a sentence for the screen."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def take_over(conversation: Conversation, user: User) -> Conversation:
    """From now on people answer. When this returns, nothing of the agent's is on its way any more."""
    with transaction.atomic():
        locked = _lock(conversation, user)
        _fence(locked, user)
        record(locked.hotel, user, "conversation.taken_over", locked)
        live.stamp(locked)
    outbox.wait_for_sends(locked.pk)
    return locked


def staff_reply(conversation: Conversation, user: User, text: str) -> Message:
    """Answer the guest as staff; this also takes over from the agent.

    The message is queued: ring `deliver` for it. Raises NotAllowed `empty`, `too_long`, `window_closed`.
    """
    text = text.replace("\x00", "").strip()
    if not text:
        raise NotAllowed("empty", _("Write something first."))
    if len(text) > TEXT_LIMIT:
        raise NotAllowed("too_long", _("The message is longer than 4,096 characters."))
    with transaction.atomic():
        locked = _lock(conversation, user)
        if not locked.window_is_open:
            raise NotAllowed(
                "window_closed",
                _("The guest last wrote more than 24 hours ago: WhatsApp only takes templates now."),
            )
        if locked.mode == Conversation.Mode.AI:
            _fence(locked, user)
            record(locked.hotel, user, "conversation.taken_over", locked)
        now = timezone.now()
        locked.last_position += 1
        message = Message.objects.create(
            hotel_id=locked.hotel_id,
            conversation=locked,
            account_id=locked.account_id,
            direction=Message.Direction.OUT,
            author=Message.Author.STAFF,
            staff=user,
            text=text,
            position=locked.last_position,
            said_at=now,
            epoch=locked.epoch,
            delivery=Message.Delivery.QUEUED,
        )
        locked.assignee = user
        locked.last_message_at, locked.last_text, locked.last_author = now, text[:160], Message.Author.STAFF
        locked.waiting_since, locked.unread = None, 0
        locked.attention = locked.attention_note = ""
        locked.save()
        locked.messages.filter(needs_answer=True, answered_by=None).update(needs_answer=False)
        record(locked.hotel, user, "message.written", message)
        live.stamp(locked)
    outbox.wait_for_sends(locked.pk)
    return message


def give_back(conversation: Conversation, user: User) -> Conversation:
    """The agent answers again, from the guest's next message on, and what still waits at once."""
    with transaction.atomic():
        locked = _lock(conversation, user)
        locked.mode = Conversation.Mode.AI
        locked.epoch += 1
        locked.assignee = None
        locked.attention = locked.attention_note = ""
        locked.failures = locked.superseded = 0
        oldest = locked.messages.filter(needs_answer=True, answered_by=None).order_by("position").first()
        now = timezone.now()
        locked.due_at = locked.burst_started_at = now if oldest else None
        # The five minutes begin anew: the agent has it only now.
        locked.waiting_since = now if oldest else None
        locked.save()
        record(locked.hotel, user, "conversation.given_back", locked)
        live.stamp(locked)
    return locked


def assign(conversation: Conversation, user: User) -> Conversation:
    """Say who of staff looks after it."""
    with transaction.atomic():
        locked = _lock(conversation, user)
        locked.assignee = user
        locked.save(update_fields=["assignee"])
        record(locked.hotel, user, "conversation.assigned", locked)
        live.stamp(locked)
    return locked


def mark_seen(conversation: Conversation, user: User) -> None:
    """Somebody of staff has read what the guest wrote."""
    if not conversation.unread:
        return
    with transaction.atomic():
        locked = Conversation.objects.select_for_update().get(pk=conversation.pk)
        locked.unread = 0
        locked.save(update_fields=["unread"])
        live.stamp(locked)


def close(conversation: Conversation, user: User) -> Conversation:
    """Nothing more to do here. The guest's next message opens a new conversation."""
    with transaction.atomic():
        locked = _lock(conversation, user)
        _fence(locked, user)
        locked.state = Conversation.State.CLOSED
        locked.attention = locked.attention_note = ""
        locked.waiting_since, locked.unread = None, 0
        locked.save()
        record(locked.hotel, user, "conversation.closed", locked)
        live.stamp(locked)
    return locked


def resend(message: Message, user: User) -> Message:
    """Send a message again that did not reach the guest, on staff's word. Raises NotAllowed `not_failed`."""
    with transaction.atomic():
        locked = _lock(message.conversation, user)
        row = Message.objects.get(pk=message.pk, conversation=locked)
        if row.delivery != Message.Delivery.FAILED:
            raise NotAllowed("not_failed", _("This message is on its way or has arrived."))
        if not locked.window_is_open:
            raise NotAllowed(
                "window_closed",
                _("The guest last wrote more than 24 hours ago: WhatsApp only takes templates now."),
            )
        # Sent on a person's word, so under the present epoch.
        row.delivery, row.epoch, row.attempts = Message.Delivery.QUEUED, locked.epoch, 0
        row.not_before = row.parked_at = row.sending_since = None
        row.provider_id = row.error_code = row.error = ""
        row.save()
        if locked.attention == "not_delivered":
            locked.attention = locked.attention_note = ""
            locked.save(update_fields=["attention", "attention_note"])
        record(locked.hotel, user, "message.sent_again", row)
        live.stamp(locked)
    return row


def _lock(conversation: Conversation, user: User) -> Conversation:
    """The row, locked, for somebody who may act in it. NotAllowed `not_found`, `read_only` or `closed`."""
    membership = Membership.objects.filter(user=user, hotel_id=conversation.hotel_id).first()
    if membership is None:
        raise NotAllowed("not_found", _("There is no such conversation."))
    if membership.role not in MAY_ANSWER:
        raise NotAllowed("read_only", _("Your role may read, but not answer."))
    locked = (
        Conversation.objects.select_for_update(of=("self",)).select_related("hotel").get(pk=conversation.pk)
    )
    if locked.state == Conversation.State.CLOSED:
        raise NotAllowed("closed", _("This conversation is closed."))
    return locked


def _fence(conversation: Conversation, user: User) -> None:
    """Nothing that the agent made until now leaves any more, and no open terms can be agreed to."""
    conversation.mode = Conversation.Mode.STAFF
    conversation.epoch += 1
    conversation.assignee = user
    conversation.claim_token = conversation.claim_expires_at = None
    conversation.due_at = conversation.burst_started_at = None
    conversation.save()
    Turn.objects.filter(conversation=conversation, outcome=Turn.Outcome.RUNNING).update(
        outcome=Turn.Outcome.FENCED, finished_at=timezone.now()
    )
    proposals.withdraw_open(conversation.pk)
