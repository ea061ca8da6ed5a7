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

    def __sub__(self, other: "Money") -> "Money":
        return self + Money(-other.amount, other.currency)

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
class ChangeTerms:
    """As CancellationTerms, for a change of dates, room type or guests; fee `forbidden`: no changes then."""

    free_until_days: int | None = 0
    fee: str = "none"


@dataclass(frozen=True)
class RatePlanInfo:
    code: str
    name: Text
    includes: tuple[str, ...]
    cancellation: CancellationTerms
    changes: ChangeTerms = ChangeTerms()
    deposit: str = "none"  # due when booking: none, first_night, percent:NN or full


@dataclass(frozen=True)
class NightPart:
    """One summand of a night: base, extra_adults, extra_children or discount (negative)."""

    kind: str
    amount: Money


@dataclass(frozen=True)
class Night:
    """The price of one night, taxes that are included already in it; `parts`, where known, sum to it."""

    date: date
    price: Money
    parts: tuple[NightPart, ...] = ()


@dataclass(frozen=True)
class TaxLine:
    """A tax or city tax of a stay. What is included is part of the nights, the rest comes on top."""

    name: str
    amount: Money
    included: bool


@dataclass(frozen=True)
class PromotionInfo:
    code: str  # as the guest says it; "" where it applies by itself
    name: Text


@dataclass(frozen=True)
class Offer:
    """One room of a type on one rate plan for one stay, priced. Not yet bound to anybody."""

    room_type: RoomTypeInfo
    rate_plan: RatePlanInfo
    stay: Stay
    occupancy: Occupancy
    nights: tuple[Night, ...]
    taxes_added: Money  # on top of the nights; zero where prices include them
    total: Money
    rooms_left: int  # -1: the PMS does not say
    taxes: tuple[TaxLine, ...] = ()
    promotion: PromotionInfo | None = None
    stale_seconds: int = 0  # how old the answer of the PMS is; anything but 0 is never booked on


@dataclass(frozen=True)
class Unoffered:
    """Why a room type cannot be offered on any rate plan.

    `sold_out`, `over_capacity`, `min_stay` and `max_stay` (with `nights`), `closed` (no arrival, no
    departure or no sale on these dates) or `no_rate`.
    """

    room_type: RoomTypeInfo
    code: str
    nights: int | None = None


@dataclass(frozen=True)
class Availability:
    offers: tuple[Offer, ...]
    unoffered: tuple[Unoffered, ...] = ()
    stale_seconds: int = 0  # as in Offer


@dataclass(frozen=True)
class GuestDetails:
    """Who books. `key` is the guest's own row here; the PMS may ignore it."""

    key: int
    name: str
    phone: str = ""
    email: str = ""
    language: str = ""


@dataclass(frozen=True)
class RoomStay:
    """One room of a reservation, on the terms it was sold on."""

    id: str  # the PMS's own name for it; a change may give it another
    status: str  # as of a reservation
    room_type: RoomTypeInfo
    rate_plan: RatePlanInfo
    stay: Stay
    occupancy: Occupancy
    total: Money
    cancellation_fee: Money  # what giving up this room now would cost; given up: what it cost
    room_number: str = ""  # where one is assigned


@dataclass(frozen=True)
class ReservationInfo:
    """A reservation of one room or several under one code, as the PMS has it now.

    `status`: pending, confirmed, checked_in, checked_out, cancelled or no_show.
    """

    code: str
    status: str
    rooms: tuple[RoomStay, ...]  # also those given up
    total: Money  # of the rooms that are left, and fees
    guest_name: str
    free_cancellation_until: datetime | None  # aware; None: no free cancellation (any more)
    cancellation_fee: Money  # what cancelling all of it now would cost; for a cancelled one, what it cost
    updated_at: datetime | None = None
    arrival_time: str = ""  # HH:MM, hotel-local, as the guest said
    remarks: str = ""

    @property
    def live_rooms(self) -> tuple[RoomStay, ...]:
        """The rooms that are not given up; of a cancelled reservation all, to say what it was."""
        return tuple(room for room in self.rooms if room.status != "cancelled") or self.rooms

    @property
    def stay(self) -> Stay:
        """From the first arrival to the last departure."""
        rooms = self.live_rooms
        return Stay(min(room.stay.arrival for room in rooms), max(room.stay.departure for room in rooms))

    @property
    def occupancy(self) -> Occupancy:
        """Everybody in all rooms."""
        rooms = self.live_rooms
        ages = tuple(age for room in rooms for age in room.occupancy.children_ages)
        return Occupancy(sum(room.occupancy.adults for room in rooms), ages)


