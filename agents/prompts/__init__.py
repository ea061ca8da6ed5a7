"""The instructions of the receptionist, kept in a file of their own and known by their hash."""

import hashlib
import json
from datetime import timedelta
from functools import cache
from pathlib import Path
from string import Template

from agents.base import Briefing
from agents.desk import Desk
from agents.grounds import canary
from agents.phrases import clock, in_words
from agents.tools import ALL

CALENDAR_DAYS = 14
_LANGUAGES = {"es": "Spanish (usted)", "en": "English", "pt": "Portuguese", "fr": "French"}


@cache
def template() -> str:
    return (Path(__file__).parent / "receptionist.md").read_text(encoding="utf-8")


@cache
def version() -> str:
    """Changes with every word the model is told: the instructions and the tools."""
    told = template() + json.dumps([tool.schema for tool in ALL], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def render(desk: Desk, briefing: Briefing) -> str:
    """The instructions for one turn."""
    today = briefing.now.date()
    days = [today + timedelta(days=number) for number in range(CALENDAR_DAYS)]
    return Template(template()).substitute(
        hotel=desk.hotel.name,
        channel=briefing.channel,
        now=briefing.now.strftime("%A %Y-%m-%d %H:%M"),
        calendar=", ".join(day.strftime("%a %Y-%m-%d") for day in days),
        house=_house(desk),
        language=_LANGUAGES.get(desk.language, desk.language),
        canary=canary(desk.hotel.pk),
    )


def _house(desk: Desk) -> str:
    house, language = desk.house, desk.language
    rooms = [
        f"- {in_words(room.name, language, house.language)} ({room.code}): up to {room.max_total} people, "
        f"{room.max_adults} adults"
        for room in house.room_types
    ]
    contacts = ", ".join(part for part in (house.address, house.phone, house.email, house.website) if part)
    lines = [
        f"{house.name}. {contacts}",
        f"Check-in from {clock(house.check_in, language)}.",
        f"Check-out until {clock(house.check_out, language)}.",
        f"Currency {house.currency}. Languages: {', '.join(house.languages)}.",
        "Room types:" if rooms else "The booking system cannot be asked now.",
        *rooms,
        f"Topics for house_facts: {', '.join(desk.fact_topics())}",
    ]
    return "\n".join(lines)
