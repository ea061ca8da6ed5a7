"""The last room, a hundred guests, three doors: the chat, the desk's screen, the API. Exactly one gets it.

`LAST_ROOM_ROUNDS=200 pytest tests/attack/test_last_room.py` plays as many rounds as one has patience for.
"""

import itertools
import os
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from hotels.models import ApiKey
from pms import commit, frontdesk, proposals, quotes
from pms.errors import PMSRefused, PMSUnavailable, PMSUnknown
from pms.models import RoomUse
from pms.systems import open_pms
from sandbox.client import SandboxError
from sandbox.running import running
from tests.factories import make_guest, make_hotel, make_house, make_user
from tests.pms.conftest import COUPLE, STAY, details
from tests.pms.qloapps.shop import make_linked, open_shop

pytestmark = pytest.mark.django_db(transaction=True)
GUESTS = 100
AT_ONCE = 8  # as many as there are connections: on a busy machine more would only wait for one
ROUNDS = int(os.environ.get("LAST_ROOM_ROUNDS", "1"))
_chats = itertools.count(1)  # a conversation each: those of earlier rounds may have unsettled terms
TYPE = {"builtin": "STE", "qloapps": "2"}


class House:
    """One hotel with one suite, and its three doors."""

    def __init__(self, system, sandbox):
        self.shop = open_shop(sandbox, write_seconds=0.02) if system == "qloapps" else None
        self.hotel = make_linked(self.shop) if self.shop else make_house(make_hotel())
        self.staff = make_user(self.hotel)
        key = ApiKey.new_key()
        ApiKey.objects.create(
            hotel=self.hotel, name="door", scopes=["read", "write"], digest=ApiKey.digest_of(key)
        )
        self.api = {"HTTP_AUTHORIZATION": f"Api-Key {key}"}
        found = open_pms(self.hotel).find_offers(STAY, COUPLE).offers
        self.offer = next(offer for offer in found if offer.room_type.code == TYPE[system])

    def doors(self):
        """A hundred calls, a third through each door."""
        chats = [self.confirmed(number) for number in itertools.islice(_chats, GUESTS // 3)]
        others = (GUESTS - len(chats)) // 2
        doors = [lambda pk=pk: commit.commit(pk).code for pk in chats]
        doors += [self.at_the_desk] * others + [self.through_the_api] * (GUESTS - len(chats) - others)
        return [doors[(at * 37) % GUESTS] for at in range(GUESTS)]  # 37 and 100 have no common divisor

    def confirmed(self, chat):
        quote = quotes.make_quote(self.hotel, chat, [self.offer])
        guest = details(make_guest(self.hotel))
        proposal = proposals.propose_booking(self.hotel, chat, quote.pk, guest, "es")
        proposals.mark_offered(proposal.pk, 100, self.hotel.now())
        assert proposals.confirm(proposal.pk, 101)
        return proposal.pk

    def at_the_desk(self):
        """Our own screen; where the rooms are kept in QloApps, its back office."""
        if self.shop:
            try:
                self.shop.books(str(STAY.arrival), str(STAY.departure), room_type=2)
            except SandboxError as error:
                return "sold_out" if "free" in str(error) else str(error)
            return "booked"
        frontdesk.book_walk_in(
            self.hotel, str(uuid.uuid4()), [self.offer], self.staff, name="Ana Robles", language="es"
        )
        return "booked"

    def through_the_api(self):
        answer = Client().post(
            "/api/v1/reservations/",
            {
                "arrival": str(STAY.arrival),
                "departure": str(STAY.departure),
                "rooms": [
                    {
                        "room_type": self.offer.room_type.code,
                        "rate_plan": self.offer.rate_plan.code,
                        "adults": 2,
                    }
                ],
                "guest": {"name": "Ada Lovelace"},
                "total": str(self.offer.total.amount),
            },
            "application/json",
            HTTP_IDEMPOTENCY_KEY=str(uuid.uuid4()),
            **self.api,
        )
        return "booked" if answer.status_code == 201 else answer.json()["code"]

    def live(self):
        """How many hold the suite in those nights."""
        if self.shop:
            assert not self.shop.overlaps()
            return sum(order["live_rooms"] for order in self.shop.orders())
        return RoomUse.objects.filter(hotel=self.hotel, room__room_type__code="STE").count()


@pytest.fixture(scope="module")
def sandbox():
    with running() as sandbox:
        yield sandbox


def told(door):
    try:
        return door()
    except PMSRefused as refusal:
        return refusal.code
    except (PMSUnavailable, PMSUnknown) as error:
        return type(error).__name__
    finally:
        connection.close()


@pytest.mark.parametrize("system", ["builtin", "qloapps"])
def test_exactly_one_of_a_hundred_gets_the_last_room(system, sandbox):
    for _ in range(ROUNDS):
        house = House(system, sandbox)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            results = Counter(pool.map(told, house.doors()))

        assert house.live() == 1, results
        assert results["booked"] == 1, results
        # Whom the line was too long for heard so, and nothing of theirs was written.
        assert set(results) <= {"booked", "sold_out", "PMSUnavailable", "pms_unavailable"}, results
