"""Looking for rooms, holding a price, putting a booking before the guest."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from agents import concierge
from agents.contact_names import name_of
from agents.desk import Desk, RoomChoice
from agents.toolkit import Done, ToolError, tool
from agents.tools import given
from agents.tools.views import offer_seen, old_seen, party_seen, price
from pms.base import Occupancy, Stay
from pms.quotes import MAX_ROOMS

Arrival = Annotated[date, Field(description="First night, hotel-local, YYYY-MM-DD.")]
Departure = Annotated[date, Field(description="Day of check-out, YYYY-MM-DD.")]
Adults = Annotated[int, Field(ge=1, le=20, description="Adults in the room, as the guest said.")]
Ages = Annotated[
    list[Annotated[int, Field(ge=0, le=17)]],
    Field(max_length=10, description="Age of each child in full years; empty without children."),
]
RoomTypeCode = Annotated[
    str, Field(min_length=1, max_length=16, description="Code of the room type, from find_offers.")
]
RatePlanCode = Annotated[
    str, Field(min_length=1, max_length=16, description="Code of the rate plan, from find_offers.")
]
Promotion = Annotated[
    str | None, Field(max_length=32, description="Promotion code the guest wrote; null without one.")
]


class RoomWanted(BaseModel):
    """One room and who sleeps in it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    room_type: RoomTypeCode
    rate_plan: RatePlanCode
    adults: Adults
    children_ages: Ages


@tool()
def find_offers(
    desk: Desk,
    *,
    arrival: Arrival,
    departure: Departure,
    adults: Adults,
    children_ages: Ages,
    promotion: Promotion = None,
) -> dict[str, Any]:
    """List what can be booked for a stay in one room: room type, rate plan and total, cheapest first.

    For a party that needs several rooms, `several_rooms` suggests how to split it. With `old` the booking
    system does not answer: say so, the prices are a memory and cannot be booked.
    Prices are final. Say them exactly as they are: do not add, round, convert or discount.
    Ask the guest for whatever you do not know; do not assume dates or the number of people.
    """
    occupancy = Occupancy(adults, tuple(children_ages))
    stay = stay_of(desk, arrival, departure)
    found = desk.find_offers(stay, occupancy, promotion or "")
    seen: dict[str, Any] = {
        "offers": [offer_seen(offer, desk) for offer in found.offers[:8]],
        "not_available": [
            {"room_type": each.room_type.code, "reason": each.code, "minimum_nights": each.nights}
            for each in found.unoffered
        ],
    }
    if found.stale_seconds:
        seen["old"] = old_seen(found.stale_seconds)
    elif not found.offers and occupancy.total > 1:
        seen["several_rooms"] = [
            party_seen(way, desk) for way in desk.suggest_rooms(stay, occupancy, promotion or "")
        ]
    return seen


@tool()
def quote(
    desk: Desk,
    arrival: Arrival,
    departure: Departure,
    rooms: Annotated[
        list[RoomWanted],
        Field(min_length=1, max_length=MAX_ROOMS, description="One entry for each room of the booking."),
    ],
    promotion: Promotion = None,
) -> dict[str, Any]:
    """Hold the price of what the guest chose, all rooms in one. Returns the quote_id for propose_booking."""
    wanted = [
        RoomChoice(room.room_type, room.rate_plan, Occupancy(room.adults, tuple(room.children_ages)))
        for room in rooms
    ]
    held = desk.quote(stay_of(desk, arrival, departure), wanted, promotion or "")
    return {
        "quote_id": held.id,
        "total": price(held.total),
        "rooms": [offer_seen(offer, desk) for offer in held.offers],
    }


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
    email: Annotated[
        str | None, Field(max_length=254, description="E-mail the guest gave for the booking; else null.")
    ] = None,
    remarks: Annotated[
        str | None,
        Field(max_length=300, description="Wishes for the stay, in the guest's words; else null."),
    ] = None,
) -> Done:
    """Put the booking before the guest. Books nothing: the hotel sends its terms with a button to confirm.

    Call it alone, when the guest has chosen room, rate and dates and wants to book. Your turn ends here.
    """
    if not (guest_name or name_of(desk.briefing.guest_name)).strip():
        raise ToolError("No name is known. Ask the guest for the full name for the booking.")
    return Done(
        proposal=desk.propose_booking(
            quote_id,
            given.name(desk, guest_name) if guest_name else "",
            email=given.email(desk, email) if email else "",
            remarks=given.wish(desk, remarks) if remarks else "",
        )
    )


@tool("note")
def join_waiting_list(
    desk: Desk,
    *,
    arrival: Arrival,
    departure: Departure,
    adults: Adults,
    children_ages: Ages,
    room_type: Annotated[RoomTypeCode | None, Field(description="Null: any room type.")] = None,
) -> dict[str, Any]:
    """Put the guest on the waiting list for a stay that is sold out, once they have asked for it.

    Nothing is held. Call it alone; then tell the guest that their place on the list is noted.
    """
    stay, people = stay_of(desk, arrival, departure), Occupancy(adults, tuple(children_ages))
    concierge.join_waiting_list(desk, stay, people, room_type or "")
    return {"on_the_list": True, "held": False}


def stay_of(desk: Desk, arrival: date, departure: date) -> Stay:
    """ToolError for dates that no hotel could sell; the PMS has its own limits beyond these."""
    today = desk.hotel.today()
    if arrival < today:
        raise ToolError(f"arrival is in the past; today is {today.isoformat()}.")
    if departure <= arrival:
        raise ToolError("departure must be after arrival.")
    return Stay(arrival, departure)
