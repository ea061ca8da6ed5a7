"""What can be arranged besides rooms: appointments, requests to a department, a place in the queue.

Like the desk's own methods these answer for the conversation's hotel and guest alone, and note what they
say in `desk.told`. Nothing is arranged here: the guest's yes to the terms does that.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from agents import phases, phrases
from agents.contact_names import name_of
from agents.desk import Desk, ProposalView
from hotels.models import Hotel
from pms import agenda, proposals, requests, waiting
from pms.agenda import AppointmentInfo
from pms.base import GuestDetails, Money, Occupancy, ReservationInfo, Stay
from pms.errors import PMSRefused
from pms.known import stays_of
from pms.models import Service, WaitingWish
from pms.requests import Wish

NEAREST = 3


@dataclass(frozen=True)
class ServiceView:
    """A service of the house, in the guest's language."""

    code: str
    name: str
    by_appointment: bool  # else on request
    price: Money | None
    per_person: bool
    minutes: int | None
    opens: str  # HH:MM by the hotel's clock, "" where it is not said
    closes: str
    department: str


def services(desk: Desk) -> list[ServiceView]:
    """Everything the house offers besides rooms."""
    bookable = {service.pk for service in agenda.bookable(desk.hotel)}
    views = [
        _service(service, desk, by_appointment=service.pk in bookable)
        for service in Service.objects.filter(hotel=desk.hotel).order_by("code")
    ]
    for view in views:
        desk.told.text(view.name, f"{view.opens}–{view.closes}" if view.opens else "")
        desk.told.amount(*([view.price] if view.price else []))
        desk.told.counts |= dict.fromkeys([view.minutes] if view.minutes else [])
    return views


def slots(desk: Desk, service: str, day: date, people: int = 1) -> list[datetime]:
    """The free starts of a day, aware, by the hotel's clock.

    PMSRefused `not_found`, `not_bookable`, `bad_people`, `too_many`, `past_date`, `too_far`.
    """
    found = agenda.slots(desk.hotel, service, day, people)
    desk.told.day(day)
    _tell_starts(desk, found, people)
    return found


def nearest(desk: Desk, service: str, at: datetime, people: int = 1, most: int = NEAREST) -> list[datetime]:
    """The free starts of that day nearest to a time (aware), in order; PMSRefused as `slots`."""
    found = agenda.slots(desk.hotel, service, at.astimezone(desk.hotel.tz).date(), people)
    near = sorted(sorted(found, key=lambda start: abs(start - at))[:most])
    _tell_starts(desk, near, people)
    return near


def propose_appointment(
    desk: Desk, service: str, starts_at: datetime, people: int = 1, *, reservation_code: str = ""
) -> ProposalView:
    """Put an appointment before the guest; a time without a zone is the hotel's.

    During a stay of theirs it belongs to that reservation, and is in its name. PMSRefused as
    `agenda.plan`: `taken`, `closed`, `no_such_start`, `too_soon`, ...
    """
    at = _local(starts_at, desk.hotel)
    terms = agenda.plan(desk.hotel, service, at, people)
    stay = _stay_at(desk, at)
    return desk.shown(
        proposals.propose_appointment(
            desk.hotel,
            desk.briefing.conversation_id,
            terms,
            _as_on(stay, desk.guest) if stay else desk.guest,
            desk.language,
            reservation_code=reservation_code or (stay.code if stay else ""),
            put=desk.put,
        )
    )


def _as_on(stay: ReservationInfo, guest: GuestDetails) -> GuestDetails:
    """In the name of the reservation; whoever made it elsewhere may have written anything."""
    return replace(guest, name=name_of(stay.guest_name) or guest.name)


def _stay_at(desk: Desk, at: datetime) -> ReservationInfo | None:
    """The guest's own live reservation on that day, as far as it is known without asking outside."""
    day = at.astimezone(desk.hotel.tz).date()
    return next(
        (
            found
            for found in stays_of(desk.hotel, desk.briefing.guest_id)
            if found.status in ("pending", "confirmed", "checked_in")
            and found.stay.arrival <= day <= found.stay.departure
        ),
        None,
    )


def propose_move(desk: Desk, code: str, starts_at: datetime, people: int | None = None) -> ProposalView:
    """Put another time for one of the guest's appointments before them. PMSRefused as `agenda.plan_move`."""
    terms = agenda.plan_move(desk.hotel, code, _local(starts_at, desk.hotel), people, desk.guest)
    return desk.shown(
        proposals.propose_appointment(
            desk.hotel, desk.briefing.conversation_id, terms, desk.guest, desk.language, put=desk.put
        )
    )


