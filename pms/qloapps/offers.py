"""What can be booked: hotel_ari, and everything it does not check itself.

It knows neither occupancy nor past dates, sells for 2035, and quotes one total for the whole stay: we
spread that evenly over the nights, to the cent. Its total with tax is the price.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from hotels.models import Hotel
from pms.base import Availability, Money, Night, Occupancy, Offer, Stay, TaxLine, Unoffered
from pms.errors import PMSUnavailable
from pms.limits import check_occupancy, check_stay
from pms.money import CENT
from pms.qloapps.client import Client
from pms.qloapps.house import Facts, Kind
from pms.qloapps.wire import price, whole, xml


@dataclass(frozen=True)
class Sale:
    """A room type over a stay: how many rooms are free all the time, and what one costs."""

    free: int
    net: Decimal
    gross: Decimal
    currency: str


def check(hotel: Hotel, stay: Stay, occupancy: Occupancy) -> None:
    """Raises PMSRefused `past_date`, `too_far`, `too_long` or `bad_occupancy`."""
    check_stay(hotel, stay)
    check_occupancy(occupancy)


def ask(client: Client, facts: Facts, stay: Stay) -> dict[int, Sale]:
    """What hotel_ari says now, by room type id. A type that is not sold at all is left out."""
    found = client.ask(
        "hotel_ari",
        xml(
            "hotel_ari",
            {
                "id_hotel": facts.property_id,
                "date_from": stay.arrival,
                "date_to": stay.departure,
                "get_available_rooms": 1,
                "associations": {"room_occupancies": {"room_occupancy": {"adults": 1, "children": 0}}},
            },
        ),
    )
    listed = found.get("room_types")
    if not isinstance(listed, list):
        raise PMSUnavailable("QloApps does not know this hotel (property_id)")
    currency = str(found.get("currency") or facts.currency)
    return {
        whole(each.get("id_room_type")): Sale(
            free=_free(each.get("rooms")),
            net=price(each.get("total_price")),
            gross=price(each.get("total_price_with_tax")),
            currency=currency,
        )
        for each in listed
        if isinstance(each, dict)
    }


def _free(rooms: Any) -> int:
    """How many rooms are available: an object by room id; a bare list when there is none."""
    found = rooms.get("available") if isinstance(rooms, dict) else None
    return len(found) if isinstance(found, dict | list) else 0


def availability(facts: Facts, sales: Mapping[int, Sale], stay: Stay, occupancy: Occupancy) -> Availability:
    """The offers, cheapest first; of two that cost the same, in the shop's order."""
    results = [offered(facts, kind, sales.get(kind.id), stay, occupancy) for kind in facts.kinds]
    offers = [result for result in results if isinstance(result, Offer)]
    offers.sort(key=lambda offer: offer.total.amount)
    return Availability(tuple(offers), tuple(each for each in results if isinstance(each, Unoffered)))


def offered(
    facts: Facts, kind: Kind, sale: Sale | None, stay: Stay, occupancy: Occupancy
) -> Offer | Unoffered:
    """One room of this type, or why not."""
    info = kind.info
    if (
        occupancy.adults > info.max_adults
        or occupancy.children > info.max_children
        or occupancy.total > info.max_total
    ):
        return Unoffered(info, "over_capacity")
    if sale is None:
        return Unoffered(info, "closed")
    if stay.nights < kind.min_nights:
        return Unoffered(info, "min_stay", kind.min_nights)
    if kind.max_nights and stay.nights > kind.max_nights:
        return Unoffered(info, "max_stay", kind.max_nights)
    if sale.free == 0:
        return Unoffered(info, "sold_out")
    if sale.gross <= 0:
        return Unoffered(info, "no_rate")
    zero = Money(Decimal(0), sale.currency)
    tax = Money(sale.gross - sale.net, sale.currency)
    return Offer(
        room_type=info,
        rate_plan=facts.plan,
        stay=stay,
        occupancy=occupancy,
        nights=spread(sale.gross, sale.currency, stay),
        taxes_added=zero,
        total=Money(sale.gross, sale.currency),
        rooms_left=sale.free,
        taxes=(TaxLine("Tax", tax, included=True),) if tax > zero else (),
    )


def spread(total: Decimal, currency: str, stay: Stay) -> tuple[Night, ...]:
    """A total over the nights, evenly; the cents that do not divide fall on the first nights."""
    each = (total / stay.nights).quantize(CENT, ROUND_DOWN)
    left = int((total - each * stay.nights) / CENT)
    return tuple(
        Night(night, Money(each + (CENT if number < left else 0), currency))
        for number, night in enumerate(stay.dates())
    )
