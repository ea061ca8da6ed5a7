"""Take a booking, and replace one. There is no lock anywhere, as in the original."""

import asyncio
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sandbox.qloapps.house import Currency
from sandbox.qloapps.shop import Customer, Extra, Order, RoomRow, Shop, cents, without_tax
from sandbox.qloapps.states import become, pay
from sandbox.qloapps.wanted import (
    NAME,
    PAYMENT_TYPES,
    PHONE,
    WantedRoom,
    WantedRooms,
    amount,
    are_free,
    find_customer,
    part,
    refusal,
    text,
    whole,
)
from sandbox.qloapps.wire import Tree, items

NEW, COMPLETED, CANCELLED, REFUNDED = 1, 2, 3, 4
PAID, PARTIAL = 1, 2


@dataclass(slots=True)
class Chosen:
    """A room picked for a wanted one; another request may pick it too until it is written."""

    room: int
    wanted: WantedRoom
    room_type: int
    arrival: date
    departure: date
    back_order: bool = False


async def create(shop: Shop, booking: Tree, wanted: list[WantedRooms]) -> Order:
    """Write a new booking. Two at once may get the same room; of the last one the losers are flagged."""
    chosen = choose(shop, wanted)
    await asyncio.sleep(shop.race.uniform(0, shop.house.choose_seconds))
    look_again(shop, chosen)
    if shop.house.write_seconds:  # else nobody comes in between, not even in the same turn of the loop
        await asyncio.sleep(shop.house.write_seconds)
    customer = keep_customer(shop, part(booking, "customer_detail"))
    order = new_order(shop, booking, customer)
    state, order.state = order.state, 0
    shop.passes("order")
    for each in chosen:
        write_room(shop, order, each)
        shop.passes("rows")
    order.state = state
    order.bare = total(shop, order)
    shop.passes("price")
    set_price(shop, order, booking)
    if any(each.back_order for each in chosen) and not shop.house.keeps_back_orders:
        become(shop, order, shop.state("PS_OS_CANCELED"))  # and then a live state is written over it
    settle_new(shop, order, booking)
    return order


def choose(shop: Shop, wanted: list[WantedRooms]) -> list[Chosen]:
    """Pick the first free room for each; nothing keeps others from picking it."""
    chosen: list[Chosen] = []
    for each in wanted:
        taken = {one.room for one in chosen if one.arrival < each.departure and each.arrival < one.departure}
        taken |= {room.id_room for room in each.rooms if room.id_room is not None}
        free = [room.id for room in shop.free_rooms(each.room_type, each.arrival, each.departure)]
        spare = iter([id for id in free if id not in taken])
        for room in each.rooms:
            id = room.id_room if room.id_room is not None else next(spare, None)
            if id is None:
                raise refusal("Requested room(s) not available.")
            chosen.append(Chosen(id, room, *each.key))
    return chosen


def look_again(shop: Shop, chosen: list[Chosen]) -> None:
    """Move to another room when the chosen one has gone meanwhile; without one it is a back order."""
    for each in chosen:
        free = [room.id for room in shop.free_rooms(each.room_type, each.arrival, each.departure)]
        if each.room in free:
            continue
        others = {one.room for one in chosen if one is not each}
        spare = next((id for id in free if id not in others), None)
        each.back_order = spare is None
        each.room = each.room if spare is None else spare


def keep_customer(shop: Shop, given: Tree) -> Customer:
    """Return the customer with this e-mail, made on first sight; a known one is renamed to what was sent."""
    customer = find_customer(shop, given)
    if customer is None:
        id = shop.next_id("customers")
        customer = shop.customers[id] = Customer(id, date_add=shop.stamp())
        customer.email = text(given, "email")
    for name, pattern in (("firstname", NAME), ("lastname", NAME), ("phone", PHONE)):
        if text(given, name) and pattern.match(text(given, name)):
            setattr(customer, name, text(given, name))
    customer.date_upd = shop.stamp()
    return customer


