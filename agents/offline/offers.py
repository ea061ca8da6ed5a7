"""Offers: which to show, how to word them, which of them a guest means."""

from collections.abc import Sequence
from datetime import date, timedelta

from agents import phrases
from agents.offline import details
from agents.offline.memory import Memory
from agents.offline.turn import Turn
from agents.offline.understanding import Understanding
from agents.offline.words import bag, fold, spaced, tokens, words
from pms.base import CancellationTerms, Offer, RatePlanInfo, RoomTypeInfo

SHOWN = 3
# In the names of rooms, but said of anything.
_SAYS_LITTLE = bag("habitacion cuarto recamara room rooms camas cama beds with para")
_INCLUDED = ("breakfast", "half_board", "all_inclusive", "parking", "wifi")


def worth_showing(offers: Sequence[Offer]) -> list[Offer]:
    """At most three, cheapest first: each kind of room once before any twice."""
    by_price = sorted(offers, key=lambda offer: offer.total.amount)
    cheapest: dict[str, Offer] = {}
    for offer in by_price:
        cheapest.setdefault(offer.room_type.code, offer)
    firsts = list(cheapest.values())
    rest = [offer for offer in by_price if offer not in firsts]
    return sorted((firsts + rest)[:SHOWN], key=lambda offer: offer.total.amount)


def wanted(offers: Sequence[Offer], memory: Memory) -> list[Offer]:
    """The offers of the kinds that the guest named; all of them when none was named."""
    left = [
        offer
        for offer in offers
        if not memory.room_words or kinds_of(offer.room_type) & set(memory.room_words)
    ]
    return [offer for offer in left if fits_plan(offer, memory.plan_words)]


def kinds_of(room_type: RoomTypeInfo) -> set[str]:
    """double, suite, ...: what the room's own names say it is; and itself (see `names.read`)."""
    kinds = {kind for name in room_type.name.values() for kind in details.room_words(_flat(name))}
    return kinds | {f"type:{room_type.code}"}


def fits_plan(offer: Offer, plan_words: Sequence[str]) -> bool:
    """Whether an offer's plan has everything that was asked of it, and is one of those called by name."""
    plan = offer.rate_plan
    named = [word for word in plan_words if word.startswith("plan:")]
    if named and f"plan:{plan.code}" not in named:
        return False
    said = {word for name in plan.name.values() for word in details.plan_words(_flat(name))}
    breakfast = "breakfast" in plan.includes or "breakfast" in said
    fits = {
        "breakfast": breakfast,
        "no_breakfast": not breakfast,
        "flexible": plan.cancellation.free_until_days is not None,
        "non_refundable": plan.cancellation.free_until_days is None,
    }
    return all(fits.get(word, True) for word in plan_words)


def fits(offer: Offer, said: Understanding) -> bool:
    """Whether an offer is of the kinds of room and rate that a message names."""
    of_kind = not said.room_words or bool(kinds_of(offer.room_type) & set(said.room_words))
    return of_kind and fits_plan(offer, said.plan_words)


def meant(offers: Sequence[Offer], said: Understanding, text: str) -> list[Offer]:
    """Those of the `offers` shown that an answer can mean: one when it is clear, none without a hint."""
    if said.choice.isdecimal():
        return list(offers[int(said.choice) - 1 : int(said.choice)])
    alike = [offer for offer in offers if fits(offer, said)] or list(offers)
    if alike and said.choice == "cheapest":
        return [min(alike, key=lambda offer: offer.total.amount)]
    if alike and said.choice == "dearest":
        return [max(alike, key=lambda offer: offer.total.amount)]
    if offers and said.choice == "last":
        return [offers[-1]]
    named = _named(offers, said, text)
    if named:
        return named
    agreed = said.choice == "that" or said.intent in ("yes", "book")
    return list(offers) if agreed else []


def _named(offers: Sequence[Offer], said: Understanding, text: str) -> list[Offer]:
    """The offers whose room and plan the words fit best; none when no word fits any."""
    spoken = set(words(tokens(text)))
    scores = [_score(offer, offers, said, spoken) for offer in offers]
    best = max(scores, default=0)
    return [offer for offer, score in zip(offers, scores, strict=True) if score == best] if best else []


