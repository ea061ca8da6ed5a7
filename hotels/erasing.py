"""Removing a hotel with all that is its, for good.

Every table that belongs to a hotel names it itself (or joins two that do), so what is its is known from the
models: a new table is erased too. Foreign keys are checked when the transaction ends: the order of the tables
does not matter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import structlog
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction

from hotels import audit
from hotels.models import Hotel, Membership, User

log = structlog.get_logger(__name__)


class StillActive(Exception):
    """The hotel answers guests: it has to be switched off first."""


@dataclass(frozen=True)
class Table:
    """One table with rows of hotels. `which` is the condition that picks one hotel's, %(hotel)s its key."""

    model: type[models.Model]
    which: str

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def name(self) -> str:
        return connection.ops.quote_name(self.model._meta.db_table)


@cache
def tables() -> tuple[Table, ...]:
    """Those that join two others first, the hotels' own at last."""
    joins, found = [], []
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy or model is Hotel:
            continue
        parents = [field for field in model._meta.fields if field.remote_field and _of_hotel(field)]
        direct = [field for field in parents if field.related_model is Hotel]
        if direct:
            found.append(Table(model, f"{direct[0].column} = %(hotel)s"))
        elif model._meta.auto_created and parents:
            above: Any = parents[0].related_model
            name = connection.ops.quote_name(above._meta.db_table)
            which = f"{parents[0].column} IN (SELECT id FROM {name} WHERE hotel_id = %(hotel)s)"  # noqa: S608
            joins.append(Table(model, which))
    return (*joins, *found, Table(Hotel, "id = %(hotel)s"))


@cache
def deletions() -> str:
    """All statements at once, with %(hotel)s for the key."""
    return "; ".join(f"DELETE FROM {table.name} WHERE {table.which}" for table in tables())  # noqa: S608


def rows_of(hotel: Hotel) -> dict[str, int]:
    """How many rows each table has of the hotel; those without any are left out."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT count(*) FROM {table.name} WHERE {table.which}", {"hotel": hotel.pk})  # noqa: S608
            found[table.label] = cursor.fetchone()[0]
    return {label: rows for label, rows in found.items() if rows}


def only_here(hotel: Hotel) -> list[User]:
    """The people who work at this hotel and nowhere else; who runs the installation stays."""
    elsewhere = Membership.objects.exclude(hotel=hotel).values("user")
    found = User.objects.filter(memberships__hotel=hotel, is_superuser=False)
    return list(found.exclude(pk__in=elsewhere).order_by("pk"))


def remove(hotel: Hotel, by: User | str, deleted: Callable[[str, int], object]) -> dict[str, int]:
    """Delete the hotel, its rows and the accounts of those who work nowhere else; all or nothing.

    `deleted` hears each table and how many rows it lost. The audit trail of the installation keeps the name
    and these numbers. Raises StillActive.
    """
    gone: dict[str, int] = {}

    def note(label: str, rows: int) -> None:
        if rows:
            gone[label] = gone.get(label, 0) + rows
            deleted(label, rows)

    with transaction.atomic(), connection.cursor() as cursor:
        # Locked, so that nobody switches it on or writes a row of it meanwhile.
        if Hotel.objects.select_for_update().get(pk=hotel.pk).is_active:
            raise StillActive(hotel.slug)
        people = only_here(hotel)
        note(LogEntry._meta.label_lower, _forget_in_admin_log(hotel))
        for table in tables():
            cursor.execute(f"DELETE FROM {table.name} WHERE {table.which}", {"hotel": hotel.pk})  # noqa: S608
            note(table.label, cursor.rowcount)
        for person in people:
            for label, rows in person.delete()[1].items():
                note(label.lower(), rows)
        audit.record(None, by, "hotel.removed", details={"slug": hotel.slug, "rows": gone})
    log.warning("hotel_removed", hotel=hotel.slug, by=str(by), rows=sum(gone.values()))
    return gone


def _forget_in_admin_log(hotel: Hotel) -> int:
    """The admin's history names rows by what they say: a guest's name, for one. Returns how many went."""
    total = 0
    kinds = {kind.model_class(): kind.pk for kind in ContentType.objects.all()}
    with connection.cursor() as cursor:
        for table in tables():
            key = table.model._meta.pk
            if kind := kinds.get(table.model):
                its = f"SELECT {key.column}::text FROM {table.name} WHERE {table.which}"  # noqa: S608
                cursor.execute(
                    f"DELETE FROM django_admin_log WHERE content_type_id = %(kind)s AND object_id IN ({its})",  # noqa: S608
                    {"kind": kind, "hotel": hotel.pk},
                )
                total += cursor.rowcount
    return total


def _of_hotel(field: Any) -> bool:
    """Whether a foreign key leads to a hotel, or to a row of one."""
    above = field.related_model
    return above is Hotel or any(each.name == "hotel" for each in above._meta.fields)
