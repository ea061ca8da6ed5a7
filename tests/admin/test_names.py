"""The admin's pages in the language of the person: names of models and fields, hints, choices, refusals."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from hotels.models import ApiKey, AuditEntry, Hotel, HouseFact, Membership
from hotels.naming import names_of
from pms.models import Appointment, Service
from tests.factories import make_hotel, make_house, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def hotel():
    return make_house(make_hotel("casa", name="Casa"))


@pytest.fixture
def spanish(client, hotel):
    """A manager whose browser asks for Spanish."""
    client.force_login(make_user(hotel, "manager", is_staff=True))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "es"
    return client


def page(client, name, *args) -> str:
    return client.get(reverse(f"admin:{name}", args=args)).content.decode()


def test_a_form_is_labelled_in_spanish(spanish, hotel):
    shown = page(spanish, "hotels_hotel_change", hotel.pk)

    for words in ("Zona horaria", "Teléfono de emergencias", "Horarios", "Desde cuándo hay una persona"):
        assert words in shown
    for words in ("Timezone", "Emergency phone", "From when a person is there"):
        assert words not in shown


def test_a_list_is_headed_in_spanish(spanish, hotel):
    shown = page(spanish, "pms_room_changelist")

    assert "Tipo de habitación" in shown
    assert "Room type" not in shown


def test_scopes_of_a_key_are_told_in_words(spanish):
    shown = page(spanish, "hotels_apikey_add")

    assert "read: leer todo" in shown
    assert "configure: configurar" in shown
    assert 'value="write"' in shown


def test_choices_have_spanish_names_and_the_same_values(spanish, hotel):
    with override("es"):
        choices = dict(Appointment._meta.get_field("status").choices)
        assert (str(choices["done"]), str(choices["cancelled"])) == ("Hecha", "Cancelada")
        assert HouseFact(answer="yes").get_answer_display() == "Sí"


def test_a_text_that_is_not_by_language_is_refused_in_spanish_too(spanish, hotel):
    fact = hotel.facts.get(key="wifi")
    url = reverse("admin:hotels_housefact_change", args=[fact.pk])

    refused = spanish.post(url, {"key": "wifi", "answer": "no", "text": '["No hay."]', "seasons": "[]"})

    assert "Escríbalo por idioma" in refused.content.decode()
    fact.refresh_from_db()
    assert fact.text != ["No hay."]


def test_names_are_the_english_ones_where_no_language_is_asked_for():
    with override(None):
        names = set(names_of(Service)) | set(names_of(ApiKey))

    assert {"service", "services", "step minutes", "By language", "API key", "revoked at"} <= names


@pytest.mark.parametrize(
    ("elsewhere", "told"), [(None, "16:12"), ("America/Mexico_City", "16:12"), ("UTC", "22:12")]
)
def test_times_are_told_by_the_clock_that_a_persons_hotels_share(client, hotel, elsewhere, told):
    Hotel.objects.filter(pk=hotel.pk).update(timezone="America/Mexico_City")
    user = make_user(hotel, "manager", is_staff=True)
    if elsewhere:
        Membership.objects.create(hotel=make_hotel(timezone=elsewhere), user=user, role="manager")
    client.force_login(user)
    entry = AuditEntry.objects.create(hotel=hotel, actor_name="Ana", action="hotel.changed")
    AuditEntry.objects.filter(pk=entry.pk).update(at=datetime(2026, 11, 21, 22, 12, tzinfo=UTC))

    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "es"
    assert f"21 de noviembre de 2026 a las {told}" in page(client, "hotels_auditentry_changelist")
    assert f"21 de noviembre de 2026 a las {told}" in page(client, "hotels_auditentry_change", entry.pk)
