"""Accounts at providers, with credentials that nobody can read; webhooks, with a way to replay them."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from channels_app.models import ChannelAccount, WebhookEvent
from hotels import audit
from hotels.scoped import HotelFilter, ReadOnlyAdmin, ScopedAdmin, pretty
from hotels.secret_form import SecretForm, secret_field
from hotels.tenancy import configurable_by


class ChannelAccountForm(SecretForm):
    secret_names = (
        "access_token",
        "app_secret",
        "verify_token",
        "account_sid",
        "auth_token",
        "client_id",
        "client_secret",
        "refresh_token",
    )
    access_token = secret_field("access_token")
    app_secret = secret_field("app_secret")
    verify_token = secret_field("verify_token")
    account_sid = secret_field("account_sid")
    auth_token = secret_field("auth_token")
    client_id = secret_field("client_id")
    client_secret = secret_field("client_secret")
    refresh_token = secret_field("refresh_token")

    class Meta:
        model = ChannelAccount
        exclude = ("credentials",)


@admin.register(ChannelAccount)
class ChannelAccountAdmin(ScopedAdmin):
    form = ChannelAccountForm
    list_display = ("display", "kind", "external_id", "hotel", "is_active", "stopped_reason")
    list_display_links = ("display", "external_id")
    list_filter = (HotelFilter, "kind", "is_active")
    list_select_related = ("hotel",)
    search_fields = ("external_id", "display")
    readonly_fields = ("uuid",)
    fieldsets = (
        (
            None,
            {"fields": ("hotel", "kind", "external_id", "display", "is_active", "stopped_reason", "uuid")},
        ),
        ("WhatsApp (Meta)", {"fields": ("access_token", "app_secret", "verify_token")}),
        ("WhatsApp (Twilio)", {"classes": ["collapse"], "fields": ("account_sid", "auth_token")}),
        ("Gmail", {"classes": ["collapse"], "fields": ("client_id", "client_secret", "refresh_token")}),
        (_("Web chat"), {"classes": ["collapse"], "fields": ("allowed_origins",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without opening every credential for a list."""
        return super().get_queryset(request).defer("credentials")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "kind", "external_id") if obj else fields


@admin.register(WebhookEvent)
class WebhookEventAdmin(ReadOnlyAdmin):
    list_display = ("id", "provider", "state", "account", "hotel", "received_at", "attempts", "short_error")
    list_filter = ("state", HotelFilter, "provider")
    list_select_related = ("account", "hotel")
    actions = ("replay",)
    fields = (
        "provider",
        "state",
        "error",
        "hotel",
        "account",
        "parent",
        "received_at",
        "taken_at",
        "attempts",
        "not_before",
        "correlation_id",
        "pretty_body",
    )
    readonly_fields = ("pretty_body",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("body", "account__credentials")

    @admin.display(description=_("Error"))
    def short_error(self, event: WebhookEvent) -> str:
        return event.error[:80]

    @admin.display(description=_("Body"))
    def pretty_body(self, event: WebhookEvent) -> SafeString:
        return pretty(event.text)

    def has_replay_permission(self, request: HttpRequest) -> bool:
        return configurable_by(request.user).exists()

    @admin.action(description=_("Replay the selected parked events"), permissions=["replay"])
    def replay(self, request: HttpRequest, queryset: QuerySet[WebhookEvent]) -> None:
        """Back to `received`: the sweep takes them in within seconds. What was taken in already stays."""
        selected = queryset.count()  # before any of them changes: the list may show parked ones only
        parked = queryset.filter(state=WebhookEvent.State.PARKED)
        if not request.user.is_superuser:
            parked = parked.filter(hotel__in=configurable_by(request.user))
        replayed = 0
        for event in parked:
            back = {"state": WebhookEvent.State.RECEIVED, "attempts": 0, "not_before": None, "error": ""}
            if WebhookEvent.objects.filter(pk=event.pk, state=WebhookEvent.State.PARKED).update(**back):
                audit.record(event.hotel, request.user, "webhookevent.replayed", event)  # type: ignore[arg-type]
                replayed += 1
        left = selected - replayed
        said = _("%(replayed)s will be taken in again; %(left)s were not parked.")
        messages.success(request, said % {"replayed": replayed, "left": left})
