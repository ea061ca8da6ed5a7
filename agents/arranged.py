"""The terms of appointments and requests in the guest's words, as agents/terms.py has those of rooms."""

from datetime import datetime
from functools import partial

from agents import phrases
from hotels.models import Hotel
from pms.agenda import AppointmentInfo, AppointmentTerms
from pms.base import Money
from pms.models import Proposal
from pms.proposals import AppointmentWish, appointment_terms, request_terms


def appointment_variant(proposal: Proposal) -> str:
    """What is to become of the appointment: the words differ."""
    wish = appointment_terms(proposal)
    if wish.book is None:
        return "appointment_cancel"
    return "appointment_move" if wish.book.moves else "appointment"


def appointment(proposal: Proposal, hotel: Hotel) -> list[str]:
    language, which = proposal.language, appointment_variant(proposal)
    say = partial(phrases.say, language)
    wish = appointment_terms(proposal)
    if wish.book is None:
        return [say("terms_appointment_cancel"), *_agreed(_of_appointment(wish), hotel, language), "",
                say("ask_appointment_cancel")]  # fmt: skip
    lines = _agreed(wish.book, hotel, language)
    if wish.book.moves and wish.book.moved_from:
        lines.insert(1, say("line_moved_from", moment=moment(wish.book.moved_from, hotel, language)))
    if which == "appointment":
        lines.append(say("line_name", name=proposal.guest_name))
    return [say(f"terms_{which}"), *lines, "", say(f"ask_{which}")]


def _of_appointment(wish: AppointmentWish) -> AppointmentTerms | AppointmentInfo:
    found = wish.book or wish.cancel
    assert found is not None
    return found


def _agreed(found: AppointmentTerms | AppointmentInfo, hotel: Hotel, language: str) -> list[str]:
    """Service, day, time, people and price of an appointment."""
    say = partial(phrases.say, language)
    lines = [say("line_service", service=service(found, hotel, language))]
    lines.append(say("line_when", moment=span(found, hotel, language)))
    lines.append(say("line_count", number=found.people))
    if isinstance(found, AppointmentInfo):
        return [say("line_appointment", code=found.code), *lines, say("line_cancel_fee", fee=say("fee_none"))]
    return [*lines, say("line_price", price=free_or(found.price, language))]


def free_or(price: Money, language: str) -> str:
    return phrases.money(price, language) if price.amount else phrases.say(language, "fee_none")


def service(found: AppointmentTerms | AppointmentInfo, hotel: Hotel, language: str) -> str:
    return phrases.in_words(found.name, language, hotel.language) or found.service


def moment(at: datetime, hotel: Hotel, language: str) -> str:
    """ "Friday, January 8, 2027, 5:00 PM", by the hotel's clock."""
    local = at.astimezone(hotel.tz)
    day, clock = phrases.day(local, language), phrases.clock(local, language)
    return phrases.say(language, "moment", day=day, clock=clock)


def span(found: AppointmentTerms | AppointmentInfo, hotel: Hotel, language: str) -> str:
    """The same with the end."""
    ends = phrases.clock(found.ends_at.astimezone(hotel.tz), language)
    return phrases.say(language, "span", moment=moment(found.starts_at, hotel, language), ends=ends)


def request(proposal: Proposal, hotel: Hotel) -> list[str]:
    language = proposal.language
    say = partial(phrases.say, language)
    wanted = request_terms(proposal)
    lines = [
        say("line_department", department=say(f"department_{wanted.department}")),
        say("line_request", text=wanted.text),
    ]
    if wanted.room_number:
        lines.append(say("line_door", number=wanted.room_number))
    if wanted.due_at:
        lines.append(say("line_when", moment=moment(wanted.due_at, hotel, language)))
    return [say("terms_request"), *lines, "", say("ask_request")]


def appointment_values(proposal: Proposal, hotel: Hotel) -> dict[str, str]:
    found = _of_appointment(appointment_terms(proposal))
    return {
        "service": service(found, hotel, proposal.language),
        "moment": moment(found.starts_at, hotel, proposal.language),
    }


def request_values(proposal: Proposal, hotel: Hotel) -> dict[str, str]:
    return {"text": request_terms(proposal).text}
