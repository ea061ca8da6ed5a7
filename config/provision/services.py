"""The sections `resources` and `services`."""

from typing import Any

from config.provision import words
from config.provision.rows import Entry, Report, keys, leave, put, refuse_doubles
from config.provision.source import Fields, Node
from hotels.models import Hotel
from pms.models import Resource, Service
from pms.requests import DEPARTMENTS


def read_resources(node: Node) -> list[Entry]:
    """What services need and of which there is only so much."""

    def read(item: Node) -> Entry:
        fields = item.fields()
        code = fields.need("code", words.code)
        values = {
            "name": fields.may("name", words.text_up_to(120), ""),
            "seats": fields.may("seats", words.whole(1, 1_000), 1),
        }
        fields.close()
        return Entry(item.line, code, values)

    entries = node.each(read)
    refuse_doubles(node.page, "resources", entries)
    return entries


def write_resources(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    for entry in entries:
        put(report, f"resource {entry.key}", Resource, {"hotel": hotel, "code": entry.key}, entry.values)
    existing = hotel.resources.filter(is_active=True).values_list("code", flat=True)
    leave(
        report,
        "resource",
        existing,
        keys(entries),
        hint="; still used until it is made inactive in the admin",
    )


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
        "per_person": fields.may("per_person", words.yes_no, False),
        "minutes": fields.may("minutes", words.whole(1, 1_440), None),
        "places": fields.may("places", words.whole(1, 1_000), 1),
        "resources": fields.may("resources", words.list_of(words.code), []),
        "opens": opens,
        "closes": closes,
        "weekdays": fields.may("weekdays", words.weekdays, []),
        "step_minutes": fields.may("step_minutes", words.whole(5, 1_440), 30),
        "buffer_before": fields.may("buffer_before", words.whole(0, 1_440), 0),
        "buffer_after": fields.may("buffer_after", words.whole(0, 1_440), 0),
        "notice_hours": fields.may("notice_hours", words.whole(0, 8_760), 0),
        "department": fields.may("department", words.choice(*DEPARTMENTS), ""),
    }


def check_services(node: Node, slug: str, entries: list[Entry], resources: set[str] | None) -> None:
    """Every service names resources of this file or of the hotel as it is.

    None for the codes of a section that has errors itself: they would only be repeated here.
    """
    if resources is None:
        return
    known = resources | set(Resource.objects.filter(hotel__slug=slug).values_list("code", flat=True))
    for entry in entries:
        for code in entry.values["resources"]:
            if code not in known:
                node.page.problem(entry.line, f"services: there is no resource {code}.")


def write_services(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    for entry in entries:
        values = dict(entry.values)
        wanted = set(hotel.resources.filter(code__in=values.pop("resources")))
        row = put(report, f"service {entry.key}", Service, {"hotel": hotel, "code": entry.key}, values)
        if set(row.resources.all()) != wanted:
            row.resources.set(wanted)
            if f"service {entry.key}" not in report.created:
                report.changed.append(f"service {entry.key}: resources")
    leave(report, "service", hotel.services.values_list("code", flat=True), keys(entries))
