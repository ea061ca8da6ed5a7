"""Change a reservation: priced by hotel_ari, then written whole (pms.qloapps.replacing).

QloApps takes new rooms before it frees the old ones, so the guest's own room is never free for the guest.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pms import cancellation
from pms.base import (
    Change,
    Money,
    Occupancy,
    Offer,
    Receipt,
    ReservationInfo,
    RoomChange,
    RoomStay,
    RoomWish,
    Stay,
    Unoffered,
)
from pms.errors import PMSRefused
from pms.qloapps import notes, offers
from pms.qloapps.booking import conditions, receipt
from pms.qloapps.lock import writers_turn
from pms.qloapps.orders import ALLOTTED, Held, Shop, info, must_find, rooms_taken
from pms.qloapps.replacing import Plan, as_noted, possible, put, resume, stand


def preview(shop: Shop, code: str, wishes: Sequence[RoomWish]) -> Change:
    """See pms.base.PMS. Writes nothing."""
    held, before = changeable(shop, code, "not_changeable")
    changes = _changes(shop, held, before, wishes)
    possible(shop, plan(held, before, changes))
    zero = Money(Decimal(0), held.currency)
    new = {change.room: change.offer for change in changes}
    old = sum((room.total for room in before.live_rooms if room.id in new), zero)
    total = before.total - old + sum((offer.total for offer in new.values()), zero)
    after = [
        (new[room.id].stay, new[room.id].total) if room.id in new else (room.stay, room.total)
        for room in before.live_rooms
    ]
    terms = shop.facts.plan.cancellation
    ends = [cancellation.free_until(shop.hotel, stay, terms) for stay, _ in after]
    known = [end for end in ends if end is not None]
    return Change(
        before=before,
        rooms=tuple(changes),
        fee=zero,
        total=total,
        difference=total - before.total,
        free_cancellation_until=min(known) if len(known) == len(ends) else None,
        late_fee=sum((cancellation.late_fee(terms, money, money) for _, money in after), zero),
    )


def change(shop: Shop, key: str, wanted: Change) -> Receipt:
    """See pms.base.PMS."""
    code = wanted.before.code
    with writers_turn(shop.hotel) as turn:
        note = notes.begin(shop.hotel, key, notes.Verb.CHANGE, code=code)
        if note.outcome == notes.DONE:
            return receipt(shop, note, repeated=True)
        if note.sent_at:
            resume(shop, turn, note)
            if as_noted(shop, note):
                notes.done(note, code)
                return receipt(shop, note, repeated=True)
        now = preview(shop, code, [_wish(each) for each in wanted.rooms])
        if _terms(now) != _terms(wanted):
            raise PMSRefused("price_changed", "the change would cost another price by now")
        held = must_find(shop, code)
        target = plan(held, now.before, now.rooms)
        services = put(shop, turn, note, target)
        stand(shop, turn, target, services)
        notes.done(note, code)
        return receipt(shop, note, repeated=False)


def changeable(shop: Shop, code: str, refusal: str) -> tuple[Held, ReservationInfo]:
    """The order, if it has not begun. Raises PMSRefused `not_found` or `refusal`."""
    held = must_find(shop, code)
    before = info(shop, held)
    begun = any(room.status != ALLOTTED for room in held.live)
    if before.status != "confirmed" or begun or cancellation.has_begun(shop.hotel, before.stay):
        raise PMSRefused(refusal, "the stay has begun or is over")
    return held, before


def plan(
    held: Held,
    before: ReservationInfo,
    changes: Sequence[RoomChange],
    remark: str = "",
    without: Sequence[RoomStay] = (),
) -> Plan:
    """The order with these rooms changed and those left out."""
    gone = {
        id
        for room in [*(each.room for each in changes), *(each.id for each in without)]
        for id in room.split("+")
    }
    old = {room.id: room.total.amount for room in before.live_rooms}
    total = before.total.amount - sum(old[each.id] for each in without)
    total += sum(each.offer.total.amount - old[each.room] for each in changes)
    return Plan(
        held,
        tuple(room for room in held.live if str(room.id) not in gone),
        tuple((int(each.offer.room_type.code), each.offer.stay, each.offer.occupancy) for each in changes),
        total,
        remark,
    )


def _changes(shop: Shop, held: Held, before: ReservationInfo, wishes: Sequence[RoomWish]) -> list[RoomChange]:
    rooms = {room.id: room for room in before.live_rooms}
    wanted: list[tuple[RoomStay, Stay, str, Occupancy]] = []
    for wish in wishes:
        room = rooms.get(wish.room)
        if room is None:
            raise PMSRefused("no_such_room", "the reservation has no such room")
        if wish.rate_plan not in ("", shop.facts.plan.code):
            raise PMSRefused("no_rate", "there is no such rate plan")
        stay, people = wish.stay or room.stay, wish.occupancy or room.occupancy
        code = wish.room_type or room.room_type.code
        moved = (stay, code) != (room.stay, room.room_type.code)
        if people != room.occupancy and not moved:
            offers.check(shop.hotel, stay, people)
            raise PMSRefused("needs_staff", "QloApps cannot change who sleeps in a room that stays as it is")
        if moved:
            wanted.append((room, stay, code, people))
    if not wanted:
        raise PMSRefused("nothing_to_change", "this is how it is already")
    for _, stay, _, people in wanted:
        offers.check(shop.hotel, stay, people)
    sales = {stay: offers.ask(shop.client, shop.facts, stay) for _, stay, _, _ in wanted}
    needed = Counter((stay, code) for _, stay, code, _ in wanted)
    changes = []
    for room, stay, code, people in wanted:
        found = _offer(shop, sales[stay], stay, code, people)
        if isinstance(found, Offer) and found.rooms_left < needed[stay, code]:
            found = Unoffered(found.room_type, "sold_out")
        if isinstance(found, Unoffered):
            raise _refusal(shop, held, room, found, stay)
        changes.append(RoomChange(room.id, found))
    return changes


def _offer(
    shop: Shop, sales: Mapping[int, offers.Sale], stay: Stay, code: str, people: Occupancy
) -> Offer | Unoffered:
    kind = shop.facts.kind(code)
    if kind is None:
        raise PMSRefused("no_rate", "there is no such room type")
    return offers.offered(shop.facts, kind, sales.get(kind.id), stay, people)


def _refusal(shop: Shop, held: Held, room: RoomStay, found: Unoffered, stay: Stay) -> PMSRefused:
    code = found.room_type.code
    if found.code == "sold_out" and _own_room_would_do(shop, held, room, code, stay):
        return PMSRefused("needs_staff", "only the guest's own room is free, and QloApps does not see that")
    return PMSRefused(found.code, f"this stay cannot be booked: {found.code}")


def _own_room_would_do(shop: Shop, held: Held, room: RoomStay, code: str, stay: Stay) -> bool:
    own = [each for each in held.live if str(each.id) in room.id.split("+")]
    if code != room.room_type.code or not own:
        return False
    if stay.arrival >= room.stay.departure or room.stay.arrival >= stay.departure:
        return False
    return all(taken.order == held.id for taken in rooms_taken(shop, [own[0].room], stay))


def _wish(change: RoomChange) -> RoomWish:
    offer = change.offer
    return RoomWish(change.room, offer.stay, offer.room_type.code, offer.rate_plan.code, offer.occupancy)


def _terms(change: Change) -> tuple[object, ...]:
    rooms = tuple((each.room, conditions(each.offer)) for each in change.rooms)
    return change.fee, change.total, change.difference, rooms
