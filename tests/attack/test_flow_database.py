"""A database that was restarted: whoever comes next notices nothing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from django.db import connection

from channels_app.models import WebhookEvent
from tests.channels_app.meta import change, envelope, message, signed

pytestmark = pytest.mark.django_db(transaction=True)
CALLERS = 4


def test_after_a_restart_of_the_database_no_webhook_gets_a_dead_connection():
    together = Barrier(CALLERS)

    def ask() -> int:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                found = cursor.fetchone()[0]
            together.wait(60)  # so many connections at once
            WebhookEvent.objects.store("whatsapp", b"{}")
            return found
        finally:
            connection.close()  # back to the pool

    connection.ensure_connection()  # ours is not one of those that die
    with ThreadPoolExecutor(CALLERS) as pool:
        before = list(pool.map(lambda _: ask(), range(CALLERS)))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid, 5000) FROM unnest(%s) AS pid", [before])
        after = list(pool.map(lambda _: ask(), range(CALLERS)))

    assert not set(before) & set(after)
    assert WebhookEvent.objects.count() == 2 * CALLERS


def test_a_web_process_that_looks_at_no_connection_still_takes_every_webhook(client):
    body = envelope(change("100", messages=[message("wamid.1")]))
    connection.close_pool()
    connection.settings_dict["CONN_HEALTH_CHECKS"] = False
    try:
        for _ in range(2):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                pid = cursor.fetchone()[0]
            connection.close()
            with psycopg.connect(
                host=connection.settings_dict["HOST"],
                user=connection.settings_dict["USER"],
                dbname="postgres",
            ) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

            answer = client.post(
                "/webhooks/whatsapp/", body, content_type="application/json", headers=signed(body)
            )

            assert answer.status_code == 200
        assert WebhookEvent.objects.count() == 2
    finally:
        connection.close()
        connection.close_pool()
        connection.settings_dict["CONN_HEALTH_CHECKS"] = True
