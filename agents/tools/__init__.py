"""The receptionist's tools, and which of them the model gets to see when."""

from agents.desk import Desk
from agents.toolkit import Tool
from agents.tools.house import house_facts
from agents.tools.people import hand_over
from agents.tools.reservations import find_reservation, my_reservations, propose_cancellation
from agents.tools.rooms import find_offers, propose_booking, quote

ALL: tuple[Tool, ...] = (
    find_offers,
    quote,
    propose_booking,
    my_reservations,
    find_reservation,
    propose_cancellation,
    house_facts,
    hand_over,
)
NAMES = frozenset(each.name for each in ALL)


def offered(desk: Desk) -> dict[str, Tool]:
    """The tools of this phase by name: without a valid quote there is nothing to propose."""
    hidden = set() if desk.valid_quotes() else {propose_booking.name}
    return {each.name: each for each in ALL if each.name not in hidden}
