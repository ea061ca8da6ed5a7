"""A task for the gym made of a conversation: read it, mask it, and keep it once somebody has looked at it."""

from agents.evals import golden
from agents.evals.tasks import Task
from agents.models import GoldenTask
from conversations.models import Conversation, Message
from conversations.turns import line_of
from hotels.models import User

LINES = 80


def draft(conversation: Conversation) -> Task:
    """The task that this conversation makes, masked; nothing is stored. Raises golden.NoTask."""
    said = conversation.messages.exclude(direction=Message.Direction.NOTE)
    rows = list(said.order_by("position")[:LINES])
    staff = {row.staff.name for row in said.exclude(staff=None).select_related("staff") if row.staff}
    handed = conversation.turns.exclude(hand_off="").order_by("pk").values_list("hand_off", flat=True).first()
    return golden.draft(
        conversation.hotel,
        conversation.pk,
        [line_of(row) for row in rows],
        language=conversation.language or conversation.hotel.language,
        names=[conversation.guest.name, *sorted(staff)],
        hand_off=handed or "",
    )


def keep(conversation: Conversation, task: Task, by: User, agent: str = "") -> GoldenTask:
    """Keep what `draft` gave and somebody has looked at."""
    return golden.keep(conversation.hotel, task, by, conversation_id=conversation.pk, agent=agent)
