"""What was quoted to a guest, what was proposed, and the steps of carrying it out."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from hotels.models import Guest, Hotel
from pms.base import Money


class Quote(models.Model):
    """A price said to a guest: bound to hotel and conversation, good until it expires, usable once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="quotes")
    conversation_id = models.BigIntegerField(db_index=True, help_text="Whose quote it is")
    summary = models.CharField(max_length=120, default="", help_text="The rooms by their codes: 2 x DBL FLEX")
    arrival = models.DateField(help_text="The first one")
    departure = models.DateField(help_text="The last one")
    terms = models.JSONField(help_text="Everything the price stands for, as shown")
    terms_hash = models.CharField(max_length=64)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.summary} {self.arrival} to {self.departure}: {self.total} {self.currency}"

    @property
    def money(self) -> Money:
        return Money(self.total, self.currency)

    @property
    def is_valid(self) -> bool:
        return self.used_at is None and timezone.now() < self.expires_at


class Proposal(models.Model):
    """Terms put before a guest. Only the guest's own later yes turns them into an act, and only once.

    proposed -> offered (the channel took the message) -> confirmed -> committed | refused
                                                       -> withdrawn (a no, new terms, a person, too late)
    """

    class Kind(models.TextChoices):
        BOOK = "book"
        CHANGE = "change"
        CANCEL = "cancel"
        APPOINTMENT = "appointment"
        REQUEST = "request"

    class State(models.TextChoices):
        PROPOSED = "proposed"
        OFFERED = "offered"
        CONFIRMED = "confirmed"
        COMMITTED = "committed"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    OPEN = (State.PROPOSED, State.OFFERED)

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="proposals")
    conversation_id = models.BigIntegerField(help_text="Where it was put")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=16, choices=Kind)
    key = models.UUIDField(default=uuid.uuid4, unique=True, help_text="Idempotency key towards the PMS")
    nonce = models.CharField(max_length=43, unique=True, help_text="What the buttons carry")
    quote = models.OneToOneField(Quote, on_delete=models.PROTECT, null=True, blank=True)
    reservation_code = models.CharField(
        max_length=32, blank=True, help_text="What is changed or cancelled, or what it belongs to"
    )
    terms = models.JSONField()
    terms_hash = models.CharField(max_length=64)
    amount = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        help_text="The total to book, the difference of a change, the fee to cancel, the price",
    )
    currency = models.CharField(max_length=3)
    guest_name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True, help_text="As the guest gave it for this booking")
    remarks = models.CharField(max_length=500, blank=True, help_text="The guest's wishes, as data")
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=16, choices=State, default=State.PROPOSED)
    offered_message_id = models.BigIntegerField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.BigIntegerField(null=True, blank=True, help_text="The guest's message")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(
        max_length=32, blank=True, help_text="booked, changed, cancelled, ... or a refusal's code"
    )
    receipt = models.JSONField(null=True, blank=True, help_text="What was read back from the PMS")
    settled_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When the guest's answer was stored")
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation_id"],
                condition=Q(state__in=["proposed", "offered", "confirmed"]),
                name="one_open_proposal_per_conversation",
            ),
        ]
        indexes = [
            models.Index(fields=["conversation_id", "-id"], name="proposal_by_conversation"),
            models.Index(
                fields=["confirmed_at"], condition=Q(state="confirmed"), name="proposal_being_carried_out"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.currency}: {self.state}"


class CommitStep(models.Model):
    """One step of carrying out a proposal, written down before or after it: a crash resumes from here.

    `sending` is written before the PMS is asked to write: after it the outcome may be unknown, and
    only looking at the PMS tells.
    """

    class Name(models.TextChoices):
        SENDING = "sending"
        LOOKED = "looked", "looked, and found nothing"
        WRITTEN = "written"
        UNDONE = "undone", "undone again: it could not stand"
        SETTLED = "settled"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=16, choices=Name)
    at = models.DateTimeField(auto_now_add=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"
