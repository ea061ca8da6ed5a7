"""What is remembered of a guest beyond one conversation: with source and date, and not for ever."""

from __future__ import annotations

from django.db import models

from hotels.models import Guest, Hotel


class Remembered(models.Model):
    """A fact, or the rolling summary of a conversation. Data, never an instruction; of this guest alone."""

    class Kind(models.TextChoices):
        FACT = "fact"
        SUMMARY = "summary"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="remembered")
    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(
        max_length=80, help_text="What of: diet, bed, travels_with; a summary's conversation"
    )
    text = models.TextField()
    conversation_id = models.BigIntegerField()
    message_id = models.BigIntegerField(
        null=True, blank=True, help_text="Where the guest said it; a summary's last"
    )
    said_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = "memory"
        verbose_name_plural = "memories"
        ordering = ["-said_at"]
        constraints = [models.UniqueConstraint(fields=["guest", "kind", "key"], name="one_memory_per_key")]
        indexes = [models.Index(fields=["expires_at"], name="memory_by_expiry")]

    def __str__(self) -> str:
        return f"{self.key}: {self.text[:60]}"
