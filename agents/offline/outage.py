"""While the PMS cannot be asked: say so, keep the wish for people, and name what still works."""

from agents import concierge
from agents.offline.turn import Turn
from pms.base import Occupancy
from pms.requests import Wish

_WHAT = {"stay": "book", "change": "change", "cancel": "cancel"}


def told(turn: Turn) -> None:
    """Tell the guest honestly; what was said before in this answer stays."""
    wish = _wish(turn)
    kept = wish is not None and concierge.keep_wish(turn.desk, wish)
    turn.step("keep_wish", kept=kept)
    text = " ".join(
        turn.phrase(key) for key in ("pms_down", *(("wish_kept",) if kept else ()), "still_works")
    )
    turn.tell(text)
    turn.memory.expecting = "person"


def _wish(turn: Turn) -> Wish | None:
    """What the guest wants of the PMS, as far as it is known; None for a mere look."""
    memory = turn.memory
    if memory.goal not in _WHAT:
        return None
    rooms = tuple(Occupancy(room.adults, room.ages) for room in memory.wanted_rooms if room.adults)
    if not rooms and memory.occupancy:
        rooms = (memory.occupancy,)
    said = [text for _, text in memory.wish] or [turn.text]
    choice = f"{memory.room_type} {memory.rate_plan}".strip()
    return Wish(
        what=_WHAT[memory.goal],
        stay=memory.stay,
        rooms=rooms,
        choice=choice,
        reservation_code=memory.code,
        words=" / ".join(said),
    )
