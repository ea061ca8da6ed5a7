"""What staff do at the desk, through the pages."""

import re
import uuid
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from hotels.models import AuditEntry
from pms import housekeeping, payments, waiting
from pms.base import Money, Occupancy, Stay
from pms.desk import today
from pms.models import Appointment, Request, Room, RoomUse, Service
from tests.desk.conftest import TODAY, booked, days, said, url
from tests.factories import make_guest

pytestmark = pytest.mark.django_db


def post(client, hotel, page, *args, **data):
    return client.post(url(hotel, page, *args), data, follow=True)


def room_of(row):
    return row.room_stays.first().use.room


def hidden(answer, name):
    """The value of a hidden field of the page."""
    return re.search(f'name="{name}" value="([^"]*)"', answer.content.decode())[1]


# In and out


def test_a_guest_is_checked_in_and_out_and_the_room_is_to_be_cleaned(hotel, desk):
    row = booked(hotel, arrival=0)

    assert said(post(desk, hotel, "act", row.code, "check-in")) == ["Checked in."]
    row.refresh_from_db()
    assert row.status == "checked_in"
    room = room_of(row)

    post(desk, hotel, "act", row.code, "check-out")
    row.refresh_from_db()
    assert row.status == "checked_out"
    assert Room.objects.get(pk=room.pk).state == "dirty"
    assert [each.actor for each in row.history.all()][1:] == [str(desk.user)] * 2
    assert AuditEntry.objects.filter(hotel=hotel, actor=desk.user, action="reservation.checked_in").exists()


def test_what_is_refused_is_said_in_words_and_changes_nothing(hotel, desk):
    row = booked(hotel, arrival=0)
    housekeeping.set_room_state(hotel, room_of(row).number, "dirty", "test")

    answer = post(desk, hotel, "act", row.code, "check-in", next=url(hotel, "today"))

    assert said(answer) == ["The room is not clean yet."]
    assert answer.request["PATH_INFO"] == "/admin/house/today/"
    row.refresh_from_db()
    assert row.status == "confirmed"


def test_nobody_is_sent_to_a_foreign_page_afterwards(hotel, desk):
    row = booked(hotel, arrival=0)

    answer = desk.post(url(hotel, "act", row.code, "check-in"), {"next": "https://evil.example/"})

    assert answer.url == url(hotel, "reservation", row.code)


def test_one_of_two_rooms_is_checked_in_alone(hotel, desk):
    row = booked(hotel, arrival=0, rooms=2)
    first, _ = row.room_stays.all()

    post(desk, hotel, "act", row.code, "check-in", room=str(first.pk))

    assert list(row.room_stays.values_list("status", flat=True)) == ["checked_in", "confirmed"]


def test_a_pending_reservation_is_confirmed(hotel, desk):
    row = booked(hotel)
    row.room_stays.update(status="pending")
    hotel.reservations.update(status="pending")

    post(desk, hotel, "act", row.code, "confirm")

    row.refresh_from_db()
    assert row.status == "confirmed"
    assert desk.post(url(hotel, "act", row.code, "explode")).status_code == 404


# Giving up


def test_cancelling_shows_the_fee_and_takes_it(hotel, desk):
    row = booked(hotel, arrival=0, nights=2)  # the free days of FLEX are over: the first night
    page = desk.get(url(hotel, "give-up", row.code, "cancel"))
    fee = row.room_stays.get().terms["nights"][0]["price"]["amount"]
    assert hidden(page, "fee") == f"{fee} MXN"

    post(desk, hotel, "give-up", row.code, "cancel", fee=f"{fee} MXN", rooms=[row.room_stays.get().pk])

    row.refresh_from_db()
    assert (row.status, row.cancellation_fee) == ("cancelled", Decimal(fee))
    assert not RoomUse.objects.exists()


def test_a_fee_is_waived_only_with_a_reason_which_is_kept(hotel, desk):
    row = booked(hotel, arrival=0)
    wanted = {"fee": hidden(desk.get(url(hotel, "give-up", row.code, "cancel")), "fee"), "waive": "on"}
    wanted["rooms"] = [row.room_stays.get().pk]

    assert post(desk, hotel, "give-up", row.code, "cancel", **wanted).status_code == 422
    row.refresh_from_db()
    assert row.status == "confirmed"

    post(desk, hotel, "give-up", row.code, "cancel", **wanted, reason="Her flight was cancelled")
    row.refresh_from_db()
    assert (row.status, row.cancellation_fee) == ("cancelled", 0)
    assert "Her flight was cancelled" in row.history.last().reason


