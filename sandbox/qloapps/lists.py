"""Lists of a resource: filter, display, sort, limit, as the web service reads them."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.qloapps.wire import Refused

Record = dict[str, Any]
Condition = Callable[[Any], bool]
BRACKETS = re.compile(r"^(.*?)\[(.*)\](.*)$", re.DOTALL)
RANGE = re.compile(r"^[\d.:\-\s]+,[\d.:\-\s]+$")
DAY = re.compile(r"^\d{4}-\d\d-\d\d([ T]\d\d:\d\d:\d\d)?$")
DATES = {"date_add", "date_upd"}
PHP, WARNING = 3, "[PHP Warning #2] Undefined array key (/srv/shop/classes/webservice/Sandbox.php, line 1)"


def choose(
    records: list[Record], blank: Record, query: dict[str, str], hidden: frozenset[str]
) -> list[Record]:
    """Return what `query` asks for. `blank` shows the fields, `hidden` those that cannot be filtered."""
    fields = {name: value for name, value in blank.items() if name != "associations"}
    known = set(fields) - hidden - (set() if query.get("date") == "1" else DATES)
    for name, wanted in query.items():
        if name.startswith("filter[") and name.endswith("]"):
            field = name[7:-1]
            if field in hidden:
                raise Refused(500, (34, f'The field "{field}" is dynamic.'), (PHP, WARNING))
            if field not in known:
                raise Refused(500, (32, f"This filter does not exist: {field}."), (PHP, WARNING))
            meets = condition(wanted)
            records = [record for record in records if meets(record[field])]
    records = ordered(records, query.get("sort", ""), known)
    chosen = limited(records, query.get("limit", ""))
    if query.get("display") == "full":
        return chosen
    names = displayed(query.get("display", ""), fields)
    return [{name: record[name] for name in names} for record in chosen]


def ordered(records: list[Record], wanted: str, known: set[str]) -> list[Record]:
    for part in reversed([part for part in wanted.strip("[]").split(",") if part]):
        field, _, way = part.rpartition("_")
        if way not in ("ASC", "DESC"):
            raise Refused(500, (37, 'The "sort" value has to be formed as "field_ASC".'), (PHP, WARNING))
        if field not in known:
            raise Refused(500, (38, f"Unable to filter by this field: {field}."), (PHP, WARNING))
        records = sorted(records, key=lambda record: sort_key(record[field]), reverse=way == "DESC")
    return records


def sort_key(value: Any) -> tuple[Decimal, str]:
    if isinstance(value, int | float | Decimal):
        return Decimal(value), ""
    return Decimal(0), str(value).casefold()


def limited(records: list[Record], wanted: str) -> list[Record]:
    """Read `n` or `offset,n`; what is no number counts as 0."""
    if not wanted:
        return records
    numbers = [max(0, int(as_number(part))) for part in wanted.split(",")]
    if len(numbers) > 2:
        raise Refused(400, (39, 'The "limit" value has to be formed as "5,25" or "10".'))
    offset = numbers[0] if len(numbers) == 2 else 0
    return records[offset : offset + numbers[-1]]


def displayed(wanted: str, fields: Record) -> list[str]:
    """Read `[a,b]`; nothing is the id alone. Raise Refused for a field that is not there."""
    names = [name.strip() for name in wanted.strip("[]").split(",")] if wanted else ["id"]
    for name in names:
        if name not in fields:
            words = f'Unable to display "{name}". These are available: {", ".join(fields)}.'
            raise Refused(500, (35, words), (PHP, WARNING))
    return names


def condition(wanted: str) -> Condition:
    """Read v, [v], [a|b], [lo,hi], >[v], <[v], ![v], %[v]%, %[v] and [v]%."""
    found = BRACKETS.match(wanted)
    if not found:
        return lambda stored: compare(stored, wanted) == 0
    before, value, after = found.groups()
    if "%" in (before, after):
        return like(value, before == "%", after == "%")
    if before == "":
        return listed(value)
    if before == "!":
        same = listed(value)
        return lambda stored: not same(stored)
    if before == ">":
        return lambda stored: compare(stored, value) > 0
    if before == "<":
        return lambda stored: compare(stored, value) < 0
    return lambda stored: True  # what is not understood, as >=[v], filters nothing


def listed(value: str) -> Condition:
    if "|" in value:
        parts = value.split("|")
        return lambda stored: any(compare(stored, part) == 0 for part in parts)
    if RANGE.match(value):
        low, high = value.split(",")
        return lambda stored: compare(stored, low) >= 0 >= compare(stored, high)
    return lambda stored: compare(stored, value) == 0


def like(value: str, open_start: bool, open_end: bool) -> Condition:
    pattern = (".*" if open_start else "") + re.escape(value) + (".*" if open_end else "")
    return lambda stored: (
        re.fullmatch(pattern, plain(stored), re.IGNORECASE | re.DOTALL) is not None  # as MySQL's collation
    )


def compare(stored: Any, wanted: str) -> int:
    """Compare as the column would: numbers as numbers, times as times, texts without regard to case."""
    left: Any
    right: Any
    if isinstance(stored, int | float | Decimal):
        left, right = Decimal(stored), as_number(wanted)
    elif isinstance(stored, str) and DAY.match(stored) and DAY.match(wanted.strip()):
        left, right = whole_time(stored), whole_time(wanted.strip())
    else:
        left, right = plain(stored).casefold().rstrip(), wanted.casefold().rstrip()
    return int(left > right) - int(left < right)


def plain(stored: Any) -> str:
    """Return the text MySQL compares; of several languages it is the first."""
    if isinstance(stored, dict):
        return str(next(iter(stored.values()), ""))
    if isinstance(stored, Decimal):
        return f"{stored:.6f}"
    return "" if stored is None else str(stored)


def as_number(text: str) -> Decimal:
    """Return the number a text begins with, else 0: so does MySQL."""
    found = re.match(r"\s*-?\d+(\.\d+)?", text)
    try:
        return Decimal(found.group().strip()) if found else Decimal(0)
    except InvalidOperation:
        return Decimal(0)


def whole_time(text: str) -> str:
    return text.replace("T", " ") if len(text) > 10 else f"{text} 00:00:00"
