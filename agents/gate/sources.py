"""Does every amount, date, time, link, phone, code and number of a text have a source?"""

import re
from datetime import date, time
from decimal import Decimal
from functools import partial
from urllib.parse import urlsplit

from agents.gate import house
from agents.gate.base import Finding, Grounds, finding
from agents.gate.days import Day
from agents.gate.reading import Reading
from agents.gate.spans import Span, around

_ARRIVAL = re.compile(
    r"\b(?:lleg\w+|arriv\w+|recog\w+|pick\w*|traslado|transfer|taxi|vuelo|flight|land\w*|aterri\w+)\b"
)
_POLICY = re.compile(
    r"\b(?:check-?in|check-?out|entrada|salida|disponible|available|lista|ready|abre|abierto|abren"
    r"|opens?|cierra"
    r"|closes?|desayuno|breakfast|hasta|until|till)\b"
)
_UNDO = r"(?:gratis|free|cancel\w*|anul\w*|reembols\w*|refund\w*|penaliza\w*|penalty)"
_UNTIL = r"(?:hasta|until|till|antes(?: de)?|before|by|up to)"
_DEADLINE = re.compile(rf"\b{_UNDO}\b.{{0,60}}\b{_UNTIL}\b|\b{_UNTIL}\b.{{0,60}}\b{_UNDO}\b", re.S)
_CLAUSES = re.compile(r"[,;!?\n]|\. | (?:y|e|et|and|but|pero) ")
_NOT_DIGITS = re.compile(r"\D")
_ADVICE = {
    "amount": "Give only amounts that a tool returned, with their currency, not rounded or converted.",
    "percentage": "Do not name percentages or discounts that no tool returned.",
    "taxes": "Say nothing about taxes that the tools do not say.",
    "number": "Leave out numbers that no tool returned; name prices exactly as returned, with the currency.",
    "notice": "State periods of notice only as the policy in the tools gives them.",
    "date": "Name only dates that a tool returned or the guest wrote, with the right weekday.",
    "time": "Name only times that the tools or facts give.",
    "link": "Use only links that the tools returned, unchanged.",
    "email": "Use only mail addresses that the tools returned.",
    "phone": "Use only phone numbers that the tools returned.",
    "account": "Never give bank accounts.",
    "code": "Use only codes that the tools returned.",
}


def _found(rule: str, excerpt: str) -> Finding:
    return finding(rule, excerpt, _ADVICE[rule])


def check(seen: Reading, disguised: list[str], written: Reading, grounds: Grounds) -> list[Finding]:
    """Findings about what has no source. `written` is what the guest wrote; `disguised` links as sent."""
    near = partial(around, seen.text, width=10)
    found = [_found("amount", near(span)) for span in seen.amounts if span.value not in grounds.amounts]
    found += [_found("amount", near(span)) for span in seen.vague if span.value not in grounds.vague]
    found += [_found("percentage", near(s)) for s in seen.percentages if s.value not in grounds.percentages]
    found += [_found("taxes", near(span)) for span in seen.taxes if span.value not in grounds.taxes]
    found += _days(seen, written, grounds) + _times(seen, written, grounds) + _numbers(seen, grounds)
    return found + _contacts(seen, disguised, written, grounds)


def _days(seen: Reading, written: Reading, grounds: Grounds) -> list[Finding]:
    guests = frozenset(day for span in written.days for day in span.value.dates(grounds.today))
    found = []
    for span in seen.days:
        # The guest's own arrival is no deadline: that comes from the rate plan.
        is_deadline = _DEADLINE.search(_sentence(seen, span.start, span.end)) is not None
        if not _day_is_known(span.value, frozenset() if is_deadline else guests, grounds):
            found.append(_found("date", around(seen.text, span)))
    return found


def _times(seen: Reading, written: Reading, grounds: Grounds) -> list[Finding]:
    known = {when.replace(second=0, microsecond=0, tzinfo=None) for when in grounds.times}
    guests = frozenset(when for span in written.times for when in span.value)
    found = []
    for span in seen.times:
        sentence = _sentence(seen, span.start, span.end)
        # "You arrive at 23:00" may repeat the guest; "check-in is possible at 9:00" may not.
        may_repeat = _ARRIVAL.search(sentence) and not _POLICY.search(sentence)
        said = span.value - _too_generous(seen.bare, span, grounds)
        if not said & (known | guests if may_repeat else known):
            found.append(_found("time", around(seen.text, span)))
    return found


