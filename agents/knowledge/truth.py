"""Watches whether the house says one thing everywhere: facts, documents, answers, agents and its PMS."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.jobs import open_job, report
from agents.knowledge.claims import Aspect, Claim
from agents.knowledge.sayings import Claims, Source, documents, pieces, structured, written
from agents.models import Contradiction, Job
from hotels.audit import record
from hotels.models import Hotel, User

AT_MOST = 500  # contradictions of a hotel
REPORT_EACH = 200  # pieces of documents
SHOWN = 300  # letters of a sentence
State = Contradiction.State


class WrongContradiction(ValueError):
    """`code` is stable, the text one sentence for people."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code


@dataclass(frozen=True)
class Said:
    """Everything one source says of one aspect of a topic."""

    source: Source
    topic: str
    aspect: Aspect
    values: frozenset[str]
    says: str

    def differs(self, other: "Said") -> bool:
        return self.source != other.source and not self.values & other.values

    def is_of_the_same(self, other: "Said") -> bool:
        """Whether both may speak of one thing, not of two that have a topic in common."""
        return self.source.is_meant(f"{other.source.title} {other.says}") and other.source.is_meant(
            f"{self.source.title} {self.says}"
        )


def start(hotel: Hotel, by: str = "") -> Job:
    """The job that looks through the hotel, or the one under way; the caller rings for it."""
    under_way = Job.objects.filter(
        hotel=hotel, kind=Job.Kind.TRUTH, state__in=(Job.State.WAITING, Job.State.RUNNING)
    )
    title = _("Contradictions")
    return under_way.first() or open_job(hotel, Job.Kind.TRUTH, f"hotels.hotel:{hotel.pk}", title, by)


def watch(job: Job) -> dict[str, Any]:
    """Look through a hotel: its contradictions are opened, and settled where they are gone."""
    hotel = job.hotel
    total = pieces(hotel).count() + 1
    said = [*_gathered(structured(hotel)), *_gathered(written(hotel))]
    for done, each in enumerate(documents(hotel), 1):
        said += _gathered([each])
        if done % REPORT_EACH == 0:
            report(job, min(done, total), total)
    found = contradictions(said)
    report(job, total, total)
    return _keep(hotel, found)


def contradictions(said: Iterable[Said]) -> list[tuple[Said, Said]]:
    """Pairs that cannot both be true: the rule, or what is said first where there is none, and a place."""
    by_matter: dict[tuple[str, str], list[Said]] = {}
    for each in said:
        by_matter.setdefault((each.topic, each.aspect), []).append(each)
    found: list[tuple[Said, Said]] = []
    for places in by_matter.values():
        rules = [each for each in places if each.source.is_rule]
        others = [each for each in places if not each.source.is_rule]
        found += _differing(rules[:1], rules[1:]) + _differing(rules or others[:1], others)
    return found[:AT_MOST]


def ignore(hotel: Hotel, contradiction_id: int, by: User | str) -> Contradiction:
    """Both may stand: not shown again unless one of them changes. Raises WrongContradiction `not_found`."""
    with transaction.atomic():
        row = _locked(hotel, contradiction_id, State.OPEN)
        if row is None:
            raise WrongContradiction("not_found", _("There is no such open contradiction."))
        return _put(row, State.IGNORED, by, "contradiction.ignored")


def reopen(hotel: Hotel, contradiction_id: int, by: User | str) -> Contradiction:
    """It is none of those that may stand after all. Raises WrongContradiction `not_found`."""
    with transaction.atomic():
        row = _locked(hotel, contradiction_id, State.IGNORED)
        if row is None:
            raise WrongContradiction("not_found", _("There is no such contradiction that was left as it is."))
        return _put(row, State.OPEN, by, "contradiction.reopened")


def _locked(hotel: Hotel, contradiction_id: int, state: State) -> Contradiction | None:
    rows = Contradiction.objects.select_for_update().filter(hotel=hotel, state=state)
    return rows.filter(pk=contradiction_id).first()


def _put(row: Contradiction, state: State, by: User | str, act: str) -> Contradiction:
    row.state = state
    row.save(update_fields=["state"])
    record(row.hotel, by, act, row)
    return row


def _differing(right: list[Said], others: list[Said]) -> list[tuple[Said, Said]]:
    """Each other place that agrees with none of the right ones of its thing, beside the first of these."""
    found = []
    for other in others:
        same = [each for each in right if each.is_of_the_same(other)]
        if same and all(each.differs(other) for each in same):
            found.append((same[0], other))
    return found


def _gathered(claims: Iterable[Claims]) -> Iterator[Said]:
    """What each source says of each matter as a whole: two prices in one text are two right prices."""
    for source, listed in claims:
        matters: dict[tuple[str, Aspect], list[Claim]] = {}
        for claim in listed:
            matters.setdefault((claim.topic, claim.aspect), []).append(claim)
        for (topic, aspect), same in matters.items():
            values = frozenset().union(*(claim.values for claim in same))
            yield Said(source, topic, aspect, values, same[0].says[:SHOWN])


def _keep(hotel: Hotel, found: list[tuple[Said, Said]]) -> dict[str, Any]:
    now = timezone.now()
    with transaction.atomic():
        Hotel.objects.select_for_update(no_key=True).get(pk=hotel.pk)
        rows = {row.key: row for row in Contradiction.objects.filter(hotel=hotel)}
        seen = set()
        opened = 0
        for left, right in found:
            key = f"{left.topic}:{left.aspect}:{left.source.key}|{right.source.key}"[:200]
            if key in seen:
                continue
            seen.add(key)
            opened += _open(hotel, rows.get(key), key, left, right)
        gone = Contradiction.objects.filter(hotel=hotel).exclude(key__in=seen).exclude(state=State.SETTLED)
        settled = gone.update(state=State.SETTLED, settled_at=now)
    return {"found": len(seen), "opened": opened, "settled": settled}


def _open(hotel: Hotel, row: Contradiction | None, key: str, left: Said, right: Said) -> int:
    """Keep a contradiction; 1 when it is new, or open again because something changed."""
    sides = {"left": _side(left), "right": _side(right)}
    if row is None:
        Contradiction.objects.create(hotel=hotel, key=key, topic=left.topic, seen_at=timezone.now(), **sides)
        return 1
    is_same = (row.left, row.right) == (sides["left"], sides["right"])
    is_news = row.state == State.SETTLED or (row.state == State.IGNORED and not is_same)
    row.left, row.right, row.seen_at = sides["left"], sides["right"], timezone.now()
    if is_news:
        row.state, row.settled_at = State.OPEN, None
    row.save()
    return int(is_news)


def _side(said: Said) -> dict[str, Any]:
    return {
        "source": said.source.title[:200],
        "link": said.source.link,
        "says": said.says,
        "value": sorted(said.values),
    }
