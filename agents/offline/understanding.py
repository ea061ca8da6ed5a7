"""One guest's message, understood without a model: what is wanted and everything that is said about it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import cast

from agents.offline import classifier, clocks, contact, details
from agents.offline import language as languages
from agents.offline.dates import find_spots
from agents.offline.each_room import RoomWanted, names_sleepers, read_rooms
from agents.offline.intent_patterns import Intent
from agents.offline.intents import find_intents, is_farewell
from agents.offline.neighbours import in_spanish
from agents.offline.people import Who, read_people
from agents.offline.stays import Unclear, When, read_stay
from agents.offline.topics import ASKED_APART, find_topics
from agents.offline.words import LONGEST, spaced, tokens, words

SURE = 0.5  # of the classifier; below it the rules decide
_QUESTION = re.compile(r"[^?!.;\n]+(?=\?)|(?<=\?)\s*(?:and|y|also)\b[^?!.;\n]+", re.IGNORECASE)
SHORT = 4  # words; so few, after a question, are an answer to it


@dataclass(frozen=True)
class Understanding:
    """What a text says; None, "" and () mean that it does not say."""

    language: str  # es | en | pt | fr; "" when the text does not tell and nobody knew before
    intent: Intent
    intents: tuple[Intent, ...]  # all, the one to act on first
    topics: tuple[str, ...] = ()
    arrival: date | None = None
    departure: date | None = None  # as said; a stay told in nights has none
    nights: int | None = None
    month: date | None = None  # the first of a month that is named without a day
    people: int | None = None
    adults: int | None = None
    children: int | None = None
    ages: tuple[int, ...] = ()
    rooms: int | None = None
    each_room: tuple[RoomWanted, ...] = ()  # of several rooms
    room_words: tuple[str, ...] = ()
    plan_words: tuple[str, ...] = ()
    choice: str = ""
    name: str = ""
    code: str = ""
    email: str = ""
    room_number: str = ""
    clocks: tuple[time, ...] = ()  # the times that the one said can mean
    unclear: tuple[Unclear, ...] = field(default=())
    is_question: bool = False

    @property
    def says_when(self) -> bool:
        return bool(
            self.arrival or self.departure or self.nights or any(u.slot != "people" for u in self.unclear)
        )

    @property
    def says_who(self) -> bool:
        return any(value is not None for value in (self.people, self.adults, self.children)) or bool(
            self.ages
        )


def understand(
    text: str,
    today: date,
    language: str = "",
    expecting: str = "",
    *,
    after: date | None = None,
    small_hours: bool = False,
) -> Understanding:
    """Read `text` as said on `today` (hotel-local). Never raises; what is ambiguous comes back as unclear.

    `language` is the conversation's, kept when the text does not tell; `expecting` the slot just asked for
    (dates, arrival, departure, nights, people, adults, children, ages, rooms, name, surname, code, choice);
    `after` the arrival that is known already; `small_hours`: it is so early that "tomorrow" may mean today.
    """
    found = tokens(text)
    plain = words(found)
    email = contact.email(text[:LONGEST])
    flat = spaced(found)
    spoken_in = languages.detect(plain, text) or language
    counted = in_spanish(plain, spoken_in)
    spots = find_spots(counted, today, expecting in ("dates", "arrival", "departure"))
    taken = frozenset(at for spot in spots for at in range(spot.start, spot.end))
    when = read_stay(counted, today, expecting, after, small_hours)
    if expecting == "choice" and not when.nights and (number := details.number_said(flat)):
        when = replace(when, nights=number)  # a number alone counts nights
    who = read_people(counted, expecting, taken)
    each_room = read_rooms(flat, who.rooms)
    told = any(room.adults for room in each_room)
    if names_sleepers(flat) and not told and who.people is None:
        who = replace(who, adults=None, children=None, ages=(), unclear="")  # some of them are nobody we know
    asked = expecting in ("dates", "arrival", "departure", "nights")
    if not asked and is_farewell(flat) and not any(char.isdecimal() for char in flat) and who.total is None:
        when = When()  # "hasta mañana", "have a good weekend"
    topics = find_topics(flat)
    name = details.guest_name(text[:LONGEST], expecting)
    is_question = "?" in plain or "¿" in plain
    says_stay = _tells_a_stay(plain, when, who)
    ruled = find_intents(flat, topics, says_stay, is_question)
    room_words = details.room_words(flat)
    if ruled == ("other",) and room_words:
        ruled = ("availability",)  # "¿habitaciones matrimoniales?"
    choice = details.choice(flat, expecting)
    intents = ruled
    if not (expecting and (choice or name or len(plain) <= SHORT or says_stay)):
        intents, topics = _second_opinion(plain, _clues(ruled, topics, when, who))
    topics += tuple(topic for topic in _asked_apart(text[:LONGEST]) if topic not in topics)
    return Understanding(
        language=spoken_in,
        intent=intents[0],
        intents=intents,
        topics=topics,
        arrival=when.arrival,
        departure=when.departure,
        nights=when.nights,
        month=when.month,
        people=who.people,
        adults=who.adults,
        children=who.children,
        ages=who.ages,
        rooms=who.rooms,
        each_room=each_room,
        room_words=room_words,
        plan_words=details.plan_words(flat),
        choice=choice,
        name=name,
        code=details.reservation_code(text[:LONGEST].replace(email or "@", " "), expecting),
        email=email,
        room_number=contact.room_number(flat),
        clocks=clocks.read_clocks(flat),
        unclear=(*when.unclear, *((Unclear(who.unclear, "", (), "people"),) if who.unclear else ())),
        is_question=is_question,
    )


def _asked_apart(text: str) -> Iterator[str]:
    """Broad topics that are a question of their own: "Do you have a gym? And a hairdryer?"."""
    questions = [piece for piece in _QUESTION.findall(text) if piece.strip()]
    for question in questions if len(questions) > 1 else ():
        yield from (topic for topic in find_topics(spaced(tokens(question))) if topic in ASKED_APART)


def clues_of(text: str, today: date) -> classifier.Clues:
    """What the rules find in `text`, for the classifier to learn from."""
    found = tokens(text)
    plain, flat = words(found), spaced(found)
    counted = in_spanish(plain, languages.detect(plain, text))
    spots = find_spots(counted, today, False)
    taken = frozenset(at for spot in spots for at in range(spot.start, spot.end))
    when, who = read_stay(counted, today), read_people(counted, "", taken)
    if is_farewell(flat) and not any(char.isdecimal() for char in flat) and who.total is None:
        when = When()
    topics = find_topics(flat)
    ruled = find_intents(flat, topics, _tells_a_stay(plain, when, who), "?" in plain or "¿" in plain)
    if ruled == ("other",) and details.room_words(flat):
        ruled = ("availability",)
    return _clues(ruled, topics, when, who)


def _clues(intents: Sequence[str], topics: Sequence[str], when: When, who: Who) -> classifier.Clues:
    tells_days = bool(when.arrival or when.departure or when.nights or when.month or when.unclear)
    return classifier.Clues(intents, topics, tells_days, bool(who.total or who.rooms))


def _second_opinion(
    plain: Sequence[str], clues: classifier.Clues
) -> tuple[tuple[Intent, ...], tuple[str, ...]]:
    """Intents and topics, led by what the classifier reads where it is sure; else those of the rules."""
    intents, topics = cast(tuple[Intent, ...], clues.intents), tuple(clues.topics)
    kind, topic, surety = classifier.classify(plain, clues)
    if surety < SURE or not plain:
        return intents, topics
    if topic and topic not in topics:
        topics = (topic, *topics)
    first = cast(Intent, kind)
    return (first, *(intent for intent in intents if intent not in (first, "other"))), topics


def _tells_a_stay(plain: Sequence[str], when: When, who: Who) -> bool:
    """Whether dates, nights or people say that a stay is meant, rather than "today" in passing."""
    if when.nights or when.departure or who.total or who.rooms:
        return True
    passing = len(plain) > 4 and bool(set(plain) & {"today", "tonight", "hoy", "tomorrow", "manana"})
    return bool(when.arrival or when.unclear) and not passing
