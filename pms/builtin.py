"""The builtin PMS: rooms, rates and reservations in our own database.

A writer locks the row of the room type, so two buyers of its last room come one after the other. The
exclusion constraint `no_room_is_sold_twice` is the last guard, also against writers that take no lock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Lower, Upper
from django.utils import timezone

from hotels.models import Guest, Hotel
from pms import cancellation, pricing
from pms.base import (
    Availability,
    CancellationTerms,
    GuestDetails,
    House,
    Money,
    Occupancy,
    Offer,
    RatePlanInfo,
    Receipt,
    ReservationInfo,
    RoomTypeInfo,
    Stay,
    Unoffered,
)
from pms.codes import new_code, normalise
from pms.errors import PMSRefused
from pms.metrics import measured
from pms.models import Rate, RatePlan, Reservation, Room, RoomType, Tax
from pms.records import from_json, to_json

MAX_NIGHTS = 30
HORIZON_DAYS = 730
MAX_CHILD_AGE = 17
NEWEST = 50  # reservations of one guest


class Builtin:
    """Fulfils pms.base.PMS for one hotel."""

    def __init__(self, hotel: Hotel) -> None:
        self.hotel = hotel

    @measured("house", "local")
    def house(self) -> House:
        return House(
            tuple(map(room_type_info, self.hotel.room_types.all())),
            tuple(map(rate_plan_info, self.hotel.rate_plans.all())),
        )

    @measured("find_offers", "local")
    def find_offers(self, stay: Stay, occupancy: Occupancy) -> Availability:
        """Everything that can be booked, cheapest first, in the same number of queries however big the house.

        Raises PMSRefused `past_date`, `too_long`, `too_far` or `bad_occupancy`.
        """
        self._check(stay, occupancy)
        plans = list(self.hotel.rate_plans.all())
        rates = self._rates(stay)
        taxes = list(self.hotel.taxes.all())
        free: dict[int, int] = {}
        for room in self._free_rooms(stay):
            free[room.room_type_id] = free.get(room.room_type_id, 0) + 1
        offers: list[tuple[Offer, int]] = []
        unoffered: list[Unoffered] = []
        for position, room_type in enumerate(self.hotel.room_types.all()):
            if reason := _no_room(room_type, occupancy, free.get(room_type.pk, 0)):
                unoffered.append(reason)
                continue
            tried = [
                _priced(
                    room_type, plan, stay, occupancy, rates=rates, taxes=taxes, rooms_left=free[room_type.pk]
                )
                for plan in plans
            ]
            found = [(offer, position) for offer in tried if isinstance(offer, Offer)]
            offers += found
            if not found:
                unoffered.append(_nearest(room_type, [miss for miss in tried if isinstance(miss, Unoffered)]))
        offers.sort(key=lambda pair: (pair[0].total.amount, pair[1]))
        return Availability(tuple(offer for offer, _ in offers), tuple(unoffered))

    @measured("book", "local")
    def book(self, key: str, offer: Offer, guest: GuestDetails) -> Receipt:
        """See pms.base.PMS. Raises PMSRefused also with every code of `find_offers` and `Unoffered`."""
        for attempt in (1, 2):
            try:
                with transaction.atomic():
                    reservation, repeated = self._write(key, offer, guest)
                break
            except IntegrityError as error:
                # Somebody wrote without our lock, or the key or code was taken meanwhile: look again once.
                if attempt == 2 and "no_room_is_sold_twice" in str(error):
                    raise PMSRefused("sold_out", "the last room went to somebody else") from error
                if attempt == 2:
                    raise
        return self._receipt(reservation.code, repeated=repeated)

    @measured("cancel", "local")
    def cancel(self, key: str, code: str, fee: Money) -> Receipt:
        """See pms.base.PMS. Raises PMSRefused `not_found`, `already_cancelled`, `not_cancellable`."""
        with transaction.atomic():
            locked = Reservation.objects.select_for_update(of=("self",), no_key=True)
            reservation = self._with_types(locked).filter(code=normalise(code)).first()
            if reservation is None:
                raise PMSRefused("not_found", "there is no such reservation")
            repeated = reservation.status == Reservation.Status.CANCELLED
            if repeated and reservation.cancel_key != key:
                raise PMSRefused("already_cancelled", "the reservation is cancelled already")
            if not repeated:
                self._cancel(reservation, key, fee)
        return self._receipt(reservation.code, repeated=repeated)

    @measured("reservation", "local")
    def reservation(self, code: str) -> ReservationInfo | None:
        row = self._with_types(Reservation.objects.all()).filter(code=normalise(code)).first()
        return self._info(row) if row else None

    @measured("reservations_of", "local")
    def reservations_of(self, guest: GuestDetails) -> Sequence[ReservationInfo]:
        rows = self._with_types(Reservation.objects.all()).filter(guest_id=guest.key)
        return [self._info(row) for row in rows.order_by(Lower("stay").desc(), "-id")[:NEWEST]]

    # What follows serves the methods above.

    def _check(self, stay: Stay, occupancy: Occupancy) -> None:
        today = self.hotel.today()
        if stay.arrival < today:
            raise PMSRefused("past_date", f"arrival {stay.arrival} is past; today is {today} at the hotel")
        if stay.arrival > today + timedelta(days=HORIZON_DAYS):
            raise PMSRefused("too_far", f"arrival can be at most {HORIZON_DAYS} days from today")
        if stay.nights > MAX_NIGHTS:
            raise PMSRefused("too_long", f"a stay can have at most {MAX_NIGHTS} nights")
        if occupancy.adults < 1 or any(not 0 <= age <= MAX_CHILD_AGE for age in occupancy.children_ages):
            raise PMSRefused("bad_occupancy", f"at least one adult; children are 0 to {MAX_CHILD_AGE}")

    def _rates(self, stay: Stay) -> list[Rate]:
        """All lines that touch the stay, in the hotel's order: of two, the later one wins."""
        touching = self.hotel.rates.filter(first_night__lt=stay.departure, last_night__gte=stay.arrival)
        return list(touching.order_by("position", "id"))

    def _free_rooms(self, stay: Stay) -> QuerySet[Room]:
        """Active rooms that nobody has on any night of the stay: one room serves the whole stay."""
        taken = Reservation.objects.filter(
            room=OuterRef("pk"),
            status=Reservation.Status.CONFIRMED,
            stay__overlap=(stay.arrival, stay.departure),
        )
        return Room.objects.filter(~Exists(taken), hotel=self.hotel, is_active=True)

    def _write(self, key: str, offer: Offer, guest: GuestDetails) -> tuple[Reservation, bool]:
        """The reservation of this key, and whether it was there before. Only inside a transaction."""
        locked = self.hotel.room_types.select_for_update(no_key=True)
        room_type = locked.filter(code=offer.room_type.code).first()
        # Looked up only now, behind the lock: a twin of this call has finished or has not begun.
        if done := Reservation.objects.filter(hotel=self.hotel, key=key).first():
            return done, True
        plan = self.hotel.rate_plans.filter(code=offer.rate_plan.code).first()
        if room_type is None or plan is None:
            raise PMSRefused("no_rate", "this room type or rate plan is not sold any more")
        if not Guest.objects.filter(hotel=self.hotel, pk=guest.key).exists():
            raise PMSRefused("not_found", "there is no such guest")
        self._check(offer.stay, offer.occupancy)
        room = self._best_room(room_type, offer.stay)
        now = _no_room(room_type, offer.occupancy, int(room is not None)) or _priced(
            room_type,
            plan,
            offer.stay,
            offer.occupancy,
            rates=self._rates(offer.stay),
            taxes=self.hotel.taxes.all(),
            rooms_left=1,
        )
        if isinstance(now, Unoffered) or room is None:
            code = now.code if isinstance(now, Unoffered) else "sold_out"
            raise PMSRefused(code, f"this stay cannot be booked any more: {code}")
        if _conditions(now) != _conditions(offer):
            raise PMSRefused("price_changed", "the price or the conditions are others by now")
        reservation = Reservation.objects.create(
            hotel=self.hotel,
            code=new_code(),
            key=key,
            room=room,
            room_type=room_type,
            rate_plan=plan,
            guest_id=guest.key,
            guest_name=guest.name,
            stay=(offer.stay.arrival, offer.stay.departure),
            adults=offer.occupancy.adults,
            children_ages=list(offer.occupancy.children_ages),
            total=now.total.amount,
            currency=now.total.currency,
            terms=to_json(now),
        )
        return reservation, False

    def _best_room(self, room_type: RoomType, stay: Stay) -> Room | None:
        """The free room that leaves the shortest gaps to its neighbouring stays; of two, the lower number."""
        near = Reservation.objects.filter(room=OuterRef("pk"), status=Reservation.Status.CONFIRMED)
        before = near.filter(stay__fully_lt=(stay.arrival, stay.departure))
        after = near.filter(stay__fully_gt=(stay.arrival, stay.departure))
        rooms = self._free_rooms(stay).filter(room_type=room_type)
        rooms = rooms.annotate(
            left_at=Subquery(before.annotate(at=Upper("stay")).order_by("-at").values("at")[:1]),
            taken_at=Subquery(after.annotate(at=Lower("stay")).order_by("at").values("at")[:1]),
        )
        today = self.hotel.today()
        horizon = stay.departure + timedelta(days=HORIZON_DAYS)

        def gap(room: Room) -> tuple[int, str]:
            left_at = max(getattr(room, "left_at", None) or today, today)
            taken_at = getattr(room, "taken_at", None) or horizon
            return (stay.arrival - left_at).days + (taken_at - stay.departure).days, room.number

        return min(rooms, key=gap, default=None)

    def _cancel(self, reservation: Reservation, key: str, fee: Money) -> None:
        found = self._info(reservation)
        if cancellation.has_begun(self.hotel, found.stay):
            raise PMSRefused("not_cancellable", "the stay has begun")
        if fee != found.cancellation_fee:
            raise PMSRefused("price_changed", f"cancelling costs {found.cancellation_fee} by now")
        reservation.status = Reservation.Status.CANCELLED
        reservation.cancel_key = key
        reservation.cancellation_fee = fee.amount
        reservation.cancelled_at = timezone.now()
        reservation.save(update_fields=["status", "cancel_key", "cancellation_fee", "cancelled_at"])

    def _with_types(self, rows: QuerySet[Reservation]) -> QuerySet[Reservation]:
        return rows.filter(hotel=self.hotel).select_related("room_type", "rate_plan")

    def _receipt(self, code: str, *, repeated: bool) -> Receipt:
        row = self._with_types(Reservation.objects.all()).get(code=code)
        return Receipt(self._info(row), row.cancelled_at or row.created_at, repeated)

    def _info(self, row: Reservation) -> ReservationInfo:
        """The reservation on the terms it was sold on, whatever the plan says today."""
        sold = from_json(Offer, row.terms)
        total = Money(row.total, row.currency)
        cancelled = row.status == Reservation.Status.CANCELLED
        arguments = (self.hotel, sold.stay, sold.rate_plan.cancellation)
        fee = cancellation.fee_now(*arguments, sold.nights[0].price, total)
        if cancelled:
            fee = Money(row.cancellation_fee or fee.amount * 0, row.currency)
        return ReservationInfo(
            code=row.code,
            status=row.status,
            room_type=room_type_info(row.room_type),
            rate_plan=replace(rate_plan_info(row.rate_plan), cancellation=sold.rate_plan.cancellation),
            stay=sold.stay,
            occupancy=sold.occupancy,
            total=total,
            guest_name=row.guest_name,
            free_cancellation_until=None if cancelled else cancellation.free_until(*arguments),
            cancellation_fee=fee,
        )


