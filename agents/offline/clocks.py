"""Times of day as guests say them: "a las 5", "5 pm", "half past six", "a media tarde"."""

import re
from datetime import date, datetime, time

from agents.offline.numbers import number_at

_HOUR = (
    r"(?:[01]?\d|2[0-3]|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
_AT = r"(?:a las?|sobre las?|tipo|las|at|around|about|by|para las?|desde las?|de las?)"
_MARKED = re.compile(r"\b(\d{1,2})(?:[:. ](\d{2}))? ?(a\.? ?m|p\.? ?m|hs|hrs|h)\b")
_DIGITAL = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)\b")
_HALF_PAST = re.compile(r"\bhalf past (\w+)\b|\b(?:a )?quarter (past|to) (\w+)\b")
_SPOKEN = re.compile(
    rf"\b{_AT} ({_HOUR})(?: (y media|y cuarto|menos cuarto|y quince|y treinta|thirty|fifteen|[0-5]\d))?"
    r"(?! (?:noches?|nights?|personas?|people|dias?|days?|adult\w*|de (?:enero|febrero|marzo|abril|mayo"
    r"|junio|julio"
    r"|agosto|septiembre|octubre|noviembre|diciembre)))\b"
)
_NAMED = {
    time(12): re.compile(r"\b(?:mediodia|medio dia|noon|midday|las doce del dia)\b"),
    time(0): re.compile(r"\b(?:medianoche|media noche|midnight)\b"),
}
_PERIODS = {
    "morning": re.compile(
        r"\b(?:(?:en|por|de|a) la manana|temprano|tempranito|in the morning|morning|(?:maniana"
        r"|manana) por la manana)\b"
    ),
    "evening": re.compile(r"\b(?:(?:en|por|de|a) la noche|noche(?:cita)?$|evening|at night|tonight)\b"),
    "afternoon": re.compile(r"\b(?:(?:en|por|de|a) la tarde|tardecita|media tarde|afternoon)\b"),
}
_MINUTES = {
    "y media": 30, "y treinta": 30, "thirty": 30, "y cuarto": 15, "y quince": 15, "fifteen": 15,
    "menos cuarto": -15,
}  # fmt: skip
BEGINS = {"morning": time(6), "afternoon": time(12), "evening": time(18)}


def read_clocks(flat: str) -> tuple[time, ...]:
    """The times that the first one in `flat` (see `words.spaced`) can mean: "a las 5" is two of them."""
    for when, pattern in _NAMED.items():
        if pattern.search(flat):
            return (when,)
    if marked := _MARKED.search(flat):
        hour, minute, sign = int(marked[1]), int(marked[2] or 0), marked[3][0]
        if sign == "h":
            return _both(hour, minute, certain=True)
        return _both(hour % 12 + (12 if sign == "p" else 0), minute, certain=True) if hour <= 12 else ()
    hour_minute = _spoken(flat)
    if hour_minute is None:
        return ()
    return _in_period(_both(*hour_minute, certain=False), read_period(flat))


def read_period(flat: str) -> str:
    """morning, afternoon or evening, where a part of the day is named; else ""."""
    return next((name for name, pattern in _PERIODS.items() if pattern.search(flat)), "")


def on(day: date, at: time, known: datetime) -> datetime:
    """That time of that day in the zone of `known`."""
    return datetime.combine(day, at, known.tzinfo)


def _spoken(flat: str) -> tuple[int, int] | None:
    if half := _HALF_PAST.search(flat):
        number = number_at([half[1] or half[3]], 0)
        if number and number[0] <= 12:
            return _shifted(number[0], 30 if half[1] else 15 if half[2] == "past" else -15)
    if digital := _DIGITAL.search(flat):
        return int(digital[1]), int(digital[2])
    if spoken := _SPOKEN.search(flat):
        number = number_at([spoken[1]], 0)
        if number:
            minutes = spoken[2] or ""
            return _shifted(number[0], _MINUTES.get(minutes, int(minutes) if minutes.isdecimal() else 0))
    return None


def _shifted(hour: int, minutes: int) -> tuple[int, int]:
    total = (hour * 60 + minutes) % (24 * 60)
    return divmod(total, 60)


def _both(hour: int, minute: int, certain: bool) -> tuple[time, ...]:
    """The time as said, and twelve hours later when a clock on the wall shows the same."""
    if not (0 <= hour <= 23 and 0 <= minute <= 59):
        return ()
    said = time(hour, minute)
    if certain or not 1 <= hour <= 12:
        return (said,)
    return tuple(sorted({said, time((hour + 12) % 24, minute)}))


def _in_period(found: tuple[time, ...], period: str) -> tuple[time, ...]:
    if not period:
        return found
    if period == "morning":
        fitting = tuple(at for at in found if at < time(12))
    elif period == "afternoon":
        fitting = tuple(at for at in found if time(12) <= at < time(20))
    else:
        fitting = tuple(at for at in found if at >= time(18) or at < time(4))
    return fitting or found
