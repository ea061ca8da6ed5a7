"""What is due, what was paid at the desk, and links at which guests pay, at a real provider's."""

import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotels.models import AuditEntry
from pms import frontdesk, payment_links, payments
from pms.base import Money
from pms.errors import PMSAuthFailed, PMSRefused, PMSUnavailable, PMSUnknown
from pms.models import Discrepancy, Payment, RatePlan
from pms.systems import open_pms
from sandbox.running import running
from tests.factories import make_hotel, make_house, make_reservation
from tests.pms.conftest import code_of


def pesos(amount):
    return Money(Decimal(amount), "MXN")


def reservation_of(hotel, code="ABC234"):
    make_reservation(hotel, code)  # a double, two nights at 1250.00
    return open_pms(hotel).reservation(code)


@pytest.fixture
def reservation(hotel):
    return reservation_of(hotel)


def record(hotel, reservation, amount="1000.00", key="k", method="cash", **more):
    return payments.record(hotel, key, reservation, pesos(amount), method, **{"actor": "Staff"} | more)


def test_nothing_is_paid_at_first(hotel, reservation):
    due = payments.due(hotel, reservation)

    assert due == payments.Due(reservation.total, pesos("0.00"), pesos(0), reservation.total)


@pytest.mark.parametrize(
    ("rule", "deposit"),
    [("none", "0"), ("first_night", "1250.00"), ("percent:30", "750.00"), ("full", "2500.00")],
)
def test_the_deposit_is_what_the_plan_says(hotel, rule, deposit):
    RatePlan.objects.filter(hotel=hotel).update(deposit=rule)
    reservation = reservation_of(hotel)
    record(hotel, reservation, "100.00")

    due = payments.due(hotel, reservation)

    assert reservation.total == pesos("2500.00")
    assert due.deposit == pesos(deposit)
    assert due.deposit_open == pesos(max(Decimal(deposit) - 100, 0))
    assert due.open == pesos("2400.00")


def test_without_prices_of_nights_the_first_is_an_equal_share(hotel):
    RatePlan.objects.filter(hotel=hotel).update(deposit="first_night")
    reservation = reservation_of(hotel)
    outside = replace(reservation, code="PS-1", rooms=tuple(replace(r, id="x") for r in reservation.rooms))

    assert payments.due(hotel, outside).deposit == pesos("1250.00")


def test_a_cancelled_reservation_has_no_deposit(hotel):
    RatePlan.objects.filter(hotel=hotel).update(deposit="full")
    reservation = replace(reservation_of(hotel), status="cancelled", total=pesos("500.00"))

    due = payments.due(hotel, reservation)

    assert (due.deposit, due.open) == (pesos(0), pesos("500.00"))


def test_money_is_recorded_once_per_key_and_audited(hotel, reservation):
    first, again = record(hotel, reservation), record(hotel, reservation)

    assert first == again
    assert (first.state, first.method, first.recorded_by) == ("paid", "cash", "Staff")
    assert payments.due(hotel, reservation).open == pesos("1500.00")
    assert payments.payments_of(hotel, "abc 234") == [first]
    assert [entry.action for entry in AuditEntry.objects.all()] == ["payment.recorded"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"amount": "0"}, "bad_amount"),
        ({"amount": "-1"}, "bad_amount"),
        ({"amount": "NaN"}, "bad_amount"),
        ({"amount": "Infinity"}, "bad_amount"),
        ({"amount": "1.001"}, "bad_amount"),
        ({"amount": "2500.01"}, "more_than_open"),
        ({"method": "link"}, "bad_method"),
        ({"note": "4242 4242 4242 4242"}, "card_number"),
        ({"note": "x" * 201}, "bad_note"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(hotel, reservation, fields, code):
    assert code_of(record, hotel, reservation, **fields) == code
    assert not Payment.objects.exists()


def test_another_currency_is_refused(hotel, reservation):
    dollars = Money(Decimal(10), "USD")

    assert code_of(payments.record, hotel, "k", reservation, dollars, "cash", actor="x") == "other_currency"


def test_what_was_given_back_is_open_again(hotel, reservation):
    paid = record(hotel, reservation)

    assert payments.refund(hotel, paid.pk, "Staff").state == "refunded"
    assert payments.refund(hotel, paid.pk, "Staff").state == "refunded"
    assert payments.due(hotel, reservation).open == reservation.total
    assert AuditEntry.objects.filter(action="payment.refunded").count() == 1


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.decimals("0.01", "3000", places=2), max_size=6))
def test_whatever_is_recorded_never_exceeds_the_total(hotel, reservation, amounts):
    Payment.objects.filter(hotel=hotel).delete()
    for n, amount in enumerate(amounts):
        with suppress(PMSRefused):
            record(hotel, reservation, amount, f"k{n}")
        due = payments.due(hotel, reservation)
        assert due.paid + due.open == due.total
        assert due.open.amount >= 0


