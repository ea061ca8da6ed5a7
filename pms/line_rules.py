"""What a line of prices may hold: its lists by themselves, and its fields together, in words for people.

The database refuses most of it too, but says no more than the name of a constraint.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, TypeGuard

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from pms.models.rates import Promotion, Rate, RatePlan, Restriction, Tax

Wrong = Iterator[tuple[str, str | Promise]]  # field and sentence
ENDS_EARLY = _("It ends before it begins.")
BELOW_ZERO = _("This cannot be less than zero.")
RULES = ("min_stay", "max_stay", "closed_to_arrival", "closed_to_departure", "stop_sell")
_AMOUNT = re.compile(r"\d{1,10}(\.\d{1,2})?\Z")


def check_weekdays(value: object) -> None:
    """Numbers from 0 (Monday) to 6 (Sunday), each once."""
    days = value if isinstance(value, list) else [None]
    if any(type(day) is not int or not 0 <= day <= 6 for day in days) or len(set(days)) < len(days):
        raise ValidationError(_("A list of days, 0 (Monday) to 6 (Sunday), each once."), code="weekdays")


def check_child_prices(value: object) -> None:
    """Age bands as [{"to_age": 11, "price": "150.00"}]: ages 0 to 17, each once; amounts in text."""
    bands = value if isinstance(value, list) else [None]
    ages = [band["to_age"] for band in bands if _is_band(band)]
    if len(ages) < len(bands) or len(set(ages)) < len(ages):
        sentence = _('A list of age bands like [{"to_age": 11, "price": "150.00"}], each age once.')
        raise ValidationError(sentence, code="child_prices")


def _is_band(band: object) -> TypeGuard[dict[str, Any]]:
    if not isinstance(band, dict) or set(band) != {"to_age", "price"}:
        return False
    age, price = band["to_age"], band["price"]
    return type(age) is int and 0 <= age <= 17 and isinstance(price, str) and bool(_AMOUNT.match(price))


def check_codes(value: object) -> None:
    """A list of texts, each once."""
    codes = value if isinstance(value, list) else [None]
    if any(not isinstance(code, str) or not code for code in codes) or len(set(map(str, codes))) < len(codes):
        raise ValidationError(_('A list of codes like ["STD", "SUITE"], each once.'), code="codes")


def check(wrong: Wrong) -> None:
    """Raise ValidationError with all that is wrong, by field."""
    if found := dict(wrong):
        raise ValidationError(found)


def wrong_in_plan(row: RatePlan) -> Wrong:
    for name in ("fee", "change_fee", "deposit"):
        value = getattr(row, name)
        if not _is_fee(value) and not (name == "change_fee" and value == "forbidden"):
            choices = _("none, first_night, percent:NN, full or forbidden")
            yield name, choices if name == "change_fee" else _("none, first_night, percent:NN or full")


def wrong_in_rate(row: Rate) -> Wrong:
    yield from _order(row, "first_night", "last_night")
    yield from _below_zero(row, "price", "weekend_price", "extra_adult")
    for name in ("min_stay", "adults_included"):
        if getattr(row, name) == 0:
            yield name, _("This is one at least.")


def wrong_in_restriction(row: Restriction) -> Wrong:
    yield from _order(row, "first_night", "last_night")
    for name in ("min_stay", "max_stay"):
        if getattr(row, name) == 0:
            yield name, _("This is one at least.")
    if row.min_stay and row.max_stay and row.min_stay > row.max_stay:
        yield "max_stay", _("No stay is as long as the minimum and as short as this.")
    if all(getattr(row, rule) is None for rule in RULES):
        yield NON_FIELD_ERRORS, _("It says nothing: give it at least one rule.")


def wrong_in_promotion(row: Promotion) -> Wrong:
    yield from _order(row, "first_night", "last_night")
    yield from _order(row, "bookable_from", "bookable_to")
    if row.percent is not None and not 0 < row.percent <= 100:
        yield "percent", _("A discount is more than 0 and at most 100 per cent.")
    if not row.hotel_id:
        return
    for name in ("room_types", "rate_plans"):
        yield from _unknown(
            name, getattr(row, name), set(getattr(row.hotel, name).values_list("code", flat=True))
        )
    twins = row.hotel.promotions.exclude(pk=row.pk).filter(code__iexact=row.code.strip())
    if row.code.strip() and twins.exists():
        yield "code", _("There is a promotion with this code already; capital letters make no difference.")


def wrong_in_tax(row: Tax) -> Wrong:
    yield from _below_zero(row, "percent", "amount")
    if not row.percent and not row.amount:
        yield NON_FIELD_ERRORS, _("Give it a percentage, or an amount per person and night.")


def _order(row: Any, first: str, last: str) -> Wrong:
    begins, ends = getattr(row, first), getattr(row, last)
    if begins and ends and ends < begins:
        yield last, ENDS_EARLY


def _below_zero(row: Any, *names: str) -> Wrong:
    return ((name, BELOW_ZERO) for name in names if getattr(row, name) is not None and getattr(row, name) < 0)


def _unknown(name: str, codes: Any, known: Collection[str]) -> Wrong:
    given = codes if isinstance(codes, list) else []
    missing = [code for code in given if isinstance(code, str) and code not in known]
    if missing:
        yield name, _("There is nothing with the code %(code)s here.") % {"code": missing[0][:32]}


def _is_fee(value: str) -> bool:
    kind, _colon, percent = value.partition(":")
    if kind == "percent":
        return bool(re.fullmatch(r"[0-9]{1,3}([.][0-9]{1,3})?", percent)) and float(percent) <= 100
    return value in ("none", "first_night", "full")
