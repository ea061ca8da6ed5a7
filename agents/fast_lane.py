"""What need not cost a model call: messages that the offline engine understands with certainty.

A question that the house has facts on, and nothing beside it; a reservation's code. A yes to terms never
comes this far: it is answered by rule.
"""

from agents.base import Briefing, Line
from agents.desk import Desk
from agents.offline.understanding import Understanding, understand

WORDS = 14  # more of them say more than one thing
TOPICS = 2
_BESIDE = frozenset({"fact", "greeting", "thanks"})


def is_certain(desk: Desk, briefing: Briefing) -> bool:
    """Whether the offline engine knows what is meant, and what to answer."""
    lines = briefing.new_lines()
    if not lines or any(line.kind != "text" or line.forwarded or line.reply_to for line in lines):
        return False
    text = "\n".join(line.text for line in lines)
    if len(text.split()) > WORDS:
        return False
    said = understand(text, briefing.now.date(), language=desk.language)
    return _is_code(said, lines) or _is_fact(desk, said)


def _is_code(said: Understanding, lines: list[Line]) -> bool:
    """Nothing but a code, or a code with the question how that reservation stands."""
    alone = len(lines) == 1 and lines[0].text.strip().upper() == said.code.upper()
    return bool(said.code) and (alone or said.intents == ("booking_status",))


def _is_fact(desk: Desk, said: Understanding) -> bool:
    if said.intent != "fact" or not set(said.intents) <= _BESIDE or not 0 < len(said.topics) <= TOPICS:
        return False
    if said.says_when or said.says_who or said.room_words or said.clocks or said.unclear:
        return False
    return all(fact.answer != "unknown" or fact.text for fact in desk.facts(said.topics))
