from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from pms import proposals, quotes
from pms.base import GuestDetails, Occupancy, Stay
from pms.errors import PMSRefused
from pms.models import Room
from pms.systems import open_pms
from sandbox.running import running
from tests.factories import make_guest, make_hotel, make_house

MEXICO = ZoneInfo("America/Mexico_City")


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Sets the time; it is noon of 21 November 2026 in Mexico until a test says otherwise."""

    def at(moment: datetime) -> None:
        assert moment.tzinfo, "a naive time means nothing"
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment.astimezone(UTC))

    at(datetime(2026, 11, 21, 12, tzinfo=MEXICO))
    return at


@pytest.fixture(scope="session")
def sandbox():
    """The providers, QloApps among them, in a process of its own."""
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def hotel(db):
    return make_house(make_hotel())


@pytest.fixture
def guest(hotel):
    return details(make_guest(hotel))


@pytest.fixture
def pms(hotel):
    return open_pms(hotel)


def details(guest, name="Lucía Torres García"):
    return GuestDetails(key=guest.pk, name=name, language="es")


# A Wednesday to a Friday: two week nights.
STAY = Stay(date(2027, 3, 10), date(2027, 3, 12))
COUPLE = Occupancy(2)


def offer_of(pms, room_type="STE", rate_plan="FLEX", stay=STAY, occupancy=COUPLE):
    found = pms.find_offers(stay, occupancy).offers
    return next(o for o in found if (o.room_type.code, o.rate_plan.code) == (room_type, rate_plan))


def close_rooms(hotel, *, keep=0):
    """Leave only so many active rooms of each type."""
    for room_type in hotel.room_types.all():
        numbers = list(room_type.rooms.values_list("number", flat=True))
        Room.objects.filter(hotel=hotel, number__in=numbers[keep:]).update(is_active=False)


CHAT = 7


@pytest.fixture
def quote(hotel, pms):
    return quotes.make_quote(hotel, CHAT, [offer_of(pms)])


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
