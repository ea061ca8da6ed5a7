"""What is remembered of a guest: facts they said of themselves, and what a conversation was about.

Only code decides what is kept: a fact is one of a few kinds with one of a few values, so a guest's text can
put nothing else into a later prompt. Each has its source and date, belongs to one guest, is shown to staff,
can be erased, and goes by itself: `Hotel.memory_days` after the guest's last message or stay.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from agents.base import Line
from agents.models import Remembered
from agents.own_words import facts_in
from hotels import audit, flags
from hotels.models import Guest, Hotel, User
from pms.known import known_stays

SUMMARIES = 3  # earlier conversations that a new one is told of
LONGEST = 600  # characters of a summary


@dataclass(frozen=True)
class Known:
    """One remembered thing. `text` is a value of ours or our own summary."""

    kind: str
    key: str
    text: str
    said_at: datetime


def learn(hotel: Hotel, guest_id: int, conversation_id: int, lines: Iterable[Line]) -> int:
    """Keep what the guest's own lines say of them; what was said later replaces. Returns how many."""
    if not hotel.memory_days or not flags.MEMORY.of(hotel):
        return 0
    kept = 0
    for line in lines:
        if line.author != "guest" or line.forwarded or line.kind not in ("text", "audio"):
            continue
        for key, value in facts_in(line.text):
            source = {"conversation_id": conversation_id, "message_id": line.id, "said_at": line.at}
            _keep(hotel, guest_id, Remembered.Kind.FACT, key, text=value, **source)
            kept += 1
    return kept


def sum_up(
    hotel: Hotel, guest_id: int, conversation_id: int, said: Sequence[str], message_id: int | None
) -> None:
    """Keep what a conversation was about: `said` are our own words for what happened, oldest first."""
    if not hotel.memory_days or not flags.MEMORY.of(hotel) or not said:
        return
    text = ""
    for sentence in reversed(list(dict.fromkeys(said))):
        longer = f"{sentence} {text}".strip()
        if len(longer) > LONGEST:
            break
        text = longer
    key = f"conversation-{conversation_id}"
    source = {"conversation_id": conversation_id, "message_id": message_id, "said_at": timezone.now()}
    _keep(hotel, guest_id, Remembered.Kind.SUMMARY, key, text=text, **source)


def _keep(hotel: Hotel, guest_id: int, kind: str, key: str, **what: Any) -> None:
    until = timezone.now() + timedelta(days=hotel.memory_days)
    row = Remembered(hotel=hotel, guest_id=guest_id, kind=kind, key=key, expires_at=until, **what)
    Remembered.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["guest", "kind", "key"],
        update_fields=["hotel", "expires_at", *what],
    )


def of_guest(hotel: Hotel, guest_id: int) -> QuerySet[Remembered]:
    """All that is remembered of a guest and not over, newest first: what staff are shown."""
    return Remembered.objects.filter(hotel=hotel, guest_id=guest_id, expires_at__gt=timezone.now())


def recalled(hotel: Hotel, guest_id: int, conversation_id: int) -> list[Known]:
    """What a turn is told: the facts, this conversation's summary, those of the last ones before it."""
    if not flags.MEMORY.of(hotel):
        return []
    rows = list(of_guest(hotel, guest_id).order_by("-said_at")[:40])
    facts = [row for row in rows if row.kind == Remembered.Kind.FACT]
    summaries = [row for row in rows if row.kind == Remembered.Kind.SUMMARY]
    own = [row for row in summaries if row.conversation_id == conversation_id]
    others = [row for row in summaries if row.conversation_id != conversation_id][:SUMMARIES]
    return [Known(row.kind, row.key, row.text, row.said_at) for row in (*facts, *own, *others)]


def erase(hotel: Hotel, guest: Guest, by: User | str, memory_id: int | None = None) -> int:
    """Forget one thing or everything of a guest. Returns how many; the trail says that, not what."""
    rows = Remembered.objects.filter(hotel=hotel, guest=guest)
    erased = (rows.filter(pk=memory_id) if memory_id else rows).delete()[0]
    if erased:
        audit.record(hotel, by, "memory.erased", guest, {"memories": erased})
    return erased


def unlearn(hotel: Hotel, message_ids: Collection[int]) -> int:
    """Forget what these messages told of the guest, who has deleted them. Returns how many things."""
    return Remembered.objects.filter(hotel=hotel, message_id__in=message_ids).delete()[0]


def expire(now: datetime) -> int:
    """Erase what is over. A guest who still has a stay ahead, or left lately, is remembered on."""
    over = Remembered.objects.filter(expires_at__lte=now).select_related("hotel", "guest")
    erased = 0
    for hotel_id, guest_id in set(over.values_list("hotel_id", "guest_id")):
        hotel, guest = Hotel.objects.get(pk=hotel_id), Guest.objects.get(pk=guest_id)
        rows = over.filter(hotel=hotel, guest=guest)
        until = _stays_until(hotel, guest)
        if until and until > now:
            rows.update(expires_at=until)
        else:
            erased += rows.delete()[0]
    return erased


def touch(hotel: Hotel, guest_id: int) -> None:
    """The guest has written: what is known of them stays that much longer."""
    until = timezone.now() + timedelta(days=hotel.memory_days)
    soon = until - timedelta(days=1)  # once a day is enough
    Remembered.objects.filter(hotel=hotel, guest_id=guest_id, expires_at__lt=soon).update(expires_at=until)


def _stays_until(hotel: Hotel, guest: Guest) -> datetime | None:
    """Until when the guest's last stay keeps them in mind; None without one."""
    last = max((found.stay.departure for found in known_stays(hotel, guest)), default=None)
    if last is None:
        return None
    return datetime.combine(last, time(12), hotel.tz) + timedelta(days=hotel.memory_days)
