"""The hotel a shop sells: rooms, prices, services, rules, read from a description or the demo house."""

from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

DEMO_KEY = "SANDBOXQLOAPPSDEMOKEY00000000001"  # a web service key has 32 characters
HOTEL_ID = 1


class BadHouse(ValueError):
    """The description cannot be a house; nothing was changed."""


class Words(dict[int, str]):
    """A text by language id."""


@dataclass(slots=True)
class Language:
    id: int
    name: str
    iso_code: str


@dataclass(slots=True)
class Currency:
    id: int
    name: str
    iso_code: str
    conversion_rate: Decimal = Decimal(1)  # so many of it for one of the shop's default currency


@dataclass(slots=True)
class Room:
    id: int
    room_type: int
    number: str
    status: int = 1  # 1 active, 2 inactive
    floor: str = "1"


@dataclass(slots=True)
class RoomType:
    id: int
    name: Words
    description: Words
    price: Decimal  # a night, without tax
    adults: int = 2
    children: int = 2
    max_adults: int = 2
    max_children: int = 2
    max_guests: int = 4
    min_los: int = 1
    max_los: int = 0  # 0 = none
    active: bool = True


@dataclass(slots=True)
class Service:
    id: int
    name: Words
    price: Decimal  # without tax
    per_day: bool = False
    auto_add: bool = False
    with_room: bool = True  # False: the website adds it to the booking, and the API never does
    many: bool = False  # whether more than one may be ordered


@dataclass(slots=True)
class RefundRule:
    id: int
    name: Words
    description: Words
    days: Decimal
    payment_type: int = 2  # 1 amount, 2 percentage
    deduction_full: Decimal = Decimal(0)
    deduction_advance: Decimal = Decimal(0)


@dataclass(slots=True)
class Address:
    name: str = "Casa Marea"
    address: str = "12 Harbour Walk"
    city: str = "Port Sandbox"
    zipcode: str = "33101"
    email: str = "front.desk@casamarea.example"
    phone: str = "+12025550110"
    check_in: str = "12:00"
    check_out: str = "11:00"
    policies: str = "<p>No smoking indoors. Pets up to 10 kg are welcome.</p>"
    active_refund: bool = True


@dataclass(slots=True)
class House:
    key: str
    hotel: Address
    languages: list[Language]
    currencies: list[Currency]  # the first is the shop's default
    timezone: str
    tax_percent: Decimal
    room_types: dict[int, RoomType]
    rooms: dict[int, Room]
    services: dict[int, Service]
    refund_rules: list[RefundRule]
    phone_required: bool = True
    first_state: int = 1  # another shop's order states may be numbered otherwise
    grants: dict[str, list[str]] = field(default_factory=dict)  # empty: everything
    choose_seconds: float = 0.05  # a POST lies up to so long between choosing a room and looking again
    write_seconds: float = 0.004  # and so long between looking again and writing
    version: str = "1.7"  # or "1.6"
    keeps_back_orders: bool = False  # who loses the last room waits for one, instead of being cancelled

    @property
    def adults_field(self) -> str:
        """What a room of `bookings` says the number of adults with."""
        return "adult" if self.version == "1.6" else "adults"

    def rooms_of(self, room_type: int) -> list[Room]:
        return [room for room in self.rooms.values() if room.room_type == room_type and room.status == 1]


DEMO: dict[str, Any] = {
    "languages": ["en"],
    "currency": "USD",
    "timezone": "America/New_York",
    "tax_percent": 4,
    "fee_per_night": 250,
    "room_types": [
        {"name": "Garden Room", "price": 1000, "description": "<p>Ground floor, <b>two beds</b>.</p>"},
        {"name": "Harbour Room", "price": 1500, "description": "<p>A balcony over the boats.</p>"},
        {"name": "Lantern Suite", "price": 2000, "description": "<p>Two rooms &amp; a bath tub.</p>"},
        {"name": "Roof Suite", "price": 2500, "description": "<p>The whole top floor.</p>"},
    ],
    "refund_rules": [
        {"name": "Two days before", "days": 2, "deduction_full": 0, "deduction_advance": 0},
        {"name": "Later", "days": 0, "deduction_full": 50, "deduction_advance": 50},
    ],
}
KNOWN = {
    "hotel", "room_types", "tax_percent", "fee_per_night", "languages", "currency", "currencies", "timezone",
    "key", "grants", "refund_rules", "services", "phone_required", "first_state", "choose_seconds",
    "write_seconds", "version", "keeps_back_orders",
}  # fmt: skip


