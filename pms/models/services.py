"""What the house offers besides rooms: services with their resources, appointments, requests."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from hotels.models import Guest, Hotel, in_language


class Resource(models.Model):
    """What a service needs and of which there is only so much: a cabin, a therapist, a table, a car."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="resources")
    code = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    seats = models.PositiveSmallIntegerField(default=1, help_text="How many people at the same time")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hotel", "code"], name="one_resource_per_code")]

    def __str__(self) -> str:
        return self.name or self.code


class Service(models.Model):
    """Something the house offers besides rooms, by appointment or on request."""

    class Kind(models.TextChoices):
        APPOINTMENT = "appointment"
        REQUEST = "request"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="services")
    code = models.CharField(max_length=16)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.APPOINTMENT)
    name = models.JSONField(help_text="By language")
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    per_person = models.BooleanField(default=False, help_text="The price is for each person")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    places = models.PositiveSmallIntegerField(default=1, help_text="People at the same time")
    opens = models.CharField(max_length=5, blank=True, help_text="HH:MM")
    closes = models.CharField(max_length=5, blank=True, help_text="HH:MM, 24:00 at the latest")
    weekdays = models.JSONField(default=list, blank=True, help_text="0 (Monday) to 6 (Sunday); empty: all")
    step_minutes = models.PositiveSmallIntegerField(default=30, help_text="Appointments start this often")
    buffer_before = models.PositiveSmallIntegerField(default=0, help_text="Minutes to prepare")
    buffer_after = models.PositiveSmallIntegerField(default=0, help_text="Minutes to tidy up")
    notice_hours = models.PositiveSmallIntegerField(default=0, help_text="How long before it can be booked")
    resources = models.ManyToManyField(
        Resource, blank=True, related_name="services", help_text="Any one of these will do; none: its own"
    )
    department = models.SlugField(max_length=32, blank=True, help_text="Who does it")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hotel", "code"], name="one_service_per_code")]

    def __str__(self) -> str:
        return in_language(self.name, get_language() or "") or self.code


class Appointment(models.Model):
    """A service for a guest at a time."""

    class Status(models.TextChoices):
        CONFIRMED = "confirmed"
        DONE = "done"
        CANCELLED = "cancelled"
        NO_SHOW = "no_show"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="appointments")
    code = models.CharField(max_length=16)
    key = models.CharField(max_length=64, help_text="Idempotency key of whoever wrote it")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="appointments")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="appointments")
    guest_name = models.CharField(max_length=200)
    reservation_code = models.CharField(max_length=32, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    people = models.PositiveSmallIntegerField(default=1)
    price = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=16, choices=Status, default=Status.CONFIRMED)
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["hotel", "code"], name="one_appointment_per_code"),
            models.UniqueConstraint(fields=["hotel", "key"], name="one_appointment_per_key"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="appointment_takes_time"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.service}"


class ResourceUse(models.Model):
    """One seat of a resource, or of a service that has none, taken for a time with its buffers."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="uses")
    place = models.CharField(max_length=40, help_text="resource:ID or service:ID")
    seat = models.PositiveSmallIntegerField(help_text="From 1 to the seats there are")
    period = DateTimeRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="no_seat_is_taken_twice",
                expressions=[
                    (F("place"), RangeOperators.EQUAL),
                    (F("seat"), RangeOperators.EQUAL),
                    (F("period"), RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.seat}"


class Request(models.Model):
    """Something a department is to do for a guest: towels, a repair, a lost thing, a call back."""

    class State(models.TextChoices):
        OPEN = "open"
        IN_PROGRESS = "in_progress"
        DONE = "done"
        CANCELLED = "cancelled"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="requests")
    code = models.CharField(max_length=16)
    key = models.CharField(max_length=64, help_text="Idempotency key of whoever wrote it")
    department = models.SlugField(max_length=32, help_text="housekeeping, maintenance, reception, ...")
    kind = models.SlugField(max_length=32, help_text="towels, repair, lost, wish, ...")
    text = models.CharField(max_length=500, help_text="What the guest wants, as data")
    details = models.JSONField(default=dict, blank=True, help_text="Of an intention: stay, occupancy")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="requests")
    conversation_id = models.BigIntegerField(null=True, blank=True)
    reservation_code = models.CharField(max_length=32, blank=True)
    room_number = models.CharField(max_length=16, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=16, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["hotel", "code"], name="one_request_per_code"),
            models.UniqueConstraint(fields=["hotel", "key"], name="one_request_per_key"),
        ]
        indexes = [models.Index(fields=["hotel", "state", "due_at"], name="request_by_due")]

    def __str__(self) -> str:
        return f"{self.code} {self.kind}"
