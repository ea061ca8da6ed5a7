"""Changes of reservations in our own database: priced first, then written at that price.

Nights that stay what they were (same room type, plan, people and date) keep the price they were sold at,
the others cost what they cost today (pms.pricing). The fee for changing at all is that of each changed
room's plan by the hotel's clock (pms.cancellation). A guest in the house can change the departure only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hotels.models import Hotel
from pms import cancellation, inventory, pricing
from pms.base import Change, Money, Occupancy, Offer, RoomChange, RoomWish, Stay, Unoffered
from pms.errors import PMSRefused
from pms.limits import check_occupancy, check_stay, no_room
from pms.models import RatePlan, Reservation, RoomStay, RoomType
from pms.records import to_json
from pms.reservations import GIVEN_UP, add, free_until, info_of, live, note, settle, snapshot, sold_as

Status = Reservation.Status


@dataclass(frozen=True)
class Wanted:
    """One room of a reservation, and all of what it should become."""

    row: RoomStay
    sold: Offer
    room_type: RoomType
    rate_plan: RatePlan
    stay: Stay
    occupancy: Occupancy

    @property
    def need(self) -> inventory.Need:
        """The room it has is kept where it can be, also one of another type that staff moved it to."""
        use = getattr(self.row, "use", None)
        same_type = self.room_type.pk == self.row.room_type_id
        return inventory.Need(self.room_type.pk, self.nights, use.room_id if use and same_type else None)

    @property
    def nights(self) -> Stay:
        """When the room is used: of a guest who was moved in the house, since then."""
        use = getattr(self.row, "use", None)
        in_house = use is not None and self.row.status == Status.CHECKED_IN
        return Stay(use.period.lower, self.stay.departure) if use and in_house else self.stay


def preview(hotel: Hotel, row: Reservation, wishes: Sequence[RoomWish]) -> Change:
    """See pms.base.PMS.preview_change. Raises PMSRefused also `no_such_room`, `bad_change`.

    `row` as of reservations.rows.
    """
    wanted = _wanted(hotel, row, wishes)
    inventory.assign(hotel, [each.need for each in wanted], without=[each.row.pk for each in wanted])
    return _priced(hotel, row, wanted)


def write(hotel: Hotel, row: Reservation, change: Change, *, key: str, actor: str, reason: str = "") -> None:
    """Write a change at exactly what it was priced at. `row` is locked.

    Raises PMSRefused as `preview`, and `price_changed` when it costs or promises another now.
    """
    room_types = {room.offer.room_type.code for room in change.rooms}
    uses = hotel.room_uses.filter(room_stay__reservation=row)
    inventory.lock_types(hotel, room_types, list(uses.values_list("room", flat=True)))
    wanted = _wanted(hotel, row, [_wish(room) for room in change.rooms])
    now = _priced(hotel, row, wanted)
    if _promise(now) != _promise(change):
        raise PMSRefused("price_changed", "the change costs or promises another by now")
    before = snapshot(row)
    given_back = [each.row.pk for each in wanted]
    rooms = inventory.assign(hotel, [each.need for each in wanted], without=given_back)
    hotel.room_uses.filter(room_stay__in=given_back).delete()
    for each, room, priced in zip(wanted, rooms, now.rooms, strict=True):
        _rewrite(each, priced.offer)
        inventory.occupy(room, each.row, each.nights)
    row.fees += now.fee.amount
    settle(row)
    note(row, "changed", actor, before=before, key=key, reason=reason)


def conditions(offer: Offer) -> tuple[object, ...]:
    """What must not have changed between the quote and the writing."""
    plan = offer.rate_plan
    terms = plan.cancellation, plan.changes, plan.deposit, plan.includes
    prices = [(night.date, night.price) for night in offer.nights]
    return prices, offer.taxes_added, offer.total, terms


def _wish(room: RoomChange) -> RoomWish:
    offer = room.offer
    return RoomWish(room.room, offer.stay, offer.room_type.code, offer.rate_plan.code, offer.occupancy)


def _promise(change: Change) -> tuple[object, ...]:
    """What a guest said yes to; when free cancellation ends moves with the clock and is left out."""
    rooms = [(room.room, conditions(room.offer)) for room in change.rooms]
    return rooms, change.fee, change.total, change.difference


def _wanted(hotel: Hotel, row: Reservation, wishes: Sequence[RoomWish]) -> list[Wanted]:
    """What every wish comes to, without those that change nothing. Raises PMSRefused, see `preview`."""
    if row.status not in (Status.PENDING, Status.CONFIRMED, Status.CHECKED_IN):
        raise PMSRefused("not_changeable", f"the reservation is {row.status}")
    rooms = {str(room.pk): room for room in live(row)}
    if not {wish.room for wish in wishes} <= rooms.keys():
        raise PMSRefused("no_such_room", "the reservation has no such room (any more)")
    if len({wish.room for wish in wishes}) < len(wishes):
        raise PMSRefused("bad_change", "each room can be named once")
    types = {room_type.code: room_type for room_type in hotel.room_types.all()}
    plans = {plan.code: plan for plan in hotel.rate_plans.all()}
    found = []
    for wish in wishes:
        room = rooms[wish.room]
        room_type, plan = wish.room_type or room.room_type.code, wish.rate_plan or room.rate_plan.code
        if room_type not in types or plan not in plans:
            raise PMSRefused("no_rate", "there is no such room type or rate plan")
        now = Stay(room.stay.lower, room.stay.upper), Occupancy(room.adults, tuple(room.children_ages))
        stay, occupancy = wish.stay or now[0], wish.occupancy or now[1]
        wanted = Wanted(room, sold_as(room), types[room_type], plans[plan], stay, occupancy)
        if (stay, occupancy) == now and _same_product(wanted):
            continue
        _check(hotel, wanted)
        found.append(wanted)
    if not found:
        raise PMSRefused("nothing_to_change", "the reservation is like that already")
    return found


def _same_product(wanted: Wanted) -> bool:
    row = wanted.row
    return (wanted.room_type.pk, wanted.rate_plan.pk) == (row.room_type_id, row.rate_plan_id)


def _check(hotel: Hotel, wanted: Wanted) -> None:
    """Raise PMSRefused where this cannot be asked for, whatever it costs."""
    row, in_house = wanted.row, wanted.row.status == Status.CHECKED_IN
    occupancy = Occupancy(row.adults, tuple(row.children_ages))
    if in_house:
        fixed = wanted.stay.arrival == row.stay.lower and _same_product(wanted)
        if not fixed or wanted.occupancy != occupancy:
            raise PMSRefused("not_changeable", "a guest in the house can change the departure only")
        use = getattr(row, "use", None)
        if use and wanted.stay.departure <= use.period.lower:
            raise PMSRefused("not_changeable", "the guest was moved today: check out instead")
    elif row.status not in (Status.PENDING, Status.CONFIRMED) or cancellation.has_begun(
        hotel, wanted.sold.stay
    ):
        raise PMSRefused("not_changeable", "the stay has begun")
    check_stay(hotel, wanted.stay, in_house=in_house)
    check_occupancy(wanted.occupancy)
    if miss := no_room(wanted.room_type, wanted.occupancy, 1):
        raise PMSRefused(miss.code, "so many people do not fit into such a room")


def _priced(hotel: Hotel, row: Reservation, wanted: Sequence[Wanted]) -> Change:
    before = info_of(hotel, row)
    fees, offers = [], []
    for each in wanted:
        fee = cancellation.room_change_fee_now(hotel, each.sold)
        if fee is None:
            raise PMSRefused("not_changeable", "the terms of this rate do not allow a change (any more)")
        fees.append(fee)
        offers.append(_offer(hotel, each, row.currency))
    fee = add(fees, row.currency)
    new = {each.row.pk: offer for each, offer in zip(wanted, offers, strict=True)}
    rooms = [new.get(room.pk) or sold_as(room) for room in live(row)]
    total = add(_others(row, new, fee), row.currency)
    return Change(
        before=before,
        rooms=tuple(RoomChange(str(pk), offer) for pk, offer in new.items()),
        fee=fee,
        total=total,
        difference=total - before.total,
        free_cancellation_until=free_until(hotel, rooms),
        late_fee=add((_late_fee(room) for room in rooms), row.currency),
    )


def _others(row: Reservation, new: dict[int, Offer], fee: Money) -> Iterable[Money]:
    """The summands of the total afterwards, as of reservations.settle."""
    yield fee
    yield Money(row.fees, row.currency)
    for room in row.room_stays.all():
        if room.pk in new:
            yield new[room.pk].total
        elif room.status in GIVEN_UP:
            yield Money(room.cancellation_fee or fee.amount * 0, row.currency)
        else:
            yield Money(room.total, row.currency)


def _late_fee(sold: Offer) -> Money:
    return cancellation.late_fee(sold.rate_plan.cancellation, sold.nights[0].price, sold.total)


def _offer(hotel: Hotel, wanted: Wanted, currency: str) -> Offer:
    sold = wanted.sold
    tariff = pricing.load(hotel, wanted.stay, sold.promotion.code if sold.promotion else "")
    found = tariff.offer(
        wanted.room_type, wanted.rate_plan, wanted.stay, wanted.occupancy, rooms_left=1, sold=sold
    )
    if isinstance(found, Unoffered):
        raise PMSRefused(found.code, f"this change is not possible: {found.code}")
    if found.total.currency != currency:
        raise PMSRefused("not_changeable", "this is sold in another currency")
    return found


def _rewrite(wanted: Wanted, offer: Offer) -> None:
    row = wanted.row
    row.room_type, row.rate_plan = wanted.room_type, wanted.rate_plan
    row.stay = (offer.stay.arrival, offer.stay.departure)
    row.adults, row.children_ages = wanted.occupancy.adults, list(wanted.occupancy.children_ages)
    row.total, row.terms = offer.total.amount, to_json(offer)
    row.save(update_fields=["room_type", "rate_plan", "stay", "adults", "children_ages", "total", "terms"])
