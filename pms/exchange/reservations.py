"""Takes in reservations that come from another PMS, through the ledger of rooms: no room is sold twice.

Lines with one code are rooms of one reservation, all of which are taken in or none. A reservation is
written once per file and line. One that is there already is never changed: that is done at the desk.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db import IntegrityError, transaction

from hotels.models import Guest, Hotel
from pms import inventory, pricing, reservations
from pms.base import Money, Night, NightPart, Offer, Stay
from pms.catalogue import rate_plan_info, room_type_info
from pms.codes import new_code
from pms.errors import PMSRefused
from pms.exchange.cells import amount_of, day_of
from pms.exchange.errors import BadLine
from pms.exchange.reading import Line, Sheet
from pms.exchange.stays import LAYOUT, Reader, Wanted, code_of, rows_of, said, spread
from pms.models import PartyMember, Reservation, RoomStay
from pms.records import to_json

Known = tuple[str, date, date, int]  # guest, arrival, departure, room type


class Reservations:
    """Takes reservations in. See pms.exchange.importing.Kind."""

    together = False

    def __init__(self, hotel: Hotel, sheet: Sheet, key: str, actor: str) -> None:
        self.hotel = hotel
        self.key = key
        self.actor = actor
        self.reader = Reader(hotel)
        by_code: dict[str, list[Line]] = {}
        for line in sheet.lines:
            try:
                code = code_of(line)
            except BadLine:
                code = ""
            by_code.setdefault(code or f"line {line.number}", []).append(line)
        self.groups: Sequence[Sequence[Line]] = [tuple(lines) for lines in by_code.values()]
        self.known = self._known()
        # Codes that are made meanwhile are found when the reservation is written.
        self.codes = set(Reservation.objects.filter(hotel=hotel).values_list("code", flat=True))

    @cached_property
    def ledger(self) -> "Ledger":
        return Ledger(self.hotel)

    def prepare(self) -> None:
        """Each reservation locks for itself: bookings go on between two of them."""

    def look(self, group: Sequence[Line]) -> str:
        """What would become of it if it were taken in now, after those that were looked at before."""
        if self._is_there(group):
            return "same"
        rooms = self._read(group)
        self._offers(rooms)
        self.ledger.take(rooms, self.reader.today)
        return "created"

    def take(self, group: Sequence[Line]) -> str:
        if Reservation.objects.filter(hotel=self.hotel, key=self._key(group)).exists():
            return "created"  # before a worker died
        if self._is_there(group):
            return "same"
        rooms = self._read(group)
        offers = self._offers(rooms)
        for attempt in (1, 2):
            try:
                with transaction.atomic():
                    self._write(group, rooms, offers)
                break
            except IntegrityError as error:
                # Somebody wrote without our lock, or took the code or key meanwhile: look again once.
                if attempt == 2:
                    raise group[0].bad("", "taken_meanwhile") from error
        return "created"

    def _key(self, group: Sequence[Line]) -> str:
        return f"{self.key}-{group[0].number}"

    def _is_there(self, group: Sequence[Line]) -> bool:
        """Whether the hotel has exactly this. Raises BadLine `code_taken` where it differs."""
        code = code_of(group[0])
        row = reservations.rows(self.hotel).filter(code=code).first() if code in self.codes else None
        if row is None:
            return False
        cells = said(list(rows_of(row, ".")))
        if len(cells) != len(group):
            raise group[0].bad("code", "code_taken", code)
        for line, found in zip(group, cells, strict=True):
            other = [
                name for name in LAYOUT.columns if line.has(name) and not _agree(line, name, found[name])
            ]
            if other:
                raise line.bad(other[0], "code_taken", code)
        return True

    def _read(self, group: Sequence[Line]) -> list[Wanted]:
        rooms = [self.reader.read(line) for line in group]
        for room in rooms:
            if room.booker != rooms[0].booker:
                raise room.line.bad("guest", "other_booker", group[0].number)
        for room in rooms if not code_of(group[0]) else ():
            if found := self.known.get(_known(room.booker.name, room.stay, room.room_type.pk)):
                raise room.line.bad("guest", "twice_booked", found)
        return rooms

    def _known(self) -> dict[Known, str]:
        """Stays that are there, with their codes; without those of this file."""
        rows = RoomStay.objects.filter(hotel=self.hotel).exclude(reservation__key__startswith=f"{self.key}-")
        values = rows.exclude(status__in=reservations.GIVEN_UP).values_list(
            "reservation__guest_name", "stay", "room_type", "reservation__code"
        )
        return {
            _known(name, Stay(stay.lower, stay.upper), room_type): code
            for name, stay, room_type, code in values.iterator()
        }

    def _offers(self, rooms: Sequence[Wanted]) -> list[Offer]:
        offers = [self._offer(room) for room in rooms]
        for room, offer in zip(rooms, offers, strict=True):
            if offer.total.currency != offers[0].total.currency:
                raise room.line.bad("currency", "two_currencies", offer.total.currency)
        return offers

    def _offer(self, room: Wanted) -> Offer:
        """What the room counts as sold as: at the total that is told, else at today's price."""
        if room.total is None:
            found = pricing.load(self.hotel, room.stay).offer(
                room.room_type, room.rate_plan, room.stay, room.occupancy, rooms_left=1
            )
            if not isinstance(found, Offer):
                raise room.line.bad("total", "no_price")
            return found
        total = Money(room.total, room.booker.currency)
        prices = zip(room.stay.dates(), spread(total, room.stay.nights), strict=True)
        return Offer(
            room_type=room_type_info(room.room_type),
            rate_plan=rate_plan_info(room.rate_plan),
            stay=room.stay,
            occupancy=room.occupancy,
            nights=tuple(Night(day, price, (NightPart("base", price),)) for day, price in prices),
            taxes_added=Money(Decimal(0), total.currency),
            total=total,
            rooms_left=1,
        )

    def _write(self, group: Sequence[Line], rooms: Sequence[Wanted], offers: Sequence[Offer]) -> None:
        inventory.lock_types(
            self.hotel, {room.room_type.code for room in rooms}, {room.room.pk for room in rooms if room.room}
        )
        code = code_of(group[0])
        if code and Reservation.objects.filter(hotel=self.hotel, code=code).exists():
            raise group[0].bad("code", "code_taken", code)
        booker = rooms[0].booker
        row = Reservation.objects.create(
            hotel=self.hotel,
            code=code or new_code(),
            key=self._key(group),
            guest=Guest.objects.create(hotel=self.hotel, name=booker.name),
            guest_name=booker.name,
            email=booker.email,
            phone=booker.phone,
            fees=sum((room.change_fees for room in rooms), Decimal(0)),
            total=0,
            currency=offers[0].total.currency,
            remarks=booker.remarks,
            arrival_time=booker.arrival_time,
            source=booker.source,
        )
        stays = [_stay(row, room, offer) for room, offer in zip(rooms, offers, strict=True)]
        # Who names a room comes first: else somebody who does not might get it.
        for room, stay in sorted(zip(rooms, stays, strict=True), key=lambda pair: pair[0].room is None):
            if room.needs_room:
                self._occupy(room, stay)
        if booker.phone or booker.email:
            PartyMember.objects.create(
                hotel=self.hotel,
                reservation=row,
                guest=row.guest,
                name=booker.name,
                phone=booker.phone,
                email=booker.email,
                may_change=True,
            )
        reservations.settle(row)
        reservations.note(row, "imported", self.actor, key=row.key)

    def _occupy(self, wanted: Wanted, stay: RoomStay) -> None:
        nights = wanted.use(self.reader.today)
        need = inventory.Need(wanted.room_type.pk, nights, wanted.room.pk if wanted.room else None)
        try:
            found = inventory.assign(self.hotel, [need])[0]
        except PMSRefused as error:
            raise _none_left(wanted) from error
        if wanted.room and found.pk != wanted.room.pk:
            raise _none_left(wanted)
        inventory.occupy(found, stay, nights)


