"""How a child process is started and ended: in its own session, and never left behind."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000

# Looked up before any fork: a child between fork and exec must not load libraries.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(sign: signal.Signals) -> Callable[[], None]:
    """Return a preexec function: Linux sends the child this signal when the thread that started it ends."""
    parent = os.getpid()

    def ask() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
            if os.getppid() != parent:  # it died before we asked
                os._exit(1)

    return ask


def in_user_namespace(sign: signal.Signals) -> Callable[[], None]:
    """Return a preexec function that makes root look like user 1000, files and all.

    PostgreSQL refuses to run as root. In a user namespace of its own it sees another user, while
    for everybody else the files stay root's. Raise OSError where the kernel forbids it.
    """
    ask = die_with_parent(sign)

    def enter() -> None:
        if _libc is None or _libc.unshare(CLONE_NEWUSER) != 0:
            raise OSError(ctypes.get_errno(), "user namespaces are not allowed here")
        for name, line in (("setgroups", "deny"), ("uid_map", "1000 0 1"), ("gid_map", "1000 0 1")):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(line)
        ask()  # after unshare, which clears it

    return enter


def spawn(
    command: Sequence[str],
    log: Path,
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    preexec: Callable[[], None] | None = None,
    user: str | None = None,
) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own, its output appended to a log file.

    Its own session, so that Ctrl-C reaches only the parent, which then stops things in order.
    """
    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=None if environment is None else dict(environment),
            cwd=folder,
            start_new_session=True,
            preexec_fn=preexec or die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - only calls prctl
            user=user,
            extra_groups=None if user is None else [],
        )


def end(process: subprocess.Popen[bytes], sign: signal.Signals, patience: float) -> None:
    """Send a signal, wait, and kill the whole session of a process that will not go."""
    if process.poll() is None:
        process.send_signal(sign)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        kill_session(process.pid)
        process.wait()


def kill_session(leader: int) -> None:
    """Kill a process and all that stayed in the session it leads."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
