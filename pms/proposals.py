"""Terms put before a guest, and the guest's yes. What follows from the yes is in pms/commit.py.

    propose -> mark_offered -> confirm -> commit -> mark_told
            -> withdraw_open (a no, new terms, a person) or too late

Amounts and dates come from the quote or from the PMS, never from a caller.
"""

import secrets
import unicodedata
import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hotels.models import Guest, Hotel
from pms import cancellation, quotes
from pms.base import GuestDetails, Money, ReservationInfo, RoomStay, RoomWish
from pms.codes import normalise
from pms.commit import Outcome, commit, take_back
from pms.errors import PMSRefused, PMSUnavailable
from pms.models import CommitStep, Proposal, Quote
from pms.records import digest, to_json
from pms.systems import open_pms
from pms.terms import Cancellation, booking_terms, cancellation_terms, change_terms

__all__ = [  # of pms.commit and pms.terms: whoever settles a proposal finds all of it here
    "Cancellation",
    "Outcome",
    "booking_terms",
    "cancellation_terms",
    "change_terms",
    "commit",
    "take_back",
]

VALID = timedelta(minutes=30)
TOLD_WITHIN = timedelta(days=1)
NAME_LENGTHS = range(2, 121)
REMARKS_LENGTH = 500
JOINERS = {0x200C: None, 0x200D: None}  # inside Persian names and joined emoji; nothing is lost without them

Kind, State = Proposal.Kind, Proposal.State


def propose_booking(
    hotel: Hotel,
    conversation_id: int,
    quote_id: str | uuid.UUID,
    guest: GuestDetails,
    language: str,
    *,
    remarks: str = "",
) -> Proposal:
    """Terms of a quote for this guest to confirm; the conversation's earlier open ones are withdrawn.

    The same terms again give back the open proposal. Raises PMSRefused `quote_unknown`, `quote_used`,
    `quote_expired`, `bad_guest_name`, `bad_email`, `bad_remarks`, `not_found` (the guest) or
    `proposal_in_progress`.
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
        email=checked_email(guest.email),
        remarks=checked_remarks(remarks),
        language=language,
    )


def propose_change(
    hotel: Hotel,
    conversation_id: int,
    code: str,
    guest: GuestDetails,
    language: str,
    *,
    wishes: Sequence[RoomWish],
    verified_codes: Collection[str] = (),
) -> Proposal:
    """A change as the PMS prices it now, for this guest to confirm, as `propose_cancellation`.

    Raises PMSRefused `not_found`, `already_cancelled` or whatever `PMS.preview_change` refuses.
    """
    found = _own_reservation(hotel, code, guest, verified_codes)
    change = open_pms(hotel).preview_change(found.code, wishes)
    if any(room.offer.stale_seconds for room in change.rooms):
        raise PMSUnavailable("these prices are old: they cannot be promised")
    return _propose(
        hotel,
        conversation_id,
        guest,
        kind=Kind.CHANGE,
        reservation_code=found.code,
        terms=to_json(change),
        amount=change.difference,
        guest_name=found.guest_name,
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
    rooms: Sequence[str] = (),
) -> Proposal:
    """A cancellation and its fee for this guest to confirm, as `propose_booking`.

    `rooms` (RoomStay.id) gives up only these. The reservation must be the guest's own or one of
    `verified_codes` (see pms.identity). Raises PMSRefused `not_found`, `already_cancelled`,
    `no_such_room`, `not_cancellable` or `proposal_in_progress`; may raise PMSUnavailable.
    """
    found = _own_reservation(hotel, code, guest, verified_codes)
    given_up = _given_up(found, rooms)
    if any(cancellation.has_begun(hotel, room.stay) for room in given_up or found.live_rooms):
        raise PMSRefused("not_cancellable", "the stay has begun")
    fee = found.cancellation_fee
    if given_up:
        fee = sum((room.cancellation_fee for room in given_up), Money(Decimal(0), fee.currency))
    return _propose(
        hotel,
        conversation_id,
        guest,
        kind=Kind.CANCEL,
        reservation_code=found.code,
        terms=to_json(Cancellation(found, tuple(room.id for room in given_up), fee)),
        amount=fee,
        guest_name=found.guest_name,
        language=language,
    )


def checked_name(name: str) -> str:
    """The name with its white space tidied, without joiners. Raises PMSRefused `bad_guest_name`."""
    tidy = " ".join(name.translate(JOINERS).split())
    if _hides(tidy) or len(tidy) not in NAME_LENGTHS or not any(character.isalpha() for character in tidy):
        raise PMSRefused("bad_guest_name", "a guest's name has 2 to 120 printable characters")
    return tidy


def checked_email(email: str) -> str:
    """The address, or "" where none was given. Raises PMSRefused `bad_email`."""
    tidy = email.strip()
    try:
        if tidy:
            validate_email(tidy)
    except ValidationError as error:
        raise PMSRefused("bad_email", "this is not an e-mail address") from error
    return tidy


def checked_remarks(remarks: str) -> str:
    """The guest's wishes in one line. Raises PMSRefused `bad_remarks`."""
    tidy = " ".join(remarks.translate(JOINERS).split())
    if _hides(tidy) or len(tidy) > REMARKS_LENGTH:
        raise PMSRefused("bad_remarks", f"remarks have at most {REMARKS_LENGTH} printable characters")
    return tidy