def _stay(row: Reservation, room: Wanted, offer: Offer) -> RoomStay:
    return RoomStay.objects.create(
        hotel_id=row.hotel_id,
        reservation=row,
        room_type=room.room_type,
        rate_plan=room.rate_plan,
        stay=(room.stay.arrival, room.stay.departure),
        adults=room.occupancy.adults,
        children_ages=list(room.occupancy.children_ages),
        status=room.status,
        total=offer.total.amount,
        terms=to_json(offer),
        cancellation_fee=None if room.needs_room else room.cancellation_fee,
    )


def _none_left(wanted: Wanted) -> BadLine:
    if wanted.room:
        return wanted.line.bad("room", "room_taken", wanted.room.number)
    return wanted.line.bad("room_type", "sold_out", wanted.room_type.code)


def _known(name: str, stay: Stay, room_type: int) -> Known:
    return (name.casefold(), stay.arrival, stay.departure, room_type)


def _agree(line: Line, column: str, found: str) -> bool:
    """Whether a cell says what the hotel has, however it is written, or nothing."""
    cell = line.cells[column].strip()
    if cell in ("", found):
        return True
    if column == "code":
        return code_of(line) == found
    if column in LAYOUT.days:
        return day_of(cell) == day_of(found)
    if column in LAYOUT.amounts:
        return amount_of(cell, line.sign) == (amount_of(found, ".") or Decimal(0))
    return cell.split() == found.split()