def new_order(shop: Shop, booking: Tree, customer: Customer) -> Order:
    currency = currency_of(shop, booking)
    languages = [language.id for language in shop.house.languages]
    language = whole(booking.get("id_language"))
    details = part(booking, "payment_detail")
    id = shop.next_id("orders")
    order = shop.orders[id] = Order(
        id=id,
        reference=shop.new_reference(),
        customer=customer.id,
        state=shop.state("PS_OS_AWAITING_PAYMENT"),
        source=text(booking, "source")[:255],
        currency=currency.id,
        conversion_rate=currency.conversion_rate,
        language=language if language in languages else languages[0],
        payment=text(details, "payment_method") or "Web service",
        payment_type=PAYMENT_TYPES.get(text(details, "payment_type"), 1),
        date_add=shop.stamp(),
        date_upd=shop.stamp(),
    )
    remark(order, booking)
    return order


def currency_of(shop: Shop, booking: Tree) -> Currency:
    wanted = booking.get("currency")
    return next((each for each in shop.house.currencies if each.iso_code == wanted), shop.house.currencies[0])


def remark(order: Order, booking: Tree) -> None:
    """Add a remark, newest first: tags are stripped, and its column knows no characters of four bytes."""
    if words := re.sub(r"<[^>]*>", "", text(booking, "remark")).strip():
        order.remarks.insert(0, re.sub(r"[^\u0000-\uffff]", "????", words))


def write_room(shop: Shop, order: Order, chosen: Chosen) -> RoomRow:
    """Write one room at its bare price. Occupancy is not checked, and fees are not added."""
    kind, given = shop.house.room_types[chosen.room_type], chosen.wanted.given
    ages = [whole(age) for age in items(given.get("child_ages"), "child_age")]
    excl, incl = price(shop, order, chosen)
    id = shop.next_id("rows")
    row = shop.rows[id] = RoomRow(
        id=id,
        order=order.id,
        room=chosen.room,
        room_type=chosen.room_type,
        customer=order.customer,
        arrival=chosen.arrival,
        departure=chosen.departure,
        adults=whole(given.get(shop.house.adults_field)) or kind.adults,
        children=(whole(given.get("child")) if ages else 0) if given else kind.children,
        child_ages=ages if whole(given.get("child")) else [],
        excl=excl,
        incl=incl,
        is_back_order=int(chosen.back_order),
        date_add=shop.stamp(),
        date_upd=shop.stamp(),
    )
    row.extras = extras(shop, order, row, chosen.wanted)
    return row


def price(shop: Shop, order: Order, chosen: Chosen) -> tuple[Decimal, Decimal]:
    """Return the room's price for the stay, without and with tax, in the order's currency."""
    given = chosen.wanted.given
    nights = (chosen.departure - chosen.arrival).days
    bare = shop.room_price(chosen.room_type, chosen.arrival, chosen.departure) * order.conversion_rate
    if (asked := given.get("unit_price_without_tax")) is not None:
        # The original's arithmetic is broken: right for one night, N/(N-1) too much for longer stays.
        bare = amount(asked) * nights / (nights - 1) if nights > 1 else amount(asked)
    tax = given.get("total_tax")
    taxed = shop.with_tax(bare) if tax in (None, {}) else bare + amount(tax)
    return cents(bare), cents(taxed)


def extras(shop: Shop, order: Order, row: RoomRow, wanted: WantedRoom) -> list[Extra]:
    found = []
    for service, quantity in wanted.services:
        units = quantity * (row.nights if service.per_day else 1)
        excl = service.price * units * order.conversion_rate
        found.append(Extra(service.id, quantity, cents(excl), cents(shop.with_tax(excl))))
    return found


def total(shop: Shop, order: Order) -> Decimal:
    """Add up the order anew, less its discount; return its total with tax."""
    rows = shop.rows_of(order.id)
    order.excl = sum((row.excl + sum(each.excl for each in row.extras) for row in rows), Decimal(0))
    order.incl = sum((row.incl + sum(each.incl for each in row.extras) for row in rows), Decimal(0))
    order.excl -= without_tax(shop, order.discount)
    order.incl -= order.discount
    return order.incl


def set_price(shop: Shop, order: Order, booking: Tree) -> None:
    """Raise the rooms to `total_price_with_tax`, each rounded by itself, so cents may be missing.

    A lower one is a discount on an order with an invoice, and ignored on any other.
    """
    asked = amount(part(booking, "price_details").get("total_price_with_tax"))
    rows = shop.rows_of(order.id)
    rooms = sum((row.incl for row in rows), Decimal(0))
    if int(asked) == 0 or asked == order.incl or not rooms:
        return
    if asked < order.incl:
        order.discount = order.incl - asked if order.invoiced else Decimal(0)
        total(shop, order)
        return
    left = asked - (order.incl - rooms)
    for row in rows:
        taxed = cents(left * row.incl / rooms)
        row.excl, row.incl = cents(taxed * row.excl / row.incl) if row.incl else taxed, taxed
        row.date_upd = shop.stamp()
    total(shop, order)


