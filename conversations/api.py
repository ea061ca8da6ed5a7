"""Conversations and their messages, for integrators to read."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from conversations.models import Conversation, Message
from hotels.api import OfOneHotel, Pages
from hotels.models import Guest


class GuestSerializer(serializers.ModelSerializer[Guest]):
    class Meta:
        model = Guest
        fields = ["id", "name", "language"]


class ConversationSerializer(serializers.ModelSerializer[Conversation]):
    channel = serializers.CharField(source="account.kind", help_text="whatsapp, ...")
    channel_address = serializers.CharField(
        source="account.external_id", help_text="The hotel's own address there"
    )
    guest = GuestSerializer()
    guest_address = serializers.CharField(source="address", help_text="The guest's phone on the channel")
    assignee = serializers.SerializerMethodField(help_text="Who took over, by name")

    class Meta:
        model = Conversation
        fields = [
            "id",
            "channel",
            "channel_address",
            "guest",
            "guest_address",
            "language",
            "state",
            "mode",
            "assignee",
            "attention",
            "attention_note",
            "unread",
            "waiting_since",
            "window_ends_at",
            "last_message_at",
            "last_author",
            "last_text",
            "created_at",
        ]

    def get_assignee(self, row: Conversation) -> str:
        return str(row.assignee) if row.assignee else ""


class ConversationFilters(serializers.Serializer[Any]):
    state = serializers.ChoiceField(Conversation.State.choices, required=False)
    mode = serializers.ChoiceField(Conversation.Mode.choices, required=False)
    updated_since = serializers.DateTimeField(
        required=False, help_text="With a message at or after this time"
    )


class MessageSerializer(serializers.ModelSerializer[Message]):
    staff = serializers.SerializerMethodField(help_text="Who wrote, when staff did")

    class Meta:
        model = Message
        fields = [
            "id",
            "position",
            "direction",
            "author",
            "staff",
            "kind",
            "text",
            "payload",
            "buttons",
            "said_at",
            "created_at",
            "delivery",
            "sent_at",
            "delivered_at",
            "read_at",
            "error_code",
        ]

    def get_staff(self, row: Message) -> str:
        return str(row.staff) if row.staff else ""


class MessagePages(Pages):
    ordering = "position"


class ConversationViewSet(OfOneHotel[Conversation]):
    """Guests' conversations, the newest first."""

    queryset = Conversation.objects.select_related("account", "guest", "assignee")
    serializer_class = ConversationSerializer
    filters = ConversationFilters

    def get_queryset(self) -> QuerySet[Conversation]:
        rows, asked = super().get_queryset(), self.asked()
        for name in ("state", "mode"):
            if name in asked:
                rows = rows.filter(**{name: asked[name]})
        if "updated_since" in asked:
            rows = rows.filter(last_message_at__gte=asked["updated_since"])
        return rows

    @extend_schema(parameters=[ConversationFilters])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(responses=MessageSerializer(many=True))
    @action(detail=True, pagination_class=MessagePages, filters=None)
    def messages(self, request: Request, pk: str) -> Response:
        """What was said, the oldest first. Staff's notes among themselves are not told."""
        rows = self.get_object().messages.exclude(direction=Message.Direction.NOTE).select_related("staff")
        pages = MessagePages()
        page = pages.paginate_queryset(rows, request, view=self)
        return pages.get_paginated_response(MessageSerializer(page, many=True).data)
