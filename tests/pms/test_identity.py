from datetime import timedelta

import pytest
from django.conf import settings

from hotels.outside import redis_client
from pms import identity
from pms.errors import PMSRefused, PMSUnavailable
from tests.factories import make_guest, make_hotel, make_house
from tests.pms.conftest import details, offer_of


@pytest.fixture
def booked(pms, guest):
    return pms.book("a key", [offer_of(pms)], guest).reservation


@pytest.fixture
def stranger(hotel):
    return details(make_guest(hotel))


def refused(*args):
    with pytest.raises(PMSRefused) as refusal:
        identity.verify(*args)
    return refusal.value


@pytest.mark.parametrize(
    "surname", ["Torres", "torres", "GARCIA", "García", "Torres García", "Lucía Torres", "Tórrès"]
)
def test_code_and_surname_prove_a_reservation(hotel, booked, stranger, surname):
    assert identity.verify(hotel, stranger, booked.code.lower(), surname) == booked


@pytest.mark.parametrize("surname", ["", "Lucía", "Torre", "Torres Pérez", "T", "Pérez", "%", "de"])
def test_another_name_looks_like_no_reservation(hotel, booked, stranger, surname):
    wrong_name = refused(hotel, stranger, booked.code, surname)
    wrong_code = refused(hotel, stranger, "XXXXXX", "Torres")

    assert wrong_name.code == wrong_code.code == "not_found"
    assert str(wrong_name) == str(wrong_code)


@pytest.mark.parametrize(
    ("given", "full_name", "same"),
    [
        ("Ruiz", "Ana Ruiz", True),
        ("Ana", "Ana Ruiz", False),
        ("Vega", "María de la Vega", True),
        ("de la Vega", "María de la Vega", True),
        ("de la", "María de la Vega", False),
        ("José", "José Luis García Pérez", False),
        ("Luis", "José Luis García Pérez", False),
        ("Garcia Perez", "José Luis García Pérez", True),
        ("Straße", "Eva Strasse", True),
        ("O'Brien", "Pat O’Brien", True),
        ("李明", "李明", True),
        ("Cher", "Cher", True),
        ("", "", False),
        ("Ruiz", "", False),
    ],
)
def test_surnames(given, full_name, same):
    assert identity.same_surname(given, full_name) is same


def test_after_five_wrong_tries_even_the_right_one_is_refused(hotel, booked, stranger):
    for _ in range(5):
        assert refused(hotel, stranger, booked.code, "Pérez").code == "not_found"

    assert refused(hotel, stranger, booked.code, "Torres").code == "too_many_tries"


def test_tomorrow_there_are_new_tries(hotel, booked, stranger, clock):
    for _ in range(6):
        refused(hotel, stranger, booked.code, "Pérez")
    clock(hotel.now() + timedelta(days=1))

    assert identity.verify(hotel, stranger, booked.code, "Torres") == booked


def test_right_tries_are_not_counted(hotel, booked, stranger):
    for _ in range(12):
        assert identity.verify(hotel, stranger, booked.code, "Torres")


def test_one_guests_tries_do_not_count_for_another(hotel, booked, stranger):
    for _ in range(6):
        refused(hotel, stranger, booked.code, "Pérez")

    assert identity.verify(hotel, details(make_guest(hotel)), booked.code, "Torres")


def test_many_new_guests_do_not_guess_a_surname(hotel, booked):
    codes = [refused(hotel, details(make_guest(hotel)), booked.code, "Pérez").code for _ in range(21)]

    assert codes == ["not_found"] * 20 + ["too_many_tries"]


def test_the_code_of_another_hotel_is_not_found(booked):
    other = make_house(make_hotel())

    assert refused(other, details(make_guest(other)), booked.code, "Torres").code == "not_found"


def test_what_cannot_be_counted_is_not_proved(hotel, booked, stranger, monkeypatch):
    monkeypatch.setattr(settings, "REDIS_URL", "redis://127.0.0.1:1/0")
    redis_client.cache_clear()
    try:
        with pytest.raises(PMSUnavailable):
            identity.verify(hotel, stranger, booked.code, "Torres")
    finally:
        redis_client.cache_clear()
