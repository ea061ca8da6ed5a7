"""From stored webhooks to messages: each once, in order, in its own hotel, whatever comes."""

import json
import random
from datetime import timedelta

import pytest
from django.utils import timezone

from channels_app.models import WebhookEvent
from conversations import intake
from conversations.models import Conversation, Feed, Message, Turn
from hotels.models import Guest, GuestIdentity
from tests.channels_app.meta import change, envelope, message, status, tap
from tests.conversations.flow import guest_writes, store, take_all
from tests.factories import make_account, make_hotel

pytestmark = pytest.mark.django_db


def test_a_guests_first_message_opens_a_conversation_that_waits_for_an_answer(conversation):
    store(
        change(
            "100",
            messages=[message("wamid.1", "hola", phone="5219990000")],
            contacts=[{"wa_id": "5219990000", "profile": {"name": "Lucía"}}],
        )
    )

    rings = take_all()

    found = Message.objects.get(provider_id="wamid.1")
    assert (found.text, found.author, found.position, found.correlation_id) == ("hola", "guest", 1, "c0ffee")
    assert found.conversation.guest.name == "Lucía"
    assert found.conversation.waiting_since is not None
    assert list(rings) == [found.conversation_id]
    assert found.conversation.seq == Feed.objects.get().seq == 1


def test_the_same_event_twice_changes_nothing_the_second_time(conversation):
    guest_writes("hola", id="wamid.1")
    before = Conversation.objects.values().get()
    store(change("100", messages=[message("wamid.1", "hola")]))

    rings = take_all()

    assert Message.objects.count() == 1
    assert Conversation.objects.values().get() == before
    assert rings == {}


def test_a_thousand_updates_shuffled_doubled_and_rebatched_are_each_taken_once(conversation):
    said = [
        message(f"wamid.{n}", f"text {n}", phone=f"52155501{n % 40:02d}", timestamp=str(1763712000 + n))
        for n in range(1000)
    ]
    randomly = random.Random(7)
    for _ in range(2):
        randomly.shuffle(said)
        for start in range(0, 1000, 170):
            store(change("100", messages=said[start : start + 170]))
    store(change("100", messages=said))

    take_all()

    assert Message.objects.filter(direction="in").count() == 1000
    assert Conversation.objects.exclude(pk=conversation.pk).count() == 40
    for thread in Conversation.objects.exclude(pk=conversation.pk):
        assert list(thread.messages.values_list("position", flat=True)) == list(range(1, 26))


def test_one_post_for_several_hotels_is_split_and_each_hotel_sees_its_own(conversation):
    other = make_account(make_hotel(), external_id="200")
    store(
        change("100", messages=[message("wamid.1", "for one", phone="5210001")]),
        change("200", messages=[message("wamid.2", "for two", phone="5210001")]),
    )

    take_all()

    assert [m.hotel_id for m in Message.objects.order_by("provider_id")] == [
        conversation.hotel_id,
        other.hotel_id,
    ]
    parts = WebhookEvent.objects.filter(parent__isnull=False).order_by("hotel_id")
    assert [(part.hotel_id, part.state) for part in parts] == [
        (conversation.hotel_id, "taken"),
        (other.hotel_id, "taken"),
    ]
    for part, foreign in zip(parts, ["for two", "for one"], strict=True):
        assert foreign not in part.text
    assert WebhookEvent.objects.get(parent=None).hotel is None


def test_through_a_hotels_own_webhook_no_other_hotel_can_be_spoken_of(conversation):
    own = make_account(make_hotel(), external_id="900")
    event = store(change("100", messages=[message("wamid.1", "forged")]))
    WebhookEvent.objects.filter(pk=event.pk).update(account=own, hotel=own.hotel)

    take_all()

    event.refresh_from_db()
    assert (event.state, event.hotel) == ("parked", own.hotel)
    assert not Message.objects.exists()


def test_a_mixed_body_through_an_own_webhook_gives_only_the_own_part(conversation):
    own = make_account(make_hotel(), external_id="900")
    event = store(
        change("100", messages=[message("wamid.1", "forged")]),
        change("900", messages=[message("wamid.2", "own")]),
    )
    WebhookEvent.objects.filter(pk=event.pk).update(account=own, hotel=own.hotel)

    take_all()

    assert [m.text for m in Message.objects.all()] == ["own"]


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b'"text"', b'{"entry": null}', b"[" * 100_000])
def test_what_nobody_can_read_is_parked_with_its_cause_and_holds_up_nothing(conversation, body):
    event = WebhookEvent.objects.create(provider="whatsapp", body=body)

    guest_writes("still here", id="wamid.1")

    event.refresh_from_db()
    assert event.state == "parked"
    assert event.error
    assert Message.objects.get().text == "still here"


