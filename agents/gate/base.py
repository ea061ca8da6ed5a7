"""What the gate is told and what it answers."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from pms.base import Money

EXCERPT = 80


@dataclass(frozen=True)
class Grounds:
    """What one text may say. The server collects it from tool results, facts and state; the model never does.

    Everything defaults to "nothing": what the caller forgets is blocked, never let through.
    """

    language: str  # the guest's, as an ISO 639 code
    currency: str  # the hotel's
    today: date  # by the hotel's clock; resolves "tomorrow"
    amounts: frozenset[Money] = frozenset()
    vague: frozenset[str] = frozenset()  # amounts that the facts tell without figures, in their words
    percentages: frozenset[Decimal] = frozenset()
    dates: frozenset[date] = frozenset()
    yearly: frozenset[tuple[int, int]] = frozenset()  # month and day of every year, such as a season's ends
    times: frozenset[time] = frozenset()
    counts: frozenset[int | Decimal] = (
        frozenset()
    )  # other numbers of the facts: a year, a postcode, hours of notice
    weekdays: frozenset[int] = frozenset()  # named by the facts without a date; Monday is 0
    months: frozenset[int] = frozenset()
    hosts: frozenset[str] = frozenset()  # plain links to these may be written
    links: frozenset[str] = (
        frozenset()
    )  # whole links that the server made; the only ones that may carry a query
    phones: frozenset[str] = frozenset()  # digits, with the country's code
    emails: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()  # reservation codes, and other tokens of the facts
    done: frozenset[str] = (
        frozenset()
    )  # receipts: booked, changed, appointment_made, request_noted, paid, ...
    promised: bool = False  # a hand-off is open or made by this reply: "they will call you" is true
    undecided: bool = False  # the guest agreed to something, and nobody knows yet whether it was done
    gifts: frozenset[str] = frozenset()  # granted by tools or facts: discount, waiver, refund, upgrade
    free: frozenset[str] = frozenset()  # what the facts call free, as named in favours.THINGS
    allowed: frozenset[str] = frozenset()  # what the house speaks of, as named in house.py: pets, late, ...
    services: frozenset[str] = frozenset()  # other ways to write or to pay that the facts name: "paypal"
    check_in: time | None = (
        None  # nobody enters before it, or leaves after check_out, unless facts speak of it
    )
    check_out: time | None = None
    taxes: frozenset[str] = frozenset({"included"})  # what may be said of taxes: included, added
    passages: frozenset[str] = frozenset()  # the house's own words, to be quoted in their language
    prompt: str = ""  # the instructions, without facts and examples meant for the guest
    guidance: frozenset[str] = frozenset()  # what the hotel adds to its tools: no sentence of it may be said
    canary: str = ""
    tool_names: frozenset[str] = frozenset()
    secrets: frozenset[str] = frozenset()
    limit: int = 4096
    guest_text: str = ""  # what the guest wrote lately


@dataclass(frozen=True)
class Finding:
    """One reason why a text may not go out. `advice` is worded for the model that is asked again."""

    rule: str
    excerpt: str
    advice: str


def finding(rule: str, excerpt: str, advice: str) -> Finding:
    """A finding with its excerpt cut short and made safe to log."""
    shown = excerpt.encode("utf-8", "backslashreplace").decode().strip()
    return Finding(rule, shown[:EXCERPT], advice)
