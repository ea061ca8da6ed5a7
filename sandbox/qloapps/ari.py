"""hotel_ari: which rooms of a type can be had, and for how much."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sandbox.qloapps.house import HOTEL_ID, Room, RoomType
from sandbox.qloapps.shop import Shop, nights
from sandbox.qloapps.wanted import part
from sandbox.qloapps.wire import BadXML, Refused, Tree, items, number, read_xml

KINDS = {
    "get_available_rooms": "available",
    "get_unavailable_rooms": "unavailable",
    "get_booked_rooms": "booked",
    "get_partial_available_rooms": "partially_available",
}
TOTALS = {
    "available": "total_available_rooms",
    "unavailable": "total_unavailable_rooms",
    "booked": "total_booked_rooms",
    "partially_available": "total_partial_available_rooms",
}


@dataclass(frozen=True, slots=True)
class Question:
    id_hotel: str
    id_room_type: str  # "" = all
    arrival: date
    departure: date
    kinds: tuple[str, ...]
    rooms: int  # so many occupancies were given; who comes is not looked at
    by_night: bool

    @property
    def nights(self) -> int:
        return (self.departure - self.arrival).days


def answer(shop: Shop, body: bytes, as_json: bool) -> Tree:
    """Return the offer for the question in `body`, which must be XML. Raise Refused."""
    question = read_question(body)
    if not question.by_night:
        whole = offer(shop, question)
        return {"hotel_ari": whole if as_json else in_xml(whole)}
    days = nights(question.arrival, question.departure)
    offers = [offer(shop, replace(question, arrival=day, departure=day + timedelta(days=1))) for day in days]
    return {"hotel_aris": [each if as_json else in_xml(each) for each in offers]}


def read_question(body: bytes) -> Question:
    try:
        wanted = read_xml(body).get("hotel_ari", {})
    except BadXML as error:
        warning = (3, f"[PHP Warning #2] simplexml_load_string(): {error}")
        raise Refused(400, warning, (85, "Validation error: the XML is not valid.")) from error
    wanted = wanted if isinstance(wanted, dict) else {}
    for name in ("id_hotel", "date_from", "date_to"):
        if name not in wanted:
            raise Refused(400, (41, f'parameter "{name}" required'))
        if not wanted[name]:
            raise Refused(400, (85, f'Validation error: "The {name} field is required."'))
    arrival, departure = read_day(wanted["date_from"]), read_day(wanted["date_to"])
    if arrival >= departure:
        raise Refused(400, (85, "Validation error: date_to must be after date_from."))
    kinds = tuple(kind for name, kind in KINDS.items() if wanted.get(name) == "1")
    occupancies = part(part(wanted, "associations"), "room_occupancies")
    return Question(
        id_hotel=str(wanted["id_hotel"]),
        id_room_type=str(wanted.get("id_room_type") or ""),
        arrival=arrival,
        departure=departure,
        kinds=kinds if any(name in wanted for name in KINDS) else ("available",),
        rooms=max(1, len(items(occupancies, "room_occupancy"))),
        by_night=wanted.get("date_wise_breakdown") == "1",
    )


def read_day(text: Any) -> date:
    """Read YYYY-MM-DD; a time behind it is dropped. Raise Refused."""
    try:
        return datetime.strptime(str(text).strip()[:10], "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise Refused(400, (85, f'Validation error: "{text}" is not a date.')) from None


def offer(shop: Shop, question: Question) -> Tree:
    """Return one offer. An unknown hotel or room type leaves out `room_types`."""
    found: Tree = {
        "id_hotel": question.id_hotel,
        "date_from": str(question.arrival),
        "date_to": str(question.departure),
        "currency": shop.house.currencies[0].iso_code,
    }
    types = [
        each
        for each in shop.house.room_types.values()
        if each.active and question.id_room_type in ("", str(each.id))
    ]
    if question.id_hotel != str(HOTEL_ID) or not types:
        return found
    listed = [type_offer(shop, each, question) for each in types]
    found["total_rooms"] = sum(len(shop.house.rooms_of(each.id)) for each in types)
    for kind in question.kinds:
        found[TOTALS[kind]] = sum(len(each["rooms"][kind]) for each in listed)
    return found | {"room_types": listed}


def type_offer(shop: Shop, kind: RoomType, question: Question) -> Tree:
    arrival, departure = question.arrival, question.departure
    total = shop.room_price(kind.id, arrival, departure) + shop.fees(arrival, departure)
    taxed = shop.with_tax(total)
    states = states_of(shop, kind, question)
    return {
        "id_room_type": kind.id,
        "base_price": average(total, question.nights),
        "base_price_with_tax": average(taxed, question.nights),
        "total_price": number(total * question.rooms),
        "total_price_with_tax": number(taxed * question.rooms),
        "name": next(iter(kind.name.values()), ""),
        "rooms": {
            # An object by room id, and [] when there is none.
            wanted: {str(r.id): line(shop, kind, r, question) for r, state in states if state == wanted} or []
            for wanted in question.kinds
        },
    }


def average(total: Decimal, nights: int) -> int | float:
    """Return the average of a night, as PHP divides: 1383.3333333333333."""
    return number(total / nights) if total % nights == 0 else float(total) / nights


def states_of(shop: Shop, kind: RoomType, question: Question) -> list[tuple[Room, str]]:
    arrival, departure = question.arrival, question.departure
    # Night by night the minimum stay is not looked at.
    free = shop.free_rooms(kind.id, arrival, departure, any_length=question.by_night)
    free_ids = {room.id for room in free}
    return [
        (room, "available" if room.id in free_ids else why_not(shop, room, question))
        for room in shop.house.rooms_of(kind.id)
    ]


def why_not(shop: Shop, room: Room, question: Question) -> str:
    rows = shop.bookings_in(room.id, question.arrival, question.departure)
    if not rows:
        return "unavailable"  # blocked, or the stay is too short for the type
    held = {
        night
        for row in rows
        for night in nights(max(row.arrival, question.arrival), min(row.departure, question.departure))
    }
    return "booked" if len(held) == question.nights else "partially_available"


def line(shop: Shop, kind: RoomType, room: Room, question: Question) -> Tree:
    if question.by_night:
        return {"id_room": room.id, "room_num": room.number}
    found: Tree = {
        "id_room": room.id,
        "id_product": room.room_type,
        "id_hotel": HOTEL_ID,
        "room_num": room.number,
        "room_comment": "",
        "max_adult": kind.max_adults,
        "max_children": kind.max_children,
        "max_occupancy": kind.max_guests,
    }
    if rows := shop.bookings_in(room.id, question.arrival, question.departure):
        found["detail"] = [
            {
                "date_from": f"{row.arrival} 00:00:00",
                "date_to": f"{row.departure} 00:00:00",
                "id_customer": row.customer,
                "id_order": row.order,
            }
            for row in rows
        ]
    return found


def in_xml(found: Tree) -> Tree:
    """Return the offer in the names of the XML answer: lists of rooms, room_number, partial_available."""
    types = []
    for each in found.get("room_types", []):
        rooms = {
            kind.replace("partially", "partial"): {"rooms": [xml_room(room) for room in by_id.values()]}
            if by_id
            else []
            for kind, by_id in each["rooms"].items()
        }
        types.append(each | {"rooms": rooms})
    return found | ({"room_types": types} if "room_types" in found else {})


def xml_room(room: Tree) -> Tree:
    return {"room_number" if name == "room_num" else name: value for name, value in room.items()}
