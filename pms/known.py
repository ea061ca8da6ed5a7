"""What we know of a guest's stays without asking anybody outside: for staff who look at a conversation."""

from collections.abc import Iterable

from hotels.models import Guest, Hotel
from pms.base import GuestDetails, Receipt, ReservationInfo
from pms.builtin import Builtin
from pms.codes import normalise
from pms.models import Mirrored, PMSLink, Proposal
from pms.records import from_json

NEWEST = 10
Kind = Proposal.Kind


def known_stays(hotel: Hotel, guest: Guest) -> list[ReservationInfo]:
    """The guest's reservations, upcoming first, then the latest: at most ten.

    Of an outside PMS: those made through us, as the mirror has them, else as their receipts said.
    """
    outside = PMSLink.objects.filter(hotel=hotel).exclude(kind=PMSLink.Kind.BUILTIN).exists()
    if outside:
        found = _told(hotel, guest)
    else:
        found = list(Builtin(hotel).reservations_of(GuestDetails(guest.pk, guest.name)))
    today = hotel.today()
    found.sort(key=lambda each: (each.stay.departure < today, abs((each.stay.arrival - today).days)))
    return found[:NEWEST]


def stays_of(hotel: Hotel, guest_id: int) -> list[ReservationInfo]:
    """As known_stays, by the guest's id; nobody's, in a rehearsal without a guest, are none."""
    guest = Guest.objects.filter(hotel=hotel, pk=guest_id).first()
    return known_stays(hotel, guest) if guest else []


def stays_under(hotel: Hotel, codes: Iterable[str]) -> list[ReservationInfo]:
    """The reservations with these codes, whoever's they are; of an outside PMS as the mirror has them."""
    wanted = [normalise(code) for code in codes]
    if not wanted:
        return []
    if PMSLink.objects.filter(hotel=hotel).exclude(kind=PMSLink.Kind.BUILTIN).exists():
        rows = Mirrored.objects.filter(hotel=hotel, code__in=wanted)
        return [from_json(ReservationInfo, row.found) for row in rows]
    return [found for code in wanted if (found := Builtin(hotel).reservation(code))]


def _told(hotel: Hotel, guest: Guest) -> list[ReservationInfo]:
    committed = Proposal.objects.filter(
        hotel=hotel,
        guest=guest,
        kind__in=(Kind.BOOK, Kind.CHANGE, Kind.CANCEL),
        state=Proposal.State.COMMITTED,
        receipt__isnull=False,
    ).order_by("pk")
    known = {
        receipt.reservation.code: receipt.reservation
        for receipt in (from_json(Receipt, proposal.receipt) for proposal in committed)
    }
    for row in Mirrored.objects.filter(hotel=hotel, code__in=known):
        known[row.code] = from_json(ReservationInfo, row.found)
    return list(known.values())
