"""Draft, publish, roll back: what each verb does and what it refuses."""

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from agents import lifecycle
from agents.config import digest_of
from agents.lifecycle import LifecycleError
from agents.models import AgentVersion, Rollout
from agents.registry import cast, roster_of
from hotels.models import AuditEntry
from tests.factories import make_hotel
from tests.lifecycle.conftest import CONFIG, accept, published

pytestmark = pytest.mark.django_db(transaction=True)


def refused(verb, *args, **kwargs) -> str:
    with pytest.raises(LifecycleError) as refusal:
        verb(*args, **kwargs)
    assert str(refusal.value).endswith(".")
    return refusal.value.code


def answers(hotel, code="wedding"):
    """The version that a new conversation gets: its pk, None out of the box, or "nobody"."""
    found = cast(hotel, 7, None).specialists.get(code)
    return found.version if found else "nobody"


def test_a_draft_answers_nobody_until_it_is_validated_and_published(hotel, ana):
    draft = lifecycle.create(hotel, "wedding", "Bodas", ana, config=CONFIG)

    assert (draft.number, draft.state, draft.config["name"]) == (1, "draft", "Bodas")
    assert answers(hotel) == "nobody"
    assert refused(lifecycle.publish, draft, ana) == "not_validated"

    version = lifecycle.publish(accept(draft), ana, "First try")

    assert answers(hotel) == version.pk
    assert (version.published_by, version.note) == (ana, "First try")
    assert version.agent.name == "Bodas"
    assert [*AuditEntry.objects.filter(hotel=hotel).values_list("action", "actor_name")] == [
        ("agent.published", "Ana Ruiz"),
        ("agent.drafted", "Ana Ruiz"),
        ("agent.created", "Ana Ruiz"),
    ]


def test_a_draft_that_was_edited_after_its_validation_is_not_published(hotel, ana):
    draft = accept(lifecycle.create(hotel, "wedding", "", ana, config=CONFIG))

    lifecycle.edit_draft(draft, draft.config | {"purpose": "Everything about weddings."}, ana)

    assert refused(lifecycle.publish, draft, ana) == "not_validated"
    assert answers(hotel) == "nobody"


def test_a_draft_keeps_what_is_wrong_with_it_but_is_not_published(hotel, ana):
    draft = lifecycle.create(hotel, "wedding", "Bodas", ana)
    draft = lifecycle.edit_draft(draft, {"name": "Bodas", "instructions": "?", "color": "red"}, ana)

    assert draft.config["color"] == "red"
    assert refused(lifecycle.publish, accept(draft), ana) == "not_valid"


@pytest.mark.parametrize(
    "config", [["a"], {"name": "\x00"}, {"name": "\ud800"}, {"n": float("nan")}, {"n": "x" * 100_001}]
)
def test_what_the_database_would_not_take_is_refused(hotel, ana, config):
    draft = lifecycle.create(hotel, "wedding", "", ana, config=CONFIG)

    assert refused(lifecycle.edit_draft, draft, config, ana) == "wrong_config"
    draft.refresh_from_db()
    assert draft.config["name"] == "Weddings"


def test_two_people_do_not_overwrite_each_other(hotel, ana):
    draft = lifecycle.create(hotel, "wedding", "", ana, config=CONFIG)
    seen = draft.changed_at
    lifecycle.edit_draft(draft, CONFIG | {"name": "Hers"}, ana, expected=seen)

    assert refused(lifecycle.edit_draft, draft, CONFIG | {"name": "His"}, "x", expected=seen) == (
        "changed_meanwhile"
    )
    draft.refresh_from_db()
    assert draft.config["name"] == "Hers"


def test_a_validation_does_not_make_a_form_stale(hotel, ana):
    draft = lifecycle.create(hotel, "wedding", "", ana, config=CONFIG)
    seen = draft.changed_at
    accept(draft)

    lifecycle.edit_draft(draft, CONFIG | {"name": "Hers"}, ana, expected=seen)


