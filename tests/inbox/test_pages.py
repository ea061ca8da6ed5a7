from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conversations import listing
from conversations.models import Conversation
from hotels.models import Membership
from tests.factories import make_account, make_conversation, make_guest, make_hotel, make_house, make_user
from tests.inbox.scene import make_turn, say

PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def hotel(db):
    return make_hotel("azul")


@pytest.fixture
def staff(hotel):
    return make_user(hotel, name="Ana Beltrán")


@pytest.fixture
def client(staff):
    client = Client(headers={"accept-language": "en"})
    client.force_login(staff)
    return client


def talk(hotel, name="Lucía Torres", text="Hola", ago=0, **fields) -> Conversation:
    account = hotel.channel_accounts.first() or make_account(hotel)
    conversation = make_conversation(hotel, account=account, guest=make_guest(hotel, name=name), **fields)
    say(conversation, "guest", text, ago=timedelta(minutes=ago))
    return conversation


def names(client, **asked) -> list[str]:
    """The guests in the list, in order."""
    answer = client.get("/inbox/rows/", {"hotel": "azul"} | asked)
    assert answer.status_code == 200
    return [row.guest.name for row in answer.context["rows"]]


# --- The wall ----------------------------------------------------------------------------------


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


# --- The list ----------------------------------------------------------------------------------


def test_the_list_is_newest_first_and_filtered(client, hotel, staff):
    talk(hotel, "Agent's", ago=5)
    talk(hotel, "Mine", ago=4, mode="staff", assignee=staff)
    talk(hotel, "Alarm", ago=3, attention="complaint")
    talk(hotel, "Waits", ago=2, mode="staff", waiting_since=timezone.now())
    talk(hotel, "Closed", ago=1, state="closed")

    assert names(client) == ["Waits", "Alarm", "Mine", "Agent's"]
    assert names(client, show="attention") == ["Waits", "Alarm"]
    assert names(client, show="mine") == ["Mine"]
    assert names(client, show="agent") == ["Alarm", "Agent's"]
    assert names(client, show="staff") == ["Waits", "Mine"]
    assert names(client, show="closed") == ["Closed"]
    assert names(client, show="nonsense") == ["Waits", "Alarm", "Mine", "Agent's"]


def test_search_finds_names_phones_and_words_said(client, hotel):
    account = make_account(hotel)
    lucia = make_conversation(
        hotel, account=account, guest=make_guest(hotel, "5215550142233", name="Lucía Torres")
    )
    say(lucia, "guest", "¿Hay alberca?")
    say(lucia, "agent", "Sí, de 8 a 20 h.")
    talk(hotel, "Mateo", text="El aire no enfría", state="closed")

    assert names(client, q="lucía") == ["Lucía Torres"]
    assert names(client, q="014 2233") == ["Lucía Torres"]
    assert names(client, q="ALBERCA") == ["Lucía Torres"]
    assert names(client, q="aire") == ["Mateo"]  # closed ones, too, when all are searched
    assert names(client, q="aire", show="agent") == []
    assert names(client, q="100%") == []
    assert names(client, q="\x00") == ["Lucía Torres"]
    assert names(client, q="x" * 5000) == []


def test_a_search_that_takes_too_long_is_given_up_with_a_sentence(client, hotel, monkeypatch):
    talk(hotel)
    monkeypatch.setattr(listing, "SEARCH_SECONDS", 0.001)
    for number in range(60):
        talk(hotel, f"Guest {number}", text="x" * 2000)

    answer = client.get("/inbox/rows/", {"hotel": "azul", "q": "%x%_" * 20})

    assert "There is too much to search through." in answer.content.decode()


def test_pages_follow_each_other_without_gap_or_repetition(client, hotel):
    same_moment = timezone.now()
    for number in range(70):
        conversation = talk(hotel, f"Guest {number:02}")
        Conversation.objects.filter(pk=conversation.pk).update(last_message_at=same_moment)
    seen, before = [], {}
    while True:
        answer = client.get("/inbox/rows/", {"hotel": "azul"} | before)
        seen += [row.guest.name for row in answer.context["rows"]]
        if not answer.context["following"]:
            break
        before = {"before": answer.context["following"]}
        talk(hotel, "Newcomer")  # what comes meanwhile does not shift the pages

    assert [name for name in seen if name != "Newcomer"] == [
        f"Guest {number:02}" for number in reversed(range(70))
    ]
    assert len(seen) == 70


@pytest.mark.parametrize(
    "cursor", ["x", "~", "2026-01-01~1", "2026-01-01T00:00:00+00:00~99999999999999999999", "~7"]
)
def test_a_broken_cursor_starts_at_the_top(client, hotel, cursor):
    talk(hotel)

    assert names(client, before=cursor) == ["Lucía Torres"]


def test_the_number_of_queries_does_not_grow_with_the_list(client, hotel, django_assert_max_num_queries):
    for _ in range(25):
        talk(hotel, assignee=make_user(hotel))

    with django_assert_max_num_queries(14):
        assert client.get("/inbox/").status_code == 200


