"""What need not cost a model call: messages that the offline engine understands with certainty.

A question that the house has facts on, and nothing beside it; a reservation's code. A yes to terms never
comes this far: it is answered by rule.
"""

from agents import facts
from agents.base import Briefing, Line
from agents.citing import is_foreign
from agents.desk import Desk, FactView
from agents.knowledge.ranking import ASPECTS, OTHER, roots, subject
from agents.offline.understanding import Understanding, understand

WORDS = 14  # more of them say more than one thing
BARE = 2  # words that name a topic and ask nothing else: "wifi?", "el desayuno"
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
    return _is_code(said, lines) or _is_fact(desk, said, text)


def _is_code(said: Understanding, lines: list[Line]) -> bool:
    """Nothing but a code, or a code with the question how that reservation stands."""
    alone = len(lines) == 1 and lines[0].text.strip().upper() == said.code.upper()
    return bool(said.code) and (alone or said.intents == ("booking_status",))


def _is_fact(desk: Desk, said: Understanding, text: str) -> bool:
    """A question, and nothing in it that the house's facts on the topic do not speak of."""
    if said.intent != "fact" or not set(said.intents) <= _BESIDE or not 0 < len(said.topics) <= TOPICS:
        return False
    if said.says_when or said.says_who or said.room_words or said.room_number or said.clocks or said.unclear:
        return False
    if not said.is_question and len(text.split()) > BARE:
        return False
    views = desk.facts(said.topics)
    known = all(view.answer != "unknown" or view.text for view in views)
    if any(is_foreign(view.text, view.written_in, desk.language) for view in views):
        return False  # a model can say it in the guest's language
    return known and not _missing(desk, text, views)


def _missing(desk: Desk, text: str, views: list[FactView]) -> set[str]:
    """What is asked and the facts do not say: "sin gluten" of a breakfast."""
    asked = roots(subject(text, desk.language, desk.hotel.name))
    told = " ".join([*(view.topic.replace("_", " ") for view in views), *facts.texts(views)])
    said = {*roots(subject(told, desk.language, desk.hotel.name)), *_aspects(views, told)}
    telling = {root for root, weight in asked.items() if weight >= OTHER or root[1:] in ASPECTS}
    return telling - said


def _aspects(views: list[FactView], told: str) -> set[str]:
    """What figures say without its word: hours, a price."""
    found = {"=hours"} if any(sign.isdecimal() for sign in told) else set()
    return found | ({"=price"} if facts.prices(views) else set())
