"""Every door, tried with a key and with people of another hotel. A new address without a case here fails."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from agents.models import ModelSetting
from channels_app.models import WebhookEvent
from conversations.models import Feed, Message, Turn
from hotels.models import ApiKey, AuditEntry, FlagSetting, Hotel, Knowledge, Tier, User
from pms.models import (
    Appointment,
    Discrepancy,
    Mirrored,
    Payment,
    PMSLink,
    Promotion,
    Proposal,
    Quote,
    Request,
    Resource,
    Restriction,
    Service,
    SyncState,
)
from tests.factories import make_conversation, make_hotel, make_house, make_reservation, make_user

pytestmark = pytest.mark.django_db

MARK = "Zanzibar"  # stands in every row of the other hotel

# What is no hotel's: seen by everybody, or guarded in another way and tested there.
OPEN = {
    "webhooks/": "signed by the provider",
    "health/": "no rows",
    "metrics": "no rows",
    "api/schema/": "no rows",
    "api/docs/": "no rows",
    "static/": "files",
    "api/v1/agent": "the agents' own tests of their API",
    "api/v1/contradictions/": "the same",
    "api/v1/jobs/": "the same",
    "api/v1/flags/": "the same",
    "inbox/": "the inbox's own tests",
    "calendar/": "a secret address, tested with the feeds",
    "admin/": "every registered model, below",
}
API = {
    "api/v1/appointments/": "list",
    "api/v1/appointments/<code>/": "appointment",
    "api/v1/requests/": "list",
    "api/v1/requests/<code>/": "request",
    "api/v1/conversations/": "list",
    "api/v1/conversations/<pk>/": "conversation",
    "api/v1/conversations/<pk>/messages/": "conversation",
    "api/v1/offers/": "offers",
    "api/v1/reservations/": "list",
    "api/v1/reservations/<code>/": "reservation",
    "api/v1/reservations/<code>/cancel/": "cancel",
    "api/v1/webhook-events/": "list",
    "api/v1/webhook-events/<pk>/": "webhook",
}
OPERATORS = {Tier, User, ModelSetting}


def all_paths(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + str(pattern.pattern).lstrip("^").rstrip("$\\Z")
        if isinstance(pattern, URLResolver):
            yield from all_paths(pattern, path)
        elif isinstance(pattern, URLPattern):
            yield path


def plain(path):
    """`(?P<pk>[0-9]+)` as `<pk>`."""
    import re

    return re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", path)


def test_every_address_is_tested_or_named_as_open():
    unknown = {
        path
        for path in map(plain, all_paths())
        if path not in API and not any(path.startswith(start) for start in OPEN)
    }

    assert unknown == set()


@pytest.fixture
def other():
    """A hotel with a row of everything, and the mark in each."""
    hotel = make_house(make_hotel("zanzibar", name=MARK))
    conversation = make_conversation(hotel, last_text=MARK)
    conversation.guest.name = MARK
    conversation.guest.save()
    account = conversation.account
    account.display = MARK
    account.save()
    turn = Turn.objects.create(
        hotel=hotel, conversation=conversation, epoch=0, seen_position=1, model_answered=MARK
    )
    message = Message.objects.create(
        hotel=hotel,
        conversation=conversation,
        account=account,
        position=1,
        direction="in",
        author="guest",
        text=MARK,
        said_at=timezone.now(),
    )
    quote = Quote.objects.create(
        hotel=hotel,
        conversation_id=conversation.pk,
        summary=MARK,
        arrival=date(2027, 1, 1),
        departure=date(2027, 1, 2),
        terms={},
        terms_hash="x",
        total=1,
        currency="MXN",
        expires_at=timezone.now(),
    )
    reservation = make_reservation(
        hotel,
        "ZZZ999",
        guest=conversation.guest,
        guest_name=MARK,
        stay=(date(2027, 1, 1), date(2027, 1, 2)),
    )
    proposal = Proposal.objects.create(
        hotel=hotel,
        conversation_id=conversation.pk,
        guest=conversation.guest,
        kind="cancel",
        nonce="n" * 43,
        reservation_code="ZZZ999",
        terms={},
        terms_hash="x",
        amount=Decimal(1),
        currency="MXN",
        language="es",
        expires_at=timezone.now(),
        outcome=MARK,
    )
    key = ApiKey.objects.create(hotel=hotel, name=MARK, prefix="ck_zz", digest="d" * 64, scopes=["read"])
    event = WebhookEvent.objects.create(
        hotel=hotel, account=account, provider="whatsapp", body=MARK.encode(), state="parked", error=MARK
    )
    service = Service.objects.create(hotel=hotel, code="ZZ", name={"en": MARK})
    Resource.objects.create(hotel=hotel, code="ZZ", name=MARK)
    appointment = Appointment.objects.create(
        hotel=hotel,
        code="ZZZ998",
        key="zz",
        service=service,
        guest=conversation.guest,
        guest_name=MARK,
        starts_at=timezone.now(),
        ends_at=timezone.now() + timedelta(hours=1),
        price=1,
        currency="MXN",
    )
    request = Request.objects.create(
        hotel=hotel,
        code="ZZZ997",
        key="zz",
        department="reception",
        kind="wish",
        text=MARK,
        guest=conversation.guest,
    )
    Payment.objects.create(
        hotel=hotel, reservation_code=MARK, key="zz", amount=1, currency="MXN", method="cash", note=MARK
    )
    nights = {"first_night": date(2027, 1, 1), "last_night": date(2027, 1, 2)}
    Restriction.objects.create(hotel=hotel, min_stay=7, **nights)
    Promotion.objects.create(hotel=hotel, code=MARK, name={"en": MARK}, percent=10)
    Discrepancy.objects.create(hotel=hotel, kind="double_booking", subject=MARK)
    Mirrored.objects.create(
        hotel=hotel,
        code=MARK,
        status="confirmed",
        stay=(date(2027, 1, 1), date(2027, 1, 2)),
        found={},
        seen_at=timezone.now(),
    )
    SyncState.objects.create(hotel=hotel, error=MARK)
    Knowledge.objects.create(hotel=hotel, key="zz", title={"en": MARK}, text={"en": MARK})
    PMSLink.objects.create(hotel=hotel, url="https://zanzibar.example")
    FlagSetting.objects.create(hotel=hotel, code="upsell", value=MARK)
    Feed.objects.create(hotel=hotel)
    AuditEntry.objects.create(hotel=hotel, actor_name=MARK, action="x")
    person = make_user(hotel, "owner", name=MARK)
    hotel.members = {
        "conversation": conversation,
        "reservation": reservation,
        "webhook": event,
        "turn": turn,
        "message": message,
        "quote": quote,
        "proposal": proposal,
        "key": key,
        "person": person,
        "appointment": appointment,
        "request": request,
    }
    return hotel


def mine(model):
    """The model's rows of the other hotel."""
    if model is Hotel:
        return Hotel.objects.filter(slug="zanzibar")
    return model._default_manager.filter(hotel__slug="zanzibar")


