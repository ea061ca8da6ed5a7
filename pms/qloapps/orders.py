"""Orders and their rooms as QloApps holds them, read where it does not fail, and said in our values.

`GET bookings` answers 500 on many hosts and knows no status, so orders, room_bookings and customers are
read instead. One installation may have several hotels: rows of another are not ours, whatever the order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hotels.models import Hotel
from pms import cancellation
from pms.base import Money, Occupancy, ReservationInfo, RoomStay, RoomTypeInfo, Stay
from pms.errors import PMSRefused, PMSUnavailable
from pms.money import CENT
from pms.qloapps import notes
from pms.qloapps.client import Client, Row
from pms.qloapps.guests import shown_name
from pms.qloapps.house import Facts
from pms.qloapps.wire import ages, day, moment, price, whole

BATCH = 50  # ids in one filter: addresses have an end
ORDER = (
    "[id,reference,current_state,source,id_customer,id_currency,total_paid_tax_incl,"
    "total_discounts_tax_incl,date_add,date_upd]"
)
ROOM = (
    "[id,id_product,id_hotel,id_order,id_room,room_num,room_type_name,id_status,date_from,date_to,check_out,"
    "adults,children,child_ages,total_price_tax_incl,is_refunded,is_cancelled,is_back_order]"
)
ALLOTTED, IN, OUT = 1, 2, 3
STATUS = {ALLOTTED: "confirmed", IN: "checked_in", OUT: "checked_out"}


@dataclass(frozen=True)
class Shop:
    """One hotel's QloApps: who asks, how, and what is known of it."""

    hotel: Hotel
    client: Client
    facts: Facts


@dataclass(frozen=True)
class Room:
    """One row of room_bookings."""

    id: int
    order: int
    room: int
    number: str
    room_type: int
    type_name: str
    status: int
    stay: Stay
    occupancy: Occupancy
    total: Decimal
    live: bool  # holds its room: neither refunded, cancelled nor a back order
    left: date  # the day from which the room is free again

    @property
    def line(self) -> tuple[int, date, date]:
        """What QloApps tells rooms of an order apart by when it changes one."""
        return self.room_type, self.stay.arrival, self.stay.departure


@dataclass(frozen=True)
class Held:
    """An order with its rooms in this hotel, in the order of their ids."""

    id: int
    reference: str
    source: str
    customer: int
    guest_name: str
    currency: str
    total: Decimal
    discounts: Decimal
    cancelled: bool
    updated_at: datetime | None
    rooms: tuple[Room, ...] = field(default=())

    @property
    def live(self) -> tuple[Room, ...]:
        return () if self.cancelled else tuple(room for room in self.rooms if room.live)

    @property
    def blocks(self) -> bool:
        """Whether a room is still kept from others: a cancellation that broke off does so for ever."""
        return any(room.live for room in self.rooms)


def find(shop: Shop, code: str) -> Held | None:
    """The order with this reference."""
    return next(iter(load(shop, orders_where(shop, **{"filter[reference]": f"[{code}]"}))), None)


def must_find(shop: Shop, code: str) -> Held:
    """Raises PMSRefused `not_found`."""
    held = find(shop, code) if code else None
    if held is None:
        raise PMSRefused("not_found", "there is no such reservation")
    return held


def orders_where(shop: Shop, **query: str) -> list[Row]:
    return shop.client.rows("orders", **{"display": ORDER} | query)


def load(shop: Shop, orders: Iterable[Row], *, roomless: bool = False) -> list[Held]:
    """The orders that have a room in this hotel, with their rooms and guests, in the order given.

    `roomless`: also those without any room, as a booking that broke off leaves them.
    """
    by_id = {whole(row.get("id")): row for row in orders}
    rooms: dict[int, list[Room]] = {}
    for room in _batched(shop, "room_bookings", by_id, root="bookings", column="id_order", display=ROOM):
        if whole(room.get("id_hotel")) == shop.facts.property_id:
            rooms.setdefault(whole(room.get("id_order")), []).append(_room(room))
    wanted = {id: row for id, row in by_id.items() if roomless or id in rooms}
    customers = {whole(row.get("id_customer")) for row in wanted.values()} - {0}
    names = {
        whole(row.get("id")): shown_name(str(row.get("firstname") or ""), str(row.get("lastname") or ""))
        for row in _batched(
            shop, "customers", customers, root="customers", column="id", display="[id,firstname,lastname]"
        )
    }
    return [_held(shop, row, rooms.get(id, ()), names) for id, row in wanted.items()]


