from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from hotels.models import AuditEntry
from pms import proposals, quotes
from pms.base import Money
from pms.errors import PMSUnavailable
from pms.models import PMSLink, Proposal, Quote, RatePlan, Reservation
from tests.factories import make_guest, make_hotel, make_house
from tests.pms.conftest import CHAT, close_rooms, code_of, confirm, details, offer_of


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
    fresh = quotes.make_quote(hotel, CHAT, [offer_of(pms)])

    assert proposals.propose_booking(hotel, CHAT, fresh.pk, guest, "es").amount == Decimal("19998.00")


def test_terms_that_are_not_those_of_the_quote_are_refused(confirmed, quote):
    terms = quote.terms
    terms["offers"][0]["total"]["amount"] = "1.00"
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


def test_a_cancellation_is_proposed_at_todays_fee_and_done(hotel, pms, guest, booked, clock):
    clock(booked.free_cancellation_until + timedelta(seconds=1))
    proposal = proposals.propose_cancellation(hotel, CHAT, booked.code.lower(), guest, "es")
    assert proposal.amount == Decimal("3200.00")
    assert proposals.cancellation_terms(proposal).reservation.code == booked.code

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
