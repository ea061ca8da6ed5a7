"""What the house knows about itself, found by topic or by words. Unknown is said to be unknown.

Whatever is found comes without what speaks to an assistant: a document is data, whoever wrote it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from agents.knowledge import answers
from agents.knowledge import search as documents
from agents.knowledge.ranking import ASPECTS, OTHER, Text, rerank, roots, subject
from agents.knowledge.search import Asker
from agents.phrases import clock, day_of_year
from agents.quoting import for_guests
from hotels.models import Hotel, HouseFact, Knowledge, in_language
from hotels.seasons import LEAP_YEAR, Season
from pms.base import Money
from pms.models import Service

Answer = Literal["yes", "no", "unknown"]

STANDING = (
    "check_in",
    "check_out",
    "address",
    "phone",
    "email",
    "website",
    "reception",
    "languages",
    "emergency",
)
FOUND_AT_MOST = 3
CHUNK = "chunk-"  # a topic that stands for a piece of a document
_ANSWERS: dict[str, Answer] = {"yes": "yes", "no": "no"}


@dataclass(frozen=True)
class Part:
    """What holds in a part of the year. Its first and last day are worded: "1 de junio"."""

    begin: str
    end: str
    answer: Answer
    text: str = ""
    price: Money | None = None
    per: str = ""


@dataclass(frozen=True)
class FactView:
    """One thing the house has said about itself, in the guest's language where there is a text."""

    topic: str
    answer: Answer
    text: str = ""  # "" when there is nothing but the answer
    price: Money | None = None
    per: str = ""  # what the price is for: night, person, ...
    title: str = ""  # of a service or a passage
    day: date | None = None  # hotel-local, of which it is said; None: it is the same all year
    season: Part | None = None  # the one of that day, if it lies in one
    others: tuple[Part, ...] = ()  # seasons of other days
    written_in: str = ""  # language of the text; "" for what is worded by us
    source: str = ""  # what said it: fact:7, answer:3, chunk:12
    version: int = 0  # of that


def by_topic(
    hotel: Hotel,
    topics: Iterable[str],
    language: str,
    day: Callable[[], date] | None = None,
    phase: Callable[[], str] | None = None,
    *,
    rooms: Callable[[], Sequence[str]] | None = None,
) -> list[FactView]:
    """The house's answer on each topic, in that order; what it never spoke of comes back as unknown.

    An answer that people of the house wrote for a topic wins. `day` is asked for the hotel-local day that is
    meant, when a fact has seasons (today without it), `phase` for that of the stay, when an answer needs it,
    `rooms` for the codes of its room types, when a document does.
    """
    wanted = list(dict.fromkeys(topics))
    written = answers.by_topic(hotel, wanted, phase)
    facts = {fact.key: fact for fact in HouseFact.objects.filter(hotel=hotel, key__in=wanted)}
    passages = {row.key: row for row in Knowledge.objects.filter(hotel=hotel, key__in=wanted)}
    found: list[FactView] = []
    for topic in wanted:
        if topic in written:
            found.append(_written(hotel, written[topic], language))
        elif topic in STANDING:
            found.append(_standing(hotel, topic, language))
        elif topic == "services":
            found += services(hotel, language)
        elif topic in facts:
            found.append(_fact(hotel, facts[topic], language, day or hotel.today))
        elif topic in passages:
            found.append(_passage(hotel, passages[topic], language))
        else:
            chunks = _chunks(topic)
            told = documents.by_ids(hotel, chunks, _asker(hotel, day, phase, rooms)) if chunks else []
            found.append(_told(told[0]) if told else FactView(topic, "unknown"))
    return [_quotable(view) or FactView(view.topic, "unknown") for view in found]


def topics_of(hotel: Hotel) -> list[str]:
    """Every topic `by_topic` has something on."""
    keys = [*HouseFact.objects.filter(hotel=hotel).exclude(answer="unknown").values_list("key", flat=True)]
    keys += Knowledge.objects.filter(hotel=hotel).values_list("key", flat=True)
    return [*STANDING, "services", *dict.fromkeys(keys)]


