"""The way out: each message is claimed, fenced, sent once, and settled by what the provider tells.

queued -> sending -> sent -> delivered -> read, or failed, or unknown. A time-out is unknown, never
failed: the provider echoes our key in its statuses, which settles it. What no status settles is given
to staff; it is sent again by itself only where the silence itself is evidence.
"""

import time
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from prometheus_client import Counter

from channels_app.base import Inbound, Outbound, OutboundButton
from channels_app.errors import ChannelRefused, ChannelUnavailable, ChannelUnknown
from channels_app.models import ChannelAccount
from channels_app.providers import open_channel
from channels_app.whatsapp import AccountStopped
from conversations import live
from conversations.models import Conversation, Message
from pms import proposals

log = structlog.get_logger(__name__)

SENDS = Counter("sends_total", "Outgoing messages by what became of them", ["channel", "result"])

Delivery = Message.Delivery
# A status only ever moves a message to the right of where it is.
RANK = {
    Delivery.QUEUED: 0,
    Delivery.SENDING: 1,
    Delivery.UNKNOWN: 2,
    Delivery.SENT: 3,
    Delivery.FAILED: 4,
    Delivery.DELIVERED: 5,
    Delivery.READ: 6,
}
STATUSES = {
    "sent": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "read": Delivery.READ,
    "played": Delivery.READ,
    "failed": Delivery.FAILED,
}
# What is read of a row to move it: wide rows are half the cost of a statement.
READ = (
    "account", "conversation", "provider_id", "delivery", "attempts", "sending_since", "sent_at",
    "delivered_at", "read_at", "proposal_id",
)  # fmt: skip
READ_OF_CONVERSATION = (
    "hotel", "address", "bsuid", "epoch", "window_ends_at", "account__kind", "account__external_id",
    "account__stopped_reason", "account__last_status_at",
)  # fmt: skip
RETRY_SECONDS = (2, 4, 8, 16, 32, 60, 120)

# Accounts of which this process turned a conversation away; what is forgotten here the sweep finds.
_held: set[int] = set()


def deliver(conversation_id: int) -> float | None:
    """Send what is queued in a conversation, oldest first.

    Returns after how many seconds to come back, or None. One sender per conversation at a time, so
    that the guest reads the parts of an answer in order.
    """
    queued = Message.objects.filter(conversation=conversation_id, delivery=Delivery.QUEUED)
    while (message := claim_next(conversation_id)) is not None:
        wait = _send(message)
        if wait is not None:
            return wait
        if not queued.exists():
            return None
    due = queued.order_by("position").values_list("not_before", flat=True).first()
    return None if due is None else max(0.2, (due - timezone.now()).total_seconds())


@transaction.atomic
def claim_next(conversation_id: int) -> Message | None:
    """Take the oldest queued message, unless somebody is sending in this conversation or it must wait.

    One account sends so many at once and no more: a slow one leaves threads to the others.
    This is the fence: what the agent wrote under an older epoch than the conversation's is dropped here.
    """
    conversation = _locked(conversation_id)
    now = timezone.now()
    under_way = _under_way(conversation.account_id)
    if conversation.pk in under_way:
        return None
    if len(under_way) >= settings.SENDS_AT_ONCE:
        _held.add(conversation.account_id)
        return None
    found, dropped = None, False
    queued = Message.objects.filter(conversation=conversation, delivery=Delivery.QUEUED)
    for message in queued.order_by("position"):
        if message.author == Message.Author.AGENT and message.epoch != conversation.epoch:
            _close(message, "taken_over", "A person took over before this was sent.")
            dropped = True
        elif not conversation.window_is_open:
            _park(
                message,
                conversation,
                "window_closed",
                "The guest's 24 hours are over: only a template may be sent.",
            )
            dropped = True
        elif message.proposal_id and _has_lost_parts(message):
            _close(message, "terms_not_delivered", "The terms before these buttons did not reach the guest.")
            dropped = True
        else:
            found = message
            break
    if dropped:
        live.stamp(conversation)
    if found is None or (found.not_before and found.not_before > now):
        return None
    found.delivery = Delivery.SENDING
    found.sending_since = now
    found.attempts += 1
    found.save(update_fields=["delivery", "sending_since", "attempts"])
    found.conversation = conversation
    return found


