"""Dates as guests write them: where one stands in a text, and which days it can mean.

Nothing is guessed: a `Spot` names every day that the words allow, and it is the reader's business to ask
when there are several.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches

from agents.offline.calendar_words import FEASTS, MONTHS, SHY_MONTHS, WEEKDAYS
from agents.offline.numbers import number_at, ordinal_at
from agents.offline.words import bag

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2,4}))?")
_YEARS = range(1900, 2200)  # farther ones are slips, and days beside them may be none that can be counted
_OF = ("de", "of", "del", "d")
_THIS = ("this", "este", "esta")
_NEXT = ("next", "proximo", "proxima", "siguiente")
RANGES = bag("al a hasta to till until thru through - – —")


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


def find_spots(words: Sequence[str], today: date, bare_numbers: bool = False) -> list[Spot]:
    """Every date in `words`, in order. `bare_numbers`: the guest was just asked for a date."""
    spots: list[Spot] = []
    at = 0
    while at < len(words):
        spot = _spot_at(words, at, today, bare_numbers)
        if spot is None:
            at += 1
            continue
        spots.append(spot)
        at = spot.end
    return list(_merged(list(_with_other_ends(spots, words)), words))


def _with_other_ends(spots: Sequence[Spot], words: Sequence[str]) -> Iterator[Spot]:
    """The lone numbers that a date beside them makes a date too: "5-7 de enero", "January 10 to 15"."""
    for n, spot in enumerate(spots):
        if spot.day is None or (spot.month is not None and spot.end == spot.start + 1):
            yield spot
            continue
        begin = spots[n - 1].end if n else 0
        first = spot.start - 2 - (_word(words, spot.start - 1) in ("el", "the"))
        if first >= begin and words[first + 1] in RANGES and (day := _lone_number(words, first)):
            yield Spot(first, first + 1, day=day)
        yield spot
        last = spot.end + 1 + (_word(words, spot.end + 1) in ("el", "the"))
        free = n + 1 == len(spots) or spots[n + 1].start > last
        if free and _word(words, spot.end) in RANGES and (day := _lone_number(words, last)):
            yield Spot(last, last + 1, day=day)


def _lone_number(words: Sequence[str], at: int) -> int | None:
    word = _word(words, at)
    if not (word.isdecimal() and word.isascii() and len(word) <= 2 and 1 <= int(word) <= 31):
        return None
    return None if _counts_something(words, at + 1) else int(word)


def _spot_at(words: Sequence[str], at: int, today: date, bare_numbers: bool) -> Spot | None:
    return (
        _numeric(words, at)
        or _relative(words, at, today)
        or _feast(words, at)
        or _weekend(words, at, today)
        or _weekday(words, at, today)
        or _day_and_month(words, at)
        or _bare_day(words, at, bare_numbers)
    )


def _numeric(words: Sequence[str], at: int) -> Spot | None:
    if iso := _ISO.fullmatch(words[at]):
        return Spot(at, at + 1, day=int(iso[3]), month=int(iso[2]), year=int(iso[1]))
    match = _NUMERIC.fullmatch(words[at])
    if not match:
        return None
    first, second = int(match[1]), int(match[2])
    year = _full_year(int(match[3])) if match[3] else None
    if not (1 <= first <= 31 and 1 <= second <= 31):
        return None
    if first > 12 or second > 12:
        day, month = (first, second) if first > 12 else (second, first)
        return Spot(at, at + 1, day=day, month=month, year=year) if month <= 12 else None
    return Spot(at, at + 1, day=first, month=second, year=year, other_order=first != second)


def _day_and_month(words: Sequence[str], at: int) -> Spot | None:
    """ "5 de enero de 2027", "Jan 5th", "the 3rd of march", "marzo 3"."""
    if named := _month_at(words, at, beside_day=True):
        month, end = named
        if found := _day_number(words, end + (_word(words, end) in ("the", "el"))):
            day, end = found
            year, end = _year_at(words, end)
            return Spot(at, end, day=day, month=month, year=year)
        return None
    found = _day_number(words, at)
    if not found:
        return None
    day, end = found
    end += _word(words, end) in _OF
    if this_month := _this_or_next_month(words, end):
        # The month is relative; the caller's `today` decides in `_merged` through the bare day.
        return Spot(at, this_month, day=day)
    named = _month_at(words, end, beside_day=True)
    if not named:
        return None
    year, end = _year_at(words, named[1])
    return Spot(at, end, day=day, month=named[0], year=year)


def _bare_day(words: Sequence[str], at: int, bare_numbers: bool) -> Spot | None:
    """ "el 5", "the 3rd", "on 14th": a day whose month is not written."""
    before = words[at - 1] if at else ""
    marked = ordinal_at(words, at)
    counted = ("floor", "street", "piso", "time", "one")
    if marked and words[at][0].isdigit() and _word(words, marked[1]) not in counted:
        return Spot(at, marked[1], day=marked[0]) if 1 <= marked[0] <= 31 else None
    if marked and before == "the" and _word(words, marked[1]) in ("", ".", ",", "for", "until", "to"):
        return Spot(at, marked[1], day=marked[0])
    number = number_at(words, at)
    if not number or not 1 <= number[0] <= 31 or not (words[at].isdecimal() or bare_numbers):
        return None
    value, end = number
    if _counts_something(words, end):
        return None
    ranged = before in ("al", "to", "hasta", "-", "a", "until", "till", "through", "thru") and bare_numbers
    introduced = before in ("el", "del", "dia", "al") or before in WEEKDAYS
    introduced = introduced or (before == "the" and words[at].isdecimal())
    opens_range = _word(words, end) in ("al", "-", "to", "hasta", "until") and bare_numbers
    alone = bare_numbers and len(words) <= 3
    return Spot(at, end, day=value) if introduced or ranged or opens_range or alone else None


_COUNTED = bag(
    "noche noches night nights dia dias day days semana semanas week weeks persona personas people"
    " person guests adulto adultos adult adults nino ninos nina ninas kid kids child children menores"
    " hijos habitacion habitaciones room rooms cuarto cuartos cama camas bed beds star stars estrellas"
    " ano anos years hora horas hour hours mes meses months pm am % huespedes"
)


def _counts_something(words: Sequence[str], at: int) -> bool:
    return _word(words, at) in _COUNTED


def _relative(words: Sequence[str], at: int, today: date) -> Spot | None:
    """ "hoy", "pasado mañana", "in three days", "de hoy en ocho"."""
    word, following = words[at], tuple(words[at + 1 : at + 5])
    if word == "pasado" and following[:1] == ("manana",):
        return Spot(at, at + 2, days=(today + timedelta(2),))
    if word in ("day", "dia") and following[:2] in (("after", "tomorrow"), ("despues", "de")):
        length = 3 if following[1] == "tomorrow" else 4 if following[2:3] == ("manana",) else 0
        return Spot(at, at + length, days=(today + timedelta(2),)) if length else None
    if word == "later" and following[:1] == ("today",):
        return Spot(at, at + 2, days=(today,))
    if word == "hoy" and following[:2] in (("en", "ocho"), ("en", "8"), ("en", "quince"), ("en", "15")):
        return Spot(at, at + 3, days=(today + timedelta(7 if following[1] in ("ocho", "8") else 14),))
    if word in ("hoy", "today"):
        return Spot(at, at + 1, days=(today,))
    if word == "tonight" or (word == "esta" and following[:1] == ("noche",)):
        return Spot(at, at + (1 if word == "tonight" else 2), days=(today,), nights=1)
    if word == "tomorrow" or (word == "manana" and _is_tomorrow(words, at)):
        return Spot(at, at + 1, days=(today + timedelta(1),))
    if word in ("ayer", "yesterday"):
        return Spot(at, at + 1, days=(today - timedelta(1),))
    return _in_some_days(words, at, today)


def _is_tomorrow(words: Sequence[str], at: int) -> bool:
    """ "mañana", but not the morning of "por la mañana" or "de la mañana"."""
    return not (at and words[at - 1] in ("la", "las", "esta"))


def _in_some_days(words: Sequence[str], at: int, today: date) -> Spot | None:
    if words[at] not in ("in", "en", "dentro"):
        return None
    begin = at + 1 + (_word(words, at + 1) == "de")
    number = (1, begin + 1) if _word(words, begin) == "a" else number_at(words, begin)
    if not number:
        return None
    step = {"day": 1, "days": 1, "dia": 1, "dias": 1, "week": 7, "weeks": 7, "semana": 7, "semanas": 7}
    unit = step.get(_word(words, number[1]))
    if unit is None or number[0] * unit > 800:
        return None
    return Spot(at, number[1] + 1, days=(today + timedelta(number[0] * unit),))


def _feast(words: Sequence[str], at: int) -> Spot | None:
    for phrase, (month, day) in FEASTS.items():
        if tuple(words[at : at + len(phrase)]) == phrase:
            year, end = _year_at(words, at + len(phrase))
            return Spot(at, end, day=day, month=month, year=year)
    return None


def _weekend(words: Sequence[str], at: int, today: date) -> Spot | None:
    """A weekend is Friday to Sunday; what is left of it when it has begun."""
    if words[at] != "weekend":
        return None
    friday = today + timedelta(4 - today.weekday())
    coming = (friday, 2)
    if today.weekday() == 5:
        coming = (today, 1)
    elif today.weekday() == 6:
        coming = (friday + timedelta(7), 2)
    later = friday + timedelta(7)
    is_next, end = _next_around(words, at)
    if not is_next:
        return Spot(at, end, days=(coming[0],), nights=coming[1])
    spanish = words[at - 1] != "next" if at else True
    if today.weekday() >= 5 or (spanish and today.weekday() < 4):
        days: tuple[date, ...] = (later if today.weekday() >= 5 else friday,)
    else:
        days = (friday, later)
    return Spot(at, end, days=days, nights=2)


def _weekday(words: Sequence[str], at: int, today: date) -> Spot | None:
    weekday = WEEKDAYS.get(words[at])
    before = words[at - 1] if at else ""
    if weekday is None and words[at] in ("sun", "sat") and before in ("on", "this", "next", "from"):
        weekday = 5 if words[at] == "sat" else 6
    if weekday is None:
        return None
    coming = today + timedelta((weekday - today.weekday()) % 7)
    monday = today - timedelta(today.weekday())
    if end := _of_next_week(words, at + 1):
        return Spot(at, end, weekday=weekday, days=(monday + timedelta(7 + weekday),))
    is_next, end = _next_around(words, at)
    end += _word(words, end) == "."
    if is_next:
        following = coming + timedelta(7)
        if coming == today:
            return Spot(at, end, weekday=weekday, days=(following,))
        # Said in the week of that very day, "next friday" is this friday for some and not for others.
        unsure = coming < monday + timedelta(7) and before == "next"
        return Spot(at, end, weekday=weekday, days=(coming, following) if unsure else (coming,))
    if coming == today and before not in _THIS:
        return Spot(at, end, weekday=weekday, days=(today, today + timedelta(7)))
    return Spot(at, end, weekday=weekday, days=(coming,))


def _next_around(words: Sequence[str], at: int) -> tuple[bool, int]:
    """Whether "next" is said before, or "que viene" after, the word at `at`; and where that ends."""
    if at and words[at - 1] in _NEXT:
        return True, at + 1
    if tuple(words[at + 1 : at + 3]) in (("que", "viene"), ("q", "viene")):
        return True, at + 3
    if _word(words, at + 1) in ("proximo", "entrante", "siguiente"):
        return True, at + 2
    return False, at + 1


def _of_next_week(words: Sequence[str], at: int) -> int:
    """Where "next week" or "de la semana que viene" ends, when it begins at `at`; else 0."""
    for phrase in (
        ("next", "week"),
        ("of", "next", "week"),
        ("de", "la", "semana", "que", "viene"),
        ("de", "la", "proxima", "semana"),
        ("de", "la", "otra", "semana"),
        ("de", "la", "semana", "entrante"),
    ):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return at + len(phrase)
    return 0


def _this_or_next_month(words: Sequence[str], at: int) -> int:
    for phrase in (("this", "month"), ("este", "mes"), ("the", "month"), ("current", "month")):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return at + len(phrase)
    return 0


def _month_at(words: Sequence[str], at: int, beside_day: bool) -> tuple[int, int] | None:
    word = _word(words, at)
    month = MONTHS.get(word) or (SHY_MONTHS.get(word) or _misspelt_month(words, at) if beside_day else None)
    if not month:
        return None
    # "dic." and "Jan."
    return month, at + 1 + (len(word) <= 4 and _word(words, at + 1) == "." and len(words) > at + 2)


def _misspelt_month(words: Sequence[str], at: int) -> int | None:
    """ "12 de henero", "5 de nobiemvre": what stands there is a month, whatever its letters."""
    if _word(words, at - 1) != "de" or not _word(words, at - 2).isdecimal():
        return None
    near = get_close_matches(_word(words, at), [name for name in MONTHS if len(name) > 4], 1, 0.75)
    return MONTHS[near[0]] if near else None


def _day_number(words: Sequence[str], at: int) -> tuple[int, int] | None:
    found = ordinal_at(words, at) or number_at(words, at)
    if not found or not 1 <= found[0] <= 31 or _counts_something(words, found[1]):
        return None
    return found


def _year_at(words: Sequence[str], at: int) -> tuple[int | None, int]:
    begin = at + (_word(words, at) in ("de", "del", ",", "of"))
    word = _word(words, begin)
    return (int(word), begin + 1) if re.fullmatch(r"20\d\d", word) else (None, at)


def _full_year(year: int) -> int:
    return year if year >= 1000 else 2000 + year


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""


def _merged(spots: Sequence[Spot], words: Sequence[str]) -> Iterator[Spot]:
    """ "viernes 5 de enero" is one date: the weekday joins the day it stands beside."""
    waiting: Spot | None = None
    for spot in spots:
        if waiting is not None:
            between = words[waiting.end : spot.start]
            if waiting.weekday is not None and spot.day and set(between) <= {",", "the", "el", "dia", "."}:
                yield replace(spot, start=waiting.start, weekday=waiting.weekday)
                waiting = None
                continue
            if waiting.day and spot.weekday is not None and not spot.day and set(between) <= {",", "("}:
                yield replace(waiting, end=spot.end, weekday=spot.weekday)
                waiting = None
                continue
            yield waiting
        waiting = spot
    if waiting is not None:
        yield waiting


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
