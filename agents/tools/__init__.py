"""The receptionist's tools, and which of them a specialist gets to see when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from agents import remote
from agents.config import AgentConfig
from agents.desk import Desk
from agents.models import ToolSetting
from agents.phases import PHASES, TOOLS
from agents.toolkit import Tool
from agents.tools.house import house_facts
from agents.tools.people import hand_over, passing_on
from agents.tools.reservations import (
    find_reservation,
    my_reservations,
    propose_cancellation,
    propose_change,
)
from agents.tools.rooms import find_offers, join_waiting_list, propose_booking, quote
from agents.tools.sales import better_rooms, compare_rooms, popular_rooms, rooms_for_budget
from agents.tools.services import (
    find_services,
    my_appointments,
    propose_appointment,
    propose_appointment_cancellation,
    propose_move,
    propose_request,
    service_slots,
)
from hotels.models import Hotel
from hotels.remembered import remembered

ALL: tuple[Tool, ...] = (
    find_offers,
    quote,
    propose_booking,
    join_waiting_list,
    rooms_for_budget,
    compare_rooms,
    popular_rooms,
    better_rooms,
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
PASS_ON = "pass_on"  # noqa: S105
NAMES = frozenset(each.name for each in ALL)  # that a hotel may give to an agent
OURS = NAMES | {PASS_ON}
_BY_NAME = {each.name: each for each in ALL}
# Useless where the house takes no appointments.
_OF_SERVICES = (
    find_services,
    service_slots,
    propose_appointment,
)
_OF_APPOINTMENTS = (my_appointments, propose_move, propose_appointment_cancellation)


@dataclass(frozen=True)
class Word:
    """What a hotel says about one tool."""

    is_enabled: bool
    guidance: str


def offered(desk: Desk, config: AgentConfig, onward: Collection[str] = ()) -> dict[str, Tool]:
    """What a specialist may use now, by name; `onward` are the specialists it may pass the turn to.

    Without a valid quote there is nothing to book, without an appointment none to move or to cancel, and what
    makes no sense in this phase of the stay is away (agents.phases). A person can always be had.
    """
    found = tools_of(desk.hotel, config)
    hidden = set() if propose_booking.name not in found or desk.valid_quotes() else {propose_booking.name}
    if not desk.has_services:
        hidden |= {each.name for each in _OF_SERVICES}
    if any(each.name in found for each in _OF_APPOINTMENTS) and not desk.has_appointments:
        hidden |= {each.name for each in _OF_APPOINTMENTS}
    bound = {name for name in found if name in TOOLS and TOOLS[name] != PHASES}
    hidden |= {name for name in bound if desk.phase not in TOOLS[name]}
    kept = {name: each for name, each in found.items() if name not in hidden}
    if onward:
        kept[PASS_ON] = passing_on(tuple(sorted(onward)))
    return kept


def tools_of(hotel: Hotel, config: AgentConfig) -> dict[str, Tool]:
    """What a specialist may ever use, in the words the hotel has for it."""
    words = words_of(hotel)
    elsewhere = remote.tools_of(hotel) if any(name not in NAMES for name in config.tools) else {}
    found: dict[str, Tool] = {}
    for name in (*config.tools, hand_over.name):
        tool = _BY_NAME.get(name) or elsewhere.get(name)
        word = words.get(name)
        if tool and (word is None or word.is_enabled or name == hand_over.name):
            found[name] = _guided(tool, word.guidance) if word and word.guidance else tool
    return found


def guidance_of(hotel: Hotel, config: AgentConfig) -> frozenset[str]:
    """What the hotel added to a specialist's tools."""
    words = words_of(hotel)
    names = {*config.tools, hand_over.name}
    return frozenset(word.guidance for name, word in words.items() if name in names and word.guidance)


def words_of(hotel: Hotel) -> Mapping[str, Word]:
    """What the hotel says about tools, by name."""
    return remembered(hotel.pk, "tools", lambda: _read(hotel))


def _read(hotel: Hotel) -> dict[str, Word]:
    rows = ToolSetting.objects.filter(hotel=hotel)
    return {row.tool: Word(row.is_enabled, row.guidance) for row in rows}


def _guided(tool: Tool, guidance: str) -> Tool:
    function: dict[str, Any] = tool.schema["function"]
    told = f"{function['description']}\n\nThe hotel adds: {guidance}"
    return replace(tool, schema={**tool.schema, "function": {**function, "description": told}})
