"""Services in the backoffice: what can be configured, and what staff say of appointments and requests."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from hotels.models import AuditEntry
from pms import requests
from pms.models import Appointment, Payment, Request, Resource, Service
from tests.admin.test_admin import url
from tests.api.test_services_api import make_appointment, make_request
from tests.factories import make_hotel, make_user

pytestmark = pytest.mark.django_db

FORM = {
    "code": "SPA",
    "kind": "appointment",
    "name": '{"es": "Masaje"}',
    "price": "950.00",
    "currency": "",
    "minutes": "60",
    "places": "1",
    "opens": "10:00",
    "closes": "19:00",
    "weekdays": ["0", "5"],
    "step_minutes": "30",
    "buffer_before": "0",
    "buffer_after": "15",
    "notice_hours": "2",
    "department": "spa",
}


@pytest.fixture
def hotel():
    return make_hotel()


@pytest.fixture
def manager(client, hotel):
    user = make_user(hotel, "manager", is_staff=True)
    client.force_login(user)
    return user


def act(client, model, action, *rows):
    body = {"action": action, "_selected_action": [row.pk for row in rows]}
    answer = client.post(url(model), body)
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_manager_configures_a_service(client, hotel, manager):
    cabin = Resource.objects.create(hotel=hotel, code="CABIN")

    client.post(url(Service, "add"), FORM | {"hotel": hotel.pk, "resources": [cabin.pk]})

    service = Service.objects.get()
    assert (service.weekdays, service.currency, service.department) == ([0, 5], hotel.currency, "spa")
    assert list(service.resources.all()) == [cabin]
    assert client.post(url(service, "change"), FORM | {"weekdays": []}).status_code == 302
    service.refresh_from_db()
    assert service.weekdays == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens": "9:00"},
        {"opens": "25:00"},
        {"opens": "19:00", "closes": "10:00"},
        {"closes": "24:30"},
        {"weekdays": ["7"]},
        {"step_minutes": "0"},
        {"department": "kitchen"},
    ],
)
def test_a_service_that_makes_no_sense_is_refused(client, hotel, manager, wrong):
    assert client.post(url(Service, "add"), FORM | {"hotel": hotel.pk} | wrong).status_code == 200
    assert not Service.objects.exists()


def test_a_service_takes_no_resource_of_another_hotel(client, hotel, manager):
    foreign = Resource.objects.create(hotel=make_hotel(), code="CABIN")

    client.post(url(Service, "add"), FORM | {"hotel": hotel.pk, "resources": [foreign.pk]})

    assert not Service.objects.exists()


def test_staff_settle_requests_and_what_is_refused_is_said(client, hotel, manager):
    first, second = make_request(hotel), make_request(hotel, "DDD555", state="cancelled")

    said = act(client, Request, "settle", first, second)

    first.refresh_from_db()
    assert (first.state, first.settled_by) == ("done", str(manager))
    assert said == [f"{second}: the request is cancelled already", "Done: 1."]
    assert AuditEntry.objects.get().actor == manager
    for action, state in (("reopen", "open"), ("take", "in_progress"), ("cancel", "cancelled")):
        act(client, Request, action, first)
        assert requests.find(hotel, first.code).state == state


def test_staff_say_who_came_and_cancel(client, hotel, manager):
    soon = timezone.now() + timedelta(days=1)
    came, missed = make_appointment(hotel), make_appointment(hotel, "CCC444")
    later = make_appointment(hotel, "DDD555", starts_at=soon, ends_at=soon + timedelta(hours=1))

    act(client, Appointment, "mark_done", came)
    act(client, Appointment, "mark_no_show", missed)
    act(client, Appointment, "cancel", later)

    statuses = Appointment.objects.order_by("code").values_list("status", flat=True)
    assert list(statuses) == ["done", "no_show", "cancelled"]


def test_staff_note_that_a_payment_was_given_back(client, hotel, manager):
    paid = Payment.objects.create(
        hotel=hotel,
        reservation_code="A",
        key="k",
        amount=Decimal(5),
        currency="MXN",
        method="cash",
        state="paid",
    )

    act(client, Payment, "refund", paid)

    paid.refresh_from_db()
    assert paid.state == "refunded"


@pytest.mark.parametrize("role", ["viewer", "elsewhere"])
def test_whoever_does_not_act_here_settles_nothing(client, hotel, role):
    user = make_user(make_hotel() if role == "elsewhere" else hotel, is_staff=True)
    user.memberships.update(role="manager" if role == "elsewhere" else role)
    client.force_login(user)
    row = make_request(hotel)

    act(client, Request, "settle", row)

    row.refresh_from_db()
    assert row.state == "open"


def test_a_viewer_here_who_acts_elsewhere_settles_nothing_here(client, hotel):
    user = make_user(hotel, "viewer", is_staff=True)
    make_hotel().memberships.create(user=user, role="manager")
    client.force_login(user)
    row = make_request(hotel)

    act(client, Request, "settle", row)

    row.refresh_from_db()
    assert row.state == "open"
