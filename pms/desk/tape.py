"""The tape chart as plain values: rooms grouped by type, and what lies on them in a window of days.

From the ledger of room uses for the builtin PMS; for an outside one from the mirror, which is as old as
its last look. The number of queries is the same for ten rooms and for a thousand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import F

from hotels.models import Hotel, in_language
from pms import inventory
from pms.base import House, ReservationInfo, Stay
from pms.errors import PMSError
from pms.models import Discrepancy, Mirrored, PMSLink, Room, RoomStay, RoomUse, SyncState
from pms.records import from_json
from pms.systems import link_of, open_pms

CAUGHT_UP = timedelta(minutes=5)  # looks overlap a little: what is known lags behind them
EXPECTED = ("pending", "confirmed", "checked_in")  # stays that need a room


@dataclass(frozen=True)
class Bar:
    """A stay, hold or block: [first, until) in hotel-local dates, the nights it takes."""

    kind: str  # stay, hold or block
    status: str  # of a stay: as of pms.base.ReservationInfo
    first: date
    until: date
    room_type: str  # code of what was sold
    room: str = ""  # number; empty: none assigned
    code: str = ""  # the reservation's
    text: str = ""  # the guest's name, or why a room is blocked
    guests: int = 0
    use: int | None = None  # RoomUse of a block

    def nights(self, window: Stay) -> range:
        """Its nights within the window, as days from the window's first."""
        start = max(0, (self.first - window.arrival).days)
        return range(start, max(start, min(window.nights, (self.until - window.arrival).days)))


@dataclass
class Line:
    """One room, or a line for stays that have none."""

    number: str
    state: str = ""
    floor: str = ""
    active: bool = True
    bars: list[Bar] = field(default_factory=list)


@dataclass
class Group:
    """A room type with its rooms. `free`: rooms left for each night of the window."""

    code: str
    name: str
    lines: list[Line]
    waiting: list[Line]  # stays without a room, as many lines as they need
    free: list[int]


@dataclass(frozen=True)
class Followed:
    """How well we know an outside PMS."""

    read_at: datetime | None  # when it last told us everything
    error: str
    discrepancies: int
    rooms_known: bool


@dataclass(frozen=True)
class Chart:
    window: Stay
    groups: tuple[Group, ...]
    followed: Followed | None  # None: the builtin PMS

    @property
    def rooms(self) -> int:
        return sum(line.active for group in self.groups for line in group.lines)


def chart(hotel: Hotel, first: date, days: int, language: str = "") -> Chart:
    """What lies on the rooms from `first` for so many days."""
    window = Stay(first, first + timedelta(days=days))
    if link_of(hotel).kind != PMSLink.Kind.BUILTIN:
        return _outside(hotel, window, language)
    types = {row.pk: row for row in hotel.room_types.all()}
    groups = {
        row.code: Group(row.code, in_language(row.name, language) or row.code, [], [], [])
        for row in types.values()
    }
    for room in hotel.rooms.order_by("number"):
        line = Line(room.number, room.state, room.floor, room.is_active)
        groups[types[room.room_type_id].code].lines.append(line)
    codes = {pk: row.code for pk, row in types.items()}
    return Chart(window, _arranged(groups, _builtin_bars(hotel, window, codes), window), None)


def _builtin_bars(hotel: Hotel, window: Stay, codes: dict[int, str]) -> list[Bar]:
    """Of the ledger, and stays without a room. The night before the window shows who leaves on its first."""
    span = (window.arrival - timedelta(days=1), window.departure)
    of_use = (
        inventory.uses(hotel)
        .filter(period__overlap=span)
        .values_list(
            "pk",
            "kind",
            "period",
            "reason",
            "room__number",
            "room__room_type",
            "room_stay__status",
            "room_stay__adults",
            "room_stay__children_ages",
            "room_stay__reservation__code",
            "room_stay__reservation__guest_name",
        )
    )
    bars = [
        Bar(
            kind, status or "", period.lower, period.upper, codes[room_type], room=number, code=code or "",
            text=guest or reason, guests=(adults or 0) + len(ages or ()), use=pk,
        )
        for pk, kind, period, reason, number, room_type, status, adults, ages, code, guest in of_use
    ]  # fmt: skip
    waiting = RoomStay.objects.filter(hotel=hotel, use=None, status__in=EXPECTED, stay__overlap=span)
    waiting = waiting.annotate(code=F("reservation__code"), guest=F("reservation__guest_name"))
    return bars + [
        Bar("stay", row.status, row.stay.lower, row.stay.upper, codes[row.room_type_id], code=row.code,
            text=row.guest, guests=row.adults + len(row.children_ages))
        for row in waiting.defer("terms")
    ]  # fmt: skip


