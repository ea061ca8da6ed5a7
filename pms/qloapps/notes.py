"""What we are about to write to QloApps, noted before it is sent.

QloApps keeps our key of a booking (`source`), but none of a change or a cancellation, no fee, and only
names by its own rules.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils import timezone

from hotels.models import Hotel
from pms.models import PMSWrite

Verb = PMSWrite.Verb
DONE = "done"
NEWEST = 50


@dataclass(frozen=True)
class Kept:
    """What we know of a reservation beside QloApps."""

    guest_name: str = ""
    sent_name: str = ""
    remarks: str = ""
    fee: Decimal = Decimal(0)


def begin(hotel: Hotel, key: str, verb: str, *, code: str = "", guest: int | None = None) -> PMSWrite:
    """The note of this key, new or as it is."""
    defaults = {"verb": verb, "code": code, "guest_id": guest}
    return PMSWrite.objects.get_or_create(hotel=hotel, key=key, defaults=defaults)[0]


def sending(note: PMSWrite, wanted: dict[str, Any]) -> None:
    """To be called right before the write goes out."""
    note.wanted = wanted
    note.sent_at = timezone.now()
    note.save(update_fields=["wanted", "sent_at"])


def done(note: PMSWrite, code: str) -> None:
    note.code, note.outcome, note.settled_at = code, DONE, timezone.now()
    note.save(update_fields=["code", "outcome", "settled_at"])


def undone(note: PMSWrite) -> None:
    """Nothing of it is left: the key may be sent again."""
    note.sent_at = None
    note.save(update_fields=["sent_at"])


def find(hotel: Hotel, key: str) -> PMSWrite | None:
    return PMSWrite.objects.filter(hotel=hotel, key=key).first()


def of(hotel: Hotel, codes: Collection[str]) -> dict[str, Kept]:
    """What was noted of the reservations with these codes."""
    found = dict.fromkeys(codes, Kept())
    for note in PMSWrite.objects.filter(hotel=hotel, code__in=codes, outcome=DONE).order_by("id"):
        wanted, kept = note.wanted, found[note.code]
        if note.verb == Verb.BOOK:
            found[note.code] = replace(
                kept,
                guest_name=wanted.get("guest_name", ""),
                sent_name=wanted.get("sent_name", ""),
                remarks=wanted.get("remarks", ""),
            )
        elif note.verb == Verb.CANCEL and not wanted.get("rooms"):
            found[note.code] = replace(kept, fee=Decimal(wanted.get("fee", "0")))
    return found


def codes_of(hotel: Hotel, guest: int) -> list[str]:
    """The codes of what this guest booked, newest first."""
    booked = PMSWrite.objects.filter(hotel=hotel, guest_id=guest, verb=Verb.BOOK, outcome=DONE)
    return list(booked.order_by("-id").values_list("code", flat=True)[:NEWEST])