@pytest.fixture
def key(other):
    hotel, text = make_hotel(), ApiKey.new_key()
    ApiKey.objects.create(
        hotel=hotel, name="own", prefix=text[:8], digest=ApiKey.digest_of(text), scopes=["read", "write"]
    )
    return {"Authorization": f"Api-Key {text}"}


READ = [path for path, what in API.items() if what not in ("offers", "cancel")]


def test_offers_are_those_of_the_keys_own_hotel(client, other, key):
    stay = {"arrival": date(2027, 3, 10), "departure": date(2027, 3, 12)}

    assert client.get("/api/v1/offers/", stay, headers=key).json()["offers"] == []


def test_a_key_cancels_nothing_of_another_hotel(client, other, key):
    row = other.members["reservation"]

    answer = client.post(
        f"/api/v1/reservations/{row.code}/cancel/",
        {"fee": "0.00", "currency": "MXN"},
        "application/json",
        headers=key | {"Idempotency-Key": "key-of-this-test"},
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "not_found")
    row.refresh_from_db()
    assert row.status == "confirmed"


@pytest.mark.parametrize("path", READ)
def test_a_key_opens_nothing_of_another_hotel(client, other, key, path):
    row = None if API[path] == "list" else other.members[API[path]]
    url = (
        path if row is None else path.replace("<pk>", str(row.pk)).replace("<code>", getattr(row, "code", ""))
    )

    answer = client.get(f"/{url}", headers=key)

    assert MARK not in answer.content.decode()
    if row is None:
        assert answer.json()["results"] == []
    else:
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


SCOPED = sorted(
    (model for model in admin.site._registry if model not in OPERATORS), key=lambda model: model._meta.label
)


def urls_of(model, row):
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    return {name: f"{base}{row.pk}/{name}/" for name in ("change", "delete", "history")} | {"list": base}


