"""Guests who talk as people do: each answer is read as the guest would read it."""

from datetime import timedelta

import pytest

from agents import phrases
from hotels.models import HouseFact
from pms.models import Reservation
from tests.agents.arrange import make_massage
from tests.agents.test_offline_dialogue import stay, talk_to
from tests.factories import make_hotel, make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def hotel():
    return make_house(make_hotel(check_out="11:00"))


@pytest.fixture
def talk(hotel):
    return talk_to(hotel)


@pytest.fixture
def monday(hotel):
    soon = hotel.today() + timedelta(40)
    return soon + timedelta(-soon.weekday() % 7)


def tell_fact(hotel, key, text):
    HouseFact.objects.create(hotel=hotel, key=key, answer="yes", text={"es": text})


def has_terms(talk):
    return any(said.proposal for said in talk.replies[-1].says)


def test_the_cheapest_with_breakfast_has_breakfast(talk, monday):
    talk.ask(f"{stay(monday)}, 2 personas")
    terms = talk.ask("la más barata con desayuno")

    assert has_terms(talk)
    assert "Tarifa flexible con desayuno" in terms
    assert "Habitación doble" in terms
    assert "2,900.00 MXN" in terms
    talk.ask("sí")
    assert Reservation.objects.get().total == 2900


def test_asking_what_it_costs_with_breakfast_picks_nothing(talk, monday):
    talk.ask(f"{stay(monday)}, 2 personas")
    told = talk.ask("y cuánto sale con desayuno")

    assert not has_terms(talk)
    assert "2,900.00 MXN" in told
    assert "No reembolsable" not in told


@pytest.mark.parametrize(
    "text",
    [
        "la doble con la tarifa flexible",
        "la tarifa flexible, por favor",
        "con tarifa flexible está bien",
        "the double at the flexible rate",
        "the flexible rate please",
    ],
)
def test_who_names_a_rate_has_chosen(talk, monday, text):
    talk.ask(f"una doble {stay(monday)} para 2 personas")
    terms = talk.ask(text)

    assert has_terms(talk)
    assert "2,900.00 MXN" in terms


@pytest.mark.parametrize("text", ["¿qué tarifa tiene la doble flexible?", "cuánto sale la tarifa flexible"])
def test_who_asks_for_a_rate_has_not_chosen(talk, monday, text):
    talk.ask(f"una doble {stay(monday)} para 2 personas")
    told = talk.ask(text)

    assert not has_terms(talk)
    assert "2,900.00 MXN" in told


def test_make_it_three_are_nights_and_not_the_third_offer(talk, monday):
    talk.ask(f"una doble {stay(monday)} para 2 personas")
    told = talk.ask("mejor que sean 3")

    assert not has_terms(talk)
    assert "(3 noches)" in told


def test_what_was_just_booked_can_be_cancelled_in_plain_words(hotel, monday):
    talk = talk_to(hotel)
    talk.ask(f"quiero reservar una doble flexible para 2 {stay(monday)}")
    if not has_terms(talk):
        talk.ask("la flexible")
    talk.ask("sí")
    assert Reservation.objects.filter(status="confirmed").count() == 1

    talk.ask("actually can you cancel it")
    assert has_terms(talk)
    talk.ask("yes")
    assert Reservation.objects.filter(status="confirmed").count() == 0


@pytest.mark.parametrize("text", ["venga", "oye y si mejor llego un día después?", "bueno pues"])
def test_an_interjection_is_nobodys_name(hotel, monday, text):
    talk = talk_to(hotel, name="")
    talk.ask(f"quiero reservar la suite para 2 {stay(monday)}")
    asked = talk.ask("sí") if "nombre" not in str(talk.replies[-1].says) else ""
    assert "nombre" in (asked or str(talk.replies[-1].says))

    talk.ask(text)
    assert not has_terms(talk)


def test_a_pet_that_comes_along_changes_no_reservation(talk):
    assert "No admitimos mascotas" in talk.ask("llevo a mi gato, cobran extra?")


def test_coming_for_an_anniversary_is_no_change_of_a_reservation(talk):
    told = talk.ask(
        "my husband and I are thinking of coming down for our anniversary, ideally a weekend in February"
    )

    assert "reservation" not in told
    assert "day" in told


def test_the_day_of_a_question_is_no_arrival(hotel, talk):
    tell_fact(hotel, "restaurant", "El comedor sirve de 13 a 22 h. Cierra los martes.")
    told = talk.ask("el restaurante a qué hora cierra? y los martes abren?")

    assert "Cierra los martes" in told
    assert "noches" not in told


def test_who_comes_in_a_wheelchair_is_told_what_the_house_has(hotel, talk, monday):
    tell_fact(hotel, "wheelchair", "La habitación 101 tiene entrada sin escalones para silla de ruedas.")
    told = talk.ask(
        f"mi papá usa silla de ruedas, cuál cuarto le quedaría bien {stay(monday)}, somos 2 adultos"
    )

    assert "sin escalones" in told
    assert "2,500.00 MXN" in told


def test_every_question_of_several_is_answered(hotel, talk, monday):
    tell_fact(hotel, "breakfast", "Desayuno de 7 a 11 h.")
    questions = "hola! está incluido el desayuno? hay wifi? a qué hora es la entrada y la salida?"
    told = talk.ask(f"{questions} y cuánto {stay(monday)} para dos")

    assert "Desayuno de 7 a 11" in told
    assert "Wi-Fi gratis" in told
    assert "15:00" in told
    assert "11:00" in told
    assert "2,500.00 MXN" in told


def test_a_thing_nobody_has_told_is_not_passed_over(talk):
    told = talk.ask("gracias! una última cosa, tienen secadora de pelo?")

    assert "no lo tengo confirmado" in told


def test_a_service_has_its_price_and_is_then_taken_by_day_and_hour(hotel, talk):
    make_massage(
        hotel, code="CATA", name={"es": "Cata de mezcal", "en": "Mezcal tasting"}, price="650.00", places=8
    )
    assert "650.00 MXN por persona" in talk.ask("y la cata de mezcal cuánto sale por persona? somos 4")

    day = phrases.day(hotel.today() + timedelta(7), "es").split(" ", 1)[1]
    terms = talk.ask(f"apúntanos para el {day} a las 5 de la tarde")
    assert has_terms(talk)
    assert "2,600.00 MXN" in terms


def test_two_ranges_share_the_month_that_is_said_once(talk, monday):
    first, second = monday.replace(day=10), monday.replace(day=17)
    month = phrases.day(monday, "es").split(" de ", 1)[1].split(" de ")[0]
    told = talk.ask(f"puede ser del 10 al 12 o del 17 al 19 de {month}, 2 personas")

    assert phrases.day(first, "es") in told
    assert phrases.day(second, "es") in told


def test_losing_the_money_is_a_question_about_cancelling(talk):
    told = talk.ask("y si me surge algo me devuelven la plata?")

    assert "Depende de la tarifa" in told
    assert talk.replies[-1].hand_off is None
