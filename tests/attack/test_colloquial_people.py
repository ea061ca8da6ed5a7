"""Who comes, as families say it: nobody may be left out of a price, and nobody added."""

from datetime import date

import pytest

from agents.offline.understanding import understand


def who(text):
    said = understand(text, date(2026, 11, 25))
    adults = said.adults if said.adults is not None else said.people
    return adults, said.children or 0, said.ages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("somos una parejita", (2, 0, ())),
        ("dos personitas", (2, 0, ())),
        ("para mi marido y para mí", (2, 0, ())),
        ("me and the missus", (2, 0, ())),
        ("we're a couple with a newborn", (2, 1, ())),
        ("the two of us plus baby", (2, 1, ())),
        ("dos grandes y dos nenes de 3 y 7", (2, 2, (3, 7))),
        ("dos adultos y un crío de 5 años", (2, 1, (5,))),
        ("dos adultos y un sobrino de 8", (2, 1, (8,))),
        ("2 adultos y mi hija adolescente de 15", (2, 1, (15,))),
        ("2 adults, kids 5 & 8", (2, 2, (5, 8))),
        ("2 adultos y tres niños, de 2, 5 y 12 añitos", (2, 3, (2, 5, 12))),
        ("family of five, kids are 2, 6 and 9", (2, 3, (2, 6, 9))),
        ("familia de cuatro con niños de 7 y 10 años", (2, 2, (7, 10))),
        ("2 adults 1 kid (she's 7)", (2, 1, (7,))),
        ("my wife and I plus our 3 month old", (2, 1, (0,))),
        ("dos adultos y gemelos de 4 años", (2, 2, (4, 4))),
        ("un niño de año y medio y 2 adultos", (2, 1, (1,))),
        ("mis 2 hijos y yo", (1, 2, ())),
        ("just me and my son, he is 9", (1, 1, (9,))),
        ("a 5 year old and a 7 year old with 2 adults", (2, 2, (5, 7))),
        ("mum, dad and 2 kids 5 and 7", (2, 2, (5, 7))),
        ("mi hermana y yo", (2, 0, ())),
        ("mi hijo y yo", (1, 1, ())),
        ("mi perro y yo", (None, 0, ())),
        ("mis 2 hijos de 19 y 22 y yo", (3, 0, ())),
        ("can i get a room for my parents", (2, 0, ())),
        ("1 room 2 adults 1 child 6 yrs", (2, 1, (6,))),
    ],
)
def test_everybody_who_is_named_counts_once(text, expected):
    assert who(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2 adultos 2 niños 5 noches",
        "2 adults 2 kids 5 to 8 january",
        "2 niños (5 de enero)",
        "2 niños 5 y 6 de enero",
    ],
)
def test_numbers_behind_children_that_count_something_else_are_no_ages(text):
    assert who(text)[2] == ()


@pytest.mark.parametrize(
    ("text", "rooms"),
    [
        ("three rooms, two people in each", [2, 2, 2]),
        ("2 cuartos, 2 personas en cada uno", [2, 2]),
        ("dos habitaciones, una para mis viejos y otra para mi novia y yo", [2, 2]),
        ("dos habitaciones dobles y una sencilla", [None, None, None]),
    ],
)
def test_every_room_has_its_people(text, rooms):
    said = understand(text, date(2026, 11, 25))

    assert [room.adults for room in said.each_room] == rooms


def test_who_sleeps_in_a_room_is_asked_where_somebody_is_not_known():
    said = understand("dos habitaciones, una para el equipo y otra para mi novia y yo", date(2026, 11, 25))

    assert (said.adults, said.people) == (None, None)


@pytest.mark.parametrize("text", ["family of 4", "2 adults and twins age 4"])
def test_families_and_twins_are_no_kinds_of_room(text):
    assert understand(text, date(2026, 11, 25)).room_words == ()
