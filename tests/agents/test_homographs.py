"""Words that look like people: who comes is counted without them."""

import pytest

from agents.offline.people import Who, read_people
from agents.offline.words import tokens, words


def who(text: str) -> Who:
    return read_people(words(tokens(text)))


@pytest.mark.parametrize(
    "text",
    [
        "son 6000 pesos",
        "¿los 3 son con desayuno?",
        "las camas son de 2 plazas",
        "¿son de 5 estrellas?",
        "c'est pour son mari",
        "à 2 pas de son hôtel",
        "tengo un pequeño problema",
        "1 menor precio",
        "los precios son menores",
        "2 mayores informes",
        "¿qué bebes recomiendan?",
        "quiero hablar con una persona",
        "hablar con un adulto responsable",
        "llevo 3 piezas de pan",
        "3 cuartos de hora",
        "una suite de 2 piezas",
        "planta 4 cuarto 401",
        "vista dos adultos",
        "calle de los Niños Héroes 45",
        "la alberca de los niños",
        "un baby shower",
        "2 baby cots",
        "a kid friendly pool",
        "2 guest towels",
        "una chica de recepción me dijo",
        "un chico me atendió ayer",
        "the boy at the desk",
        "habitación para el hijo de un amigo",
        "a son of a gun",
    ],
)
def test_what_only_looks_like_people_counts_nobody(text):
    assert who(text) == Who()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("los dos son adultos", Who(adults=2)),
        ("con 2 niños que son de 4 y 7", Who(children=2, ages=(4, 7))),
        ("mis hijos son de 4 y 7 años", Who(children=2, ages=(4, 7))),
        ("my son is 8 and we are 2", Who(people=2, adults=1, children=1, ages=(8,))),
        ("2 adults and my son", Who(adults=2, children=1)),
        ("2 adultos con un menor de 5", Who(adults=2, children=1, ages=(5,))),
        ("2 adultos, 2 menores", Who(adults=2, children=2)),
        ("dos adultos y dos pequeños", Who(adults=2, children=2)),
        ("mi hijo de un año", Who(children=1, ages=(1,))),
        ("a baby bed for my baby", Who(children=1)),
        ("una persona", Who(people=1)),
        ("2 cuartos chicos", Who(rooms=2)),
        ("dos habitaciones para 4", Who(people=4, rooms=2)),
    ],
)
def test_who_comes_is_still_counted(text, found):
    assert who(text) == found
