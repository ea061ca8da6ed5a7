"""The builtin PMS: rooms, rates and reservations in our own database.

A writer locks the reservation it changes, then the room types whose rooms it gives away (pms.inventory), and
only then looks for its key: a twin of the call has finished by then or has not begun.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Min, Q, QuerySet, Value
from django.db.models.functions import Concat, Lower
from django.utils import timezone

from hotels.models import Guest, GuestIdentity, Hotel
from pms import cancellation, changes, inventory, pricing
from pms.base import (
    Availability,
    Change,
    Changes,
    GuestDetails,
    House,
    Money,
    Occupancy,
    Offer,
    Receipt,
    ReservationInfo,
    RoomInfo,
    RoomWish,
    ServiceInfo,
    Stay,
    Unoffered,
)
from pms.catalogue import rate_plan_info, room_type_info
from pms.codes import new_code, normalise
from pms.errors import PMSRefused
from pms.limits import check_occupancy, check_stay, no_room
from pms.metrics import measured
from pms.models import PartyMember, RatePlan, Reservation, ReservationChange, RoomStay, RoomType, Service
from pms.records import to_json
from pms.reservations import add, chosen, give_up, info_of, locked, note, rows, snapshot, sold_as

NEWEST = 50  # reservations of one guest
OVERLAP = timedelta(minutes=2)  # a change is seen when its transaction ends, later than it was stamped
Status = Reservation.Status


class Builtin:
    """Fulfils pms.base.PMS for one hotel. The history says that `actor` did it, and for what reason."""

    def __init__(self, hotel: Hotel, actor: str = "guest", reason: str = "") -> None:
        self.hotel = hotel
        self.actor = actor
        self.reason = reason

    @measured("house", "local")
    def house(self) -> House:
        return House(
            room_types=tuple(map(room_type_info, self.hotel.room_types.all())),
            rate_plans=tuple(map(rate_plan_info, self.hotel.rate_plans.all())),
            rooms=self._rooms(),
            services=tuple(map(_service_info, self.hotel.services.all())),
        )

    @measured("find_offers", "local")
    def find_offers(
        self, stay: Stay, occupancy: Occupancy, promotion: str = "", held_by: str = ""
    ) -> Availability:
        """Everything that can be booked, cheapest first, in the same number of queries however big the house.

        Rooms held with the key `held_by` can be booked too.
        Raises PMSRefused `past_date`, `too_long`, `too_far`, `bad_occupancy` or `bad_promotion`.
        """
        check_stay(self.hotel, stay)
        check_occupancy(occupancy)
        plans = list(self.hotel.rate_plans.all())
        tariff = pricing.load(self.hotel, stay, promotion)
        free = inventory.free_by_type(self.hotel, stay, held_by)
        offers: list[tuple[Offer, int]] = []
        unoffered: list[Unoffered] = []
        for position, room_type in enumerate(self.hotel.room_types.all()):
            left = free.get(room_type.pk, 0)
            if reason := no_room(room_type, occupancy, left):
                unoffered.append(reason)
                continue
            tried = [tariff.offer(room_type, plan, stay, occupancy, rooms_left=left) for plan in plans]
            found = [(offer, position) for offer in tried if isinstance(offer, Offer)]
            offers += found
            if not found:
                misses = [miss for miss in tried if isinstance(miss, Unoffered)]
                unsold = Unoffered(room_type_info(room_type), "no_rate")
                unoffered.append(pricing.nearest(misses) if misses else unsold)
        tariff.refuse_unused_code(offer for offer, _ in offers)
        offers.sort(key=lambda pair: (pair[0].total.amount, pair[1]))
        return Availability(tuple(offer for offer, _ in offers), tuple(unoffered))

    @measured("book", "local")
    def book(self, key: str, offers: Sequence[Offer], guest: GuestDetails, remarks: str = "") -> Receipt:
        """See pms.base.PMS. Rooms held with this key (pms.inventory) are used first.

        Raises PMSRefused also with every code of `find_offers` and `Unoffered`, and `not_found` (the guest),
        `no_rooms`, `key_reused`.
        """
        return self._once(
            lambda: self._done(key, "booked") or self._book(key, offers, guest, remarks),
        )

    @measured("preview_change", "local")
    def preview_change(self, code: str, wishes: Sequence[RoomWish]) -> Change:
        """See pms.base.PMS. Raises PMSRefused also `no_such_room`."""
        row = rows(self.hotel).filter(code=normalise(code)).first()
        if row is None:
            raise PMSRefused("not_found", "there is no such reservation")
        return changes.preview(self.hotel, row, wishes)

    @measured("change", "local")
    def change(self, key: str, change: Change) -> Receipt:
        return self._once(lambda: self._change(key, change))

    @measured("cancel", "local")
    def cancel(self, key: str, code: str, fee: Money, rooms: Sequence[str] = ()) -> Receipt:
        """See pms.base.PMS.

        Raises PMSRefused `not_found`, `already_cancelled`, `not_cancellable`, `no_such_room`, `key_reused`.
        """
        return self._once(lambda: self._cancel(key, code, fee, rooms))

    @measured("reservation", "local")
    def reservation(self, code: str) -> ReservationInfo | None:
        row = rows(self.hotel).filter(code=normalise(code)).first()
        return info_of(self.hotel, row) if row else None

    @measured("reservations_of", "local")
    def reservations_of(self, guest: GuestDetails) -> Sequence[ReservationInfo]:
        """Those the guest made, and those of a party in which they may change things."""
        own = rows(self.hotel).filter(Q(guest=guest.key) | Q(pk__in=self._parties(guest)))
        own = own.annotate(arrival=Min(Lower("room_stays__stay"))).order_by("-arrival", "-id")
        return [info_of(self.hotel, row) for row in own[:NEWEST]]

    @measured("changed_since", "local")
    def changed_since(self, moment: datetime) -> Changes:
        until = timezone.now()
        changed = rows(self.hotel).filter(updated_at__gt=moment - OVERLAP).order_by("updated_at", "id")
        return Changes(tuple(info_of(self.hotel, row) for row in changed), until)

    @measured("written", "local")
    def written(self, key: str) -> Receipt | None:
        return self._done(key)

    # What follows serves the methods above.

    def _rooms(self) -> tuple[RoomInfo, ...]:
        today = self.hotel.today()
        blocked = set(
            self.hotel.room_uses.filter(kind="block", period__contains=today).values_list("room", flat=True)
        )
        active = self.hotel.rooms.filter(is_active=True).select_related("room_type")
        return tuple(
            RoomInfo(room.number, room.room_type.code, "out_of_order" if room.pk in blocked else room.state)
            for room in active
        )

    def _once(self, write: Callable[[], Receipt]) -> Receipt:
        """Write in one transaction; when the database refuses, look again once.

        It does when somebody wrote without our lock, or took the key or the code meanwhile.
        """
        try:
            with transaction.atomic():
                return write()
        except IntegrityError:
            pass
        try:
            with transaction.atomic():
                return write()
        except IntegrityError as error:
            if "no_room_is_sold_twice" not in str(error):
                raise
            raise PMSRefused("sold_out", "the last room went to somebody else") from error

    def _done(self, key: str, verb: str = "", row: Reservation | None = None) -> Receipt | None:
        """What was written with this key before; None where nothing was.

        Raises PMSRefused `key_reused` when that was something else than this verb on this reservation.
        """
        written = ReservationChange.objects.filter(hotel=self.hotel, key=key).first()
        found = written.reservation if written else None
        if written is None:
            found = Reservation.objects.filter(hotel=self.hotel, key=key).first()
        if found is None:
            return None
        did = written.verb if written else "booked"
        if (verb and did != verb) or (row and found.pk != row.pk):
            raise PMSRefused("key_reused", "this key was used for another write")
        at = written.at if written else found.created_at
        return Receipt(info_of(self.hotel, rows(self.hotel).get(pk=found.pk)), at, repeated=True)

    def _receipt(self, code: str, key: str) -> Receipt:
        """Proof of what this transaction wrote, read back."""
        written = ReservationChange.objects.get(hotel=self.hotel, key=key)
        return Receipt(info_of(self.hotel, rows(self.hotel).get(code=code)), written.at)

    def _book(self, key: str, offers: Sequence[Offer], guest: GuestDetails, remarks: str) -> Receipt:
        if not offers:
            raise PMSRefused("no_rooms", "a reservation has at least one room")
        types = inventory.lock_types(self.hotel, (offer.room_type.code for offer in offers))
        if done := self._done(key, "booked"):
            return done
        if not Guest.objects.filter(hotel=self.hotel, pk=guest.key).exists():
            raise PMSRefused("not_found", "there is no such guest")
        plans = {plan.code: plan for plan in self.hotel.rate_plans.all()}
        sold = self._priced(offers, types, plans)
        rooms = inventory.take_over(
            self.hotel, key, [inventory.Need(types[offer.room_type.code].pk, offer.stay) for offer in sold]
        )
        row = Reservation.objects.create(
            hotel=self.hotel,
            code=new_code(),
            key=key,
            guest_id=guest.key,
            guest_name=guest.name,
            email=guest.email,
            phone=guest.phone,
            remarks=remarks,
            total=add((offer.total for offer in sold), sold[0].total.currency).amount,
            currency=sold[0].total.currency,
        )
        for offer, room in zip(sold, rooms, strict=True):
            stay = RoomStay.objects.create(
                hotel=self.hotel,
                reservation=row,
                room_type=types[offer.room_type.code],
                rate_plan=plans[offer.rate_plan.code],
                stay=(offer.stay.arrival, offer.stay.departure),
                adults=offer.occupancy.adults,
                children_ages=list(offer.occupancy.children_ages),
                total=offer.total.amount,
                terms=to_json(offer),
            )
            inventory.occupy(room, stay, offer.stay)
        note(row, "booked", self.actor, key=key, reason=self.reason)
        return self._receipt(row.code, key)

    def _priced(
        self, offers: Sequence[Offer], types: dict[str, RoomType], plans: dict[str, RatePlan]
    ) -> list[Offer]:
        """The same rooms priced now. Raises PMSRefused unless they cost and promise the same."""
        found = []
        for offer in offers:
            room_type, plan = types.get(offer.room_type.code), plans.get(offer.rate_plan.code)
            if room_type is None or plan is None:
                raise PMSRefused("no_rate", "this room type or rate plan is not sold any more")
            check_stay(self.hotel, offer.stay)
            check_occupancy(offer.occupancy)
            tariff = pricing.load(self.hotel, offer.stay, offer.promotion.code if offer.promotion else "")
            now = no_room(room_type, offer.occupancy, 1) or tariff.offer(
                room_type, plan, offer.stay, offer.occupancy, rooms_left=1
            )
            if isinstance(now, Unoffered):
                raise PMSRefused(now.code, f"this stay cannot be booked any more: {now.code}")
            if changes.conditions(now) != changes.conditions(offer):
                raise PMSRefused("price_changed", "the price or the conditions are others by now")
            if now.total.currency != offers[0].total.currency:
                raise PMSRefused("two_currencies", "one reservation has one currency")
            found.append(now)
        return found

    def _change(self, key: str, change: Change) -> Receipt:
        row = locked(self.hotel, change.before.code)
        if done := self._done(key, "changed", row):
            return done
        changes.write(self.hotel, row, change, key=key, actor=self.actor, reason=self.reason)
        return self._receipt(row.code, key)

    def _cancel(self, key: str, code: str, fee: Money, ids: Sequence[str]) -> Receipt:
        row = locked(self.hotel, code)
        if done := self._done(key, "cancelled", row):
            return done
        if row.status == Status.CANCELLED:
            raise PMSRefused("already_cancelled", "the reservation is cancelled already")
        rooms = chosen(row, ids)
        offers = [sold_as(room) for room in rooms]
        begun = any(cancellation.has_begun(self.hotel, sold.stay) for sold in offers)
        expected = all(room.status in (Status.PENDING, Status.CONFIRMED) for room in rooms)
        if begun or not rooms or not expected:
            raise PMSRefused("not_cancellable", "the stay has begun")
        fees = [cancellation.room_fee_now(self.hotel, sold) for sold in offers]
        if fee != add(fees, row.currency):
            raise PMSRefused("price_changed", f"cancelling costs {add(fees, row.currency)} by now")
        before = snapshot(row)
        give_up(row, rooms, fees, Status.CANCELLED)
        note(row, "cancelled", self.actor, before=before, key=key, reason=self.reason)
        return self._receipt(row.code, key)

    def _parties(self, guest: GuestDetails) -> QuerySet[Reservation]:
        """Those in whose party the guest, proved by an address of theirs, may change things."""
        addresses = GuestIdentity.objects.filter(hotel=self.hotel, guest=guest.key)
        phones = addresses.filter(kind=GuestIdentity.Kind.WHATSAPP).annotate(plus=Concat(Value("+"), "value"))
        emails = addresses.filter(kind=GuestIdentity.Kind.EMAIL)
        members = PartyMember.objects.filter(
            Q(guest=guest.key) | Q(phone__in=phones.values("plus")) | Q(email__in=emails.values("value")),
            hotel=self.hotel,
            may_change=True,
        )
        return Reservation.objects.filter(hotel=self.hotel, party__in=members)


def _service_info(row: Service) -> ServiceInfo:
    price = None if row.price is None else Money(row.price, row.currency)
    return ServiceInfo(row.code, row.name, price, "person" if row.per_person else "booking")
