from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from agents.knowledge.answers import WrongAnswer, nearest, published, roll_back, set_published, write
from agents.tools import house_facts
from hotels.models import AuditEntry, HouseFact
from tests.agents.talk import Talk
from tests.factories import make_guest, make_hotel, make_house


@pytest.fixture
def hotel(transactional_db):
    return make_house(make_hotel())


def surf(hotel, **fields):
    given = {
        "questions": ["¿Puedo guardar mi tabla de surf?"],
        "text": {"es": "Sí, hay un cuarto para tablas.", "en": "Yes, there is a room for boards."},
    }
    return write(hotel, "Ana", **given | fields)


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("¿Hay lugar para guardar tablas de surf?", True),
        ("hola buenas, puedo guardar una tabla de surf", True),
        ("¿Puedo guardar mi tabla de surf y mi bicicleta?", False),
        ("¿Cuánto cuesta guardar la tabla de surf?", False),
        ("¿Puedo guardar mi maleta?", False),
        ("¿Dan clases de surf?", False),
        ("", False),
    ],
)
def test_an_answer_is_given_only_to_what_was_surely_asked(hotel, question, fits):
    surf(hotel)
    assert (nearest(hotel, question, "es") is not None) is fits


def test_what_people_wrote_wins_over_facts_and_search(hotel):
    write(hotel, "Ana", questions=["¿Aceptan mascotas?"], text={"es": "Desde este mes sí, con correa."})
    talk = Talk(hotel, make_guest(hotel), language="es")
    answer = talk.ask("¿aceptan mascotas? ¿y tienen wifi?")
    assert "con correa" in answer
    assert "No admitimos" not in answer
    assert "Wi-Fi gratis" in answer
    assert talk.replies[-1].trace.alarms == []


def test_an_answer_to_a_topic_answers_every_question_on_it(hotel):
    write(hotel, "Ana", questions=[], text={"es": "El elevador llega al tercer piso."}, topic="lift")
    HouseFact.objects.filter(hotel=hotel, key="lift").update(answer="no")
    talk = Talk(hotel, make_guest(hotel), language="es")
    assert "tercer piso" in talk.ask("¿hay ascensor?")


def test_the_model_is_given_it_first_with_its_version(hotel):
    answer = surf(hotel)
    talk = Talk(hotel, make_guest(hotel), language="en")
    talk.says("Hi! Can I store my tabla de surf?")
    desk = talk.desk()
    seen = house_facts.run(desk, topics=[], words="guardar tabla de surf")["facts"]
    assert seen[0]["text"] == "Yes, there is a room for boards."
    assert desk.heard[f"answer:{answer.pk}"] == 1


def test_answers_hold_in_their_days_and_phases(hotel):
    today = hotel.today()
    past = surf(hotel, valid_to=today - timedelta(1))
    assert published(hotel) == []
    surf(hotel, answer=past, valid_from=today, valid_to=today, phases=["in_house"])
    assert [answer.id for answer in published(hotel, lambda: "in_house")] == [past.pk]
    assert published(hotel, lambda: "shopping") == []
    assert published(hotel) == []


def test_each_change_is_a_version_that_stays_and_can_be_had_again(hotel):
    answer = surf(hotel)
    surf(hotel, answer=answer, text={"es": "No, lo sentimos."})
    assert published(hotel)[0].text == {"es": "No, lo sentimos."}
    roll_back(hotel, answer, 1, "Eva")
    answer.refresh_from_db()
    assert (answer.number, answer.text["en"]) == (3, "Yes, there is a room for boards.")
    assert [version.number for version in answer.versions.all()] == [3, 2, 1]
    with pytest.raises(DatabaseError), transaction.atomic():
        answer.versions.filter(number=1).update(text={"es": "otra"})
    assert AuditEntry.objects.filter(hotel=hotel, action="answer.written").count() == 3


def test_what_is_withdrawn_is_said_no_more(hotel):
    answer = surf(hotel)
    assert published(hotel)
    set_published(hotel, answer, "Ana", False)
    assert published(hotel) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": {"es": "  "}}, "no_text"),
        ({"questions": ["¿Y?"]}, "no_question"),
        ({"questions": []}, "no_question"),
        ({"text": {"es": "a" * 2_001}}, "too_long"),
        ({"questions": ["¿surf?"] + [f"¿surf {n}?" for n in range(30)]}, "too_long"),
        ({"valid_from": date(2027, 2, 2), "valid_to": date(2027, 2, 1)}, "wrong_days"),
    ],
)
def test_a_wrong_answer_is_refused_and_changes_nothing(hotel, fields, code):
    with pytest.raises(WrongAnswer) as caught:
        surf(hotel, **fields)
    assert caught.value.code == code
    assert not hotel.curated_answers.exists()


def test_another_hotels_answers_are_neither_given_nor_changed(hotel):
    answer = surf(hotel)
    rival = make_house(make_hotel())
    assert nearest(rival, "¿Puedo guardar mi tabla de surf?", "es") is None
    for act in (
        lambda: surf(rival, answer=answer),
        lambda: set_published(rival, answer, "Eva", False),
        lambda: roll_back(rival, answer, 1, "Eva"),
    ):
        with pytest.raises(WrongAnswer) as caught:
            act()
        assert caught.value.code == "not_found"
    answer.refresh_from_db()
    assert (answer.number, answer.is_published, answer.hotel) == (1, True, hotel)