def rooms_taken(shop: Shop, ids: Iterable[int], stay: Stay) -> list[Room]:
    """Live rows of these rooms that overlap the stay, whoever booked them."""
    found: list[Room] = []
    listed = sorted(set(ids))
    if not listed:
        return found
    rows = shop.client.rows(
        "room_bookings",
        "bookings",
        **{
            "display": ROOM,
            "filter[id_room]": f"[{'|'.join(map(str, listed))}]",
            "filter[is_refunded]": "[0]",
            "filter[date_from]": f"<[{stay.departure} 00:00:00]",
            "filter[date_to]": f">[{stay.arrival} 00:00:00]",
        },
    )
    for row in rows:
        room = _room(row)
        if room.live and room.stay.arrival < stay.departure and room.left > stay.arrival:
            found.append(room)
    return found


def info(shop: Shop, held: Held) -> ReservationInfo:
    """The order as a reservation."""
    return infos(shop, [held])[0]


def infos(shop: Shop, orders: Sequence[Held]) -> list[ReservationInfo]:
    """Orders as reservations. What QloApps cannot keep (fees, an odd name) comes from our notes."""
    kept = notes.of(shop.hotel, [held.reference for held in orders])
    return [_info(shop, held, kept[held.reference]) for held in orders]


def type_info(shop: Shop, room: Room) -> RoomTypeInfo:
    """The room type, or what the booked room says of one that is not sold any more."""
    kind = shop.facts.kind(str(room.room_type))
    if kind:
        return kind.info
    language = next(iter(shop.facts.languages.values()), "en")
    people = room.occupancy
    name = {language: room.type_name} if room.type_name else {}
    return RoomTypeInfo(str(room.room_type), name, {}, people.adults, people.children, people.total)


def _info(shop: Shop, held: Held, kept: notes.Kept) -> ReservationInfo:
    zero = Money(Decimal(0), held.currency)
    rooms = _stays(shop, held)
    live = [room for room in rooms if room.status != "cancelled"]
    ends = [_free_until(shop, room) for room in live]
    known = [end for end in ends if end is not None]
    fee = sum((room.cancellation_fee for room in live), zero)
    return ReservationInfo(
        code=held.reference,
        status=_status(held),
        rooms=rooms,
        total=Money(held.total, held.currency),
        guest_name=kept.guest_name if held.guest_name == kept.sent_name else held.guest_name,
        free_cancellation_until=min(known) if live and len(known) == len(ends) else None,
        cancellation_fee=fee if live else Money(kept.fee, held.currency),
        updated_at=held.updated_at,
        remarks=kept.remarks,
    )


def _free_until(shop: Shop, room: RoomStay) -> datetime | None:
    return cancellation.free_until(shop.hotel, room.stay, room.rate_plan.cancellation)


def _stays(shop: Shop, held: Held) -> tuple[RoomStay, ...]:
    live = _joined(held.live)
    cents = held.total - sum((total for *_, total in live), Decimal(0))
    if abs(cents) > CENT * len(live):
        cents = Decimal(0)  # services or a discount, which are no room's
    found = []
    for number, (id, first, stay, total) in enumerate(live):
        money = Money(total + (cents if number == 0 else 0), held.currency)
        found.append(_stay(shop, id, first, stay, total=money, status=STATUS.get(first.status, "confirmed")))
    ids = {room.id for room in held.live}
    for room in held.rooms:
        if room.id not in ids:
            money = Money(room.total, held.currency)
            found.append(_stay(shop, str(room.id), room, room.stay, total=money, status="cancelled"))
    return tuple(found)