def test_a_fee_that_grew_while_the_page_was_open_is_not_taken_unseen(hotel, desk, clock):
    row = booked(hotel, arrival=3)
    fee = hidden(desk.get(url(hotel, "give-up", row.code, "cancel")), "fee")
    assert fee == "0.00 MXN" or fee == "0 MXN"
    clock(datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("America/Mexico_City")))

    answer = post(desk, hotel, "give-up", row.code, "cancel", fee=fee, rooms=[row.room_stays.get().pk])

    assert answer.status_code == 422
    assert "The price is another by now" in answer.content.decode()
    row.refresh_from_db()
    assert row.status == "confirmed"


def test_one_of_two_rooms_is_given_up(hotel, desk):
    row = booked(hotel, arrival=5, rooms=2)
    first, _ = row.room_stays.all()
    fee = hidden(desk.get(url(hotel, "give-up", row.code, "cancel")), "fee")

    post(desk, hotel, "give-up", row.code, "cancel", fee=fee, rooms=[first.pk])

    row.refresh_from_db()
    assert row.status == "confirmed"
    assert list(row.room_stays.values_list("status", flat=True)) == ["cancelled", "confirmed"]


def test_a_guest_who_does_not_come_frees_the_room_at_the_late_fee(hotel, desk):
    row = booked(hotel, arrival=0)
    fee = hidden(desk.get(url(hotel, "give-up", row.code, "no-show")), "fee")

    post(desk, hotel, "give-up", row.code, "no-show", fee=fee, rooms=[row.room_stays.get().pk])

    row.refresh_from_db()
    assert row.status == "no_show"
    assert f"{row.cancellation_fee} MXN" == fee
    assert desk.get(url(hotel, "give-up", row.code, "no-show")).status_code == 404


def test_rooms_of_another_reservation_cannot_be_given_up_along(hotel, desk):
    row, other = booked(hotel, arrival=5), booked(hotel, arrival=5, key="other")

    answer = post(
        desk, hotel, "give-up", row.code, "cancel", fee="0.00 MXN", rooms=[other.room_stays.get().pk]
    )

    assert answer.status_code == 422
    other.refresh_from_db()
    assert other.status == "confirmed"


# Changing


def test_a_change_is_priced_before_it_is_written(hotel, desk):
    row = booked(hotel, arrival=3, nights=2)
    wanted = {
        "arrival": days(3).isoformat(),
        "departure": days(6).isoformat(),
        "adults": 2,
        "children_ages": "",
        "room_type": "DBL",
        "rate_plan": "FLEX",
    }
    page = post(desk, hotel, "change", row.code, **wanted)
    row.refresh_from_db()
    assert row.room_stays.get().stay.upper == days(5)
    assert page.context["priced"].difference.amount > 0

    agreed = page.context["agreed"]
    answer = post(
        desk, hotel, "change", row.code, **wanted, agreed=agreed, key=uuid.uuid4(), reason="Stays on"
    )

    assert said(answer) == ["Changed."]
    row.refresh_from_db()
    assert row.room_stays.get().stay.upper == days(6)
    assert row.total == page.context["priced"].total.amount
    assert row.history.last().reason == "Stays on"
    assert "Departure: 2026-11-26 → 2026-11-27" in answer.content.decode()


