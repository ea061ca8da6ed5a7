"""Tables to take away, as CSV, line by line however large they are. What is written can be taken in again."""

import csv
from collections.abc import Callable, Iterator

from hotels.models import Hotel
from pms.exchange import rates, rooms, stays
from pms.exchange.cells import quoted
from pms.exchange.reading import Layout
from pms.models import FileImport

Kind = FileImport.Kind
Rows = Callable[[Hotel, str], Iterator[list[str]]]
TABLES: dict[str, tuple[Layout, Rows]] = {
    Kind.ROOMS: (rooms.LAYOUT, rooms.written),
    Kind.RATES: (rates.LAYOUT, rates.written),
    Kind.RESERVATIONS: (stays.LAYOUT, stays.written),
}
DELIMITERS = {"semicolon": ";", "comma": ","}


class _Echo:
    """Gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def table(hotel: Hotel, kind: str, delimiter: str) -> Iterator[str]:
    """The lines of the file. Where cells are parted by `;`, spreadsheets expect a comma before the cents."""
    layout, rows = TABLES[kind]
    yield "\ufeff"
    yield from lines(layout.columns, rows(hotel, "," if delimiter == ";" else "."), delimiter)


def lines(header: tuple[str, ...], rows: Iterator[list[str]], delimiter: str = ";") -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=delimiter)
    yield writer.writerow(header)
    for row in rows:
        yield writer.writerow([quoted(cell) for cell in row])
