"""Which rooms are free, and who gets which: the ledger of room uses.

Readers take no lock and look past holds that have expired. A writer first locks the room types whose
rooms it gives away, then looks, then writes: of two buyers of a last room one comes after the other. The
exclusion constraint `no_room_is_sold_twice` is the last guard, also against writers that take no lock.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hotels.models import Hotel
from pms.base import Offer, Stay
from pms.errors import PMSRefused
from pms.models import Room, RoomStay, RoomType, RoomUse

NEAR = timedelta(days=30)  # neighbouring stays farther away than this leave no gap worth keeping
Kind = RoomUse.Kind


@dataclass(frozen=True)
class Need:
    """One room somebody needs; `room` (primary key) is the one to keep if it is free, whatever its type."""

    room_type: int  # primary key
    stay: Stay
    room: int | None = None


def lock_types(hotel: Hotel, codes: Iterable[str], rooms: Collection[int] = ()) -> dict[str, RoomType]:
    """Lock these room types, and those of these rooms, until the transaction ends; by code.

    In order of their primary keys, so that two writers never wait for each other. Holds of theirs that
    have expired are deleted. A code without a type is missing in what comes back.
    """
    wanted = Q(code__in=set(codes)) | Q(pk__in=hotel.rooms.filter(pk__in=rooms).values("room_type"))
    found = {row.code: row for row in _by_key(hotel).filter(wanted)}
    expired = RoomUse.objects.filter(hotel=hotel, kind=Kind.HOLD, expires_at__lte=timezone.now())
    expired.filter(room__room_type__in=[row.pk for row in found.values()]).delete()
    return found


def _by_key(hotel: Hotel) -> QuerySet[RoomType]:
    return RoomType.objects.select_for_update(no_key=True).filter(hotel=hotel).order_by("pk")


def uses(hotel: Hotel) -> QuerySet[RoomUse]:
    """The uses of rooms that count now: all but holds that have expired."""
    return RoomUse.objects.filter(~Q(kind=Kind.HOLD) | Q(expires_at__gt=timezone.now()), hotel=hotel)


def free_rooms(hotel: Hotel, stay: Stay, held_by: str = "") -> QuerySet[Room]:
    """Active rooms nobody has on any night of the stay: one room serves the whole stay.

    What `held_by` holds is free: the key of who asks.
    """
    taken = uses(hotel).filter(room=OuterRef("pk"), period__overlap=(stay.arrival, stay.departure))
    if held_by:
        taken = taken.exclude(kind=Kind.HOLD, hold_key=held_by)
    return Room.objects.filter(~Exists(taken), hotel=hotel, is_active=True)


def free_by_type(hotel: Hotel, stay: Stay, held_by: str = "") -> dict[int, int]:
    """How many rooms are free for the stay, by the primary key of their type; none: not in it."""
    counted = free_rooms(hotel, stay, held_by).order_by().values("room_type").annotate(rooms=Count("pk"))
    return {row["room_type"]: row["rooms"] for row in counted}


def assign(hotel: Hotel, needs: Sequence[Need], *, without: Collection[int] = ()) -> list[Room]:
    """A room for each need, in their order. Raises PMSRefused `sold_out` when there is not one for all.

    The room to keep where it is free, else of the free ones the one where the stay leaves the shortest
    gaps to its neighbours, so that long ones stay whole; of two the lower number. Rooms of `without`
    (primary keys of room stays) count as given back. Writes nothing.
    """
    kept = {need.room for need in needs if need.room}
    rooms = {
        room.pk: room
        for room in Room.objects.filter(
            Q(room_type__in={need.room_type for need in needs}, is_active=True) | Q(pk__in=kept), hotel=hotel
        ).order_by("number")
    }
    taken = _taken(hotel, rooms, needs, without)
    found: dict[int, Room] = {}
    # Who keeps a room chooses first: else somebody new might get it.
    for place, need in sorted(enumerate(needs), key=lambda pair: pair[1].room is None):
        candidates = [room for room in rooms.values() if _is_free(taken[room.pk], need.stay)]
        room = next((room for room in candidates if room.pk == need.room), None)
        if room is None:
            fitting = [r for r in candidates if r.room_type_id == need.room_type and r.is_active]
            today = hotel.today()
            room = min(fitting, key=lambda r: _gap(taken[r.pk], need.stay, today), default=None)
        if room is None:
            raise PMSRefused("sold_out", "there is no room left for this stay")
        taken[room.pk].append((need.stay.arrival, need.stay.departure))
        found[place] = room
    return [found[place] for place in range(len(needs))]


def _taken(
    hotel: Hotel, rooms: Collection[int], needs: Sequence[Need], without: Collection[int]
) -> defaultdict[int, list[tuple[date, date]]]:
    """By room the periods it is taken around the stays that are needed."""
    first = min(need.stay.arrival for need in needs) - NEAR
    last = max(need.stay.departure for need in needs) + NEAR
    rows = uses(hotel).filter(room__in=rooms, period__overlap=(first, last))
    taken: defaultdict[int, list[tuple[date, date]]] = defaultdict(list)
    for room, period, room_stay in rows.values_list("room_id", "period", "room_stay_id"):
        if room_stay not in without:
            taken[room].append((period.lower, period.upper))
    return taken


def _is_free(taken: Iterable[tuple[date, date]], stay: Stay) -> bool:
    return all(until <= stay.arrival or since >= stay.departure for since, until in taken)


def _gap(taken: Iterable[tuple[date, date]], stay: Stay, today: date) -> int:
    """Free nights before and after a stay in a room that is free for it."""
    before = max([stay.arrival - NEAR, today, *(until for _, until in taken if until <= stay.arrival)])
    after = min([stay.departure + NEAR, *(since for since, _ in taken if since >= stay.departure)])
    return (stay.arrival - before).days + (after - stay.departure).days


def occupy(room: Room, room_stay: RoomStay, stay: Stay) -> RoomUse:
    """Enter a stay into the ledger."""
    return RoomUse.objects.create(
        hotel_id=room.hotel_id, room=room, room_stay=room_stay, period=(stay.arrival, stay.departure)
    )


def hold(
    hotel: Hotel, key: str, offers: Sequence[Offer], until: datetime, room: int | None = None
) -> list[Room]:
    """Keep a room for each offer until then (aware); whoever books with this key gets them.

    `room` (primary key) is one of them if it is free and of the first offer's type.
    Again with the same key: instead of what it held. All or none: PMSRefused `sold_out`, `no_rate` (no
    such room type) or `no_rooms`; then what it held stays.
    """
    if not offers:
        raise PMSRefused("no_rooms", "at least one room is needed")
    with transaction.atomic():
        types = lock_types(hotel, (offer.room_type.code for offer in offers))
        release(hotel, key)
        if missing := {offer.room_type.code for offer in offers} - types.keys():
            raise PMSRefused("no_rate", f"there is no room type {min(missing)[:16]}")
        needs = [Need(types[offer.room_type.code].pk, offer.stay) for offer in offers]
        same = hotel.rooms.filter(is_active=True, room_type=needs[0].room_type)
        if room is not None and same.filter(pk=room).exists():
            needs[0] = replace(needs[0], room=room)
        rooms = assign(hotel, needs)
        RoomUse.objects.bulk_create(
            RoomUse(
                hotel=hotel,
                room=room,
                period=(offer.stay.arrival, offer.stay.departure),
                kind=Kind.HOLD,
                hold_key=key,
                expires_at=until,
            )
            for room, offer in zip(rooms, offers, strict=True)
        )
    return rooms


def release(hotel: Hotel, key: str) -> int:
    """Give back what this key holds; how many rooms that were."""
    return RoomUse.objects.filter(hotel=hotel, kind=Kind.HOLD, hold_key=key).delete()[0]


def take_over(hotel: Hotel, key: str, needs: Sequence[Need]) -> list[Room]:
    """As `assign`, the rooms held by this key first; what it held is given back."""
    held = list(uses(hotel).filter(kind=Kind.HOLD, hold_key=key).order_by("pk").select_related("room"))
    release(hotel, key)
    wanted = []
    for need in needs:
        use = next((use for use in held if use.room.room_type_id == need.room_type), None)
        if use:
            held.remove(use)
        wanted.append(replace(need, room=use.room_id) if use else need)
    return assign(hotel, wanted)
