import random
import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from hotels.models import Hotel
from pms.base import Occupancy, Stay
from pms.builtin import Builtin
from pms.errors import PMSRefused, PMSUnavailable
from pms.models import PMSLink, Rate, RatePlan, Reservation, Room, RoomStay, RoomType, RoomUse, Tax
from pms.systems import open_pms
from tests.factories import make_guest, make_hotel, make_house
from tests.pms.conftest import COUPLE, STAY, details, offer_of


def new_key():
    return str(uuid.uuid4())


def test_finding_offers_takes_the_same_queries_however_big_the_house(
    hotel, pms, guest, django_assert_max_num_queries
):
    with django_assert_max_num_queries(7):
        assert len(pms.find_offers(STAY, COUPLE).offers) == 3
    for number in range(28):
        room_type = RoomType.objects.create(hotel=hotel, code=f"T{number}", name={"en": "T"})
        Room.objects.create(hotel=hotel, room_type=room_type, number=f"9{number}")
        for plan in hotel.rate_plans.all():
            Rate.objects.create(
                hotel=hotel, room_type=room_type, rate_plan=plan, first_night=STAY.arrival,
                last_night=STAY.departure, price=100, currency="MXN",
            )  # fmt: skip
    pms.book(new_key(), [offer_of(pms, "T1")], guest)

    with django_assert_max_num_queries(7):
        assert len(pms.find_offers(STAY, COUPLE).offers) == 3 + 27 * 2


def test_reading_reservations_takes_the_same_queries_however_many_there_are(
    hotel, pms, guest, django_assert_max_num_queries
):
    for day in range(1, 13):
        stay = Stay(date(2027, 5, day), date(2027, 5, day + 1))
        pms.book(new_key(), [offer_of(pms, "DBL", stay=stay), offer_of(pms, "STE", stay=stay)], guest)

    with django_assert_max_num_queries(2):
        assert len(pms.reservations_of(guest)) == 12


def test_added_taxes_are_in_the_total(hotel, pms):
    Tax.objects.create(hotel=hotel, name="ISH", percent=3, included=False)

    offer = offer_of(pms)

    assert offer.taxes_added.amount == Decimal("192.00")
    assert offer.total.amount == Decimal("6592.00")


def test_too_short_a_stay_names_the_nights_it_takes(hotel, pms):
    hotel.rates.filter(room_type__code="STE").update(min_stay=4)
    hotel.rates.filter(room_type__code="DBL").update(min_stay=3)
    hotel.rates.filter(room_type__code="DBL", rate_plan__code="NR").update(min_stay=5)

    found = pms.find_offers(STAY, COUPLE)

    assert not found.offers
    assert [(miss.room_type.code, miss.code, miss.nights) for miss in found.unoffered] == [
        ("DBL", "min_stay", 3),
        ("STE", "min_stay", 4),
    ]


def test_a_room_type_without_a_rate_says_so(hotel, pms):
    hotel.rates.filter(room_type__code="STE").update(last_night=STAY.arrival)

    assert [(m.room_type.code, m.code) for m in pms.find_offers(STAY, COUPLE).unoffered] == [
        ("STE", "no_rate")
    ]


def test_today_is_the_hotels_today(db):
    # Noon of the 21st in Mexico is the 22nd in Kiritimati.
    pms = open_pms(make_house(make_hotel(timezone="Pacific/Kiritimati")))

    with pytest.raises(PMSRefused) as refusal:
        pms.find_offers(Stay(date(2026, 11, 21), date(2026, 11, 23)), COUPLE)
    assert refusal.value.code == "past_date"
    assert pms.find_offers(Stay(date(2026, 11, 22), date(2026, 11, 24)), COUPLE).offers


