"""The house: which PMS it has, its room types and its rooms."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language

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
        return in_language(self.name, get_language() or "") or self.code


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
