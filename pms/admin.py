"""Rooms and prices to configure; quotes, proposals and reservations to read."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from hotels.scoped import HotelFilter, ReadOnlyAdmin, ReadOnlyInline, ScopedAdmin, ScopedForm, pretty
from hotels.secret_form import SecretForm, secret_field
from pms import admin_services, admin_sync  # noqa: F401  (register their models)
from pms.errors import PMSAuthFailed
from pms.models import (
    PMSLink,
    Promotion,
    Proposal,
    Quote,
    Rate,
    RatePlan,
    Reservation,
    ReservationChange,
    Restriction,
    Room,
    RoomStay,
    RoomType,
    Tax,
)
from pms.qloapps.client import base_of
from pms.resilience import forget


class PMSLinkForm(SecretForm):
    secret_names = ("key",)
    key = secret_field("key")

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            if url:
                base_of(url)
        except PMSAuthFailed as error:
            raise forms.ValidationError(_("Write http or https, a host and a path, nothing else.")) from error
        return url

    def clean_options(self) -> dict[str, Any]:
        options = self.cleaned_data["options"] or {}
        if not isinstance(options, dict):
            raise forms.ValidationError(_('Write options by name: {"property_id": 1}.'))
        return options

    class Meta:
        model = PMSLink
        exclude = ("credentials",)


@admin.register(PMSLink)
class PMSLinkAdmin(ScopedAdmin):
    form = PMSLinkForm
    list_display = ("hotel", "kind", "url")
    list_select_related = ("hotel",)
    fields = ("hotel", "kind", "url", "options", "key")

    def save_model(self, request: HttpRequest, obj: PMSLink, form: Any, change: bool) -> None:
        """What was known of the PMS before is not of this one."""
        super().save_model(request, obj, form, change)
        forget(obj.hotel)


@admin.register(RoomType)
class RoomTypeAdmin(ScopedAdmin):
    list_display = ("__str__", "code", "max_adults", "max_children", "max_total", "hotel")
    list_filter = (HotelFilter,)
    list_select_related = ("hotel",)
    search_fields = ("code",)


@admin.register(Room)
class RoomAdmin(ScopedAdmin):
    list_display = ("number", "room_type", "is_active", "hotel")
    list_filter = (HotelFilter, "is_active")
    list_select_related = ("room_type", "hotel")
    search_fields = ("number",)


class RatePlanForm(ScopedForm):
    fee = forms.RegexField(
        r"^(none|first_night|full|percent:(100|[1-9]?\d))$",
        widget=UnfoldAdminTextInputWidget,
        label=_("Fee"),
        help_text=_("none, first_night, percent:NN or full"),
        error_messages={"invalid": _("Write none, first_night, full or percent:NN.")},
    )


@admin.register(RatePlan)
class RatePlanAdmin(ScopedAdmin):
    form = RatePlanForm
    list_display = ("__str__", "code", "free_until_days", "fee", "hotel")
    list_filter = (HotelFilter,)
    list_select_related = ("hotel",)
    search_fields = ("code",)


@admin.register(Rate)
class RateAdmin(ScopedAdmin):
    list_display = (
        "room_type",
        "rate_plan",
        "first_night",
        "last_night",
        "price",
        "weekend_price",
        "currency",
        "min_stay",
        "position",
    )
    list_filter = (HotelFilter,)
    list_select_related = ("room_type", "rate_plan")


@admin.register(Restriction)
class RestrictionAdmin(ScopedAdmin):
    list_display = (
        "first_night",
        "last_night",
        "room_type",
        "rate_plan",
        "min_stay",
        "max_stay",
        "closed_to_arrival",
        "closed_to_departure",
        "stop_sell",
    )
    list_filter = (HotelFilter,)
    list_select_related = ("room_type", "rate_plan")


@admin.register(Promotion)
class PromotionAdmin(ScopedAdmin):
    list_display = ("__str__", "code", "percent", "first_night", "last_night", "is_active", "hotel")
    list_filter = (HotelFilter, "is_active")
    list_select_related = ("hotel",)
    search_fields = ("code",)


@admin.register(Tax)
class TaxAdmin(ScopedAdmin):
    list_display = ("name", "percent", "amount", "included", "hotel")
    list_filter = (HotelFilter,)
    list_select_related = ("hotel",)


class WithTerms(ReadOnlyAdmin):
    @admin.display(description=_("Terms"))
    def pretty_terms(self, row: Any) -> SafeString:
        return pretty(row.terms)


@admin.register(Quote)
class QuoteAdmin(WithTerms):
    list_display = ("summary", "arrival", "departure", "total", "currency", "expires_at", "used_at")
    list_filter = (HotelFilter,)
    exclude = ("terms",)
    readonly_fields = ("pretty_terms",)


@admin.register(Proposal)
class ProposalAdmin(WithTerms):
    """Without the nonce: who knows it could confirm in the guest's place."""

    list_display = ("kind", "guest", "amount", "currency", "state", "outcome", "created_at", "hotel")
    list_filter = (HotelFilter, "state", "kind")
    list_select_related = ("guest", "hotel")
    exclude = ("terms", "nonce", "receipt")
    readonly_fields = ("pretty_terms", "pretty_receipt")
    inlines = (admin_sync.CommitStepInline,)

    @admin.display(description=_("Receipt"))
    def pretty_receipt(self, row: Proposal) -> SafeString:
        return pretty(row.receipt)


class RoomStayInline(ReadOnlyInline):
    model = RoomStay
    fields = ("room_type", "rate_plan", "stay", "adults", "children_ages", "status", "total")


class HistoryInline(ReadOnlyInline):
    model = ReservationChange
    fields = ("at", "actor", "verb", "reason", "before", "after")


@admin.register(Reservation)
class ReservationAdmin(ReadOnlyAdmin):
    """To read: what is written goes through the receptionist or the front desk's screens."""

    list_display = ("code", "guest_name", "status", "total", "currency", "created_at", "hotel")
    list_filter = (HotelFilter, "status")
    list_select_related = ("hotel",)
    search_fields = ("code", "guest_name")
    inlines = (RoomStayInline, HistoryInline)
