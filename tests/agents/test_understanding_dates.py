from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from agents.offline.stays import read_stay
from agents.offline.understanding import understand
from agents.offline.words import tokens, words

TODAY = date(2026, 11, 21)  # a Saturday
MONTHS = {
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
DAYS = {
    "es": ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


def stay(text, today=TODAY, **more):
    return read_stay(words(tokens(text)), today, **more)


def suffix(day):
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def spanish(day):
    return f"{day.day} de {MONTHS['es'][day.month - 1]}"


def english(day):
    return f"{MONTHS['en'][day.month - 1]} {day.day}{suffix(day.day)}"


RANGES = {
    "words": lambda a, d: f"del {spanish(a)} al {spanish(d)}",
    "words with year": lambda a, d: f"del {spanish(a)} de {a.year} al {spanish(d)} del {d.year}",
    "weekdays": lambda a, d: (
        f"llegando el {DAYS['es'][a.weekday()]} {spanish(a)} "
        f"y saliendo el {DAYS['es'][d.weekday()]} {spanish(d)}"
    ),
    "short months": lambda a, d: (
        f"{a.day} {MONTHS['es'][a.month - 1][:3]} - {d.day} {MONTHS['es'][d.month - 1][:3]}"
    ),
    "without accents, in capitals": lambda a, d: f"DESDE EL {spanish(a)} HASTA EL {spanish(d)}".upper(),
    "entre": lambda a, d: f"hay algo entre el {spanish(a)} y el {spanish(d)}?",
    "iso": lambda a, d: f"{a.isoformat()} a {d.isoformat()}",
    "english": lambda a, d: f"from {english(a)} to {english(d)}",
    "english with year": lambda a, d: f"{english(a)}, {a.year} until {english(d)}, {d.year}",
    "english day first": lambda a, d: (
        f"check in {a.day} {MONTHS['en'][a.month - 1]}, check out {d.day} {MONTHS['en'][d.month - 1]}"
    ),
    "english of": lambda a, d: (
        f"arriving on the {a.day}{suffix(a.day)} of {MONTHS['en'][a.month - 1]} and leaving on the "
        f"{d.day}{suffix(d.day)} of {MONTHS['en'][d.month - 1]}"
    ),
    "nights": lambda a, d: f"{(d - a).days} noches desde el {spanish(a)}",
    "english nights": lambda a, d: f"{(d - a).days} nights starting {english(a)}",
    "in a sentence": lambda a, d: (
        f"Hola, quisiera una habitación para 2 personas del {spanish(a)} al {spanish(d)}, ¿qué precio tiene?"
    ),
}


@given(
    rendering=st.sampled_from(sorted(RANGES)),
    arrival=st.dates(TODAY, TODAY + timedelta(300)),
    nights=st.integers(2, 30),
)
@example(rendering="words", arrival=date(2026, 12, 28), nights=5)
def test_every_way_of_writing_a_range_is_read_as_that_range(rendering, arrival, nights):
    departure = arrival + timedelta(nights)
    read = stay(RANGES[rendering](arrival, departure))

    assert not read.unclear
    assert read.arrival == arrival
    assert read.departure == departure or read.nights == nights


@given(arrival=st.dates(TODAY, TODAY + timedelta(300)), nights=st.integers(1, 27))
def test_a_range_within_a_month_needs_the_month_once(arrival, nights):
    departure = arrival + timedelta(nights)
    assume(arrival.month == departure.month)
    month = MONTHS["es"][arrival.month - 1]
    for text in (
        f"del {arrival.day} al {departure.day} de {month}",
        f"{arrival.day}-{departure.day} {month}",
        f"{MONTHS['en'][arrival.month - 1]} {arrival.day} to {departure.day}",
    ):
        read = stay(text)
        assert (read.arrival, read.departure) == (arrival, departure), text


@given(st.dates(TODAY + timedelta(1), TODAY + timedelta(360)))
def test_a_numeric_date_is_only_taken_when_it_reads_one_way(day):
    read = stay(f"{day.day:02}/{day.month:02}")
    if day.day > 12 or day.day == day.month:
        assert read.arrival == day
    else:
        assert read.arrival is None
        assert day in read.unclear[0].options
        assert read.unclear[0].kind == "date"


WORDS = st.sampled_from(
    [
        "del",
        "al",
        "el",
        "de",
        "5",
        "7",
        "31",
        "12/03",
        "25/03",
        "2020-01-01",
        "enero",
        "march",
        "lunes",
        "friday",
        "next",
        "this",
        "mañana",
        "hoy",
        "finde",
        "3rd",
        "noches",
        "nights",
        "semana",
        "a",
        "to",
        "hasta",
        "until",
        "y",
        "and",
        "o",
        "no",
        "check",
        "in",
        "out",
        "niños",
        "4",
        "personas",
        ",",
        "-",
        ".",
        "?",
        "30",
        "febrero",
        "pasado",
        "ayer",
        "2",
        "adultos",
        "mi",
        "esposa",
        "habitaciones",
        "dos",
        "once",
        "primero",
        "the",
        "of",
        "que",
        "viene",
    ]
)


@settings(deadline=None)  # the first text waits for the classifier's weights
@given(
    text=st.one_of(st.text(), st.lists(WORDS, max_size=14).map(" ".join)),
    today=st.dates(date(2024, 1, 1), date(2040, 1, 1)),
)
@example(text="29 de febrero", today=date(2027, 3, 1))
@example(text="٣ noches ²", today=TODAY)
def test_no_text_raises_or_yields_a_past_or_reversed_stay(text, today):
    for expecting in (
        "",
        "dates",
        "arrival",
        "departure",
        "nights",
        "people",
        "ages",
        "name",
        "code",
        "choice",
    ):
        read = understand(text, today, expecting=expecting)
        assert read.arrival is None or read.arrival >= today
        assert read.departure is None or read.departure > today
        assert not (read.arrival and read.departure) or read.departure > read.arrival
        assert read.nights is None or read.nights >= 1


@pytest.mark.parametrize(
    ("text", "arrival", "nights"),
    [
        ("mañana", date(2026, 11, 22), None),
        ("pasado mañana, 2 noches", date(2026, 11, 23), 2),
        ("mañana por la mañana", date(2026, 11, 22), None),
        ("hoy una noche", date(2026, 11, 21), 1),
        ("esta noche", date(2026, 11, 21), 1),
        ("tonight", date(2026, 11, 21), 1),
        ("the day after tomorrow", date(2026, 11, 23), None),
        ("in three days for a week", date(2026, 11, 24), 7),
        ("dentro de 2 semanas", date(2026, 12, 5), None),
        ("una semana desde el lunes", date(2026, 11, 23), 7),
        ("this Friday for two nights", date(2026, 11, 27), 2),
        ("el viernes que viene", date(2026, 11, 27), None),
        ("friday next week", date(2026, 11, 27), None),
        ("the 3rd", date(2026, 12, 3), None),
        ("el 21 tres noches", date(2026, 11, 21), 3),
        ("nochevieja", date(2026, 12, 31), None),
        ("para navidad, 3 noches", date(2026, 12, 25), 3),
        ("3 días y 2 noches desde el 5 de enero", date(2027, 1, 5), 2),
        ("el 1ro de mayo", date(2027, 5, 1), None),
        ("cinco de enero", date(2027, 1, 5), None),
        ("veintidós de diciembre", date(2026, 12, 22), None),
        ("march third", date(2027, 3, 3), None),
        ("the twenty-fifth of december", date(2026, 12, 25), None),
        ("el 30 de enro", date(2027, 1, 30), None),
        ("el jueevs", date(2026, 11, 26), None),
        ("no el 5, el 6", date(2026, 12, 6), None),
        ("de hoy en ocho", date(2026, 11, 28), None),
        ("el finde del 5 de diciembre", date(2026, 12, 4), 2),
    ],
)
def test_what_guests_call_a_day_is_that_day(text, arrival, nights):
    read = stay(text)
    assert (read.arrival, read.nights) == (arrival, nights)


@pytest.mark.parametrize(
    ("text", "arrival", "departure"),
    [
        ("de viernes a domingo", date(2026, 11, 27), date(2026, 11, 29)),
        ("12/03 al 15/03", date(2027, 3, 12), date(2027, 3, 15)),
        ("from 3/15 until 3/20", date(2027, 3, 15), date(2027, 3, 20)),
        ("28 al 2 de enero", date(2026, 12, 28), date(2027, 1, 2)),
        ("5 al 7 de enero de 2027", date(2027, 1, 5), date(2027, 1, 7)),
        ("llego el 5 y salgo el 8", date(2026, 12, 5), date(2026, 12, 8)),
        ("del 5 de enero al domingo", date(2027, 1, 5), date(2027, 1, 10)),
        ("nos vamos el 9 de enero, llegamos el 5 de enero", date(2027, 1, 5), date(2027, 1, 9)),
        (
            "check out on the 14th of March, check in on the 10th of March",
            date(2027, 3, 10),
            date(2027, 3, 14),
        ),
    ],
)
def test_two_dates_complete_each_other(text, arrival, departure):
    read = stay(text)
    assert (read.arrival, read.departure) == (arrival, departure)


def test_a_weekend_is_friday_to_sunday_and_what_is_left_of_it():
    wednesday, saturday = date(2026, 11, 18), TODAY
    assert (stay("el finde", wednesday).arrival, stay("el finde", wednesday).nights) == (
        date(2026, 11, 20),
        2,
    )
    assert (stay("este fin de semana", saturday).arrival, stay("el finde", saturday).nights) == (saturday, 1)
    assert stay("next weekend", saturday).arrival == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "today", "kind", "options"),
    [
        ("12/03", TODAY, "date", (date(2027, 3, 12), date(2026, 12, 3))),
        ("next friday", date(2026, 11, 18), "date", (date(2026, 11, 20), date(2026, 11, 27))),
        ("next weekend", date(2026, 11, 18), "date", (date(2026, 11, 20), date(2026, 11, 27))),
        ("el sábado", TODAY, "date", (TODAY, date(2026, 11, 28))),
        ("viernes 5 de diciembre", TODAY, "weekday", (date(2026, 12, 4), date(2026, 12, 5))),
        ("viernes o sábado", date(2026, 11, 18), "date", (date(2026, 11, 20), date(2026, 11, 21))),
        ("30 de febrero", TODAY, "impossible", ()),
        ("la semana que viene", TODAY, "week", ()),
        ("ayer", TODAY, "past", (date(2026, 11, 20),)),
        ("del 5 al 9 de enero de 2020", TODAY, "past", (date(2020, 1, 5),)),
        ("del 9 al 5 de enero", TODAY, "order", ()),
    ],
)
def test_what_can_be_read_two_ways_is_asked(text, today, kind, options):
    read = stay(text, today)
    assert (read.arrival, read.departure) == (None, None)
    assert (read.unclear[0].kind, read.unclear[0].options) == (kind, options)


