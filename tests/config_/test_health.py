import json

import pytest
from django.test import Client

from config import health
from hotels.outside import redis_client
from pms.models import PMSLink
from tests.factories import make_hotel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _look_anew():
    health._last.clear()


def workers_seen(settings, *queues):
    for queue in queues or settings.QUEUES:
        redis_client().set(f"worker:{queue}:seen", 1, ex=30)


def test_live_looks_at_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_ready_when_everything_answers(client, settings):
    workers_seen(settings)

    answer = client.get("/health/ready")

    assert answer.status_code == 200, answer.content
    assert set(answer.json().values()) == {"ok"}


def test_a_queue_that_nobody_works_on_is_named(client, settings):
    workers_seen(settings, "turns")

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["worker-turns"] == "ok"
    assert answer.json()["worker-flow"] == "unavailable"


def test_a_database_that_is_away_is_named_without_its_address(client, settings, monkeypatch):
    workers_seen(settings)
    monkeypatch.setattr(
        health.connection,
        "get_connection_params",
        lambda: {"host": "127.0.0.1", "port": 1, "user": "u", "password": "hush", "dbname": "d"},
    )

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["database"]) == (503, "unavailable")
    assert "hush" not in answer.content.decode()
    assert "127.0.0.1" not in answer.content.decode()


def test_without_redis_the_workers_cannot_be_seen(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    redis_client.cache_clear()
    try:
        answer = client.get("/health/ready")
    finally:
        redis_client.cache_clear()

    assert answer.status_code == 503
    assert answer.json()["redis"] == answer.json()["worker-flow"] == "unavailable"


@pytest.mark.django_db(transaction=True)
def test_the_pms_is_asked_only_when_told_to(client, settings):
    workers_seen(settings)
    PMSLink.objects.create(hotel=make_hotel(), kind="qloapps", url="https://pms.example")

    assert client.get("/health/ready").status_code == 200
    health._last.clear()
    settings.CHECK_PMS_IN_READINESS = True

    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["pms"]) == (503, "unavailable")


def test_asking_often_costs_one_look(client, settings, monkeypatch):
    looks = []
    monkeypatch.setattr(health, "look", lambda: looks.append(1) or {"database": "ok"})

    for _ in range(5):
        client.get("/health/ready")

    assert len(looks) == 1


def test_metrics_are_prometheus_text(client):
    client.get("/health/live")

    answer = client.get("/metrics")

    assert answer.headers["Content-Type"].startswith("text/plain")
    assert b"django_http_requests_total_by_method_total" in answer.content


def test_metrics_of_all_processes_are_added_up(client, tmp_path, monkeypatch):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    from prometheus_client.values import MultiProcessValue

    for process in (1, 2):
        value = MultiProcessValue(lambda process=process: process)(
            "counter", "visits_total", "visits_total", ("page",), ("home",), "Visits"
        )
        value.inc(2)

    assert b'visits_total{page="home"} 4.0' in client.get("/metrics").content


@pytest.mark.parametrize(("header", "status"), [("", 404), ("Bearer wrong", 404), ("Bearer hush-hush", 200)])
def test_a_token_guards_the_metrics(client, settings, header, status):
    settings.METRICS_TOKEN = "hush-hush"

    assert client.get("/metrics", headers={"Authorization": header}).status_code == status


@pytest.mark.parametrize(
    ("address", "forwarded", "status"),
    [("10.1.2.3", None, 200), ("127.0.0.1", None, 200), ("8.8.8.8", None, 404), ("10.1.2.3", "8.8.8.8", 404),
     ("", None, 404)],
)  # fmt: skip
def test_in_production_without_a_token_only_the_own_network_sees_metrics(
    settings, address, forwarded, status
):
    settings.PRODUCTION = True
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    assert Client(REMOTE_ADDR=address, headers=headers).get("/metrics").status_code == status


def test_health_speaks_json(client):
    assert json.loads(client.get("/health/live").content)
