"""Following an outside PMS: what its own staff, website and agencies book, change and cancel.

`follow` asks what changed since the last time and keeps each reservation as it was found (`Mirrored`), for
the tape chart and for comparing. Where we are is in `SyncState`, saved after each portion: a worker that
dies costs one portion. The PMS stays the truth; nothing is sold or said to a guest from here.
"""

import time
import uuid
from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone
from redis import RedisError

from hotels.models import Hotel
from hotels.outside import redis_client
from pms import reconcile, resilience, systems
from pms.base import PMS, Changes, ReservationInfo
from pms.errors import PMSError
from pms.models import Mirrored, PMSLink, Proposal, SyncState
from pms.records import to_json

log = structlog.get_logger(__name__)

FIRST_LOOK = timedelta(days=400)  # who comes from today on may have booked that long ago
FLIGHT_SECONDS = 20  # of work; then the next round goes on
LEASE_SECONDS = 120  # of one flight: a portion more than the work
CHECK_SECONDS = 300
RECHECKED = 20  # reservations in a check


def followed(limit: int = 5000) -> list[int]:
    """The hotels whose PMS is not ours."""
    links = PMSLink.objects.filter(hotel__is_active=True).exclude(kind__in=systems.REPEATABLE)
    return list(links.order_by("hotel").values_list("hotel_id", flat=True)[:limit])


def follow(hotel: Hotel) -> int | None:
    """Take over what changed since the last time; how many reservations, None when somebody else is at it.

    Never raises PMSError: what went wrong is in the hotel's SyncState, and the next round tries again.
    """
    lease, token = f"pms:{hotel.pk}:following", uuid.uuid4().hex
    try:
        if not redis_client().set(lease, token, nx=True, ex=LEASE_SECONDS):
            return None
    except RedisError:
        return None  # the next round will do; without Redis nobody rings anyway
    try:
        return _follow(hotel)
    finally:
        _give_up(lease, token)


def _follow(hotel: Hotel) -> int:
    state, _ = SyncState.objects.get_or_create(hotel=hotel)
    until, taken = time.monotonic() + FLIGHT_SECONDS, 0
    try:
        pms = systems.open_pms(hotel)
        while True:
            SyncState.objects.filter(pk=state.pk).update(tried_at=timezone.now())
            since = state.until or timezone.now() - FIRST_LOOK
            changes = pms.changed_since(since)
            taken += take(hotel, changes)
            more = changes.until > since and timezone.now() - changes.until > timedelta(minutes=5)
            state.until = max(changes.until, since)
            state.succeeded_at, state.error = timezone.now(), ""
            state.save(update_fields=["until", "succeeded_at", "error"])
            if not more or time.monotonic() > until:
                break
        if _is_time_to_check(hotel):
            taken += recheck(hotel, pms, until)
            reconcile.check(hotel, pms)
    except PMSError as error:
        log.warning("pms_not_followed", hotel=hotel.pk, error=type(error).__name__)
        SyncState.objects.filter(pk=state.pk).update(error=f"{type(error).__name__}: {error}"[:200])
    return taken


def take(hotel: Hotel, changes: Changes) -> int:
    """Keep reservations as they were found, and compare what is new in them; how many were new or others."""
    other = [found for found in changes.reservations if _kept(hotel, found)]
    if other:
        resilience.forget(hotel)
    for found in other:
        reconcile.compare(hotel, found)
    return len(other)


def recheck(hotel: Hotel, pms: PMS, until: float) -> int:
    """Read again what was not heard of for longest, and what we booked and never saw there.

    Not every change there moves the date of the order, so what we hear of is not all. Stops at `until`
    (time.monotonic).
    """
    today = hotel.today()
    coming = Mirrored.objects.filter(hotel=hotel, stay__endswith__gte=today).exclude(
        status__in=reconcile.OVER
    )
    ours = Proposal.objects.filter(
        hotel=hotel,
        kind=Proposal.Kind.BOOK,
        state=Proposal.State.COMMITTED,
        receipt__reservation__rooms__0__stay__departure__gte=today.isoformat(),
    )
    booked = ours.order_by("-settled_at").values_list("receipt__reservation__code", flat=True)[
        : RECHECKED * 50
    ]
    known = set(Mirrored.objects.filter(hotel=hotel, code__in=list(booked)).values_list("code", flat=True))
    unseen = [code for code in booked if code not in known][:RECHECKED]
    moved = 0
    for code in [*unseen, *coming.order_by("seen_at").values_list("code", flat=True)[:RECHECKED]]:
        if time.monotonic() > until:
            break
        found = pms.reservation(code)
        if found is None:
            reconcile.missing(hotel, code)
            Mirrored.objects.filter(hotel=hotel, code=code).update(seen_at=timezone.now())
        else:
            moved += take(hotel, Changes((found,), timezone.now()))
    return moved


@transaction.atomic
def _kept(hotel: Hotel, found: ReservationInfo) -> bool:
    """Keep one; whether it is other than it was. What is long over is not worth a row."""
    mine = Mirrored.objects.select_for_update().filter(hotel=hotel)
    row = mine.filter(code=found.code).first()
    stored = to_json(found)
    if row is None and found.stay.departure < hotel.today():
        return False
    if row is not None and row.found == stored:
        Mirrored.objects.filter(pk=row.pk).update(seen_at=timezone.now())
        return False
    Mirrored.objects.update_or_create(
        hotel=hotel,
        code=found.code,
        defaults={
            "status": found.status,
            "stay": (found.stay.arrival, found.stay.departure),
            "found": stored,
            "seen_at": timezone.now(),
        },
    )
    return True


def _is_time_to_check(hotel: Hotel) -> bool:
    try:
        return bool(redis_client().set(f"pms:{hotel.pk}:checked", 1, nx=True, ex=CHECK_SECONDS))
    except RedisError:
        return False


def _give_up(lease: str, token: str) -> None:
    try:
        if redis_client().get(lease) == token:
            redis_client().delete(lease)
    except RedisError:
        pass  # it runs out by itself
