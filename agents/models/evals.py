"""The hotel gym: tasks of a hotel's own, runs and what became of each task."""

from __future__ import annotations

from django.db import models

from agents.models.config import AgentVersion
from agents.models.jobs import Job
from hotels.models import Hotel, User


class GoldenTask(models.Model):
    """A task made of a real conversation, masked. Those out of the box are files in agents/evals/tasks."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="golden_tasks")
    code = models.SlugField(max_length=80)
    title = models.CharField(max_length=160)
    task = models.JSONField(help_text="agents.evals.tasks.Task")
    conversation_id = models.BigIntegerField(null=True, blank=True, help_text="It was made of")
    agent = models.SlugField(
        max_length=40, blank=True, help_text="Asked for by this agent's publishing; empty: all"
    )
    is_active = models.BooleanField(default=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["hotel", "code"], name="one_golden_task_per_code")]

    def __str__(self) -> str:
        return self.title


class EvalRun(models.Model):
    """One run of the gym. Progress is its job's."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="eval_runs")
    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="run")
    version = models.ForeignKey(
        AgentVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="runs"
    )
    config_hash = models.CharField(max_length=64, blank=True, help_text="Of the version as it was run")
    engine = models.CharField(max_length=120, help_text="offline, or the model")
    suite = models.CharField(max_length=40, help_text="Which tasks")
    trials = models.PositiveSmallIntegerField(default=1)
    tasks = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0, help_text="Tasks that passed in every trial")
    figures = models.JSONField(default=dict, blank=True, help_text="{pass_1.. pass_k, by_kind, turns, ms}")
    cost = models.DecimalField(max_digits=12, decimal_places=6, default=0, help_text="US dollars")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["hotel", "-id"], name="eval_run_by_hotel")]

    def __str__(self) -> str:
        return f"{self.suite} {self.created_at:%Y-%m-%d %H:%M}"


class EvalResult(models.Model):
    """One trial of one task, with its story."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey(EvalRun, on_delete=models.CASCADE, related_name="results")
    task = models.SlugField(max_length=80)
    kind = models.CharField(max_length=32)
    trial = models.PositiveSmallIntegerField(default=1)
    passed = models.BooleanField()
    checks = models.JSONField(default=list, help_text="[{what, ok, wanted, found}]")
    story = models.JSONField(default=list, help_text="[{author, text, steps}]; masked")
    turns = models.PositiveSmallIntegerField(default=0)
    ms = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=12, decimal_places=6, default=0, help_text="US dollars")

    class Meta:
        ordering = ["task", "trial"]
        constraints = [
            models.UniqueConstraint(fields=["run", "task", "trial"], name="one_result_per_task_and_trial")
        ]

    def __str__(self) -> str:
        return f"{self.task}: {'passed' if self.passed else 'failed'}"
