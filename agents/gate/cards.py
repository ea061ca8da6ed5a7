"""Payment card numbers: find them and blank them out."""

import re
from collections.abc import Iterator

from agents.gate.fold import fold
from pms.texts import is_card

_DIGITS = re.compile(r"(?<![\w+])\d(?:[\W_]{0,3}\d){12,18}(?!\w)")
_KEEP = 4


def _cards(text: str) -> Iterator[tuple[int, int]]:
    """Spans of card numbers; also a card inside a longer run, such as one followed by its expiry date."""
    for run in _DIGITS.finditer(text):
        places = [place for place in range(*run.span()) if text[place].isdecimal()]
        # A card begins and ends where a group of digits does; else one in ten of all long numbers were one.
        begins = [n for n, place in enumerate(places) if n == 0 or places[n - 1] != place - 1]
        ends = {n + 1 for n, place in enumerate(places) if n + 1 == len(places) or places[n + 1] != place + 1}
        done = 0
        for start in begins:
            for size in (16, 15, 19, 18, 17, 14, 13):
                part = places[start : start + size]
                whole = start >= done and len(part) == size and start + size in ends
                if whole and is_card("".join(str(int(text[place])) for place in part)):
                    yield part[0], part[-1] + 1
                    done = start + size
                    break


def has_card(text: str) -> bool:
    """Is there a card number in the text, in whatever digits and with whatever marks between them?"""
    return any(_cards(fold(text)))


def mask_cards(text: str) -> str:
    """The text with every card number as bullets but for its last four digits."""
    chars = list(text)
    for start, end in _cards(text):
        digits = [place for place in range(start, end) if text[place].isdecimal()]
        for place in digits[:-_KEEP]:
            chars[place] = "•"
    return "".join(chars)
