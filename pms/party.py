"""Who belongs to a reservation, and what the guest or staff wrote on it."""

import re

from hotels.models import Hotel
from pms.base import ReservationInfo
from pms.deskwork import Actor, act, checked_phone, seen
from pms.errors import PMSRefused
from pms.given import checked_email, checked_name, checked_remarks
from pms.models import PartyMember
from pms.texts import checked_text

PARTY = 20  # members of one reservation
NOTES_LENGTH = 2000


def add_party_member(
    hotel: Hotel,
    code: str,
    actor: Actor,
    *,
    name: str,
    phone: str = "",
    email: str = "",
    may_change: bool = False,
) -> ReservationInfo:
    """Add somebody to the party. With `may_change`, whoever writes from these addresses sees it as their own.

    Raises PMSRefused `bad_guest_name`, `bad_phone`, `bad_email` or `too_many`.
    """
    fields = {
        "name": checked_name(name),
        "phone": checked_phone(phone),
        "email": checked_email(email).lower(),
        "may_change": may_change,
    }
    with act(hotel, code, actor, "party_changed") as row:
        if PartyMember.objects.filter(hotel=hotel, reservation=row).count() >= PARTY:
            raise PMSRefused("too_many", f"a party has at most {PARTY} members")
        PartyMember.objects.create(hotel=hotel, reservation=row, **fields)
    return seen(hotel, row)


def remove_party_member(hotel: Hotel, code: str, member_id: int, actor: Actor) -> ReservationInfo:
    """Take somebody out of the party. Raises PMSRefused `not_found` also for the member."""
    with act(hotel, code, actor, "party_changed") as row:
        if not PartyMember.objects.filter(hotel=hotel, reservation=row, pk=member_id).delete()[0]:
            raise PMSRefused("not_found", "there is no such member of the party")
    return seen(hotel, row)


def set_remarks(hotel: Hotel, code: str, text: str, actor: Actor) -> ReservationInfo:
    """The guest's wishes. Raises PMSRefused `bad_remarks`."""
    return _write_down(hotel, code, actor, "remarks", checked_remarks(text))


def set_notes(hotel: Hotel, code: str, text: str, actor: Actor) -> ReservationInfo:
    """What staff should know, and no guest or model ever sees. PMSRefused `bad_notes`, `card_number`."""
    tidy = checked_text(text, NOTES_LENGTH, "bad_notes", empty=True)
    return _write_down(hotel, code, actor, "notes", tidy)


def set_arrival_time(hotel: Hotel, code: str, clock: str, actor: Actor) -> ReservationInfo:
    """When the guest wants to come, HH:MM hotel-local; empty: not known. Raises PMSRefused `bad_time`."""
    if clock and not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", clock):
        raise PMSRefused("bad_time", "a time is written HH:MM")
    return _write_down(hotel, code, actor, "arrival_time", clock)


def _write_down(hotel: Hotel, code: str, actor: Actor, field: str, text: str) -> ReservationInfo:
    with act(hotel, code, actor, f"{field}_set") as row:
        setattr(row, field, text)
        row.save(update_fields=[field])
    return seen(hotel, row)
