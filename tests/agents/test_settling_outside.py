"""A yes whose outcome only the outside PMS knows: what the guest hears now, and later."""

import pytest

from agents import settle
from agents.desk import RoomChoice
from pms import commit, proposals
from pms.errors import PMSUnknown
from pms.models import Proposal
from tests.agents.talk import STAY, Talk, shown, state_of, text_of
from tests.factories import make_guest
from tests.pms.conftest import COUPLE
from tests.pms.qloapps.shop import DOUBLE, make_linked, open_shop

pytestmark = pytest.mark.django_db(transaction=True)

# The booking is made, and then nobody can look for it.
UNSEEN = {"kind": "500_not_done", "operation": "GET orders", "skip": 1}


@pytest.fixture
def shop(_model_server):
    return open_shop(_model_server)


@pytest.fixture
def talk(transactional_db, shop):
    hotel = make_linked(shop)
    return Talk(hotel, make_guest(hotel))


@pytest.fixture
def offered(talk):
    talk.says("Quiero la doble, a nombre de Lucía Torres")
    desk = talk.desk()
    plan = desk.find_offers(STAY, COUPLE).offers[0].rate_plan.code
    quote = desk.quote(STAY, [RoomChoice(DOUBLE, plan, COUPLE)])
    return shown(talk, desk.propose_booking(quote.id, "Lucía Torres"))


def test_an_unknown_outcome_is_neither_claimed_nor_denied_nor_given_to_staff(offered, shop):
    shop.faults(UNSEEN)
    offered.says("sí")
    reply = offered.answer()

    assert "Estoy comprobando" in text_of(reply)
    assert not reply.hand_off
    assert not reply.committed
    assert reply.tells is None
    assert state_of(offered) == "confirmed"


def test_the_same_yes_again_looks_and_tells_the_one_booking(offered, shop):
    shop.faults(UNSEEN)
    offered.ask("sí")
    shop.heals()
    offered.says("sí, confirmo")
    reply = offered.answer()

    (order,) = shop.orders()
    assert reply.committed
    assert reply.tells == Proposal.objects.get().pk
    assert "Su reserva está confirmada" in text_of(reply)
    assert order["live_rooms"]


def test_the_word_that_comes_later_says_what_was_read_back(offered, shop):
    shop.faults(UNSEEN)
    offered.ask("sí")
    proposal = Proposal.objects.get()
    with pytest.raises(PMSUnknown):
        commit.commit(proposal.pk)
    shop.heals()

    outcome = proposals.commit(proposal.pk)
    settled = settle.told_later(offered.hotel, proposal, outcome)

    assert outcome.done
    assert settled.tells == proposal.pk
    assert outcome.receipt.reservation.code in settled.says[0].text
    assert "confirmed by the guest" in settled.notes[0]


def test_without_any_outcome_a_person_takes_care(offered, shop):
    shop.faults(UNSEEN)
    offered.ask("sí")

    settled = settle.told_later(offered.hotel, Proposal.objects.get(), None)

    assert settled.hand_off.reason == "outcome_unknown"
    assert "MXN" in settled.hand_off.summary
    assert "confirmada" not in settled.says[0].text


@pytest.mark.parametrize(
    ("code", "words"),
    [("sold_out", "no había lugar"), ("price_changed", "el precio cambió"), ("not_written", "no se hizo")],
)
def test_a_late_refusal_is_told_as_one(offered, code, words):
    proposal = Proposal.objects.get()
    outcome = proposals.Outcome(proposal.kind, code, None, proposals.booking_terms(proposal).total)

    settled = settle.told_later(offered.hotel, proposal, outcome)

    assert words in settled.says[0].text
    assert "nada hecho" in settled.says[0].text
    assert not settled.committed


def test_a_pms_that_is_away_is_said_to_be_away_and_the_wish_is_kept(talk, shop):
    shop.faults({"kind": "dead"})
    talk.says("¿Tienen una doble del 5 al 7 de enero de 2027 para 2 adultos?")
    reply = talk.answer()

    assert "no responde" in text_of(reply)
    assert "Anoté" in text_of(reply)
    assert not reply.hand_off
    assert talk.hotel.requests.get().kind == "intention"

    talk.says("¿y entonces?, ¿del 5 al 7 de enero de 2027?")
    talk.answer()
    assert talk.hotel.requests.count() == 1