def test_a_price_that_changed_meanwhile_is_shown_again(hotel, desk):
    row = booked(hotel, arrival=3, nights=2)
    wanted = {
        "arrival": days(3).isoformat(), "departure": days(6).isoformat(), "adults": 2,
        "room_type": "DBL", "rate_plan": "FLEX",
    }  # fmt: skip
    agreed = post(desk, hotel, "change", row.code, **wanted).context["agreed"]
    hotel.rates.update(price=9999)

    answer = post(desk, hotel, "change", row.code, **wanted, agreed=agreed, key=uuid.uuid4())

    assert answer.status_code == 422
    assert row.room_stays.get().stay.upper == days(5)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "Nothing would change."),
        ({"adults": 9}, "Not so many people fit in."),
        ({"departure": days(3).isoformat()}, "The departure must be after the arrival."),
        ({"children_ages": "4, x"}, "Write the ages"),
    ],
)
def test_a_change_that_cannot_be_is_said_on_the_form(hotel, desk, change, words):
    row = booked(hotel, arrival=3, nights=2)
    wanted = {
        "arrival": days(3).isoformat(), "departure": days(5).isoformat(), "adults": 2,
        "room_type": "DBL", "rate_plan": "FLEX",
    }  # fmt: skip
    answer = post(desk, hotel, "change", row.code, **wanted | change)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_stay_moves_to_a_free_room_and_to_no_taken_one(hotel, desk):
    row, other = booked(hotel, arrival=3), booked(hotel, arrival=3, key="other")
    stay = row.room_stays.get()
    taken = room_of(other).number
    free = next(n for n in ("101", "102", "103") if n not in (taken, stay.use.room.number))

    assert said(post(desk, hotel, "move", row.code, stay.pk, room=taken)) == [
        "The room is taken on these nights."
    ]
    post(desk, hotel, "move", row.code, stay.pk, room=free)

    assert RoomUse.objects.get(room_stay=stay).room.number == free


# Selling

SEARCH = {"arrival": days(2).isoformat(), "departure": days(4).isoformat(), "adults": 2}


def test_a_booking_at_the_desk(hotel, desk):
    page = desk.get(url(hotel, "new", **SEARCH))
    assert [name for name, _ in page.context["offers"]] == ["DBL|NR", "DBL|FLEX", "STE|FLEX"]
    address = url(hotel, "new", **SEARCH, offer="DBL|FLEX", rooms=2, room="103")
    form = desk.get(address)
    wanted = {
        "key": hidden(form, "key"), "shown": hidden(form, "shown"), "room": "103",
        "name": "Ana Beltrán", "phone": "+34 600 000 000", "email": "ana@example.com", "remarks": "Cot",
    }  # fmt: skip

    for _ in range(2):  # a second press changes nothing
        answer = desk.post(address, wanted, follow=True)

    row = hotel.reservations.get()
    assert answer.request["PATH_INFO"] == f"/admin/house/r/{row.code}/"
    assert (row.guest_name, row.source, row.remarks, row.room_stays.count()) == (
        "Ana Beltrán", "walk_in", "Cot", 2,
    )  # fmt: skip
    assert row.total == 2 * Decimal(wanted["shown"].split()[0])
    assert "103" in {stay.use.room.number for stay in row.room_stays.all()}


def test_nothing_is_booked_at_another_price_than_the_one_that_was_shown(hotel, desk):
    address = url(hotel, "new", **SEARCH, offer="DBL|FLEX")
    form = desk.get(address)
    hotel.rates.update(price=9999)

    answer = desk.post(address, {"key": hidden(form, "key"), "shown": hidden(form, "shown"), "name": "Ana B"})

    assert answer.status_code == 422
    assert "The price is another by now" in answer.content.decode()
    assert not hotel.reservations.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [({"name": ""}, "This field is required"), ({"name": "Ana", "phone": "12"}, "Write the"),
     ({"name": "Ana", "email": "x"}, "valid email")],
)  # fmt: skip
def test_a_guest_who_cannot_be_written_down_is_asked_for_again(hotel, desk, data, words):
    address = url(hotel, "new", **SEARCH, offer="DBL|FLEX")
    form = desk.get(address)

    answer = desk.post(address, {"key": hidden(form, "key"), "shown": hidden(form, "shown")} | data)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not hotel.reservations.exists()


def test_the_last_room_that_went_meanwhile_is_not_sold_again(hotel, desk):
    address = url(hotel, "new", **SEARCH, offer="STE|FLEX")
    form = desk.get(address)
    booked(hotel, arrival=2, room_type="STE")

    answer = desk.post(address, {"key": hidden(form, "key"), "shown": hidden(form, "shown"), "name": "Ana B"})

    assert answer.status_code == 422
    assert hotel.reservations.count() == 1


@pytest.mark.parametrize(
    "query", [{"arrival": "x"}, {"departure": days(2).isoformat()}, {"adults": 0}, {"rooms": 99}]
)
def test_a_search_that_makes_no_sense_is_explained(hotel, desk, query):
    page = desk.get(url(hotel, "new", **SEARCH | query))

    assert page.status_code == 200
    assert page.context["search"].errors