def test_an_agent_has_one_draft_at_most(hotel, ana):
    version = published(hotel)
    lifecycle.new_draft(version.agent, ana)

    assert refused(lifecycle.new_draft, version.agent, ana) == "has_draft"


def test_a_new_draft_is_like_what_answers_or_like_the_version_asked_for(hotel, ana):
    first = published(hotel)
    second = published(hotel, purpose="Only very small weddings.")

    draft = lifecycle.new_draft(second.agent, ana)
    assert (draft.config, draft.origin) == (second.config, "wedding v2")

    lifecycle.delete_draft(draft, ana)
    assert lifecycle.new_draft(second.agent, ana, source=first).config == first.config


def test_a_draft_of_one_out_of_the_box_begins_with_what_it_says(hotel, ana):
    draft = lifecycle.create(hotel, "concierge", "", ana)

    assert len(draft.config["instructions"]) > 50
    assert "house_facts" in draft.config["tools"]
    assert answers(hotel, "concierge") is None


def test_publishing_retires_the_version_before(hotel):
    first, second = published(hotel), published(hotel, purpose="Only very small weddings.")

    first.refresh_from_db()
    assert (first.state, first.withdrawn_at, second.state) == ("retired", None, "published")
    assert answers(hotel) == second.pk
    # A conversation that began with it goes on with it.
    assert cast(hotel, 7, {"wedding": first.pk}).specialists["wedding"].version == first.pk


def test_rolling_back_goes_version_by_version_to_the_beginning(hotel, ana):
    first, second = published(hotel), published(hotel, purpose="Only very small weddings.")
    third = published(hotel, purpose="Only very large weddings.")

    assert lifecycle.roll_back(third.agent, ana, "Guests complained") == second
    assert answers(hotel) == second.pk
    # Also who began with it.
    assert cast(hotel, 7, {"wedding": third.pk}).specialists["wedding"].version == second.pk
    assert lifecycle.roll_back(third.agent, ana, "") == first
    assert refused(lifecycle.roll_back, third.agent, ana, "") == "nothing_before"
    assert answers(hotel) == first.pk


def test_rolling_back_the_only_version_of_one_out_of_the_box_gives_that_one_again(hotel, ana):
    version = lifecycle.publish(
        accept(lifecycle.create(hotel, "concierge", "", ana, config=CONFIG | {"name": "Ours"})), ana
    )
    assert answers(hotel, "concierge") == version.pk

    assert lifecycle.roll_back(version.agent, ana, "") is None
    assert answers(hotel, "concierge") is None


def test_a_version_that_was_rolled_back_may_be_taken_up_again(hotel, ana):
    first, second = published(hotel), published(hotel, purpose="Only very small weddings.")
    lifecycle.roll_back(second.agent, ana, "By mistake")

    assert lifecycle.roll_back(second.agent, ana, "It was good", to=second) == second
    assert answers(hotel) == second.pk
    first.refresh_from_db()
    assert first.withdrawn_at is not None


def test_a_draft_cannot_be_rolled_back_to(hotel, ana):
    version = published(hotel)
    draft = lifecycle.new_draft(version.agent, ana)

    assert refused(lifecycle.roll_back, version.agent, ana, "", to=draft) == "not_found"
    assert answers(hotel) == version.pk


def try_out(version, kind="canary", share=50) -> Rollout:
    AgentVersion.objects.filter(pk=version.pk).update(state="candidate")
    return Rollout.objects.create(
        hotel=version.hotel,
        agent=version.agent,
        kind=kind,
        candidate=version,
        baseline=version.agent.published,
        share=share,
    )


