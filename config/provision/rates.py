"""The sections `taxes`, `rate_plans`, `rates`, `restrictions` and `promotions`."""

from decimal import Decimal
from typing import Any, TypeVar

from config.provision import words
from config.provision.rows import Entry, Report, keys, leave, put, refuse_doubles
from config.provision.source import Fields, Node, Wrong
from hotels.models import Hotel
from pms.models import Promotion, Rate, RatePlan, Restriction, RoomType, Tax

Line = TypeVar("Line", Rate, Restriction)


def read_taxes(node: Node) -> list[Entry]:
    """Percentages of the nights, and city taxes by person and night."""

    def read(item: Node) -> Entry:
        fields = item.fields()
        name = fields.need("name", words.text_up_to(40))
        given = _given(fields, "percent", "per_person_night")
        values = {
            "percent": fields.may("percent", words.decimal(0, 100, 3), Decimal(0)),
            "amount": fields.may("per_person_night", words.amount, Decimal(0)),
            "from_age": fields.may("from_age", words.whole(0, 17), 0),
            "max_nights": fields.may("max_nights", words.whole(1, 365), None),
            "included": fields.may("included", words.yes_no, True),
        }
        fields.close()
        if len(given) != 1:
            raise Wrong("must have either percent or per_person_night")
        if given == ["percent"] and (values["from_age"] or values["max_nights"]):
            raise Wrong("has from_age or max_nights, which belong to per_person_night only")
        return Entry(item.line, name, values)

    entries = node.each(read)
    refuse_doubles(node.page, "taxes", entries)
    return entries


def _given(fields: Fields, *names: str) -> list[str]:
    """Which of these keys have a value in the file, right or wrong."""
    nodes = {name: fields.get(name) for name in names}
    return [name for name, node in nodes.items() if node is not None and not node.is_null]


