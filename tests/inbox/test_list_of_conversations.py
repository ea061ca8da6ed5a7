import pytest
from django.utils import timezone

from conversations import listing
from conversations.models import Conversation
from hotels.models import Membership
from tests.factories import make_account, make_conversation, make_guest, make_hotel, make_user
from tests.inbox.scene import say, talk


def names(client, **asked) -> list[str]:
    """The guests in the list, in order."""
    answer = client.get("/inbox/rows/", {"hotel": "azul"} | asked)
    assert answer.status_code == 200
    return [row.guest.name for row in answer.context["rows"]]


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
