"""Settling what a guest said yes to when no turn is at it any more, and sending the word about it.

A turn may die between the yes and the answer, or the PMS may leave it open whether it wrote. The
proposal's steps say how far it got (pms/commit.py); here somebody looks again until it is known. The
guest gets one word about the outcome, whoever settled it: `told_at` is stamped with the message.
"""

from collections.abc import Sequence
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from agents import settle
from agents.base import Say
from agents.settle import Settled
from conversations import live, turns
from conversations.models import Conversation, Message
from pms import proposals
from pms.commit import Outcome
from pms.errors import PMSUnavailable, PMSUnknown
from pms.models import Proposal

log = structlog.get_logger(__name__)

GIVE_UP = timedelta(minutes=5)  # after the yes; then a person looks after it, and we go on looking


def waiting(limit: int = 200) -> list[int]:
    """Proposals that somebody has to look after, the oldest yes first."""
    return list(_left_alone().order_by("confirmed_at", "pk").values_list("pk", flat=True)[:limit])


def look_after(proposal_id: int) -> int | None:
    """Find out what became of a proposal and say so.

    Returns the conversation to ring `deliver` for; None when it is not known yet, or another's business.
    """
    proposal = _left_alone().select_related("hotel", "guest").filter(pk=proposal_id).first()
    if proposal is None:
        return None
    try:
        outcome = proposals.commit(proposal.pk)
    except (PMSUnavailable, PMSUnknown) as error:
        log.info("not_settled_yet", proposal=proposal.pk, error=type(error).__name__)
        if proposal.confirmed_at is None or timezone.now() < proposal.confirmed_at + GIVE_UP:
            return None
        told = _hand_over(proposal, settle.told_later(proposal.hotel, proposal, None))
        if isinstance(error, PMSUnavailable):
            proposals.take_back(proposal.pk, "unavailable")
        return told
    proposal.refresh_from_db()
    return _tell(proposal, outcome, settle.told_later(proposal.hotel, proposal, outcome))


def _left_alone() -> QuerySet[Proposal]:
    """Confirmed, the guest has no word about it, and no turn will see to that.

    As long as the guest's yes waits for the agent, its turn carries on where the last one died.
    """
    of_a_turn = Message.objects.filter(
        pk=OuterRef("confirmed_by"),
        needs_answer=True,
        answered_by=None,
        conversation__mode=Conversation.Mode.AI,
    )
    return proposals.awaiting_word().filter(~Exists(of_a_turn))


@transaction.atomic
def _tell(proposal: Proposal, outcome: Outcome, settled: Settled) -> int | None:
    """Store the one word about the outcome: for the guest, or as a note for staff who have taken over."""
    conversation = _locked(proposal)
    if conversation is None or not proposals.mark_told(proposal.pk):
        return None
    if _is_with_staff(conversation):
        _note(conversation, proposal, settled.notes or tuple(say.text for say in settled.says))
        live.stamp(conversation)
        return None
    for part, say in enumerate(settled.says):
        turns.speak(conversation, None, say, part)
    _note(conversation, proposal, settled.notes)
    if outcome.done:
        conversation.agent_state["settled"] = proposal.pk
        conversation.save(update_fields=["agent_state"])
    if settled.hand_off:
        turns.give_to_staff(conversation, settled.hand_off.reason, settled.hand_off.summary, fence=False)
    live.stamp(conversation)
    return conversation.pk


@transaction.atomic
def _hand_over(proposal: Proposal, settled: Settled) -> int | None:
    """Nobody knows, for too long by now: give the guest to staff, once."""
    conversation = _locked(proposal)
    if conversation is None or _is_with_staff(conversation):
        return None
    told = conversation.messages.filter(direction=Message.Direction.NOTE, proposal_id=proposal.pk, turn=None)
    if told.exists() or settled.hand_off is None:
        return None
    for part, say in enumerate(settled.says):
        turns.speak(conversation, None, say, part)
    _note(conversation, proposal, settled.notes or (settled.hand_off.summary,))
    turns.give_to_staff(conversation, settled.hand_off.reason, settled.hand_off.summary, fence=False)
    live.stamp(conversation)
    return conversation.pk


def _locked(proposal: Proposal) -> Conversation | None:
    rows = Conversation.objects.select_for_update(of=("self",))
    return rows.filter(hotel=proposal.hotel_id, pk=proposal.conversation_id).first()


def _is_with_staff(conversation: Conversation) -> bool:
    return conversation.mode != Conversation.Mode.AI or conversation.state == Conversation.State.CLOSED


def _note(conversation: Conversation, proposal: Proposal, texts: Sequence[str]) -> None:
    """Notes for staff; saves the conversation with what was said before as well."""
    for text in texts:
        turns.speak(conversation, None, Say(text, proposal=proposal.pk), part=None)
    conversation.save()
