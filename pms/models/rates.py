"""What a night costs, and when it is sold: plans, rates, restrictions, promotions and taxes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from hotels.models import Hotel, in_language
from pms import line_rules
from pms.line_rules import check_child_prices, check_codes, check_weekdays
from pms.models.house import RoomType

FEE = r"^(none|first_night|full|percent:[0-9]{1,3}([.][0-9]{1,3})?)$"
CHANGE_FEE = r"^(none|first_night|full|forbidden|percent:[0-9]{1,3}([.][0-9]{1,3})?)$"


class RatePlan(models.Model):
    """Conditions under which a room is sold. Fees are written as in pms.base.CancellationTerms."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="rate_plans")
    code = models.CharField(max_length=16)
    name = models.JSONField(help_text="By language")
    includes = models.JSONField(default=list, blank=True)
    free_until_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Free cancellation until this many days before arrival; empty: never"
    )
    fee = models.CharField(max_length=16, default="full", help_text="none, first_night, percent:NN or full")
    change_free_until_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Free changes until this many days before arrival; empty: never"
    )
    # Not free by default: changing must not be the cheap way out of a cancellation fee.
    change_fee = models.CharField(
        max_length=16, default="forbidden", help_text="none, first_night, percent:NN, full or forbidden"
    )
    deposit = models.CharField(
        max_length=16, default="none", help_text="Due when booking: none, first_night, percent:NN or full"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hotel", "code"], name="one_rate_plan_per_code"),
            models.CheckConstraint(condition=Q(fee__regex=FEE), name="fee_can_be_read"),
            models.CheckConstraint(condition=Q(change_fee__regex=CHANGE_FEE), name="change_fee_can_be_read"),
            models.CheckConstraint(condition=Q(deposit__regex=FEE), name="deposit_can_be_read"),
        ]
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return in_language(self.name, get_language() or "") or self.code

    def clean(self) -> None:
        """Say in words what the constraints refuse, and what nobody can mean."""
        line_rules.check(line_rules.wrong_in_plan(self))


