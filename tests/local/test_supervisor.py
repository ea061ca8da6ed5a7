"""What is kept running, what is said when it cannot be, and what the processes are told."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from config.local.child import Child, Watch, stop_all
from config.local.demo import Fingerprint, children_environment, logins
from config.local.home import PROJECT, Lock, prepare
from config.local.roles import Role
from config.local.servers import urls

# Ignores SIGTERM, and has a worker of its own, as web servers do.
DEAF = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if len(sys.argv) == 1:
    worker = subprocess.Popen([sys.executable, __file__, "worker"])
    print(worker.pid, flush=True)
time.sleep(60)
"""


def up(home, *arguments, **environment):
    """Run `up` to its end, which comes at once in these tests."""
    return subprocess.run(
        [sys.executable, "-m", "config.local", "up", *arguments],
        check=False,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"CONSERJE_HOME": str(home)} | environment,
    )


@pytest.fixture
def child_of(home):
    """Start children whose program is given as text; end them after the test."""
    prepare(home)
    children = []

    def make(name, program):
        (home / f"{name}.py").write_text(program)
        child = Child(Role(name, [name]), os.environ | {"PYTHONPATH": str(home)}, home / "logs")
        children.append(child)
        return child

    yield make
    stop_all(children, 0)


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()[0] != "Z"


def wait_until(condition, seconds=20):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come true"
        time.sleep(0.02)


def test_a_second_start_says_who_runs_already(home):
    lock = Lock(prepare(home) / "locks" / "up")
    assert lock.take()

    ran = up(home, "--port", "8000")

    assert (ran.returncode, ran.stderr) == (1, "")
    assert ran.stdout == f"Conserje is already running in {home} (process {os.getpid()}).\n"


@pytest.mark.parametrize("step", [0, 1])
def test_a_port_that_is_taken_is_named(home, step):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = up(home, PORT=str(port - step))

    assert (ran.returncode, ran.stderr) == (1, "")
    assert f"Port {port} cannot be used (Address already in use)" in ran.stdout
    assert not (home / "postgres").exists(), "something was started before the port was looked at"


@pytest.mark.parametrize("port", ["http", "0", "65535", "-1"])
def test_a_port_that_is_none_is_refused(home, port):
    ran = up(home, f"--port={port}")

    assert (ran.returncode, ran.stderr) == (1, "")
    assert "PORT must be a number" in ran.stdout


def test_a_home_that_cannot_be_written_is_told_in_words(home):
    (home / "file").write_text("")

    ran = up(home / "file" / "home")

    assert (ran.returncode, ran.stderr) == (1, "")
    assert "cannot be written to" in ran.stdout


def test_a_child_that_dies_is_started_again_and_later_each_time(child_of):
    child = child_of("sleeper", "import time; time.sleep(60)")
    child.start()
    watch = Watch(child)
    waits = []
    for _ in range(3):
        child.process.kill()
        child.process.wait()
        assert watch.look() == "died"
        waits.append(watch.due - time.monotonic())
        assert watch.look() == "waiting"
        wait_until(lambda: watch.look() == "due")
        watch.again()
        assert watch.look() == "fine"

    assert waits == sorted(waits)


def test_a_child_that_dies_again_and_again_is_given_up(child_of):
    child = child_of("broken", "print('it is broken')")
    child.start()
    watch = Watch(child)
    deaths = 0
    while (state := watch.look()) != "hopeless":
        deaths += state == "died"
        if state == "waiting":
            watch.due = 0.0
        if state == "due":
            watch.again()
        time.sleep(0.01)

    assert deaths == 4
    assert child.log.read_text().count("it is broken") == 5


def test_a_child_that_does_not_listen_is_killed_with_its_workers(child_of):
    child = child_of("deaf", DEAF)
    child.start()
    wait_until(lambda: child.log.read_text().strip())
    worker = int(child.log.read_text())

    stop_all([child], 0.2)

    assert child.process.returncode == -signal.SIGKILL
    wait_until(lambda: not alive(worker))


def test_workers_of_a_dead_child_are_gone_before_it_is_started_again(child_of):
    child = child_of("deaf", DEAF)
    child.start()
    wait_until(lambda: child.log.read_text().strip())
    worker = int(child.log.read_text())
    child.process.kill()
    child.process.wait()
    assert alive(worker)

    child.start()

    wait_until(lambda: not alive(worker))


def test_a_child_ends_with_the_one_who_started_it(home):
    code = (
        "import os, sys; from pathlib import Path; from config.local.child import Child; "
        "from config.local.roles import Role; home = Path(sys.argv[1]); "
        "child = Child(Role('sleeper', ['sleeper']), os.environ | {'PYTHONPATH': str(home)}, home); "
        "child.start(); print(child.process.pid, flush=True); sys.stdin.read()"
    )
    (home / "sleeper.py").write_text("import time; time.sleep(60)")
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(home)], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    child = int(parent.stdout.readline())
    assert alive(child)

    parent.kill()
    parent.communicate()

    wait_until(lambda: not alive(child))


def test_children_are_told_where_everything_is(home, monkeypatch):
    for name in ("DATABASE_URL", "REDIS_URL", "WHATSAPP_GRAPH_URL", "WHATSAPP_APP_SECRET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")

    environment = children_environment(home, 8100, demo=True)

    assert environment["DATABASE_URL"] == urls(home).database
    assert environment["REDIS_URL"] == urls(home).redis
    assert environment["WHATSAPP_GRAPH_URL"] == "http://127.0.0.1:8101/graph"
    assert environment["WHATSAPP_APP_SECRET"]
    assert environment["CONSERJE_WEB_URL"] == "http://127.0.0.1:8100"
    assert "PYTHONDONTWRITEBYTECODE" not in environment


def test_what_the_operator_set_is_kept_and_what_is_empty_is_not_set(home, monkeypatch):
    monkeypatch.setenv("WHATSAPP_GRAPH_URL", "https://graph.example")
    monkeypatch.setenv("DATABASE_URL", "postgres://db/x")
    monkeypatch.setenv("REDIS_URL", "")

    environment = children_environment(home, 8100, demo=True)

    assert environment["WHATSAPP_GRAPH_URL"] == "https://graph.example"
    assert environment["DATABASE_URL"] == "postgres://db/x"
    assert environment["REDIS_URL"] == urls(home).redis


def test_without_the_demo_nothing_points_to_the_sandbox(home, monkeypatch):
    monkeypatch.delenv("WHATSAPP_GRAPH_URL", raising=False)

    assert "WHATSAPP_GRAPH_URL" not in children_environment(home, 8100, demo=False)


def test_the_demo_s_logins_are_shown_with_their_passwords(home):
    people = logins(children_environment(home, 8100, demo=True))

    assert people
    assert all("@" in email and role and password for email, role, password in people)


def test_what_was_applied_is_remembered_beside_the_data_and_goes_with_it(home):
    environment = {"DATABASE_URL": urls(home).database}
    (home / "postgres").mkdir()

    assert not Fingerprint(home, environment).matches("migrations")
    Fingerprint(home, environment).note("migrations")
    assert Fingerprint(home, environment).matches("migrations")
    assert not Fingerprint(home, environment).matches("demo")
    (home / "postgres" / "conserje-applied.json").unlink()
    assert not Fingerprint(home, environment).matches("migrations")


def test_nothing_is_remembered_of_a_database_that_was_given(home):
    given = Fingerprint(home, {"DATABASE_URL": "postgres://db/x"})
    given.note("migrations")

    assert not given.matches("migrations")
