"""An agent's draft as a form: saved, refused, shown as told, compared, published, rolled back."""

import pytest

from agents import lifecycle
from agents.models import Agent, AgentVersion, Document, Job, ModelSetting
from hotels.models import AuditEntry
from tests.studio.conftest import checked, form_of, made, published, said, url

pytestmark = pytest.mark.django_db


def test_what_a_browser_sends_back_unchanged_is_the_same_configuration(hotel, manager):
    draft = made(
        hotel,
        examples=[{"guest": "¿Hacen bodas?", "reply": "Con gusto. ¿Para cuántos?"}],
        phases=["shopping", "booked"],
        limits={"reply_characters": 900},
        temperature=0.3,
    )
    before = AgentVersion.objects.get(pk=draft.pk).config

    answer = manager.post(url(hotel, "save", "wedding"), form_of(manager, hotel), follow=True)

    after = AgentVersion.objects.get(pk=draft.pk).config
    assert answer.status_code == 200
    assert {key: after[key] for key in before} == {
        **before,
        "limits": {"model_calls": 8, "tool_calls": 10, "seconds": 25, "reply_characters": 900},
    }


def test_a_change_is_saved_with_its_reason(hotel, manager):
    made(hotel)
    data = form_of(manager, hotel) | {"instructions": "First.\r\nSecond line.", "note": "shorter"}

    answer = manager.post(url(hotel, "save", "wedding"), data, follow=True)

    draft = AgentVersion.objects.get()
    assert (draft.config["instructions"], draft.note) == ("First.\nSecond line.", "shorter")
    assert said(answer) == "The draft is saved."
    assert AuditEntry.objects.get(action="agent.edited").actor == manager.user


def test_who_saves_over_somebody_elses_change_is_told_and_loses_nothing_typed(hotel, manager):
    draft = made(hotel)
    data = form_of(manager, hotel) | {"purpose": "What I have typed here for weddings."}
    lifecycle.edit_draft(draft, draft.config | {"name": "Bodas"}, "somebody else")

    answer = manager.post(url(hotel, "save", "wedding"), data)

    assert answer.status_code == 409
    assert "Somebody has changed this draft meanwhile" in answer.content.decode()
    assert "What I have typed here for weddings." in answer.content.decode()
    assert AgentVersion.objects.get().config["name"] == "Bodas"


@pytest.mark.parametrize("gone", ["published", "thrown away"])
def test_who_saves_a_draft_that_is_gone_is_told_and_loses_nothing_typed(hotel, manager, gone):
    draft = made(hotel)
    typed = {"purpose": "What I have typed here for weddings.", "instructions": "Say nothing of the price."}
    data = form_of(manager, hotel) | typed
    if gone == "published":
        lifecycle.publish(checked(draft), "somebody else", "")
    else:
        lifecycle.delete_draft(draft, "somebody else")

    answer = manager.post(url(hotel, "save", "wedding"), data)

    assert answer.status_code == 409
    assert "There is no draft any more" in answer.content.decode()
    for text in typed.values():
        assert text in answer.content.decode()
    assert not AgentVersion.objects.filter(state="draft").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("temperature", "7"),
        ("reply_characters", "1"),
        ("tools", ["no_such_tool"]),
        ("model", "some-model"),
        ("seen", "yesterday"),
        ("instructions", "x" * 9_000),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(hotel, manager, field, value):
    made(hotel)
    before = AgentVersion.objects.get()

    answer = manager.post(url(hotel, "save", "wedding"), form_of(manager, hotel) | {field: value})

    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert AgentVersion.objects.get().config == before.config


def test_a_draft_may_lack_something_and_the_page_says_what(hotel, manager):
    made(hotel)

    manager.post(url(hotel, "save", "wedding"), form_of(manager, hotel) | {"purpose": ""})
    page = manager.get(url(hotel, "agent", "wedding"))

    assert AgentVersion.objects.get().config["purpose"] == ""
    assert page.context["problems"] == [("purpose", "Missing, or too short: What is it for?")]


def test_models_are_those_of_the_hotels_plan_with_their_price(hotel, manager):
    made(hotel)
    for name in ("model-a", "model-b", "model-c"):
        ModelSetting.objects.create(
            model=name, input_price="1.5000", output_price="6", is_active=name != "model-c"
        )
    hotel.tier.allowed_models = ["model-a", "model-c"]
    hotel.tier.save()

    choices = dict(manager.get(url(hotel, "agent", "wedding")).context["form"].fields["model"].choices)

    assert choices.keys() == {"", "model-a"}
    assert choices["model-a"] == "model-a: 1.5 USD in, 6 USD out per million tokens"


