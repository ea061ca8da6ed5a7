"""The sections `pms`, `taxes`, `room_types`, `rate_plans`, `rates` and `services`."""

from decimal import Decimal
from typing import Any

from config.provision import words
from config.provision.rows import Entry, Report, keys, leave, put, refuse_doubles
from config.provision.source import Fields, Node, Wrong
from hotels.models import Hotel
from pms.models import PMSLink, Rate, RatePlan, Room, RoomType, Service, Tax


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
    if entry.key != PMSLink.Kind.BUILTIN:
        report.notes.append(f"PMS {entry.key} is stored, but this version serves the builtin one only")


def read_taxes(node: Node) -> list[Entry]:
    def read(item: Node) -> Entry:
        fields = item.fields()
        name = fields.need("name", words.text_up_to(40))
        values = {
            "percent": fields.need("percent", words.decimal(0, 100, 3)),
            "included": fields.may("included", words.yes_no, True),
        }
        fields.close()
        return Entry(item.line, name, values)

    entries = node.each(read)
    refuse_doubles(node.page, "taxes", entries)
    return entries


def write_taxes(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    for entry in entries:
        put(report, f"tax {entry.key}", Tax, {"hotel": hotel, "name": entry.key}, entry.values)
    leave(report, "tax", hotel.taxes.values_list("name", flat=True), keys(entries))


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


def read_rate_plans(node: Node, language: str) -> list[Entry]:
    def read(item: Node) -> Entry:
        fields = item.fields()
        code = fields.need("code", words.code)
        free_until_days, fee = fields.need("cancellation", _cancellation, (None, ""))
        values = {
            "name": fields.need("name", words.by_language(language, 120)),
            "includes": fields.may("includes", words.list_of(words.slug), []),
            "free_until_days": free_until_days,
            "fee": fee,
        }
        fields.close()
        return Entry(item.line, code, values)

    entries = node.each(read)
    refuse_doubles(node.page, "rate_plans", entries)
    return entries


def _cancellation(node: Node) -> tuple[int | None, str]:
    fields = node.fields()
    days = fields.may("free_until_days", words.whole(0, 365), None)
    fee = fields.need("fee", words.fee)
    fields.close()
    return days, fee


def write_rate_plans(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    for position, entry in enumerate(entries):
        values = entry.values | {"position": position}
        put(report, f"rate plan {entry.key}", RatePlan, {"hotel": hotel, "code": entry.key}, values)
    leave(report, "rate plan", hotel.rate_plans.values_list("code", flat=True), keys(entries))


def read_rates(node: Node, currency: str) -> list[Entry]:
    """Prices per night, in the order of the file: later lines win."""

    def read(item: Node) -> Entry:
        fields = item.fields()
        first, last = fields.need("from", words.day), fields.need("to", words.day)
        values = {
            "room_type": fields.need("room_type", words.code),
            "rate_plan": fields.need("rate_plan", words.code),
            "first_night": first,
            "last_night": last,
            "price": fields.need("price", words.amount),
            "weekend_price": fields.may("weekend", words.amount, None),
            "extra_adult": fields.may("extra_adult", words.amount, Decimal(0)),
            "min_stay": fields.may("min_stay", words.whole(1, 365), 1),
            "currency": currency,
        }
        fields.close()
        if first and last and first > last:
            raise Wrong(f"is from {first} to {last}: it ends before it starts")
        return Entry(item.line, "", values)

    return node.each(read)


def check_rates(
    node: Node, slug: str, entries: list[Entry], room_types: set[str] | None, rate_plans: set[str] | None
) -> None:
    """Every rate names a room type and a rate plan of this file or of the hotel as it is.

    None for the codes of a section that has errors itself: they would only be repeated here.
    """
    for name, in_file, model in (("room_type", room_types, RoomType), ("rate_plan", rate_plans, RatePlan)):
        if in_file is None:
            continue
        codes = in_file | set(model._default_manager.filter(hotel__slug=slug).values_list("code", flat=True))
        for entry in entries:
            if entry.values[name] not in codes:
                node.page.problem(entry.line, f"rates: there is no {name} {entry.values[name]}.")


def write_rates(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    """Replace all rates when any differs: which line wins is a matter of the order of all."""
    room_types = {row.code: row.pk for row in hotel.room_types.all()}
    rate_plans = {row.code: row.pk for row in hotel.rate_plans.all()}
    wanted = []
    for position, entry in enumerate(entries):
        values = entry.values | {"position": position}
        room_type, rate_plan = values.pop("room_type"), values.pop("rate_plan")
        wanted.append(values | {"room_type_id": room_types[room_type], "rate_plan_id": rate_plans[rate_plan]})
    existing = list(hotel.rates.order_by("position", "id"))
    same = len(existing) == len(wanted) and all(
        all(getattr(row, name) == value for name, value in values.items())
        for row, values in zip(existing, wanted, strict=True)
    )
    if same:
        report.unchanged += len(existing)
        return
    hotel.rates.all().delete()
    Rate.objects.bulk_create(Rate(hotel=hotel, **values) for values in wanted)
    if existing:
        report.changed.append(f"rates: {len(existing)} lines replaced by {len(wanted)}")
    else:
        report.created.append(f"rates: {len(wanted)} lines")


def read_services(node: Node, language: str, currency: str) -> list[Entry]:
    def read(item: Node) -> Entry:
        fields = item.fields()
        code = fields.need("code", words.code)
        values = _service(fields, language, currency)
        fields.close()
        return Entry(item.line, code, values)

    entries = node.each(read)
    refuse_doubles(node.page, "services", entries)
    return entries


def _service(fields: Fields, language: str, currency: str) -> dict[str, Any]:
    price = fields.may("price", words.amount, None)
    opens, closes = fields.may("open", words.opening, ("", ""))
    return {
        "kind": fields.may("kind", words.choice("appointment", "request"), "appointment"),
        "name": fields.need("name", words.by_language(language, 120)),
        "price": price,
        "currency": "" if price is None else currency,
        "minutes": fields.may("minutes", words.whole(1, 1_440), None),
        "places": fields.may("places", words.whole(1, 1_000), 1),
        "opens": opens,
        "closes": closes,
    }


def write_services(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    for entry in entries:
        put(report, f"service {entry.key}", Service, {"hotel": hotel, "code": entry.key}, entry.values)
    leave(report, "service", hotel.services.values_list("code", flat=True), keys(entries))