def _outside(hotel: Hotel, window: Stay, language: str) -> Chart:
    house = known_house(hotel)
    groups = {
        each.code: Group(each.code, in_language(dict(each.name), language) or each.code, [], [], [])
        for each in (house.room_types if house else ())
    }
    for room in house.rooms if house else ():
        group = groups.setdefault(room.room_type, Group(room.room_type, room.room_type, [], [], []))
        group.lines.append(Line(room.number, room.state))
    bars = list(mirrored_bars(hotel, window))
    for bar in bars:
        groups.setdefault(bar.room_type, Group(bar.room_type, bar.room_type, [], [], []))
    sync = SyncState.objects.filter(hotel=hotel).first()
    open_ones = Discrepancy.objects.filter(hotel=hotel, closed_at=None, repaired_at=None).count()
    followed = Followed(_read_at(sync), sync.error if sync else "", open_ones, bool(house and house.rooms))
    return Chart(window, _arranged(groups, bars, window), followed)


def _read_at(sync: SyncState | None) -> datetime | None:
    """When we last had everything: the last look, or how far the looks of a long catching up have come."""
    if sync is None or sync.until is None or sync.succeeded_at is None:
        return None
    return sync.succeeded_at if sync.succeeded_at - sync.until < CAUGHT_UP else sync.until


def mirrored_bars(hotel: Hotel, window: Stay) -> Iterable[Bar]:
    """The rooms of reservations in the mirror that touch the window or end on its first day."""
    span = (window.arrival - timedelta(days=1), window.departure)
    rows = Mirrored.objects.filter(hotel=hotel, stay__overlap=span)
    for row in rows.exclude(status__in=("cancelled", "no_show")):
        found = from_json(ReservationInfo, row.found)
        for room in found.live_rooms:
            if room.stay.departure >= window.arrival and room.stay.arrival < window.departure:
                yield Bar(
                    "stay",
                    room.status,
                    room.stay.arrival,
                    room.stay.departure,
                    room.room_type.code,
                    room=room.room_number,
                    code=found.code,
                    text=found.guest_name,
                    guests=room.occupancy.total,
                )


def _arranged(groups: dict[str, Group], bars: Sequence[Bar], window: Stay) -> tuple[Group, ...]:
    """Each bar on its room, or below its type where it has none; free rooms counted by night."""
    places = {line.number: (group, line) for group in groups.values() for line in group.lines}
    for group in groups.values():
        group.free = [sum(line.active for line in group.lines)] * window.nights
    for bar in sorted(bars, key=lambda bar: (bar.first, bar.until, bar.code)):
        group, line = places.get(bar.room, (groups[bar.room_type], None))
        if line is None or _clashes(line, bar):
            line = _line_with_space(group, bar)
        line.bars.append(bar)
        if line.active:
            for night in bar.nights(window):
                group.free[night] -= 1
    return tuple(groups.values())


def _line_with_space(group: Group, bar: Bar) -> Line:
    for line in group.waiting:
        if not _clashes(line, bar):
            return line
    group.waiting.append(Line(""))
    return group.waiting[-1]


def _clashes(line: Line, bar: Bar) -> bool:
    """An outside PMS may have sold a room twice: then both must be seen. Bars come by their first night."""
    return any(bar.first < other.until for other in line.bars)


def known_house(hotel: Hotel) -> House | None:
    """What the PMS says of the house (an outside one's answer is kept for minutes); None: it is away."""
    try:
        return open_pms(hotel).house()
    except PMSError:
        return None


def room_of(hotel: Hotel, number: str) -> Room | None:
    return hotel.rooms.select_related("room_type", "hotel").filter(number=number).first()


def uses_of(room: Room, today: date) -> list[RoomUse]:
    """What lies on a room from today on, soonest first; expired holds left out."""
    ahead = inventory.uses(room.hotel).filter(room=room, period__endswith__gt=today)
    return list(ahead.select_related("room_stay__reservation").order_by("period")[:50])
