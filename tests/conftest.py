import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

from agents import decision, spending
from hotels.outside import redis_client

KEPT = {"django_migrations", "django_content_type", "auth_permission"}


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """No breaker, bell, counter, price table or model server's ways of one test reaches the next."""
    redis_client().flushdb()
    spending.known_prices.cache_clear()
    decision.by_tool.clear()


def _emptied(case: TransactionTestCase) -> None:
    """Delete what a test left. Truncating every table, as Django does, takes half a second each time."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - KEPT)
        filled = (f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in tables)
        cursor.execute(" UNION ALL ".join(filled))
        deletes = [f'DELETE FROM "{name}"' for (name,) in cursor.fetchall()]
        # Without the triggers: neither the order of the tables nor rows that must never change matter here.
        cursor.execute("; ".join(["SET LOCAL session_replication_role = replica", *deletes]))


TransactionTestCase._fixture_teardown = _emptied  # type: ignore[attr-defined]
