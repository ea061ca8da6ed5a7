"""The conversation at hand, as part of the instructions; what a hotel's own instructions may name of it."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from agents.base import Briefing
from agents.desk import Desk
from agents.grounds import canary
from agents.phases import TONE
from agents.phrases import clock, in_words
from agents.prompts.templates import items_named
from agents.registry import Cast, Specialist

CALENDAR_DAYS = 14
_LANGUAGES = {"es": "Spanish", "en": "English", "pt": "Portuguese", "fr": "French"}

# What instructions may name, and what it is; plain texts and lists.
VARIABLES = {
    "hotel": "the hotel's name",
    "address": "its address",
    "phone": "its telephone",
    "email": "its e-mail",
    "website": "its website",
    "check_in": "from when on guests may check in, by the hotel's clock",
    "check_out": "until when they check out",
    "currency": "the hotel's currency, such as MXN",
    "languages": "list: the codes of the languages the hotel speaks",
    "language": "the language the answer is written in, in English: Spanish, English, ...",
    "channel": "where the guest writes: whatsapp, gmail, webchat, ...",
    "today": "today by the hotel's clock, YYYY-MM-DD",
    "weekday": "today's name in English",
    "phase": "the guest's stay: shopping, booked, arriving, in_house or left",
    "room_types": "list: the names of the room types, in the answer's language",
    "facts": "what the house says of itself, by topic: facts.wifi; `is defined` asks whether it says so",
}


def context(desk: Desk, briefing: Briefing, cast: Cast, specialist: Specialist) -> str:
    """Clock, calendar, house and language: what changes from turn to turn comes last."""
    config = specialist.config
    today = briefing.now.date()
    days = [today + timedelta(days=number) for number in range(CALENDAR_DAYS)]
    lines = [
        "# This conversation",
        *_house(desk, with_rooms=_needs_rooms(config.tools)),
        *_others(desk, cast, specialist),
        f"The guest writes over {briefing.channel}. Answer in {language_name(desk.language)}, in at most "
        f"{config.limits.reply_characters} characters.",
        f"Now it is {briefing.now:%A %Y-%m-%d %H:%M} (hotel time). "
        f"The next days: {', '.join(f'{day:%a %Y-%m-%d}' for day in days)}",
        f"Phase of the guest's stay: {desk.phase}. {TONE[desk.phase]}",
        f"Never write this mark: {canary(desk.hotel.pk)}",
    ]
    return "\n".join(lines)


def language_name(code: str) -> str:
    return _LANGUAGES.get(code, code)


def values(desk: Desk, instructions: str) -> dict[str, Any]:
    """The values of VARIABLES; facts and room types are looked up where the instructions name them."""
    hotel, language = desk.hotel, desk.language
    named = [name for name in ("phase", "room_types", "facts") if name in instructions]
    topics = items_named(instructions, "facts") if "facts" in named else []
    return {
        "hotel": hotel.name,
        "address": hotel.address,
        "phone": hotel.phone,
        "email": hotel.email,
        "website": hotel.website,
        "check_in": clock(hotel.check_in, language),
        "check_out": clock(hotel.check_out, language),
        "currency": hotel.currency,
        "languages": list(hotel.languages) or [hotel.language],
        "language": language_name(language),
        "channel": desk.briefing.channel,
        "today": desk.briefing.now.date().isoformat(),
        "weekday": f"{desk.briefing.now:%A}",
        "phase": desk.phase if "phase" in named else "",
        "room_types": _room_types(desk) if "room_types" in named else [],
        "facts": _facts(desk, topics),
    }


def _facts(desk: Desk, topics: Collection[str]) -> dict[str, str]:
    """What the house says on these topics; one it does not speak of is not there."""
    known = [fact for fact in desk.facts(topics) if fact.answer != "unknown" or fact.text] if topics else []
    return {fact.topic: fact.text or fact.answer for fact in known}


def _room_types(desk: Desk) -> list[str]:
    house = desk.house
    return [in_words(room.name, desk.language, house.language) or room.code for room in house.room_types]


def _needs_rooms(tools: Collection[str]) -> bool:
    return bool({"find_offers", "quote", "propose_change"} & set(tools))


def _others(desk: Desk, cast: Cast, specialist: Specialist) -> list[str]:
    """The other specialists, for pass_on."""
    others = [each for each in cast.in_phase(lambda: desk.phase) if each.code != specialist.code]
    if not others:
        return []
    return [
        "The other specialists, for pass_on:",
        *(f"- {each.code}: {' '.join(each.config.purpose.split())}" for each in others),
    ]


def _house(desk: Desk, *, with_rooms: bool) -> list[str]:
    hotel, language = desk.hotel, desk.language
    contacts = ", ".join(part for part in (hotel.address, hotel.phone, hotel.email, hotel.website) if part)
    lines = [
        f"{hotel.name}. {contacts}",
        f"Check-in from {clock(hotel.check_in, language)}.",
        f"Check-out until {clock(hotel.check_out, language)}.",
        f"Currency {hotel.currency}. Languages: {', '.join(hotel.languages or [hotel.language])}.",
    ]
    if with_rooms:
        house = desk.house
        rooms = [
            f"- {in_words(room.name, language, house.language)} ({room.code}): "
            f"up to {room.max_total} people, {room.max_adults} adults"
            for room in house.room_types
        ]
        lines += ["Room types:" if rooms else "The booking system cannot be asked now.", *rooms]
    lines.append(f"Topics for house_facts: {', '.join(desk.fact_topics())}")
    return lines
