"""Rooms, times of day and wishes for a change, read out of single texts."""

import re
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.offline import change_words, clocks, requests, services
from agents.offline.memory import KEY, Memory
from agents.offline.understanding import understand
from agents.offline.words import spaced, tokens
from pms.base import Occupancy, Stay

TODAY = date(2026, 11, 21)
BOOKED = Stay(date(2027, 1, 10), date(2027, 1, 13))


def flat(text):
    return spaced(tokens(text))


def rooms(text):
    return [(room.kinds, room.adults, room.ages) for room in understand(text, TODAY).each_room]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tres dobles y una suite", [("double",)] * 3 + [("suite",)]),
        ("we'd like a twin and a double", [("twin",), ("double",)]),
        ("4 rooms: 3 doubles and 1 family room", [("double",)] * 3 + [("family",)]),
        ("2 habitaciones, una triple", [("triple",), ()]),
        ("dos piezas", [(), ()]),
    ],
)
def test_kinds_of_several_rooms_are_counted(text, expected):
    assert [kinds for kinds, _, _ in rooms(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("una para mis abuelos y otra para mi hermana", [(2, ()), (1, ())]),
        ("one room for two adults and one for me and my wife", [(2, ()), (2, ())]),
        ("dos para 2 personas y una para 3 adultos y un niño de 5", [(2, ()), (2, ()), (3, (5,))]),
        ("una doble para mis papás, otra para nosotros con la bebé de 8 meses", [(2, ()), (2, (0,))]),
    ],
)
def test_who_sleeps_in_which_room_is_read(text, expected):
    assert [(adults, ages) for _, adults, ages in rooms(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "una habitación para mis padres",
        "una doble o una suite?",
        "una habitación con dos camas dobles",
        "a double room with two beds for three nights",
        "quiero una doble, ¿y cuánto sale una suite?",
        "habitación doble para 2 personas y una cuna para el bebé",
    ],
)
def test_one_room_is_not_read_as_several(text):
    assert rooms(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a las 7", ["07:00", "19:00"]),
        ("tipo 8 y media de la noche", ["20:30"]),
        ("19.30 hs", ["19:30"]),
        ("at quarter past nine", ["09:15", "21:15"]),
        ("a eso de las diez menos cuarto", ["09:45", "21:45"]),
        ("11pm", ["23:00"]),
        ("12 pm", ["12:00"]),
        ("12 am", ["00:00"]),
        ("al mediodía", ["12:00"]),
        ("3 noches", []),
        ("para 4 personas", []),
        ("del 5 al 7 de enero", []),
    ],
)
def test_a_time_of_day_is_every_time_it_can_mean(text, expected):
    assert [at.isoformat("minutes") for at in clocks.read_clocks(flat(text))] == expected


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_time_with_minutes_is_read_as_written(hour, minute):
    found = clocks.read_clocks(flat(f"a las {hour}:{minute:02d}"))
    assert time(hour, minute) in found
    assert all(at.minute == minute and at.hour % 12 == hour % 12 for at in found)


@pytest.mark.parametrize(
    ("text", "arrival", "departure"),
    [
        ("una noche extra", 10, 14),
        ("agrégale tres noches", 10, 16),
        ("two nights less please", 10, 11),
        ("quisiéramos llegar dos días después", 12, 13),
        ("we want to leave one day later", 10, 14),
        ("pospóngala una semana", 17, 20),
        ("adelantar la reserva 2 días", 8, 11),
        ("que sea del 20 al 22", 20, 22),
        ("salir el 15 en lugar del 13", 10, 15),
        ("check in on the 11th instead of the 10th", 11, 13),
        ("al final nos quedamos hasta el 16", 10, 16),
        ("move it to January 20th", 20, 23),
    ],
)
def test_a_change_of_days_is_read_against_what_is_booked(text, arrival, departure):
    wish = change_words.read([("", text)], TODAY, BOOKED)
    assert wish.stay_of(BOOKED) == Stay(date(2027, 1, arrival), date(2027, 1, departure))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["somos una persona más", "es un adulto"], Occupancy(3)),
        (["somos una persona más", "una bebé de 10 meses"], Occupancy(2, (0,))),
        (["se suma mi suegra"], Occupancy(3)),
        (["bring one more child, aged 6"], Occupancy(2, (6,))),
        (["ahora somos 3 adultos y 1 niño de 8"], Occupancy(3, (8,))),
    ],
)
def test_a_change_of_people_is_read_against_who_is_booked(texts, expected):
    said = [("" if number == 0 else "who_more", text) for number, text in enumerate(texts)]
    wish = change_words.read(said, TODAY, BOOKED)
    assert wish.occupancy_of(Occupancy(2)) == expected


def test_what_is_said_last_about_days_counts_and_the_room_stays_wished():
    said = [("", "quiero pasar a la suite y dos noches más"), ("dates", "mejor solo una noche más")]
    wish = change_words.read(said, TODAY, BOOKED)
    assert wish.kinds == ("suite",)
    assert wish.stay_of(BOOKED) == Stay(BOOKED.arrival, BOOKED.departure + timedelta(1))


@pytest.mark.parametrize(
    "text", ["una habitación doble del 5 al 7", "somos 2 adultos", "¿tienen wifi?", "gracias", "for 3 nights"]
)
def test_a_new_wish_is_no_change(text):
    assert not change_words.says_change(flat(text))


VOCABULARY = (
    "una dos 2 3 0 99 otra one more noche noches nights dias habitación rooms doble suite para y o mis padres"
    " nosotros niño niños de 5 años llegar salir antes después a las media pm mañana el 12 31 enero al somos"
    " más menos adelantar semana mesa toallas mi hijo cancelar"
)
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=14).map(" ".join)


@given(st.one_of(WORDS, st.text(max_size=60)), st.sampled_from(["", "dates", "people", "ages", "who_more"]))
def test_no_text_breaks_the_reading_or_makes_an_impossible_stay(text, expecting):
    wish = change_words.read([(expecting, text)], TODAY, BOOKED)
    stay = wish.stay_of(BOOKED)
    assert stay is None or stay.nights > 0
    assert wish.occupancy_of(Occupancy(2)).adults >= 1
    said = understand(text, TODAY, expecting=expecting)
    assert len(said.each_room) != 1
    assert all(len(room.ages) <= 20 for room in said.each_room)
    services.kinds(flat(text))
    requests.duty_of(flat(text))


@given(st.one_of(WORDS, st.text(max_size=60)))
def test_rooms_that_were_read_survive_being_kept(text):
    memory = Memory()
    memory.want_rooms(understand(text, TODAY).each_room[:9])
    kept = Memory.load({KEY: memory.dump()}, TODAY)
    assert kept.wanted_rooms == memory.wanted_rooms


def test_the_hotel_s_words_for_towels_do_not_make_every_text_a_request():
    assert requests.duty_of(flat("buenas tardes, ¿hay disponibilidad?")) is None
    assert not requests.asked_plainly(flat("¿a qué hora es el late check-out y cuánto cuesta?"))
    assert requests.asked_plainly(flat("¿sería posible un late check-out?"))
    assert re.search("wake", requests.duty_of(flat("please wake us up at 7")).kind)
