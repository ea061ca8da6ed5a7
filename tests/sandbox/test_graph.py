import pytest

from tests.sandbox.house import GUEST, HOTEL, ask, buttons, listing, send, wamid

ROW = {"id": "r", "title": "Fila"}


def rows(count, **more):
    return [{**ROW, "id": f"r{n}", **more} for n in range(count)]


def template(**parts):
    return {"type": "template", "template": {"name": "recordatorio", "language": {"code": "es_MX"}, **parts}}


GOOD = {
    "text at the limit": {"text": {"body": "a" * 4096}},
    "three buttons": buttons("Confirmar", "Cambiar", "x" * 20),
    "ten rows": listing(rows(10, description="d" * 72), sections=2),
    "template": template(),
    "image by link": {"type": "image", "image": {"link": "https://example.com/a.jpg"}},
    "location": {"type": "location", "location": {"latitude": 20.6, "longitude": -105.2}},
    "contacts": {"type": "contacts", "contacts": [{"name": {"formatted_name": "Ana"}}]},
    "callback data": {"biz_opaque_callback_data": "c" * 512},
    "written number": {"to": "+52 1 555 000 1001"},
}
BAD = {
    "no product": ({"messaging_product": "sms"}, 100),
    "no recipient": ({"to": None}, 100),
    "number as int": ({"to": 5215550001001}, 131009),
    "words for a number": ({"to": "Lucía"}, 131009),
    "user id out of shape": ({"to": None, "recipient": "13491208655302741918"}, 131009),
    "unknown type": ({"type": "poll"}, 100),
    "no body": ({"text": {}}, 100),
    "empty text": ({"text": {"body": "  "}}, 131008),
    "text too long": ({"text": {"body": "a" * 4097}}, 100),
    "text as a list": ({"text": ["hola"]}, 131008),
    "no buttons": (buttons(), 131009),
    "four buttons": (buttons("a", "b", "c", "d"), 131009),
    "long title": (buttons("x" * 21), 100),
    "long id": (buttons("a", ids=["i" * 257]), 100),
    "ids twice": (buttons("a", "b", ids=["1", "1"]), 131009),
    "titles twice": (buttons("a", "a"), 131009),
    "eleven rows": (listing(rows(11)), 131009),
    "row title": (listing(rows(1, title="t" * 25)), 100),
    "row description": (listing(rows(1, description="t" * 73)), 100),
    "template without language": ({"type": "template", "template": {"name": "x"}}, 131008),
    "callback data too long": ({"biz_opaque_callback_data": "c" * 513}, 100),
    "wrong types inside": ({"type": "interactive", "interactive": {"type": "button", "body": "x"}}, 100),
}


@pytest.mark.parametrize("name", GOOD)
def test_meta_takes_what_keeps_to_its_limits(sandbox, guest, name):
    status, answer = send(sandbox, GOOD[name])

    assert status == 200, answer
    assert answer["contacts"][0]["wa_id"] == GUEST
    assert answer["messages"][0]["id"].startswith("wamid.")


@pytest.mark.parametrize("name", BAD)
def test_meta_refuses_what_does_not(sandbox, guest, name):
    message, code = BAD[name]

    status, answer = send(sandbox, message)

    assert (status, answer["error"]["code"]) == (400, code)
    assert set(answer["error"]) >= {"message", "type", "code", "fbtrace_id", "error_data"}
    assert guest.sees() == []


def test_an_interactive_body_has_its_own_limit(sandbox, guest):
    long = buttons("Sí")
    long["interactive"]["body"]["text"] = "a" * 1025

    assert send(sandbox, long)[0] == 400


@pytest.mark.parametrize("token", [None, "", "expired"])
def test_without_a_good_token_nothing_is_sent(sandbox, guest, token):
    status, answer = send(sandbox, token=token)

    assert (status, answer["error"]["code"], answer["error"]["type"]) == (401, 190, "OAuthException")


def test_a_number_that_is_not_ours_does_not_exist(sandbox, guest):
    status, answer = send(sandbox, hotel="999")

    assert (status, answer["error"]["code"], answer["error"]["error_subcode"]) == (400, 100, 33)


def test_broken_json_is_a_bad_parameter(sandbox):
    assert ask(f"{sandbox.graph_url}/{HOTEL}/messages", b"{")[1]["error"]["code"] == 100


def test_after_24_hours_only_a_template_goes_out(sandbox, guest):
    sandbox.clock(advance_seconds=24 * 3600 + 5)

    status, answer = send(sandbox)

    assert (status, answer["error"]["code"]) == (400, 131047)
    assert send(sandbox, template())[0] == 200
    guest.writes("sigo aquí")
    assert send(sandbox)[0] == 200


def test_a_guest_who_never_wrote_has_no_window(sandbox):
    assert send(sandbox, to="5215559999999")[1]["error"]["code"] == 131047


def test_a_guest_without_a_phone_is_reached_by_user_id(sandbox, house, guest):
    user_id = sandbox.post("/control/guest", {"guest": GUEST, "phone_hidden": True})["guest"]["user_id"]

    status, answer = send(sandbox, {"to": None, "recipient": user_id})

    assert status == 200
    assert answer["contacts"] == [{"input": user_id, "user_id": user_id}]
    assert send(sandbox, {"to": None, "recipient": "MX.000"})[1]["error"]["code"] == 131026


def test_reading_and_typing_show_on_the_phone(sandbox, guest):
    message = guest.messages()[-1]
    path = f"{sandbox.graph_url}/v25.0/{HOTEL}/messages"
    wanted = {"messaging_product": "whatsapp", "status": "read", "message_id": message["id"]}

    assert ask(path, wanted | {"typing_indicator": {"type": "text"}}) == (200, {"success": True})

    assert guest.messages()[-1]["status"] == "read"
    assert sandbox.get("/control/messages", guest.place)["typing"] is True
    send(sandbox)
    assert sandbox.get("/control/messages", guest.place)["typing"] is False
    assert ask(path, wanted | {"message_id": "wamid.NOBODY"})[1]["error"]["code"] == 131009


def test_the_hotel_reacts_to_a_message(sandbox, guest):
    target = guest.messages()[-1]["id"]

    status, _ = send(sandbox, {"type": "reaction", "reaction": {"message_id": target, "emoji": "👍"}})

    assert status == 200
    assert guest.messages()[-1]["reactions"] == {"hotel": "👍"}
    assert guest.sees() == []


def test_media_is_looked_up_and_fetched_within_five_minutes(sandbox, guest):
    import hashlib

    media = guest.sends("audio")["content"]
    status, found = ask(f"{sandbox.graph_url}/v25.0/{media['id']}")
    _, content = ask(found["url"])

    assert status == 200
    assert found["mime_type"] == "audio/ogg; codecs=opus"
    assert content.startswith(b"OggS")
    assert found["sha256"] == hashlib.sha256(content).hexdigest()
    assert found["file_size"] == len(content)
    assert ask(found["url"], token=None)[0] == 401
    sandbox.clock(advance_seconds=301)
    assert ask(found["url"])[0] == 404


def test_the_version_may_be_left_out(sandbox, guest):
    content = {"messaging_product": "whatsapp", "to": GUEST, "type": "text", "text": {"body": "x"}}

    assert ask(f"{sandbox.graph_url}/{HOTEL}/messages", content)[0] == 200
    assert wamid(ask(f"{sandbox.graph_url}/v26.0/{HOTEL}/messages/", content))
