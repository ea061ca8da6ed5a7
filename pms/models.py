"""The hotel side: rooms, rates, what was quoted, what was proposed, what is booked."""

from __future__ import annotations

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hotels.crypto import EncryptedJSONField
from hotels.models import Guest, Hotel, in_language
from pms.base import Money


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
    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="rooms")
    room_type = models.ForeignKey(RoomType, on_delete=models.PROTECT, related_name="rooms")
    number = models.CharField(max_length=16)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hotel", "number"], name="one_room_per_number")]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number


class RatePlan(models.Model):
    """Conditions under which a room is sold. The fee is the one of pms.base.CancellationTerms."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="rate_plans")
    code = models.CharField(max_length=16)
    name = models.JSONField(help_text="By language")
    includes = models.JSONField(default=list, blank=True)
    free_until_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Free cancellation until this many days before arrival; empty: never"
    )
    fee = models.CharField(max_length=16, default="full", help_text="none, first_night, percent:NN or full")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hotel", "code"], name="one_rate_plan_per_code"),
            models.CheckConstraint(
                condition=Q(fee__regex=r"^(none|first_night|full|percent:[0-9]{1,3}([.][0-9]{1,3})?)$"),
                name="fee_can_be_read",
            ),
        ]
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return in_language(self.name) or self.code


class Rate(models.Model):
    """Price per night for a room type on a plan between two nights; of two lines the later one wins."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="rates")
    room_type = models.ForeignKey(RoomType, on_delete=models.CASCADE, related_name="rates")
    rate_plan = models.ForeignKey(RatePlan, on_delete=models.CASCADE, related_name="rates")
    first_night = models.DateField()
    last_night = models.DateField(help_text="Included")
    price = models.DecimalField(max_digits=12, decimal_places=2)
    weekend_price = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="Friday and Saturday night"
    )
    extra_adult = models.DecimalField(
        max_digits=12, decimal_places=2, default=0, help_text="Per night, for each adult above two"
    )
    currency = models.CharField(max_length=3)
    min_stay = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_night__gte=F("first_night")), name="rate_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="rate_is_not_negative"),
            models.CheckConstraint(
                condition=Q(weekend_price__gte=0) | Q(weekend_price__isnull=True),
                name="weekend_rate_is_not_negative",
            ),
            models.CheckConstraint(condition=Q(extra_adult__gte=0), name="extra_adult_is_not_negative"),
        ]
        indexes = [models.Index(fields=["hotel", "first_night", "last_night"], name="rate_by_nights")]

    def __str__(self) -> str:
        return f"{self.room_type} {self.rate_plan} {self.first_night}: {self.price} {self.currency}"


class Tax(models.Model):
    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="taxes")
    name = models.CharField(max_length=40)
    percent = models.DecimalField(max_digits=6, decimal_places=3)
    included = models.BooleanField(default=True, help_text="Already in the prices; else added on top")

    class Meta:
        verbose_name_plural = "taxes"
        constraints = [
            models.UniqueConstraint(fields=["hotel", "name"], name="one_tax_per_name"),
            models.CheckConstraint(condition=Q(percent__gte=0), name="tax_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.percent}%"


class Service(models.Model):
    """Something the house offers besides rooms. Told with its price; arranged by staff."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="services")
    code = models.CharField(max_length=16)
    kind = models.CharField(max_length=16, default="appointment")
    name = models.JSONField(help_text="By language")
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    places = models.PositiveSmallIntegerField(default=1)
    opens = models.CharField(max_length=5, blank=True, help_text="HH:MM")
    closes = models.CharField(max_length=5, blank=True, help_text="HH:MM, 24:00 at the latest")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hotel", "code"], name="one_service_per_code")]

    def __str__(self) -> str:
        return in_language(self.name) or self.code


class Quote(models.Model):
    """A price said to a guest: bound to hotel and conversation, good until it expires, usable once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="quotes")
    conversation_id = models.BigIntegerField(db_index=True, help_text="Whose quote it is")
    room_type = models.CharField(max_length=16)
    rate_plan = models.CharField(max_length=16)
    arrival = models.DateField()
    departure = models.DateField()
    adults = models.PositiveSmallIntegerField()
    children_ages = models.JSONField(default=list)
    terms = models.JSONField(help_text="Everything the price stands for, as shown")
    terms_hash = models.CharField(max_length=64)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.room_type} {self.arrival} to {self.departure}: {self.total} {self.currency}"

    @property
    def money(self) -> Money:
        return Money(self.total, self.currency)

    @property
    def is_valid(self) -> bool:
        return self.used_at is None and timezone.now() < self.expires_at


