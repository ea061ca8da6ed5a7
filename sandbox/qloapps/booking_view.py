"""A booking as GET, POST and PUT of `bookings` show it."""

from datetime import date
from decimal import Decimal
from typing import Any

from sandbox.qloapps.house import HOTEL_ID
from sandbox.qloapps.shop import Order, RoomRow, Shop, cents
from sandbox.qloapps.wire import Tree, number


def view(shop: Shop, order: Order) -> Tree:
    """Return the booking: no status, no reference, no total with tax, no ages of children."""
    customer = shop.customers[order.customer]
    currency = next(each for each in shop.house.currencies if each.id == order.currency)
    return {
        "id": order.id,
        "id_property": HOTEL_ID,
        "currency": currency.iso_code,
        "source": order.source,
        "booking_date": order.date_add,
        "id_language": order.language,
        "associations": {
            "customer_detail": {
                "id_customer": customer.id,
                "firstname": customer.firstname,
                "lastname": customer.lastname,
                "email": customer.email,
                "phone": customer.phone,
            },
            "price_details": {
                "total_paid": number(order.paid),
                "total_price_without_tax": number(order.excl),
                "total_tax": number(order.incl - order.excl),
            },
            "cart_rules": [{"code": "DISCOUNT", "value": number(order.discount)}] if order.discount else [],
            "remarks": list(order.remarks),
            "room_types": view_rooms(shop, order),
        },
    }


def view_rooms(shop: Shop, order: Order) -> list[Any]:
    found: dict[tuple[int, date, date], Tree] = {}
    for row in shop.rows_of(order.id):
        entry = found.setdefault(
            (row.room_type, row.arrival, row.departure),
            {
                "id_room_type": row.room_type,
                "checkin_date": f"{row.arrival} 00:00:00",
                "checkout_date": f"{row.departure} 00:00:00",
                "total_tax": 0,
                "number_of_rooms": 0,
                "name": next(iter(shop.house.room_types[row.room_type].name.values()), ""),
                "rooms": [],
            },
        )
        entry["number_of_rooms"] += 1
        entry["total_tax"] = number(Decimal(str(entry["total_tax"])) + row.incl - row.excl)
        entry["rooms"].append(view_room(shop, row))
    return list(found.values())


def view_room(shop: Shop, row: RoomRow) -> Tree:
    room: Tree = {
        "id_room": row.room,
        "id_hotel_booking": row.id,
        "adults": row.adults,
        "child": row.children,
        "unit_price_without_tax": number(row.excl),  # the whole stay's, whatever it is called
        "total_tax": number(row.incl - row.excl),
    }
    if row.extras:
        room["services"] = [
            {
                "id_service": each.service,
                "name": next(iter(shop.house.services[each.service].name.values()), ""),
                "quantity": each.quantity,
                "unit_price_without_tax": number(cents(each.excl / each.quantity)),
                "total_price_without_tax": number(each.excl),
                "total_tax": number(each.incl - each.excl),
                "per_night": int(shop.house.services[each.service].per_day),
                "price_mode": 2 if shop.house.services[each.service].per_day else 1,
            }
            for each in row.extras
        ]
    return room
