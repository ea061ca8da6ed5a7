"""Load hotels from YAML files: one reader per section, all errors at once, all or nothing.

It stands above the apps because a file speaks of all of them: rooms, channels, staff.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.db import connection, transaction

from config.provision.plan import Plan, check, read_plan, write
from config.provision.rows import Report
from config.provision.source import open_page

# Any number that nobody else locks by; two runs at once wait for each other.
_LOCK = 7_305_118_021


class WrongFile(Exception):
    """Nothing was changed; `sentences` says why, each with file and line."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def provision(files: Sequence[Path], environ: Mapping[str, str]) -> list[Report]:
    """Make the database as the files say and report what was done. Raise WrongFile."""
    plans = [read_plan(*open_page(path, environ)) for path in files]
    _refuse_same_hotel(plans)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        reports = []
        for plan in plans:
            check(plan)
            if not any(plan.page.problems for plan in plans):
                reports.append(write(plan))
        sentences = [sentence for plan in plans for sentence in plan.page.sentences()]
        if sentences:
            raise WrongFile(sentences)
    return reports


def _refuse_same_hotel(plans: Sequence[Plan]) -> None:
    first: dict[str, str] = {}
    for plan in plans:
        if plan.slug and first.setdefault(plan.slug, plan.page.file) != plan.page.file:
            line = plan.hotel.line if plan.hotel else 1
            plan.page.problem(line, f"hotel.slug {plan.slug} is in {first[plan.slug]} too.")
