"""Where agents start from: ours are sound, a hotel's own are its own."""

import pytest
from django.utils import translation

from agents import lifecycle
from agents.lifecycle import LifecycleError
from agents.registry import starters
from agents.soundness import problems
from agents.templates import template_of, templates_of
from tests.factories import make_hotel
from tests.lifecycle.conftest import CONFIG, published

pytestmark = pytest.mark.django_db(transaction=True)


def test_there_are_houses_and_specialists_to_start_from(hotel):
    found = {template.code: template.kind for template in templates_of(hotel)}

    assert {code for code, kind in found.items() if kind == "house"} == {
        "city",
        "resort",
        "hostel",
        "apartments",
    }
    assert {"wedding", "groups", "spa"} <= {code for code, kind in found.items() if kind == "specialist"}


def test_everything_to_start_from_may_be_published(hotel):
    for code, config in starters().items():
        assert problems(hotel, "specialist", code, config.model_dump(mode="json")) == [], code
    for template in templates_of(hotel):
        for start in template.agents:
            assert problems(hotel, start.kind, start.code, start.config) == [], (template.code, start.code)


def test_a_template_speaks_the_readers_language_and_its_agents_the_hotels(hotel):
    with translation.override("es"):
        template = template_of(hotel, "wedding")
    english = make_hotel(languages=["en"])

    assert (template.name, template.agents[0].name) == ("Bodas", "Bodas")
    assert template_of(english, "wedding").agents[0].name == "Weddings"


def test_a_house_becomes_drafts_of_all_its_agents(hotel, ana):
    made = lifecycle.create_from_template(hotel, "resort", ana)

    assert {version.agent.code for version in made} == {"persona", "concierge", "appointments", "sales"}
    assert {version.state for version in made} == {"draft"}
    assert hotel.agents.get(code="persona").kind == "persona"


def test_a_house_is_made_whole_or_not_at_all(hotel, ana):
    lifecycle.create(hotel, "sales", "", ana)

    with pytest.raises(LifecycleError) as refusal:
        lifecycle.create_from_template(hotel, "resort", ana)

    assert refusal.value.code == "has_draft"
    assert [agent.code for agent in hotel.agents.all()] == ["sales"]


def test_one_specialist_of_a_template_gets_the_code_and_name_one_wants(hotel, ana):
    draft = lifecycle.create(hotel, "bodas", "Bodas en la playa", ana, template="wedding")

    assert (draft.agent.code, draft.config["name"], draft.origin) == (
        "bodas",
        "Bodas en la playa",
        "template wedding",
    )
    assert draft.config["suite"] == "wedding"


@pytest.mark.parametrize("template", ["nothing", "resort"])
def test_one_agent_cannot_be_made_of_no_template_or_of_a_house(hotel, ana, template):
    with pytest.raises(LifecycleError) as refusal:
        lifecycle.create(hotel, "bodas", "Bodas", ana, template=template)

    assert refusal.value.code == "wrong_template"
    assert not hotel.agents.exists()


def test_a_hotel_keeps_its_own_agents_as_a_template(hotel, ana):
    version = published(hotel, purpose="Our own way of weddings.")
    lifecycle.new_draft(version.agent, ana)

    lifecycle.save_as_template(hotel, "our-weddings", "Our weddings", [version.agent], ana)

    assert template_of(hotel, "our-weddings").agents[0].config == version.config
    draft = lifecycle.create(hotel, "second", "Second", ana, template="our-weddings")
    assert draft.config == version.config | {"name": "Second"}


def test_a_template_of_another_hotel_is_not_there(hotel, ana):
    other = make_hotel()
    version = published(other)
    lifecycle.save_as_template(other, "theirs", "Zanzibar", [version.agent], "x")

    assert template_of(hotel, "theirs") is None
    assert "theirs" not in {template.code for template in templates_of(hotel)}
    with pytest.raises(LifecycleError) as refusal:
        lifecycle.save_as_template(hotel, "mine", "Mine", [version.agent], ana)
    assert refusal.value.code == "not_found"


@pytest.mark.parametrize(("code", "name"), [("Bad code", "x"), ("", "x"), ("x", " ")])
def test_a_template_needs_a_code_and_a_name(hotel, ana, code, name):
    agent = lifecycle.create(hotel, "wedding", "", ana, config=CONFIG).agent

    with pytest.raises(LifecycleError) as refusal:
        lifecycle.save_as_template(hotel, code, name, [agent], ana)
    assert refusal.value.code == "wrong_code"
