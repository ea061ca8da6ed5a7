from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from channels_app.models import WebhookEvent
from conversations.models import Conversation, Message
from hotels.auth import ApiKeyThrottle
from hotels.models import ApiKey
from tests.factories import (
    make_account,
    make_conversation,
    make_guest,
    make_hotel,
    make_house,
    make_reservation,
    make_user,
)

pytestmark = pytest.mark.django_db


def make_key(hotel, scopes=("read",), **fields):
    key = ApiKey.new_key()
    number = ApiKey.objects.count()
    row = ApiKey.objects.create(
        hotel=hotel,
        name=f"key {number}",
        prefix=key[:8],
        digest=ApiKey.digest_of(key),
        scopes=list(scopes),
        **fields,
    )
    return key, row


@pytest.fixture
def hotel():
    return make_house(make_hotel())


@pytest.fixture
def api(client, hotel):
    key, _ = make_key(hotel)

    def get(path, **query):
        return client.get(f"/api/v1/{path}", query, headers={"Authorization": f"Api-Key {key}"})

    return get


def say(conversation, position, **fields):
    defaults = {"direction": "in", "author": "guest", "text": f"text {position}", "said_at": timezone.now()}
    return Message.objects.create(
        hotel=conversation.hotel,
        conversation=conversation,
        account=conversation.account,
        position=position,
        **defaults | fields,
    )


def book(hotel, code="ABC234", **fields):
    defaults = {"stay": (date(2027, 1, 5), date(2027, 1, 8)), "total": "4350.00"}
    return make_reservation(hotel, code, **defaults | fields)


@pytest.mark.parametrize(
    "header", [None, "Api-Key", "Api-Key nonsense", "Api-Key a b", "Bearer x", "Api-Key \xff"]
)
def test_without_a_valid_key_everything_is_401(client, hotel, header):
    headers = {"Authorization": header} if header else {}

    answer = client.get("/api/v1/conversations/", headers=headers)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Api-Key"
    assert set(answer.json()) == {"code", "message"}


@pytest.mark.parametrize("change", ["revoked", "inactive hotel"])
def test_a_key_stops_working_at_once(client, hotel, change):
    key, row = make_key(hotel)
    if change == "revoked":
        ApiKey.objects.filter(pk=row.pk).update(revoked_at=timezone.now())
    else:
        type(hotel).objects.filter(pk=hotel.pk).update(is_active=False)

    answer = client.get("/api/v1/conversations/", headers={"Authorization": f"Api-Key {key}"})

    assert (answer.status_code, answer.json()["code"]) == (401, "bad_api_key")


def test_a_key_without_the_scope_is_403(client, hotel):
    key, _ = make_key(hotel, scopes=["write"])

    answer = client.get("/api/v1/conversations/", headers={"Authorization": f"Api-Key {key}"})

    assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")


def test_the_api_only_reads(client, hotel):
    key, _ = make_key(hotel, scopes=["read", "write"])

    answer = client.post("/api/v1/conversations/", {}, headers={"Authorization": f"Api-Key {key}"})

    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


def test_conversations_are_listed_newest_first_with_their_guest(api, hotel):
    first, second = (
        make_conversation(hotel),
        make_conversation(hotel, mode="staff", assignee=make_user(hotel)),
    )

    found = api("conversations/").json()["results"]

    assert [row["id"] for row in found] == [second.pk, first.pk]
    assert found[0]["guest"]["name"] == "Lucía Torres"
    assert found[0]["assignee"] == str(second.assignee)
    assert found[1]["channel"] == "whatsapp"


def test_conversations_are_filtered(api, hotel):
    old = timezone.now() - timedelta(days=2)
    ai = make_conversation(hotel, last_message_at=old)
    staff = make_conversation(hotel, mode="staff")
    make_conversation(hotel, state="closed", last_message_at=old)

    def ids(**query):
        return [row["id"] for row in api("conversations/", **query).json()["results"]]

    assert ids(mode="staff") == [staff.pk]
    assert ids(state="open") == [staff.pk, ai.pk]
    assert ids(updated_since=(timezone.now() - timedelta(hours=1)).isoformat()) == [staff.pk]


