from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pms import proposals, quotes
from pms.base import Money
from pms.errors import PMSRefused
from pms.given import checked_name
from pms.models import Proposal, Reservation
from tests.factories import make_guest, make_hotel, make_house
from tests.pms.conftest import CHAT, code_of, confirm, details, offer_of


def test_a_proposal_says_what_was_quoted(proposal, quote):
    assert (proposal.state, proposal.kind) == ("proposed", "book")
    assert Money(proposal.amount, proposal.currency) == quote.money
    assert (proposal.terms, proposal.terms_hash) == (quote.terms, quote.terms_hash)
    assert proposals.booking_terms(proposal) == quotes.terms_of(quote)
    assert proposal.guest_name == "Lucía Torres García"


def test_the_same_terms_again_are_the_same_proposal(hotel, guest, quote, proposal):
    again = proposals.propose_booking(hotel, CHAT, quote.pk, guest, "es")

    assert again == proposal
    assert Proposal.objects.count() == 1


def test_another_name_makes_new_terms_of_the_same_quote(hotel, guest, quote, proposal):
    other = proposals.propose_booking(hotel, CHAT, quote.pk, replace(guest, name="Luz Mar"), "es")

    assert other != proposal
    assert other.nonce != proposal.nonce
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"
    assert proposals.open_proposal(CHAT) == other


def test_new_terms_withdraw_the_earlier_ones(hotel, pms, guest, proposal):
    dearer = quotes.make_quote(hotel, CHAT, [offer_of(pms, "DBL")])

    proposals.propose_booking(hotel, CHAT, dearer.pk, guest, "es")

    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"
    assert Proposal.objects.filter(state="proposed").count() == 1


def test_other_conversations_keep_their_terms(hotel, pms, guest, proposal):
    elsewhere = quotes.make_quote(hotel, CHAT + 1, [offer_of(pms)])
    proposals.propose_booking(hotel, CHAT + 1, elsewhere.pk, guest, "es")

    assert proposals.open_proposal(CHAT) == proposal


def test_a_quote_of_another_conversation_cannot_be_proposed(hotel, guest, quote):
    assert code_of(proposals.propose_booking, hotel, CHAT + 1, quote.pk, guest, "es") == "quote_unknown"


def test_a_quote_of_another_hotel_cannot_be_proposed(quote):
    other = make_house(make_hotel())
    guest = details(make_guest(other))

    assert code_of(proposals.propose_booking, other, CHAT, quote.pk, guest, "es") == "quote_unknown"


def test_a_guest_of_another_hotel_cannot_be_proposed_to(hotel, quote):
    stranger = details(make_guest(make_hotel()))

    assert code_of(proposals.propose_booking, hotel, CHAT, quote.pk, stranger, "es") == "not_found"


def test_an_expired_quote_cannot_be_proposed(hotel, guest, quote, clock):
    clock(hotel.now() + timedelta(minutes=30))

    assert code_of(proposals.propose_booking, hotel, CHAT, quote.pk, guest, "es") == "quote_expired"


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "A",
        "x" * 121,
        "Ana\x00Ruiz",
        "Ana\u202eRuiz",
        "Ana\u200bRuiz",
        "\ud800na",
        "12345",
        "--",
        "\u2066\u2069",
    ],
)
def test_a_name_that_is_none_is_refused(hotel, guest, quote, name):
    bad = replace(guest, name=name)

    assert code_of(proposals.propose_booking, hotel, CHAT, quote.pk, bad, "es") == "bad_guest_name"


@pytest.mark.parametrize(
    "name", ["Ng", "María  José\tde la O'Brien-Núñez", "李明", "J. R. R. Müller 3rd", "x" * 120]
)
def test_a_name_is_kept_as_it_is_but_for_its_white_space(name):
    assert checked_name(f" {name}\n") == " ".join(name.split())


def test_joiners_are_left_out_of_a_name():
    assert checked_name("Ali\u200creza \U0001f469\u200d\U0001f467") == "Alireza \U0001f469\U0001f467"


@given(st.text())
def test_no_name_brings_hidden_characters(name):
    try:
        tidy = checked_name(name)
    except PMSRefused:
        return
    assert 2 <= len(tidy) <= 120
    assert tidy.isprintable()


def test_only_what_was_offered_can_be_confirmed(proposal):
    assert not proposals.confirm(proposal.pk, 101)
    assert code_of(proposals.commit, proposal.pk) == "not_confirmed"


def test_terms_are_offered_once(hotel, proposal):
    assert proposals.mark_offered(proposal.pk, 100, hotel.now())
    assert not proposals.mark_offered(proposal.pk, 102, hotel.now())
    proposal.refresh_from_db()
    assert (proposal.state, proposal.offered_message_id) == ("offered", 100)


