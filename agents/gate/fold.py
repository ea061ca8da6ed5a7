"""See a text as a reader sees it: one form for each letter and digit, however it was encoded.

Checks read the folded text, so that a price in full-width, Arabic or look-alike characters is a price.
"""

import re
import unicodedata
from dataclasses import dataclass

from agents.characters import HIDDEN, LOOKALIKES

_INVISIBLE = HIDDEN | {"Mn", "Me"}


@dataclass(frozen=True)
class Folded:
    """One text in three forms of equal length, so that a span of one is a span of all."""

    case: str  # folded, upper and lower case kept
    low: str  # the same in lower case
    bare: str  # the same without accents


def _letter(char: str) -> str:
    if char in "\n\t":
        return char
    if char.isspace():
        return " "
    if unicodedata.category(char) in _INVISIBLE:
        return ""
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)


def _one(char: str, changed: str) -> str:
    return changed if len(changed) == 1 else char


def fold(text: str) -> str:
    """The text with compatibility forms, digits, look-alikes and hidden characters made plain."""
    text = text.replace("½", " half ")
    text = unicodedata.normalize("NFKC", text).translate(LOOKALIKES)
    return "".join(map(_letter, unicodedata.normalize("NFKC", text)))


def views(case: str) -> Folded:
    """The three forms of a folded text."""
    low = "".join(_one(char, char.lower()) for char in case)
    bare = "".join(_one(char, unicodedata.normalize("NFD", char)[0]) for char in low)
    return Folded(case, low, bare)


def squash(text: str) -> str:
    """Letters and digits only, in lower case: equal for a text and for the same text s p a c e d out."""
    return re.sub(r"[\W_]+", "", views(fold(text)).bare)
