"""The doors for programs: whatever is sent to them, an answer with a code, soon, and never a 500."""

import socket
from base64 import b64encode

import pytest

from channels_app.models import WebhookEvent
from conversations import tasks
from hotels.models import ApiKey, User
from hotels.outside import redis_client
from tests.channels_app.meta import change, envelope, message, signed
from tests.conversations.flow import store, take_all

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("position", ["", "abc", "\x00", "1.5e3", "NaN", "-1", "9" * 30, " 1", "١"])
@pytest.mark.parametrize("path", ["conversations/", "reservations/", "webhook-events/", "messages"])
def test_a_cursor_that_is_not_ours_is_refused_by_name(client, conversation, path, position):
    key = ApiKey.new_key()
    ApiKey.objects.create(
        hotel=conversation.hotel, name="k", prefix=key[:8], digest=ApiKey.digest_of(key), scopes=["read"]
    )
    path = f"conversations/{conversation.pk}/messages/" if path == "messages" else path
    cursor = b64encode(f"p={position}".encode()).decode()

    answer = client.get(f"/api/v1/{path}", {"cursor": cursor}, headers={"Authorization": f"Api-Key {key}"})

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


def test_a_redis_that_hangs_holds_up_one_webhook_at_most(client, settings, monkeypatch):
    monkeypatch.setattr(tasks, "_rung_at", 0.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections and never says a word
        settings.REDIS_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        redis_client.cache_clear()
        for _ in range(4):
            body = envelope(change("100", messages=[message()]))
            answer = client.post(
                "/webhooks/whatsapp/", body, content_type="application/json", headers=signed(body)
            )
            assert answer.status_code == 200
        redis_client.cache_clear()
        silent.setblocking(False)
        silent.accept()[0].close()
        with pytest.raises(BlockingIOError):  # nobody else came
            silent.accept()
    assert WebhookEvent.objects.filter(state="received").count() == 4


def test_replaying_from_the_list_of_parked_events_counts_them_right(client, hotel):
    client.force_login(
        User.objects.create_superuser(email="root@example.com", name="Root", password="x" * 12)
    )
    events = [store(change("999", messages=[message()])) for _ in range(3)]
    take_all()

    chosen = {"action": "replay", "index": 0, "_selected_action": [event.pk for event in events]}
    page = client.post("/admin/channels_app/webhookevent/?state__exact=parked", chosen, follow=True)

    said = [str(message) for message in page.context["messages"]]
    assert said == ["3 will be taken in again; 0 were not parked."]
    assert WebhookEvent.objects.filter(state="received").count() == 3
