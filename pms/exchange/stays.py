"""The table of reservations: one line for each room, and how such a line is read."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hotels.models import Hotel
from pms import reservations
from pms.base import Money, Occupancy, ReservationInfo, Stay
from pms.codes import normalise
from pms.deskwork import checked_phone
from pms.errors import PMSRefused
from pms.exchange.cells import written_amount
from pms.exchange.rates import currency
from pms.exchange.reading import Layout, Line
from pms.given import checked_email, checked_name, checked_remarks
from pms.limits import HORIZON_DAYS, MAX_CHILD_AGE, no_room
from pms.models import Mirrored, PMSLink, RatePlan, Reservation, Room, RoomType
from pms.records import from_json
from pms.systems import link_of

LAYOUT = Layout(
    columns=(
        "code",
        "arrival",
        "departure",
        "room",
        "room_type",
        "rate_plan",
        "guest",
        "phone",
        "email",
        "adults",
        "children_ages",
        "total",
        "currency",
        "status",
        "source",
        "cancellation_fee",
        "change_fees",
        "arrival_time",
        "remarks",
    ),
    needed=("arrival", "departure", "guest", "adults"),
    days=("arrival", "departure"),
    amounts=("total", "cancellation_fee", "change_fees"),
)
LONGEST_STAY = 366
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
Status = Reservation.Status


@dataclass(frozen=True)
class Booker:
    """What the lines of one reservation have in common."""

    name: str
    phone: str
    email: str
    source: str
    remarks: str
    arrival_time: str
    currency: str


@dataclass(frozen=True)
class Wanted:
    """One room of a reservation as a line says it. `total` None: to be priced."""

    line: Line
    stay: Stay
    occupancy: Occupancy
    room_type: RoomType
    rate_plan: RatePlan
    room: Room | None
    status: str
    total: Decimal | None
    cancellation_fee: Decimal
    change_fees: Decimal
    booker: Booker

    @property
    def needs_room(self) -> bool:
        return self.status not in reservations.GIVEN_UP

    def use(self, today: date) -> Stay:
        """The nights it has a room: of those who have left, none from today on."""
        if self.status != Status.CHECKED_OUT:
            return self.stay
        end = max(today, self.stay.arrival + timedelta(days=1))
        return Stay(self.stay.arrival, min(end, self.stay.departure))


class Reader:
    """Reads the lines of one hotel's reservations. Raises BadLine."""

    def __init__(self, hotel: Hotel) -> None:
        self.hotel = hotel
        self.today = hotel.today()
        self.types = {row.code: row for row in hotel.room_types.all()}
        self.plans = {row.code: row for row in hotel.rate_plans.all()}
        self.rooms = {row.number: row for row in hotel.rooms.select_related("room_type")}

    def read(self, line: Line) -> Wanted:
        stay = self._stay(line)
        room = self._room(line)
        room_type = self._type(line, room)
        occupancy = Occupancy(line.whole("adults", range(1, 51)), _ages(line))
        if no_room(room.room_type if room else room_type, occupancy, 1):
            raise line.bad("adults", "over_capacity")
        if room and not room.is_active and stay.departure > self.today:
            raise line.bad("room", "room_not_in_use", room.number)
        return Wanted(
            line=line,
            stay=stay,
            occupancy=occupancy,
            room_type=room_type,
            rate_plan=self._plan(line),
            room=room,
            status=self._status(line, stay),
            total=line.amount("total"),
            cancellation_fee=line.amount("cancellation_fee") or Decimal(0),
            change_fees=line.amount("change_fees") or Decimal(0),
            booker=_booker(line, self.hotel),
        )

    def _stay(self, line: Line) -> Stay:
        arrival, departure = line.day("arrival"), line.day("departure")
        if departure <= arrival:
            raise line.bad("departure", "not_after")
        if (departure - arrival).days > LONGEST_STAY:
            raise line.bad("departure", "stay_too_long", LONGEST_STAY)
        if arrival > self.today + timedelta(days=HORIZON_DAYS):
            raise line.bad("arrival", "too_far", HORIZON_DAYS)
        return Stay(arrival, departure)

    def _room(self, line: Line) -> Room | None:
        number = line.text("room", 16)
        if number and number not in self.rooms:
            raise line.bad("room", "no_such_room", number)
        return self.rooms.get(number)

    def _type(self, line: Line, room: Room | None) -> RoomType:
        """What was sold: the room may be of a better type."""
        code = line.text("room_type", 16, needed=room is None)
        if code and code not in self.types:
            raise line.bad("room_type", "no_such_type", code)
        return self.types[code] if code or room is None else room.room_type

    def _plan(self, line: Line) -> RatePlan:
        code = line.text("rate_plan", 16, needed=len(self.plans) != 1)
        if code and code not in self.plans:
            raise line.bad("rate_plan", "no_such_plan", code)
        return self.plans[code or next(iter(self.plans))]

    def _status(self, line: Line, stay: Stay) -> str:
        status = line.choice("status", Status.values) or Status.CONFIRMED
        here = (Status.CHECKED_IN, Status.CHECKED_OUT, Status.NO_SHOW)
        if status in here and stay.arrival > self.today:
            raise line.bad("status", "not_yet", status)
        return status


