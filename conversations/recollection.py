"""After an answer: what is kept in mind of the guest and of what the conversation was about."""

from collections.abc import Iterable
from typing import Any

from agents import memory
from conversations import turns
from conversations.models import Turn
from pms.models import Proposal

TURNS = 60  # of a conversation that its summary looks at
_DONE = {
    Proposal.Kind.BOOK: "booked",
    Proposal.Kind.CHANGE: "changed",
    Proposal.Kind.CANCEL: "cancelled",
    Proposal.Kind.APPOINTMENT: "arranged",
    Proposal.Kind.REQUEST: "asked for",
}
_TRIED = {
    "find_offers": "looked at rooms",
    "find_services": "looked at services",
    "service_slots": "looked at times for a service",
    "propose_cancellation": "thought of cancelling",
    "propose_change": "thought of a change",
}


def remember(turn: Turn) -> None:
    """Keep what the guest said of themselves in what this turn answered, and sum up the conversation."""
    hotel, conversation = turn.hotel, turn.conversation
    if not hotel.memory_days:
        return
    said = [turns.line_of(row) for row in turn.answered_messages.order_by("position")]
    memory.touch(hotel, conversation.guest_id)
    memory.learn(hotel, conversation.guest_id, conversation.pk, said)
    last = max((line.id for line in said), default=None)
    memory.sum_up(hotel, conversation.guest_id, conversation.pk, happened(conversation.pk, hotel.pk), last)


def happened(conversation_id: int, hotel_id: int) -> list[str]:
    """What became of a conversation, in our own words, oldest first; nothing of what was written in it."""
    rows = Turn.objects.filter(hotel_id=hotel_id, conversation_id=conversation_id).order_by("-id")
    told: list[tuple[Any, str]] = []
    for turn in rows.only("started_at", "steps", "hand_off")[:TURNS]:
        day = f"{turn.started_at:%Y-%m-%d}"
        told += [(turn.started_at, f"{day}: {what}.") for what in _of(turn.steps)]
        if turn.hand_off:
            told.append((turn.started_at, f"{day}: went to a person ({turn.hand_off})."))
    settled = Proposal.objects.filter(
        hotel_id=hotel_id, conversation_id=conversation_id, state=Proposal.State.COMMITTED
    )
    for proposal in settled:
        at = proposal.confirmed_at or proposal.offered_at
        if at:
            done = (
                f"{at:%Y-%m-%d}: {_DONE[Proposal.Kind(proposal.kind)]} {proposal.reservation_code}".rstrip()
            )
            told.append((at, f"{done}."))
    return [what for _, what in sorted(told, key=lambda pair: pair[0])]


def _of(steps: Iterable[dict[str, Any]]) -> list[str]:
    """The steps of a turn that say what the guest was after, each once."""
    found: list[str] = []
    for step in steps:
        name = str(step.get("name", ""))
        if name in _TRIED:
            found.append(_TRIED[name])
        elif topics := _topics(step):
            found.append(f"asked about {', '.join(topics)}")
    return list(dict.fromkeys(found))


def _topics(step: dict[str, Any]) -> list[str]:
    """Topics a step looked up: codes of ours or of the house, never the guest's words."""
    if step.get("name") == "facts":
        return [str(step.get("topic", ""))[:40]] if step.get("topic") else []
    arguments = step.get("arguments")
    if step.get("name") != "house_facts" or not isinstance(arguments, dict):
        return []
    given = arguments.get("topics")
    return (
        [str(topic)[:40] for topic in given[:5] if str(topic).isidentifier()]
        if isinstance(given, list)
        else []
    )
