"""A date as it stands in a text, and the days it can mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

_YEARS = range(1900, 2200)  # farther ones are slips, and days beside them may be none that can be counted


@dataclass(frozen=True)
class Spot:
    """One date in a text: words `start` to `end`, read in one or more ways.

    `day`, `month` and `year` are as written (None: not written); `other_order` is 12/03 read the other
    way round. `days` are what the words mean by themselves ("tomorrow", "next friday": maybe two).
    """

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    days: tuple[date, ...] = ()
    other_order: bool = False
    nights: int | None = None  # a weekend, tonight
    is_feast: bool = False  # may be the reason for a stay on other days
    season: date | None = None  # the middle of some days that name none: "Semana Santa"

    @property
    def is_bare(self) -> bool:
        """Only the day of a month, which another date may complete."""
        return self.day is not None and self.month is None

    def swapped(self) -> "Spot":
        return replace(self, day=self.month, month=self.day, other_order=False)

    def readings(self, not_before: date) -> list[date]:
        """The days it can mean, from `not_before` on; with its year written, whatever lies before too."""
        if self.days:
            return [day for day in self.days if day >= not_before] or list(self.days)
        if self.day is None:
            return []
        orders = [self, self.swapped()] if self.other_order else [self]
        found = (_next_day(spot, not_before) for spot in orders)
        return list(dict.fromkeys(day for day in found if day))


def word_at(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""


def _next_day(spot: Spot, not_before: date) -> date | None:
    """The first day from `not_before` on that fits what is written; the day itself when the year is."""
    assert spot.day is not None
    if spot.year is not None:
        return _date_or_none(spot.year, spot.month or not_before.month, spot.day)
    if spot.month is not None:
        years = range(not_before.year, not_before.year + 9)
        found = (_date_or_none(year, spot.month, spot.day) for year in years)
    else:
        months = ((not_before.month - 1 + n) for n in range(13))
        found = (_date_or_none(not_before.year + month // 12, month % 12 + 1, spot.day) for month in months)
    return next((day for day in found if day and day >= not_before), None)


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
