import asyncio
import json

import pytest
from asgiref.sync import sync_to_async
from channels.auth import AuthMiddlewareStack
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.db import transaction
from django.test import Client

from config.asgi import application, own_pages_only
from conversations import live
from conversations.consumers import InboxConsumer
from conversations.models import Conversation, Feed
from hotels.models import Membership, User
from tests.factories import make_conversation, make_hotel, make_user

pytestmark = [pytest.mark.asyncio, pytest.mark.django_db(transaction=True)]

impatient = AuthMiddlewareStack(InboxConsumer.as_asgi(look_every=0.2))


def sign_in(user: User) -> tuple[Client, list[tuple[bytes, bytes]]]:
    client = Client()
    client.force_login(user)
    return client, [(b"cookie", f"sessionid={client.cookies['sessionid'].value}".encode())]


def change(conversation: Conversation) -> None:
    with transaction.atomic():
        live.stamp(conversation)


@sync_to_async
def a_hotel_with_staff():
    hotel = make_hotel("azul")
    user = make_user(hotel)
    client, headers = sign_in(user)
    return hotel, user, client, headers, make_conversation(hotel)


def socket(headers, app=application) -> WebsocketCommunicator:
    return WebsocketCommunicator(app, "/ws/inbox/", headers=headers)


async def open_socket(headers, app=application):
    found = socket(headers, app)
    accepted, _ = await found.connect(timeout=60)
    assert accepted
    assert (await found.receive_json_from(timeout=60))["type"] == "hello"
    return found


async def test_the_handshake_of_a_stranger_is_refused():
    for headers in ([], [(b"cookie", b"sessionid=forged")]):
        assert (await socket(headers).connect(timeout=60))[0] is False


async def test_somebody_who_works_nowhere_is_refused():
    _, headers = await sync_to_async(lambda: sign_in(make_user()))()

    assert (await socket(headers).connect(timeout=60))[0] is False


async def test_a_page_of_another_site_is_refused(settings):
    *_, headers, _ = await a_hotel_with_staff()
    asked = [*headers, (b"host", b"desk.example:8000")]

    for origin, accepted in [(b"https://evil.example", False), (b"http://desk.example:8001", False)]:
        assert (await socket([*asked, (b"origin", origin)]).connect(timeout=60))[0] is accepted
    same = socket([*asked, (b"origin", b"http://desk.example:8000")])
    assert (await same.connect(timeout=60))[0] is True
    await same.disconnect()

    settings.ALLOWED_HOSTS = ["desk.example"]
    strict = own_pages_only(AuthMiddlewareStack(InboxConsumer.as_asgi()))
    assert (await socket([*asked, (b"origin", b"https://evil.example")], strict).connect(timeout=60))[
        0
    ] is False
    good = socket([*asked, (b"origin", b"https://desk.example")], strict)
    assert (await good.connect(timeout=60))[0] is True
    await good.disconnect()


async def test_an_address_without_a_socket_is_refused():
    assert (await WebsocketCommunicator(application, "/ws/nothing/").connect(timeout=60))[0] is False


async def test_staff_hears_a_change_at_once():
    *_, headers, conversation = await a_hotel_with_staff()
    ws = await open_socket(headers)

    await database_sync_to_async(change)(conversation)

    assert await ws.receive_json_from(timeout=60) == {
        "type": "change",
        "hotel": "azul",
        "conversation": conversation.pk,
        "seq": 1,
    }
    await ws.disconnect()


async def test_the_staff_of_another_hotel_hears_nothing():
    *_, headers, _ = await a_hotel_with_staff()
    elsewhere = await sync_to_async(make_conversation)()
    await sync_to_async(make_user)(elsewhere.hotel)
    ws = await open_socket(headers)

    await database_sync_to_async(change)(elsewhere)
    await ws.send_json_to({"resume": {elsewhere.hotel.slug: 0}})

    assert await ws.receive_json_from(timeout=60) == {
        "type": "error",
        "code": "unknown_hotel",
        "hotel": elsewhere.hotel.slug,
    }
    assert (await ws.receive_json_from(timeout=60))["type"] == "ready"
    assert await ws.receive_nothing(timeout=0.5)
    await ws.disconnect()


async def test_resume_tells_what_was_missed_in_order_and_then_goes_on_live():
    hotel, _, _, headers, first = await a_hotel_with_staff()
    second, third = [await sync_to_async(make_conversation)(hotel) for _ in range(2)]
    for conversation in (first, second, first, third):
        await database_sync_to_async(change)(conversation)
    ws = await open_socket(headers)

    await ws.send_json_to({"resume": {"azul": 1}})
    told = [await ws.receive_json_from(timeout=60) for _ in range(4)]
    await database_sync_to_async(change)(second)
    told.append(await ws.receive_json_from(timeout=60))

    assert [(event["type"], event.get("conversation"), event.get("seq")) for event in told] == [
        ("change", second.pk, 2),
        ("change", first.pk, 3),
        ("change", third.pk, 4),
        ("ready", None, None),
        ("change", second.pk, 5),
    ]
    await ws.disconnect()


async def test_rings_that_come_out_of_order_or_not_at_all_leave_no_gap():
    hotel, _, _, headers, first = await a_hotel_with_staff()
    second = await sync_to_async(make_conversation)(hotel)
    ws = await open_socket(headers)

    def silently(conversation, seq):
        Feed.objects.update_or_create(hotel=hotel, defaults={"seq": seq})
        Conversation.objects.filter(pk=conversation.pk).update(seq=seq)

    await database_sync_to_async(silently)(first, 1)
    await database_sync_to_async(silently)(second, 2)
    await database_sync_to_async(live.ring)(hotel.pk, [live.Change(second.pk, 2), live.Change(first.pk, 1)])

    assert [(await ws.receive_json_from(timeout=60))["conversation"] for _ in range(2)] == [
        first.pk,
        second.pk,
    ]
    assert await ws.receive_nothing(timeout=0.5)
    await ws.disconnect()


