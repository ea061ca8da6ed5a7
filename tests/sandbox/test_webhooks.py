import hashlib
import hmac
import json

import pytest

from tests.sandbox.house import GUEST, HOTEL, SECRET, buttons, send, until, wamid


def signature(body):
    return "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()


def test_a_guests_message_arrives_signed_over_its_raw_bytes(sandbox, house):
    sandbox.guest(GUEST).writes("¿Tienen habitación? / 你好 👋")

    body, headers, _ = until(lambda: house.posts)[0]

    assert headers["x-hub-signature-256"] == signature(body)
    assert body.isascii(), "Meta escapes what is not ASCII, so re-encoding changes the bytes"
    value = json.loads(body)["entry"][0]["changes"][0]["value"]
    assert value["metadata"]["phone_number_id"] == HOTEL
    assert value["messages"][0]["text"]["body"] == "¿Tienen habitación? / 你好 👋"
    assert value["messages"][0]["from"] == value["contacts"][0]["wa_id"] == GUEST
    assert isinstance(value["messages"][0]["timestamp"], str)


def test_statuses_follow_in_order_and_echo_our_data(sandbox, house, guest):
    sent = wamid(send(sandbox, {"biz_opaque_callback_data": "outbox-42"}))

    until(lambda: house.steps(sent) == ["sent", "delivered"])
    assert {s["biz_opaque_callback_data"] for s in house.statuses} == {"outbox-42"}
    assert {s["recipient_id"] for s in house.statuses} == {GUEST}


def test_an_open_chat_reads_and_a_closed_one_does_not(sandbox, house, guest):
    first = wamid(send(sandbox))
    until(lambda: "delivered" in house.steps(first))
    guest.opens_chat()
    until(lambda: house.steps(first)[-1] == "read")

    second = wamid(send(sandbox))
    until(lambda: house.steps(second) == ["sent", "delivered", "read"])


def test_statuses_in_a_burst_share_posts(sandbox, house, guest):
    house.posts.clear()
    for _ in range(40):
        send(sandbox)

    until(lambda: len(house.statuses) == 80)
    assert len(house.posts) < 40


def test_a_tick_shows_that_the_house_said_200(sandbox, house):
    house.answers += [500, 503]
    phone = sandbox.guest(GUEST)
    phone.writes("hola")

    until(lambda: len(house.posts) == 1)
    assert phone.messages()[-1]["status"] == "pending"
    until(lambda: phone.messages()[-1]["status"] == "delivered")
    bodies = {body for body, _, _ in house.posts}
    assert (len(house.posts), len(bodies)) == (3, 1), "a retry is the same bytes"
    assert [entry["attempt"] for entry in sandbox.log("webhook")] == [1, 2, 3]


def test_a_tapped_button_answers_its_message(sandbox, house, guest):
    offer = wamid(send(sandbox, buttons("Confirmar", "Cambiar", ids=["nonce-1", "nonce-2"])))
    guest.wait_for("Confirma")
    assert guest.buttons() == ["Confirmar", "Cambiar"]

    guest.taps("Confirmar")

    answer = until(lambda: [m for m in house.messages if m["type"] == "interactive"])[0]
    assert answer["interactive"] == {
        "type": "button_reply",
        "button_reply": {"id": "nonce-1", "title": "Confirmar"},
    }
    assert answer["context"]["id"] == offer


@pytest.mark.parametrize(
    "kind", ["image", "audio", "video", "document", "sticker", "location", "contacts", "order", "unsupported"]
)
def test_every_kind_of_message_can_be_sent(sandbox, house, guest, kind):
    guest.sends(kind)

    message = until(lambda: [m for m in house.messages if m["type"] == kind])[0]
    assert kind in message or message["errors"][0]["code"] == 131051
    if kind == "contacts":
        assert isinstance(message["contacts"], list)


def test_a_hidden_phone_leaves_only_the_user_id(sandbox, house):
    sandbox.guest("5215550002000", phone_hidden=True, username="@mar").writes("hola")

    value = until(lambda: house.values)[0]
    assert "from" not in value["messages"][0]
    assert "wa_id" not in value["contacts"][0]
    assert value["messages"][0]["from_user_id"] == value["contacts"][0]["user_id"]
    assert value["contacts"][0]["profile"]["username"] == "@mar"


