"""Every place where a house says something of itself, with what it claims there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time

from django.db.models import QuerySet

from agents.gate.fold import fold, views
from agents.knowledge.answers import published
from agents.knowledge.claims import Aspect, Claim, claims_in, of_money, of_times, topics_in
from agents.knowledge.pieces import written_in
from agents.models import AgentVersion, Chunk, Document
from hotels.models import Hotel, HouseFact, Knowledge
from pms.base import Money
from pms.errors import PMSError
from pms.models import Service
from pms.systems import open_pms

CHUNKS_AT_ONCE = 200
STEM = 5  # letters
_MEASURES = frozenset(("minut", "hora", "horas", "hour", "hours", "perso", "sesio", "sessi"))
Claims = tuple["Source", list[Claim]]


@dataclass(frozen=True)
class Source:
    """A place where the house says something."""

    key: str  # stays the same as long as the place is there
    title: str
    link: str = ""  # app.model:id, for the screens
    is_rule: bool = False  # what bookings and staff go by: others are measured against it
    named: frozenset[str] = frozenset()  # stems of its name, for one thing among several of its topic

    def is_meant(self, text: str) -> bool:
        """Whether a text about its topic can speak of it: a sauna is of the spa and no massage."""
        return not self.named or bool(self.named & _stems(text))


def structured(hotel: Hotel) -> Iterator[Claims]:
    """What stands in columns: the hotel's times, its facts, services and rate plans."""
    house = Source("hotel", "Hotel", f"hotels.hotel:{hotel.pk}", is_rule=True)
    found = [_clock("checkin", "opens", hotel.check_in), _clock("checkout", "closes", hotel.check_out)]
    if hotel.reception_from == hotel.reception_to:
        found.append(Claim("reception", "opens", frozenset(["24h"]), "24 h"))
        found.append(Claim("reception", "closes", frozenset(["24h"]), "24 h"))
    else:
        found.append(_clock("reception", "opens", hotel.reception_from))
        found.append(_clock("reception", "closes", hotel.reception_to))
    yield house, found
    for fact in HouseFact.objects.filter(hotel=hotel):
        source = Source(f"fact:{fact.key}", fact.key, f"hotels.housefact:{fact.pk}", is_rule=True)
        yield source, _of_fact(hotel, fact)
    for service in Service.objects.filter(hotel=hotel):
        title = next(iter(service.name.values()), service.code)
        named = frozenset().union(*(_stems(name) for name in service.name.values()))
        source = Source(f"service:{service.code}", title, f"pms.service:{service.pk}", True, named)
        yield source, _of_service(hotel, service, title)
    yield Source("rates", "Rate plans", "", is_rule=True), _of_rates(hotel)


def _of_fact(hotel: Hotel, fact: HouseFact) -> list[Claim]:
    topics = topics_in(_spoken(fact.key))
    if len(topics) != 1:
        return []
    (topic,) = topics
    found = []
    for part in fact.parts_of_year():
        if part.answer in ("yes", "no"):
            found.append(Claim(topic, "answer", frozenset([part.answer]), f"{fact.key}: {part.answer}"))
        if part.price is not None:
            price = Money(part.price, fact.currency or hotel.currency)
            found.append(
                Claim(topic, "price", of_money(price), f"{fact.key}: {price.amount} {price.currency}")
            )
    return found


def _of_service(hotel: Hotel, service: Service, title: str) -> list[Claim]:
    topics = topics_in(title)
    if len(topics) != 1:
        return []
    (topic,) = topics
    found = []
    if service.price is not None:
        price = Money(service.price, service.currency or hotel.currency)
        found.append(Claim(topic, "price", of_money(price), f"{title}: {price.amount} {price.currency}"))
    ends: tuple[tuple[Aspect, str], ...] = (("opens", service.opens), ("closes", service.closes))
    for aspect, clock in ends:
        if clock:
            found.append(Claim(topic, aspect, frozenset([clock]), f"{title}: {clock}"))
    return found


