"""How far a guest is with us, and what follows from it: tools, what a request needs, the tone.

Only what is known without asking anybody outside counts. A guest who booked elsewhere or writes from another
phone looks like one who is shopping, so no phase takes away what such a guest needs: it asks for proof.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Literal

from agents.config import Phase
from hotels.models import Hotel
from pms.base import RoomStay
from pms.known import stays_of, stays_under

ARRIVING = timedelta(days=3)  # before the first night
LEFT = timedelta(days=14)  # after check-out; later they are a guest who looks for a stay again
_LIVE = ("pending", "confirmed", "checked_in")

PHASES: tuple[Phase, ...] = ("shopping", "booked", "arriving", "in_house", "left")
_NOT_IN_HOUSE: tuple[Phase, ...] = ("shopping", "booked", "arriving", "left")

# When a tool makes sense. What is looked up or booked is checked again by the desk, whatever the phase: to
# change a reservation there must be one of the guest's, to move an appointment there must be one.
TOOLS: Mapping[str, tuple[Phase, ...]] = {
    "find_offers": PHASES,  # in the house: for more nights, or for somebody else
    "quote": PHASES,
    "propose_booking": PHASES,
    "join_waiting_list": PHASES,
    "rooms_for_budget": PHASES,
    "compare_rooms": PHASES,
    "popular_rooms": PHASES,
    "better_rooms": _NOT_IN_HOUSE,  # who lives here is not to be sold another room unasked
    "my_reservations": PHASES,
    "find_reservation": PHASES,
    "propose_change": PHASES,  # the PMS may know a stay that we have not heard of
    "propose_cancellation": PHASES,
    "find_services": PHASES,
    "service_slots": PHASES,
    "propose_appointment": PHASES,  # also for day guests; the calendar knows no past
    "my_appointments": PHASES,
    "propose_move": PHASES,
    "propose_appointment_cancellation": PHASES,
    "propose_request": PHASES,  # see `request_needs`
    "house_facts": PHASES,  # documents have phases of their own
    "hand_over": PHASES,
}

_IN_ROOM = ("towels", "cleaning", "supplies", "repair", "wake_up", "food")
Need = Literal["nothing", "room_number", "stay"]

TONE: Mapping[Phase, str] = {
    "shopping": (
        "No stay of the guest is known: they may be choosing one, or have booked elsewhere or under another "
        "number. Do not say that they have no booking. Who says that they have one proves it with code and "
        "surname; who says that they are in the house is helped once they name their room."
    ),
    "booked": "The guest has booked a stay that is still some time away. Help them to look forward to it.",
    "arriving": (
        "The guest arrives within days or today. Be practical: way, hours, what they need on arrival. Sell "
        "nothing that they do not ask for."
    ),
    "in_house": (
        "The guest is in the house. Be brief and see that things get done. Offer no other room and no better "
        "rate unless they ask; a trouble comes first."
    ),
    "left": (
        "The guest has left. Look after lost things, invoices and complaints; nothing of the house is theirs "
        "to use now. Do not push another stay."
    ),
}


def phase_of(hotel: Hotel, guest_id: int, now: datetime, proved: Iterable[str] = ()) -> Phase:
    """The phase of the stay that matters most at `now`; `proved` are codes that they have shown to be theirs.

    In the house as soon as the PMS says that they are checked in; where it does not, from the day after the
    arrival, since not every house enters who has come. Until then they are arriving, however late it is: what
    only those in the house are told (the code of a door) is not told for a booking alone. They have left at
    the hour of check-out on the day of departure, unless the PMS says that they are still here.
    """
    return _phase(hotel, _rooms(hotel, guest_id, proved), now)


def room_types_of(hotel: Hotel, guest_id: int, now: datetime, proved: Iterable[str] = ()) -> tuple[str, ...]:
    """The room types (codes) of the stay that matters most, which gives the phase; none while they shop.

    Who lives in one room and has booked another for later is a guest of the first.
    """
    rooms = _rooms(hotel, guest_id, proved)
    phase = _phase(hotel, rooms, now)
    if phase == "shopping":
        return ()
    today = now.astimezone(hotel.tz).date()
    theirs = [room for room in rooms if _phase(hotel, [room], now) == phase]
    # On the day they move from one room to another they are between the two.
    moving = [room for room in rooms if today in (room.stay.arrival, room.stay.departure)]
    return tuple(sorted({room.room_type.code for room in theirs or moving}))


def request_needs(phase: Phase, kind: str) -> Need:
    """What a request of this kind (pms.requests) needs besides the wish itself.

    Whoever is not known to be in the house names the room, for staff to compare with who lives there; a late
    check-out after the stay is nobody's until its reservation was shown.
    """
    if phase == "left" and kind in ("late_check_out", "early_check_in"):
        return "stay"
    return "room_number" if kind in _IN_ROOM and phase != "in_house" else "nothing"


def _rooms(hotel: Hotel, guest_id: int, proved: Iterable[str]) -> list[RoomStay]:
    """The rooms of all reservations that we know to be theirs, without those given up."""
    known = {each.code: each for each in (*stays_under(hotel, proved), *stays_of(hotel, guest_id))}
    stays = (each for each in known.values() if each.status not in ("cancelled", "no_show"))
    return [room for each in stays for room in each.live_rooms]


def _phase(hotel: Hotel, rooms: Iterable[RoomStay], now: datetime) -> Phase:
    today, clock = now.astimezone(hotel.tz).date(), now.astimezone(hotel.tz).time()
    live, over = _stays(rooms, today)
    if any(
        (is_here or arrival < today) and _goes_on(departure, today, is_here or clock < hotel.check_out)
        for arrival, departure, is_here in live
    ):
        return "in_house"
    ahead = [arrival for arrival, departure, _ in live if arrival >= today and departure > today]
    if ahead:
        return "arriving" if min(ahead) - today <= ARRIVING else "booked"
    over += [departure for _, departure, _ in live]
    return "left" if any(today - LEFT <= day for day in over) else "shopping"


def _stays(known: Iterable[RoomStay], today: date) -> tuple[list[tuple[date, date, bool]], list[date]]:
    """Stays not yet over: arrival, departure, whether they are checked in; and days on which others ended.

    Room by room, those that follow on another without a day between as one.
    """
    rooms = list(known)
    over = [min(room.stay.departure, today) for room in rooms if room.status == "checked_out"]
    over += [room.stay.departure for room in rooms if room.status in _LIVE and room.stay.departure < today]
    left = [room for room in rooms if room.status in _LIVE and room.stay.departure >= today]
    joined: list[tuple[date, date, bool]] = []
    for room in sorted(left, key=lambda room: room.stay.arrival):
        is_here = room.status == "checked_in"
        if joined and room.stay.arrival <= joined[-1][1]:
            arrival, departure, was_here = joined.pop()
            joined.append((arrival, max(departure, room.stay.departure), is_here or was_here))
        else:
            joined.append((room.stay.arrival, room.stay.departure, is_here))
    return joined, over


def _goes_on(departure: date, today: date, is_open: bool) -> bool:
    return today < departure or (today == departure and is_open)
