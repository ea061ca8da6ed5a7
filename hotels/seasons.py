"""What is true of the house in parts of the year. A season runs from MM-DD to MM-DD, both included."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

LEAP_YEAR = 2028
SEASONS = 12  # of one fact at most
ANSWERS = ("yes", "no", "unknown")


class WrongSeason(ValueError):
    """Seasons that cannot be. The text is one sentence for people."""


@dataclass(frozen=True)
class Season:
    """What holds from `start` to `end` ("MM-DD"; both empty: on every other day)."""

    start: str
    end: str
    answer: str  # yes | no | unknown
    text: Mapping[str, str] = field(default_factory=dict)  # by language
    price: Decimal | None = None  # in the fact's currency
    per: str = ""

    def holds(self, day: date) -> bool:
        return holds(self.start, self.end, day)

    def dump(self) -> dict[str, Any]:
        """As JSON; `read_seasons` is the opposite."""
        price = None if self.price is None else str(self.price)
        return {
            "from": self.start,
            "to": self.end,
            "answer": self.answer,
            "text": dict(self.text),
            "price": price,
            "per": self.per,
        }


def holds(start: str, end: str, day: date) -> bool:
    """Whether `day` lies in the season. One that ends before it starts passes the turn of the year."""
    clock = day.strftime("%m-%d")
    return start <= clock <= end if start <= end else clock >= start or clock <= end


def read_seasons(kept: Any) -> tuple[Season, ...]:
    """Seasons from JSON. Raises WrongSeason when it is not in that shape or names no such day."""
    if not isinstance(kept, list) or len(kept) > SEASONS:
        raise WrongSeason(f"Seasons are a list of at most {SEASONS}.")
    return tuple(_season(each) for each in kept)


def refuse_overlap(seasons: Sequence[Season]) -> None:
    """Raise WrongSeason when two seasons claim the same day."""
    for day in (date(LEAP_YEAR, 1, 1) + timedelta(number) for number in range(366)):
        if len([season for season in seasons if season.holds(day)]) > 1:
            raise WrongSeason(f"Two seasons hold on {day:%m-%d}.")


def _season(kept: Any) -> Season:
    if not isinstance(kept, dict):
        raise WrongSeason("A season has from, to and answer.")
    start, end = _day(kept.get("from")), _day(kept.get("to"))
    answer, text, per = kept.get("answer", "yes"), kept.get("text") or {}, kept.get("per") or ""
    if answer not in ANSWERS:
        raise WrongSeason("A season's answer is yes, no or unknown.")
    if not isinstance(text, dict) or not all(isinstance(each, str) for pair in text.items() for each in pair):
        raise WrongSeason("A season's text is by language.")
    if not isinstance(per, str) or len(per) > 32:
        raise WrongSeason("What a season's price is for has at most 32 letters.")
    return Season(start, end, answer, text, _price(kept.get("price")), per)


def _day(value: Any) -> str:
    try:
        return date.fromisoformat(f"{LEAP_YEAR}-{value}").strftime("%m-%d")
    except ValueError as error:
        raise WrongSeason('A season begins and ends on a month and day, like "06-01".') from error


def _price(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        price = Decimal(str(value))
    except InvalidOperation as error:
        raise WrongSeason("A season's price is an amount.") from error
    if not price.is_finite() or price < 0 or price >= 10**10 or price != price.quantize(Decimal("0.01")):
        raise WrongSeason("A season's price is an amount.")
    return price