def services(hotel: Hotel, language: str) -> list[FactView]:
    views = (_service(hotel, service, language) for service in Service.objects.filter(hotel=hotel))
    return [view for each in views if (view := _quotable(each))]


def answer(
    hotel: Hotel, question: str, language: str, phase: Callable[[], str] | None = None
) -> FactView | None:
    """What people of the house wrote as the answer to this very question; None unless that is sure."""
    found = answers.nearest(hotel, question, language, phase)
    return _quotable(_written(hotel, found, language)) if found else None


def search(
    hotel: Hotel,
    text: str,
    language: str,
    day: Callable[[], date] | None = None,
    phase: Callable[[], str] | None = None,
    *,
    rooms: Callable[[], Sequence[str]] | None = None,
) -> list[FactView]:
    """The facts, services and passages of documents nearest to `text`, best first; maybe none.

    `day`, `phase` and `rooms` as for `by_topic`.
    """
    of = day or hotel.today
    known = [_fact(hotel, row, language, of) for row in HouseFact.objects.filter(hotel=hotel)]
    known += services(hotel, language)
    views = [fact for fact in known if fact.answer != "unknown" or fact.text]
    found = documents.search(hotel, text, language, _asker(hotel, day, phase, rooms))
    views = [view for each in (*views, *map(_told, found)) if (view := _quotable(each))]
    near = {passage.source for passage in found if not passage.score}  # by what they mean
    texts = [Text(str(at), f"{_spoken(view.topic)} {view.title}", view.text) for at, view in enumerate(views)]
    ranked = rerank(text, texts, language=language, house=hotel.name)
    best = [views[int(each.id)] for each, score in ranked if score > 0 or views[int(each.id)].source in near]
    return best[:FOUND_AT_MOST]


def _asker(
    hotel: Hotel,
    day: Callable[[], date] | None,
    phase: Callable[[], str] | None,
    rooms: Callable[[], Sequence[str]] | None,
) -> Asker:
    """The guest, as far as the hotel's documents make a difference."""
    by_phase, by_room = documents.scopes(hotel)
    return Asker(
        phase=phase() if phase and by_phase else "",
        room_types=tuple(rooms()) if rooms and by_room else (),
        day=day() if day else None,
    )


def speaks_of(hotel: Hotel, view: FactView, question: str, language: str) -> bool:
    """Whether a view shares a subject with the question, not only a word like "room" or "price"."""
    said = f"{_spoken(view.topic)} {view.title} {view.text}"
    held = roots(subject(said, language, hotel.name))
    asked = roots(subject(question, language, hotel.name))
    subjects = {root for root, weight in asked.items() if weight >= OTHER and root[1:] not in ASPECTS}
    return bool((subjects or asked.keys()) & held.keys())


def _quotable(view: FactView) -> FactView | None:
    """The view without what speaks to an assistant; None when nothing is left to say."""
    text, title = for_guests(view.text), for_guests(view.title)
    named = view.topic == "services"  # without its name it says nothing
    if (view.text and not text) or (view.title and not title and (named or not text)):
        return None
    season = _quotable_part(view.season) if view.season else None
    return replace(
        view, text=text, title=title, season=season, others=tuple(map(_quotable_part, view.others))
    )


def _quotable_part(part: Part) -> Part:
    return replace(part, text=for_guests(part.text))


def _fact(hotel: Hotel, fact: HouseFact, language: str, of: Callable[[], date]) -> FactView:
    *parts, rest = fact.parts_of_year()
    day = of() if parts else None
    held = next((part for part in parts if day and part.holds(day)), rest)
    now = _part(hotel, fact, held, language)
    return FactView(
        topic=fact.key,
        answer=now.answer,
        text=now.text,
        price=now.price,
        per=now.per,
        day=day,
        season=now if held.start else None,
        others=tuple(_part(hotel, fact, part, language) for part in parts if part is not held),
        written_in=_language_in(dict(held.text), language, hotel.language),
        source=f"fact:{fact.pk}",
    )


