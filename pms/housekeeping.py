"""Rooms as staff keep them: clean or dirty, and out of order between two dates."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction

from hotels import audit
from hotels.models import Hotel
from pms import inventory
from pms.base import Stay
from pms.deskwork import Actor, own
from pms.errors import PMSRefused
from pms.limits import HORIZON_DAYS
from pms.models import Room, RoomUse


def room_numbered(hotel: Hotel, number: str) -> Room:
    """The hotel's active room with this number. Raises PMSRefused `not_found`."""
    rooms = hotel.rooms.filter(number=number.replace("\x00", "?"), is_active=True)
    room = rooms.select_related("room_type").first()
    if room is None:
        raise PMSRefused("not_found", "there is no such room")
    return room


def refuse_taken(hotel: Hotel, room: Room, stay: Stay, *, without: Collection[int] = ()) -> None:
    """Raise PMSRefused `room_taken` where somebody else than these room stays has it on one of the nights."""
    others = inventory.uses(hotel).filter(room=room, period__overlap=(stay.arrival, stay.departure))
    if any(use.room_stay_id not in without for use in others):
        raise PMSRefused("room_taken", f"room {room.number} is taken on these nights")


def block(hotel: Hotel, number: str, stay: Stay, actor: Actor, reason: str) -> RoomUse:
    """Take a room out of order for these nights.

    Raises PMSRefused `not_found`, `room_taken`, `past_date`, `too_far`, `reason_needed` or `outside_pms`.
    """
    own(hotel)
    room, today = room_numbered(hotel, number), hotel.today()
    if not reason.strip():
        raise PMSRefused("reason_needed", "say why the room is out of order")
    if stay.arrival < today:
        raise PMSRefused("past_date", f"{stay.arrival} is past; today is {today} at the hotel")
    if stay.departure > today + timedelta(days=HORIZON_DAYS):
        raise PMSRefused("too_far", f"a room can be out of order for the next {HORIZON_DAYS} days")
    with transaction.atomic():
        inventory.lock_types(hotel, [room.room_type.code])
        refuse_taken(hotel, room, stay)
        use = RoomUse.objects.create(
            hotel=hotel,
            room=room,
            period=(stay.arrival, stay.departure),
            kind=RoomUse.Kind.BLOCK,
            reason=reason.strip()[:200],
        )
        audit.record(hotel, actor, "room.blocked", room)
    return use


def unblock(hotel: Hotel, use_id: int, actor: Actor) -> None:
    """Put a room back in order. Raises PMSRefused `not_found`."""
    with transaction.atomic():
        use = hotel.room_uses.filter(pk=use_id, kind=RoomUse.Kind.BLOCK).select_related("room").first()
        if use is None:
            raise PMSRefused("not_found", "there is no such block")
        use.delete()
        audit.record(hotel, actor, "room.unblocked", use.room)


def set_room_state(hotel: Hotel, number: str, state: str, actor: Actor) -> Room:
    """Say that a room is clean or dirty. Raises PMSRefused `not_found` or `bad_state`."""
    if state not in Room.State.values:
        raise PMSRefused("bad_state", "a room is clean or dirty")
    with transaction.atomic():
        room = room_numbered(hotel, number)
        room.state = state
        room.save(update_fields=["state"])
        audit.record(hotel, actor, "room.state_set", room, {"state": state})
    return room