def test_the_instructions_are_shown_as_they_are_told_or_what_is_wrong_with_them(hotel, manager):
    made(hotel)
    data = form_of(manager, hotel)

    good = manager.post(url(hotel, "render", "wedding"), data | {"instructions": "Speak for {{ hotel }}."})
    bad = manager.post(url(hotel, "render", "wedding"), data | {"instructions": "Speak for {{ hotal }}."})

    assert "Speak for Casa." in good.content.decode()
    assert 'role="alert"' in bad.content.decode()
    assert "hotal" in bad.content.decode()
    assert AgentVersion.objects.get().config["instructions"] == data["instructions"]  # nothing was saved


def test_one_out_of_the_box_becomes_the_hotels_own_as_a_draft(hotel, manager):
    answer = manager.post(url(hotel, "draft", "reservations"), follow=True)

    draft = AgentVersion.objects.get(agent__code="reservations")
    assert draft.state == "draft"
    assert "propose_booking" in draft.config["tools"]
    assert answer.context["card"].answers  # as out of the box, until the draft is published
    assert Agent.objects.get(code="reservations").published is None


def test_published_in_the_page_and_rolled_back_with_one_press(hotel, manager):
    first = published(hotel)
    manager.post(url(hotel, "draft", "wedding"))
    data = form_of(manager, hotel) | {"purpose": "Weddings and golden weddings, too."}
    manager.post(url(hotel, "save", "wedding"), data)
    assert (
        said(manager.post(url(hotel, "publish", "wedding"), follow=True))
        == "Validate this version before you publish it."
    )
    second = checked(AgentVersion.objects.get(number=2))

    manager.post(url(hotel, "publish", "wedding"), {"why": "golden ones"})
    assert Agent.objects.get(code="wedding").published == second
    assert AgentVersion.objects.get(pk=second.pk).published_by == manager.user

    answer = manager.post(url(hotel, "roll-back", "wedding"), {"why": "no"}, follow=True)
    assert said(answer) == "Rolled back. Every conversation gets it."
    assert Agent.objects.get(code="wedding").published == first
    assert AgentVersion.objects.get(pk=second.pk).withdrawn_at is not None


def test_versions_are_compared_in_words(hotel, manager):
    first = published(hotel)
    draft = lifecycle.new_draft(first.agent, "tests")
    lifecycle.edit_draft(draft, draft.config | {"tools": ["house_facts", "quote"]}, "tests")

    there = manager.get(url(hotel, "compare", "wedding", old=1, new=2)).content.decode()
    turned = manager.get(url(hotel, "compare", "wedding", old=2, new=1)).content.decode()

    assert "quote" in there
    assert there == turned  # the older one is always the one that was changed


def test_a_check_is_a_job_whose_bar_is_shown_until_it_is_over(hotel, manager):
    made(hotel)

    answer = manager.post(url(hotel, "validate", "wedding"), follow=True)
    again = manager.post(url(hotel, "validate", "wedding"), follow=True)

    job = Job.objects.get()
    assert said(again) == "The draft is being checked."
    assert url(hotel, "job", job.pk) in answer.content.decode().replace("&amp;", "&")
    assert "X-Over" not in manager.get(url(hotel, "job", job.pk))
    Job.objects.filter(pk=job.pk).update(state="failed", says="No tasks.", finished_at="2026-01-01T00:00Z")
    assert manager.get(url(hotel, "job", job.pk))["X-Over"] == "1"


def test_switched_off_and_on_and_deleted_as_long_as_nobody_was_answered(hotel, manager):
    made(hotel)

    manager.post(url(hotel, "switch", "wedding", "off"))
    assert not Agent.objects.get().is_enabled
    manager.post(url(hotel, "switch", "wedding", "on"))
    assert Agent.objects.get().is_enabled
    answer = manager.post(url(hotel, "delete", "wedding"), follow=True)
    assert said(answer) == "The agent is deleted."
    assert not Agent.objects.exists()


def test_the_voice_of_the_house_has_a_form_of_its_own(hotel, manager):
    manager.post(url(hotel, "draft", "persona"))
    data = form_of(manager, hotel, "persona") | {"voice": "Warm, brief.", "formality": "informal"}

    manager.post(url(hotel, "save", "persona"), data)

    config = AgentVersion.objects.get().config
    assert (config["voice"], config["formality"]) == ("Warm, brief.", "informal")


def test_documents_of_another_hotel_are_not_offered(hotel, other, manager):
    made(hotel)
    Document.objects.create(hotel=other, kind="pdf", key="Zanzibar.pdf", title="Zanzibar")
    Document.objects.create(hotel=hotel, kind="pdf", key="menu.pdf", title="Menu")

    choices = manager.get(url(hotel, "agent", "wedding")).context["form"].fields["documents"].choices

    assert choices == [("menu.pdf", "Menu")]


def test_what_managers_write_is_never_markup(hotel, manager):
    evil = "<script>alert(1)</script>"
    made(hotel, name=evil, instructions=evil * 2, examples=[{"guest": evil, "reply": evil}])

    for page, args in (("team", ()), ("agent", ("wedding",)), ("version", ("wedding", 1))):
        assert evil not in manager.get(url(hotel, page, *args)).content.decode()
