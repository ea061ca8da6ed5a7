"""The offline engine helps to choose: budgets, the cheapest, comparisons, what is liked, packages."""

from datetime import date

import pytest

from agents.offline import sales_words
from agents.offline.memory import KEY, Memory
from agents.offline.words import spaced, tokens
from hotels.models import Knowledge
from pms.models import Promotion, Reservation
from tests.agents.talk import Talk
from tests.factories import make_guest, make_hotel, make_house, make_reservation

pytestmark = pytest.mark.django_db

WEEK = "del 4 al 8 de enero de 2027 para 2 adultos"  # Monday to Friday: 1,250, 1,450 and 3,200 a night
A_WEEK = "from January 4 to January 8, 2027 for 2 adults"


@pytest.fixture
def talk(db) -> Talk:
    hotel = make_house(make_hotel())
    return Talk(hotel, make_guest(hotel))


def test_a_budget_is_kept_while_dates_are_asked_and_then_answered(talk):
    assert "fechas" in talk.ask("¿qué me alcanza con 6000 pesos?")

    answer = talk.ask(WEEK)

    assert "Dentro de su presupuesto" in answer
    assert "5,800.00 MXN" in answer
    assert "12,800" not in answer


def test_a_budget_told_with_the_dates_is_answered_at_once_and_can_be_booked(talk):
    answer = talk.ask(f"busco algo de menos de 6 mil pesos {WEEK}")
    assert "5,800.00 MXN" in answer
    assert "Suite" not in answer

    talk.ask("sí, me interesa")
    talk.ask("sí")

    assert Reservation.objects.get().total == 5_800


def test_an_english_budget_for_a_night(talk):
    talk.hotel.currency = "EUR"
    talk.hotel.save()
    for rate in talk.hotel.rates.all():
        rate.currency = "EUR"
        rate.price, rate.weekend_price = rate.price / 10, rate.weekend_price / 10
        rate.extra_adult = 0
        rate.save()
    assert "dates" in talk.ask("something under 200 euros a night please")

    answer = talk.ask(A_WEEK)

    assert "Within your budget" in answer
    assert "580.00 EUR" in answer
    assert "1,280" not in answer


def test_a_budget_for_each_person_is_for_both(talk):
    answer = talk.ask(f"¿qué hay por 1600 pesos por noche por persona {WEEK}?")

    assert "12,800.00 MXN" in answer


def test_when_nothing_fits_it_is_said_with_the_nearest_and_a_shorter_stay(talk):
    answer = talk.ask(f"¿qué me alcanza con 4000 pesos {WEEK}?")

    assert "no tengo nada" in answer
    assert "5,000.00 MXN" in answer
    assert "3,750.00 MXN" in answer
    assert "4,000" not in answer, "the guest's amount is no price of ours"


def test_the_shorter_stay_can_be_taken(talk):
    talk.ask(f"¿qué me alcanza con 4000 pesos {WEEK}?")

    assert "3,750.00 MXN" in talk.ask("mejor 3 noches")


def test_another_currency_is_asked_for_in_ours_and_never_converted(talk):
    asked = talk.ask(f"¿qué me alcanza con 300 dólares {WEEK}?")
    assert "MXN" in asked
    assert "conversiones" in asked

    assert "Dentro de su presupuesto" in talk.ask("unos 6000")


def test_who_does_not_say_the_other_amount_is_shown_what_there_is(talk):
    talk.ask("my budget is 300 dollars")

    assert "5,000.00 MXN" in talk.ask(A_WEEK)


def test_a_spanish_are_is_no_english_son(talk):
    talk.ask("mi presupuesto son 6000 pesos")

    assert "Dentro de su presupuesto" in talk.ask(WEEK)


def test_the_cheapest_is_one_room(talk):
    assert "fechas" in talk.ask("¿cuál es la más barata?")

    answer = talk.ask(WEEK)

    assert "Lo más económico" in answer
    assert "5,000.00 MXN" in answer
    assert "5,800" not in answer


def test_the_cheapest_in_english_and_on_to_the_terms(talk):
    answer = talk.ask(f"What is your cheapest room {A_WEEK}?")
    assert "The cheapest" in answer
    assert "5,800" not in answer

    talk.ask("I'll take it")

    assert talk.shown[-1].proposal


def test_the_guests_code_is_in_the_prices_that_are_compared(talk):
    Promotion.objects.create(hotel=talk.hotel, code="MITAD", name={"es": "Mitad"}, percent=50)

    answer = talk.ask(f"tengo el código promocional MITAD, ¿cuál es la habitación más barata {WEEK}?")

    assert "2,500.00 MXN" in answer
    assert "5,000" not in answer


def test_a_code_that_is_not_good_is_refused_and_the_comparison_goes_on(talk):
    answer = talk.ask(f"tengo el código promocional MITAD, ¿cuál es la habitación más barata {WEEK}?")

    assert "código" in answer
    assert "5,000.00 MXN" in answer


