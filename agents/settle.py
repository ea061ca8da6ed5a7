"""Carrying out what a guest confirmed, and saying what became of it in the server's own words.

Whatever is said here as done rests on a receipt. A booking that could not be written is taken back
and given to staff: it is never carried out later without anyone knowing.
"""

from dataclasses import dataclass

import structlog
from django.utils import timezone

from agents import phrases, terms
from agents.base import Briefing, HandOff, Say, Superseded
from agents.desk import Desk
from pms import proposals
from pms.base import Receipt, ReservationInfo
from pms.errors import PMSError, PMSRefused, PMSUnavailable, PMSUnknown
from pms.models import Proposal

log = structlog.get_logger(__name__)

ALTERNATIVES = 3


@dataclass(frozen=True)
class Settled:
    """What to say, and whether something was written."""

    says: tuple[Say, ...]
    committed: bool = False
    hand_off: HandOff | None = None
    notes: tuple[str, ...] = ()
    proposal: int | None = None  # that was carried out; a repeated yes gets the same result


def settle(desk: Desk, briefing: Briefing, proposal: Proposal, message_id: int) -> Settled:
    """Confirm with the guest's message and carry out. Raises Superseded while nothing is confirmed yet."""
    if not briefing.is_current():
        raise Superseded
    if proposal.state == Proposal.State.PROPOSED:
        _mark_seen(briefing, proposal)
    if not proposals.confirm(proposal.pk, message_id):
        return Settled((_say(proposal.language, "no_longer_valid"),))
    try:
        outcome = proposals.commit(proposal.pk)
    except PMSUnavailable:
        _take_back(proposal, "unavailable")
        return _not_yet(proposal, "pms_unavailable")
    except PMSUnknown:
        # Left as it is: what was written was written, and a repeated yes or staff looks by our key.
        return _not_yet(proposal, "outcome_unknown")
    except PMSRefused as refusal:
        log.warning("commit_refused", proposal=proposal.pk, code=refusal.code)
        return _not_yet(proposal, refusal.code)
    if outcome.receipt:
        return _done(desk, proposal, outcome.receipt, repeated=False)
    return _refused(desk, proposal, outcome.code)


def told_again(desk: Desk, proposal: Proposal) -> Settled:
    """The first result once more, without a second effect."""
    outcome = proposals.commit(proposal.pk)  # committed already: only reads
    if outcome.receipt is None:
        return Settled((_say(proposal.language, "no_longer_valid"),))
    return _done(
        desk, proposal, outcome.receipt, repeated=_was_told(desk.briefing, proposal, outcome.receipt)
    )


def _was_told(briefing: Briefing, proposal: Proposal, receipt: Receipt) -> bool:
    """Whether the result was said before: a turn may have died between writing and saying."""
    since = proposal.settled_at
    said = [
        line for line in briefing.transcript if line.author != "guest" and since and line.received_at >= since
    ]
    return any(receipt.reservation.code in line.text for line in said)


def _mark_seen(briefing: Briefing, proposal: Proposal) -> None:
    """A tapped button proves that its message arrived, even when the provider never told us so."""
    shown = [line for line in briefing.transcript if line.proposal == proposal.pk and line.author != "guest"]
    if shown:
        proposals.mark_offered(proposal.pk, shown[0].id, shown[0].received_at)


def _done(desk: Desk, proposal: Proposal, receipt: Receipt, *, repeated: bool) -> Settled:
    found, language = receipt.reservation, proposal.language
    booked = proposal.kind == Proposal.Kind.BOOK
    verb = "booked" if booked else "cancelled"
    key = f"already_{verb}" if repeated else verb
    text = phrases.say(
        language,
        key,
        code=found.code,
        room=terms.room(found, language, desk.hotel.language),
        dates=phrases.stay_dates(found.stay, language),
        total=phrases.money(found.total, language),
        fee=terms.fee(found.cancellation_fee, language),
    )
    desk.told.reservation(found)
    note = () if repeated else (_note(found, booked=booked),)
    return Settled((Say(text),), committed=True, notes=note, proposal=proposal.pk)


def _note(found: ReservationInfo, *, booked: bool) -> str:
    stay = f"{found.stay.arrival.isoformat()} to {found.stay.departure.isoformat()}"
    if booked:
        return f"Reservation {found.code} confirmed by the guest: {stay}, {found.total}."
    return f"Reservation {found.code} cancelled by the guest ({stay}); fee {found.cancellation_fee}."


def _refused(desk: Desk, proposal: Proposal, code: str) -> Settled:
    """The PMS said no at the last moment: say so and put what is possible now before the guest."""
    language = proposal.language
    try:
        if proposal.kind == Proposal.Kind.CANCEL:
            if code == "price_changed":
                view = desk.propose_cancellation(proposal.reservation_code)
                return Settled((_say(language, "fee_changed"), view.as_say()))
        elif code == "price_changed":
            offer = proposals.booking_terms(proposal).offer
            held = desk.quote(offer.room_type.code, offer.rate_plan.code, offer.stay, offer.occupancy)
            view = desk.propose_booking(held.id, proposal.guest_name)
            return Settled((_say(language, "price_changed"), view.as_say()))
        elif code == "sold_out":
            return Settled((Say(_sold_out(desk, proposal)),))
    except PMSRefused as refusal:
        code = refusal.code
        if code == "sold_out" and proposal.kind == Proposal.Kind.BOOK:
            return Settled((_say(language, "sold_out"),))
    except PMSError:
        return _not_yet(proposal, "pms_unavailable")
    return Settled(
        (_say(language, "not_done"),),
        hand_off=HandOff("refused", f"{proposal.kind} was refused by the PMS: {code}"),
    )


def _sold_out(desk: Desk, proposal: Proposal) -> str:
    language = proposal.language
    wanted = proposals.booking_terms(proposal).offer
    found = desk.find_offers(wanted.stay, wanted.occupancy)
    lines = [
        phrases.say(
            language,
            "alternative",
            room=terms.room(offer, language, desk.hotel.language),
            rate=phrases.in_words(offer.rate_plan.name, language, desk.hotel.language),
            total=phrases.money(offer.total, language),
        )
        for offer in found.offers[:ALTERNATIVES]
    ]
    sorry = phrases.say(language, "sold_out")
    if not lines:
        return f"{sorry} {phrases.say(language, 'no_alternatives')}"
    dates = phrases.stay_dates(wanted.stay, language)
    offers = "\n".join(lines)
    return f"{sorry} {phrases.say(language, 'alternatives', dates=dates, offers=offers)}"


def _not_yet(proposal: Proposal, code: str) -> Settled:
    what = "Booking" if proposal.kind == Proposal.Kind.BOOK else "Cancellation"
    summary = (
        f"{what} confirmed by the guest was not carried out ({code}): {proposal.amount} {proposal.currency}"
    )
    return Settled((_say(proposal.language, f"not_yet_{proposal.kind}"),), hand_off=HandOff(code, summary))


def _take_back(proposal: Proposal, why: str) -> None:
    confirmed = Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.CONFIRMED)
    confirmed.update(state=Proposal.State.WITHDRAWN, quote=None, outcome=why, settled_at=timezone.now())


def _say(language: str, key: str) -> Say:
    return Say(phrases.say(language, key))
