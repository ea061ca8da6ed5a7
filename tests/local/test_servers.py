"""The real PostgreSQL and Valkey: started, shared, killed, started again."""

import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest
import redis
from kombu import Connection

from config.local.home import PROJECT, prepare
from config.local.postgres import Postgres, ServerError, find_binaries
from config.local.servers import running, servers, urls
from config.local.urls import celery_url
from config.local.valkey import Valkey

HOLD = """
import sys
from pathlib import Path
from config.local.servers import servers
with servers(Path(sys.argv[1]), durable=False):
    print("up", flush=True)
    sys.stdin.readline()
"""


def hold_servers(home):
    """Another process that has the servers until its standard input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home)], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout.readline() == b"up\n"
    return process


def wait_until(condition, seconds=20):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come true"
        time.sleep(0.05)


def test_both_servers_run_inside_the_context_and_not_after_it(home):
    home = home / "a home"  # a space must survive in every URL
    with servers(home, durable=False) as found:
        assert found == urls(home)
        assert running(home)
        with psycopg.connect(found.database) as connection:
            assert connection.execute("SELECT current_database()").fetchone() == ("conserje",)
        assert redis.Redis.from_url(found.redis).ping()
        with Connection(celery_url(found.redis)) as broker:
            broker.SimpleQueue("flow").put({"id": 1})
        assert redis.Redis.from_url(found.redis).llen("flow") == 1

    assert not running(home)


def test_the_extensions_and_the_sort_order_are_those_of_production(home):
    with servers(home, durable=False, redis=False) as found, psycopg.connect(found.database) as connection:
        for name in ("vector", "pg_trgm", "btree_gist", "unaccent", "citext"):
            connection.execute(f"CREATE EXTENSION {name}")
        provider, locale = connection.execute(
            "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'conserje'"
        ).fetchone()
        assert (provider, locale) == ("b", "C.UTF-8")
        assert connection.execute("SELECT upper('éà ção'), 'Z' < 'a'").fetchone() == ("ÉÀ ÇÃO", True)
        assert connection.execute("SHOW max_connections").fetchone() == ("200",)


def test_data_survives_a_restart(home):
    with servers(home) as found:
        with psycopg.connect(found.database) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        redis.Redis.from_url(found.redis).set("kept", "yes")
    with servers(home) as found:
        with psycopg.connect(found.database) as connection:
            assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
        assert redis.Redis.from_url(found.redis).get("kept") == b"yes"


def test_killed_servers_come_back_with_what_they_had(home):
    prepare(home)
    for server in (Postgres(home), Valkey(home)):
        server.start()
        try:
            if server.name == "postgres":
                with psycopg.connect(urls(home).database) as connection:
                    connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
            else:
                redis.Redis.from_url(urls(home).redis).set("kept", "yes")
            server.process.send_signal(signal.SIGKILL)
            server.process.wait()
            assert not server.answers()

            server.start()

            assert server.answers()
            if server.name == "postgres":
                with psycopg.connect(urls(home).database) as connection:
                    assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
            else:
                assert redis.Redis.from_url(urls(home).redis).get("kept") == b"yes"
        finally:
            server.stop()


def test_a_second_process_uses_the_servers_and_the_first_waits_for_it(home):
    other = hold_servers(home)
    with servers(home, durable=False) as found:
        other.stdin.close()
        time.sleep(0.3)
        assert other.poll() is None, "the first one stopped the servers under our feet"
        assert redis.Redis.from_url(found.redis).ping()
    assert other.wait(60) == 0
    assert not running(home)


def test_nothing_is_left_when_the_one_who_started_them_is_killed(home):
    other = hold_servers(home)
    other.kill()
    other.wait()

    wait_until(lambda: not running(home))
    with servers(home, durable=False):
        assert running(home)


def test_a_server_left_behind_is_replaced(home):
    prepare(home)
    for left, again in ((Postgres(home), Postgres(home)), (Valkey(home), Valkey(home))):
        left.start()
        again.start()
        try:
            assert left.process.wait(60) is not None
            assert again.answers()
            assert again.process.poll() is None
        finally:
            again.stop()


def test_initialisation_that_was_cut_short_is_begun_anew(home):
    prepare(home)
    (home / "postgres.new").mkdir()
    (home / "postgres.new" / "PG_VERSION").write_text("18")

    with servers(home, durable=False, redis=False) as found:
        psycopg.connect(found.database).close()
    assert not (home / "postgres.new").exists()


def test_a_database_that_cannot_start_says_why(home):
    with servers(home, durable=False, redis=False):
        pass
    (home / "postgres" / "postgresql.conf").write_text("no_such_setting = 1\n")

    with pytest.raises(ServerError, match="no_such_setting"), servers(home, durable=False):
        pass
    assert not running(home)


def test_only_what_is_wanted_is_started(home):
    with servers(home, durable=False, database=False):
        assert Valkey(home).answers()
        assert not Postgres(home).answers()


def test_postgres_variables_of_the_caller_do_not_reach_the_server(home, monkeypatch):
    monkeypatch.setenv("PGDATA", "/nowhere")
    monkeypatch.setenv("PGPORT", "1")

    with servers(home, durable=False, redis=False) as found:
        psycopg.connect(found.database).close()


def test_a_command_has_the_servers_for_as_long_as_it_runs(home):
    code = "import sys; from pathlib import Path; from config.local.servers import ensure, running;"
    code += "ensure(Path(sys.argv[1])); print(running(Path(sys.argv[1])))"
    command = [sys.executable, "-c", code, str(home)]

    assert subprocess.check_output(command, cwd=PROJECT, text=True) == "True\n"
    assert not running(home)
    with servers(home):
        assert subprocess.check_output(command, cwd=PROJECT, text=True) == "True\n"
        assert running(home), "the command stopped the servers of another process"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another user for PostgreSQL")
def test_root_without_user_namespaces_runs_postgres_as_nobody(home, monkeypatch):
    monkeypatch.setenv("CONSERJE_POSTGRES_AS", "nobody")
    home.chmod(0o700)
    try:
        with servers(home, durable=False) as found, psycopg.connect(found.database) as connection:
            assert connection.execute("SELECT pg_read_file('/proc/self/status')").fetchone()[0].count("65534")
            assert redis.Redis.from_url(found.redis).ping()
        monkeypatch.delenv("CONSERJE_POSTGRES_AS")
        with servers(home, durable=False) as found:  # and it stays so: the data is nobody's
            psycopg.connect(found.database).close()
    finally:
        place = (home / "postgres").resolve().parent
        assert place.name.startswith("conserje-")
        subprocess.run(["rm", "-rf", str(place)], check=True)


def test_the_system_s_postgres_is_taken_when_there_is_no_wheel(monkeypatch, tmp_path):
    binaries = tmp_path / "bin"
    binaries.mkdir()
    for name in ("initdb", "postgres"):
        (binaries / name).write_text("#!/bin/sh\n")
        (binaries / name).chmod(0o755)
    monkeypatch.setattr("config.local.postgres.find_spec", lambda name: None)
    monkeypatch.setattr("config.local.postgres.SYSTEM", tmp_path / "nowhere")
    monkeypatch.setenv("PATH", str(binaries))

    assert find_binaries() == binaries
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ServerError, match="DATABASE_URL"):
        find_binaries()