@dataclass(frozen=True)
class RoomWish:
    """What should become of one room; what is not named stays."""

    room: str  # RoomStay.id
    stay: Stay | None = None
    room_type: str = ""
    rate_plan: str = ""
    occupancy: Occupancy | None = None


@dataclass(frozen=True)
class RoomChange:
    """One room of a reservation and what it will be sold as from then on."""

    room: str  # RoomStay.id
    offer: Offer


@dataclass(frozen=True)
class Change:
    """A change of a reservation, priced: what the guest says yes to, and what is written."""

    before: ReservationInfo
    rooms: tuple[RoomChange, ...]  # only those that change
    fee: Money  # for changing at all
    total: Money  # of the whole reservation afterwards, the fee in it
    difference: Money  # total less what the reservation cost before; negative where it gets cheaper
    free_cancellation_until: datetime | None  # of the changed reservation
    late_fee: Money  # what cancelling all of it costs after that


@dataclass(frozen=True)
class Receipt:
    """Proof of a write: what the PMS holds, read back after writing."""

    reservation: ReservationInfo
    written_at: datetime
    repeated: bool = False  # True: this key had been written before; nothing was written now


@dataclass(frozen=True)
class Changes:
    """Reservations that are new or other than they were. Ask again with `until`; it overlaps a little."""

    reservations: tuple[ReservationInfo, ...]
    until: datetime


@dataclass(frozen=True)
class RoomInfo:
    number: str
    room_type: str  # code
    state: str = ""  # clean, dirty, out_of_order; "" where the PMS does not say


@dataclass(frozen=True)
class ServiceInfo:
    code: str
    name: Text
    price: Money | None
    per: str = ""  # booking or night


@dataclass(frozen=True)
class House:
    """What a PMS knows about the house."""

    room_types: Sequence[RoomTypeInfo] = field(default_factory=tuple)
    rate_plans: Sequence[RatePlanInfo] = field(default_factory=tuple)
    rooms: Sequence[RoomInfo] = field(default_factory=tuple)
    services: Sequence[ServiceInfo] = field(default_factory=tuple)
    policies: Text = field(default_factory=dict)


class PMS(Protocol):
    """One property management system, bound to one hotel.

    Every method may raise PMSUnavailable or PMSRefused; `book`, `change` and `cancel` also PMSUnknown.
    A write happens once per `key`: the same key again gives back the first receipt, `repeated`.
    """

    def house(self) -> House: ...

    def find_offers(self, stay: Stay, occupancy: Occupancy, promotion: str = "") -> Availability:
        """Everything that can be booked for one room, cheapest first, and why the rest cannot.

        `promotion` is a code the guest has; one that does not apply is refused: `bad_promotion`.
        """

    def book(self, key: str, offers: Sequence[Offer], guest: GuestDetails, remarks: str = "") -> Receipt:
        """Write one reservation with a room for each offer, all or none, at exactly the offers' totals.

        Prices and checks inventory again first: PMSRefused `price_changed` or `sold_out` otherwise.
        """

    def preview_change(self, code: str, wishes: Sequence[RoomWish]) -> Change:
        """Price a change without writing anything.

        PMSRefused as `find_offers`, each code of `Unoffered`, and `not_found`, `not_changeable`,
        `nothing_to_change` or `needs_staff` (possible, but not through the API of the PMS).
        """

    def change(self, key: str, change: Change) -> Receipt:
        """Write a change at exactly its total. PMSRefused `price_changed` when it would cost another now."""

    def cancel(self, key: str, code: str, fee: Money, rooms: Sequence[str] = ()) -> Receipt:
        """Cancel all of a reservation, or only these rooms (RoomStay.id), at this fee.

        PMSRefused `price_changed` when the fee is another by now.
        """

    def reservation(self, code: str) -> ReservationInfo | None: ...

    def reservations_of(self, guest: GuestDetails) -> Sequence[ReservationInfo]:
        """The guest's own reservations, newest arrival first."""

    def changed_since(self, moment: datetime) -> Changes:
        """What was booked, changed or cancelled since then, by whomever."""

    def written(self, key: str) -> Receipt | None:
        """What a write with this key left behind; None when it left nothing. Only looks."""