def _has_lost_parts(message: Message) -> bool:
    """Whether an earlier part of the same reply failed: nobody agrees to terms that were not shown."""
    parts = Message.objects.filter(turn=message.turn_id, part__lt=message.part)
    return message.turn_id is not None and parts.filter(delivery=Delivery.FAILED).exists()


def held_back(conversation_id: int) -> list[int]:
    """Conversations of the same account that were turned away and may send now, the oldest first."""
    if not _held:
        return []
    account = Conversation.objects.values_list("account_id", flat=True).get(pk=conversation_id)
    if account not in _held:
        return []
    under_way = _under_way(account)
    queued = Message.objects.filter(account=account, delivery=Delivery.QUEUED)
    due = queued.exclude(not_before__gt=timezone.now()).exclude(conversation__in=under_way)
    waiting = list(dict.fromkeys(due.order_by("id").values_list("conversation_id", flat=True)[:100]))
    if not waiting:
        _held.discard(account)
    return waiting[: max(0, settings.SENDS_AT_ONCE - len(under_way))]


def _under_way(account_id: int) -> list[int]:
    """In which conversations of an account a message is being sent."""
    since = timezone.now() - timedelta(seconds=settings.SEND_SECONDS)
    sending = Message.objects.filter(account=account_id, delivery=Delivery.SENDING, sending_since__gt=since)
    return list(sending.values_list("conversation_id", flat=True))


def _send(message: Message) -> float | None:
    """One send, outside any transaction. Returns after how many seconds to try again, or None."""
    structlog.contextvars.bind_contextvars(correlation_id=message.correlation_id, message=message.pk)
    conversation = message.conversation
    outbound = Outbound(
        key=str(message.key),
        to_phone=conversation.address,
        to_bsuid=conversation.bsuid,
        text=message.text,
        buttons=tuple(OutboundButton(button["id"], button["title"]) for button in message.buttons),
    )
    channel = conversation.account.kind
    try:
        provider_id = open_channel(conversation.account).send(outbound)
    except ChannelUnavailable as error:
        SENDS.labels(channel, "unavailable").inc()
        return _again(message, error)
    except ChannelUnknown as error:
        SENDS.labels(channel, "unknown").inc()
        _settle(message, Delivery.UNKNOWN, code="unknown", error=str(error))
    except ChannelRefused as error:
        SENDS.labels(channel, "refused").inc()
        stopped = str(error) if isinstance(error, AccountStopped) else ""
        _settle(message, Delivery.FAILED, code=error.code, error=str(error), stopped=stopped)
    else:
        SENDS.labels(channel, "sent").inc()
        _settle(message, Delivery.SENT, provider_id=provider_id)
    return None


@transaction.atomic
def _settle(
    message: Message,
    delivery: str,
    *,
    provider_id: str = "",
    code: str = "",
    error: str = "",
    stopped: str = "",
) -> None:
    """Write down how a send went, unless a status was faster and knows better."""
    conversation, row = _lock(message, provider_id)
    if row.delivery != Delivery.SENDING:
        if provider_id:
            row.save(update_fields=["provider_id"])
        return
    if delivery == Delivery.FAILED:
        _park(row, conversation, code, error)
    else:
        _advance(row, delivery, timezone.now(), code, error)
    if stopped or (delivery == Delivery.SENT and conversation.account.stopped_reason):
        ChannelAccount.objects.filter(pk=conversation.account_id).update(stopped_reason=stopped[:250])
    live.stamp(conversation)


