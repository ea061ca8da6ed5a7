"""Files that come in and go out: how far they are, and which lines were bad."""

from __future__ import annotations

from django.db import models

from hotels.models import Hotel


class FileImport(models.Model):
    """One CSV file taken in line by line. A bad line is reported and skipped; nothing else is."""

    class Kind(models.TextChoices):
        ROOMS = "rooms"
        RATES = "rates"
        RESERVATIONS = "reservations"

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="imports")
    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=200, help_text="Of the file")
    text = models.TextField(help_text="The file, UTF-8")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    lines = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    bad = models.JSONField(default=list, help_text="[[line, column, code, value], ...]")
    started_by = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(null=True, blank=True, help_text="Last sign of the one who works on it")
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.state}"


class CalendarFeed(models.Model):
    """The secret address of an iCal feed of one room type."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    room_type = models.OneToOneField("pms.RoomType", on_delete=models.CASCADE, related_name="feed")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Feed of {self.room_type}"