def read_house(description: dict[str, Any]) -> House:
    """Return the house described; what is not said is as in the demo house. Raise BadHouse."""
    if unknown := set(description) - KNOWN:
        raise BadHouse(f"Unknown: {', '.join(sorted(unknown))}. Known: {', '.join(sorted(KNOWN))}.")
    try:
        return build({**DEMO, **description})
    except (InvalidOperation, KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadHouse(f"This house cannot be built: {error!r}") from error


def build(wanted: dict[str, Any]) -> House:
    languages = [
        Language(number, code.upper(), code) if isinstance(code, str) else Language(**code)
        for number, code in enumerate(wanted["languages"], 1)
    ]
    key = str(wanted.get("key", DEMO_KEY))
    if len(key) != 32:
        raise ValueError("a key has 32 characters")
    ZoneInfo(wanted["timezone"])
    room_types, rooms = read_rooms(wanted["room_types"], languages)
    return House(
        key=key,
        hotel=replace(Address(), **wanted.get("hotel", {})),
        languages=languages,
        currencies=read_currencies(wanted),
        timezone=wanted["timezone"],
        tax_percent=decimal(wanted["tax_percent"]),
        room_types=room_types,
        rooms=rooms,
        services=read_services(wanted, languages, len(room_types) + 1),
        refund_rules=[
            read_rule(number, rule, languages) for number, rule in enumerate(wanted["refund_rules"], 1)
        ],
        phone_required=bool(wanted.get("phone_required", True)),
        first_state=int(wanted.get("first_state", 1)),
        grants={name: list(verbs) for name, verbs in wanted.get("grants", {}).items()},
        choose_seconds=float(wanted.get("choose_seconds", 0.05)),
        write_seconds=float(wanted.get("write_seconds", 0.004)),
        version=str(wanted.get("version", "1.7")),
        keeps_back_orders=bool(wanted.get("keeps_back_orders")),
    )


def read_rooms(
    wanted: list[dict[str, Any]], languages: list[Language]
) -> tuple[dict[int, RoomType], dict[int, Room]]:
    """Read room types; `rooms` is their number (5) or a list of {id, number, status, floor}."""
    types: dict[int, RoomType] = {}
    rooms: dict[int, Room] = {}
    for position, each in enumerate(wanted, 1):
        about = dict(each)
        id = int(about.pop("id", position))
        listed = about.pop("rooms", 5)
        if isinstance(listed, int):
            listed = [{"number": f"{position}{count:02}"} for count in range(1, listed + 1)]
        for room in listed:
            number = int(room.get("id", len(rooms) + 1))
            rooms[number] = Room(**{**room, "id": number, "room_type": id, "number": str(room["number"])})
        about["name"] = words(about.get("name", f"Room type {id}"), languages)
        about["description"] = words(about.get("description", "<p>A room.</p>"), languages)
        types[id] = RoomType(**{**about, "id": id, "price": decimal(about["price"])})
    return types, rooms


def read_currencies(wanted: dict[str, Any]) -> list[Currency]:
    """Read `currencies` [{iso_code, conversion_rate}], or the one `currency` beside a EUR at 0.9."""
    default = str(wanted["currency"])
    others = [] if default == "EUR" else [{"iso_code": "EUR", "conversion_rate": "0.9"}]
    listed = wanted.get("currencies", [{"iso_code": default}, *others])
    return [
        Currency(number, each["iso_code"], each["iso_code"], decimal(each.get("conversion_rate", 1)))
        for number, each in enumerate(listed, 1)
    ]


def read_services(wanted: dict[str, Any], languages: list[Language], first: int) -> dict[int, Service]:
    """Read `services`; with a `fee_per_night` the first is that fee, added to every room by itself."""
    listed = wanted.get(
        "services",
        [
            {"name": "Convenience fee", "price": 250, "auto_add": True, "with_room": False},
            {"name": "Breakfast", "price": 20, "per_day": True, "many": True},
            {"name": "Airport transfer", "price": 60},
        ],
    )
    if decimal(wanted["fee_per_night"]):
        fee = {"name": "Room fee", "price": wanted["fee_per_night"], "per_day": True, "auto_add": True}
        listed = [fee, *listed]
    services = [
        Service(
            **{
                **each,
                "id": int(each.get("id", id)),
                "name": words(each["name"], languages),
                "price": decimal(each["price"]),
            }
        )
        for id, each in enumerate(listed, first)
    ]
    return {service.id: service for service in services}


def read_rule(number: int, rule: dict[str, Any], languages: list[Language]) -> RefundRule:
    days = decimal(rule["days"])
    return RefundRule(
        id=int(rule.get("id", number)),
        name=words(rule.get("name", f"{days} days before"), languages),
        description=words(rule.get("description", f"<p>Cancelled {days} days before.</p>"), languages),
        days=days,
        payment_type=int(rule.get("payment_type", 2)),
        deduction_full=decimal(rule.get("deduction_full", 0)),
        deduction_advance=decimal(rule.get("deduction_advance", 0)),
    )


def words(text: str | dict[str, str], languages: list[Language]) -> Words:
    """Return the text by language; a plain one is the same in all, a dict goes by ISO code."""
    if isinstance(text, str):
        return Words({language.id: text for language in languages})
    return Words({language.id: text.get(language.iso_code, "") for language in languages})


def decimal(value: Any) -> Decimal:
    return Decimal(str(value))
