"""What the house has not said is said to be unknown, not answered with the nearest thing it has said."""

import pytest

from agents.models import Gap
from hotels.models import HouseFact, Knowledge
from pms.models import Service
from tests.agents.test_offline_dialogue import talk_to
from tests.factories import make_hotel, make_house

pytestmark = pytest.mark.django_db

FACTS = {
    "restaurant": "El Almendro abre de 13 a 22 h.",
    "activities": "Hay paseos a caballo los domingos.",
    "shop": "La tienda abre a las 9 h.",
    "children": "Los niños son bienvenidos.",
}


@pytest.fixture
def talk():
    hotel = make_house(make_hotel(check_out="11:00"))
    for key, text in FACTS.items():
        HouseFact.objects.create(hotel=hotel, key=key, answer="yes", text={"es": text, "en": text})
    return talk_to(hotel)


@pytest.mark.parametrize(
    "text",
    [
        "¿Tienen cargador para coches eléctricos?",
        "Is there EV charging?",
        "¿Puedo llevar mi telescopio y usarlo en la azotea de noche?",
        "¿Tienen planchas de pelo?",
        "¿Hay cajero automático?",
        "do you have a trampoline",
    ],
)
def test_a_question_on_what_nobody_has_told_opens_a_gap(talk, text):
    said = talk.ask(text)

    assert not any(told in said for told in (*FACTS.values(), "15:00", "11:00"))
    assert Gap.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "topic"),
    [("¿Hay paseos a caballo?", "activities"), ("¿a qué hora cierra el Almendro?", "restaurant")],
)
def test_what_the_house_has_told_is_found_without_the_words_of_its_topic(talk, text, topic):
    assert FACTS[topic] in talk.ask(text)


@pytest.mark.parametrize(
    "text", ["¿Hay sauna y cuánto cuesta?", "¿Cuánto cuesta la sauna?", "Is there a sauna?"]
)
def test_the_sauna_is_told_to_who_asks_for_it_and_not_the_massage(talk, text):
    hotel = talk.hotel
    words = {"opens": "10:00", "closes": "19:00", "price": 950, "currency": "MXN", "minutes": 60}
    Service.objects.create(hotel=hotel, code="MASSAGE", name={"es": "Masaje", "en": "Massage"}, **words)
    sauna = {"es": "La sauna seca cuesta 120.00 MXN.", "en": "The dry sauna costs 120.00 MXN."}
    Knowledge.objects.create(hotel=hotel, title={"es": "Sauna", "en": "Sauna"}, text=sauna)

    told = talk.ask(text)

    assert "sauna" in told
    assert "120.00 MXN" in told
    assert "950" not in told
    assert "950" in talk.ask("¿Cuánto cuesta un masaje?")
