"""Looking for rooms, holding a price, putting a booking before the guest."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from agents.desk import Desk
from agents.toolkit import Done, ToolError, tool
from agents.tools.views import offer_seen, price
from pms.base import Occupancy, Stay

Arrival = Annotated[date, Field(description="First night, hotel-local, YYYY-MM-DD.")]
Departure = Annotated[date, Field(description="Day of check-out, YYYY-MM-DD.")]
Adults = Annotated[int, Field(ge=1, le=20, description="Adults in the room, as the guest said.")]
Ages = Annotated[
    list[Annotated[int, Field(ge=0, le=17)]],
    Field(max_length=10, description="Age of each child in full years; empty without children."),
]
Code = Annotated[str, Field(min_length=1, max_length=16)]


@tool()
def find_offers(
    desk: Desk, arrival: Arrival, departure: Departure, adults: Adults, children_ages: Ages
) -> dict[str, Any]:
    """List what can be booked for a stay: room type, rate plan and total, cheapest first.

    Prices are live and final. Say them exactly as they are: do not add, round, convert or discount.
    Ask the guest for whatever you do not know; do not assume dates or the number of people.
    """
    found = desk.find_offers(_stay(desk, arrival, departure), Occupancy(adults, tuple(children_ages)))
    return {
        "offers": [offer_seen(offer, desk) for offer in found.offers[:8]],
        "not_available": [
            {"room_type": each.room_type.code, "reason": each.code, "minimum_nights": each.nights}
            for each in found.unoffered
        ],
    }


@tool()
def quote(
    desk: Desk,
    *,
    room_type: Annotated[Code, Field(description="Code of the room type, from find_offers.")],
    rate_plan: Annotated[Code, Field(description="Code of the rate plan, from find_offers.")],
    arrival: Arrival,
    departure: Departure,
    adults: Adults,
    children_ages: Ages,
) -> dict[str, Any]:
    """Hold the price of one offer once the guest has chosen it. Returns the quote_id for propose_booking."""
    stay = _stay(desk, arrival, departure)
    held = desk.quote(room_type, rate_plan, stay, Occupancy(adults, tuple(children_ages)))
    return {"quote_id": held.id, "total": price(held.total), "offer": offer_seen(held.offer, desk)}


@tool("propose")
def propose_booking(
    desk: Desk,
    quote_id: Annotated[str, Field(max_length=64, description="From quote, in this conversation.")],
    guest_name: Annotated[
        str | None,
        Field(
            max_length=120, description="Full name the guest gave for the booking; null: the contact's name."
        ),
    ] = None,
) -> Done:
    """Put the booking before the guest. Books nothing: the hotel sends its terms with a button to confirm.

    Call it alone, when the guest has chosen room, rate and dates and wants to book. Your turn ends here.
    """
    if not (guest_name or desk.briefing.guest_name).strip():
        raise ToolError("No name is known. Ask the guest for the full name for the booking.")
    return Done(proposal=desk.propose_booking(quote_id, guest_name or ""))


def _stay(desk: Desk, arrival: date, departure: date) -> Stay:
    """ToolError for dates that no hotel could sell; the PMS has its own limits beyond these."""
    today = desk.hotel.today()
    if arrival < today:
        raise ToolError(f"arrival is in the past; today is {today.isoformat()}.")
    if departure <= arrival:
        raise ToolError("departure must be after arrival.")
    return Stay(arrival, departure)
