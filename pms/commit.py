"""Carrying out what a guest confirmed: a saga whose steps are written down, so a crash resumes from there.

    sending -> written -> settled
            -> looked: it is not there, so it was not done -> sending again, or refused `not_written`

`sending` is written before the PMS is asked to write. From then on until `written` only the PMS knows, so
whoever takes it up looks by our key, and never simply writes again. Our own database is another matter:
it keeps the key in the transaction of the booking, so there a write is repeated and finds the first one.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from hotels.models import AuditEntry, Hotel
from pms import acts, systems, waiting
from pms.acts import Written
from pms.agenda import AppointmentInfo, AppointmentReceipt
from pms.base import Money, Receipt
from pms.errors import PMSRefused, PMSUnavailable, PMSUnknown
from pms.models import CommitStep, Proposal
from pms.records import to_json
from pms.requests import RequestInfo, RequestReceipt

SETTLE_SECONDS = 120  # after sending; a write that cannot be seen by then was not made
YES_HOLDS = timedelta(minutes=30)  # for a second attempt; that the first is late is our fault

State, Step = Proposal.State, CommitStep.Name


@dataclass(frozen=True)
class Outcome:
    """What became of a confirmed proposal.

    `code` is booked, changed, cancelled, appointment_made, appointment_moved, appointment_cancelled or
    request_noted; else the code of a refusal, `not_written` where looking has shown that nothing was done.
    """

    kind: str  # as of the proposal
    code: str
    receipt: Receipt | None  # of a reservation, only where something was written
    amount: Money  # as of the proposal
    repeated: bool = False  # this had been settled before
    appointment: AppointmentInfo | None = None
    request: RequestInfo | None = None

    @property
    def done(self) -> bool:
        """Whether something was written."""
        return bool(self.receipt or self.appointment or self.request)


def commit(proposal_id: int) -> Outcome:
    """Do what was confirmed, once; called again it gives back what became of it.

    Raises PMSRefused `not_confirmed`. PMSUnavailable: nothing was sent, and the proposal stays confirmed
    (see `take_back`). PMSUnknown: it was sent, and whether it was done is not known yet; calling again
    looks. Never call it inside a transaction.
    """
    proposal = Proposal.objects.select_related("hotel", "quote", "guest").get(pk=proposal_id)
    if proposal.state in (State.COMMITTED, State.REFUSED):
        return _outcome(proposal, repeated=True)
    if proposal.state != State.CONFIRMED:
        raise PMSRefused("not_confirmed", "the guest has not confirmed these terms")
    try:
        receipt = _found(proposal) or _sent(proposal)
    except PMSRefused as refusal:
        return _settle(proposal, State.REFUSED, refusal.code, None)
    return _settle(proposal, State.COMMITTED, acts.done_code(proposal), receipt)


def take_back(proposal_id: int, why: str) -> bool:
    """Withdraw a confirmed proposal that cannot be carried out now; a quote of its is free again.

    False once it was settled, or when something was sent and may have been done.
    """
    with transaction.atomic():
        proposal = _locked(proposal_id)
        if proposal.state != State.CONFIRMED or _under_way(_last_step(proposal)):
            return False
        proposal.state, proposal.quote = State.WITHDRAWN, None
        proposal.outcome, proposal.settled_at = why[:32], timezone.now()
        proposal.save(update_fields=["state", "quote", "outcome", "settled_at"])
    return True


def _found(proposal: Proposal) -> Written | None:
    """What an earlier attempt left behind; None when there is nothing, and writing is safe.

    Raises PMSUnknown while that is not certain, PMSRefused `not_written` when it is too late to try again.
    """
    last = _last_step(proposal)
    if last is None:
        return None
    if last.name == Step.WRITTEN:
        return acts.receipt_of(proposal, last.details)
    books = acts.books(proposal)
    if last.name == Step.SENDING and last.details.get("books", books) != books:
        # Only the PMS that was asked knows; the one that is linked by now would do it a second time.
        raise PMSUnknown("the hotel has had another PMS since it was sent")
    if acts.repeatable(proposal):
        return None
    if last.name == Step.SENDING:
        try:
            found = systems.open_pms(proposal.hotel).written(str(proposal.key))
        except PMSUnavailable as error:
            raise PMSUnknown("what was sent cannot be looked for now") from error
        if found:
            return _written(proposal, found)
        if timezone.now() < last.at + timedelta(seconds=settle_seconds(proposal.hotel)):
            raise PMSUnknown("it cannot be seen yet whether it was done")
        if not _step(proposal, Step.LOOKED, after=last):
            raise PMSUnknown("another worker is at it")
    if proposal.confirmed_at and timezone.now() > proposal.confirmed_at + YES_HOLDS:
        raise PMSRefused("not_written", "it was not done, and the guest's yes is old by now")
    return None


def _sent(proposal: Proposal) -> Written:
    """Ask the PMS to write, with the proposal's own key, once it is noted that it will be asked."""
    again = acts.repeatable(proposal)
    last = _last_step(proposal)
    if not again and _under_way(last):
        raise PMSUnknown("another worker is at it")
    if not _step(proposal, Step.SENDING, after=last, books=acts.books(proposal)) and not again:
        raise PMSUnknown("another worker is at it")
    try:
        receipt = acts.write(proposal)
    except PMSUnavailable as error:
        # By its contract nothing went out.
        _step(proposal, Step.LOOKED, why=type(error).__name__)
        raise
    return _written(proposal, receipt)