def write_taxes(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    for entry in entries:
        put(report, f"tax {entry.key}", Tax, {"hotel": hotel, "name": entry.key}, entry.values)
    leave(report, "tax", hotel.taxes.values_list("name", flat=True), keys(entries))


def read_rate_plans(node: Node, language: str) -> list[Entry]:
    def read(item: Node) -> Entry:
        fields = item.fields()
        code = fields.need("code", words.code)
        free_until_days, fee = fields.need("cancellation", _cancellation, (None, ""))
        # Changing must not be the cheap way out of a cancellation fee: free as long as cancelling is.
        as_cancelling = (0, "none") if fee == "none" else (free_until_days, "forbidden")
        change_free_until_days, change_fee = fields.may("changes", _changes, as_cancelling)
        values = {
            "name": fields.need("name", words.by_language(language, 120)),
            "includes": fields.may("includes", words.list_of(words.slug), []),
            "free_until_days": free_until_days,
            "fee": fee,
            "change_free_until_days": change_free_until_days,
            "change_fee": change_fee,
            "deposit": fields.may("deposit", words.fee, "none"),
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


def _changes(node: Node) -> tuple[int | None, str]:
    fields = node.fields()
    days = fields.may("free_until_days", words.whole(0, 365), None)
    fee = fields.need("fee", words.change_fee)
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
        values = _nights(fields) | {
            "room_type": fields.need("room_type", words.code),
            "rate_plan": fields.need("rate_plan", words.code),
            "price": fields.need("price", words.amount),
            "weekend_price": fields.may("weekend", words.amount, None),
            "extra_adult": fields.may("extra_adult", words.amount, Decimal(0)),
            "adults_included": fields.may("adults_included", words.whole(1, 50), 2),
            "child_prices": fields.may("children", _child_prices, []),
            "min_stay": fields.may("min_stay", words.whole(1, 365), 1),
            "currency": currency,
        }
        fields.close()
        _check_order(values["first_night"], values["last_night"])
        return Entry(item.line, "", values)

    return node.each(read)


def _nights(fields: Fields) -> dict[str, Any]:
    """Which nights a line is for."""
    return {
        "first_night": fields.need("from", words.day),
        "last_night": fields.need("to", words.day),
        "weekdays": fields.may("weekdays", words.weekdays, []),
    }


def _check_order(first: Any, last: Any) -> None:
    if first and last and first > last:
        raise Wrong(f"is from {first} to {last}: it ends before it starts")


def _child_prices(node: Node) -> list[dict[str, Any]]:
    """Age bands as pms.models.Rate keeps them, the youngest first."""

    def read(item: Node) -> tuple[int, Decimal]:
        fields = item.fields()
        band = fields.need("to_age", words.whole(0, 17), 0), fields.need("price", words.amount, Decimal(0))
        fields.close()
        return band

    bands = node.each(read)
    if len({to_age for to_age, _ in bands}) < len(bands):
        raise Wrong("must have each to_age once")
    return [{"to_age": to_age, "price": str(price)} for to_age, price in sorted(bands)]


def write_rates(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    _write_lines(report, hotel, "rates", Rate, entries)


def read_restrictions(node: Node) -> list[Entry]:
    """When something is not sold, in the order of the file: later lines win."""

    def read(item: Node) -> Entry:
        fields = item.fields()
        rules = {
            "min_stay": fields.may("min_stay", words.whole(1, 365), None),
            "max_stay": fields.may("max_stay", words.whole(1, 365), None),
            "closed_to_arrival": fields.may("closed_to_arrival", words.yes_no, None),
            "closed_to_departure": fields.may("closed_to_departure", words.yes_no, None),
            "stop_sell": fields.may("stop_sell", words.yes_no, None),
        }
        values = _nights(fields) | {
            "room_type": fields.may("room_type", words.code, None),
            "rate_plan": fields.may("rate_plan", words.code, None),
        }
        fields.close()
        _check_order(values["first_night"], values["last_night"])
        if not _given(fields, *rules):
            raise Wrong(f"says nothing; it needs one of {', '.join(rules)}")
        if rules["min_stay"] and rules["max_stay"] and rules["min_stay"] > rules["max_stay"]:
            raise Wrong(f"wants at least {rules['min_stay']} nights and at most {rules['max_stay']}")
        return Entry(item.line, "", values | rules)

    return node.each(read)


def write_restrictions(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    _write_lines(report, hotel, "restrictions", Restriction, entries)


def _write_lines(report: Report, hotel: Hotel, section: str, model: type[Line], entries: list[Entry]) -> None:
    """Replace all lines when any differs: which one wins is a matter of the order of all."""
    room_types = {row.code: row.pk for row in hotel.room_types.all()} | {None: None}
    rate_plans = {row.code: row.pk for row in hotel.rate_plans.all()} | {None: None}
    wanted = []
    for position, entry in enumerate(entries):
        values = entry.values | {"position": position}
        room_type, rate_plan = values.pop("room_type"), values.pop("rate_plan")
        wanted.append(values | {"room_type_id": room_types[room_type], "rate_plan_id": rate_plans[rate_plan]})
    ours = model._default_manager.filter(hotel=hotel)
    existing = list(ours.order_by("position", "id"))
    same = len(existing) == len(wanted) and all(
        all(getattr(row, name) == value for name, value in values.items())
        for row, values in zip(existing, wanted, strict=True)
    )
    if same:
        report.unchanged += len(existing)
        return
    ours.delete()
    model._default_manager.bulk_create(model(hotel=hotel, **values) for values in wanted)
    if existing:
        report.changed.append(f"{section}: {len(existing)} lines replaced by {len(wanted)}")
    else:
        report.created.append(f"{section}: {len(wanted)} lines")


def read_promotions(node: Node, language: str) -> list[Entry]:
    """Discounts. One with a code is found by it, one without by its name."""

    def read(item: Node) -> Entry:
        fields = item.fields()
        code = fields.may("code", words.text_up_to(32), "")
        first, last = fields.may("from", words.day, None), fields.may("to", words.day, None)
        bookable_from, bookable_to = fields.may("bookable", _window, (None, None))
        values: dict[str, Any] = {
            "code": code,
            "name": fields.need("name", words.by_language(language, 120)),
            "percent": fields.need("percent", words.decimal(0, 100, 2)),
            "first_night": first,
            "last_night": last,
            "bookable_from": bookable_from,
            "bookable_to": bookable_to,
            "min_nights": fields.may("min_nights", words.whole(1, 365), 1),
            "days_ahead": fields.may("days_ahead", words.whole(0, 730), 0),
            "room_types": fields.may("room_types", words.list_of(words.code), []),
            "rate_plans": fields.may("rate_plans", words.list_of(words.code), []),
            "is_active": fields.may("active", words.yes_no, True),
        }
        fields.close()
        _check_order(first, last)
        if values["percent"] is not None and not values["percent"]:
            raise Wrong("has a percent of 0, which is no discount")
        return Entry(item.line, code or _title(values["name"], language), values)

    entries = node.each(read)
    refuse_doubles(node.page, "promotions", entries)
    return entries


def _window(node: Node) -> tuple[Any, Any]:
    fields = node.fields()
    first, last = fields.may("from", words.day, None), fields.may("to", words.day, None)
    fields.close()
    _check_order(first, last)
    return first, last


def _title(name: dict[str, str] | None, language: str) -> str:
    """What a promotion without a code is called: its name in the hotel's language, else in another."""
    texts = name or {}
    return texts.get(language) or next((texts[code] for code in sorted(texts)), "")


def write_promotions(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    def key(code: str, name: dict[str, str]) -> tuple[str, str]:
        return code, "" if code else _title(name, hotel.languages[0])

    existing = {key(row.code, row.name): row.pk for row in hotel.promotions.order_by("-id")}
    for entry in entries:
        found = existing.get(key(entry.values["code"], entry.values["name"]))
        put(report, f"promotion {entry.key}", Promotion, {"hotel": hotel, "pk": found}, entry.values)
    hint = "; still in use until it is made inactive in the admin"
    active = hotel.promotions.filter(is_active=True).order_by("id")
    titles = [row.code or _title(row.name, hotel.languages[0]) for row in active]
    leave(report, "promotion", titles, keys(entries), hint)


def check_codes(
    node: Node, slug: str, entries: list[Entry], room_types: set[str] | None, rate_plans: set[str] | None
) -> None:
    """Every line names room types and rate plans of this file or of the hotel as it is.

    None for the codes of a section that has errors itself: they would only be repeated here.
    """
    for name, in_file, model in (("room_type", room_types, RoomType), ("rate_plan", rate_plans, RatePlan)):
        if in_file is None:
            continue
        codes = in_file | set(model._default_manager.filter(hotel__slug=slug).values_list("code", flat=True))
        for entry in entries:
            for code in _named(entry, name):
                if code not in codes:
                    node.page.problem(entry.line, f"{node.path}: there is no {name} {code}.")


def _named(entry: Entry, name: str) -> list[str]:
    """The codes in an entry, of the one it names or of several."""
    one = entry.values.get(name)
    several: list[str] = entry.values.get(f"{name}s", [])
    return several if one is None else [one]
