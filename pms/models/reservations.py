"""What is booked in the builtin PMS, who uses which room when, and what was paid."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from hotels.models import Guest, Hotel
from pms.models.house import Room, RoomType
from pms.models.rates import RatePlan


class Reservation(models.Model):
    """One booking under one code: one room or several."""

    class Status(models.TextChoices):
        PENDING = "pending"
        CONFIRMED = "confirmed"
        CHECKED_IN = "checked_in"
        CHECKED_OUT = "checked_out"
        CANCELLED = "cancelled"
        NO_SHOW = "no_show"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="reservations")
    code = models.CharField(max_length=16, help_text="Can be read over the phone")
    key = models.CharField(max_length=64, help_text="Idempotency key of whoever wrote it")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="reservations")
    guest_name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=32, blank=True)
    status = models.CharField(max_length=16, choices=Status, default=Status.CONFIRMED)
    fees = models.DecimalField(max_digits=12, decimal_places=2, default=0, help_text="For changes")
    total = models.DecimalField(
        max_digits=12, decimal_places=2, help_text="Of the rooms that are left, and fees"
    )
    currency = models.CharField(max_length=3)
    cancellation_fee = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    remarks = models.TextField(blank=True, help_text="The guest's wishes")
    notes = models.TextField(blank=True, help_text="For staff only: never shown to a guest or a model")
    arrival_time = models.CharField(max_length=5, blank=True, help_text="HH:MM, hotel-local")
    source = models.CharField(max_length=32, default="conserje", help_text="Booking source")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["hotel", "code"], name="one_reservation_per_code"),
            models.UniqueConstraint(fields=["hotel", "key"], name="one_reservation_per_key"),
        ]
        indexes = [
            models.Index(fields=["hotel", "guest"], name="reservation_by_guest"),
            models.Index(fields=["hotel", "updated_at"], name="reservation_by_update"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.guest_name}"


class RoomStay(models.Model):
    """One room of a reservation: which type, on which plan, when, for whom, on the terms it was sold on."""

    Status = Reservation.Status

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="room_stays")
    reservation = models.ForeignKey(Reservation, on_delete=models.CASCADE, related_name="room_stays")
    room_type = models.ForeignKey(RoomType, on_delete=models.PROTECT, related_name="room_stays")
    rate_plan = models.ForeignKey(RatePlan, on_delete=models.PROTECT, related_name="room_stays")
    stay = DateRangeField(help_text="[arrival, departure), hotel-local")
    adults = models.PositiveSmallIntegerField()
    children_ages = models.JSONField(default=list, blank=True)
    status = models.CharField(max_length=16, choices=Status, default=Status.CONFIRMED)
    total = models.DecimalField(max_digits=12, decimal_places=2)
    terms = models.JSONField(help_text="pms.base.Offer as sold: nights, taxes, conditions")
    cancellation_fee = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stay__isempty=False) & Q(stay__lower_inf=False) & Q(stay__upper_inf=False),
                name="stay_has_nights",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room_type} {self.stay.lower} to {self.stay.upper}"


class RoomUse(models.Model):
    """Who has a room when: a stay, a hold or a block. The database lets no two overlap.

    Cancelling deletes the use. A hold that has expired is deleted by the next writer who needs the room.
    """

    class Kind(models.TextChoices):
        STAY = "stay"
        HOLD = "hold"
        BLOCK = "block", "Out of order"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="room_uses")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="uses")
    period = DateRangeField(help_text="[first night, first free night), hotel-local")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.STAY)
    room_stay = models.OneToOneField(
        RoomStay, on_delete=models.CASCADE, null=True, blank=True, related_name="use"
    )
    hold_key = models.CharField(max_length=64, blank=True, help_text="Who holds it")
    expires_at = models.DateTimeField(null=True, blank=True, help_text="Of a hold")
    reason = models.CharField(max_length=200, blank=True, help_text="Of a block")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="no_room_is_sold_twice",
                expressions=[(F("room"), RangeOperators.EQUAL), (F("period"), RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=Q(period__isempty=False) & Q(period__lower_inf=False) & Q(period__upper_inf=False),
                name="use_has_nights",
            ),
            models.CheckConstraint(
                condition=Q(kind="stay", room_stay__isnull=False) | (~Q(kind="stay") & Q(room_stay=None)),
                name="only_stays_have_a_stay",
            ),
            models.CheckConstraint(
                condition=~Q(kind="hold") | Q(expires_at__isnull=False), name="holds_expire"
            ),
        ]
        indexes = [models.Index(fields=["hotel", "expires_at"], name="use_by_expiry")]

    def __str__(self) -> str:
        return f"{self.room}: {self.kind} {self.period.lower} to {self.period.upper}"


class PartyMember(models.Model):
    """Somebody who belongs to a reservation besides the one who made it."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    reservation = models.ForeignKey(Reservation, on_delete=models.CASCADE, related_name="party")
    guest = models.ForeignKey(Guest, on_delete=models.SET_NULL, null=True, blank=True, related_name="parties")
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=32, blank=True, help_text="+ and digits")
    email = models.EmailField(blank=True)
    may_change = models.BooleanField(default=False, help_text="May see, change and cancel it")

    def __str__(self) -> str:
        return self.name


class ReservationChange(models.Model):
    """Who changed what, when and why. Written with each change, never changed itself."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    reservation = models.ForeignKey(Reservation, on_delete=models.CASCADE, related_name="history")
    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=120, help_text="guest, a member of staff, an API key")
    verb = models.SlugField(max_length=32, help_text="booked, changed, moved, cancelled, checked_in, ...")
    key = models.CharField(max_length=64, blank=True, help_text="Idempotency key of the write")
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["hotel", "key"], condition=~Q(key=""), name="one_change_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"


class Payment(models.Model):
    """Money asked for or received. Never card data: that stays with the payment provider."""

    class State(models.TextChoices):
        REQUESTED = "requested"
        PAID = "paid"
        FAILED = "failed"
        EXPIRED = "expired"
        REFUNDED = "refunded"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="payments")
    reservation_code = models.CharField(max_length=32, db_index=True)
    key = models.CharField(max_length=64, help_text="Idempotency key")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    method = models.CharField(max_length=16, help_text="link, cash, card_terminal, transfer, other")
    state = models.CharField(max_length=16, choices=State, default=State.REQUESTED)
    provider = models.CharField(max_length=32, blank=True)
    provider_id = models.CharField(max_length=100, blank=True)
    link = models.URLField(max_length=500, blank=True)
    note = models.CharField(max_length=200, blank=True)
    recorded_by = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["hotel", "key"], name="one_payment_per_key"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}: {self.state}"


class WaitingWish(models.Model):
    """A stay somebody would take if a room became free."""

    class State(models.TextChoices):
        WAITING = "waiting"
        AVAILABLE = "available"
        BOOKED = "booked"
        GONE = "gone"

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="waiting")
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="waiting")
    conversation_id = models.BigIntegerField(null=True, blank=True)
    stay = DateRangeField()
    room_type = models.CharField(max_length=16, blank=True, help_text="Code; empty: any")
    adults = models.PositiveSmallIntegerField(default=2)
    children_ages = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=16, choices=State, default=State.WAITING)
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    available_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When the guest, or staff, got the word")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.guest}: {self.stay.lower} to {self.stay.upper}"
