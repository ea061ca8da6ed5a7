"""Weekdays and weekends as guests say them: "next friday", "el sábado en ocho", "the last weekend of May"."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from agents.offline import feasts
from agents.offline.calendar_words import MONTHS, WEEKDAYS
from agents.offline.numbers import number_at
from agents.offline.spots import Spot, word_at
from agents.offline.words import bag

_THIS = ("this", "este", "esta")
_NEXT = ("next", "proximo", "proxima", "siguiente")
RELATIVE = (*_THIS, *_NEXT)
# Said before a weekend that need not be the coming one.
_NOT_THE_COMING = bag(
    "a an un algun cualquier any some every each another otro long holiday bank wedding birthday anniversary"
    " day race marathon festival conference graduation reunion concert half term spring fall easter last"
    " bachelorette bachelor independence"
)
WHICH = {
    "primer": 1, "first": 1, "1er": 1, "1st": 1, "segundo": 2, "second": 2, "2nd": 2, "tercer": 3, "third": 3,
    "3rd": 3, "cuarto": 4, "fourth": 4, "4th": 4, "ultimo": -1, "last": -1,
}  # fmt: skip
_BESIDE = ("largo", "before", "after", "antes", "despues")
_AFTER: dict[tuple[str, ...], int] = {
    ("en", "ocho"): 1,
    ("en", "8"): 1,
    ("en", "quince"): 2,
    ("en", "15"): 2,
    ("after", "next"): 1,
    ("no", ",", "el", "otro"): 1,
    ("no", "el", "otro"): 1,
    ("no", ",", "el", "siguiente"): 1,
    ("no", "el", "siguiente"): 1,
    ("no", ",", "el", "que", "sigue"): 1,
    ("no", ",", "the", "next"): 1,
    ("but", "the", "next"): 1,
    ("but", "the", "following"): 1,
    ("sino", "el", "otro"): 1,
    ("sino", "el", "siguiente"): 1,
}


def weekend_at(words: Sequence[str], at: int, today: date) -> Spot | None:
    """A weekend is Friday to Sunday; what is left of it when it has begun. None for one that is not said."""
    if words[at] != "weekend" and not _is_short_for_weekend(words, at):
        return None
    if named := _of_a_month(words, at, today):
        return named
    if _is_some_other(words, at):
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


def _is_short_for_weekend(words: Sequence[str], at: int) -> bool:
    """ "este fin", "el fin que viene": in Mexico the weekend."""
    if words[at] != "fin" or word_at(words, at + 1) in ("de", "del"):
        return False
    return word_at(words, at - 1) in ("este", "proximo") or word_at(words, at + 1) == "que"


def _of_a_month(words: Sequence[str], at: int, today: date) -> Spot | None:
    """ "the last weekend of January", "el primer fin de semana de mayo"."""
    which = WHICH.get(word_at(words, at - 1))
    month = at + 1 + (word_at(words, at + 1) in ("de", "del", "of", "in", "en"))
    month += word_at(words, month) == "mes" and word_at(words, month + 1) == "de" and 2
    named = MONTHS.get(word_at(words, month)) or (5 if word_at(words, month) == "may" else None)
    friday = feasts.nth_weekend(named, which, today) if which and named else None
    return Spot(at, month + 1, days=(friday,), nights=2) if friday else None


def _is_some_other(words: Sequence[str], at: int) -> bool:
    """Whether words around say which weekend is meant, and it need not be the coming one."""
    before, after = word_at(words, at - 1), word_at(words, at + 1)
    if before in RELATIVE:
        return False
    if (
        before in _NOT_THE_COMING
        or before in WHICH
        or after in ("largo", "before", "after", "antes", "despues")
    ):
        return True
    if feasts.ends_at(words, at):
        return True
    if after in ("in", "of", "de", "del", "en"):
        return not _is_dated(words, at + 2)
    return False


def _is_dated(words: Sequence[str], at: int) -> bool:
    """Whether a day comes there, or what is no attribute at all: "weekend in a double"."""
    at += word_at(words, at) in ("the", "el", "la")
    word = word_at(words, at)
    if number_at(words, at) or word in WEEKDAYS or word in ("esta", "this", "next", "proxima"):
        return True
    is_month = word in MONTHS or word == "may"
    if is_month and word_at(words, at + 1).isdecimal():
        return True
    return not is_month and word_at(words, at - 1) in ("in", "en", "a", "una", "un") and word != "mes"


def weekday_at(words: Sequence[str], at: int, today: date) -> Spot | None:
    weekday = WEEKDAYS.get(words[at])
    before = words[at - 1] if at else ""
    if weekday is None and words[at] in ("sun", "sat") and _is_short_for_a_day(words, at):
        weekday = 5 if words[at] == "sat" else 6
    if weekday is None:
        return None
    coming = today + timedelta((weekday - today.weekday()) % 7)
    monday = today - timedelta(today.weekday())
    if later := weeks_later(words, at, at + 1):
        start, end, weeks = later
        return Spot(start, end, weekday=weekday, days=(coming + timedelta(7 * weeks),))
    if end := _of_next_week(words, at + 1):
        return Spot(at, end, weekday=weekday, days=(monday + timedelta(7 + weekday),))
    is_next, end = _next_around(words, at)
    end += word_at(words, end) == "."
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


def _is_short_for_a_day(words: Sequence[str], at: int) -> bool:
    """ "on sat", "sat 5", "fri to sun": neither somebody who sat nor the sun."""
    after = word_at(words, at + 1)
    return (
        word_at(words, at - 1)
        in ("on", "this", "next", "from", "to", "until", "till", "-", "arrive", "leave")
        or after in ("to", "-", "until", "till", "night", "morning")
        or bool(re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", after))
    )


def weeks_later(words: Sequence[str], at: int, end: int) -> tuple[int, int, int] | None:
    """Where a day at `at` to `end` begins and ends with the weeks that are counted from it, and how many.

    "viernes en ocho", "a week from saturday", "the friday after next", "este viernes no, el otro".
    """
    for phrase, weeks in _AFTER.items():
        if tuple(words[end : end + len(phrase)]) == phrase:
            return at, end + len(phrase), weeks
    if word_at(words, end) == "week" and word_at(words, end + 1) != "end":
        return at, end + 1, 1
    begin = at - (word_at(words, at - 1) in ("this", "the", "el", "este"))
    if word_at(words, begin - 1) not in ("from", "on", "after"):
        return None
    unit = word_at(words, begin - 2)
    if unit == "fortnight":
        first, count = begin - 3, 2
    elif unit in ("week", "weeks"):
        first, number = begin - 3, number_at(words, begin - 3)
        count = 1 if word_at(words, first) == "a" else number[0] if number and number[1] == begin - 2 else 0
    else:
        return None
    # "for a week from saturday" is how long, not when.
    if not 0 < count <= 52 or word_at(words, first - 1) in ("for", "book", "stay", "staying", "spend"):
        return None
    return first, end, count


def _next_around(words: Sequence[str], at: int) -> tuple[bool, int]:
    """Whether "next" is said before, or "que viene" after, the word at `at`; and where that ends."""
    if at and words[at - 1] in _NEXT:
        return True, at + 1
    if tuple(words[at + 1 : at + 3]) in (("que", "viene"), ("que", "entra")):
        return True, at + 3
    if word_at(words, at + 1) in ("proximo", "entrante", "siguiente"):
        return True, at + 2
    return False, at + 1


def _of_next_week(words: Sequence[str], at: int) -> int:
    """Where "next week" or "de la semana que viene" ends, when it begins at `at`; else 0."""
    for phrase in (
        ("next", "week"),
        ("of", "next", "week"),
        ("de", "la", "semana", "que", "viene"),
        ("de", "la", "semana", "que", "entra"),
        ("de", "la", "proxima", "semana"),
        ("de", "la", "otra", "semana"),
        ("de", "la", "semana", "entrante"),
    ):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return at + len(phrase)
    return 0
