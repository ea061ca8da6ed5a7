"""Helping a guest choose, with live prices."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from agents import selling
from agents.desk import Desk
from agents.phrases import in_words
from agents.selling import Compared
from agents.toolkit import tool
from agents.tools.rooms import Adults, Ages, Arrival, Departure, Promotion, RoomTypeCode, stay_of
from agents.tools.views import offer_seen, price
from pms.base import Money, Occupancy


@tool()
def rooms_for_budget(
    desk: Desk,
    *,
    arrival: Arrival,
    departure: Departure,
    adults: Adults,
    children_ages: Ages,
    budget: Annotated[
        int,
        Field(ge=1, le=1_000_000_000, description="What the guest wants to spend on the whole stay at most."),
    ],
    budget_in: Annotated[
        str, Field(min_length=3, max_length=3, description="Its currency, ISO 4217, as the guest said.")
    ],
    promotion: Promotion = None,
) -> dict[str, Any]:
    """What a budget buys for a stay in one room: the best rooms within it, and the nearest one above it.

    When nothing fits, `shorter_stay` is the longest stay from the same arrival that does. Amounts of another
    currency than the hotel's are refused: never convert, ask for the budget in the hotel's currency.
    """
    stay, people = stay_of(desk, arrival, departure), Occupancy(adults, tuple(children_ages))
    most = Money(Decimal(budget), budget_in.upper())
    bought = selling.what_buys(desk, stay, people, most, promotion or "")
    seen: dict[str, Any] = {"within_budget": [offer_seen(offer, desk) for offer in bought.within]}
    if bought.nearest:
        seen["nearest_above"] = offer_seen(bought.nearest, desk)
    if bought.shorter:
        seen["shorter_stay"] = offer_seen(bought.shorter, desk)
    return seen


@tool()
def compare_rooms(
    desk: Desk,
    *,
    arrival: Arrival,
    departure: Departure,
    adults: Adults,
    children_ages: Ages,
    room_types: Annotated[
        list[RoomTypeCode],
        Field(max_length=6, description="Codes to compare; empty: all. One code: its rates are compared."),
    ],
    promotion: Promotion = None,
) -> dict[str, Any]:
    """Compare room types (the cheapest rate of each), or the rates of one room type, for the same stay.

    `costs_more` is the difference to the cheapest of them; say it as it is. What is not listed is not free.
    """
    stay, people = stay_of(desk, arrival, departure), Occupancy(adults, tuple(children_ages))
    if len(room_types) == 1:
        rates = selling.rates_of(desk, stay, people, room_types[0], promotion or "")
        return {"rates": [_seen(each, desk) for each in rates]}
    rooms = selling.compared(desk, stay, people, room_types, promotion or "")
    return {"rooms": [_seen(each, desk) for each in rooms]}


@tool()
def popular_rooms(desk: Desk) -> dict[str, Any]:
    """Room types by how often guests take them, most first. Empty: too few stays to tell."""
    names = {room.code: room.name for room in desk.house.room_types}
    return {
        "most_taken_first": [
            {"room_type": code, "room_name": in_words(names[code], desk.language, desk.hotel.language)}
            for code in selling.popular(desk)
        ]
    }


@tool()
def better_rooms(
    desk: Desk,
    *,
    arrival: Arrival,
    departure: Departure,
    adults: Adults,
    children_ages: Ages,
    room_type: RoomTypeCode,
    promotion: Promotion = None,
) -> dict[str, Any]:
    """Rooms a little dearer than the chosen one that are free for the same stay, with the difference.

    Mention one at most, once, in half a sentence. Empty: mention nothing.
    """
    stay, people = stay_of(desk, arrival, departure), Occupancy(adults, tuple(children_ages))
    found = selling.better_rooms(desk, stay, people, room_type, promotion or "")
    return {"possible_now": [_seen(each, desk) for each in found]}


def _seen(each: Compared, desk: Desk) -> dict[str, Any]:
    room = each.offer.room_type
    return offer_seen(each.offer, desk) | {
        "costs_more": price(each.more),
        "description": in_words(room.description, desk.language, desk.hotel.language)[:300],
        "most_people": room.max_total,
    }
