"""Where providers call: verify, store, ring, thank. Nothing is parsed here: a parser's bug loses nothing."""

import hmac
import re
from collections.abc import Callable
from uuid import UUID

import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from prometheus_client import Counter

from channels_app.errors import BadSignature
from channels_app.limits import Window
from channels_app.models import ChannelAccount, WebhookEvent
from channels_app.providers import open_provider
from hotels.pool import forget_dead_connections

log = structlog.get_logger(__name__)

WEBHOOKS = Counter("webhooks_total", "Webhooks by what became of them", ["provider", "result"])

_stored = WEBHOOKS.labels("whatsapp", "stored")
_accepted = Window(1)
_rejected = Window(60)
_PHONE_NUMBER_ID = re.compile(rb'"phone_number_id"\s*:\s*"(\d{1,40})"')


@csrf_exempt
@require_http_methods(["GET", "POST"])
def whatsapp(request: HttpRequest, ring: Callable[[], object], uuid: UUID | None = None) -> HttpResponse:
    """Meta's webhook: for the installation's app, or with `uuid` for a hotel that has its own.

    403 and nothing stored without a right signature; 429 above any rate of Meta's; 500 when the
    event could not be stored, so that Meta sends it again; else 200.
    """
    account = None
    if uuid is not None:
        account = ChannelAccount.objects.filter(uuid=uuid, kind="whatsapp", is_active=True).first()
        if account is None:
            return _no(404, "not_found", "There is no such webhook.")
    if request.method == "GET":
        return _handshake(request, _secret(account, "verify_token", settings.WHATSAPP_VERIFY_TOKEN))
    return _store(request, account, ring)


def _store(request: HttpRequest, account: ChannelAccount | None, ring: Callable[[], object]) -> HttpResponse:
    address = client_address(request)
    try:
        body = request.body
    except RequestDataTooBig:
        return _no(413, "too_large", "The body is larger than any webhook of WhatsApp.")
    try:
        open_provider("whatsapp").verify(
            _secret(account, "app_secret", settings.WHATSAPP_APP_SECRET), body, request.headers
        )
    except BadSignature:
        # Only the wrong ones are throttled: behind a proxy a forger may share the provider's address.
        if _rejected.count(address) > settings.WEBHOOK_BAD_SIGNATURES_PER_MINUTE:
            return _no(429, "too_many_requests", "Too many wrong signatures came from this address.")
        return _no(403, "bad_signature", "The signature is missing or wrong.")
    named = _PHONE_NUMBER_ID.search(body)
    rate = max(_accepted.count(address), _accepted.count(f"id:{named[1].decode()}") if named else 0)
    if rate > settings.WEBHOOK_RATE_PER_SECOND:
        return _no(429, "too_many_requests", "More webhooks a second than WhatsApp ever sends.")
    try:
        correlation_id = WebhookEvent.objects.store("whatsapp", body, account)
    except OperationalError:
        # After a restart of the database the pool may hold dead connections; looking at each one on
        # every webhook would cost a fifth of it.
        forget_dead_connections()
        correlation_id = WebhookEvent.objects.store("whatsapp", body, account)
    ring()
    _stored.inc()
    log.info("webhook_stored", correlation_id=correlation_id, bytes=len(body))
    return HttpResponse(status=200)


def _handshake(request: HttpRequest, token: str) -> HttpResponse:
    """Meta asks once whether this address is ours: the challenge comes back exactly as it was."""
    given = request.GET.get("hub.verify_token", "")
    right = bool(token) and hmac.compare_digest(given.encode(), token.encode())
    if request.GET.get("hub.mode") != "subscribe" or not right:
        return _no(403, "bad_verify_token", "The verify token is missing or wrong.")
    return HttpResponse(request.GET.get("hub.challenge", ""), content_type="text/plain")


def client_address(request: HttpRequest) -> str:
    """Who calls, believing as many proxies as TRUSTED_PROXIES says."""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if settings.TRUSTED_PROXIES and len(forwarded) >= settings.TRUSTED_PROXIES:
        return str(forwarded[-settings.TRUSTED_PROXIES]).strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _secret(account: ChannelAccount | None, name: str, default: str) -> str:
    """A hotel's own webhook takes only its own secret, never the installation's."""
    return str(account.credentials.get(name, "")) if account else default


def _no(status: int, code: str, sentence: str) -> HttpResponse:
    WEBHOOKS.labels("whatsapp", code).inc()
    log.info("webhook_refused", code=code)
    body = f'{{"code": "{code}", "message": "{sentence}"}}'
    return HttpResponse(body, status=status, content_type="application/json")