@pytest.mark.django_db(transaction=True)
def test_two_who_note_the_same_open_amount_do_not_both_succeed():
    hotel = make_house(make_hotel())
    reservation = reservation_of(hotel)

    def one(n):
        try:
            return record(hotel, reservation, "2500.00", f"k{n}").state
        except PMSRefused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert sorted(pool.map(one, range(10))) == ["more_than_open"] * 9 + ["paid"]


def test_nothing_of_another_hotel_can_be_seen_or_touched(hotel, reservation):
    other = make_hotel()
    paid = record(hotel, reservation)

    assert payments.payments_of(other, reservation.code) == []
    assert payments.due(other, reservation).paid == pesos(0)
    assert code_of(payments.refund, other, paid.pk, "x") == "not_found"
    assert payments.by_key(other, "k") is None


# Links.

links = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def _sandbox():
    with running() as sandbox:
        yield sandbox


@pytest.fixture
def provider(_sandbox, settings):
    """A payment provider whose clock is the test's."""
    _sandbox.reset()
    _sandbox.clock(offset_seconds=timezone.now().timestamp() - time.time())
    settings.PAYMENT_LINKS_URL, settings.PAYMENT_LINKS_KEY = _sandbox.payments_url, "key-of-the-tests"
    return _sandbox


@pytest.fixture
def stay(transactional_db):
    hotel = make_house(make_hotel())
    return hotel, reservation_of(hotel)


def ask(stay, amount="750.00", key="k"):
    return payment_links.request_payment(stay[0], key, stay[1], pesos(amount), actor="Staff")


def visit(payment, *, pays=False):
    with urllib.request.urlopen(payment.link, data=b"" if pays else None) as page:
        return page.read().decode()


@links
def test_a_guest_pays_at_the_link_and_the_hotel_sees_it(provider, stay):
    hotel, reservation = stay
    payment = ask(stay)

    assert payment.state == "requested"
    assert "750.00 MXN" in visit(payment)
    assert payment_links.settle_requested(hotel) == 0
    assert payments.due(hotel, reservation).paid == pesos(0)

    visit(payment, pays=True)
    assert payment_links.hotels_that_wait() == [hotel]
    assert payment_links.settle_requested(hotel) == 1
    assert payment_links.settle_requested(hotel) == 0
    assert payment_links.hotels_that_wait() == []

    assert payments.due(hotel, reservation).paid == pesos("750.00")
    assert [entry.action for entry in AuditEntry.objects.order_by("id")] == [
        "payment.requested",
        "payment.paid",
    ]


@links
def test_a_key_asks_for_one_link(provider, stay):
    assert ask(stay) == ask(stay)
    assert len(provider.payments()) == 1
    assert code_of(ask, stay, "751.00") == "key_reused"


@links
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("500", PMSUnknown),
        ("500_accepted", PMSUnknown),
        ("429", PMSUnavailable),
        ("reset_accepted", PMSUnknown),
        ("garbage_accepted", PMSUnknown),
    ],
)
def test_after_any_failure_asking_again_gives_the_one_link(provider, stay, fault, error):
    provider.payments(faults=[fault])

    with pytest.raises(error):
        ask(stay)
    payment = ask(stay)

    assert payment.link
    assert len(provider.payments()) == Payment.objects.count() == 1


@links
def test_a_provider_that_says_nothing_is_given_up(provider, stay, monkeypatch):
    monkeypatch.setattr(payment_links, "SECONDS", 0.3)
    payment_links._client.cache_clear()
    provider.payments(faults=["timeout_accepted"])
    try:
        with pytest.raises(PMSUnknown):
            ask(stay)
    finally:
        payment_links._client.cache_clear()


@links
def test_a_provider_that_is_not_there_is_unavailable(stay, settings):
    settings.PAYMENT_LINKS_URL = "http://127.0.0.1:9"

    with pytest.raises(PMSUnavailable):
        ask(stay)
    assert payment_links.settle_requested(stay[0]) == 0


