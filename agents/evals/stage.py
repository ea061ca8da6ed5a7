"""A task set up: its scratch hotel with all that is so before, its guest, what its names stand for."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from agents import phrases
from agents.evals import building, world
from agents.evals.days import Day, Value, WrongDay, filled, read_days
from agents.evals.tasks import Arranged, Away, Booked, Price, Room, Taken, Task, WrongTask
from hotels.models import Guest, GuestIdentity, Hotel, Knowledge
from pms import agenda, appointments, seats
from pms.base import GuestDetails, Money, Occupancy, Offer, Stay
from pms.builtin import Builtin
from pms.codes import new_code
from pms.errors import PMSRefused
from pms.models import Appointment, Promotion, Reservation, ResourceUse, RoomUse, Service

OTHER_GUEST = "Marta Quintana"
CENT = Decimal("0.01")


@dataclass
class Stage:
    task: Task
    hotel: Hotel
    guest: Guest
    phone: str
    conversation_id: int
    days: Mapping[str, date]
    codes: dict[str, str] = field(default_factory=dict)  # of reservations and appointments, by their names
    amounts: dict[str, Money] = field(default_factory=dict)
    before: world.World | None = None

    def values(self, language: str = "") -> dict[str, Value]:
        """What may be put into a text of the task."""
        spoken = language or self.task.language
        found: dict[str, Value] = {name: Day(day, spoken) for name, day in self.days.items()}
        found |= {name: phrases.money(amount, spoken) for name, amount in self.amounts.items()}
        return {**found, **self.codes, "guest": self.guest.name, "hotel": self.hotel.name}

    def filled(self, text: str) -> str:
        return filled(text, self.values())

    def moment(self, at: str) -> datetime:
        """ "day HH:MM" by the house's clock, aware. Raises WrongTask."""
        name, _space, clock = at.partition(" ")
        try:
            return datetime.combine(self.days[name], time.fromisoformat(clock), self.hotel.tz)
        except (KeyError, ValueError) as error:
            raise WrongTask(_("%(what)s is no day and time.") % {"what": at}) from error

    def stay(self, room: Room | Taken) -> Stay:
        try:
            return Stay(self.days[room.arrival], self.days[room.departure])
        except KeyError as error:
            raise WrongTask(_("%(what)s is no day of the task.") % {"what": error.args[0]}) from error


def set_up(owner: Hotel, task: Task, job: int = 0) -> Stage:
    """Build the house of a task. The caller erases `stage.hotel`. Raises WrongTask, and then it is gone."""
    hotel = building.build(owner, task.house, task.clock, task.before.hotel, job)
    try:
        return _set_up(hotel, task)
    except (PMSRefused, WrongDay, LookupError, ValueError) as error:
        building.erase(hotel)
        raise WrongTask(f"{task.code}: {error}") from error


def _set_up(hotel: Hotel, task: Task) -> Stage:
    guest = Guest.objects.create(hotel=hotel, name=task.guest.name)
    phone = f"999{secrets.randbelow(10**9):09d}"  # no country has this prefix
    if task.guest.phone:
        GuestIdentity.objects.create(hotel=hotel, guest=guest, kind=GuestIdentity.Kind.WHATSAPP, value=phone)
    stage = Stage(
        task=task,
        hotel=hotel,
        guest=guest,
        phone=phone,
        conversation_id=-secrets.randbelow(2**62) - 1,  # no conversation of anybody's
        days=read_days(task.days, hotel.today()),
    )
    before = task.before
    other = Guest.objects.create(hotel=hotel, name=OTHER_GUEST)
    for each in before.promotions:
        Promotion.objects.create(hotel=hotel, **each)
    for key, text in before.notes.items():
        words = {task.language: text}
        Knowledge.objects.create(hotel=hotel, key=key, title={task.language: key}, text=words)
    hotel.facts.filter(key__in=before.without_facts).delete()
    for booked in before.reservations:
        stage.codes[booked.name] = _booked(stage, booked, guest if booked.of == "guest" else other)
    for arranged in before.appointments:
        stage.codes[arranged.name] = _arranged(stage, arranged, guest if arranged.of == "guest" else other)
    for name, price in task.prices.items():
        stage.amounts[name] = amount_of(stage, price)
    for taken in before.sold_out:
        _taken(stage, taken)
    for away in before.away:
        _away(stage, away, other)
    stage.before = world.look(hotel)
    return stage


