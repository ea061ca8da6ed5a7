"""Attack the masking: a guest's name, phone, mail, document or code in whatever way it is written."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents import phrases
from agents.evals import datewords
from agents.evals.masking import Mask, personal

NAME = "Lucía Fernanda Torres de la Peña"


def masked(text, **known):
    mask = Mask(codes=known.pop("codes", {}))
    mask.knows(known.pop("name", NAME))
    return mask.masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "Soy Lucía Torres",
        "soy lucia torres",
        "LUCIA TORRES",
        "lucia.torres",
        "L u c í a   T-o-r-r-e-s",
        "L.u.c.i.a",
        "_Lucía_ *Torres*",
        "Luc\u200bía Tor\u00adres",
        "Ｌｕｃｉａ Ｔｏｒｒｅｓ",
        "Luсia Tоrres",  # Cyrillic с and о
        "familia PEÑA o Pena",
        "reserva a nombre de Torres, Lucia F.",
    ],
)
def test_a_known_name_is_gone_however_it_is_written(text):
    found = masked(text)
    bare = re.sub(r"[\W_]+", "", found.lower())
    for part in ("lucia", "lucía", "torres", "peña", "pena", "fernanda"):
        assert part not in bare, found


@pytest.mark.parametrize(
    "text",
    [
        "mi correo es lucia.torres@gmail.com",
        "lucia_t85 @ hotmail.com",
        "escríbeme a l.torres(at)empresa.com.mx",
        "ltorres arroba gmail punto com",
        "LTORRES@GMAIL.COM",
    ],
)
def test_a_mail_address_is_gone(text):
    found = masked(text).lower()
    assert "gmail" not in found
    assert "hotmail" not in found
    assert "empresa" not in found
    assert "example.com" in found


@pytest.mark.parametrize(
    "text",
    [
        "+52 55 1234 5678",
        "5512345678",
        "(55) 1234-5678",
        "55.1234.5678",
        "55 12 34 56 78",
        "５５１２３４５６７８",
        "+1 (787) 555-9912 ext",
        "DNI 12345678Z",
        "pasaporte G12345678",
        "passport AB1234567",
        "IBAN ES91 2100 0418 4502 0005 1332",
        "ES9121000418450200051332",
        "4111 1111 1111 1111",
        "tarjeta 5555-5555-5555-4444",
        "mi CURP es TOFL850312MDFRRC09",
    ],
)
def test_numbers_that_tell_a_person_are_gone(text):
    found = masked(text)
    left = re.sub(r"[^0-9A-Za-z]", "", found)
    given = re.sub(r"[^0-9A-Za-z]", "", text.translate(str.maketrans("０１２３４５６７８９", "0123456789")))
    runs = {
        given[at : at + 6] for at in range(len(given) - 5) if sum(map(str.isdigit, given[at : at + 6])) > 4
    }
    assert not {run for run in runs if run in left}, found


@pytest.mark.parametrize("written", ["K7P2M9", "k7p2m9", "K7P 2M9", "k7p-2m9", "K 7 P 2 M 9"])
def test_a_known_code_becomes_the_tasks_own(written):
    assert (
        masked(f"mi código es {written}, gracias", codes={"K7P2M9": "{r1}"}) == "mi código es {r1}, gracias"
    )


def test_an_unknown_code_gets_the_same_stand_in_each_time():
    mask = Mask()
    first, second = mask.masked("reserva X9Y8Z7"), mask.masked("sí, la X9Y8Z7 y no la B2C3D4")
    stand_in = first.split()[-1]
    assert stand_in != "X9Y8Z7"
    assert second.count(stand_in) == 1
    assert "B2C3D4" not in second


@pytest.mark.parametrize(
    "text",
    [
        "somos 2 adultos y 1 niño de 7 años",
        "del 12 al 14 de marzo de 2027",
        "2027-03-12 y 12/03/2027",
        "a las 10:30 o 7pm",
        "la habitación 301 por 1,450.00 MXN",
        "mañana llegamos, ¿hay lugar?",
        "una cama para la hermana de mi novia",
    ],
)
def test_what_tells_nobody_stays(text):
    assert masked(text, name="Ana Paz") == text


def test_people_are_told_from_each_other_and_stay_the_same():
    mask = Mask()
    mask.knows("Ana Ruiz", "Ana Soto")
    text = mask.masked("Ana Ruiz viaja con su prima Ana Soto; Ruiz paga")
    names = re.findall(r"[A-Z]\w+", text)
    assert names[0] == names[2]
    assert names[1] == names[4]
    assert names[1] != names[3]


def test_whoever_has_a_stand_ins_name_gets_another_one():
    mask = Mask()
    mask.knows("Camila Rojas")
    assert "camila" not in mask.masked("soy camila rojas").lower()


def test_a_name_told_only_in_words_is_gone():
    mask = Mask()
    assert "Gómez" not in mask.masked("me llamo Pedro Gómez, una doble por favor")
    assert "Pedro" not in mask.masked("Pedro otra vez")


def test_what_is_left_is_told():
    mask = Mask(codes={"K7P2M9": "{r1}"})
    mask.knows("Lucía Torres")
    assert personal(["aquí Lucia"], mask) == ["lucia"]
    assert personal(["K7P2M9"], mask) == ["k7p2m9"]
    assert personal([mask.masked("Lucía Torres K7P2M9")], mask) == []


@given(st.text(max_size=300), st.text(alphabet=st.characters(categories=("L",)), min_size=3, max_size=12))
def test_masking_never_fails_and_takes_the_name_out(text, name):
    mask = Mask()
    mask.knows(name)
    found = mask.masked(f"{text} {name} {text}")
    assert personal([found], mask) == []


@given(st.text(alphabet="0123456789 +-().@/abcXYZ•\n", max_size=2_000))
def test_masking_is_quick_for_whatever_is_written(text):
    masked(text)


TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("llego el 12 de marzo", "llego el <2027-03-12>"),
        ("del 12 al 14 de marzo", "del <2027-03-12> al <2027-03-14>"),
        ("12 to 14 March 2028", "<2028-03-12> to <2028-03-14>"),
        ("from March 12th to 14", "from <2027-03-12> to <2027-03-14>"),
        ("March 12, 2027 until May 3", "<2027-03-12> until <2027-05-03>"),
        ("2026-12-01 - 03/12/2026", "<2026-12-01> - <2026-12-03>"),
        ("el 24/12 somos 2", "el <2026-12-24> somos 2"),
        ("el 31 de febrero", "el 31 de febrero"),
        ("a las 10:30, 2 adultos, habitación 12", "a las 10:30, 2 adultos, habitación 12"),
    ],
)
def test_dates_are_found_as_guests_write_them(text, told):
    assert datewords.replaced(text, TODAY, lambda day: f"<{day}>") == told


@given(st.dates(TODAY, date(2027, 11, 20)), st.sampled_from(["{0.day} de {1}", "{1} {0.day}", "{0.day} {1}"]))
def test_a_day_and_its_month_are_that_day_of_the_next_year_that_has_it(day, form):
    month = phrases.day_of_year(day, "es").split(" de ")[1]
    (found,) = datewords.find(form.format(day, month), TODAY)
    assert found.days == (day,)
