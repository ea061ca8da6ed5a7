"""Log files of the servers and processes: kept small, and read from the end."""

from pathlib import Path

KEPT = 5_000_000
TAIL = 64_000


def fresh_log(path: Path) -> None:
    """Put a log that has grown past 5 MB aside as `.1`, over an older one."""
    if path.exists() and path.stat().st_size > KEPT:
        path.replace(path.with_name(path.name + ".1"))


def last_lines(path: Path, count: int = 20) -> str:
    """Return the last lines of a log, or a word that there are none."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - TAIL))
            text = file.read().decode("utf-8", "replace")
    except FileNotFoundError:
        text = ""
    return "\n".join(text.splitlines()[-count:]) or "(nothing)"
