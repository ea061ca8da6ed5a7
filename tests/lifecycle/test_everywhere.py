"""A change is known at once: in other processes, on the staff's sockets; also when Redis was away."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings as used
from django.db import connection, transaction

from agents import lifecycle
from agents.registry import roster_of
from config.local.servers import urls as embedded_urls
from config.local.urls import socket_database_url
from config.local.valkey import Valkey
from hotels import flags
from hotels.outside import redis_client
from tests.factories import make_hotel, make_user
from tests.inbox.test_staff_socket import open_socket, sign_in
from tests.lifecycle.conftest import CONFIG, accept, published
from tests.lifecycle.test_versions import try_out

ROOT = Path(__file__).parents[2]


class Elsewhere:
    """Another process of the installation; `says` is "version of the wedding agent, flag"."""

    def __init__(self, hotel):
        database = connection.settings_dict
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.lifecycle.other_process", hotel.slug],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "DATABASE_URL": socket_database_url(
                    Path(database["HOST"]), database["NAME"], database["USER"]
                ),
                "REDIS_URL": used.REDIS_URL,
            },
        )

    def says(self) -> str:
        self.process.stdin.write("?\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def elsewhere(hotel):
    other = Elsewhere(hotel)
    yield other
    other.end()


def test_another_process_answers_by_the_new_configuration_with_its_next_turn(hotel, ana, elsewhere):
    assert elsewhere.says() == "None False"

    first = published(hotel)
    assert elsewhere.says() == f"{first.pk} False"
    second = published(hotel, purpose="Only very small weddings.")
    assert elsewhere.says() == f"{second.pk} False"
    lifecycle.roll_back(second.agent, ana, "")
    assert elsewhere.says() == f"{first.pk} False"
    lifecycle.switch_off(hotel, "wedding", ana)
    flags.set_flag(hotel.tier, "fast_lane", True, ana)
    assert elsewhere.says() == "None True"


def test_what_is_not_committed_is_known_to_nobody(hotel, ana, elsewhere):
    first = published(hotel)
    draft = lifecycle.new_draft(first.agent, ana)
    draft = accept(lifecycle.edit_draft(draft, CONFIG | {"purpose": "Only very small weddings."}, ana))
    assert elsewhere.says() == f"{first.pk} False"

    with transaction.atomic():
        lifecycle.publish(draft, ana)
        assert elsewhere.says() == f"{first.pk} False"
        transaction.set_rollback(True)
    assert elsewhere.says() == f"{first.pk} False"


@pytest.fixture
def own_redis(tmp_path, settings):
    """A Redis of this test's own, to be stopped and started."""
    server = Valkey(tmp_path)
    (tmp_path / "logs").mkdir()
    server.start()
    settings.REDIS_URL = embedded_urls(tmp_path).redis
    redis_client.cache_clear()
    yield server
    server.stop()
    redis_client.cache_clear()


def test_a_change_made_while_redis_is_away_is_known_now_and_when_it_is_back(hotel, ana, own_redis):
    other = Elsewhere(hotel)
    try:
        first = published(hotel)
        assert other.says() == f"{first.pk} False"

        own_redis.stop()
        second = published(hotel, purpose="Only very small weddings.")
        assert other.says() == f"{second.pk} False"
        assert roster_of(hotel).specialists["wedding"].version == second.pk

        own_redis.start()
        assert other.says() == f"{second.pk} False"
        assert roster_of(hotel).specialists["wedding"].version == second.pk
        third = published(hotel, purpose="Only very large weddings.")
        assert other.says() == f"{third.pk} False"
    finally:
        other.end()


def a_life(hotel, by):
    """Everything that happens to agents, once."""
    draft = lifecycle.create(hotel, "wedding", "", by, config=CONFIG)
    lifecycle.publish(accept(draft), by)
    lifecycle.save_as_template(hotel, "ours", "Ours", [draft.agent], by)
    trial = try_out(accept(lifecycle.new_draft(draft.agent, by)))
    lifecycle.end_trial(trial, "stopped", by, "costs")
    lifecycle.delete_agent(lifecycle.create(hotel, "groups", "", by).agent, by)
    return draft, trial


@pytest.mark.asyncio
@pytest.mark.django_db(transaction=True)
async def test_staff_hears_what_happens_to_its_agents_and_nothing_of_others():
    hotel = await sync_to_async(make_hotel)("azul")
    user = await sync_to_async(make_user)(hotel, "manager")
    _, headers = await sync_to_async(sign_in)(user)
    ws = await open_socket(headers)

    await sync_to_async(a_life)(await sync_to_async(make_hotel)("verde"), "somebody")
    draft, trial = await sync_to_async(a_life)(hotel, user)

    heard = [await ws.receive_json_from(timeout=10) for _ in range(8)]
    assert {event["hotel"] for event in heard} == {"azul"}
    assert [(event["type"], event["change"]) for event in heard] == [
        ("agent_created", "agent.created"),
        ("agent_updated", "agent.drafted"),
        ("agent_updated", "agent.published"),
        ("template_created", "template.created"),
        ("agent_updated", "agent.drafted"),
        ("rollout_changed", "rollout.ended"),
        ("agent_created", "agent.created"),
        ("agent_updated", "agent.drafted"),
    ]
    assert heard[2]["version"] == draft.pk
    assert (heard[5]["rollout"], heard[5]["reason"]) == (trial.pk, "costs")
    assert (await ws.receive_json_from(timeout=10))["type"] == "agent_deleted"
    assert await ws.receive_nothing(timeout=0.3)
    await ws.disconnect()
