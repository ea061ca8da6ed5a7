"""Appointments and requests over the REST API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hotels.models import AuditEntry
from pms.models import Appointment, Request, Service
from tests.api.test_api import make_key
from tests.factories import make_guest, make_hotel

pytestmark = pytest.mark.django_db


@pytest.fixture
def hotel():
    return make_hotel()


@pytest.fixture
def api(client, hotel):
    key, _ = make_key(hotel, scopes=["read", "write"])
    headers = {"Authorization": f"Api-Key {key}"}

    def call(method, path, body=None, **query):
        if method == "get":
            return client.get(f"/api/v1/{path}", query, headers=headers)
        return client.patch(f"/api/v1/{path}", body, content_type="application/json", headers=headers)

    return call


def make_request(hotel, code="AAA222", **fields):
    guest = make_guest(hotel)
    values = {
        "department": "reception",
        "kind": "call",
        "text": "llamar",
        "key": code,
        "guest": guest,
    } | fields
    return Request.objects.create(hotel=hotel, code=code, **values)


def make_appointment(hotel, code="BBB333", **fields):
    service, _ = Service.objects.get_or_create(hotel=hotel, code="SPA", defaults={"name": {"en": "Spa"}})
    now = timezone.now()
    values = {"starts_at": now, "ends_at": now + timedelta(hours=1), "price": "950.00", "currency": "MXN"}
    guest = make_guest(hotel)
    return Appointment.objects.create(
        hotel=hotel,
        code=code,
        key=code,
        service=service,
        guest=guest,
        guest_name=guest.name,
        **values | fields,
    )


def test_appointments_are_listed_filtered_and_found_by_code(api, hotel):
    make_appointment(hotel, "BBB333")
    make_appointment(hotel, "CCC444", status="cancelled")

    def codes(**query):
        return [row["code"] for row in api("get", "appointments/", **query).json()["results"]]

    assert codes() == ["CCC444", "BBB333"]
    assert codes(status="confirmed") == ["BBB333"]
    assert codes(starts_from=(timezone.now() + timedelta(hours=1)).isoformat()) == []
    assert codes(service="NONE") == []
    found = api("get", "appointments/BBB333/", status="cancelled").json()
    assert (found["service"], found["price"], found["currency"]) == ("SPA", "950.00", "MXN")
    assert api("get", "appointments/", status="x").json()["code"] == "invalid_choice"


def test_requests_are_listed_and_filtered(api, hotel):
    make_request(hotel, "AAA222")
    make_request(hotel, "DDD555", department="spa", state="done")

    def codes(**query):
        return [row["code"] for row in api("get", "requests/", **query).json()["results"]]

    assert codes() == ["DDD555", "AAA222"]
    assert codes(department="spa") == codes(state="done") == ["DDD555"]


def test_the_state_of_a_request_is_set_and_audited(api, hotel):
    make_request(hotel)

    answer = api("patch", "requests/AAA222/?state=open", {"state": "done"})

    assert (answer.status_code, answer.json()["state"]) == (200, "done")
    assert answer.json()["settled_by"].startswith("API key ")
    entry = AuditEntry.objects.get()
    assert (entry.hotel, entry.action) == (hotel, "request.done")


def test_a_state_that_cannot_be_is_refused_and_changes_nothing(api, hotel):
    make_request(hotel, state="cancelled")

    refused = api("patch", "requests/AAA222/", {"state": "done"})
    unknown = api("patch", "requests/AAA222/", {"state": "lost"})

    assert (refused.status_code, refused.json()["code"]) == (409, "already_settled")
    assert (unknown.status_code, unknown.json()["code"]) == (400, "invalid_choice")
    assert Request.objects.get().state == "cancelled"


def test_a_key_that_only_reads_sets_nothing(client, hotel):
    make_request(hotel)
    key, _ = make_key(hotel)

    answer = client.patch(
        "/api/v1/requests/AAA222/",
        {"state": "done"},
        content_type="application/json",
        headers={"Authorization": f"Api-Key {key}"},
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")
    assert Request.objects.get().state == "open"


def test_a_request_of_another_hotel_is_not_found(api, hotel):
    make_request(make_hotel())

    assert api("patch", "requests/AAA222/", {"state": "done"}).status_code == 404
    assert Request.objects.get().state == "open"
