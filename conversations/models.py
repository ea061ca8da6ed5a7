"""What was said, who is to answer, and how each answer came about."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from agents.models import AgentVersion, Rollout
from channels_app.models import ChannelAccount
from hotels.models import Guest, Hotel, User


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, user: Any) -> ConversationQuerySet:
        """Those of the hotels where `user` works. The tenant wall."""
        return self.filter(hotel__memberships__user=user, hotel__is_active=True)

    def of(self, hotel: Hotel) -> ConversationQuerySet:
        return self.filter(hotel=hotel)


class Conversation(models.Model):
    """One guest on one channel account. The agent answers in mode ai, people in mode staff.

    `epoch` is the takeover fence: any sign of a person raises it, and what the agent made under an
    older epoch is neither stored nor sent. `due_at` is when the burst of unanswered messages is to
    be answered; `claim_*` say which turn is answering it now. `seq` is the place of the newest
    change in the hotel's feed.
    """

    class State(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"

    class Mode(models.TextChoices):
        AI = "ai", "Agent"
        STAFF = "staff", "Staff"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="conversations")
    account = models.ForeignKey(ChannelAccount, on_delete=models.PROTECT, related_name="conversations")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="conversations")
    address = models.CharField(max_length=254, help_text="Where answers go: the guest's phone on the channel")
    bsuid = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.AI)
    assignee = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    epoch = models.PositiveIntegerField(default=0)
    claim_token = models.UUIDField(null=True, blank=True)
    claim_expires_at = models.DateTimeField(null=True, blank=True)
    burst_started_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True, help_text="The oldest unanswered message")
    window_ends_at = models.DateTimeField(null=True, blank=True, help_text="Until when free text may be sent")
    attention = models.CharField(max_length=32, blank=True, help_text="Why staff should look; empty: no need")
    attention_note = models.CharField(max_length=500, blank=True)
    unread = models.PositiveIntegerField(default=0, help_text="Guest's messages staff has not seen")
    disclosed_at = models.DateTimeField(null=True, blank=True, help_text="When the guest was told of the AI")
    agent_state = models.JSONField(default=dict, blank=True, help_text="What the receptionist remembers")
    superseded = models.PositiveSmallIntegerField(default=0, help_text="Drafts dropped in a row")
    failures = models.PositiveSmallIntegerField(default=0, help_text="Turns lost or failed in a row")
    last_position = models.PositiveIntegerField(default=0)
    last_message_at = models.DateTimeField(default=timezone.now)
    last_text = models.CharField(max_length=160, blank=True)
    last_author = models.CharField(max_length=8, blank=True)
    seq = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "guest"], condition=Q(state="open"), name="one_open_conversation_per_guest"
            ),
        ]
        indexes = [
            models.Index(fields=["hotel", "-last_message_at", "-id"], name="conversation_by_activity"),
            models.Index(fields=["hotel", "seq"], name="conversation_by_seq"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="conversation_due"),
            models.Index(
                fields=["waiting_since"],
                condition=Q(waiting_since__isnull=False),
                name="conversation_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guest} · {self.account}"

    @property
    def window_is_open(self) -> bool:
        return self.window_ends_at is not None and timezone.now() < self.window_ends_at


class Turn(models.Model):
    """One run of the agent: what it answered, how, at what cost, and what became of it."""

    class Outcome(models.TextChoices):
        RUNNING = "running"
        ANSWERED = "answered"
        NOTHING = "nothing", "nothing to say"
        SUPERSEDED = "superseded", "superseded by a newer message"
        FENCED = "fenced", "dropped: a person took over"
        FAILED = "failed"
        LOST = "lost", "lost with its worker"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="turns")
    token = models.UUIDField(default=uuid.uuid4, unique=True)
    epoch = models.PositiveIntegerField()
    seen_position = models.PositiveIntegerField(help_text="The newest message it saw")
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.RUNNING)
    engine = models.CharField(max_length=16, blank=True)
    model_asked = models.CharField(max_length=120, blank=True)
    model_answered = models.CharField(max_length=120, blank=True)
    prompt_version = models.CharField(max_length=64, blank=True)
    agent = models.CharField(max_length=40, blank=True, help_text="Code of the specialist that answered")
    agent_version = models.ForeignKey(
        AgentVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    rollout = models.ForeignKey(Rollout, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    arm = models.CharField(max_length=10, blank=True, help_text="baseline or candidate")
    hand_off = models.CharField(max_length=32, blank=True, help_text="Reason")
    committed = models.BooleanField(default=False, help_text="Something was booked, changed or cancelled")
    state = models.JSONField(
        default=dict, blank=True, help_text="What the receptionist remembered when it began: for replays"
    )
    chunks = models.JSONField(default=list, blank=True, help_text="Pieces of knowledge that the answer used")
    steps = models.JSONField(default=list, blank=True)
    alarms = models.JSONField(default=list, blank=True)
    input_tokens = models.PositiveIntegerField(default=0)
    output_tokens = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=12, decimal_places=6, default=0, help_text="US dollars")
    latency_ms = models.PositiveIntegerField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    correlation_id = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=Q(outcome="running"),
                name="one_running_turn_per_conversation",
            ),
        ]
        indexes = [
            models.Index(fields=["hotel", "-started_at"], name="turn_by_hotel"),
            models.Index(
                fields=["rollout", "arm"], condition=Q(rollout__isnull=False), name="turn_by_rollout"
            ),
        ]

    def __str__(self) -> str:
        return f"Turn {self.pk} ({self.outcome})"


class Message(models.Model):
    """One thing said. Outgoing ones are the outbox: queued, sending, then what the provider tells."""

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"
        NOTE = "note", "for staff only"

    class Author(models.TextChoices):
        GUEST = "guest"
        AGENT = "agent"
        STAFF = "staff"
        SYSTEM = "system"

    class Delivery(models.TextChoices):
        NONE = "", "not sent"
        QUEUED = "queued"
        SENDING = "sending"
        UNKNOWN = "unknown", "unknown: waiting for the provider to tell"
        SENT = "sent"
        DELIVERED = "delivered"
        READ = "read"
        FAILED = "failed"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    account = models.ForeignKey(ChannelAccount, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True, help_text="Ours; the provider echoes it")
    provider_id = models.CharField(max_length=255, blank=True)
    direction = models.CharField(max_length=4, choices=Direction)
    author = models.CharField(max_length=8, choices=Author)
    staff = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=24, default="text")
    text = models.TextField(blank=True)
    payload = models.CharField(max_length=256, blank=True, help_text="Id of the tapped button or list row")
    buttons = models.JSONField(default=list, blank=True, help_text="[{id, title}]")
    reply_to = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    forwarded = models.BooleanField(default=False)
    raw = models.JSONField(null=True, blank=True, help_text="The provider's words, for kinds we cannot open")
    position = models.PositiveIntegerField()
    said_at = models.DateTimeField(help_text="By the provider's clock")
    created_at = models.DateTimeField(auto_now_add=True)
    needs_answer = models.BooleanField(default=False)
    answered_by = models.ForeignKey(
        Turn, on_delete=models.SET_NULL, null=True, blank=True, related_name="answered_messages"
    )
    turn = models.ForeignKey(Turn, on_delete=models.SET_NULL, null=True, blank=True, related_name="replies")
    part = models.PositiveSmallIntegerField(default=0, help_text="Of the turn's reply")
    proposal_id = models.BigIntegerField(null=True, blank=True, help_text="The proposal whose terms it shows")
    epoch = models.PositiveIntegerField(default=0)
    delivery = models.CharField(max_length=12, choices=Delivery, default=Delivery.NONE, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    sending_since = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    parked_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was given to staff as not sent"
    )
    error_code = models.CharField(max_length=64, blank=True)
    error = models.CharField(max_length=500, blank=True)
    correlation_id = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "provider_id"],
                condition=~Q(provider_id=""),
                name="one_message_per_provider_id",
            ),
            models.UniqueConstraint(fields=["conversation", "position"], name="one_message_per_position"),
            models.UniqueConstraint(
                fields=["turn", "part"],
                condition=Q(turn__isnull=False),
                name="one_message_per_part_of_a_turn",
            ),
        ]
        indexes = [
            models.Index(
                fields=["conversation", "position"],
                condition=Q(needs_answer=True, answered_by__isnull=True),
                name="message_unanswered",
            ),
            models.Index(
                fields=["delivery", "id"],
                condition=Q(delivery__in=["queued", "sending", "unknown"]),
                name="message_in_outbox",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.text[:40]}"

    @property
    def received_at(self) -> datetime:
        return self.created_at


class Feed(models.Model):
    """The newest place in a hotel's feed of changes.

    Raised as the last act of each transaction that changes a conversation; its row lock makes the
    order of places the order of commits, so a reader that asks for everything after N misses nothing.
    """

    hotel = models.OneToOneField(Hotel, on_delete=models.CASCADE, related_name="feed")
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.hotel}: {self.seq}"
