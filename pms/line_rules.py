"""What the lists in a rate, restriction or promotion may hold; for the fields' validators."""

import re
from typing import Any, TypeGuard

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

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
