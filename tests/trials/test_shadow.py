"""A shadow answers nobody: what it does differently is kept, and nothing else happens."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents import jobs, receptionist, rollouts, shadow
from agents.models import Gap, Remembered, ShadowAnswer
from agents.shadow import Said
from conversations import replays, shadows, turns
from conversations.models import Message, Turn
from hotels.models import Hotel
from pms.models import Proposal, Quote, Request, Reservation
from tests.conversations.flow import guest_writes, make_due
from tests.factories import make_account, make_hotel, make_house
from tests.trials.test_rollouts import BY, draft, published

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hotel():
    hotel = make_house(make_hotel())
    make_account(hotel, external_id="100")
    published(hotel)
    return hotel


def answered(text):
    """A guest's message, answered as in life."""
    conversation = guest_writes(text)
    make_due(conversation)
    turn = turns.start_turn(conversation.pk)
    turns.finish_turn(turn, receptionist.answer(turns.briefing(turn)))
    return Turn.objects.get(pk=turn.pk)


def everything():
    """All that an answer may leave behind."""
    models = (Message, Proposal, Quote, Reservation, Request, Gap, Remembered, Turn)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


@pytest.mark.parametrize(
    "text",
    [
        "Quiero una habitación doble del 10 al 12 de marzo de 2027 para 2 adultos, a nombre de Lucía Torres",
        "necesito toallas en la habitación 101 por favor",
        "¿tienen helipuerto?",
        "soy vegetariana y quiero hablar con una persona",
    ],
)
def test_it_leaves_nothing_behind_but_the_comparison(hotel, text):
    turn = answered(text)
    rollout = rollouts.start(draft(hotel, turn.agent or "concierge", temperature=0.5), "shadow", BY)
    before = everything()

    assert shadows.answer_in_shadow(turn.pk, rollout.pk)

    assert everything() == before
    row = ShadowAnswer.objects.get()
    assert (row.hotel, row.turn_id, row.conversation_id) == (hotel, turn.pk, turn.conversation_id)
    assert row.shadow["texts"]


def test_it_is_rung_for_turns_of_its_agent_alone(hotel):
    turn = answered("¿a qué hora es el desayuno?")
    assert turn.agent
    assert shadows.shadows_of(turn) == []
    rollout = rollouts.start(draft(hotel, turn.agent, temperature=0.5), "shadow", BY)
    assert shadows.shadows_of(turn) == [rollout.pk]

    turn.agent = "somebody-else"
    assert shadows.shadows_of(turn) == []


def test_a_shadow_of_another_hotel_gets_nothing_to_read(hotel):
    turn = answered("hola")
    other = make_hotel()
    published(other)
    rollout = rollouts.start(draft(other, temperature=0.5), "shadow", BY)

    assert not shadows.answer_in_shadow(turn.pk, rollout.pk)
    assert not ShadowAnswer.objects.exists()


def test_when_its_share_of_the_day_is_spent_it_rests(hotel):
    turn = answered("hola")
    rollout = rollouts.start(draft(hotel, turn.agent or "concierge", temperature=0.5), "shadow", BY)
    shadow._spent(Hotel.objects.select_related("tier").get(pk=hotel.pk), Decimal(1_000))

    assert not shadows.answer_in_shadow(turn.pk, rollout.pk)


def said(*texts, **fields):
    return Said(**{"texts": texts, "tools": (), "hand_off": "", "alarms": (), "language": "es"} | fields)


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        (said("Hola, buenas tardes."), said("Hola, buenas tardes"), []),
        (said("Son 1,200.00 MXN por noche."), said("Son 1,300.00 MXN por noche."), ["amounts"]),
        (said("Sí"), said("Sí", hand_off="complaint"), ["hand_off"]),
        (said("Sí", tools=("quote",)), said("Sí"), ["tools"]),
        (said("Con gusto le ayudo."), said("Gladly, how may I help?", language="en"), ["language", "text"]),
        (said("Sí"), said("Sí", cost=Decimal("0.02")), ["cost"]),
    ],
)
def test_what_differs_is_named(one, other, differs):
    assert shadow.differences(one, other) == differs


@given(st.text(max_size=200))
def test_an_answer_does_not_differ_from_itself(text):
    assert shadow.differences(said(text), said(text)) == []


def test_a_draft_is_tried_on_past_turns_and_leaves_nothing_behind(hotel):
    for text in ("¿a qué hora es el desayuno?", "¿tienen wifi?"):
        answered(text)
    version = draft(hotel, temperature=0.5)
    job = replays.open_replay(version, BY)
    before = everything()

    jobs.run(job.pk, replays.work)

    assert everything() == before
    job.refresh_from_db()
    assert (job.state, job.result["turns"], job.result["same"]) == ("done", 2, 2)
    assert job.done == 1
    assert job.total == 2


def test_a_replay_of_another_hotels_version_fails(hotel):
    version = draft(hotel, temperature=0.5)
    job = jobs.open_job(make_hotel(), "replay", "", "", "", version=version.pk)

    jobs.run(job.pk, replays.work)

    job.refresh_from_db()
    assert (job.state, job.code) == ("failed", "not_found")
