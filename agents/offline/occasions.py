"""Why somebody comes, told in passing: no question about what the house has."""

import re
from dataclasses import replace

from agents.offline.understanding import Understanding
from agents.offline.words import spaced, tokens

_EVENT = re.compile(
    r"\b(?:(?:we|i) (?:\w+ )?have|weve got|going to|attend\w*|tenemos|tengo|vamos a|venimos a"
    r"|nos invitaron a)"
    r"(?: (?:a|an|una?|la|el|my|our|mi|nuestra))?(?: \w+)?"
    r" (?:wedding|boda|conference|conferencia|congreso|event\w*)\b|\bnos casamos\b"
)


def without(said: Understanding, text: str) -> Understanding:
    """ "We have a wedding on the 20th, need a room": the room alone is asked for."""
    tells_stay = said.says_when or said.says_who
    if (
        "events" not in said.topics
        or said.is_question
        or not tells_stay
        or not _EVENT.search(spaced(tokens(text)))
    ):
        return said
    topics = tuple(topic for topic in said.topics if topic != "events")
    intents = said.intents if topics else tuple(intent for intent in said.intents if intent != "fact")
    return replace(
        said, topics=topics, intent=(intents or ("availability",))[0], intents=intents or ("availability",)
    )
