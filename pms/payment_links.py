"""Links at which a guest pays: asked of a payment provider, sent to the guest, looked at until they are paid.

The provider is spoken to over HTTP (`PAYMENT_LINKS_URL`; unset: no links are offered). It knows a link by
our key, so asking again after a time-out gives back the same one. What it says was paid counts only when
it is what was asked for.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

import httpx2
from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from hotels import audit
from hotels.bounded import read_body
from hotels.models import Hotel, User
from hotels.outside import CircuitOpen, outside, seconds_to_wait
from pms import payments
from pms.base import Money, ReservationInfo
from pms.codes import normalise
from pms.errors import PMSAuthFailed, PMSError, PMSRateLimited, PMSRefused, PMSUnavailable, PMSUnknown
from pms.models import Discrepancy, Payment
from pms.payments import State

VALID = timedelta(hours=48)
SECONDS = 10.0
CONNECT_SECONDS = 3.0
ANSWER_BYTES = 256 * 1024
STATES = ("requested", "paid", "failed", "expired", "cancelled")
PROVIDER = "provider"  # who the audit says it was


@dataclass(frozen=True)
class Link:
    """A link as the provider has it now. `state`: requested, paid, failed, expired or cancelled."""

    id: str
    url: str
    state: str
    amount: Money  # asked for; once paid, what was paid


class PaymentLinks(Protocol):
    """One payment provider, for one hotel.

    Every method may raise PMSUnavailable or PMSRefused; `create` and `cancel` also PMSUnknown, after which
    asking again is safe.
    """

    def create(self, key: str, amount: Money, description: str, expires_at: datetime) -> Link:
        """The link of this key, made on the first call."""

    def look(self, link_id: str) -> Link: ...

    def cancel(self, link_id: str) -> Link:
        """Nobody can pay there any more; one that is paid stays paid."""


def links_offered() -> bool:
    return bool(settings.PAYMENT_LINKS_URL)


def open_links(hotel: Hotel) -> PaymentLinks:
    """Raises PMSRefused `no_links` where no provider is set up."""
    if not links_offered():
        raise PMSRefused("no_links", "no payment provider is set up")
    return HttpPaymentLinks(hotel)


def request_payment(
    hotel: Hotel, key: str, reservation: ReservationInfo, amount: Money, *, actor: User | str
) -> Payment:
    """A payment with a link that can be sent to the guest, once per key. Never inside a transaction.

    Raises PMSRefused `no_links`, `key_reused`, `link_expired`, and as `payments.record` (what other links
    ask for is not open); PMSUnavailable and PMSUnknown: call again with the same key.
    """
    links = open_links(hotel)
    payment = _requested(hotel, key, reservation, amount, actor)
    if payment.link or payment.state != State.REQUESTED:
        return payment
    if payment.expires_at is None or payment.expires_at <= timezone.now():
        raise PMSRefused("link_expired", "this was asked for too long ago")
    description = f"{hotel.name}: {payment.reservation_code}"
    link = links.create(f"{hotel.pk}-{key}", amount, description, payment.expires_at)
    open_row = Payment.objects.filter(hotel=hotel, pk=payment.pk, state=State.REQUESTED)
    open_row.update(provider_id=link.id, link=link.url, provider=urlsplit(link.url).hostname or PROVIDER)
    payment.refresh_from_db()
    return payment


def withdraw(hotel: Hotel, payment_id: int, *, actor: User | str) -> Payment:
    """Take a link back, unless it turns out to be paid. Never inside a transaction.

    Raises PMSRefused `not_found`, `no_links`; PMSUnavailable and PMSUnknown: call again.
    """
    payment = payments.find(hotel, payment_id)
    if payment.state == State.REQUESTED and payment.provider_id:
        _settle(hotel, payment, open_links(hotel).cancel(payment.provider_id), actor)
    elif payment.state == State.REQUESTED:
        _become(hotel, payment, State.EXPIRED, actor)
    payment.refresh_from_db()
    return payment


def settle_requested(hotel: Hotel) -> int:
    """Look at every link that waits to be paid; how many were settled. For beat; never raises PMSError.

    A link of a reservation that was given up is taken back, so that nobody pays there.
    """
    waiting = Payment.objects.filter(hotel=hotel, state=State.REQUESTED).order_by("id")
    settled = 0
    for payment in list(waiting.filter(provider_id="", expires_at__lte=timezone.now())):
        settled += _become(hotel, payment, State.EXPIRED, PROVIDER)
    for payment in list(waiting.exclude(provider_id="")):
        try:
            links = open_links(hotel)
            ask = links.cancel if payments.is_moot(payment) else links.look
            settled += _settle(hotel, payment, ask(payment.provider_id), PROVIDER)
        except PMSRefused as refusal:
            if refusal.code != "not_found":
                break
            settled += _become(hotel, payment, State.FAILED, PROVIDER)
        except PMSError:
            break  # the provider is in trouble: the next beat looks again
    return settled


def hotels_that_wait() -> list[Hotel]:
    """The hotels that `settle_requested` has something to do for."""
    return list(Hotel.objects.filter(payments__state=State.REQUESTED).distinct())


def _requested(
    hotel: Hotel, key: str, reservation: ReservationInfo, amount: Money, actor: User | str
) -> Payment:
    """The row, written before the provider is asked, so that a crash leaves a trace of it."""
    code = normalise(reservation.code)
    with transaction.atomic():
        payments.lock_payments(hotel)
        if first := payments.by_key(hotel, key):
            payments.refuse_other(first, code, amount, "link")
            return first
        asked = Payment.objects.filter(
            hotel=hotel,
            reservation_code=code,
            state=State.REQUESTED,
            currency=amount.currency,
            expires_at__gt=timezone.now(),
        ).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
        still_open = payments.due(hotel, reservation).open
        payments.check_amount(amount, Money(still_open.amount - asked, still_open.currency))
        payment = Payment.objects.create(
            hotel=hotel,
            reservation_code=code,
            key=key,
            amount=amount.amount,
            currency=amount.currency,
            method="link",
            recorded_by=str(actor)[:120],
            expires_at=timezone.now() + VALID,
        )
        audit.record(hotel, actor, "payment.requested", payment, payments.trace(payment))
    return payment


def _settle(hotel: Hotel, payment: Payment, link: Link, actor: User | str) -> int:
    """Bring our row to what the provider says; 1 if that changed it."""
    if link.state == "requested":
        return 0
    if link.state != "paid":
        state = State.FAILED if link.state == "failed" else State.EXPIRED
        return _become(hotel, payment, state, actor)
    asked = Money(payment.amount, payment.currency)
    if link.amount == asked:
        return _become(hotel, payment, State.PAID, actor)
    with transaction.atomic():
        settled = _become(hotel, payment, State.FAILED, actor)
        if settled:
            Discrepancy.objects.get_or_create(
                hotel=hotel,
                kind="other_amount_paid",
                subject=f"{payment.reservation_code} payment {payment.pk}",
                closed_at=None,
                repaired_at=None,
                defaults={"ours": {"asked": str(asked)}, "theirs": {"paid": str(link.amount)}},
            )
    return settled


def _become(hotel: Hotel, payment: Payment, state: str, actor: User | str) -> int:
    """1 if it was still requested; two who look at once settle it once."""
    with transaction.atomic():
        waiting = Payment.objects.filter(hotel=hotel, pk=payment.pk, state=State.REQUESTED)
        if not waiting.update(state=state, settled_at=timezone.now()):
            return 0
        audit.record(hotel, actor, f"payment.{state}", payment, payments.trace(payment))
    return 1


@cache
def _client() -> httpx2.Client:
    return httpx2.Client(
        timeout=httpx2.Timeout(SECONDS, connect=CONNECT_SECONDS),
        limits=httpx2.Limits(max_connections=16),
        follow_redirects=False,
    )


class HttpPaymentLinks:
    """Fulfils PaymentLinks with a provider that speaks the JSON described in docs/services.md."""

    def __init__(self, hotel: Hotel) -> None:
        self.hotel = hotel
        self.base = f"{settings.PAYMENT_LINKS_URL.rstrip('/')}/v1/links"

    def create(self, key: str, amount: Money, description: str, expires_at: datetime) -> Link:
        body = {
            "merchant": self.hotel.slug,
            "amount": str(amount.amount),
            "currency": amount.currency,
            "description": description[:200],
            "expires_at": expires_at.isoformat(),
        }
        link = self._ask("create", "POST", "", body, {"Idempotency-Key": key})
        if link.amount != amount:
            raise PMSRefused("other_amount", "the provider made a link over another amount")
        return link

    def look(self, link_id: str) -> Link:
        return self._ask("look", "GET", f"/{quote(link_id, safe='')}")

    def cancel(self, link_id: str) -> Link:
        return self._ask("cancel", "POST", f"/{quote(link_id, safe='')}/cancel")

    def _ask(
        self,
        operation: str,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Link:
        lost = PMSUnavailable if method == "GET" else PMSUnknown
        if not settings.PAYMENT_LINKS_KEY:
            raise PMSAuthFailed("PAYMENT_LINKS_KEY is not set")
        headers = {"Authorization": f"Bearer {settings.PAYMENT_LINKS_KEY}", **(headers or {})}
        try:
            with outside("payments", operation) as call:
                request = _client().build_request(method, self.base + path, json=body, headers=headers)
                response = _client().send(request, stream=True)
                content = read_body(response, SECONDS, ANSWER_BYTES)
                if response.status_code >= 500 or response.status_code == 429:
                    call.failed("5xx" if response.status_code >= 500 else "429")
        except CircuitOpen as error:
            raise PMSUnavailable("the payment provider failed often lately") from error
        except (
            httpx2.ConnectError,
            httpx2.ConnectTimeout,
            httpx2.PoolTimeout,
            httpx2.LocalProtocolError,  # nothing that can be sent
            httpx2.UnsupportedProtocol,
        ) as error:
            raise PMSUnavailable("the payment provider cannot be reached") from error
        except httpx2.HTTPError as error:
            raise lost("the payment provider did not answer") from error
        _raise_for(response, lost)
        try:
            return _link(json.loads(content))
        except (ValueError, TypeError, KeyError, InvalidOperation, RecursionError) as error:
            raise lost("the payment provider's answer makes no sense") from error


def _raise_for(response: httpx2.Response, lost: type[PMSError]) -> None:
    """Sort the provider's refusals into what the caller should do."""
    status = response.status_code
    if status == 429:
        raise PMSRateLimited("the payment provider wants fewer calls", seconds_to_wait(response.headers))
    if status in (401, 403):
        raise PMSAuthFailed("the payment provider does not accept our key")
    if status == 404:
        raise PMSRefused("not_found", "the payment provider does not know this link")
    if 400 <= status < 500:
        raise PMSRefused("refused", f"the payment provider refused: {status}")
    if not response.is_success:
        raise lost(f"the payment provider answered {status}")


def _link(found: Any) -> Link:
    """Raises ValueError, TypeError, KeyError or InvalidOperation for anything but a link."""
    url, state = str(found["url"]), str(found["status"])
    if urlsplit(url).scheme not in ("http", "https") or len(url) > 500 or state not in STATES:
        raise ValueError("not a link")
    amount = Decimal(str(found["paid" if state == "paid" else "amount"]))
    if not found["id"] or len(str(found["id"])) > 100 or not amount.is_finite():
        raise ValueError("not a link")
    return Link(str(found["id"]), url, state, Money(amount, str(found["currency"])))
