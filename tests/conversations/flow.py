"""Short words for what happens to a conversation, for tests."""

from django.utils import timezone

from agents.base import Reply, Say, Trace
from channels_app.models import WebhookEvent
from conversations import intake
from conversations.models import Conversation, Message
from tests.channels_app.meta import change, envelope, message


def store(*changes: dict) -> WebhookEvent:
    return WebhookEvent.objects.create(provider="whatsapp", body=envelope(*changes), correlation_id="c0ffee")


def take_all() -> intake.Rings:
    rings: intake.Rings = {}
    while True:
        taken, more = intake.take_in()
        rings |= more
        if not taken:
            return rings


def guest_writes(
    text: str = "hola", *, account: str = "100", phone: str = "5215550001", **fields
) -> Conversation:
    """A webhook with one message, taken in. Returns the conversation it landed in."""
    said = message(text=text, phone=phone, **fields)
    store(change(account, messages=[said]))
    take_all()
    return Message.objects.get(provider_id=said["id"]).conversation


def make_due(conversation: Conversation) -> None:
    """The burst is over."""
    Conversation.objects.filter(pk=conversation.pk, due_at__isnull=False).update(due_at=timezone.now())


def answer_of(*texts: str, **fields) -> Reply:
    says = tuple(Say(text) for text in texts)
    return Reply(**{"says": says, "language": "es", "state": {}, "trace": Trace(engine="offline")} | fields)
