"""What a value in the file may be: each function reads one node, or raises Wrong with the reason."""

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import phonenumbers
from babel.core import Locale
from babel.numbers import is_currency
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from config.provision.source import Node, Wrong

_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,15}\Z")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\Z")
_AMOUNT = re.compile(r"\d{1,10}(\.\d{1,2})?\Z")
_FEE = re.compile(r"none\Z|first_night\Z|full\Z|percent:(100|[1-9]?\d)\Z")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*\Z")
_LANGUAGES = frozenset(str(code) for code in Locale("en").languages if len(str(code)) == 2)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def text(node: Node, longest: int = 250) -> str:
    """Text that is not blank."""
    value = node.scalar().strip()
    if not value:
        raise Wrong("must not be empty")
    if len(value) > longest:
        raise Wrong(f"is longer than {longest} characters")
    if _CONTROL.search(value):
        raise Wrong("holds control characters")
    return value


def text_up_to(longest: int) -> Callable[[Node], str]:
    return lambda node: text(node, longest)


def secret(node: Node) -> str:
    """A password, key or token; never quoted in a message."""
    return text(node, 4_000)


def by_language(language: str, longest: int = 250) -> Callable[[Node], dict[str, str]]:
    """A text for guests: a string in the hotel's language, or a map by language."""

    def read(node: Node) -> dict[str, str]:
        if not node.is_mapping:
            return {language: text(node, longest)}
        texts = {}
        for code, member in node.with_commas().fields():
            if code not in _LANGUAGES:
                node.page.problem(member.line, f"{member.path}: {code!r} is no language code like es or en.")
            texts[code] = member.attempt(text_up_to(longest))
        if not texts:
            raise Wrong("must not be empty")
        return texts

    return read


def choice(*words: str) -> Callable[[Node], str]:
    def read(node: Node) -> str:
        if (value := text(node)) not in words:
            raise Wrong(f"must be {', '.join(words[:-1])} or {words[-1]}")
        return value

    return read


def yes_no(node: Node) -> bool:
    match node.scalar().lower():
        case "yes" | "true" | "on":
            return True
        case "no" | "false" | "off":
            return False
        case _:
            raise Wrong("must be yes or no")


def answer(node: Node) -> str:
    """yes, no or unknown, also where YAML takes the first two for booleans."""
    if node.scalar().lower() == "unknown":
        return "unknown"
    try:
        return "yes" if yes_no(node) else "no"
    except Wrong as wrong:
        raise Wrong("must be yes, no or unknown") from wrong


def whole(least: int, most: int) -> Callable[[Node], int]:
    def read(node: Node) -> int:
        value = node.scalar()
        if not re.fullmatch(r"-?[0-9]{1,9}", value) or not least <= int(value) <= most:
            raise Wrong(f"must be a whole number from {least} to {most}")
        return int(value)

    return read


def decimal(least: int, most: int, places: int) -> Callable[[Node], Decimal]:
    def read(node: Node) -> Decimal:
        value = node.scalar()
        if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,18})?", value) or not least <= Decimal(value) <= most:
            raise Wrong(f"must be a number from {least} to {most}")
        return round(Decimal(value), places)

    return read


def amount(node: Node) -> Decimal:
    """Money in the hotel's currency."""
    value = node.scalar()
    if value.startswith("-"):
        raise Wrong("must not be negative")
    if not _AMOUNT.match(value):
        raise Wrong('must be an amount like "1450.00": digits, a point, at most two decimals')
    return Decimal(value)


def slug(node: Node) -> str:
    value = text(node, 50)
    if not _SLUG.match(value):
        raise Wrong("may hold small letters, digits and dashes only")
    return value


def code(node: Node) -> str:
    value = text(node)
    if not _CODE.match(value):
        raise Wrong("must be a code of up to 16 letters, digits, dashes, dots or underscores")
    return value


def timezone(node: Node) -> str:
    value = text(node)
    if value not in available_timezones():
        raise Wrong("must be a time zone like America/Mexico_City")
    return value


def currency(node: Node) -> str:
    value = text(node)
    if not re.fullmatch(r"[A-Z]{3}", value) or not is_currency(value):
        raise Wrong("must be a currency code like MXN or USD")
    return value


