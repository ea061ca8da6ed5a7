"""How an answer is dressed: who is speaking, what a hand-off says, what fits into a message."""

import re
from dataclasses import replace

from agents import phrases
from agents.base import Briefing, Button, Say
from hotels.models import Hotel

LONGEST = 4_096  # characters of one message, WhatsApp's limit
LONGEST_WITH_BUTTONS = 1_024
PARTS = 4  # messages of one answer at most
BUTTONS = 3
TITLE = 20
_BREAKS = ("\n\n", "\n", ". ", "? ", "! ", " ")


def introduced(
    says: tuple[Say, ...], briefing: Briefing, hotel: Hotel, language: str, *, urgent: bool = False
) -> tuple[Say, ...]:
    """The first answer of a conversation says that an AI speaks, and that a person can be had.

    `urgent`: a guest in danger reads first what to do.
    """
    if briefing.disclosed or not says:
        return says
    own = hotel.disclosure.get(language) if isinstance(hotel.disclosure, dict) else ""
    words = own or phrases.say(language, "disclosure", hotel=hotel.name)
    first = says[0]
    parts = (first.text, words) if urgent else (words, first.text)
    return (replace(first, text="\n\n".join(parts)), *says[1:])


def person_is_coming(hotel: Hotel, briefing: Briefing, language: str) -> str:
    """That a person takes over, and from when on when nobody is there."""
    if hotel.reception_is_open(briefing.now):
        return phrases.say(language, "handed_over")
    return phrases.say(language, "person_when_closed", clock=phrases.clock(hotel.reception_from, language))


def closed_until(hotel: Hotel, briefing: Briefing, language: str) -> str:
    """When the reception opens; "" while it is open."""
    if hotel.reception_is_open(briefing.now):
        return ""
    return phrases.say(language, "closed_until", clock=phrases.clock(hotel.reception_from, language))


def fitting(says: tuple[Say, ...], language: str) -> tuple[Say, ...]:
    """The same answer in messages that a channel takes; buttons stay with the last words they belong to."""
    fitted: list[Say] = []
    for say in says:
        buttons = tuple(Button(button.id, button.title[:TITLE]) for button in say.buttons[:BUTTONS])
        if buttons and len(say.text) > LONGEST_WITH_BUTTONS:
            fitted += [Say(part) for part in split(say.text, LONGEST)]
            fitted.append(Say(phrases.say(language, "confirm_with_button"), buttons, say.proposal))
            continue
        parts = split(say.text, LONGEST) or ([""] if buttons else [])
        fitted += [Say(part) for part in parts[:-1]]
        fitted += [Say(part, buttons, say.proposal) for part in parts[-1:]]
    return tuple(fitted[:PARTS])


def split(text: str, limit: int) -> list[str]:
    """`text` in parts of at most `limit` characters, cut at paragraphs, sentences or words."""
    parts = []
    rest = text.strip()
    while len(rest) > limit:
        cut = next(
            (at + len(mark) for mark in _BREAKS if (at := rest.rfind(mark, limit // 2, limit)) > 0), limit
        )
        parts.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [part for part in [*parts, rest] if part]


def last_words(text: str, limit: int = 160) -> str:
    """A guest's text in one line for staff."""
    return re.sub(r"\s+", " ", text).strip()[:limit]
