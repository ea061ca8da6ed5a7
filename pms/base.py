"""What we need from a PMS: the values that cross the line and the protocol every PMS fulfils.

Money is `Money` (Decimal with its ISO 4217 currency). A stay is [arrival, departure) in hotel-local
dates: the guest sleeps there on `arrival` and not on `departure`. Names and texts of the house are
maps by language, `Text`, because the guest's language is not the hotel's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Protocol

Text = Mapping[str, str]


@dataclass(frozen=True, order=True)
class Money:
    """An amount in one currency. Adding two currencies is an error, never a conversion."""

    amount: Decimal
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if self.currency != other.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.amount + other.amount, self.currency)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


@dataclass(frozen=True)
class Stay:
    """Nights from arrival up to, and without, departure; hotel-local dates."""

    arrival: date
    departure: date

    def __post_init__(self) -> None:
        if self.departure <= self.arrival:
            raise ValueError("departure must be after arrival")

    @property
    def nights(self) -> int:
        return (self.departure - self.arrival).days

    def dates(self) -> Iterator[date]:
        """The date of each night, in order."""
        return (self.arrival + timedelta(days=n) for n in range(self.nights))


@dataclass(frozen=True)
class Occupancy:
    """Who sleeps in one room. `children_ages` in full years; its length is the number of children."""

    adults: int
    children_ages: tuple[int, ...] = ()

    @property
    def children(self) -> int:
        return len(self.children_ages)

    @property
    def total(self) -> int:
        return self.adults + self.children


@dataclass(frozen=True)
class RoomTypeInfo:
    code: str
    name: Text
    description: Text
    max_adults: int
    max_children: int
    max_total: int


@dataclass(frozen=True)
class CancellationTerms:
    """`free_until_days` before arrival, by the hotel's clock; None: never free.

    `fee` afterwards: `none`, `first_night`, `percent:NN` (of the total) or `full`.
    """

    free_until_days: int | None
    fee: str


@dataclass(frozen=True)
class RatePlanInfo:
    code: str
    name: Text
    includes: tuple[str, ...]
    cancellation: CancellationTerms


@dataclass(frozen=True)
class Night:
    """The price of one night, taxes that are included already in it."""

    date: date
    price: Money


@dataclass(frozen=True)
class Offer:
    """One room type on one rate plan for one stay, priced. Not yet bound to anybody."""

    room_type: RoomTypeInfo
    rate_plan: RatePlanInfo
    stay: Stay
    occupancy: Occupancy
    nights: tuple[Night, ...]
    taxes_added: Money  # on top of the nights; zero where prices include them
    total: Money
    rooms_left: int


@dataclass(frozen=True)
class Unoffered:
    """Why a room type cannot be offered: sold_out, over_capacity, min_stay (with `nights`) or no_rate."""

    room_type: RoomTypeInfo
    code: str
    nights: int | None = None


@dataclass(frozen=True)
class Availability:
    offers: tuple[Offer, ...]
    unoffered: tuple[Unoffered, ...] = ()


@dataclass(frozen=True)
class GuestDetails:
    """Who books. `key` is the guest's own row here; the PMS may ignore it."""

    key: int
    name: str
    phone: str = ""
    email: str = ""
    language: str = ""


@dataclass(frozen=True)
class ReservationInfo:
    """A reservation as the PMS has it now."""

    code: str
    status: str  # confirmed | cancelled
    room_type: RoomTypeInfo
    rate_plan: RatePlanInfo
    stay: Stay
    occupancy: Occupancy
    total: Money
    guest_name: str
    free_cancellation_until: datetime | None  # aware; None: no free cancellation (any more)
    cancellation_fee: Money  # what cancelling now would cost; for a cancelled one, what it cost


@dataclass(frozen=True)
class Receipt:
    """Proof of a write: what the PMS holds, read back after writing."""

    reservation: ReservationInfo
    written_at: datetime
    repeated: bool = False  # True: this key had been written before; nothing was written now


@dataclass(frozen=True)
class House:
    """What a PMS knows about the house."""

    room_types: Sequence[RoomTypeInfo] = field(default_factory=tuple)
    rate_plans: Sequence[RatePlanInfo] = field(default_factory=tuple)


class PMS(Protocol):
    """One property management system, bound to one hotel.

    Every method may raise PMSUnavailable or PMSRefused; `book` and `cancel` also PMSUnknown.
    """

    def house(self) -> House: ...

    def find_offers(self, stay: Stay, occupancy: Occupancy) -> Availability:
        """Everything that can be booked for this stay, cheapest first, and why the rest cannot."""

    def book(self, key: str, offer: Offer, guest: GuestDetails) -> Receipt:
        """Write the reservation once per `key` at exactly the offer's total.

        Prices and checks inventory again first: PMSRefused `price_changed` or `sold_out` otherwise.
        """

    def cancel(self, key: str, code: str, fee: Money) -> Receipt:
        """Cancel at this fee, once per `key`; PMSRefused `price_changed` when the fee is another by now."""

    def reservation(self, code: str) -> ReservationInfo | None: ...

    def reservations_of(self, guest: GuestDetails) -> Sequence[ReservationInfo]:
        """The guest's own reservations, newest arrival first."""
