"""What a text claims of the house, by topic: yes or no, prices, times, days of notice. No model is asked.

It reads little and surely: a sentence with an exception, a condition or a weekday claims nothing here.
"""

import re
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal

from agents.gate.base import Grounds
from agents.gate.fold import fold, views
from agents.gate.reading import Reading, read
from agents.knowledge.answers import sentences
from agents.knowledge.concepts import mentions
from pms.base import Money

Aspect = Literal["answer", "price", "opens", "closes", "notice"]

_ALL: frozenset[Aspect] = frozenset(("answer", "price", "opens", "closes"))
_SOLD: frozenset[Aspect] = frozenset(("answer", "price"))
_PRICE: frozenset[Aspect] = frozenset(("price",))
_HOURS: frozenset[Aspect] = frozenset(("opens", "closes"))
_NOTICE: frozenset[Aspect] = frozenset(("notice",))
_OPEN: frozenset[Aspect] = frozenset(("answer", "opens", "closes"))
# What is watched, by concept, and what may be claimed of it.
WATCHED: dict[str, frozenset[Aspect]] = {
    "checkin": frozenset(("opens",)),
    "checkout": frozenset(("closes",)),
    "reception": frozenset(("opens", "closes")),
    "cancel": frozenset(("notice",)),
    "smoking": frozenset(("answer",)),
    **dict.fromkeys(("breakfast", "pool", "gym", "spa", "laundry", "roomservice"), _ALL),
    **dict.fromkeys(("parking", "pets", "internet", "transport", "crib", "bicycle"), _SOLD),
    **dict.fromkeys(("restaurant", "bar"), _OPEN),
}
_FREE = re.compile(
    r"\b(?:gratis|gratuit[oae]s?|free(?: of charge)?|sin (?:costo|cargo|coste)(?: (?:adicional|extra))?"
    r"|complimentary|(?:at )?no (?:extra |additional )?(?:charge|cost)|sem custo|offert)\b"
)
_ALWAYS = re.compile(r"\b(?:24 ?(?:/ ?7|h|hs|hrs|horas|hours)|around the clock|las 24 horas|dia y noche)\b")
_UNSURE = re.compile(
    r"\b(?:salvo|excepto|menos|except|unless|only|solo|solamente|unicamente|if|si|depende\w*|depending|segun"
    r"|accessible|accesible|disab\w+|discapac\w+|handicap\w*|designated|reserv\w+|valet|off-?site|near\w*|cerca\w*"
    r"|apenas|sauf|exceto|guia|service animals?|antes no|used to|ya no|no longer|proximamente|soon)\b"
)
_FOR_SOME = re.compile(
    r"\b(?:nin[oa]s?|menores|children|child|kids?|bebes?|anos|years?|socios|members?|segund[oa]|second"
    r"|deposit\w*|fianza|early|late|adicional|additional|descuento|discount|off)\b"
)
_SOME_DAYS = re.compile(
    r"\b(?:age|edad|lunes|martes|miercoles|jueves|viernes|sabados?|domingos?|festivos?|feriados?"
    r"|fin(?:es)? de semana|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|holidays?"
    r"|weekends?|verano|invierno|summer|winter|temporada|season|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre"
    r"|octubre|noviembre|diciembre|january|february|march|april|june|july|august|september|october"
    r"|november|december)\b"
)
_EARLY_OR_LATE = re.compile(r"\b(?:early|late|tempran\w+|tardi[oa]s?|anticipad[oa]|flexible)\b")
_UNTIL = re.compile(
    r"(?:\b(?:hasta|until|till|to|al?|ate|jusqu.?a|antes de|before|by|cierra\w*|closes?)\b|[-–])\W*$"
)
_NOT = r"(?:no|not|can.?not|can.?t|don.?t|doesn.?t|isn.?t|aren.?t|sin|without|ni|nao|sem|pas de|sans)"
_LINK = (
    r"(?:hay|tenemos|tiene|contamos|cuenta|con|se|nos|es|esta|estan|aceptan?|aceptamos|admitimos|admiten?"
    r"|permitimos|permiten?|ofrecemos|ofrece|servimos|disponemos|dispone|de|have|has|accept|allow|offer|provide"
    r"|serve|servicio|service|ningun\w*|any|an?|the|la|el|las|los|un|una|ha|temos|aceitamos|in the hotel"
    r"|possible|possivel|allowed|permitted|permitido|swimming|on site|propio|propia)"
)
_HOURS_WRITTEN = re.compile(r"(\d) ?(?:hs|hrs)\b\.?")
_WITHIN = re.compile(
    r"\b(?:despues|after|antes|before|fuera de|outside"
    r"|(?:en (?:el|la|las|los)|in the|on the)\b(?! (?:hotel|property|premises|propiedad)))\b"
)  # "no pets in the restaurant" says nothing of pets
_NO_BEFORE = re.compile(rf"\b{_NOT}\s+(?:{_LINK}\s+){{0,5}}$")
_NO_AFTER = re.compile(
    r"^[ -]free\b|^\W*(?:\w+\W+){0,3}?(?:(?:not|no|nao|aren.?t|isn.?t|can.?t)\W+(?:\w+\W+){0,2}?"
    r"(?:allowed|permitted|accepted|available|welcome|permite\w*|admite\w*|acepta\w*|disponible\w*|permitid\w+)"
    r"|prohibid\w+|forbidden|prohibited)"
)
_YES_NEAR = re.compile(
    r"\b(?:hay|tenemos|contamos|ofrecemos|aceptamos|admitimos|permitimos|se (?:admiten?|aceptan?|permiten?)"
    r"|puede\w* (?:traer|venir|fumar|usar)|bienvenid\w+|permitid\w+|incluid\w+|disponibles?|si|temos"
    r"|aceitamos|we (?:have|offer|accept|allow|provide)|there (?:is|are)|available|welcome|allowed|included"
    r"|yes|may|bring|friendly)\b"
)
_IS_THERE = re.compile(
    r"\b(?:hay|tienen?|cuentan?|ofrecen?|aceptan?|admiten?|permiten?|se puede|is there|are there|do you have"
    r"|allowed|offer|accept|welcome)\b|^[^?]*$"
)  # a title or a question that a bare "No." answers


