"""Rounding, the same everywhere."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel.numbers import get_currency_precision

CENT = Decimal("0.01")


def to_cents(amount: Decimal) -> Decimal:
    """The amount rounded half up to the cent, whatever the currency."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """The amount rounded half up to what can be paid in this currency (ISO 4217), two places at most.

    There is no hundredth of a yen or of a Chilean peso (CLDR says which currencies have none).
    """
    return amount.quantize(_smallest(currency), ROUND_HALF_UP).quantize(CENT)


@cache
def _smallest(currency: str) -> Decimal:
    return Decimal(1).scaleb(-min(2, get_currency_precision(currency)))