def test_past_nights_are_refused_in_words(hotel, desk):
    page = desk.get(url(hotel, "new", arrival="2026-11-01", departure="2026-11-03", adults=2))

    assert page.context["problem"] == "This day is past."


# Writing down, money


def test_wishes_time_notes_and_party_are_kept_with_their_history(hotel, desk):
    row = booked(hotel)

    post(desk, hotel, "wishes", row.code, remarks="High floor", arrival_time="22:30")
    post(desk, hotel, "notes", row.code, notes="Regular guest")
    post(desk, hotel, "party", row.code, **{"party-name": "Eva Sol", "party-email": "eva@example.com"})

    row.refresh_from_db()
    assert (row.remarks, row.arrival_time, row.notes) == ("High floor", "22:30", "Regular guest")
    member = row.party.get(name="Eva Sol")
    page = post(desk, hotel, "party-remove", row.code, member.pk)
    assert not row.party.filter(name="Eva Sol").exists()
    assert "Wishes noted" in page.content.decode()


def test_a_form_filled_in_wrong_is_shown_again_with_what_is_wrong(hotel, desk):
    row = booked(hotel)

    for page, data in (("wishes", {"arrival_time": "25:00"}), ("party", {"party-name": ""}), ("pay", {})):
        assert post(desk, hotel, page, row.code, **data).status_code == 422


def test_money_is_recorded_once_per_press_and_can_be_given_back(hotel, desk):
    row = booked(hotel)
    data = {
        "payment-key": uuid.uuid4(), "payment-amount": "100.00", "payment-method": "cash", "payment-note": "",
    }  # fmt: skip
    for _ in range(2):
        page = post(desk, hotel, "pay", row.code, **data)
    assert page.context["due"].paid.amount == 100
    paid = hotel.payments.get()

    assert post(desk, hotel, "refund", row.code, paid.pk).context["due"].paid.amount == 0
    paid.refresh_from_db()
    assert paid.state == "refunded"


def test_no_card_number_and_not_more_than_is_open(hotel, desk):
    row = booked(hotel)
    data = {"payment-key": uuid.uuid4(), "payment-method": "cash", "payment-amount": "5"}

    assert said(post(desk, hotel, "pay", row.code, **data, **{"payment-note": "4111 1111 1111 1111"})) == [
        "Never write a card's number here."
    ]
    assert said(post(desk, hotel, "pay", row.code, **data | {"payment-amount": "999999"})) == [
        "That is more than is still to be paid."
    ]
    assert not hotel.payments.exists()


# Rooms


def test_a_room_is_put_out_of_order_and_opened_again(hotel, desk):
    post(desk, hotel, "block", "101", first=days(1), until=days(3), reason="Paint")
    use = RoomUse.objects.get()
    assert (use.period.lower, use.period.upper, use.reason) == (days(1), days(3), "Paint")

    again = post(desk, hotel, "block", "101", first=days(2), until=days(4), reason="Paint")
    assert said(again) == ["The room is taken on these nights."]
    assert post(desk, hotel, "block", "101", first=days(2), until=days(2), reason="x").status_code == 422

    post(desk, hotel, "unblock", "101", use.pk)
    assert not RoomUse.objects.exists()


def test_a_room_is_cleaned(hotel, desk):
    post(desk, hotel, "room-state", "101", state="dirty")
    assert Room.objects.get(number="101").state == "dirty"
    assert said(post(desk, hotel, "room-state", "101", state="flooded"))[0].startswith("a room is clean")
    post(desk, hotel, "room-state", "101", state="clean")
    assert Room.objects.get(number="101").state == "clean"


# The day


def test_the_day_has_who_comes_who_leaves_who_stays_and_who_is_late(hotel, desk):
    rows = {
        "arrives": booked(hotel, arrival=0, nights=1, name="Arrives"),
        "leaves": booked(hotel, arrival=0, nights=1, name="Leaves"),
        "stays": booked(hotel, arrival=0, nights=3, name="Stays"),
        "late": booked(hotel, arrival=0, nights=3, room_type="STE", name="Late"),
    }
    for name, (first, last, status) in {
        "leaves": (-2, 0, "checked_in"), "stays": (-1, 2, "checked_in"), "late": (-1, 2, "confirmed"),
    }.items():  # fmt: skip
        stay = rows[name].room_stays.get()
        stay.stay, stay.status = (days(first), days(last)), status
        stay.save()

    found = desk.get(url(hotel, "today")).context["found"]

    assert [each.name for each in found.arrivals] == ["Arrives"]
    assert [each.name for each in found.departures] == ["Leaves"]
    assert [each.name for each in found.staying] == ["Stays"]
    assert [each.name for each in found.unsettled] == ["Late"]
    tomorrow = today.of_day(hotel, days(1))
    assert [each.name for each in tomorrow.departures] == ["Arrives"]
    assert {each.name for each in tomorrow.staying} == {"Stays", "Late"}


