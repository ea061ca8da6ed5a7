"""Calls to the outside: the circuit breaker that all processes share, and what must not be held meanwhile."""

import pytest
from django.db import connection, transaction

from hotels import outside
from hotels.outside import CircuitOpen, OutsideInTransaction, redis_client

pytestmark = pytest.mark.django_db(transaction=True)


def call(*, fails: bool = False, key: str = "a") -> None:
    with outside.outside("somebody", "ask", key=key) as made:
        if fails:
            made.failed("5xx")


def open_circuit() -> None:
    for _ in range(outside.FAILURES_TO_OPEN):
        call(fails=True)


def half_open() -> None:
    """The thirty seconds are over."""
    redis_client().delete("breaker:somebody:a:open")


def test_five_failures_in_a_row_open_the_circuit_and_nobody_is_asked():
    open_circuit()

    asked = False
    with pytest.raises(CircuitOpen), outside.outside("somebody", "ask", key="a"):
        asked = True
    assert not asked


def test_a_success_in_between_starts_the_count_anew():
    for _ in range(3):
        for _ in range(outside.FAILURES_TO_OPEN - 1):
            call(fails=True)
        call()

    call()


def test_one_account_in_trouble_does_not_close_the_way_for_another():
    open_circuit()

    call(key="b")


def test_an_exception_counts_as_a_failure():
    for _ in range(outside.FAILURES_TO_OPEN):
        with pytest.raises(TimeoutError), outside.outside("somebody", "ask", key="a"):
            raise TimeoutError

    with pytest.raises(CircuitOpen):
        call()


def test_after_its_time_one_probe_is_let_through_and_no_second_one():
    open_circuit()
    half_open()

    with outside.outside("somebody", "ask", key="a"), pytest.raises(CircuitOpen):
        call()


def test_a_probe_that_succeeds_closes_the_circuit():
    open_circuit()
    half_open()
    call()

    for _ in range(3):
        call()


def test_a_probe_that_fails_opens_it_again():
    open_circuit()
    half_open()
    call(fails=True)

    with pytest.raises(CircuitOpen):
        call()


def test_without_redis_everybody_may_call(settings):
    open_circuit()
    redis_client.cache_clear()
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    try:
        call()
    finally:
        redis_client.cache_clear()


def test_the_outside_is_never_awaited_with_a_transaction_open():
    with pytest.raises(OutsideInTransaction), transaction.atomic():
        call()


def test_no_connection_is_held_while_the_outside_is_awaited():
    connection.ensure_connection()

    with outside.outside("somebody", "ask"):
        assert connection.connection is None
