"""The way in: stored webhook events become guests, conversations, messages and moved outbox rows.

Everything here may run twice: the same event, the same update in another event, in another order.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from prometheus_client import Counter

from agents import emergency, memory
from agents.gate.cards import mask_cards
from channels_app.base import Inbound
from channels_app.models import ChannelAccount, WebhookEvent
from channels_app.providers import open_provider
from conversations import live, outbox
from conversations.guests import changed_number, changed_user_id, conversation_of, guest_of
from conversations.models import Conversation, Message
from pms import proposals

log = structlog.get_logger(__name__)

TAKEN_IN = Counter("messages_taken_in_total", "Guests' messages by kind", ["channel", "kind"])

State = WebhookEvent.State
ATTEMPTS = 5
STATUS_ATTEMPTS = 8  # a status may overtake the send it speaks of, by seconds
SILENT = {"reaction", "system", "revoke", "request_welcome", "ephemeral", "group"}
# Said alone, these end the wait for the rest of a burst.
URGENT = {"no", "espera", "espere", "para", "stop", "wait", "cancel", "cancelar", "cancela", "alto"}

# Turns to ring: conversation -> seconds from now.
Rings = dict[int, float]
READ = ("kind", "external_id", "last_status_at", "hotel__burst_seconds")  # of an account
# The accounts of a batch of events, by provider and by how the event names them.
Accounts = dict[tuple[str, str | int | None], ChannelAccount | None]


def take_in(limit: int = 100) -> tuple[int, Rings]:
    """Take in the oldest waiting events. Returns how many, and which conversations are to be answered when.

    One intake at a time, whoever runs it: messages of a guest keep their order.
    """
    began = timezone.now()
    rings: Rings = {}
    accounts: Accounts = {}
    touched: dict[int, Conversation] = {}
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('conserje.intake'))")
        due = Q(not_before__isnull=True) | Q(not_before__lte=timezone.now())
        events = list(
            WebhookEvent.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(due, state=State.RECEIVED)
            .order_by("id")[:limit]
        )
        for event in events:
            for conversation in _take_event(event, accounts, rings):
                touched[conversation.pk] = conversation
        heard = [one.pk for one in accounts.values() if one and (one.last_status_at or began) > began]
        if heard:
            ChannelAccount.objects.filter(pk__in=heard).update(last_status_at=timezone.now())
        if touched:
            live.stamp(*touched.values())
    return len(events), rings


def _take_event(event: WebhookEvent, accounts: Accounts, rings: Rings) -> Iterable[Conversation]:
    """One event in its own savepoint: what is wrong with it stays with it."""
    structlog.contextvars.bind_contextvars(correlation_id=event.correlation_id, webhook=event.pk)
    event.attempts += 1
    noted: Rings = {}
    try:
        with transaction.atomic():
            touched = _read(event, accounts, noted)
    except Exception as error:  # of whatever kind: one that left this place would hold up all hotels' events
        log.exception("webhook_event_failed", webhook=event.pk)
        touched = []
        event.error = f"{type(error).__name__}: {error}"[:1000]
        if event.attempts >= ATTEMPTS or isinstance(error, (ValueError, RecursionError)):
            event.state = State.PARKED
        else:
            event.not_before = timezone.now() + timedelta(seconds=2**event.attempts)
    rings |= noted
    log.info("webhook_taken_in", webhook=event.pk, state=event.state, conversations=[c.pk for c in touched])
    event.save(update_fields=["account", "hotel", "state", "attempts", "error", "not_before", "taken_at"])
    return touched


def _read(event: WebhookEvent, accounts: Accounts, rings: Rings) -> list[Conversation]:
    provider = open_provider(event.provider)
    bodies = provider.split(bytes(event.body))
    if len(bodies) > 1:
        _split(event, bodies)
        return []
    external_id, body = next(iter(bodies.items()))
    account = _account(event, external_id, accounts)
    if account is None:
        event.state, event.error = State.PARKED, f"No account {external_id or '(none named)'} is known here."
        return []
    event.account, event.hotel = account, account.hotel
    parsed = provider.parse(body)
    touched = _apply(event, account, parsed.updates, rings)
    if parsed.problems:
        event.state, event.error = State.PARKED, "\n".join(parsed.problems)[:4000]
    return touched


def _split(event: WebhookEvent, bodies: dict[str, bytes]) -> None:
    WebhookEvent.objects.bulk_create(
        WebhookEvent(
            parent=event,
            provider=event.provider,
            account_id=event.account_id,
            hotel_id=event.hotel_id,
            body=body,
            correlation_id=event.correlation_id,
        )
        for body in bodies.values()
    )
    event.state, event.taken_at = State.SPLIT, timezone.now()


def _account(event: WebhookEvent, external_id: str, accounts: Accounts) -> ChannelAccount | None:
    """Whose event this is. Through a hotel's own webhook only that hotel's numbers can be spoken of."""
    named = event.provider, external_id or event.account_id
    if named not in accounts:
        which = Q(pk=event.account_id)
        if external_id:
            which = Q(kind=event.provider, external_id=external_id, is_active=True, hotel__is_active=True)
        # Without the credentials: what cannot be read of one hotel's must not stop all.
        found = ChannelAccount.objects.filter(which).select_related("hotel")
        accounts[named] = found.only(*READ).first()
    account = accounts[named]
    return None if account and event.hotel_id and account.hotel_id != event.hotel_id else account


def _apply(
    event: WebhookEvent, account: ChannelAccount, updates: Iterable[Inbound], rings: Rings
) -> list[Conversation]:
    touched: list[Conversation] = []
    by_sender: dict[str, list[Inbound]] = defaultdict(list)
    statuses = []
    for update in updates:
        if update.kind == "status":
            statuses.append(update)
        elif update.kind == "identity":
            touched += changed_user_id(account.hotel, update.sender.bsuid, update.new_bsuid)
        else:
            by_sender[update.sender.bsuid or update.sender.phone].append(update)
    # In order of address, so that two transactions never wait for each other.
    for _, group in sorted(by_sender.items()):
        if conversation := receive(account, group, event.correlation_id, rings):
            touched.append(conversation)
    unknown = 0
    for status in statuses:
        try:
            if conversation := outbox.apply_status(account, status):
                touched.append(conversation)
        except outbox.UnknownMessage:
            unknown += 1
    if statuses:
        account.last_status_at = timezone.now()
    event.state, event.taken_at = State.TAKEN, timezone.now()
    if unknown:
        _look_again(event, unknown)
    return touched


def _look_again(event: WebhookEvent, unknown: int) -> None:
    """A status of a message we do not know yet: its send may still be under way. Not for ever."""
    event.error = f"{unknown} statuses speak of messages that are not ours."
    if event.attempts < STATUS_ATTEMPTS:
        event.state = State.RECEIVED
        event.not_before = timezone.now() + timedelta(seconds=min(2**event.attempts, 30))
    else:
        event.state = State.IGNORED


def receive(
    account: ChannelAccount, updates: list[Inbound], correlation_id: str, rings: Rings
) -> Conversation | None:
    """What one guest wrote (or staff wrote to one guest on the hotel's own phone), each message once.

    Returns the conversation if anything in it is new.
    """
    ids = [update.provider_id for update in updates]
    known = set(
        Message.objects.filter(account=account, provider_id__in=ids).values_list("provider_id", flat=True)
    )
    news = {update.provider_id: update for update in updates if update.provider_id not in known}
    if not news:
        return None
    sender = next(iter(news.values())).sender
    guest = guest_of(account.hotel, sender)
    for update in news.values():
        if update.new_phone and update.new_phone != sender.phone:
            changed_number(guest, sender.phone, update.new_phone)
            sender = replace(sender, phone=update.new_phone)
    conversation = conversation_of(account, guest, sender)
    before = conversation.last_message_at if conversation.last_position else None
    replies = [update.reply_to for update in news.values() if update.reply_to]
    # For the guest all conversations are one chat: what is quoted may stand in an earlier one.
    said = Message.objects.filter(account=account, conversation__guest=guest)
    quoted = dict(said.filter(provider_id__in=replies).values_list("provider_id", "pk") if replies else ())
    deleted = {update.reply_to for update in news.values() if update.type == "revoke" and update.reply_to}
    messages = []
    for update in sorted(news.values(), key=lambda update: update.at):
        conversation.last_position += 1
        message = _message(conversation, update, quoted.get(update.reply_to), correlation_id)
        messages.append(message)
        if update.kind == "echo":
            _person_wrote(conversation, update.at, messages)
        else:
            if update.payload:
                outbox.prove_received(conversation, update.payload, update.reply_to)
            if update.provider_id in deleted or (before and update.at < before and _is_deleted(message)):
                _empty(message)
            _guest_wrote(conversation, message, account.hotel.burst_seconds, rings)
        _show_in_list(conversation, message)
        TAKEN_IN.labels(account.kind, update.type).inc()
    Message.objects.bulk_create(messages)
    if deleted:
        _take_back(conversation, deleted)
    conversation.save()
    return conversation


def _message(
    conversation: Conversation, update: Inbound, reply_to: int | None, correlation_id: str
) -> Message:
    guest = update.kind == "message"
    return Message(
        hotel_id=conversation.hotel_id,
        conversation=conversation,
        account_id=conversation.account_id,
        provider_id=update.provider_id,
        direction=Message.Direction.IN if guest else Message.Direction.OUT,
        author=Message.Author.GUEST if guest else Message.Author.STAFF,
        kind=update.type,
        text=mask_cards(update.text),
        payload=update.payload,
        reply_to_id=reply_to,
        forwarded=update.forwarded,
        raw=_raw(update, reply_to),
        position=conversation.last_position,
        said_at=update.at,
        needs_answer=guest and update.type not in SILENT,
        delivery=Message.Delivery.NONE if guest else Message.Delivery.SENT,
        sent_at=None if guest else update.at,
        correlation_id=correlation_id,
    )


def _raw(update: Inbound, reply_to: int | None) -> dict[str, Any] | None:
    """The provider's words for what we cannot open; of a text only what it quotes, if we do not have that."""
    if update.type == "text":
        return {"quotes": update.reply_to} if update.reply_to and reply_to is None else None
    return dict(update.raw) if update.type not in ("button", "list") and update.raw else None


def _take_back(conversation: Conversation, deleted: set[str]) -> None:
    """The guest deleted messages: their words are neither shown nor used any more."""
    said = conversation.messages.filter(direction=Message.Direction.IN)
    gone = list(said.filter(provider_id__in=deleted).values_list("pk", flat=True))
    memory.unlearn(conversation.hotel, gone)
    said.filter(pk__in=gone).update(kind="revoke", text="", payload="", raw=None, needs_answer=False)
    if not said.filter(needs_answer=True, answered_by=None).exists():
        conversation.due_at = conversation.burst_started_at = conversation.waiting_since = None


def _is_deleted(message: Message) -> bool:
    """Whether the deletion of a message was here before the message."""
    deletions = message.conversation.messages.filter(kind="revoke")
    return deletions.filter(raw__revoke__original_message_id=message.provider_id).exists()


def _empty(message: Message) -> None:
    message.kind, message.text, message.payload, message.raw = "revoke", "", "", None
    message.needs_answer = False


def _guest_wrote(conversation: Conversation, message: Message, burst_seconds: int, rings: Rings) -> None:
    now = timezone.now()
    window = message.said_at + timedelta(hours=24)
    conversation.window_ends_at = max(conversation.window_ends_at or window, window)
    conversation.unread += 1
    if not message.needs_answer:
        return
    conversation.waiting_since = conversation.waiting_since or now
    danger = emergency.spot(message.text)
    if conversation.mode != Conversation.Mode.AI:
        if danger:  # the agent is silent here: whoever has the conversation must see it among the others
            conversation.attention = "safety"
            conversation.attention_note = f"Emergency ({danger.kind}): {message.text[:200]}"
        return
    first = conversation.due_at is None
    conversation.burst_started_at = conversation.burst_started_at or now
    urgent = danger is not None or bool(message.payload) or message.text.strip(" .!¡").casefold() in URGENT
    wait = timedelta(seconds=0 if urgent else burst_seconds)
    latest = conversation.burst_started_at + timedelta(seconds=settings.BURST_MAX_SECONDS)
    conversation.due_at = min(now + wait, latest)
    if first or urgent:
        # Later messages of the burst only move due_at; the bell that rings too early rings itself again.
        rings[conversation.pk] = max(0.0, (conversation.due_at - now).total_seconds())


def _person_wrote(conversation: Conversation, at: datetime, earlier: Iterable[Message]) -> None:
    """Staff answered on the hotel's own phone: they have it now, and what waited is answered."""
    waiting = conversation.messages.filter(needs_answer=True, answered_by=None)
    waiting.filter(said_at__lte=at).update(needs_answer=False)
    for message in earlier:
        message.needs_answer = False
    proposals.withdraw_open(conversation.pk)
    conversation.epoch += 1
    conversation.mode = Conversation.Mode.STAFF
    conversation.due_at = conversation.burst_started_at = conversation.waiting_since = None
    conversation.attention = conversation.attention_note = ""


def _show_in_list(conversation: Conversation, message: Message) -> None:
    conversation.last_message_at = timezone.now()
    conversation.last_text = (message.text or f"[{message.kind}]")[:160]
    conversation.last_author = message.author
