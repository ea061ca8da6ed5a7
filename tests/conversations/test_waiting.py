"""A guest on the waiting list hears of a free room once, in the conversation they wait in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conversations import inbox, listing, waiting
from conversations.models import Message
from pms import frontdesk
from pms import waiting as lists
from pms.base import Occupancy, Stay
from tests.factories import make_conversation, make_hotel, make_house, make_reservation, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hotel():
    return make_house(make_hotel(), rooms=0)


@pytest.fixture
def stay(hotel):
    return Stay(hotel.today() + timedelta(days=30), hotel.today() + timedelta(days=32))


@pytest.fixture
def taken(hotel, stay):
    """The only suite is somebody else's."""
    return make_reservation(hotel, stay=(stay.arrival, stay.departure))


@pytest.fixture
def conversation(hotel):
    return make_conversation(hotel, language="es", window_ends_at=timezone.now() + timedelta(hours=20))


@pytest.fixture
def wish(hotel, stay, taken, conversation):
    return lists.join(hotel, conversation.guest_id, stay, Occupancy(2), conversation_id=conversation.pk)


def give_up(hotel, reservation):
    frontdesk.cancel(hotel, reservation.code, make_user(hotel), None, reason="ill")


def said(conversation):
    return list(conversation.messages.order_by("position").values_list("direction", "delivery"))


def test_nobody_hears_anything_while_the_house_is_full(hotel, conversation, wish):
    assert waiting.hotels() == [hotel.pk]
    assert waiting.look(hotel.pk) == []
    assert said(conversation) == []


def test_the_guest_hears_once_that_a_room_is_free(hotel, conversation, wish, taken):
    give_up(hotel, taken)

    assert waiting.look(hotel.pk) == [conversation.pk]
    assert waiting.look(hotel.pk) == []

    assert said(conversation) == [("out", "queued")]


def test_staff_who_have_taken_over_get_a_note_instead(hotel, conversation, wish, taken):
    inbox.take_over(conversation, make_user(hotel))
    give_up(hotel, taken)

    assert waiting.look(hotel.pk) == []

    directions = [direction for direction, _ in said(conversation)]
    assert Message.Direction.NOTE in directions
    assert Message.Direction.OUT not in directions


def test_after_the_window_has_closed_staff_get_a_note(hotel, conversation, wish, taken):
    conversation.window_ends_at = timezone.now() - timedelta(minutes=1)
    conversation.save()
    give_up(hotel, taken)

    assert waiting.look(hotel.pk) == []
    assert [direction for direction, _ in said(conversation)] == ["note"]
    conversation.refresh_from_db()
    assert conversation.attention == "waiting", "somebody has to call the guest"


def test_in_a_closed_conversation_the_note_is_shown_all_the_same(hotel, conversation, wish, taken):
    user = make_user(hotel)
    inbox.close(conversation, user)
    give_up(hotel, taken)

    assert waiting.look(hotel.pk) == []

    assert list(listing.conversations(user, hotel, "attention")) == [conversation]


def test_a_guest_who_goes_on_in_another_conversation_is_told_there(hotel, conversation, wish, taken):
    inbox.close(conversation, make_user(hotel))
    opened = timezone.now() + timedelta(hours=20)
    newer = make_conversation(
        hotel, guest=conversation.guest, account=conversation.account, window_ends_at=opened
    )
    give_up(hotel, taken)

    assert waiting.look(hotel.pk) == [newer.pk]


def test_a_guest_who_has_booked_meanwhile_is_left_alone(hotel, conversation, wish, taken, stay):
    lists.booked(hotel, conversation.guest_id, stay)
    give_up(hotel, taken)

    assert waiting.look(hotel.pk) == []
    assert said(conversation) == []


def test_the_word_is_kept_when_its_teller_died(hotel, conversation, wish, taken):
    give_up(hotel, taken)
    lists.check(hotel)  # and then the worker is gone

    assert waiting.look(hotel.pk) == [conversation.pk]
