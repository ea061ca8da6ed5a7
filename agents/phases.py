"""How far a guest is with us: from the reservations that are known without asking anybody outside."""

from datetime import date, timedelta

from agents.config import Phase
from hotels.models import Hotel
from pms.known import stays_of

ARRIVING = timedelta(days=3)  # before the first night
LEFT = timedelta(days=14)  # after check-out; later they are a guest who looks for a stay again
_LIVE = ("pending", "confirmed", "checked_in")


def phase_of(hotel: Hotel, guest_id: int, today: date) -> Phase:
    """The phase of the stay that matters most now; `today` is hotel-local."""
    stays = stays_of(hotel, guest_id)
    live = [found.stay for found in stays if found.status in _LIVE]
    if any(stay.arrival <= today <= stay.departure for stay in live):
        return "in_house"
    ahead = [stay.arrival for stay in live if stay.arrival > today]
    if ahead:
        return "arriving" if min(ahead) - today <= ARRIVING else "booked"
    over = [found.stay.departure for found in stays if found.status not in ("cancelled", "no_show")]
    return "left" if any(today - LEFT <= day < today for day in over) else "shopping"
