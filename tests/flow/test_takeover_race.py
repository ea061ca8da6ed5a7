"""A person takes over while the agent answers, a thousand times: afterwards the agent is never heard."""

import random
import threading
import time

import pytest
from django.db import connection
from django.utils import timezone

from conversations import inbox, outbox, turns
from conversations.models import Conversation, Message, Turn
from sandbox.running import running
from tests.conversations.flow import answer_of, guest_writes
from tests.factories import make_user

ROUNDS, ROUNDS_A_TEST = 1000, 100
GUEST = "5215550001"


@pytest.fixture(scope="module")
def world():
    with running("http://127.0.0.1:1", "app-secret-of-the-tests", "100=Hotel") as sandbox:
        yield sandbox


@pytest.mark.parametrize("seed", range(ROUNDS // ROUNDS_A_TEST))
def test_no_message_of_the_agent_leaves_after_a_takeover(house, world, settings, seed):
    settings.WHATSAPP_GRAPH_URL = world.graph_url
    world.reset()
    world.faults(statuses={"mode": "off"})
    world.guest(GUEST, "100").writes("hola")
    user = make_user(house)
    conversation = guest_writes("hola")
    dice = random.Random(seed)
    took: list[float] = []
    answer_and_deliver(conversation.pk, 0, took)  # how long an answer takes here and now, for a fair race
    assert sent() == 1
    left = 1

    for number in range(ROUNDS_A_TEST):
        guest_writes(f"hola {number}")
        before, thinking = sent(), dice.random() * 0.004
        answering = threading.Thread(target=answer_and_deliver, args=(conversation.pk, thinking, took))
        answering.start()
        time.sleep(dice.random() * 2 * took[-1])

        inbox.take_over(conversation, user)
        heard = sent()
        answering.join()

        assert sent() == heard, f"round {number}"
        left += heard - before
        inbox.give_back(conversation, user)

    # The race was a real one: sometimes the agent was first, sometimes the person.
    assert 1 < left < ROUNDS_A_TEST
    assert len(world.guest(GUEST, "100").sees()) == left


def sent() -> int:
    return Message.objects.filter(author="agent", provider_id__startswith="wamid").count()


def answer_and_deliver(conversation_id: int, thinking: float, took: list[float]) -> None:
    """What the tasks `answer` and `deliver` do, with an agent that thinks for a moment."""
    started = time.monotonic()
    try:
        Conversation.objects.filter(pk=conversation_id, due_at__isnull=False).update(due_at=timezone.now())
        turn = turns.start_turn(conversation_id)
        if isinstance(turn, Turn):
            time.sleep(thinking)
            if turns.finish_turn(turn, answer_of("from the agent")):
                outbox.deliver(conversation_id)
                took.append(time.monotonic() - started)
    finally:
        connection.close()
