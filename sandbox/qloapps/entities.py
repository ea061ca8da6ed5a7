"""What the hotel offers, as the resources name it: rows that only the description changes."""

from decimal import Decimal
from typing import Any

from sandbox.qloapps.house import HOTEL_ID, Room, RoomType, Service, Words
from sandbox.qloapps.shop import STATES, Shop

Record = dict[str, Any]
OPENED = "2020-01-01 09:00:00"
MADE = {"date_add": OPENED, "date_upd": OPENED}


def ids(numbers: Any) -> list[Record]:
    return [{"id": number} for number in numbers]


def every_language(shop: Shop, text: str) -> Words:
    return Words({language.id: text for language in shop.house.languages})


def hotels(shop: Shop) -> list[Record]:
    hotel = shop.house.hotel
    return [
        {
            "id": HOTEL_ID,
            "id_category": 7,
            "email": hotel.email,
            "rating": 4,
            "check_in": hotel.check_in,
            "check_out": hotel.check_out,
            "active": 1,
            "latitude": "25.76168000",
            "longitude": "-80.19179000",
            "active_refund": int(hotel.active_refund),
            **MADE,
            "phone": hotel.phone,
            "address": hotel.address,
            "id_country": 21,
            "id_state": 12,
            "city": hotel.city,
            "zipcode": hotel.zipcode,
            "id_default_image": False,
            "fax": None,
            "use_global_max_checkout_offset": 1,
            "use_global_min_booking_offset": 1,
            "max_checkout_offset": 0,
            "min_booking_offset": 0,
            "policies": every_language(shop, hotel.policies),
            "hotel_name": every_language(shop, hotel.name),
            "description": every_language(shop, f"<p>{hotel.name}, a house by the water.</p>"),
            "short_description": every_language(shop, "<p>By the water.</p>"),
            "associations": {
                "room_types": ids(shop.house.room_types),
                "hotel_refund_rules": ids(rule.id for rule in shop.house.refund_rules),
            },
        }
    ]


def room_types(shop: Shop) -> list[Record]:
    return [room_type(shop, each) for each in shop.house.room_types.values()]


def room_type(shop: Shop, each: RoomType) -> Record:
    return {
        "id": each.id,
        "id_hotel": HOTEL_ID,
        "adults": each.adults,
        "children": each.children,
        "id_category_default": 7,
        "id_tax_rules_group": 1 if shop.house.tax_percent else 0,
        "price": each.price,
        "active": int(each.active),
        "available_for_order": 1,
        "show_at_front": 1,
        **MADE,
        "name": each.name,
        "description": each.description,
        "description_short": each.description,
        "associations": {
            "hotel_rooms": ids(rooms_of(shop, each)),
            "services": ids(shop.house.services),
        },
    }


def rooms_of(shop: Shop, each: RoomType) -> list[int]:
    """Return the ids of all its rooms, the inactive too."""
    return [room.id for room in shop.house.rooms.values() if room.room_type == each.id]


def hotel_room_types(shop: Shop) -> list[Record]:
    return [
        {
            "id": each.id,
            "id_product": each.id,
            "id_hotel": HOTEL_ID,
            "adults": each.adults,
            "children": each.children,
            "max_adults": each.max_adults,
            "max_children": each.max_children,
            "max_guests": each.max_guests,
            "min_los": each.min_los,
            "max_los": each.max_los,
            **MADE,
            "associations": {"hotel_rooms": ids(rooms_of(shop, each))},
        }
        for each in shop.house.room_types.values()
    ]


def hotel_rooms(shop: Shop) -> list[Record]:
    return [hotel_room(each) for each in shop.house.rooms.values()]


def hotel_room(room: Room) -> Record:
    return {
        "id": room.id,
        "id_product": room.room_type,
        "id_hotel": HOTEL_ID,
        "room_num": room.number,
        "id_status": room.status,
        "floor": room.floor,
        "comment": "",
        **MADE,
    }


def services(shop: Shop) -> list[Record]:
    return [service(each, shop) for each in shop.house.services.values()]


def service(each: Service, shop: Shop) -> Record:
    return {
        "id": each.id,
        "id_tax_rules_group": 1 if shop.house.tax_percent else 0,
        "price": each.price,
        "auto_add_to_cart": int(each.auto_add),
        "price_addition_type": 1 if each.with_room else 2,
        "price_calculation_method": 2 if each.per_day else 1,
        "allow_multiple_quantity": int(each.many),
        "max_quantity": 10 if each.many else 0,
        "active": 1,
        **MADE,
        "name": each.name,
        "description": every_language(shop, "<p>Ask at the desk.</p>"),
        "associations": {"room_types": ids(shop.house.room_types)},
    }


def hotel_refund_rules(shop: Shop) -> list[Record]:
    return [
        {
            "id": rule.id,
            "payment_type": rule.payment_type,
            "days": f"{rule.days:.2f}",
            "deduction_value_full_pay": rule.deduction_full,
            "deduction_value_adv_pay": rule.deduction_advance,
            **MADE,
            "name": rule.name,
            "description": rule.description,
        }
        for rule in shop.house.refund_rules
    ]


def languages(shop: Shop) -> list[Record]:
    return [
        {
            "id": each.id,
            "name": each.name,
            "iso_code": each.iso_code,
            "language_code": each.iso_code,
            "active": 1,
            "is_rtl": 0,
            "date_format_lite": "Y-m-d",
            "date_format_full": "Y-m-d H:i:s",
        }
        for each in shop.house.languages
    ]


def currencies(shop: Shop) -> list[Record]:
    return [
        {
            "id": each.id,
            "name": each.name,
            "iso_code": each.iso_code,
            "iso_code_num": "",
            "sign": each.iso_code,
            "format": 1,
            "decimals": 1,
            "conversion_rate": each.conversion_rate,
            "deleted": 0,
            "active": 1,
        }
        for each in shop.house.currencies
    ]


def order_states(shop: Shop) -> list[Record]:
    paid = {"PS_OS_PAYMENT_ACCEPTED", "PS_OS_OVERBOOKING_PAID"}
    return [
        {
            "id": shop.state(name),
            "invoice": int(name in paid),
            "send_email": 0,
            "paid": int(name in paid),
            "hidden": 0,
            "deleted": 0,
            "logable": int(name in paid),
            "name": every_language(shop, words),
        }
        for name, (_, words) in STATES.items()
    ]


def configurations(shop: Shop) -> list[Record]:
    values = {
        "PS_LANG_DEFAULT": shop.house.languages[0].id,
        "PS_CURRENCY_DEFAULT": shop.house.currencies[0].id,
        "PS_TIMEZONE": shop.house.timezone,
        "PS_ONE_PHONE_AT_LEAST": int(shop.house.phone_required),
        "PS_TAX": int(shop.house.tax_percent != Decimal(0)),
        **{name: shop.state(name) for name in STATES},
    }
    return [
        {"id": id, "value": str(value), "name": name, "id_shop_group": "", "id_shop": "", **MADE}
        for id, (name, value) in enumerate(values.items(), 1)
    ]
