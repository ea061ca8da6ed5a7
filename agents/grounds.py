"""What the server has told a guest: the source of every amount, date, time and code in a reply.

The desk notes each of its results in a `Told`. A bounded part of it is kept in the conversation's
state, so that a price quoted five messages ago may be said again.
"""

import hmac
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from agents import facts
from agents.base import Briefing
from agents.gate import Grounds, house, with_facts
from agents.quoting import for_guests
from hotels.models import Hotel
from pms.agenda import AppointmentInfo, AppointmentTerms
from pms.base import CancellationTerms, Money, Occupancy, Offer, ReservationInfo, Stay

KEPT = 60  # of each kind, the newest
TOPICS_KEPT = 8
PASSING = ("request_noted",)  # said once: no proof of the next one
GUEST_TEXT = 2_000  # characters of what the guest wrote lately


@dataclass
class Told:
    """Values that came from the house or its PMS, oldest first (dicts are ordered sets here)."""

    amounts: dict[Money, None] = field(default_factory=dict)
    dates: dict[date, None] = field(default_factory=dict)
    times: dict[time, None] = field(default_factory=dict)
    codes: dict[str, None] = field(default_factory=dict)
    counts: dict[int, None] = field(default_factory=dict)  # nights, people, days of notice; this turn only
    percentages: dict[Decimal, None] = field(default_factory=dict)  # of a fee; this turn only
    topics: dict[str, None] = field(default_factory=dict)  # of the facts that were looked up
    texts: dict[str, None] = field(default_factory=dict)  # the house's own words; this turn only
    done: dict[str, None] = field(default_factory=dict)  # booked, cancelled, ...: a receipt shows it
    seen: dict[str, None] = field(default_factory=dict)  # the same, as far as it was seen in this turn
    taxes_added: bool = False
    promoted: bool = False  # a discount is in a price

    def amount(self, *values: Money) -> None:
        for value in values:
            self.amounts.pop(value, None)
            self.amounts[value] = None

    def day(self, *values: date) -> None:
        for value in values:
            self.dates.pop(value, None)
            self.dates[value] = None

    def moment(self, value: datetime) -> None:
        """An aware moment in the hotel's zone: its date and its clock may both be said."""
        self.day(value.date())
        self.clock(value.time())

    def clock(self, *values: time) -> None:
        for value in values:
            self.times[value.replace(second=0, microsecond=0, tzinfo=None)] = None

    def code(self, value: str) -> None:
        self.codes.pop(value, None)
        self.codes[value] = None

    def text(self, *values: str) -> None:
        """The house's own words. What in them speaks to an assistant is the source of nothing."""
        self.texts |= {text: None for value in values if (text := for_guests(value))}

    def topic(self, *keys: str) -> None:
        for key in keys:
            self.topics.pop(key, None)
            self.topics[key] = None

    def offers(self, offers: Iterable[Offer]) -> None:
        for offer in offers:
            self.amount(*(night.price for night in offer.nights), offer.total)
            if offer.taxes_added.amount:
                self.amount(offer.taxes_added)
                self.taxes_added = True
            if offer.promotion:
                self.promoted = True
                self.text(*offer.promotion.name.values())
            self._stay(offer.stay, offer.occupancy, offer.rate_plan.cancellation)
            self.text(*offer.room_type.name.values(), *offer.room_type.description.values())
            self.text(*offer.rate_plan.name.values())

    def reservation(self, found: ReservationInfo) -> None:
        self.code(found.code)
        self.amount(found.total, found.cancellation_fee)
        for room in found.rooms:
            self.amount(room.total, room.cancellation_fee)
            self._stay(room.stay, room.occupancy, room.rate_plan.cancellation)
            self.text(*room.room_type.name.values(), *room.rate_plan.name.values())
            if room.room_number:
                self.code(room.room_number)
        self._people(found.occupancy)
        self.counts |= dict.fromkeys([found.stay.nights, *range(1, len(found.rooms) + 1)])
        self.happened("cancelled" if found.status == "cancelled" else "booked")

    def appointment(self, found: AppointmentInfo, zone: tzinfo) -> None:
        self.code(found.code)
        self.planned(found, zone)
        self.happened("appointment_cancelled" if found.status == "cancelled" else "appointment_made")

    def planned(self, wanted: AppointmentTerms | AppointmentInfo, zone: tzinfo) -> None:
        """An appointment that is or may be."""
        self.amount(wanted.price)
        self.moment(wanted.starts_at.astimezone(zone))
        self.moment(wanted.ends_at.astimezone(zone))
        self.counts[wanted.people] = None
        self.text(*wanted.name.values())

    def happened(self, kind: str) -> None:
        self.done[kind] = self.seen[kind] = None

    def _stay(self, stay: Stay, occupancy: Occupancy, cancellation: CancellationTerms) -> None:
        self.day(*stay.dates(), stay.departure)
        self.counts[stay.nights] = None
        self._people(occupancy)
        if cancellation.free_until_days is not None:
            self.counts[cancellation.free_until_days] = None
            self.day(stay.arrival - timedelta(days=cancellation.free_until_days))
            self.clock(time(23, 59))
        kind, _, percent = cancellation.fee.partition(":")
        if kind == "percent":
            self.percentages[Decimal(percent)] = None

    def _people(self, occupancy: Occupancy) -> None:
        ages = occupancy.children_ages
        self.counts |= dict.fromkeys([occupancy.adults, occupancy.children, occupancy.total, *ages])

    def dump(self) -> dict[str, Any]:
        """What is worth remembering, as JSON, bounded."""
        return {
            "amounts": [[str(money.amount), money.currency] for money in [*self.amounts][-KEPT:]],
            "dates": [value.isoformat() for value in [*self.dates][-KEPT:]],
            "codes": [*self.codes][-KEPT:],
            "topics": [*self.topics][-TOPICS_KEPT:],
            "done": [kind for kind in self.done if kind not in PASSING],
        }

    @classmethod
    def load(cls, kept: Any) -> "Told":
        """The opposite of `dump`; whatever is not in that shape is forgotten."""
        told = cls()
        if not isinstance(kept, dict):
            return told
        try:
            told.amount(*(Money(Decimal(amount), currency) for amount, currency in kept.get("amounts", [])))
            told.day(*(date.fromisoformat(value) for value in kept.get("dates", [])))
            for code in kept.get("codes", []):
                told.code(str(code))
            told.topic(*(str(topic) for topic in kept.get("topics", [])))
            told.done |= {str(kind): None for kind in kept.get("done", [])}
        except (ArithmeticError, TypeError, ValueError):
            return cls()
        return told


