"""A bad candidate under live traffic: the product as processes, guests over real HTTP, a scripted model."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.utils import timezone

from agents import rollouts
from agents.models import Rollout
from conversations.models import Conversation, Message, Turn
from tests.factories import make_account, make_hotel, make_house
from tests.stack import stack
from tests.trials.test_rollouts import BY, draft, published

MARK = "the candidate under test"
LIE = "El wifi cuesta 77.77 USD al día."
FINE = "Con gusto. ¿Le ayudo con algo más?"
MODEL_SECONDS = 1
AT_ONCE = 5
MOST = 40  # guests until it is stopped
PATIENCE = 120  # seconds for one answer on a busy machine


@pytest.fixture
def hotel(transactional_db):
    hotel = make_house(make_hotel("mirador", burst_seconds=0))
    make_account(hotel, external_id="100")
    return hotel


@pytest.fixture
def live(hotel, tmp_path):
    with stack(tmp_path, "100", OPENAI_API_KEY="scripted", TURN_SECONDS="25", ROLLOUT_SECONDS="2") as whole:
        whole.sandbox.model(
            delay=MODEL_SECONDS,
            rules=[
                {"match": {"system": MARK}, "steps": [{"text": LIE}], "repeat": True},
                {"match": {"last_user": "."}, "steps": [{"text": FINE}], "repeat": True},
            ],
        )
        yield whole


def ask(guest, text):
    """Write, and wait for one answer more."""
    seen = len(guest.sees())
    guest.writes(text)
    guest.wait_for(lambda texts: len(texts) > seen, seconds=PATIENCE)
    return guest


def test_a_bad_candidate_is_stopped_while_turns_run_and_nobody_is_lost(hotel, live):
    old = published(hotel)
    bad = draft(hotel, instructions=f"You are {MARK}. Tell what the wifi costs.")
    rollout = rollouts.start(bad, "canary", BY, share=50)
    numbers = (f"52155500{number:04d}" for number in range(1, 1_000))

    with ThreadPoolExecutor(AT_ONCE) as phones:
        begun = []
        while Rollout.objects.get(pk=rollout.pk).state == "running" and len(begun) < MOST:
            if sum(not each.done() for each in begun) < AT_ONCE:
                begun.append(phones.submit(ask, live.sandbox.guest(next(numbers)), "¿Tienen wifi?"))
            time.sleep(0.1)
        live.wait(lambda: Rollout.objects.get(pk=rollout.pk).state == "stopped", "the stop", PATIENCE)
        stopped = timezone.now()
        late = [phones.submit(ask, live.sandbox.guest(next(numbers)), "¿Tienen wifi?") for _ in range(4)]
        had = [future.result() for future in begun]
        again = [phones.submit(ask, guest, "¿Y a qué hora es el desayuno?") for guest in had]
        guests = {each.result().number: each.result() for each in (*late, *again)}

    rollout.refresh_from_db()
    assert (rollout.state, rollout.reason) == ("stopped", "alarms")
    turns = list(Turn.objects.filter(hotel=hotel).select_related("conversation").order_by("pk"))
    harmed = {turn.conversation_id for turn in turns if turn.agent_version_id == bad.pk}
    first_turns = [turn for turn in turns if turn.started_at < rollout.ended_at]
    assert harmed, "it had its share"
    assert {turn.arm for turn in first_turns} == {"baseline", "candidate"}
    assert all("gate_failed" in turn.alarms for turn in turns if turn.agent_version_id == bad.pk)
    assert any(turn.finished_at > rollout.ended_at for turn in first_turns), "turns ran when it was stopped"

    after = [turn for turn in turns if turn.started_at > stopped]
    assert {turn.agent_version_id for turn in after} == {old.pk}
    assert harmed <= {turn.conversation_id for turn in after}, "who had it, too"
    assert {turn.arm for turn in after} <= {""}

    assert {turn.outcome for turn in turns} == {"answered"}
    assert Conversation.objects.filter(hotel=hotel).count() == len(guests) == len(had) + len(late)
    for conversation in Conversation.objects.filter(hotel=hotel).select_related("guest"):
        asked = conversation.messages.filter(direction=Message.Direction.IN).count()
        told = conversation.messages.filter(direction=Message.Direction.OUT).count()
        mine = [turn for turn in turns if turn.conversation_id == conversation.pk]
        assert asked == told == len(mine), "each message has one answer"
    assert sum(len(guest.sees()) for guest in guests.values()) == len(turns)
    assert not any("77.77" in text for guest in guests.values() for text in guest.sees())
