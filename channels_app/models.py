"""Accounts at messaging providers, and what providers told us, byte for byte."""

from __future__ import annotations

import uuid

from django.db import connection, models
from django.db.models.functions import Now

from hotels.crypto import EncryptedJSONField
from hotels.models import Hotel


class ChannelAccount(models.Model):
    """One address of a hotel at one provider. `external_id` is how the provider names it."""

    class Kind(models.TextChoices):
        WHATSAPP = "whatsapp", "WhatsApp (Meta)"
        TWILIO = "twilio", "WhatsApp (Twilio)"
        GMAIL = "gmail", "Gmail"
        WEBCHAT = "webchat", "Web chat"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="channel_accounts")
    uuid = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="Part of its webhook URL"
    )
    kind = models.CharField(max_length=16, choices=Kind)
    external_id = models.CharField(max_length=254, help_text="WhatsApp: phone_number_id")
    display = models.CharField(max_length=64, blank=True)
    credentials = EncryptedJSONField(
        default=dict,
        blank=True,
        help_text="WhatsApp: access_token; app_secret and verify_token for an own Meta app",
    )
    allowed_origins = models.JSONField(default=list, blank=True)
    is_active = models.BooleanField(default=True)
    stopped_reason = models.CharField(
        max_length=250, blank=True, help_text="Why sending stopped (an expired token, say); empty: it runs"
    )

    last_status_at = models.DateTimeField(
        null=True, blank=True, help_text="When the provider last told us what became of a message"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "external_id"], name="one_account_per_address")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.display or self.external_id}"


class WebhookEventManager(models.Manager["WebhookEvent"]):
    def store(self, provider: str, body: bytes, account: ChannelAccount | None = None) -> str:
        """Store what a provider posted, and return its correlation id.

        Plain SQL: this is all that a webhook waits for, hundreds of times a second.
        """
        correlation_id = uuid.uuid4().hex
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO channels_app_webhookevent (provider, body, account_id, hotel_id, correlation_id)"
                " VALUES (%s, %s, %s, %s, %s)",
                [
                    provider,
                    body,
                    account.pk if account else None,
                    account.hotel_id if account else None,
                    correlation_id,
                ],
            )
        return correlation_id


class WebhookEvent(models.Model):
    """One verified webhook, stored before it is acknowledged. The row is the truth, the queue a bell.

    Meta may speak of several hotels in one POST: such an event belongs to none (hotel empty) and is
    split into one child per account before anything is read from it.
    """

    class State(models.TextChoices):
        RECEIVED = "received"
        TAKEN = "taken"
        SPLIT = "split"
        PARKED = "parked"
        IGNORED = "ignored"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    account = models.ForeignKey(
        ChannelAccount, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts")
    provider = models.CharField(max_length=16)
    body = models.BinaryField()
    received_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=16, choices=State, db_default=State.RECEIVED)
    attempts = models.PositiveSmallIntegerField(db_default=0)
    not_before = models.DateTimeField(null=True, blank=True, help_text="When it is looked at again")
    taken_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True, db_default="")
    correlation_id = models.CharField(max_length=40, blank=True, db_default="")

    objects = WebhookEventManager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(state="received"), name="event_to_take_in"),
            models.Index(fields=["hotel", "-id"], name="event_by_hotel"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.pk}: {self.state}"

    @property
    def text(self) -> str:
        """The body as text, for reading."""
        return bytes(self.body).decode("utf-8", "replace")
