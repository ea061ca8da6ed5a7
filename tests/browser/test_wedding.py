"""A manager who cannot code makes a specialist for weddings, in a real browser, and takes it back."""

import pytest
from playwright.sync_api import expect

from agents import registry, tasks
from agents.models import Agent, AgentVersion, EvalRun, Job, Rollout
from conversations import trials
from conversations.models import Turn
from tests.browser.conftest import PATIENCE_MS
from tests.factories import make_conversation, make_hotel, make_house, make_user
from tests.inbox.scene import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hotel(transactional_db):
    return make_house(make_hotel("casa", name="Casa"))


@pytest.fixture
def studio(chromium, inbox_url, hotel):
    """The studio's first page, signed in as a manager of the hotel."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900}, base_url=inbox_url, locale="en")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/admin/studio/?hotel={hotel.slug}")
    page.locator("#email").fill(make_user(hotel, "manager", is_staff=True, password=PASSWORD).email)
    page.locator("#password").fill(PASSWORD)
    page.locator(".primary").click()
    page.wait_for_url("**/admin/studio/**")
    yield page
    context.close()


def work():
    """What a worker does once it hears the bell."""
    for job in Job.objects.filter(state=Job.State.WAITING):
        tasks.validate(job.pk)


def check(page):
    """Have the draft checked; the page looks anew by itself when that is over."""
    page.get_by_role("button", name="Check", exact=False).click()
    expect(page.locator("[data-live] .bar-track")).to_be_visible()
    work()
    expect(page.locator("[data-live]")).to_have_count(0)


def test_from_a_template_to_a_trial_and_back(hotel, studio):
    page = studio

    # From a template.
    page.get_by_role("link", name="New agent").click()
    page.get_by_label("Weddings").check()
    expect(page.locator("#id_name")).to_have_value("Weddings")
    page.get_by_role("button", name="Make the draft", exact=True).click()
    page.wait_for_url("**/a/wedding/**")

    # It is made to book rooms by itself, which weddings must not.
    page.get_by_label("Put a booking before the guest").check()
    page.get_by_label("Look up which rooms are free").check()
    page.get_by_label("Hold a price").check()
    page.locator("#id_note").fill("So that couples can book at once")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()

    # Previewed: the very request, and an answer nobody gets.
    page.get_by_role("link", name="Preview").click()
    page.locator("#question").fill("¿Se pueden celebrar bodas en la terraza?")
    page.get_by_role("button", name="Show the request").click()
    expect(page.locator(".token-bar")).to_be_visible()
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("#tried .bubbles .agent").first).to_be_visible()

    # The gym says what is wrong with it.
    page.get_by_role("link", name="Agent", exact=True).click()
    check(page)
    expect(page.locator(".findings .wrong").first).to_be_visible()
    expect(page.get_by_role("link", name="Try it on some")).to_have_count(0)
    page.get_by_role("link", name="Gym", exact=True).first.click()
    page.locator(".stack a").first.click()
    page.locator(".task-list .mark-wrong").first.wait_for()
    page.locator(".task-list [data-show]").first.click()
    expect(page.locator(".story .findings .wrong").first).to_be_visible()

    # Mended.
    page.get_by_role("link", name="Agent", exact=True).click()
    for ability in ("Put a booking before the guest", "Look up which rooms are free", "Hold a price"):
        page.get_by_label(ability).uncheck()
    page.locator("#id_note").fill("The team books weddings, not the agent")
    page.get_by_role("button", name="Save draft").click()
    check(page)
    expect(page.get_by_role("link", name="Try it on some")).to_be_visible()
    assert [run.passed == run.tasks for run in EvalRun.objects.order_by("pk")] == [False, True]

    # To one of ten guests.
    page.get_by_role("link", name="Try it on some").click()
    page.locator("#id_share").fill("10")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/trials/*/**")
    trial = Rollout.objects.get()
    assert (trial.kind, trial.share, trial.candidate.agent.code) == ("canary", 10, "wedding")

    # Watched.
    talk = make_conversation(hotel)
    Turn.objects.create(
        hotel=hotel, conversation=talk, epoch=0, seen_position=1, outcome="answered", rollout=trial,
        arm="candidate", latency_ms=900,
    )  # fmt: skip
    trials.look_at(trial.pk)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".curves figure").first).to_be_visible()
    expect(page.locator(".bounds li")).to_have_count(5)

    # Rolled back: whoever had it does not have it any more.
    page.get_by_role("button", name="Roll back").click()
    expect(page.get_by_text("Rolled back", exact=False).first).to_be_visible()
    tried = AgentVersion.objects.get(pk=trial.candidate_id)
    assert Rollout.objects.get().state == "rolled_back"
    assert Agent.objects.get(code="wedding").published is None
    cast = registry.cast(hotel, talk.pk, {"wedding": tried.pk})
    assert "wedding" not in cast.specialists
    assert page.problems == []
