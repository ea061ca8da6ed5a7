"""Terms put before a guest, the guest's yes, and the one act that follows from it.

    propose -> mark_offered -> confirm -> commit
            -> withdraw_open (a no, new terms, a person) or too late

Amounts and dates come from the quote or from the PMS, never from a caller.
"""

import secrets
import unicodedata
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from hotels.models import AuditEntry, Guest, GuestIdentity, Hotel
from pms import cancellation, quotes
from pms.base import GuestDetails, Money, Receipt, ReservationInfo
from pms.codes import normalise
from pms.errors import PMSRefused
from pms.models import Proposal, Quote
from pms.records import digest, from_json, to_json
from pms.systems import open_pms

VALID = timedelta(minutes=30)
NAME_LENGTHS = range(2, 121)
JOINERS = {0x200C: None, 0x200D: None}  # inside Persian names and joined emoji; nothing is lost without them

Kind, State = Proposal.Kind, Proposal.State


@dataclass(frozen=True)
class Outcome:
    """What became of a confirmed proposal. `code` is booked, cancelled or the code of a refusal."""

    kind: str  # book | cancel
    code: str
    receipt: Receipt | None  # only where something was written
    amount: Money  # the total booked, the fee of the cancellation
    repeated: bool = False  # this had been settled before


def propose_booking(
    hotel: Hotel, conversation_id: int, quote_id: str | uuid.UUID, guest: GuestDetails, language: str
) -> Proposal:
    """Terms of a quote for this guest to confirm; the conversation's earlier open ones are withdrawn.

    The same terms again give back the open proposal. Raises PMSRefused `quote_unknown`, `quote_used`,
    `quote_expired`, `bad_guest_name`, `not_found` (the guest) or `proposal_in_progress`.
    """
    quote = quotes.get_valid(hotel, conversation_id, quote_id)
    return _propose(
        hotel,
        conversation_id,
        guest,
        kind=Kind.BOOK,
        quote=quote,
        terms=quote.terms,
        amount=quote.money,
        guest_name=checked_name(guest.name),
        language=language,
    )


def propose_cancellation(
    hotel: Hotel,
    conversation_id: int,
    code: str,
    guest: GuestDetails,
    language: str,
    *,
    verified_codes: Collection[str] = (),
) -> Proposal:
    """A cancellation and its fee for this guest to confirm, as `propose_booking`.

    The reservation must be the guest's own or one of `verified_codes` (see pms.identity). Raises
    PMSRefused `not_found`, `already_cancelled`, `not_cancellable` or `proposal_in_progress`; may
    raise PMSUnavailable.
    """
    found = _own_reservation(
        hotel, normalise(code), guest, {normalise(verified) for verified in verified_codes}
    )
    if found.status == "cancelled":
        raise PMSRefused("already_cancelled", "the reservation is cancelled already")
    if cancellation.has_begun(hotel, found.stay):
        raise PMSRefused("not_cancellable", "the stay has begun")
    return _propose(
        hotel,
        conversation_id,
        guest,
        kind=Kind.CANCEL,
        reservation_code=found.code,
        terms=to_json(found),
        amount=found.cancellation_fee,
        guest_name=found.guest_name,
        language=language,
    )


def checked_name(name: str) -> str:
    """The name with its white space tidied, without joiners. Raises PMSRefused `bad_guest_name`."""
    tidy = " ".join(name.translate(JOINERS).split())
    # Categories C*: control, bidi, zero-width, private use and unassigned characters, lone surrogates.
    hidden = any(unicodedata.category(character).startswith("C") for character in tidy)
    if hidden or len(tidy) not in NAME_LENGTHS or not any(character.isalpha() for character in tidy):
        raise PMSRefused("bad_guest_name", "a guest's name has 2 to 120 printable characters")
    return tidy


def open_proposal(conversation_id: int) -> Proposal | None:
    """The proposal that waits for the guest's answer; one whose time is over is withdrawn."""
    proposal = _of(conversation_id).filter(state__in=Proposal.OPEN).first()
    if proposal and proposal.expires_at <= timezone.now():
        _withdraw(conversation_id, pk=proposal.pk)
        return None
    return proposal


def latest(conversation_id: int) -> Proposal | None:
    return _of(conversation_id).order_by("-id").first()


def by_nonce(conversation_id: int, nonce: str) -> Proposal | None:
    """The proposal of this conversation whose button was tapped."""
    return _of(conversation_id).filter(nonce=nonce).first()


def mark_offered(proposal_id: int, message_id: int, at: datetime) -> bool:
    """Note that the guest has been shown the terms. False unless it was only proposed until now."""
    waiting = Proposal.objects.filter(pk=proposal_id, state=State.PROPOSED)
    return waiting.update(state=State.OFFERED, offered_message_id=message_id, offered_at=at) == 1


def withdraw_open(conversation_id: int) -> int:
    """Take back whatever waits for an answer in this conversation; how many there were."""
    return _withdraw(conversation_id)


def confirm(proposal_id: int, message_id: int) -> bool:
    """Take the guest's message as the yes to an offered proposal. True also for the same message again.

    False when it is not offered, its time is over, another message was first, or the message is
    older than the one with the terms. Whether the message *is* a yes, the caller has judged.
    """
    with transaction.atomic():
        now = timezone.now()
        offered = Proposal.objects.filter(
            pk=proposal_id, state=State.OFFERED, expires_at__gt=now, offered_message_id__lt=message_id
        )
        if offered.update(state=State.CONFIRMED, confirmed_by=message_id, confirmed_at=now) == 1:
            Quote.objects.filter(proposal=proposal_id).update(used_at=now)
            return True
    return Proposal.objects.filter(pk=proposal_id, confirmed_by=message_id).exists()


