"""A process that is kept running: started again when it dies, given up when it dies too often."""

import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from config.local.home import PROJECT
from config.local.logs import fresh_log
from config.local.processes import die_with_parent, kill_session, spawn
from config.local.roles import Role, database_environment

DEATHS = 5
WITHIN = 60.0
LONGEST_WAIT = 8.0


class Kept(Protocol):
    """What can be kept running: one of our processes, or an embedded server."""

    process: subprocess.Popen[bytes] | None

    @property
    def name(self) -> str: ...
    @property
    def log(self) -> Path: ...

    def start(self) -> None: ...


@dataclass
class Child:
    """One of our processes, with its environment and its log."""

    role: Role
    environment: Mapping[str, str]
    logs: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def name(self) -> str:
        """Return the role's name."""
        return self.role.name

    @property
    def log(self) -> Path:
        """Return where the process writes its log."""
        return self.logs / f"{self.name}.log"

    def start(self) -> None:
        """Start it, over whatever an earlier one left: workers of its own, its socket."""
        if self.process is not None:
            kill_session(self.process.pid)
        if self.role.socket is not None:
            self.role.socket.unlink(missing_ok=True)
        fresh_log(self.log)
        module, *arguments = self.role.command
        # web ends its own worker when it is told to; for the others a sudden end is as good as any.
        sign = signal.SIGTERM if self.name == "web" else signal.SIGKILL
        self.process = spawn(
            [sys.executable, "-m", module, *arguments],
            self.log,
            environment=dict(self.environment) | database_environment(self.name),
            folder=PROJECT,
            preexec=die_with_parent(sign),
        )


@dataclass
class Watch:
    """Decides when something that died is started again: soon at first, later each time, and not for ever."""

    kept: Kept
    allowed: int = DEATHS
    deaths: deque[float] = field(default_factory=deque)
    due: float | None = None

    def look(self) -> str:
        """Return "fine", "died" (it will be started again at `due`), "waiting", "due" or "hopeless"."""
        now = time.monotonic()
        if self.due is not None:
            return "due" if now >= self.due else "waiting"
        if self.kept.process is None or self.kept.process.poll() is None:
            return "fine"
        self.deaths.append(now)
        while self.deaths[0] < now - WITHIN:
            self.deaths.popleft()
        if len(self.deaths) >= self.allowed:
            return "hopeless"
        self.due = now + min(0.25 * 4 ** (len(self.deaths) - 1), LONGEST_WAIT)
        return "died"

    def again(self) -> None:
        """Start it again. Raise ServerError when an embedded server does not come back."""
        self.due = None
        self.kept.start()


def stop_all(children: list[Child], patience: float) -> None:
    """Ask all to stop at once, wait for them together, and kill what is left of any."""
    processes = [child.process for child in children if child.process is not None]
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    until = time.monotonic() + patience
    for process in processes:
        try:
            process.wait(max(0.05, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            kill_session(process.pid)
            process.wait()
        kill_session(process.pid)
