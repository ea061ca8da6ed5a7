"""Texts as they are compared: small letters without accents, and numbers in each way they may be read."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f ]*\d|\d")


def plain(text: str) -> str:
    """Small letters without accents, spaces as one."""
    marks = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(char for char in marks if not unicodedata.combining(char))
    return "\n".join(" ".join(line.split()) for line in bare.splitlines())


def amounts_in(text: str) -> set[Decimal]:
    """Every number in a text, in each way it may be read: points and commas are used both ways."""
    found: set[Decimal] = set()
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"[\s\u00a0\u202f]", "", match[0]).strip(".,")
        for thousands, point in ((",", "."), (".", ",")):
            written = digits.replace(thousands, "").replace(point, ".")
            try:
                found.add(Decimal(written))
            except InvalidOperation:
                continue
    return found