@links
@pytest.mark.parametrize("key", ["", "revoked"])
def test_a_key_that_is_not_accepted_is_said_to_be(provider, stay, settings, key):
    settings.PAYMENT_LINKS_KEY = key

    with pytest.raises(PMSAuthFailed):
        ask(stay)


@links
def test_without_a_provider_no_links_are_offered(stay, settings):
    settings.PAYMENT_LINKS_URL = ""

    assert not payment_links.links_offered()
    assert code_of(ask, stay) == "no_links"
    assert not Payment.objects.exists()


@links
def test_links_never_ask_for_more_than_is_open(provider, stay):
    ask(stay, "2000.00")

    assert code_of(ask, stay, "500.01", "k2") == "more_than_open"
    assert ask(stay, "500.00", "k3").link


@links
def test_another_amount_than_asked_is_not_taken_as_paid_and_staff_see_it(provider, stay):
    hotel, reservation = stay
    payment = ask(stay)
    provider.payments(pay=payment.provider_id, amount="7.50")

    assert payment_links.settle_requested(hotel) == 1
    payment.refresh_from_db()
    assert payment.state == "failed"
    assert payments.due(hotel, reservation).paid == pesos(0)
    found = Discrepancy.objects.get(hotel=hotel)
    assert (found.kind, found.ours, found.theirs) == (
        "other_amount_paid",
        {"asked": "750.00 MXN"},
        {"paid": "7.50 MXN"},
    )


@links
def test_a_link_that_is_taken_back_cannot_be_paid(provider, stay):
    payment = ask(stay)

    assert payment_links.withdraw(stay[0], payment.pk, actor="Staff").state == "expired"
    assert "no longer valid" in visit(payment, pays=True)
    assert ask(stay, "2500.00", "k2").link


@links
@pytest.mark.parametrize(("fee", "state"), [(None, "expired"), (pesos("2500.00"), "requested")])
def test_a_link_goes_with_the_reservation_unless_its_fee_is_owed(provider, stay, fee, state):
    hotel, reservation = stay
    payment = ask(stay)
    frontdesk.cancel(hotel, reservation.code, "Staff", fee, reason="illness")

    payment_links.settle_requested(hotel)

    payment.refresh_from_db()
    assert payment.state == state
    assert ("no longer valid" in visit(payment, pays=True)) is (state == "expired")


@links
def test_what_was_paid_for_a_reservation_that_is_given_up_is_to_be_given_back(provider, stay):
    hotel, reservation = stay
    visit(ask(stay), pays=True)
    cancelled = frontdesk.cancel(hotel, reservation.code, "Staff", None, reason="illness")

    assert payment_links.settle_requested(hotel) == 1
    assert payments.due(hotel, reservation).too_much == pesos(0)
    assert payments.due(hotel, cancelled).too_much == pesos("750.00")


@links
def test_a_link_that_was_paid_before_it_was_taken_back_is_paid(provider, stay):
    payment = ask(stay)
    visit(payment, pays=True)

    assert payment_links.withdraw(stay[0], payment.pk, actor="Staff").state == "paid"


@links
def test_a_link_expires_after_two_days(provider, stay, clock):
    payment = ask(stay)
    clock(timezone.now() + timedelta(days=2, minutes=1))
    provider.clock(offset_seconds=timezone.now().timestamp() - time.time())

    assert "expired" in visit(payment, pays=True)
    assert payment_links.settle_requested(stay[0]) == 1
    payment.refresh_from_db()
    assert payment.state == "expired"


@links
def test_a_payment_whose_link_was_never_made_expires_too(provider, stay, clock):
    provider.payments(faults=["500"])
    with pytest.raises(PMSUnknown):
        ask(stay)
    clock(timezone.now() + timedelta(days=2, minutes=1))

    assert code_of(ask, stay) == "link_expired"
    assert payment_links.settle_requested(stay[0]) == 1
    assert Payment.objects.get().state == "expired"


@links
def test_two_who_look_at_once_settle_once(provider, stay):
    visit(ask(stay), pays=True)

    def look(_):
        try:
            return payment_links.settle_requested(stay[0])
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(look, range(6))) == 1
    assert AuditEntry.objects.filter(action="payment.paid").count() == 1


@links
def test_another_hotel_neither_sees_nor_takes_back_a_link(provider, stay):
    other = make_hotel()
    payment = ask(stay)
    visit(payment, pays=True)

    assert payment_links.settle_requested(other) == 0
    with pytest.raises(PMSRefused):
        payment_links.withdraw(other, payment.pk, actor="x")
