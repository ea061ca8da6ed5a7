"""Start everything, say when it is ready, keep it running, and stop it in order."""

import os
import shutil
import signal
import socket
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from config.local.child import Child, Watch, stop_all
from config.local.demo import DEMO_HOTELS, Fingerprint, children_environment, logins
from config.local.home import PROJECT, HomeError, Lock, make_socket_folder, prepare
from config.local.logs import last_lines
from config.local.postgres import Postgres, ServerError
from config.local.processes import end, spawn
from config.local.ready import missing
from config.local.roles import local_roles
from config.local.servers import owner_lock, reach
from config.local.valkey import Valkey

START_SECONDS = 120.0
STOP_SECONDS = 8.0
TICK = 0.1
PROBE_TICKS = 3  # a process that is starting has better things to do than to answer


class Failed(Exception):
    """Conserje cannot start or go on; the message says why and what to do."""


class Interrupted(Exception):
    """We were told to stop."""


@dataclass
class Supervisor:
    """One running Conserje in one home folder."""

    home: Path
    port: int
    host: str = "127.0.0.1"
    demo: bool = True
    servers: list[Postgres | Valkey] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    watches: list[Watch] = field(default_factory=list)
    told_to_stop: bool = False

    def run(self) -> int:
        """Run until told to stop; return the exit code."""
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._stop)
        lock = Lock(prepare(self.home) / "locks" / "up")
        if not lock.take():
            say(f"Conserje is already running in {self.home} (process {lock.owner()}).")
            return 1
        try:
            self._start()
            self._watch()
        except Interrupted:
            return 0
        except (Failed, ServerError, HomeError) as error:
            say(str(error))
            return 1
        finally:
            self._end()
        return 0

    def _stop(self, sign: int, frame: FrameType | None) -> None:
        self.told_to_stop = True

    def _start(self) -> None:
        began = time.monotonic()
        self._need_ports()
        environment = children_environment(self.home, self.port, self.demo)
        # Counters begin at zero with each start; what a dead process left would be added up for ever.
        shutil.rmtree(self.home / "metrics", ignore_errors=True)
        (self.home / "metrics").mkdir()
        self._start_servers()
        self._apply(environment)
        sockets = make_socket_folder(self.home)
        for role in local_roles(self.home, sockets, self.port, self.host, self.demo):
            child = Child(role, environment, self.home / "logs")
            self.children.append(child)
            self.watches.append(Watch(child, allowed=3))
            child.start()
        problem = ""
        while True:
            last, problem = problem, missing(self.port, self.port + 1 if self.demo else None)
            if not problem:
                break
            if problem != last and time.monotonic() - began > 15:
                say(f"Still waiting: {problem}.")
            if time.monotonic() - began > START_SECONDS:
                raise Failed(
                    f"Not ready after {START_SECONDS:.0f} seconds: {problem}. Logs: {self.home}/logs"
                )
            for _ in range(PROBE_TICKS):
                self._tick()
        for watch in self.watches:
            watch.allowed = 5
        self._welcome(time.monotonic() - began, environment)

    def _need_ports(self) -> None:
        for port in (self.port, *([self.port + 1] if self.demo else [])):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((self.host, port))
                except OSError as error:
                    raise Failed(
                        f"Port {port} cannot be used ({error.strerror}). Take another one: make run PORT=8100"
                    ) from error

    def _start_servers(self) -> None:
        """Start those servers whose URL is not given, and ask the others whether they are there."""
        reach(os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", ""))
        if not os.environ.get("DATABASE_URL"):
            self.servers.append(Postgres(self.home))
        if not os.environ.get("REDIS_URL"):
            self.servers.append(Valkey(self.home))
        if not self.servers:
            return
        lock = owner_lock(self.home)
        until = time.monotonic() + 20
        while not lock.take():
            if time.monotonic() > until:
                raise Failed(f"Another command (process {lock.owner()}) uses the servers of {self.home}.")
            self._rest()
        for server in self.servers:
            self.watches.append(Watch(server))
            server.start()

    def _apply(self, environment: dict[str, str]) -> None:
        """Bring the database up to date, and the demo hotels into it, unless that was done before."""
        done = Fingerprint(self.home, environment)
        if not done.matches("migrations"):
            say("Preparing the database ...")
            self._manage(environment, "migrate", "--noinput", "-v", "1")
            done.note("migrations")
        if self.demo and not DEMO_HOTELS:
            say("There are no files in deploy/demo: starting without a demo hotel.")
        elif self.demo and not done.matches("demo"):
            self._manage(environment, "provision", *map(str, DEMO_HOTELS))
            done.note("demo")

    def _manage(self, environment: dict[str, str], *arguments: str) -> None:
        log = self.home / "logs" / f"{arguments[0]}.log"
        log.unlink(missing_ok=True)
        command = [sys.executable, "manage.py", *arguments]
        process = spawn(command, log, environment=environment, folder=PROJECT)
        try:
            while process.poll() is None:
                self._rest()
        except Interrupted:
            end(process, signal.SIGINT, 10)
            raise
        if process.returncode != 0:
            raise Failed(f"`manage.py {arguments[0]}` failed. The end of {log}:\n{last_lines(log)}")

    def _watch(self) -> None:
        while True:
            self._tick()

    def _tick(self) -> None:
        """Look at everyone, start again who is due, and rest. Raise Failed when one is hopeless."""
        for watch in self.watches:
            name, log, process = watch.kept.name, watch.kept.log, watch.kept.process
            match watch.look():
                case "died":
                    code = process.returncode if process else None
                    say(f"{name} ended ({_ending(code)}) and is started again. Its log: {log}")
                case "due":
                    watch.again()
                case "hopeless":
                    often = f"{name} ended {len(watch.deaths)} times in a minute"
                    raise Failed(f"{often}. The end of {log}:\n{last_lines(log)}")
        self._rest()

    def _rest(self) -> None:
        if self.told_to_stop:
            raise Interrupted
        time.sleep(TICK)

    def _welcome(self, seconds: float, environment: dict[str, str]) -> None:
        base = f"http://localhost:{self.port}"
        lines = [f"\nREADY after {seconds:.1f} s\n"]
        if self.demo:
            lines.append(f"  The guest's phone   http://localhost:{self.port + 1}/")
        lines += [f"  The staff's inbox   {base}/inbox/", f"  The backoffice      {base}/admin/"]
        for email, role, password in logins(environment) if self.demo else []:
            lines.append(f"    {role:<13} {email:<28}  {password}")
        lines += [f"\n  Logs in {self.home}/logs. Ctrl-C stops everything; the data stays."]
        say("\n".join(lines))

    def _end(self) -> None:
        """Stop all in order: first who lets visitors in, then who works, then the servers."""
        if self.children:
            say("Stopping ...")
        front = [child for child in self.children if child.name == "front"]
        stop_all(front, 2)
        stop_all([child for child in self.children if child not in front], STOP_SECONDS)
        for server in reversed(self.servers):
            server.stop()
        if self.children:
            say("Stopped.")


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"exit code {code}"


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)
