"""The tenant and the people around it: hotels, their staff, their guests, what the house knows."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language

from hotels.seasons import Season, WrongSeason, read_seasons, refuse_overlap


def in_language(texts: dict[str, str], *languages: str) -> str:
    """The text in the first of `languages` that there is, else in any, else nothing."""
    return next((texts[code] for code in languages if texts.get(code)), next(iter(texts.values()), ""))


class Tier(models.Model):
    """What a hotel may use per day, and whose turn comes first."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    turns_per_day = models.PositiveIntegerField(default=2_000)
    model_cost_per_day = models.DecimalField(
        max_digits=10,
        decimal_places=2,
        default=20,
        help_text="US dollars; above it the offline engine answers",
    )
    allowed_models = models.JSONField(default=list, blank=True, help_text="Empty: every model")
    max_agents = models.PositiveSmallIntegerField(
        default=10, help_text="Specialists that a hotel may have, those out of the box included"
    )
    max_tools = models.PositiveSmallIntegerField(default=30, help_text="For one agent")
    priority = models.PositiveSmallIntegerField(default=5, help_text="0 is served first")

    def __str__(self) -> str:
        return self.name


class Hotel(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    tier = models.ForeignKey(Tier, on_delete=models.PROTECT)
    timezone = models.CharField(max_length=64, default="UTC")
    currency = models.CharField(max_length=3, help_text="ISO 4217")
    languages = models.JSONField(default=list, help_text="ISO 639-1; the first is the default")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=32, blank=True)
    website = models.URLField(blank=True)
    address = models.CharField(max_length=250, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    check_in = models.TimeField(default=time(15))
    check_out = models.TimeField(default=time(12))
    reception_from = models.TimeField(default=time(0), help_text="From when a person is there")
    reception_to = models.TimeField(default=time(0), help_text="Equal to the start: around the clock")
    emergency_phone = models.CharField(max_length=32, blank=True)
    burst_seconds = models.PositiveSmallIntegerField(
        default=3, help_text="How long the agent waits for the rest of a burst of messages"
    )
    allowed_hosts = models.JSONField(default=list, blank=True, help_text="Links the agent may send")
    disclosure = models.JSONField(
        default=dict,
        blank=True,
        help_text="By language: how a guest is told that an AI answers. Empty: our words",
    )
    memory_days = models.PositiveSmallIntegerField(
        default=30, help_text="How long guests are remembered after their last message or stay; 0: not at all"
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def language(self) -> str:
        """The default language."""
        return self.languages[0] if self.languages else "en"

    def now(self) -> datetime:
        return timezone.now().astimezone(self.tz)

    def today(self) -> date:
        return self.now().date()

    def reception_is_open(self, at: datetime | None = None) -> bool:
        """Whether a person is at the desk at `at` (aware; default now)."""
        clock = (at or timezone.now()).astimezone(self.tz).time()
        start, end = self.reception_from, self.reception_to
        if start == end:
            return True
        return start <= clock < end if start < end else clock >= start or clock < end


class FlagSetting(models.Model):
    """A flag of hotels.flags set to something else than its default: for one hotel or for a tier."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, null=True, blank=True, related_name="flags")
    tier = models.ForeignKey(Tier, on_delete=models.CASCADE, null=True, blank=True, related_name="flags")
    code = models.CharField(max_length=60)
    value = models.JSONField()
    changed_by_name = models.CharField(max_length=120, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["hotel", "code"], name="one_flag_per_hotel_and_code"),
            models.UniqueConstraint(fields=["tier", "code"], name="one_flag_per_tier_and_code"),
            models.CheckConstraint(
                condition=models.Q(hotel__isnull=True) ^ models.Q(tier__isnull=True),
                name="flag_of_hotel_or_tier",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.value}"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who works here; signs in with the mail address."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()  # type: ignore[assignment,misc]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self).split()[0]


class Role(models.TextChoices):
    OWNER = "owner"
    MANAGER = "manager"
    RECEPTIONIST = "receptionist"
    VIEWER = "viewer"


class Membership(models.Model):
    """Who works at which hotel, as what. Viewers read; receptionists also answer; managers also configure."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hotel", "user"], name="one_membership_per_hotel")]

    def __str__(self) -> str:
        return f"{self.user} ({self.role}, {self.hotel})"


