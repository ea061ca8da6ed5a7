"""Services and resources to configure; appointments, requests and payments to follow and to settle."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from hotels.models import Hotel, Membership, Role, User
from hotels.scoped import HotelFilter, ReadOnlyAdmin, ScopedAdmin, ScopedForm
from hotels.tenancy import configurable_by
from pms import appointments, payments, requests
from pms.desk.words import DEPARTMENT
from pms.errors import PMSRefused
from pms.models import Appointment, Payment, Request, Resource, Service

CLOCK = r"^(([01]\d|2[0-3]):[0-5]\d)?$"
CLOSING = r"^(([01]\d|2[0-3]):[0-5]\d|24:00)?$"


class ServiceForm(ScopedForm):
    opens = forms.RegexField(
        CLOCK,
        label=_("Opens"),
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("HH:MM"),
    )
    closes = forms.RegexField(
        CLOSING,
        label=_("Closes"),
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("HH:MM, 24:00 at the latest"),
    )
    weekdays = forms.TypedMultipleChoiceField(
        coerce=int,
        choices=list(WEEKDAYS.items()),
        required=False,
        widget=CheckboxSelectMultiple,
        label=_("Weekdays"),
        help_text=_("None: all"),
    )
    step_minutes = forms.IntegerField(
        label=_("Step in minutes"),
        min_value=5,
        max_value=1_440,
        initial=30,
        help_text=_("Appointments start this often"),
    )
    department = forms.ChoiceField(
        choices=[("", "---------"), *DEPARTMENT.items()],
        required=False,
        widget=UnfoldAdminSelectWidget,
        label=_("Department"),
        help_text=_("Who does it"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and opens >= closes:
            self.add_error("closes", _("It must close after it opens, on the same day."))
        hotel = self.instance.hotel if self.instance.pk else cleaned.get("hotel")
        if any(resource.hotel != hotel for resource in cleaned.get("resources") or ()):
            self.add_error("resources", _("This belongs to another hotel."))
        if cleaned.get("price") is not None and not cleaned.get("currency") and hotel:
            cleaned["currency"] = hotel.currency
        return cleaned

    def _check_shape(self, field: Any, value: Any) -> None:
        if field.name != "weekdays":  # numbers, and the field has looked at them
            super()._check_shape(field, value)


@admin.register(Service)
class ServiceAdmin(ScopedAdmin):
    form = ServiceForm
    list_display = ("__str__", "code", "kind", "price", "currency", "minutes", "opens", "closes", "hotel")
    list_filter = (HotelFilter, "kind")
    list_select_related = ("hotel",)
    search_fields = ("code",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only resources of hotels that the person may configure; of the row's own hotel once it has one."""
        rows = Resource.objects.filter(hotel__in=configurable_by(request.user))
        if edited := getattr(request, "edited_hotel_id", None):
            rows = rows.filter(hotel=edited)
        return super().formfield_for_manytomany(db_field, request, queryset=rows, **kwargs)


@admin.register(Resource)
class ResourceAdmin(ScopedAdmin):
    list_display = ("code", "name", "seats", "is_active", "hotel")
    list_filter = (HotelFilter, "is_active")
    list_select_related = ("hotel",)
    search_fields = ("code", "name")


class WithVerbs(ReadOnlyAdmin):
    """To read; what may become of the rows are actions, for everybody but viewers."""

    def has_act_permission(self, request: HttpRequest) -> bool:
        return _acts_at(request.user).exists()

    def carry_out(
        self, request: HttpRequest, queryset: QuerySet[Any], verb: Callable[[Hotel, Any, User], object]
    ) -> None:
        """Do it to each row of a hotel where the person acts; say which were refused, and why."""
        user: Any = request.user
        rows = list(queryset.filter(hotel__in=_acts_at(user)).select_related("hotel"))
        refused = 0
        for row in rows:
            try:
                verb(row.hotel, row, user)
            except PMSRefused as refusal:
                refused += 1
                messages.error(request, f"{row}: {refusal}")
        if rows and len(rows) > refused:
            messages.success(request, _("Done: %(n)s.") % {"n": len(rows) - refused})


def _acts_at(user: Any) -> QuerySet[Hotel]:
    if user.is_superuser:
        return Hotel.objects.all()
    acting = Membership.objects.filter(user_id=user.pk).exclude(role=Role.VIEWER)
    return Hotel.objects.filter(memberships__in=acting, is_active=True)


@admin.register(Appointment)
class AppointmentAdmin(WithVerbs):
    list_display = (
        "code",
        "service",
        "guest_name",
        "starts_at",
        "people",
        "price",
        "currency",
        "status",
        "hotel",
    )
    list_filter = (HotelFilter, "status")
    list_select_related = ("service", "hotel")
    search_fields = ("code", "guest_name", "reservation_code")
    exclude = ("key",)
    actions = ("mark_done", "mark_no_show", "cancel")

    @admin.action(description=_("The guest came"), permissions=["act"])
    def mark_done(self, request: HttpRequest, queryset: QuerySet[Appointment]) -> None:
        self.carry_out(request, queryset, lambda at, row, by: appointments.finish(at, row.code, "done", by))

    @admin.action(description=_("The guest did not come"), permissions=["act"])
    def mark_no_show(self, request: HttpRequest, queryset: QuerySet[Appointment]) -> None:
        self.carry_out(
            request, queryset, lambda at, row, by: appointments.finish(at, row.code, "no_show", by)
        )

    @admin.action(description=_("Cancel the selected appointments"), permissions=["act"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Appointment]) -> None:
        self.carry_out(request, queryset, lambda at, row, by: appointments.cancel(at, row.code, actor=by))


@admin.register(Request)
class RequestAdmin(WithVerbs):
    list_display = ("code", "department", "kind", "text", "room_number", "due_at", "state", "guest", "hotel")
    list_filter = (HotelFilter, "state", "department")
    list_select_related = ("guest", "hotel")
    search_fields = ("code", "text", "room_number", "reservation_code")
    exclude = ("key",)
    actions = ("take", "settle", "cancel", "reopen")

    @admin.action(description=_("Somebody is at it"), permissions=["act"])
    def take(self, request: HttpRequest, queryset: QuerySet[Request]) -> None:
        self.carry_out(request, queryset, lambda at, row, by: requests.take(at, row.code, by))

    @admin.action(description=_("Done"), permissions=["act"])
    def settle(self, request: HttpRequest, queryset: QuerySet[Request]) -> None:
        self.carry_out(request, queryset, lambda at, row, by: requests.done(at, row.code, by))

    @admin.action(description=_("Cancel the selected requests"), permissions=["act"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Request]) -> None:
        self.carry_out(request, queryset, lambda at, row, by: requests.cancel(at, row.code, by))

    @admin.action(description=_("Open again"), permissions=["act"])
    def reopen(self, request: HttpRequest, queryset: QuerySet[Request]) -> None:
        self.carry_out(request, queryset, lambda at, row, by: requests.reopen(at, row.code, by))


@admin.register(Payment)
class PaymentAdmin(WithVerbs):
    list_display = (
        "reservation_code",
        "amount",
        "currency",
        "method",
        "state",
        "created_at",
        "settled_at",
        "hotel",
    )
    list_filter = (HotelFilter, "state", "method")
    list_select_related = ("hotel",)
    search_fields = ("reservation_code",)
    exclude = ("key",)
    actions = ("refund",)

    @admin.action(description=_("Was given back"), permissions=["act"])
    def refund(self, request: HttpRequest, queryset: QuerySet[Payment]) -> None:
        self.carry_out(request, queryset, lambda at, row, by: payments.refund(at, row.pk, by))
