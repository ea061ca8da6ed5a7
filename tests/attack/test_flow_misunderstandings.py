"""A yes, or words, that were meant for something else."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agents import receptionist, terms
from agents.base import Say
from agents.models import Remembered
from conversations import inbox, turns
from conversations.models import Message
from pms import proposals, quotes
from pms.base import GuestDetails, Occupancy, Stay
from pms.models import Reservation
from pms.quotes import RoomChoice
from tests.channels_app.meta import change, message, tap
from tests.conversations.flow import guest_writes, make_due, store, take_all
from tests.factories import make_account, make_conversation, make_guest, make_hotel, make_house, make_user

pytestmark = pytest.mark.django_db(transaction=True)

STAY = Stay(date(2027, 1, 5), date(2027, 1, 7))


@pytest.fixture
def hotel(transactional_db):
    return make_house(make_hotel())


@pytest.fixture
def conversation(hotel):
    account = make_account(hotel, external_id="100")
    opened = timezone.now() + timedelta(hours=23)
    guest = make_guest(hotel, "5215550001")
    return make_conversation(hotel, guest=guest, account=account, window_ends_at=opened)


def offered(hotel, conversation):
    """Terms of a booking on the guest's phone."""
    quote, _ = quotes.quote_stay(hotel, conversation.pk, STAY, [RoomChoice("DBL", "FLEX", Occupancy(2))])
    guest = GuestDetails(conversation.guest_id, "Lucía Torres")
    proposal = proposals.propose_booking(hotel, conversation.pk, quote.pk, guest, "es")
    said = delivered(
        conversation, Say(terms.worded(proposal, hotel), terms.buttons(proposal), proposal=proposal.pk)
    )
    proposals.mark_offered(proposal.pk, said.pk, said.created_at)
    return proposal


def delivered(conversation, say: Say) -> Message:
    conversation.refresh_from_db()
    said = turns.speak(conversation, None, say, part=0)
    conversation.save()
    Message.objects.filter(pk=said.pk).update(delivery="delivered", provider_id=f"wamid.out.{said.pk}")
    said.refresh_from_db()
    return said


def answered(conversation) -> None:
    make_due(conversation)
    turn = turns.start_turn(conversation.pk)
    turns.finish_turn(turn, receptionist.answer(turns.briefing(turn)))
    Message.objects.filter(delivery="queued").update(delivery="sent")


def test_terms_of_before_a_person_answered_cannot_be_agreed_to(hotel, conversation):
    """The agent failed, so nobody took over: but people have it, and may settle it otherwise."""
    proposal = offered(hotel, conversation)
    guest_writes("¿tienen wifi?")
    for _ in range(3):
        make_due(conversation)
        turns.fail_turn(turns.start_turn(conversation.pk), "broken")
    user = make_user(hotel)
    inbox.staff_reply(conversation, user, "Le reservé yo otra habitación.")
    inbox.give_back(conversation, user)
    Message.objects.filter(delivery="queued").update(delivery="sent")

    store(change("100", messages=[tap(f"yes:{proposal.nonce}", "Confirmar")]))
    take_all()
    answered(conversation)

    assert not Reservation.objects.exists()


@pytest.mark.parametrize("known", [True, False])
def test_a_yes_to_something_else_that_was_said_books_nothing(hotel, conversation, known):
    before = delivered(conversation, Say("¿Le llamamos mañana?"))
    inbox.close(conversation, make_user(hotel))
    newer = guest_writes("hola")
    answered(newer)
    offered(hotel, newer)

    quoted = before.provider_id if known else "wamid.never-seen"
    guest_writes("sí", context={"from": "525550100", "id": quoted})
    answered(newer)

    assert not Reservation.objects.exists()


def test_a_yes_that_quotes_the_terms_books(hotel, conversation):
    offered(hotel, conversation)
    shown = conversation.messages.get(direction="out")

    guest_writes("sí", context={"from": "525550100", "id": shown.provider_id})
    answered(conversation)

    assert Reservation.objects.count() == 1


def test_of_a_text_that_quotes_what_we_do_not_have_no_more_is_kept_than_that(conversation):
    guest_writes("mi tarjeta es 4111 1111 1111 1111", context={"id": "wamid.never-seen"})

    assert Message.objects.get().raw == {"quotes": "wamid.never-seen"}


def test_what_a_deleted_message_told_is_not_remembered(hotel, conversation):
    chat = guest_writes("soy vegano")
    kept = Message.objects.get()
    now = timezone.now()
    Remembered.objects.create(
        hotel=hotel,
        guest=chat.guest,
        kind="fact",
        key="diet",
        text="vegano",
        conversation_id=chat.pk,
        message_id=kept.pk,
        said_at=now,
        expires_at=now + timedelta(days=3),
    )

    gone = message(type="revoke", revoke={"original_message_id": kept.provider_id})
    store(change("100", messages=[gone]))
    take_all()

    assert not Remembered.objects.exists()
