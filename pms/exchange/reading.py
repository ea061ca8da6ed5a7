"""A CSV file as lines with named cells. The file is refused as a whole where it could be misread."""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pms.exchange.cells import amount_of, check_days, day_of, decimal_sign, unquoted
from pms.exchange.errors import BadFile, BadLine

MAX_BYTES = 10 * 1024 * 1024
MAX_LINES = 50_000
LONGEST_CELL = 2_000
DELIMITERS = ";,\t"
YEARS = range(2000, 2101)
_BINARY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Layout:
    """The columns of a kind of table, in the order they are written. `needed` must be in a file."""

    columns: tuple[str, ...]
    needed: tuple[str, ...]
    days: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    prices_by_age: tuple[str, ...] = ()  # as "5=0.00 11=150.00"


@dataclass(frozen=True)
class Line:
    """One line and how to read its cells. Every method raises BadLine; an empty cell is the default."""

    number: int
    cells: dict[str, str]
    sign: str = "."  # before the cents

    def bad(self, column: str, code: str, value: object = "") -> BadLine:
        return BadLine(self.number, column, code, str(value)[:40])

    def has(self, column: str) -> bool:
        """Whether the file has this column at all."""
        return column in self.cells

    def text(self, column: str, longest: int, *, needed: bool = False) -> str:
        cell = self.cells.get(column, "")
        if needed and not cell:
            raise self.bad(column, "needed")
        if len(cell) > longest:
            raise self.bad(column, "too_long", longest)
        if any(unicodedata.category(character).startswith("C") for character in cell):
            raise self.bad(column, "hidden_characters")
        return cell

    def choice(self, column: str, choices: Collection[str]) -> str:
        """One of these words, in small letters; "" for an empty cell."""
        word = self.text(column, 40).lower().replace(" ", "_").replace("-", "_")
        if word and word not in choices:
            raise self.bad(column, "no_choice", ", ".join(sorted(choices)))
        return word

    def whole(self, column: str, allowed: range, default: int | None = None) -> int:
        cell = self.text(column, 40)
        if not cell and default is not None:
            return default
        if not (cell.isascii() and cell.isdecimal()) or int(cell) not in allowed:
            raise self.bad(column, "no_number", f"{allowed.start} - {allowed.stop - 1}")
        return int(cell)

    def day(self, column: str) -> date:
        found = day_of(self.text(column, 40, needed=True))
        if found is None or found.year not in YEARS:
            raise self.bad(column, "no_day")
        return found

    def amount(self, column: str) -> Decimal | None:
        cell = self.text(column, 40)
        return self.to_amount(column, cell) if cell else None

    def to_amount(self, column: str, cell: str) -> Decimal:
        found = amount_of(cell, self.sign)
        if found is None or found >= 10**10 or found != round(found, 2):
            raise self.bad(column, "no_amount")
        return round(found, 2)


@dataclass(frozen=True)
class Sheet:
    lines: tuple[Line, ...]
    broken: tuple[BadLine, ...] = ()  # lines that have no cells to read
    unread: tuple[str, ...] = field(default=())  # columns nobody knows

    def __len__(self) -> int:
        return len(self.lines) + len(self.broken)


def decoded(raw: bytes) -> str:
    """The file's text, from UTF-8 or cp1252. Raises BadFile `too_large`, `empty`, `excel` or `binary`."""
    if len(raw) > MAX_BYTES:
        raise BadFile("too_large", str(MAX_BYTES // 1024 // 1024))
    if raw.startswith(_EXCEL):
        raise BadFile("excel")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = raw.decode("cp1252")
        except UnicodeDecodeError as error:
            raise BadFile("binary") from error
    if not text.strip():
        raise BadFile("empty")
    if _BINARY.search(text):
        raise BadFile("binary")
    return text


def read(text: str, layout: Layout) -> Sheet:
    """Raises BadFile; what is wrong with single lines is found when they are taken in."""
    delimiter, header = head(text, layout)
    lines: list[Line] = []
    broken: list[BadLine] = []
    for number, row in _rows(text, delimiter):
        if len(lines) + len(broken) == MAX_LINES:
            raise BadFile("too_many_lines", str(MAX_LINES))
        try:
            lines.append(_line(number, row, header))
        except BadLine as error:
            broken.append(error)
    if not lines and not broken:
        raise BadFile("no_lines")
    check_days(_cells(lines, layout.days))
    sign = decimal_sign([*_cells(lines, layout.amounts), *_prices(lines, layout.prices_by_age)])
    return Sheet(
        tuple(Line(line.number, line.cells, sign) for line in lines),
        tuple(broken),
        tuple(name for name in header if name not in layout.columns),
    )


def head(text: str, layout: Layout) -> tuple[str, list[str]]:
    """The delimiter, and the names of the columns. Raises BadFile `no_columns`, `column_missing`, ..."""
    found = max(
        ((delimiter, _names(text, delimiter)) for delimiter in DELIMITERS),
        key=lambda pair: len(set(pair[1]) & set(layout.columns)),
    )
    names = found[1]
    if not set(names) & set(layout.columns):
        raise BadFile("no_columns", ", ".join(layout.needed))
    if missing := [name for name in layout.needed if name not in names]:
        raise BadFile("column_missing", missing[0])
    if twice := [name for name in names if name in layout.columns and names.count(name) > 1]:
        raise BadFile("column_twice", twice[0])
    return found


def _names(text: str, delimiter: str) -> list[str]:
    first = text.lstrip("\r\n").partition("\n")[0].rstrip("\r")[: 20 * LONGEST_CELL]
    try:
        row = next(csv.reader([first], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [re.sub(r"[\s-]+", "_", unquoted(name.strip()).lower())[:40] for name in row]


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, after the header, with the number of the line it begins on."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header, begins = True, 1
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadFile("bad_quotes", str(begins)) from error
        if any(cell.strip() for cell in row):
            if not header:
                yield begins, row
            header = False
        begins = rows.line_num + 1


def _line(number: int, row: Sequence[str], header: Sequence[str]) -> Line:
    if len(row) > len(header) and not any(cell.strip() for cell in row[len(header) :]):
        row = row[: len(header)]
    if len(row) != len(header):
        raise BadLine(number, "", "cells", f"{len(row)} / {len(header)}")
    long = next((name for name, cell in zip(header, row, strict=True) if len(cell) > LONGEST_CELL), None)
    if long is not None:
        raise BadLine(number, long, "too_long", str(LONGEST_CELL))
    return Line(number, {name: unquoted(cell.strip(" ")) for name, cell in zip(header, row, strict=True)})


def _cells(lines: Sequence[Line], columns: Sequence[str]) -> Iterator[tuple[int, str]]:
    return ((line.number, line.cells[name]) for line in lines for name in columns if line.cells.get(name))


def _prices(lines: Sequence[Line], columns: Sequence[str]) -> Iterator[tuple[int, str]]:
    for number, cell in _cells(lines, columns):
        for band in cell.split():
            yield number, band.partition("=")[2]
