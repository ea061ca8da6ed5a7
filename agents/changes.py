"""What all changes of a hotel's agents have in common: one at a time, audited, told, known everywhere."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Model

from hotels import audit, remembered
from hotels.events import Kind, announce
from hotels.models import Hotel, User

By = User | str  # a person, or a program's name
CODE = re.compile(r"[a-z][a-z0-9-]{0,39}\Z")


class LifecycleError(Exception):
    """A change that was refused; nothing was changed. `code` is stable, the text one sentence for people."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code


@contextmanager
def changing(hotel_id: int) -> Iterator[Hotel]:
    """The hotel, with its agents locked for one change; when it is committed, every process reads again.

    The hotel's row is always locked first, so that two changes never wait for each other.
    """
    with transaction.atomic():
        rows = Hotel.objects.select_for_update(of=("self",), no_key=True).select_related("tier")
        hotel = rows.get(pk=hotel_id)
        remembered.changed(hotel.pk)  # before the announcement: who hears it reads what is new
        yield hotel


def tell(hotel: Hotel, by: By, action: str, row: Model, kind: Kind, **what: Any) -> None:
    """Write the audit trail and tell the hotel's sockets. `what` is JSON: codes, numbers, reasons."""
    audit.record(hotel, by, action, row, what)
    announce(hotel.pk, kind, change=action, **what)
