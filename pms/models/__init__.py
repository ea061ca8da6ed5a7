"""The hotel side: rooms, rates, what was quoted, what was proposed, what is booked."""

from pms.models.booking import CommitStep, Proposal, Quote
from pms.models.exchange import CalendarFeed, FileImport
from pms.models.house import PMSLink, Room, RoomType
from pms.models.outside import Discrepancy, Mirrored, PMSWrite, SyncState
from pms.models.rates import Promotion, Rate, RatePlan, Restriction, Tax
from pms.models.reservations import (
    PartyMember,
    Payment,
    Reservation,
    ReservationChange,
    RoomStay,
    RoomUse,
    WaitingWish,
)
from pms.models.services import Appointment, Request, Resource, ResourceUse, Service

__all__ = [
    "Appointment",
    "CalendarFeed",
    "CommitStep",
    "Discrepancy",
    "FileImport",
    "Mirrored",
    "PMSLink",
    "PMSWrite",
    "PartyMember",
    "Payment",
    "Promotion",
    "Proposal",
    "Quote",
    "Rate",
    "RatePlan",
    "Request",
    "Reservation",
    "ReservationChange",
    "Resource",
    "ResourceUse",
    "Restriction",
    "Room",
    "RoomStay",
    "RoomType",
    "RoomUse",
    "Service",
    "SyncState",
    "Tax",
    "WaitingWish",
]