@pytest.mark.parametrize(
    ("path", "query", "start"),
    [
        ("conversations/", {"mode": "robot"}, "mode: "),
        ("conversations/", {"updated_since": "yesterday"}, "updated_since: "),
        ("reservations/", {"arrival_from": "2027-02-30"}, "arrival_from: "),
        ("webhook-events/", {"state": "lost"}, "state: "),
        ("conversations/", {"cursor": "nonsense"}, "The cursor is not one of ours."),
    ],
)
def test_a_wrong_filter_is_refused_with_its_name(api, path, query, start):
    answer = api(path, **query)

    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "message"}
    assert answer.json()["message"].startswith(start)


def test_pages_neither_repeat_nor_skip_while_rows_are_added(api, hotel):
    account = make_account(hotel)
    wanted = [make_conversation(hotel, account=account).pk for _ in range(7)]
    seen, page = [], api("conversations/", page_size=3).json()

    while True:
        seen += [row["id"] for row in page["results"]]
        make_conversation(hotel, account=account)
        if not page["next"]:
            break
        cursor = page["next"].split("cursor=")[1].split("&")[0]
        page = api(f"conversations/?cursor={cursor}&page_size=3").json()

    assert seen == wanted[::-1]


def test_a_page_has_a_most(api, hotel):
    account, guest = make_account(hotel), make_guest(hotel)
    Conversation.objects.bulk_create(
        Conversation(hotel=hotel, account=account, guest=guest, address="1", state="closed")
        for _ in range(205)
    )

    assert len(api("conversations/", page_size=1_000).json()["results"]) == 200


@pytest.mark.parametrize("path", ["conversations/", "reservations/", "webhook-events/"])
def test_the_number_of_queries_does_not_grow_with_the_rows(api, hotel, path):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert api(path).status_code == 200
        return len(captured)

    def add(number):
        make_conversation(hotel, assignee=make_user(hotel))
        account = make_account(hotel)
        WebhookEvent.objects.create(hotel=hotel, account=account, provider="whatsapp", body=b"{}")
        day = date(2027, 1, 1) + timedelta(days=number)
        book(hotel, f"CODE{number}", stay=(day, day + timedelta(days=1)), room=hotel.rooms.first())

    add(0)
    api(path)  # notes the use of the key
    few = queries()
    for number in range(1, 6):
        add(number)

    assert queries() == few


def test_messages_come_oldest_first_and_without_notes(api, hotel):
    conversation = make_conversation(hotel)
    say(conversation, 2, direction="out", author="staff", staff=make_user(hotel, name="Ana"), delivery="read")
    say(conversation, 1)
    say(conversation, 3, direction="note", author="staff", text="rude guest")

    found = api(f"conversations/{conversation.pk}/messages/").json()["results"]

    assert [row["text"] for row in found] == ["text 1", "text 2"]
    assert (found[1]["staff"], found[1]["delivery"]) == ("Ana", "read")


def test_a_conversation_that_the_filters_do_not_mean_is_still_found_by_id(api, hotel):
    conversation = make_conversation(hotel)

    assert api(f"conversations/{conversation.pk}/").json()["id"] == conversation.pk


@pytest.mark.parametrize("pk", ["abc", "0", "99999999999999999999999999", "-1", "1%00"])
def test_an_id_that_is_none_is_not_found(api, pk):
    for path in (f"conversations/{pk}/", f"conversations/{pk}/messages/", f"webhook-events/{pk}/"):
        assert (api(path).status_code, api(path).json()["code"]) == (404, "not_found")
    assert api(f"reservations/{pk}/").status_code == 404


