"""The sections `pms` and `room_types`."""

from typing import Any

from config.provision import words
from config.provision.rows import Entry, Report, keys, leave, put, refuse_doubles
from config.provision.source import Node, Wrong
from hotels.models import Hotel
from pms.models import PMSLink, Room, RoomType
from pms.resilience import forget


def read_pms(node: Node) -> Entry:
    """Which PMS, and how it is reached."""
    fields = node.fields()
    kind = fields.need("kind", words.choice(*PMSLink.Kind.values))
    values: dict[str, Any] = {"kind": kind, "url": "", "credentials": {}, "options": {}}
    if kind == PMSLink.Kind.QLOAPPS:
        values["url"] = fields.need("url", words.web_address)
        values["credentials"] = {"key": fields.need("key", words.secret)}
        if number := fields.may("property_id", words.whole(1, 999_999_999), 0):
            values["options"] = {"property_id": number}
    if kind:
        fields.close()
    return Entry(node.line, kind, values)


def write_pms(report: Report, hotel: Hotel, entry: Entry) -> None:
    put(report, f"PMS {entry.key}", PMSLink, {"hotel": hotel}, entry.values)
    forget(hotel)  # what was known of the PMS before may not be of this one


def read_room_types(node: Node, language: str) -> list[Entry]:
    """Room types with the numbers of their rooms; the order in the file is the order guests see."""

    def read(item: Node) -> Entry:
        fields = item.fields()
        code = fields.need("code", words.code)
        adults, children, total = fields.need("capacity", _capacity, (1, 0, 1))
        values = {
            "name": fields.need("name", words.by_language(language, 120)),
            "description": fields.may("description", words.by_language(language, 2_000), {}),
            "max_adults": adults,
            "max_children": children,
            "max_total": total,
            "rooms": fields.need("rooms", words.list_of(words.text_up_to(16))),
        }
        fields.close()
        return Entry(item.line, code, values)

    entries = node.each(read)
    refuse_doubles(node.page, "room_types", entries)
    _refuse_rooms_of_two_types(node, entries)
    return entries


def _capacity(node: Node) -> tuple[int, int, int]:
    fields = node.fields()
    adults = fields.need("adults", words.whole(1, 50))
    children = fields.may("children", words.whole(0, 50), 0)
    total = fields.may("total", words.whole(1, 100), (adults or 1) + (children or 0))
    fields.close()
    if None not in (adults, children, total) and not adults <= total <= adults + children:
        raise Wrong(f"must have a total from {adults} (adults) to {adults + children} (adults and children)")
    return adults, children, total


def _refuse_rooms_of_two_types(node: Node, entries: list[Entry]) -> None:
    first: dict[str, str] = {}
    for entry in entries:
        for number in entry.values["rooms"]:
            if first.setdefault(number, entry.key) != entry.key:
                node.page.problem(entry.line, f"room_types: room {number} is in {first[number]} already.")


def write_room_types(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    numbers: list[str] = []
    for position, entry in enumerate(entries):
        values = entry.values | {"position": position}
        rooms = values.pop("rooms")
        find = {"hotel": hotel, "code": entry.key}
        row = put(report, f"room type {entry.key}", RoomType, find, values)
        for number in rooms:
            put(report, f"room {number}", Room, {"hotel": hotel, "number": number}, {"room_type": row})
        numbers += rooms
    leave(report, "room type", hotel.room_types.values_list("code", flat=True), keys(entries))
    existing = hotel.rooms.filter(is_active=True).values_list("number", flat=True)
    leave(report, "room", existing, numbers, hint="; still sold until it is made inactive in the admin")
