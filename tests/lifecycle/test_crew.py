"""Agents made, switched on and off, deleted; how many there may be; two at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from agents import lifecycle
from agents.lifecycle import LifecycleError
from agents.models import AgentVersion
from agents.registry import roster_of, starters
from hotels.models import AuditEntry
from tests.factories import make_hotel
from tests.lifecycle.conftest import CONFIG, accept, published
from tests.lifecycle.test_versions import refused, try_out

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("code", ["", "Wedding", "1st", "a b", "x" * 41, "persona", "bodas\n"])
def test_a_code_is_one_that_the_router_can_say(hotel, ana, code):
    assert refused(lifecycle.create, hotel, code, "x", ana) == "wrong_code"
    assert not hotel.agents.exists()


def test_a_code_is_taken_once_per_hotel(hotel, ana):
    lifecycle.create(hotel, "wedding", "", ana, config=CONFIG)

    assert refused(lifecycle.create, hotel, "wedding", "", ana) == "taken"
    lifecycle.create(make_hotel(), "wedding", "", ana, config=CONFIG)


def test_the_tier_limits_how_many_agents_are_made_and_switched_on(hotel, ana):
    hotel.tier.max_agents = len(starters()) + 1
    hotel.tier.save()
    lifecycle.create(hotel, "wedding", "", ana, config=CONFIG)

    assert refused(lifecycle.create, hotel, "groups", "", ana) == "too_many_agents"
    lifecycle.switch_off(hotel, "sales", ana)
    lifecycle.create(hotel, "groups", "", ana)
    assert refused(lifecycle.switch_on, hotel, "sales", ana) == "too_many_agents"
    assert not hotel.agents.get(code="sales").is_enabled


def test_what_the_tier_no_longer_allows_is_not_published(hotel, ana):
    draft = accept(lifecycle.create(hotel, "wedding", "", ana, config=CONFIG))
    hotel.tier.max_agents = len(starters())
    hotel.tier.save()

    assert refused(lifecycle.publish, draft, ana) == "not_valid"


def test_an_agent_is_switched_off_and_on_again(hotel, ana):
    version = published(hotel)
    lifecycle.switch_off(hotel, "wedding", ana, "The season is over")
    lifecycle.switch_off(hotel, "concierge", ana)

    assert not {"wedding", "concierge"} & roster_of(hotel).specialists.keys()
    lifecycle.switch_on(hotel, "wedding", ana)
    assert roster_of(hotel).specialists["wedding"].version == version.pk
    entry = AuditEntry.objects.get(hotel=hotel, action="agent.switched_off", details__agent="wedding")
    assert entry.details == {"agent": "wedding", "note": "The season is over"}


def test_somebody_always_answers(hotel, ana):
    lifecycle.create(hotel, "wedding", "", ana, config=CONFIG)  # a draft answers nobody
    *others, last = starters()
    for code in others:
        lifecycle.switch_off(hotel, code, ana)

    assert refused(lifecycle.switch_off, hotel, last, ana) == "last_agent"
    assert roster_of(hotel).specialists.keys() == {last}


def test_nothing_of_another_hotel_is_switched(hotel, ana):
    published(make_hotel())

    assert refused(lifecycle.switch_off, hotel, "wedding", ana) == "not_found"


def test_an_agent_on_trial_is_not_switched_off(hotel, ana):
    first = published(hotel)
    try_out(accept(lifecycle.new_draft(first.agent, ana)))

    assert refused(lifecycle.switch_off, hotel, "wedding", ana) == "rollout_running"


def test_only_an_agent_that_never_answered_is_deleted(hotel, ana):
    kept = published(hotel).agent
    gone = lifecycle.create(hotel, "groups", "", ana).agent

    lifecycle.delete_agent(gone, ana)
    assert refused(lifecycle.delete_agent, kept, ana) == "has_history"

    assert [agent.code for agent in hotel.agents.all()] == ["wedding"]
    assert AuditEntry.objects.filter(hotel=hotel, action="agent.deleted").exists()


def at_once(*calls):
    """Each call in a thread with a connection of its own; back come results or the codes of refusals."""

    def run(call):
        try:
            return call()
        except LifecycleError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return [future.result() for future in [threads.submit(run, call) for call in calls]]


def test_of_two_people_who_publish_one_draft_at_once_one_does(hotel, ana):
    draft = accept(lifecycle.create(hotel, "wedding", "", ana, config=CONFIG))

    results = at_once(*[lambda: lifecycle.publish(draft, ana)] * 4)

    assert results.count("no_draft") == 3
    assert AuditEntry.objects.filter(hotel=hotel, action="agent.published").count() == 1


def test_of_two_drafts_begun_at_once_one_is_made(hotel, ana):
    agent = published(hotel).agent

    results = at_once(*[lambda: lifecycle.new_draft(agent, ana)] * 4)

    assert results.count("has_draft") == 3
    assert agent.versions.filter(state="draft").count() == 1


@pytest.mark.parametrize("_", range(3))
def test_what_is_published_is_what_was_validated_whoever_edits_meanwhile(hotel, ana, _):
    draft = accept(lifecycle.create(hotel, "wedding", "", ana, config=CONFIG))
    other = CONFIG | {"purpose": "Something nobody has validated."}

    results = at_once(lambda: lifecycle.publish(draft, ana), lambda: lifecycle.edit_draft(draft, other, ana))

    draft.refresh_from_db()
    if draft.state == "published":
        assert results[1] == "no_draft"
        assert draft.config["purpose"] == CONFIG["purpose"]
    else:
        assert results[0] == "not_validated"
        assert draft.config["purpose"] == other["purpose"]


def test_of_the_last_two_agents_one_stays_however_they_are_switched_off(hotel, ana):
    codes = [*starters()]
    for code in codes[2:]:
        lifecycle.switch_off(hotel, code, ana)

    results = at_once(
        lambda: lifecycle.switch_off(hotel, codes[0], ana),
        lambda: lifecycle.switch_off(hotel, codes[1], ana),
    )

    assert results.count("last_agent") == 1
    assert len(roster_of(hotel).specialists) == 1


def test_a_hotel_with_agents_can_be_deleted_whole(hotel):
    published(hotel)
    published(hotel, purpose="Only very small weddings.")

    hotel.delete()

    assert not AgentVersion.objects.exists()
