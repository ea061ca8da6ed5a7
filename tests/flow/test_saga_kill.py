"""A worker killed at each step of carrying out a yes: one booking, both sides equal, one word about it."""

import time
from datetime import date

import pytest
from django.utils import timezone

from agents import terms
from agents.base import Say
from conversations import live, turns
from conversations.models import Conversation, Message
from pms import proposals, quotes, systems
from pms.base import GuestDetails, Occupancy, Stay
from pms.errors import PMSUnavailable
from pms.models import PMSLink, Proposal, RoomUse
from pms.quotes import RoomChoice
from tests.flow.test_kill import GUEST, assert_answered_once_or_parked
from tests.stack import Stack

STAY = Stay(date(2027, 3, 10), date(2027, 3, 12))
STEPS = [
    "pms.proposals:confirm:after",
    "pms.commit:_step:before",  # nothing is noted, nothing sent
    "pms.commit:_step:after",  # it is noted that it will be sent; nothing is sent
    "pms.acts:write:after",  # it is done; nothing of it is noted
    "pms.commit:_written:after",
    "pms.commit:_settle:after",
    "conversations.turns:finish_turn:before",
]
LATER = ["pms.acts:write:after", "pms.commit:_settle:after", "conversations.reconcile:_tell:before"]


def builtin(whole: Stack, hotel) -> None:
    """The house as it is."""


def qloapps(whole: Stack, hotel) -> None:
    shop = whole.sandbox.qloapps()
    PMSLink.objects.create(
        hotel=hotel,
        kind="qloapps",
        url=shop.url,
        credentials={"key": shop.key},
        options={"settle_seconds": 2},
    )


@pytest.mark.parametrize(
    ("system", "place"), [*((qloapps, step) for step in STEPS), *((builtin, step) for step in STEPS[2:4])]
)
def test_a_worker_killed_in_its_turn(whole, house, system, place):
    system(whole, house)
    whole.start("worker")
    guest = whole.sandbox.guest(GUEST)
    proposal = terms_shown(whole, house, guest)
    whole.kill("worker")
    whole.start_dying(place)

    guest.taps("Confirmar")
    whole.wait(lambda: whole.died("worker"), f"the worker to die at {place}")
    whole.start("worker")

    assert_one_booking_and_one_word(whole, house, guest, proposal)


@pytest.mark.parametrize(("system", "place"), [*((qloapps, step) for step in LATER), (builtin, LATER[0])])
def test_a_worker_killed_while_it_looks_after_what_a_turn_left(whole, house, system, place):
    """The yes is answered ("I am making sure"); what it asked for is still to be done."""
    system(whole, house)
    whole.start("worker")
    guest = whole.sandbox.guest(GUEST)
    proposal = terms_shown(whole, house, guest)
    whole.kill("worker")
    whole.start_dying(place)

    assert proposals.confirm(proposal.pk, Message.objects.latest("pk").pk + 1)
    whole.wait(lambda: whole.died("worker"), f"the worker to die at {place}")
    whole.start("worker")

    assert_one_booking_and_one_word(whole, house, guest, proposal)


def terms_shown(whole: Stack, hotel, guest) -> Proposal:
    """The server's terms on the guest's phone, with their buttons."""
    guest.writes("hola")
    guest.wait_for(".", seconds=90)
    conversation = Conversation.objects.get()
    pms = systems.open_pms(hotel)
    offer = patiently(lambda: pms.find_offers(STAY, Occupancy(2)).offers[0])
    rooms = [RoomChoice(offer.room_type.code, offer.rate_plan.code, offer.occupancy)]
    quote, _ = quotes.quote_stay(hotel, conversation.pk, STAY, rooms)
    details = GuestDetails(conversation.guest_id, "Lucía Torres")
    proposal = proposals.propose_booking(hotel, conversation.pk, quote.pk, details, "es")
    shown = Say(terms.worded(proposal, hotel), terms.buttons(proposal), proposal=proposal.pk)
    with live.transaction.atomic():
        row = Conversation.objects.select_for_update().get()
        turns.speak(row, None, shown, part=0)
        row.save()
        live.stamp(row)
    guest.wait_for(lambda _: "Confirmar" in guest.buttons(), seconds=90)
    whole.wait(lambda: Proposal.objects.get().state == "offered", "the terms to be offered")
    return proposal


def assert_one_booking_and_one_word(whole: Stack, hotel, guest, proposal) -> None:
    whole.wait(
        lambda: Proposal.objects.filter(pk=proposal.pk, told_at__isnull=False).exists(),
        "the outcome to be told",
    )
    assert_answered_once_or_parked(whole)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.outcome) == ("committed", "booked")
    code = proposal.receipt["reservation"]["code"]
    assert sum(code in text for text in guest.sees()) == 1
    found = patiently(lambda: systems.open_pms(hotel).reservation(code))
    assert (found.status, found.total) == ("confirmed", quotes.terms_of(proposal.quote).total)
    assert held_rooms(whole, hotel) == 1
    assert timezone.now() > proposal.told_at


def patiently(read):
    """What `read` gives; a worker that was killed still holds its place at the PMS for a while."""
    ends = time.monotonic() + 120
    while True:
        try:
            return read()
        except PMSUnavailable:
            if time.monotonic() > ends:
                raise
            time.sleep(1)


def held_rooms(whole: Stack, hotel) -> int:
    """Rooms that are taken, in the books of whichever PMS it is."""
    if PMSLink.objects.filter(hotel=hotel).exists():
        return len(whole.sandbox.qloapps().rooms())
    return RoomUse.objects.filter(hotel=hotel).count()