def test_one_room_must_be_free_for_the_whole_stay(hotel, pms, guest):
    """Two doubles, each taken on another night: nobody can stay both nights without moving."""
    Room.objects.filter(number="103").update(is_active=False)
    rooms = list(Room.objects.filter(hotel=hotel, number__in=["101", "102"]).order_by("number"))
    for room, day in zip(rooms, STAY.dates(), strict=True):
        pms.book(new_key(), [offer_of(pms, "DBL", stay=Stay(day, day + timedelta(days=1)))], guest)
        RoomUse.objects.filter(room_stay__stay__startswith=day).update(room=room)

    assert ("DBL", "sold_out") in [
        (m.room_type.code, m.code) for m in pms.find_offers(STAY, COUPLE).unoffered
    ]


def test_an_inactive_room_is_not_sold(hotel, pms):
    Room.objects.filter(number="201").update(is_active=False)

    assert "STE" not in [offer.room_type.code for offer in pms.find_offers(STAY, COUPLE).offers]


def test_a_stay_goes_where_it_leaves_no_gap(hotel, pms, guest):
    before = Stay(date(2027, 3, 7), STAY.arrival)
    after = Stay(STAY.departure, date(2027, 3, 15))
    for stay, number in [(before, "102"), (before, "103"), (after, "103")]:
        RoomUse.objects.create(
            hotel=hotel,
            room=Room.objects.get(hotel=hotel, number=number),
            period=(stay.arrival, stay.departure),
            kind="block",
        )

    booked = pms.book(new_key(), [offer_of(pms, "DBL")], guest).reservation

    assert booked.rooms[0].room_number == "103"


def test_changed_conditions_are_refused_like_a_changed_price(hotel, pms, guest):
    offer = offer_of(pms)
    RatePlan.objects.filter(hotel=hotel, code="FLEX").update(free_until_days=14)

    with pytest.raises(PMSRefused) as refusal:
        pms.book(new_key(), [offer], guest)

    assert refusal.value.code == "price_changed"


def test_an_offer_of_yesterday_is_past(pms, guest, hotel, clock):
    tonight = Stay(hotel.today(), hotel.today() + timedelta(days=1))
    offer = offer_of(pms, stay=tonight)
    clock(hotel.now() + timedelta(days=1))

    with pytest.raises(PMSRefused) as refusal:
        pms.book(new_key(), [offer], guest)

    assert refusal.value.code == "past_date"


def test_what_is_sold_no_more_is_refused(hotel, pms, guest):
    offer = offer_of(pms)
    hotel.rates.filter(room_type__code="STE").delete()

    with pytest.raises(PMSRefused) as refusal:
        pms.book(new_key(), [offer], guest)

    assert refusal.value.code == "no_rate"


def test_the_database_refuses_two_stays_in_one_room(hotel, pms, guest):
    pms.book(new_key(), [offer_of(pms)], guest)
    use = RoomUse.objects.get()

    with pytest.raises(IntegrityError, match="no_room_is_sold_twice"), transaction.atomic():
        RoomUse.objects.create(hotel=hotel, room=use.room, period=use.period, kind="block")


def test_a_reservation_keeps_the_terms_it_was_sold_on(hotel, pms, guest, clock):
    code = pms.book(new_key(), [offer_of(pms)], guest).reservation.code
    RatePlan.objects.filter(hotel=hotel, code="FLEX").update(free_until_days=None, fee="full")
    hotel.rates.update(price=1, weekend_price=1)

    found = pms.reservation(code)

    assert found.cancellation_fee.amount == 0
    assert found.total.amount == Decimal("6400.00")
    clock(found.free_cancellation_until + timedelta(seconds=1))
    late = pms.reservation(code)
    assert late.free_cancellation_until is None
    assert late.cancellation_fee.amount == Decimal("3200.00")


def test_a_fee_agreed_before_the_deadline_is_refused_after_it(pms, guest, clock):
    found = pms.book(new_key(), [offer_of(pms)], guest).reservation
    clock(found.free_cancellation_until + timedelta(seconds=1))

    with pytest.raises(PMSRefused) as refusal:
        pms.cancel(new_key(), found.code, found.cancellation_fee)

    assert refusal.value.code == "price_changed"


