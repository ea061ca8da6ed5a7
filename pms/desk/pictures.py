"""Columns of a chart as places in an SVG; the page also has the numbers as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT = 24, 160  # of a column with its gap; of the plot


@dataclass(frozen=True)
class Column:
    day: date
    x: int
    y: int
    height: int
    value: Decimal
    before: int | None  # y of last year's value


@dataclass(frozen=True)
class Plot:
    columns: tuple[Column, ...]
    lines: tuple[tuple[int, Decimal], ...]  # y and what it stands for
    width: int


def plot(
    values: Sequence[tuple[date, Decimal]], before: Sequence[Decimal] = (), top: Decimal | None = None
) -> Plot:
    """Columns with last year's values as marks. `top` is the highest value there can be, if there is one."""
    top = top or _round_up(max([*(value for _, value in values), *before, Decimal(1)]))

    def y(value: Decimal) -> int:
        return HEIGHT - int(HEIGHT * min(value, top) / top)

    columns = tuple(
        Column(day, n * WIDTH, y(value), HEIGHT - y(value), value, y(before[n]) if n < len(before) else None)
        for n, (day, value) in enumerate(values)
    )
    quarters = tuple((y(top * n / 4), top * n / 4) for n in range(5))
    return Plot(columns, quarters, len(columns) * WIDTH)


def _round_up(value: Decimal) -> Decimal:
    """The next number with one digit that four divides well: 4, 8, 20, 40, 80, 200, ..."""
    scale = Decimal(1)
    while True:
        for step in (Decimal(4), Decimal(8), Decimal(20)):
            if value <= step * scale:
                return step * scale
        scale *= 10
