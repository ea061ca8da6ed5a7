"""Rooms that the desk holds under a form's key: shown, booked, released, and free again afterwards."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from hotels.models import AuditEntry
from pms import holding, inventory
from pms.base import Stay
from pms.models import PMSLink, RoomUse
from tests.desk.conftest import booked, client_of, days, said, url
from tests.factories import make_hotel, make_house

pytestmark = pytest.mark.django_db
KEY = "6f0b1c8e-0000-4000-8000-00000000000a"
HELD = "desk-6f0b1c8e000040008000" + "00000000000a"
MEXICO = ZoneInfo("America/Mexico_City")
SUITE = {"arrival": days(2).isoformat(), "departure": days(4).isoformat(), "adults": 2, "offer": "STE|FLEX"}


def moment(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=MEXICO).isoformat()


def press(client, hotel, act, *, until="", key=KEY, search=SUITE, **more):
    address = url(hotel, "new", **search)
    return client.post(address, {"act": act, "key": key, "until": until or moment(21, 18), **more})


def audit_of(hotel):
    return list(AuditEntry.objects.filter(hotel=hotel).order_by("pk").values_list("action", flat=True))


@pytest.fixture
def suites(hotel):
    """The last suite that is free on these nights."""
    while inventory.free_rooms(hotel, Stay(days(2), days(4))).filter(room_type__code="STE").count() > 1:
        booked(hotel, arrival=2, room_type="STE")
    return inventory.free_rooms(hotel, Stay(days(2), days(4))).filter(room_type__code="STE").get()


def test_a_room_can_be_held_two_hours_or_until_an_hour_of_today_or_tomorrow(hotel, desk, clock):
    def offered():
        found = desk.get(url(hotel, "new", **SUITE)).context["moments"]
        return [each.astimezone(MEXICO).strftime("%d %H:%M") for each in found]

    assert offered() == ["21 18:00", "21 18:00", "21 20:00", "21 22:00", "22 10:00", "22 12:00", "22 18:00"]
    clock(datetime(2026, 11, 21, 23, 10, 40, tzinfo=MEXICO))
    assert offered() == ["22 01:10", "22 10:00", "22 12:00", "22 18:00"]


def test_the_last_room_on_hold_is_nobody_elses_and_is_booked_with_the_same_form(hotel, desk, suites):
    page = press(desk, hotel, "hold", name="Ana Beltrán")

    assert page.status_code == 200
    text = page.content.decode()
    assert "Held until 18:00" in text
    assert f"Room {suites.number}" in text
    assert "Ana Beltrán" in text  # what was typed stays
    assert desk.get(url(hotel, "new", **SUITE)).context["taken"] is None
    assert (
        press(desk, hotel, "book", key="6f0b1c8e-0000-4000-8000-00000000000b", name="Eva").status_code == 422
    )
    mine = desk.get(url(hotel, "new", **SUITE, key=KEY.replace("-", "")))
    assert mine.context["held"].rooms == (suites.number,)

    guest = {"name": "Ana Beltrán", "shown": str(mine.context["taken"].total)}
    for _ in range(2):  # pressed twice
        answer = press(desk, hotel, "book", **guest)
        assert answer.status_code == 302

    row = hotel.reservations.get(guest_name="Ana Beltrán")
    assert row.room_stays.get().use.room == suites
    assert answer.url == url(hotel, "reservation", row.code)
    assert not RoomUse.objects.filter(kind="hold").exists()
    assert audit_of(hotel)[-2:] == ["rooms.held", "reservation.booked"]
    assert desk.get(url(hotel, "new", key=KEY)).url == answer.url  # coming back leads to what was booked


def test_a_second_press_holds_nothing_more_and_another_time_moves_the_end(hotel, desk):
    for _ in range(2):
        press(desk, hotel, "hold")
    assert audit_of(hotel) == ["rooms.held"]

    press(desk, hotel, "hold", until=moment(22, 12))

    use = RoomUse.objects.get(kind="hold")
    assert use.expires_at == datetime.fromisoformat(moment(22, 12))
    assert (use.hold_key, audit_of(hotel)) == (HELD, ["rooms.held"] * 2)
    entry = AuditEntry.objects.filter(hotel=hotel).last()
    assert (entry.actor, entry.details["rooms"]) == (desk.user, use.room.number)


def test_a_hold_is_released_on_its_page_and_its_room_is_free(hotel, desk, suites):
    press(desk, hotel, "hold")

    for expected in (["Released."], []):  # the second press has nothing to release
        page = press(desk, hotel, "release", name="Ana")
        assert said(page) == expected
        assert page.context["held"] is None
        assert page.context["taken"].rooms_left == 1
    assert not RoomUse.objects.filter(kind="hold").exists()
    assert audit_of(hotel)[-2:] == ["rooms.held", "rooms.released"]


def test_a_hold_whose_time_is_over_is_said_to_be_and_the_form_books_while_a_room_is_free(
    hotel, desk, clock, suites
):
    press(desk, hotel, "hold")
    clock(datetime(2026, 11, 21, 18, 1, tzinfo=MEXICO))

    page = desk.get(url(hotel, "new", **SUITE, key=KEY))
    assert page.context["held"] is None
    assert "Nothing is on hold here any more." in page.content.decode()

    booked(hotel, arrival=2, room_type="STE")  # somebody else takes it
    answer = press(desk, hotel, "book", name="Ana", shown=str(page.context["taken"].total))
    assert answer.status_code == 422
    assert answer.context["problem"] == "There is no room left for these nights."
    assert not hotel.reservations.filter(guest_name="Ana").exists()


@pytest.mark.parametrize(
    "until", ["", "soon", "2026-11-21T18:00:00", "2026-11-21T09:00:00-06:00", "2026-11-24T09:00:00-06:00"]
)
def test_nothing_is_held_until_a_moment_that_makes_no_sense(hotel, desk, until):
    answer = desk.post(url(hotel, "new", **SUITE), {"act": "hold", "key": KEY, "until": until})

    assert answer.status_code == 422
    assert answer.context["problem"] == "A room is held until a moment ahead, 48 hours at most."
    assert not RoomUse.objects.exists()


def test_a_bar_on_hold_leads_to_the_room_where_it_is_booked_or_released(hotel, desk):
    two = SUITE | {"offer": "DBL|FLEX", "rooms": 2, "room": "103"}
    press(desk, hotel, "hold", search=two)
    use = RoomUse.objects.get(room__number="103")  # the room that was pointed at
    assert RoomUse.objects.filter(kind="hold").count() == 2

    room = url(hotel, "room", "103")
    assert f'class="bar hold" id="b--103" href="{room}"' in desk.get(url(hotel, "chart")).content.decode()
    page = desk.get(room).content.decode()
    assert "until 21 Nov 18:00" in page
    form = desk.get(url(hotel, "new", room="103", key=use.hold_key))
    assert form.context["search"].stay == Stay(days(2), days(4))
    assert (form.context["rooms"], form.context["held"].until) == (2, use.expires_at)

    answer = desk.post(url(hotel, "release", "103", use.pk), follow=True)
    assert said(answer) == ["Released."]
    assert not RoomUse.objects.exists()  # both
    again = desk.post(url(hotel, "release", "103", use.pk), follow=True)
    assert said(again) == ["There is no such thing at this hotel."]


def test_a_viewer_sees_a_hold_and_cannot_touch_it(hotel, desk):
    press(desk, hotel, "hold")
    use = RoomUse.objects.get()
    viewer = client_of(hotel, "viewer")

    page = viewer.get(url(hotel, "room", use.room.number)).content.decode()
    assert "On hold" in page
    assert "Release" not in page
    assert press(viewer, hotel, "release").status_code == 403
    assert viewer.post(url(hotel, "release", use.room.number, use.pk)).status_code == 403
    assert RoomUse.objects.get() == use


def test_the_same_key_at_another_hotel_holds_and_releases_nothing_here(hotel, desk):
    press(desk, hotel, "hold")
    other = make_house(make_hotel("otra"))
    stranger = client_of(other, "manager")

    assert press(stranger, other, "release").status_code == 200
    assert stranger.get(url(other, "new", key=KEY)).context["held"] is None
    stranger.post(url(other, "release", "103", RoomUse.objects.get().pk))

    assert list(RoomUse.objects.values_list("hotel", "hold_key")) == [(hotel.pk, HELD)]


def test_a_block_is_not_released_as_a_hold(hotel, desk):
    use = RoomUse.objects.create(
        hotel=hotel, room=hotel.rooms.get(number="103"), period=(days(1), days(2)), kind="block", reason="x"
    )

    desk.post(url(hotel, "release", "103", use.pk))

    assert RoomUse.objects.get() == use


def test_a_house_with_another_pms_holds_nothing_here(hotel, desk):
    offer = desk.get(url(hotel, "new", **SUITE)).context["taken"]
    PMSLink.objects.create(hotel=hotel, kind="qloapps")

    with pytest.raises(holding.PMSRefused, match="another PMS"):
        holding.hold(hotel, "k", [offer], timezone.now() + timedelta(hours=1), desk.user)
    assert not RoomUse.objects.exists()