class Proposal(models.Model):
    """Terms put before a guest. Only the guest's own later yes turns them into an act, and only once.

    proposed -> offered (the channel took the message) -> confirmed -> committed | refused
                                                       -> withdrawn (a no, new terms, a person, too late)
    """

    class Kind(models.TextChoices):
        BOOK = "book"
        CANCEL = "cancel"

    class State(models.TextChoices):
        PROPOSED = "proposed"
        OFFERED = "offered"
        CONFIRMED = "confirmed"
        COMMITTED = "committed"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    OPEN = (State.PROPOSED, State.OFFERED)

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="proposals")
    conversation_id = models.BigIntegerField(help_text="Where it was put")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=16, choices=Kind)
    key = models.UUIDField(default=uuid.uuid4, unique=True, help_text="Idempotency key towards the PMS")
    nonce = models.CharField(max_length=43, unique=True, help_text="What the buttons carry")
    quote = models.OneToOneField(Quote, on_delete=models.PROTECT, null=True, blank=True)
    reservation_code = models.CharField(max_length=32, blank=True, help_text="What is cancelled")
    terms = models.JSONField()
    terms_hash = models.CharField(max_length=64)
    amount = models.DecimalField(
        max_digits=12, decimal_places=2, help_text="The total to book, the fee to cancel"
    )
    currency = models.CharField(max_length=3)
    guest_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=16, choices=State, default=State.PROPOSED)
    offered_message_id = models.BigIntegerField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.BigIntegerField(null=True, blank=True, help_text="The guest's message")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=32, blank=True, help_text="booked, cancelled or a refusal's code")
    receipt = models.JSONField(null=True, blank=True, help_text="What was read back from the PMS")
    settled_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation_id"],
                condition=Q(state__in=["proposed", "offered", "confirmed"]),
                name="one_open_proposal_per_conversation",
            ),
        ]
        indexes = [models.Index(fields=["conversation_id", "-id"], name="proposal_by_conversation")]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.currency}: {self.state}"


class Reservation(models.Model):
    """A booking in the builtin PMS. Two live ones never share a room and a night: the database says so."""

    class Status(models.TextChoices):
        CONFIRMED = "confirmed"
        CANCELLED = "cancelled"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="reservations")
    code = models.CharField(max_length=16, help_text="Can be read over the phone")
    key = models.CharField(max_length=64, help_text="Idempotency key of whoever wrote it")
    cancel_key = models.CharField(max_length=64, blank=True)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="reservations")
    room_type = models.ForeignKey(RoomType, on_delete=models.PROTECT, related_name="reservations")
    rate_plan = models.ForeignKey(RatePlan, on_delete=models.PROTECT, related_name="reservations")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="reservations")
    guest_name = models.CharField(max_length=200)
    stay = DateRangeField(help_text="[arrival, departure), hotel-local")
    adults = models.PositiveSmallIntegerField()
    children_ages = models.JSONField(default=list, blank=True)
    status = models.CharField(max_length=16, choices=Status, default=Status.CONFIRMED)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    terms = models.JSONField(help_text="Nights, taxes and cancellation terms as sold")
    cancellation_fee = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=32, default="conserje", help_text="Booking source")
    created_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["hotel", "code"], name="one_reservation_per_code"),
            models.UniqueConstraint(fields=["hotel", "key"], name="one_reservation_per_key"),
            ExclusionConstraint(
                name="no_room_is_sold_twice",
                expressions=[(F("room"), RangeOperators.EQUAL), (F("stay"), RangeOperators.OVERLAPS)],
                condition=Q(status="confirmed"),
            ),
            models.CheckConstraint(
                condition=Q(stay__isempty=False) & Q(stay__lower_inf=False) & Q(stay__upper_inf=False),
                name="stay_has_nights",
            ),
        ]
        indexes = [models.Index(fields=["hotel", "guest"], name="reservation_by_guest")]

    def __str__(self) -> str:
        return f"{self.code} {self.guest_name}"
