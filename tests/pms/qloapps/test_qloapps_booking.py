"""Offers, bookings, cancellations over real HTTP against the sandbox's QloApps."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hotels.models import GuestIdentity
from pms.base import CancellationTerms, Money, Occupancy, Stay
from pms.errors import PMSAuthFailed, PMSUnavailable
from pms.models import PMSLink, PMSWrite
from pms.qloapps import QloApps
from tests.factories import make_guest, make_hotel
from tests.pms.conftest import COUPLE, STAY, code_of, details
from tests.pms.qloapps.shop import (
    DOUBLE,
    SUITE,
    adapter,
    booked,
    family,
    guest_of,
    make_linked,
    new_key,
    offer_for,
    open_shop,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_house_has_names_by_language_limits_and_rules(pms):
    house = pms.house()

    double, suite = house.room_types
    assert double.name == {"es": "Habitación doble", "en": "Double room"}
    assert double.description == {"es": "Cama queen.", "en": "Queen bed."}
    assert (double.max_adults, double.max_children, double.max_total) == (2, 1, 3)
    assert suite.code == SUITE
    assert [plan.code for plan in house.rate_plans] == ["STD"]
    assert house.rate_plans[0].cancellation == CancellationTerms(2, "percent:50")
    assert [(room.room_type, room.state) for room in house.rooms] == [("1", "")] * 3 + [("2", "")]
    assert house.policies["es"] == "No smoking indoors. Pets up to 10 kg are welcome."
    assert "Breakfast" in [service.name["en"] for service in house.services]
    assert all(service.price is None for service in house.services)  # theirs are without tax


def test_one_language_and_no_rules_are_read_as_well(sandbox):
    shop = open_shop(sandbox, languages=["en"], refund_rules=[])

    house = adapter(make_linked(shop)).house()

    assert house.room_types[0].name == {"en": "Double room"}
    assert house.rate_plans[0].cancellation == CancellationTerms(None, "full")


def test_an_offer_has_the_total_with_taxes_and_fees(pms):
    offer = offer_for(pms)

    # Two nights of 1000 and a fee of 100, with 16 % tax.
    assert offer.total == Money(Decimal("2552.00"), "MXN")
    assert [night.price.amount for night in offer.nights] == [Decimal("1276.00")] * 2
    assert offer.taxes_added.amount == 0
    assert [(line.amount.amount, line.included) for line in offer.taxes] == [(Decimal("352.00"), True)]
    assert offer.rooms_left == 3


def test_what_the_shop_does_not_check_is_checked_here(pms, shop):
    found = pms.find_offers(STAY, Occupancy(3))

    assert [offer.room_type.code for offer in found.offers] == [SUITE]
    assert [(miss.room_type.code, miss.code) for miss in found.unoffered] == [(DOUBLE, "over_capacity")]
    assert code_of(pms.find_offers, Stay(date(2026, 11, 20), date(2026, 11, 22)), COUPLE) == "past_date"
    assert code_of(pms.find_offers, Stay(date(2035, 1, 1), date(2035, 1, 2)), COUPLE) == "too_far"
    assert code_of(pms.find_offers, STAY, COUPLE, "SUMMER") == "bad_promotion"


def test_lengths_of_stay_say_how_many_nights(pms, shop):
    shop.house(room_type=1, min_los=3)
    shop.house(room_type=2, max_los=1)

    found = pms.find_offers(STAY, COUPLE)

    assert [(miss.code, miss.nights) for miss in found.unoffered] == [("min_stay", 3), ("max_stay", 1)]


def test_sold_out_and_closed_are_told_apart(pms, shop):
    shop.books("2027-03-09", "2027-03-11", room=4)
    pms.house()
    shop.house(room_type=1, active=False)

    found = pms.find_offers(STAY, COUPLE)

    assert [(miss.room_type.code, miss.code) for miss in found.unoffered] == [
        (DOUBLE, "closed"),
        (SUITE, "sold_out"),
    ]


def test_what_is_booked_is_what_was_offered_and_what_is_charged(pms, shop, guest):
    offer = offer_for(pms, occupancy=family(7))

    found = pms.book(new_key(), [offer], guest, "Llegamos tarde").reservation

    assert found.status == "confirmed"
    assert (found.total, found.stay, found.occupancy) == (offer.total, STAY, family(7))
    assert found.guest_name == "Lucía Torres García"
    assert found.remarks == "Llegamos tarde"
    assert found.rooms[0].room_number
    assert pms.reservation(f" {found.code[:4].lower()}-{found.code[4:]}") == found
    (order,) = shop.orders()
    assert Decimal(order["total_paid_tax_incl"]) == offer.total.amount
    assert Decimal(order["total_paid_real"]) == 0  # nobody has paid yet
    assert order["remarks"] == ["Llegamos tarde"]
    assert order["current_state"] == shop.shows()["states"]["PS_OS_AWAITING_PAYMENT"]


def test_several_rooms_are_one_order(pms, shop, guest):
    wanted = [offer_for(pms), offer_for(pms, occupancy=family(4)), offer_for(pms, SUITE)]

    found = pms.book(new_key(), wanted, guest).reservation

    assert len(shop.orders()) == 1
    rooms = {(room.room_type.code, room.occupancy) for room in found.rooms}
    assert rooms == {(DOUBLE, COUPLE), (DOUBLE, family(4)), (SUITE, COUPLE)}
    assert found.total.amount == sum(offer.total.amount for offer in wanted)


def test_more_rooms_than_there_are_are_not_booked_at_all(pms, shop, guest):
    offer = offer_for(pms)

    assert code_of(pms.book, new_key(), [offer] * 4, guest) == "sold_out"
    assert shop.orders() == []


def test_another_price_than_now_is_refused(pms, shop, guest):
    offer = offer_for(pms)
    shop.prices(1, 1100)

    assert code_of(pms.book, new_key(), [offer], guest) == "price_changed"
    assert shop.orders() == []


def test_other_rules_than_now_are_refused(pms, guest):
    offer = offer_for(pms)
    milder = replace(offer.rate_plan, cancellation=CancellationTerms(0, "none"))

    assert code_of(pms.book, new_key(), [replace(offer, rate_plan=milder)], guest) == "price_changed"


def test_the_same_key_books_once(pms, shop, guest):
    key, offer = new_key(), offer_for(pms)

    first = pms.book(key, [offer], guest)
    again = pms.book(key, [offer], guest)

    assert again == replace(first, repeated=True)
    assert len(shop.orders()) == 1


def test_the_same_key_does_not_book_again_what_was_cancelled(pms, shop, guest):
    key = new_key()
    found = pms.book(key, [offer_for(pms)], guest).reservation
    pms.cancel(new_key(), found.code, found.cancellation_fee)

    again = pms.book(key, [offer_for(pms)], guest)

    assert again.repeated
    assert again.reservation.status == "cancelled"
    assert len(shop.orders()) == 1


def test_a_guest_of_another_hotel_cannot_book(pms):
    stranger = details(make_guest(make_hotel()))

    assert code_of(pms.book, new_key(), [offer_for(pms)], stranger) == "not_found"


def test_a_room_sold_on_the_website_is_sold(pms, shop, guest):
    offer = offer_for(pms, SUITE)
    shop.books("2027-03-11", "2027-03-12", room_type=2)

    assert code_of(pms.book, new_key(), [offer], guest) == "sold_out"


def test_cancelling_frees_the_room_and_happens_once(pms, shop, guest):
    found = booked(pms, guest, SUITE)
    key = new_key()

    first = pms.cancel(key, found.code, found.cancellation_fee)

    assert first.reservation.status == "cancelled"
    assert pms.cancel(key, found.code, found.cancellation_fee) == replace(first, repeated=True)
    assert code_of(pms.cancel, new_key(), found.code, found.cancellation_fee) == "already_cancelled"
    assert offer_for(pms, SUITE).rooms_left == 1
    assert shop.orders()[0]["current_state"] == shop.shows()["states"]["PS_OS_CANCELED"]


def test_a_late_cancellation_keeps_its_fee(pms, guest):
    tomorrow = Stay(date(2026, 11, 22), date(2026, 11, 24))
    found = booked(pms, guest, stay=tomorrow)
    half = Money(Decimal("1276.00"), "MXN")

    assert (found.cancellation_fee, found.free_cancellation_until) == (half, None)
    assert code_of(pms.cancel, new_key(), found.code, Money(Decimal(0), "MXN")) == "price_changed"
    assert pms.cancel(new_key(), found.code, half).reservation.cancellation_fee == half


def test_a_stay_that_has_begun_is_not_cancelled(pms, shop, guest):
    found = booked(pms, guest)
    shop.changes(reference=found.code, status=2)

    assert pms.reservation(found.code).status == "checked_in"
    assert code_of(pms.cancel, new_key(), found.code, found.cancellation_fee) == "not_cancellable"


def test_one_of_two_rooms_is_given_up(pms, shop, guest):
    wanted = [offer_for(pms), offer_for(pms, SUITE)]
    found = pms.book(new_key(), wanted, guest).reservation
    suite = next(room for room in found.rooms if room.room_type.code == SUITE)
    key = new_key()

    receipt = pms.cancel(key, found.code, suite.cancellation_fee, [suite.id])

    assert [room.room_type.code for room in receipt.reservation.live_rooms] == [DOUBLE]
    assert receipt.reservation.status == "confirmed"
    assert receipt.reservation.total == next(r.total for r in found.rooms if r is not suite)
    assert pms.cancel(key, found.code, suite.cancellation_fee, [suite.id]).repeated
    assert offer_for(pms, SUITE).rooms_left == 1
    assert suite.room_number in shop.orders()[0]["remarks"][0]
    assert shop.orders()[0]["customer"] == "Lucía Torres García"


def test_which_of_two_equal_rooms_goes_is_left_to_staff_where_it_matters(pms, guest):
    """QloApps keeps the first of two rooms with the same type and dates, whichever is meant."""
    wanted = [offer_for(pms), offer_for(pms, occupancy=family(4))]
    found = pms.book(new_key(), wanted, guest).reservation
    first, second = sorted(found.rooms, key=lambda room: int(room.id))
    zero = Money(Decimal(0), "MXN")

    assert code_of(pms.cancel, new_key(), found.code, zero, [first.id]) == "needs_staff"
    assert code_of(pms.cancel, new_key(), found.code, zero, ["999"]) == "no_such_room"
    left = pms.cancel(new_key(), found.code, zero, [second.id]).reservation
    assert [room.occupancy for room in left.live_rooms] == [first.occupancy]


def test_staff_who_cancel_are_believed(pms, shop, guest):
    found = booked(pms, guest)
    shop.cancels(reference=found.code)

    assert pms.reservation(found.code).status == "cancelled"
    assert code_of(pms.cancel, new_key(), found.code, found.cancellation_fee) == "already_cancelled"


def test_an_unknown_code_is_not_found(pms):
    assert pms.reservation("XXXXXXXXX") is None
    assert pms.reservation("") is None
    assert code_of(pms.cancel, new_key(), "XXXXXXXXX", Money(Decimal(0), "MXN")) == "not_found"


def test_a_known_customer_is_not_renamed(pms, shop, guest):
    """An address that somebody else has there: staff read who really comes."""
    shop.books(
        "2027-06-01",
        "2027-06-02",
        room=1,
        guest={
            "firstname": "Marta", "lastname": "Sol", "email": "lucia@guests.example", "phone": "+525555559999"
        },
    )  # fmt: skip

    found = booked(pms, guest)

    ours = shop.orders()[-1]
    assert (ours["customer"], ours["phone"]) == ("Marta Sol", "+525555559999")
    assert "Lucía Torres García" in ours["remarks"][0]
    assert "+525555550123" in ours["remarks"][0]
    assert found.guest_name == "Lucía Torres García"


def test_the_same_person_with_other_accents_is_the_same(pms, shop, guest):
    shop.books(
        "2027-06-01",
        "2027-06-02",
        room=1,
        guest={"firstname": "lucia", "lastname": "torres garcia", "email": "lucia@guests.example"},
    )

    booked(pms, guest)

    assert shop.orders()[-1]["customer"] == "lucia torres garcia"
    assert "Lucía" not in "".join(shop.orders()[-1]["remarks"])


@pytest.mark.parametrize(
    ("name", "email", "phone"),
    [
        ("R2-D2 4ever", "", ""),
        ("李小龙", "no es un correo", "llámame"),
        ("<script>alert(1)</script>", "a|b@example.com", "+1 (202) 555-0123 ext 9"),
        ("X" * 120, "x" * 130 + "@example.com", "1" * 40),
    ],
)
def test_whoever_it_is_the_booking_is_made(pms, hotel, shop, name, email, phone):
    guest = guest_of(hotel, name=name, email=email, phone=phone)

    found = booked(pms, guest)

    assert found.guest_name == name
    (order,) = shop.orders()
    assert order["email"].endswith(f"@{hotel.slug}.invalid")
    assert not email or email[:100] in order["remarks"][0]


def test_guests_without_an_address_are_not_one_customer(pms, hotel, shop):
    booked(pms, guest_of(hotel, email=""))
    booked(pms, guest_of(hotel, name="Otro Señor", email=""))

    assert len({order["id_customer"] for order in shop.orders()}) == 2


def test_reservations_of_a_guest_are_those_booked_here_newest_first(pms, hotel, guest):
    for month in (5, 7, 6):
        booked(pms, guest, stay=Stay(date(2027, month, 1), date(2027, month, 3)))
    booked(pms, guest_of(hotel, name="Otra Persona", email="lucia@guests.example"))

    assert [each.stay.arrival.month for each in pms.reservations_of(guest)] == [7, 6, 5]


def test_an_address_shows_reservations_only_where_it_is_proved(pms, hotel, shop, guest):
    shop.books("2027-06-01", "2027-06-02", room=1, guest={"email": "lucia@guests.example"})
    GuestIdentity.objects.create(hotel=hotel, guest_id=guest.key, kind="web", value="lucia@guests.example")

    assert pms.reservations_of(guest) == []
    GuestIdentity.objects.create(hotel=hotel, guest_id=guest.key, kind="email", value="Lucia@guests.example")
    assert len(pms.reservations_of(guest)) == 1


def test_a_wrong_key_is_an_authentication_failure(pms, shop, hotel):
    link = PMSLink(hotel=hotel, url=shop.url, credentials={"key": "X" * 32})

    with pytest.raises(PMSAuthFailed):
        QloApps(hotel, link).house()
    with pytest.raises(PMSAuthFailed):
        QloApps(hotel, PMSLink(hotel=hotel, url=shop.url)).house()


def test_a_method_that_was_not_granted_is_an_authentication_failure(sandbox):
    everything = ["hotels", "room_types", "hotel_room_types", "hotel_refund_rules", "languages", "currencies"]
    grants = {
        name: ["GET"] for name in [*everything, "configurations", "orders", "room_bookings", "customers"]
    }
    shop = open_shop(sandbox, grants=grants | {"hotel_ari": ["POST"], "bookings": ["GET"]})
    hotel = make_linked(shop)

    with pytest.raises(PMSAuthFailed):
        booked(adapter(hotel), guest_of(hotel))
    assert shop.orders() == []


def test_a_hotel_the_shop_does_not_have_is_said(shop, hotel):
    link = PMSLink(hotel=hotel, url=shop.url, credentials={"key": shop.key}, options={"property_id": 7})

    with pytest.raises(PMSUnavailable, match="property_id"):
        QloApps(hotel, link).house()


def test_two_hotels_keep_their_own_shops(sandbox, pms, guest):
    found = booked(pms, guest)
    other = adapter(make_linked(open_shop(sandbox)))

    assert other.reservation(found.code) is None
    assert code_of(other.cancel, new_key(), found.code, found.cancellation_fee) == "not_found"


def test_what_is_noted_belongs_to_the_hotel(sandbox, hotel, pms, guest):
    """One key used by two hotels is two writes."""
    key = new_key()
    pms.book(key, [offer_for(pms)], guest)
    shop = open_shop(sandbox)
    other = make_linked(shop)
    assert adapter(other).written(key) is None

    receipt = adapter(other).book(key, [offer_for(adapter(other))], guest_of(other))

    assert not receipt.repeated
    assert len(shop.orders()) == 1
    assert PMSWrite.objects.filter(key=key).count() == 2