class Ledger:
    """The uses of rooms with those of a file in mind, to look without writing."""

    def __init__(self, hotel: Hotel) -> None:
        self.rooms: defaultdict[int, list[int]] = defaultdict(list)  # active ones by type
        for pk, room_type in hotel.rooms.filter(is_active=True).values_list("pk", "room_type"):
            self.rooms[room_type].append(pk)
        self.taken: defaultdict[int, list[tuple[date, date]]] = defaultdict(list)
        uses = inventory.uses(hotel).order_by("period")
        for room, period in uses.values_list("room", "period").iterator():
            self.taken[room].append((period.lower, period.upper))

    def take(self, rooms: Sequence[Wanted], today: date) -> None:
        """Give each a room as the import would, or nobody any. Raises BadLine `room_taken`, `sold_out`."""
        given: list[tuple[int, tuple[date, date]]] = []
        try:
            for wanted in sorted(rooms, key=lambda room: room.room is None):
                if not wanted.needs_room:
                    continue
                nights = wanted.use(today)
                choice = [wanted.room.pk] if wanted.room else self.rooms[wanted.room_type.pk]
                free = [room for room in choice if self._is_free(room, nights)]
                if not free:
                    raise _none_left(wanted)
                room = min(free, key=lambda each: self._before(each, nights))
                period = (nights.arrival, nights.departure)
                self.taken[room].insert(bisect(self.taken[room], period), period)
                given.append((room, period))
        except BadLine:
            for room, period in given:
                self.taken[room].remove(period)
            raise

    def _is_free(self, room: int, nights: Stay) -> bool:
        taken = self.taken[room]
        place = bisect(taken, (nights.arrival, nights.arrival))
        before = taken[place - 1] if place else None
        after = taken[place] if place < len(taken) else None
        return not (before and before[1] > nights.arrival) and not (after and after[0] < nights.departure)

    def _before(self, room: int, nights: Stay) -> int:
        """Free nights before it: short gaps are filled first."""
        place = bisect(self.taken[room], (nights.arrival, nights.arrival))
        return (nights.arrival - self.taken[room][place - 1][1]).days if place else inventory.NEAR.days
