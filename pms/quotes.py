"""Prices said to a guest: bound to hotel and conversation, good for half an hour, used once."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from hotels.models import Hotel
from pms import cancellation
from pms.base import Money, Occupancy, Offer, Stay
from pms.errors import PMSRefused
from pms.models import Quote
from pms.records import digest, from_json, to_json
from pms.systems import open_pms

VALID = timedelta(minutes=30)


@dataclass(frozen=True)
class Terms:
    """Everything a booking's price stands for. A quote and its proposal keep it as JSON."""

    offer: Offer
    free_cancellation_until: datetime | None  # hotel-local; None: never free, or over already
    late_fee: Money  # what cancelling costs after that


def make_quote(hotel: Hotel, conversation_id: int, offer: Offer) -> Quote:
    """Hold an offer of the hotel's PMS for this conversation."""
    rules = offer.rate_plan.cancellation
    terms = to_json(
        Terms(
            offer,
            cancellation.free_until(hotel, offer.stay, rules),
            cancellation.late_fee(rules, offer.nights[0].price, offer.total),
        )
    )
    return Quote.objects.create(
        hotel=hotel,
        conversation_id=conversation_id,
        room_type=offer.room_type.code,
        rate_plan=offer.rate_plan.code,
        arrival=offer.stay.arrival,
        departure=offer.stay.departure,
        adults=offer.occupancy.adults,
        children_ages=list(offer.occupancy.children_ages),
        terms=terms,
        terms_hash=digest(terms),
        total=offer.total.amount,
        currency=offer.total.currency,
        expires_at=timezone.now() + VALID,
    )


def quote_stay(
    hotel: Hotel, conversation_id: int, stay: Stay, occupancy: Occupancy, *, room_type: str, rate_plan: str
) -> tuple[Quote, Offer]:
    """Ask the PMS for one room type (by code) on one plan and quote it.

    Raises PMSRefused with the reason there is no such offer: `sold_out`, `over_capacity`, `min_stay`,
    `no_rate`, or what `find_offers` refuses.
    """
    found = open_pms(hotel).find_offers(stay, occupancy)
    for offer in found.offers:
        if (offer.room_type.code, offer.rate_plan.code) == (room_type, rate_plan):
            return make_quote(hotel, conversation_id, offer), offer
    code = next((miss.code for miss in found.unoffered if miss.room_type.code == room_type), "no_rate")
    raise PMSRefused(code, f"{room_type} on {rate_plan} cannot be offered for this stay: {code}")


def get_valid(hotel: Hotel, conversation_id: int, quote_id: str | uuid.UUID) -> Quote:
    """The quote, if it may be used. Raises PMSRefused `quote_unknown`, `quote_used` or `quote_expired`."""
    try:
        key = uuid.UUID(str(quote_id))
    except ValueError as error:
        raise PMSRefused("quote_unknown", "there is no such quote") from error
    quote = Quote.objects.filter(pk=key, hotel=hotel, conversation_id=conversation_id).first()
    if quote is None:
        raise PMSRefused("quote_unknown", "there is no such quote")
    if quote.used_at is not None:
        raise PMSRefused("quote_used", "this quote has been used")
    if not quote.is_valid:
        raise PMSRefused("quote_expired", "this quote has expired")
    return quote


def terms_of(quote: Quote) -> Terms:
    """The quote's terms as values."""
    return from_json(Terms, quote.terms)
