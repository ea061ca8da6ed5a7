"""A turn: the claim on a conversation, what the receptionist gets to know, what becomes of its reply."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from prometheus_client import Counter, Histogram

from agents.base import Author, Briefing, Line, Reply, Say, Trace
from conversations import live
from conversations.models import Conversation, Message, Turn
from hotels.models import GuestIdentity
from pms import proposals

log = structlog.get_logger(__name__)

TURNS = Counter("turns_total", "Turns by outcome", ["engine", "outcome"])
TURN_SECONDS = Histogram(
    "turn_seconds",
    "From the claim to the reply in the outbox",
    ["engine"],
    buckets=(0.1, 0.5, 1, 2, 5, 10, 25, 60),
)

Outcome = Turn.Outcome
UNANSWERED = Q(needs_answer=True, answered_by=None)
# What is read where a turn begins: wide rows are half the cost of a statement.
READ = (
    "mode", "epoch", "due_at", "claim_token", "claim_expires_at", "failures", "superseded", "language",
    "disclosed_at", "agent_state", "hotel__timezone", "hotel__tier", "hotel__memory_days", "guest__name",
    "account__kind",
)  # fmt: skip
SAID = (
    "author", "text", "kind", "payload", "said_at", "created_at", "reply_to", "forwarded", "proposal_id",
    "needs_answer", "answered_by", "delivery", "conversation", "raw",
)  # fmt: skip
TRANSCRIPT = 40
FAILURES_UNTIL_STAFF = 3
DRAFTS_DROPPED_AT_MOST = 3
LOOK_SECONDS = 0.25


@dataclass(frozen=True)
class Later:
    """Not yet: ring again in so many seconds."""

    seconds: float


@transaction.atomic
def start_turn(conversation_id: int) -> Turn | Later | None:
    """Claim what waits in a conversation; None when there is nothing to answer or somebody is at it.

    The claim runs out with the turn's deadline: whoever finds it expired knows that its worker died.
    """
    conversation = _claimable().select_for_update(of=("self",)).get(pk=conversation_id)
    now = timezone.now()
    if conversation.mode != Conversation.Mode.AI or conversation.due_at is None:
        return None
    if conversation.due_at > now:
        return Later((conversation.due_at - now).total_seconds())
    if conversation.claim_expires_at and conversation.claim_expires_at > now:
        return None
    sending_since = now - timedelta(seconds=settings.SEND_SECONDS)
    sending = Q(delivery=Message.Delivery.SENDING, sending_since__gt=sending_since)
    open_ends = list(
        conversation.messages.filter(UNANSWERED | sending)
        .only("conversation", "position", "delivery", "correlation_id")
        .order_by("position")
    )
    if any(message.delivery == Message.Delivery.SENDING for message in open_ends):
        # What the guest wrote may answer a message whose send is just returning: see it settled first.
        return Later(0.2)
    if conversation.claim_token is not None:
        _lost(conversation)
        if conversation.failures >= FAILURES_UNTIL_STAFF:
            give_to_staff(conversation, "failed", "The agent failed several times at the same message.")
            live.stamp(conversation)
            return None
    if not open_ends:
        _release(conversation, due_at=None)
        return None
    newest = open_ends[-1]
    turn = Turn.objects.create(
        hotel=conversation.hotel,
        conversation=conversation,
        epoch=conversation.epoch,
        seen_position=newest.position,
        state=conversation.agent_state,
        correlation_id=newest.correlation_id,
    )
    lifetime = settings.TURN_SECONDS + settings.CLAIM_GRACE_SECONDS
    conversation.claim_token = turn.token
    conversation.claim_expires_at = now + timedelta(seconds=lifetime)
    conversation.save(update_fields=["claim_token", "claim_expires_at", "failures"])
    return turn


def briefing(turn: Turn, *, replayed: bool = False) -> Briefing:
    """All the receptionist may know for this turn; `replayed`: what it knew then, as far as it was kept."""
    conversation = _claimable().get(pk=turn.conversation_id) if replayed else turn.conversation
    hotel, guest = conversation.hotel, conversation.guest
    said = conversation.messages.exclude(direction=Message.Direction.NOTE).filter(
        position__lte=turn.seen_position
    )
    rows = list(said.only(*SAID).order_by("-position")[:TRANSCRIPT])[::-1]
    # What was silenced (a reaction) or never left us was not said.
    heard = [row for row in rows if row.kind != "reaction" and row.delivery != Message.Delivery.FAILED]
    phone = guest.identities.filter(kind=GuestIdentity.Kind.WHATSAPP).values_list("value", flat=True).first()
    return Briefing(
        hotel_id=hotel.pk,
        conversation_id=conversation.pk,
        turn_id=turn.pk,
        guest_id=guest.pk,
        guest_name=guest.name,
        guest_phone=phone or "",
        channel=conversation.account.kind,
        language=conversation.language,
        transcript=tuple(line_of(row) for row in heard),
        unanswered=tuple(
            row.pk
            for row in heard
            if row.needs_answer and row.answered_by_id == (turn.pk if replayed else None)
        ),
        state=turn.state,
        disclosed=conversation.disclosed_at is not None,
        now=turn.started_at.astimezone(hotel.tz) if replayed else hotel.now(),
        deadline=time.monotonic() + settings.TURN_SECONDS,
        is_current=(lambda: True) if replayed else _watch(turn),
    )


def _claimable() -> QuerySet[Conversation]:
    """Conversations with what a claim and a briefing read, of them and beside them."""
    return Conversation.objects.select_related("hotel", "guest", "account").only(*READ)


def _watch(turn: Turn) -> Callable[[], bool]:
    """`is_current` for the receptionist, who asks before each step; a look is good for a moment."""
    looked_at = float("-inf")

    def current() -> bool:
        nonlocal looked_at
        if time.monotonic() - looked_at < LOOK_SECONDS:
            return True
        if not is_current(turn):
            return False
        looked_at = time.monotonic()
        return True

    return current


def is_current(turn: Turn) -> bool:
    """Whether the turn's answer is still wanted: nobody took over, nothing newer was written."""
    newer = Message.objects.filter(UNANSWERED, conversation=OuterRef("pk"), position__gt=turn.seen_position)
    mine = Conversation.objects.filter(pk=turn.conversation_id, claim_token=turn.token, epoch=turn.epoch)
    return mine.filter(~Exists(newer) | Q(superseded__gte=DRAFTS_DROPPED_AT_MOST)).exists()


