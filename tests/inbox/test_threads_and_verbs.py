from datetime import timedelta

import pytest
from django.utils import timezone

from conversations.models import Conversation
from tests.factories import make_house, make_user
from tests.inbox.scene import make_afternoon, make_turn, say, talk

PART = {"HTTP_HX_REQUEST": "true"}


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
        "2026-12-04",
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
    make_house(hotel)
    told = make_afternoon(hotel, make_user(hotel))

    page = client.get(f"/inbox/c/{told['booking'].pk}/").content.decode()

    assert "Open proposal" in page
    assert "7,200.00 MXN" in page
    assert "Double room" in page or "Habitación doble" in page
    for conversation in told.values():
        assert client.get(f"/inbox/c/{conversation.pk}/").status_code == 200