def test_rolling_back_ends_the_trial_and_withdraws_its_candidate(hotel, ana):
    first = published(hotel)
    candidate = accept(lifecycle.new_draft(first.agent, ana))
    second = published(make_hotel())  # somebody else's
    trial = try_out(candidate, share=100)

    with pytest.raises(LifecycleError, match="no earlier version"):
        lifecycle.roll_back(first.agent, ana, "")
    trial.refresh_from_db()
    assert trial.state == "running"

    lifecycle.end_trial(trial, Rollout.State.STOPPED, "watch", "hand_offs")
    candidate.refresh_from_db()
    trial.refresh_from_db()
    assert (trial.state, trial.reason, candidate.state) == ("stopped", "hand_offs", "retired")
    assert candidate.withdrawn_at is not None
    assert answers(hotel) == first.pk
    assert refused(lifecycle.end_trial, trial, Rollout.State.ENDED, "watch") == "not_found"
    second.refresh_from_db()
    assert second.state == "published"


def test_a_shadow_that_ends_is_a_draft_again(hotel, ana):
    candidate = accept(lifecycle.new_draft(published(hotel).agent, ana))

    lifecycle.end_trial(try_out(candidate, "shadow"), Rollout.State.ENDED, ana)

    candidate.refresh_from_db()
    assert (candidate.state, candidate.withdrawn_at) == ("draft", None)


def test_publishing_the_candidate_promotes_its_trial_and_no_other_version_slips_in(hotel, ana):
    first = published(hotel)
    candidate = accept(lifecycle.new_draft(first.agent, ana))
    trial = try_out(candidate)
    other = accept(lifecycle.new_draft(first.agent, ana))

    assert refused(lifecycle.publish, other, ana) == "rollout_running"
    lifecycle.publish(candidate, ana)

    trial.refresh_from_db()
    assert trial.state == "promoted"
    assert answers(hotel) == candidate.pk


def test_what_was_published_never_changes(hotel, ana):
    version = published(hotel)

    assert refused(lifecycle.edit_draft, version, CONFIG, ana) == "no_draft"
    assert refused(lifecycle.publish, version, ana) == "no_draft"
    assert refused(lifecycle.delete_draft, version, ana) == "no_draft"
    for change in ("config = '{}'", "number = 9", "published_at = NULL", "published_at = now()"):
        with (
            pytest.raises((IntegrityError, InternalError), match="does not change"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE agents_agentversion SET {change} WHERE id = %s", [version.pk])


def test_rows_of_another_hotel_are_not_found(hotel, ana):
    mine, theirs = published(hotel), published(make_hotel(), purpose="Zanzibar's own weddings.")

    assert refused(lifecycle.new_draft, mine.agent, ana, source=theirs) == "not_found"
    assert refused(lifecycle.roll_back, mine.agent, ana, "", to=theirs) == "not_found"
    theirs.hotel = hotel
    assert refused(lifecycle.publish, theirs, ana) == "not_found"
    assert refused(lifecycle.edit_draft, theirs, CONFIG, ana) == "not_found"
    theirs.agent.hotel = hotel
    for verb in (lifecycle.new_draft, lifecycle.delete_agent):
        assert refused(verb, theirs.agent, ana) == "not_found"
    assert refused(lifecycle.roll_back, theirs.agent, ana, "") == "not_found"


def test_a_provided_configuration_answers_at_once_and_again_changes_nothing(hotel):
    from agents.templates import Starter

    start = Starter("wedding", "specialist", "Weddings", CONFIG)

    assert lifecycle.provide(hotel, start, "file") == "created"
    assert lifecycle.provide(hotel, start, "file") == "unchanged"
    other = Starter("wedding", "specialist", "Weddings", CONFIG | {"purpose": "Only very small weddings."})
    draft = lifecycle.new_draft(hotel.agents.get(), "Ana")
    assert lifecycle.provide(hotel, other, "file") == "changed"

    agent = hotel.agents.get()
    assert agent.published.number == 3
    assert agent.published.validated_hash == digest_of(agent.published.config)
    assert roster_of(hotel).specialists["wedding"].config.purpose == "Only very small weddings."
    draft.refresh_from_db()
    assert draft.state == "draft"
