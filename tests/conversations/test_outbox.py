"""The way out, over real HTTP to a Graph API that fails in every way it can."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from channels_app.models import ChannelAccount
from conversations import inbox, outbox, turns
from conversations.models import Conversation, Message
from pms.models import Proposal
from sandbox.running import running
from tests.conversations.flow import answer_of, guest_writes, make_due
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def world():
    with running("http://127.0.0.1:1", "app-secret-of-the-tests", "100=Hotel") as sandbox:
        yield sandbox


@pytest.fixture
def graph(world, settings, conversation):
    world.reset()
    settings.WHATSAPP_GRAPH_URL = world.graph_url
    settings.SEND_SECONDS = 6
    world.faults(statuses={"mode": "off"})
    world.guest("5215550001", "100").writes("hola")
    return world


def agent_says(conversation, *texts: str) -> list[Message]:
    guest_writes("hola")
    make_due(conversation)
    turn = turns.start_turn(conversation.pk)
    return turns.finish_turn(turn, answer_of(*texts))


def seen(graph) -> list[str]:
    return graph.guest("5215550001", "100").sees()


def test_parts_of_an_answer_reach_the_guest_in_order(graph, conversation):
    messages = agent_says(conversation, "uno", "dos", "tres")

    assert outbox.deliver(conversation.pk) is None

    assert seen(graph) == ["uno", "dos", "tres"]
    for message in messages:
        message.refresh_from_db()
        assert message.delivery == "sent"
        assert message.provider_id.startswith("wamid.")


def test_delivering_twice_sends_once(graph, conversation):
    agent_says(conversation, "uno")

    outbox.deliver(conversation.pk)
    outbox.deliver(conversation.pk)

    assert seen(graph) == ["uno"]


def test_many_workers_at_once_send_each_part_once_and_in_order(graph, conversation):
    agent_says(conversation, *[str(number) for number in range(6)])

    def work():
        outbox.deliver(conversation.pk)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    outbox.deliver(conversation.pk)

    assert seen(graph) == ["0", "1", "2", "3", "4", "5"]


def test_after_a_takeover_nothing_of_the_agents_leaves(graph, conversation):
    agent_says(conversation, "uno")
    inbox.take_over(conversation, make_user(conversation.hotel))

    outbox.deliver(conversation.pk)

    assert seen(graph) == []
    dropped = Message.objects.get(author="agent")
    assert (dropped.delivery, dropped.error_code) == ("failed", "taken_over")


def test_a_takeover_returns_only_when_the_send_under_way_is_over(graph, conversation):
    agent_says(conversation, "uno")
    graph.faults(sends=[{"kind": "slow", "seconds": 1, "times": 1}])

    def work():
        outbox.deliver(conversation.pk)
        connection.close()

    sender = threading.Thread(target=work)
    sender.start()
    while not Message.objects.filter(delivery="sending").exists():
        pass
    inbox.take_over(conversation, make_user(conversation.hotel))
    count = len(seen(graph))
    sender.join()

    assert len(seen(graph)) == count == 1


def test_a_rate_limit_is_waited_out(graph, conversation):
    [message] = agent_says(conversation, "uno")
    graph.faults(sends=[{"kind": "error", "code": 130429, "times": 1}])

    wait = outbox.deliver(conversation.pk)

    message.refresh_from_db()
    assert (message.delivery, wait) == ("queued", 2)
    assert seen(graph) == []
    Message.objects.update(not_before=None)
    outbox.deliver(conversation.pk)
    assert seen(graph) == ["uno"]


def test_what_never_gets_through_is_given_to_staff(graph, conversation, settings):
    settings.WHATSAPP_GRAPH_URL = "http://127.0.0.1:1"
    [message] = agent_says(conversation, "uno")
    for _ in range(len(outbox.RETRY_SECONDS) + 1):
        Message.objects.update(not_before=None)
        outbox.deliver(conversation.pk)

    message.refresh_from_db()
    conversation.refresh_from_db()
    assert (message.delivery, message.parked_at is not None) == ("failed", True)
    assert conversation.attention == "not_delivered"


@pytest.mark.parametrize("code", [131026, 131047, 100])
def test_a_refusal_for_good_is_given_to_staff_at_once(graph, conversation, code):
    [message] = agent_says(conversation, "uno")
    graph.faults(sends=[{"kind": "error", "code": code, "times": 1}])

    assert outbox.deliver(conversation.pk) is None

    message.refresh_from_db()
    assert (message.delivery, message.error_code) == ("failed", str(code))


def test_buttons_of_terms_that_did_not_arrive_are_not_sent(graph, conversation):
    graph.faults(sends=[{"kind": "error", "code": 131026, "times": 1}])
    stay = Proposal.objects.create(
        hotel=conversation.hotel,
        conversation_id=conversation.pk,
        guest=conversation.guest,
        kind="request",
        terms={},
        amount=0,
        currency=conversation.hotel.currency,
        nonce="nonce-of-the-tests",
        expires_at=timezone.now() + timedelta(hours=1),
    )
    messages = agent_says(conversation, "Una doble: 1,800.00 MXN.", "¿Lo confirma?")
    Message.objects.filter(pk=messages[1].pk).update(proposal_id=stay.pk)

    outbox.deliver(conversation.pk)

    assert seen(graph) == []
    messages[1].refresh_from_db()
    assert (messages[1].delivery, messages[1].error_code) == ("failed", "terms_not_delivered")
    stay.refresh_from_db()
    assert stay.offered_at is None


def test_an_expired_token_is_shown_at_the_account_until_a_send_works(graph, conversation):
    agent_says(conversation, "uno")
    graph.faults(sends=[{"kind": "error", "code": 190, "times": 1}])
    outbox.deliver(conversation.pk)
    assert ChannelAccount.objects.get().stopped_reason

    agent_says(conversation, "dos")
    outbox.deliver(conversation.pk)
    assert ChannelAccount.objects.get().stopped_reason == ""


@pytest.mark.parametrize(
    "kind", ["timeout_accepted", "error_accepted", "reset_accepted", "garbage_accepted", "timeout", "reset"]
)
def test_a_send_of_unknown_outcome_is_not_repeated(graph, conversation, kind, settings):
    settings.SEND_SECONDS = 5.5
    [message] = agent_says(conversation, "uno")
    graph.faults(sends=[{"kind": kind, "times": 1}])

    outbox.deliver(conversation.pk)
    outbox.deliver(conversation.pk)

    message.refresh_from_db()
    assert message.delivery == "unknown"
    assert len(seen(graph)) <= 1


def unknown_message(conversation, **fields) -> Message:
    [message] = agent_says(conversation, "uno")
    long_ago = timezone.now() - timedelta(seconds=100)
    Message.objects.filter(pk=message.pk).update(
        **{"delivery": "unknown", "sending_since": long_ago, "attempts": 1} | fields
    )
    message.refresh_from_db()
    return message


def test_without_any_status_an_unknown_send_goes_to_staff(conversation):
    message = unknown_message(conversation)

    assert outbox.settle_lost_and_unknown() == []

    message.refresh_from_db()
    conversation.refresh_from_db()
    assert (message.delivery, message.parked_at is not None, conversation.attention) == (
        "failed",
        True,
        "not_delivered",
    )


def test_silence_about_one_message_while_statuses_flow_means_it_was_not_taken(conversation):
    message = unknown_message(conversation)
    ChannelAccount.objects.update(last_status_at=timezone.now())

    assert outbox.settle_lost_and_unknown() == [conversation.pk]

    message.refresh_from_db()
    assert message.delivery == "queued"


def test_an_unknown_send_is_repeated_once_at_most(conversation):
    message = unknown_message(conversation, attempts=2)
    ChannelAccount.objects.update(last_status_at=timezone.now())

    assert outbox.settle_lost_and_unknown() == []

    message.refresh_from_db()
    assert message.delivery == "failed"


def test_a_send_lost_with_its_worker_becomes_unknown(conversation, settings):
    message = unknown_message(
        conversation, delivery="sending", sending_since=timezone.now() - timedelta(seconds=25)
    )

    outbox.settle_lost_and_unknown()

    message.refresh_from_db()
    assert (message.delivery, message.error_code) == ("unknown", "lost")


def test_outside_the_window_nothing_is_sent_and_staff_are_told(graph, conversation):
    [message] = agent_says(conversation, "uno")
    Conversation.objects.update(window_ends_at=timezone.now() - timedelta(seconds=1))

    outbox.deliver(conversation.pk)

    message.refresh_from_db()
    assert (message.error_code, seen(graph)) == ("window_closed", [])


def test_the_sweep_finds_what_waits_in_the_outbox(conversation):
    [_message] = agent_says(conversation, "uno")
    assert outbox.waiting(timezone.now()) == []
    assert outbox.waiting(timezone.now() + timedelta(seconds=3)) == [conversation.pk]