async def test_a_ring_that_was_lost_is_made_up_for():
    hotel, _, _, headers, conversation = await a_hotel_with_staff()
    ws = await open_socket(headers, impatient)

    def silently():
        Feed.objects.create(hotel=hotel, seq=1)
        Conversation.objects.filter(pk=conversation.pk).update(seq=1)

    await database_sync_to_async(silently)()

    assert (await ws.receive_json_from(timeout=60))["conversation"] == conversation.pk
    await ws.disconnect()


async def test_a_place_from_another_life_and_too_long_an_absence_start_over(monkeypatch):
    *_, headers, conversation = await a_hotel_with_staff()
    for _ in range(3):
        await database_sync_to_async(change)(conversation)
        await database_sync_to_async(change)(await sync_to_async(make_conversation)(conversation.hotel))
    ws = await open_socket(headers)

    await ws.send_json_to({"resume": {"azul": 99}})
    assert await ws.receive_json_from(timeout=60) == {"type": "reset", "hotel": "azul", "seq": 6}
    assert (await ws.receive_json_from(timeout=60))["type"] == "ready"

    monkeypatch.setattr(live, "CATCH_UP_LIMIT", 2)
    await ws.send_json_to({"resume": {"azul": 0}})
    assert await ws.receive_json_from(timeout=60) == {"type": "reset", "hotel": "azul", "seq": 6}
    await ws.disconnect()


async def test_who_no_longer_works_there_hears_no_more():
    hotel, user, _, headers, conversation = await a_hotel_with_staff()
    other = await sync_to_async(make_hotel)("verde")
    await sync_to_async(Membership.objects.create)(hotel=other, user=user, role="viewer")
    ws = await open_socket(headers, impatient)

    await sync_to_async(Membership.objects.filter(hotel=hotel, user=user).delete)()
    assert await ws.receive_json_from(timeout=60) == {"type": "left", "hotel": "azul"}
    await database_sync_to_async(change)(conversation)
    assert await ws.receive_nothing(timeout=0.6)

    await sync_to_async(Membership.objects.filter(user=user).delete)()
    assert await ws.receive_output(timeout=60) == {"type": "websocket.close", "code": 4403}


@pytest.mark.parametrize("how", ["signed out", "dismissed", "new password"])
async def test_whose_session_ends_is_cut_off(how):
    _, user, client, headers, _ = await a_hotel_with_staff()
    ws = await open_socket(headers, impatient)

    def end():
        if how == "signed out":
            client.logout()
        elif how == "dismissed":
            User.objects.filter(pk=user.pk).update(is_active=False)
        else:
            user.set_password("another-long-password")
            user.save()

    await sync_to_async(end)()

    assert await ws.receive_output(timeout=60) == {"type": "websocket.close", "code": 4401}


async def test_resume_looks_again_who_may_hear():
    _, user, _, headers, _ = await a_hotel_with_staff()
    ws = await open_socket(headers)
    await sync_to_async(Membership.objects.filter(user=user).delete)()

    await ws.send_json_to({"resume": {"azul": 0}})

    assert await ws.receive_output(timeout=60) == {"type": "websocket.close", "code": 4403}


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("", "bad_json"),
        ("{", "bad_json"),
        ("[" * 4000, "bad_json"),
        ("7", "bad_json"),
        ("{}", "unknown_message"),
        ('{"resume": 7}', "bad_resume"),
        ('{"resume": {"azul": "1"}}', "bad_resume"),
        ('{"resume": {"azul": true}}', "bad_resume"),
        ('{"resume": {"azul": -1}}', "bad_resume"),
        ('{"resume": {"azul": 99999999999999999999}}', "bad_resume"),
        (b"\x00\xff", "bad_json"),
    ],
)
async def test_nonsense_is_answered_with_a_code_and_the_socket_lives(frame, code):
    *_, headers, _ = await a_hotel_with_staff()
    ws = await open_socket(headers)

    part = {"bytes": frame} if isinstance(frame, bytes) else {"text": frame}
    await ws.send_input({"type": "websocket.receive", **part})
    assert await ws.receive_json_from(timeout=60) == {"type": "error", "code": code}

    await ws.send_json_to({"ping": 1})
    assert await ws.receive_json_from(timeout=60) == {"type": "pong"}
    await ws.disconnect()


async def test_too_big_a_frame_ends_the_socket():
    *_, headers, _ = await a_hotel_with_staff()
    ws = await open_socket(headers)

    await ws.send_to(text_data=json.dumps({"ping": "x" * 5000}))

    assert await ws.receive_json_from(timeout=60) == {"type": "error", "code": "too_big"}
    assert await ws.receive_output(timeout=60) == {"type": "websocket.close", "code": 4413}


async def test_a_client_that_never_stops_talking_is_cut_off():
    *_, headers, _ = await a_hotel_with_staff()
    ws = await open_socket(headers)

    for _ in range(31):
        await ws.send_json_to({"ping": 1})
        await asyncio.sleep(0)
    answers = [await ws.receive_output(timeout=60) for _ in range(31)]

    assert answers[-1] == {"type": "websocket.close", "code": 4429}
