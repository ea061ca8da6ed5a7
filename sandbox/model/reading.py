"""What a guest wants besides a room's price, read by rules in Spanish and English."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sandbox.model.dates import NUMBER_WORDS, find_stay

WORD_NUMBERS = {**NUMBER_WORDS, "otra": 1, "another": 1}
NUMBER = rf"\d{{1,2}}|{'|'.join(WORD_NUMBERS)}"
ROOMS = re.compile(rf"\b({NUMBER})\s+(?:habitaciones|cuartos|rooms|dobles|doubles|suites)\b")
AGES = re.compile(
    r"(?:niñ\w+|menor\w*|hij\w+|child\w*|kids?)\D{0,16}((?:\d{1,2}(?:\s*(?:,|y|and|años|years old)\s*)*)+)"
)
MORE_NIGHTS = re.compile(
    rf"\b({NUMBER})\s+(?:more |extra )?(?:noches?|nights?|días?|days?)(?:\s+(?:más|extra|more))?\b"
)
SUITE = r"\bsuites?\b"
CLOCK = re.compile(
    r"\b(?:a las|at|las)\s+(\d{1,2})(?::(\d{2}))?\s*(am|pm|de la (?:tarde|noche|mañana))?"
    r"|\b(\d{1,2}):(\d{2})\b"
)
DOOR = re.compile(r"\b(?:habitación|habitacion|cuarto|room|la)\s+(\d{1,4})\b")
ONE_ROOM = r"\b(una de las|una habitación|one of the|one room|solo la|only the|just the)\b"
CHANGE = (
    r"\b(cambi\w*|modific\w*|alarg\w*|extend\w*|extiend\w*|añad\w+ \w+ noche|(?:noche|noches|día|días) más"
    r"|change|modify|more nights?|extra nights?|longer)\b"
)
WAIT = r"\b(lista de espera|si se libera|waiting list|if (?:something|a room) (?:opens|frees))\b"
SERVICES = {
    "massage": r"\bmasajes?\b|\bmassages?\b",
    "table": r"\bmesas?\b|\btables?\b|\brestaurante?\b",
    "transfer": r"\btraslados?\b|\btransfers?\b|\bshuttle\b|\baeropuerto\b|\bairport\b",
}
ANY_SERVICE = r"\bcitas?\b|\bappointments?\b"
REQUESTS: tuple[tuple[str, str, str], ...] = (
    (r"\btoallas?\b|\btowels?\b", "housekeeping", "towels"),
    (r"\balmohadas?\b|\bpillows?\b|\bmantas?\b|\bblankets?\b", "housekeeping", "supplies"),
    (r"no (?:funciona|sirve|prende)|\broto\b|does ?n[o']t work|not working|broken", "maintenance", "repair"),
    (r"\bdespert\w+|\bdespiert\w+|wake.?up|wake (?:me|us) up", "reception", "wake_up"),
    (r"\bolvid[éeo]\w*|\bperd[íi]\b|\blost\b|\bforgot\b", "housekeeping", "lost"),
    (r"late check.?out|salida tardía", "reception", "late_check_out"),
)


@dataclass(frozen=True)
class Request:
    department: str
    kind: str


def find_request(text: str) -> Request | None:
    """Return which department is asked for what, or None."""
    for pattern, department, kind in REQUESTS:
        if re.search(pattern, text.lower()):
            return Request(department, kind)
    return None


def find_service(text: str) -> str:
    """Return massage, table or transfer; "any" for an appointment without a name, "" for none."""
    named = next((kind for kind, pattern in SERVICES.items() if re.search(pattern, text.lower())), "")
    return named or ("any" if re.search(ANY_SERVICE, text.lower()) else "")


def find_rooms(text: str) -> int:
    """Return how many rooms are asked for; 1 when that is not said."""
    match = ROOMS.search(text.lower())
    return number(match[1]) if match else 1


def find_ages(text: str) -> list[int]:
    match = AGES.search(text.lower())
    return [int(age) for age in re.findall(r"\d{1,2}", match[1])] if match else []


def find_door(text: str) -> str | None:
    match = DOOR.search(text.lower())
    return match[1] if match else None


def find_clock(text: str) -> str | None:
    """Return the time that is said as HH:MM, the afternoon where it could be both."""
    match = CLOCK.search(text.lower())
    if match is None:
        return None
    hour, minute, part = int(match[1] or match[4]), match[2] or match[5] or "00", match[3] or ""
    morning = part in ("am", "de la mañana")
    if hour < 12 and not morning and (part or hour < 8):
        hour += 12
    return f"{hour % 24:02d}:{minute}"


def find_day(text: str, today: date) -> date | None:
    stay = find_stay(text, today)
    return stay[0] if stay else None


def new_stay(text: str, today: date, arrival: str, departure: str) -> tuple[str | None, str | None]:
    """Return arrival and departure as a change wants them; None where they stay."""
    if more := MORE_NIGHTS.search(text.lower()):
        return None, (date.fromisoformat(departure) + timedelta(number(more[1]))).isoformat()
    stay = find_stay(text, today)
    if stay is None:
        return None, None
    nights = date.fromisoformat(departure) - date.fromisoformat(arrival)
    spans = (stay[1] - stay[0]).days > 1 or nights.days == 1
    return stay[0].isoformat(), (stay[1] if spans else stay[0] + nights).isoformat()


def number(word: str) -> int:
    return int(word) if word.isdigit() else WORD_NUMBERS[word]
