import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest

from hotels.models import AuditEntry, Guest, GuestIdentity
from pms import frontdesk, housekeeping, party
from pms.base import GuestDetails, Money, Occupancy, RoomWish, Stay
from pms.models import PartyMember, PMSLink, Reservation, ReservationChange, Room, RoomUse
from tests.factories import make_guest, make_hotel, make_house, make_user
from tests.pms.conftest import COUPLE, STAY, code_of, details, offer_of

NEXT_DAY = date(2027, 3, 11)


def new_key():
    return str(uuid.uuid4())


def pesos(amount):
    return Money(Decimal(amount), "MXN")


@pytest.fixture
def ana(hotel):
    return make_user(hotel, name="Ana Ruiz")


@pytest.fixture
def found(pms, guest):
    return pms.book(new_key(), [offer_of(pms, "DBL"), offer_of(pms, "STE")], guest).reservation


@pytest.fixture
def arrival_day(hotel, clock):
    """16:00 of the day of arrival, after check-in."""

    def at(day=10, hour=16):
        clock(hotel.now().replace(year=2027, month=3, day=day, hour=hour))

    return at


def test_guests_come_and_go(hotel, pms, found, ana, arrival_day):
    arrival_day()
    assert frontdesk.check_in(hotel, found.code, ana).status == "checked_in"

    arrival_day(day=12, hour=10)
    after = frontdesk.check_out(hotel, found.code, ana)

    assert (after.status, after.total) == ("checked_out", found.total)
    assert set(Room.objects.filter(state="dirty").values_list("number", flat=True)) == {"101", "201"}


def test_each_verb_leaves_history_and_audit(hotel, found, ana, arrival_day):
    arrival_day()
    frontdesk.check_in(hotel, found.code, ana)

    line = ReservationChange.objects.get(verb="checked_in")
    assert (line.actor, line.before["status"], line.after["status"]) == (
        "Ana Ruiz",
        "confirmed",
        "checked_in",
    )
    entry = AuditEntry.objects.get(action="reservation.checked_in")
    assert (entry.actor, entry.hotel, entry.target) == (
        ana,
        hotel,
        f"pms.reservation:{line.reservation_id}",
    )


def test_one_room_of_two_checks_in(hotel, found, ana, arrival_day):
    arrival_day()

    after = frontdesk.check_in(hotel, found.code, ana, [found.rooms[1].id])

    assert [room.status for room in after.rooms] == ["confirmed", "checked_in"]
    assert after.status == "checked_in"
    assert code_of(frontdesk.check_in, hotel, found.code, ana, [found.rooms[1].id]) == "wrong_state"
    assert frontdesk.check_in(hotel, found.code, ana).status == "checked_in"


@pytest.mark.parametrize(
    ("day", "prepare", "code"),
    [
        (9, {}, "too_early"),
        (12, {}, "too_late"),
        (10, {"state": "dirty"}, "room_not_ready"),
    ],
)
def test_who_cannot_check_in_is_told_why(hotel, found, ana, arrival_day, day, prepare, code):
    arrival_day(day)
    Room.objects.filter(hotel=hotel).update(**{"state": "clean"} | prepare)

    assert code_of(frontdesk.check_in, hotel, found.code, ana) == code
    assert not ReservationChange.objects.filter(verb="checked_in").exists()


def test_nobody_checks_out_who_has_not_come(hotel, found, ana):
    assert code_of(frontdesk.check_out, hotel, found.code, ana) == "wrong_state"


def test_leaving_early_frees_the_room_and_is_owed_still(hotel, pms, found, ana, arrival_day):
    arrival_day()
    frontdesk.check_in(hotel, found.code, ana)
    arrival_day(day=11, hour=9)

    after = frontdesk.check_out(hotel, found.code, ana)

    assert after.total == found.total
    assert offer_of(pms, stay=Stay(NEXT_DAY, STAY.departure)).rooms_left == 1


