"""The way of a file: uploaded -> looked through -> taken in; any worker may die at any line.

    begin     the file is readable and stored                              WAITING
    work      says what each line would create or change, writes nothing   WAITING, finished_at set
    start     somebody of the staff has seen that and wants it             RUNNING
    work      takes the lines in, for some seconds at a time               RUNNING ... DONE

One worker at a time has a file: `beat_at` is its claim, and whoever lost it writes nothing any more. Rooms
and rates are written together with how far we are; a reservation is known by the file and its line.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from hotels import audit
from hotels.models import Hotel, User
from pms.deskwork import own
from pms.errors import PMSRefused
from pms.exchange import rates, rooms, stays
from pms.exchange.errors import BadFile, BadLine
from pms.exchange.rates import Rates
from pms.exchange.reading import Layout, Line, Sheet, decoded, read
from pms.exchange.reservations import Reservations
from pms.exchange.rooms import Rooms
from pms.models import FileImport

log = structlog.get_logger(__name__)

FLIGHT_SECONDS = 20  # of taking in; then the next flight goes on
CHUNK = 100  # groups between two notes of how far we are
LOST_AFTER = timedelta(seconds=90)  # without a beat
KEPT = timedelta(days=1)  # a file nobody takes in; it holds guests' addresses

State = FileImport.State


class Kind(Protocol):
    """One kind of table, for one file. Lines come in groups that are taken in together or not at all."""

    together: bool  # whether a chunk is one transaction
    groups: Sequence[Sequence[Line]]

    def prepare(self) -> None:
        """Lock what a chunk needs, in its transaction."""

    def look(self, group: Sequence[Line]) -> str:
        """What would become of it: created, changed or same. Writes nothing. Raises BadLine."""

    def take(self, group: Sequence[Line]) -> str:
        """Write it, once. Raises BadLine."""


KINDS: dict[str, tuple[Layout, Callable[[Hotel, Sheet, str, str], Kind]]] = {
    FileImport.Kind.ROOMS: (rooms.LAYOUT, Rooms),
    FileImport.Kind.RATES: (rates.LAYOUT, Rates),
    FileImport.Kind.RESERVATIONS: (stays.LAYOUT, Reservations),
}


class _Lost(Exception):
    """Somebody else works on the file by now."""


def begin(hotel: Hotel, kind: str, name: str, raw: bytes, actor: User) -> FileImport:
    """Store a file to be looked through. Raises BadFile, or PMSRefused `outside_pms`."""
    own(hotel)
    text = decoded(raw)
    sheet = read(text, KINDS[kind][0])
    with transaction.atomic():
        row = FileImport.objects.create(
            hotel=hotel, kind=kind, name=name[:200], text=text, lines=len(sheet), started_by=str(actor)[:120]
        )
        audit.record(hotel, actor, "import.uploaded", row, {"kind": kind, "lines": len(sheet)})
    return row


def start(hotel: Hotel, pk: int, actor: User) -> bool:
    """Take in a file that was looked through. False where that is not to be done (any more)."""
    with transaction.atomic():
        looked = FileImport.objects.filter(
            hotel=hotel, pk=pk, state=State.WAITING, finished_at__isnull=False
        ).exclude(text="")
        begun = looked.update(state=State.RUNNING, started_by=str(actor)[:120], **_NOTHING)
        if begun:
            audit.record(hotel, actor, "import.started", FileImport(pk=pk))
    return begun == 1


_NOTHING: dict[str, Any] = {
    "done": 0,
    "created": 0,
    "changed": 0,
    "bad": [],
    "beat_at": None,
    "finished_at": None,
}


def unheard() -> list[int]:
    """Files that are to be worked on and nobody works on."""
    return list(_free().order_by("pk").values_list("pk", flat=True)[:100])


def forget_old() -> int:
    """Drop the text of files that were looked through and never taken in; how many."""
    old = FileImport.objects.filter(state=State.WAITING, finished_at__lt=timezone.now() - KEPT)
    return old.update(state=State.FAILED, text="", bad=[[0, "", "not_taken_in", ""]])


def work(pk: int) -> bool:
    """Look a file through, or take in some of it. Whether there is more to do."""
    now = timezone.now()
    if _free().filter(pk=pk).update(beat_at=now) != 1:
        return False
    row = FileImport.objects.select_related("hotel").get(pk=pk)
    flight = _Flight(row, now)
    try:
        return flight.look() if row.state == State.WAITING else flight.take()
    except _Lost:
        return False
    except (OperationalError, InterfaceError):
        raise  # the database is away: the next round tries again
    except (BadFile, PMSRefused) as error:
        flight.fail(error.code, getattr(error, "value", ""))
    except Exception:
        log.exception("import_failed", file=pk)
        flight.fail("failed")
    return False


def _free() -> Any:
    due = FileImport.objects.filter(state__in=(State.WAITING, State.RUNNING), finished_at=None)
    return due.filter(Q(beat_at=None) | Q(beat_at__lt=timezone.now() - LOST_AFTER))


class _Flight:
    """One worker's time with a file."""

    def __init__(self, row: FileImport, claimed_at: datetime) -> None:
        self.row = row
        self.beat_at = claimed_at
        self.until = time.monotonic() + FLIGHT_SECONDS

    def look(self) -> bool:
        kind, broken = self._open()
        self._count(**_NOTHING | {"beat_at": self.beat_at})  # a look that died begins anew: it wrote nothing
        self._note_broken(broken)
        for start in range(0, len(kind.groups), CHUNK):
            for group in kind.groups[start : start + CHUNK]:
                self._one(kind.look, group, nullcontext())
            self._beat("done")
        self._beat("done", "created", "changed", "bad", finished_at=timezone.now())
        return False

    def take(self) -> bool:
        kind, broken = self._open()
        if broken and not self.row.done:
            self._note_broken(broken)
            self._beat("done", "bad")
        left = list(kind.groups)
        skipped = len(broken)
        while left and skipped < self.row.done:
            skipped += len(left.pop(0))
        while left and time.monotonic() < self.until:
            chunk, left = left[:CHUNK], left[CHUNK:]
            self._take_chunk(kind, chunk)
        if left:
            self._beat(beat_at=None)
            return True
        with transaction.atomic():
            self._beat(
                "done", "created", "changed", "bad", state=State.DONE, text="", finished_at=timezone.now()
            )
            counts = {name: getattr(self.row, name) for name in ("lines", "created", "changed")}
            details = counts | {"bad": len(self.row.bad)}
            audit.record(self.row.hotel, self.row.started_by, "import.done", self.row, details)
        return False

    def fail(self, code: str, value: str = "") -> None:
        """Nothing more can be done with it; what was taken in stays."""
        self.row.bad = [*self.row.bad, [0, "", code, value]]
        mine = FileImport.objects.filter(pk=self.row.pk, beat_at=self.beat_at)
        mine.update(state=State.FAILED, text="", bad=self.row.bad, finished_at=timezone.now())

    def _open(self) -> tuple[Kind, tuple[BadLine, ...]]:
        own(self.row.hotel)
        layout, kind = KINDS[self.row.kind]
        sheet = read(self.row.text, layout)
        return kind(self.row.hotel, sheet, f"import-{self.row.pk}", self.row.started_by), sheet.broken

    def _take_chunk(self, kind: Kind, chunk: Sequence[Sequence[Line]]) -> None:
        whole: AbstractContextManager[Any] = transaction.atomic() if kind.together else nullcontext()
        bad = len(self.row.bad)
        with whole:
            if kind.together:
                kind.prepare()
            last = time.monotonic()
            for group in chunk:
                self._one(kind.take, group, transaction.atomic())
                if not kind.together and time.monotonic() - last > 1:
                    bad = self._note_progress(bad)
                    last = time.monotonic()
            self._note_progress(bad)

    def _note_progress(self, bad: int) -> int:
        """The list of bad lines may be long: it is written only where it grew."""
        grew = ("bad",) if len(self.row.bad) > bad else ()
        self._beat("done", "created", "changed", *grew)
        return len(self.row.bad)

    def _one(self, do: Any, group: Sequence[Line], whole: AbstractContextManager[Any]) -> None:
        try:
            with whole:
                becomes = do(group)
        except BadLine as error:
            self._note_bad(group, error)
        except DatabaseError as error:
            if isinstance(error, OperationalError):
                raise
            log.warning("import_line_refused", file=self.row.pk, error=type(error).__name__)
            self._note_bad(group, group[0].bad("", "refused"))
        else:
            self.row.created += len(group) if becomes == "created" else 0
            self.row.changed += len(group) if becomes == "changed" else 0
        self.row.done += len(group)

    def _note_bad(self, group: Sequence[Line], error: BadLine) -> None:
        """A line that is bad, and those of its reservation that fall with it."""
        self.row.bad.append(error.entry)
        self.row.bad += [
            line.bad("", "with_line", error.line).entry for line in group if line.number != error.line
        ]

    def _note_broken(self, broken: Sequence[BadLine]) -> None:
        self.row.bad += [line.entry for line in broken]
        self.row.done += len(broken)

    def _count(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self.row, name, list(value) if isinstance(value, list) else value)

    def _beat(self, *counted: str, **values: Any) -> None:
        """Note how far we are, as long as the file is ours. Raises _Lost."""
        now = max(timezone.now(), self.beat_at + timedelta(microseconds=1))
        fields = {"beat_at": now} | {name: getattr(self.row, name) for name in counted} | values
        if FileImport.objects.filter(pk=self.row.pk, beat_at=self.beat_at).update(**fields) != 1:
            raise _Lost
        self.beat_at = now
