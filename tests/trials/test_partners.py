"""Specialists at a partner's: no guest's word goes there, and nothing happens there, for a dry run."""

import subprocess
import sys
from pathlib import Path

import pytest

from agents import jobs, partner, preview, remote, rollouts
from agents.changes import LifecycleError
from agents.config import read_config
from agents.models import RemoteServer, Rollout, ShadowAnswer
from conversations import replays, shadows, turns
from conversations.models import Turn
from hotels.remembered import changed
from sandbox.running import running
from tests.factories import make_account, make_hotel, make_house
from tests.trials.test_rollouts import BY, draft, published
from tests.trials.test_shadow import answered

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[2]
ELSEWHERE = {"remote": {"server": "sea", "tool": "answer"}}
SECRET = "me llamo Rosalinda y tengo una sorpresa"


@pytest.fixture(scope="module")
def partner_url():
    command = [sys.executable, "-m", "sandbox.mcp", "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield process.stdout.readline().split()[-1]
        process.terminate()


@pytest.fixture(scope="module")
def model_server():
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def hotel(partner_url, model_server, settings):
    model_server.reset()
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "sk-of-the-tests-0123456789", model_server.openai_url
    settings.OPENAI_MODEL, settings.OPENAI_FALLBACK_MODELS = "model-of-the-tests", []
    settings.OUTBOUND_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    hotel = make_house(make_hotel())
    make_account(hotel, external_id="100")
    published(hotel)
    row = RemoteServer.objects.create(hotel=hotel, code="sea", name="Sea Club", url=partner_url)
    remote.look_again(row)
    return hotel


def allow(hotel, **marks):
    RemoteServer.objects.filter(hotel=hotel).update(tools={"answer": marks, "what_came": {}})
    changed(hotel.pk)


def what_came(url):
    """All that ever reached the partner."""
    return partner.call(partner.Server("look", url), "what_came", {}, seconds=5)


def briefing_of(turn):
    return turns.briefing(turn, replayed=True)


def config_of(version):
    return read_config(version.agent.kind, version.config)


def test_a_shadow_elsewhere_is_refused_and_nothing_reaches_the_partner(hotel, partner_url):
    allow(hotel)
    turn = answered(SECRET)
    candidate = draft(hotel, turn.agent or "concierge", **ELSEWHERE)
    before = what_came(partner_url)

    with pytest.raises(LifecycleError) as refused:
        rollouts.start(candidate, "shadow", BY)

    assert refused.value.code == "partner_not_asked"
    assert not Rollout.objects.exists()
    tried = preview.try_out(briefing_of(turn), candidate.agent.code, config_of(candidate))
    assert tried.partner_not_asked
    assert what_came(partner_url) == before
    job = replays.open_replay(candidate, BY)
    jobs.run(job.pk, replays.work)
    job.refresh_from_db()
    assert (job.state, job.code) == ("failed", "partner_not_asked")
    assert what_came(partner_url) == before


def test_a_mark_that_is_taken_back_silences_a_shadow_that_runs(hotel, partner_url):
    allow(hotel, in_rehearsals=True)
    turn = answered(SECRET)
    rollout = rollouts.start(draft(hotel, turn.agent or "concierge", **ELSEWHERE), "shadow", BY)
    assert shadows.answer_in_shadow(turn.pk, rollout.pk)
    assert "Rosalinda" in what_came(partner_url), "marked as harmless it is asked"
    said = ShadowAnswer.objects.get().shadow
    assert "velero" in said["texts"][0]

    later = answered("y otra cosa de Leopoldina")
    Turn.objects.filter(pk=later.pk).update(agent=turn.agent)
    allow(hotel, in_rehearsals=False)
    assert not shadows.answer_in_shadow(later.pk, rollout.pk)
    assert "Leopoldina" not in what_came(partner_url)
    assert ShadowAnswer.objects.count() == 1


@pytest.mark.parametrize("mark", [{}, {"in_rehearsals": "yes"}, {"readOnlyHint": True}, {"in_rehearsals": 1}])
def test_only_a_plain_mark_of_staff_counts(hotel, mark):
    allow(hotel, **mark)
    config = config_of(draft(hotel, **ELSEWHERE))
    assert not remote.rehearses(hotel, config.remote)
    assert not remote.rehearses(make_hotel(), config.remote)
