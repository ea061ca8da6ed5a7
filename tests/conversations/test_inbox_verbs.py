"""Staff's verbs: who may do what, and what each leaves behind."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conversations import inbox
from conversations.models import Conversation, Message
from hotels.models import AuditEntry
from tests.conversations.flow import guest_writes
from tests.factories import make_hotel, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "verb",
    [
        inbox.take_over,
        inbox.give_back,
        lambda c, u: inbox.staff_reply(c, u, "hi"),
        inbox.close,
        inbox.assign,
    ],
)
@pytest.mark.parametrize(("who", "code"), [("viewer", "read_only"), ("stranger", "not_found")])
def test_neither_a_viewer_nor_another_hotels_staff_may_act(conversation, verb, who, code):
    guest_writes("hola")
    user = make_user(conversation.hotel, role="viewer") if who == "viewer" else make_user(make_hotel())
    before = Conversation.objects.values().get()

    with pytest.raises(inbox.NotAllowed) as refused:
        verb(conversation, user)

    assert refused.value.code == code
    assert Conversation.objects.values().get() == before


def test_writing_takes_over_and_is_audited(conversation):
    guest_writes("hola")
    user = make_user(conversation.hotel)

    message = inbox.staff_reply(conversation, user, "  Buenas tardes \x00")

    conversation.refresh_from_db()
    assert (message.text, message.delivery, message.author) == ("Buenas tardes", "queued", "staff")
    assert (conversation.mode, conversation.assignee, conversation.epoch, conversation.unread) == (
        "staff",
        user,
        1,
        0,
    )
    told = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(told) == ["conversation.taken_over", "message.written"]


@pytest.mark.parametrize(("text", "code"), [("  ", "empty"), ("x" * 4097, "too_long")])
def test_what_cannot_be_sent_is_refused_and_changes_nothing(conversation, text, code):
    guest_writes("hola")

    with pytest.raises(inbox.NotAllowed) as refused:
        inbox.staff_reply(conversation, make_user(conversation.hotel), text)

    conversation.refresh_from_db()
    assert (refused.value.code, conversation.mode) == (code, "ai")


def test_after_24_hours_free_text_is_refused_with_a_reason(conversation):
    guest_writes("hola")
    Conversation.objects.update(window_ends_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(inbox.NotAllowed) as refused:
        inbox.staff_reply(conversation, make_user(conversation.hotel), "hi")

    assert refused.value.code == "window_closed"
    assert not Message.objects.filter(author="staff").exists()


def test_a_closed_conversation_stays_closed_and_the_next_message_opens_a_new_one(conversation):
    guest_writes("hola")
    inbox.close(conversation, make_user(conversation.hotel))

    again = guest_writes("una cosa más")

    assert again.pk != conversation.pk
    assert Conversation.objects.get(pk=conversation.pk).state == "closed"


def test_a_failed_message_goes_out_again_on_staffs_word_and_only_then(conversation):
    guest_writes("hola")
    user = make_user(conversation.hotel)
    message = inbox.staff_reply(conversation, user, "Buenas")
    with pytest.raises(inbox.NotAllowed):
        inbox.resend(message, user)
    Message.objects.filter(pk=message.pk).update(
        delivery="failed", parked_at=timezone.now(), error="x", attempts=7
    )

    inbox.resend(message, user)

    message.refresh_from_db()
    assert (message.delivery, message.parked_at, message.attempts, message.error) == ("queued", None, 0, "")