def test_rows_can_be_fetched_singly_and_tell_what_needs_attention(client, hotel):
    one = talk(hotel, "One", attention="complaint")
    talk(hotel, "Other")

    answer = client.get("/inbox/rows/", {"hotel": "azul", "only": f"{one.pk},x,,99999999999999999999"})

    page = answer.content.decode()
    assert [row.guest.name for row in answer.context["rows"]] == ["One"]
    assert 'id="attention-count" class="count" data-count="1"' in page
    assert "Complaint" in page
    assert names(client, only=str(one.pk), show="mine") == []


def test_a_guest_without_a_name_is_the_end_of_the_phone_number(client, hotel):
    account = make_account(hotel)
    nameless = make_conversation(hotel, account=account, guest=make_guest(hotel, "5215550142233", name=""))
    say(nameless, "guest", "Hola")

    page = client.get("/inbox/rows/", {"hotel": "azul"}).content.decode()

    assert "••• 2233" in page
    assert "5215550142233" not in page


def test_who_works_at_several_hotels_switches_and_stays(client, hotel, staff):
    other = make_hotel("verde", name="Hotel Verde")
    Membership.objects.create(hotel=other, user=staff, role="viewer")
    talk(other, "Of Verde")

    assert b"Of Verde" not in client.get("/inbox/").content
    assert b"Of Verde" in client.get("/inbox/?hotel=verde").content
    assert b"Of Verde" in client.get("/inbox/").content


# --- The thread --------------------------------------------------------------------------------


def test_days_begin_by_the_clock_of_the_hotel(client, hotel):
    conversation = talk(hotel)
    conversation.messages.all().delete()
    # 05:30 UTC is still the evening before in Mexico; 06:30 UTC is past midnight there.
    late = timezone.now().replace(year=2026, month=3, day=10, hour=5, minute=30)
    for position, at in [(1, late), (2, late + timedelta(hours=1))]:
        say(conversation, "guest", f"m{position}", said_at=at, position=position)

    bubbles = client.get(f"/inbox/c/{conversation.pk}/").context["bubbles"]

    assert [bubble.new_day.day for bubble in bubbles] == [9, 10]


def test_ticks_and_causes_are_told_in_words(client, hotel):
    conversation = talk(hotel)
    for delivery, fields in [
        ("queued", {}),
        ("sent", {}),
        ("delivered", {}),
        ("read", {}),
        ("unknown", {"error_code": "unknown"}),
        ("failed", {"error_code": "131026", "error": "Message undeliverable", "parked_at": timezone.now()}),
        ("failed", {"error_code": "31337", "error": "Strange words of the provider"}),
    ]:
        say(conversation, "staff", delivery, delivery=delivery, **fields)
    say(conversation, "agent", "draft", delivery="failed", error_code="taken_over")

    page = client.get(f"/inbox/c/{conversation.pk}/").content.decode()

    for words in ["Waits to be sent", "Sent", "Delivered", "Read", "Perhaps not delivered"]:
        assert words in page
    assert "WhatsApp cannot deliver to this number." in page
    assert "Strange words of the provider" in page
    assert "Not sent: a person took over first." in page
    assert page.count("Send again") == 2


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("image", {}, "Photo"),
        ("audio", {}, "Voice message"),
        ("reaction", {"text": "👍"}, "Reaction"),
        ("location", {"raw": {"location": {"latitude": 20.2, "longitude": -87.4}}}, "20.20000,-87.40000"),
        ("location", {"raw": {"location": {"latitude": "<b>"}}}, "Location"),
        ("location", {"raw": {"location": 7}}, "Location"),
        ("hologram", {"raw": {"x": 1}}, "Something that cannot be shown here"),
    ],
)
def test_what_is_not_text_is_named(client, hotel, kind, fields, words):
    conversation = talk(hotel)
    say(conversation, "guest", fields.pop("text", ""), kind=kind, **fields)

    assert words in client.get(f"/inbox/c/{conversation.pk}/").content.decode()


def test_a_closed_window_is_said_and_what_is_open_is_not_lost(client, hotel):
    conversation = talk(hotel)
    Conversation.objects.filter(pk=conversation.pk).update(window_ends_at=timezone.now())

    page = client.get(f"/inbox/c/{conversation.pk}/").content.decode()
    answer = client.post(f"/inbox/c/{conversation.pk}/write/", {"text": "Hola"}, **PART)

    assert "WhatsApp only takes templates now." in page
    assert "data-disabled" in page
    assert (answer.status_code, answer.json()["code"]) == (409, "window_closed")
    assert "24 hours" in answer.json()["sentence"]


def test_news_are_what_came_after_a_position_and_what_changed_around(client, hotel):
    conversation = talk(hotel)
    sent = say(conversation, "staff", "Buenas tardes", delivery="sent")
    say(conversation, "guest", "Gracias")
    sent.delivery = "read"
    sent.save()

    page = client.get(f"/inbox/c/{conversation.pk}/news/", {"after": sent.position}).content.decode()

    assert "Gracias" in page
    assert "Buenas tardes" not in page
    assert f'id="foot-{sent.pk}"' in page
    for around in ("thread-head", "agent-state", "composer-state", "side"):
        assert f'id="{around}"' in page
    assert 'class="day"' not in page  # the day has begun before
    assert client.get(f"/inbox/c/{conversation.pk}/news/", {"after": "x"}).status_code == 200


