"""A scratch hotel for one trial: built from a house of ours or as a copy of a hotel, and erased afterwards.

It is a real hotel to all code below, with its own rows. It has no staff, no channel and no PMS but the
builtin one, so nothing of it can reach anybody; and it answers to nobody, being inactive.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import structlog
import yaml
from django.db import connection, models, transaction
from django.utils import timezone

from agents import jobs
from agents.evals.tasks import OWN_HOUSE, WrongTask
from agents.models import Chunk, CuratedAnswer, Document, DocumentVersion, ToolSetting, Word
from hotels import erasing
from hotels.models import FlagSetting, Hotel, HouseFact, Knowledge
from hotels.tenancy import scratch
from pms.models import Promotion, Rate, RatePlan, Resource, Restriction, Room, RoomType, Service, Tax

HOUSES = Path(__file__).parent / "houses"
SLUG = re.compile(r"gym-[0-9a-f]{32}")
JOB_DIGITS = 16  # of a scratch hotel's name: the job it was built for, so that it goes when the job does
LEFT_OVER = timedelta(minutes=10)  # no trial takes as long, whatever it was built for
PRICED_DAYS = 800
# Of a hotel's own rows, what guests are answered from; in the order in which they name each other.
COPIED: tuple[type[models.Model], ...] = (
    HouseFact, Knowledge, CuratedAnswer, ToolSetting, FlagSetting, Tax, Promotion, RoomType, Room, RatePlan,
    Rate, Restriction, Resource, Service,
)  # fmt: skip

log = structlog.get_logger(__name__)


@cache
def houses() -> Mapping[str, dict[str, Any]]:
    """The houses of the gym by code."""
    return {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(HOUSES.glob("*.yaml"))
    }


@transaction.atomic
def build(owner: Hotel, house: str, clock: int, fields: Mapping[str, Any], job: int = 0) -> Hotel:
    """A hotel that is like `house`, where it is `clock` now. It runs on `owner`'s tier and flags.

    `own` is a copy of `owner`. `fields` are put over the hotel's own. `job` is the one it is built for: with
    it the hotel is swept. Raises WrongTask.
    """
    fields = {**fields, "slug": f"gym-{job:0{JOB_DIGITS}x}{secrets.token_hex(8)}"}
    if house == OWN_HOUSE:
        return _copied(owner, clock, fields)
    plan = houses().get(house)
    if plan is None:
        raise WrongTask(f"There is no house {house}.")
    hotel = _hotel(owner, clock, {**plan["hotel"], **fields})
    _copy(owner, hotel, [ToolSetting, FlagSetting])
    _furnish(hotel, plan)
    return hotel


def erase(hotel: Hotel) -> None:
    """Delete a scratch hotel with all that is its. Raises ValueError for any other hotel."""
    if not SLUG.fullmatch(hotel.slug) or hotel.is_active:
        raise ValueError(f"{hotel.slug} is no scratch hotel")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(erasing.deletions().replace("%(hotel)s", str(int(hotel.pk))))


def sweep() -> int:
    """Erase the scratch hotels that a worker left behind when it died. Returns how many."""
    there = list(scratch())  # before it is asked who lives: what is built meanwhile is not among them
    living = set(jobs.living().values_list("pk", flat=True))
    before = timezone.now() - LEFT_OVER
    left = [row for row in there if _job_of(row) not in living and (_job_of(row) or row.created_at < before)]
    for row in left:
        erase(row)
        log.warning("scratch_hotel_left_behind", hotel=row.slug, job=_job_of(row))
    return len(left)


def _job_of(hotel: Hotel) -> int:
    """The job a scratch hotel was built for; 0: none."""
    return int(hotel.slug.removeprefix("gym-")[:JOB_DIGITS], 16)


def zone_at(clock: int, now: datetime) -> str:
    """A time zone in which it is `clock` now, so that a trial never depends on the time of day."""
    ahead = (clock - now.astimezone(UTC).hour + 11) % 24 - 11
    return f"Etc/GMT{-ahead:+d}"  # the sign of these names is turned round


def _hotel(owner: Hotel, clock: int, fields: Mapping[str, Any]) -> Hotel:
    given = {"burst_seconds": 0, "languages": ["es", "en"]} | dict(fields)
    given |= {
        "is_active": False,
        "tier": owner.tier,
        "timezone": zone_at(clock, timezone.now()),
    }
    hotel = Hotel(**given)
    hotel.clean_fields()  # a clock given as text becomes one
    hotel.save()
    return hotel


def _copied(owner: Hotel, clock: int, fields: Mapping[str, Any]) -> Hotel:
    own = {
        field.name: getattr(owner, field.name)
        for field in Hotel._meta.concrete_fields
        if field.name not in ("id", "created_at")
    }
    hotel = _hotel(owner, clock, own | dict(fields))
    _copy(owner, hotel, COPIED)
    _documents(owner, hotel)
    return hotel


def _copy(owner: Hotel, hotel: Hotel, tables: Iterable[type[models.Model]]) -> None:
    """The owner's rows of these tables for another hotel, naming each other as before."""
    copies: dict[tuple[Any, int], models.Model] = {}
    for table in tables:
        rows = list(table._default_manager.filter(hotel=owner).order_by("pk"))
        for row in rows:
            old = row.pk
            for field in table._meta.concrete_fields:
                if field.is_relation and (
                    known := copies.get((field.related_model, getattr(row, field.attname)))
                ):
                    setattr(row, field.name, known)
            row.pk, row._state.adding, row.hotel = None, True, hotel  # type: ignore[attr-defined]
            copies[table, old] = row
        table._default_manager.bulk_create(rows)
    if Service in tables:
        for service in Service.objects.filter(hotel=owner).prefetch_related("resources"):
            copy: Any = copies[Service, service.pk]
            copy.resources.set(copies[Resource, each.pk] for each in service.resources.all())