def test_who_leaves_on_the_day_of_arrival_used_the_night(hotel, pms, found, ana, arrival_day):
    arrival_day()
    frontdesk.check_in(hotel, found.code, ana)
    frontdesk.check_out(hotel, found.code, ana)

    assert {use.period.upper for use in RoomUse.objects.all()} == {NEXT_DAY}


def test_who_does_not_come_pays_as_for_a_late_cancellation(hotel, pms, found, ana, arrival_day):
    fee = frontdesk.no_show_fee(hotel, found.code)
    assert fee == pesos(1450 + 3200)
    assert code_of(frontdesk.no_show, hotel, found.code, ana, fee) == "too_early"
    arrival_day()
    assert code_of(frontdesk.no_show, hotel, found.code, ana, pesos(1)) == "price_changed"

    after = frontdesk.no_show(hotel, found.code, ana, fee)

    assert (after.status, after.total, after.cancellation_fee) == ("no_show", fee, fee)
    assert not RoomUse.objects.exists()
    assert code_of(frontdesk.check_in, hotel, found.code, ana) == "wrong_state"
    assert code_of(pms.cancel, new_key(), found.code, pesos(0)) == "not_cancellable"
    assert code_of(frontdesk.cancel, hotel, found.code, ana, pesos(0)) == "wrong_state"


def test_a_fee_is_waived_with_a_reason(hotel, found, ana, arrival_day):
    arrival_day()
    assert code_of(frontdesk.cancel, hotel, found.code, ana, None) == "reason_needed"

    after = frontdesk.cancel(hotel, found.code, ana, None, reason="storm")

    assert (after.status, after.total) == ("cancelled", pesos(0))
    assert ReservationChange.objects.get(verb="cancelled").reason == "fee waived: storm"


def test_staff_cancel_one_room_at_the_fee_shown(hotel, found, ana, arrival_day):
    arrival_day()
    room = found.rooms[0]

    assert code_of(frontdesk.cancel, hotel, found.code, ana, pesos(0), [room.id]) == "price_changed"
    after = frontdesk.cancel(hotel, found.code, ana, pesos(1450), [room.id])

    assert (after.status, after.total) == ("confirmed", pesos(6400 + 1450))
    frontdesk.check_in(hotel, found.code, ana)
    assert code_of(frontdesk.cancel, hotel, found.code, ana, pesos(0)) == "wrong_state"


def test_a_stay_moves_to_another_room_at_the_same_price(hotel, pms, found, ana):
    after = frontdesk.move_room(hotel, found.code, found.rooms[0].id, "103", ana, reason="quiet")

    assert after.rooms[0].room_number == "103"
    assert after.total == found.total
    assert code_of(frontdesk.move_room, hotel, found.code, found.rooms[0].id, "103", ana) == (
        "nothing_to_change"
    )


@pytest.mark.parametrize(("number", "code"), [("201", "room_taken"), ("999", "not_found")])
def test_a_room_that_is_taken_or_not_there_gets_nobody(hotel, found, ana, number, code):
    before = list(RoomUse.objects.values_list("room__number", "period"))

    assert code_of(frontdesk.move_room, hotel, found.code, found.rooms[0].id, number, ana) == code
    assert list(RoomUse.objects.values_list("room__number", "period")) == before


def test_a_family_is_not_moved_into_a_room_too_small(hotel, pms, guest, ana):
    family = pms.book(new_key(), [offer_of(pms, occupancy=Occupancy(3))], guest).reservation

    assert code_of(frontdesk.move_room, hotel, family.code, family.rooms[0].id, "101", ana) == "over_capacity"


def test_an_upgraded_stay_keeps_its_better_room_when_it_gets_longer(hotel, pms, guest, ana):
    found = pms.book(new_key(), [offer_of(pms, "DBL")], guest).reservation
    frontdesk.move_room(hotel, found.code, found.rooms[0].id, "201", ana)
    longer = Stay(STAY.arrival, STAY.departure + timedelta(days=1))

    change = frontdesk.preview_change(hotel, found.code, [RoomWish(found.rooms[0].id, longer)])
    after = frontdesk.change_stay(hotel, new_key(), change, ana, reason="flight").reservation

    assert (after.rooms[0].room_number, after.rooms[0].room_type.code) == ("201", "DBL")
    assert after.total == pesos(2900 + 1700)
    line = ReservationChange.objects.get(verb="changed")
    assert (line.actor, line.reason) == ("Ana Ruiz", "flight")


