"""What stands in one cell of a table: texts, days and amounts, as people and other programs write them."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pms.exchange.errors import BadFile

# A spreadsheet takes a cell that begins with one of these for a formula.
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = "=+\\-@\t\r\n"
_NEEDS_QUOTE = re.compile(f"'*[{_FORMULA}]")
_IS_QUOTED = re.compile(f"'+[{_FORMULA}]")

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_SPACES = re.compile("[ \u00a0\u2009\u202f'’]")  # between thousands
_WITH = {  # by the sign before the cents
    ".": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?", re.ASCII),
    ",": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,6})?|\d{1,15}(?:,\d{1,6})?", re.ASCII),
}

Found = Iterable[tuple[int, str]]  # line, cell


def quoted(text: str) -> str:
    """The cell as it is written: never a formula. `unquoted` gives back exactly what it was."""
    return f"'{text}" if _NEEDS_QUOTE.match(text) else text


def unquoted(cell: str) -> str:
    return cell[1:] if _IS_QUOTED.match(cell) else cell


def day_of(cell: str) -> date | None:
    """The day that 2027-03-31 or 31/03/2027 means; None where it is none. See `check_days`."""
    if found := _ISO.fullmatch(cell):
        return _date(*map(int, found.groups()))
    if found := _DAY_FIRST.fullmatch(cell):
        day, month, year = map(int, found.groups())
        return _date(year, month, day)
    return None


def check_days(cells: Found) -> None:
    """Raise BadFile unless it is certain for all of them that the day comes before the month.

    `days_unclear`: each could be both, `days_differ`: some are one and some the other, `month_first`.
    """
    day_first, month_first, both = 0, 0, 0  # a line that proves it
    for line, cell in cells:
        if not (found := _DAY_FIRST.fullmatch(cell)):
            continue
        first, second, year = map(int, found.groups())
        as_day, as_month = _date(year, second, first), _date(year, first, second)
        if as_day and as_month:
            both = both or (line if as_day != as_month else 0)
        elif as_day:
            day_first = day_first or line
        elif as_month:
            month_first = month_first or line
    if day_first and month_first:
        raise BadFile("days_differ", f"{day_first}, {month_first}")
    if month_first:
        raise BadFile("month_first", str(month_first))
    if both and not day_first:
        raise BadFile("days_unclear", str(both))


def amount_of(cell: str, sign: str) -> Decimal | None:
    """The amount, with `sign` before the cents; None where it is none. See `decimal_sign`."""
    tidy = _SPACES.sub("", cell)
    if not _WITH[sign].fullmatch(tidy):
        return None
    return Decimal(tidy.replace("," if sign == "." else ".", "").replace(",", "."))


def decimal_sign(cells: Found) -> str:
    """The sign all these amounts have before the cents. Raises BadFile `signs_differ` or `signs_unclear`."""
    proof = {".": 0, ",": 0}  # a line that proves it
    both = 0
    for line, cell in cells:
        tidy = _SPACES.sub("", cell)
        fitting = [sign for sign in proof if _WITH[sign].fullmatch(tidy)]
        if len(fitting) == 1:
            proof[fitting[0]] = proof[fitting[0]] or line
        elif fitting and not tidy.isdecimal():
            both = both or line
    if all(proof.values()):
        raise BadFile("signs_differ", f"{proof['.']}, {proof[',']}")
    if both and not any(proof.values()):
        raise BadFile("signs_unclear", str(both))
    return "," if proof[","] else "."


def written_amount(amount: Decimal | None, sign: str) -> str:
    """With two decimals, so that nobody has to guess; None as nothing."""
    return "" if amount is None else f"{amount:.2f}".replace(".", sign)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
