"""The webhook's door: what is stored, what is refused, and that a refusal stores nothing."""

import threading

import pytest
from django.db import connection

from channels_app import webhooks
from channels_app.limits import Window
from channels_app.models import WebhookEvent
from tests.channels_app.meta import change, envelope, message, signed
from tests.factories import make_account, make_hotel

pytestmark = pytest.mark.django_db
URL = "/webhooks/whatsapp/"
BODY = envelope(change("100", messages=[message("wamid.1", "hola")]))


@pytest.fixture(autouse=True)
def fresh_windows(monkeypatch):
    monkeypatch.setattr(webhooks, "_accepted", Window(1))
    monkeypatch.setattr(webhooks, "_rejected", Window(60))


def post(client, body=BODY, headers=None, url=URL):
    return client.post(
        url, body, content_type="application/json", headers=signed(body) if headers is None else headers
    )


def test_the_handshake_gives_back_the_challenge_and_nothing_else(client):
    answer = client.get(
        URL,
        {
            "hub.mode": "subscribe",
            "hub.challenge": "1158201444",
            "hub.verify_token": "verify-token-of-the-tests",
        },
    )

    assert (answer.status_code, answer.content) == (200, b"1158201444")
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    "query",
    [
        {"hub.mode": "subscribe", "hub.challenge": "1", "hub.verify_token": "wrong"},
        {"hub.mode": "unsubscribe", "hub.challenge": "1", "hub.verify_token": "verify-token-of-the-tests"},
        {"hub.mode": "subscribe", "hub.challenge": "1"},
        {},
    ],
)
def test_a_handshake_that_is_not_ours_is_refused(client, query):
    assert client.get(URL, query).status_code == 403


def test_a_signed_event_is_stored_byte_for_byte(client):
    assert post(client).status_code == 200

    event = WebhookEvent.objects.get()
    assert (bytes(event.body), event.state) == (BODY, "received")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Hub-Signature-256": ""},
        {"X-Hub-Signature-256": "sha256=" + "0" * 64},
        {"X-Hub-Signature-256": "sha256=é"},
        {"X-Hub-Signature": signed(BODY)["X-Hub-Signature-256"]},
        signed(BODY, "another-secret"),
        signed(BODY + b" "),
    ],
)
def test_without_the_right_signature_nothing_is_stored(client, headers):
    assert post(client, headers=headers).status_code == 403
    assert not WebhookEvent.objects.exists()


def test_without_a_secret_in_the_settings_nobody_gets_in(client, settings):
    settings.WHATSAPP_APP_SECRET = ""

    assert post(client, headers=signed(BODY, "")).status_code == 403


def test_what_is_signed_is_acknowledged_even_if_nobody_can_read_it(client):
    for body in (b"", b"not json", b"[]", b'{"entry": 5}'):
        assert post(client, body).status_code == 200
    assert WebhookEvent.objects.count() == 4


def test_many_wrong_signatures_are_throttled_and_right_ones_are_not(client, settings):
    settings.WEBHOOK_BAD_SIGNATURES_PER_MINUTE = 3
    codes = [post(client, headers={}).status_code for _ in range(5)]

    assert codes == [403, 403, 403, 429, 429]
    assert post(client).status_code == 200


def test_a_flood_beyond_what_meta_sends_is_throttled(client, settings):
    settings.WEBHOOK_RATE_PER_SECOND = 5
    codes = [post(client).status_code for _ in range(40)]

    assert 429 in codes
    assert WebhookEvent.objects.count() == codes.count(200) >= 5


def test_a_body_larger_than_any_of_metas_is_refused(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    assert post(client).status_code == 413
    assert not WebhookEvent.objects.exists()


def test_a_hotel_with_its_own_app_is_known_by_its_own_secret_only(client):
    own = make_account(
        make_hotel(), external_id="900", credentials={"app_secret": "own-secret", "verify_token": "own-token"}
    )
    url = f"{URL}{own.uuid}/"

    assert post(client, url=url).status_code == 403
    assert post(client, headers=signed(BODY, "own-secret")).status_code == 403
    assert post(client, headers=signed(BODY, "own-secret"), url=url).status_code == 200
    assert WebhookEvent.objects.get().hotel == own.hotel


def test_an_own_webhook_without_a_secret_is_closed(client):
    own = make_account(make_hotel(), credentials={"access_token": "x"})

    assert post(client, headers=signed(BODY, ""), url=f"{URL}{own.uuid}/").status_code == 403


def test_an_unknown_webhook_address_does_not_exist(client):
    assert post(client, url=f"{URL}6f0c1b1e-0000-4000-8000-000000000000/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_store_that_fails_is_an_error_so_that_meta_sends_again(client):
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE channels_app_webhookevent RENAME TO elsewhere")
    try:
        assert post(client).status_code == 500
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO channels_app_webhookevent")


def test_an_event_is_acknowledged_without_redis(client, settings):
    from hotels.outside import redis_client

    redis_client.cache_clear()
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    try:
        assert post(client).status_code == 200
    finally:
        redis_client.cache_clear()
    assert WebhookEvent.objects.count() == 1


def test_a_window_counts_right_under_many_threads():
    window = Window(60)
    threads = [threading.Thread(target=lambda: [window.count("a") for _ in range(500)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert window.count("a") == 4001
