"""What the file asks for, the rows that come of it, and what was done to each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model

from config.provision.source import Page
from hotels.audit import record
from hotels.models import Hotel

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Entry:
    """One row: the key by which it is found, everything it shall hold, and where the file says so."""

    line: int
    key: str
    values: dict[str, Any]


@dataclass
class Report:
    """What became of each row of one hotel."""

    file: str
    hotel: str
    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def did_something(self) -> bool:
        return bool(self.created or self.changed)

    def audit(self, hotel: Hotel) -> None:
        """Leave a trace of what was done, if anything was."""
        if self.did_something:
            details = {"created": self.created, "changed": self.changed}
            record(hotel, "manage.py provision", "hotel.provisioned", hotel, details)

    def lines(self) -> list[str]:
        """The report as a person reads it."""
        found = [f"{self.hotel} ({self.file})"]
        for word in ("created", "changed", "left"):
            found += [f"  {word:<9}{row}" for row in getattr(self, word)]
        found += [f"  {'note':<9}{note}" for note in self.notes]
        if self.did_something:
            found.append(
                f"  {len(self.created)} created, {len(self.changed)} changed, "
                f"{len(self.left)} left, {self.unchanged} as they were"
            )
        else:
            found.append(f"  unchanged: {self.unchanged} rows are as in the file")
        return found


def put(report: Report, label: str, model: type[M], find: dict[str, Any], values: dict[str, Any]) -> M:
    """Have the row that `find` names hold `values`; return it. Values are never told, only their names."""
    row = model._default_manager.filter(**find).first()
    if row is None:
        report.created.append(label)
        return model._default_manager.create(**find, **values)
    differing = [name for name, value in values.items() if getattr(row, name) != value]
    if not differing:
        report.unchanged += 1
        return row
    for name in differing:
        setattr(row, name, values[name])
    row.save(update_fields=differing)
    words = ", ".join(name.removesuffix("_id").replace("_", " ") for name in differing)
    report.changed.append(f"{label}: {words}")
    return row


def leave(report: Report, label: str, existing: Iterable[str], wanted: Iterable[str], hint: str = "") -> None:
    """Report the rows that the file does not name; they are never deleted."""
    named = set(wanted)
    for key in existing:
        if key not in named:
            report.left.append(f"{label} {key}: not in the file{hint}")


def keys(entries: Iterable[Entry]) -> list[str]:
    return [entry.key for entry in entries]


def refuse_doubles(page: Page, section: str, entries: Iterable[Entry]) -> None:
    """A key may stand once in a section."""
    first: dict[str, int] = {}
    for entry in entries:
        if entry.key in first:
            before = first[entry.key]
            page.problem(entry.line, f"{section}: {entry.key} is there twice; first on line {before}.")
        first.setdefault(entry.key, entry.line)
