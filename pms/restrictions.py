"""When a room type or plan is not sold, or only for longer or shorter stays.

Lines hold for all room types and plans or for one. For each rule by itself the later line that says
something wins, also over one that is more precise: what is read further down the list is what holds.
Minimum, maximum and `closed_to_arrival` are looked up on the day of arrival, `closed_to_departure` on the
day of departure, `stop_sell` on every night.

A minimum stay comes from a restriction or, where none says one, from the rate line of the first night:
so a restriction can both raise and lift what the rates ask.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pms.base import Stay
from pms.lines import RateLine, RestrictionLine
from pms.models import Rate, Restriction

Line = Restriction | RestrictionLine
Group = tuple[int | None, int | None]  # primary keys of room type and plan; None: all
Miss = tuple[str, int | None]  # code and nights of a pms.base.Unoffered


def covers(line: Line | Rate | RateLine, day: date) -> bool:
    """Whether a line of the hotel's list speaks of this day."""
    within = line.first_night <= day <= line.last_night
    return within and (not line.weekdays or day.weekday() in line.weekdays)


class Restrictions:
    """All restrictions of a hotel that touch [arrival, departure], the day of departure included.

    `lines` in the hotel's order (position, id).
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        self._groups: dict[Group, list[tuple[int, Line]]] = {}
        self._stay: Stay | None = None
        self._refusals: dict[tuple[tuple[Group, ...], int], Miss | None] = {}
        for place, line in enumerate(lines):
            group = self._groups.setdefault((line.room_type_id, line.rate_plan_id), [])
            group.append((place, line))

    def of(self, room_type: int, rate_plan: int) -> list[Line]:
        """The lines that speak of this room type and plan (primary keys), the last one first."""
        return self._latest_first(self._speaking(room_type, rate_plan))

    def refusal(
        self, room_type: int, rate_plan: int, stay: Stay, min_stay: int, held: Stay | None
    ) -> Miss | None:
        """As `refusal` below; of a new stay, what the same lines speak of is looked at once."""
        speaking = self._speaking(room_type, rate_plan)
        if held:
            return refusal(self._latest_first(speaking), stay, min_stay, held)
        if stay is not self._stay:
            self._stay, self._refusals = stay, {}
        asked = (speaking, min_stay)
        if asked not in self._refusals:
            self._refusals[asked] = refusal(self._latest_first(speaking), stay, min_stay, None)
        return self._refusals[asked]

    def _speaking(self, room_type: int, rate_plan: int) -> tuple[Group, ...]:
        if not self._groups:
            return ()
        groups = ((room_type, rate_plan), (room_type, None), (None, rate_plan), (None, None))
        return tuple(group for group in groups if group in self._groups)

    def _latest_first(self, groups: Iterable[Group]) -> list[Line]:
        found = [pair for group in groups for pair in self._groups[group]]
        return [line for _, line in sorted(found, key=lambda pair: -pair[0])]


def refusal(latest_first: Sequence[Line], stay: Stay, min_stay: int, held: Stay | None) -> Miss | None:
    """Why a stay is not sold: `closed`, `min_stay` or `max_stay` with the nights; None: it is sold.

    `min_stay` is what the rates ask. `held` is the stay that is being changed, if any: what the guest has
    already is not asked for again (its nights, its days of arrival and departure, its length).
    """
    nights = [day for day in stay.dates() if not (held and held.arrival <= day < held.departure)]
    if any(_rule(latest_first, "stop_sell", night) for night in nights):
        return "closed", None
    same_arrival = held is not None and held.arrival == stay.arrival
    if not same_arrival and _rule(latest_first, "closed_to_arrival", stay.arrival):
        return "closed", None
    same_departure = held is not None and held.departure == stay.departure
    if not same_departure and _rule(latest_first, "closed_to_departure", stay.departure):
        return "closed", None
    return _length(latest_first, stay, min_stay, held if same_arrival else None)


def _length(latest_first: Sequence[Line], stay: Stay, min_stay: int, held: Stay | None) -> Miss | None:
    said = _rule(latest_first, "min_stay", stay.arrival)
    least = min_stay if said is None else said
    if stay.nights < least and not (held and held.nights <= stay.nights):
        return "min_stay", least
    most = _rule(latest_first, "max_stay", stay.arrival)
    if most is not None and stay.nights > most and not (held and held.nights >= stay.nights):
        return "max_stay", most
    return None


def _rule(latest_first: Sequence[Line], rule: str, day: date) -> Any:
    """What the last line that says something on this rule says; None where none does."""
    for line in latest_first:
        value = getattr(line, rule)
        if value is not None and covers(line, day):
            return value
    return None
