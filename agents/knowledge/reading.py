"""Reading what strangers wrote in a process of its own, which a bomb takes down alone.

As a program (`python -m agents.knowledge.reading KIND`, or `page URL CHARSET`) it is that process: the file
comes in on its standard input, and `{"text"}`, `{"page"}` or `{"code", "says"}` goes out. It has no secrets
in its environment, and limits on memory, time and files.
"""

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from agents.knowledge.plain import Unreadable, gettext_noop
from agents.knowledge.readers import READERS
from agents.knowledge.webpage import Page, read_page

ROOT = Path(__file__).resolve().parent.parent.parent
MEMORY_BYTES = 1_500 * 1024 * 1024
CPU_SECONDS = 60
SECONDS = 90.0
TOO_MUCH = gettext_noop("Reading it takes too much memory or time.")
_CHARSET = re.compile(r"[A-Za-z0-9._:-]{1,40}")


def read(kind: str, raw: bytes) -> str:
    """The plain text of a file. Raises Unreadable."""
    return str(_asked([kind], raw)["text"])


def page(raw: bytes, url: str, charset: str = "") -> Page:
    """A web page with its text and links. Raises Unreadable."""
    known = charset if _CHARSET.fullmatch(charset) else ""
    said = _asked(["page", url, known], raw)["page"]
    return Page(**said | {"links": tuple(said["links"])})


def _asked(arguments: Sequence[str], raw: bytes) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "agents.knowledge.reading", *arguments],
            input=raw,
            capture_output=True,
            timeout=SECONDS,
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            "too_slow", gettext_noop("Reading it takes too long; save it in a simpler form.")
        ) from error
    try:
        said: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:  # the process was ended: out of memory or time
        raise Unreadable("too_large", TOO_MUCH) from error
    if "code" in said:
        raise Unreadable(said["code"], said["says"])
    return said


def main() -> None:
    """Be the process: limits first, then the file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    try:
        said = _read(sys.argv[1:], sys.stdin.buffer.read())
    except Unreadable as error:
        said = {"code": error.code, "says": str(error)}
    except (MemoryError, RecursionError):
        said = {"code": "too_large", "says": TOO_MUCH}
    except Exception:  # a parser's own fault over a file that may be built to cause it
        said = {"code": "broken_file", "says": gettext_noop("The file is damaged.")}
    sys.stdout.write(json.dumps(said))


def _read(arguments: Sequence[str], raw: bytes) -> dict[str, Any]:
    if arguments[0] == "page":
        _, url, charset = arguments
        return {"page": asdict(read_page(raw, url, charset))}
    return {"text": READERS[arguments[0]](raw)}


if __name__ == "__main__":
    main()
