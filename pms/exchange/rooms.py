"""Rooms as a table. A room is known by its number; what a file leaves out stays as it is."""

from collections.abc import Iterator, Sequence

from hotels.models import Hotel
from pms import inventory
from pms.exchange.reading import Layout, Line, Sheet
from pms.models import Room, RoomType

LAYOUT = Layout(columns=("number", "room_type", "floor", "active", "state"), needed=("number", "room_type"))
YES = ("yes", "true", "1", "si", "sí")
NO = ("no", "false", "0")


def written(hotel: Hotel, sign: str) -> Iterator[list[str]]:
    """The rows of the table, in the order of LAYOUT."""
    for room in hotel.rooms.select_related("room_type").order_by("number").iterator():
        yield [room.number, room.room_type.code, room.floor, "yes" if room.is_active else "no", room.state]


class Rooms:
    """Takes rooms in. See pms.exchange.importing.Kind."""

    together = True

    def __init__(self, hotel: Hotel, sheet: Sheet, key: str, actor: str) -> None:
        self.hotel = hotel
        self.groups: Sequence[Sequence[Line]] = [(line,) for line in sheet.lines]
        self.types = {row.code: row for row in hotel.room_types.all()}
        self.first: dict[str, int] = {}  # the line a number stands in first
        for line in sheet.lines:
            self.first.setdefault(line.cells["number"], line.number)

    def prepare(self) -> None:
        """Nobody gets a room whose type is changing: all types are locked, as a booking locks its own."""
        inventory.lock_types(self.hotel, self.types)

    def look(self, group: Sequence[Line]) -> str:
        return self._planned(group[0])[1]

    def take(self, group: Sequence[Line]) -> str:
        room, becomes = self._planned(group[0])
        if becomes != "same":
            room.save()
        return becomes

    def _planned(self, line: Line) -> tuple[Room, str]:
        """The row as it should be, not saved, and what that is: created, changed or same."""
        number = line.text("number", 16, needed=True)
        if self.first[line.cells["number"]] != line.number:
            raise line.bad("number", "twice", self.first[line.cells["number"]])
        room_type = self._type(line)
        row = self.hotel.rooms.filter(number=number).first()
        wanted = {"room_type_id": room_type.pk, **_given(line)}
        if row is None:
            return Room(hotel=self.hotel, number=number, **wanted), "created"
        other = {name: value for name, value in wanted.items() if getattr(row, name) != value}
        if other.get("is_active") is False and self._is_needed(row):
            raise line.bad("active", "room_is_booked")
        for name, value in other.items():
            setattr(row, name, value)
        return row, "changed" if other else "same"

    def _type(self, line: Line) -> RoomType:
        code = line.text("room_type", 16, needed=True)
        if code not in self.types:
            raise line.bad("room_type", "no_such_type", code)
        return self.types[code]

    def _is_needed(self, room: Room) -> bool:
        """Whether somebody has it from today on."""
        return inventory.uses(self.hotel).filter(room=room, period__endswith__gt=self.hotel.today()).exists()


def _given(line: Line) -> dict[str, object]:
    """What the line says besides number and type. Empty cells of state and use say nothing."""
    found: dict[str, object] = {"floor": line.text("floor", 16)} if line.has("floor") else {}
    if active := line.choice("active", YES + NO):
        found["is_active"] = active in YES
    if state := line.choice("state", Room.State.values):
        found["state"] = state
    return found
