"""The terms of a proposal in the guest's words: worded by the server, never by a model."""

from datetime import datetime

from agents import phrases
from agents.base import Button
from hotels.models import Hotel
from pms.base import Money, Offer, ReservationInfo
from pms.models import Proposal
from pms.proposals import booking_terms, cancellation_terms


def worded(proposal: Proposal, hotel: Hotel) -> str:
    """Everything the guest's yes would stand for."""
    language = proposal.language
    if proposal.kind == Proposal.Kind.CANCEL:
        return phrases.say(language, "terms_cancel", **_cancel_values(proposal, hotel))
    terms = booking_terms(proposal)
    return phrases.say(
        language,
        "terms_book",
        **_book_values(proposal, hotel),
        rate=phrases.in_words(terms.offer.rate_plan.name, language, hotel.language),
        people=phrases.people(terms.offer.occupancy, language),
        name=proposal.guest_name,
        cancellation=_cancellation(terms.free_cancellation_until, terms.late_fee, hotel, language),
    )


def reminder(proposal: Proposal, hotel: Hotel) -> str:
    """One line that asks again for the answer to terms shown before."""
    if proposal.kind == Proposal.Kind.CANCEL:
        values = _cancel_values(proposal, hotel)
        return phrases.say(proposal.language, "remind_cancel", **values)
    return phrases.say(proposal.language, "remind_book", **_book_values(proposal, hotel))


def buttons(proposal: Proposal) -> tuple[Button, ...]:
    """The three answers there are; each carries the proposal's nonce, which nobody can guess."""
    language, kind = proposal.language, proposal.kind
    return (
        Button(f"yes:{proposal.nonce}", phrases.say(language, f"button_yes_{kind}")),
        Button(f"change:{proposal.nonce}", phrases.say(language, f"button_change_{kind}")),
        Button(f"person:{proposal.nonce}", phrases.say(language, "button_person")),
    )


def room(offer: Offer | ReservationInfo, language: str, default: str) -> str:
    return phrases.in_words(offer.room_type.name, language, default) or offer.room_type.code


def fee(amount: Money, language: str) -> str:
    """ "no charge" or the amount."""
    return phrases.money(amount, language) if amount.amount else phrases.say(language, "fee_none")


def _book_values(proposal: Proposal, hotel: Hotel) -> dict[str, str]:
    offer = booking_terms(proposal).offer
    return {
        "room": room(offer, proposal.language, hotel.language),
        "dates": phrases.stay_dates(offer.stay, proposal.language),
        "total": phrases.money(Money(proposal.amount, proposal.currency), proposal.language),
    }


def _cancel_values(proposal: Proposal, hotel: Hotel) -> dict[str, str]:
    found = cancellation_terms(proposal)
    return {
        "code": found.code,
        "room": room(found, proposal.language, hotel.language),
        "dates": phrases.stay_dates(found.stay, proposal.language),
        "fee": fee(Money(proposal.amount, proposal.currency), proposal.language),
    }


def _cancellation(free_until: datetime | None, late_fee: Money, hotel: Hotel, language: str) -> str:
    """ "free until Friday ... at 11:59 PM; after that, a fee of 1,450.00 MXN"."""
    if not late_fee.amount:
        return phrases.say(language, "free_always")
    late = phrases.say(language, "fee_is", fee=phrases.money(late_fee, language))
    if free_until is None:
        return phrases.say(language, "never_free", fee=late)
    ends = free_until.astimezone(hotel.tz)
    return phrases.say(
        language, "free_until", day=phrases.day(ends, language), clock=phrases.clock(ends, language), fee=late
    )
