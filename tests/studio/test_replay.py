"""The last answers given once more by a version: started by a manager, shown beside what was said."""

import pytest

from agents import jobs
from agents.models import Job
from conversations import replays
from conversations.models import Message, Turn
from tests.factories import make_conversation
from tests.studio.conftest import made, url

pytestmark = pytest.mark.django_db(transaction=True)


def answered(hotel, question, answer):
    """A past turn of the wedding agent."""
    conversation = make_conversation(hotel)
    turn = Turn.objects.create(
        hotel=hotel, conversation=conversation, epoch=0, seen_position=1, outcome="answered", agent="wedding"
    )
    common = {"hotel": hotel, "conversation": conversation, "account": conversation.account}
    Message.objects.create(
        **common, direction="in", author="guest", text=question, position=1, said_at=turn.started_at,
        needs_answer=True, answered_by=turn,
    )  # fmt: skip
    Message.objects.create(
        **common, direction="out", author="agent", text=f"Hola.\n\n{answer}", position=2,
        said_at=turn.started_at, turn=turn,
    )  # fmt: skip
    return turn


def test_what_differs_stands_beside_what_was_said(hotel, manager):
    version = made(hotel)
    answered(hotel, "¿Tienen wifi?", "Eso <b>nunca</b>.")
    started = manager.post(url(hotel, "replay-start", "wedding", version.number))
    job = Job.objects.get(kind="replay")
    assert f"/replays/{job.pk}/" in started.url
    assert "progressbar" in manager.get(started.url).content.decode()

    jobs.run(job.pk, replays.work)

    page = manager.get(started.url).content.decode()
    assert "Eso &lt;b&gt;nunca&lt;/b&gt;." in page
    assert "Wi-Fi gratis en todo el hotel." in page
    assert manager.get(url(hotel, "replay", job.pk, part=1))["X-Over"] == "1"


def test_a_version_that_is_not_there_is_not_replayed(hotel, manager):
    made(hotel)

    assert manager.post(url(hotel, "replay-start", "wedding", 99)).status_code == 404
    assert not Job.objects.exists()
