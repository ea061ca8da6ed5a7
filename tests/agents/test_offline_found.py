"""What conversations with the offline engine got wrong once, as guests write it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from agents.offline import promotions
from agents.offline.memory import Memory
from pms.models import Promotion, Reservation
from tests.agents.test_offline_dialogue import codes, in_english, stay, talk_to
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


@pytest.fixture
def summer(hotel):
    return Promotion.objects.create(
        hotel=hotel, code="VERANO10", name={"es": "Verano", "en": "Summer"}, percent=Decimal(10)
    )


@pytest.mark.parametrize(
    ("text", "code", "certain"),
    [
        ("Tengo el código VERANO10, quiero una doble", "VERANO10", False),
        ("my promo code is sunny, thanks", "sunny", True),
        ("cupón: verano10", "verano10", True),
        ("I have a promo code SUMMER for next week", "SUMMER", True),
        ("tenho o cupom FERIAS-5", "FERIAS-5", True),
        ("j'ai un code promo ETE2026", "ETE2026", True),
        ("¿tienen algún código de descuento?", "", False),
        ("do you have a promo code please?", "", False),
        ("¿tienen promoción vigente?", "", False),
        ("TIENEN ALGUN CODIGO PROMOCIONAL PARA JUNIO", "", False),
        ("hay promo 2x1?", "", False),
        ("my booking code is on the mail", "", False),
    ],
)
def test_a_promotion_code_is_read_as_guests_write_it(text, code, certain):
    found, _, sure = promotions.named(text)
    assert found == code
    assert sure is certain


def test_a_named_code_is_in_the_price_that_is_booked(talk, monday, summer):
    offered = talk.ask(f"Tengo el código verano10, quiero una doble flexible para dos adultos {stay(monday)}")
    assert "2,610.00 MXN" in offered
    assert "2,900.00 MXN" not in offered
    terms = talk.ask("la flexible")
    assert "2,610.00 MXN" in terms
    assert "Verano" in terms
    talk.ask("sí")

    assert Reservation.objects.get().total == Decimal("2610.00")


def test_a_code_told_after_the_terms_makes_new_terms(talk, monday, summer):
    talk.ask(f"la doble flexible para 2 adultos {stay(monday)}")
    talk.ask("la flexible")
    before = codes(talk.replies[-1])

    assert "2,610.00 MXN" in talk.ask("tengo un cupón: VERANO10")
    assert codes(talk.replies[-1]) not in ([], before)


def test_a_code_that_is_not_good_is_refused_in_plain_words(talk, monday, summer):
    dates = f"from {in_english(monday)} to {in_english(monday + timedelta(2))}"
    offered = talk.ask(f"I have the promo code WINTER50, a double for two adults {dates}")
    assert "not valid for this stay" in offered
    assert "2,900.00 MXN" in offered
    assert "not valid" not in talk.ask("the flexible one")
    assert codes(talk.replies[-1])


def test_a_code_for_another_rate_is_told_beside_the_terms(talk, monday, summer):
    summer.rate_plans = ["NR"]
    summer.save()
    talk.ask(f"código promocional VERANO10, una doble para dos adultos {stay(monday)}")
    terms = talk.ask("la flexible")

    assert codes(talk.replies[-1])
    assert "no vale para esta estancia" in terms
    assert "2,900.00 MXN" in terms


def test_a_code_counts_for_several_rooms_too(talk, monday, summer):
    wish = f"2 habitaciones dobles para 4 adultos {stay(monday)}"
    assert "4,500.00 MXN" in talk.ask(f"con el código promocional VERANO10: {wish}")
    refused = talk_to(talk.hotel).ask(f"con el código promocional OTOÑO10: {wish}")
    assert "no vale para esta estancia" in refused
    assert "5,000.00 MXN" in refused


def test_the_code_of_a_reservation_is_no_promotion(talk, monday, summer):
    assert "apellido" in talk.ask("quiero cancelar mi reserva, código K7P2M9")
    assert Memory.load(talk.replies[-1].state, monday).promotion == ""
