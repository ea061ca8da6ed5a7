"""What the guest wishes beside the room: it goes with the booking, in their own words, without a promise."""

import re

from agents.offline import clocks, contact
from agents.offline.turn import Turn
from agents.offline.words import spaced, tokens

MOST = 5  # wishes of one booking
LONGEST = 120
_EMAIL = re.compile(
    r"(?:(?:mi|my|the|el)\s+)?(?:(?:correo(?: electr[oó]nico)?|e-?mail|mail)\s*(?:es|is|:)?\s*)?"
    r"[\w.+-]+@[\w.-]+\w(?:\s+(?:y|and)\b)?",
    re.IGNORECASE,
)


def note(turn: Turn) -> str:
    """Keep the clauses of the message that are wishes for the booking; what else the message says."""
    if turn.said.is_question:
        return turn.text  # "¿tienen cuna?" asks
    memory = turn.memory
    rest = _EMAIL.sub(" ", turn.text)
    for wish in _clauses(rest):
        rest = rest.replace(wish, " ")
        if wish not in memory.remarks:
            memory.remarks = [*memory.remarks, wish][-MOST:]
    return rest


def _clauses(text: str) -> list[str]:
    found = []
    for clause in re.split(r"[,;\n!]|\.(?!\w)", text):
        flat = spaced(tokens(clause))
        comes = contact.tells_arrival_time(flat) and bool(clocks.read_clocks(flat))
        if comes or contact.wishes_something(flat):
            found.append(clause.strip()[:LONGEST])
    return found
