"""A place in the queue for a stay that is sold out."""

import re

from agents import concierge, phrases
from agents.offline import slots
from agents.offline.turn import Turn
from agents.offline.words import spaced, tokens
from pms.errors import PMSRefused

_ASKED = re.compile(
    r"\b(?:lista de espera|waiting ?list|wait ?list"
    r"|(?:avis\w+|notif\w+|aviso|informen?|escrib\w+|let (?:me|us) know|tell me|notify|write (?:me|us)"
    r"|text me|ping me)"
    r" (?:\w+ ){0,5}(?:liber\w+|desocup\w+|cancel\w+|lugar|disponib\w+|opens? up|free|available|availability"
    r"|becomes|frees)"
    r"|(?:si|if|when|cuando) (?:\w+ ){0,4}(?:se libera\w*|se desocupa\w*|opens? up|frees? up"
    r"|becomes? (?:free|available)"
    r"|alguien cancela|someone cancels)(?: \w+){0,6} (?:avis\w+|let (?:me|us) know|tell|notify|inform\w+))"
)
_JUST_TELL = re.compile(r"\b(?:avis\w+|let (?:me|us) know|notify|apunt\w+|anot\w+|put (?:me|us))\b")


def is_asked(turn: Turn) -> bool:
    """Whether the guest wants to be told when something becomes free."""
    flat = spaced(tokens(turn.text))
    if _ASKED.search(flat):
        return True
    offered = turn.memory.expecting == "waiting" or turn.memory.can_wait
    return offered and bool(_JUST_TELL.search(flat))


def go_on(turn: Turn) -> None:
    """The answer to what was missing of the stay to wait for."""
    slots.merge(turn.memory, turn.said, turn.text)
    join(turn)


def join(turn: Turn) -> None:
    """Put the guest on the list for the stay in hand, after asking for what is missing of it."""
    memory = turn.memory
    if memory.stay is None:
        slots.merge(memory, turn.said, turn.text)
    stay, occupancy = memory.stay, memory.occupancy
    if stay is None or occupancy is None:
        memory.goal = "waiting"
        if stay is None:
            return turn.ask("dates", "ask_dates")
        return turn.ask("ages" if memory.adults else "people", "ask_ages" if memory.adults else "ask_people")
    try:
        wish = concierge.join_waiting_list(turn.desk, stay, occupancy)
    except PMSRefused as refusal:
        turn.step("join_waiting_list", refused=refusal.code)
        memory.goal = memory.expecting = ""
        return turn.hand_over(
            "waiting", "waiting_by_person", f"The guest wants to wait for a room ({refusal.code})"
        )
    turn.step("join_waiting_list", wish=wish.pk)
    memory.goal = memory.expecting = ""
    memory.options, memory.options_slot, memory.can_wait = [], "", False
    return turn.say(
        "waiting_joined",
        dates=phrases.stay_dates(stay, turn.language),
        people=phrases.people(occupancy, turn.language),
    )