def _score(offer: Offer, offers: Sequence[Offer], said: Understanding, spoken: set[str]) -> int:
    kinds = len(kinds_of(offer.room_type) & set(said.room_words))
    plan = len(said.plan_words) if said.plan_words and fits_plan(offer, said.plan_words) else 0
    # A word that stands in the name of every offer tells none of them apart.
    common = set.intersection(*(_name_words(other) for other in offers))
    names = len((_name_words(offer) - common) & spoken)
    return 2 * kinds + 2 * plan + names


def _name_words(offer: Offer) -> set[str]:
    names = [*offer.room_type.name.values(), *offer.rate_plan.name.values(), offer.room_type.code]
    found = {word for name in names for word in words(tokens(name))}
    return {word for word in found if len(word) > 3 or word == fold(offer.room_type.code)}


def _flat(name: str) -> str:
    return spaced(tokens(name))


def named_types(types: Sequence[RoomTypeInfo], text: str) -> list[str]:
    """The codes of the room types that a word of their names tells apart: "la patio", "the garden one"."""
    spoken = set(words(tokens(text)))
    names = {each.code: _type_words(each) for each in types}
    common = set.intersection(*names.values()) if len(names) > 1 else set()
    return [code for code, own in names.items() if (own - common) & spoken]


def _type_words(room_type: RoomTypeInfo) -> set[str]:
    found = {word for name in room_type.name.values() for word in words(tokens(name))}
    return {word for word in found if len(word) > 3} - _SAYS_LITTLE


def worded(offer: Offer, number: int, turn: Turn) -> str:
    """One offer in one line: room, rate, total, price of a night, what is included, how to cancel."""
    language, default = turn.language, turn.desk.house.language
    values = {
        "number": number,
        "room": phrases.in_words(offer.room_type.name, language, default) or offer.room_type.code,
        "rate": _rate(offer, language, default),
        "total": phrases.money(offer.total, language),
        "nightly": _nightly(offer, turn),
        "cancellation": cancellation(offer, turn),
    }
    if includes := included(offer.rate_plan, str(values["rate"]), turn):
        return turn.phrase("offer_includes", includes=includes, **values)
    return turn.phrase("offer", **values)


def included(plan: RatePlanInfo, name: str, turn: Turn) -> str:
    """What a plan includes, in words, as far as its name does not say it."""
    said_already = set(details.plan_words(_flat(name)))
    codes = [code for code in plan.includes if code in _INCLUDED and code not in said_already]
    return phrases.listed([turn.phrase(f"include_{code}") for code in codes], turn.language)


def _rate(offer: Offer, language: str, default: str) -> str:
    """The plan's name, and that of the promotion its price has."""
    rate = phrases.in_words(offer.rate_plan.name, language, default) or offer.rate_plan.code
    promotion = phrases.in_words(offer.promotion.name, language, default) if offer.promotion else ""
    return f"{rate} ({promotion})" if promotion else rate


def _nightly(offer: Offer, turn: Turn) -> str:
    """The price of a night, where it says more than the total and means the same taxes."""
    prices = sorted(night.price for night in offer.nights)
    if offer.stay.nights == 1 or offer.taxes_added.amount or not prices:
        return ""
    low, high = prices[0], prices[-1]
    if low == high:
        return turn.phrase("nightly", price=phrases.money(low, turn.language))
    return turn.phrase(
        "nightly_between", low=phrases.money(low, turn.language), high=phrases.money(high, turn.language)
    )


def cancellation(offer: Offer, turn: Turn) -> str:
    """Until when cancelling costs nothing, and what it costs then."""
    terms = offer.rate_plan.cancellation
    if terms.fee == "none":
        return turn.phrase("cancel_free")
    fee = _late_fee(terms, turn)
    today = turn.briefing.now.date()
    until = _free_until(terms, offer.stay.arrival)
    if until is None or until < today:
        return turn.phrase("cancel_costs", fee=fee)
    return turn.phrase("cancel_free_until", day=phrases.day(until, turn.language), fee=fee)


def _free_until(terms: CancellationTerms, arrival: date) -> date | None:
    return arrival - timedelta(terms.free_until_days) if terms.free_until_days is not None else None


def _late_fee(terms: CancellationTerms, turn: Turn) -> str:
    kind, _, percent = terms.fee.partition(":")
    if kind == "percent":
        return turn.phrase("late_percent", percent=percent)
    return turn.phrase("late_first_night" if kind == "first_night" else "late_full")
