"""Carrying out what a guest confirmed, and saying what became of it in the server's own words.

Whatever is said here as done rests on a receipt. What could not be asked for is taken back, and never
carried out later without anyone knowing; what may have been done is settled by the reconciler, who
sends the word (`told_later`).
"""

from dataclasses import dataclass

import structlog

from agents import concierge, instead, left_over, outcomes, phrases
from agents.base import Briefing, HandOff, Say, Superseded
from agents.desk import Desk
from hotels.models import Hotel
from pms import proposals
from pms.base import GuestDetails, ReservationInfo
from pms.errors import PMSError, PMSRefused, PMSUnavailable, PMSUnknown
from pms.models import Proposal
from pms.proposals import Outcome
from pms.requests import Wish

log = structlog.get_logger(__name__)

Kind = Proposal.Kind
_CHANGED = {
    Kind.BOOK: "price_changed",
    Kind.CHANGE: "difference_changed",
    Kind.CANCEL: "fee_changed",
    Kind.APPOINTMENT: "appointment_price_changed",
}
# Refusals that say: there is no room for it (any more).
_GONE = (
    "sold_out",
    "closed",
    "min_stay",
    "max_stay",
    "no_rate",
    "over_capacity",
    "taken",
    "no_such_start",
    "too_soon",
    "past_date",
)


@dataclass(frozen=True)
class Settled:
    """What to say, and whether something was written."""

    says: tuple[Say, ...]
    committed: bool = False
    hand_off: HandOff | None = None
    notes: tuple[str, ...] = ()
    proposal: int | None = None  # that was carried out; a repeated yes gets the same result
    tells: int | None = None  # the proposal whose outcome this says: the guest hears it once


def settle(desk: Desk, briefing: Briefing, proposal: Proposal, message_id: int) -> Settled:
    """Confirm with the guest's message and carry out. Raises Superseded while nothing is confirmed yet."""
    if not briefing.is_current():
        raise Superseded
    if proposal.state == Proposal.State.PROPOSED:
        _mark_seen(briefing, proposal)
    if not proposals.confirm(proposal.pk, message_id):
        return _said(proposal, "no_longer_valid")
    try:
        outcome = proposals.commit(proposal.pk)
    except PMSUnavailable:
        if proposals.take_back(proposal.pk, "unavailable"):
            return _not_reached(desk, proposal)
        return _said(proposal, "making_sure")
    except PMSUnknown:
        return _said(proposal, "making_sure")
    except PMSRefused as refusal:
        log.warning("commit_refused", proposal=proposal.pk, code=refusal.code)
        return _said(proposal, "no_longer_valid")
    return _done(desk, proposal, outcome) if outcome.done else _refused(desk, proposal, outcome.code)


def told_again(desk: Desk, proposal: Proposal) -> Settled:
    """The first result once more, without a second effect."""
    outcome = proposals.commit(proposal.pk)  # committed already: only reads
    if not outcome.done:
        return _said(proposal, "no_longer_valid")
    if (now := _as_it_is(desk, outcome)) and outcomes.is_past(outcome, now):
        return Settled((Say(outcomes.since(proposal, now, desk.hotel)),), proposal=proposal.pk)
    return _done(desk, proposal, outcome, repeated=proposal.told_at is not None)


def _as_it_is(desk: Desk, outcome: Outcome) -> ReservationInfo | None:
    """The reservation of a receipt as it is by now, from the PMS or else as far as we know it."""
    if outcome.receipt is None:
        return None
    code = outcome.receipt.reservation.code
    try:
        return desk.own_reservation(code)
    except PMSError:
        return desk.known_reservation(code)


def told_later(hotel: Hotel, proposal: Proposal, outcome: Outcome | None) -> Settled:
    """The word that was promised with "I am making sure"; without an outcome, that people see to it.

    Only words: it asks no PMS and puts no terms before the guest.
    """
    language = proposal.language
    if outcome is None:
        summary = f"{proposal.kind.capitalize()} confirmed by the guest, outcome unknown: {_about(proposal)}"
        says = (Say(phrases.say(language, "later_unsettled")),)
        return Settled(says, hand_off=HandOff("outcome_unknown", summary), tells=proposal.pk)
    if outcome.done:
        guest = GuestDetails(proposal.guest_id, proposal.guest_name)
        return Settled(
            (
                Say(outcomes.worded(proposal, outcome, hotel)),
                *left_over.told(hotel, guest, outcome, language),
            ),
            committed=True,
            notes=(outcomes.note(proposal, outcome),),
            proposal=proposal.pk,
            tells=proposal.pk,
        )
    key = "later_changed_price" if outcome.code == "price_changed" else "later_not_done"
    key = "later_gone" if outcome.code in _GONE else key
    return Settled((Say(phrases.say(language, key)),), tells=proposal.pk)


