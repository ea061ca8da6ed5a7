"""The sections `hotel`, `tier`, `facts` and `knowledge`."""

from typing import Any

from django.utils.text import slugify

from config.provision import words
from config.provision.rows import Entry, Report, keys, leave, put, refuse_doubles
from config.provision.source import Fields, Node, Wrong
from hotels.models import Hotel, HouseFact, Knowledge, Tier, in_language
from hotels.seasons import Season, WrongSeason, refuse_overlap

# What a tier that is not in the database yet starts with; edited in the admin afterwards.
TIERS: dict[str, dict[str, Any]] = {
    "free": {"name": "Free", "turns_per_day": 200, "model_cost_per_day": 2, "priority": 9},
    "standard": {"name": "Standard", "turns_per_day": 2_000, "model_cost_per_day": 20, "priority": 5},
    "premium": {"name": "Premium", "turns_per_day": 20_000, "model_cost_per_day": 200, "priority": 1},
}
tier_code = words.choice(*TIERS)


def read_hotel(node: Node) -> Entry:
    """The hotel itself; its slug is the key."""
    fields = node.fields()
    slug = fields.need("slug", words.slug)
    languages = fields.need("languages", _languages)
    language = languages[0] if languages else "en"
    latitude, longitude = fields.may("location", _location, (None, None))
    start, end = fields.may("reception_hours", _hours, (None, None))
    values = {
        "name": fields.need("name", words.text_up_to(120)),
        "timezone": fields.need("timezone", words.timezone),
        "currency": fields.need("currency", words.currency),
        "languages": languages,
        "email": fields.may("email", words.email, ""),
        "phone": fields.may("phone", words.phone, ""),
        "website": fields.may("website", words.web_address, ""),
        "address": fields.may("address", words.text, ""),
        "latitude": latitude,
        "longitude": longitude,
        "check_in": fields.may("check_in", words.clock, Hotel._meta.get_field("check_in").default),
        "check_out": fields.may("check_out", words.clock, Hotel._meta.get_field("check_out").default),
        "reception_from": start or Hotel._meta.get_field("reception_from").default,
        "reception_to": end or Hotel._meta.get_field("reception_to").default,
        "emergency_phone": fields.may("emergency_phone", words.short_number, ""),
        "burst_seconds": fields.may("burst_seconds", words.whole(0, 15), 3),
        "allowed_hosts": fields.may("allowed_hosts", words.list_of(words.host), []),
        "disclosure": fields.may("disclosure", words.by_language(language, 500), {}),
        "tier": fields.may("tier", tier_code, ""),
    }
    fields.close()
    return Entry(node.line, slug, values)


def _languages(node: Node) -> list[str]:
    found = words.list_of(words.language)(node)
    if not found:
        raise Wrong("must name at least one language")
    return found


def _location(node: Node) -> tuple[Any, Any]:
    fields = node.fields()
    place = (
        fields.need("latitude", words.decimal(-90, 90, 6)),
        fields.need("longitude", words.decimal(-180, 180, 6)),
    )
    fields.close()
    return place


def _hours(node: Node) -> tuple[Any, Any]:
    fields = node.fields()
    hours = fields.need("from", words.clock), fields.need("to", words.clock)
    fields.close()
    return hours


def write_hotel(report: Report, entry: Entry, tier: str) -> Hotel:
    """The hotel with its tier, which is made when there is none of that code yet."""
    row, created = Tier.objects.get_or_create(code=tier, defaults=TIERS[tier])
    if created:
        report.created.append(f"tier {tier}")
    return put(report, f"hotel {entry.key}", Hotel, {"slug": entry.key}, entry.values | {"tier": row})


def read_facts(node: Node, language: str, currency: str) -> list[Entry]:
    """What is true of the house, by key."""
    found = []
    for key, member in node.fields():
        before = len(node.page.problems)
        values = member.attempt(lambda member: _fact(member.fields(), language, currency))
        if slugify(key) != key or len(key) > 50:
            node.page.problem(member.line, f"{member.path} may hold small letters, digits and dashes only.")
        if len(node.page.problems) == before:
            found.append(Entry(member.line, key, values))
    return found


def _fact(fields: Fields, language: str, currency: str) -> dict[str, Any]:
    start, end = fields.may("season", _season, ("", ""))
    price = fields.may("price", words.amount, None)
    seasons = fields.may("seasons", lambda node: _seasons(node, language), [])
    if start and seasons:
        raise Wrong("has both season and seasons; one is enough")
    priced = price is not None or any(season["price"] for season in seasons)
    values: dict[str, Any] = {
        "answer": fields.need("answer", words.answer),
        "text": fields.may("text", words.by_language(language, 1_000), {}),
        "season_from": start,
        "season_to": end,
        "price": price,
        "currency": currency if priced else "",
        "per": fields.may("per", words.text_up_to(32), ""),
        "seasons": seasons,
    }
    fields.close()
    return values


def _season(node: Node) -> tuple[str, str]:
    fields = node.fields()
    season = fields.need("from", words.month_day), fields.need("to", words.month_day)
    fields.close()
    return season


def _seasons(node: Node, language: str) -> list[dict[str, Any]]:
    """Where parts of the year differ from the rest of the fact."""

    def read(item: Node) -> Season:
        fields = item.fields()
        season = Season(
            fields.need("from", words.month_day),
            fields.need("to", words.month_day),
            fields.may("answer", words.answer, "yes"),
            fields.may("text", words.by_language(language, 1_000), {}),
            fields.may("price", words.amount, None),
            fields.may("per", words.text_up_to(32), ""),
        )
        fields.close()
        return season

    seasons = node.each(read)
    try:
        refuse_overlap(seasons)
    except WrongSeason as error:
        raise Wrong(f"cannot be: {str(error).rstrip('.')}") from error
    return [season.dump() for season in seasons]


def write_facts(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    for entry in entries:
        put(report, f"fact {entry.key}", HouseFact, {"hotel": hotel, "key": entry.key}, entry.values)
    leave(report, "fact", hotel.facts.values_list("key", flat=True), keys(entries))


def read_knowledge(node: Node, language: str) -> list[Entry]:
    """Passages about the house; the key is `key` or made of the title."""

    def read(item: Node) -> Entry:
        fields = item.fields()
        title = fields.need("title", words.by_language(language, 200))
        text = fields.need("text", words.by_language(language, 20_000))
        made = slugify(in_language(title or {}, language) or "")[:80].strip("-")
        key = fields.may("key", words.slug, made)
        fields.close()
        if title and not key:
            raise Wrong("has a title without latin letters, so it needs a key of its own")
        return Entry(item.line, key, {"title": title, "text": text})

    entries = node.each(read)
    refuse_doubles(node.page, "knowledge", entries)
    return entries


def write_knowledge(report: Report, hotel: Hotel, entries: list[Entry]) -> None:
    for entry in entries:
        find = {"hotel": hotel, "key": entry.key}
        put(report, f"knowledge {entry.key}", Knowledge, find, entry.values)
    leave(report, "knowledge", hotel.knowledge.values_list("key", flat=True), keys(entries))
