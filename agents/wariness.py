"""What should not stand in an agent's words: prices and dates that grow old, people, secrets, defiance."""

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
_ANYTHING = r"(?:\w+[ ,]+){0,4}"
# What a configuration may ask for in vain: our base rules and the gate stand above it.
_DEFIANT = re.compile(
    rf"\b(?:ignore|disregard|forget|override|ignora|ignore|olvida|omite|salta(?:te)?)\s+{_ANYTHING}"
    r"(?:rules?|instructions?|guidelines?|above|previous|reglas|instrucciones|normas|anteriores?)\b"
    rf"|\b(?:deny|never (?:say|admit|tell)|do not (?:say|admit|tell)|don't (?:say|admit|tell)|niega"
    rf"|nunca (?:digas|admitas|diga|admita)|no (?:digas|admitas|diga|admita))\s+{_ANYTHING}"
    r"(?:an? ai|ai|a machine|a bot|a robot|una? ia|una? m[aá]quina|un bot|un robot"
    r"|una inteligencia artificial)\b"
    r"|\b(?:say|claim|pretend|tell (?:them|guests)) (?:that )?(?:you are|to be|you're) (?:a )?"
    r"(?:human|person)\b"
    r"|\b(?:di|finge|afirma) (?:que )?(?:eres|ser) (?:una? )?(?:human[oa]|persona)\b"
    rf"|\b(?:never|do not|don't|nunca|no)\s+(?:hand over|pass on|transfer|pases?|transfieras?)\s+{_ANYTHING}"
    r"(?:person|people|staff|human|persona|personal|humano)\b"
    rf"|\b(?:book|reserve|confirm|cancel|reserva|confirma|cancela)\s+{_ANYTHING}"
    r"(?:without (?:asking|confirmation|their (?:yes|confirmation))"
    r"|sin (?:preguntar|confirmaci[oó]n|su confirmaci[oó]n))\b"
    r"|\b(?:ask|pide|pida|solicita|solicite)\s+(?:\w+\s+){0,4}"
    r"(?:card number|cvv|cvc|n[uú]mero de (?:la )?tarjeta|passport number|n[uú]mero de pasaporte)\b",
    re.I,
)
_DENIED = re.compile(r"\b(?:never|not|don't|no|nunca|jamás)\b[\w ,]{0,20}\Z", re.I)


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


def defiant(text: str) -> list[str]:
    """Words that want what no configuration can have: no rules, no people, no confirmation."""
    wanted = [hit for hit in _DEFIANT.finditer(text) if not _DENIED.search(text[: hit.start()])]
    return list(dict.fromkeys(hit.group()[:LONGEST] for hit in wanted))


def _read(text: str, hotel: Hotel) -> Reading:
    return read(text, Grounds(hotel.language, hotel.currency, hotel.today()))


def _quoted(seen: Reading, spans: Iterable[Span[object]]) -> list[str]:
    quotes = (seen.text[span.start : span.end].strip()[:LONGEST] for span in spans)
    return list(dict.fromkeys(quotes))


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())
