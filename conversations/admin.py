"""What was said and how each answer came about, to read; the inbox is where staff act."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from conversations.models import Conversation, Feed, Message, Turn
from hotels.scoped import HotelFilter, ReadOnlyAdmin, pretty


@admin.register(Conversation)
class ConversationAdmin(ReadOnlyAdmin):
    list_display = ("guest", "mode", "state", "attention", "last_text", "last_message_at", "hotel")
    list_filter = (HotelFilter, "mode", "state", "attention")
    list_select_related = ("guest", "hotel")
    search_fields = ("guest__name", "address")
    exclude = ("claim_token", "agent_state")
    readonly_fields = ("in_the_inbox", "pretty_agent_state")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("account__credentials")

    @admin.display(description=_("In the inbox"))
    def in_the_inbox(self, row: Conversation) -> SafeString | str:
        try:
            return format_html('<a href="{}">{}</a>', reverse("inbox:thread", args=[row.pk]), _("Show"))
        except NoReverseMatch:
            return ""

    @admin.display(description=_("What the receptionist remembers"))
    def pretty_agent_state(self, row: Conversation) -> SafeString:
        return pretty(row.agent_state)


@admin.register(Turn)
class TurnAdmin(ReadOnlyAdmin):
    list_display = (
        "id",
        "conversation",
        "outcome",
        "engine",
        "model_answered",
        "cost",
        "latency_ms",
        "started_at",
    )
    list_filter = (HotelFilter, "outcome", "engine")
    list_select_related = ("conversation__guest", "conversation__account")
    search_fields = ("correlation_id",)
    exclude = ("token", "steps", "alarms")
    readonly_fields = ("pretty_steps", "pretty_alarms")

    @admin.display(description=_("Steps"))
    def pretty_steps(self, row: Turn) -> SafeString:
        return pretty(row.steps)

    @admin.display(description=_("Alarms"))
    def pretty_alarms(self, row: Turn) -> SafeString:
        return pretty(row.alarms)


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ("said_at", "direction", "author", "short_text", "delivery", "error_code", "hotel")
    list_display_links = ("said_at", "short_text")
    list_filter = (HotelFilter, "direction", "delivery")
    list_select_related = ("hotel",)
    search_fields = ("text", "provider_id", "correlation_id")
    ordering = ("-id",)
    exclude = ("raw", "buttons", "payload")
    readonly_fields = ("pretty_raw", "titles")

    @admin.display(description=_("Text"))
    def short_text(self, row: Message) -> str:
        return row.text[:80] or f"({row.kind})"

    @admin.display(description=_("Buttons"))
    def titles(self, row: Message) -> str:
        """Without their ids: those carry a proposal's nonce."""
        return ", ".join(str(button.get("title", "")) for button in row.buttons)

    @admin.display(description=_("The provider's words"))
    def pretty_raw(self, row: Message) -> SafeString:
        return pretty(row.raw)


@admin.register(Feed)
class FeedAdmin(ReadOnlyAdmin):
    list_display = ("hotel", "seq")
    list_select_related = ("hotel",)
