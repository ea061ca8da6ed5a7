"""Helping a guest choose: what a budget buys, how rooms differ, what more is possible for the same dates.

All of it comes from live offers; nothing is computed that a guest is told but sums and differences of them.
`promotion` is the code the guest has, "" for none: what is told is what they would pay. PMSRefused
`bad_promotion` where it does not apply.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from agents.desk import Desk
from agents.mood import is_angry
from hotels import flags
from pms.base import Money, Occupancy, Offer, Stay
from pms.errors import PMSRefused
from pms.popularity import popular_room_types

SHOWN = 3
BETTER = 2


@dataclass(frozen=True)
class Bought:
    """What a budget buys, best first; the cheapest above it; the longest stay within when nothing fits."""

    within: tuple[Offer, ...]
    nearest: Offer | None = None
    shorter: Offer | None = None


@dataclass(frozen=True)
class Compared:
    """One room type or rate beside the cheapest of those compared."""

    offer: Offer
    more: Money  # than the cheapest


def what_buys(desk: Desk, stay: Stay, occupancy: Occupancy, budget: Money, promotion: str = "") -> Bought:
    """What there is for at most `budget` for the whole stay. PMSRefused `other_currency`."""
    if budget.currency != desk.hotel.currency:
        raise PMSRefused("other_currency", f"prices are in {desk.hotel.currency}")
    offers = _live(desk, stay, occupancy, promotion)
    within = [offer for offer in offers if offer.total.amount <= budget.amount]
    above = [offer for offer in offers if offer.total.amount > budget.amount]
    if within:
        best = _one_per_type(sorted(within, key=lambda offer: -offer.total.amount))
        return Bought(tuple(best[:SHOWN]), nearest=above[0] if above else None)
    shorter = _shorter(desk, stay, occupancy, budget.amount, above, promotion=promotion)
    return Bought((), above[0] if above else None, shorter)


def _shorter(
    desk: Desk,
    stay: Stay,
    occupancy: Occupancy,
    budget: Decimal,
    above: Sequence[Offer],
    *,
    promotion: str,
) -> Offer | None:
    """The longest stay from the same arrival that the budget buys, guessed from the average night.

    Without the code where it is for longer stays only.
    """
    if not above or stay.nights == 1:
        return None
    nights = min(stay.nights - 1, int(budget * stay.nights / above[0].total.amount))
    if nights < 1:
        return None
    shorter = Stay(stay.arrival, stay.arrival + timedelta(days=nights))
    try:
        offers = _live(desk, shorter, occupancy, promotion)
    except PMSRefused as refusal:
        if refusal.code != "bad_promotion":
            raise
        offers = _live(desk, shorter, occupancy)
    fitting = [offer for offer in offers if offer.total.amount <= budget]
    return fitting[0] if fitting else None


def compared(
    desk: Desk, stay: Stay, occupancy: Occupancy, room_types: Sequence[str], promotion: str = ""
) -> list[Compared]:
    """The cheapest offer of each of these room types (none named: of all), and what it costs more."""
    offers = _one_per_type(_live(desk, stay, occupancy, promotion))
    return _beside(desk, [each for each in offers if not room_types or each.room_type.code in room_types])


def cheapest(desk: Desk, stay: Stay, occupancy: Occupancy, promotion: str = "") -> list[Offer]:
    """What can be booked now, cheapest first."""
    return _live(desk, stay, occupancy, promotion)


def rates_of(
    desk: Desk, stay: Stay, occupancy: Occupancy, room_type: str, promotion: str = ""
) -> list[Compared]:
    """Every rate of one room type, cheapest first: what is included and what it costs more."""
    offers = _live(desk, stay, occupancy, promotion)
    return _beside(desk, [offer for offer in offers if offer.room_type.code == room_type])


def better_rooms(
    desk: Desk, stay: Stay, occupancy: Occupancy, room_type: str, promotion: str = ""
) -> list[Compared]:
    """What costs little more than the room that was chosen, for the same dates and people, if it is free.

    Nothing for an angry guest, or where the hotel does not want it.
    """
    if is_angry(desk.briefing) or not flags.UPSELL.of(desk.hotel):
        return []
    offers = _one_per_type(_live(desk, stay, occupancy, promotion))
    chosen = next((offer for offer in offers if offer.room_type.code == room_type), None)
    if chosen is None:
        return []
    dearer = [offer for offer in offers if offer.total.amount > chosen.total.amount]
    found = _beside(desk, [chosen, *dearer[:BETTER]])
    return found[1:]


def popular(desk: Desk) -> list[str]:
    """Names of the house's room types, those that guests take most first; empty: too few stays to tell."""
    codes = popular_room_types(desk.hotel)
    known = {room.code for room in desk.house.room_types}
    return [code for code in codes if code in known]


def _live(desk: Desk, stay: Stay, occupancy: Occupancy, promotion: str = "") -> list[Offer]:
    """Offers of now, cheapest first; a memory of a PMS that is away is nothing to choose by."""
    found = desk.find_offers(stay, occupancy, promotion)
    return [] if found.stale_seconds else list(found.offers)


def _one_per_type(offers: Sequence[Offer]) -> list[Offer]:
    """The first offer of each room type, in their order."""
    found: dict[str, Offer] = {}
    for offer in offers:
        found.setdefault(offer.room_type.code, offer)
    return list(found.values())


def _beside(desk: Desk, offers: Sequence[Offer]) -> list[Compared]:
    """The offers with what each costs more than the cheapest, which may be told from now on."""
    if not offers:
        return []
    least = min(offers, key=lambda offer: offer.total.amount).total
    found = [Compared(offer, offer.total - least) for offer in offers]
    desk.told.amount(*(each.more for each in found if each.more.amount))
    return found