@transaction.atomic
def _again(message: Message, error: ChannelUnavailable) -> float | None:
    conversation, row = _lock(message)
    if row.delivery != Delivery.SENDING:
        return None
    if row.attempts > len(RETRY_SECONDS):
        _park(row, conversation, error.code or "unavailable", str(error))
        live.stamp(conversation)
        return None
    wait = max(error.retry_after or 0, RETRY_SECONDS[row.attempts - 1])
    row.delivery = Delivery.QUEUED
    row.not_before = timezone.now() + timedelta(seconds=wait)
    row.error_code, row.error = error.code, str(error)[:500]
    row.save(update_fields=["delivery", "not_before", "error_code", "error"])
    live.stamp(conversation)
    return wait


def apply_status(account: ChannelAccount, status: Inbound) -> Conversation | None:
    """Move one outgoing message forward by what the provider says; never back.

    Returns the conversation it changed. Runs inside the intake's transaction. Raises
    UnknownMessage when no message of this account is meant (yet).
    """
    message = _meant(account, status)
    if message is None:
        raise UnknownMessage(status.provider_id)
    delivery = STATUSES.get(status.status)
    if message.provider_id and not _moves(message, delivery):
        return None
    conversation, row = _lock(message, status.provider_id)
    changed = False
    if row.provider_id != message.provider_id:
        row.save(update_fields=["provider_id"])
    if delivery and _moves(row, delivery):
        changed = True
        if delivery == Delivery.FAILED:
            _park(row, conversation, status.error_code, status.error or "The provider could not deliver it.")
        else:
            _advance(row, delivery, status.at, "", "")
    return conversation if changed else None


def _moves(message: Message, delivery: Delivery | None) -> bool:
    """Whether this is to the right of where the message is."""
    return delivery is not None and RANK[delivery] > RANK.get(Delivery(message.delivery), 0)


class UnknownMessage(Exception):
    """A status speaks of a message that we do not have."""


def _meant(account: ChannelAccount, status: Inbound) -> Message | None:
    mine = Message.objects.filter(account=account, direction=Message.Direction.OUT).only(*READ)
    try:
        key = UUID(status.our_key)
    except ValueError:
        key = None
    found = mine.filter(key=key).first() if key else None
    return found or mine.filter(provider_id=status.provider_id).first()


def prove_received(conversation: Conversation, button_id: str, provider_id: str) -> None:
    """A tapped button proves that its message arrived, whatever the send or a status said."""
    unsettled = conversation.messages.filter(delivery__in=[Delivery.SENDING, Delivery.UNKNOWN])
    for message in unsettled:
        if any(button["id"] == button_id for button in message.buttons):
            _, row = _lock(message, provider_id)
            _advance(row, Delivery.DELIVERED, timezone.now(), "", "")


def settle_lost_and_unknown(limit: int = 200) -> list[int]:
    """Look after sends whose outcome nobody knows. Returns conversations in which something is queued again.

    A send that is under way for too long was lost with its worker: it is unknown. An unknown one
    that no status has settled in time is sent again only if it cannot have been taken: statuses reach
    us and say nothing of this one twice as long as they need. Otherwise staff decide: better a
    visible doubt than two answers.
    """
    now = timezone.now()
    lost_before = now - timedelta(seconds=settings.SEND_SECONDS + 5)
    Message.objects.filter(delivery=Delivery.SENDING, sending_since__lt=lost_before).update(
        delivery=Delivery.UNKNOWN, error_code="lost", error="The worker died while sending."
    )
    unsettled_before = now - timedelta(seconds=settings.UNKNOWN_SECONDS)
    unknown = Message.objects.filter(delivery=Delivery.UNKNOWN, sending_since__lt=unsettled_before)
    return [message.conversation_id for message in unknown.order_by("id")[:limit] if _settle_unknown(message)]