@transaction.atomic
def finish_turn(turn: Turn, reply: Reply) -> list[Message] | None:
    """Put the reply into the outbox, with everything that follows from it, or drop it.

    None when it was dropped: a person took over, the claim was lost, or the guest wrote again and
    nothing was committed yet.
    """
    conversation = turn.conversation = Conversation.objects.select_for_update().get(pk=turn.conversation_id)
    if conversation.claim_token != turn.token:
        return None  # whoever holds the claim now has written this turn off
    if conversation.epoch != turn.epoch or conversation.mode != Conversation.Mode.AI:
        # What was done stays done: staff must see it, since the guest will not be told by us.
        if reply.tells is None or proposals.mark_told(reply.tells):
            for note in reply.notes:
                speak(conversation, turn, Say(note), part=None)
        conversation.save(update_fields=["last_position", "last_message_at"])
        turn.committed = reply.committed
        _end(turn, Outcome.FENCED, reply.trace)
        _release(conversation, due_at=None)
        live.stamp(conversation)
        return None
    newer = _newer(conversation, turn)
    if (
        newer
        and not reply.committed
        and reply.tells is None
        and conversation.superseded < DRAFTS_DROPPED_AT_MOST
    ):
        conversation.superseded += 1
        _end(turn, Outcome.SUPERSEDED, reply.trace)
        _release(conversation, due_at=conversation.due_at or timezone.now())
        live.stamp(conversation)
        return None
    messages = [speak(conversation, turn, say, part) for part, say in enumerate(reply.says)]
    for note in reply.notes:
        speak(conversation, turn, Say(note), part=None)
    if reply.tells is not None:
        proposals.mark_told(reply.tells)
    _mark_answered(conversation, turn, newer)
    conversation.agent_state = reply.state
    conversation.language = reply.language or conversation.language
    conversation.failures = conversation.superseded = 0
    if messages and conversation.disclosed_at is None:
        conversation.disclosed_at = timezone.now()
    conversation.save()
    turn.committed = reply.committed
    turn.hand_off = reply.hand_off.reason[:32] if reply.hand_off else ""
    _end(turn, Outcome.ANSWERED if messages else Outcome.NOTHING, reply.trace)
    if reply.hand_off:
        give_to_staff(conversation, reply.hand_off.reason, reply.hand_off.summary, fence=False)
    live.stamp(conversation)
    return messages


