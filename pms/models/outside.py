"""What we know of an outside PMS: what we wrote there, what it holds, where we do not agree."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from hotels.models import Guest, Hotel


class PMSWrite(models.Model):
    """A write to an outside PMS that keeps no keys, noted before it is sent.

    The same key is never sent twice blindly, and what it should have left behind can be looked for.
    """

    class Verb(models.TextChoices):
        BOOK = "book"
        CHANGE = "change"
        CANCEL = "cancel"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="pms_writes")
    key = models.CharField(max_length=64, help_text="Idempotency key of whoever writes")
    verb = models.CharField(max_length=8, choices=Verb)
    guest = models.ForeignKey(Guest, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    code = models.CharField(
        max_length=32, blank=True, help_text="The reservation's; of a booking once it is known"
    )
    wanted = models.JSONField(default=dict, blank=True, help_text="What the PMS should hold afterwards")
    outcome = models.CharField(
        max_length=32, blank=True, help_text="done, or a refusal's code; empty: not known yet"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "PMS write"
        constraints = [models.UniqueConstraint(fields=["hotel", "key"], name="one_pms_write_per_key")]
        indexes = [
            models.Index(fields=["hotel", "code"], name="pms_write_by_code"),
            models.Index(fields=["hotel", "guest"], name="pms_write_by_guest"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.code}: {self.outcome}"


class Mirrored(models.Model):
    """A reservation of an outside PMS as we last saw it: for the tape chart and for comparing."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="mirrored")
    code = models.CharField(max_length=32)
    status = models.CharField(max_length=16)
    stay = DateRangeField(help_text="[first arrival, last departure), hotel-local")
    found = models.JSONField(help_text="pms.base.ReservationInfo")
    seen_at = models.DateTimeField(help_text="When the PMS told us")

    class Meta:
        verbose_name = "mirrored reservation"
        constraints = [models.UniqueConstraint(fields=["hotel", "code"], name="one_mirror_per_code")]

    def __str__(self) -> str:
        return f"{self.code}: {self.status}"


class SyncState(models.Model):
    """How far we have followed an outside PMS, and how that goes."""

    hotel = models.OneToOneField(Hotel, on_delete=models.CASCADE, related_name="pms_sync")
    until = models.DateTimeField(null=True, blank=True, help_text="Everything before this is known")
    tried_at = models.DateTimeField(null=True, blank=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.hotel}: until {self.until}"


class Discrepancy(models.Model):
    """Something on which we and the PMS do not agree, for staff to look at, with both sides."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="discrepancies")
    kind = models.SlugField(max_length=40, help_text="double_booking, lost_booking, other_total, ...")
    subject = models.CharField(max_length=64, help_text="What it is about: a reservation's code, a room")
    ours = models.JSONField(default=dict, help_text="What we believe")
    theirs = models.JSONField(default=dict, help_text="What the PMS says")
    found_at = models.DateTimeField(auto_now_add=True)
    repaired_at = models.DateTimeField(null=True, blank=True, help_text="Repaired by the reconciler")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "discrepancies"
        constraints = [
            models.UniqueConstraint(
                fields=["hotel", "kind", "subject"],
                condition=Q(closed_at=None, repaired_at=None),
                name="one_open_discrepancy_per_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
