"""Answers that people of the house have given, what they are still asked for, and what does not agree."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from hotels.models import Guest, Hotel


class CuratedAnswer(models.Model):
    """An answer in the house's own words to a question guests ask. It wins over whatever a search finds."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="curated_answers")
    topic = models.SlugField(max_length=80, blank=True)
    questions = models.JSONField(default=list, help_text="Ways of asking it, in any language")
    text = models.JSONField(default=dict, help_text="By language")
    phases = models.JSONField(default=list, blank=True, help_text="Phases of a stay; empty: all")
    valid_from = models.DateField(null=True, blank=True, help_text="Hotel-local; empty: always")
    valid_to = models.DateField(null=True, blank=True, help_text="Included")
    number = models.PositiveIntegerField(default=1, help_text="Raised with each change")
    is_published = models.BooleanField(default=False)
    made_by_name = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.questions[0]) if self.questions else self.topic


class AnswerVersion(models.Model):
    """An answer as it was published once: what guests were told by. Never changed."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    answer = models.ForeignKey(CuratedAnswer, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    topic = models.CharField(max_length=80, blank=True)
    questions = models.JSONField(default=list)
    text = models.JSONField(default=dict)
    made_by_name = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "number"], name="one_answer_version_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.answer} v{self.number}"


class Gap(models.Model):
    """Something guests ask that nobody of the house has said. One card, however it is worded."""

    class State(models.TextChoices):
        OPEN = "open"
        ANSWERED = "answered"
        DISMISSED = "dismissed"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="gaps")
    key = models.CharField(max_length=120, help_text="What the question is about, however it is worded")
    topic = models.SlugField(max_length=80, blank=True)
    question = models.CharField(max_length=300, help_text="As one guest put it, without personal data")
    wordings = models.JSONField(default=list, blank=True, help_text="Other ways in which it was asked")
    language = models.CharField(max_length=8, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    guests = models.PositiveIntegerField(default=0, help_text="How many have asked")
    times = models.PositiveIntegerField(default=0)
    answer = models.ForeignKey(
        CuratedAnswer, on_delete=models.SET_NULL, null=True, blank=True, related_name="gaps"
    )
    settled_by_name = models.CharField(max_length=120, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(auto_now_add=True, help_text="Last")

    class Meta:
        ordering = ["-guests", "-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["hotel", "key"], condition=Q(state="open"), name="one_open_gap_per_key"
            )
        ]

    def __str__(self) -> str:
        return self.question


class GapAsk(models.Model):
    """A guest who asked it."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    gap = models.ForeignKey(Gap, on_delete=models.CASCADE, related_name="asks")
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="+")
    conversation_id = models.BigIntegerField(help_text="Where it was asked last")
    at = models.DateTimeField(auto_now_add=True, help_text="First")
    last_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gap", "guest"], name="one_ask_per_guest_and_gap")]
        indexes = [models.Index(fields=["hotel", "guest", "at"], name="asks_of_guest")]

    def __str__(self) -> str:
        return f"{self.guest}: {self.gap}"


class Contradiction(models.Model):
    """Two places that say different things of one matter."""

    class State(models.TextChoices):
        OPEN = "open"
        SETTLED = "settled", "settled: they agree again"
        IGNORED = "ignored"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="contradictions")
    key = models.CharField(max_length=200, help_text="Topic, aspect and both places")
    topic = models.CharField(max_length=80)
    left = models.JSONField(help_text="{source, link, says, value}")
    right = models.JSONField(help_text="{source, link, says, value}")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    found_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(help_text="Last")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["hotel", "key"], name="one_contradiction_per_key")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.state}"

    @property
    def sides(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return self.left, self.right
