"""Feasts guests book by: those of a fixed date, those that follow Easter, and US holidays that are a weekday.

A feast is a day ("nochevieja", "Good Friday") or some days ("Semana Santa", "Easter"), which say when without
saying on which day somebody comes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FIXED: dict[tuple[str, ...], tuple[int, int]] = {
    ("new", "years", "eve"): (12, 31),
    ("new", "year", "eve"): (12, 31),
    ("nochevieja",): (12, 31),
    ("noche", "vieja"): (12, 31),
    ("fin", "de", "ano"): (12, 31),
    ("new", "years", "day"): (1, 1),
    ("new", "years"): (12, 31),
    ("ano", "nuevo"): (1, 1),
    ("nochebuena",): (12, 24),
    ("noche", "buena"): (12, 24),
    ("christmas", "eve"): (12, 24),
    ("navidad",): (12, 25),
    ("christmas", "day"): (12, 25),
    ("christmas",): (12, 25),
    ("xmas",): (12, 25),
    ("dia", "de", "reyes"): (1, 6),
    ("san", "valentin"): (2, 14),
    ("valentines", "day"): (2, 14),
    ("valentines",): (2, 14),
    ("halloween",): (10, 31),
    ("dia", "de", "muertos"): (11, 2),
    ("day", "of", "the", "dead"): (11, 2),
}
# Days from Easter Sunday.
_OF_EASTER: dict[tuple[str, ...], int] = {
    ("domingo", "de", "ramos"): -7,
    ("palm", "sunday"): -7,
    ("jueves", "santo"): -3,
    ("maundy", "thursday"): -3,
    ("viernes", "santo"): -2,
    ("good", "friday"): -2,
    ("sabado", "santo"): -1,
    ("sabado", "de", "gloria"): -1,
    ("domingo", "santo"): 0,
    ("domingo", "de", "gloria"): 0,
    ("domingo", "de", "pascua"): 0,
    ("domingo", "de", "resurreccion"): 0,
    ("easter", "sunday"): 0,
    ("lunes", "de", "pascua"): 1,
    ("easter", "monday"): 1,
    ("miercoles", "de", "ceniza"): -46,
    ("ash", "wednesday"): -46,
    ("mardi", "gras"): -47,
}
# The day in their middle, from Easter Sunday: three days around it are the same week.
_SEASONS: dict[tuple[str, ...], int] = {
    ("semana", "santa"): -3,
    ("semana", "mayor"): -3,
    ("holy", "week"): -3,
    ("easter", "weekend"): 0,
    ("easter", "week"): -3,
    ("easter",): 0,
    ("pascua",): 0,
    ("pascuas",): 0,
    ("carnaval",): -48,
    ("carnavales",): -48,
    ("carnival",): -48,
}
# Month, weekday (0 is Monday) and which of them; -1 is the last.
_NTH_WEEKDAY: dict[tuple[str, ...], tuple[int, int, int]] = {
    ("mlk",): (1, 0, 3),
    ("martin", "luther", "king"): (1, 0, 3),
    ("presidents", "day"): (2, 0, 3),
    ("memorial", "day"): (5, 0, -1),
    ("labor", "day"): (9, 0, 1),
    ("thanksgiving",): (11, 3, 4),
}


@dataclass(frozen=True)
class Feast:
    """Words `start` to `end`; `day` is the next one, or the middle of the days that a season has."""

    end: int
    day: date
    is_season: bool = False


def fixed_at(words: Sequence[str], at: int) -> tuple[int, int, int] | None:
    """Month and day of a feast of fixed date that begins at `at`, and the index after it."""
    for phrase, (month, day) in FIXED.items():
        if tuple(words[at : at + len(phrase)]) == phrase:
            return month, day, at + len(phrase)
    return None


def movable_at(words: Sequence[str], at: int, today: date) -> Feast | None:
    """The feast at `at` whose date is another one each year, as it falls next."""
    for phrase, days in _OF_EASTER.items():
        if tuple(words[at : at + len(phrase)]) == phrase:
            return Feast(at + len(phrase), _after_easter(days, today))
    for phrase, days in _SEASONS.items():
        if tuple(words[at : at + len(phrase)]) == phrase:
            return Feast(at + len(phrase), _after_easter(days, today), is_season=True)
    for phrase, rule in _NTH_WEEKDAY.items():
        if tuple(words[at : at + len(phrase)]) == phrase:
            day = min(each for each in (_nth(year, *rule) for year in (today.year, today.year + 1))
                      if each >= today)  # fmt: skip
            end = at + len(phrase)
            is_weekend = words[end : end + 1] == ["weekend"]
            return Feast(end + is_weekend, day, is_season=is_weekend)
    return None


def ends_at(words: Sequence[str], end: int) -> bool:
    """Whether the name of a feast ends before the word at `end`."""
    names = (*FIXED, *_OF_EASTER, *_SEASONS, *_NTH_WEEKDAY)
    return any(len(name) <= end and tuple(words[end - len(name) : end]) == name for name in names)


def easter(year: int) -> date:
    """Easter Sunday of the western churches (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114, 31)
    return date(year, month, day + 1)


def _after_easter(days: int, today: date) -> date:
    falls = (easter(year) + timedelta(days) for year in (today.year, today.year + 1))
    return next(day for day in falls if day >= today)


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (which - 1))


def nth_weekend(month: int, which: int, today: date) -> date | None:
    """The Friday before the first, second, ... or last (-1) Saturday of a month, as it falls next."""
    for year in (today.year, today.year + 1):
        saturday = _nth(year, month, 5, which)
        if saturday.month == month and saturday - timedelta(1) >= today:
            return saturday - timedelta(1)
    return None
