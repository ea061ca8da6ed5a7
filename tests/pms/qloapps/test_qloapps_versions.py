"""QloApps 1.6.1 hears and answers some things otherwise than 1.7."""

import pytest
from structlog.testing import capture_logs

from pms.base import Occupancy, RoomWish
from tests.pms.qloapps.shop import SUITE, booked, family, moved, new_key, open_shop
from tests.pms.qloapps.test_qloapps_changes import LATER, services, with_breakfast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(sandbox):
    return open_shop(sandbox, version="1.6")


@pytest.mark.parametrize("people", [Occupancy(1), family(7)])
def test_who_comes_is_stored_by_the_older_one_too(pms, shop, guest, people):
    """It reads `adult`; without it the type's own number of guests would be booked."""
    found = booked(pms, guest, occupancy=people)
    after = pms.change(new_key(), pms.preview_change(found.code, moved(found, LATER))).reservation

    assert (found.occupancy, after.occupancy) == (people, people)


def test_services_are_repeated_as_the_older_one_wants_them(pms, shop, guest, monkeypatch):
    """Without `total_tax` in them it answers 500, and writes all the same."""
    found = with_breakfast(pms, guest, monkeypatch)
    before = services(shop)
    suite = next(room for room in found.rooms if room.room_type.code == SUITE)

    with capture_logs() as logs:
        pms.change(new_key(), pms.preview_change(found.code, [RoomWish(suite.id, stay=LATER)]))

    assert {log["result"] for log in logs if log["operation"] == "PUT bookings"} == {"ok"}
    assert services(shop) == before
