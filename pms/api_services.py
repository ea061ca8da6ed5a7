"""Appointments and requests, for integrators: to read, and to say how far a request is."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request as ApiRequest
from rest_framework.response import Response

from hotels.api import OfOneHotel
from hotels.models import ApiKey
from pms import requests
from pms.api import as_answer
from pms.errors import PMSRefused
from pms.models import Appointment, Request

CODE = "[A-Za-z0-9-]{1,16}"
VERBS = {
    Request.State.OPEN: requests.reopen,
    Request.State.IN_PROGRESS: requests.take,
    Request.State.DONE: requests.done,
    Request.State.CANCELLED: requests.cancel,
}


class AppointmentSerializer(serializers.ModelSerializer[Appointment]):
    service = serializers.CharField(source="service.code")
    guest_id = serializers.IntegerField()

    class Meta:
        model = Appointment
        fields = [
            "code",
            "service",
            "status",
            "starts_at",
            "ends_at",
            "people",
            "price",
            "currency",
            "guest_id",
            "guest_name",
            "reservation_code",
            "note",
            "created_at",
            "cancelled_at",
        ]


class AppointmentFilters(serializers.Serializer[Any]):
    service = serializers.CharField(max_length=16, required=False, help_text="Code")
    status = serializers.ChoiceField(Appointment.Status.choices, required=False)
    starts_from = serializers.DateTimeField(required=False)
    starts_before = serializers.DateTimeField(required=False)
    reservation = serializers.CharField(max_length=32, required=False, help_text="Code")


class AppointmentViewSet(OfOneHotel[Appointment]):
    """Appointments, the newest first; one is found by its code."""

    queryset = Appointment.objects.select_related("service")
    serializer_class = AppointmentSerializer
    filters = AppointmentFilters
    lookup_field = "code"
    lookup_value_regex = CODE

    def get_queryset(self) -> QuerySet[Appointment]:
        rows = super().get_queryset()
        asked = self.asked() if self.action == "list" else {}
        lookups = {
            "service": "service__code",
            "status": "status",
            "starts_from": "starts_at__gte",
            "starts_before": "starts_at__lt",
            "reservation": "reservation_code",
        }
        return rows.filter(**{lookups[name]: value for name, value in asked.items()})

    @extend_schema(parameters=[AppointmentFilters])
    def list(self, request: ApiRequest, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)


class RequestSerializer(serializers.ModelSerializer[Request]):
    guest_id = serializers.IntegerField()

    class Meta:
        model = Request
        fields = [
            "code",
            "department",
            "kind",
            "text",
            "details",
            "state",
            "room_number",
            "reservation_code",
            "guest_id",
            "conversation_id",
            "due_at",
            "created_at",
            "settled_at",
            "settled_by",
        ]


class RequestFilters(serializers.Serializer[Any]):
    state = serializers.ChoiceField(Request.State.choices, required=False)
    department = serializers.ChoiceField([(name, name) for name in requests.DEPARTMENTS], required=False)
    due_before = serializers.DateTimeField(required=False)
    created_since = serializers.DateTimeField(required=False)


class NewState(serializers.Serializer[Any]):
    state = serializers.ChoiceField(Request.State.choices)


class RequestViewSet(OfOneHotel[Request]):
    """Requests of guests to the house, the newest first; one is found by its code."""

    queryset = Request.objects.all()
    serializer_class = RequestSerializer
    filters = RequestFilters
    lookup_field = "code"
    lookup_value_regex = CODE

    def get_queryset(self) -> QuerySet[Request]:
        rows = super().get_queryset()
        asked = self.asked() if self.action == "list" else {}
        lookups = {
            "state": "state",
            "department": "department",
            "due_before": "due_at__lt",
            "created_since": "created_at__gte",
        }
        return rows.filter(**{lookups[name]: value for name, value in asked.items()})

    @extend_schema(parameters=[RequestFilters])
    def list(self, request: ApiRequest, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(request=NewState, responses=RequestSerializer)
    def partial_update(self, request: ApiRequest, code: str) -> Response:
        """Say how far it is; the state it has already changes nothing.

        409 `already_settled`: what is done or cancelled must be opened again first.
        """
        body = NewState(data=request.data)
        body.is_valid(raise_exception=True)
        row = self.get_object()
        key = request.auth
        assert isinstance(key, ApiKey)
        try:
            VERBS[body.validated_data["state"]](self.hotel, row.code, f"API key {key.name}")
        except PMSRefused as refusal:
            raise as_answer(refusal) from refusal
        return Response(self.get_serializer(self.get_object()).data)