def offer_of(stage: Stage, room: Room) -> Offer:
    """The room as the house sells it. Raises WrongTask when it does not."""
    promotion = room.promotion if isinstance(room, Price) else ""
    people = Occupancy(room.adults or 2, tuple(room.children))
    found = Builtin(stage.hotel).find_offers(stage.stay(room), people, promotion).offers
    for offer in found:
        if (offer.room_type.code, offer.rate_plan.code) == (room.room_type, room.plan):
            return offer
    wanted = {"room": room.room_type, "plan": room.plan}
    raise WrongTask(_("The house does not sell %(room)s with %(plan)s then.") % wanted)


def amount_of(stage: Stage, price: Price) -> Money:
    """What the house asks, by its own prices."""
    if price.of:
        row = Reservation.objects.get(hotel=stage.hotel, code=stage.codes[price.of])
        whole = Money(row.total, row.currency)
    else:
        offer = offer_of(stage, price)
        whole = offer.nights[0].price if price.part == "first_night" else offer.total
    amount = (whole.amount * price.rooms * price.percent / 100).quantize(CENT)
    if price.plus:
        amount += stage.amounts[price.plus].amount
    return Money(amount, whole.currency)


def _booked(stage: Stage, booked: Booked, guest: Guest) -> str:
    pms = Builtin(stage.hotel)
    details = GuestDetails(key=guest.pk, name=booked.guest_name or guest.name)
    receipt = pms.book(f"gym-{secrets.token_hex(8)}", [offer_of(stage, booked)], details)
    found = receipt.reservation
    if booked.status == "cancelled":
        pms.cancel(f"gym-{secrets.token_hex(8)}", found.code, Money(Decimal(0), found.total.currency))
    elif booked.status == "checked_in":
        row = Reservation.objects.get(hotel=stage.hotel, code=found.code)
        row.room_stays.update(status=booked.status)
        Reservation.objects.filter(pk=row.pk).update(status=booked.status)
    return found.code


def _arranged(stage: Stage, arranged: Arranged, guest: Guest) -> str:
    terms = agenda.plan(stage.hotel, arranged.service, stage.moment(arranged.at), arranged.people)
    details = GuestDetails(key=guest.pk, name=guest.name)
    made = appointments.book(stage.hotel, f"gym-{secrets.token_hex(8)}", terms, details)
    return made.appointment.code


def _taken(stage: Stage, taken: Taken) -> None:
    """Block every room of the type that is free then."""
    rooms = stage.hotel.rooms.all()
    if taken.room_type:
        rooms = rooms.filter(room_type__code=taken.room_type)
    stay = stage.stay(taken)
    period = (stay.arrival, stay.departure)
    used = RoomUse.objects.filter(hotel=stage.hotel, period__overlap=period).values("room")
    RoomUse.objects.bulk_create(
        RoomUse(hotel=stage.hotel, room=room, period=period, kind=RoomUse.Kind.BLOCK, reason="gym")
        for room in rooms.exclude(pk__in=used)
    )


def _away(stage: Stage, away: Away, guest: Guest) -> None:
    """Take every seat of a service for these hours, by an appointment of somebody else's."""
    service = Service.objects.get(hotel=stage.hotel, code=away.service)
    begins = stage.moment(f"{away.day} {away.begins}")
    ends = max(stage.moment(f"{away.day} {away.ends}"), begins + timedelta(minutes=1))
    row = Appointment.objects.create(
        hotel=stage.hotel,
        code=new_code(),
        key=f"gym-{secrets.token_hex(8)}",
        service=service,
        guest=guest,
        guest_name=guest.name,
        starts_at=begins,
        ends_at=ends,
        price=0,
        currency=stage.hotel.currency,
        created_at=timezone.now(),
    )
    ResourceUse.objects.bulk_create(
        ResourceUse(hotel=stage.hotel, appointment=row, place=place.key, seat=seat, period=(begins, ends))
        for place in seats.places_of(stage.hotel, service)
        for seat in range(1, place.seats + 1)
    )
