"""What a guest's yes makes us write, by the kind of the proposal, and what proves it."""

from typing import Any

from hotels.models import GuestIdentity
from pms import appointments, requests, systems, terms
from pms.agenda import AppointmentReceipt
from pms.base import GuestDetails, Receipt
from pms.errors import PMSRefused
from pms.models import Proposal
from pms.records import digest, from_json
from pms.requests import RequestReceipt

Kind = Proposal.Kind
Written = Receipt | AppointmentReceipt | RequestReceipt
RECEIPTS: dict[str, type[Written]] = {
    Kind.BOOK: Receipt,
    Kind.CHANGE: Receipt,
    Kind.CANCEL: Receipt,
    Kind.APPOINTMENT: AppointmentReceipt,
    Kind.REQUEST: RequestReceipt,
}


def repeatable(proposal: Proposal) -> bool:
    """Whether it is written in our own database, once per key: then a write may simply be repeated."""
    return proposal.kind in (Kind.APPOINTMENT, Kind.REQUEST) or systems.repeatable(proposal.hotel)


def books(proposal: Proposal) -> str:
    """Names the books it is written into: our own tables, or the PMS that is linked now."""
    own = proposal.kind in (Kind.APPOINTMENT, Kind.REQUEST)
    return "own" if own else systems.name_of(proposal.hotel)


def receipt_of(proposal: Proposal, stored: Any) -> Written:
    """The receipt again that was stored for a proposal."""
    return from_json(RECEIPTS[proposal.kind], stored)


def done_code(proposal: Proposal) -> str:
    """What to call it once it is written."""
    if proposal.kind == Kind.APPOINTMENT:
        wish = terms.appointment_terms(proposal)
        if wish.book is None:
            return "appointment_cancelled"
        return "appointment_moved" if wish.book.moves else "appointment_made"
    return {
        Kind.BOOK: "booked",
        Kind.CHANGE: "changed",
        Kind.CANCEL: "cancelled",
        Kind.REQUEST: "request_noted",
    }[Kind(proposal.kind)]


def write(proposal: Proposal) -> Written:
    """Do it, with the proposal's own key, at exactly its terms. Raises PMSError."""
    match proposal.kind:
        case Kind.BOOK:
            return _book(proposal)
        case Kind.APPOINTMENT:
            return _appoint(proposal)
        case Kind.REQUEST:
            return requests.make(
                proposal.hotel,
                str(proposal.key),
                terms.request_terms(proposal),
                _guest_details(proposal),
                proposal.conversation_id,
                reservation_code=proposal.reservation_code,
            )
    pms = systems.open_pms(proposal.hotel)
    if proposal.kind == Kind.CHANGE:
        return pms.change(str(proposal.key), terms.change_terms(proposal))
    given_up = terms.cancellation_terms(proposal)
    return pms.cancel(str(proposal.key), proposal.reservation_code, given_up.fee, given_up.rooms)


def _book(proposal: Proposal) -> Receipt:
    quote = proposal.quote
    if quote is None or not digest(quote.terms) == quote.terms_hash == proposal.terms_hash:
        raise PMSRefused("terms_changed", "these are not the terms that were quoted")
    offers = terms.booking_terms(proposal).offers
    pms = systems.open_pms(proposal.hotel)
    return pms.book(str(proposal.key), offers, _guest_details(proposal), proposal.remarks)


def _appoint(proposal: Proposal) -> AppointmentReceipt:
    hotel, guest, wish = proposal.hotel, _guest_details(proposal), terms.appointment_terms(proposal)
    if wish.book is None:
        return appointments.cancel(hotel, wish.cancel.code if wish.cancel else "", guest)
    if wish.book.moves:
        return appointments.move(hotel, wish.book, guest)
    code = proposal.reservation_code
    return appointments.book(hotel, str(proposal.key), wish.book, guest, reservation_code=code)


def _guest_details(proposal: Proposal) -> GuestDetails:
    identities = GuestIdentity.objects.filter(hotel=proposal.hotel, guest=proposal.guest_id).order_by("-id")
    known = {identity.kind: identity.value for identity in identities}
    phone = known.get(GuestIdentity.Kind.WHATSAPP, "")
    return GuestDetails(
        key=proposal.guest_id,
        name=proposal.guest_name,
        phone=f"+{phone.lstrip('+')}" if phone else "",
        email=proposal.email or known.get(GuestIdentity.Kind.EMAIL, ""),
        language=proposal.language,
    )
