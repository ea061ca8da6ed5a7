"""What there is instead of what the PMS refused at the last moment."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

import structlog

from agents import arranged, concierge, phrases, terms
from agents.desk import Desk, ProposalView, RoomChoice
from pms import proposals
from pms.base import RoomWish
from pms.errors import PMSError, PMSRefused
from pms.models import Proposal
from pms.quotes import Terms

log = structlog.get_logger(__name__)

ALTERNATIVES = 3
Kind = Proposal.Kind
T = TypeVar("T")


def once_more(desk: Desk, proposal: Proposal) -> ProposalView:
    """The same wish at what it costs now, for a new yes."""
    if proposal.kind == Kind.CANCEL:
        given_up = proposals.cancellation_terms(proposal)
        return desk.propose_cancellation(proposal.reservation_code, given_up.rooms)
    if proposal.kind == Kind.CHANGE:
        wishes = [
            RoomWish(
                each.room,
                each.offer.stay,
                each.offer.room_type.code,
                each.offer.rate_plan.code,
                each.offer.occupancy,
            )
            for each in proposals.change_terms(proposal).rooms
        ]
        return desk.propose_change(proposal.reservation_code, wishes)
    if proposal.kind == Kind.APPOINTMENT:
        return _appointment_again(desk, proposal)
    wanted = proposals.booking_terms(proposal)
    rooms = [
        RoomChoice(offer.room_type.code, offer.rate_plan.code, offer.occupancy) for offer in wanted.offers
    ]
    held = _with_code(wanted, lambda code: desk.quote(wanted.stay, rooms, code))
    return desk.propose_booking(held.id, proposal.guest_name, email=proposal.email, remarks=proposal.remarks)


def _with_code(wanted: Terms, ask: Callable[[str], T]) -> T:
    """The answer for the promotion code that the terms were priced with; without it if it holds no longer."""
    code = next((offer.promotion.code for offer in wanted.offers if offer.promotion), "")
    try:
        return ask(code)
    except PMSRefused as refusal:
        if not code or refusal.code != "bad_promotion":
            raise
        return ask("")


def _appointment_again(desk: Desk, proposal: Proposal) -> ProposalView:
    wish = proposals.appointment_terms(proposal)
    if wish.book is None:
        return concierge.propose_appointment_cancellation(desk, wish.cancel.code if wish.cancel else "")
    if wish.book.moves:
        return concierge.propose_move(desk, wish.book.moves, wish.book.starts_at, wish.book.people)
    return concierge.propose_appointment(
        desk,
        wish.book.service,
        wish.book.starts_at,
        wish.book.people,
        reservation_code=proposal.reservation_code,
    )


def gone(desk: Desk, proposal: Proposal) -> str:
    """That there is no room or time for it any more, and what there is; raises nothing of the PMS."""
    if proposal.kind == Kind.CHANGE:
        return phrases.say(proposal.language, "change_gone", code=proposal.reservation_code)
    try:
        return (_slot_gone if proposal.kind == Kind.APPOINTMENT else _sold_out)(desk, proposal)
    except PMSError:
        return phrases.say(proposal.language, "sold_out")


def _sold_out(desk: Desk, proposal: Proposal) -> str:
    language, default = proposal.language, desk.hotel.language
    wanted = proposals.booking_terms(proposal)
    sorry = phrases.say(language, "sold_out")
    lines = []
    if len(wanted.offers) == 1:
        people = wanted.offers[0].occupancy
        found = _with_code(wanted, lambda code: desk.find_offers(wanted.stay, people, code))
        lines = [
            phrases.say(
                language,
                "alternative",
                room=terms.room(offer, language, default),
                rate=terms.rate(offer, language, default),
                total=phrases.money(offer.total, language),
            )
            for offer in found.offers[:ALTERNATIVES]
        ]
    if not lines:
        return f"{sorry} {phrases.say(language, 'no_alternatives')}"
    dates = phrases.stay_dates(wanted.stay, language)
    offers = "\n".join(lines)
    return f"{sorry} {phrases.say(language, 'alternatives', dates=dates, offers=offers)}"


def _slot_gone(desk: Desk, proposal: Proposal) -> str:
    """The time went to somebody else: what is free near it."""
    language = proposal.language
    sorry = phrases.say(language, "slot_gone")
    wanted = proposals.appointment_terms(proposal).book
    near: Sequence[datetime] = ()
    try:
        if wanted:
            near = concierge.nearest(desk, wanted.service, wanted.starts_at, wanted.people)
    except PMSRefused as refusal:
        log.info("no_slots", code=refusal.code)
    if not near:
        return phrases.say(language, "no_slots", sorry=sorry)
    lines = [phrases.say(language, "slot", moment=arranged.moment(at, desk.hotel, language)) for at in near]
    return phrases.say(language, "slots_near", sorry=sorry, slots="\n".join(lines))
