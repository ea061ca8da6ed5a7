"""Reservation codes: short, random, and hard to mishear or to misread."""

import re
import secrets
import unicodedata

# No vowels, so no words; no 0, 1 and L; of the pairs 2 Z, 5 S and 8 B only the digit.
LETTERS = "CDFGHJKMNPQRTVWX"
DIGITS = "23456789"
LENGTH = 6


def new_code() -> str:
    """Six characters, at least one letter and one digit, so it is neither a word nor a number."""
    while True:
        code = "".join(secrets.choice(LETTERS + DIGITS) for _ in range(LENGTH))
        if not code.isalpha() and not code.isdigit():
            return code


def normalise(text: str) -> str:
    """A code as it is stored, from what somebody typed: `k7 m-2qx` is `K7M2QX`."""
    return re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", text[:64]).upper())[:32]
