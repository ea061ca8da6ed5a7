"""Everything that is booked, arranged and asked for in a hotel, as plain values that can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from agents.models import Gap
from hotels.models import Guest, Hotel, HouseFact, Knowledge
from pms.models import (
    Appointment,
    Payment,
    Promotion,
    Proposal,
    Rate,
    RatePlan,
    Request,
    Reservation,
    Room,
    RoomType,
    RoomUse,
    Service,
    WaitingWish,
)

Entry = dict[str, Any]
# What no conversation may change: the house itself.
FIXED = (Guest, HouseFact, Knowledge, RoomType, Room, RatePlan, Rate, Promotion, Service)


@dataclass(frozen=True)
class World:
    """What there is, by code where it has one."""

    reservations: Mapping[str, Entry]
    appointments: Mapping[str, Entry]
    requests: Mapping[str, Entry]
    waiting: tuple[Entry, ...]
    payments: tuple[Entry, ...]
    stays: int  # rooms that are in use by a stay
    house: Mapping[str, tuple[Any, ...]] = field(repr=False, default_factory=dict)
    open_terms: int = 0
    gaps: int = 0


def look(hotel: Hotel) -> World:
    """The hotel as it is now."""
    return World(
        reservations=_reservations(hotel),
        appointments={row.code: _appointment(row, hotel) for row in _all(Appointment, hotel, "service")},
        requests={row.code: _request(row) for row in _all(Request, hotel)},
        waiting=tuple(_wish(row) for row in _all(WaitingWish, hotel)),
        payments=tuple(_payment(row) for row in _all(Payment, hotel)),
        stays=RoomUse.objects.filter(hotel=hotel, kind=RoomUse.Kind.STAY).count(),
        house={
            table.__name__: tuple(table._default_manager.filter(hotel=hotel).order_by("pk").values_list())
            for table in FIXED
        },
        open_terms=Proposal.objects.filter(hotel=hotel, state__in=Proposal.OPEN).count(),
        gaps=Gap.objects.filter(hotel=hotel).count(),
    )


def _all(table: Any, hotel: Hotel, *related: str) -> Any:
    return table.objects.filter(hotel=hotel).select_related(*related).order_by("pk")


def _reservations(hotel: Hotel) -> dict[str, Entry]:
    found = {}
    rows = _all(Reservation, hotel).prefetch_related("room_stays__room_type", "room_stays__rate_plan")
    for row in rows:
        rooms = [
            {
                "room_type": stay.room_type.code,
                "plan": stay.rate_plan.code,
                "from": stay.stay.lower.isoformat(),
                "to": stay.stay.upper.isoformat(),
                "adults": stay.adults,
                "children": sorted(stay.children_ages),
                "status": stay.status,
                "total": _amount(stay.total),
            }
            for stay in row.room_stays.all()
        ]
        found[row.code] = {
            "status": row.status,
            "guest": row.guest_id,
            "guest_name": row.guest_name,
            "total": _amount(row.total),
            "currency": row.currency,
            "fee": _amount(row.cancellation_fee),
            "rooms": sorted(rooms, key=repr),
        }
    return found


def _appointment(row: Appointment, hotel: Hotel) -> Entry:
    return {
        "service": row.service.code,
        "at": _local(row.starts_at, hotel),
        "people": row.people,
        "price": _amount(row.price),
        "status": row.status,
        "guest": row.guest_id,
    }


def _request(row: Request) -> Entry:
    return {
        "department": row.department,
        "kind": row.kind,
        "text": row.text,
        "room": row.room_number,
        "state": row.state,
        "guest": row.guest_id,
    }


def _wish(row: WaitingWish) -> Entry:
    return {
        "from": row.stay.lower.isoformat(),
        "to": row.stay.upper.isoformat(),
        "room_type": row.room_type,
        "adults": row.adults,
        "state": row.state,
        "guest": row.guest_id,
    }


def _payment(row: Payment) -> Entry:
    return {"of": row.reservation_code, "amount": _amount(row.amount), "state": row.state}


def _amount(value: Decimal | None) -> str:
    return "" if value is None else str(value.quantize(Decimal("0.01")))


def _local(at: datetime, hotel: Hotel) -> str:
    return at.astimezone(hotel.tz).strftime("%Y-%m-%d %H:%M")