def language(node: Node) -> str:
    value = text(node)
    if value not in _LANGUAGES:
        raise Wrong("must be a language code like es or en")
    return value


def email(node: Node) -> str:
    value = text(node, 254).lower()
    try:
        validate_email(value)
    except ValidationError as error:
        raise Wrong("must be a mail address") from error
    return value


def phone(node: Node) -> str:
    """An international number, as +525555550100."""
    value = text(node)
    reason = 'must be an international number in quotes, like "+525555550100"'
    if not value.startswith("+"):
        raise Wrong(reason)
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException as error:
        raise Wrong(reason) from error
    if not phonenumbers.is_possible_number(number):
        raise Wrong(reason)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def short_number(node: Node) -> str:
    """An emergency number: a short one like 911, or an international one."""
    value = text(node)
    return value if re.fullmatch(r"[0-9]{2,6}", value) else phone(node)


def web_address(node: Node) -> str:
    value = text(node, 200)
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(_HOST.match(parts.hostname or ""))
    except ValueError:
        good = False
    if not good or re.search(r"\s", value):
        raise Wrong("must be a web address that starts with https:// or http://")
    return value


def origin(node: Node) -> str:
    """Where a page comes from: scheme, host and port, nothing after."""
    value = web_address(node).rstrip("/")
    parts = urlsplit(value)
    if value != f"{parts.scheme}://{parts.netloc}" or "@" in value:
        raise Wrong("must be an origin like https://miramar.example, without a path")
    return value


def host(node: Node) -> str:
    value = text(node, 253).lower()
    if not _HOST.match(value):
        raise Wrong("must be a host name like miramar.example, without https:// and path")
    return value


def clock(node: Node) -> time:
    """A time of day; 24:00 is midnight."""
    value = text(node)
    if value == "24:00":
        return time(0)
    if not (found := _CLOCK.match(value)):
        raise Wrong('must be a time like "15:00"')
    return time(int(found[1]), int(found[2]))


def opening(node: Node) -> tuple[str, str]:
    """When a service is open: `10:00-20:00`, 24:00 at the latest."""
    start, _, end = text(node).partition("-")
    first, last = (value.strip().rjust(5, "0") for value in (start, end))
    if not _CLOCK.match(first) or not (_CLOCK.match(last) or last == "24:00") or first >= last:
        raise Wrong('must be from-to on one day, like "10:00-20:00"')
    return first, last


def day(node: Node) -> date:
    value = text(node)
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValueError(value)
        return date.fromisoformat(value)
    except ValueError as error:
        raise Wrong("must be a date that exists, like 2026-12-31") from error


def month_day(node: Node) -> str:
    value = text(node)
    try:
        date.fromisoformat(f"2024-{value}")  # a leap year, so that 02-29 is a day
    except ValueError as error:
        raise Wrong('must be month-day, like "03-15"') from error
    if len(value) != 5:
        raise Wrong('must be month-day, like "03-15"')
    return value


def fee(node: Node) -> str:
    value = text(node)
    if not _FEE.match(value):
        raise Wrong("must be none, first_night, full or percent:NN with NN from 0 to 100")
    return value


def change_fee(node: Node) -> str:
    """As `fee`, or forbidden."""
    if text(node) == "forbidden":
        return "forbidden"
    try:
        return fee(node)
    except Wrong as wrong:
        raise Wrong(
            "must be none, first_night, full, forbidden or percent:NN with NN from 0 to 100"
        ) from wrong


def weekdays(node: Node) -> list[int]:
    """Days as mon to sun; back come 0 (Monday) to 6 (Sunday) in their order."""
    days = list_of(choice(*_WEEKDAYS))(node)
    if not days:
        raise Wrong("must name a day; leave it out for all days")
    return sorted(_WEEKDAYS.index(day) for day in days if day in _WEEKDAYS)


def list_of(read: Callable[[Node], str]) -> Callable[[Node], list[str]]:
    """A list without repetitions."""

    def read_list(node: Node) -> list[str]:
        found: list[str] = []
        for item in node.items():
            value = item.attempt(read)
            if value is not None and value in found:
                node.page.problem(item.line, f"{item.path} is there twice.")
            found.append(value)
        return found

    return read_list
