"""What guests and staff have done, as the resources name it: orders, booked rooms, customers, payments."""

from typing import Any

from sandbox.qloapps.house import HOTEL_ID
from sandbox.qloapps.shop import NEVER, Customer, History, Order, Payment, RoomRow, Shop, without_tax

Record = dict[str, Any]


def order(shop: Shop, each: Order) -> Record:
    rows = shop.rows_of(each.id)
    products = sum((row.excl for row in rows), each.excl * 0)
    products_wt = sum((row.incl for row in rows), each.excl * 0)
    return {
        "id": each.id,
        "id_address_delivery": 0,
        "id_address_invoice": 0,
        "id_address_tax": 1,
        "id_cart": each.id,
        "id_currency": each.currency,
        "id_lang": each.language,
        "id_customer": each.customer,
        "current_state": each.state,
        "module": "wsorder",
        "invoice_number": each.id if each.invoiced else 0,
        "invoice_date": each.date_upd if each.invoiced else NEVER,
        "valid": int(each.state in (shop.state("PS_OS_PAYMENT_ACCEPTED"),)),
        "date_add": each.date_add,
        "date_upd": each.date_upd,
        "transaction_id": None,
        "secure_key": shop.customers[each.customer].secure_key if each.customer else "",
        "payment": each.payment,
        "payment_type": each.payment_type,
        "total_discounts": each.discount,
        "total_discounts_tax_incl": each.discount,
        "total_discounts_tax_excl": without_tax(shop, each.discount),
        "total_paid": each.incl,
        "total_paid_tax_incl": each.incl,
        "total_paid_tax_excl": each.excl,
        "total_paid_real": each.paid,
        "total_products": products,
        "total_products_wt": products_wt,
        "conversion_rate": each.conversion_rate,
        "source": each.source,
        "reference": each.reference,
        "is_advance_payment": 0,
        "advance_paid_amount": each.bare,  # not what was paid, whatever it is called
        "with_occupancy": 0,
        "associations": {"bookings": [{"id": row.id} for row in rows]},
    }


def room_row(shop: Shop, each: RoomRow) -> Record:
    room = shop.house.rooms.get(each.room)
    kind = shop.house.room_types.get(each.room_type)
    hotel = shop.house.hotel
    return {
        "id": each.id,
        "id_product": each.room_type,
        "id_hotel": HOTEL_ID,
        "id_order": each.order,
        "id_order_detail": each.id,
        "id_cart": each.order,
        "id_room": each.room,
        "id_customer": each.customer,
        "booking_type": 1,
        "id_status": each.status,
        "comment": "",
        "check_in": f"{each.arrival} {hotel.check_in}:00" if each.status > 1 else NEVER,
        "check_out": f"{each.departure} {hotel.check_out}:00" if each.status > 2 else NEVER,
        "planned_check_out": f"{each.departure} {hotel.check_out}:00",
        "date_from": f"{each.arrival} 00:00:00",
        "date_to": f"{each.departure} 00:00:00",
        "total_price_tax_excl": each.excl,
        "total_price_tax_incl": each.incl,
        "total_paid_amount": each.incl,  # not what was paid either
        "is_refunded": each.is_refunded,
        "is_cancelled": each.is_cancelled,
        "is_back_order": each.is_back_order,
        "room_num": room.number if room else "",
        "room_type_name": next(iter(kind.name.values()), "") if kind else "",
        "hotel_name": hotel.name,
        "city": hotel.city,
        "state": "",
        "country": "United States",
        "zipcode": hotel.zipcode,
        "phone": hotel.phone,  # the hotel's, not the guest's
        "email": hotel.email,
        "check_in_time": hotel.check_in,
        "check_out_time": hotel.check_out,
        "adults": each.adults,
        "children": each.children,
        "child_ages": "[" + ",".join(str(age) for age in each.child_ages) + "]",
        "date_add": each.date_add,
        "date_upd": each.date_upd,
    }


def customer(_: Shop, each: Customer) -> Record:
    return {
        "id": each.id,
        "id_default_group": 3,
        "id_lang": 1,
        "deleted": 0,
        "passwd": each.password_hash,
        "lastname": each.lastname,
        "firstname": each.firstname,
        "email": each.email,
        "phone": each.phone,
        "id_gender": 0,
        "birthday": "0000-00-00",
        "newsletter": 0,
        "optin": 0,
        "secure_key": each.secure_key,
        "is_guest": 0,
        "active": 1,
        "date_add": each.date_add,
        "date_upd": each.date_upd,
    }


def payment(_: Shop, each: Payment) -> Record:
    return {
        "id": each.id,
        "order_reference": each.reference,
        "id_currency": each.currency,
        "amount": each.amount,
        "payment_method": each.method,
        "payment_type": each.kind,
        "conversion_rate": each.amount * 0 + 1,
        "transaction_id": each.transaction_id,
        "card_number": "",
        "card_brand": "",
        "card_expiration": "",
        "card_holder": "",
        "date_add": each.date_add,
    }


def history(_: Shop, each: History) -> Record:
    return {
        "id": each.id,
        "id_employee": 0,
        "id_order_state": each.state,
        "id_order": each.order,
        "date_add": each.date_add,
    }
