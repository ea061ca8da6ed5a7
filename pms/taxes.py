"""What of a stay's price is tax, and what comes on top of the nights.

A percentage that is added is taken of the sum of the nights, rounded as pms.money does. Of one that is
included the contained amount is told: prices that hold taxes of 16 % and 3 % are 119 % of the net amount,
once an included city tax has been taken off. A city tax is an amount for each person and night; adults
always pay it, children from `from_age` on, and everybody for `max_nights` nights at most. A line that comes
to nothing is left out.
"""

from collections.abc import Iterable
from decimal import Decimal

from pms.base import Money, Occupancy, TaxLine
from pms.models import Tax
from pms.money import rounded


def tax_lines(
    taxes: Iterable[Tax], nights: int, subtotal: Money, occupancy: Occupancy
) -> tuple[TaxLine, ...]:
    """One line for each tax of one room; `subtotal` is the sum of its nights."""
    rows = list(taxes)
    if not rows:
        return ()
    net = _net(rows, nights, subtotal.amount, occupancy)
    lines = []
    for tax in rows:
        base = net if tax.included else subtotal.amount
        amount = rounded(base * tax.percent / 100, subtotal.currency)
        amount += rounded(city_tax(tax, nights, occupancy), subtotal.currency)
        if amount:
            lines.append(TaxLine(tax.name, Money(amount, subtotal.currency), tax.included))
    return tuple(lines)


def city_tax(tax: Tax, nights: int, occupancy: Occupancy) -> Decimal:
    """What the persons of one room pay for their nights."""
    persons = occupancy.adults + sum(age >= tax.from_age for age in occupancy.children_ages)
    taxed = nights if tax.max_nights is None else min(nights, tax.max_nights)
    return Decimal(tax.amount) * persons * taxed


def _net(taxes: list[Tax], nights: int, subtotal: Decimal, occupancy: Occupancy) -> Decimal:
    """The sum of the nights without the taxes it includes; never below zero."""
    included = [tax for tax in taxes if tax.included]
    city = sum((city_tax(tax, nights, occupancy) for tax in included), Decimal(0))
    percent = sum((Decimal(tax.percent) for tax in included), Decimal(0))
    return max(subtotal - city, Decimal(0)) * 100 / (100 + percent)
