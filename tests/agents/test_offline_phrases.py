from datetime import date, datetime, time
from decimal import Decimal
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

from agents import phrases
from agents.manners import TITLE
from pms.base import Money, Occupancy, Stay


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_language_has_the_same_keys():
    keys = {language: set(texts) for language, texts in phrases.TEXTS.items()}
    assert all(found == keys["en"] for found in keys.values())


@pytest.mark.parametrize("key", sorted(phrases.TEXTS["en"]))
def test_every_language_has_the_same_placeholders(key):
    wanted = placeholders(phrases.TEXTS["en"][key])
    assert all(placeholders(texts[key]) == wanted for texts in phrases.TEXTS.values())
    assert "" not in wanted, "placeholders have names"


@pytest.mark.parametrize("language", sorted(phrases.TEXTS))
def test_a_button_holds_no_more_than_a_phone_shows(language):
    titles = {key: text for key, text in phrases.TEXTS[language].items() if key.startswith("button_")}
    assert titles
    assert {key for key, text in titles.items() if len(text) > TITLE} == set()


def test_an_unknown_language_is_answered_in_the_default_one():
    assert phrases.say("de", "nights_one", number=1) == "1 night"
    assert phrases.known("de", "es") == "es"
    assert phrases.known("es-MX") == "es"


def test_money_names_its_currency_and_keeps_the_country_s_way_of_writing():
    assert phrases.money(Money(Decimal("2900"), "MXN"), "es") == "2,900.00 MXN"
    assert phrases.money(Money(Decimal("2900.5"), "COP"), "es") == "2.900,50 COP"
    assert phrases.money(Money(Decimal("12900"), "EUR"), "es") == "12.900,00 EUR"
    assert phrases.money(Money(Decimal("2900"), "EUR"), "en") == "2,900.00 EUR"
    assert phrases.money(Money(Decimal("2900"), "BRL"), "pt") == "2.900,00 BRL"
    assert phrases.money(Money(Decimal("2900"), "EUR"), "fr") == "2\u00a0900,00 EUR"


def test_money_without_cents_is_written_without():
    assert phrases.money(Money(Decimal("45990.00"), "CLP"), "es") == "45.990 CLP"
    assert phrases.money(Money(Decimal("45990.00"), "JPY"), "en") == "45,990 JPY"
    assert phrases.money(Money(Decimal("45990.50"), "CLP"), "es") == "45.990,50 CLP"
    assert phrases.money(Money(Decimal("45.50"), "KWD"), "en") == "45.50 KWD"


def test_a_date_says_weekday_month_and_year_in_words():
    assert phrases.day(date(2027, 1, 5), "es") == "martes 5 de enero de 2027"
    assert phrases.day(date(2027, 1, 5), "en") == "Tuesday, January 5, 2027"
    assert phrases.day(date(2027, 1, 5), "pt") == "terça-feira, 5 de janeiro de 2027"
    assert phrases.day(date(2027, 1, 5), "fr") == "mardi 5 janvier 2027"
    assert phrases.day_of_year(date(2027, 3, 1), "fr") == "1er mars"


def test_a_time_is_written_as_its_own_clock_shows_it():
    assert phrases.clock(time(15), "es") == "15:00"
    assert phrases.clock(time(15), "en") == "3:00 PM"
    assert phrases.clock(time(15), "pt") == phrases.clock(time(15), "fr") == "15:00"
    assert phrases.clock(datetime(2027, 1, 5, 20, 30, tzinfo=ZoneInfo("America/Bogota")), "es") == "20:30"


def test_people_and_stays_read_as_a_receptionist_would_say_them():
    assert phrases.people(Occupancy(1), "en") == "1 adult"
    assert phrases.people(Occupancy(2, (4, 7)), "es") == "2 adultos y 2 menores (edad: 4 y 7)"
    stay = Stay(date(2026, 12, 28), date(2027, 1, 2))
    assert phrases.stay_dates(stay, "es") == (
        "del lunes 28 de diciembre de 2026 al sábado 2 de enero de 2027 (5 noches)"
    )


def test_the_house_s_own_text_comes_in_the_nearest_language():
    assert phrases.in_words({"es": "doble", "en": "double"}, "en") == "double"
    assert phrases.in_words({"es": "doble"}, "en", "es") == "doble"
    assert phrases.in_words({"de": "Doppelzimmer"}, "en", "es") == "Doppelzimmer"
    assert phrases.in_words({}, "en") == ""
