"""Appointments and requests: what there is, when it is free, putting it before the guest."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from agents import concierge
from agents.desk import Desk
from agents.toolkit import Done, ToolError, tool
from agents.tools import given
from agents.tools.views import appointment_seen, price

ServiceCode = Annotated[str, Field(min_length=1, max_length=16, description="From find_services.")]
People = Annotated[int, Field(ge=1, le=20, description="How many people, as the guest said.")]
Start = Annotated[
    str,
    Field(
        pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$",
        description="Start by the hotel's clock, YYYY-MM-DDTHH:MM, one of service_slots.",
    ),
]
AppointmentCode = Annotated[str, Field(min_length=3, max_length=32, description="From my_appointments.")]
Department = Literal[
    "reception", "housekeeping", "maintenance", "concierge", "restaurant", "spa", "reservations"
]
Kind = Literal[
    "towels", "cleaning", "supplies", "repair", "lost", "wake_up", "late_check_out", "early_check_in",
    "luggage", "transport", "food", "call_back", "wish",
]  # fmt: skip
SLOTS_SHOWN = 24


@tool()
def find_services(desk: Desk) -> dict[str, Any]:
    """List what can be arranged besides rooms: massages, tables, transfers, with price and hours."""
    return {
        "services": [
            {
                "code": view.code,
                "name": view.name,
                "by_appointment": view.by_appointment,
                "price": price(view.price) | {"per": "person" if view.per_person else "appointment"}
                if view.price
                else None,
                "minutes": view.minutes,
                "hours": f"{view.opens}-{view.closes}" if view.opens else None,
            }
            for view in concierge.services(desk)
        ]
    }


@tool()
def service_slots(
    desk: Desk,
    service: ServiceCode,
    day: Annotated[date, Field(description="Hotel-local day, YYYY-MM-DD.")],
    people: People,
) -> dict[str, Any]:
    """List the free starts of one service on one day. No start: it is closed or full that day."""
    starts = concierge.slots(desk, service, day, people)
    return {
        "day": day.isoformat(),
        "free": [start.strftime("%Y-%m-%dT%H:%M") for start in starts[:SLOTS_SHOWN]],
        "more": len(starts) > SLOTS_SHOWN,
    }


@tool("propose")
def propose_appointment(desk: Desk, service: ServiceCode, start: Start, people: People) -> Done:
    """Put an appointment before the guest. Books nothing: the hotel sends time and price with a button.

    Call it alone, when the guest has chosen service, day, time and people. Your turn ends here.
    """
    return Done(proposal=concierge.propose_appointment(desk, service, _moment(start), people))


@tool()
def my_appointments(desk: Desk) -> dict[str, Any]:
    """List this guest's own appointments that are not over."""
    return {"appointments": [appointment_seen(each, desk) for each in concierge.appointments(desk)[:10]]}


@tool("propose")
def propose_move(
    desk: Desk,
    code: AppointmentCode,
    start: Start,
    people: Annotated[int | None, Field(ge=1, le=20, description="Null: as many as before.")] = None,
) -> Done:
    """Put another time for one of the guest's appointments before them. Moves nothing: a button confirms.

    Call it alone. Your turn ends here.
    """
    return Done(proposal=concierge.propose_move(desk, code, _moment(start), people))


@tool("propose")
def propose_appointment_cancellation(desk: Desk, code: AppointmentCode) -> Done:
    """Put the cancellation of one of the guest's appointments before them. Cancels nothing by itself.

    Call it alone. Your turn ends here.
    """
    return Done(proposal=concierge.propose_appointment_cancellation(desk, code))


@tool("propose")
def propose_request(
    desk: Desk,
    department: Annotated[Department, Field(description="Who does it.")],
    kind: Annotated[Kind, Field(description="What it is about.")],
    text: Annotated[
        str, Field(min_length=3, max_length=300, description="The guest's wish in one short sentence.")
    ],
    room_number: Annotated[
        str | None, Field(max_length=16, description="Number on the door, as the guest wrote it; else null.")
    ] = None,
) -> Done:
    """Put a request to the house before the guest: towels, a repair, a lost thing, a call back.

    What is to be done in a room needs its number, unless the guest is known to be in the house: ask for it.
    Notes nothing by itself: the guest confirms with a button. Call it alone. Your turn ends here.
    """
    door = given.wish(desk, room_number) if room_number else ""
    asked = given.wish(desk, text)
    return Done(proposal=concierge.propose_request(desk, department, kind, asked, room_number=door))


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise ToolError("start must be a real date and time, YYYY-MM-DDTHH:MM.") from error