@dataclass(frozen=True)
class Claim:
    topic: str
    aspect: Aspect
    values: frozenset[str]  # everything it can mean: {"03:00", "15:00"}, {"150.00 MXN"}, {"no"}, {"2"}
    says: str


def topics_in(text: str) -> list[str]:
    """The watched topics a title, key or question names, in order."""
    return list(dict.fromkeys(topic for _, _, topic in _places(_plain(text))))


def claims_in(text: str, *, language: str, currency: str, about: str = "", house: str = "") -> list[Claim]:
    """What `text` claims. `about` (a title, a key, a question) says of what, where a sentence does not.

    `house` is the hotel's name, which claims nothing ("Bed and Breakfast").
    """
    if house:
        text, about = (re.sub(re.escape(house), "hotel", each, flags=re.I) for each in (text, about))
    text = _HOURS_WRITTEN.sub(r"\1 h", text)
    subject = topics_in(about)
    last = subject[0] if len(subject) == 1 else ""
    if re.match(r"\W*no\b", text, re.I) and not _IS_THERE.search(_plain(about)):
        return []
    found: list[Claim] = []
    for sentence in sentences(text):
        own = topics_in(sentence)
        if own or last:
            found += _of_sentence(sentence.strip(), own, last, language, currency)
        last = own[-1] if own else last
    return found


def of_times(values: frozenset[time]) -> frozenset[str]:
    return frozenset(f"{value:%H:%M}" for value in values)


def of_money(value: Money) -> frozenset[str]:
    return frozenset([f"{value.amount:.2f} {value.currency}" if value.amount else "0"])


def _of_sentence(sentence: str, own: list[str], last: str, language: str, currency: str) -> list[Claim]:
    reading = read(sentence, Grounds(language=language, currency=currency, today=date.min))
    plain = _plain(reading.text)
    places = _places(plain)
    found: list[tuple[str, Aspect, frozenset[str]]] = []
    found += _prices(reading, plain, places, last)
    found += _hours(reading, plain, places, last)
    for notice in reading.notices:
        if topic := _topic_at(notice.start, _NOTICE, places, last):
            days = (
                notice.value / 24 if re.search(r"\d ?h", plain[notice.start : notice.end]) else notice.value
            )
            found.append((topic, "notice", frozenset([f"{days.normalize():f}"])))
    said = {topic for topic, aspect, _ in found if aspect in ("price", "opens", "closes")}
    found += _answers(plain, places, last if not own else "", said)
    # "There is no gym, but the one next door opens at six": what is not here has no hours and no price.
    absent = {topic for topic, _, values in found if "no" in values or not values}
    return [
        Claim(topic, aspect, values, sentence)
        for topic, aspect, values in dict.fromkeys(found)
        if topic not in absent or "no" in values
    ]


