from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotels.models import AuditEntry
from pms import proposals, quotes
from pms.base import Money
from pms.errors import PMSRefused, PMSUnavailable
from pms.models import PMSLink, Proposal, Quote, RatePlan, Reservation
from tests.factories import make_guest, make_hotel, make_house
from tests.pms.conftest import close_rooms, details, offer_of

CHAT = 7


@pytest.fixture
def quote(hotel, pms):
    return quotes.make_quote(hotel, CHAT, offer_of(pms))


@pytest.fixture
def proposal(hotel, guest, quote):
    return proposals.propose_booking(hotel, CHAT, quote.pk, guest, "es")


@pytest.fixture
def confirmed(hotel, proposal):
    return confirm(hotel, proposal)


@pytest.fixture
def booked(confirmed):
    return proposals.commit(confirmed.pk).receipt.reservation


def confirm(hotel, proposal):
    assert proposals.mark_offered(proposal.pk, 100, hotel.now())
    assert proposals.confirm(proposal.pk, 101)
    proposal.refresh_from_db()
    return proposal


def code_of(call, *args, **kwargs):
    with pytest.raises(PMSRefused) as refusal:
        call(*args, **kwargs)
    return refusal.value.code


# Proposing


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
    dearer = quotes.make_quote(hotel, CHAT, offer_of(pms, "DBL"))

    proposals.propose_booking(hotel, CHAT, dearer.pk, guest, "es")

    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"
    assert Proposal.objects.filter(state="proposed").count() == 1


def test_other_conversations_keep_their_terms(hotel, pms, guest, proposal):
    elsewhere = quotes.make_quote(hotel, CHAT + 1, offer_of(pms))
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
    assert proposals.checked_name(f" {name}\n") == " ".join(name.split())


def test_joiners_are_left_out_of_a_name():
    assert (
        proposals.checked_name("Ali\u200creza \U0001f469\u200d\U0001f467") == "Alireza \U0001f469\U0001f467"
    )


@given(st.text())
def test_no_name_brings_hidden_characters(name):
    try:
        tidy = proposals.checked_name(name)
    except PMSRefused:
        return
    assert 2 <= len(tidy) <= 120
    assert tidy.isprintable()


# Offering and confirming


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
    other = quotes.make_quote(hotel, CHAT, offer_of(pms, "DBL"))

    assert code_of(proposals.propose_booking, hotel, CHAT, other.pk, guest, "es") == "proposal_in_progress"


def test_a_button_belongs_to_its_conversation(proposal):
    assert proposals.by_nonce(CHAT, proposal.nonce) == proposal
    assert proposals.by_nonce(CHAT + 1, proposal.nonce) is None
    assert proposals.by_nonce(CHAT, "") is None


# Committing


def test_a_confirmed_booking_is_booked_as_proposed(pms, guest, confirmed):
    outcome = proposals.commit(confirmed.pk)

    assert (outcome.kind, outcome.code, outcome.repeated) == ("book", "booked", False)
    booked = outcome.receipt.reservation
    assert booked.total == outcome.amount == Money(Decimal("6400.00"), "MXN")
    assert pms.reservation(booked.code) == booked
    assert list(pms.reservations_of(guest)) == [booked]


def test_committing_again_gives_back_the_first_outcome(confirmed):
    first = proposals.commit(confirmed.pk)
    again = proposals.commit(confirmed.pk)

    assert again == replace(first, repeated=True)
    assert Reservation.objects.count() == 1
    assert AuditEntry.objects.filter(action="reservation.booked").count() == 1


def test_a_commit_that_died_before_it_was_noted_is_taken_up(confirmed):
    """The worker died between the PMS's write and ours."""
    first = proposals.commit(confirmed.pk)
    Proposal.objects.update(state="confirmed", outcome="", receipt=None, settled_at=None)

    again = proposals.commit(confirmed.pk)

    assert again.receipt == replace(first.receipt, repeated=True)
    assert Reservation.objects.count() == 1


def test_a_price_changed_since_the_quote_is_refused_for_good(hotel, confirmed):
    hotel.rates.update(price=9999)

    assert proposals.commit(confirmed.pk).code == "price_changed"
    hotel.rates.update(price=3200)
    again = proposals.commit(confirmed.pk)
    assert (again.code, again.receipt, again.repeated) == ("price_changed", None, True)
    assert not Reservation.objects.exists()


def test_conditions_changed_since_the_quote_are_refused(hotel, confirmed):
    RatePlan.objects.filter(hotel=hotel).update(fee="full")

    assert proposals.commit(confirmed.pk).code == "price_changed"


def test_a_room_sold_since_the_quote_is_refused(hotel, confirmed):
    close_rooms(hotel)

    assert proposals.commit(confirmed.pk).code == "sold_out"
    assert proposals.latest(CHAT).state == "refused"


def test_after_a_refusal_new_terms_can_be_proposed(hotel, pms, guest, confirmed):
    hotel.rates.update(price=9999)
    proposals.commit(confirmed.pk)
    fresh = quotes.make_quote(hotel, CHAT, offer_of(pms))

    assert proposals.propose_booking(hotel, CHAT, fresh.pk, guest, "es").amount == Decimal("19998.00")