def commit(proposal_id: int) -> Outcome:
    """Do what was confirmed, once; called again it gives back what became of it.

    Raises PMSRefused `not_confirmed`; PMSUnavailable and PMSUnknown leave the proposal confirmed, and
    calling again is safe: the PMS writes once per key. Never call it inside a transaction.
    """
    proposal = Proposal.objects.select_related("hotel", "quote", "guest").get(pk=proposal_id)
    if proposal.state in (State.COMMITTED, State.REFUSED):
        return _outcome(proposal, repeated=True)
    if proposal.state != State.CONFIRMED:
        raise PMSRefused("not_confirmed", "the guest has not confirmed these terms")
    try:
        receipt = _write(proposal)
    except PMSRefused as refusal:
        return _settle(proposal, State.REFUSED, refusal.code, None)
    return _settle(
        proposal, State.COMMITTED, "booked" if proposal.kind == Kind.BOOK else "cancelled", receipt
    )


def booking_terms(proposal: Proposal) -> quotes.Terms:
    """What a booking is proposed at."""
    return from_json(quotes.Terms, proposal.terms)


def cancellation_terms(proposal: Proposal) -> ReservationInfo:
    """What a cancellation is proposed for, as it was when proposed."""
    return from_json(ReservationInfo, proposal.terms)


def _of(conversation_id: int) -> QuerySet[Proposal]:
    return Proposal.objects.filter(conversation_id=conversation_id)


def _propose(
    hotel: Hotel,
    conversation_id: int,
    guest: GuestDetails,
    *,
    terms: dict[str, Any],
    amount: Money,
    **fields: Any,
) -> Proposal:
    """Store a proposal in place of the open one, or give that back if it says the same."""
    if not Guest.objects.filter(hotel=hotel, pk=guest.key).exists():
        raise PMSRefused("not_found", "there is no such guest")
    fields |= {"guest_id": guest.key, "terms_hash": digest(terms)}
    same = open_proposal(conversation_id)
    if same and all(getattr(same, name) == value for name, value in fields.items()):
        return same
    try:
        with transaction.atomic():
            _withdraw(conversation_id)
            return Proposal.objects.create(
                hotel=hotel,
                conversation_id=conversation_id,
                nonce=secrets.token_urlsafe(16),
                terms=terms,
                amount=amount.amount,
                currency=amount.currency,
                expires_at=timezone.now() + VALID,
                **fields,
            )
    except IntegrityError as error:
        # A confirmed one is being carried out, or this quote is being proposed by a twin of this call.
        raise PMSRefused("proposal_in_progress", "an earlier confirmation is being carried out") from error


def _withdraw(conversation_id: int, **which: Any) -> int:
    """Withdraw open proposals. Their quotes are free again: a quote has one proposal at a time."""
    waiting = _of(conversation_id).filter(state__in=Proposal.OPEN, **which)
    return waiting.update(state=State.WITHDRAWN, quote=None, settled_at=timezone.now())


def _own_reservation(hotel: Hotel, code: str, guest: GuestDetails, verified: set[str]) -> ReservationInfo:
    pms = open_pms(hotel)
    if code in verified:
        found = pms.reservation(code)
    else:
        found = next((own for own in pms.reservations_of(guest) if normalise(own.code) == code), None)
    if found is None:
        raise PMSRefused("not_found", "there is no such reservation")
    return found


def _write(proposal: Proposal) -> Receipt:
    """Ask the PMS to do it, with the proposal's own key."""
    pms = open_pms(proposal.hotel)
    if proposal.kind == Kind.CANCEL:
        fee = Money(proposal.amount, proposal.currency)
        return pms.cancel(str(proposal.key), proposal.reservation_code, fee)
    quote = proposal.quote
    if quote is None or not digest(quote.terms) == quote.terms_hash == proposal.terms_hash:
        raise PMSRefused("terms_changed", "these are not the terms that were quoted")
    offers = quotes.terms_of(quote).offers
    return pms.book(str(proposal.key), offers, _guest_details(proposal), proposal.remarks)


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


def _settle(proposal: Proposal, state: str, code: str, receipt: Receipt | None) -> Outcome:
    """Store what became of it, unless another worker has; the first one's word counts.

    But a receipt outweighs a refusal: two workers may have asked, and what was written was written.
    """
    before = [State.CONFIRMED, State.REFUSED] if receipt else [State.CONFIRMED]
    with transaction.atomic():
        settled = Proposal.objects.filter(pk=proposal.pk, state__in=before).update(
            state=state,
            outcome=code,
            receipt=to_json(receipt) if receipt else None,
            settled_at=timezone.now(),
        )
        if settled and receipt:
            AuditEntry.objects.create(
                hotel=proposal.hotel,
                actor_name="guest",
                action=f"reservation.{code}",
                target=f"pms.reservation:{receipt.reservation.code}",
                details={
                    "proposal": proposal.pk,
                    "amount": str(proposal.amount),
                    "currency": proposal.currency,
                    "confirmed_by": proposal.confirmed_by,
                },
            )
    proposal.refresh_from_db(fields=["state", "outcome", "receipt"])
    return _outcome(proposal, repeated=not settled)


def _outcome(proposal: Proposal, *, repeated: bool) -> Outcome:
    return Outcome(
        kind=proposal.kind,
        code=proposal.outcome,
        receipt=from_json(Receipt, proposal.receipt) if proposal.receipt else None,
        amount=Money(proposal.amount, proposal.currency),
        repeated=repeated,
    )
