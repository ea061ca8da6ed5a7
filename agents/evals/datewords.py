"""Dates that a guest wrote, found in the text with the day they mean, to be told in other words."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from agents.offline.calendar_words import MONTHS, SHY_MONTHS
from agents.offline.words import fold

_MONTHS = MONTHS | {name: SHY_MONTHS[name] for name in ("mar", "may")}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th|ro)?"
_TO = r"\s*(?:al?|hasta el|to|till|until|through|y el|y|and|-)\s*(?:the\s+)?"
_YEAR = r"(?:,?\s*(?:de(?:l)?\s+)?(?P<year>20\d\d))?"
_FORMS = (
    # 12 al 14 de marzo
    rf"{_DAY.format('day')}{_TO}{_DAY.format('until')}\s*(?:de\s+|of\s+)?(?P<month>{_MONTH})\b{_YEAR}",
    # March 12 to 14
    rf"\b(?P<month>{_MONTH})\s+{_DAY.format('day')}{_TO}{_DAY.format('until')}\b(?!\s*(?:de\s+)?(?:{_MONTH})){_YEAR}",
    rf"{_DAY.format('day')}\s*(?:de\s+|of\s+)?(?P<month>{_MONTH})\b{_YEAR}",
    rf"\b(?P<month>{_MONTH})\s+{_DAY.format('day')}\b{_YEAR}",
    r"(?P<year>20\d\d)-(?P<number>[01]?\d)-(?P<day>[0-3]?\d)\b",
    r"(?P<day>[0-3]?\d)[/.-](?P<number>[01]?\d)(?:[/.-](?P<year>(?:20)?\d\d))?\b",
)
_ANY = [re.compile(rf"(?<![\w/.-]){form}") for form in _FORMS]


class Found(NamedTuple):
    start: int
    end: int
    days: tuple[date, ...]  # one, or the first and the last
    joined: str  # what stands between two


def find(text: str, today: date) -> list[Found]:
    """The dates in `text` as said on `today`, in their order; what is no date of the calendar is left out."""
    flat = "".join(_letter(char) for char in text)
    found: list[Found] = []
    for form in _ANY:
        for match in form.finditer(flat):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            if days := _days(match, today):
                between = flat[match.end("day") : match.start("until")] if len(days) > 1 else ""
                between = re.sub(r"^(?:st|nd|rd|th|ro)(?!\w)", "", between)
                found.append(Found(match.start(), match.end(), days, between))
    return sorted(found)


def replaced(text: str, today: date, told: Callable[[date], str]) -> str:
    """`text` with what `told` says in the place of each date."""
    for each in reversed(find(text, today)):
        instead = each.joined.join(told(day) for day in each.days)
        text = text[: each.start] + instead + text[each.end :]
    return text


def _days(match: re.Match[str], today: date) -> tuple[date, ...]:
    parts = match.groupdict()
    month = _MONTHS[parts["month"]] if parts.get("month") else int(parts["number"])
    year = int(parts["year"]) if parts.get("year") else 0
    year += 2000 if 0 < year < 100 else 0
    numbers = [int(parts["day"]), *([int(parts["until"])] if parts.get("until") else [])]
    try:
        return tuple(_next(number, month, year, today) for number in numbers)
    except ValueError:
        return ()


def _next(day: int, month: int, year: int, today: date) -> date:
    """That day of that year, or without one the next that comes."""
    if year:
        return date(year, month, day)
    this = date(today.year, month, day)
    return this if this >= today else date(today.year + 1, month, day)


def _letter(char: str) -> str:
    plain = fold(char)
    return plain if len(plain) == 1 else char
