"""Which PMS a hotel uses: the registry of implementations."""

from collections.abc import Callable

from hotels.models import Hotel
from pms.base import PMS
from pms.builtin import Builtin
from pms.errors import PMSUnavailable
from pms.models import PMSLink

SYSTEMS: dict[str, Callable[[Hotel, PMSLink], PMS]] = {
    PMSLink.Kind.BUILTIN: lambda hotel, link: Builtin(hotel),
}


def open_pms(hotel: Hotel) -> PMS:
    """The hotel's PMS; without a link, the builtin one. Raises PMSUnavailable for an unknown kind."""
    link = PMSLink.objects.filter(hotel=hotel).first() or PMSLink(hotel=hotel)
    if link.kind not in SYSTEMS:
        raise PMSUnavailable(f"there is no PMS of kind {link.kind}")
    return SYSTEMS[link.kind](hotel, link)