@transaction.atomic
def fail_turn(turn: Turn, error: str) -> float | None:
    """The receptionist broke. Try again a little later, or give the guest to staff after the third time.

    Returns after how many seconds to ring again.
    """
    conversation = Conversation.objects.select_for_update().get(pk=turn.conversation_id)
    if conversation.claim_token != turn.token:
        return None
    turn.error = error[:500]
    _end(turn, Outcome.FAILED, Trace(engine=""))
    conversation.failures += 1
    wait = None
    if conversation.failures >= FAILURES_UNTIL_STAFF:
        give_to_staff(conversation, "failed", "The agent failed several times at the same message.")
    else:
        wait = 2.0**conversation.failures
        _release(conversation, due_at=timezone.now() + timedelta(seconds=wait))
    live.stamp(conversation)
    return wait


@transaction.atomic
def drop_turn(turn: Turn) -> None:
    """The receptionist itself noticed that its answer is no longer wanted."""
    conversation = Conversation.objects.select_for_update().get(pk=turn.conversation_id)
    if conversation.claim_token != turn.token:
        return
    fenced = conversation.epoch != turn.epoch
    if not fenced:
        conversation.superseded += 1
    _end(turn, Outcome.FENCED if fenced else Outcome.SUPERSEDED, Trace(engine=""))
    _release(conversation, due_at=None if fenced else conversation.due_at or timezone.now())
    live.stamp(conversation)


def being_answered(turn_id: int) -> Message | None:
    """The newest message that a running turn answers; None once the turn is over."""
    seen = Message.objects.select_related("account").filter(
        direction=Message.Direction.IN,
        position=F("conversation__turns__seen_position"),
        conversation__turns=turn_id,
        conversation__turns__outcome=Outcome.RUNNING,
    )
    return seen.first()


def due(now: datetime, limit: int = 500) -> list[int]:
    """Conversations whose burst is over and which nobody answers."""
    rows = Conversation.objects.filter(due_at__lt=now - timedelta(seconds=1), mode=Conversation.Mode.AI)
    free = rows.exclude(claim_expires_at__gt=now)
    return list(free.order_by("due_at").values_list("pk", flat=True)[:limit])


@transaction.atomic
def give_up_waiting(now: datetime, limit: int = 100) -> int:
    """Guests who wait too long for the agent go to staff. Returns how many."""
    late = Conversation.objects.select_for_update(skip_locked=True).filter(
        waiting_since__lt=now - timedelta(seconds=settings.WAITING_SECONDS), mode=Conversation.Mode.AI
    )
    conversations = list(late.order_by("pk")[:limit])
    for conversation in conversations:
        give_to_staff(conversation, "no_answer", "The guest has waited for five minutes without an answer.")
    if conversations:
        live.stamp(*conversations)
    return len(conversations)


def _newer(conversation: Conversation, turn: Turn) -> datetime | None:
    """When the first message came that the guest wrote after what the turn saw."""
    unseen = conversation.messages.filter(UNANSWERED, position__gt=turn.seen_position)
    return unseen.order_by("position").values_list("created_at", flat=True).first()


def _lost(conversation: Conversation) -> None:
    Turn.objects.filter(conversation=conversation, outcome=Outcome.RUNNING).update(
        outcome=Outcome.LOST, finished_at=timezone.now()
    )
    TURNS.labels("", Outcome.LOST).inc()
    conversation.failures += 1


def _release(conversation: Conversation, due_at: datetime | None) -> None:
    conversation.claim_token = conversation.claim_expires_at = None
    conversation.due_at = due_at
    if due_at is None:
        conversation.burst_started_at = None
    conversation.save(
        update_fields=[
            "claim_token",
            "claim_expires_at",
            "due_at",
            "burst_started_at",
            "failures",
            "superseded",
        ]
    )


