"""Appointments and requests that a guest says yes to: ours for every hotel, once per yes."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from pms import agenda, appointments, proposals, requests
from pms.errors import PMSRefused
from pms.models import Appointment, PMSLink, Proposal, Request, Service
from tests.factories import make_guest
from tests.pms.conftest import CHAT, MEXICO, code_of, confirm, details

AT_TEN = datetime(2026, 11, 24, 10, tzinfo=MEXICO)


@pytest.fixture
def massage(hotel):
    return Service.objects.create(
        hotel=hotel,
        code="MASSAGE",
        name={"es": "Masaje", "en": "Massage"},
        price=Decimal("900.00"),
        currency="MXN",
        minutes=60,
        opens="09:00",
        closes="18:00",
    )


@pytest.fixture
def planned(hotel, massage):
    return agenda.plan(hotel, massage.code, AT_TEN)


@pytest.fixture
def made(hotel, guest, planned):
    return appointments.book(hotel, "earlier", planned, guest).appointment


def test_an_appointment_is_made_as_proposed(hotel, guest, planned):
    proposal = proposals.propose_appointment(hotel, CHAT, planned, guest, "es")
    assert (proposal.kind, proposal.amount) == ("appointment", Decimal("900.00"))
    assert proposals.appointment_terms(proposal).book == planned
    assert not Appointment.objects.exists()

    outcome = proposals.commit(confirm(hotel, proposal).pk)

    assert (outcome.code, outcome.done, outcome.receipt) == ("appointment_made", True, None)
    assert outcome.appointment == agenda.find(hotel, outcome.appointment.code)
    assert proposals.commit(proposal.pk) == replace(outcome, repeated=True)
    assert Appointment.objects.count() == 1


def test_an_appointment_half_made_is_made_once(hotel, guest, planned):
    proposal = confirm(hotel, proposals.propose_appointment(hotel, CHAT, planned, guest, "es"))
    first = proposals.commit(proposal.pk)
    Proposal.objects.update(state="confirmed", outcome="", receipt=None, settled_at=None)

    assert proposals.commit(proposal.pk).appointment == first.appointment
    assert Appointment.objects.count() == 1


def test_a_time_taken_meanwhile_is_refused(hotel, guest, planned):
    proposal = confirm(hotel, proposals.propose_appointment(hotel, CHAT, planned, guest, "es"))
    appointments.book(hotel, "faster", planned, details(make_guest(hotel)))

    outcome = proposals.commit(proposal.pk)

    assert (outcome.code, outcome.done) == ("taken", False)
    assert Appointment.objects.count() == 1


def test_an_appointment_is_moved_and_cancelled(hotel, guest, made):
    later = agenda.plan_move(hotel, made.code, AT_TEN + timedelta(hours=2))
    move = proposals.propose_appointment(hotel, CHAT, later, guest, "es")
    moved = proposals.commit(confirm(hotel, move).pk)
    assert (moved.code, moved.appointment.starts_at) == ("appointment_moved", later.starts_at)

    gone = proposals.propose_appointment_cancellation(hotel, CHAT, made.code, guest, "es")
    assert proposals.appointment_terms(gone).cancel == moved.appointment
    cancelled = proposals.commit(confirm(hotel, gone).pk)
    assert (cancelled.code, cancelled.appointment.status) == ("appointment_cancelled", "cancelled")
    assert proposals.commit(gone.pk).repeated


def test_the_appointment_of_another_guest_is_not_found(hotel, made):
    other = details(make_guest(hotel))
    later = agenda.plan_move(hotel, made.code, AT_TEN + timedelta(hours=2))

    assert code_of(proposals.propose_appointment, hotel, CHAT, later, other, "es") == "not_found"
    assert (
        code_of(proposals.propose_appointment_cancellation, hotel, CHAT, made.code, other, "es")
        == "not_found"
    )


def test_a_request_is_noted_once(hotel, guest):
    wish = requests.checked("housekeeping", "towels", "Dos toallas", room_number="101")
    proposal = proposals.propose_request(hotel, CHAT, wish, guest, "es")
    assert (proposals.request_terms(proposal), proposal.amount) == (wish, 0)

    outcome = proposals.commit(confirm(hotel, proposal).pk)

    assert (outcome.code, outcome.request.text) == ("request_noted", "Dos toallas")
    assert proposals.commit(proposal.pk).request == outcome.request
    row = Request.objects.get()
    assert (row.conversation_id, row.guest_id) == (CHAT, guest.key)


def test_services_need_no_pms(hotel, guest, planned):
    """The hotel's reservation system is out of reach; a massage can be had all the same."""
    PMSLink.objects.create(hotel=hotel, kind="abacus")

    proposal = confirm(hotel, proposals.propose_appointment(hotel, CHAT, planned, guest, "es"))
    assert proposals.commit(proposal.pk).done


def test_an_appointment_is_no_reservation(hotel, guest, planned):
    proposal = confirm(hotel, proposals.propose_appointment(hotel, CHAT, planned, guest, "es"))
    code = proposals.commit(proposal.pk).appointment.code

    with pytest.raises(PMSRefused):
        proposals.propose_cancellation(hotel, CHAT, code, guest, "es")
