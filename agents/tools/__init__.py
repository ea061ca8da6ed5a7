"""The receptionist's tools, and which of them the model gets to see when."""

from agents.desk import Desk
from agents.toolkit import Tool
from agents.tools.house import house_facts
from agents.tools.people import hand_over
from agents.tools.reservations import (
    find_reservation,
    my_reservations,
    propose_cancellation,
    propose_change,
)
from agents.tools.rooms import find_offers, join_waiting_list, propose_booking, quote
from agents.tools.services import (
    find_services,
    my_appointments,
    propose_appointment,
    propose_appointment_cancellation,
    propose_move,
    propose_request,
    service_slots,
)

ALL: tuple[Tool, ...] = (
    find_offers,
    quote,
    propose_booking,
    join_waiting_list,
    my_reservations,
    find_reservation,
    propose_change,
    propose_cancellation,
    find_services,
    service_slots,
    propose_appointment,
    my_appointments,
    propose_move,
    propose_appointment_cancellation,
    propose_request,
    house_facts,
    hand_over,
)
NAMES = frozenset(each.name for each in ALL)
# Useless where the house takes no appointments.
_OF_SERVICES = (
    find_services,
    service_slots,
    propose_appointment,
)
_OF_APPOINTMENTS = (my_appointments, propose_move, propose_appointment_cancellation)


def offered(desk: Desk) -> dict[str, Tool]:
    """The tools of this phase by name.

    Without a valid quote there is nothing to book, without an appointment none to move or to cancel.
    """
    hidden = set() if desk.valid_quotes() else {propose_booking.name}
    if not desk.has_services:
        hidden |= {each.name for each in _OF_SERVICES}
    if not desk.has_appointments:
        hidden |= {each.name for each in _OF_APPOINTMENTS}
    return {each.name: each for each in ALL if each.name not in hidden}
