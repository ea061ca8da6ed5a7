"""Days and other values of a task: told relative to the day on which it is played, as guests say them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from agents import phrases

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RULE = re.compile(r"([a-z][a-z0-9_]*)?(?:([+-]\d{1,3})(w)?)?")
_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)(?::([a-z]+))?\}")


class WrongDay(ValueError):
    """A rule that names no day. The text is one sentence."""


@dataclass(frozen=True)
class Day:
    """A hotel-local date as guests of a language write it."""

    date: date
    language: str

    def __str__(self) -> str:
        return phrases.day_of_year(self.date, self.language)

    def written(self, form: str) -> str:
        """`weekday` puts the day of the week before it, `number` is the day of the month alone."""
        if form == "iso":
            return self.date.isoformat()
        if form == "number":
            return str(self.date.day)
        if form == "weekday":
            name = phrases.day(self.date, self.language).replace(",", " ").split()[0]
            return f"{name}, {self}" if self.language == "en" else f"{name} {self}"
        return str(self)


Value = Day | str


def read_days(rules: Mapping[str, str], today: date) -> dict[str, date]:
    """The dates that the rules name. Raises WrongDay.

    "+10": in ten days; "friday+3w": the first Friday from three weeks from today on; "arrival+2": two
    days after one named before.
    """
    found = {"today": today}
    for name, rule in rules.items():
        found[name] = _read(rule, found)
    return found


def _read(rule: str, known: Mapping[str, date]) -> date:
    match = _RULE.fullmatch(rule.strip())
    if not rule.strip() or match is None:
        raise WrongDay(f"{rule} is no rule for a day.")
    base, shift, weeks = match.groups()
    days = timedelta(int(shift or 0) * (7 if weeks else 1))
    if base in WEEKDAYS:
        start = known["today"] + days
        return start + timedelta((WEEKDAYS.index(base) - start.weekday()) % 7)
    if base and base not in known:
        raise WrongDay(f"{rule} names {base}, which was not named before.")
    return known[base or "today"] + days


def filled(text: str, values: Mapping[str, Value]) -> str:
    """`text` with {name} and {name:form} put in; what has no such name stays as it is."""

    def put(place: re.Match[str]) -> str:
        value = values.get(place[1])
        if isinstance(value, Day):
            return value.written(place[2] or "")
        return place[0] if value is None else value

    return _PLACE.sub(put, text)


def names_in(text: str) -> set[str]:
    """The names that `filled` would look for."""
    return {place[1] for place in _PLACE.finditer(text)}