def room_type_info(row: RoomType) -> RoomTypeInfo:
    return RoomTypeInfo(row.code, row.name, row.description, row.max_adults, row.max_children, row.max_total)


def rate_plan_info(row: RatePlan) -> RatePlanInfo:
    return RatePlanInfo(
        row.code, row.name, tuple(row.includes), CancellationTerms(row.free_until_days, row.fee)
    )


def _no_room(room_type: RoomType, occupancy: Occupancy, free: int) -> Unoffered | None:
    """Why no room of this type will do, whatever the price; None if one will."""
    if (
        occupancy.adults > room_type.max_adults
        or occupancy.children > room_type.max_children
        or occupancy.total > room_type.max_total
    ):
        return Unoffered(room_type_info(room_type), "over_capacity")
    return None if free else Unoffered(room_type_info(room_type), "sold_out")


def _priced(
    room_type: RoomType,
    plan: RatePlan,
    stay: Stay,
    occupancy: Occupancy,
    *,
    rates: Iterable[Rate],
    taxes: Iterable[Tax],
    rooms_left: int,
) -> Offer | Unoffered:
    """The offer of one room type on one plan, or why there is none."""
    lines = [rate for rate in rates if rate.room_type_id == room_type.pk and rate.rate_plan_id == plan.pk]
    nights = pricing.min_stay(stay.arrival, lines)
    if nights is not None and stay.nights < nights:
        return Unoffered(room_type_info(room_type), "min_stay", nights)
    price = pricing.price(stay, occupancy, lines, taxes)
    if price is None:
        return Unoffered(room_type_info(room_type), "no_rate")
    return Offer(
        room_type=room_type_info(room_type),
        rate_plan=rate_plan_info(plan),
        stay=stay,
        occupancy=occupancy,
        nights=price.nights,
        taxes_added=price.taxes_added,
        total=price.total,
        rooms_left=rooms_left,
    )


def _nearest(room_type: RoomType, misses: Sequence[Unoffered]) -> Unoffered:
    """Of the reasons per plan the one that asks least: the shortest minimum stay, else no rate at all."""
    too_short = [miss for miss in misses if miss.nights is not None]
    return min(
        too_short, key=lambda miss: miss.nights or 0, default=Unoffered(room_type_info(room_type), "no_rate")
    )


def _conditions(offer: Offer) -> tuple[object, ...]:
    """What must not have changed between the quote and the booking."""
    plan = offer.rate_plan
    return offer.nights, offer.taxes_added, offer.total, plan.cancellation, plan.includes
