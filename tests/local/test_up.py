"""All of it once: from an empty folder to READY, a process killed, and everything stopped."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from config.local.home import PROJECT
from config.local.servers import running

SET_BY_TESTS = (
    "DJANGO_ENV",
    "LOG_LEVEL",
    "WHATSAPP_APP_SECRET",
    "WHATSAPP_VERIFY_TOKEN",
    "DATABASE_URL",
    "REDIS_URL",
)


def free_ports():
    """Return a port that is free, and so is the next one."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as first:
            port = first.getsockname()[1]
            try:
                socket.create_server(("127.0.0.1", port + 1)).close()
            except OSError:
                continue
            return port


@pytest.fixture
def start(home):
    """Start `up` in a home of its own; kill it after the test if it still runs."""
    started = []

    def run(**environment):
        kept = {key: value for key, value in os.environ.items() if key not in SET_BY_TESTS}
        process = subprocess.Popen(
            [sys.executable, "-m", "config.local", "up"],
            cwd=PROJECT,
            env=kept | {"CONSERJE_HOME": str(home)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def read_until(process, words):
    said = []
    for line in process.stdout:
        said.append(line)
        if words in line:
            return "".join(said)
    raise AssertionError("".join(said))


def status(url):
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def processes_of(home):
    said = subprocess.check_output(["ps", "-eo", "args"], text=True)
    return [line for line in said.splitlines() if str(home) in line]


def test_everything_starts_says_where_to_click_comes_back_and_stops(home, start):
    port = free_ports()
    process = start(PORT=str(port))

    said = read_until(process, "Ctrl-C stops everything")

    assert re.search(r"READY after \d", said)
    for place in (f":{port + 1}/", f":{port}/inbox/", f":{port}/admin/"):
        assert f"http://localhost{place}" in said
        assert status(f"http://127.0.0.1{place}") == 200
    assert re.search(r"@\S+ +\S+", said), "no login was shown"

    web = int(subprocess.check_output(["pgrep", "-of", f"granian.*{home}"]))
    os.kill(web, signal.SIGKILL)
    assert "web ended (signal SIGKILL) and is started again" in read_until(process, "web ended")
    until = time.monotonic() + 60
    while status(f"http://127.0.0.1:{port}/health/ready") != 200:
        assert time.monotonic() < until
        time.sleep(0.1)

    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGINT)
    assert "Stopped." in process.communicate(timeout=60)[0]
    assert process.returncode == 0
    assert not running(home)
    assert processes_of(home) == []


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"DATABASE_URL": "postgres://nobody:hunter2@127.0.0.1:1/nothing"}, "The database of DATABASE_URL"),
        ({"DATABASE_URL": "mysql://nobody:hunter2@127.0.0.1:1/nothing"}, "DATABASE_URL must begin with"),
        ({"REDIS_URL": "redis://:hunter2@127.0.0.1:1/0"}, "The Redis of REDIS_URL"),
        ({"REDIS_URL": "http://:hunter2@127.0.0.1:1/0"}, "REDIS_URL must begin with"),
    ],
)
def test_a_given_server_that_cannot_be_used_stops_the_start_with_the_reason(home, start, given, reason):
    process = start(PORT=str(free_ports()), **given)

    said = process.communicate(timeout=120)[0]

    assert process.returncode == 1
    assert said.startswith(reason)
    assert "hunter2" not in said
    assert "Traceback" not in said
    assert processes_of(home) == []