def test_a_message_older_than_the_terms_confirms_nothing(hotel, proposal):
    proposals.mark_offered(proposal.pk, 100, hotel.now())

    assert not proposals.confirm(proposal.pk, 99)
    assert not proposals.confirm(proposal.pk, 100)
    assert proposals.open_proposal(CHAT) == proposal


def test_the_same_message_confirms_again_and_another_does_not(hotel, proposal, quote):
    confirm(hotel, proposal)

    assert proposals.confirm(proposal.pk, 101)
    assert not proposals.confirm(proposal.pk, 102)
    assert code_of(quotes.get_valid, hotel, CHAT, quote.pk) == "quote_used"


def test_a_late_yes_confirms_nothing(hotel, proposal, clock):
    proposals.mark_offered(proposal.pk, 100, hotel.now())
    clock(hotel.now() + timedelta(minutes=30))

    assert not proposals.confirm(proposal.pk, 101)
    assert proposals.open_proposal(CHAT) is None
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"


def test_a_withdrawn_proposal_is_not_confirmed(hotel, proposal):
    proposals.mark_offered(proposal.pk, 100, hotel.now())

    assert proposals.withdraw_open(CHAT) == 1
    assert proposals.withdraw_open(CHAT) == 0
    assert not proposals.confirm(proposal.pk, 101)
    assert code_of(proposals.commit, proposal.pk) == "not_confirmed"


def test_what_is_confirmed_is_not_withdrawn(confirmed):
    assert proposals.withdraw_open(CHAT) == 0
    assert proposals.latest(CHAT).state == "confirmed"


def test_nothing_is_proposed_while_a_yes_is_carried_out(hotel, pms, guest, confirmed):
    other = quotes.make_quote(hotel, CHAT, [offer_of(pms, "DBL")])

    assert code_of(proposals.propose_booking, hotel, CHAT, other.pk, guest, "es") == "proposal_in_progress"


def test_a_button_belongs_to_its_conversation(proposal):
    assert proposals.by_nonce(CHAT, proposal.nonce) == proposal
    assert proposals.by_nonce(CHAT + 1, proposal.nonce) is None
    assert proposals.by_nonce(CHAT, "") is None


def test_email_and_wishes_are_kept_and_handed_to_the_pms(hotel, guest, quote):
    asked = replace(guest, email=" lucia@example.com ")
    proposal = proposals.propose_booking(hotel, CHAT, quote.pk, asked, "es", remarks="cuna,\n  por favor")
    assert (proposal.email, proposal.remarks) == ("lucia@example.com", "cuna, por favor")

    proposals.commit(confirm(hotel, proposal).pk)

    row = Reservation.objects.get()
    assert (row.email, row.remarks) == ("lucia@example.com", "cuna, por favor")


def test_other_wishes_are_other_terms(hotel, guest, quote, proposal):
    assert proposals.propose_booking(hotel, CHAT, quote.pk, guest, "es") == proposal
    assert proposals.propose_booking(hotel, CHAT, quote.pk, guest, "es", remarks="cuna") != proposal


@pytest.mark.parametrize("email", ["lucia", "lucia@", "a b@example.com", "lucia@example.com\x00", "@"])
def test_what_is_no_address_is_refused(hotel, guest, quote, email):
    bad = replace(guest, email=email)

    assert code_of(proposals.propose_booking, hotel, CHAT, quote.pk, bad, "es") == "bad_email"


@pytest.mark.parametrize("remarks", ["x" * 501, "cuna\u202e", "\x07"])
def test_wishes_nobody_can_read_are_refused(hotel, guest, quote, remarks):
    assert (
        code_of(proposals.propose_booking, hotel, CHAT, quote.pk, guest, "es", remarks=remarks)
        == "bad_remarks"
    )


def test_the_word_about_an_outcome_is_stamped_once(confirmed):
    assert list(proposals.awaiting_word()) == [confirmed]
    proposals.commit(confirmed.pk)
    assert list(proposals.awaiting_word()) == [confirmed]

    assert proposals.mark_told(confirmed.pk)
    assert not proposals.mark_told(confirmed.pk)
    assert not proposals.awaiting_word().exists()


def test_only_a_confirmed_proposal_is_being_carried_out(hotel, proposal):
    assert proposals.being_carried_out(CHAT) is None
    confirm(hotel, proposal)
    assert proposals.being_carried_out(CHAT) == proposal
    assert proposals.being_carried_out(CHAT + 1) is None
    proposals.commit(proposal.pk)
    assert proposals.being_carried_out(CHAT) is None