def settle_new(shop: Shop, order: Order, booking: Tree) -> None:
    """Give a new order its state and payment. `payment_status` 1 books all of it, whatever was given."""
    given = amount(part(booking, "price_details").get("total_paid") or 0)
    status = whole(booking.get("booking_status") or NEW)
    paid = whole(booking.get("payment_status") or 0)
    if status in (CANCELLED, REFUNDED):
        become(shop, order, shop.state("PS_OS_CANCELED" if status == CANCELLED else "PS_OS_REFUND"))
    elif 0 < given < order.bare or (status == NEW and paid == PARTIAL):
        if given:
            pay(shop, order, given, text(part(booking, "payment_detail"), "transaction_id"))
        become(shop, order, shop.state("PS_OS_PARTIAL_PAYMENT_ACCEPTED"))
    elif given >= order.bare > 0 or status == COMPLETED or paid == PAID:
        become(shop, order, shop.state("PS_OS_PAYMENT_ACCEPTED"))
    else:
        become(shop, order, shop.state("PS_OS_AWAITING_PAYMENT"))


async def replace(shop: Shop, booking: Tree, wanted: list[WantedRooms]) -> Order:
    """Make the order named in the body what is wanted; new rooms are taken before old ones are freed."""
    order = shop.orders[whole(booking["id"])]
    kept, missing = match(shop.rows_of(order.id), wanted)
    if not all(are_free(shop, each) for each in missing):
        raise refusal("Requested room(s) not available")
    chosen = choose(shop, missing)
    keep_customer(shop, part(booking, "customer_detail"))
    if chosen:
        await asyncio.sleep(shop.race.uniform(0, shop.house.choose_seconds) + shop.house.write_seconds)
    old = [row.id for row in shop.rows_of(order.id) if row.id not in kept]
    for each in chosen:
        write_room(shop, order, each)
        shop.passes("rows")
    total(shop, order)
    shop.passes("added")
    for id in old:
        shop.rows.pop(id, None)
    total(shop, order)
    shop.passes("removed")
    for id, room in kept.items():
        if id in shop.rows:
            shop.rows[id].extras = extras(shop, order, shop.rows[id], room)
    order.discount = Decimal(0)
    total(shop, order)
    remark(order, booking)
    set_price(shop, order, booking)
    settle_change(shop, order, booking)
    order.date_upd = shop.stamp()
    return order


def match(rows: list[RoomRow], wanted: list[WantedRooms]) -> tuple[dict[int, WantedRoom], list[WantedRooms]]:
    """Pair rows with wanted rooms by type and dates; return the kept rows and what is missing."""
    kept: dict[int, WantedRoom] = {}
    missing = []
    for each in wanted:
        same = [row for row in rows if (row.room_type, row.arrival, row.departure) == each.key]
        left = list(each.rooms)
        for row in same[: len(left)]:
            room = next((one for one in left if one.id_room == row.room), left[0])
            left.remove(room)
            kept[row.id] = room
        if left:
            missing.append(WantedRooms(*each.key, left))
    return kept, missing


def settle_change(shop: Shop, order: Order, booking: Tree) -> None:
    """Follow booking_status and total_paid; without a status the state stays."""
    status = whole(booking.get("booking_status") or 0)
    paid = whole(booking.get("payment_status") or 0)
    names = {
        NEW: {PAID: "PS_OS_PAYMENT_ACCEPTED", PARTIAL: "PS_OS_PARTIAL_PAYMENT_ACCEPTED"}.get(
            paid, "PS_OS_AWAITING_PAYMENT"
        ),
        COMPLETED: "PS_OS_PAYMENT_ACCEPTED",
        CANCELLED: "PS_OS_CANCELED",
        REFUNDED: "PS_OS_REFUND",
    }
    if status in names and order.state != shop.state(names[status]):
        become(shop, order, shop.state(names[status]))
    given = amount(part(booking, "price_details").get("total_paid") or 0)
    if given and given != order.paid:
        pay(shop, order, given - order.paid, "")  # method and transaction are lost here