@pytest.mark.parametrize("broken", [AttributeError, IndexError, AssertionError, ArithmeticError, OSError])
def test_an_event_that_breaks_us_holds_up_nobody_elses(conversation, monkeypatch, broken):
    """Whatever is wrong with our reading of one event: a fault of ours, injected here, not a body we know."""
    event = store(change("100", messages=[message(text="the one that breaks us")]))
    read = intake._read

    def reads(each, *rest):
        if each.pk == event.pk:
            raise broken("a fault of ours")
        return read(each, *rest)

    monkeypatch.setattr(intake, "_read", reads)
    guest_writes("still here", id="wamid.1")

    event.refresh_from_db()
    assert (event.state, event.attempts) == ("received", 1)
    assert "a fault of ours" in event.error
    assert event.not_before > timezone.now()
    assert Message.objects.get().text == "still here"


def test_one_bad_update_is_parked_and_its_neighbours_are_answered(conversation):
    event = store(change("100", messages=[{"type": "text"}, message("wamid.1", "good")]))

    take_all()

    event.refresh_from_db()
    assert event.state == "parked"
    assert "messages[0]" in event.error
    assert Message.objects.get().text == "good"


def test_an_unknown_number_is_parked_and_can_be_replayed_once_the_hotel_is_there():
    event = store(change("777", messages=[message("wamid.1", "hola")]))
    take_all()
    event.refresh_from_db()
    assert event.state == "parked"

    make_account(make_hotel(), external_id="777")
    WebhookEvent.objects.filter(pk=event.pk).update(state="received", attempts=0)
    take_all()

    assert Message.objects.get().text == "hola"


def test_messages_of_one_batch_are_put_in_the_order_in_which_they_were_said(conversation):
    store(
        change(
            "100",
            messages=[
                message("wamid.2", "second", timestamp="1763712002"),
                message("wamid.1", "first", timestamp="1763712001"),
            ],
        )
    )

    take_all()

    assert [m.text for m in Message.objects.order_by("position")] == ["first", "second"]


def test_a_burst_rings_once_and_waits_for_its_end(conversation):
    conversation.hotel.burst_seconds = 3
    conversation.hotel.save()
    store(change("100", messages=[message(text="hola")]))
    first = take_all()
    store(change("100", messages=[message(text="una pregunta")]))
    second = take_all()

    conversation.refresh_from_db()
    assert list(first) == [conversation.pk]
    assert 2 < first[conversation.pk] <= 3
    assert second == {}
    assert conversation.due_at > timezone.now() + timedelta(seconds=2)


def test_a_burst_is_answered_after_fifteen_seconds_at_the_latest(conversation):
    conversation.hotel.burst_seconds = 10
    conversation.hotel.save()
    guest_writes("hola")
    Conversation.objects.update(burst_started_at=timezone.now() - timedelta(seconds=14))

    guest_writes("y otra cosa")

    conversation.refresh_from_db()
    assert conversation.due_at < timezone.now() + timedelta(seconds=2)


@pytest.mark.parametrize("said", [{"text": "No"}, {"text": "¡Espera!"}, {"text": "stop."}])
def test_a_bare_no_or_wait_goes_straight_through(conversation, said):
    conversation.hotel.burst_seconds = 10
    conversation.hotel.save()

    guest_writes(**said)

    conversation.refresh_from_db()
    assert conversation.due_at <= timezone.now()


def test_a_tapped_button_goes_straight_through(conversation):
    conversation.hotel.burst_seconds = 10
    conversation.hotel.save()
    store(change("100", messages=[tap("yes:abc", "Confirmar")]))

    assert take_all() == {conversation.pk: 0.0}


def test_a_reaction_asks_for_no_answer_and_keeps_the_window_open(conversation):
    store(
        change(
            "100", messages=[message("wamid.1", type="reaction", reaction={"message_id": "x", "emoji": "👍"})]
        )
    )

    assert take_all() == {}
    conversation.refresh_from_db()
    assert (conversation.due_at, conversation.waiting_since) == (None, None)
    assert conversation.window_is_open