class Guest(models.Model):
    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name or f"Guest {self.pk}"


class GuestIdentity(models.Model):
    """One address a guest is known by. A WhatsApp BSUID outlives the phone number."""

    class Kind(models.TextChoices):
        WHATSAPP = "whatsapp", "WhatsApp phone"
        BSUID = "bsuid", "WhatsApp business-scoped user id"
        EMAIL = "email", "Mail"
        WEB = "web", "Web chat session"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=16, choices=Kind)
    value = models.CharField(max_length=254)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "guest identities"
        constraints = [
            models.UniqueConstraint(fields=["hotel", "kind", "value"], name="one_guest_per_identity"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class HouseFact(models.Model):
    """What is true of the house. Unknown is said to be unknown, never guessed."""

    class Answer(models.TextChoices):
        YES = "yes"
        NO = "no"
        UNKNOWN = "unknown"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="facts")
    key = models.SlugField()
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.UNKNOWN)
    text = models.JSONField(default=dict, blank=True, help_text="By language")
    season_from = models.CharField(max_length=5, blank=True, help_text="MM-DD; empty: all year")
    season_to = models.CharField(max_length=5, blank=True, help_text="MM-DD, included")
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    per = models.CharField(max_length=32, blank=True, help_text="What the price is for: night, person, ...")
    seasons = models.JSONField(
        default=list,
        blank=True,
        help_text="Where parts of the year differ: [{from, to, answer, text, price, per}]; all else above",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hotel", "key"], name="one_fact_per_key")]
        ordering = ["key"]

    def __str__(self) -> str:
        return f"{self.key}: {self.answer}"

    def clean(self) -> None:
        try:
            refuse_overlap(read_seasons(self.seasons))
        except WrongSeason as error:
            raise ValidationError({"seasons": str(error)}) from error
        if self.seasons and self.season_from:
            raise ValidationError({"seasons": "Say the season above or seasons here, not both."})

    def parts_of_year(self) -> tuple[Season, ...]:
        """The seasons; the last one, without days, is what holds on all others."""
        base = Season("", "", self.answer, self.text, self.price, self.per)
        if self.season_from and self.season_to:
            return (replace(base, start=self.season_from, end=self.season_to), Season("", "", "no"))
        return (*read_seasons(self.seasons), base)

    def on(self, day: date) -> Season:
        """What holds on that hotel-local day."""
        *parts, rest = self.parts_of_year()
        return next((part for part in parts if part.holds(day)), rest)


class Knowledge(models.Model):
    """A passage about the house, in its own words."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="knowledge")
    key = models.SlugField(max_length=80)
    title = models.JSONField(default=dict, help_text="By language")
    text = models.JSONField(default=dict, help_text="By language")

    class Meta:
        verbose_name_plural = "knowledge"
        constraints = [models.UniqueConstraint(fields=["hotel", "key"], name="one_passage_per_key")]

    def __str__(self) -> str:
        return in_language(self.title, get_language() or "") or self.key


class ApiKey(models.Model):
    """A key for integrators. Only its digest is kept; the prefix lets people tell keys apart."""

    class Scope(models.TextChoices):
        READ = "read"
        WRITE = "write", "write: book, cancel, settle requests"
        CONFIGURE = "configure", "configure: what agents are and say"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list, help_text='"read", "write", "configure"')
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "API key"
        verbose_name_plural = "API keys"
        constraints = [models.UniqueConstraint(fields=["hotel", "name"], name="one_api_key_per_name")]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @staticmethod
    def new_key() -> str:
        return f"ck_{secrets.token_urlsafe(32)}"

    @staticmethod
    def digest_of(key: str) -> str:
        """SHA-256 is enough: keys are random, so there is no dictionary to try."""
        return hashlib.sha256(key.encode()).hexdigest()


class AuditEntry(models.Model):
    """Who did what to which row, and when. Written once, never changed."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    actor_name = models.CharField(max_length=120, help_text="Also when the account is gone")
    action = models.CharField(max_length=64)
    target = models.CharField(max_length=120, blank=True, help_text="app.model:id")
    details = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "audit entries"
        ordering = ["-id"]
        indexes = [models.Index(fields=["hotel", "-id"], name="audit_by_hotel")]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.action} {self.target}"
