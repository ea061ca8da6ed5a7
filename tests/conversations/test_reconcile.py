"""What a guest said yes to is settled and told once, whoever is left to do it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agents.base import Reply
from conversations import inbox, reconcile, turns
from conversations.models import Conversation, Message
from hotels.outside import redis_client
from pms import proposals, quotes, systems
from pms.base import GuestDetails, Occupancy
from pms.errors import PMSUnknown
from pms.models import CommitStep, Proposal, Reservation
from pms.quotes import RoomChoice
from pms.resilience import Guarded
from tests.conversations.flow import answer_of, guest_writes
from tests.factories import (
    make_account,
    make_conversation,
    make_guest,
    make_hotel,
    make_house,
    make_user,
)
from tests.pms.conftest import STAY
from tests.pms.outside_pms import SERVICE, OutsidePMS, link, served

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def far(transactional_db, monkeypatch):
    """The books of the outside PMS."""
    theirs = make_house(make_hotel())
    monkeypatch.setitem(
        systems.SYSTEMS, SERVICE, lambda hotel, link: Guarded(OutsidePMS(hotel, link), hotel, SERVICE)
    )
    with served(theirs, make_guest(theirs)) as (side, url):
        side.url, side.hotel = url, theirs
        yield side


@pytest.fixture
def hotel(far):
    hotel = make_hotel()
    link(hotel, far.url)
    return hotel


@pytest.fixture
def conversation(hotel):
    guest = make_guest(hotel, "5215550001")
    account = make_account(hotel, external_id="100")
    opened = timezone.now() + timedelta(hours=23)
    return make_conversation(hotel, guest=guest, account=account, window_ends_at=opened)


@pytest.fixture
def confirmed(hotel, conversation):
    """A booking that the guest has said yes to; the yes waits for an answer."""
    rooms = [RoomChoice("STE", "FLEX", Occupancy(2))]
    quote, _ = quotes.quote_stay(hotel, conversation.pk, STAY, rooms)
    guest = GuestDetails(conversation.guest_id, "Lucía Torres")
    proposal = proposals.propose_booking(hotel, conversation.pk, quote.pk, guest, "es")
    proposals.mark_offered(proposal.pk, 0, timezone.now())
    guest_writes("sí")
    assert proposals.confirm(proposal.pk, Message.objects.get().pk)
    return Proposal.objects.get()


def answered(conversation, reply: Reply):
    turn = turns.start_turn(conversation.pk)
    return turns.finish_turn(turn, reply)


def left_unknown(far, conversation, confirmed):
    """The turn asked the PMS, got no answer, and told the guest that it is making sure."""
    far.fail("book", "after")
    with pytest.raises(PMSUnknown):
        proposals.commit(confirmed.pk)
    answered(conversation, answer_of("Lo estoy comprobando."))


def told(conversation):
    return [message.text for message in conversation.messages.filter(direction="out")]


def notes(conversation):
    return [message.text for message in conversation.messages.filter(direction="note")]


def test_a_yes_that_waits_for_its_turn_is_the_turns(confirmed):
    assert reconcile.waiting() == []
    assert reconcile.look_after(confirmed.pk) is None
    assert not Reservation.objects.exists()


def test_an_unknown_outcome_is_found_out_and_told(far, conversation, confirmed):
    left_unknown(far, conversation, confirmed)
    assert reconcile.waiting() == [confirmed.pk]

    assert reconcile.look_after(confirmed.pk) == conversation.pk

    code = Reservation.objects.get().code
    making_sure, word = told(conversation)
    assert making_sure == "Lo estoy comprobando."
    assert code in word
    assert [code in note for note in notes(conversation)] == [True]
    confirmed.refresh_from_db()
    conversation.refresh_from_db()
    assert confirmed.told_at is not None
    assert (conversation.mode, conversation.agent_state["settled"]) == ("ai", confirmed.pk)
    assert reconcile.look_after(confirmed.pk) is None
    assert len(told(conversation)) == 2
    assert reconcile.waiting() == []


def test_nothing_is_said_while_nothing_is_known(far, conversation, confirmed):
    left_unknown(far, conversation, confirmed)
    far.fail("written", "before")

    assert reconcile.look_after(confirmed.pk) is None
    assert told(conversation) == ["Lo estoy comprobando."]
    assert reconcile.waiting() == [confirmed.pk]


def test_after_five_minutes_a_person_has_it_and_we_go_on_looking(far, conversation, confirmed):
    left_unknown(far, conversation, confirmed)
    five_minutes_ago(confirmed)
    far.fail("written", *["before"] * 3)

    assert reconcile.look_after(confirmed.pk) == conversation.pk
    conversation.refresh_from_db()
    assert (conversation.mode, conversation.attention) == ("staff", "outcome_unknown")
    assert len(told(conversation)) == 2
    assert reconcile.look_after(confirmed.pk) is None, "told once"
    assert (len(told(conversation)), len(notes(conversation))) == (2, 1)

    far.faults.clear()
    redis_client().flushdb()  # the circuit may be open by now; its half minute is over
    assert reconcile.look_after(confirmed.pk) is None, "it is with staff: the guest hears people only"
    assert len(told(conversation)) == 2
    assert Reservation.objects.get().code in notes(conversation)[-1]
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.told_at is None) == ("committed", False)


def test_handed_over_and_given_back_is_not_handed_over_again(far, conversation, confirmed, hotel):
    left_unknown(far, conversation, confirmed)
    five_minutes_ago(confirmed)
    far.fail("written", *["before"] * 3)
    reconcile.look_after(confirmed.pk)
    inbox.give_back(Conversation.objects.get(), make_user(hotel))

    assert reconcile.look_after(confirmed.pk) is None
    assert Conversation.objects.get().mode == "ai"
    assert len(told(conversation)) == 2


def test_what_could_never_be_sent_is_taken_back_in_the_end(far, conversation, confirmed):
    answered(conversation, answer_of("Un momento."))
    far.fail("book", *["before"] * 2)
    assert reconcile.look_after(confirmed.pk) is None
    five_minutes_ago(confirmed)

    assert reconcile.look_after(confirmed.pk) == conversation.pk

    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.outcome) == ("withdrawn", "unavailable")
    assert Conversation.objects.get().mode == "staff"
    assert reconcile.waiting() == []


def test_after_a_takeover_staff_get_a_note_and_the_guest_nothing(far, conversation, confirmed, hotel):
    left_unknown(far, conversation, confirmed)
    inbox.take_over(conversation, make_user(hotel))

    assert reconcile.look_after(confirmed.pk) is None

    assert told(conversation) == ["Lo estoy comprobando."]
    assert Reservation.objects.get().code in notes(conversation)[0]


def test_a_takeover_while_the_word_is_on_its_way_stops_it(far, conversation, confirmed, hotel):
    left_unknown(far, conversation, confirmed)
    reconcile.look_after(confirmed.pk)
    word = Message.objects.filter(direction="out").latest("pk")
    before = Conversation.objects.get().epoch
    assert (word.delivery, word.epoch) == ("queued", before)

    inbox.take_over(conversation, make_user(hotel))

    assert Conversation.objects.get().epoch > word.epoch, "the outbox drops what an older epoch made"


def test_a_turn_that_tells_leaves_nothing_to_tell(conversation, confirmed):
    turn = turns.start_turn(conversation.pk)
    outcome = proposals.commit(confirmed.pk)
    code = outcome.receipt.reservation.code
    turns.finish_turn(turn, answer_of(f"Reservado: {code}", committed=True, tells=confirmed.pk))

    assert reconcile.waiting() == []
    assert reconcile.look_after(confirmed.pk) is None
    assert told(conversation) == [f"Reservado: {code}"]


def test_a_turn_that_died_after_settling_is_spoken_for(conversation, confirmed):
    """The booking is written; the turn that made it never stored its answer, and people took over."""
    proposals.commit(confirmed.pk)
    Conversation.objects.update(mode="staff")

    assert reconcile.look_after(confirmed.pk) is None
    assert Reservation.objects.get().code in notes(conversation)[0]


@pytest.mark.parametrize("claim_is_taken_away", [True, False])
def test_a_fenced_turn_notes_the_outcome_once(conversation, confirmed, hotel, claim_is_taken_away):
    turn = turns.start_turn(conversation.pk)
    proposals.commit(confirmed.pk)
    if claim_is_taken_away:
        inbox.take_over(conversation, make_user(hotel))
    else:
        Conversation.objects.update(mode="staff", epoch=1)
    reconcile.look_after(confirmed.pk)

    turns.finish_turn(turn, answer_of("Reservado", committed=True, tells=confirmed.pk, notes=("Reservado",)))

    assert len(notes(conversation)) == 1
    assert told(conversation) == []


def test_a_refusal_is_told_even_when_the_guest_wrote_meanwhile(far, conversation, confirmed):
    """It would be dropped as superseded, and the guest would never hear of it."""
    turn = turns.start_turn(conversation.pk)
    far.hotel.rates.update(price=9999)
    assert proposals.commit(confirmed.pk).code == "price_changed"
    guest_writes("¿hola?")

    [message] = turns.finish_turn(turn, answer_of("El precio ha cambiado.", tells=confirmed.pk))

    assert message.text == "El precio ha cambiado."
    assert reconcile.waiting() == []


def test_a_refusal_found_out_later_is_told(far, conversation, confirmed, hotel):
    answered(conversation, answer_of("Lo estoy comprobando."))
    far.hotel.rates.update(price=9999)

    reconcile.look_after(confirmed.pk)

    assert len(told(conversation)) == 2
    assert not Reservation.objects.exists()
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.outcome) == ("refused", "price_changed")


def test_two_reconcilers_say_one_word(far, conversation, confirmed):
    left_unknown(far, conversation, confirmed)
    found = reconcile.proposals.commit(confirmed.pk)
    settled = reconcile.settle.told_later(confirmed.hotel, confirmed, found)

    assert reconcile._tell(confirmed, found, settled) == conversation.pk
    assert reconcile._tell(confirmed, found, settled) is None
    assert len(told(conversation)) == 2


def test_what_was_settled_before_there_were_steps_is_history(conversation, confirmed):
    proposals.commit(confirmed.pk)
    CommitStep.objects.all().delete()
    answered(conversation, answer_of("Reservado"))

    assert reconcile.waiting() == []


def five_minutes_ago(proposal):
    past = timezone.now() - timedelta(minutes=5, seconds=1)
    Proposal.objects.filter(pk=proposal.pk).update(confirmed_at=past)
