import pytest
from django.test import Client
from django.utils import timezone

from conversations.models import Conversation
from tests.factories import make_hotel, make_user
from tests.inbox.scene import make_turn, say, talk

PART = {"HTTP_HX_REQUEST": "true"}


def names(client, **asked) -> list[str]:
    """The guests in the list, in order."""
    answer = client.get("/inbox/rows/", {"hotel": "azul"} | asked)
    assert answer.status_code == 200
    return [row.guest.name for row in answer.context["rows"]]


def every_address(conversation, message, turn):
    pk = conversation.pk
    yield from (("get", f"/inbox/c/{pk}/{tail}") for tail in ("", "news/", "older/?before=9"))
    yield "get", f"/inbox/t/{turn.pk}/"
    yield "get", f"/inbox/rows/?hotel={conversation.hotel.slug}"
    yield from (
        ("post", f"/inbox/c/{pk}/{verb}/") for verb in ("take-over", "give-back", "close", "assign", "seen")
    )
    yield "post", f"/inbox/c/{pk}/write/"
    yield "post", f"/inbox/m/{message.pk}/resend/"


def test_nothing_of_another_hotel_can_be_read_or_done(client):
    other = talk(make_hotel("verde"))
    failed = say(other, "staff", "Buenas", delivery="failed", parked_at=timezone.now())
    before = Conversation.objects.filter(pk=other.pk).values().get()

    for method, address in every_address(other, failed, make_turn(other)):
        assert getattr(client, method)(address, {"text": "x"}).status_code == 404, address

    assert Conversation.objects.filter(pk=other.pk).values().get() == before
    assert names(client) == []
    assert names(client, q="Hola") == []
    assert names(client, only=str(other.pk)) == []
    assert b"Luc" not in client.get("/inbox/?hotel=verde").content


def test_a_stranger_is_sent_to_the_door_and_learns_nothing(db):
    conversation = talk(make_hotel("azul"))
    failed = say(conversation, "staff", "Buenas", delivery="failed")
    turn = make_turn(conversation)
    for method, address in every_address(conversation, failed, turn):
        answer = getattr(Client(), method)(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/inbox/login/?next=")
        part = getattr(Client(), method)(address, **PART)
        assert (part.status_code, part.content) == (401, b"")
        assert part["HX-Redirect"].startswith("/inbox/login/")


def test_a_page_that_is_not_there_says_so_in_the_house_style(client):
    answer = client.get("/inbox/c/7/")

    assert answer.status_code == 404
    assert "This conversation does not exist" in answer.content.decode()
    assert b"Conserje" not in client.get("/inbox/c/7/", **PART).content


def test_a_hotel_that_was_switched_off_is_gone(client, hotel):
    conversation = talk(hotel)
    hotel.is_active = False
    hotel.save()

    assert client.get(f"/inbox/c/{conversation.pk}/").status_code == 404
    assert b"No hotel yet" in client.get("/inbox/").content


def test_viewers_read_and_change_nothing(hotel):
    client = Client(headers={"accept-language": "en"})
    client.force_login(make_user(hotel, role="viewer"))
    conversation = talk(hotel)
    failed = say(conversation, "staff", "Buenas", delivery="failed", parked_at=timezone.now())
    before = Conversation.objects.filter(pk=conversation.pk).values().get()

    page = client.get(f"/inbox/c/{conversation.pk}/").content.decode()
    assert "You may read here, but not answer." in page
    assert "Take over" not in page
    assert "Send again" not in page
    for verb in ("take-over", "give-back", "close", "assign", "write"):
        answer = client.post(f"/inbox/c/{conversation.pk}/{verb}/", {"text": "Hola"})
        assert (answer.status_code, answer.json()["code"]) == (403, "read_only")
    assert client.post(f"/inbox/m/{failed.pk}/resend/").json()["code"] == "read_only"
    assert Conversation.objects.filter(pk=conversation.pk).values().get() == before


def test_posts_need_the_token_of_the_page(staff, hotel):
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff)

    assert client.post(f"/inbox/c/{talk(hotel).pk}/take-over/").status_code == 403


def test_pages_are_not_kept_not_framed_and_run_no_foreign_script(client, hotel):
    answer = client.get(f"/inbox/c/{talk(hotel).pk}/")

    assert "no-store" in answer["Cache-Control"]
    assert "script-src 'self';" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    page = answer.content.decode()
    assert "style=" not in page
    assert "onclick" not in page


def test_what_a_guest_writes_is_text_and_never_markup(client, hotel):
    evil = '<img src=x onerror=alert(1)>{{ 7|add:"1" }}</script><script>alert(2)</script>'
    conversation = talk(hotel, name=evil, text=evil, attention="guest_asks", attention_note=evil)
    turn = make_turn(conversation, steps=[{"kind": "tool", "name": evil, "result": evil}], alarms=[evil])
    say(conversation, "agent", evil, turn=turn, buttons=[{"id": "1", "title": evil}])

    for address in (f"/inbox/c/{conversation.pk}/", f"/inbox/t/{turn.pk}/", f"/inbox/?q={evil}"):
        page = client.get(address).content.decode()
        assert "<img" not in page
        assert "<script>alert" not in page
        assert "&lt;img" in page or "q=" in address


@pytest.mark.parametrize("pk", ["0", "999999999999999999", "9999999999999999999", "1e9", "-1"])
def test_ids_no_row_can_have_are_not_found(client, pk):
    assert client.get(f"/inbox/c/{pk}/").status_code == 404
    assert client.get(f"/inbox/t/{pk}/").status_code == 404
