"""python -m benchmarks [ingress] [turn] [turns] [house] [search]: measure; prints the tables of docs."""

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import house, ingress, one_turn, search, turns
from benchmarks.setting import machine
from config.local.servers import servers

BENCHMARKS = {
    "ingress": ingress.run,
    "turn": one_turn.run,
    "turns": turns.run,
    "house": house.run,
    "search": search.run,
}


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Markdown, as it stands in the docs."""
    heads = list(rows[0])
    lines = [heads, ["---"] * len(heads), *[[str(row[head]) for head in heads] for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Run what is named, or everything, in servers of its own."""
    names = sys.argv[1:] or list(BENCHMARKS)
    print(f"{datetime.now(UTC).date()}, {machine()}\n")
    with tempfile.TemporaryDirectory(prefix="bench-", dir=os.environ.get("BENCH_HOME")) as folder:
        home = Path(folder)
        with servers(home) as urls:
            for name in names:
                print(f"## {name}\n\n{table(BENCHMARKS[name](home, urls))}\n", flush=True)


if __name__ == "__main__":
    main()
