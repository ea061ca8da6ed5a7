"""What the receptionist keeps between turns, as JSON that may come back damaged."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from agents.offline.each_room import RoomWanted
from pms.base import Occupancy, Stay
from pms.quotes import RoomChoice

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
    rooms: list[list[Any]] = field(default_factory=list)  # of several: kinds, adults, children, ages of each
    ways: list[list[list[Any]]] = field(default_factory=list)  # rooms together, as shown last
    email: str = ""
    promotion: str = ""  # the code the guest named, as written
    remarks: list[str] = field(default_factory=list)  # the guest's wishes for the booking, in their words
    sale: list[str] = field(default_factory=list)  # asked, to be answered with dates: agents.offline.sales
    goal: str = ""  # stay | cancel | change | status | appointment | request
    wish: list[list[str]] = field(default_factory=list)  # what was asked and what the guest said to it
    service: str = ""  # code of the service an appointment is wanted for
    day: date | None = None  # of the appointment
    clock: str = ""  # times it may mean: "05:00 17:00"
    seats: int | None = None  # people at the appointment
    expecting: str = ""  # the slot asked for last
    options: list[str] = field(default_factory=list)  # ISO dates to choose from, or reservation codes
    options_slot: str = ""  # arrival | departure
    code: str = ""  # of a reservation whose surname is being asked for
    failures: int = 0  # turns in a row that were not understood
    unknown: list[str] = field(default_factory=list)  # topics that were said to be unknown
    can_wait: bool = False  # a place on the waiting list was offered
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
        self.shown, self.ways, self.room_type, self.rate_plan = [], [], "", ""

    @property
    def wanted_rooms(self) -> list[RoomWanted]:
        """What is wanted of each of several rooms."""
        return [
            RoomWanted(tuple(kinds), adults, children, tuple(ages))
            for kinds, adults, children, ages in self.rooms
        ]

    def want_rooms(self, rooms: Sequence[RoomWanted]) -> None:
        self.rooms = [[list(room.kinds), room.adults, room.children, list(room.ages)] for room in rooms]
        self.forget_offers()

    @property
    def choices(self) -> list[list[RoomChoice]]:
        """The rooms of each way that was shown."""
        return [
            [RoomChoice(kind, plan, Occupancy(adults, tuple(ages))) for kind, plan, adults, ages in way]
            for way in self.ways
        ]

    def forget_wish(self) -> None:
        """What was asked about a reservation, an appointment or a request is done with."""
        self.goal = self.expecting = self.code = self.options_slot = self.service = self.clock = ""
        self.options, self.wish, self.day, self.seats = [], [], None, None

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
            rooms=[room for room in _list(kept.get("rooms")) if _is_room(room)],
            ways=[way for way in _list(kept.get("ways")) if _is_way(way)],
            remarks=_texts(kept.get("remarks")),
            wish=[pair for pair in map(_texts, _list(kept.get("wish"))) if len(pair) == 2],
            day=_day(kept.get("day")),
            seats=_number(kept.get("seats"), 1, 99),
            options=_texts(kept.get("options")),
            failures=_number(kept.get("failures"), 0, 99) or 0,
            sale=_sale(kept.get("sale")),
            unknown=_texts(kept.get("unknown")),
            can_wait=kept.get("can_wait") is True,
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


_TEXT_FIELDS = (
    "name", "room_type", "rate_plan", "goal", "expecting", "options_slot", "code", "email", "service",
    "clock", "promotion",
)  # fmt: skip
LONGEST_TEXT = 400


_SALES = ("budget", "cheapest", "rooms", "rates")


def _sale(value: Any) -> list[str]:
    """What was asked and of what; a budget has an amount and a currency."""
    texts = _texts(value)
    if not texts or texts[0] not in _SALES:
        return []
    is_amount = len(texts) > 2 and re.fullmatch(r"\d{1,12}(?:\.\d{1,4})?", texts[1])
    return texts if texts[0] != "budget" or is_amount else []


def _is_room(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 4
        and _are(value[0], str)
        and (value[1] is None or _number(value[1], 1, 99) is not None)
        and _number(value[2], 0, 99) is not None
        and _are_ages(value[3])
    )


def _is_way(value: Any) -> bool:
    return (
        isinstance(value, list)
        and 0 < len(value) <= MOST
        and all(isinstance(room, list) and len(room) == 4 and _are(room[:2], str) for room in value)
        and all(_number(room[2], 1, 99) is not None and _are_ages(room[3]) for room in value)
    )


def _are(value: Any, kind: type) -> bool:
    return isinstance(value, list) and len(value) <= MOST and all(isinstance(item, kind) for item in value)


def _are_ages(value: Any) -> bool:
    return isinstance(value, list) and all(_number(age, 0, 17) is not None for age in value[:MOST])


def _text(value: Any) -> str:
    return value[:LONGEST_TEXT] if isinstance(value, str) else ""


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
