"""What the server has told a guest: the source of every amount, date, time and code in a reply.

The desk notes each of its results in a `Told`. A bounded part of it is kept in the conversation's
state, so that a price quoted five messages ago may be said again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from pms.base import Money, Offer, ReservationInfo

KEPT = 60  # of each kind, the newest


@dataclass
class Told:
    """Values that came from the house or its PMS, oldest first (dicts are ordered sets here)."""

    amounts: dict[Money, None] = field(default_factory=dict)
    dates: dict[date, None] = field(default_factory=dict)
    times: dict[time, None] = field(default_factory=dict)
    codes: dict[str, None] = field(default_factory=dict)
    texts: dict[str, None] = field(default_factory=dict)  # the house's own words; this turn only

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
        self.texts |= {value: None for value in values if value}

    def offers(self, offers: Iterable[Offer]) -> None:
        for offer in offers:
            self.amount(*(night.price for night in offer.nights), offer.taxes_added, offer.total)
            self.day(offer.stay.arrival, offer.stay.departure, *offer.stay.dates())

    def reservation(self, found: ReservationInfo) -> None:
        self.code(found.code)
        self.amount(found.total, found.cancellation_fee)
        self.day(found.stay.arrival, found.stay.departure)

    def dump(self) -> dict[str, Any]:
        """What is worth remembering, as JSON, bounded."""
        return {
            "amounts": [[str(money.amount), money.currency] for money in [*self.amounts][-KEPT:]],
            "dates": [value.isoformat() for value in [*self.dates][-KEPT:]],
            "codes": [*self.codes][-KEPT:],
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
        except (ArithmeticError, TypeError, ValueError):
            return cls()
        return told
