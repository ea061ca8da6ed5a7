"""Removing a hotel: everything of it goes, nothing of another, and never by mistake."""

import io
import itertools
import uuid
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField
from django.core.management import CommandError, call_command
from django.db import models

from hotels import erasing
from hotels.models import AuditEntry, Guest, Hotel, Membership, User
from pms.models import Appointment, RoomUse
from tests.factories import make_hotel

pytestmark = pytest.mark.django_db(transaction=True)

BY_TYPE = {
    models.BooleanField: False,
    models.IntegerField: 1,
    models.DecimalField: Decimal(1),
    models.DateTimeField: datetime(2027, 1, 1, tzinfo=UTC),
    models.DateField: date(2027, 1, 1),
    models.TimeField: time(12),
    models.JSONField: {},
    models.BinaryField: b"x",
    DateRangeField: (date(2027, 1, 1), date(2027, 1, 3)),
    DateTimeRangeField: (datetime(2027, 1, 1, 12, tzinfo=UTC), datetime(2027, 1, 1, 13, tzinfo=UTC)),
}
# Where the tables ask for more than a value of the type.
OTHERS = {
    RoomUse: {"kind": "block"},
    Appointment: {"ends_at": datetime(2027, 1, 2, tzinfo=UTC)},
}
taken = itertools.count(1)


def value_of(field, made):
    """Something a column takes; a row of the same hotel where it points at another table."""
    if field.remote_field and not field.null:
        return made[field.related_model]
    if field.remote_field and field.related_model is Hotel:
        return made[Hotel]
    if field.has_default():
        return field.get_default()
    if field.null or field.generated:
        return None
    if isinstance(field, models.UUIDField):
        return uuid.uuid4()
    if isinstance(field, models.IntegerField) and field.name.endswith("_id"):
        return next(taken)
    if isinstance(field, models.CharField | models.TextField):
        return f"{next(taken):x}"
    return next((value for kind, value in BY_TYPE.items() if isinstance(field, kind)), None)


def fill(hotel, user):
    """A row in every table there is that can have one of a hotel."""
    made = {Hotel: hotel.pk, User: user.pk}
    waiting = [table.model for table in erasing.tables() if table.model is not Hotel]
    while waiting:
        model = next(each for each in waiting if needs(each) <= made.keys())
        fields = [
            field
            for field in model._meta.concrete_fields
            if not field.generated and (not field.primary_key or not isinstance(field, models.AutoField))
        ]
        row = model(**{field.attname: value_of(field, made) for field in fields} | OTHERS.get(model, {}))
        models.Model.save_base(row, raw=True, force_insert=True)
        made[model] = row.pk
        waiting.remove(model)


def needs(model):
    return {field.related_model for field in model._meta.fields if field.remote_field and not field.null}


def account(name):
    return User.objects.create_user(f"{name}@example.com", "a-long-password", name=name)


@pytest.fixture
def closed():
    """A hotel that was switched off, with a row in every table."""
    hotel = make_hotel(is_active=False)
    fill(hotel, account("Nora"))
    return hotel


@pytest.fixture
def other():
    hotel = make_hotel()
    fill(hotel, account("Olga"))
    return hotel


def remove(hotel, *more):
    out = io.StringIO()
    call_command("remove_hotel", hotel.slug, *more, stdout=out)
    return out.getvalue()


def test_everything_of_the_hotel_goes_and_nothing_of_another(closed, other):
    everything = {table.label for table in erasing.tables()}
    before = erasing.rows_of(other)
    assert set(erasing.rows_of(closed)) == set(before) == everything

    out = remove(closed, "--yes")

    assert erasing.rows_of(closed) == {}
    assert erasing.rows_of(other) == before
    assert all(label in out for label in everything)


def test_every_table_is_a_hotels_or_known_to_be_nobodys():
    nobodys = {
        "admin.logentry", "auth.group", "auth.group_permissions", "auth.permission",
        "contenttypes.contenttype", "sessions.session", "hotels.tier", "hotels.user", "hotels.user_groups",
        "hotels.user_user_permissions", "agents.modelsetting",
    }  # fmt: skip
    models_ = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}

    assert models_ - {table.label for table in erasing.tables()} == nobodys


def test_the_accounts_of_those_who_work_nowhere_else_go_too(closed, other):
    both, boss = account("Berta"), User.objects.create_superuser("boss@example.com", "a-long-password")
    for hotel, person in ((closed, both), (other, both), (closed, boss)):
        Membership.objects.create(hotel=hotel, user=person, role="manager")

    remove(closed, "--yes")

    assert {person.name for person in User.objects.all()} == {"Olga", "Berta", boss.name}
    assert [row.hotel for row in both.memberships.all()] == [other]


def test_the_admins_history_forgets_what_its_rows_said(closed, other):
    boss = User.objects.create_superuser("boss@example.com", "a-long-password")
    kind = ContentType.objects.get_for_model(Guest)
    for hotel in (closed, other):
        LogEntry.objects.create(
            user=boss,
            content_type=kind,
            object_id=str(hotel.guests.get().pk),
            object_repr=hotel.name,
            action_flag=CHANGE,
        )

    remove(closed, "--yes")

    assert [entry.object_repr for entry in LogEntry.objects.all()] == [other.name]


def test_what_was_removed_is_in_the_trail_of_the_installation(closed):
    remove(closed, "--yes")

    entry = AuditEntry.objects.get(hotel=None)
    assert (entry.action, entry.actor_name) == ("hotel.removed", "remove_hotel")
    assert entry.details["slug"] == closed.slug
    assert entry.details["rows"]["hotels.hotel"] == 1


def test_an_active_hotel_is_not_removed(other):
    before = erasing.rows_of(other)

    with pytest.raises(CommandError, match="is active"):
        remove(other, "--yes")

    assert erasing.rows_of(other) == before


def test_without_yes_it_is_only_shown(closed):
    before = erasing.rows_of(closed)

    with pytest.raises(CommandError, match=r"1 accounts of people who work nowhere else.*--yes"):
        remove(closed)

    assert erasing.rows_of(closed) == before


def test_an_unknown_hotel_is_said_to_be_none():
    with pytest.raises(CommandError, match="no hotel nowhere"):
        call_command("remove_hotel", "nowhere", "--yes")


def test_what_fails_half_way_removes_nothing(closed):
    before = erasing.rows_of(closed)

    def full(label, rows):
        if label == "pms.rate":
            raise OSError("no space left on device")

    with pytest.raises(OSError):
        erasing.remove(closed, "remove_hotel", full)

    assert erasing.rows_of(closed) == before
