"""Numbers as guests write them, in digits and in words."""

import re
from collections.abc import Sequence

_UNITS = {
    "cero": 0, "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5,
    "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13,
    "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18,
    "diecinueve": 19, "veintiun": 21, "veintiuno": 21, "veintiuna": 21, "veintidos": 22,
    "veintitres": 23, "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26, "veintisiete": 27,
    "veintiocho": 28, "veintinueve": 29, "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19,
}  # fmt: skip
_TENS = {"veinte": 20, "treinta": 30, "cuarenta": 40, "twenty": 20, "thirty": 30, "forty": 40}
_ORDINALS = {
    "primero": 1, "primer": 1, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_PHRASES = {
    ("un", "par", "de"): 2,
    ("a", "couple", "of"): 2,
    ("couple", "of"): 2,
    ("media", "docena", "de"): 6,
    ("half", "a", "dozen"): 6,
    ("una", "docena", "de"): 12,
    ("a", "dozen"): 12,
}
_MARKED = re.compile(r"(\d{1,3})(st|nd|rd|th|ro|ero|er|do|o|a|°)")


def number_at(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The number that begins at word `at` and the index after it; None when there is none."""
    if at >= len(words):
        return None
    for phrase, value in _PHRASES.items():
        if tuple(words[at : at + len(phrase)]) == phrase:
            return value, at + len(phrase)
    word = words[at]
    if word.isdecimal() and word.isascii():
        return (int(word), at + 1) if len(word) <= 4 else None
    if word in _TENS:
        return _with_unit(words, at, _TENS[word], _UNITS)
    return (_UNITS[word], at + 1) if word in _UNITS else None


def ordinal_at(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The ordinal that begins at `at` ("3rd", "twenty-fifth", "1ro", "primero") and the index after it."""
    if at >= len(words):
        return None
    word = words[at]
    if marked := _MARKED.fullmatch(word):
        return int(marked[1]), at + 1
    if word in ("twenty", "thirty"):
        value, end = _with_unit(words, at, _TENS[word], _ORDINALS)
        return (value, end) if end > at + 1 else None
    return (_ORDINALS[word], at + 1) if word in _ORDINALS else None


def _with_unit(words: Sequence[str], at: int, tens: int, units: dict[str, int]) -> tuple[int, int]:
    """ "treinta y uno", "twenty-five", "veinte y dos"."""
    following = at + 2 if at + 1 < len(words) and words[at + 1] in ("y", "-") else at + 1
    unit = units.get(words[following], 0) if following < len(words) else 0
    return (tens + unit, following + 1) if 0 < unit < 10 else (tens, at + 1)