def settle_seconds(hotel: Hotel) -> float:
    """How long after sending a write may still show up at the hotel's PMS."""
    try:
        seconds = float(systems.link_of(hotel).options.get("settle_seconds", SETTLE_SECONDS))
    except (TypeError, ValueError, OverflowError):
        return SETTLE_SECONDS
    return seconds if 0 <= seconds <= YES_HOLDS.total_seconds() else SETTLE_SECONDS


def _last_step(proposal: Proposal) -> CommitStep | None:
    return CommitStep.objects.filter(hotel=proposal.hotel_id, proposal=proposal).order_by("-id").first()


def _under_way(step: CommitStep | None) -> bool:
    return step is not None and step.name in (Step.SENDING, Step.WRITTEN)


def _locked(proposal_id: int) -> Proposal:
    return Proposal.objects.select_for_update(of=("self",), no_key=True).get(pk=proposal_id)


_ANY = object()


def _step(proposal: Proposal, name: str, *, after: object = _ANY, **details: object) -> bool:
    """Write a step down, if the last one is still `after`: one worker goes on, the others see it."""
    with transaction.atomic():
        if _locked(proposal.pk).state != State.CONFIRMED:
            return False
        if after is not _ANY and _last_step(proposal) != after:
            return False
        CommitStep.objects.create(
            hotel_id=proposal.hotel_id, proposal=proposal, name=name, details=dict(details)
        )
    return True


def _written(proposal: Proposal, receipt: Written) -> Written:
    CommitStep.objects.create(
        hotel_id=proposal.hotel_id, proposal=proposal, name=Step.WRITTEN, details=to_json(receipt)
    )
    return receipt


def _settle(proposal: Proposal, state: str, code: str, receipt: Written | None) -> Outcome:
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
        if settled:
            CommitStep.objects.create(
                hotel=proposal.hotel, proposal=proposal, name=Step.SETTLED, details={"outcome": code}
            )
        if settled and isinstance(receipt, Receipt):
            _leave_a_trail(proposal, code, receipt)
    proposal.refresh_from_db(fields=["state", "outcome", "receipt"])
    if proposal.state == State.WITHDRAWN:
        raise PMSRefused("not_confirmed", "the guest's yes was taken back meanwhile")
    return _outcome(proposal, repeated=not settled)


def _leave_a_trail(proposal: Proposal, code: str, receipt: Receipt) -> None:
    """Appointments and requests leave their own."""
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
    if code == "booked":
        waiting.booked(proposal.hotel, proposal.guest_id, receipt.reservation.stay)


def _outcome(proposal: Proposal, *, repeated: bool) -> Outcome:
    found = acts.receipt_of(proposal, proposal.receipt) if proposal.receipt else None
    return Outcome(
        kind=proposal.kind,
        code=proposal.outcome,
        receipt=found if isinstance(found, Receipt) else None,
        amount=Money(proposal.amount, proposal.currency),
        repeated=repeated,
        appointment=found.appointment if isinstance(found, AppointmentReceipt) else None,
        request=found.request if isinstance(found, RequestReceipt) else None,
    )
