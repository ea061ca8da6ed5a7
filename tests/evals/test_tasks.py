from collections import Counter

import pytest
from django.core.exceptions import ValidationError

from agents import tools
from agents.evals import building, stage, tasks
from agents.evals.days import names_in
from agents.models import GoldenTask
from agents.registry import starters
from hotels.models import Hotel
from tests.evals.played import a_task
from tests.factories import make_hotel

ALL = tasks.all_tasks()


def test_there_are_enough_tasks_of_every_kind_and_in_both_languages():
    core = [task for task in ALL.values() if not task.agent]
    by_kind = Counter(task.kind for task in core)
    assert len(core) >= 120
    assert set(by_kind) == set(tasks.KINDS)
    assert min(by_kind.values()) >= 8
    by_language = Counter(task.language for task in core)
    assert min(by_language.values()) >= 50
    assert {task.house for task in core} == set(building.houses())


def test_every_name_in_a_guests_words_stands_for_something():
    for each in ALL.values():
        known = {*each.days, *each.prices, "today", "guest", "hotel"}
        known |= {one.name for one in (*each.before.reservations, *each.before.appointments)}
        assert names_in(each.guest.model_dump_json()) <= known, each.code


def test_a_specialists_task_says_what_can_be_judged_without_a_model():
    for task in ALL.values():
        if task.agent and task.agent not in starters():
            expect = task.expect
            assert expect.tools or expect.no_tools or expect.told, task.code
            assert {*expect.tools, *expect.no_tools} <= tools.NAMES, task.code


@pytest.mark.parametrize("code", sorted({task.house for task in ALL.values()}))
def test_every_house_is_one_that_the_admin_would_take(code, db):
    hotel = building.build(make_hotel(), code, 10, {})
    try:
        for rows in (hotel.room_types, hotel.rate_plans, hotel.rates, hotel.services, hotel.facts):
            for row in rows.all():
                row.full_clean(exclude=["hotel"])
        hotel.full_clean()
    except ValidationError as error:
        pytest.fail(f"{code}: {error}")
    finally:
        building.erase(hotel)


def test_suites_are_counted_and_know_the_hotels_own_tasks(hotel):
    made = {task.code: task for task in ALL.values()}
    own = made["facts-wifi-es"].model_dump(mode="json", by_alias=True)
    GoldenTask.objects.create(hotel=hotel, code="golden-1", title="Wi-Fi", task=own)
    GoldenTask.objects.create(hotel=hotel, code="golden-2", title="Off", task=own, is_active=False)
    GoldenTask.objects.create(hotel=hotel, code="golden-3", title="Boda", task=own, agent="wedding")
    GoldenTask.objects.create(hotel=make_hotel(), code="golden-1", title="Other", task=own)

    found = tasks.suites(hotel)
    assert found["core"] == sum(not task.agent for task in ALL.values())
    assert found["smoke"] == 24
    assert found["golden"] == 2
    assert [task.title for task in tasks.suite_of(hotel, "golden", "sales")] == ["Wi-Fi"]
    assert "golden-3" in [task.code for task in tasks.suite_of(hotel, "wedding")]
    assert tasks.titles(hotel, ["golden-1", "book-double-es"])["golden-1"] == "Wi-Fi"
    with pytest.raises(tasks.WrongTask):
        tasks.suite_of(hotel, "no-such")


@pytest.mark.parametrize(
    "broken",
    [
        {"house": "castle"},
        {"days": {"in": "whenever", "out": "in+2"}},
        {"days": {"in": "-5", "out": "in+2"}, "before": {"sold_out": [{"from": "in", "to": "nowhere"}]}},
        {"before": {"appointments": [{"as": "x", "service": "NOTHING", "at": "in 10:00"}]}},
        {"before": {"hotel": {"email": "no mail"}}},
    ],
)
def test_a_task_that_cannot_be_set_up_leaves_no_hotel_behind(hotel, broken):
    with pytest.raises((tasks.WrongTask, ValidationError)):
        stage.set_up(hotel, a_task(**broken))
    assert not Hotel.objects.filter(slug__startswith="gym-").exists()