def test_the_cheapest_of_a_kind(talk):
    assert "12,800.00 MXN" in talk.ask(f"¿cuál es la suite más barata {WEEK}?")


@pytest.mark.parametrize(
    "asks", ["¿qué diferencia hay entre la doble y la suite?", "compare the double and the suite"]
)
def test_rooms_are_described_before_and_priced_after_the_dates(talk, asks):
    first = talk.ask(asks)
    assert "king" in first.lower()
    assert "4" in first

    answer = talk.ask(WEEK if "¿" in asks else A_WEEK)

    assert "5,000.00 MXN" in answer
    assert "12,800.00 MXN" in answer
    assert "7,800.00 MXN" in answer
    assert "queen" in answer.lower()


def test_what_is_compared_and_not_free_is_said(talk):
    room = talk.hotel.rooms.get(room_type__code="STE")
    make_reservation(talk.hotel, stay=(date(2027, 1, 4), date(2027, 1, 8)), room=room)

    answer = talk.ask(f"compara la doble y la suite {WEEK}")

    assert "no está disponible" in answer
    assert "12,800" not in answer


def test_rates_are_compared(talk):
    answer = talk.ask(f"¿qué diferencia hay entre la tarifa flexible y la no reembolsable {WEEK}?")

    assert "800.00 MXN más" in answer
    assert "12,800" not in answer


def test_what_is_liked_is_told_only_from_enough_stays(talk):
    assert "suficientes" in talk.ask("¿cuál es la más popular?")
    for month in range(1, 12):
        make_reservation(
            talk.hotel,
            stay=(date(2027, month, 1), date(2027, month, 3)),
            room=talk.hotel.rooms.filter(room_type__code="STE").first(),
        )

    assert "Sea-view suite" in Talk(talk.hotel, talk.guest, 2).ask("Which room is the most popular?")


def test_packages_are_the_rates_with_what_they_include_and_then_their_prices(talk):
    first = talk.ask("¿qué paquetes tienen?")
    assert "desayuno" in first
    assert "fechas" in first

    answer = talk.ask(WEEK)

    assert "5,800.00 MXN" in answer
    assert "5,000.00 MXN" in answer


def test_what_the_house_wrote_of_packages_comes_first(talk):
    Knowledge.objects.create(
        hotel=talk.hotel,
        key="honeymoon",
        title={"en": "Honeymoon package"},
        text={"en": "The honeymoon package has flowers and a bottle of wine."},
    )

    assert "bottle of wine" in talk.ask("What packages do you have?")


@pytest.mark.parametrize("asks", ["¿cuál es la más barata?", "¿qué me alcanza con 6000 pesos?"])
def test_an_angry_guest_is_answered_and_sold_nothing(talk, asks):
    talk.ask("El servicio es pésimo, una vergüenza")

    answer = talk.ask(f"{asks} {WEEK}")

    assert "presupuesto" not in answer
    assert "Lo más económico" not in answer


def test_an_anger_in_between_drops_what_was_asked(talk):
    talk.ask("¿qué me alcanza con 6000 pesos?")
    talk.ask("esto es una vergüenza")

    assert "presupuesto" not in talk.ask(WEEK)


def test_other_hotels_rooms_are_not_compared(talk):
    other = make_house(make_hotel())
    other.room_types.update(name={"es": "Cabaña secreta"})

    assert "Cabaña" not in talk.ask(f"compara todas las habitaciones {WEEK}")


@pytest.mark.parametrize(
    "text",
    [
        "me cobraron 4000 pesos de más",
        "¿puedo pagar 500 pesos de anticipo?",
        "¿llegó mi paquete?",
        "¿cuál es la hora más temprana de check-in?",
        "somos menos de 5 personas",
    ],
)
def test_what_only_resembles_a_wish_to_choose_is_none(text):
    flat = spaced(tokens(text))

    assert sales_words.budget(text, "MXN", "es") == []
    assert not sales_words.speaks_of_packages(flat)
    assert not sales_words.asks_for_cheapest(flat)
    assert not sales_words.asks_what_is_liked(flat)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("¿qué me alcanza con 4000?", ["4000", "MXN"]),
        ("tengo un presupuesto de dos mil quinientos pesos por noche", ["2500", "MXN", "night"]),
        ("no quiero gastar más de $3,500", ["3500", "MXN"]),
        ("what can I get for 4k pesos", ["4000", "MXN"]),
        ("mi presupuesto del 5 al 8 de enero de 2027 es bajo", []),
        ("up to 150 dollars per person", ["150", "USD", "person"]),
    ],
)
def test_budgets_are_read(text, told):
    assert sales_words.budget(text, "MXN", "") == told


@pytest.mark.parametrize(
    "kept", [["budget"], ["budget", "x", "MXN"], ["buy"], [7], "rates", ["budget", "-5", "MXN"]]
)
def test_a_damaged_memory_asks_nothing(kept):
    assert Memory.load({KEY: {"sale": kept}}, date(2026, 1, 1)).sale == []
