"""Reservations of the builtin PMS, for integrators to read."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hotels.api import OfOneHotel
from pms.models import Reservation


class ReservationSerializer(serializers.ModelSerializer[Reservation]):
    room = serializers.CharField(source="room.number")
    room_type = serializers.CharField(source="room_type.code")
    rate_plan = serializers.CharField(source="rate_plan.code")
    arrival = serializers.DateField(source="stay.lower", help_text="First night, hotel-local")
    departure = serializers.DateField(source="stay.upper", help_text="Day of check-out, hotel-local")
    guest_id = serializers.IntegerField()

    class Meta:
        model = Reservation
        fields = [
            "code",
            "status",
            "room_type",
            "room",
            "rate_plan",
            "arrival",
            "departure",
            "adults",
            "children_ages",
            "guest_id",
            "guest_name",
            "total",
            "currency",
            "terms",
            "cancellation_fee",
            "source",
            "created_at",
            "cancelled_at",
        ]


class ReservationFilters(serializers.Serializer[Any]):
    status = serializers.ChoiceField(Reservation.Status.choices, required=False)
    arrival_from = serializers.DateField(required=False)
    arrival_to = serializers.DateField(required=False)
    created_since = serializers.DateTimeField(required=False)


class ReservationViewSet(OfOneHotel[Reservation]):
    """Reservations, the newest first; one is found by its code."""

    queryset = Reservation.objects.select_related("room", "room_type", "rate_plan")
    serializer_class = ReservationSerializer
    filters = ReservationFilters
    lookup_field = "code"
    lookup_value_regex = "[A-Za-z0-9-]{1,16}"

    def get_queryset(self) -> QuerySet[Reservation]:
        rows, asked = super().get_queryset(), self.asked()
        lookups = {
            "status": "status",
            "arrival_from": "stay__startswith__gte",
            "arrival_to": "stay__startswith__lte",
            "created_since": "created_at__gte",
        }
        return rows.filter(**{lookups[name]: value for name, value in asked.items()})

    @extend_schema(parameters=[ReservationFilters])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)
