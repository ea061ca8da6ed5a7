"""The waiting list: stays somebody would take if a room became free, whatever the hotel's PMS.

    waiting -> available (a room is free; they have a day) -> booked | gone
            -> gone (withdrawn, or the stay is past)

Nothing is held: who is told first may still come too late. Whoever calls `check` tells the guests.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils import timezone

from hotels.models import Guest, Hotel
from pms.base import Availability, Occupancy, Stay
from pms.errors import PMSRefused
from pms.limits import check_occupancy, check_stay
from pms.models import WaitingWish
from pms.systems import open_pms
from pms.texts import checked_text

CHANCE = timedelta(hours=24)  # after a guest was told; then it is the next one's turn
WISHES = 5  # open ones of one guest
State = WaitingWish.State
OPEN = (State.WAITING, State.AVAILABLE)


def join(
    hotel: Hotel,
    guest_id: int,
    stay: Stay,
    occupancy: Occupancy,
    *,
    room_type: str = "",
    conversation_id: int | None = None,
    note: str = "",
) -> WaitingWish:
    """Put a guest on the list; the same wish again is the same row.

    `room_type` is a code, empty for any. Raises PMSRefused `past_date`, `too_far`, `too_long`,
    `bad_occupancy`, `no_rate` (no such room type), `not_found` (the guest), `bad_text`, `card_number` or
    `too_many_wishes`; may raise PMSUnavailable.
    """
    check_stay(hotel, stay)
    check_occupancy(occupancy)
    note = checked_text(note, 200, "bad_text", empty=True)
    if room_type and room_type not in {each.code for each in open_pms(hotel).house().room_types}:
        raise PMSRefused("no_rate", "there is no such room type")
    with transaction.atomic():
        # The guest's row makes two calls at once come one after the other.
        if not Guest.objects.select_for_update(no_key=True).filter(hotel=hotel, pk=guest_id).exists():
            raise PMSRefused("not_found", "there is no such guest")
        for wish in of_guest(hotel, guest_id):
            if (_stay(wish), _people(wish), wish.room_type) == (stay, occupancy, room_type):
                return wish
        if len(of_guest(hotel, guest_id)) >= WISHES:
            raise PMSRefused("too_many_wishes", f"a guest can wait for {WISHES} stays at most")
        return WaitingWish.objects.create(
            hotel=hotel,
            guest_id=guest_id,
            conversation_id=conversation_id,
            stay=DateRange(stay.arrival, stay.departure),
            room_type=room_type,
            adults=occupancy.adults,
            children_ages=list(occupancy.children_ages),
            note=note,
        )


def of_guest(hotel: Hotel, guest_id: int) -> list[WaitingWish]:
    """The guest's open wishes, oldest first."""
    return list(_open(hotel).filter(guest=guest_id))


def withdraw(hotel: Hotel, guest_id: int, wish_id: int) -> bool:
    """Take a guest's own wish off the list; False when it was not there (any more)."""
    return _open(hotel).filter(guest=guest_id, pk=wish_id).update(state=State.GONE) == 1


def booked(hotel: Hotel, guest_id: int, stay: Stay) -> int:
    """Note that a guest has booked: their wishes for these nights are fulfilled. How many there were."""
    fulfilled = _open(hotel).filter(guest=guest_id, stay__overlap=(stay.arrival, stay.departure))
    return fulfilled.update(state=State.BOOKED)


def check(hotel: Hotel) -> list[WaitingWish]:
    """Mark who can have a room now, oldest wish first, not more of them than there are rooms.

    Gives back those marked just now: of two calls at once only one gives a wish back. A guest who was told
    has first call on the room for a day. May raise PMSUnavailable; then nothing is marked.
    """
    _let_go(hotel)
    waiting = list(_open(hotel).filter(state=State.WAITING))
    found = {(_stay(wish), _people(wish)): _look(hotel, wish) for wish in waiting}
    marked: list[WaitingWish] = []
    with transaction.atomic():
        rows = list(_open(hotel).select_for_update(no_key=True, of=("self",)))
        promised = [(wish, wish.room_type) for wish in rows if wish.state == State.AVAILABLE]
        for wish in rows:
            looked = found.get((_stay(wish), _people(wish)))
            if wish.state != State.WAITING or looked is None:
                continue
            room_type = _fitting(wish, looked, promised)
            if room_type is None:
                continue
            wish.state, wish.available_at = State.AVAILABLE, timezone.now()
            wish.save(update_fields=["state", "available_at"])
            promised.append((wish, room_type))
            marked.append(wish)
    return marked


def untold(hotel: Hotel) -> list[WaitingWish]:
    """Wishes that became possible and that nobody has spoken of yet, oldest first."""
    return list(_open(hotel).filter(state=State.AVAILABLE, told_at=None).select_related("guest"))


def mark_told(wish_id: int) -> bool:
    """Note that the word goes out: true for one caller only. Inside the transaction that stores it."""
    return WaitingWish.objects.filter(pk=wish_id, told_at=None).update(told_at=timezone.now()) == 1


def _open(hotel: Hotel) -> QuerySet[WaitingWish]:
    return WaitingWish.objects.filter(hotel=hotel, state__in=OPEN).order_by("pk")


def _let_go(hotel: Hotel) -> None:
    """End what is past: stays that should have begun, and chances nobody took."""
    _open(hotel).filter(stay__startswith__lt=hotel.today()).update(state=State.GONE)
    over = timezone.now() - CHANCE
    _open(hotel).filter(state=State.AVAILABLE, available_at__lt=over).update(state=State.GONE)


def _look(hotel: Hotel, wish: WaitingWish) -> Availability:
    try:
        return open_pms(hotel).find_offers(_stay(wish), _people(wish))
    except PMSRefused:  # the house has changed its mind on such stays
        return Availability(())


def _fitting(
    wish: WaitingWish, looked: Availability, promised: Sequence[tuple[WaitingWish, str]]
) -> str | None:
    """The room type that is free for the wish, those left out that others were told of; None: none.

    Of one who was told of any room it is not known which they will take: it counts for every type.
    """
    if looked.stale_seconds:
        return None
    stay = _stay(wish)
    for offer in looked.offers:
        code = offer.room_type.code
        if wish.room_type not in ("", code):
            continue
        others = [
            other
            for other, room_type in promised
            if room_type in ("", code)
            and _stay(other).arrival < stay.departure
            and stay.arrival < _stay(other).departure
        ]
        if (offer.rooms_left if offer.rooms_left >= 0 else 1) > len(others):
            return code
    return None


def _stay(wish: WaitingWish) -> Stay:
    return Stay(wish.stay.lower, wish.stay.upper)


def _people(wish: WaitingWish) -> Occupancy:
    return Occupancy(wish.adults, tuple(wish.children_ages))