def test_terms_that_are_not_those_of_the_quote_are_refused(confirmed, quote):
    terms = quote.terms
    terms["offer"]["total"]["amount"] = "1.00"
    Quote.objects.update(terms=terms)

    assert proposals.commit(confirmed.pk).code == "terms_changed"
    assert not Reservation.objects.exists()


def test_without_its_pms_a_proposal_stays_confirmed(hotel, confirmed):
    link = PMSLink.objects.create(hotel=hotel, kind="abacus")
    with pytest.raises(PMSUnavailable):
        proposals.commit(confirmed.pk)
    confirmed.refresh_from_db()
    assert confirmed.state == "confirmed"

    link.delete()
    assert proposals.commit(confirmed.pk).code == "booked"


def test_a_commit_after_the_quotes_time_still_counts(hotel, confirmed, clock):
    """The guest was in time; our worker was not."""
    clock(hotel.now() + timedelta(hours=2))

    assert proposals.commit(confirmed.pk).code == "booked"


def test_a_booking_leaves_a_trail_without_names(confirmed, booked):
    entry = AuditEntry.objects.get()

    assert (entry.actor_name, entry.action) == ("guest", "reservation.booked")
    assert entry.target == f"pms.reservation:{booked.code}"
    assert "Torres" not in str(entry.details)


# Cancelling


def test_a_cancellation_is_proposed_at_todays_fee_and_done(hotel, pms, guest, booked, clock):
    clock(booked.free_cancellation_until + timedelta(seconds=1))
    proposal = proposals.propose_cancellation(hotel, CHAT, booked.code.lower(), guest, "es")
    assert proposal.amount == Decimal("3200.00")
    assert proposals.cancellation_terms(proposal).code == booked.code

    outcome = proposals.commit(confirm(hotel, proposal).pk)

    assert (outcome.kind, outcome.code) == ("cancel", "cancelled")
    assert outcome.amount == outcome.receipt.reservation.cancellation_fee
    assert pms.reservation(booked.code).status == "cancelled"
    assert proposals.commit(proposal.pk) == replace(outcome, repeated=True)
    assert AuditEntry.objects.filter(action="reservation.cancelled").count() == 1


def test_the_reservation_of_another_guest_is_not_found(hotel, booked):
    other = details(make_guest(hotel), name="Lucía Torres García")

    assert code_of(proposals.propose_cancellation, hotel, 8, booked.code, other, "es") == "not_found"
    assert code_of(proposals.propose_cancellation, hotel, 8, "XXXXXX", other, "es") == "not_found"


def test_a_verified_reservation_of_another_guest_can_be_cancelled(hotel, booked):
    other = details(make_guest(hotel))
    verified = [booked.code]

    proposal = proposals.propose_cancellation(hotel, 8, booked.code, other, "es", verified_codes=verified)

    assert proposals.commit(confirm(hotel, proposal).pk).code == "cancelled"


def test_a_verified_code_opens_no_other_hotels_reservation(booked):
    other = make_house(make_hotel())
    guest = details(make_guest(other))
    verified = [booked.code]

    assert (
        code_of(proposals.propose_cancellation, other, 8, booked.code, guest, "es", verified_codes=verified)
        == "not_found"
    )


def test_what_is_cancelled_is_not_cancelled_again(hotel, pms, guest, booked):
    pms.cancel("some other key", booked.code, booked.cancellation_fee)

    assert (
        code_of(proposals.propose_cancellation, hotel, CHAT, booked.code, guest, "es") == "already_cancelled"
    )


def test_a_stay_that_has_begun_is_not_cancelled(hotel, guest, booked, clock):
    clock(booked.free_cancellation_until + timedelta(days=3))

    assert code_of(proposals.propose_cancellation, hotel, CHAT, booked.code, guest, "es") == "not_cancellable"


def test_a_fee_that_rose_after_the_terms_were_shown_is_refused(hotel, guest, booked, clock):
    clock(booked.free_cancellation_until - timedelta(minutes=1))
    proposal = proposals.propose_cancellation(hotel, CHAT, booked.code, guest, "es")
    confirm(hotel, proposal)
    clock(booked.free_cancellation_until + timedelta(minutes=1))

    assert proposals.commit(proposal.pk).code == "price_changed"
    assert Reservation.objects.get().status == "confirmed"


def test_a_fee_that_rose_is_proposed_anew(hotel, guest, booked, clock):
    clock(booked.free_cancellation_until - timedelta(minutes=1))
    free = proposals.propose_cancellation(hotel, CHAT, booked.code, guest, "es")
    clock(booked.free_cancellation_until + timedelta(minutes=1))

    dear = proposals.propose_cancellation(hotel, CHAT, booked.code, guest, "es")

    assert (free.amount, dear.amount) == (0, Decimal("3200.00"))
    assert proposals.open_proposal(CHAT) == dear
