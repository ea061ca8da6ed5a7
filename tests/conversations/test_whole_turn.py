"""A whole turn, each task called as by a worker: what it asks of the database, and when that is full."""

import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from config.celery import app
from conversations import intake, tasks, turns
from conversations.models import Conversation, Message, Turn
from sandbox.running import running
from tests.channels_app.meta import change, message, status
from tests.conversations.flow import guest_writes, store
from tests.factories import make_account, make_hotel, make_house

pytestmark = pytest.mark.django_db(transaction=True)

RULES = [
    {"match": {"after_tool": "house_facts"}, "steps": [{"text": "Sí, hay wifi."}], "repeat": True},
    {
        "match": {"last_user": "."},
        "steps": [{"tool": "house_facts", "args": {"topics": ["wifi"]}}],
        "repeat": True,
    },
]


@pytest.fixture(scope="module")
def world():
    with running("http://127.0.0.1:1", "app-secret-of-the-tests", "100=Hotel") as sandbox:
        yield sandbox


@pytest.fixture
def model(world, settings):
    """A house that a model answers for: two calls of it and one tool in a turn."""
    app.set_default()  # as a worker does: tasks ring from any thread
    make_account(make_house(make_hotel()), external_id="100")
    world.reset()
    world.faults(statuses={"mode": "off"})
    world.model(rules=RULES)
    world.guest("5215550001", "100").writes("¿tienen wifi?")  # heard by nobody, it opens the window
    settings.WHATSAPP_GRAPH_URL = world.graph_url
    settings.OPENAI_BASE_URL = world.openai_url
    settings.OPENAI_API_KEY = "sk-of-the-tests-0123456789"
    settings.OPENAI_MODEL = "model-of-the-tests"
    settings.OPENAI_FALLBACK_MODELS = []
    return world


def test_a_plain_turn_asks_the_database_no_more_than_it_did(model, django_assert_max_num_queries):
    tasks.answer(guest_writes("¿tienen wifi?", phone="5215550009").pk)  # what is kept in mind is in mind now

    store(change("100", messages=[message(text="¿tienen wifi?")]))
    with django_assert_max_num_queries(17):
        [conversation_id] = intake.take_in()[1]
    with django_assert_max_num_queries(45):
        tasks.answer(conversation_id)
    with django_assert_max_num_queries(14):
        tasks.deliver(conversation_id)
    said = Message.objects.get(conversation=conversation_id, author="agent")
    for word in ("sent", "delivered"):
        store(
            change("100", statuses=[status(said.provider_id, word, biz_opaque_callback_data=str(said.key))])
        )
    with django_assert_max_num_queries(18):
        intake.take_in()

    said.refresh_from_db()
    assert (said.text.endswith("Sí, hay wifi."), said.delivery, said.turn.engine) == (
        True,
        "delivered",
        "llm",
    )
    assert [step["name"] for step in said.turn.steps if step["kind"] == "tool"] == ["house_facts"]


@contextmanager
def no_room():
    """Every connection of the pool is somebody else's."""
    connection.close()
    taken = [connection.pool.getconn(30) for _ in range(connection.pool.max_size)]
    try:
        yield
    finally:
        for one in taken:
            connection.pool.putconn(one)


def answer_aside(conversation_id: int) -> tuple[threading.Thread, list[Exception]]:
    """The task in a thread of its own, as in a worker, and what it failed with."""
    failed: list[Exception] = []

    def work() -> None:
        try:
            tasks.answer(conversation_id)
        except OperationalError as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    return thread, failed


def answers(conversation_id: int) -> list[str]:
    return list(
        Message.objects.filter(conversation=conversation_id, author="agent").values_list("text", flat=True)
    )


def test_a_turn_waits_for_a_connection(model):
    conversation = guest_writes("¿tienen wifi?")

    with no_room():
        thread, failed = answer_aside(conversation.pk)
        thread.join(0.5)
        assert thread.is_alive()
    thread.join()

    assert (failed, len(answers(conversation.pk))) == ([], 1)


def test_a_turn_that_gets_no_connection_is_taken_up_again(model, monkeypatch):
    conversation = guest_writes("¿tienen wifi?")
    monkeypatch.setattr(connection.pool, "timeout", 0.1)

    with no_room():
        thread, failed = answer_aside(conversation.pk)
        thread.join()

    assert len(failed) == 1
    assert turns.due(timezone.now() + timedelta(seconds=2)) == [conversation.pk]
    tasks.answer(conversation.pk)
    assert len(answers(conversation.pk)) == 1


def test_an_answer_that_finds_no_connection_at_its_end_is_made_again(model, monkeypatch, settings):
    settings.TURN_SECONDS, settings.CLAIM_GRACE_SECONDS = 5, 0
    model.model(rules=RULES, delay=1)
    conversation = guest_writes("¿tienen wifi?")
    monkeypatch.setattr(connection.pool, "timeout", 0.1)

    thread, failed = answer_aside(conversation.pk)
    while not Turn.objects.exists():
        time.sleep(0.01)
    with no_room():
        thread.join()

    assert len(failed) == 1
    assert turns.due(timezone.now() + timedelta(seconds=2)) == []  # its claim still holds
    over = timezone.now() + timedelta(seconds=6)
    assert turns.due(over) == [conversation.pk]
    Conversation.objects.update(claim_expires_at=timezone.now())
    tasks.answer(conversation.pk)
    assert len(answers(conversation.pk)) == 1
    assert list(Turn.objects.order_by("pk").values_list("outcome", flat=True)) == ["lost", "answered"]
