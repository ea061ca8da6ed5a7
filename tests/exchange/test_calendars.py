"""Feeds: what they say (read by a parser of RFC 5545 of our own), to whom, and how often."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hotels.outside import redis_client
from pms.base import Money, Occupancy, ReservationInfo, RoomStay, Stay
from pms.catalogue import rate_plan_info, room_type_info
from pms.exchange import doors, ical
from pms.models import CalendarFeed, Mirrored, PMSLink, Reservation, RoomUse
from pms.records import to_json
from tests.factories import make_hotel, make_house, make_reservation, make_user

pytestmark = pytest.mark.django_db


def unfolded(text: str) -> list[str]:
    """Content lines (3.1): each physical line ends with CRLF and has at most 75 octets."""
    assert text.endswith("\r\n")
    physical = text[:-2].split("\r\n")
    assert all(len(line.encode()) <= 75 and "\r" not in line and "\n" not in line for line in physical)
    lines = []
    for line in physical:
        if line.startswith(" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return lines


def plain(value: str) -> str:
    """TEXT (3.3.11)."""
    found, characters = "", iter(value)
    for character in characters:
        if character == "\\":
            found += {"n": "\n", "N": "\n"}.get(after := next(characters), after)
        else:
            found += character
    return found


def events(text: str) -> list[dict[str, str]]:
    found, event = [], None
    lines = unfolded(text)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[1] == "VERSION:2.0"
    assert lines[-1] == "END:VCALENDAR"
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            found.append(event)
            event = None
        elif event is not None:
            assert name not in event
            event[name] = plain(value)
    return found


@pytest.fixture
def double(hotel):
    return hotel.room_types.get(code="DBL")


@pytest.fixture
def token(hotel, double, manager):
    return ical.open_feed(hotel, double, manager)


def get(token, **headers):
    return Client().get(f"/calendar/{token}.ics", headers=headers)


def test_a_feed_says_when_rooms_are_taken_and_not_by_whom(hotel, token):
    row = make_reservation(hotel, "SECRET1", room=hotel.rooms.get(number="101"), guest_name="Ana Ruiz")
    make_reservation(hotel, room=hotel.rooms.get(number="201"))  # a suite
    room = hotel.rooms.get(number="102")
    block = RoomUse.objects.create(
        hotel=hotel, room=room, kind="block", period=(date(2027, 3, 1), date(2027, 3, 2)), reason="Ana's leak"
    )
    RoomUse.objects.create(
        hotel=hotel,
        room=room,
        kind="hold",
        period=(date(2027, 4, 1), date(2027, 4, 2)),
        expires_at=datetime(2099, 1, 1).astimezone(),
    )

    answer = get(token)
    text = answer.content.decode()

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    for hidden in ("Ana", "Ruiz", "SECRET1", "leak", token):
        assert hidden not in text
    first, second = events(text)
    stamp = Reservation.objects.get(pk=row.pk).updated_at
    assert (first["DTSTART;VALUE=DATE"], first["DTEND;VALUE=DATE"]) == ("20270301", "20270302")
    assert (first["SUMMARY"], first["LOCATION"]) == ("Not available", "102")
    assert first["DTSTAMP"] == f"{block.created_at:%Y%m%dT%H%M%SZ}"
    assert (second["DTSTART;VALUE=DATE"], second["DTEND;VALUE=DATE"]) == ("20270310", "20270312")
    assert (second["SUMMARY"], second["LOCATION"]) == ("Reserved", "101")
    assert second["DTSTAMP"] == f"{stamp:%Y%m%dT%H%M%SZ}"
    assert first["UID"] != second["UID"]


def test_a_stay_keeps_its_name_in_the_feed_when_it_moves(hotel, token):
    row = make_reservation(hotel, room=hotel.rooms.get(number="101"))
    [before] = events(get(token).content.decode())
    RoomUse.objects.filter(room_stay__reservation=row).update(room=hotel.rooms.get(number="103"))

    [after] = events(get(token).content.decode())

    assert before["UID"] == after["UID"]
    assert after["LOCATION"] == "103"


def test_what_is_long_over_is_left_out(hotel, token):
    make_reservation(hotel, room=hotel.rooms.get(number="101"), stay=(date(2026, 9, 1), date(2026, 9, 3)))

    assert events(get(token).content.decode()) == []


def test_a_feed_of_an_outside_pms_tells_what_we_have_seen_there(hotel, double, token):
    plan = rate_plan_info(hotel.rate_plans.get(code="FLEX"))
    rooms = tuple(
        RoomStay(
            id=str(n),
            status=status,
            room_type=room_type_info(kind),
            rate_plan=plan,
            stay=Stay(date(2027, 3, 10 + n), date(2027, 3, 12 + n)),
            occupancy=Occupancy(2),
            total=Money(Decimal(100), "MXN"),
            cancellation_fee=Money(Decimal(0), "MXN"),
        )
        for n, (status, kind) in enumerate(
            [
                ("confirmed", double),
                ("cancelled", double),
                ("confirmed", hotel.room_types.get(code="STE")),
                ("confirmed", double),
            ]
        )
    )
    info = ReservationInfo(
        "QLO77", "confirmed", rooms, Money(Decimal(100), "MXN"), "Ana Ruiz", None, Money(Decimal(0), "MXN")
    )
    Mirrored.objects.create(
        hotel=hotel,
        code="QLO77",
        status="confirmed",
        stay=(info.stay.arrival, info.stay.departure),
        found=to_json(info),
        seen_at=datetime(2026, 11, 21).astimezone(),
    )
    PMSLink.objects.create(hotel=hotel, kind="qloapps", url="http://127.0.0.1:1")

    text = get(token).content.decode()

    assert [event["DTSTART;VALUE=DATE"] for event in events(text)] == ["20270310", "20270313"]
    assert "QLO77" not in text
    assert "Ana" not in text


def test_a_calendar_that_has_not_changed_is_not_sent_again(hotel, token):
    first = get(token)
    assert get(token, if_none_match=first["ETag"]).status_code == 304
    assert get(token, if_none_match=f'W/{first["ETag"]}, "other"').status_code == 304
    assert get(token, if_modified_since=first["Last-Modified"]).status_code == 304

    make_reservation(hotel, room=hotel.rooms.get(number="101"))

    again = get(token, if_none_match=first["ETag"], if_modified_since=first["Last-Modified"])
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


def test_a_head_has_no_body(token):
    answer = Client().head(f"/calendar/{token}.ics")

    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("wrong", ["x", "x" * 43, "ñ", "%00", "../" * 3])
def test_an_address_that_is_none_is_not_found(token, wrong):
    assert get(wrong).status_code == 404


def test_only_the_digest_of_an_address_is_kept(hotel, token):
    feed = CalendarFeed.objects.get(hotel=hotel)

    assert token not in str(vars(feed))
    assert len(token) >= 43


def test_a_new_address_ends_the_one_before(hotel, double, manager, token):
    second = ical.open_feed(hotel, double, manager)

    assert get(token).status_code == 404
    assert get(second).status_code == 200
    assert ical.close_feed(hotel, double, manager)
    assert get(second).status_code == 404


def test_a_hotel_that_is_not_in_use_has_no_calendars(hotel, token):
    hotel.is_active = False
    hotel.save()

    assert get(token).status_code == 404


def test_a_feed_shows_no_other_hotel(hotel, token):
    other = make_house(make_hotel())
    make_reservation(other, room=other.rooms.get(number="101"))

    assert events(get(token).content.decode()) == []


def test_guessing_is_slowed_down_and_so_is_reading_all_the_time(hotel, token):
    statuses = [get(f"guess-{n}").status_code for n in range(doors.WRONG_PER_MINUTE + 3)]
    assert statuses[-3:] == [429] * 3
    assert get(token).status_code == 429  # from the address that guesses
    redis_client().flushdb()

    statuses = [get(token).status_code for _ in range(doors.READS_PER_MINUTE + 1)]
    assert statuses[-2:] == [200, 429]


@given(st.text())
def test_any_text_comes_out_of_the_feed_as_it_went_in(text):
    kept = "".join(character for character in text if character >= " " or character == "\n")

    [line] = unfolded(ical.folded(f"SUMMARY:{ical.escaped(text)}") + "\r\n")

    assert plain(line.removeprefix("SUMMARY:")) == kept


@pytest.mark.parametrize("text", ["ñ" * 200, "😀" * 100, "a" * 75, "a" * 76])
def test_long_lines_are_folded_between_characters(text):
    assert unfolded(ical.folded(text) + "\r\n") == [text]


def test_a_receptionist_cannot_open_a_feed(hotel, double):
    client = Client()
    client.force_login(make_user(hotel, "receptionist"))

    answer = client.post(f"/admin/house/files/calendar/{double.code}/open/?hotel={hotel.slug}")

    assert answer.status_code == 403
    assert not CalendarFeed.objects.exists()
