"""Whatever dies, at whatever line: every message is answered once, or visibly with staff."""

import re
import time

import pytest
from django.db import connection

from conversations.models import Conversation, Message
from hotels.outside import redis_client
from pms.models import Reservation
from tests.stack import Stack, stack

GUEST = "5215550001"

# Between the webhook and the delivery of an answer, in the order of the way.
ON_THE_WAY = [
    "conversations.intake:_read:before",
    "conversations.intake:receive:after",
    "conversations.live:stamp:before",
    "conversations.intake:take_in:after",
    "conversations.turns:start_turn:before",
    "conversations.turns:start_turn:after",
    "agents.receptionist:answer:before",
    "agents.receptionist:answer:after",
    "conversations.turns:_mark_answered:after",
    "conversations.turns:finish_turn:after",
    "conversations.outbox:claim_next:after",
    "channels_app.whatsapp:_payload:after",
    "channels_app.whatsapp:WhatsApp.send:after",
    "conversations.outbox:_settle:after",
    "conversations.outbox:apply_status:after",
]
# Between the guest's yes and the booking's confirmation.
WHILE_BOOKING = [
    "pms.proposals:confirm:after",
    "pms.proposals:commit:before",
    "pms.builtin:Builtin.book:after",
    "pms.proposals:commit:after",
    "conversations.turns:finish_turn:before",
]


def settled() -> bool:
    """Nothing waits any more: each message of the guest's is answered or with staff, each of ours told of."""
    waiting = Message.objects.filter(needs_answer=True, answered_by=None, conversation__mode="ai")
    under_way = Message.objects.filter(delivery__in=["queued", "sending", "unknown"])
    return (
        not waiting.exists() and not under_way.exists() and Message.objects.filter(direction="out").exists()
    )


def assert_answered_once_or_parked(whole: Stack) -> None:
    whole.wait(settled, "everything to be answered or parked")
    time.sleep(1.2)  # two sweeps: were anything to be sent twice, it would be now
    texts = whole.sandbox.guest(GUEST).sees()
    told = Message.objects.filter(direction="out", delivery__in=["sent", "delivered", "read"])
    assert sorted(texts) == sorted(told.values_list("text", flat=True))
    for message in Message.objects.filter(direction="in", needs_answer=True):
        answered = (
            message.answered_by is not None and message.answered_by.replies.filter(pk__in=told).exists()
        )
        parked = message.conversation.attention != ""
        assert answered or parked, message.text


@pytest.mark.parametrize("place", ON_THE_WAY)
def test_a_worker_killed_on_the_way_loses_and_doubles_nothing(whole, place):
    whole.start_dying(place)
    guest = whole.sandbox.guest(GUEST)
    guest.writes("hola")
    whole.wait(lambda: whole.died("worker"), f"the worker to die at {place}")

    whole.start("worker")

    assert_answered_once_or_parked(whole)
    before = len(guest.sees())
    guest.writes("¿tienen wifi?")
    if not Conversation.objects.filter(mode="staff").exists():
        guest.wait_for("wi-?fi", seconds=90, after=before)


@pytest.mark.parametrize("place", WHILE_BOOKING)
def test_a_worker_killed_while_booking_leaves_one_booking_and_one_word_about_it(whole, place):
    whole.start("worker")
    guest = whole.sandbox.guest(GUEST)
    ask_until_the_terms_are_shown(guest)
    whole.kill("worker")
    whole.start_dying(place)

    guest.taps("Confirmar")
    whole.wait(lambda: whole.died("worker"), f"the worker to die at {place}")
    whole.start("worker")

    assert_answered_once_or_parked(whole)
    reservation = Reservation.objects.get()
    assert sum(reservation.code in text for text in guest.sees()) == 1


def ask_until_the_terms_are_shown(guest) -> None:
    guest.writes("Hola, ¿tienen habitación del 5 al 7 de enero para dos personas?")
    guest.wait_for(r"1[.,]?450|2[.,]?900", seconds=90)
    seen = len(guest.sees())
    guest.writes("la doble con tarifa flexible")
    guest.wait_for(".", seconds=90, after=seen)
    if not guest.buttons():
        seen = len(guest.sees())
        guest.writes("Lucía Torres")
        guest.wait_for(lambda _: "Confirmar" in guest.buttons(), seconds=90)


def test_redis_flushed_in_the_middle_of_a_burst_loses_nothing(whole, house):
    house.burst_seconds = 2
    house.save()
    whole.start("worker")
    whole.sandbox.guest(GUEST).writes("hola")
    whole.wait(Message.objects.exists, "the message to be taken in")
    redis_client().flushall()

    assert_answered_once_or_parked(whole)


def test_redis_flushed_right_after_the_acknowledgement_loses_nothing(whole):
    whole.sandbox.guest(GUEST).writes("hola")
    whole.wait(lambda: whole.sandbox.log("webhook"), "the webhook")
    redis_client().flushall()
    whole.start("worker")

    assert_answered_once_or_parked(whole)


def test_a_killed_web_process_loses_nothing_because_meta_sends_again(whole):
    whole.start("worker")
    whole.kill("web")
    guest = whole.sandbox.guest(GUEST)
    guest.writes("hola")
    whole.start("web")
    whole.wait(Message.objects.exists, "the message")
    whole.kill("web")
    guest.writes("¿tienen wifi?")
    whole.start("web")

    whole.wait(lambda: Message.objects.filter(text__contains="wifi").exists(), "the second message")
    assert_answered_once_or_parked(whole)


def test_cut_database_connections_lose_nothing(whole):
    whole.start("worker")
    guest = whole.sandbox.guest(GUEST)
    for number in range(5):
        guest.writes(f"hola {number}")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        time.sleep(0.3)
    # The test's own pool may hold some of the dead.
    connection.close()
    connection.close_pool()

    whole.wait(lambda: Message.objects.filter(direction="in").count() == 5, "five messages")
    assert_answered_once_or_parked(whole)


def test_a_dead_provider_and_its_return(house, tmp_path):
    with stack(tmp_path, "100", SEND_SECONDS="7") as whole:
        guest = whole.sandbox.guest(GUEST)
        whole.sandbox.faults(sends=[{"kind": "error", "code": 131016, "times": 3}])
        guest.writes("hola")

        guest.wait_for(re.compile("."), seconds=90)
        assert_answered_once_or_parked(whole)
