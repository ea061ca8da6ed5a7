"""Who may use the REST API: a hotel's key, in `Authorization: Api-Key KEY`."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from redis import RedisError
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from hotels.models import ApiKey

if TYPE_CHECKING:  # rest_framework's views import this module through the settings
    from rest_framework.views import APIView

LAST_USED_EVERY = timedelta(minutes=1)


class ApiKeyAuthentication(BaseAuthentication):
    """Puts the ApiKey, with its hotel, into `request.auth`. There is no user: keys belong to hotels."""

    keyword = "Api-Key"

    def authenticate(self, request: Request) -> tuple[Any, ApiKey] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != self.keyword.lower().encode():
            return None
        if len(words) != 2:
            raise AuthenticationFailed("Send the key as `Authorization: Api-Key KEY`.", code="bad_api_key")
        key = find_key(words[1].decode("latin-1"))
        if key is None:
            raise AuthenticationFailed("This API key is not valid.", code="bad_api_key")
        return None, key

    def authenticate_header(self, request: Request) -> str:
        return self.keyword


def find_key(text: str) -> ApiKey | None:
    """The key in use with this text; None when it is unknown, revoked or its hotel is not active."""
    rows = ApiKey.objects.select_related("hotel").filter(revoked_at=None, hotel__is_active=True)
    key = rows.filter(digest=ApiKey.digest_of(text)).first()
    if key is not None:
        _note_use(key)
    return key


def _note_use(key: ApiKey) -> None:
    """Once a minute at most: reading must not become writing."""
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at >= LAST_USED_EVERY:
        unused = Q(last_used_at=None) | Q(last_used_at__lte=now - LAST_USED_EVERY)
        ApiKey.objects.filter(unused, pk=key.pk).update(last_used_at=now)


class HasScope(BasePermission):
    """`read` to look; for everything else what the view's `changes_need` says, `write` unless it does."""

    message = "This API key does not have the scope that this needs."
    code = "missing_scope"

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not isinstance(request.auth, ApiKey):
            return False
        changing: str = getattr(view, "changes_need", ApiKey.Scope.WRITE)
        return (ApiKey.Scope.READ if request.method in SAFE_METHODS else changing) in request.auth.scopes


class ApiKeyThrottle(SimpleRateThrottle):
    """So many requests per key; without Redis nobody is counted and nobody refused."""

    scope = "api_key"

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:
        return f"throttle:api_key:{request.auth.pk}" if isinstance(request.auth, ApiKey) else None

    def allow_request(self, request: Request, view: "APIView") -> bool:
        try:
            return bool(super().allow_request(request, view))
        except RedisError:
            return True