def _documents(owner: Hotel, hotel: Hotel) -> None:
    """What is published of the owner's documents; the pieces go from table to table, they may be many."""
    _insert_as(Word, "hotel_id = %s", owner.pk, {"hotel_id": hotel.pk})
    read = DocumentVersion.objects.defer("raw", "text")
    for document in Document.objects.filter(hotel=owner).exclude(published=None):
        version = read.get(hotel=owner, pk=document.published_id or 0)
        old = version.pk
        document.pk, document._state.adding, document.hotel, document.published = None, True, hotel, None
        document.save()
        version = DocumentVersion.objects.create(
            hotel=hotel, document=document, number=version.number, digest=version.digest
        )
        Document.objects.filter(pk=document.pk).update(published=version)
        _insert_as(Chunk, "version_id = %s", old, {"hotel_id": hotel.pk, "version_id": version.pk})


def _insert_as(table: type[models.Model], which: str, value: int, instead: Mapping[str, int]) -> None:
    """Copy the rows of `table` that are meant, with other values in some columns."""
    name = connection.ops.quote_name(table._meta.db_table)
    columns = [str(field.column) for field in table._meta.concrete_fields if not field.primary_key]
    chosen = [str(instead[column]) if column in instead else column for column in columns]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {name} ({', '.join(columns)}) "  # noqa: S608
            f"SELECT {', '.join(chosen)} FROM {name} WHERE {which}",
            [value],
        )


def _furnish(hotel: Hotel, plan: Mapping[str, Any]) -> None:
    """The rows of a house of ours."""
    Tax.objects.bulk_create(Tax(hotel=hotel, **each) for each in plan.get("taxes", ()))
    kinds: dict[str, RoomType] = {}
    rooms: list[Room] = []
    for position, each in enumerate(plan["room_types"]):
        fields = {key: value for key, value in each.items() if key != "rooms"}
        kind = kinds[each["code"]] = RoomType(hotel=hotel, position=position, **fields)
        rooms += [Room(hotel=hotel, room_type=kind, number=number) for number in each["rooms"]]
    RoomType.objects.bulk_create(kinds.values())
    Room.objects.bulk_create(rooms)
    plans = {
        each["code"]: RatePlan(hotel=hotel, position=position, **each)
        for position, each in enumerate(plan["rate_plans"])
    }
    RatePlan.objects.bulk_create(plans.values())
    first = hotel.today() - timedelta(30)
    Rate.objects.bulk_create(
        Rate(
            hotel=hotel,
            currency=hotel.currency,
            first_night=first,
            last_night=first + timedelta(PRICED_DAYS),
            **{**each, "room_type": kinds[each["room_type"]], "rate_plan": plans[each["rate_plan"]]},
        )
        for each in plan["rates"]
    )
    _services(hotel, plan)
    HouseFact.objects.bulk_create(_fact(hotel, key, each) for key, each in plan.get("facts", {}).items())
    Knowledge.objects.bulk_create(Knowledge(hotel=hotel, **each) for each in plan.get("knowledge", ()))


def _services(hotel: Hotel, plan: Mapping[str, Any]) -> None:
    places = {each["code"]: Resource(hotel=hotel, **each) for each in plan.get("resources", ())}
    Resource.objects.bulk_create(places.values())
    offered = plan.get("services", ())
    rows = [
        Service(
            hotel=hotel,
            currency=hotel.currency,
            **{key: value for key, value in each.items() if key != "resources"},
        )
        for each in offered
    ]
    Service.objects.bulk_create(rows)
    for row, each in zip(rows, offered, strict=True):
        if needs := each.get("resources"):
            row.resources.set(places[code] for code in needs)


def _fact(hotel: Hotel, key: str, given: Mapping[str, Any]) -> HouseFact:
    text = {language: given[language] for language in ("es", "en") if language in given}
    price = Decimal(given["price"]) if "price" in given else None
    return HouseFact(
        hotel=hotel,
        key=key,
        answer=given["answer"],
        text=text,
        price=price,
        currency=hotel.currency if price is not None else "",
        per=given.get("per", ""),
    )