def propose_appointment_cancellation(desk: Desk, code: str) -> ProposalView:
    """Put the cancellation of one of the guest's appointments before them. PMSRefused `not_found`."""
    return desk.shown(
        proposals.propose_appointment_cancellation(
            desk.hotel, desk.briefing.conversation_id, code, desk.guest, desk.language, put=desk.put
        )
    )


def appointments(desk: Desk) -> Sequence[AppointmentInfo]:
    """The guest's own that are not over, the soonest first."""
    found = agenda.appointments_of(desk.hotel, desk.guest)
    for each in found:
        desk.told.appointment(each, desk.hotel.tz)
    return found


def propose_request(
    desk: Desk,
    department: str,
    kind: str,
    text: str,
    *,
    room_number: str = "",
    due_at: datetime | None = None,
    reservation_code: str = "",
) -> ProposalView:
    """Put a request to a department before the guest.

    PMSRefused as `requests.checked`; `room_needed`, `stay_needed` (phases.request_needs): staff would not
    know whose wish it is.
    """
    need = phases.request_needs(desk.phase, kind)
    if need == "room_number" and not room_number:
        raise PMSRefused("room_needed", "the guest is not known to be in the house: ask for the room number")
    if need == "stay" and not reservation_code:
        raise PMSRefused("stay_needed", "the guest has no stay ahead: ask for its code and surname")
    due = _local(due_at, desk.hotel) if due_at else None
    wanted = requests.checked(department, kind, text, room_number=room_number, due_at=due)
    return desk.shown(
        proposals.propose_request(
            desk.hotel,
            desk.briefing.conversation_id,
            wanted,
            desk.guest,
            desk.language,
            reservation_code=reservation_code,
            put=desk.put,
        )
    )


def join_waiting_list(desk: Desk, stay: Stay, occupancy: Occupancy, room_type: str = "") -> WaitingWish:
    """Put the guest in the queue for a stay; nothing is held. The same wish again is the same place.

    PMSRefused `past_date`, `too_far`, `too_long`, `bad_occupancy`, `no_rate`, `too_many_wishes`.
    """
    wish = WaitingWish(hotel=desk.hotel, guest_id=desk.briefing.guest_id, room_type=room_type)
    if not desk.dry:
        wish = waiting.join(
            desk.hotel,
            desk.briefing.guest_id,
            stay,
            occupancy,
            room_type=room_type,
            conversation_id=desk.briefing.conversation_id,
        )
    desk.told.day(stay.arrival, stay.departure)
    desk.told.happened("request_noted")
    return wish


def room_is_free(wish: WaitingWish, language: str) -> str:
    """What a guest on the waiting list is told once a room is free."""
    stay = Stay(wish.stay.lower, wish.stay.upper)
    people = phrases.people(Occupancy(wish.adults, tuple(wish.children_ages)), language)
    return phrases.say(language, "waiting_available", dates=phrases.stay_dates(stay, language), people=people)


def keep_wish(desk: Desk, wish: Wish) -> bool:
    """Keep for the reservations desk what the PMS could not be asked for; the same wish is kept once.

    Whether staff will see it: then the guest may be told so.
    """
    about = (desk.hotel.pk, desk.briefing.conversation_id, desk.briefing.now.date())
    mark = repr((*about, wish.what, wish.stay, wish.rooms, wish.choice, wish.reservation_code))
    key = str(uuid.uuid5(uuid.NAMESPACE_OID, mark))
    try:
        if not desk.dry:
            requests.keep_intention(desk.hotel, key, desk.guest, desk.briefing.conversation_id, wish)
    except PMSRefused:
        return False
    desk.told.happened("request_noted")
    return True


def _tell_starts(desk: Desk, starts: Sequence[datetime], people: int) -> None:
    for start in starts:
        desk.told.moment(start)
    desk.told.counts |= dict.fromkeys([len(starts), people])


def _local(moment: datetime, hotel: Hotel) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=hotel.tz)


def _service(service: Service, desk: Desk, *, by_appointment: bool) -> ServiceView:
    currency = service.currency or desk.hotel.currency
    return ServiceView(
        code=service.code,
        name=phrases.in_words(service.name, desk.language, desk.hotel.language) or service.code,
        by_appointment=by_appointment,
        price=Money(service.price, currency) if service.price is not None else None,
        per_person=service.per_person,
        minutes=service.minutes,
        opens=service.opens,
        closes=service.closes,
        department=service.department,
    )
