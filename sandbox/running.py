"""Run a sandbox as a process of its own, for tests and benchmarks."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sandbox.client import Sandbox

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def running(
    web_url: str = "http://127.0.0.1:8000",
    secret: str = "sandbox-app-secret",  # noqa: S107
    hotels: str = "",
    port: int = 0,
) -> Iterator[Sandbox]:
    """Start a sandbox on a free port, wait until it listens, and end it afterwards.

    Raise RuntimeError with its last words when it does not start.
    """
    environment = os.environ | {"WHATSAPP_APP_SECRET": secret, "SANDBOX_PHONE_NUMBER_ID": hotels}
    command = [sys.executable, "-m", "sandbox", "--port", str(port), "--web-url", web_url]
    with (
        tempfile.TemporaryFile("w+") as errors,  # a pipe nobody reads would stop the sandbox once full
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        try:
            yield Sandbox(read_address(process, errors))
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()


def read_address(process: "subprocess.Popen[str]", errors: IO[str]) -> str:
    """Return the address from the sandbox's first line."""
    line = process.stdout.readline() if process.stdout else ""
    words = line.split()
    if "on" not in words:
        errors.seek(0)
        raise RuntimeError(f"The sandbox did not start: {errors.read().strip()}")
    return words[words.index("on") + 1].rstrip("/")
