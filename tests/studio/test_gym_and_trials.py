"""The gym's pages, tasks made of conversations, the preview, and trials: started, watched, ended."""

import pytest
from django.utils import timezone

from agents import jobs
from agents.evals import runner
from agents.models import Agent, AgentVersion, EvalResult, EvalRun, GoldenTask, Job, Rollout, ShadowAnswer
from conversations import trials
from conversations.models import Message, Turn
from pms.models import Proposal, Quote
from tests.factories import make_conversation
from tests.inbox.scene import say
from tests.studio.conftest import checked, made, published, said, url

pytestmark = pytest.mark.django_db


def run_of(version, failing=()):
    """A finished run of four tasks, as the gym leaves it."""
    job = jobs.claim(jobs.open_job(version.hotel, Job.Kind.EVALUATE, "", "Gym").pk)
    run = EvalRun.objects.create(
        hotel=version.hotel, job=job, version=version, engine="offline", suite="wedding", tasks=4
    )
    for number in range(4):
        passed = number not in failing
        EvalResult.objects.create(
            hotel=version.hotel, run=run, task=f"task-{number}", kind="book" if number else "facts",
            passed=passed,
            checks=[{"what": "hand_off", "ok": passed, "wanted": "any", "found": ""}],
            story=[{"author": "guest", "text": f"Question {number} <b>", "steps": [{"name": "house_facts"}]}],
        )  # fmt: skip
    kinds = {"facts": {"tasks": 1, "passed": int(0 not in failing)}}
    kinds["book"] = {"tasks": 3, "passed": 3 - len([n for n in failing if n])}
    run.passed, run.figures = 4 - len(failing), {"pass": {"1": 0.5}, "by_kind": kinds, "turns": 2}
    run.save()
    jobs.finish(job)
    return run


def test_a_run_shows_bars_by_kind_and_what_is_better_or_worse_than_before(hotel, manager):
    version = made(hotel)
    run_of(version, failing=[0])
    run = run_of(version, failing=[2])

    page = manager.get(url(hotel, "run", run.pk))

    bars = {bar.kind: (bar.percent, bar.before) for bar in page.context["bars"]}
    assert bars == {"book": (67, 100), "facts": (100, 0)}
    assert page.context["compared"].newly_failing == ("task-2",)
    changes = {line.task: (line.passed, line.change) for line in page.context["lines"]}
    assert changes["task-2"] == (False, "worse")
    assert changes["task-0"] == (True, "better")
    assert page.context["lines"][0].task == "task-2"  # failed ones first


def test_only_tasks_for_agents_that_the_hotel_has_are_offered(hotel, manager):
    def offered():
        return {code: name for code, name, _ in manager.get(url(hotel, "gym")).context["suites"]}

    assert {"core", "smoke"} <= offered().keys()
    assert "wedding" not in offered()

    made(hotel, "wedding", name="Weddings by the sea")
    assert offered()["wedding"] == "For Weddings by the sea"


def test_the_story_of_a_task_has_what_was_said_done_and_checked(hotel, manager):
    run = run_of(made(hotel), failing=[1])
    result = run.results.get(task="task-1")

    story = manager.get(url(hotel, "story", result.pk)).content.decode()

    assert "Question 1 &lt;b&gt;" in story
    assert "house_facts" in story
    assert 'class="wrong"' in story


def test_a_run_whose_process_was_killed_says_so_and_is_started_again(hotel, manager, receptionist):
    job = runner.open_run(hotel, "smoke", "Ana")
    jobs.claim(job.pk)
    run = EvalRun.objects.create(hotel=hotel, job=job, engine="offline", suite="smoke")
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - jobs.GYM_LOST_AFTER)
    jobs.write_off_lost()
    address = url(hotel, "again", job.pk).replace("&", "&amp;")
    for page in (url(hotel, "run", run.pk), url(hotel, "jobs")):
        shown = manager.get(page).content.decode()
        assert "The process that worked on it was stopped. Start it again." in shown
        assert address in shown
        assert address not in receptionist.get(page).content.decode()
    assert receptionist.post(url(hotel, "again", job.pk)).status_code == 403

    assert said(manager.post(url(hotel, "again", job.pk), follow=True)) == "Started again."

    once_more = Job.objects.exclude(pk=job.pk).get()
    assert (once_more.state, once_more.arguments["suite"]) == ("waiting", "smoke")
    answer = manager.post(url(hotel, "again", once_more.pk), follow=True)
    assert said(answer) == "Only what failed or was cancelled is started again."
    assert Job.objects.count() == 2