def _booker(line: Line, hotel: Hotel) -> Booker:
    return Booker(
        name=_given(line, "guest", lambda: checked_name(line.text("guest", 200, needed=True))),
        phone=_given(line, "phone", lambda: checked_phone(line.text("phone", 40))),
        email=_given(line, "email", lambda: checked_email(line.text("email", 254)).lower()),
        source=line.text("source", 32) or "import",
        remarks=_given(line, "remarks", lambda: checked_remarks(line.cells.get("remarks", ""))),
        arrival_time=_time(line),
        currency=currency(line, hotel),
    )


def _given(line: Line, column: str, check: Callable[[], str]) -> str:
    """What the house's own check makes of it; what that refuses is a bad line."""
    try:
        return check()
    except PMSRefused as error:
        raise line.bad(column, error.code) from error


def _time(line: Line) -> str:
    cell = line.text("arrival_time", 5)
    if cell and not _TIME.fullmatch(cell):
        raise line.bad("arrival_time", "bad_time")
    return cell


def _ages(line: Line) -> tuple[int, ...]:
    words = line.text("children_ages", 60).replace(",", " ").split()
    if any(not (word.isascii() and word.isdecimal()) or int(word) > MAX_CHILD_AGE for word in words):
        raise line.bad("children_ages", "no_ages", MAX_CHILD_AGE)
    return tuple(map(int, words))


def code_of(line: Line) -> str:
    """The reservation's code as it is kept; "" where the line has none. Raises BadLine `bad_code`."""
    cell = line.text("code", 64)
    code = normalise(cell)
    if cell and not 0 < len(code) <= 16:
        raise line.bad("code", "bad_code")
    return code


def written(hotel: Hotel, sign: str) -> Iterator[list[str]]:
    """The rows of the table, in the order of LAYOUT; of an outside PMS those we have seen there."""
    if link_of(hotel).kind != PMSLink.Kind.BUILTIN:
        for row in Mirrored.objects.filter(hotel=hotel).order_by("pk").iterator():
            yield from _mirrored(from_json(ReservationInfo, row.found), sign)
        return
    for found in reservations.rows(hotel).order_by("pk").iterator(chunk_size=500):
        yield from rows_of(found, sign)


def rows_of(row: Reservation, sign: str) -> Iterator[list[str]]:
    """One reservation of our own: a row for each room. What was paid for changes stands in the first."""
    for n, room in enumerate(row.room_stays.all()):
        use = getattr(room, "use", None)
        yield [
            row.code,
            room.stay.lower.isoformat(),
            room.stay.upper.isoformat(),
            use.room.number if use else "",
            room.room_type.code,
            room.rate_plan.code,
            row.guest_name,
            row.phone,
            row.email,
            str(room.adults),
            " ".join(map(str, room.children_ages)),
            written_amount(room.total, sign),
            row.currency,
            room.status,
            row.source,
            written_amount(room.cancellation_fee, sign),
            written_amount(row.fees or None, sign) if n == 0 else "",
            row.arrival_time,
            row.remarks,
        ]


def _mirrored(info: ReservationInfo, sign: str) -> Iterator[list[str]]:
    for room in info.rooms:
        given_up = room.status in reservations.GIVEN_UP
        yield [
            info.code,
            room.stay.arrival.isoformat(),
            room.stay.departure.isoformat(),
            room.room_number,
            room.room_type.code,
            room.rate_plan.code,
            info.guest_name,
            "",
            "",
            str(room.occupancy.adults),
            " ".join(map(str, room.occupancy.children_ages)),
            written_amount(room.total.amount, sign),
            room.total.currency,
            room.status,
            "",
            written_amount(room.cancellation_fee.amount, sign) if given_up else "",
            "",
            info.arrival_time,
            info.remarks,
        ]


def spread(total: Money, nights: int) -> list[Money]:
    """A total over its nights, which sum to it exactly; no two differ by more than a cent."""
    cents, rest = divmod(int(total.amount * 100), nights)
    return [Money(Decimal(cents + (n < rest)) / 100, total.currency) for n in range(nights)]


def said(rows: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """Rows of the table as the cells of lines."""
    return [dict(zip(LAYOUT.columns, map(str.strip, row), strict=True)) for row in rows]
