"""Days that are told by what they are near: "Navidad, del 23 al 26", a wedding's date, the stay in hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from agents.offline.calendar_words import MONTHS
from agents.offline.dates import RANGES
from agents.offline.spots import Spot, word_at
from agents.offline.weekdays import RELATIVE
from agents.offline.words import bag

_JOINED = RANGES | bag("y and el the , on")
_LEAVING = bag("hasta until till vamos salimos salgo salir salida leave leaving check-out regreso regresamos")
_ARRIVING = bag("desde from llegando llegamos llego starting arriving llegada")


def without_occasion(spots: Sequence[Spot], words: Sequence[str]) -> list[Spot]:
    """The dates of a stay: without a feast that stands beside other days as their reason, and seasons."""
    dated = [spot for spot in spots if not spot.season]
    if all(spot.is_feast for spot in dated):
        return dated
    return [
        spot
        for at, spot in enumerate(dated)
        if not spot.is_feast
        or _belongs(words, dated[at - 1] if at else None, spot)
        or _belongs(words, spot, dated[at + 1] if at + 1 < len(dated) else None)
    ]


def _belongs(words: Sequence[str], first: Spot | None, last: Spot | None) -> bool:
    """Whether two dates are the ends of one stay: "from New Year's Eve to Jan 2"."""
    if first is None or last is None:
        return False
    between = words[first.end : last.start]
    joined = set(between) <= _JOINED and bool(set(between) & RANGES)
    return joined or (bool(set(between) & _LEAVING) and not set(between) & _ARRIVING)


def occasion(
    found: Sequence[Spot], roles: Sequence[Spot | None], words: Sequence[str], today: date
) -> date | None:
    """The day near which a stay is whose dates do not tell the month; None where nothing says it."""
    for spot in found:
        if spot.season:
            return spot.season
    for spot in found:
        if spot in roles or (spot.month is None and not spot.is_feast):
            continue
        readings = [day for day in spot.readings(today) if day >= today]
        if len(readings) == 1:
            return readings[0]
    taken = {at for spot in found for at in range(spot.start, spot.end)}
    months = {MONTHS[word] for at, word in enumerate(words) if word in MONTHS and at not in taken}
    if len(months) != 1 or any(spot and spot.month for spot in roles):
        return None
    month = months.pop()
    return date(today.year + (month < today.month), month, 15)


def near(arrival: Spot, departure: Spot | None, occasion: date, today: date) -> Spot:
    """The arrival as it falls beside the occasion, where its own words leave the month open."""
    if arrival.weekday is not None and arrival.day is None:
        days = (occasion + timedelta(shift) for shift in range(-3, 4))
        fitting = tuple(day for day in days if day.weekday() == arrival.weekday and day >= today)
        return replace(arrival, days=fitting) if fitting else arrival
    if not arrival.is_bare or (departure is not None and departure.month is not None):
        return arrival
    months = [replace(arrival, month=month, year=year) for year, month in _around(occasion)]
    candidates = [day for spot in months for day in spot.readings(today) if day >= today]
    if not candidates:
        return arrival
    nearest = min(candidates, key=lambda day: abs((day - occasion).days))
    return replace(arrival, month=nearest.month, year=nearest.year)


def beside(arrival: Spot, known: date, words: Sequence[str], today: date) -> Spot:
    """ "mejor el viernes", of a known stay: the Friday next to it, or both where neither is near."""
    relative = arrival.end - arrival.start > 1 or word_at(words, arrival.start - 1) in RELATIVE
    if arrival.weekday is None or arrival.day is not None or relative:
        return arrival
    days = (known + timedelta(shift) for shift in range(-6, 7))
    left = [day for day in days if day.weekday() == arrival.weekday and day >= today]
    close = [day for day in left if abs((day - known).days) < 3]
    return replace(arrival, days=tuple(close or left)) if left else arrival


def _around(day: date) -> list[tuple[int, int]]:
    """Year and month of a day, of the month before it and of that behind."""
    months = [day.year * 12 + day.month - 1 + shift for shift in (-1, 0, 1)]
    return [(month // 12, month % 12 + 1) for month in months]