def test_a_reservation_is_found_by_its_code(api, hotel):
    book(hotel, created_at=datetime(2026, 11, 1, tzinfo=UTC))

    found = api("reservations/ABC234/").json()

    room = found["rooms"][0]
    assert (room["arrival"], room["departure"], room["room"]) == ("2027-01-05", "2027-01-08", "101")
    assert (found["total"], found["currency"]) == ("4350.00", "MXN")


def test_reservations_are_filtered_by_arrival_and_status(api, hotel):
    book(hotel)

    def codes(**query):
        return [row["code"] for row in api("reservations/", **query).json()["results"]]

    assert codes(arrival_from="2027-01-05", arrival_to="2027-01-05", status="confirmed") == ["ABC234"]
    assert codes(arrival_from="2027-01-06") == codes(status="cancelled") == []


def test_a_webhook_shows_its_body_only_by_itself(api, hotel):
    event = WebhookEvent.objects.create(
        hotel=hotel, account=make_account(hotel), provider="whatsapp", body=b'{"entry": []}', state="parked"
    )
    WebhookEvent.objects.create(provider="whatsapp", body=b"of several hotels")

    (row,) = api("webhook-events/", state="parked").json()["results"]
    assert "body" not in row
    assert len(api("webhook-events/").json()["results"]) == 1
    assert api(f"webhook-events/{event.pk}/").json()["body"] == '{"entry": []}'


def test_the_use_of_a_key_is_noted_once_a_minute(client, hotel):
    key, row = make_key(hotel)

    def used_at():
        client.get("/api/v1/conversations/", headers={"Authorization": f"Api-Key {key}"})
        row.refresh_from_db()
        return row.last_used_at

    first = used_at()
    assert first is not None
    assert used_at() == first
    ApiKey.objects.filter(pk=row.pk).update(last_used_at=timezone.now() - timedelta(minutes=2))
    assert used_at() > first


def test_too_many_requests_are_429_and_other_keys_go_on(client, hotel, monkeypatch):
    monkeypatch.setattr(ApiKeyThrottle, "THROTTLE_RATES", {"api_key": "2/min"})
    key, _ = make_key(hotel)
    other, _ = make_key(hotel)

    def status(key):
        return client.get("/api/v1/conversations/", headers={"Authorization": f"Api-Key {key}"})

    answers = [status(key) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["code"] == "throttled"
    assert "Retry-After" in answers[2].headers
    assert status(other).status_code == 200


def test_without_redis_nobody_is_refused(client, hotel, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    key, _ = make_key(hotel)

    assert (
        client.get("/api/v1/conversations/", headers={"Authorization": f"Api-Key {key}"}).status_code == 200
    )


def test_an_unknown_address_below_the_api_answers_in_json(client):
    answer = client.get("/api/v1/nothing/")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_failure_tells_nothing_of_its_cause(client, hotel, monkeypatch):
    monkeypatch.setattr("conversations.api.ConversationViewSet.get_queryset", lambda self: 1 / 0)
    client.raise_request_exception = False
    key, _ = make_key(hotel)

    answer = client.get("/api/v1/conversations/", headers={"Authorization": f"Api-Key {key}"})

    assert (answer.status_code, answer.json()["code"]) == (500, "server_error")
    assert "division" not in answer.content.decode()


def test_the_schema_names_every_path_and_the_key(client):
    schema = client.get("/api/schema/", headers={"Accept": "application/vnd.oai.openapi+json"}).json()

    assert schema["openapi"].startswith("3.")
    assert {
        "/api/v1/conversations/",
        "/api/v1/conversations/{id}/",
        "/api/v1/conversations/{id}/messages/",
        "/api/v1/reservations/",
        "/api/v1/reservations/{code}/",
        "/api/v1/webhook-events/",
        "/api/v1/webhook-events/{id}/",
    } <= set(schema["paths"])
    assert "ApiKey" in schema["components"]["securitySchemes"]


def test_the_docs_need_nothing_from_elsewhere(client):
    page = client.get("/api/docs/").content.decode()

    assert "/api/v1/reservations/{code}/" in page
    assert "guest_address" in page
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page
