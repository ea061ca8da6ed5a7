"""The whole product as processes, against the tests' database and Redis, with the sandbox as the world."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from config.local.urls import socket_database_url
from sandbox.client import Sandbox
from sandbox.running import running

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

# Everything that waits, waits less.
FAST = {
    "SWEEP_SECONDS": "0.5",
    "TURN_SECONDS": "3",
    "CLAIM_GRACE_SECONDS": "0.5",
    "SEND_SECONDS": "6",
    "UNKNOWN_SECONDS": "2",
    "SETTLE_SECONDS": "0.5",
}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Forked:
    """A worker out of the nursery, with as much of Popen as is needed."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return -signal.SIGKILL
        return None

    def wait(self) -> None:
        while self.poll() is None:
            time.sleep(0.01)


class Stack:
    """Web, live, workers, beat and sandbox. Each process can be started, killed and started again."""

    def __init__(self, logs: Path, **environment: str) -> None:
        self.logs = logs
        self.port = free_port()
        self.live_port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.processes: dict[str, subprocess.Popen[bytes] | Forked] = {}
        self.nursery: subprocess.Popen[str] | None = None
        database = connection.settings_dict
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            **FAST,
            "DATABASE_URL": socket_database_url(Path(database["HOST"]), database["NAME"], database["USER"]),
            "REDIS_URL": settings.REDIS_URL,
            "LOG_LEVEL": "INFO",
            **environment,
        }
        self.sandbox: Sandbox | None = None

    def start(self, *names: str) -> None:
        """Start these processes (all of them when none is named) and wait until they answer."""
        commands = {
            "web": [
                "granian",
                "--interface",
                "wsgi",
                "--host",
                "127.0.0.1",
                "--port",
                str(self.port),
                "--blocking-threads",
                "4",
                "--log-level",
                "error",
                "config.wsgi:application",
            ],
            "live": [
                "daphne",
                "-v",
                "0",
                "-b",
                "127.0.0.1",
                "-p",
                str(self.live_port),
                "config.asgi:application",
            ],
            "beat": [
                "celery",
                "-A",
                "config.celery",
                "beat",
                "--schedule",
                str(self.logs / "beat-schedule"),
                "--pidfile",
                "",
            ],
        }
        for name in names or ("web", "worker", "beat"):
            if name == "worker":
                self.processes[name] = self._worker({})
                continue
            program, *arguments = commands[name]
            with (self.logs / f"{name}.log").open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    [str(BIN / program), *arguments],
                    cwd=ROOT,
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        for name in names or ("web", "worker", "beat"):
            if name in ("web", "live"):
                port = self.port if name == "web" else self.live_port
                self.wait(lambda port=port: listens(port), f"{name} to listen")

    def start_dying(self, place: str) -> None:
        """Start a worker that kills itself at a place, see tests/dying_worker.py."""
        mark = self.logs / f"died-{time.monotonic_ns()}"
        self.processes["worker"] = self._worker({"DIE_AT": place, "DIED_MARK": str(mark)})

    def _worker(self, environment: dict[str, str]) -> "Forked":
        if self.nursery is None:
            self.nursery = subprocess.Popen(
                [sys.executable, "-m", "tests.nursery"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self.nursery.stdin
        assert self.nursery.stdout
        name = f"{os.getpid()}-{time.monotonic_ns()}@%h"
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat", "-n", name]
        arguments = ["worker", "-Q", ",".join(settings.QUEUES), "-P", "threads", "-c", "16", *quiet]
        wanted = {
            "arguments": arguments,
            "environment": environment,
            "log": str(self.logs / "worker.log"),
        }
        print(json.dumps(wanted), file=self.nursery.stdin, flush=True)
        return Forked(int(self.nursery.stdout.readline()))

    def kill(self, name: str) -> None:
        """kill -9, children included."""
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for name in list(self.processes):
            self.kill(name)
        if self.nursery:
            self.nursery.kill()
            self.nursery.wait()

    def died(self, name: str) -> bool:
        return self.processes[name].poll() is not None

    def wait(self, happened: Callable[[], object], what: str = "it", seconds: float = 120) -> None:
        """Wait until something is true. Raise AssertionError with the last log lines."""
        until = time.monotonic() + seconds
        while not happened():
            if time.monotonic() > until:
                tails = "\n".join(
                    f"--- {path.name}\n{path.read_text(errors='replace')[-2500:]}"
                    for path in self.logs.glob("*.log")
                )
                raise AssertionError(f"waited {seconds} s for {what}\n{tails}")
            time.sleep(0.05)

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        request = urllib.request.Request(self.url + path, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def stack(logs: Path, phone_number_id: str, *processes: str, **environment: str) -> Iterator[Stack]:
    """A running stack whose sandbox plays one business number."""
    whole = Stack(logs, **environment)
    with ExitStack() as ending:
        sandbox = ending.enter_context(
            running(whole.url, os.environ["WHATSAPP_APP_SECRET"], f"{phone_number_id}=Hotel")
        )
        whole.sandbox = sandbox
        whole.environment["WHATSAPP_GRAPH_URL"] = sandbox.graph_url
        whole.environment["SANDBOX_OPENAI_URL"] = sandbox.openai_url
        if "OPENAI_API_KEY" in environment:
            whole.environment["OPENAI_BASE_URL"] = sandbox.openai_url
        ending.callback(whole.stop)
        whole.start(*processes)
        yield whole
