"""The house: which PMS it has, its room types and its rooms."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from hotels.crypto import EncryptedJSONField
from hotels.models import Hotel, in_language


class PMSLink(models.Model):
    """Which PMS a hotel uses, and how to reach it. No row: the builtin one."""

    class Kind(models.TextChoices):
        BUILTIN = "builtin"
        QLOAPPS = "qloapps", "QloApps"

    hotel = models.OneToOneField(Hotel, on_delete=models.CASCADE, related_name="pms_link")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.BUILTIN)
    url = models.URLField(blank=True)
    credentials = EncryptedJSONField(default=dict, blank=True)
    options = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = "PMS link"

    def __str__(self) -> str:
        return f"{self.hotel}: {self.kind}"


class RoomType(models.Model):
    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="room_types")
    code = models.CharField(max_length=16)
    name = models.JSONField(help_text="By language")
    description = models.JSONField(default=dict, blank=True, help_text="By language")
    max_adults = models.PositiveSmallIntegerField(default=2)
    max_children = models.PositiveSmallIntegerField(default=0)
    max_total = models.PositiveSmallIntegerField(default=2)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hotel", "code"], name="one_room_type_per_code")]
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return in_language(self.name) or self.code


class Room(models.Model):
    class State(models.TextChoices):
        CLEAN = "clean"
        DIRTY = "dirty"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="rooms")
    room_type = models.ForeignKey(RoomType, on_delete=models.PROTECT, related_name="rooms")
    number = models.CharField(max_length=16)
    floor = models.CharField(max_length=16, blank=True)
    is_active = models.BooleanField(default=True)
    state = models.CharField(
        max_length=8,
        choices=State,
        default=State.CLEAN,
        help_text="Housekeeping. Out of order is a use of the room with its dates",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hotel", "number"], name="one_room_per_number")]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number


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
