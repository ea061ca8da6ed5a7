"""Rooms that staff keep for somebody who has not decided yet.

A hold has the key of the form it was made with: booking with the same key takes its rooms over, and when its
time is over they are free again by themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from hotels import audit
from hotels.models import Hotel
from pms import inventory
from pms.base import Offer, Stay
from pms.builtin import Builtin
from pms.deskwork import Actor, own
from pms.errors import PMSRefused
from pms.models import Room, RoomUse

SHORT = timedelta(hours=2)
LONGEST = timedelta(hours=48)
TODAY = (time(18), time(20), time(22))  # hotel-local
TOMORROW = (time(10), time(12), time(18))


@dataclass(frozen=True)
class Held:
    """What a key holds until then (aware)."""

    rooms: tuple[str, ...]  # numbers
    types: tuple[str, ...]  # codes, one for each room
    stay: Stay
    until: datetime


def moments(hotel: Hotel) -> list[datetime]:
    """Until when a room can be held, in whole minutes: two hours, or an hour of today or tomorrow."""
    now = timezone.now().astimezone(hotel.tz).replace(second=0, microsecond=0)
    tomorrow = now.date() + timedelta(days=1)
    later = [datetime.combine(now.date(), hour, hotel.tz) for hour in TODAY]
    later += [datetime.combine(tomorrow, hour, hotel.tz) for hour in TOMORROW]
    return [now + SHORT, *(moment for moment in later if moment > now)]


def held(hotel: Hotel, key: str) -> Held | None:
    """What this key holds now."""
    rows = inventory.uses(hotel).filter(kind=RoomUse.Kind.HOLD, hold_key=key).order_by("pk")
    found = list(rows.select_related("room__room_type"))
    if not found or found[0].expires_at is None:
        return None
    return Held(
        tuple(use.room.number for use in found),
        tuple(use.room.room_type.code for use in found),
        Stay(found[0].period.lower, found[0].period.upper),
        found[0].expires_at,
    )


def hold(
    hotel: Hotel, key: str, offers: Sequence[Offer], until: datetime, actor: Actor, *, number: str = ""
) -> Held:
    """Hold a room for each offer, of one stay; `number` is one of them if it is free and of their type.

    Again with the same key: instead of what it held. Raises PMSRefused `bad_until` (past, or over 48 hours
    ahead), `key_reused` (booked already), `outside_pms`, and as pms.inventory.hold.
    """
    own(hotel)
    if not timezone.now() < until <= timezone.now() + LONGEST:
        raise PMSRefused("bad_until", "a room is held for 48 hours at most")
    with transaction.atomic():
        inventory.lock_types(hotel, (offer.room_type.code for offer in offers))
        if Builtin(hotel).written(key):
            raise PMSRefused("key_reused", "this was booked already")
        before = held(hotel, key)
        wanted = tuple(offer.room_type.code for offer in offers)
        if before and (before.types, before.stay, before.until) == (wanted, offers[0].stay, until):
            return before
        room = Room.objects.filter(hotel=hotel, number=number).first()
        rooms = inventory.hold(hotel, key, offers, until, room.pk if room else None)
        numbers = tuple(each.number for each in rooms)
        now = Held(numbers, wanted, offers[0].stay, until)
        audit.record(hotel, actor, "rooms.held", rooms[0], _trace(now))
    return now


def let_go(hotel: Hotel, key: str, actor: Actor) -> int:
    """Give back what this key holds; how many rooms that were. Nothing held (any more): nothing happens."""
    with transaction.atomic():
        before = held(hotel, key)
        released = inventory.release(hotel, key)
        if before and released:
            room = Room.objects.get(hotel=hotel, number=before.rooms[0])
            audit.record(hotel, actor, "rooms.released", room, _trace(before))
    return released


def let_go_of(hotel: Hotel, use_id: int, actor: Actor) -> None:
    """Give back a held room, and those held together with it. Raises PMSRefused `not_found`."""
    use = hotel.room_uses.filter(pk=use_id, kind=RoomUse.Kind.HOLD).first()
    if use is None or not let_go(hotel, use.hold_key, actor):
        raise PMSRefused("not_found", "there is no such hold")


def _trace(found: Held) -> dict[str, str]:
    """What the audit says about a hold."""
    return {
        "rooms": ", ".join(found.rooms),
        "arrival": found.stay.arrival.isoformat(),
        "departure": found.stay.departure.isoformat(),
        "until": found.until.isoformat(),
    }