def _hides(text: str) -> bool:
    """Whether there is what nobody sees: control, bidi, zero-width, private use or unassigned characters."""
    return any(unicodedata.category(character).startswith("C") for character in text)


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


def being_carried_out(conversation_id: int) -> Proposal | None:
    """The proposal of this conversation that is confirmed and not settled yet."""
    return _of(conversation_id).filter(state=State.CONFIRMED).first()


def mark_told(proposal_id: int) -> bool:
    """Note that the guest's word on the outcome is stored. False when it had been before.

    Belongs into the transaction that stores the word: so the guest gets exactly one.
    """
    untold = Proposal.objects.filter(pk=proposal_id, told_at=None)
    return untold.update(told_at=timezone.now()) == 1


def awaiting_word() -> QuerySet[Proposal]:
    """Proposals that a guest said yes to and has not heard of since."""
    recent = timezone.now() - TOLD_WITHIN
    carried_out = CommitStep.objects.filter(proposal=OuterRef("pk"))
    settled = Q(Exists(carried_out), state__in=[State.COMMITTED, State.REFUSED], settled_at__gt=recent)
    return Proposal.objects.filter(Q(state=State.CONFIRMED) | settled, told_at=None)


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


def _own_reservation(
    hotel: Hotel, code: str, guest: GuestDetails, verified_codes: Collection[str]
) -> ReservationInfo:
    """The guest's own reservation, or one proved here, that is not cancelled. PMSRefused as its callers."""
    pms, code = open_pms(hotel), normalise(code)
    if code in {normalise(verified) for verified in verified_codes}:
        found = pms.reservation(code)
    else:
        found = next((own for own in pms.reservations_of(guest) if normalise(own.code) == code), None)
    if found is None:
        raise PMSRefused("not_found", "there is no such reservation")
    if found.status == "cancelled":
        raise PMSRefused("already_cancelled", "the reservation is cancelled already")
    return found


def _given_up(found: ReservationInfo, rooms: Sequence[str]) -> list[RoomStay]:
    """The rooms with these ids; none when that is all there is: then the reservation is given up."""
    if not set(rooms) <= {room.id for room in found.live_rooms}:
        raise PMSRefused("no_such_room", "the reservation has no such room (any more)")
    chosen = [room for room in found.live_rooms if room.id in rooms]
    return [] if len(chosen) == len(found.live_rooms) else chosen
