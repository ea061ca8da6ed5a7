"""The guest's own reservations: looking them up, putting a change or a cancellation before the guest."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from agents.desk import Desk
from agents.toolkit import Done, ToolError, tool
from agents.tools.rooms import Ages, RoomTypeCode
from agents.tools.views import reservation_seen
from pms.base import Occupancy, ReservationInfo, RoomStay, RoomWish, Stay
from pms.quotes import MAX_ROOMS

Code = Annotated[
    str, Field(min_length=3, max_length=32, description="Reservation code, as the guest wrote it.")
]
Place = Annotated[
    int, Field(ge=1, le=20, description="`room` of my_reservations: 1 is the reservation's first room.")
]


@tool()
def my_reservations(desk: Desk) -> dict[str, Any]:
    """List the reservations that belong to this guest's own contact."""
    return {"reservations": [reservation_seen(found, desk) for found in desk.my_reservations()[:10]]}


@tool()
def find_reservation(
    desk: Desk,
    code: Code,
    surname: Annotated[str, Field(min_length=1, max_length=80, description="As the guest wrote it.")],
) -> dict[str, Any]:
    """Look up a reservation made under another contact. Needs the code and the surname, both from the guest.

    Never try codes or names that the guest did not write. Every miss looks the same and is counted.
    """
    return reservation_seen(desk.find_reservation(code, surname), desk)


@tool("propose")
def propose_change(
    desk: Desk,
    *,
    code: Code,
    room: Annotated[
        Place | None, Field(description="Only this room of the reservation; null: all of them.")
    ] = None,
    arrival: Annotated[date | None, Field(description="New arrival, YYYY-MM-DD; null: as it is.")] = None,
    departure: Annotated[date | None, Field(description="New departure, YYYY-MM-DD; null: as it is.")] = None,
    room_type: Annotated[RoomTypeCode | None, Field(description="New room type; null: as it is.")] = None,
    adults: Annotated[
        int | None, Field(ge=1, le=20, description="New number of adults in the room; null: as it is.")
    ] = None,
    children_ages: Annotated[
        Ages | None, Field(description="New ages of children; null: as they are.")
    ] = None,
) -> Done:
    """Put a change of a reservation before the guest. Changes nothing: the hotel prices it, shows what was
    and what would be, the difference and any fee, with a button to confirm.

    Call it alone, when the guest has said what should change. Your turn ends here.
    """
    found = desk.own_reservation(code)
    rooms = [_room(found, room)] if room else list(found.live_rooms)
    guests = adults is not None or children_ages is not None
    if len(rooms) > 1 and (guests or room_type):
        raise ToolError(f"The reservation has {len(rooms)} rooms: say which `room`.")
    return Done(
        proposal=desk.propose_change(
            found.code,
            [
                RoomWish(
                    each.id,
                    _moved(each.stay, arrival, departure) if arrival or departure else None,
                    room_type or "",
                    "",
                    _resized(each.occupancy, adults, children_ages) if guests else None,
                )
                for each in rooms
            ],
        )
    )


@tool("propose")
def propose_cancellation(
    desk: Desk,
    code: Code,
    rooms: Annotated[
        list[Place] | None,
        Field(max_length=MAX_ROOMS, description="Only these rooms of it; null: the whole reservation."),
    ] = None,
) -> Done:
    """Put a cancellation before the guest. Cancels nothing: the hotel sends the fee with a button to confirm.

    Call it alone, when the guest asks to cancel this reservation or some of its rooms. Your turn ends here.
    """
    if not rooms:
        return Done(proposal=desk.propose_cancellation(code))
    found = desk.own_reservation(code)
    chosen = [_room(found, room).id for room in dict.fromkeys(rooms)]
    return Done(proposal=desk.propose_cancellation(found.code, chosen))


def _room(found: ReservationInfo, place: int) -> RoomStay:
    """The room by its place in my_reservations, or by the number on its door."""
    rooms = found.live_rooms
    if place <= len(rooms):
        return rooms[place - 1]
    numbered = [room for room in rooms if room.room_number == str(place)]
    if not numbered:
        raise ToolError(f"The reservation has {len(rooms)} rooms, counted from 1.")
    return numbered[0]


def _moved(stay: Stay, arrival: date | None, departure: date | None) -> Stay:
    """The stay with the dates that are named; a new arrival alone moves the whole stay."""
    begin = arrival or stay.arrival
    end = departure or (begin + (stay.departure - stay.arrival) if arrival else stay.departure)
    if end <= begin:
        raise ToolError("departure must be after arrival.")
    return Stay(begin, end)


def _resized(occupancy: Occupancy, adults: int | None, children_ages: list[int] | None) -> Occupancy:
    ages = occupancy.children_ages if children_ages is None else tuple(children_ages)
    return Occupancy(adults or occupancy.adults, ages)
