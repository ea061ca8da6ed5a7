"""What a choosing guest asks for, by the words: a budget, a comparison, what is liked, packages."""

import re
from decimal import Decimal

from agents.gate.money import money_in
from agents.gate.numerals import NUMBER, decimal
from agents.offline.words import spaced, tokens
from pms.base import Money

MOST = Decimal(1_000_000_000)  # more is no budget
LEAST = 100  # of a number without a currency
_PLAINLY_BUDGET = re.compile(
    r"\b(?:presupuesto|budget|(?:me|nos) alcanz\w+|alcanzaria|afford"
    r"|(?:quiero|queremos|puedo|podemos|pensamos|pienso|want to|can|could|like to) (?:gastar|spend))\b"
)
_LIMIT = re.compile(
    r"\b(?:hasta|maximo|max|tope|menos de|por debajo de|no (?:\w+ ){0,3}mas de|que no pase de|alrededor de"
    r"|under|below|less than|up to|at most|not? (?:\w+ ){0,3}more than|maximum|within"
    r"|(?:algo|something|anything) (?:por|de|for|around)"
    r"|(?:que|what) (?:\w+ ){0,2}(?:hay|tienen|tienes|tendrian|ofrecen|get|have) (?:por|con|de|for|with))\b"
)
_A_NIGHT = re.compile(r"\b(?:(?:por|la|cada|x) (?:noche|dia)|(?:a|per|each|every) (?:night|day)|nightly)\b")
_A_PERSON = re.compile(
    r"\b(?:(?:por|cada|x) (?:persona|cabeza|adulto)|(?:a|per|each) (?:person|head|adult))\b|\bcada uno\b"
)
_COMPARES = re.compile(
    r"\b(?:compar\w+|diferencias?|se diferencian?|difference|differ\w*|versus|vs|which (?:one )?is better"
    r"|cual (?:\w+ ){0,2}(?:es mejor|conviene|recomiend\w+)|which (?:\w+ ){0,3}recommend)\b"
)
_ROOMS = re.compile(r"\b(?:habitacion(?:es)?|cuartos?|recamaras?|rooms?|opciones|options)\b")
_RATES = re.compile(r"\b(?:tarifas?|planes|rates?|plans?)\b")
_LIKED = re.compile(
    r"\b(?:(?:mas|most) (?:popular\w*|pedid[oa]s?|reservad[oa]s?|solicitad[oa]s?|vendid[oa]s?|elegid[oa]s?"
    r"|booked|requested|chosen)|(?:piden|eligen|reservan|prefieren|gusta) mas|(?:guests|people) (?:like|book"
    r"|choose) (?:the )?(?:most|best)|favou?rite room|habitacion favorita)\b"
)
_CHEAPEST = re.compile(
    r"\b(?:mas (?:barat|economic)[oa]s?|menor precio|cheapest|least expensive|lowest (?:price|rate))\b"
)
_PACKAGES = re.compile(r"\b(?:paquetes?|packages?)\b")
_PARCEL = re.compile(
    r"\b(?:lleg\w*|recib\w*|envi\w*|entreg\w*|mand\w*|deliver\w*|arriv\w*|receiv\w*|sen[dt]\w*|drop\w*"
    r"|courier|mi paquete|my package)\b"
)


def budget(
    text: str, currency: str, language: str, *, asked: bool = False, of_topic: bool = False
) -> list[str]:
    """Amount, currency and what it is for ("night", "person"; neither: the stay); empty: no budget is told.

    `currency` is the hotel's. `asked`: the text answers our question for it; `of_topic`: it is about some
    other thing of the house, which may have a price too.
    """
    flat = spaced(tokens(text))
    plainly = asked or bool(_PLAINLY_BUDGET.search(flat))
    if not plainly and (of_topic or not _LIMIT.search(flat)):
        return []
    amounts = money_in(text, currency, language)
    if not amounts and plainly:
        numbers = [number for number in re.findall(NUMBER, text) if asked or _may_be_money(number)]
        amounts = [Money(decimal(number), currency) for number in numbers]
    if not amounts or not 0 < amounts[-1].amount <= MOST:
        return []
    per = [name for name, pattern in (("night", _A_NIGHT), ("person", _A_PERSON)) if pattern.search(flat)]
    return [str(amounts[-1].amount), amounts[-1].currency, *per]


def _may_be_money(number: str) -> bool:
    """No day, no count of nights or people, no year."""
    return decimal(number) >= LEAST and not re.fullmatch(r"20\d\d", number)


def compares(flat: str) -> bool:
    """Whether a text (see `words.spaced`) asks what sets things apart, or which of them is better."""
    return bool(_COMPARES.search(flat))


def speaks_of_rooms(flat: str) -> bool:
    return bool(_ROOMS.search(flat))


def speaks_of_rates(flat: str) -> bool:
    return bool(_RATES.search(flat))


def asks_what_is_liked(flat: str) -> bool:
    return bool(_LIKED.search(flat))


def asks_for_cheapest(flat: str) -> bool:
    return bool(_CHEAPEST.search(flat))


def speaks_of_packages(flat: str) -> bool:
    """Of what is sold together, not of a parcel."""
    return bool(_PACKAGES.search(flat)) and not _PARCEL.search(flat)
