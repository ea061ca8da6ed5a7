"""Who may open which page of the studio. A new address without a case here fails."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from agents import jobs, rollouts
from agents.knowledge import answers
from agents.models import (
    Agent,
    AgentVersion,
    Contradiction,
    CuratedAnswer,
    Document,
    EvalResult,
    EvalRun,
    Gap,
    GoldenTask,
    Job,
    Remembered,
    RemoteServer,
    Rollout,
    ToolSetting,
)
from conversations.studio.urls import urlpatterns
from hotels.models import FlagSetting, Membership
from tests.factories import make_conversation
from tests.inbox.scene import say
from tests.studio.conftest import checked, client_of, made, url

pytestmark = pytest.mark.django_db

CODE, ROW = "wedding", 1
READ = {
    "team": (),
    "agent": (CODE,),
    "version": (CODE, ROW),
    "compare": (CODE,),
    "preview": (CODE,),
    "gym": (),
    "run": (ROW,),
    "story": (ROW,),
    "rollouts": (),
    "rollout": (ROW,),
    "documents": (),
    "document": (ROW,),
    "look-up": (),
    "gaps": (),
    "answers": (),
    "contradictions": (),
    "tools": (),
    "jobs": (),
    "job": (ROW,),
    "flags": (),
}
LOOK_TO_ACT = {
    "replay": (ROW,),
    "new": (),
    "golden": (ROW,),
    "answer-new": (),
    "answer": (ROW,),
    "partner-new": (),
    "partner": (ROW,),
}
AT_THE_DESK = {"memory": (), "memory-of": (ROW,), "memory-erase": (ROW,)}  # receptionists as well
ACT = {
    "house": ("city",),
    "save": (CODE,),
    "draft": (CODE,),
    "render": (CODE,),
    "validate": (CODE,),
    "publish": (CODE,),
    "roll-back": (CODE,),
    "switch": (CODE, "off"),
    "delete-draft": (CODE,),
    "delete": (CODE,),
    "keep": (CODE,),
    "try": (CODE,),
    "golden-keep": (ROW,),
    "replay-start": (CODE, ROW),
    "gym-start": (),
    "golden-act": (ROW, "delete"),
    "rollout-start": (CODE,),
    "settle": (ROW, "roll-back"),
    "take-in": (),
    "describe": (ROW,),
    "document-act": (ROW, "retire"),
    "gap-answer": (ROW,),
    "gap-dismiss": (ROW,),
    "answer-act": (ROW, "withdraw"),
    "contradictions-look": (),
    "ignore": (ROW,),
    "reopen": (ROW,),
    "tool": ("quote",),
    "partner-look": (ROW,),
    "partner-allow": (ROW,),
    "cancel": (ROW,),
    "again": (ROW,),
    "flag": ("router",),
}
ALL = READ | LOOK_TO_ACT | AT_THE_DESK | ACT


def test_every_address_has_a_case_here():
    assert {pattern.name for pattern in urlpatterns} - {"nowhere", "index"} == ALL.keys()


def test_who_is_not_signed_in_is_sent_to_the_door(hotel):
    for page, args in ALL.items():
        for answer in (Client().get(url(hotel, page, *args)), Client().post(url(hotel, page, *args))):
            assert answer.status_code in (302, 405), page
            if answer.status_code == 302:
                assert answer.url.startswith("/inbox/login/?next=/admin/studio/"), page


def test_another_hotels_pages_are_not_found(hotel, other):
    client = client_of(hotel, "owner", is_staff=True)
    for page, args in ALL.items():
        for answer in (
            client.get(url(other, page, *args)),
            client.post(url(other, page, *args), {"share": "50"}),
        ):
            assert answer.status_code in (404, 405), page
            assert "Zanzibar" not in answer.content.decode(), page


@pytest.fixture
def rows_of_the_other(other):
    """A row of the other hotel for each address that takes one."""
    conversation = make_conversation(other)
    say(conversation, "guest", "Zanzibar?")
    version = checked(AgentVersion.objects.get(agent__hotel=other))
    rollout = rollouts.start(version, "canary", "tests")
    job = jobs.open_job(other, Job.Kind.EVALUATE, "", "Zanzibar")
    run = EvalRun.objects.create(hotel=other, job=job, version=version, engine="offline", suite="core")
    result = EvalResult.objects.create(hotel=other, run=run, task="Zanzibar", kind="book", passed=True)
    task = GoldenTask.objects.create(hotel=other, code="zanzibar", title="Zanzibar", task={})
    answer = answers.write(other, "tests", questions=["Zanzibar?"], text={"en": "Zanzibar."})
    gap = Gap.objects.create(hotel=other, key="zanzibar", question="Zanzibar?")
    unlike = Contradiction.objects.create(
        hotel=other,
        key="k",
        topic="Zanzibar",
        left={"says": "Z"},
        right={"says": "Z"},
        seen_at=timezone.now(),
    )
    guest = conversation.guest
    Remembered.objects.create(
        hotel=other, guest=guest, kind="fact", key="diet", text="Zanzibar", conversation_id=conversation.pk,
        said_at=timezone.now(), expires_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    partner = RemoteServer.objects.create(hotel=other, code="z", name="Zanzibar", url="https://z.example")
    document = Document.objects.create(hotel=other, kind="text", key="z", title="Zanzibar")
    return {
        "document": document.pk,
        **dict.fromkeys(("partner", "partner-look", "partner-allow"), partner.pk),
        "describe": document.pk,
        "document-act": document.pk,
        "gap-answer": gap.pk,
        "gap-dismiss": gap.pk,
        "answer": answer.pk,
        "ignore": unlike.pk,
        "reopen": unlike.pk,
        "answer-act": answer.pk,
        "memory-of": guest.pk,
        "memory-erase": guest.pk,
        "run": run.pk,
        "story": result.pk,
        "rollout": rollout.pk,
        "settle": rollout.pk,
        "job": job.pk,
        "replay": jobs.open_job(other, Job.Kind.REPLAY, "", "Zanzibar").pk,
        "cancel": job.pk,
        "again": job.pk,
        "golden": conversation.pk,
        "golden-keep": conversation.pk,
        "golden-act": task.pk,
    }


def test_rows_of_another_hotel_are_not_reached_through_ones_own(hotel, other, manager, rows_of_the_other):
    conversation, before = rows_of_the_other["golden"], state_of(other)
    for page, wanted in ALL.items():
        args = [rows_of_the_other.get(page, arg) if arg == ROW else arg for arg in wanted]
        get = manager.get(url(hotel, page, *args, conversation=conversation, agent=CODE))
        post = manager.post(
            url(hotel, page, *args), {"conversation": conversation, "name": "X", "source": 1, "version": 1}
        )

        for answer in (get, post):
            assert "Zanzibar" not in answer.content.decode(), page
            if ROW in wanted or page in ("preview", "try"):
                assert answer.status_code in (404, 405), page
        assert state_of(other) == before, page


def state_of(hotel):
    models = (
        *(Agent, AgentVersion, Rollout, Job, EvalRun, GoldenTask, FlagSetting),
        *(Contradiction, CuratedAnswer, Gap, Remembered, Document),
        *(RemoteServer, ToolSetting),
    )
    return [list(model.objects.filter(hotel=hotel).order_by("pk").values()) for model in models]


@pytest.mark.parametrize("role", ["viewer", "receptionist"])
def test_only_owners_and_managers_change_anything(hotel, role):
    made(hotel)
    client, before = client_of(hotel, role), state_of(hotel)
    for page, args in {**LOOK_TO_ACT, **ACT}.items():
        answers = {client.post(url(hotel, page, *args)).status_code}
        if page in LOOK_TO_ACT:
            answers.add(client.get(url(hotel, page, *args)).status_code)

        assert 403 in answers, page
        assert answers <= {403, 405}, page
    assert state_of(hotel) == before


def test_a_viewer_does_not_see_what_guests_are_remembered_for(hotel):
    viewer = client_of(hotel, "viewer")
    for page, args in AT_THE_DESK.items():
        assert viewer.get(url(hotel, page, *args)).status_code in (403, 405)
        assert viewer.post(url(hotel, page, *args)).status_code in (403, 405)


def test_a_receptionist_reads_and_sees_no_buttons(hotel, receptionist):
    made(hotel)
    pages = (
        "team",
        "agent",
        "gym",
        "rollouts",
        "documents",
        "gaps",
        "answers",
        "contradictions",
        "jobs",
        "flags",
    )
    for page in pages:
        answer = receptionist.get(url(hotel, page, *READ[page]))

        assert answer.status_code == 200
        assert 'method="post"' not in answer.content.decode().split('id="content"')[1], page


def test_what_changes_something_is_no_link(hotel, manager):
    for page, args in ACT.items():
        assert manager.get(url(hotel, page, *args)).status_code == 405, page


def test_a_form_without_its_token_is_refused(hotel, manager):
    made(hotel)
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager.user)

    assert client.post(url(hotel, "delete", CODE)).status_code == 403
    assert Agent.objects.filter(hotel=hotel, code=CODE).exists()


def test_a_role_at_one_hotel_gives_no_right_at_another(hotel, other, manager):
    Membership.objects.create(hotel=other, user=manager.user, role="viewer")

    assert manager.get(url(other, "agent", CODE)).status_code == 200
    assert manager.post(url(other, "switch", CODE, "off")).status_code == 403


@pytest.mark.parametrize("path", ["a/%00/", "a/x%22y/", "a/" + "9" * 99 + "/", "gym/" + "9" * 30 + "/", "x/"])
def test_nonsense_in_an_address_is_not_found(hotel, manager, path):
    assert manager.get(f"/admin/studio/{path}?hotel={hotel.slug}").status_code == 404


@pytest.mark.parametrize("query", ["old=x", "new=99999999999", "new=-1", "old=%00", "new=1&old=7"])
def test_nonsense_in_a_comparison_is_not_found(hotel, manager, query):
    made(hotel)

    assert manager.get(f"{url(hotel, 'compare', CODE)}&{query}").status_code == 404
