"""A whole file: every section read, checked against the database, and written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from config.provision import agents, channels, house, people, rates, rooms, services
from config.provision.rows import Entry, Report
from config.provision.source import Fields, Node, Page
from hotels.models import Hotel
from hotels.remembered import changed


@dataclass
class Plan:
    """What one file asks for. `entries` has the sections that the file has; the others stay as they are."""

    page: Page
    hotel: Entry | None = None
    tier: str = "standard"
    entries: dict[str, Any] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    spoilt: set[str] = field(default_factory=set)

    @property
    def slug(self) -> str:
        return self.hotel.key if self.hotel and self.hotel.key else ""

    def codes(self, section: str) -> set[str] | None:
        """The keys of a section, None when it has errors."""
        if section in self.spoilt:
            return None
        return {entry.key for entry in self.entries.get(section, [])}


def read_plan(page: Page, root: Node | None) -> Plan:
    """Read every section; what is wrong is on the page afterwards."""
    plan = Plan(page)
    if root is not None:
        fields = root.attempt(Node.fields)
        if fields is not None:
            _read_sections(plan, fields)
            fields.close()
    return plan


def _read_sections(plan: Plan, fields: Fields) -> None:
    plan.hotel = fields.need("hotel", house.read_hotel)
    values = plan.hotel.values if plan.hotel else {}
    language = (values.get("languages") or ["en"])[0] or "en"
    currency = values.get("currency") or ""
    _read_tier(plan, fields.get("tier"), values)
    readers: dict[str, Callable[[Node], Any]] = {
        "facts": lambda node: house.read_facts(node, language, currency),
        "staff": people.read_staff,
        "api_keys": people.read_api_keys,
        "channels": channels.read_channels,
        "pms": rooms.read_pms,
        "taxes": rates.read_taxes,
        "room_types": lambda node: rooms.read_room_types(node, language),
        "rate_plans": lambda node: rates.read_rate_plans(node, language),
        "rates": lambda node: rates.read_rates(node, currency),
        "restrictions": rates.read_restrictions,
        "promotions": lambda node: rates.read_promotions(node, language),
        "resources": services.read_resources,
        "services": lambda node: services.read_services(node, language, currency),
        "knowledge": lambda node: house.read_knowledge(node, language),
        "agents": agents.read_agents,
        "flags": agents.read_flags,
    }
    for section, read in readers.items():
        if (node := fields.get(section)) is None:
            continue
        before = len(plan.page.problems)
        plan.nodes[section] = node
        plan.entries[section] = node.attempt(read)
        if len(plan.page.problems) > before:
            plan.spoilt.add(section)


def _read_tier(plan: Plan, node: Node | None, values: dict[str, Any]) -> None:
    """The tier stands in `hotel` or beside it."""
    inside = values.pop("tier", "")
    beside = node.attempt(house.tier_code) if node is not None else ""
    if node is not None and inside and beside and inside != beside:
        plan.page.problem(node.line, f"tier is {beside} here and {inside} in hotel; one of them is wrong.")
    plan.tier = inside or beside or "standard"


def check(plan: Plan) -> None:
    """Look for what only the database can tell; what is wrong is on the page afterwards."""
    entries, nodes = plan.entries, plan.nodes
    if "channels" in nodes:
        channels.check_channels(nodes["channels"], plan.slug, entries["channels"] or [])
    if "api_keys" in nodes:
        people.check_api_keys(nodes["api_keys"], plan.slug, entries["api_keys"] or [])
    for section in ("rates", "restrictions", "promotions"):
        if section in nodes:
            codes = plan.codes("room_types"), plan.codes("rate_plans")
            rates.check_codes(nodes[section], plan.slug, entries[section] or [], *codes)
    if "services" in nodes:
        resources = plan.codes("resources")
        services.check_services(nodes["services"], plan.slug, entries["services"] or [], resources)


def write(plan: Plan) -> Report:
    """Write the sections that the file has; the caller holds the transaction."""
    assert plan.hotel is not None
    report = Report(plan.page.file, plan.hotel.values["name"])
    hotel = house.write_hotel(report, plan.hotel, plan.tier)
    writers: dict[str, Callable[[Report, Hotel, Any], None]] = {
        "facts": house.write_facts,
        "staff": people.write_staff,
        "api_keys": people.write_api_keys,
        "channels": channels.write_channels,
        "pms": rooms.write_pms,
        "taxes": rates.write_taxes,
        "room_types": rooms.write_room_types,
        "rate_plans": rates.write_rate_plans,
        "rates": rates.write_rates,
        "restrictions": rates.write_restrictions,
        "promotions": rates.write_promotions,
        "resources": services.write_resources,
        "services": services.write_services,
        "knowledge": house.write_knowledge,
        "flags": agents.write_flags,
        "agents": agents.write_agents,
    }
    for section, write_section in writers.items():
        if section in plan.entries:
            write_section(report, hotel, plan.entries[section])
    report.audit(hotel)
    changed(hotel.pk)
    return report