def test_what_is_still_to_be_paid_is_less_what_was_paid(hotel, desk):
    row = booked(hotel, arrival=0)
    booked(hotel, arrival=0, key="other", name="Other")
    info = desk.get(url(hotel, "reservation", row.code)).context["folio"].info
    payments.record(hotel, "p", info, Money(Decimal(100), "MXN"), "cash", actor="test")

    found = desk.get(url(hotel, "today")).context["found"].arrivals
    assert {each.name: each.open.amount for each in found} == {
        "Lucía Torres": row.total - 100, "Other": row.total,
    }  # fmt: skip


def test_requests_and_appointments_are_settled_from_the_day(hotel, desk):
    guest = make_guest(hotel)
    Request.objects.create(
        hotel=hotel, code="RQ1", key="r", department="spa", kind="x", text="Towel", guest=guest
    )
    spa = Service.objects.create(hotel=hotel, code="SPA", name={"en": "Spa"}, minutes=60)
    start = timezone.now() - timedelta(hours=1)
    Appointment.objects.create(
        hotel=hotel, code="AP1", key="a", service=spa, guest=guest, guest_name="Eva", starts_at=start,
        ends_at=start + timedelta(minutes=30), price=1, currency="MXN",
    )  # fmt: skip
    page = desk.get(url(hotel, "today"))
    assert (page.context["found"].requests[0].text, page.context["found"].appointments[0].guest_name) == (
        "Towel", "Eva",
    )  # fmt: skip

    post(desk, hotel, "request", "RQ1", "take")
    assert Request.objects.get().state == "in_progress"
    post(desk, hotel, "request", "RQ1", "done")
    assert Request.objects.get().state == "done"
    post(desk, hotel, "appointment", "AP1", "done")
    assert Appointment.objects.get().status == "done"
    assert desk.post(url(hotel, "request", "RQ1", "burn")).status_code == 404


def test_an_appointment_belongs_to_the_day_of_the_hotels_clock(hotel):
    spa = Service.objects.create(hotel=hotel, code="SPA", name={"en": "Spa"}, minutes=60)
    for code, hour in (("A", 0), ("B", 23)):
        start = datetime(2026, 11, 22, hour, 30, tzinfo=ZoneInfo("America/Mexico_City"))
        Appointment.objects.create(
            hotel=hotel, code=code, key=code, service=spa, guest=make_guest(hotel), guest_name="Eva",
            starts_at=start, ends_at=start + timedelta(minutes=20), price=1, currency="MXN",
        )  # fmt: skip

    assert [each.code for each in today.of_day(hotel, days(1)).appointments] == ["A", "B"]
    assert not today.of_day(hotel, TODAY).appointments
    assert not today.of_day(hotel, days(2)).appointments


def test_who_waits_for_a_room_is_on_the_list(hotel, desk):
    for n in range(3):
        booked(hotel, arrival=5, key=f"k{n}")
    guest = make_guest(hotel, name="Waits")
    waiting.join(hotel, guest.pk, Stay(days(5), days(7)), Occupancy(2), room_type="DBL")

    assert [str(each.guest) for each in desk.get(url(hotel, "today")).context["found"].waiting] == ["Waits"]


def test_a_reservation_is_found_by_code_name_and_member_of_the_party(hotel, desk):
    row = booked(hotel, name="Ana Beltrán")
    booked(hotel, name="Somebody Else", key="other")
    row.party.create(hotel=hotel, name="Eva Sol")

    for query in (row.code.lower(), "beltr", "eva s"):
        hits = desk.get(url(hotel, "find", q=query)).context["hits"]
        assert [hit.code for hit in hits] == [row.code]
    assert desk.get(url(hotel, "find", q="%25")).context["hits"] == []
