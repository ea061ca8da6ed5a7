"""A proposal's way from being put before a guest to the guest's yes, and to the word about what became of it.

put -> mark_offered -> confirm -> pms.commit -> mark_told
    -> withdraw_open (a no, new terms, a person) or too late
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hotels.models import Guest, Hotel
from pms.base import GuestDetails, Money
from pms.errors import PMSRefused
from pms.models import CommitStep, Proposal, Quote
from pms.records import digest

VALID = timedelta(minutes=30)
TOLD_WITHIN = timedelta(days=1)

State = Proposal.State


def open_proposal(conversation_id: int) -> Proposal | None:
    """The proposal that waits for the guest's answer; one whose time is over is withdrawn."""
    proposal = in_hand(conversation_id)
    return proposal if proposal and proposal.state != State.CONFIRMED else None


def in_hand(conversation_id: int) -> Proposal | None:
    """As `open_proposal`, or the one that the guest has said yes to and that is not settled yet."""
    proposal = _of(conversation_id).filter(state__in=[*Proposal.OPEN, State.CONFIRMED]).first()
    if proposal and proposal.state != State.CONFIRMED and proposal.expires_at <= timezone.now():
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


def untold(conversation_id: int, message_ids: Iterable[int]) -> Proposal | None:
    """The proposal that one of these messages was the yes to, settled, and whose outcome nobody heard yet."""
    settled = _of(conversation_id).filter(state__in=[State.COMMITTED, State.REFUSED], told_at=None)
    return settled.filter(confirmed_by__in=message_ids).order_by("-id").first()


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


def put(
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
