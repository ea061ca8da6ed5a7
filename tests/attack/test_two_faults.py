"""A worker dies, and the guest does not wait: what was done is said once, and nothing else instead."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agents import phrases, receptionist, terms
from agents.base import Say
from conversations import reconcile, turns
from conversations.models import Conversation, Message
from pms import proposals, quotes
from pms.base import GuestDetails, Occupancy, Stay
from pms.models import Proposal, Rate, Reservation
from pms.quotes import RoomChoice
from tests.conversations.flow import guest_writes, make_due
from tests.factories import make_account, make_conversation, make_guest, make_hotel, make_house

pytestmark = pytest.mark.django_db(transaction=True)

STAY = Stay(date(2027, 1, 5), date(2027, 1, 7))


@pytest.fixture
def hotel(transactional_db):
    return make_house(make_hotel())


@pytest.fixture
def conversation(hotel):
    """Its guest has the terms of a booking on the phone."""
    now = timezone.now()
    chat = make_conversation(
        hotel,
        guest=make_guest(hotel, "5215550001"),
        account=make_account(hotel, external_id="100"),
        window_ends_at=now + timedelta(hours=23),
        disclosed_at=now,
    )
    quote, _ = quotes.quote_stay(hotel, chat.pk, STAY, [RoomChoice("DBL", "FLEX", Occupancy(2))])
    guest = GuestDetails(chat.guest_id, "Lucía Torres")
    proposal = proposals.propose_booking(hotel, chat.pk, quote.pk, guest, "es")
    shown = Say(terms.worded(proposal, hotel), terms.buttons(proposal), proposal=proposal.pk)
    said = turns.speak(chat, None, shown, part=0)
    chat.save()
    Message.objects.filter(pk=said.pk).update(delivery="delivered", provider_id="wamid.terms")
    proposals.mark_offered(proposal.pk, said.pk, said.created_at)
    return chat


def answered(conversation, *, dies: bool = False) -> None:
    """One turn; its worker may die after all was done and before the answer is stored."""
    make_due(conversation)
    turn = turns.start_turn(conversation.pk)
    reply = receptionist.answer(turns.briefing(turn))
    if dies:
        Conversation.objects.update(claim_expires_at=timezone.now() - timedelta(seconds=1))
    else:
        turns.finish_turn(turn, reply)


def told(conversation) -> list[str]:
    """What the guest was told after the terms."""
    said = conversation.messages.filter(direction="out").order_by("position")
    return [message.text for message in said][1:]


@pytest.mark.parametrize("meanwhile", [[], ["sí", "sí"], ["sí", "gracias"]])
def test_a_typed_yes_whose_worker_died_after_booking_gets_the_receipt_and_nothing_else(
    conversation, meanwhile
):
    guest_writes("sí")
    answered(conversation, dies=True)
    for text in meanwhile:
        guest_writes(text)
    answered(conversation)
    for proposal_id in reconcile.waiting():
        reconcile.look_after(proposal_id)

    (word,) = told(conversation)
    assert Reservation.objects.get().code in word


def test_a_typed_yes_whose_worker_died_after_a_refusal_hears_why_and_gets_the_new_terms(conversation):
    Rate.objects.filter(room_type__code="DBL", rate_plan__code="FLEX").update(price="1600.00")
    guest_writes("sí")
    answered(conversation, dies=True)
    answered(conversation)

    assert not Reservation.objects.exists()
    assert "3,200.00" in told(conversation)[-1]
    assert reconcile.waiting() == []


@pytest.mark.parametrize("words", ["no", "no, ya no la quiero", "¿tienen wifi?"])
def test_while_nobody_knows_whether_it_was_done_every_answer_says_so(conversation, words):
    guest_writes("sí")
    assert proposals.confirm(Proposal.objects.get().pk, Message.objects.latest("pk").pk)
    Message.objects.filter(text="sí").update(needs_answer=False)
    guest_writes(words)
    answered(conversation)

    assert "Todavía no sé si quedó hecho" in told(conversation)[-1]


def test_a_question_beside_a_yes_whose_worker_died_is_answered_too(conversation):
    guest_writes("sí")
    answered(conversation, dies=True)
    guest_writes("¿tienen wifi?")
    answered(conversation)

    receipt, *more = told(conversation)
    assert Reservation.objects.get().code in receipt
    assert any("Wi-Fi" in text for text in more)


def test_while_nobody_knows_no_guest_is_told_that_there_is_no_reservation(conversation):
    guest_writes("sí")
    assert proposals.confirm(Proposal.objects.get().pk, Message.objects.latest("pk").pk)
    Message.objects.filter(text="sí").update(needs_answer=False)
    guest_writes("¿tengo alguna reserva con ustedes?")
    answered(conversation)

    assert told(conversation) == [phrases.say("es", "not_known_yet")]
    conversation.refresh_from_db()
    assert conversation.mode == "ai"
