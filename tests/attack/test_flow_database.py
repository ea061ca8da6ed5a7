"""A database that was restarted: whoever comes next notices nothing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from channels_app.models import WebhookEvent

pytestmark = pytest.mark.django_db(transaction=True)
CALLERS = 4


def test_after_a_restart_of_the_database_no_webhook_gets_a_dead_connection():
    together = Barrier(CALLERS)

    def ask() -> int:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                found = cursor.fetchone()[0]
            together.wait(5)  # so many connections at once
            WebhookEvent.objects.store("whatsapp", b"{}")
            return found
        finally:
            connection.close()  # back to the pool

    with ThreadPoolExecutor(CALLERS) as pool:
        before = list(pool.map(lambda _: ask(), range(CALLERS)))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid, 5000) FROM unnest(%s) AS pid", [before])
        after = list(pool.map(lambda _: ask(), range(CALLERS)))

    assert not set(before) & set(after)
    assert WebhookEvent.objects.count() == 2 * CALLERS
