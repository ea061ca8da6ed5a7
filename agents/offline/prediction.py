"""What the offline engine makes of rows of a test set: one prediction for each row, as plain JSON values.

The kinds of rows: `intents` (a guest's text), `slots` (a text and the day it is written on), `dialogues`
(turns of both sides; what is booked in the end), `retrieval` (a question and the documents of one house).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal

from agents.offline.memory import Memory
from agents.offline.slots import merge
from agents.offline.understanding import Understanding, understand
from agents.offline.words import fold

Kind = Literal["intents", "slots", "dialogues", "retrieval"]
Row = Mapping[str, Any]

_LABELS = {"cancel": "cancel_booking", "change": "modify_booking", "machine": "other"}
_TOPIC_LABELS = {
    "wifi": "wifi", "breakfast": "breakfast", "parking": "parking", "pets": "pets", "pool": "pool",
    "address": "location", "nearby": "location", "check_in": "checkin_checkout",
    "check_out": "checkin_checkout", "late_arrival": "checkin_checkout", "payment": "payment",
    "cancellation": "cancel_booking",
}  # fmt: skip
_YEARS = range(1900, 2200)  # in which days can be counted on and back
_ROOM_TYPES = ("double", "twin", "single", "triple", "quadruple", "suite", "family", "king", "dorm")

# What the other side has just asked for, by the last question that it put.
_ASKED: Mapping[str, str] = {
    "nights": (
        r"how (?:many|long)\b.*\b(?:nights?|days?|stay\w*|reserv\w*|book\w*|room|it)\b"
        r"|number of (?:nights|days)|length of|how long|cuant[oa]s (?:noches|dias)"
        r"|quantas noites|combien de (?:nuits|jours)"
    ),
    "departure": r"check(?:ing)?[- ]?out|leav(?:e|ing)|depart\w*|return\w*|salida|saida|partida",
    "arrival": (
        r"check(?:ing)?[- ]?in|arriv\w*|start\w*|when|(?:what|which) (?:day|date)s?|llegada|entrada|cuando"
        r"|que (?:dia|fecha)|chegada|quando|quand|quelle date"
    ),
    "people": (
        r"how many (?:people|guests|persons|will|are|in)|your party|cuant[oa]s (?:personas|son|huespedes)"
        r"|quantas pessoas|combien de personnes"
    ),
    "rooms": (
        r"how many rooms|number of rooms|cuant[oa]s (?:habitaciones|cuartos)|quantos quartos"
        r"|combien de chambres"
    ),
    "name": r"your name|what name|nombre|seu nome|votre nom",
}
_QUESTIONS = [(slot, re.compile(pattern)) for slot, pattern in _ASKED.items()]


def kind_of(rows: Sequence[Row], with_documents: bool) -> Kind:
    """What kind the rows are, by fields that are there without the answers too."""
    keys = {key for row in rows for key in row}
    if "turns" in keys:
        return "dialogues"
    if with_documents or {"entity", "gold"} & keys:
        return "retrieval"
    if {"intents_ok"} & keys:
        return "intents"
    return "slots" if {"scored_slots", "slots", "ref_date"} & keys else "intents"


def predict(row: Row, kind: Kind, today: date) -> dict[str, Any]:
    """The prediction for a row of any kind but retrieval; `today` where the row names no day."""
    day = day_of(row) or today
    if kind == "dialogues":
        return {"id": row.get("id"), "booking": booking(_turns(row), day)}
    if kind == "slots":
        said = understand(_text(row.get("text")), day, expecting=asked(_before(row)))
        return {"id": row.get("id"), "slots": slots(said)}
    return {"id": row.get("id"), "intent": label(understand(_text(row.get("text")), day))}


def day_of(row: Row) -> date | None:
    """The day a row is written on: its `ref_date`, also of one with a time; None where it names none."""
    value = row.get("ref_date")
    try:
        day = datetime.fromisoformat(value).date() if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day and day.year in _YEARS else None


def label(said: Understanding) -> str:
    """The intent by the name that test sets use: a question about the house is named by its topic."""
    if said.intent == "fact":
        return next((_TOPIC_LABELS[topic] for topic in said.topics if topic in _TOPIC_LABELS), "info_other")
    return _LABELS.get(said.intent, said.intent)


def slots(said: Understanding) -> dict[str, Any]:
    """What is said of the stay; of a date with several readings the first one."""
    first = {unclear.slot: unclear.options[0] for unclear in said.unclear if unclear.options}
    arrival, departure = said.arrival or first.get("arrival"), said.departure or first.get("departure")
    found = {
        "checkin": arrival and arrival.isoformat(),
        "checkout": departure and departure.isoformat(),
        "nights": said.nights,
        "guests": guests(said),
        "adults": said.adults if said.children else None,
        "children": said.children,
        "rooms": said.rooms or len(said.each_room) or None,
        "room_type": next((kind for kind in said.room_words if kind in _ROOM_TYPES), None),
        "name": said.name,
    }
    return {key: value for key, value in found.items() if value not in (None, "")}


def guests(said: Understanding) -> int | None:
    """Everybody who comes, as far as it is said."""
    if said.people is not None:
        return said.people
    return said.adults + (said.children or 0) if said.adults is not None else None


def booking(turns: Sequence[tuple[bool, str]], today: date) -> dict[str, Any]:
    """What is wanted in the end. `turns`: whether the guest speaks, and what is said."""
    memory, rooms, before = Memory(), None, ""
    for is_guest, text in turns:
        if not is_guest:
            before = text
            continue
        said = understand(text, today, expecting=asked(before), after=memory.arrival)
        if said.intent == "yes":
            offered = understand(before, today, after=memory.arrival)
            _take_offer(memory, offered)
        merge(memory, _decided(said), text)
        rooms = said.rooms or len(said.each_room) or rooms
        before = ""
    adults = memory.adults
    found = {
        "checkin": memory.arrival and memory.arrival.isoformat(),
        "checkout": memory.departure and memory.departure.isoformat(),
        "nights": memory.nights,
        "guests": adults + (memory.children or 0) if adults is not None else None,
        "rooms": rooms or 1,
    }
    return {key: value for key, value in found.items() if value is not None}


def asked(text: str) -> str:
    """The slot that a line of the other side asks for; "" for none."""
    questions = re.findall(r"[^.!?]*\?", text) or [text]
    for question in reversed(questions):
        for slot, pattern in _QUESTIONS:
            if pattern.search(fold(question)):
                return slot
    return ""


def _take_offer(memory: Memory, offered: Understanding) -> None:
    """A yes to what the other side proposes takes over the days it names, where none are known."""
    if memory.arrival is None and offered.arrival:
        memory.set_stay(offered.arrival, offered.departure)
    if memory.nights is None and offered.nights:
        memory.set_nights(offered.nights)


def _decided(said: Understanding) -> Understanding:
    """The same with the first reading of what could be asked back, as nobody is there to answer."""
    first = {unclear.slot: unclear.options[0] for unclear in said.unclear if unclear.options}
    return replace(
        said,
        arrival=said.arrival or first.get("arrival"),
        departure=said.departure or first.get("departure"),
    )


def _before(row: Row) -> str:
    """What the other side said last, of a row's `context`."""
    lines = row.get("context")
    last = lines[-1] if isinstance(lines, list) and lines else lines
    if isinstance(last, Mapping):
        return "" if last.get("role") == "user" else _text(last.get("text"))
    return re.sub(r"^S:\s*", "", last) if isinstance(last, str) and not last.startswith("U:") else ""


def _turns(row: Row) -> list[tuple[bool, str]]:
    turns = row.get("turns")
    return [
        (str(turn.get("role", "user")).lower() in ("user", "guest", "u"), _text(turn.get("text")))
        for turn in (turns if isinstance(turns, list) else [])
        if isinstance(turn, Mapping)
    ]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