def _part(hotel: Hotel, fact: HouseFact, season: Season, language: str) -> Part:
    begin, end = (_worded(day, language) for day in (season.start, season.end))
    price = Money(season.price, fact.currency or hotel.currency) if season.price is not None else None
    text = in_language(dict(season.text), language, hotel.language)
    return Part(begin, end, _ANSWERS.get(season.answer, "unknown"), text, price, season.per)


def _worded(day: str, language: str) -> str:
    return day_of_year(date.fromisoformat(f"{LEAP_YEAR}-{day}"), language) if day else ""


def _written(hotel: Hotel, found: answers.Answer, language: str) -> FactView:
    return FactView(
        topic=found.topic or "answer",
        answer="yes",
        text=in_language(dict(found.text), language, hotel.language),
        written_in=_language_in(found.text, language, hotel.language),
        source=f"answer:{found.id}",
        version=found.number,
    )


def _told(passage: documents.Passage) -> FactView:
    """A piece of a document; a passage that people wrote for guests keeps its own topic."""
    return FactView(
        topic=passage.key if passage.kind == "passage" else f"{CHUNK}{passage.chunk}",
        answer="yes",
        text=passage.text,
        title=passage.heading or passage.title,
        written_in=passage.language,
        source=passage.source,
        version=passage.version,
    )


def _chunks(topic: str) -> list[int]:
    """The piece that a topic of `_told` stands for."""
    number = topic.removeprefix(CHUNK)
    return [int(number)] if number != topic and number.isdecimal() and len(number) < 19 else []


def _spoken(topic: str) -> str:
    return "" if topic.startswith(CHUNK) else topic.replace("_", " ").replace("-", " ")


def _passage(hotel: Hotel, passage: Knowledge, language: str) -> FactView:
    return FactView(
        topic=passage.key,
        answer="yes",
        text=in_language(passage.text, language, hotel.language),
        title=in_language(passage.title, language, hotel.language),
        written_in=_language_in(passage.text, language, hotel.language),
    )


def _language_in(texts: Mapping[str, str], *languages: str) -> str:
    """The code of the text that `in_language` takes."""
    return next((code for code in (*languages, *texts) if texts.get(code)), "")


def _service(hotel: Hotel, service: Service, language: str) -> FactView:
    parts = [f"{service.minutes} min"] if service.minutes else []
    if service.opens and service.closes:
        parts.append(f"{service.opens}–{service.closes}")
    return FactView(
        topic="services",
        answer="yes",
        text=", ".join(parts),
        price=_price(hotel, service),
        title=in_language(service.name, language, hotel.language) or service.code,
    )


def _price(hotel: Hotel, service: Service) -> Money | None:
    if service.price is None:
        return None
    return Money(service.price, service.currency or hotel.currency)


def _standing(hotel: Hotel, topic: str, language: str) -> FactView:
    """What every hotel has a column for."""
    if topic in ("check_in", "check_out"):
        return FactView(topic, "yes", clock(getattr(hotel, topic), language))
    if topic == "reception":
        opens, closes = hotel.reception_from, hotel.reception_to
        hours = "24 h" if opens == closes else f"{clock(opens, language)} – {clock(closes, language)}"
        return FactView(topic, "yes", hours)
    if topic == "languages":
        return FactView(topic, "yes", ", ".join(hotel.languages))
    value = hotel.emergency_phone if topic == "emergency" else str(getattr(hotel, topic))
    return FactView(topic, "yes" if value else "unknown", value)


def texts(views: Sequence[FactView]) -> list[str]:
    """Everything the views say in words."""
    parts = [part for view in views for part in (*view.others, view.season) if part]
    said = [text for view in views for text in (view.text, view.title) if text]
    return [*said, *(text for part in parts for text in (part.text, part.begin, part.end) if text)]


def prices(views: Sequence[FactView]) -> list[Money]:
    """Every price the views name."""
    named = [view.price for view in views]
    named += [part.price for view in views for part in view.others]
    return [price for price in named if price]
