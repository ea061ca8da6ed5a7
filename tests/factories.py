"""Rows for tests; each factory takes only what the test is about."""

import itertools
from dataclasses import replace
from datetime import date
from decimal import Decimal

from channels_app.models import ChannelAccount
from conversations.models import Conversation
from hotels.models import Guest, GuestIdentity, Hotel, HouseFact, Membership, Tier, User
from pms.base import Occupancy, Stay
from pms.builtin import Builtin
from pms.models import Rate, RatePlan, Reservation, Room, RoomStay, RoomType, RoomUse, Tax
from pms.records import to_json

_numbers = itertools.count(1)


def make_hotel(slug: str = "", **fields) -> Hotel:
    slug = slug or f"hotel-{next(_numbers)}"
    tier, _ = Tier.objects.get_or_create(code="standard", defaults={"name": "Standard"})
    defaults = {
        "name": slug.title(),
        "tier": tier,
        "timezone": "America/Mexico_City",
        "currency": "MXN",
        "languages": ["es", "en"],
        "phone": "+525555550100",
        "email": f"desk@{slug}.example",
        "emergency_phone": "911",
        "burst_seconds": 0,
    }
    return Hotel.objects.create(slug=slug, **defaults | fields)


def make_house(hotel: Hotel, *, rooms: int = 3, suites: int = 1) -> Hotel:
    """A double and a suite on a flexible and a non-refundable plan, priced for two years."""
    double = RoomType.objects.create(
        hotel=hotel,
        code="DBL",
        name={"es": "Habitación doble", "en": "Double room"},
        description={"es": "Cama queen.", "en": "Queen bed."},
        max_adults=2,
        max_children=1,
        max_total=3,
    )
    suite = RoomType.objects.create(
        hotel=hotel,
        code="STE",
        name={"es": "Suite con vista al mar", "en": "Sea-view suite"},
        description={"es": "Cama king.", "en": "King bed."},
        max_adults=3,
        max_children=2,
        max_total=4,
        position=1,
    )
    for number in range(rooms):
        Room.objects.create(hotel=hotel, room_type=double, number=str(101 + number))
    for number in range(suites):
        Room.objects.create(hotel=hotel, room_type=suite, number=str(201 + number))
    flexible = RatePlan.objects.create(
        hotel=hotel,
        code="FLEX",
        name={"es": "Tarifa flexible con desayuno", "en": "Flexible rate with breakfast"},
        includes=["breakfast"],
        free_until_days=2,
        fee="first_night",
        change_free_until_days=0,
        change_fee="none",
    )
    fixed = RatePlan.objects.create(
        hotel=hotel,
        code="NR",
        name={"es": "No reembolsable", "en": "Non-refundable"},
        fee="full",
        change_free_until_days=0,
        change_fee="none",
        position=1,
    )
    for room_type, plan, price, weekend, extra, min_stay in [
        (double, flexible, "1450.00", "1700.00", "300.00", 1),
        (double, fixed, "1250.00", "1500.00", "0.00", 2),
        (suite, flexible, "3200.00", "3600.00", "0.00", 1),
    ]:
        Rate.objects.create(
            hotel=hotel,
            room_type=room_type,
            rate_plan=plan,
            first_night=date(2026, 1, 1),
            last_night=date(2028, 12, 31),
            price=Decimal(price),
            weekend_price=Decimal(weekend),
            extra_adult=Decimal(extra),
            currency=hotel.currency,
            min_stay=min_stay,
        )
    Tax.objects.create(hotel=hotel, name="IVA", percent=16, included=True)
    for key, answer, es, en in [
        ("wifi", "yes", "Wi-Fi gratis en todo el hotel.", "Free Wi-Fi everywhere in the hotel."),
        ("pets", "no", "No admitimos mascotas.", "We do not accept pets."),
        ("lift", "unknown", "", ""),
    ]:
        text = {"es": es, "en": en} if es else {}
        HouseFact.objects.create(hotel=hotel, key=key, answer=answer, text=text)
    return hotel


def make_user(hotel: Hotel | None = None, role: str = "receptionist", **fields) -> User:
    number = next(_numbers)
    defaults = {
        "email": f"staff{number}@example.com",
        "name": f"Staff {number}",
        "password": "a-long-password",
    }
    user = User.objects.create_user(**defaults | fields)
    if hotel:
        Membership.objects.create(hotel=hotel, user=user, role=role)
    return user


def make_guest(hotel: Hotel, phone: str = "", **fields) -> Guest:
    phone = phone or f"52155500{next(_numbers):05d}"
    guest = Guest.objects.create(hotel=hotel, **{"name": "Lucía Torres"} | fields)
    GuestIdentity.objects.create(hotel=hotel, guest=guest, kind="whatsapp", value=phone)
    return guest


def make_account(hotel: Hotel, **fields) -> ChannelAccount:
    defaults = {
        "kind": "whatsapp",
        "external_id": f"10654{next(_numbers):010d}",
        "credentials": {"access_token": "token-of-the-tests"},
    }
    return ChannelAccount.objects.create(hotel=hotel, **defaults | fields)


def make_conversation(hotel: Hotel | None = None, **fields) -> Conversation:
    hotel = hotel or make_hotel()
    guest = fields.pop("guest", None) or make_guest(hotel)
    account = fields.pop("account", None) or make_account(hotel)
    address = guest.identities.get(kind="whatsapp").value
    return Conversation.objects.create(hotel=hotel, guest=guest, account=account, address=address, **fields)


def make_reservation(hotel: Hotel, code: str = "", *, guest: Guest | None = None, **fields) -> Reservation:
    """A reservation of one room in a house of `make_house`, whatever the day is: past stays too.

    `stay` is (arrival, departure), `room` the row of the room; the rest are fields of the reservation.
    """
    guest = guest or make_guest(hotel)
    arrival, departure = fields.pop("stay", (date(2027, 3, 10), date(2027, 3, 12)))
    room = fields.pop("room", None) or hotel.rooms.filter(uses=None).order_by("number").first()
    offer = next(
        offer
        for offer in Builtin(hotel).find_offers(Stay(date(2028, 3, 1), date(2028, 3, 3)), Occupancy(2)).offers
        if offer.room_type.code == room.room_type.code
    )
    status = fields.get("status", "confirmed")
    number = next(_numbers)
    total = fields.pop("total", offer.total.amount)
    defaults = {"key": f"key-{number}", "guest_name": guest.name, "currency": hotel.currency}
    row = Reservation.objects.create(
        hotel=hotel, code=code or f"T{number:05d}", guest=guest, total=total, **defaults | fields
    )
    room_stay = RoomStay.objects.create(
        hotel=hotel,
        reservation=row,
        room_type=room.room_type,
        rate_plan=hotel.rate_plans.get(code=offer.rate_plan.code),
        stay=(arrival, departure),
        adults=2,
        status=status,
        total=total,
        terms=to_json(replace(offer, stay=Stay(arrival, departure))),
    )
    if status not in ("cancelled", "no_show"):
        RoomUse.objects.create(hotel=hotel, room=room, period=(arrival, departure), room_stay=room_stay)
    return row