def test_what_we_cannot_open_is_kept_raw_and_waits_for_an_honest_answer(conversation):
    store(
        change(
            "100", messages=[message("wamid.1", type="audio", audio={"id": "m", "mime_type": "audio/ogg"})]
        )
    )
    take_all()

    found = Message.objects.get()
    assert (found.kind, found.raw["audio"]["id"], found.needs_answer) == ("audio", "m", True)


def test_the_window_counts_from_when_it_was_said_not_from_when_it_came(conversation):
    guest_writes("late", timestamp=str(int((timezone.now() - timedelta(hours=25)).timestamp())))

    conversation.refresh_from_db()
    assert not conversation.window_is_open


def test_a_late_old_message_does_not_shorten_the_window(conversation):
    guest_writes("now")
    guest_writes("late", timestamp=str(int((timezone.now() - timedelta(hours=25)).timestamp())))

    conversation.refresh_from_db()
    assert conversation.window_is_open


def test_an_answer_typed_on_the_hotels_own_phone_takes_over(conversation):
    guest_writes("hola")
    echo = {
        "field": "smb_message_echoes",
        "value": {
            "metadata": {"phone_number_id": "100"},
            "message_echoes": [
                {
                    "id": "wamid.e",
                    "from": "525550100",
                    "to": "5215550001",
                    "timestamp": "1763712000",
                    "type": "text",
                    "text": {"body": "Buenas, soy Ana"},
                }
            ],
        },
    }
    store(echo)

    take_all()

    conversation.refresh_from_db()
    assert (conversation.mode, conversation.epoch, conversation.due_at) == ("staff", 1, None)
    typed = Message.objects.get(provider_id="wamid.e")
    assert (typed.direction, typed.author, typed.text) == ("out", "staff", "Buenas, soy Ana")


def test_a_card_number_is_masked_before_it_is_stored(conversation):
    guest_writes("mi tarjeta es 4111 1111 1111 1111")

    assert "1111 1111 1111" not in Message.objects.get().text


class TestIdentity:
    def contact(self, name="Ana", **ids):
        return [{"profile": {"name": name}, **ids}]

    def test_a_payload_with_both_ids_teaches_us_the_one_we_did_not_know(self, conversation):
        guest_writes("hola", phone="5215550001")
        store(change("100", messages=[message(phone="5215550001", from_user_id="MX.1")]))
        take_all()
        bare = message(from_user_id="MX.1")
        del bare["from"]
        store(change("100", messages=[bare]))
        take_all()

        assert Guest.objects.count() == 1
        assert Conversation.objects.get().messages.count() == 3

    def test_two_guests_that_turn_out_to_be_one_are_merged_with_all_they_said(self, conversation):
        guest_writes("by phone", phone="5215550001")
        bare = message(text="by id", from_user_id="MX.1")
        del bare["from"]
        store(change("100", messages=[bare]))
        take_all()
        assert Guest.objects.count() == 2

        store(change("100", messages=[message(text="both", phone="5215550001", from_user_id="MX.1")]))
        take_all()

        guest = Guest.objects.get()
        assert {(i.kind, i.value) for i in guest.identities.all()} == {
            ("whatsapp", "5215550001"),
            ("bsuid", "MX.1"),
        }
        assert Message.objects.filter(conversation__guest=guest).count() == 3
        assert Conversation.objects.filter(state="open").count() == 1

    def test_the_same_phone_in_two_hotels_is_two_guests(self, conversation):
        make_account(make_hotel(), external_id="200")
        guest_writes("a", phone="5215550001")
        guest_writes("b", phone="5215550001", account="200")

        assert Guest.objects.count() == 2
        assert GuestIdentity.objects.filter(value="5215550001").count() == 2


