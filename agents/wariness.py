"""What should not stand in an agent's words: prices and dates that grow old, people, secrets."""

import re
from collections.abc import Iterable

from agents.gate.base import Grounds
from agents.gate.cards import has_card
from agents.gate.reading import Reading, read
from agents.gate.spans import Span
from hotels.models import Hotel

LONGEST = 60  # characters of a quote
_KEYS = re.compile(
    r"\b(?:sk|ck|pk|rk)[-_](?:live|test|proj)?[-_]?[\w-]{12,}|\b(?:AKIA|ASIA)[A-Z0-9]{12,}|\bEAA[A-Za-z0-9]{16,}"
    r"|\beyJ[\w-]{10,}|\bgh[pousr]_\w{16,}|\bxox[abp]-[\w-]+|\bBearer\s+[\w.-]{8,}|\bAIza[\w-]{20,}|-----BEGIN"
    r"|\b(?:api[_ -]?key|secret|token|password|contrase(?:ñ|n)a|clave)\s*(?:[:=]|es:?|is:?)\s*"
    r"(?=\S*\d)[^\s.,;]{6,}",
    re.I,
)


def perishable(text: str, hotel: Hotel) -> list[str]:
    """Amounts, percentages, dates, times and codes in a text, as they stand there."""
    seen = _read(text, hotel)
    days = [span for span in seen.days if span.value.day or span.value.year]
    return _quoted(seen, [*seen.amounts, *seen.percentages, *days, *seen.times, *seen.codes])


def amounts(text: str, hotel: Hotel) -> list[str]:
    """Prices in a text, as they stand there."""
    seen = _read(text, hotel)
    return _quoted(seen, seen.amounts)


def personal(text: str, hotel: Hotel) -> list[str]:
    """Mail addresses, phones, accounts and cards that are not the hotel's own."""
    seen = _read(text, hotel)
    own = {hotel.email.lower(), _digits(hotel.phone), _digits(hotel.emergency_phone)}
    mails = [span for span in seen.emails if span.value.lower() not in own]
    phones = [span for span in seen.phones if _digits(span.value) not in own]
    found = _quoted(seen, [*mails, *phones, *seen.accounts])
    return [*found, *(line[:LONGEST] for line in text.splitlines() if has_card(line))]


def secrets(text: str) -> list[str]:
    """What looks like a key or a password; only its beginning is quoted."""
    found = [f"{hit.group()[:6]}…" for hit in _KEYS.finditer(text)]
    return [*dict.fromkeys(found), *(f"…{line[-4:]}" for line in text.splitlines() if has_card(line))]


def _read(text: str, hotel: Hotel) -> Reading:
    return read(text, Grounds(hotel.language, hotel.currency, hotel.today()))


def _quoted(seen: Reading, spans: Iterable[Span[object]]) -> list[str]:
    quotes = (seen.text[span.start : span.end].strip()[:LONGEST] for span in spans)
    return list(dict.fromkeys(quotes))


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())