def test_a_guest_in_the_house_moves_from_today_on(hotel, pms, found, ana, arrival_day):
    """Somebody else slept in the other room until today."""
    RoomUse.objects.create(
        hotel=hotel, room=Room.objects.get(number="103"), kind="block", period=(STAY.arrival, NEXT_DAY)
    )
    arrival_day()
    frontdesk.check_in(hotel, found.code, ana)
    assert code_of(frontdesk.move_room, hotel, found.code, found.rooms[0].id, "103", ana) == "room_taken"
    arrival_day(day=11)

    after = frontdesk.move_room(hotel, found.code, found.rooms[0].id, "103", ana)

    assert after.rooms[0].room_number == "103"
    assert Room.objects.get(number="101").state == "dirty"
    longer = Stay(STAY.arrival, STAY.departure + timedelta(days=1))
    change = frontdesk.preview_change(hotel, found.code, [RoomWish(found.rooms[0].id, longer)])
    assert frontdesk.change_stay(hotel, new_key(), change, ana).reservation.rooms[0].room_number == "103"
    shorter = [RoomWish(found.rooms[0].id, Stay(STAY.arrival, NEXT_DAY))]
    assert code_of(frontdesk.preview_change, hotel, found.code, shorter) == "not_changeable"


def test_a_stay_without_a_room_gets_one(hotel, found, ana, arrival_day):
    RoomUse.objects.all().delete()
    arrival_day()

    assert code_of(frontdesk.check_in, hotel, found.code, ana) == "no_room"
    after = frontdesk.move_room(hotel, found.code, found.rooms[0].id, "102", ana)
    assert after.rooms[0].room_number == "102"


def test_a_pending_reservation_keeps_its_room_until_it_is_confirmed(hotel, pms, found, ana, arrival_day):
    for room in Reservation.objects.get().room_stays.all():
        room.status = "pending"
        room.save()
    Reservation.objects.update(status="pending")
    assert ("STE", "sold_out") in [
        (m.room_type.code, m.code) for m in pms.find_offers(STAY, COUPLE).unoffered
    ]
    arrival_day()
    assert code_of(frontdesk.check_in, hotel, found.code, ana) == "wrong_state"

    assert frontdesk.confirm_pending(hotel, found.code, ana).status == "confirmed"
    assert code_of(frontdesk.confirm_pending, hotel, found.code, ana) == "wrong_state"


def test_a_walk_in_is_booked_once_and_finds_it_from_the_phone(hotel, pms, ana):
    offers = [offer_of(pms)]

    def book():
        return frontdesk.book_walk_in(
            hotel, "desk-1", offers, ana, name="Iker Sanz", phone="+34 600 111 222", email="Iker@Example.com"
        )

    first, again = book(), book()

    assert (first.reservation.code, again.repeated) == (again.reservation.code, True)
    assert Guest.objects.filter(name="Iker Sanz").count() == 1
    row = Reservation.objects.get()
    assert (row.source, row.phone, row.email) == ("walk_in", "+34600111222", "iker@example.com")
    writer = make_guest(hotel, phone="34600111222")
    assert [each.code for each in pms.reservations_of(details(writer))] == [first.reservation.code]


def test_a_refused_walk_in_leaves_no_guest(hotel, pms, ana):
    offers = [offer_of(pms)] * 2

    assert code_of(frontdesk.book_walk_in, hotel, "desk-1", offers, ana, name="Iker Sanz") == "sold_out"
    assert not Guest.objects.filter(name="Iker Sanz").exists()