def _joined(rooms: Sequence[Room]) -> list[tuple[str, Room, Stay, Decimal]]:
    """Rooms with ids, stays and totals; nights added to a stay in the same room are a row of their own."""
    found: list[tuple[str, Room, Stay, Decimal]] = []
    for room in sorted(rooms, key=lambda each: (each.room, each.stay.arrival)):
        id, first, stay, total = found[-1] if found else ("", room, room.stay, Decimal(0))
        if (
            found
            and (first.room, first.occupancy) == (room.room, room.occupancy)
            and (stay.departure == room.stay.arrival)
        ):
            longer = Stay(stay.arrival, room.stay.departure)
            found[-1] = f"{id}+{room.id}", first, longer, total + room.total
        else:
            found.append((str(room.id), room, room.stay, room.total))
    return sorted(found, key=lambda each: each[1].id)


def _stay(shop: Shop, id: str, room: Room, stay: Stay, *, total: Money, status: str) -> RoomStay:
    plan = shop.facts.plan
    gone = status == "cancelled"
    nothing = Money(Decimal(0), total.currency)
    fee = cancellation.fee_now(shop.hotel, stay, plan.cancellation, total, total)
    return RoomStay(
        id=id,
        status=status,
        room_type=type_info(shop, room),
        rate_plan=plan,
        stay=stay,
        occupancy=room.occupancy,
        total=total,
        cancellation_fee=nothing if gone else fee,
        room_number=room.number,
    )


def _status(held: Held) -> str:
    states = {room.status for room in held.live}
    if not states:
        return "cancelled"
    if IN in states:
        return "checked_in"
    return "checked_out" if states == {OUT} else "confirmed"


def _held(shop: Shop, row: Row, rooms: Sequence[Room], names: Mapping[int, str]) -> Held:
    facts = shop.facts
    currency = facts.currencies.get(whole(row.get("id_currency")))
    if currency is None:
        raise PMSUnavailable("QloApps has an order in a currency it does not know")
    return Held(
        id=whole(row.get("id")),
        reference=str(row.get("reference") or ""),
        source=str(row.get("source") or ""),
        customer=whole(row.get("id_customer")),
        guest_name=names.get(whole(row.get("id_customer")), ""),
        currency=currency,
        total=price(row.get("total_paid_tax_incl")),
        discounts=price(row.get("total_discounts_tax_incl") or 0),
        cancelled=whole(row.get("current_state")) in (facts.cancelled, facts.refunded),
        updated_at=moment(row.get("date_upd"), ZoneInfo(facts.timezone)),
        rooms=tuple(sorted(rooms, key=lambda room: room.id)),
    )


def _room(row: Row) -> Room:
    arrival, departure = day(row.get("date_from")), day(row.get("date_to"))
    children = whole(row.get("children"))
    status = whole(row.get("id_status"))
    left = departure
    if status == OUT and not str(row.get("check_out")).startswith("0000") and row.get("check_out"):
        left = min(departure, day(row.get("check_out")))  # who leaves early frees the room
    return Room(
        id=whole(row.get("id")),
        order=whole(row.get("id_order")),
        room=whole(row.get("id_room")),
        number=str(row.get("room_num") or ""),
        room_type=whole(row.get("id_product")),
        type_name=str(row.get("room_type_name") or ""),
        status=status,
        stay=Stay(arrival, max(departure, arrival + timedelta(days=1))),
        occupancy=Occupancy(whole(row.get("adults")), ages(row.get("child_ages"), children)),
        total=price(row.get("total_price_tax_incl")),
        live=not any(whole(row.get(flag)) for flag in ("is_refunded", "is_cancelled", "is_back_order")),
        left=left,
    )


def _batched(
    shop: Shop, resource: str, ids: Iterable[int], *, root: str, column: str, display: str
) -> Iterable[Row]:
    listed = sorted(ids)
    for start in range(0, len(listed), BATCH):
        some = "|".join(map(str, listed[start : start + BATCH]))
        yield from shop.client.rows(resource, root, **{"display": display, f"filter[{column}]": f"[{some}]"})
