"""Links to pay, made and withdrawn on a reservation's page, at a real provider's."""

import time
import urllib.request

import pytest
from django.utils import timezone

from hotels.models import AuditEntry
from pms import payment_links, payments
from pms.base import Money
from pms.models import Payment, RatePlan
from pms.systems import open_pms
from sandbox.running import running
from tests.desk.conftest import booked, client_of, said, url
from tests.factories import make_hotel, make_house

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "6f0b1c8e-0000-4000-8000-00000000000c"


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
def hotel(transactional_db):
    return make_house(make_hotel("casa", name="Casa"))


@pytest.fixture
def row(hotel):
    RatePlan.objects.filter(hotel=hotel).update(deposit="percent:30")
    return booked(hotel)


def ask(client, hotel, code, amount, key=KEY):
    return client.post(url(hotel, "link", code), {"link-amount": amount, "link-key": key}, follow=True)


def prefilled(client, hotel, row):
    form = client.get(url(hotel, "reservation", row.code)).context["link_form"]
    return form and form.initial["amount"]


def test_the_form_asks_for_the_deposit_first_and_never_for_more_than_is_open(provider, hotel, row, desk):
    deposit = (row.total * 30 / 100).quantize(row.total)
    assert prefilled(desk, hotel, row) == deposit

    ask(desk, hotel, row.code, str(deposit))
    assert (
        prefilled(desk, hotel, row) == row.total - deposit
    )  # what the first link asks for is not asked twice
    refused = ask(desk, hotel, row.code, str(row.total), key=KEY.replace("c", "d"))
    assert refused.status_code == 422
    assert "That is more than is still to be paid." in refused.content.decode()

    reservation = open_pms(hotel).reservation(row.code)
    payments.record(hotel, "k", reservation, Money(row.total, "MXN"), "cash", actor="Staff")
    assert prefilled(desk, hotel, row) is None


def test_a_link_is_made_once_shown_and_paid(provider, hotel, row, desk):
    for _ in range(2):  # a second press makes no second link
        answer = ask(desk, hotel, row.code, "500.00")
        assert said(answer) == ["The link is ready. Copy it and send it to the guest."]

    payment = Payment.objects.get()
    page = answer.content.decode()
    assert f'value="{payment.link}"' in page
    assert "Asked for" in page
    assert AuditEntry.objects.filter(hotel=hotel, actor=desk.user, action="payment.requested").count() == 1

    urllib.request.urlopen(payment.link, data=b"").close()  # the guest pays
    assert payment_links.settle_requested(hotel) == 1
    page = desk.get(url(hotel, "reservation", row.code)).content.decode()
    assert payment.link not in page
    assert "Withdraw" not in page


def test_a_link_is_withdrawn_and_its_amount_is_open_again(provider, hotel, row, desk):
    ask(desk, hotel, row.code, str(row.total))
    payment = Payment.objects.get()
    assert prefilled(desk, hotel, row) is None

    answer = desk.post(url(hotel, "withdraw", row.code, payment.pk), follow=True)

    assert said(answer) == ["The link is withdrawn."]
    payment.refresh_from_db()
    assert payment.state == "expired"
    assert payment_links.open_links(hotel).look(payment.provider_id).state in ("cancelled", "expired")
    assert prefilled(desk, hotel, row)


def test_a_link_that_was_paid_meanwhile_stays_paid(provider, hotel, row, desk):
    ask(desk, hotel, row.code, "500.00")
    payment = Payment.objects.get()
    urllib.request.urlopen(payment.link, data=b"").close()

    answer = desk.post(url(hotel, "withdraw", row.code, payment.pk), follow=True)

    assert said(answer) == ["It has been paid meanwhile."]
    payment.refresh_from_db()
    assert payment.state == "paid"


def test_while_the_provider_is_away_the_form_keeps_its_key_and_the_next_press_makes_one_link(
    provider, hotel, row, desk, settings
):
    there, settings.PAYMENT_LINKS_URL = settings.PAYMENT_LINKS_URL, "http://127.0.0.1:9"
    answer = ask(desk, hotel, row.code, "500.00")
    assert answer.status_code == 422
    assert "The payment provider does not answer." in answer.content.decode()
    assert KEY in answer.content.decode()

    settings.PAYMENT_LINKS_URL = there
    ask(desk, hotel, row.code, "500.00")

    assert Payment.objects.get().link


@pytest.mark.parametrize("amount", ["", "0", "-5", "1.234", "NaN", "x"])
def test_an_amount_that_makes_no_sense_is_refused(provider, hotel, row, desk, amount):
    assert ask(desk, hotel, row.code, amount).status_code == 422
    assert not Payment.objects.exists()


def test_where_no_provider_is_set_up_there_is_no_form_and_no_link(hotel, row, desk, settings):
    settings.PAYMENT_LINKS_URL = ""

    assert "Link to pay" not in desk.get(url(hotel, "reservation", row.code)).content.decode()
    assert "No payment provider is set up." in ask(desk, hotel, row.code, "5").content.decode()
    assert not Payment.objects.exists()


def test_viewers_and_other_hotels_neither_see_nor_touch_a_link(provider, hotel, row, desk):
    ask(desk, hotel, row.code, "500.00")
    payment = Payment.objects.get()
    other = make_house(make_hotel("otra"))
    viewer, stranger = client_of(hotel, "viewer"), client_of(other, "manager")

    assert payment.link not in viewer.get(url(hotel, "reservation", row.code)).content.decode()
    assert ask(viewer, hotel, row.code, "5").status_code == 403
    assert viewer.post(url(hotel, "withdraw", row.code, payment.pk)).status_code == 403
    assert ask(stranger, other, row.code, "5").status_code == 404
    stranger.post(url(other, "withdraw", row.code, payment.pk))

    assert Payment.objects.get().state == "requested"
