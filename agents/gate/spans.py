"""Things said at a place in a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)
TAKEN = "§"  # stands where something was read, so that the next reader does not read it again


@dataclass(frozen=True)
class Span(Generic[T_co]):
    """A value and the place in the text that says it."""

    value: T_co
    start: int
    end: int


def blank(text: str, spans: Iterable[Span[object]]) -> str:
    """The text with the spans taken out, at equal length."""
    for span in spans:
        text = text[: span.start] + TAKEN * (span.end - span.start) + text[span.end :]
    return text


def matches(pattern: re.Pattern[str], text: str) -> list[Span[str]]:
    """Every match as a span of its own words."""
    return [Span(m.group(), *m.span()) for m in pattern.finditer(text)]


def around(text: str, span: Span[object], width: int = 25) -> str:
    """The words about a span, for an excerpt."""
    return text[max(0, span.start - width) : span.end + width]
