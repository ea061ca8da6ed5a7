from datetime import timedelta

import pytest

from agents.tools import house_facts
from hotels.models import HouseFact
from hotels.seasons import Season
from tests.agents.talk import Talk
from tests.factories import make_guest, make_hotel, make_house


@pytest.fixture
def talk(transactional_db) -> Talk:
    hotel = make_house(make_hotel())
    pool = Season("06-01", "09-30", "yes", {"es": "Alberca de 9 a 20 h.", "en": "Pool, 9 am to 8 pm."}, None)
    HouseFact.objects.create(hotel=hotel, key="pool", answer="no", seasons=[pool.dump()])
    high = Season("12-15", "01-10", "yes", {"es": "Estacionamiento techado."}, "250.00", "night")
    HouseFact.objects.create(
        hotel=hotel, key="parking", answer="yes", price="150.00", per="night", seasons=[high.dump()],
        text={"es": "Estacionamiento techado."},
    )  # fmt: skip
    return Talk(hotel, make_guest(hotel), language="es")


def test_a_question_on_a_month_is_answered_for_that_month(talk):
    answer = talk.ask("¿la alberca está abierta en diciembre?")
    assert "No, lo siento." in answer
    assert "fuera de temporada: disponible del 1 de junio al 30 de septiembre" in answer
    assert "9 a 20" not in answer
    assert talk.replies[-1].trace.alarms == []


def test_a_question_on_the_stay_that_is_looked_for_is_answered_for_its_days(talk):
    summer = talk.hotel.today().replace(month=7, day=10) + timedelta(days=365)
    talk.ask(f"quiero una doble del {summer:%d/%m/%Y} al {summer + timedelta(2):%d/%m/%Y} para dos")
    answer = talk.ask("¿y tienen alberca?")
    assert "Alberca de 9 a 20 h." in answer
    assert "Disponible del 1 de junio al 30 de septiembre." in answer


def test_the_price_of_the_season_is_told(talk):
    assert "250.00 MXN por noche" in talk.ask("¿cuánto cuesta el estacionamiento el 28 de diciembre?")
    assert "150.00 MXN por noche" in talk.ask("¿y el estacionamiento en mayo?")


def test_the_model_sees_the_day_and_the_other_seasons(talk):
    desk = talk.desk()
    desk.language = "en"
    given = house_facts.parse('{"topics": ["pool"], "day": "2027-12-05"}')
    seen = house_facts.run(desk, **given)["facts"][0]
    assert seen["answer"] == "no"
    assert seen["said_of"] == "2027-12-05"
    assert seen["other_seasons"] == [
        {"from": "June 1", "to": "September 30", "answer": "yes", "text": "Pool, 9 am to 8 pm."}
    ]
    assert "June 1" in desk.told.texts