def test_a_run_is_started_for_a_version_and_shows_how_far_it_is(hotel, manager):
    version = made(hotel)
    wanted = {"suite": "smoke", "version": version.pk, "trials": 2}

    answer = manager.post(url(hotel, "gym-start"), wanted, follow=True)

    job = Job.objects.get()
    assert (job.kind, job.arguments["version"], job.arguments["trials"]) == ("evaluate", version.pk, 2)
    assert said(answer) == "The run has begun."
    assert url(hotel, "job", job.pk) in answer.content.decode().replace("&amp;", "&")


@pytest.mark.parametrize(
    "wrong", [{"suite": "none"}, {"trials": "99"}, {"version": "7777"}, {"version": "x"}]
)
def test_a_run_of_what_there_is_not_is_not_started(hotel, manager, wrong):
    answer = manager.post(url(hotel, "gym-start"), {"suite": "smoke", "trials": 1} | wrong)

    assert answer.status_code == 404
    assert not Job.objects.exists()


def test_a_task_is_made_of_a_conversation_with_two_clicks_and_without_the_guest(hotel, manager):
    conversation = make_conversation(hotel)
    say(conversation, "guest", "Hola, soy Lucía Torres, mi correo es lucia@example.com. ¿Hay wifi?")
    say(conversation, "agent", "Sí, hay Wi-Fi en todo el hotel.")

    looked = manager.get(url(hotel, "golden", conversation.pk))
    assert not GoldenTask.objects.exists()
    answer = manager.post(url(hotel, "golden-keep", conversation.pk), follow=True)

    assert said(answer) == "Kept: the gym has it from now on."
    kept = GoldenTask.objects.get()
    for secret in ("Lucía Torres", "lucia@example.com"):
        assert secret not in looked.content.decode().split('id="content"')[1]
        assert secret not in str(kept.task)
    assert "wifi" in looked.content.decode()


def test_a_conversation_in_which_no_guest_spoke_makes_no_task(hotel, manager):
    conversation = make_conversation(hotel)

    assert manager.get(url(hotel, "golden", conversation.pk)).context["problem"]
    manager.post(url(hotel, "golden-keep", conversation.pk))

    assert not GoldenTask.objects.exists()


def test_managers_come_to_it_from_the_inbox(hotel, manager, receptionist):
    conversation = make_conversation(hotel)
    say(conversation, "guest", "Hola")
    Turn.objects.create(hotel=hotel, conversation=conversation, epoch=0, seen_position=1, outcome="answered")
    link = url(hotel, "golden", conversation.pk)

    assert link in manager.get(f"/inbox/c/{conversation.pk}/").content.decode()
    assert link not in receptionist.get(f"/inbox/c/{conversation.pk}/").content.decode()


def test_the_preview_shows_the_request_with_the_drafts_own_words_and_sends_nothing(hotel, manager):
    made(hotel, instructions="Speak of roses whenever you can, and of nothing else.")
    conversation = make_conversation(hotel)
    say(conversation, "guest", "¿Hacen bodas?")
    say(conversation, "agent", "Sí.")

    page = manager.get(url(hotel, "preview", "wedding", conversation=conversation.pk))

    shown = page.context["messages_shown"]
    assert "Speak of roses" in shown[0]["text"]
    assert "¿Hacen bodas?" in shown[-1]["text"]  # the guest's last words are answered again
    assert (
        sum(count for _name, count, _percent in page.context["parts"]) == page.context["found"].input_tokens
    )
    assert {tool["name"] for tool in page.context["tools_shown"]} >= {"house_facts", "find_offers"}


def test_a_try_answers_and_leaves_nothing_behind(hotel, manager):
    published(hotel)
    rows = [Message, Turn, Quote, Proposal]
    before = [model.objects.count() for model in rows]

    answer = manager.post(
        url(hotel, "try", "wedding"),
        {"question": "¿Cuánto cuesta una doble para dos del 10 al 12 de diciembre?", "version": ""},
    )

    assert answer.context["tried"].says
    assert [model.objects.count() for model in rows] == before


