"""What became of a confirmed proposal, in the server's own words. Each rests on a receipt."""

from agents import arranged, phrases, terms
from hotels.models import Hotel
from pms.agenda import AppointmentInfo
from pms.base import ReservationInfo
from pms.models import Proposal
from pms.proposals import Outcome, cancellation_terms

Kind = Proposal.Kind


def worded(proposal: Proposal, outcome: Outcome, hotel: Hotel, *, repeated: bool = False) -> str:
    """That it is done, with what was read back. Only for an outcome that is `done`."""
    key, values = _words(proposal, outcome, hotel)
    return phrases.say(proposal.language, f"already_{key}" if repeated else key, **values)


def is_past(outcome: Outcome, now: ReservationInfo) -> bool:
    """Whether the reservation of this receipt has become another one since: changed or cancelled."""
    assert outcome.receipt is not None
    return _state(outcome.receipt.reservation) != _state(now)


def _state(found: ReservationInfo) -> tuple[object, ...]:
    if found.status == "cancelled":
        return ("cancelled",)
    rooms = [(room.room_type.code, room.stay, room.occupancy) for room in found.live_rooms]
    return (found.total, *sorted(rooms, key=repr))


def since(proposal: Proposal, now: ReservationInfo, hotel: Hotel) -> str:
    """What the reservation of an old receipt is by now: the receipt is true no longer."""
    language = proposal.language
    if now.status == "cancelled":
        return phrases.say(language, "since_cancelled", code=now.code)
    values = _values(now, language, hotel.language)
    return phrases.say(language, "since_changed", **values)


def as_wished(proposal: Proposal, now: ReservationInfo, hotel: Hotel) -> str:
    """That a reservation is by now what a change was to make of it."""
    return phrases.say(
        proposal.language, "already_changed", **_values(now, proposal.language, hotel.language)
    )


def note(proposal: Proposal, outcome: Outcome) -> str:
    """The same in one line for staff."""
    if outcome.appointment:
        made = outcome.appointment
        when = f"{made.starts_at:%Y-%m-%d %H:%M} UTC"
        done = outcome.code.removeprefix("appointment_")
        return f"Appointment {made.code} {done} by the guest: {made.service}, {when}, {made.people} people."
    if outcome.request:
        asked = outcome.request
        return f"Request {asked.code} for {asked.department}, confirmed by the guest: {asked.text[:200]}"
    assert outcome.receipt is not None
    found = outcome.receipt.reservation
    stay = f"{found.stay.arrival.isoformat()} to {found.stay.departure.isoformat()}"
    if proposal.kind == Kind.BOOK:
        return f"Reservation {found.code} confirmed by the guest: {stay}, {_count(found)}, {found.total}."
    if proposal.kind == Kind.CHANGE:
        return f"Reservation {found.code} changed by the guest: {stay}, {_count(found)}, {found.total}."
    fee = cancellation_terms(proposal).fee
    if found.status == "cancelled":
        return f"Reservation {found.code} cancelled by the guest ({stay}); fee {fee}."
    gone = len(cancellation_terms(proposal).rooms)
    return (
        f"{gone} room(s) of reservation {found.code} cancelled by the guest; fee {fee}; {found.total} left."
    )


def _words(proposal: Proposal, outcome: Outcome, hotel: Hotel) -> tuple[str, dict[str, str]]:
    """The key of the text, and what to put into it."""
    language = proposal.language
    if outcome.appointment:
        return outcome.code, _appointment(outcome.appointment, hotel, language)
    if outcome.request:
        asked = outcome.request
        department = phrases.say(language, f"department_{asked.department}")
        return "request_noted", {"code": asked.code, "text": asked.text, "department": department}
    assert outcome.receipt is not None
    found = outcome.receipt.reservation
    values = _values(found, language, hotel.language)
    if proposal.kind == Kind.CANCEL:
        return _cancelled(found), values | _gone(proposal, hotel)
    return ("booked" if proposal.kind == Kind.BOOK else "changed"), values


def _appointment(made: AppointmentInfo, hotel: Hotel, language: str) -> dict[str, str]:
    return {
        "code": made.code,
        "service": arranged.service(made, hotel, language),
        "moment": arranged.moment(made.starts_at, hotel, language),
        "number": str(made.people),
        "price": terms.fee(made.price, language),
    }


def _cancelled(found: ReservationInfo) -> str:
    return "cancelled" if found.status == "cancelled" else "given_up"


def _values(found: ReservationInfo, language: str, default: str) -> dict[str, str]:
    return {
        "code": found.code,
        "room": terms.rooms(found.live_rooms, language, default),
        "dates": terms.dates(found.live_rooms, language, default),
        "people": phrases.people(found.occupancy, language),
        "total": phrases.money(found.total, language),
    }


def _gone(proposal: Proposal, hotel: Hotel) -> dict[str, str]:
    given_up = cancellation_terms(proposal)
    among = given_up.reservation.live_rooms
    rooms = [sold for sold in among if sold.id in given_up.rooms]
    return {
        "gone": terms.which(rooms, among, proposal.language, hotel.language),
        "fee": terms.fee(given_up.fee, proposal.language),
    }


def _count(found: ReservationInfo) -> str:
    rooms = len(found.live_rooms)
    return "1 room" if rooms == 1 else f"{rooms} rooms"