def test_two_days_joined_by_and_may_be_two_nights():
    read = stay("el 5 y el 6 de enero")
    assert read.arrival == date(2027, 1, 5)
    assert read.unclear[0].options == (date(2027, 1, 6), date(2027, 1, 7))
    assert read.unclear[0].slot == "departure"


def test_nights_that_do_not_fit_the_dates_are_asked():
    read = stay("del 5 al 8 de enero, 2 noches")
    assert read.arrival == date(2027, 1, 5)
    assert (read.departure, read.unclear[0].kind) == (None, "nights")
    assert not stay("del 5 al 8 de enero, 4 días").unclear


def test_tomorrow_said_after_midnight_may_be_the_day_that_has_begun():
    read = stay("mañana", small_hours=True)
    assert read.unclear[0].options == (TODAY, date(2026, 11, 22))
    assert stay("hoy", small_hours=True).arrival == TODAY


def test_what_was_asked_for_decides_what_a_lone_date_is():
    assert stay("el 5 de enero", expecting="departure").departure == date(2027, 1, 5)
    assert stay("hasta el 5 de enero").departure == date(2027, 1, 5)
    assert stay("el 3", expecting="departure", after=date(2026, 12, 28)).departure == date(2027, 1, 3)
    assert stay("10 al 12", expecting="dates").departure == date(2026, 12, 12)
    assert stay("3", expecting="nights").nights == 3


@pytest.mark.parametrize(
    "text",
    [
        "por la mañana", "en 2 minutos", "vista al mar", "may I have a room", "2 habitaciones",
        "para 3 personas", "a las 15:00", "room 12", "el precio por noche", "cuesta 2,900.00",
        "niños de 5 a 12 años", "5 estrellas",
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_read_as_one(text):
    read = stay(text)
    assert (read.arrival, read.departure, read.nights, read.unclear) == (None, None, None, ())


@pytest.mark.parametrize("text", ["del 31/12/9999 al 01/01/10000", "31/12/9999, 3 noches", "0001-01-01"])
def test_a_year_that_nobody_means_is_no_day(text):
    read = stay(text)
    assert (read.arrival, read.departure) == (None, None)
