"""One shop's tables: orders, booked rooms, customers, payments, and which rooms are free."""

import hashlib
import itertools
import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from sandbox.qloapps.faults import BrokenOff, Faults
from sandbox.qloapps.house import House, Room

NEVER = "0000-00-00 00:00:00"
STATES = {
    "PS_OS_AWAITING_PAYMENT": (0, "Awaiting payment"),
    "PS_OS_PAYMENT_ACCEPTED": (1, "Payment accepted"),
    "PS_OS_PROCESSING": (2, "Processing in progress"),
    "PS_OS_CANCELED": (3, "Cancelled"),
    "PS_OS_REFUND": (4, "Refunded"),
    "PS_OS_ERROR": (5, "Payment error"),
    "PS_OS_OVERBOOKING_PAID": (6, "Overbooked, paid"),
    "PS_OS_PARTIAL_PAYMENT_ACCEPTED": (7, "Partial payment accepted"),
    "PS_OS_REMOTE_PAYMENT": (8, "Awaiting remote payment"),
    "PS_OS_BANKWIRE": (9, "Awaiting bank wire"),
    "PS_OS_OVERBOOKING_UNPAID": (10, "Overbooked, not paid"),
    "PS_OS_OVERBOOKING_PARTIAL_PAID": (11, "Overbooked, partly paid"),
}


@dataclass(slots=True)
class Customer:
    id: int = 0
    firstname: str = ""
    lastname: str = ""
    email: str = ""
    phone: str = ""
    date_add: str = NEVER
    date_upd: str = NEVER

    @property
    def secure_key(self) -> str:
        return hashlib.sha256(f"secure {self.id}".encode()).hexdigest()[:32]

    @property
    def password_hash(self) -> str:
        return hashlib.sha256(f"password {self.id}".encode()).hexdigest()[:32]


@dataclass(slots=True)
class Extra:
    """A service ordered with a room, in the order's currency."""

    service: int
    quantity: int
    excl: Decimal
    incl: Decimal


@dataclass(slots=True)
class RoomRow:
    """One room of an order. Prices are for the whole stay, services apart."""

    id: int = 0
    order: int = 0
    room: int = 0
    room_type: int = 0
    customer: int = 0
    arrival: date = date(2000, 1, 1)
    departure: date = date(2000, 1, 2)
    adults: int = 0
    children: int = 0
    child_ages: list[int] = field(default_factory=list)
    excl: Decimal = Decimal(0)
    incl: Decimal = Decimal(0)
    extras: list[Extra] = field(default_factory=list)
    status: int = 1  # 1 allotted, 2 checked in, 3 checked out
    is_refunded: int = 0
    is_cancelled: int = 0
    is_back_order: int = 0
    date_add: str = NEVER
    date_upd: str = NEVER

    @property
    def nights(self) -> int:
        return (self.departure - self.arrival).days

    def meets(self, arrival: date, departure: date) -> bool:
        """Whether it holds its room in a night of [arrival, departure)."""
        return self.holds and self.arrival < departure and arrival < self.departure

    @property
    def holds(self) -> bool:
        """Whether it keeps others out of its room."""
        return not self.is_refunded and not self.is_back_order


@dataclass(slots=True)
class Order:
    id: int = 0
    reference: str = ""
    customer: int = 0
    state: int = 0
    source: str = ""
    currency: int = 1
    language: int = 1
    payment: str = ""
    payment_type: int = 1  # 1 online, 2 pay at hotel, 3 remote
    conversion_rate: Decimal = Decimal(1)
    excl: Decimal = Decimal(0)
    incl: Decimal = Decimal(0)
    discount: Decimal = Decimal(0)  # with tax, taken off the rooms
    bare: Decimal = Decimal(0)  # what it cost before `total_price_with_tax` was looked at
    paid: Decimal = Decimal(0)
    invoiced: bool = False
    remarks: list[str] = field(default_factory=list)
    date_add: str = NEVER
    date_upd: str = NEVER


@dataclass(slots=True)
class Payment:
    id: int = 0
    reference: str = ""
    currency: int = 1
    amount: Decimal = Decimal(0)
    method: str = ""
    kind: int = 1
    transaction_id: str = ""
    date_add: str = NEVER


@dataclass(slots=True)
class History:
    id: int = 0
    order: int = 0
    state: int = 0
    date_add: str = NEVER


@dataclass(slots=True)
class Block:
    """A room that staff have closed for some nights."""

    room: int
    arrival: date
    departure: date