def test_long_threads_come_in_pages(client, hotel):
    conversation = talk(hotel, text="m1")
    for number in range(2, 121):
        say(conversation, "guest", f"m{number}")

    first = client.get(f"/inbox/c/{conversation.pk}/")
    second = client.get(f"/inbox/c/{conversation.pk}/older/", {"before": first.context["older"]})
    third = client.get(f"/inbox/c/{conversation.pk}/older/", {"before": second.context["older"]})

    texts = [bubble.message.text for page in (third, second, first) for bubble in page.context["bubbles"]]
    assert texts == [f"m{number}" for number in range(1, 121)]
    assert third.context["older"] is None


def test_the_number_of_queries_does_not_grow_with_the_thread(client, hotel, django_assert_max_num_queries):
    conversation = talk(hotel)
    for _ in range(40):
        quoted = say(conversation, "staff", "x", staff=make_user(hotel))
        say(conversation, "agent", "x", turn=make_turn(conversation), reply_to=quoted)

    with django_assert_max_num_queries(24):
        client.get(f"/inbox/c/{conversation.pk}/")


def test_how_an_answer_came_about_is_told(client, hotel):
    turn = make_turn(talk(hotel), alarms=["gate:money"], error="")

    page = client.get(f"/inbox/t/{turn.pk}/").content.decode()

    for words in [
        "Language model",
        "gpt-4.1-mini",
        "find_offers",
        "7200.00 MXN",
        "gate:money",
        "2310 + 118",
        "1.5 s",
    ]:
        assert words in page


@pytest.mark.parametrize(
    "steps", [[], ["x"], [None], [{}], [{"kind": 7}], [{"kind": "tool", "result": {"a": [1]}}]]
)
def test_steps_of_any_shape_are_shown(client, hotel, steps):
    turn = make_turn(talk(hotel), steps=steps)

    assert client.get(f"/inbox/t/{turn.pk}/").status_code == 200


# --- Acting ------------------------------------------------------------------------------------


def test_staff_takes_over_writes_gives_back_and_closes(client, hotel, staff):
    conversation = talk(hotel)

    def does(verb, **fields):
        assert client.post(f"/inbox/c/{conversation.pk}/{verb}/", fields, **PART).status_code == 204
        conversation.refresh_from_db()
        return conversation

    assert does("take-over").mode == "staff"
    assert does("write", text=" Buenas tardes ").last_text == "Buenas tardes"
    message = conversation.messages.last()
    assert (message.author, message.staff, message.delivery) == ("staff", staff, "queued")
    assert does("give-back").mode == "ai"
    assert does("write", text="Otra vez yo").mode == "staff"
    assert does("close").state == "closed"
    assert client.post(f"/inbox/c/{conversation.pk}/write/", {"text": "x"}).json()["code"] == "closed"


@pytest.mark.parametrize(("text", "code"), [("", "empty"), (" \n", "empty"), ("x" * 4097, "too_long")])
def test_what_cannot_be_sent_is_refused_with_a_sentence(client, hotel, text, code):
    answer = client.post(f"/inbox/c/{talk(hotel).pk}/write/", {"text": text})

    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert answer.json()["sentence"].endswith(".")


def test_a_verb_that_is_none_is_not_found(client, hotel):
    assert client.post(f"/inbox/c/{talk(hotel).pk}/delete/").status_code == 404
    assert client.get(f"/inbox/c/{talk(hotel).pk}/take-over/").status_code == 405


def test_staff_sends_again_what_did_not_arrive(client, hotel):
    conversation = talk(hotel)
    message = say(conversation, "staff", "Buenas", delivery="failed", parked_at=timezone.now())

    assert client.post(f"/inbox/m/{message.pk}/resend/", **PART).status_code == 204

    message.refresh_from_db()
    assert message.delivery == "queued"


def test_reading_marks_as_seen_only_when_the_browser_says_so(client, hotel):
    conversation = talk(hotel)

    client.get(f"/inbox/c/{conversation.pk}/")
    conversation.refresh_from_db()
    assert conversation.unread == 1
    assert client.post(f"/inbox/c/{conversation.pk}/seen/").status_code == 204
    conversation.refresh_from_db()
    assert conversation.unread == 0


def test_the_page_knows_stays_and_open_terms(client, hotel):
    from tests.inbox.scene import make_afternoon

    make_house(hotel)
    told = make_afternoon(hotel, make_user(hotel))

    page = client.get(f"/inbox/c/{told['booking'].pk}/").content.decode()

    assert "Open proposal" in page
    assert "7,200.00 MXN" in page
    assert "Double room" in page or "Habitación doble" in page
    for conversation in told.values():
        assert client.get(f"/inbox/c/{conversation.pk}/").status_code == 200
