"""Numbers and times in words: read as what they say, in each of the four languages, and nothing else."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.gate import Grounds, inspect, money_in
from agents.gate.reading import read
from pms.base import Money
from tests.agents.gate_samples import TODAY, grounds, rules
from tests.agents.number_names import name_of

LANGUAGES = ("es", "en", "pt", "fr")
TOTAL = {
    "es": "El total son {}.",
    "en": "The total is {}.",
    "pt": "O total são {}.",
    "fr": "Le total est de {}.",
}
NUMBER = st.integers(13, 999) | st.integers(1000, 99_999)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None)
@given(number=NUMBER)
def test_a_sum_in_words_is_read_exactly(language, number):
    said = f"{name_of(number, language)} euros"
    assert money_in(said, "EUR", language) == [Money(Decimal(number), "EUR")], said


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None)
@given(number=NUMBER, other=NUMBER)
def test_a_sum_in_words_passes_with_its_source_alone(language, number, other):
    said = TOTAL[language].format(f"{name_of(number, language)} euros")
    known = grounds(language, amounts=frozenset({Money(Decimal(number), "EUR")}))
    assert "amount" not in rules(inspect(said, known)), said
    if number != other:
        unknown = grounds(language, amounts=frozenset({Money(Decimal(other), "EUR")}))
        assert "amount" in rules(inspect(said, unknown)), said


def times_in(text: str, language: str) -> set[time]:
    return {when for span in read(text, Grounds(language, "EUR", TODAY)).times for when in span.value}


HALVES = {
    "es": ("a las {hour} y media", "a las {hour} y cuarto", "a las {next} menos cuarto"),
    "en": ("half past {hour}", "quarter past {hour}", "quarter to {next}"),
    "pt": ("às {hour} e meia", "às {hour} e quinze", "às {next} menos quinze"),
    "fr": ("à {hour} heures et demie", "à {hour} heures et quart", "à {next} heures moins le quart"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None)
@given(hour=st.integers(2, 11), part=st.sampled_from([0, 1, 2]), in_words=st.booleans())
def test_half_and_quarter_hours_are_read(language, hour, part, in_words):
    named = [name_of(n, language) if in_words else str(n) for n in (hour, hour + 1)]
    said = HALVES[language][part].format(hour=named[0], next=named[1])
    minute = (30, 15, 45)[part]
    assert times_in(said, language) == {time(hour, minute), time((hour + 12) % 24, minute)}, said


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        ("es", "a medianoche", time(0)),
        ("es", "al mediodía", time(12)),
        ("en", "at midnight", time(0)),
        ("en", "at noon", time(12)),
        ("pt", "à meia-noite", time(0)),
        ("pt", "ao meio-dia", time(12)),
        ("pt", "ao meio-dia e meia", time(12, 30)),
        ("fr", "à minuit", time(0)),
        ("fr", "à midi", time(12)),
        ("fr", "à midi et demi", time(12, 30)),
    ],
)
def test_noon_and_midnight_have_names(language, said, meant):
    assert times_in(said, language) == {meant}


AHEAD = {
    "es": ("mañana", "pasado mañana", "dentro de {} días", "dentro de {} semanas"),
    "en": ("tomorrow", "the day after tomorrow", "in {} days", "in {} weeks"),
    "pt": ("amanhã", "depois de amanhã", "daqui a {} dias", "daqui a {} semanas"),
    "fr": ("demain", "après-demain", "dans {} jours", "dans {} semaines"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None)
@given(today=st.dates(date(2026, 1, 1), date(2028, 12, 1)), number=st.integers(2, 9), in_words=st.booleans())
def test_days_ahead_are_counted_from_the_hotel_s_today(language, today, number, in_words):
    said = name_of(number, language) if in_words else str(number)
    said = "duas" if language == "pt" and in_words and number == 2 else said
    for text, days in zip(AHEAD[language], (1, 2, number, 7 * number), strict=True):
        found = read(text.format(said), Grounds(language, "EUR", today)).days
        meant = date.fromordinal(today.toordinal() + days)
        assert [span.value.fits(meant) for span in found] == [True], text.format(said)
        assert not found[0].value.fits(date.fromordinal(meant.toordinal() + 1))


@pytest.mark.parametrize(
    ("currency", "said", "meant"),
    [
        ("BRL", "R$ 1.234,50", Money(Decimal("1234.50"), "BRL")),
        ("EUR", "1 234,50 €", Money(Decimal("1234.50"), "EUR")),
        ("MXN", "$2,900.00", Money(Decimal(2900), "MXN")),
        ("COP", "350.000 pesos", Money(Decimal(350_000), "COP")),
        ("MXN", "350.000 pesos colombianos", Money(Decimal(350_000), "COP")),
        ("ARS", "95.000 pesos", Money(Decimal(95_000), "ARS")),
        ("EUR", "95 dólares canadienses", Money(Decimal(95), "CAD")),
        ("CHF", "95 francs suisses", Money(Decimal(95), "CHF")),
        ("CHF", "CHF 1'234.50", Money(Decimal("1234.50"), "CHF")),
        ("GBP", "£95", Money(Decimal(95), "GBP")),
        ("EUR", "90 pounds sterling", Money(Decimal(90), "GBP")),
        ("USD", "US$ 95", Money(Decimal(95), "USD")),
        ("KWD", "45.50 KWD", Money(Decimal("45.50"), "KWD")),
        ("MXN", "QAR 1,450.00", Money(Decimal(1450), "QAR")),
        ("KWD", "5 dinars", Money(Decimal(5), "KWD")),
        ("JOD", "5 dinares", Money(Decimal(5), "JOD")),
        ("MXN", "1450 rupias", Money(Decimal(1450), "INR")),
        ("GTQ", "5 quetzales", Money(Decimal(5), "GTQ")),
        ("PYG", "450.000 guaraníes", Money(Decimal(450_000), "PYG")),
        ("ALL", "1450 ALL", Money(Decimal(1450), "ALL")),
    ],
)
def test_currencies_are_told_by_sign_and_name(currency, said, meant):
    assert money_in(said, currency) == [meant]


@pytest.mark.parametrize(
    "text", ["ALL 3 ROOMS", "20 KGS", "3 random guests", "Calle Bolívar 12", "the TOP 5", "top 5", "mop 2"]
)
def test_words_that_are_currencies_elsewhere_are_no_money(text):
    assert money_in(text, "MXN") == []


@pytest.mark.parametrize(
    ("currency", "text"),
    [
        ("KWD", "El desayuno son 5 KWD."),
        ("ISK", "Breakfast is 5 ISK."),
        ("EUR", "La noche son 90 QAR."),
        ("EUR", "The night is 90 rupees."),
        ("EUR", "La noche son 90 dírhams."),
    ],
)
def test_the_right_figure_in_another_currency_has_no_source(currency, text):
    told = grounds("es" if text[0] in "EL" else "en", currency=currency)
    assert "amount" in rules(inspect(text, told))
