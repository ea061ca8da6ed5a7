"""Prices said to a guest: bound to hotel and conversation, good for half an hour, used once."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from hotels.models import Hotel
from pms import cancellation
from pms.base import PMS, Availability, Money, Occupancy, Offer, Stay
from pms.errors import PMSRefused, PMSUnavailable
from pms.models import Quote
from pms.records import digest, from_json, to_json
from pms.systems import open_pms

VALID = timedelta(minutes=30)
MAX_ROOMS = 5  # in one booking; more is a group, and a group is for people


@dataclass(frozen=True)
class RoomChoice:
    """One room a guest wants: type and plan by their codes, and who sleeps in it."""

    room_type: str
    rate_plan: str
    occupancy: Occupancy


@dataclass(frozen=True)
class Terms:
    """Everything a booking's price stands for. A quote and its proposal keep it as JSON."""

    offers: tuple[Offer, ...]  # one for each room, all of one currency
    free_cancellation_until: datetime | None  # hotel-local; None: never free, or over already
    late_fee: Money  # what cancelling all of it costs after that

    @property
    def total(self) -> Money:
        return total_of(self.offers)

    @property
    def stay(self) -> Stay:
        return Stay(
            min(offer.stay.arrival for offer in self.offers),
            max(offer.stay.departure for offer in self.offers),
        )


def total_of(offers: Sequence[Offer]) -> Money:
    """What these rooms cost together. Raises ValueError for two currencies."""
    zero = Money(Decimal(0), offers[0].total.currency)
    return sum((offer.total for offer in offers), zero)


def make_quote(hotel: Hotel, conversation_id: int, offers: Sequence[Offer]) -> Quote:
    """Hold offers of the hotel's PMS, one for each room, for this conversation, as `drawn_up`."""
    quote = drawn_up(hotel, conversation_id, offers)
    quote.save()
    return quote


def drawn_up(hotel: Hotel, conversation_id: int, offers: Sequence[Offer]) -> Quote:
    """The quote for these offers, not stored.

    Free cancellation ends with the room where it ends first. Raises PMSUnavailable for stale offers.
    """
    if any(offer.stale_seconds for offer in offers):
        raise PMSUnavailable("these prices are old: they cannot be promised")
    ends = [cancellation.free_until(hotel, offer.stay, offer.rate_plan.cancellation) for offer in offers]
    fees = [
        cancellation.late_fee(offer.rate_plan.cancellation, offer.nights[0].price, offer.total)
        for offer in offers
    ]
    known = [end for end in ends if end is not None]
    terms = Terms(
        tuple(offers),
        min(known) if len(known) == len(ends) else None,
        sum(fees, Money(Decimal(0), fees[0].currency)),
    )
    stored = to_json(terms)
    rooms = Counter(f"{offer.room_type.code} {offer.rate_plan.code}" for offer in offers)
    return Quote(
        hotel=hotel,
        conversation_id=conversation_id,
        summary=", ".join(f"{count} x {room}" for room, count in rooms.items())[:120],
        arrival=terms.stay.arrival,
        departure=terms.stay.departure,
        terms=stored,
        terms_hash=digest(stored),
        total=terms.total.amount,
        currency=terms.total.currency,
        expires_at=timezone.now() + VALID,
    )


def quote_stay(
    hotel: Hotel,
    conversation_id: int,
    stay: Stay,
    rooms: Sequence[RoomChoice],
    *,
    promotion: str = "",
    pms: PMS | None = None,
) -> tuple[Quote, tuple[Offer, ...]]:
    """Ask the PMS (the hotel's, unless one is given) for these rooms, all for one stay, and quote them.

    Raises PMSRefused as `chosen_offers`.
    """
    offers = chosen_offers(pms or open_pms(hotel), stay, rooms, promotion)
    return make_quote(hotel, conversation_id, offers), offers


def chosen_offers(
    pms: PMS, stay: Stay, rooms: Sequence[RoomChoice], promotion: str = ""
) -> tuple[Offer, ...]:
    """The offers for these rooms as the PMS makes them now, one for each.

    Raises PMSRefused with the reason there is no such offer: `sold_out`, `over_capacity`, `min_stay`,
    `max_stay`, `closed`, `no_rate`, `too_many_rooms`, `two_currencies`, or what `find_offers` refuses.
    """
    if not 1 <= len(rooms) <= MAX_ROOMS:
        raise PMSRefused("too_many_rooms", f"one booking has 1 to {MAX_ROOMS} rooms")
    found: dict[Occupancy, Availability] = {}
    offers: list[Offer] = []
    for choice in rooms:
        if choice.occupancy not in found:
            found[choice.occupancy] = pms.find_offers(stay, choice.occupancy, promotion)
        offers.append(_chosen(found[choice.occupancy], choice))
    for code, wanted in Counter(offer.room_type.code for offer in offers).items():
        left = next(offer.rooms_left for offer in offers if offer.room_type.code == code)
        if 0 <= left < wanted:
            raise PMSRefused("sold_out", f"there are only {left} rooms of {code} left for this stay")
    if len({offer.total.currency for offer in offers}) > 1:
        raise PMSRefused("two_currencies", "these rooms are sold in different currencies: book them apart")
    return tuple(offers)


def _chosen(found: Availability, choice: RoomChoice) -> Offer:
    for offer in found.offers:
        if (offer.room_type.code, offer.rate_plan.code) == (choice.room_type, choice.rate_plan):
            return offer
    code = next((miss.code for miss in found.unoffered if miss.room_type.code == choice.room_type), "no_rate")
    raise PMSRefused(
        code, f"{choice.room_type} on {choice.rate_plan} cannot be offered for this stay: {code}"
    )


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
