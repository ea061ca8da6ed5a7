"""What each kind of proposal says, as values: the guest's yes stands for these, word for word."""

from dataclasses import dataclass

from pms import quotes
from pms.agenda import AppointmentInfo, AppointmentTerms
from pms.base import Change, Money, ReservationInfo
from pms.models import Proposal
from pms.records import from_json
from pms.requests import RequestTerms


@dataclass(frozen=True)
class Cancellation:
    """A reservation, or some of its rooms, to give up."""

    reservation: ReservationInfo  # as it was when proposed
    rooms: tuple[str, ...]  # RoomStay.id of those given up; empty: all of it
    fee: Money


@dataclass(frozen=True)
class AppointmentWish:
    """An appointment to make or to move, or one to cancel: one of the two."""

    book: AppointmentTerms | None = None
    cancel: AppointmentInfo | None = None  # as it was when proposed


def booking_terms(proposal: Proposal) -> quotes.Terms:
    return from_json(quotes.Terms, proposal.terms)


def change_terms(proposal: Proposal) -> Change:
    return from_json(Change, proposal.terms)


def cancellation_terms(proposal: Proposal) -> Cancellation:
    return from_json(Cancellation, proposal.terms)


def appointment_terms(proposal: Proposal) -> AppointmentWish:
    return from_json(AppointmentWish, proposal.terms)


def request_terms(proposal: Proposal) -> RequestTerms:
    return from_json(RequestTerms, proposal.terms)
