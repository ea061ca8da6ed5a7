"""Links, mail addresses, phone numbers, bank accounts, codes."""

import re

from agents.gate.spans import Span, matches

_TLDS = (
    "com|net|org|info|biz|es|mx|ar|cl|pe|uy|co|uk|us|ca|eu|fr|de|it|pt|br|io|app|dev|me|link|shop"
    "|site|xyz|online|travel|hotel|hotels|cat|club|top|ru|cn"
    "|tk|ly|gl|be|ch|at|cc|tv|ai|in|to|gg|page|store|pro|live|click|website|space|cloud|example"
    "|test|invalid|local|localhost|gob|gov|edu|mobi|name|wtf|pay|bank"
)
_URL = re.compile(r"\b[a-z][a-z0-9+.-]{1,10}://[^\s<>\"'\)\]]*|\bhttps?:[^\s]+|\bwww\.[^\s<>\"'\)\]]+", re.I)
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", re.I)
_DOMAIN = re.compile(
    rf"(?<![\w@.-])(?:[\w-]+\.)+(?:{_TLDS}|{_TLDS.upper()}"
    rf"|xn--[\w-]+)(?![\w.-]*\w)(?::\d+)?(?:/[^\s<>\"'\)\]]*)?"
)
_PATH = re.compile(r"(?<![\w@./-])(?:[\w-]+\.)+[a-zA-Z]{2,}/[^\s<>\"'\)\]]*")
# What is spelt out so that no filter sees it: "hotel [dot] com", "ana (at) example", "hxxps".
_SPELLED = re.compile(
    r"\b[\w-]+ ?[\[(] ?(?:dot|punto|\.) ?[\])] ?\w{2,}|\b[\w-]+ (?:dot|punto) (?:com|net|org|info"
    r"|xyz|shop|online|site|top|link|io)\b"
    r"|\bhxxps?\b|\b[\w.]+ ?[\[(] ?(?:at|arroba|@) ?[\])] ?\w+|\b\w+ arroba \w+",
    re.I,
)
_IP = re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{1,3}){3}(?![\w.,]\d)|\[[0-9a-f:]{4,}\]", re.I)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?\b")
_PHONE = re.compile(r"(?<![\w.,§-])\(?\+?\(?\d(?:[ ().\-/]{0,3}\d){6,17}(?![\w]|[.,]\d)")
_SPOKEN = re.compile(r"(?<![\w.,])\d(?: \d){5,}(?![\w.,])")
_CODE = re.compile(r"(?<![\w§.-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*(?![\w§])")
_MEASURE = re.compile(
    r"\d+(?:[a-z]{1,2}\d{1,2}|[a-z]{1,5}|x\d+)?(?:-[a-z]+)*|[a-z]+-\d{1,2}|(?:wifi|covid|mp|usb"
    r"|gpt)-?\d{1,2}",
    re.I,
)
_COUPON = re.compile(
    r"\b(?i:c[oó]digo|code|cup[oó]n|coupon|voucher|promo\w*|vale|localizador|referencia|reference"
    r"|confirmation number|reservation|reserva|booking)\b"
    r"[^\w\n]{1,4}(?:(?i:is|es|de|of|promocional|descuento|discount|number|numero|n|use|usa"
    r"|use the code) ?[:#]? ?){0,3}[\"'*]{0,2}(?P<token>[A-Z][A-Z0-9-]{3,})\b"
)
_PLAIN_CAPS = {
    "WIFI",
    "WI-FI",
    "SUITE",
    "DELUXE",
    "SPA",
    "DOBLE",
    "DOUBLE",
    "FLEX",
    "USD",
    "EUR",
    "MXN",
    "CONFIRMADA",
    "CONFIRMED",
    "CHECK-IN",
    "CHECK-OUT",
}


def links(case: str) -> list[Span[str]]:
    """All that a phone would make a link of, or that is spelt to avoid it. Take mail addresses out first."""
    found: list[Span[str]] = []
    for pattern in (_URL, _PATH, _DOMAIN, _IP, _SPELLED):
        new = [
            span
            for span in matches(pattern, case)
            if not any(a.start < span.end and span.start < a.end for a in found)
        ]
        found += new
    return found


def emails(case: str) -> list[Span[str]]:
    """Mail addresses that are not part of a link."""
    urls = matches(_URL, case)
    return [s for s in matches(_EMAIL, case) if not any(u.start <= s.start < u.end for u in urls)]


def ibans(case: str) -> list[Span[str]]:
    return matches(_IBAN, case)


def disguised(text: str) -> list[str]:
    """Links with letters outside ASCII, as written: folding would make them look like ours."""
    return [span.value for span in links(text) if not span.value.isascii()]


def phones(case: str) -> list[Span[str]]:
    """Runs of seven digits or more, with their marks."""
    return matches(_PHONE, case) or matches(_SPOKEN, case)


def codes(case: str) -> list[Span[str]]:
    """Reservation codes, coupons and the like: letters with digits, or capitals that are called a code."""
    found = [
        span for span in matches(_CODE, case) if len(span.value) >= 5 and not _MEASURE.fullmatch(span.value)
    ]
    for hit in _COUPON.finditer(case):
        token = hit["token"].rstrip("-")
        if token not in _PLAIN_CAPS and not any(s.start <= hit.start("token") < s.end for s in found):
            found.append(Span(token, hit.start("token"), hit.start("token") + len(token)))
    return found


def known(case: str, tokens: frozenset[str]) -> list[Span[str]]:
    """Where tokens that may be said stand in the text, so that no other rule misreads them."""
    whole = [re.escape(token) for token in sorted(tokens, key=len, reverse=True) if len(token) >= 3]
    if not whole:
        return []
    return matches(re.compile(rf"(?<![\w-])(?:{'|'.join(whole)})(?![\w-])", re.I), case)
