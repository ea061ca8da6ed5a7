"""Turns: one at a time, superseded by newer words, fenced off by people, never silent for ever."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agents.base import HandOff
from conversations import inbox, turns
from conversations.models import Conversation, Message, Turn
from tests.conversations.flow import answer_of, guest_writes, make_due
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def start(conversation) -> Turn:
    turn = turns.start_turn(conversation.pk)
    assert isinstance(turn, Turn)
    return turn


def test_a_turn_answers_everything_said_so_far_and_ends_the_wait(conversation):
    guest_writes("hola")
    guest_writes("¿tienen wifi?")
    turn = start(conversation)

    [message] = turns.finish_turn(turn, answer_of("Sí, hay wifi."))

    conversation.refresh_from_db()
    assert (message.text, message.delivery, message.turn) == ("Sí, hay wifi.", "queued", turn)
    assert turn.answered_messages.count() == 2
    assert (conversation.waiting_since, conversation.due_at, conversation.claim_token) == (None, None, None)
    assert conversation.disclosed_at is not None
    assert Turn.objects.get().outcome == "answered"


def test_the_briefing_has_the_transcript_and_what_waits(conversation):
    guest_writes("hola")
    turns.finish_turn(start(conversation), answer_of("Buenas tardes", state={"slots": 1}))
    guest_writes("¿precio?")

    briefing = turns.briefing(start(conversation))

    assert [(line.author, line.text) for line in briefing.transcript] == [
        ("guest", "hola"),
        ("agent", "Buenas tardes"),
        ("guest", "¿precio?"),
    ]
    assert [line.text for line in briefing.new_lines()] == ["¿precio?"]
    assert (briefing.state, briefing.disclosed, briefing.language) == ({"slots": 1}, True, "es")
    assert briefing.now.tzinfo.key == "America/Mexico_City"


def test_typing_is_shown_for_the_newest_message_and_only_while_it_is_being_answered(conversation):
    guest_writes("hola", id="wamid.1")
    guest_writes("¿hay wifi?", id="wamid.2")
    turn = start(conversation)
    assert turns.being_answered(turn.pk).provider_id == "wamid.2"

    turns.finish_turn(turn, answer_of("Sí"))

    assert turns.being_answered(turn.pk) is None


def test_only_one_turn_runs_at_a_time(conversation):
    guest_writes("hola")
    start(conversation)

    assert turns.start_turn(conversation.pk) is None


def test_a_bell_that_rings_before_the_end_of_the_burst_is_told_to_come_later(conversation):
    conversation.hotel.burst_seconds = 3
    conversation.hotel.save()
    guest_writes("hola")

    later = turns.start_turn(conversation.pk)

    assert isinstance(later, turns.Later)
    assert 1 < later.seconds <= 3


def test_a_newer_message_supersedes_the_draft_and_the_next_turn_sees_both(conversation):
    guest_writes("una habitación")
    turn = start(conversation)
    guest_writes("no, dos")
    assert not turns.is_current(turn)

    assert turns.finish_turn(turn, answer_of("una, perfecto")) is None

    make_due(conversation)
    again = turns.briefing(start(conversation))
    assert [line.text for line in again.new_lines()] == ["una habitación", "no, dos"]
    assert not Message.objects.filter(direction="out").exists()


def test_a_reply_that_committed_something_is_kept_and_what_came_meanwhile_is_answered_next(conversation):
    guest_writes("sí")
    turn = start(conversation)
    guest_writes("¿y la piscina?")

    [kept] = turns.finish_turn(turn, answer_of("Reserva confirmada", committed=True))

    assert kept.text == "Reserva confirmada"
    make_due(conversation)
    assert [line.text for line in turns.briefing(start(conversation)).new_lines()] == ["¿y la piscina?"]


def test_a_guest_who_never_stops_writing_is_answered_all_the_same(conversation):
    guest_writes("0")
    for number in range(turns.DRAFTS_DROPPED_AT_MOST):
        make_due(conversation)
        turn = start(conversation)
        guest_writes(f"{number + 1}")
        assert turns.finish_turn(turn, answer_of("draft")) is None
    make_due(conversation)
    turn = start(conversation)
    guest_writes("more")

    assert turns.finish_turn(turn, answer_of("at last"))


def test_agent_is_silent_when_staff_took_over_meanwhile(conversation):
    guest_writes("hola")
    turn = start(conversation)
    inbox.take_over(conversation, make_user(conversation.hotel))

    assert turns.finish_turn(turn, answer_of("Hello from the agent")) is None
    assert not Message.objects.filter(author="agent").exists()
    assert Turn.objects.get().outcome == "fenced"


def test_what_was_booked_before_a_takeover_is_shown_to_staff(conversation):
    guest_writes("sí")
    turn = start(conversation)
    conversation.refresh_from_db()
    Conversation.objects.filter(pk=conversation.pk).update(epoch=1, mode="staff")

    turns.finish_turn(turn, answer_of("Confirmada", committed=True, notes=("Reservation K7M2QX was made.",)))

    note = Message.objects.get(direction="note")
    assert (note.text, note.author) == ("Reservation K7M2QX was made.", "system")
    assert not Message.objects.filter(direction="out").exists()


def test_a_hand_off_is_announced_and_then_the_agent_is_silent(conversation):
    guest_writes("quiero hablar con una persona")
    turn = start(conversation)

    [announced] = turns.finish_turn(
        turn, answer_of("Le paso con recepción", hand_off=HandOff("asked", "Wants a person"))
    )

    conversation.refresh_from_db()
    assert (conversation.mode, conversation.attention, conversation.epoch) == (
        "staff",
        "asked",
        announced.epoch,
    )
    assert conversation.waiting_since is not None
    guest_writes("¿hola?")
    assert turns.start_turn(conversation.pk) is None


def test_a_reply_with_nothing_to_say_ends_the_wait(conversation):
    guest_writes("👍")
    assert turns.finish_turn(start(conversation), answer_of()) == []
    assert Turn.objects.get().outcome == "nothing"
    assert turns.start_turn(conversation.pk) is None


def test_a_claim_that_ran_out_was_lost_with_its_worker_and_is_taken_again(conversation):
    guest_writes("hola")
    lost = start(conversation)
    Conversation.objects.update(claim_expires_at=timezone.now() - timedelta(seconds=1))

    again = start(conversation)

    lost.refresh_from_db()
    assert (lost.outcome, again.pk != lost.pk) == ("lost", True)
    assert turns.finish_turn(lost, answer_of("from the grave")) is None
    assert turns.finish_turn(again, answer_of("Hola"))


def test_a_message_that_kills_every_worker_goes_to_staff(conversation):
    guest_writes("poison")
    for _ in range(turns.FAILURES_UNTIL_STAFF):
        start(conversation)
        Conversation.objects.update(claim_expires_at=timezone.now() - timedelta(seconds=1))

    assert turns.start_turn(conversation.pk) is None
    conversation.refresh_from_db()
    assert (conversation.mode, conversation.attention) == ("staff", "failed")


def test_a_turn_that_fails_is_tried_again_later_and_then_given_to_staff(conversation):
    guest_writes("hola")
    waits = []
    for _ in range(turns.FAILURES_UNTIL_STAFF):
        make_due(conversation)
        waits.append(turns.fail_turn(start(conversation), "ZeroDivisionError"))

    conversation.refresh_from_db()
    assert waits == [2, 4, None]
    assert (conversation.mode, conversation.attention) == ("staff", "failed")


def test_a_guest_who_waits_for_five_minutes_goes_to_staff_and_the_late_answer_is_dropped(conversation):
    guest_writes("hola")
    turn = start(conversation)
    Conversation.objects.update(waiting_since=timezone.now() - timedelta(seconds=301))

    assert turns.give_up_waiting(timezone.now()) == 1
    conversation.refresh_from_db()
    assert (conversation.mode, conversation.attention) == ("staff", "no_answer")
    assert turns.finish_turn(turn, answer_of("too late")) is None


def test_the_sweep_finds_what_no_bell_rang_for(conversation):
    guest_writes("hola")
    Conversation.objects.update(due_at=timezone.now() - timedelta(seconds=2))
    assert turns.due(timezone.now()) == [conversation.pk]

    start(conversation)
    assert turns.due(timezone.now()) == []


def test_given_back_the_agent_answers_what_still_waits(conversation):
    user = make_user(conversation.hotel)
    inbox.take_over(conversation, user)
    guest_writes("¿hay alguien?")
    assert turns.start_turn(conversation.pk) is None

    inbox.give_back(conversation, user)

    assert [line.text for line in turns.briefing(start(conversation)).new_lines()] == ["¿hay alguien?"]


def test_what_staff_answered_is_not_answered_again_after_giving_back(conversation):
    user = make_user(conversation.hotel)
    guest_writes("hola")
    inbox.staff_reply(conversation, user, "Buenas, soy Ana")

    inbox.give_back(conversation, user)

    assert turns.start_turn(conversation.pk) is None