def _of_rates(hotel: Hotel) -> list[Claim]:
    """Days of notice and what a rate holds, as the PMS has them; nothing while it is away."""
    try:
        plans = open_pms(hotel).house().rate_plans
    except PMSError:
        return []
    found = [
        Claim("cancel", "notice", frozenset([str(days)]), f"{plan.code}: {days} d")
        for plan in plans
        if (days := plan.cancellation.free_until_days) is not None
    ]
    with_breakfast = [plan.code for plan in plans if "breakfast" in plan.includes]
    if with_breakfast:
        found.append(
            Claim("breakfast", "answer", frozenset(["yes"]), f"{', '.join(with_breakfast)}: breakfast")
        )
    return found


def written(hotel: Hotel) -> Iterator[Claims]:
    """What people wrote: words of facts, curated answers, passages, instructions of agents."""
    for fact in HouseFact.objects.filter(hotel=hotel):
        for part in fact.parts_of_year():
            for code, text in _texts(hotel, part.text):
                key = f"fact:{fact.key}:{part.start}:{code}"
                source = Source(key, f"{fact.key} ({code})", f"hotels.housefact:{fact.pk}")
                yield source, _read(hotel, text, code, _spoken(fact.key))
    for answer in published(hotel):
        about = " ".join(answer.questions[:1]) or _spoken(answer.topic)
        for code, text in _texts(hotel, answer.text):
            source = Source(f"answer:{answer.id}:{code}", about, f"agents.curatedanswer:{answer.id}")
            yield source, _read(hotel, text, code, about)
    for passage in Knowledge.objects.filter(hotel=hotel):
        for code, text in _texts(hotel, passage.text):
            title = passage.title.get(code, passage.key)
            source = Source(f"passage:{passage.key}:{code}", title, f"hotels.knowledge:{passage.pk}")
            yield source, _read(hotel, text, code, title)
    live = AgentVersion.objects.filter(hotel=hotel, state=AgentVersion.State.PUBLISHED).select_related(
        "agent"
    )
    for version in live:
        texts = [str(version.config.get("instructions", ""))]
        texts += [str(each.get("reply", "")) for each in version.config.get("examples", [])]
        code, text = version.agent.code, "\n".join(texts)
        source = Source(f"agent:{code}", code, f"agents.agentversion:{version.pk}")
        yield source, _read(hotel, text, written_in(text, hotel.language), "")


def documents(hotel: Hotel) -> Iterator[Claims]:
    """Published documents for guests, piece by piece; provisioned passages are read at their source."""
    for chunk in pieces(hotel).select_related("version__document").iterator(CHUNKS_AT_ONCE):
        document = chunk.version.document
        source = Source(
            f"document:{document.pk}#{chunk.position}", document.title, f"agents.chunk:{chunk.pk}"
        )
        yield source, _read(hotel, chunk.text, chunk.language, chunk.heading or document.title)


def pieces(hotel: Hotel) -> QuerySet[Chunk]:
    """The chunks that `documents` reads."""
    for_guests = Chunk.objects.told().filter(hotel=hotel, version__document__audience=Document.Audience.GUEST)
    return for_guests.exclude(version__document__kind=Document.Kind.PASSAGE)


def _texts(hotel: Hotel, texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """By language, the hotel's own first: what others are measured against."""
    return sorted(texts.items(), key=lambda pair: pair[0] != hotel.language)


def _read(hotel: Hotel, text: str, language: str, about: str) -> list[Claim]:
    return claims_in(
        text, language=language or hotel.language, currency=hotel.currency, about=about, house=hotel.name
    )


def _clock(topic: str, aspect: Aspect, at: time) -> Claim:
    return Claim(topic, aspect, of_times(frozenset([at])), f"{at:%H:%M}")


def _stems(text: str) -> frozenset[str]:
    """Beginnings of the words that name something: masaje and masajes, not de, con and spa."""
    words = re.findall(r"[a-z]{4,}", views(fold(text)).bare)
    return frozenset(word[:STEM] for word in words) - _MEASURES


def _spoken(key: str) -> str:
    return key.replace("_", " ").replace("-", " ")