def test_a_stay_that_has_begun_is_not_cancelled_here(pms, guest, hotel, clock):
    tonight = Stay(hotel.today(), hotel.today() + timedelta(days=1))
    found = pms.book(new_key(), [offer_of(pms, stay=tonight)], guest).reservation
    clock(hotel.now().replace(hour=15))

    with pytest.raises(PMSRefused) as refusal:
        pms.cancel(new_key(), found.code, found.cancellation_fee)

    assert refusal.value.code == "not_cancellable"


def test_a_cancelled_reservation_tells_what_it_cost(pms, guest, clock):
    found = pms.book(new_key(), [offer_of(pms)], guest).reservation
    clock(found.free_cancellation_until + timedelta(days=1))
    fee = pms.reservation(found.code).cancellation_fee

    cancelled = pms.cancel(new_key(), found.code, fee).reservation

    clock(found.free_cancellation_until + timedelta(days=30))
    assert pms.reservation(found.code) == cancelled
    assert cancelled.cancellation_fee == fee != found.cancellation_fee


@pytest.mark.parametrize(
    ("model", "field", "value"),
    [
        (Rate, "price", -1),
        (Rate, "weekend_price", -1),
        (Rate, "extra_adult", -1),
        (Tax, "percent", -1),
        (RatePlan, "fee", "half"),
        (RatePlan, "fee", "percent:"),
        (RatePlan, "fee", "percent:-5"),
        (RatePlan, "fee", "full\n"),
    ],
)
def test_the_database_refuses_prices_and_fees_that_make_no_sense(hotel, model, field, value):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(hotel=hotel).update(**{field: value})


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_no_two_stays_ever_share_a_room_and_a_night(hotel, pms, guest, seed):
    """Random bookings and cancellations; afterwards every night of every room is counted by hand."""
    dice = random.Random(seed)
    Reservation.objects.filter(hotel=hotel).delete()
    for _ in range(25):
        arrival = date(2027, 6, 1) + timedelta(days=dice.randrange(8))
        stay = Stay(arrival, arrival + timedelta(days=dice.randint(1, 5)))
        offers = pms.find_offers(stay, Occupancy(dice.randint(1, 3))).offers
        if offers:
            booked = pms.book(new_key(), [dice.choice(offers)], guest).reservation
            if dice.random() < 0.3:
                pms.cancel(new_key(), booked.code, booked.cancellation_fee)
    nights = [
        (room.use.room_id, room.stay.lower + timedelta(days=n))
        for room in RoomStay.objects.filter(hotel=hotel, status="confirmed")
        for n in range((room.stay.upper - room.stay.lower).days)
    ]
    assert len(nights) == len(set(nights))


def test_a_hotel_without_a_link_uses_the_builtin_pms(hotel):
    assert isinstance(open_pms(hotel), Builtin)


def test_an_unknown_kind_of_pms_is_unavailable(hotel):
    PMSLink.objects.create(hotel=hotel, kind="abacus")

    with pytest.raises(PMSUnavailable):
        open_pms(Hotel.objects.get(pk=hotel.pk))


def test_operations_are_counted_by_how_they_ended(pms, guest):
    def count(status):
        labels = {"operation": "book", "status": status}
        return REGISTRY.get_sample_value("pms_operations_total", labels) or 0

    before = count("ok"), count("sold_out")
    offer = offer_of(pms)
    pms.book(new_key(), [offer], guest)
    with pytest.raises(PMSRefused):
        pms.book(new_key(), [offer], guest)

    assert (count("ok"), count("sold_out")) == (before[0] + 1, before[1] + 1)
    assert REGISTRY.get_sample_value("pms_api_latency_seconds_count", {"endpoint": "book", "method": "local"})


def test_a_guest_sees_only_their_own_reservations(hotel, pms, guest):
    pms.book(new_key(), [offer_of(pms)], guest)

    assert not pms.reservations_of(details(make_guest(hotel)))
