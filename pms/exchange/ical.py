"""iCal feeds (RFC 5545): when the rooms of a type are taken, for calendars and booking sites.

A feed has a secret address of which we keep only the digest. It says that a room is reserved, never by whom:
no name, no reservation code.
"""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from hotels import audit
from hotels.models import Hotel, User, in_language
from pms import inventory
from pms.base import ReservationInfo
from pms.models import CalendarFeed, Mirrored, PMSLink, RoomType, RoomUse
from pms.records import from_json
from pms.reservations import GIVEN_UP
from pms.systems import link_of

PAST = timedelta(days=31)  # what is over for longer is left out
FOLD = 75  # octets of a line


@dataclass(frozen=True)
class Taken:
    """A room that is taken; `period` is [first night, first free night), hotel-local."""

    uid: str
    room: str
    first: date
    until: date
    summary: str
    told_at: datetime  # aware


def open_feed(hotel: Hotel, room_type: RoomType, actor: User) -> str:
    """A new secret for the type's feed; the one before is good no more. It cannot be read again."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        row, _ = CalendarFeed.objects.update_or_create(
            hotel=hotel,
            room_type=room_type,
            defaults={"token_hash": digest(token), "created_at": timezone.now()},
        )
        audit.record(hotel, actor, "feed.opened", row, {"room_type": room_type.code})
    return token


def close_feed(hotel: Hotel, room_type: RoomType, actor: User) -> bool:
    """Revoke the address. False where there was none."""
    with transaction.atomic():
        row = CalendarFeed.objects.filter(hotel=hotel, room_type=room_type).first()
        if row is None:
            return False
        audit.record(hotel, actor, "feed.closed", row, {"room_type": room_type.code})
        row.delete()
    return True


def find_feed(token: str) -> CalendarFeed | None:
    """The feed with this secret, of a hotel in use. The digest is looked up: no time tells how near."""
    feeds = CalendarFeed.objects.select_related("hotel", "room_type").filter(hotel__is_active=True)
    return feeds.filter(token_hash=digest(token)).first()


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def calendar(feed: CalendarFeed) -> str:
    """The whole feed, the same as long as nothing in it changes."""
    hotel, room_type = feed.hotel, feed.room_type
    name = f"{hotel.name} · {in_language(room_type.name, hotel.language) or room_type.code}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Conserje//Rooms//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for taken in _taken(feed):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{taken.uid}",
            f"DTSTAMP:{taken.told_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{taken.first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{taken.until:%Y%m%d}",
            f"SUMMARY:{escaped(taken.summary)}",
            *([f"LOCATION:{escaped(taken.room)}"] if taken.room else []),
            "TRANSP:OPAQUE",
            "END:VEVENT",
        ]
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def escaped(text: str) -> str:
    """A value of type TEXT (3.3.11)."""
    plain = "".join(character for character in text if character >= " " or character == "\n")
    for character in "\\;,":
        plain = plain.replace(character, f"\\{character}")
    return plain.replace("\n", "\\n")


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, none of which breaks a character (3.1)."""
    pieces, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > FOLD:
            pieces.append("")
            size = 1  # the space before what follows
        pieces[-1] += character
        size += octets
    return "\r\n ".join(pieces)


def _taken(feed: CalendarFeed) -> Iterator[Taken]:
    since = feed.hotel.today() - PAST
    if link_of(feed.hotel).kind == PMSLink.Kind.BUILTIN:
        return _own(feed, since)
    return _mirrored(feed, since)


def _own(feed: CalendarFeed, since: date) -> Iterator[Taken]:
    """Stays and rooms out of order; what is only on hold is gone in minutes."""
    rows = (
        inventory.uses(feed.hotel)
        .filter(room__room_type=feed.room_type, period__endswith__gt=since)
        .exclude(kind=RoomUse.Kind.HOLD)
        .select_related("room", "room_stay__reservation")
        .order_by("period", "room__number")
    )
    for use in rows:
        stay = use.room_stay
        yield Taken(
            uid=_uid(feed, f"stay {stay.pk}" if stay else f"block {use.pk}"),
            room=use.room.number,
            first=use.period.lower,
            until=use.period.upper,
            summary="Reserved" if stay else "Not available",
            told_at=stay.reservation.updated_at if stay else use.created_at,
        )


def _mirrored(feed: CalendarFeed, since: date) -> Iterator[Taken]:
    rows = Mirrored.objects.filter(hotel=feed.hotel, stay__endswith__gt=since).order_by("stay", "pk")
    for row in rows.iterator():
        info = from_json(ReservationInfo, row.found)
        for room in info.rooms:
            if room.room_type.code == feed.room_type.code and room.status not in GIVEN_UP:
                yield Taken(
                    uid=_uid(feed, f"mirrored {row.pk} {room.id}"),
                    room=room.room_number,
                    first=room.stay.arrival,
                    until=room.stay.departure,
                    summary="Reserved",
                    told_at=info.updated_at or feed.created_at,
                )


def _uid(feed: CalendarFeed, what: str) -> str:
    """The same for the same stay, and of no use to look it up."""
    return f"{salted_hmac('pms.exchange.ical', f'{feed.hotel_id} {what}').hexdigest()}@{feed.hotel.slug}"
