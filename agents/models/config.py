"""A hotel's own agents: what each is told and may do, version by version; tools and servers elsewhere."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hotels.crypto import EncryptedJSONField
from hotels.models import Hotel, User


class Agent(models.Model):
    """One of the hotel's agents. Without a published version, the one out of the box of that code answers.

    Kind `persona` (code "persona") is the voice all specialists of the house share.
    """

    class Kind(models.TextChoices):
        SPECIALIST = "specialist"
        PERSONA = "persona"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="agents")
    code = models.SlugField(max_length=40, help_text="What the router calls it")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SPECIALIST)
    name = models.CharField(max_length=80)
    is_enabled = models.BooleanField(default=True, help_text="Off: the router does not know it")
    published = models.ForeignKey(
        "AgentVersion", on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["hotel", "code"], name="one_agent_per_code")]

    def __str__(self) -> str:
        return self.name


class AgentVersion(models.Model):
    """A state of an agent's configuration. Once published it never changes: the database sees to it."""

    class State(models.TextChoices):
        DRAFT = "draft"
        CANDIDATE = "candidate", "in a roll-out"
        PUBLISHED = "published"
        RETIRED = "retired"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    config = models.JSONField(default=dict, help_text="agents.config.AgentConfig or PersonaConfig")
    note = models.CharField(max_length=300, blank=True, help_text="Why")
    origin = models.CharField(max_length=80, blank=True, help_text="What it was made from")
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_by_name = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    validated_hash = models.CharField(
        max_length=64, blank=True, help_text="Hash of the configuration that passed validation"
    )
    findings = models.JSONField(
        default=list, blank=True, help_text="[{check, ok, says}] of the last validation"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, help_text="Rolled back or stopped: no conversation is answered by it any more"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["agent", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.agent.code} v{self.number}"

    @property
    def title(self) -> str:
        """For people, as the studio's pages name it."""
        return f"{self.agent.name} {self.number}"


class AgentTemplate(models.Model):
    """A start that a hotel has kept for itself; those out of the box are files in agents/starters."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="agent_templates")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=300, blank=True)
    agents = models.JSONField(help_text="[{code, kind, name, config}]")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["hotel", "code"], name="one_template_per_code")]

    def __str__(self) -> str:
        return self.name


class ToolSetting(models.Model):
    """What a hotel says about one of the tools: off, or used with a word of its own."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="tool_settings")
    tool = models.CharField(max_length=64)
    is_enabled = models.BooleanField(default=True)
    guidance = models.CharField(max_length=300, blank=True, help_text="Added to what the agent is told of it")

    class Meta:
        ordering = ["tool"]
        constraints = [models.UniqueConstraint(fields=["hotel", "tool"], name="one_setting_per_tool")]

    def __str__(self) -> str:
        return f"{self.tool} ({'on' if self.is_enabled else 'off'})"


class RemoteServer(models.Model):
    """An MCP server the hotel has allowed, with the tools of it that may be used."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="remote_servers")
    code = models.SlugField(max_length=20)
    name = models.CharField(max_length=80)
    url = models.URLField(max_length=500)
    credentials = EncryptedJSONField(default=dict, blank=True, help_text='{"token": "..."}')
    tools = models.JSONField(
        default=dict, blank=True, help_text="Allowed ones: {its name: {name: ours, sends: [arguments]}}"
    )
    found = models.JSONField(
        default=list, blank=True, help_text="[{name, description, input_schema}] as it says"
    )
    found_at = models.DateTimeField(null=True, blank=True)
    timeout_seconds = models.PositiveSmallIntegerField(default=10)
    is_enabled = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["hotel", "code"], name="one_remote_server_per_code")]

    def __str__(self) -> str:
        return self.name


class Rollout(models.Model):
    """A version tried on some conversations (or in silence) beside the one that answers."""

    class Kind(models.TextChoices):
        CANARY = "canary"
        SHADOW = "shadow"
        AB = "ab", "A/B"

    class State(models.TextChoices):
        RUNNING = "running"
        STOPPED = "stopped", "stopped by a bound"
        ROLLED_BACK = "rolled_back"
        PROMOTED = "promoted"
        ENDED = "ended"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="rollouts")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="rollouts")
    kind = models.CharField(max_length=8, choices=Kind)
    candidate = models.ForeignKey(AgentVersion, on_delete=models.RESTRICT, related_name="rollouts")
    baseline = models.ForeignKey(
        AgentVersion, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    share = models.PositiveSmallIntegerField(default=10, help_text="Per cent of new conversations")
    bounds = models.JSONField(default=dict, blank=True, help_text="agents.rollouts.Bounds")
    state = models.CharField(max_length=12, choices=State, default=State.RUNNING)
    reason = models.CharField(max_length=32, blank=True, help_text="Which bound stopped it")
    figures = models.JSONField(default=dict, blank=True, help_text="Per arm, as last counted")
    started_by_name = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agent"], condition=Q(state="running"), name="one_running_rollout_per_agent"
            ),
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=100), name="rollout_share_is_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.candidate}"


class ShadowAnswer(models.Model):
    """What the candidate would have said where the other one answered."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    rollout = models.ForeignKey(Rollout, on_delete=models.CASCADE, related_name="shadows")
    conversation_id = models.BigIntegerField()
    turn_id = models.BigIntegerField()
    said = models.JSONField(help_text="{texts, tools, hand_off, alarms} of the one that answered; masked")
    shadow = models.JSONField(help_text="The same of the candidate")
    differs = models.JSONField(default=list, blank=True, help_text="In what: text, tools, hand_off, ...")
    cost = models.DecimalField(max_digits=12, decimal_places=6, default=0, help_text="US dollars")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["rollout", "turn_id"], name="one_shadow_per_turn")]

    def __str__(self) -> str:
        return f"{self.rollout}, turn {self.turn_id}"
