"""The processes of Conserje and their commands, the same on one machine and in containers."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

WEB_THREADS = 8
TURNS_THREADS = 64
SENDS_THREADS = 64  # four times SENDS_AT_ONCE
FLOW_THREADS = 4
HOUSE_THREADS = 8
# How many database connections each process may hold at once. Turns give theirs back before every wait.
POOLS = {
    "web": 8,
    "live": 4,
    "worker-turns": 8,
    "worker-sends": 4,
    "worker-flow": 4,
    "worker-house": 8,
    "beat": 1,
}


def web(*listen: str) -> list[str]:
    """Return the command for pages, API and webhooks; `listen` are granian's options for where."""
    command = ["granian", "--interface", "wsgi", "--http", "1", "--no-ws", "--workers", "1"]
    command += [
        "--blocking-threads",
        str(WEB_THREADS),
        "--workers-kill-timeout",
        "10",
        "--log-level",
        "error",
    ]
    return [*command, *listen, "config.wsgi:application"]


def live(*listen: str) -> list[str]:
    """Return the command for the WebSockets; `listen` are daphne's options for where."""
    command = ["daphne", "-v", "0", "--no-server-name", "--proxy-headers", "--ping-interval", "20"]
    return [*command, *listen, "config.asgi:application"]


def worker(queue: str, threads: int) -> list[str]:
    """Return the command for a worker of one queue. Threads: it mostly waits on models and providers."""
    command = ["celery", "-A", "config.celery", "worker", "-Q", queue, "-P", "threads", "-c", str(threads)]
    return [*command, "-n", f"{queue}@%h", "--without-gossip", "--without-mingle", "--loglevel", "INFO"]


def worker_turns() -> list[str]:
    """Return the command for the worker in which the agent answers."""
    return worker("turns", TURNS_THREADS)


def worker_sends() -> list[str]:
    """Return the command for the worker that waits for messaging providers."""
    return worker("sends", SENDS_THREADS)


def worker_flow() -> list[str]:
    """Return the command for the worker of intake and sweeps, never behind turns or a slow provider."""
    return worker("flow", FLOW_THREADS)


def worker_house() -> list[str]:
    """Return the command for the worker of outside PMSs, files and waiting lists."""
    return worker("house", HOUSE_THREADS)


def beat(folder: Path) -> list[str]:
    """Return the command for what rings the sweeps; exactly one may run."""
    command = ["celery", "-A", "config.celery", "beat", "--schedule", str(folder / "beat-schedule")]
    return [*command, "--pidfile", "", "--loglevel", "INFO"]


@dataclass(frozen=True)
class Role:
    """One process on this machine. `socket` is the Unix socket that it makes, if any."""

    name: str
    command: list[str]
    socket: Path | None = None


def database_environment(name: str) -> dict[str, str]:
    """Return how a role deals with database connections; see hotels.pool for the web's."""
    checks = {"DB_HEALTH_CHECKS": "0"} if name == "web" else {}
    patience = {"DB_POOL_SECONDS": "10"} if name in ("web", "live") else {}  # somebody waits for the answer
    return {"DB_POOL_MAX": str(POOLS.get(name, 1)), **checks, **patience}


def local_roles(
    home: Path, sockets: Path, port: int, host: str = "127.0.0.1", demo: bool = True
) -> list[Role]:
    """Return what runs on one machine, in the order of starting; the last one lets the visitors in."""
    web_socket, live_socket = sockets / "web.sock", sockets / "live.sock"
    front = ["config.local.front", "--host", host, "--port", str(port)]
    roles = [
        Role("web", web("--uds", str(web_socket), "--uds-permissions", "600"), web_socket),
        Role("worker-turns", worker_turns()),
        Role("worker-sends", worker_sends()),
        Role("worker-flow", worker_flow()),
        Role("worker-house", worker_house()),
        Role("live", live("-u", str(live_socket)), live_socket),
        Role("beat", beat(home)),
    ]
    if demo:
        roles.append(Role("sandbox", ["sandbox", "--host", host, "--port", str(port + 1)]))
    roles.append(Role("front", [*front, "--web", str(web_socket), "--live", str(live_socket)]))
    return roles


def container_command(name: str, arguments: list[str]) -> list[str]:
    """Return the command of a role in a container of its own, where it listens for the others.

    `manage` runs a command of manage.py. Raise KeyError for a role that does not exist.
    """
    commands = {
        "web": web("--host", "0.0.0.0", "--port", "8000"),  # noqa: S104 - a container's own network
        "live": live("-b", "0.0.0.0", "-p", "8001"),  # noqa: S104
        "worker-turns": worker_turns(),
        "worker-sends": worker_sends(),
        "worker-flow": worker_flow(),
        "worker-house": worker_house(),
        "beat": beat(Path("/tmp")),  # noqa: S108 - the container's own; what was due is due again
        "migrate": ["manage", "migrate", "--noinput"],
        "sandbox": ["sandbox", "--host", "0.0.0.0", "--port", "8100"],  # noqa: S104
        "manage": ["manage"],
    }
    return [*commands[name], *arguments]


def main() -> None:
    """Become the process of a role: `python -m config.local.roles worker-turns`."""
    name, *arguments = sys.argv[1:] or [""]
    try:
        module, *rest = container_command(name, arguments)
    except KeyError:
        sys.exit(f"Say which role: {', '.join([*POOLS, 'migrate', 'sandbox'])} or manage.")
    os.environ |= database_environment(name) | os.environ
    os.execv(sys.executable, [sys.executable, "-m", module, *rest])  # noqa: S606


if __name__ == "__main__":
    main()