class Rate(models.Model):
    """Price per night for a room type on a plan between two nights; of two lines the later one wins."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="rates")
    room_type = models.ForeignKey(RoomType, on_delete=models.CASCADE, related_name="rates")
    rate_plan = models.ForeignKey(RatePlan, on_delete=models.CASCADE, related_name="rates")
    first_night = models.DateField()
    last_night = models.DateField(help_text="Included")
    weekdays = models.JSONField(
        default=list,
        blank=True,
        validators=[check_weekdays],
        help_text="Only these nights, 0 (Monday) to 6 (Sunday); empty: all",
    )
    price = models.DecimalField(max_digits=12, decimal_places=2)
    weekend_price = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="Friday and Saturday night"
    )
    extra_adult = models.DecimalField(
        max_digits=12, decimal_places=2, default=0, help_text="Per night, for each adult above those included"
    )
    adults_included = models.PositiveSmallIntegerField(default=2)
    child_prices = models.JSONField(
        default=list,
        blank=True,
        validators=[check_child_prices],
        help_text='Per child and night by age band: [{"to_age": 11, "price": "150.00"}]; older or none: free',
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
            models.CheckConstraint(
                condition=Q(min_stay__gte=1) & Q(adults_included__gte=1),
                name="rate_is_for_a_night_and_a_guest",
            ),
        ]
        indexes = [models.Index(fields=["hotel", "first_night", "last_night"], name="rate_by_nights")]

    def __str__(self) -> str:
        return f"{self.room_type} {self.rate_plan} {self.first_night}: {self.price} {self.currency}"

    def clean(self) -> None:
        """Say in words what the constraints refuse, and what nobody can mean."""
        line_rules.check(line_rules.wrong_in_rate(self))


class Restriction(models.Model):
    """When a room type or plan is not sold, or only for longer or shorter stays.

    Empty room type or plan: all of them. An empty rule says nothing; of two lines that say something
    on the same rule, the later one wins.
    """

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="restrictions")
    room_type = models.ForeignKey(
        RoomType, on_delete=models.CASCADE, null=True, blank=True, related_name="restrictions"
    )
    rate_plan = models.ForeignKey(
        RatePlan, on_delete=models.CASCADE, null=True, blank=True, related_name="restrictions"
    )
    first_night = models.DateField()
    last_night = models.DateField(help_text="Included")
    weekdays = models.JSONField(
        default=list,
        blank=True,
        validators=[check_weekdays],
        help_text="0 (Monday) to 6 (Sunday); empty: all",
    )
    min_stay = models.PositiveSmallIntegerField(null=True, blank=True, help_text="For arrivals on these days")
    max_stay = models.PositiveSmallIntegerField(null=True, blank=True, help_text="For arrivals on these days")
    closed_to_arrival = models.BooleanField(null=True, blank=True)
    closed_to_departure = models.BooleanField(null=True, blank=True)
    stop_sell = models.BooleanField(null=True, blank=True, help_text="No night is sold")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_night__gte=F("first_night")), name="restriction_ends_after_start"
            ),
            models.CheckConstraint(
                condition=(Q(min_stay=None) | Q(min_stay__gte=1)) & (Q(max_stay=None) | Q(max_stay__gte=1)),
                name="restricted_stays_have_nights",
            ),
        ]
        indexes = [models.Index(fields=["hotel", "first_night", "last_night"], name="restriction_by_nights")]

    def __str__(self) -> str:
        return f"{self.first_night} to {self.last_night}"

    def clean(self) -> None:
        """Say in words what the constraints refuse, and what nobody can mean."""
        line_rules.check(line_rules.wrong_in_restriction(self))


class Promotion(models.Model):
    """A discount on nights. Of those that apply to a stay, the best one counts; they do not add up."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="promotions")
    code = models.CharField(max_length=32, blank=True, help_text="What the guest says; empty: for everybody")
    name = models.JSONField(help_text="By language")
    percent = models.DecimalField(max_digits=5, decimal_places=2, help_text="Off each night")
    first_night = models.DateField(null=True, blank=True, help_text="Nights it is for; empty: all")
    last_night = models.DateField(null=True, blank=True)
    bookable_from = models.DateField(null=True, blank=True, help_text="When it can be booked, hotel-local")
    bookable_to = models.DateField(null=True, blank=True)
    min_nights = models.PositiveSmallIntegerField(default=1, help_text="Long stay")
    days_ahead = models.PositiveSmallIntegerField(default=0, help_text="Early bird: days before arrival")
    room_types = models.JSONField(
        default=list, blank=True, validators=[check_codes], help_text="Codes; empty: all"
    )
    rate_plans = models.JSONField(
        default=list, blank=True, validators=[check_codes], help_text="Codes; empty: all"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hotel", "code"], condition=~Q(code=""), name="one_promotion_per_code"
            ),
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100), name="promotion_is_a_discount"
            ),
            models.CheckConstraint(
                condition=Q(first_night=None) | Q(last_night=None) | Q(last_night__gte=F("first_night")),
                name="promoted_nights_end_after_start",
            ),
            models.CheckConstraint(
                condition=Q(bookable_from=None)
                | Q(bookable_to=None)
                | Q(bookable_to__gte=F("bookable_from")),
                name="promotion_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.name, get_language() or "") or self.code

    def clean(self) -> None:
        """Say in words what the constraints refuse, and what nobody can mean."""
        line_rules.check(line_rules.wrong_in_promotion(self))


class Tax(models.Model):
    """A percentage of the nights, or with an amount a city tax per person and night."""

    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="taxes")
    name = models.CharField(max_length=40)
    percent = models.DecimalField(max_digits=6, decimal_places=3, default=0)
    amount = models.DecimalField(
        max_digits=12, decimal_places=2, default=0, help_text="City tax per person and night"
    )
    from_age = models.PositiveSmallIntegerField(default=0, help_text="City tax: younger guests are exempt")
    max_nights = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="City tax: for so many nights at most"
    )
    included = models.BooleanField(default=True, help_text="Already in the prices; else added on top")

    class Meta:
        verbose_name_plural = "taxes"
        constraints = [
            models.UniqueConstraint(fields=["hotel", "name"], name="one_tax_per_name"),
            models.CheckConstraint(condition=Q(percent__gte=0), name="tax_is_not_negative"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="city_tax_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.percent}%" if self.percent else f"{self.name} {self.amount}"

    def clean(self) -> None:
        """Say in words what the constraints refuse, and what nobody can mean."""
        line_rules.check(line_rules.wrong_in_tax(self))
