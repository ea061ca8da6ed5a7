"""What every wish for rooms shares: looking, other dates, and putting a booking's terms before the guest."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

from agents import phrases
from agents.desk import RoomChoice
from agents.offline import promotions
from agents.offline.turn import Turn
from pms.base import Availability, Occupancy, Stay
from pms.errors import PMSRefused

OTHER_DATES = 2  # stays that are offered instead
_SHIFTS = (1, -1, 2, -2, 3, 7)  # days
# Why a stay cannot be searched, where the guest can mend it: what to ask then.
_MENDED = {"past_date": "date_past", "too_far": "too_far"}
# Why a proposal is not made, where the guest can mend it: what to ask for, and how.
_ASKED_AGAIN = {"bad_guest_name": ("name", "bad_name"), "bad_email": ("email", "bad_email")}


def found(turn: Turn, stay: Stay, occupancy: Occupancy) -> Availability | None:
    """What the desk finds; None when it refused and the guest was told."""
    try:
        offered = turn.desk.find_offers(stay, occupancy, turn.memory.promotion)
    except PMSRefused as refusal:
        turn.step("find_offers", refused=refusal.code)
        if refusal.code == "bad_promotion":
            promotions.refused(turn)
            return found(turn, stay, occupancy)
        refused(turn, refusal.code)
        return None
    turn.step("find_offers", offers=len(offered.offers))
    return offered


def refused(turn: Turn, code: str) -> None:
    """Say why a stay cannot be searched for, and ask for what the guest can mend."""
    if code in _MENDED:
        turn.memory.set_stay(None, None)
        turn.memory.nights = None
        return turn.ask("dates", _MENDED[code])
    if code == "bad_occupancy":
        turn.memory.adults, turn.memory.children, turn.memory.ages = None, None, []
        return turn.ask("people", "bad_occupancy")
    return turn.hand_over(code, "too_long", "The guest asks for a stay that cannot be sold online")


def other_dates(turn: Turn, stay: Stay, is_free: Callable[[Stay], bool]) -> None:
    """Offer the nearest dates of the same length that have what is wanted; else ask for others."""
    others: list[Stay] = []
    for shift in _SHIFTS:
        other = Stay(stay.arrival + timedelta(shift), stay.departure + timedelta(shift))
        if other.arrival < turn.briefing.now.date() or len(others) == OTHER_DATES:
            continue
        try:
            if is_free(other):
                others.append(other)
        except PMSRefused:
            continue
    turn.step("find_offers", other_dates=len(others))
    if not others:
        return turn.ask("dates", "ask_other_dates")
    turn.memory.options = [other.arrival.isoformat() for other in others]
    turn.memory.options_slot = "arrival"
    written = [turn.phrase("other_date", dates=phrases.stay_dates(other, turn.language)) for other in others]
    return turn.ask("dates", "other_dates", stays="\n".join(written))


def terms(turn: Turn, stay: Stay, rooms: Sequence[RoomChoice]) -> bool:
    """Put a booking of these rooms before the guest, after asking for the name where none is known.

    False when the rooms cannot be had any more and nothing was said: the caller looks again.
    """
    memory = turn.memory
    name = memory.name or full_name(turn.briefing.guest_name)
    if not name:
        turn.ask("name", "ask_name")
        return True
    remarks = ". ".join(memory.remarks)[:500]
    try:
        quote = turn.desk.quote(stay, rooms, memory.promotion)
        proposal = turn.desk.propose_booking(quote.id, name, email=memory.email, remarks=remarks)
    except PMSRefused as refusal:
        turn.step("propose_booking", refused=refusal.code)
        if refusal.code == "bad_promotion":
            promotions.refused(turn)
            return terms(turn, stay, rooms)
        return _not_proposed(turn, refusal.code)
    turn.step("propose_booking", proposal=proposal.id)
    if memory.promotion and not any(offer.promotion for offer in quote.offers):
        promotions.refused(turn)  # good for other rooms, rates or nights
    turn.says.append(proposal.as_say())
    return True


def _not_proposed(turn: Turn, code: str) -> bool:
    if code in _ASKED_AGAIN:
        slot, key = _ASKED_AGAIN[code]
        setattr(turn.memory, slot, "")
        turn.ask(slot, key)
    elif code == "proposal_in_progress":
        turn.say("in_progress")
    elif code == "bad_remarks":
        turn.memory.remarks = []
        turn.hand_over("remarks", "wish_by_person", "The guest has wishes that do not fit into the booking")
    else:
        turn.memory.forget_offers()
        return False
    return True


def full_name(name: str) -> str:
    """A profile's name if it is a first and a last name; nicknames and slogans are asked about."""
    parts = name.split()
    letters = all(re.sub(r"[-'’.]", "", part).isalpha() for part in parts)
    return " ".join(parts) if 2 <= len(parts) <= 5 and letters else ""
