"""What the model gets to see of the house's values: named fields only, nothing it does not need."""

from typing import Any

from agents.desk import Desk, PartyOffer, minutes_old
from agents.phrases import in_words
from pms.agenda import AppointmentInfo
from pms.base import CancellationTerms, Money, Offer, ReservationInfo, RoomStay

NIGHTS_SHOWN = 14


def price(amount: Money) -> dict[str, str]:
    return {"amount": str(amount.amount), "currency": amount.currency}


def offer_seen(offer: Offer, desk: Desk) -> dict[str, Any]:
    language, default = desk.language, desk.hotel.language
    return {
        "room_type": offer.room_type.code,
        "room_name": in_words(offer.room_type.name, language, default),
        "rate_plan": offer.rate_plan.code,
        "rate_name": in_words(offer.rate_plan.name, language, default),
        "includes": list(offer.rate_plan.includes),
        "cancellation": cancellation_seen(offer.rate_plan.cancellation),
        "arrival": offer.stay.arrival.isoformat(),
        "departure": offer.stay.departure.isoformat(),
        "nights": offer.stay.nights,
        "adults": offer.occupancy.adults,
        "children_ages": list(offer.occupancy.children_ages),
        "total": price(offer.total),
        "per_night": _per_night(offer),
        "taxes": "included in the total",
    } | ({"promotion": offer.promotion.code} if offer.promotion else {})


def party_seen(way: PartyOffer, desk: Desk) -> dict[str, Any]:
    return {"total": price(way.total), "rooms": [offer_seen(offer, desk) for offer in way.offers]}


def old_seen(seconds: int) -> dict[str, Any]:
    return {"minutes": minutes_old(seconds), "bookable": False}


def appointment_seen(found: AppointmentInfo, desk: Desk) -> dict[str, Any]:
    tz = desk.hotel.tz
    return {
        "code": found.code,
        "service": in_words(found.name, desk.language, desk.hotel.language) or found.service,
        "starts": found.starts_at.astimezone(tz).strftime("%Y-%m-%dT%H:%M"),
        "ends": found.ends_at.astimezone(tz).strftime("%Y-%m-%dT%H:%M"),
        "people": found.people,
        "price": price(found.price),
        "status": found.status,
    }


def _per_night(offer: Offer) -> Any:
    """One price when every night costs the same, else each night's; the model must not divide."""
    prices = {night.price for night in offer.nights}
    if len(prices) == 1:
        return str(offer.nights[0].price.amount)
    return {night.date.isoformat(): str(night.price.amount) for night in offer.nights[:NIGHTS_SHOWN]}


def cancellation_seen(terms: CancellationTerms) -> dict[str, Any]:
    return {"free_until_days_before_arrival": terms.free_until_days, "fee_afterwards": terms.fee}


def reservation_seen(found: ReservationInfo, desk: Desk) -> dict[str, Any]:
    free_until = found.free_cancellation_until
    return {
        "code": found.code,
        "status": found.status,
        "arrival": found.stay.arrival.isoformat(),
        "departure": found.stay.departure.isoformat(),
        "rooms": [_room_seen(room, number, desk) for number, room in enumerate(found.live_rooms, 1)],
        "total": price(found.total),
        "free_cancellation_until": free_until.astimezone(desk.hotel.tz).isoformat() if free_until else None,
        "cancellation_fee_now": price(found.cancellation_fee),
    }


def _room_seen(room: RoomStay, number: int, desk: Desk) -> dict[str, Any]:
    """A room by its place in the reservation: what the PMS calls it is not the model's business."""
    language, default = desk.language, desk.hotel.language
    return {
        "room": number,
        "room_type": room.room_type.code,
        "room_name": in_words(room.room_type.name, language, default),
        "rate_name": in_words(room.rate_plan.name, language, default),
        "arrival": room.stay.arrival.isoformat(),
        "departure": room.stay.departure.isoformat(),
        "adults": room.occupancy.adults,
        "children_ages": list(room.occupancy.children_ages),
        "total": price(room.total),
        "cancellation_fee_now": price(room.cancellation_fee),
        "number": room.room_number,
    }