def _places(plain: str) -> list[tuple[int, int, str]]:
    """Where watched topics are named."""
    return [
        (begin, end, topic)
        for begin, end, concepts in mentions(plain)
        for topic in sorted(concepts & WATCHED.keys())
        if "drycleaning" not in concepts  # a matter of its own beside the laundry
    ]


def _prices(
    reading: Reading, plain: str, places: list[tuple[int, int, str]], last: str
) -> list[tuple[str, Aspect, frozenset[str]]]:
    if _FOR_SOME.search(plain):
        return []
    said = [(span.start, of_money(span.value)) for span in reading.amounts]
    said += [
        (hit.start(), frozenset("0"))
        for hit in _FREE.finditer(plain)
        if not re.search(r"\b(?:not|no (?:es|son|esta))\W*$", plain[: hit.start()])
    ]
    found: list[tuple[str, Aspect, frozenset[str]]] = []
    for start, values in said:
        if topic := _topic_at(start, _PRICE, places, last):
            found.append((topic, "price", values))
    return found


def _hours(
    reading: Reading, plain: str, places: list[tuple[int, int, str]], last: str
) -> list[tuple[str, Aspect, frozenset[str]]]:
    if _SOME_DAYS.search(plain):
        return []
    by_topic: dict[str, list[tuple[int, frozenset[str]]]] = {}
    for span in sorted(reading.times, key=lambda span: span.start):
        if topic := _topic_at(span.start, _HOURS, places, last):
            by_topic.setdefault(topic, []).append((span.start, of_times(span.value)))
    found: list[tuple[str, Aspect, frozenset[str]]] = []
    for topic, times in by_topic.items():
        if topic in ("checkin", "checkout") and _EARLY_OR_LATE.search(plain):
            continue
        first, opens = times[0]
        closes = times[-1][1]
        alone = len(times) == 1
        is_end = _UNTIL.search(plain[:first]) is not None
        if "opens" in WATCHED[topic] and not (alone and is_end):
            found.append((topic, "opens", opens))
        if "closes" in WATCHED[topic] and (not alone or is_end or topic == "checkout"):
            found.append((topic, "closes", closes))
    for hit in _ALWAYS.finditer(plain):
        if topic := _topic_at(hit.start(), _HOURS, places, last):
            found += [(topic, "opens", frozenset(["24h"])), (topic, "closes", frozenset(["24h"]))]
    return found


def _answers(
    plain: str, places: list[tuple[int, int, str]], last: str, said: set[str]
) -> list[tuple[str, Aspect, frozenset[str]]]:
    if _UNSURE.search(re.sub(r"^\W*si\b\W", " ", plain)) or "?" in plain:
        return []
    text = re.sub(
        r"(?<!pet )(?<!smok.)(?<!smoking )(?<!not )" + _FREE.pattern, lambda hit: " " * len(hit[0]), plain
    )
    found: list[tuple[str, Aspect, frozenset[str]]] = []
    before = 0
    for begin, end, topic in places or [(0, 0, last)]:
        near, before = max(before, begin - 40), end
        if "answer" not in WATCHED.get(topic, ()):
            continue
        starts_with_no = not places and re.match(r"^\W*no\b", text)
        if starts_with_no or _NO_BEFORE.search(text[:begin]) or _NO_AFTER.search(text[end : end + 60]):
            found.append((topic, "answer", frozenset(() if _WITHIN.search(text[end:]) else ("no",))))
        elif re.search(rf"\b{_NOT}\b", text[min(near, begin) : begin]):
            continue
        elif topic in said or _YES_NEAR.search(text[min(near, begin) : end + 40]):
            found.append((topic, "answer", frozenset(["yes"])))
    return found


def _days(count: Decimal, written: str) -> Decimal:
    """A notice in days, whatever the unit."""
    if re.search(r"\d ?h", written):
        return count / 24
    return count * 7 if re.search(r"\d ?(?:sem|week)", written) else count


def _topic_at(place: int, aspects: frozenset[Aspect], places: list[tuple[int, int, str]], last: str) -> str:
    """What a value is said of: the nearest fitting topic before it, else after it, else the one before."""
    fitting = [(begin, topic) for begin, _, topic in places if aspects & WATCHED[topic]]
    before = [topic for begin, topic in fitting if begin <= place]
    if before:
        return before[-1]
    if fitting:
        return fitting[0][1]
    return last if not places and aspects & WATCHED.get(last, frozenset()) else ""


def _plain(text: str) -> str:
    return views(fold(text)).bare