@transaction.atomic
def _settle_unknown(message: Message) -> bool:
    """Queue an unknown message again or give it to staff; whether it is queued.

    In a transaction of its own: nobody waits for a conversation while holding the feed.
    """
    conversation, row = _lock(message)
    if row.delivery != Delivery.UNKNOWN or row.sending_since is None:
        return False
    last_status = conversation.account.last_status_at
    flowing = last_status is not None and last_status > row.sending_since + timedelta(
        seconds=settings.UNKNOWN_SECONDS / 2
    )
    again = flowing and row.attempts < 2
    if again:
        row.delivery, row.not_before = Delivery.QUEUED, None
        row.save(update_fields=["delivery", "not_before"])
    else:
        _park(row, conversation, "unknown", "Nobody can say whether this reached the guest.")
    live.stamp(conversation)
    return again


def wait_for_sends(conversation_id: int, seconds: float = 5) -> bool:
    """Wait until nothing of the agent's is on its way any more; False when the time is up.

    For whoever takes over: after this the guest hears people only.
    """
    until = time.monotonic() + seconds
    under_way = Message.objects.filter(
        conversation=conversation_id, author=Message.Author.AGENT, delivery=Delivery.SENDING
    )
    while under_way.exists():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def waiting(now: datetime, limit: int = 500) -> list[int]:
    """Conversations in which a message is queued, due, and was not sent by the bell."""
    due = Q(not_before__isnull=True, created_at__lt=now - timedelta(seconds=2)) | Q(not_before__lt=now)
    rows = Message.objects.filter(due, delivery=Delivery.QUEUED).order_by("id")
    return list(dict.fromkeys(rows.values_list("conversation_id", flat=True)[:limit]))


def _locked(conversation_id: int) -> Conversation:
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("account")
    return rows.only(*READ_OF_CONVERSATION).get(pk=conversation_id)


def _lock(message: Message, provider_id: str = "") -> tuple[Conversation, Message]:
    """Lock the conversation, then read the message afresh: always in this order.

    What the provider calls it is noted; an id that another message already has is worth nothing.
    """
    conversation = _locked(message.conversation_id)
    meant = Q(pk=message.pk)
    if provider_id:
        meant |= Q(account=message.account_id, provider_id=provider_id)
    rows = {row.pk: row for row in Message.objects.filter(meant).only(*READ)}
    row = rows.pop(message.pk)
    if rows:
        log.warning("provider_id_twice", message=row.pk)
    elif not row.provider_id:
        row.provider_id = provider_id[:255]
    return conversation, row


def _advance(message: Message, delivery: str, at: datetime, code: str, error: str) -> None:
    message.delivery = delivery
    message.error_code, message.error = code, error[:500]
    if delivery != Delivery.UNKNOWN:
        message.parked_at = None
        message.sent_at = message.sent_at or at
    if delivery in (Delivery.DELIVERED, Delivery.READ):
        message.delivered_at = message.delivered_at or at
    if delivery == Delivery.READ:
        message.read_at = message.read_at or at
    moved = ["delivery", "error_code", "error", "parked_at", "sent_at", "delivered_at", "read_at"]
    message.save(update_fields=[*moved, "provider_id"])
    if message.proposal_id and delivery != Delivery.UNKNOWN and message.sending_since:
        # Offered since the send began: an answer of the guest's cannot be older.
        proposals.mark_offered(message.proposal_id, message.pk, message.sending_since)


def _park(message: Message, conversation: Conversation, code: str, error: str) -> None:
    """Give a message that did not reach the guest to staff, with its cause in words."""
    _close(message, code, error)
    message.parked_at = timezone.now()
    message.save(update_fields=["parked_at"])
    conversation.attention = "not_delivered"
    conversation.attention_note = error[:500]
    conversation.save(update_fields=["attention", "attention_note"])
    log.warning("message_parked", message=message.pk, code=code)


def _close(message: Message, code: str, error: str) -> None:
    message.delivery = Delivery.FAILED
    message.error_code, message.error = code[:64], error[:500]
    message.save(update_fields=["delivery", "error_code", "error", "provider_id"])
