"""Which of the house's services a guest means, by its own name or by what it is."""

import re
from collections.abc import Iterable, Sequence

from agents.concierge import ServiceView
from agents.offline.words import spaced, tokens, words

_KINDS = {
    "massage": r"masajes?|massages?",
    "spa": r"spa|facial(?:es)?|tratamientos?|treatments?|sauna|temazcal|hidromasaje|jacuzzi",
    "table": (
        r"mesas?|tables?|restaurante?s?|cena|cenar|dinner|almuerzo|almorzar|lunch|comer|brunch|dine|dining"
    ),
    "transfer": (
        r"traslados?|transfers?|shuttle|aeropuerto|airport|pick ?up|recog\w+ (?:en|del?) (?:el )?aeropuerto"
        r"|transporte|chofer|driver"
    ),
    "tour": r"tours?|excursion(?:es)?|paseos?|recorridos?|velero|sail(?:ing)?|sunset|barco|boat|guided walk",
    "tasting": r"catas?|degustacion(?:es)?|tastings?|mezcal|tequila|vinos?|wines?",
    "class": r"clases?|class(?:es)?|yoga|taller(?:es)?|workshops?|lessons?|surf",
    "hair": r"peluqueria|manicur\w+|pedicur\w+|haircut|hairdresser",
}
_COMPILED = {kind: re.compile(rf"\b(?:{pattern})\b") for kind, pattern in _KINDS.items()}
_ANY = re.compile(r"\b(?:citas?|turnos?|appointments?)\b")
_SHARED = frozenset({"table", "transfer", "tour", "tasting", "class"})  # for as many as are said


def kinds(flat: str) -> set[str]:
    """massage, table, transfer, ...: what a text (see `words.spaced`) speaks of."""
    return {kind for kind, pattern in _COMPILED.items() if pattern.search(flat)}


def speaks_of_one(flat: str) -> bool:
    """Whether a service or an appointment is named at all."""
    return bool(kinds(flat) or _ANY.search(flat))


def meant(services: Sequence[ServiceView], flat: str) -> list[ServiceView]:
    """Those that the words fit best; none when no word fits any."""
    wanted, spoken = kinds(flat), set(flat.split())
    scores = [_score(service, services, wanted, spoken) for service in services]
    best = max(scores, default=0)
    return [service for service, score in zip(services, scores, strict=True) if score == best] if best else []


def is_for_several(service: ServiceView) -> bool:
    """Whether people share it, so that their number has to be known."""
    return bool(kinds(spaced(tokens(service.name))) & _SHARED)


def _score(service: ServiceView, others: Iterable[ServiceView], wanted: set[str], spoken: set[str]) -> int:
    common = set.intersection(*(_name_words(other) for other in others))
    own = kinds(spaced(tokens(f"{service.name} {service.department}")))
    return 2 * len(own & wanted) + len((_name_words(service) - common) & spoken)


def _name_words(service: ServiceView) -> set[str]:
    return {word for word in words(tokens(service.name)) if len(word) > 3 or word.isdecimal()}
