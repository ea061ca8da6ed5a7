"""Offers and reservations, for integrators: what can be booked, what is booked, and booking it."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from hotels import audit
from hotels.api import OfOneHotel
from hotels.models import ApiKey, Guest, Hotel
from pms import quotes
from pms.base import GuestDetails, Money, Occupancy, Offer, Receipt, ReservationInfo, Stay
from pms.errors import PMSError, PMSRefused, PMSUnavailable
from pms.given import checked_name, checked_remarks
from pms.models import Reservation, RoomStay
from pms.systems import open_pms, repeatable

KEY = OpenApiParameter(
    "Idempotency-Key", str, OpenApiParameter.HEADER, required=True, description="8 to 50 characters of yours"
)


class Refused(APIException):
    """The PMS said no: its code and sentence."""

    status_code = status.HTTP_409_CONFLICT


class Unavailable(APIException):
    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "pms_unavailable"
    default_detail = "The PMS cannot be asked now; nothing was written. Try again."


class OutcomeUnknown(APIException):
    status_code = status.HTTP_504_GATEWAY_TIMEOUT
    default_code = "outcome_unknown"
    default_detail = "Nobody knows yet whether it was written. Ask again with the same Idempotency-Key."


def as_answer(error: PMSError) -> APIException:
    """What an integrator gets for an error of the PMS."""
    if isinstance(error, PMSRefused):
        return Refused(str(error), error.code)
    return Unavailable() if isinstance(error, PMSUnavailable) else OutcomeUnknown()


class RoomStaySerializer(serializers.ModelSerializer[RoomStay]):
    room = serializers.SerializerMethodField(help_text="Its number, while one is assigned")
    room_type = serializers.CharField(source="room_type.code")
    rate_plan = serializers.CharField(source="rate_plan.code")
    arrival = serializers.DateField(source="stay.lower", help_text="First night, hotel-local")
    departure = serializers.DateField(source="stay.upper", help_text="Day of check-out, hotel-local")

    class Meta:
        model = RoomStay
        fields = [
            "room",
            "room_type",
            "rate_plan",
            "arrival",
            "departure",
            "adults",
            "children_ages",
            "status",
            "total",
            "cancellation_fee",
            "terms",
        ]

    def get_room(self, row: RoomStay) -> str:
        use = getattr(row, "use", None)
        return use.room.number if use else ""


class ReservationSerializer(serializers.ModelSerializer[Reservation]):
    rooms = RoomStaySerializer(source="room_stays", many=True)
    arrival = serializers.SerializerMethodField(help_text="The first one of its rooms, hotel-local")
    departure = serializers.SerializerMethodField(help_text="The last one of its rooms, hotel-local")
    guest_id = serializers.IntegerField()

    class Meta:
        model = Reservation
        fields = [
            "code",
            "status",
            "arrival",
            "departure",
            "rooms",
            "guest_id",
            "guest_name",
            "total",
            "fees",
            "currency",
            "cancellation_fee",
            "remarks",
            "arrival_time",
            "source",
            "created_at",
            "updated_at",
            "cancelled_at",
        ]

    def get_arrival(self, row: Reservation) -> date:
        first: date = min(room.stay.lower for room in row.room_stays.all())
        return first

    def get_departure(self, row: Reservation) -> date:
        last: date = max(room.stay.upper for room in row.room_stays.all())
        return last


class ReservationFilters(serializers.Serializer[Any]):
    status = serializers.ChoiceField(Reservation.Status.choices, required=False)
    arrival_from = serializers.DateField(required=False)
    arrival_to = serializers.DateField(required=False)
    created_since = serializers.DateTimeField(required=False)
    updated_since = serializers.DateTimeField(required=False)


class StaySerializer(serializers.Serializer[Any]):
    """Dates are hotel-local; the guest does not sleep there on `departure`."""

    arrival = serializers.DateField()
    departure = serializers.DateField()

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        if values["departure"] <= values["arrival"]:
            raise ValidationError("departure must be after arrival", code="bad_stay")
        return values


class OfferQuery(StaySerializer):
    adults = serializers.IntegerField(min_value=1, max_value=50, default=2)
    children_ages = serializers.CharField(required=False, help_text="With commas: 4,9")
    promotion = serializers.CharField(max_length=32, required=False)

    def validate_children_ages(self, text: str) -> tuple[int, ...]:
        ages = text.split(",")
        if not all(age.isascii() and age.isdigit() and len(age) < 3 for age in ages) or len(ages) > 20:
            raise ValidationError("Write ages in full years with commas: 4,9", code="bad_ages")
        return tuple(map(int, ages))


class NewRoom(serializers.Serializer[Any]):
    room_type = serializers.CharField(max_length=32)
    rate_plan = serializers.CharField(max_length=32)
    adults = serializers.IntegerField(min_value=1, max_value=50)
    children_ages = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=17), max_length=20, default=list
    )


class NewGuest(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120)
    phone = serializers.RegexField(r"^\+[0-9]{6,15}$", required=False)
    email = serializers.EmailField(required=False)


class NewReservation(StaySerializer):
    rooms = NewRoom(many=True)
    guest = NewGuest()
    total = serializers.DecimalField(12, 2, help_text="What the guest agreed to for all rooms")
    promotion = serializers.CharField(max_length=32, required=False)
    remarks = serializers.CharField(max_length=500, required=False)

    def validate_rooms(self, rooms: list[Any]) -> list[Any]:
        if not 1 <= len(rooms) <= quotes.MAX_ROOMS:
            raise ValidationError(f"One booking has 1 to {quotes.MAX_ROOMS} rooms.", code="bad_rooms")
        return rooms


class Cancellation(serializers.Serializer[Any]):
    fee = serializers.DecimalField(12, 2, help_text="The fee that was agreed to")
    currency = serializers.CharField(max_length=3)


class ReservationViewSet(OfOneHotel[Reservation]):
    """Reservations of the builtin PMS, the newest first; one is found by its code.

    Booking and cancelling go to the hotel's PMS, whichever it is.
    """

    queryset = Reservation.objects.prefetch_related(
        "room_stays__room_type", "room_stays__rate_plan", "room_stays__use__room"
    )
    serializer_class = ReservationSerializer
    filters = ReservationFilters
    lookup_field = "code"
    lookup_value_regex = "[A-Za-z0-9-]{1,32}"

    def get_queryset(self) -> QuerySet[Reservation]:
        rows, asked = super().get_queryset(), self.asked()
        lookups = {
            "status": "status",
            "created_since": "created_at__gte",
            "updated_since": "updated_at__gte",
        }
        rows = rows.filter(**{lookups[name]: value for name, value in asked.items() if name in lookups})
        dates = {
            f"stay__startswith__{way}": asked[name]
            for name, way in (("arrival_from", "gte"), ("arrival_to", "lte"))
            if name in asked
        }
        if dates:
            arriving = RoomStay.objects.filter(hotel=self.hotel, **dates)
            rows = rows.filter(pk__in=arriving.values("reservation"))
        return rows

    @extend_schema(parameters=[ReservationFilters])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(parameters=[KEY], request=NewReservation, responses={201: dict, 200: dict})
    def create(self, request: Request) -> Response:
        """Book in the hotel's PMS, once per Idempotency-Key, at exactly the total given.

        409 with a code: `price_changed`, `sold_out`, `over_capacity`, `min_stay`, `past_date`, ...
        """
        wanted = _read(NewReservation, request)
        key = _key(request)
        try:
            receipt = _book(self.hotel, key, wanted, _actor(request))
        except PMSError as error:
            raise as_answer(error) from error
        _trace(self.hotel, request, "reservation.booked", receipt)
        code = status.HTTP_200_OK if receipt.repeated else status.HTTP_201_CREATED
        return Response(seen(receipt.reservation), code)

    @extend_schema(parameters=[KEY], request=Cancellation, responses=dict)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, code: str) -> Response:
        """Cancel in the hotel's PMS at the fee given; 409 `price_changed` when it is another by now."""
        agreed = _read(Cancellation, request)
        fee = Money(agreed["fee"], agreed["currency"])
        try:
            receipt = open_pms(self.hotel, _actor(request)).cancel(_key(request), code, fee)
        except PMSError as error:
            raise as_answer(error) from error
        _trace(self.hotel, request, "reservation.cancelled", receipt)
        return Response(seen(receipt.reservation))