def test_a_failed_status_has_no_contact_and_nothing_arrives(sandbox, house, guest):
    sandbox.faults(sends=[{"kind": "failed_status", "code": 131026, "times": 1}])

    sent = wamid(send(sandbox))

    until(lambda: house.steps(sent) == ["failed"])
    value = next(v for v in house.values if v.get("statuses"))
    assert "contacts" not in value
    assert value["statuses"][0]["errors"][0]["code"] == 131026
    assert guest.sees() == []


def test_duplicates_are_the_same_bytes(sandbox, house):
    sandbox.faults(webhooks={"duplicate": 1})
    sandbox.guest(GUEST).writes("hola")

    until(lambda: len(house.posts) == 2)
    assert house.posts[0][0] == house.posts[1][0]


def test_a_wrong_signature_is_wrong_once_and_then_right(sandbox, house):
    sandbox.faults(webhooks={"wrong_signature": 1})
    house.answers.append(403)
    sandbox.guest(GUEST).writes("hola")

    until(lambda: len(house.posts) == 2)
    right = [headers["x-hub-signature-256"] == signature(body) for body, headers, _ in house.posts]
    assert right == [False, True]


def test_a_batch_joins_guests_and_hotels_in_one_post(sandbox, house):
    sandbox.hotel("106540352249999", "Otra casa")
    sandbox.faults(webhooks={"batch": 4})
    for number in range(3):
        sandbox.guest(f"521555000300{number}").writes(f"hola {number}")
    sandbox.guest("5215550003000", hotel="106540352249999").writes("hola 3")

    until(lambda: len(house.messages) == 4)
    assert len(house.posts) == 1
    assert len(json.loads(house.posts[0][0])["entry"]) == 2
    assert {m["text"]["body"] for m in house.messages} == {f"hola {n}" for n in range(4)}


def test_shuffled_updates_all_arrive(sandbox, house):
    sandbox.faults(webhooks={"shuffle": True}, seed=3)
    for number in range(8):
        sandbox.guest(GUEST).writes(str(number))

    until(lambda: len(house.messages) == 8)
    order = [m["text"]["body"] for m in house.messages]
    assert sorted(order) == [str(n) for n in range(8)]
    assert order != sorted(order)


def test_a_replay_repeats_the_last_posts(sandbox, house, guest):
    before = [body for body, _, _ in house.posts]

    assert sandbox.replay(5) == len(before)

    assert [body for body, _, _ in house.posts] == before * 2


@pytest.mark.parametrize(
    ("mode", "steps"),
    [
        ("duplicated", ["sent", "sent", "delivered", "delivered"]),
        ("shuffled", ["delivered", "sent"]),
        ("delayed", ["sent", "delivered"]),
    ],
)
def test_statuses_can_misbehave(sandbox, house, guest, mode, steps):
    sandbox.faults(statuses={"mode": mode, "seconds": 0.2})

    sent = wamid(send(sandbox))

    until(lambda: house.steps(sent) == steps)


def test_statuses_can_stay_away_or_come_before_the_answer(sandbox, house, guest):
    sandbox.faults(statuses={"mode": "off"})
    silent = wamid(send(sandbox))
    sandbox.faults(statuses={"mode": "early"})
    early = wamid(send(sandbox))

    assert house.steps(early) == ["sent", "delivered"], "they are there when the send returns"
    assert house.steps(silent) == []


def test_a_rebatched_replay_is_one_post_newest_first(sandbox, house, guest):
    guest.writes("segundo")
    until(lambda: len(house.messages) == 2)

    sandbox.replay(2, rebatch=True)

    assert len(house.posts) == 3
    assert [m["text"]["body"] for m in house.messages] == ["hola", "segundo", "segundo", "hola"]


def test_what_a_person_types_on_the_hotels_phone_comes_as_an_echo(sandbox, house, guest):
    guest.is_answered_by_hand("Le atiende Ana, de recepción.")

    value = until(lambda: [v for v in house.values if "message_echoes" in v])[0]
    assert value["message_echoes"][0]["to"] == GUEST
    assert value["message_echoes"][0]["text"]["body"] == "Le atiende Ana, de recepción."
    assert "smb_message_echoes" in house.posts[-1][0].decode()
    assert guest.sees() == ["Le atiende Ana, de recepción."]


def test_no_wait_between_attempts_is_longer_than_its_cap(sandbox, house):
    sandbox.faults(webhooks={"retry_cap": 0.02})
    house.answers += [503] * 12
    sandbox.guest(GUEST).writes("hola")

    until(lambda: len(house.messages) == 1, seconds=4)