def _mark_seen(briefing: Briefing, proposal: Proposal) -> None:
    """A tapped button proves that its message arrived, even when the provider never told us so."""
    shown = [line for line in briefing.transcript if line.proposal == proposal.pk and line.author != "guest"]
    if shown:
        proposals.mark_offered(proposal.pk, shown[0].id, shown[0].received_at)


def _done(desk: Desk, proposal: Proposal, outcome: Outcome, *, repeated: bool = False) -> Settled:
    desk.told_of(outcome)
    receipt = Say(outcomes.worded(proposal, outcome, desk.hotel, repeated=repeated))
    return Settled(
        (receipt, *(() if repeated else left_over.said(desk, outcome))),
        committed=True,
        notes=() if repeated else (outcomes.note(proposal, outcome),),
        proposal=proposal.pk,
        tells=proposal.pk,
    )


def _refused(desk: Desk, proposal: Proposal, code: str) -> Settled:
    """The PMS said no at the last moment: say so and put what is possible now before the guest."""
    try:
        if code in ("price_changed", "not_written", "bad_promotion") and proposal.kind != Kind.REQUEST:
            view = instead.once_more(desk, proposal)
            key = "not_written" if code == "not_written" else _CHANGED[Kind(proposal.kind)]
            return _told(proposal, _say(proposal, key), view.as_say())
    except PMSRefused as refusal:
        code = refusal.code
    except PMSError:
        return _told(proposal, _say(proposal, "not_done"), hand_off=_by_hand(proposal, code))
    if code in _GONE:
        return _told(proposal, Say(instead.gone(desk, proposal)))
    if code in ("already_cancelled", "not_found") and proposal.kind == Kind.CANCEL:
        return _told(proposal, _say(proposal, "gone_already"))
    if code == "nothing_to_change" and (found := _wished(desk, proposal)):
        return _told(proposal, Say(outcomes.as_wished(proposal, found, desk.hotel)))
    key = "change_by_staff" if code in ("needs_staff", "not_changeable") else "not_done"
    return _told(proposal, _say(proposal, key), hand_off=_by_hand(proposal, code))


def _wished(desk: Desk, proposal: Proposal) -> ReservationInfo | None:
    """The guest's reservation, which is what they wished by now (agreed to elsewhere, say)."""
    try:
        return desk.own_reservation(proposal.reservation_code)
    except PMSError:
        return None


def _not_reached(desk: Desk, proposal: Proposal) -> Settled:
    """Nothing was asked of the PMS and nothing will be: the guest knows, and staff get the wish."""
    said = [_say(proposal, f"not_reached_{proposal.kind}").text]
    kept = concierge.keep_wish(desk, _wish(proposal))
    said += [_say(proposal, "wish_kept").text] if kept else []
    said.append(_say(proposal, "still_works").text)
    return Settled(
        (Say(" ".join(said)),),
        hand_off=None if kept else _by_hand(proposal, "pms_unavailable"),
        notes=(f"{_by_hand(proposal, 'pms_unavailable').summary}; kept for the reservations desk.",),
    )


def _wish(proposal: Proposal) -> Wish:
    """What the guest wanted, for the people who can look after it."""
    if proposal.kind == Kind.BOOK:
        wanted = proposals.booking_terms(proposal)
        choice = ", ".join(f"{offer.room_type.code} {offer.rate_plan.code}" for offer in wanted.offers)
        rooms = tuple(offer.occupancy for offer in wanted.offers)
        return Wish("book", wanted.stay, rooms, choice, words=_about(proposal))
    if proposal.kind == Kind.CHANGE:
        first, *_ = proposals.change_terms(proposal).rooms
        choice = f"{first.offer.room_type.code} {first.offer.rate_plan.code}"
        rooms = (first.offer.occupancy,)
        return Wish("change", first.offer.stay, rooms, choice, proposal.reservation_code, _about(proposal))
    return Wish("cancel", reservation_code=proposal.reservation_code, words=_about(proposal))


def _by_hand(proposal: Proposal, code: str) -> HandOff:
    what = proposal.kind.capitalize()
    return HandOff(code, f"{what} confirmed by the guest was not carried out ({code}): {_about(proposal)}")


def _about(proposal: Proposal) -> str:
    code = f"{proposal.reservation_code}, " if proposal.reservation_code else ""
    return f"{code}{proposal.amount} {proposal.currency}"


def _told(proposal: Proposal, *says: Say, hand_off: HandOff | None = None) -> Settled:
    return Settled(says, hand_off=hand_off, tells=proposal.pk)


def _said(proposal: Proposal, key: str) -> Settled:
    return Settled((_say(proposal, key),))


def _say(proposal: Proposal, key: str) -> Say:
    return Say(phrases.say(proposal.language, key))
