"""Dates as guests write them: where one stands in a text, and which days it can mean.

Nothing is guessed: a `Spot` names every day that the words allow, and it is the reader's business to ask
when there are several.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from difflib import get_close_matches

from agents.offline import feasts
from agents.offline.calendar_words import MONTHS, SHY_MONTHS, WEEKDAYS
from agents.offline.numbers import number_at, ordinal_at
from agents.offline.spots import Spot
from agents.offline.spots import word_at as _word
from agents.offline.weekdays import weekday_at, weekend_at, weeks_later
from agents.offline.words import bag

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2,4}))?")
_OF = ("de", "of", "del", "d")
RANGES = bag("al a hasta to till until thru through - – —")


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
        elif (listed := _first_of_list(words, spot)) is not None and listed >= begin:
            yield Spot(listed, listed + 1, day=_lone_number(words, listed))
        yield spot
        last = spot.end + 1 + (_word(words, spot.end + 1) in ("el", "the"))
        free = n + 1 == len(spots) or spots[n + 1].start > last
        if free and _word(words, spot.end) in RANGES and (day := _lone_number(words, last)):
            yield Spot(last, last + 1, day=day)


def _first_of_list(words: Sequence[str], spot: Spot) -> int | None:
    """Where days in a row begin that end with this one: "5, 6 y 7 de enero"."""
    if _word(words, spot.start - 1) not in ("y", "and", "&", "e"):
        return None
    at, day = spot.start - 2, (spot.day or 0) - 1
    while _lone_number(words, at) == day and _word(words, at - 1) == ",":
        at, day = at - 2, day - 1
    if _lone_number(words, at) != day or _word(words, at - 1) in ("somos", "para", "for"):
        return None
    return at


def _lone_number(words: Sequence[str], at: int) -> int | None:
    word = _word(words, at)
    if not (word.isdecimal() and word.isascii() and len(word) <= 2 and 1 <= int(word) <= 31):
        return None
    return None if _counts_something(words, at + 1) else int(word)


def _spot_at(words: Sequence[str], at: int, today: date, bare_numbers: bool) -> Spot | None:
    return (
        _numeric(words, at)
        or _relative(words, at, today)
        or _feast(words, at, today)
        or weekend_at(words, at, today)
        or weekday_at(words, at, today)
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


def _is_near(words: Sequence[str], at: int, end: int) -> bool:
    """ "before Christmas", "Easter weekend", "el finde de Navidad": not the day itself."""
    before = [
        word for word in words[max(0, at - 3) : at] if word not in ("de", "del", "la", "el", "the", "of")
    ]
    return _word(words, end) == "weekend" or before[-1:] in (
        ["before"],
        ["after"],
        ["antes"],
        ["despues"],
        ["weekend"],
        ["around"],
        ["cerca"],
        ["cerquita"],
    )


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
    if not named or (_counts_people(words, at) and _begins_a_range(words, named[1])):
        return None
    year, end = _year_at(words, named[1])
    return Spot(at, end, day=day, month=named[0], year=year)


def _counts_people(words: Sequence[str], at: int) -> bool:
    return _word(words, at - 1) in ("for", "para", "of", "de", "somos") and _word(words, at).isdecimal()


def _begins_a_range(words: Sequence[str], at: int) -> bool:
    """ "5 - 7" behind the month in "for 2 Dec 5-7", where the first number is people."""
    first = _lone_number(words, at)
    return bool(first and _word(words, at + 1) in RANGES and _lone_number(words, at + 2))


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
    introduced = before in ("el", "del", "dia", "dias", "al", "sat", "sun") or before in WEEKDAYS
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
    if word in ("hoy", "today", "tomorrow", "manana") and (later := weeks_later(words, at, at + 1)):
        start, end, weeks = later
        return Spot(start, end, days=(today + timedelta(7 * weeks + (word in ("tomorrow", "manana"))),))
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


def _feast(words: Sequence[str], at: int, today: date) -> Spot | None:
    if fixed := feasts.fixed_at(words, at):
        month, day, end = fixed
        year, end = _year_at(words, end)
        spot = Spot(at, end, day=day, month=month, year=year, is_feast=True)
        return (
            Spot(at, end, season=spot.readings(today)[0], is_feast=True) if _is_near(words, at, end) else spot
        )
    found = feasts.movable_at(words, at, today)
    if found is None:
        return None
    if found.is_season or _is_near(words, at, found.end):
        return Spot(at, found.end, season=found.day, is_feast=True)
    return Spot(at, found.end, days=(found.day,), is_feast=True)


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