def canary(hotel_id: int) -> str:
    """A word in the instructions that belongs in no answer; another one for each hotel and installation."""
    return hmac.new(settings.SECRET_KEY.encode(), f"canary:{hotel_id}".encode(), "sha256").hexdigest()[:20]


def build(
    told: Told,
    hotel: Hotel,
    briefing: Briefing,
    language: str,
    *,
    promised: bool = False,
    unsettled: bool = False,
    undecided: bool = False,
    prompt: str = "",
    guidance: Iterable[str] = (),
    tool_names: frozenset[str] = frozenset(),
    phase: Callable[[], str] | None = None,
    rooms: Callable[[], Sequence[str]] | None = None,
) -> Grounds:
    """What a reply of this turn may say: what was told, what the house says, the guest's own dates.

    `unsettled`: a new wish is in hand, so an earlier receipt proves nothing about it. `undecided`: what the
    guest agreed to is under way, and nobody knows its end. `phase` and `rooms`
    (codes of room types) are the guest's, asked where the house says something to some guests only.
    """
    guests = [line.text for line in briefing.transcript if line.author == "guest"]
    grounds = Grounds(
        language=language,
        currency=hotel.currency,
        today=briefing.now.date(),
        amounts=frozenset(told.amounts),
        percentages=frozenset(told.percentages),
        dates=frozenset(told.dates),
        times=frozenset({*told.times, *_clocks(hotel)}),
        counts=frozenset(told.counts),
        hosts=frozenset(_hosts(hotel)),
        links=frozenset({hotel.website} if hotel.website else ()),
        phones=frozenset(_digits(number) for number in (hotel.phone, hotel.emergency_phone) if number),
        emails=frozenset({hotel.email} if hotel.email else ()),
        codes=frozenset(told.codes),
        done=frozenset(told.seen if unsettled else told.done),
        promised=promised,
        undecided=undecided,
        gifts=frozenset({"discount"} if told.promoted else ()),
        allowed=frozenset({"desk_hours"} if hotel.reception_from == hotel.reception_to else ()),
        check_in=hotel.check_in,
        check_out=hotel.check_out,
        taxes=frozenset({"included", "added"} if told.taxes_added else {"included"}),
        prompt=prompt,
        guidance=frozenset(guidance),
        canary=canary(hotel.pk),
        tool_names=tool_names,
        secrets=frozenset({settings.OPENAI_API_KEY} if settings.OPENAI_API_KEY else ()),
        guest_text="\n".join(guests)[-GUEST_TEXT:],
    )
    again = facts.by_topic(hotel, told.topics, language, phase=phase, rooms=rooms) if told.topics else []
    remembered = facts.texts(again)
    yes = house.of_topics(view.topic for view in again if view.answer == "yes")
    grounds = replace(grounds, allowed=grounds.allowed | yes)
    grounds = replace(grounds, passages=frozenset([*told.texts, *remembered]))
    for text in dict.fromkeys([hotel.name, hotel.address, *told.texts, *remembered]):
        if text:
            grounds = _joined(grounds, _said(text, language, hotel.currency, grounds.today))
    return grounds


@lru_cache(maxsize=2_048)
def _said(text: str, language: str, currency: str, today: date) -> Grounds:
    """What one text of the house allows. Houses repeat themselves, and reading takes milliseconds."""
    return with_facts(Grounds(language, currency, today), text)


def _joined(grounds: Grounds, more: Grounds) -> Grounds:
    """Grounds that allow what either allows."""
    names = [each.name for each in fields(Grounds) if isinstance(getattr(more, each.name), frozenset)]
    return replace(grounds, **{name: getattr(grounds, name) | getattr(more, name) for name in names})


def _clocks(hotel: Hotel) -> list[time]:
    return [hotel.check_in, hotel.check_out, hotel.reception_from, hotel.reception_to]


def _hosts(hotel: Hotel) -> set[str]:
    own = urlsplit(hotel.website).hostname if hotel.website else None
    return {str(host) for host in hotel.allowed_hosts} | ({own} if own else set())


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())
