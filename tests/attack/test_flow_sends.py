"""A Graph API that behaves as Meta never did in our sandbox."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from channels_app.models import ChannelAccount, WebhookEvent
from conversations import live, outbox, turns
from conversations.models import Conversation, Message
from tests.attack.graph import graph_of_our_own
from tests.channels_app.meta import change, message, status, tap
from tests.conversations.flow import answer_of, guest_writes, make_due, store, take_all
from tests.factories import make_account, make_hotel

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def graph(settings):
    with graph_of_our_own() as graph:
        settings.WHATSAPP_GRAPH_URL = graph.url
        yield graph


def agent_says(*texts: str, phone: str = "5215550001") -> list[Message]:
    conversation = guest_writes("hola", phone=phone)
    make_due(conversation)
    return turns.finish_turn(turns.start_turn(conversation.pk), answer_of(*texts))


def test_a_provider_that_names_every_message_alike_gets_each_once(graph, conversation):
    agent_says("uno", "dos", "tres")

    outbox.deliver(conversation.pk)
    outbox.deliver(conversation.pk)

    assert [said["text"]["body"] for said in graph.asked] == ["uno", "dos", "tres"]
    assert set(Message.objects.filter(author="agent").values_list("delivery", flat=True)) == {"sent"}


def test_a_status_that_gives_one_of_ours_anothers_id_costs_its_neighbours_nothing(graph, conversation):
    _, second = agent_says("uno", "dos")
    outbox.deliver(conversation.pk)
    wrong = status("wamid.same", "delivered", biz_opaque_callback_data=str(second.key))
    store(change("100", statuses=[wrong], messages=[message("wamid.new", "¿y el wifi?")]))

    take_all()

    assert WebhookEvent.objects.latest("id").state == "taken"
    assert Message.objects.filter(provider_id="wamid.new").exists()
    second.refresh_from_db()
    assert second.delivery == "delivered"


def test_a_tapped_button_that_quotes_another_message_is_taken_in(graph, conversation):
    agent_says("uno")
    outbox.deliver(conversation.pk)
    [second] = agent_says("dos")
    buttons = [{"id": "yes:1", "title": "Sí"}]
    Message.objects.filter(pk=second.pk).update(
        buttons=buttons, delivery="unknown", sending_since=timezone.now()
    )
    store(change("100", messages=[tap("yes:1", "Sí", context={"id": "wamid.same"})]))

    take_all()

    assert Message.objects.filter(payload="yes:1").exists()
    second.refresh_from_db()
    assert second.delivery == "delivered"


@pytest.mark.parametrize("code", [131042, 131045, 3, "131042"])
def test_an_account_that_meta_stopped_is_named_whatever_the_http_status(graph, conversation, code):
    [said] = agent_says("uno")
    graph.answer = (500, {"error": {"message": "Business eligibility payment issue", "code": code}}, {})

    outbox.deliver(conversation.pk)

    said.refresh_from_db()
    assert (said.delivery, said.error_code) == ("failed", str(code))
    assert ChannelAccount.objects.get().stopped_reason == "Business eligibility payment issue"


@pytest.mark.parametrize("code", [None, [1], {"a": 1}, "x"])
def test_an_error_with_an_odd_code_is_a_refusal_like_any_other(graph, conversation, code):
    [said] = agent_says("uno")
    graph.answer = (400, {"error": {"message": "odd", "code": code}}, {})

    outbox.deliver(conversation.pk)

    said.refresh_from_db()
    assert (said.delivery, said.error_code, said.error) == ("failed", "400", "odd")


def test_a_provider_that_says_when_to_come_back_is_listened_to(graph, conversation):
    agent_says("uno")
    graph.answers = [(429, {}, {"Retry-After": "17"})]

    assert outbox.deliver(conversation.pk) == 17


def test_a_provider_that_is_slow_for_one_hotel_leaves_threads_to_the_others(graph, conversation, settings):
    settings.SENDS_AT_ONCE = 2
    other = make_account(make_hotel(), external_id="200")
    graph.answer = (200, {"messages": [{"id": ""}]}, {})
    graph.slow["100"] = threading.Event()
    slow = [agent_says("uno", phone=f"521555000{n}")[0].conversation_id for n in range(4)]
    said = guest_writes("hola", account="200")
    make_due(said)
    turns.finish_turn(turns.start_turn(said.pk), answer_of("dos"))

    with ThreadPoolExecutor(2) as pool:
        sending = [pool.submit(_deliver, pk) for pk in slow[:2]]
        while len(graph.asked) < 2:
            time.sleep(0.02)
        assert [outbox.deliver(pk) for pk in slow[2:]] == [None, None]
        assert outbox.deliver(said.pk) is None
        assert [told["number"] for told in graph.asked] == ["100", "100", "200"]
        assert outbox.held_back(said.pk) == outbox.held_back(slow[0]) == []
        graph.slow["100"].set()
        for future in sending:
            future.result()

    assert outbox.held_back(slow[0]) == slow[2:]
    for pk in slow[2:]:
        outbox.deliver(pk)
    assert outbox.held_back(slow[0]) == []
    assert Message.objects.filter(author="agent", account=other, delivery="sent").count() == 1
    assert Message.objects.filter(author="agent", delivery="sent").count() == 5


def _deliver(conversation_id: int) -> None:
    try:
        outbox.deliver(conversation_id)
    finally:
        connection.close()


def test_settling_unknown_sends_and_taking_in_never_wait_for_each_other_for_ever(conversation):
    """A sweep that held the feed while it waited for a conversation stopped an intake, or was stopped."""
    for phone in ("5215550001", "5215550002"):
        [said] = agent_says("uno", phone=phone)
        Message.objects.filter(pk=said.pk).update(
            delivery="unknown", sending_since=timezone.now() - timedelta(hours=1), attempts=2
        )
    _, second = Conversation.objects.order_by("pk")
    failed: list[BaseException] = []

    def settle() -> None:
        try:
            outbox.settle_lost_and_unknown()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=settle)
    with transaction.atomic():
        taken = Conversation.objects.select_for_update().get(pk=second.pk)
        thread.start()
        until = time.monotonic() + 5
        while not _somebody_waits() and time.monotonic() < until:
            time.sleep(0.02)
        live.stamp(taken)
    thread.join()

    assert failed == []
    assert set(Message.objects.filter(author="agent").values_list("delivery", flat=True)) == {"failed"}


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def test_credentials_that_cannot_be_read_stop_their_own_account_and_nobody_elses(graph, conversation):
    other = make_account(make_hotel(), external_id="200")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE channels_app_channelaccount SET credentials = 'junk' WHERE id = %s",
            [conversation.account_id],
        )
    for number in ("100", "200"):
        said = guest_writes("hola", account=number)
        make_due(said)
        turn = turns.start_turn(said.pk)
        turns.briefing(turn)
        turns.finish_turn(turn, answer_of(f"de {number}"))
        outbox.deliver(said.pk)

    assert [told["number"] for told in graph.asked] == ["200"]
    stopped = Message.objects.get(author="agent", account=conversation.account_id)
    assert (stopped.delivery, stopped.error_code) == ("failed", "credentials")
    reasons = ChannelAccount.objects.order_by("external_id").values_list("stopped_reason", flat=True)
    assert [bool(reason) for reason in reasons] == [True, False]
    assert Message.objects.get(author="agent", account=other).delivery == "sent"
    Message.objects.filter(pk=stopped.pk).update(
        delivery="unknown", sending_since=timezone.now() - timedelta(hours=1)
    )
    assert outbox.settle_lost_and_unknown() == []
