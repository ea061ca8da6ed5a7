"""Days as guests of five countries say them: what is quoted has to be the days they meant, or a question."""

from datetime import date

import pytest

from agents.offline.feasts import easter
from agents.offline.understanding import understand

WEDNESDAY = date(2026, 11, 25)


def stay(text, **known):
    said = understand(text, WEDNESDAY, **known)
    return said.arrival, said.departure or said.nights


def day(month, number):
    return date(WEDNESDAY.year + (month < WEDNESDAY.month), month, number)


@pytest.mark.parametrize(
    ("year", "month", "number"), [(2024, 3, 31), (2027, 3, 28), (2038, 4, 25), (2285, 3, 22)]
)
def test_easter_is_on_its_sunday(year, month, number):
    assert easter(year) == date(year, month, number)


@pytest.mark.parametrize(
    ("text", "arrival", "departure"),
    [
        ("del jueves santo al domingo de resurrección", day(3, 25), day(3, 28)),
        ("from Good Friday to Easter Monday, two of us", day(3, 26), day(3, 29)),
        ("para semana santa, del jueves al domingo", day(3, 25), day(3, 28)),
        ("en semana santa llegando el 24 y saliendo el 27", day(3, 24), day(3, 27)),
    ],
)
def test_the_days_of_holy_week_are_those_of_its_year(text, arrival, departure):
    assert stay(text) == (arrival, departure)


@pytest.mark.parametrize(
    "text",
    [
        "algo en semana santa",
        "a weekend in february",
        "un finde de enero",
        "easter weekend for two",
        "the weekend before christmas",
        "labor day weekend",
        "fin de semana largo de octubre",
    ],
)
def test_a_weekend_or_season_that_is_not_the_coming_one_is_no_day_yet(text):
    assert stay(text) == (None, None)


@pytest.mark.parametrize(
    ("text", "arrival", "departure"),
    [
        ("xmas, dec 23-27, two adults", day(12, 23), day(12, 27)),
        ("fin de año, del 30 al 2", day(12, 30), day(1, 2)),
        ("para navidad del 23 al 26", day(12, 23), day(12, 26)),
        ("from new years eve to jan 2", day(12, 31), day(1, 2)),
        ("del 23 a navidad", day(12, 23), day(12, 25)),
        ("we have a wedding on feb 20, arriving the 19th leaving the 21st", day(2, 19), day(2, 21)),
        ("nos casamos el 20 de febrero, llegamos el 19 y nos vamos el 21", day(2, 19), day(2, 21)),
        ("10 días en enero desde el 4", day(1, 4), 10),
        ("año nuevo, 2 noches desde el 30", day(12, 30), 2),
    ],
)
def test_what_a_stay_is_for_is_not_its_arrival_but_tells_the_month(text, arrival, departure):
    assert stay(text) == (arrival, departure)


@pytest.mark.parametrize(
    ("text", "arrival"),
    [
        ("a week from saturday", day(12, 5)),
        ("friday week", day(12, 4)),
        ("a fortnight on saturday", day(12, 12)),
        ("the friday after next", day(12, 4)),
        ("el sábado en ocho", day(12, 5)),
        ("de mañana en ocho", day(12, 3)),
        ("este viernes no, el otro", day(12, 4)),
        ("el sábado de la semana que entra", day(12, 5)),
    ],
)
def test_weeks_are_counted_from_the_day_that_is_named(text, arrival):
    assert stay(f"{text} for one night") == (arrival, 1)


def test_a_week_that_is_stayed_is_not_counted():
    assert stay("for a week from saturday") == (day(11, 28), 7)


@pytest.mark.parametrize(
    ("text", "friday"),
    [
        ("el primer fin de semana de diciembre", day(12, 4)),
        ("the last weekend of january", day(1, 29)),
        ("este finde", day(11, 27)),
        ("this weekend", day(11, 27)),
    ],
)
def test_a_weekend_is_the_one_that_is_said(text, friday):
    assert stay(text) == (friday, 2)


@pytest.mark.parametrize(
    ("text", "people"), [("room for 2 Dec 5-7", 2), ("for 4 dec 5 to 7", 4), ("for two, december 5-7", 2)]
)
def test_people_before_a_month_are_no_day_of_it(text, people):
    assert stay(text) == (day(12, 5), day(12, 7))
    assert understand(text, WEDNESDAY).people == people


def test_days_in_a_row_are_nights_to_be_asked_about():
    said = understand("5, 6 y 7 de enero", WEDNESDAY)

    assert said.arrival == day(1, 5)
    assert said.unclear[0].options == (day(1, 7), day(1, 8))


@pytest.mark.parametrize("text", ["sat 5 to mon 7 december", "sat 5 - mon 7"])
def test_short_weekdays_beside_numbers_are_days(text):
    assert stay(text) == (day(12, 5), day(12, 7))


def test_a_weekday_moves_the_stay_in_hand_and_not_to_this_week():
    assert stay("mejor el viernes", after=day(1, 7), expecting="choice") == (day(1, 8), None)
    assert stay("mejor este viernes", after=day(1, 7), expecting="choice") == (day(11, 27), None)


def test_a_weekday_that_is_as_far_before_as_behind_is_asked_about():
    said = understand("mejor el lunes", WEDNESDAY, after=day(1, 7), expecting="choice")

    assert said.arrival is None
    assert said.unclear[0].options == (day(1, 4), day(1, 11))
