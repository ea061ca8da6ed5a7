"""How staff act on reservations of our own tables: one transaction with history and audit."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from hotels import audit
from hotels.models import Hotel, User
from pms.base import ReservationInfo
from pms.errors import PMSRefused
from pms.models import PMSLink, Reservation
from pms.reservations import info_of, locked, note, rows, settle, snapshot

Actor = User | str


@contextmanager
def act(hotel: Hotel, code: str, actor: Actor, verb: str, *, reason: str = "") -> Iterator[Reservation]:
    """The locked reservation to work on; afterwards its sums, history and audit entry are written.

    Raises PMSRefused `not_found` or `outside_pms`.
    """
    own(hotel)
    with transaction.atomic():
        row = locked(hotel, code)
        before = snapshot(row)
        yield row
        settle(row)
        note(row, verb, str(actor), before=before, reason=reason)
        audit.record(hotel, actor, f"reservation.{verb}", row, {"reason": reason[:200]} if reason else None)


def own(hotel: Hotel) -> None:
    """Raise PMSRefused `outside_pms` where our tables are not the truth about the house's rooms."""
    if PMSLink.objects.filter(hotel=hotel).exclude(kind=PMSLink.Kind.BUILTIN).exists():
        raise PMSRefused("outside_pms", "this house keeps its rooms in another PMS")


def seen(hotel: Hotel, row: Reservation) -> ReservationInfo:
    """The reservation as it is now."""
    return info_of(hotel, rows(hotel).get(pk=row.pk))


def checked_phone(phone: str) -> str:
    """The number as + and digits, or "". Raises PMSRefused `bad_phone`."""
    tidy = re.sub(r"[\s().-]", "", phone)
    tidy = re.sub(r"^00", "+", tidy)
    if tidy and not re.fullmatch(r"\+[1-9][0-9]{6,14}", tidy):
        raise PMSRefused("bad_phone", "a phone number is + with country code and 7 to 15 digits")
    return tidy