def _mark_answered(conversation: Conversation, turn: Turn, newer: datetime | None) -> None:
    """Only what the agent saw counts as answered; what came later is due at once."""
    conversation.messages.filter(UNANSWERED, position__lte=turn.seen_position).update(answered_by=turn)
    conversation.claim_token = conversation.claim_expires_at = None
    conversation.waiting_since = newer
    conversation.due_at = conversation.burst_started_at = timezone.now() if newer else None


def speak(conversation: Conversation, turn: Turn | None, say: Say, part: int | None) -> Message:
    """One message into the outbox; without a part, a note for staff. The caller saves the conversation.

    Without a turn it is said between turns: nobody wrote, something was settled.
    """
    now = timezone.now()
    conversation.last_position += 1
    note = part is None
    message = Message.objects.create(
        hotel_id=conversation.hotel_id,
        conversation=conversation,
        account_id=conversation.account_id,
        direction=Message.Direction.NOTE if note else Message.Direction.OUT,
        author=Message.Author.SYSTEM if note else Message.Author.AGENT,
        text=say.text,
        buttons=[{"id": button.id, "title": button.title} for button in say.buttons],
        position=conversation.last_position,
        said_at=now,
        turn=None if note else turn,
        part=part or 0,
        proposal_id=say.proposal,
        epoch=conversation.epoch,
        delivery=Message.Delivery.NONE if note else Message.Delivery.QUEUED,
        correlation_id=turn.correlation_id if turn else "",
    )
    conversation.last_message_at = now
    if not note:
        conversation.last_text, conversation.last_author = say.text[:160], Message.Author.AGENT
    return message


def give_to_staff(conversation: Conversation, reason: str, note: str, *, fence: bool = True) -> None:
    """From now on people answer. With the fence, what the agent still has on its way is dropped."""
    conversation.mode = Conversation.Mode.STAFF
    conversation.waiting_since = conversation.waiting_since or timezone.now()
    conversation.attention, conversation.attention_note = reason[:32], note[:500]
    if fence:
        conversation.epoch += 1
        Turn.objects.filter(conversation=conversation, outcome=Outcome.RUNNING).update(
            outcome=Outcome.FENCED, finished_at=timezone.now()
        )
    conversation.claim_token = conversation.claim_expires_at = None
    conversation.due_at = conversation.burst_started_at = None
    conversation.save()
    proposals.withdraw_open(conversation.pk)  # people may settle it otherwise: no later tap can mean it
    log.info("given_to_staff", conversation=conversation.pk, reason=reason)


def _end(turn: Turn, outcome: str, trace: Trace) -> None:
    now = timezone.now()
    turn.outcome, turn.finished_at = outcome, now
    turn.latency_ms = round((now - turn.started_at).total_seconds() * 1000)
    turn.engine, turn.prompt_version = trace.engine, trace.prompt_version
    turn.model_asked, turn.model_answered = trace.model_asked[:120], trace.model_answered[:120]
    turn.agent, turn.agent_version_id = trace.agent[:40], trace.agent_version
    turn.rollout_id, turn.arm, turn.chunks = trace.rollout, trace.arm, trace.chunks
    turn.steps, turn.alarms = trace.steps, trace.alarms
    turn.input_tokens, turn.output_tokens, turn.cost = trace.input_tokens, trace.output_tokens, trace.cost
    turn.save()
    log.info(
        "turn_ended",
        conversation=turn.conversation_id,
        outcome=outcome,
        engine=trace.engine,
        ms=turn.latency_ms,
    )
    TURNS.labels(trace.engine, outcome).inc()
    TURN_SECONDS.labels(trace.engine).observe(turn.latency_ms / 1000)


def line_of(row: Message) -> Line:
    """A message as the receptionist gets to see it. A text has `raw` only if what it quotes is not here."""
    author: Author = row.author  # type: ignore[assignment]
    return Line(
        id=row.pk,
        author=author,
        text=row.text,
        kind=row.kind,
        at=row.said_at,
        received_at=row.created_at,
        payload=row.payload,
        reply_to=0 if row.kind == "text" and row.raw else row.reply_to_id,
        forwarded=row.forwarded,
        proposal=row.proposal_id,
    )
