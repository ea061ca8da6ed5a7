"""What guests are told in our own words: one short text per key and language.

`say` fills a text; `money`, `day`, `clock`, `nights` and `people` write values the way a receptionist of
that language would. A new text is a key in every language's `TEXTS`, with the same placeholders.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, get_currency_precision

from agents.phrases import (
    danger,
    en,
    es,
    fr,
    pt,
    rules_en,
    rules_es,
    rules_fr,
    rules_pt,
    sales,
    talk_en,
    talk_es,
    talk_fr,
    talk_pt,
)
from agents.quoting import for_guests
from pms.base import Money, Occupancy, Stay, Text

TEXTS: Mapping[str, Mapping[str, str]] = {
    "es": es.TEXTS | rules_es.TEXTS | talk_es.TEXTS | danger.TEXTS["es"] | sales.TEXTS["es"],
    "en": en.TEXTS | rules_en.TEXTS | talk_en.TEXTS | danger.TEXTS["en"] | sales.TEXTS["en"],
    "pt": pt.TEXTS | rules_pt.TEXTS | talk_pt.TEXTS | danger.TEXTS["pt"] | sales.TEXTS["pt"],
    "fr": fr.TEXTS | rules_fr.TEXTS | talk_fr.TEXTS | danger.TEXTS["fr"] | sales.TEXTS["fr"],
}
DEFAULT = "en"

# Spanish writes numbers in two ways, and the currency says in which country we are.
_SPANISH_LOCALES = {
    "ARS": "es_AR",
    "CLP": "es_CL",
    "COP": "es_CO",
    "DOP": "es_DO",
    "EUR": "es_ES",
    "GTQ": "es_GT",
    "MXN": "es_MX",
    "PEN": "es_PE",
    "USD": "es_US",
    "UYU": "es_UY",
}
_LOCALES = {"en": "en", "pt": "pt_BR", "fr": "fr"}
_DAY = {
    "es": "EEEE d 'de' MMMM 'de' y",
    "en": "EEEE, MMMM d, y",
    "pt": "EEEE, d 'de' MMMM 'de' y",
    "fr": "EEEE d MMMM y",
}
_DAY_OF_YEAR = {"es": "d 'de' MMMM", "en": "MMMM d", "pt": "d 'de' MMMM", "fr": "d MMMM"}
_CLOCK = {"es": "HH:mm", "en": "h:mm a", "pt": "HH:mm", "fr": "HH:mm"}


def known(language: str, default: str = DEFAULT) -> str:
    """The language we have texts in that is nearest to `language`: itself, else `default`, else English."""
    code = language.lower()[:2]
    if code in TEXTS:
        return code
    return default if default in TEXTS else DEFAULT


def say(language: str, key: str, **values: object) -> str:
    """The text `key` with its placeholders filled. KeyError for an unknown key or a missing value."""
    return TEXTS[known(language)][key].format(**values)


def money(amount: Money, language: str) -> str:
    """An amount with its currency code, never a bare sign: a `$` is somebody else's dollar."""
    code = known(language)
    locale = _SPANISH_LOCALES.get(amount.currency, "es") if code == "es" else _LOCALES[code]
    # Nobody writes the hundredths of a yen or of a Chilean peso, which do not exist.
    whole = get_currency_precision(amount.currency) == 0 and amount.amount == int(amount.amount)
    written = format_decimal(amount.amount, format="#,##0" if whole else "#,##0.00", locale=locale)
    # French groups by a narrow blank, which not every phone draws.
    return f"{written} {amount.currency}".replace("\u202f", "\u00a0")


def day(value: date, language: str) -> str:
    """A date with its weekday, month and year in words, so that nobody can misread it."""
    return _dated(value, _DAY, language)


def day_of_year(value: date, language: str) -> str:
    """Day and month, for what comes every year."""
    return _dated(value, _DAY_OF_YEAR, language)


def _dated(value: date, forms: Mapping[str, str], language: str) -> str:
    code = known(language)
    form = forms[code].replace("d ", "d'er' ", 1) if code == "fr" and value.day == 1 else forms[code]
    return str(format_date(value, form, locale=code))


def clock(value: time | datetime, language: str) -> str:
    """A time of day; a datetime is written as the clock of its own time zone shows it."""
    code = known(language)
    at = value.timetz() if isinstance(value, datetime) else value
    return str(format_time(at.replace(tzinfo=None), _CLOCK[code], locale="en")).replace("\u202f", " ")


def count(number: int, key: str, language: str) -> str:
    """`number` with its noun, from the texts `<key>_one` and `<key>_many`."""
    return say(language, f"{key}_one" if number == 1 else f"{key}_many", number=number)


def nights(number: int, language: str) -> str:
    return count(number, "nights", language)


def people(occupancy: Occupancy, language: str) -> str:
    """ "2 adults and 1 child (5 years old)"."""
    adults = count(occupancy.adults, "adults", language)
    if not occupancy.children:
        return adults
    children = count(occupancy.children, "children", language)
    ages = listed([str(age) for age in sorted(occupancy.children_ages)], language)
    return say(language, "adults_and_children", adults=adults, children=children, ages=ages)


def stay_dates(stay: Stay, language: str) -> str:
    """Both dates and the number of nights between them."""
    return say(
        language,
        "stay_dates",
        arrival=day(stay.arrival, language),
        departure=day(stay.departure, language),
        nights=nights(stay.nights, language),
    )


def listed(parts: Sequence[str], language: str) -> str:
    """ "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return say(language, "and", left=", ".join(parts[:-1]), right=parts[-1])


def in_words(texts: Text, language: str, default: str = DEFAULT) -> str:
    """The house's own text in `language`, else in `default`, else in any language it has, else ""."""
    for code in (language, known(language, default), default):
        if text := for_guests(texts.get(code, "")):
            return text
    return next((text for each in texts.values() if (text := for_guests(each))), "")
