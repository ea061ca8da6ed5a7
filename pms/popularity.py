"""Which rooms guests take most, from our own reservations or the mirror of an outside PMS."""

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from hotels.models import Hotel
from pms.base import ReservationInfo
from pms.models import Mirrored, PMSLink, RoomStay
from pms.records import from_json

BACK = timedelta(days=365)
ENOUGH = 10  # rooms sold: fewer say nothing of what is liked
_TAKEN = ("confirmed", "checked_in", "checked_out")


def popular_room_types(hotel: Hotel) -> list[str]:
    """Codes of room types by how often they were taken in the last year; empty: too few to tell."""
    since = timezone.now() - BACK
    if PMSLink.objects.filter(hotel=hotel).exclude(kind=PMSLink.Kind.BUILTIN).exists():
        rows = Mirrored.objects.filter(hotel=hotel, status__in=_TAKEN, seen_at__gt=since)
        found = [from_json(ReservationInfo, row.found) for row in rows.only("found")[:5_000]]
        counts = Counter(room.room_type.code for each in found for room in each.live_rooms)
    else:
        stays = RoomStay.objects.filter(
            hotel=hotel, status__in=_TAKEN, reservation__created_at__gt=since
        ).values_list("room_type__code", flat=True)
        counts = Counter(stays)
    return [code for code, _ in counts.most_common()] if counts.total() >= ENOUGH else []
