"""One guest under two addresses, staff on the hotel's own phone: nobody is forgotten, nobody talked over."""

import threading
import time

import pytest
from django.db import connection, transaction

from conversations import inbox, outbox, turns
from conversations.models import Conversation, Message
from tests.channels_app.meta import change, message
from tests.conversations.flow import answer_of, guest_writes, make_due, store, take_all
from tests.factories import make_user

pytestmark = pytest.mark.django_db

USER_ID = "MX.1a2b3c"


def writes_without_phone(text: str) -> Conversation:
    said = message(text=text, phone="", from_user_id=USER_ID)
    store(change("100", messages=[said]))
    take_all()
    return Message.objects.get(provider_id=said["id"]).conversation


def writes_with_both(text: str) -> Conversation:
    return guest_writes(text, from_user_id=USER_ID)


def test_what_waits_in_a_conversation_that_is_closed_by_a_merge_is_answered_in_the_other(conversation):
    guest_writes("¿tienen wifi?")
    writes_without_phone("hola")

    merged = writes_with_both("¿y estacionamiento?")
    make_due(merged)
    turn = turns.start_turn(merged.pk)
    briefing = turns.briefing(turn)
    turns.finish_turn(turn, answer_of("Sí."))

    assert [line.text for line in briefing.transcript] == ["hola", "¿tienen wifi?", "¿y estacionamiento?"]
    assert len(briefing.unanswered) == 3
    assert not Message.objects.filter(needs_answer=True, answered_by=None).exists()


def test_a_turn_under_way_in_a_conversation_that_is_merged_answers_what_it_saw_once(conversation):
    guest_writes("¿tienen wifi?")
    make_due(conversation)
    turn = turns.start_turn(conversation.pk)
    writes_without_phone("hola")
    merged = writes_with_both("¿y estacionamiento?")
    make_due(merged)
    other = turns.start_turn(merged.pk)

    assert turns.finish_turn(turn, answer_of("Sí, hay wifi."))
    assert turns.finish_turn(other, answer_of("Sí, hay estacionamiento."))
    answered = Message.objects.filter(direction="in").values_list("text", "answered_by")
    assert sorted(answered) == [
        ("hola", other.pk),
        ("¿tienen wifi?", turn.pk),
        ("¿y estacionamiento?", other.pk),
    ]


def test_a_person_who_had_one_of_two_merged_conversations_has_both(conversation):
    user = make_user(conversation.hotel)
    guest_writes("quiero hablar con alguien")
    inbox.take_over(conversation, user)
    writes_without_phone("hola")

    merged = writes_with_both("¿sigues ahí?")

    assert (merged.mode, merged.assignee, merged.due_at) == ("staff", user, None)
    assert turns.start_turn(merged.pk) is None


def test_a_person_who_had_one_of_two_merged_conversations_is_not_talked_over(conversation):
    other = writes_without_phone("hola")
    make_due(other)
    turn = turns.start_turn(other.pk)
    guest_writes("quiero hablar con alguien")
    inbox.take_over(conversation, make_user(conversation.hotel))

    writes_with_both("¿sigues ahí?")

    assert turns.finish_turn(turn, answer_of("Hola, soy el agente.")) is None
    assert outbox.deliver(other.pk) is None
    assert not Message.objects.filter(author="agent").exists()


def test_what_staff_answered_on_the_hotels_phone_is_not_answered_again_after_giving_back(conversation):
    guest_writes("¿tienen wifi?")
    echo = {
        "id": "wamid.echo",
        "to": "5215550001",
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": "Sí, es gratis."},
    }
    store(change("100", message_echoes=[echo]) | {"field": "smb_message_echoes"})
    take_all()

    inbox.give_back(conversation, make_user(conversation.hotel))

    assert turns.start_turn(conversation.pk) is None
    assert not Message.objects.filter(needs_answer=True, answered_by=None).exists()


@pytest.mark.django_db(transaction=True)
def test_a_message_that_comes_just_as_the_conversation_is_closed_opens_the_next(conversation):
    closing, come = threading.Event(), threading.Event()

    def close() -> None:
        with transaction.atomic():
            Conversation.objects.select_for_update().get(pk=conversation.pk)
            closing.set()
            come.wait(5)
            time.sleep(0.3)  # the message is waiting for the row by now
            Conversation.objects.filter(pk=conversation.pk).update(state="closed", mode="staff")
        connection.close()

    thread = threading.Thread(target=close)
    thread.start()
    closing.wait(5)
    come.set()
    said = guest_writes("¿hola?")
    thread.join()

    assert said.pk != conversation.pk
    assert (said.state, said.mode) == ("open", "ai")
