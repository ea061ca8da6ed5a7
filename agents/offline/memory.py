"""What the receptionist keeps between turns, as JSON that may come back damaged."""

from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from pms.base import Occupancy, Stay

KEY = "offline"
MOST = 20  # things of one kind that are kept
LONGEST_STAY = 365


@dataclass
class Memory:
    """The slots of the wish in hand. None and "" are "not said yet"."""

    arrival: date | None = None
    departure: date | None = None
    nights: int | None = None
    month: date | None = None  # spoken of without a day: bare days are of that month
    adults: int | None = None
    children: int | None = None
    ages: list[int] = field(default_factory=list)
    room_words: list[str] = field(default_factory=list)
    plan_words: list[str] = field(default_factory=list)
    name: str = ""
    room_type: str = ""  # picked, by code
    rate_plan: str = ""
    shown: list[list[str]] = field(default_factory=list)  # room type and plan of each offer shown last
    goal: str = ""  # stay | cancel | status
    expecting: str = ""  # the slot asked for last
    options: list[str] = field(default_factory=list)  # ISO dates to choose from, or reservation codes
    options_slot: str = ""  # arrival | departure
    code: str = ""  # of a reservation whose surname is being asked for
    failures: int = 0  # turns in a row that were not understood
    unknown: list[str] = field(default_factory=list)  # topics that were said to be unknown
    cannot_open: bool = False  # it was said that media cannot be opened

    @property
    def stay(self) -> Stay | None:
        return Stay(self.arrival, self.departure) if self.arrival and self.departure else None

    @property
    def occupancy(self) -> Occupancy | None:
        if self.adults is None or (self.children or 0) != len(self.ages):
            return None
        return Occupancy(self.adults, tuple(self.ages))

    def forget_offers(self) -> None:
        self.shown, self.room_type, self.rate_plan = [], "", ""

    def set_stay(self, arrival: date | None, departure: date | None) -> None:
        """Both dates if they are in order; a departure before the arrival is dropped."""
        self.arrival = arrival
        self.departure = departure if not (arrival and departure) or departure > arrival else None
        self._settle_nights()

    def set_nights(self, nights: int) -> None:
        self.nights = nights
        self.departure = None
        self._settle_nights()

    def _settle_nights(self) -> None:
        if self.arrival and self.departure:
            self.nights = (self.departure - self.arrival).days
        elif self.arrival and self.nights and self.nights <= LONGEST_STAY:
            self.departure = self.arrival + timedelta(self.nights)

    def dump(self) -> dict[str, Any]:
        """What differs from an empty memory, as JSON."""
        empty = asdict(Memory())
        kept = {key: value for key, value in asdict(self).items() if value != empty[key]}
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in kept.items()}

    @classmethod
    def load(cls, state: Any, today: date) -> "Memory":
        """The opposite of `dump`. What has not the right shape, or is past, is forgotten; never raises."""
        kept = state.get(KEY) if isinstance(state, dict) else None
        if not isinstance(kept, dict):
            return cls()
        memory = cls(
            nights=_number(kept.get("nights"), 1, LONGEST_STAY),
            month=_day(kept.get("month")),
            adults=_number(kept.get("adults"), 1, 99),
            children=_number(kept.get("children"), 0, 99),
            ages=[age for age in _list(kept.get("ages")) if _number(age, 0, 17) is not None],
            room_words=_texts(kept.get("room_words")),
            plan_words=_texts(kept.get("plan_words")),
            shown=[pair for pair in map(_texts, _list(kept.get("shown"))) if len(pair) == 2],
            options=_texts(kept.get("options")),
            failures=_number(kept.get("failures"), 0, 99) or 0,
            unknown=_texts(kept.get("unknown")),
            cannot_open=kept.get("cannot_open") is True,
        )
        for key in _TEXT_FIELDS:
            setattr(memory, key, _text(kept.get(key)))
        arrival = _day(kept.get("arrival"))
        if arrival and arrival >= today:
            memory.set_stay(arrival, _day(kept.get("departure")))
        elif not arrival and (departure := _day(kept.get("departure"))) and departure > today:
            memory.departure = departure
        return memory


_TEXT_FIELDS = ("name", "room_type", "rate_plan", "goal", "expecting", "options_slot", "code")


def _text(value: Any) -> str:
    return value[:120] if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value[:MOST] if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:
    return [_text(item) for item in _list(value) if isinstance(item, str)]


def _number(value: Any, least: int, most: int) -> int | None:
    return (
        value if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most else None
    )


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
