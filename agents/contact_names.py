"""The name of a contact's profile: written by whoever writes to us, and shown in terms and to a model."""

import unicodedata

from agents.quoting import for_guests

WORDS = 9
LONGEST = 80  # characters
_INSIDE = "-'’."


def name_of(profile: str) -> str:
    """What of a profile is a name: words of letters; no figures, links, signs or orders. Maybe ""."""
    text = unicodedata.normalize("NFC", for_guests(" ".join(profile.split())))
    words = (_word(part) for part in text.split())
    return " ".join([word for word in words if word][:WORDS])[:LONGEST].strip()


def _word(part: str) -> str:
    start, end = 0, len(part)
    while start < end and not part[start].isalpha():
        start += 1
    while end > start and not (_is_letter(part[end - 1]) or part[end - 1] == "."):
        end -= 1
    word = part[start:end]
    if any(sign.isdigit() for sign in part) or _is_address(word):
        return ""
    if not all(_is_letter(sign) or sign in _INSIDE for sign in word):
        return ""
    return word.rstrip(".") if len(word) > 4 else word  # "Jr."


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LM"


def _is_address(word: str) -> bool:
    """ "pay.example": longer parts than the initials of "J.R." have."""
    return "." in word[:-1] and any(len(part) > 1 for part in word.rstrip(".").split("."))
