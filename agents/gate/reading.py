"""Everything in a text that needs a source, read once, each stretch by the first reader that knows it."""

from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from agents.gate import clock, contacts, elsewhere, money, numbers, vague
from agents.gate.base import Grounds
from agents.gate.days import Day, days
from agents.gate.fold import fold, views
from agents.gate.numerals import with_digits
from agents.gate.spans import Span, blank
from pms.base import Money


@dataclass(frozen=True)
class Reading:
    """What a text says, with places in `text`, its folded form with figures for number words."""

    text: str
    bare: str
    links: list[Span[str]]
    emails: list[Span[str]]
    amounts: list[Span[Money]]
    vague: list[Span[str]]
    percentages: list[Span[Decimal]]
    taxes: list[Span[str]]
    notices: list[Span[Decimal]]
    days: list[Span[Day]]
    times: list[Span[frozenset[time]]]
    accounts: list[Span[str]]
    phones: list[Span[str]]
    codes: list[Span[str]]
    numbers: list[Span[Decimal]]


def read(text: str, grounds: Grounds, known: bool = False) -> Reading:
    """Read a text. With `known`, codes and phones of the grounds are skipped, whatever they look like."""
    case = fold(text)
    case = with_digits(case, views(case).bare, grounds.language[:2].lower())
    whole = views(case)
    links, emails = contacts.links(blank(case, contacts.emails(case))), contacts.emails(case)
    left = blank(case, [*emails, *links])
    if known:
        left = blank(left, contacts.known(left, grounds.codes))
        left = blank(left, [span for span in contacts.phones(left) if _digits(span.value) in grounds.phones])

    def rest() -> str:
        return views(left).bare

    amounts = money.amounts(left, rest(), grounds.currency)
    left = blank(left, amounts)
    unread = vague.unread(rest())
    percentages = money.percentages(rest())
    left = blank(left, percentages)
    notices = numbers.notices(rest())
    left = blank(left, notices)
    dates = days(rest(), grounds.language, grounds.today, numbers.IS_UNIT)
    left = blank(left, dates)
    times = clock.times(rest(), numbers.IS_UNIT)
    left = blank(left, times)
    accounts = contacts.ibans(left)
    left = blank(left, accounts)
    codes = contacts.codes(left)
    left = blank(left, codes)
    calls = contacts.phones(left)
    left = blank(left, calls)
    return Reading(
        text=case,
        bare=whole.bare,
        links=links,
        emails=emails,
        amounts=amounts,
        vague=vague.amounts(whole.bare) + unread + elsewhere.roman(case),
        percentages=percentages,
        taxes=money.tax_claims(whole.bare),
        notices=notices,
        days=dates,
        times=times,
        accounts=accounts,
        phones=calls,
        codes=codes,
        numbers=numbers.numbers(rest()),
    )


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())
