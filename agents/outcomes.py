"""What became of a confirmed proposal, in the server's own words. Each rests on a receipt."""

from agents import phrases, terms
from hotels.models import Hotel
from pms.base import ReservationInfo
from pms.models import Proposal
from pms.proposals import Outcome, cancellation_terms

Kind = Proposal.Kind


def worded(proposal: Proposal, outcome: Outcome, hotel: Hotel, *, repeated: bool = False) -> str:
    """That it is done, with what was read back. Only for an outcome that is `done`."""
    assert outcome.receipt is not None
    found = outcome.receipt.reservation
    key = {Kind.BOOK: "booked", Kind.CHANGE: "changed"}.get(Kind(proposal.kind)) or _cancelled(found)
    return phrases.say(
        proposal.language,
        f"already_{key}" if repeated else key,
        **_values(found, proposal.language, hotel.language),
        **(_gone(proposal, hotel) if proposal.kind == Kind.CANCEL else {}),
    )


def note(proposal: Proposal, outcome: Outcome) -> str:
    """The same in one line for staff."""
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


def _cancelled(found: ReservationInfo) -> str:
    return "cancelled" if found.status == "cancelled" else "given_up"


def _values(found: ReservationInfo, language: str, default: str) -> dict[str, str]:
    return {
        "code": found.code,
        "room": terms.rooms(found.live_rooms, language, default),
        "dates": phrases.stay_dates(found.stay, language),
        "people": phrases.people(found.occupancy, language),
        "total": phrases.money(found.total, language),
    }


def _gone(proposal: Proposal, hotel: Hotel) -> dict[str, str]:
    given_up = cancellation_terms(proposal)
    rooms = [sold for sold in given_up.reservation.live_rooms if sold.id in given_up.rooms]
    return {
        "gone": terms.rooms(rooms, proposal.language, hotel.language),
        "fee": terms.fee(given_up.fee, proposal.language),
    }


def _count(found: ReservationInfo) -> str:
    rooms = len(found.live_rooms)
    return "1 room" if rooms == 1 else f"{rooms} rooms"