def test_a_draft_that_was_checked_goes_to_some_of_the_guests_and_is_rolled_back(hotel, manager):
    version = checked(made(hotel))
    data = {"version": version.pk, "kind": "canary", "share": "10", "most_hand_offs": "7.5"}

    manager.post(url(hotel, "rollout-start", "wedding"), data)
    trial = Rollout.objects.get()
    assert (trial.share, trial.kind, trial.bounds["hand_offs"]) == (10, "canary", 0.075)
    manager.post(url(hotel, "settle", trial.pk, "widen"), {"share": "25"})
    assert Rollout.objects.get().share == 25
    less = manager.post(url(hotel, "settle", trial.pk, "widen"), {"share": "5"}, follow=True)
    assert "only grow" in said(less)
    manager.post(url(hotel, "settle", trial.pk, "roll-back"))

    assert Rollout.objects.get().state == "rolled_back"
    assert AgentVersion.objects.get(pk=version.pk).withdrawn_at is not None
    assert manager.get(url(hotel, "rollout", trial.pk, part=1))["X-Over"] == "1"


def test_what_was_not_checked_is_not_tried_on_guests(hotel, manager):
    version = made(hotel)
    data = {"version": version.pk, "kind": "canary", "share": "10"}

    answer = manager.post(url(hotel, "rollout-start", "wedding"), data)

    assert answer.status_code == 422
    assert not Rollout.objects.exists()


def test_a_trial_promoted_answers_everybody(hotel, manager):
    version = checked(made(hotel))
    manager.post(url(hotel, "rollout-start", "wedding"), {"version": version.pk, "kind": "ab", "share": "50"})
    trial = Rollout.objects.get()

    manager.post(url(hotel, "settle", trial.pk, "promote"))

    assert Rollout.objects.get().state == "promoted"
    assert Agent.objects.get().published == version


def test_the_figures_of_both_arms_are_those_of_their_turns(hotel, manager):
    version = checked(made(hotel))
    manager.post(url(hotel, "rollout-start", "wedding"), {"version": version.pk, "kind": "ab", "share": "50"})
    trial = Rollout.objects.get()
    for number in range(8):
        Turn.objects.create(
            hotel=hotel, conversation=make_conversation(hotel), epoch=0, seen_position=1, outcome="answered",
            rollout=trial, arm="candidate" if number % 2 else "baseline", latency_ms=1_000 + number,
            hand_off="guest_asks" if number in (1, 3) else "", finished_at=timezone.now(),
        )  # fmt: skip
    trials.look_at(trial.pk)

    page = manager.get(url(hotel, "rollout", trial.pk))

    watched = page.context["watched"]
    assert watched.conversations == (4, 4)
    assert watched.figures[0].now == ("0.0 %", "50.0 %")
    assert watched.verdicts[0] == "Bookings: no difference can be told yet."


def test_a_shadows_different_answers_stand_side_by_side(hotel, manager):
    version = checked(made(hotel))
    manager.post(
        url(hotel, "rollout-start", "wedding"), {"version": version.pk, "kind": "shadow", "share": 100}
    )
    trial = Rollout.objects.get()
    for turn, differs in ((1, ["text"]), (2, [])):
        ShadowAnswer.objects.create(
            hotel=hotel, rollout=trial, conversation_id=1, turn_id=turn, differs=differs,
            said={"texts": [f"Said {turn}"], "tools": []}, shadow={"texts": [f"Thought {turn}"], "tools": []},
        )  # fmt: skip

    page = manager.get(url(hotel, "rollout", trial.pk)).content.decode()

    assert "Said 1" in page
    assert "Thought 1" in page
    assert "Said 2" not in page
    assert "1 of 2 answers" in page


def test_nobodys_question_about_the_house_is_tried_as_well(hotel, manager):
    published(hotel)

    for question in ("¿Hay wifi?", "¿Se pueden celebrar bodas en la terraza?", "Quiero cancelar mi reserva"):
        answer = manager.post(url(hotel, "try", "wedding"), {"question": question})
        assert answer.context["tried"].says, question
