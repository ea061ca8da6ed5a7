"""What a benchmark runs in: its own servers and hotel, processes with their CPU and memory."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TICKS = os.sysconf("SC_CLK_TCK")
SECRET = "secret-of-the-benchmark"


def environment(home: Path, **more: str) -> dict[str, str]:
    """The processes' environment; bytecode is kept, since importing without it is another benchmark."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return (
        kept
        | {
            "CONSERJE_HOME": str(home),
            "DJANGO_ENV": "test",
            "LOG_LEVEL": "WARNING",
            "WHATSAPP_APP_SECRET": SECRET,
            "WHATSAPP_VERIFY_TOKEN": "t",
        }
        | more
    )


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def process(command: list[str], env: dict[str, str], log: Path, port: int | None = None) -> Iterator[int]:
    """A process group; yields its pid once its port (if any) listens."""
    with log.open("ab") as out:
        child = subprocess.Popen(
            [str(BIN / command[0]), *command[1:]],
            cwd=ROOT,
            env=env,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        until = time.monotonic() + 30
        while port and socket.socket().connect_ex(("127.0.0.1", port)):
            if child.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{command[0]} did not start: {log.read_text()[-2000:]}")
            time.sleep(0.05)
        yield child.pid
    finally:
        os.killpg(child.pid, 15)
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, 9)


def provision(home: Path, env: dict[str, str], hotel: str = "") -> None:
    """The tables, and a hotel if one is given as YAML."""
    commands = [["migrate", "-v", "0"]]
    if hotel:
        path = home / "bench-hotel.yaml"
        path.write_text(hotel)
        commands.append(["provision", str(path)])
    for arguments in commands:
        subprocess.run([BIN / "python", "manage.py", *arguments], cwd=ROOT, env=env, check=True)


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for task in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = task.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) in found:
            found.append(int(task.parent.name))
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time of a process tree."""
    total = 0.0
    for member in tree(pid):
        try:
            fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def megabytes(pid: int) -> float:
    """Resident memory of a process tree."""
    total = 0
    for member in tree(pid):
        try:
            total += int(Path(f"/proc/{member}/statm").read_text().split()[1])
        except OSError:
            continue
    return total * os.sysconf("SC_PAGE_SIZE") / 2**20


def machine() -> str:
    """One line about where this was measured."""
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        "unknown CPU",
    )
    return f"{os.cpu_count()} cores, {model}, Python {sys.version.split()[0]}"