def _too_generous(bare: str, span: Span[frozenset[time]], grounds: Grounds) -> frozenset[time]:
    """Those readings of a moment at which no guest has the room yet, or any more."""
    clause = _CLAUSES.split(bare[: span.start])[-1]
    clause += _CLAUSES.split(bare[span.start :], maxsplit=1)[0]
    early = grounds.check_in if house.enters(clause) and "early" not in grounds.allowed else None
    late = grounds.check_out if house.leaves(clause) and "late" not in grounds.allowed else None
    return frozenset(when for when in span.value if (early and when < early) or (late and when > late))


def _sentence(seen: Reading, start: int, end: int) -> str:
    begin = max(seen.bare.rfind(mark, 0, start) for mark in ".!?\n¿") + 1
    ends = [place for mark in "!?\n" if (place := seen.bare.find(mark, end)) >= 0]
    return seen.bare[begin : min(ends, default=len(seen.bare))]


def _day_is_known(day: Day, guests: frozenset[date], grounds: Grounds) -> bool:
    # A bare "Saturday" is the one to come, never today.
    now = {grounds.today} if day.day is not None else set()
    if any(day.fits(when) for when in grounds.dates | guests | now):
        return True
    readings = {
        (one.month, one.day) for one in (day, *day.others) if one.year is None and one.weekday is None
    }
    if readings & grounds.yearly:
        return True
    if day.day is not None or day.year is not None:
        return False
    return day.weekday in grounds.weekdays if day.month is None else day.month in grounds.months


def _numbers(seen: Reading, grounds: Grounds) -> list[Finding]:
    known = {Decimal(count) for count in grounds.counts} | {money.amount for money in grounds.amounts}
    known |= {Decimal(grounds.today.year), Decimal(grounds.today.year + 1)}
    known |= {Decimal(code) for code in grounds.phones | grounds.codes if code.isdecimal()}
    found = [_found("number", around(seen.text, span)) for span in seen.numbers if span.value not in known]
    return found + [
        _found("notice", around(seen.text, span))
        for span in seen.notices
        if span.value not in known and not _same_notice(seen.text[span.start : span.end], span.value, known)
    ]


def _same_notice(words: str, value: Decimal, known: set[Decimal]) -> bool:
    """Is "24 hours" known as one day, or the other way round?"""
    if re.match(r"\d+ ?h", words.lower()):
        return value % 24 == 0 and value / 24 in known
    return value * 24 in known


def _contacts(seen: Reading, disguised: list[str], written: Reading, grounds: Grounds) -> list[Finding]:
    phones = frozenset(_NOT_DIGITS.sub("", span.value) for span in written.phones)
    mails = {mail.lower() for mail in grounds.emails} | {span.value.lower() for span in written.emails}
    links = [*disguised, *(span.value for span in seen.links)]
    found = [_found("link", link) for link in links if not _link_is_known(link, grounds)]
    found += [_found("email", span.value) for span in seen.emails if span.value.lower() not in mails]
    found += [
        _found("phone", span.value)
        for span in seen.phones
        if not _phone_is_known(span.value, phones, grounds)
    ]
    found += [_found("account", span.value) for span in seen.accounts]
    return found + [_found("code", span.value) for span in seen.codes if not _wrote(written, span)]


def _wrote(written: Reading, span: Span[str]) -> bool:
    """Did the guest write this code? Repeating it tells nothing that the guest does not know."""
    return re.search(rf"(?<![\w-]){re.escape(span.value)}(?![\w-])", written.text, re.I) is not None


def _link_is_known(link: str, grounds: Grounds) -> bool:
    """Only a link of ours in full, or a plain one to an allowed host: no query that could carry data away."""
    link = link.rstrip(".,;:!?*_~)»\"'")
    if link in grounds.links:
        return True
    if "\\" in link or "@" in link or "%" in link or not link.isascii():
        return False
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return False
    hosts = {name.lower().removeprefix("www.") for name in grounds.hosts}
    is_plain = not (parts.query or parts.fragment or port) and parts.scheme in {"http", "https"}
    return is_plain and host in hosts and not re.search(r"\d{5,}|.{60,}", parts.path)


def _phone_is_known(text: str, guests: frozenset[str], grounds: Grounds) -> bool:
    """Is this number known, with or without its country's code?"""
    digits = _NOT_DIGITS.sub("", text).removeprefix("00")
    return any(
        digits == one
        or (
            min(len(digits), len(one)) >= 7
            and abs(len(digits) - len(one)) <= 4
            and (one.endswith(digits) or digits.endswith(one))
        )
        for one in {_NOT_DIGITS.sub("", phone) for phone in grounds.phones} | guests
    )