@pytest.fixture
def manager(client, other):
    hotel = make_house(make_hotel("mine", name="Mine"))
    user = make_user(hotel, "manager", is_staff=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.model_name)
def test_a_manager_sees_nothing_of_another_hotel_in_the_admin(client, other, manager, model):
    row = mine(model).first()
    assert row is not None, "the fixture needs a row of this model"
    urls = urls_of(model, row)

    here = f"{urls['list']}{row.pk}/"
    for query in (
        "",
        f"?q={MARK[1:-1]}",
        f"?of={other.pk}",
        f"?hotel__id__exact={other.pk}",
        "?hotel__slug=z",
    ):
        page = client.get(urls["list"] + query, follow=True).content.decode()
        assert MARK not in page
        assert here not in page
    for name in ("change", "delete", "history"):
        for answer in (client.get(urls[name]), client.post(urls[name], {"post": "yes"})):
            assert answer.status_code in (302, 403, 404), (name, answer.status_code)
            assert MARK not in answer.content.decode()
    assert mine(model).filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.model_name)
def test_no_form_names_anything_of_another_hotel(client, other, manager, model):
    hotel = Hotel.objects.get(slug="mine")
    own = hotel if model is Hotel else model._default_manager.filter(hotel=hotel).first()
    pages = [client.get(f"/admin/{model._meta.app_label}/{model._meta.model_name}/add/")]
    if own is not None:
        pages.append(client.get(urls_of(model, own)["change"]))

    for page in pages:
        assert page.status_code in (200, 302, 403)
        assert MARK not in page.content.decode()


@pytest.mark.parametrize("model", sorted(OPERATORS, key=str), ids=lambda model: model._meta.model_name)
def test_what_is_the_operators_is_closed_to_managers(client, manager, model):
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"

    assert client.get(base).status_code == 403
    assert client.get(f"{base}add/").status_code == 403


def test_the_dashboard_names_nothing_of_another_hotel(client, other, manager):
    assert MARK not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("url", ["/admin/", "/admin/hotels/hotel/", "/admin/jsi18n/", "/admin/autocomplete/"])
def test_nobody_gets_into_the_admin_without_signing_in(client, other, url):
    answer = client.get(url)

    assert answer.status_code in (302, 403)
    assert MARK not in answer.content.decode()


def test_a_row_cannot_be_put_into_or_moved_to_another_hotel(client, other, manager):
    hotel = Hotel.objects.get(slug="mine")
    fact = hotel.facts.get(key="wifi")
    fields = {
        "key": "wifi",
        "answer": "no",
        "text": "{}",
        "season_from": "",
        "season_to": "",
        "price": "",
        "currency": "",
        "per": "",
    }

    client.post(f"/admin/hotels/housefact/{fact.pk}/change/", fields | {"hotel": other.pk})
    fact.refresh_from_db()
    assert (fact.hotel, fact.answer) == (hotel, "no")

    answer = client.post("/admin/hotels/housefact/add/", fields | {"hotel": other.pk, "key": "spa"})
    assert answer.status_code == 200
    assert not other.facts.filter(key="spa").exists()


def test_a_row_cannot_hang_on_a_row_of_another_hotel(client, other, manager):
    room_type = other.room_types.first()
    hotel = Hotel.objects.get(slug="mine")

    client.post("/admin/pms/room/add/", {"hotel": hotel.pk, "room_type": room_type.pk, "number": "666"})
    root = User.objects.create_superuser("root@example.com", "a-long-password")
    client.force_login(root)
    client.post("/admin/pms/room/add/", {"hotel": hotel.pk, "room_type": room_type.pk, "number": "667"})

    assert not hotel.rooms.filter(number__in=["666", "667"]).exists()


def test_people_of_other_hotels_cannot_be_hired_by_guessing_their_number(client, other, manager):
    hotel = Hotel.objects.get(slug="mine")
    person = other.members["person"]

    client.post("/admin/hotels/membership/add/", {"hotel": hotel.pk, "user": person.pk, "role": "viewer"})

    assert not hotel.memberships.filter(user=person).exists()


def test_only_parked_events_of_own_hotels_are_replayed(client, other, manager):
    event = other.members["webhook"]

    client.post(
        "/admin/channels_app/webhookevent/", {"action": "replay", "_selected_action": [event.pk], "index": 0}
    )

    event.refresh_from_db()
    assert event.state == "parked"
