from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pms.base import Stay
from pms.desk import tape
from pms.models import Discrepancy, Mirrored, PMSLink, Room, RoomStay, RoomUse, SyncState
from pms.records import to_json
from pms.reservations import info_of, rows
from tests.desk.conftest import TODAY, booked, days, url
from tests.factories import make_hotel, make_house

pytestmark = pytest.mark.django_db


def chart(hotel, first=0, nights=14):
    return tape.chart(hotel, days(first), nights, "en")


def line(found, number):
    return next(line for group in found.groups for line in group.lines if line.number == number)


def free(found, code):
    return next(group.free for group in found.groups if group.code == code)


def use(hotel, number, first, until, kind="block", **fields):
    return RoomUse.objects.create(
        hotel=hotel,
        room=hotel.rooms.get(number=number),
        period=(days(first), days(until)),
        kind=kind,
        **fields,
    )


def test_a_stay_lies_on_its_room_and_takes_its_nights(hotel):
    row = booked(hotel, arrival=3, nights=2)
    found = chart(hotel)

    bar = line(found, row.room_stays.get().use.room.number).bars[0]
    assert (bar.code, bar.text, bar.status, bar.first, bar.until) == (
        row.code, "Lucía Torres", "confirmed", days(3), days(5),
    )  # fmt: skip
    assert free(found, "DBL") == [3, 3, 3, 2, 2, *[3] * 9]
    assert free(found, "STE") == [1] * 14


def test_blocks_and_holds_take_rooms_and_a_hold_that_has_expired_does_not(hotel):
    now = timezone.now()
    use(hotel, "101", 0, 2, reason="Paint")
    use(hotel, "102", 0, 1, "hold", hold_key="a", expires_at=now + timedelta(minutes=5))
    use(hotel, "103", 0, 1, "hold", hold_key="b", expires_at=now - timedelta(seconds=1))
    found = chart(hotel)

    assert free(found, "DBL")[:3] == [1, 2, 3]
    assert line(found, "101").bars[0].text == "Paint"
    assert not line(found, "103").bars


def test_a_room_out_of_use_is_shown_and_not_counted(hotel):
    booked(hotel, arrival=0, nights=1)
    Room.objects.filter(hotel=hotel, number="102").update(is_active=False)
    taken = Room.objects.get(hotel=hotel, uses__isnull=False)

    assert free(chart(hotel), "DBL")[0] == 1 + (taken.number == "102")
    assert not line(chart(hotel), "102").active


def test_a_stay_without_a_room_waits_below_its_type_and_takes_one_all_the_same(hotel):
    row = booked(hotel, arrival=0, nights=2)
    RoomUse.objects.all().delete()
    found = chart(hotel)

    group = next(group for group in found.groups if group.code == "DBL")
    assert [[bar.code for bar in each.bars] for each in group.waiting] == [[row.code]]
    assert group.free[:3] == [2, 2, 3]


def test_who_left_or_gave_up_does_not_wait_for_a_room(hotel):
    for number, status in enumerate(("cancelled", "no_show", "checked_out")):
        booked(hotel, arrival=0, key=f"k{number}")
        RoomUse.objects.all().delete()
        RoomStay.objects.exclude(status__in=("cancelled", "no_show", "checked_out")).update(status=status)

    assert free(chart(hotel), "DBL")[0] == 3


def test_stays_that_reach_over_the_window_are_cut(hotel, desk):
    booked(hotel, arrival=0, nights=10)

    assert free(chart(hotel, first=2, nights=3), "DBL") == [2, 2, 2]
    page = desk.get(url(hotel, "chart", first=days(2).isoformat(), days=14)).content.decode()
    assert "--a:0;--z:8.5" in page


def test_another_hotels_rooms_and_stays_are_not_on_it(hotel, desk):
    other = make_house(make_hotel("other"))
    booked(other, arrival=0, name="Somebody Else")

    assert free(chart(hotel), "DBL") == [3] * 14
    assert "Somebody Else" not in desk.get(url(hotel, "chart")).content.decode()


