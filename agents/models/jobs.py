"""Long work and how far it is."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hotels.models import Hotel


class Job(models.Model):
    """A validation, an evaluation, a document being read, a web site being crawled, a nightly check.

    `beat_at` tells a job that works from one whose worker died. Each change is announced to the hotel.
    """

    class Kind(models.TextChoices):
        VALIDATE = "validate"
        EVALUATE = "evaluate"
        READ = "read", "read a document"
        CRAWL = "crawl"
        EMBED = "embed"
        TRUTH = "truth", "look for contradictions"
        REPLAY = "replay", "answer past turns once more"

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    READING = (Kind.READ, Kind.CRAWL)
    # Why a file could not be read that another time might tell; a web site may always be another day.
    PASSING = ("lost", "broken", "too_slow")

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=12, choices=Kind)
    target = models.CharField(max_length=80, blank=True, help_text="app.model:id it works for")
    title = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0, help_text="0: not known yet")
    says = models.CharField(max_length=300, blank=True, help_text="What it is doing, or why it failed")
    code = models.CharField(max_length=40, blank=True, help_text="Stable code of a failure")
    arguments = models.JSONField(default=dict, blank=True)
    result = models.JSONField(default=dict, blank=True)
    started_by_name = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["hotel", "-id"], name="job_by_hotel"),
            models.Index(
                fields=["state"], condition=Q(state__in=["waiting", "running"]), name="job_under_way"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.title}: {self.state}"

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def may_repeat(self) -> bool:
        """Whether it can be started once more (agents.repeats)."""
        if self.kind in self.READING:
            return self.state == self.State.FAILED and (
                self.kind == self.Kind.CRAWL or self.code in self.PASSING
            )
        again = (self.Kind.EVALUATE, self.Kind.VALIDATE, self.Kind.TRUTH)
        return self.kind in again and self.state in (self.State.FAILED, self.State.CANCELLED)
