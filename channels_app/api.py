"""What providers told us, for integrators to read."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from channels_app.models import WebhookEvent
from hotels.api import OfOneHotel


class WebhookEventSerializer(serializers.ModelSerializer[WebhookEvent]):
    channel_address = serializers.SerializerMethodField(help_text="The hotel's own address at the provider")

    class Meta:
        model = WebhookEvent
        fields = [
            "id",
            "provider",
            "channel_address",
            "state",
            "attempts",
            "error",
            "received_at",
            "taken_at",
            "correlation_id",
        ]

    def get_channel_address(self, row: WebhookEvent) -> str:
        return row.account.external_id if row.account else ""


class WebhookEventDetailSerializer(WebhookEventSerializer):
    body = serializers.CharField(source="text", help_text="As the provider sent it")

    class Meta(WebhookEventSerializer.Meta):
        fields = [*WebhookEventSerializer.Meta.fields, "body"]


class WebhookEventFilters(serializers.Serializer[Any]):
    state = serializers.ChoiceField(WebhookEvent.State.choices, required=False)
    provider = serializers.CharField(required=False, max_length=16)
    received_since = serializers.DateTimeField(required=False)


class WebhookEventViewSet(OfOneHotel[WebhookEvent]):
    """Webhooks of the hotel, the newest first; the body comes with a single one."""

    queryset = WebhookEvent.objects.select_related("account")
    serializer_class = WebhookEventSerializer
    filters = WebhookEventFilters

    def get_queryset(self) -> QuerySet[WebhookEvent]:
        rows, asked = super().get_queryset(), self.asked()
        if "received_since" in asked:
            rows = rows.filter(received_at__gte=asked.pop("received_since"))
        rows = rows.filter(**asked)
        return rows.defer("body") if self.action == "list" else rows

    def get_serializer_class(self) -> type[WebhookEventSerializer]:
        return WebhookEventSerializer if self.action == "list" else WebhookEventDetailSerializer

    @extend_schema(parameters=[WebhookEventFilters])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)
