"""One number and two people, two addresses and one person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agents.models import Gap, GapAsk, Remembered
from channels_app.models import WebhookEvent
from hotels.models import GuestIdentity
from pms.models import Proposal
from tests.conversations.flow import guest_writes

pytestmark = pytest.mark.django_db

PHONE = "5215550009"


def test_who_writes_from_a_known_number_with_another_user_id_is_another_guest(conversation):
    before = guest_writes("hola", phone=PHONE, from_user_id="MX.1")

    after = guest_writes("hola", phone=PHONE, from_user_id="MX.2")

    assert after.guest_id != before.guest_id
    assert GuestIdentity.objects.get(kind="whatsapp", value=PHONE).guest_id == after.guest_id
    assert guest_writes("¿y yo?", phone="", from_user_id="MX.1") == before


def test_who_lost_a_number_is_answered_by_user_id(conversation):
    before = guest_writes("hola", phone=PHONE, from_user_id="MX.1")

    guest_writes("hola", phone=PHONE, from_user_id="MX.2")

    before.refresh_from_db()
    assert (before.address, before.bsuid) == ("", "MX.1")


def test_a_number_that_comes_back_is_taken_back_and_nobody_is_merged(conversation):
    first = guest_writes("hola", phone=PHONE, from_user_id="MX.1")
    second = guest_writes("hola", phone=PHONE, from_user_id="MX.2")

    again = guest_writes("hola", phone=PHONE, from_user_id="MX.1")

    assert again == first
    assert again.guest_id != second.guest_id
    assert again.address == PHONE


def test_a_guest_known_by_number_alone_is_the_same_once_a_user_id_is_told(conversation):
    before = guest_writes("hola", phone=PHONE)

    assert guest_writes("hola", phone=PHONE, from_user_id="MX.1") == before


def test_two_guests_who_asked_and_said_the_same_become_one(hotel, conversation):
    one = guest_writes("hola", phone=PHONE)
    other = guest_writes("hola", phone="", from_user_id="MX.1")
    gap = Gap.objects.create(hotel=hotel, key="ice rink", question="¿Tienen pista de hielo?")
    now = timezone.now()
    for chat in (one, other):
        GapAsk.objects.create(hotel=hotel, gap=gap, guest=chat.guest, conversation_id=chat.pk)
        Remembered.objects.create(
            hotel=hotel,
            guest=chat.guest,
            kind="fact",
            key="diet",
            text="vegano",
            conversation_id=chat.pk,
            said_at=now,
            expires_at=now + timedelta(days=3),
        )

    joined = guest_writes("soy yo", phone=PHONE, from_user_id="MX.1")

    assert GapAsk.objects.get().guest_id == Remembered.objects.get().guest_id == joined.guest_id
    assert not WebhookEvent.objects.exclude(state="taken").exists()


def test_terms_in_a_conversation_that_went_up_in_another_cannot_be_agreed_to(hotel, conversation):
    closed = guest_writes("hola", phone=PHONE)
    guest_writes("hola", phone="", from_user_id="MX.1")
    waiting = Proposal.objects.create(
        hotel=hotel,
        conversation_id=closed.pk,
        guest=closed.guest,
        kind="request",
        terms={},
        terms_hash="",
        amount=0,
        currency=hotel.currency,
        nonce="nonce-of-the-tests",
        state="offered",
        expires_at=timezone.now() + timedelta(minutes=30),
    )

    guest_writes("soy yo", phone=PHONE, from_user_id="MX.1")

    waiting.refresh_from_db()
    assert waiting.state == "withdrawn"
