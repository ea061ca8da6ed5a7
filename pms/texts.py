"""Texts of guests and staff, looked at before they are stored."""

import re
import unicodedata

from pms.errors import PMSRefused

_SEPARATOR = re.compile(r"[ .\-]")
_GROUPS = re.compile(r"(?<![\w+])[0-9]+(?:[ .\-][0-9]+)*(?!\w)")  # after a plus it is a phone


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
    """Whether the text holds what looks like the number of a payment card, in groups of digits or in one.

    A card's number begins and ends where a group does: else one in ten of all long numbers were one.
    """
    for run in _GROUPS.finditer(unicodedata.normalize("NFKC", text)):
        groups = _SEPARATOR.split(run[0])
        for first in range(len(groups)):
            for last in range(first + 1, len(groups) + 1):
                if is_card("".join(groups[first:last])):
                    return True
    return False


def is_card(digits: str) -> bool:
    """Length and first digit of a card, and the check of its last (Luhn)."""
    if not 13 <= len(digits) <= 19 or digits[0] not in "23456" or len(set(digits)) == 1:
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