def test_names_and_reasons_are_text(hotel, desk):
    booked(hotel, name="<script>alert(1)</script>")
    use(hotel, "103", 1, 2, reason='"><img src=x>')
    page = desk.get(url(hotel, "chart")).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_only_the_grid_is_sent_again_and_nothing_when_it_is_the_same(hotel, desk):
    page = desk.get(url(hotel, "chart"))
    seen = page.context["seen"]
    again = url(hotel, "chart", part="grid", seen=seen)
    assert desk.get(again).status_code == 204

    booked(hotel, arrival=1)
    fresh = desk.get(again)
    assert fresh.status_code == 200
    assert fresh.content.decode().startswith('<div class="tape"')
    assert fresh["X-Seen"] != seen


@pytest.mark.parametrize("page", ["chart", "today", "rates", "figures"])
def test_the_number_of_queries_does_not_grow_with_the_house(hotel, desk, page, django_assert_max_num_queries):
    booked(hotel, arrival=0, nights=2)
    desk.get(url(hotel, page))
    with CaptureQueriesContext(connection) as few:
        desk.get(url(hotel, page))
    double = hotel.room_types.get(code="DBL")
    Room.objects.bulk_create(Room(hotel=hotel, room_type=double, number=str(300 + n)) for n in range(30))
    for n in range(12):
        booked(hotel, arrival=n % 3, nights=2, key=f"more-{n}")

    with django_assert_max_num_queries(len(few)):
        desk.get(url(hotel, page))


def test_the_frame_does_not_ask_for_rights_model_by_model(hotel, manager, django_assert_max_num_queries):
    manager.get(url(hotel, "chart"))

    with django_assert_max_num_queries(16):
        manager.get(url(hotel, "chart"))


# An outside PMS: what was last seen of it.


alone = pytest.mark.django_db(transaction=True)  # an outside PMS is never awaited inside a transaction


@pytest.fixture
def outside(hotel):
    """A hotel whose PMS is another, which does not answer, with two stays in the mirror."""
    seen = []
    for arrival in (0, 1):
        row = booked(hotel, arrival=arrival, nights=3, name=f"Guest {arrival}")
        seen.append(info_of(hotel, rows(hotel).get(pk=row.pk)))
    PMSLink.objects.create(hotel=hotel, kind="qloapps", url="http://127.0.0.1:9/", credentials={"key": "x"})
    for info in seen:
        Mirrored.objects.create(
            hotel=hotel,
            code=info.code,
            status=info.status,
            stay=(info.stay.arrival, info.stay.departure),
            found=to_json(info),
            seen_at=timezone.now(),
        )
    hotel.room_uses.all().delete()
    return hotel


@alone
def test_stays_of_an_outside_pms_come_from_the_mirror_also_while_it_is_away(outside):
    found = chart(outside)

    bars = [bar for group in found.groups for each in (*group.lines, *group.waiting) for bar in each.bars]
    assert {bar.text for bar in bars} == {"Guest 0", "Guest 1"}
    assert not found.followed.rooms_known


@alone
def test_a_room_sold_twice_by_an_outside_pms_shows_both_stays(outside):
    for row in Mirrored.objects.filter(hotel=outside):
        for room in row.found["rooms"]:
            room["room_number"] = "7"
        row.save()
    window = Stay(TODAY, days(14))
    groups = {"DBL": tape.Group("DBL", "Double", [tape.Line("7")], [], [])}

    (group,) = tape._arranged(groups, list(tape.mirrored_bars(outside, window)), window)

    assert [len(each.bars) for each in (*group.lines, *group.waiting)] == [1, 1]
    assert group.free[1] == -1


@alone
def test_how_old_the_mirror_is_and_what_does_not_agree_is_said(outside, desk):
    SyncState.objects.create(hotel=outside, until=timezone.now(), error="PMSUnavailable: down")
    Discrepancy.objects.create(hotel=outside, kind="other_total", subject="X")
    Discrepancy.objects.create(hotel=outside, kind="other_total", subject="Y", closed_at=timezone.now())

    page = desk.get(url(outside, "chart")).content.decode()

    assert "PMSUnavailable: down" in page
    assert "1 thing does not agree" in page
    assert "New booking" not in page


@alone
def test_a_reservation_of_an_outside_pms_is_shown_as_last_seen_and_changed_nowhere(outside, desk):
    code = Mirrored.objects.filter(hotel=outside).first().code

    page = desk.get(url(outside, "reservation", code))

    assert page.context["folio"].stale
    assert (
        desk.post(url(outside, "act", code, "check-in"), follow=True).context["folio"].info.status
        == "confirmed"
    )
    assert desk.get(url(outside, "today")).context["found"].arrivals[0].name == "Guest 0"