class OfferViewSet(GenericViewSet[Any]):
    """What can be booked, from the hotel's PMS."""

    @extend_schema(parameters=[OfferQuery], responses=dict)
    def list(self, request: Request) -> Response:
        """Offers for one room, cheapest first, and why other room types cannot be offered."""
        query = OfferQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        stay = Stay(asked["arrival"], asked["departure"])
        people = Occupancy(asked["adults"], asked.get("children_ages", ()))
        key = request.auth
        assert isinstance(key, ApiKey)
        try:
            found = open_pms(key.hotel).find_offers(stay, people, asked.get("promotion", ""))
        except PMSError as error:
            raise as_answer(error) from error
        return Response(
            {
                "offers": [_offer(offer) for offer in found.offers],
                "unoffered": [
                    {"room_type": miss.room_type.code, "code": miss.code, "nights": miss.nights}
                    for miss in found.unoffered
                ],
                "age_seconds": found.stale_seconds,
            }
        )


def _read(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    body = serializer(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


def _key(request: Request) -> str:
    """The caller's key, apart from the keys of everybody else who writes to the PMS."""
    key = request.headers.get("Idempotency-Key", "")
    if not 8 <= len(key) <= 50 or not key.isascii() or not key.isprintable():
        raise ValidationError("Send an Idempotency-Key of 8 to 50 characters.", code="bad_idempotency_key")
    auth = request.auth
    assert isinstance(auth, ApiKey)
    return f"api-{auth.pk}-{key}"[:64]


def _actor(request: Request) -> str:
    """Who the history and the audit trail say it was."""
    key = request.auth
    assert isinstance(key, ApiKey)
    return f"API key {key.name}"


def _book(hotel: Hotel, key: str, wanted: dict[str, Any], actor: str) -> Receipt:
    """Price the rooms now, compare with what was agreed to, and write."""
    pms = open_pms(hotel, actor)
    name, remarks = checked_name(wanted["guest"]["name"]), checked_remarks(wanted.get("remarks", ""))
    stay = Stay(wanted["arrival"], wanted["departure"])
    if done := pms.written(key):
        return _again(hotel, done, wanted)
    choices = [
        quotes.RoomChoice(
            room["room_type"], room["rate_plan"], Occupancy(room["adults"], tuple(room["children_ages"]))
        )
        for room in wanted["rooms"]
    ]
    offers = quotes.chosen_offers(pms, stay, choices, wanted.get("promotion", ""))
    if quotes.total_of(offers).amount != wanted["total"]:
        raise PMSRefused("price_changed", f"these rooms cost {quotes.total_of(offers)} now")
    guest = Guest.objects.create(hotel=hotel, name=name)
    details = GuestDetails(
        guest.pk, name, wanted["guest"].get("phone", ""), wanted["guest"].get("email", ""), hotel.language
    )
    try:
        receipt = pms.book(key, offers, details, remarks)
    except (PMSRefused, PMSUnavailable):  # nothing was written, so nobody came
        guest.delete()
        raise
    if receipt.repeated:  # somebody with this key was faster
        guest.delete()
        return _again(hotel, receipt, wanted)
    return receipt


def _again(hotel: Hotel, done: Receipt, wanted: dict[str, Any]) -> Receipt:
    """What this key wrote before, if that is what is wanted now."""
    if not _is_what_was_wanted(hotel, done.reservation, wanted):
        raise PMSRefused("key_reused", "this Idempotency-Key was used for another booking")
    return replace(done, repeated=True)


def _is_what_was_wanted(hotel: Hotel, found: ReservationInfo, wanted: dict[str, Any]) -> bool:
    """Whether a booking of before answers this request: another guest's would be taken for this one's.

    An outside PMS may word the guest's name by its own rules, so there it says nothing.
    """
    same_guest = found.guest_name == checked_name(wanted["guest"]["name"])
    booked = sorted((room.room_type.code, room.occupancy.adults) for room in found.rooms)
    asked = sorted((room["room_type"], room["adults"]) for room in wanted["rooms"])
    return (
        found.stay == Stay(wanted["arrival"], wanted["departure"])
        and booked == asked
        and (same_guest or not repeatable(hotel))
    )


def _trace(hotel: Hotel, request: Request, what: str, receipt: Receipt) -> None:
    if receipt.repeated:
        return
    found = receipt.reservation
    details = {"code": found.code, "total": str(found.total.amount), "currency": found.total.currency}
    audit.record(hotel, _actor(request), what, None, details)


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "room_type": offer.room_type.code,
        "rate_plan": offer.rate_plan.code,
        "total": str(offer.total.amount),
        "currency": offer.total.currency,
        "taxes_added": str(offer.taxes_added.amount),
        "taxes": [
            {"name": tax.name, "amount": str(tax.amount.amount), "included": tax.included}
            for tax in offer.taxes
        ],
        "nights": [
            {"date": night.date.isoformat(), "price": str(night.price.amount)} for night in offer.nights
        ],
        "includes": list(offer.rate_plan.includes),
        "free_until_days": offer.rate_plan.cancellation.free_until_days,
        "cancellation_fee": offer.rate_plan.cancellation.fee,
        "promotion": offer.promotion.code if offer.promotion else None,
        "rooms_left": offer.rooms_left,
    }


def seen(found: ReservationInfo) -> dict[str, Any]:
    """A reservation as the PMS gave it back."""
    return {
        "code": found.code,
        "status": found.status,
        "total": str(found.total.amount),
        "currency": found.total.currency,
        "guest_name": found.guest_name,
        "cancellation_fee": str(found.cancellation_fee.amount),
        "rooms": [
            {
                "room": room.room_number,
                "room_type": room.room_type.code,
                "rate_plan": room.rate_plan.code,
                "arrival": room.stay.arrival.isoformat(),
                "departure": room.stay.departure.isoformat(),
                "adults": room.occupancy.adults,
                "children_ages": list(room.occupancy.children_ages),
                "status": room.status,
                "total": str(room.total.amount),
            }
            for room in found.rooms
        ],
    }
