"""Read what a POST or PUT of `bookings` asks for, and refuse it in QloApps' words."""

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.qloapps.house import HOTEL_ID, Service
from sandbox.qloapps.shop import Customer, Shop
from sandbox.qloapps.wire import BadXML, Refused, Stop, Tree, items, page, read_xml

NAME = re.compile(r'^[^0-9!<>,;?=+()@#"°{}_$%:]{1,32}$')
PHONE = re.compile(r"^[+0-9. ()/-]*$")
EMAIL = re.compile(r"^[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+$")
PAYMENT_TYPES = {"online": 1, "pay at hotel": 2, "remote": 3}


@dataclass(slots=True)
class WantedRoom:
    given: Tree  # as sent; empty when `rooms` was left out
    services: list[tuple[Service, int]] = field(default_factory=list)

    @property
    def id_room(self) -> int | None:
        return int(self.given["id_room"]) if self.given.get("id_room") else None


@dataclass(slots=True)
class WantedRooms:
    """One entry of room_types: so many rooms of one type for one stay."""

    room_type: int
    arrival: date
    departure: date
    rooms: list[WantedRoom]

    @property
    def key(self) -> tuple[int, date, date]:
        return self.room_type, self.arrival, self.departure


def read_body(body: bytes) -> Tree:
    """Return the booking with its associations beside its fields. Raise Stop: PHP dies with an empty 500."""
    try:
        found = json.loads(body)
    except ValueError:
        try:
            found = read_xml(body)
        except BadXML:
            raise Stop(page("", 500)) from None
    booking = found.get("booking") if isinstance(found, dict) else None
    if not isinstance(booking, dict) or not booking:
        raise Stop(page("", 500))
    associations = booking.get("associations")
    return booking | (associations if isinstance(associations, dict) else {})


def check_post(shop: Shop, booking: Tree) -> list[WantedRooms]:
    """Return the rooms a new booking asks for. Raise Refused with the first thing wrong."""
    customer = part(booking, "customer_detail")
    if booking.get("id"):
        raise refusal("id is forbidden when adding a new resource")
    if booking.get("currency") not in {each.iso_code for each in shop.house.currencies}:
        raise refusal("Please provide valid currency.")
    if not customer:
        raise refusal("Customer details not found.")
    if str(booking.get("id_property")) != str(HOTEL_ID):
        raise refusal("Please provide a valid id_property.")
    for name, words in (("firstname", "first name"), ("lastname", "last name"), ("email", "email")):
        if not text(customer, name):
            raise refusal(f"Please provide a valid {words}.")
    if shop.house.phone_required and not text(customer, "phone"):
        raise refusal("Please provide a valid phone number.")
    address = [bool(text(customer, name)) for name in ("address", "city", "country_code")]
    if any(address) and not all(address):
        raise refusal("Invalid address provided.")
    wanted = read_rooms(shop, booking)
    if not wanted or not all(are_free(shop, each) for each in wanted):
        raise refusal("Requested room(s) not available.")
    kind = part(booking, "payment_detail").get("payment_type")
    if kind is not None and kind not in PAYMENT_TYPES:
        raise refusal("Invalid payment type.")
    check_status(booking, "booking_status", 4)
    check_status(booking, "payment_status", 3)
    check_new_customer(shop, customer)
    return wanted


def check_put(shop: Shop, booking: Tree) -> list[WantedRooms]:
    """Return the whole wanted state of a booking. Raise Refused. Free rooms are looked for later."""
    id = whole(booking.get("id"))
    if not id:
        raise refusal("id is required with PUT requests.")
    if id not in shop.orders:
        raise refusal("Booking not found.")
    check_status(booking, "booking_status", 4)
    if not items(booking.get("room_types"), "room_type"):
        raise refusal("Rooms not found in the request.")
    if str(booking.get("id_property")) != str(HOTEL_ID):
        raise refusal("Please provide a valid id_property.")
    email = text(part(booking, "customer_detail"), "email")
    if not email or shop.customer_by_email(email) is None:
        raise refusal("Customer not found.")
    wanted = read_rooms(shop, booking)
    for each in wanted:
        of_type = {room.id for room in shop.house.rooms_of(each.room_type)}
        if any(room.id_room is not None and room.id_room not in of_type for room in each.rooms):
            raise refusal("Invalid Id room.")
    return wanted