class Shop:
    """All rows of one shop. `now` gives seconds since 1970, so that the sandbox's clock holds here too."""

    def __init__(self, name: str, house: House, now: Callable[[], float]) -> None:
        self.name = name
        self.house = house
        self.now = now
        self.dice = random.Random(name)  # for references
        self.race = random.Random()  # never the same twice, as in life
        self.faults = Faults()
        self.breaks_off_at = ""
        self.orders: dict[int, Order] = {}
        self.rows: dict[int, RoomRow] = {}
        self.customers: dict[int, Customer] = {}
        self.payments: dict[int, Payment] = {}
        self.histories: dict[int, History] = {}
        self.blocks: list[Block] = []
        self.night_prices: dict[tuple[int, date], Decimal] = {}
        self.numbers: dict[str, Iterator[int]] = {}

    def passes(self, place: str) -> None:
        """Raise BrokenOff when PHP is to die here."""
        if self.breaks_off_at == place:
            raise BrokenOff

    def next_id(self, table: str) -> int:
        return next(self.numbers.setdefault(table, itertools.count(1)))

    def stamp(self) -> str:
        """Return the shop's own time, as MySQL writes it: no zone, whole seconds."""
        return self.local_time().strftime("%Y-%m-%d %H:%M:%S")

    def local_time(self) -> datetime:
        return datetime.fromtimestamp(self.now(), UTC).astimezone(ZoneInfo(self.house.timezone))

    def new_reference(self) -> str:
        return "".join(self.dice.choices(string.ascii_uppercase, k=9))

    def state(self, name: str) -> int:
        return self.house.first_state + STATES[name][0]

    def is_state(self, id: int) -> bool:
        return any(id == self.state(name) for name in STATES)

    def rows_of(self, order: int) -> list[RoomRow]:
        return [row for row in self.rows.values() if row.order == order]

    def customer_by_email(self, email: str) -> Customer | None:
        wanted = email.strip().casefold()
        return next((each for each in self.customers.values() if each.email.casefold() == wanted), None)

    def sells(self, room_type: int, arrival: date, departure: date) -> bool:
        """Whether the type is on sale for a stay of this length."""
        found = self.house.room_types.get(room_type)
        nights = (departure - arrival).days
        return bool(
            found
            and found.active
            and found.min_los <= nights
            and (not found.max_los or nights <= found.max_los)
        )

    def free_rooms(
        self, room_type: int, arrival: date, departure: date, any_length: bool = False
    ) -> list[Room]:
        """Return the rooms that can be had for [arrival, departure), lowest id first."""
        if arrival >= departure or not (any_length or self.sells(room_type, arrival, departure)):
            return []
        return [
            room
            for room in self.house.rooms_of(room_type)
            if not self.is_blocked(room.id, arrival, departure)
            and not self.bookings_in(room.id, arrival, departure)
        ]

    def bookings_in(self, room: int, arrival: date, departure: date) -> list[RoomRow]:
        return [row for row in self.rows.values() if row.room == room and row.meets(arrival, departure)]

    def is_blocked(self, room: int, arrival: date, departure: date) -> bool:
        return any(
            block.room == room and block.arrival < departure and arrival < block.departure
            for block in self.blocks
        )

    def night_price(self, room_type: int, night: date) -> Decimal:
        """Return one night's price without tax and fees, in the default currency."""
        return self.night_prices.get((room_type, night), self.house.room_types[room_type].price)

    def room_price(self, room_type: int, arrival: date, departure: date) -> Decimal:
        return sum((self.night_price(room_type, night) for night in nights(arrival, departure)), Decimal(0))

    def fees(self, arrival: date, departure: date) -> Decimal:
        """Return what is added to every room by itself, without tax: quoted, but never charged by the API."""
        return sum(
            (
                service.price * ((departure - arrival).days if service.per_day else 1)
                for service in self.house.services.values()
                if service.auto_add and service.with_room
            ),
            Decimal(0),
        )

    def with_tax(self, amount: Decimal) -> Decimal:
        return amount * (1 + self.house.tax_percent / 100)

    def overlaps(self) -> list[tuple[RoomRow, RoomRow]]:
        """Return the pairs of live rows that hold the same room in the same night."""
        by_room: dict[int, list[RoomRow]] = {}
        for row in self.rows.values():
            if row.holds:
                by_room.setdefault(row.room, []).append(row)
        return [
            (one, other)
            for rows in by_room.values()
            for one, other in itertools.combinations(rows, 2)
            if other.meets(one.arrival, one.departure)
        ]


def nights(arrival: date, departure: date) -> list[date]:
    return [arrival + timedelta(days=count) for count in range((departure - arrival).days)]


def without_tax(shop: Shop, amount: Decimal) -> Decimal:
    return cents(amount / (1 + shop.house.tax_percent / 100))


def cents(amount: Decimal) -> Decimal:
    """Round as the shop does when it writes a price."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