def test_a_party_member_who_may_change_it_sees_it_and_others_do_not(hotel, pms, found, ana):
    party.add_party_member(hotel, found.code, ana, name="Marta Gil", phone="+34600333444", may_change=True)
    party.add_party_member(hotel, found.code, ana, name="Leo Gil", phone="+34600555666")
    party.add_party_member(hotel, found.code, ana, name="Eva Gil", email="Eva@example.com", may_change=True)
    marta, leo, eva = (make_guest(hotel, phone=f"34600{tail}") for tail in ("333444", "555666", "777888"))
    GuestIdentity.objects.create(hotel=hotel, guest=eva, kind="email", value="eva@example.com")

    seen = [len(pms.reservations_of(details(each))) for each in (marta, leo, eva)]

    assert seen == [1, 0, 1]
    member = PartyMember.objects.get(name="Marta Gil")
    party.remove_party_member(hotel, found.code, member.pk, ana)
    assert not pms.reservations_of(details(marta))


def test_an_address_nobody_proved_shows_nothing(hotel, pms, found, ana):
    party.add_party_member(hotel, found.code, ana, name="Marta Gil", phone="+34600333444", may_change=True)
    claims = GuestDetails(make_guest(hotel).pk, "Marta Gil", phone="+34600333444")

    assert not pms.reservations_of(claims)


def test_the_same_phone_at_another_hotel_shows_nothing(hotel, pms, found, ana):
    party.add_party_member(hotel, found.code, ana, name="Marta Gil", phone="+34600333444", may_change=True)
    other = make_house(make_hotel())
    elsewhere = make_guest(other, phone="34600333444")

    assert not pms.reservations_of(details(elsewhere))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": "x"}, "bad_guest_name"),
        ({"name": "Marta Gil", "phone": "600333444"}, "bad_phone"),
        ({"name": "Marta Gil", "phone": "+346\x00003334"}, "bad_phone"),
        ({"name": "Marta Gil", "email": "marta"}, "bad_email"),
    ],
)
def test_a_party_member_is_written_readably(hotel, found, ana, fields, code):
    assert code_of(party.add_party_member, hotel, found.code, ana, **fields) == code
    assert not PartyMember.objects.exists()


def test_wishes_and_the_time_of_arrival_are_written_down(hotel, found, ana):
    party.set_remarks(hotel, found.code, " a  cot ", ana)
    party.set_notes(hotel, found.code, "regular", ana)
    after = party.set_arrival_time(hotel, found.code, "21:30", ana)

    assert (after.remarks, after.arrival_time) == ("a cot", "21:30")
    assert "regular" not in repr(after)
    assert code_of(party.set_arrival_time, hotel, found.code, "25:00", ana) == "bad_time"
    assert code_of(party.set_arrival_time, hotel, found.code, "21:30\n", ana) == "bad_time"


def test_staff_of_one_hotel_reach_nothing_of_another(hotel, found, ana):
    other = make_house(make_hotel())

    for call, arguments in [
        (frontdesk.check_in, (ana,)),
        (frontdesk.cancel, (ana, None)),
        (frontdesk.move_room, (found.rooms[0].id, "102", ana)),
        (frontdesk.confirm_pending, (ana,)),
        (frontdesk.preview_change, ([],)),
    ]:
        reason = {"reason": "x"} if call is frontdesk.cancel else {}
        assert code_of(call, other, found.code, *arguments, **reason) == "not_found"
    assert code_of(frontdesk.no_show_fee, other, found.code) == "not_found"


def test_where_rooms_are_kept_elsewhere_nothing_is_written_here(hotel, pms, found, ana):
    offers = [offer_of(pms, "DBL")]
    PMSLink.objects.create(hotel=hotel, kind="qloapps", url="http://127.0.0.1:1")

    assert code_of(frontdesk.book_walk_in, hotel, "k", offers, ana, name="Iker Sanz") == "outside_pms"
    assert code_of(frontdesk.check_in, hotel, found.code, ana) == "outside_pms"
    assert code_of(housekeeping.block, hotel, "102", STAY, ana, "paint") == "outside_pms"