def check_status(booking: Tree, name: str, highest: int) -> None:
    if booking.get(name) is not None and not 1 <= whole(booking[name]) <= highest:
        raise refusal(f"Invalid {name.replace('_', ' ')}.")


def check_new_customer(shop: Shop, customer: Tree) -> None:
    """Die as PHP does over a new customer's fields; a known one's are simply not taken over."""
    if find_customer(shop, customer) is not None:
        return
    if not EMAIL.match(text(customer, "email")):
        raise Stop(page("Fatal error (Property Customer->email is not valid)"))
    names = (text(customer, "firstname"), text(customer, "lastname"))
    if not all(NAME.match(name) for name in names) or not PHONE.match(text(customer, "phone")):
        raise Stop(page("", 500))


def find_customer(shop: Shop, customer: Tree) -> Customer | None:
    if id := whole(customer.get("id_customer")):
        return shop.customers.get(id)
    return shop.customer_by_email(text(customer, "email"))


def read_rooms(shop: Shop, booking: Tree) -> list[WantedRooms]:
    """Return the wanted rooms. Raise Refused.

    Entries of the same type and dates are one: their numbers are added, but the last one's `rooms` win.
    """
    merged: dict[tuple[str, ...], Tree] = {}
    for entry in items(booking.get("room_types"), "room_type"):
        key = tuple(str(entry.get(name))[:10] for name in ("id_room_type", "checkin_date", "checkout_date"))
        count = whole(merged.get(key, {}).get("number_of_rooms", 0)) + whole(entry.get("number_of_rooms", 0))
        merged[key] = merged.get(key, {}) | entry
        if "number_of_rooms" in entry:
            merged[key]["number_of_rooms"] = count
    return [read_entry(shop, entry) for entry in merged.values()]


def read_entry(shop: Shop, entry: Tree) -> WantedRooms:
    if not entry.get("id_room_type"):
        raise refusal("Id room type is missing")
    arrival = read_day(entry.get("checkin_date"), "Invalid check in date in the request")
    departure = read_day(entry.get("checkout_date"), "Invalid check out date in the request")
    if entry.get("number_of_rooms") is None:
        raise refusal("number of rooms is missing")
    room_type, count = whole(entry["id_room_type"]), whole(entry["number_of_rooms"])
    if room_type not in shop.house.room_types:
        raise refusal("Invalid room type in the request")
    given = items(entry.get("rooms"), "room")
    if given and len(given) != count:
        raise refusal("Room count does not matches with the number of rooms")
    if arrival > departure:
        raise refusal("Invalid check in and check out dates in the request")
    rooms = [WantedRoom(room, read_services(shop, room)) for room in given]
    return WantedRooms(room_type, arrival, departure, rooms or [WantedRoom({}) for _ in range(count)])


def read_services(shop: Shop, room: Tree) -> list[tuple[Service, int]]:
    """Return the services of a room; the quantity is 1 unless the service allows more. Raise Refused."""
    if items(room.get("facilities"), "facility"):
        raise refusal("Invalid request for facilities.")
    found = []
    for wanted in items(room.get("services"), "service"):
        service = shop.house.services.get(whole(wanted.get("id_service")))
        if service is None:
            raise refusal("Invalid request for service.")
        found.append((service, max(1, whole(wanted.get("quantity", 1))) if service.many else 1))
    return found


def are_free(shop: Shop, wanted: WantedRooms) -> bool:
    free = {room.id for room in shop.free_rooms(wanted.room_type, wanted.arrival, wanted.departure)}
    asked = [room.id_room for room in wanted.rooms if room.id_room is not None]
    return bool(wanted.rooms) and len(free) >= len(wanted.rooms) and set(asked) <= free


def refusal(words: str) -> Refused:
    """All of the bookings' own refusals are a 400 with code 404."""
    return Refused(400, (404, words))


def read_day(value: Any, words: str) -> date:
    try:
        return datetime.strptime(str(value)[:10], "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise refusal(words) from None


def part(booking: Tree, name: str) -> Tree:
    found = booking.get(name)
    return found if isinstance(found, dict) else {}


def text(of: Tree, name: str) -> str:
    value = of.get(name)
    return str(value).strip() if isinstance(value, str | int) else ""


def whole(value: Any) -> int:
    """Read an integer as PHP's (int) does: what is none is 0."""
    found = re.match(r"\s*-?\d+", str(value))
    return int(found.group()) if found else 0


def amount(value: Any) -> Decimal:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() else Decimal(0)
