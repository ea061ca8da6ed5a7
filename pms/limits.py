"""Which stays and parties can be asked for at all, whatever they cost."""

from datetime import timedelta

from hotels.models import Hotel
from pms.base import Occupancy, Stay, Unoffered
from pms.catalogue import room_type_info
from pms.errors import PMSRefused
from pms.models import RoomType

MAX_NIGHTS = 30
HORIZON_DAYS = 730
MAX_CHILD_AGE = 17


def check_stay(hotel: Hotel, stay: Stay, *, in_house: bool = False) -> None:
    """Raise PMSRefused `past_date`, `too_far` or `too_long`, by the hotel's own date.

    `in_house`: the guest is there already, so only the departure must not be past.
    """
    today = hotel.today()
    if stay.arrival < today and not (in_house and stay.departure >= today):
        raise PMSRefused("past_date", f"arrival {stay.arrival} is past; today is {today} at the hotel")
    if stay.arrival > today + timedelta(days=HORIZON_DAYS):
        raise PMSRefused("too_far", f"arrival can be at most {HORIZON_DAYS} days from today")
    if stay.nights > MAX_NIGHTS:
        raise PMSRefused("too_long", f"a stay can have at most {MAX_NIGHTS} nights")


def check_occupancy(occupancy: Occupancy) -> None:
    """Raise PMSRefused `bad_occupancy`."""
    if occupancy.adults < 1 or any(not 0 <= age <= MAX_CHILD_AGE for age in occupancy.children_ages):
        raise PMSRefused("bad_occupancy", f"at least one adult; children are 0 to {MAX_CHILD_AGE}")


def no_room(room_type: RoomType, occupancy: Occupancy, free: int) -> Unoffered | None:
    """Why no room of this type will do, whatever the price; None if one will."""
    info = room_type_info(room_type)
    if (
        occupancy.adults > room_type.max_adults
        or occupancy.children > room_type.max_children
        or occupancy.total > room_type.max_total
    ):
        return Unoffered(info, "over_capacity")
    return None if free else Unoffered(info, "sold_out")
