"""How often the gate holds back a good reply: measured over texts of our own in four languages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from babel.dates import format_date

from agents import phrases
from agents.gate import Grounds, clean, inspect
from pms.base import Money
from tests.agents.corpora import under
from tests.agents.gate_samples import grounds
from tests.agents.test_gate_benign import ENGLISH, SPANISH, lines

STAYS = (
    # arrival, departure, free until, a night, the suite, check-in, check-out
    (date(2027, 1, 8), date(2027, 1, 10), date(2027, 1, 6), "90.00", "1234.50", time(15), time(12)),
    (date(2027, 2, 27), date(2027, 3, 1), date(2027, 2, 25), "97.00", "2080.00", time(14), time(11)),
    (
        date(2026, 12, 31),
        date(2027, 1, 2),
        date(2026, 12, 24),
        "171.25",
        "999.90",
        time(16, 30),
        time(10, 30),
    ),
    (date(2027, 5, 2), date(2027, 5, 4), date(2027, 4, 30), "1080.00", "12345.00", time(13), time(9, 45)),
)
CURRENCIES = ("EUR", "BRL", "USD", "MXN")
LOCALES = {"es": "es", "en": "en", "pt": "pt_BR", "fr": "fr"}


def money_in_words(value: Money, language: str, style: int) -> str:
    plain = f"{value.amount:,.2f}"
    swapped = plain.translate(str.maketrans(",.", ".,"))
    return (
        phrases.money(value, language),
        f"{value.currency} {plain if language == 'en' else swapped}",
        f"{plain if language == 'en' else swapped.replace('.', ' ')} {value.currency}",
        phrases.money(value, language),
    )[style]


def day_in_words(value: date, language: str, style: int) -> str:
    long = {"en": "MMMM d", "fr": "d MMMM"}.get(language, "d 'de' MMMM")
    return (
        phrases.day(value, language),
        str(format_date(value, long, locale=LOCALES[language])),
        f"{value:%d/%m/%Y}",
        phrases.day_of_year(value, language),
    )[style]


def clock_in_words(value: time, language: str, style: int) -> str:
    hours = f"{value.hour}h{value.minute:02d}" if value.minute else f"{value.hour} h"
    return phrases.clock(value, language) if language in {"es", "en"} or style % 2 else hours


def rendered(language: str) -> Iterator[tuple[str, Grounds]]:
    """Every reply of the corpus with each stay's values, and what the server has told by then."""
    frames = under("replies", language)
    frames += {"es": lines(SPANISH), "en": lines(ENGLISH)}.get(language, [])
    for style, (arrival, departure, free, night, suite, opens, closes) in enumerate(STAYS):
        currency = CURRENCIES[style]
        each, whole = Money(Decimal(night), currency), Money(Decimal(night) * 2, currency)
        big = Money(Decimal(suite), currency)
        base = grounds(language)
        known = replace(
            base,
            currency=currency,
            amounts=base.amounts | {each, whole, big},
            dates=base.dates | {arrival, departure, free},
            times=base.times | {opens, closes},
        )
        values = {
            "a": day_in_words(arrival, language, style),
            "d": day_in_words(departure, language, style),
            "free": day_in_words(free, language, style),
            "night": money_in_words(each, language, style),
            "total": money_in_words(whole, language, style),
            "suite": money_in_words(big, language, style),
            "in": clock_in_words(opens, language, style),
            "out": clock_in_words(closes, language, style),
        }
        for frame in frames:
            if style == 0 or "{" in frame or language in {"pt", "fr"}:
                yield frame.format(**values) if "{" in frame else frame, known


@pytest.mark.parametrize("language", ["es", "en", "pt", "fr"])
def test_of_a_hundred_good_replies_at_most_two_are_held_back(language):
    replies = list(rendered(language))
    held = [(text, found) for text, known in replies if (found := inspect(clean(text), known))]
    print(f"{language}: {len(held)} of {len(replies)} held back")
    assert len(held) * 100 < 2 * len(replies), held[:10]


@pytest.mark.parametrize("language", ["es", "en", "pt", "fr"])
def test_the_same_replies_without_their_source_are_held_back(language):
    """What passes, passes because of its source and not because nobody read it."""
    let_go = [
        text
        for frame in under("replies", language)
        if "{" in frame
        for text, known in rendered_one(frame, language)
        if not inspect(clean(text), known)
    ]
    assert let_go == []


def rendered_one(frame: str, language: str) -> Iterator[tuple[str, Grounds]]:
    unknown = Money(Decimal("4321.09"), "EUR")
    day, clock = date(2027, 7, 23), time(5, 20)
    values = dict.fromkeys(("night", "total", "suite"), phrases.money(unknown, language))
    values |= dict.fromkeys(("a", "d", "free"), phrases.day(day, language))
    values |= dict.fromkeys(("in", "out"), phrases.clock(clock, language))
    yield frame.format(**values), grounds(language)
