"""Which PMS a hotel uses: the registry of implementations."""

from collections.abc import Callable

from hotels.models import Hotel
from pms.base import PMS
from pms.builtin import Builtin
from pms.errors import PMSUnavailable
from pms.models import PMSLink
from pms.qloapps import QloApps
from pms.records import digest
from pms.resilience import Guarded

SYSTEMS: dict[str, Callable[[Hotel, PMSLink], PMS]] = {
    PMSLink.Kind.BUILTIN: lambda hotel, link: Builtin(hotel),
    PMSLink.Kind.QLOAPPS: lambda hotel, link: Guarded(QloApps(hotel, link), hotel, "qloapps"),
}
# They keep our key in the transaction of the write: a write of unknown outcome may simply be repeated.
REPEATABLE = frozenset({PMSLink.Kind.BUILTIN})


def open_pms(hotel: Hotel, actor: str = "guest") -> PMS:
    """The hotel's PMS; without a link, the builtin one. Raises PMSUnavailable for an unknown kind.

    `actor` is who the history says it was, where the PMS keeps one of ours.
    """
    link = link_of(hotel)
    if link.kind not in SYSTEMS:
        raise PMSUnavailable(f"there is no PMS of kind {link.kind}")
    pms = SYSTEMS[link.kind](hotel, link)
    if isinstance(pms, Builtin):
        pms.actor = actor
    return pms


def link_of(hotel: Hotel) -> PMSLink:
    """How the hotel's PMS is reached; without a row, the builtin one."""
    return PMSLink.objects.filter(hotel=hotel).first() or PMSLink(hotel=hotel)


def name_of(hotel: Hotel) -> str:
    """Tells the PMS that is linked now from any other, without saying where it is or how it is reached."""
    link = link_of(hotel)
    place = {"url": link.url.rstrip("/"), "property_id": link.options.get("property_id")}
    return link.kind if link.kind in REPEATABLE else f"{link.kind} {digest(place)[:16]}"


def repeatable(hotel: Hotel) -> bool:
    """Whether a write whose outcome is unknown may be repeated with its key, without looking first."""
    return link_of(hotel).kind in REPEATABLE