class TestStatuses:
    def out(self, conversation, **fields):
        defaults = {
            "hotel": conversation.hotel,
            "account": conversation.account,
            "direction": "out",
            "author": "agent",
            "text": "x",
            "position": 50,
            "said_at": timezone.now(),
            "delivery": "sent",
            "provider_id": "wamid.o",
        }
        return Message.objects.create(conversation=conversation, **defaults | fields)

    @pytest.mark.parametrize(
        ("words", "ends"),
        [
            (["sent", "delivered", "read"], "read"),
            (["read", "delivered", "sent"], "read"),
            (["delivered", "failed"], "delivered"),
            (["failed", "sent"], "failed"),
            (["failed", "delivered"], "delivered"),
            (["warning", "unheard-of"], "sent"),
        ],
    )
    def test_statuses_only_move_forward(self, conversation, words, ends):
        out = self.out(conversation)
        for word in words:
            store(change("100", statuses=[status("wamid.o", word)]))
        take_all()

        out.refresh_from_db()
        assert out.delivery == ends

    def test_a_failed_message_is_shown_to_staff_with_its_cause(self, conversation):
        self.out(conversation)
        store(
            change(
                "100",
                statuses=[status("wamid.o", "failed", errors=[{"code": 131047, "title": "Re-engagement"}])],
            )
        )
        take_all()

        out = Message.objects.get()
        conversation.refresh_from_db()
        assert (out.error_code, out.error, out.parked_at is not None) == ("131047", "Re-engagement", True)
        assert (conversation.attention, conversation.attention_note) == ("not_delivered", "Re-engagement")

    def test_a_status_settles_an_unknown_send_by_our_own_key(self, conversation):
        out = self.out(conversation, delivery="unknown", provider_id="")
        store(
            change("100", statuses=[status("wamid.late", "delivered", biz_opaque_callback_data=str(out.key))])
        )
        take_all()

        out.refresh_from_db()
        assert (out.delivery, out.provider_id) == ("delivered", "wamid.late")

    def test_a_status_that_overtakes_its_send_is_kept_and_looked_at_again(self, conversation):
        event = store(change("100", statuses=[status("wamid.o", "delivered")]))
        take_all()
        event.refresh_from_db()
        assert (event.state, event.not_before is not None) == ("received", True)

        out = self.out(conversation)
        WebhookEvent.objects.update(not_before=None)
        take_all()

        out.refresh_from_db()
        event.refresh_from_db()
        assert (out.delivery, event.state) == ("delivered", "taken")

    def test_a_status_of_something_that_was_never_ours_is_given_up(self, conversation):
        event = store(change("100", statuses=[status("wamid.foreign", "delivered")]))
        for _ in range(intake.STATUS_ATTEMPTS):
            WebhookEvent.objects.update(not_before=None)
            take_all()

        event.refresh_from_db()
        assert event.state == "ignored"

    def test_a_status_cannot_reach_into_another_hotel(self, conversation):
        out = self.out(conversation, delivery="unknown", provider_id="")
        make_account(make_hotel(), external_id="200")
        store(change("200", statuses=[status("wamid.o", "failed", biz_opaque_callback_data=str(out.key))]))
        take_all()

        out.refresh_from_db()
        assert out.delivery == "unknown"


def test_a_message_for_a_conversation_in_staffs_hands_rings_nobody(conversation):
    Conversation.objects.update(mode="staff")
    store(change("100", messages=[message(text="hola")]))

    assert take_all() == {}
    conversation.refresh_from_db()
    assert (conversation.unread, conversation.waiting_since is not None) == (1, True)
    assert not Turn.objects.exists()


def test_an_emergency_in_staffs_hands_is_shown_among_the_others(conversation):
    Conversation.objects.filter(pk=conversation.pk).update(mode="staff", attention="", attention_note="")

    guest_writes("¡Hay fuego en la cocina!", phone=conversation.address)

    conversation.refresh_from_db()
    assert (conversation.mode, conversation.attention) == ("staff", "safety")
    assert "fire" in conversation.attention_note


def test_an_emergency_does_not_wait_for_the_end_of_a_burst(conversation):
    conversation.hotel.burst_seconds = 10
    conversation.hotel.save()

    found = guest_writes("My husband is unconscious", phone=conversation.address)

    assert found.due_at <= timezone.now()


def test_the_body_of_a_split_event_is_the_meaning_of_the_whole(conversation):
    body = envelope(
        change("100", messages=[message("wamid.1")]), change("200", messages=[message("wamid.2")])
    )
    event = WebhookEvent.objects.create(provider="whatsapp", body=body)
    take_all()

    joined = [json.loads(part.text)["entry"][0]["changes"] for part in event.parts.all()]
    assert sorted(map(len, joined)) == [1, 1]
