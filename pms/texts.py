"""Texts of guests and staff, looked at before they are stored."""

import re
import unicodedata

from pms.errors import PMSRefused

_DIGITS = re.compile(r"\d(?:[\W_]{0,3}\d){12,18}")


def checked_text(text: str, longest: int, code: str, *, empty: bool = False) -> str:
    """The text with its white space tidied.

    Raises PMSRefused `code` (empty, too long, characters nobody can see) or `card_number`.
    """
    tidy = " ".join(text.split())
    hidden = any(unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") for character in tidy)
    if hidden or len(tidy) > longest or not (tidy or empty):
        raise PMSRefused(code, f"this text has {0 if empty else 1} to {longest} readable characters")
    if has_card_number(tidy):
        raise PMSRefused("card_number", "numbers of payment cards are not kept here")
    return tidy


def has_card_number(text: str) -> bool:
    """Whether 13 to 19 digits, whatever stands between them, pass the check of payment cards (Luhn)."""
    return any(
        _passes(digits[start : start + size])
        for run in _DIGITS.finditer(unicodedata.normalize("NFKC", text))
        for digits in [[int(character) for character in run[0] if character.isdecimal()]]
        for size in range(13, len(digits) + 1)
        for start in range(len(digits) - size + 1)
        if size in (13, 14, 15, 16, 19) and digits[start] in (2, 3, 4, 5, 6)
    )


def _passes(digits: list[int]) -> bool:
    doubled = (digit * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return len(set(digits)) > 1 and sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
