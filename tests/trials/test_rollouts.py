"""A version on some conversations: who gets it, who keeps it, when it ends."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents import lifecycle, registry, rollouts
from agents.config import digest_of
from agents.lifecycle import LifecycleError
from agents.models import AgentVersion, Rollout
from conversations import trials
from conversations.models import Turn
from hotels.models import AuditEntry
from tests.factories import make_conversation, make_hotel

pytestmark = pytest.mark.django_db(transaction=True)
BY = "a test"
WEDDING = {"purpose": "Plans weddings in this house", "instructions": "Ask for the day and hand over."}


@pytest.fixture
def hotel():
    return make_hotel()


def validated(version):
    AgentVersion.objects.filter(pk=version.pk).update(validated_hash=digest_of(version.config))
    version.refresh_from_db()
    return version


def draft(hotel, code="concierge", **changed):
    agent = hotel.agents.filter(code=code).first()
    first = lifecycle.new_draft(agent, BY) if agent else lifecycle.create(hotel, code, code.title(), BY)
    return (
        validated(lifecycle.edit_draft(first, {**first.config, **changed}, BY))
        if changed
        else validated(first)
    )


def published(hotel, code="concierge", **changed):
    return lifecycle.publish(draft(hotel, code, **changed), BY)


def versions_of(hotel, conversations, code="concierge", pins=None):
    kept = pins if pins is not None else {}
    for number in conversations:
        kept[number] = registry.cast(hotel, number, kept.get(number)).pins
    return {number: kept[number].get(code) for number in conversations}


def test_about_a_tenth_of_new_conversations_get_the_candidate(hotel):
    first = published(hotel)
    candidate = draft(hotel, purpose="Answers whatever nobody else should, slowly")
    rollouts.start(candidate, "canary", BY, share=10)

    got = versions_of(hotel, range(2_000))

    tenth = sum(version == candidate.pk for version in got.values())
    assert 140 < tenth < 260
    assert set(got.values()) == {first.pk, candidate.pk}


def test_conversations_that_had_begun_take_no_part(hotel):
    first = published(hotel)
    pins = {}
    versions_of(hotel, range(100), pins=pins)
    rollout = rollouts.start(draft(hotel, temperature=0.5), "canary", BY, share=100)

    assert set(versions_of(hotel, range(100), pins=pins).values()) == {first.pk}
    assert set(versions_of(hotel, range(100, 200), pins=pins).values()) == {rollout.candidate_id}


def test_widening_moves_nobody_from_the_candidate(hotel):
    published(hotel)
    rollout = rollouts.start(draft(hotel, temperature=0.5), "canary", BY, share=5)
    before = versions_of(hotel, range(400))
    rollouts.widen(rollout, 50, BY)
    after = versions_of(hotel, range(400))

    had = {number for number, version in before.items() if version == rollout.candidate_id}
    assert had
    assert had < {number for number, version in after.items() if version == rollout.candidate_id}
    with pytest.raises(LifecycleError) as refused:
        rollouts.widen(rollout, 20, BY)
    assert refused.value.code == "wrong_share"


def test_what_is_rolled_back_answers_nobody_also_those_who_had_it(hotel):
    first = published(hotel)
    rollout = rollouts.start(draft(hotel, temperature=0.5), "canary", BY, share=100)
    pins = {}
    assert set(versions_of(hotel, range(20), pins=pins).values()) == {rollout.candidate_id}

    rollouts.roll_back(rollout, BY)

    assert set(versions_of(hotel, range(20), pins=pins).values()) == {first.pk}
    rollout.refresh_from_db()
    assert (rollout.state, rollout.ended_at is None) == ("rolled_back", False)
    assert AuditEntry.objects.filter(hotel=hotel, action="rollout.ended").exists()


def test_promoted_it_answers_everybody_new(hotel):
    first = published(hotel)
    pins = {}
    versions_of(hotel, range(10), pins=pins)
    rollout = rollouts.start(draft(hotel, temperature=0.5), "canary", BY, share=10)

    rollouts.promote(rollout, BY, "It does well")

    assert set(versions_of(hotel, range(100, 120), pins=pins).values()) == {rollout.candidate_id}
    assert set(versions_of(hotel, range(10), pins=pins).values()) == {first.pk}, (
        "those keep what they began with"
    )


def test_a_new_agent_is_known_to_its_share_alone(hotel):
    rollouts.start(draft(hotel, "wedding", **WEDDING), "canary", BY, share=50)

    casts = [registry.cast(hotel, number, None) for number in range(200)]

    having = [cast for cast in casts if "wedding" in cast.specialists]
    assert 60 < len(having) < 140
    # All turns of both sides are compared: there is no wedding agent on the other one.
    assert {cast.trial_of("concierge")[1] for cast in having} == {"candidate"}
    assert {cast.trial_of("concierge")[1] for cast in casts if cast not in having} == {"baseline"}


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda hotel: lifecycle.create(hotel, "spa", "Spa", BY), "not_validated"),
        (published, "is_published"),
    ],
)
def test_only_a_validated_draft_is_tried(hotel, prepare, code):
    with pytest.raises(LifecycleError) as refused:
        rollouts.start(prepare(hotel), "canary", BY)

    assert refused.value.code == code
    assert not Rollout.objects.exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"share": 0}, "wrong_share"),
        ({"share": 101}, "wrong_share"),
        ({"bounds": {"alarms": 7}}, "wrong_bounds"),
        ({"bounds": {"nonsense": 1}}, "wrong_bounds"),
    ],
)
def test_wrong_numbers_start_nothing(hotel, given, code):
    with pytest.raises(LifecycleError) as refused:
        rollouts.start(draft(hotel), "canary", BY, **given)

    assert refused.value.code == code


def test_an_agent_has_one_roll_out_at_a_time(hotel):
    first = published(hotel)
    rollouts.start(draft(hotel, temperature=0.5), "canary", BY)

    with pytest.raises(LifecycleError) as refused:
        rollouts.start(draft(hotel, temperature=0.7), "ab", BY)

    assert refused.value.code == "rollout_running"
    assert first.agent.rollouts.count() == 1


def test_a_shadow_answers_nobody(hotel):
    first = published(hotel)
    rollouts.start(draft(hotel, temperature=0.5), "shadow", BY, share=100)

    assert set(versions_of(hotel, range(50)).values()) == {first.pk}
    assert registry.cast(hotel, 1, None).arms == {}
    assert list(registry.cast(hotel, 1, None).shadows) == ["concierge"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(["publish", "canary", "widen", "promote", "turns"]), max_size=12),
    st.integers(0, 99),
)
def test_a_conversation_never_changes_its_version_while_that_may_be_used(acts, seed):
    hotel, dice, pins = make_hotel(), random.Random(seed), {}
    published(hotel)
    for number, act in enumerate([*acts, "turns"]):
        running = Rollout.objects.filter(hotel=hotel, state="running").first()
        if act == "publish" and running is None:
            published(hotel, temperature=number / 20)
        elif act == "canary" and running is None:
            rollouts.start(draft(hotel, temperature=number / 20), "canary", BY, share=dice.randint(1, 99))
        elif act == "widen" and running:
            rollouts.widen(running, min(100, running.share + 1), BY)
        elif act == "promote" and running:
            rollouts.promote(running, BY)
        before = {talk: kept["concierge"] for talk, kept in pins.items()}
        after = versions_of(hotel, range(10 * (number + 1)), pins=pins)
        assert {talk: after[talk] for talk in before} == before


def answered(hotel, rollout, arm, **fields):
    return Turn.objects.create(
        hotel=hotel,
        conversation=make_conversation(hotel),
        epoch=0,
        seen_position=1,
        rollout=rollout,
        arm=arm,
        **{"outcome": "answered", "latency_ms": 1_000, "cost": "0.004"} | fields,
    )


def test_a_candidate_that_breaks_a_bound_is_stopped_and_the_rest_goes_on(hotel):
    first = published(hotel)
    rollout = rollouts.start(draft(hotel, temperature=0.5), "canary", BY, share=50)
    for _ in range(30):
        answered(hotel, rollout, "baseline")
    for number in range(12):
        answered(hotel, rollout, "candidate", alarms=["gate:amount", "gate_failed"] if number % 2 else [])

    assert trials.look_at(rollout.pk) == "alarms"

    rollout.refresh_from_db()
    assert (rollout.state, rollout.reason) == ("stopped", "alarms")
    assert rollout.figures["arms"]["candidate"]["alarms"]["rate"] == 0.5
    assert set(versions_of(hotel, range(50)).values()) == {first.pk}
    assert trials.look_at(rollout.pk) == "", "it is over"


def test_a_candidate_that_does_as_well_goes_on_and_is_pictured(hotel):
    published(hotel)
    rollout = rollouts.start(draft(hotel, temperature=0.5), "ab", BY, share=50)
    for number in range(40):
        answered(hotel, rollout, "baseline" if number % 2 else "candidate", committed=number % 5 == 0)

    for _ in range(150):
        assert trials.look_at(rollout.pk) == ""
        rollout.refresh_from_db()

    assert rollout.state == "running"
    assert 60 <= len(rollout.figures["series"]) <= 121
    low, high = trials.outcome(trials.seen_in(rollout))
    assert low < 0 < high, "no difference can be told yet"


def test_what_was_mended_in_time_or_never_asked_is_no_alarm(hotel):
    published(hotel)
    rollout = rollouts.start(draft(hotel, temperature=0.5), "canary", BY, share=50)
    answered(hotel, rollout, "candidate", alarms=["gate:amount", "no_model:hotel_cost"])
    answered(hotel, rollout, "candidate", alarms=["model:timeout"])
    answered(hotel, rollout, "candidate", outcome="superseded", alarms=["gate_failed"])

    seen = trials.seen_in(rollout)

    assert sorted((each.alarmed, each.failed) for each in seen) == [(False, False), (False, True)]


def test_turns_of_another_hotel_do_not_count(hotel):
    published(hotel)
    rollout = rollouts.start(draft(hotel, temperature=0.5), "canary", BY, share=50)
    answered(make_hotel(), rollout, "candidate", alarms=["gate_failed"])

    assert trials.seen_in(rollout) == []
