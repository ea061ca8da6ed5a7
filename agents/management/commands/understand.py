"""Read a file of guests' texts and print what the offline engine understands of each."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agents.offline.prediction import day_of, kind_of, predict
from agents.offline.retrieval import Shelf


class Command(BaseCommand):
    help = (
        "Print one prediction a line for each row of a JSONL file: intents, slots, dialogues, or, with"
        " --docs, questions to the documents of a house. The kind is seen from the rows."
        " No database is needed."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="rows as JSON, one a line")
        parser.add_argument("--docs", type=Path, metavar="FILE", help="documents that questions are asked of")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = list(_rows(options["file"]))
        kind = kind_of(rows, options["docs"] is not None)
        if kind == "retrieval" and options["docs"] is None:
            raise CommandError("These rows are questions to documents: say which with --docs FILE.")
        shelf = Shelf(_rows(options["docs"])) if kind == "retrieval" else None
        today = timezone.now().date()
        undated = sum(day_of(row) is None for row in rows) if kind in ("slots", "dialogues") else 0
        if undated:
            self.stderr.write(
                f"{undated} of {len(rows)} rows have no ref_date like 2027-03-31: read as of today."
            )
        for row in rows:
            found = shelf.find(row) if shelf else predict(row, kind, today)
            # Plain ASCII: an id may hold what no encoding takes, or what others take for the end of a line.
            self.stdout.write(json.dumps(found))


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            lines = list(file)  # not `splitlines`: a string may hold U+2028, which ends no line of JSON
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} cannot be read: it is not UTF-8.") from error
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise CommandError(f"{path}, line {number}: this is not JSON.") from error
        if not isinstance(row, dict):
            raise CommandError(f"{path}, line {number}: a row is an object.")
        yield row


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no JSON")
