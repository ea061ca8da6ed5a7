"""Two arms over time as lines of an SVG; the page also has the numbers as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 300, 110


@dataclass(frozen=True)
class Curve:
    arm: str
    points: str  # of a polyline; one point is drawn as a dot
    end: tuple[float, float] | None
    last: float | None


@dataclass(frozen=True)
class Picture:
    curves: tuple[Curve, ...]
    top: float  # what the upper edge stands for


def curves(series: Sequence[tuple[str, Sequence[float | None]]], least: float = 1e-3) -> Picture:
    """One curve for each arm, all on the same scale from zero up to `least` at least. None: not known."""
    known = [value for _arm, values in series for value in values if value is not None]
    top = _round_up(max([*known, least]))
    return Picture(tuple(_curve(arm, values, top) for arm, values in series), top)


def _curve(arm: str, values: Sequence[float | None], top: float) -> Curve:
    step = WIDTH / max(len(values) - 1, 1)
    places = [
        (round(n * step, 1), round(HEIGHT - HEIGHT * min(value, top) / top, 1))
        for n, value in enumerate(values)
        if value is not None
    ]
    known = [value for value in values if value is not None]
    points = " ".join(f"{x},{y}" for x, y in places)
    return Curve(arm, points, places[-1] if places else None, known[-1] if known else None)


def _round_up(value: float) -> float:
    """The next of 1, 2, 5 and their tens."""
    scale = 1e-4
    while True:
        for step in (1, 2, 5):
            if value <= step * scale:
                return step * scale
        scale *= 10
