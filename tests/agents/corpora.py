"""Texts of our own in `corpus/`, one a line, under heads such as `# fire es`."""

from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent / "corpus"


def read(name: str, folder: Path = HERE) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each text with the words of the head it stands under; `\\n` in it is a line's end."""
    head: tuple[str, ...] = ()
    for line in (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            head = tuple(line[2:].split())
        elif line.strip():
            yield head, line.replace("\\n", "\n")


def under(name: str, *head: str, folder: Path = HERE) -> list[str]:
    """The texts under heads that begin with these words."""
    return [text for found, text in read(name, folder) if found[: len(head)] == head]
