"""What the sockets' process runs: WebSockets, and the pages for whoever runs everything in one process."""

import os
from urllib.parse import urlsplit

from django.core.asgi import get_asgi_application

from config.checks import refuse_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
refuse_to_start()
http_application = get_asgi_application()  # before the imports below: they need the apps to be ready

from collections.abc import Awaitable, Callable  # noqa: E402
from typing import Any  # noqa: E402

from channels.auth import AuthMiddlewareStack  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator, WebsocketDenier  # noqa: E402
from django.conf import settings  # noqa: E402
from django.urls import path  # noqa: E402

from conversations.consumers import InboxConsumer  # noqa: E402

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]
route: Callable[[str, Application], Any] = path  # type: ignore[assignment]  # typed for views only


def own_pages_only(application: Application) -> Application:
    """Let in sockets that pages of this site open. A browser tells the page's origin, and cannot lie.

    Where any host is allowed (development) the origin must be the host that was asked; a cookie of
    localhost is sent from every port of it, so another site on this machine could listen otherwise.
    """
    by_settings: Application = AllowedHostsOriginValidator(application)

    async def same_host(scope: dict[str, Any], receive: Any, send: Any) -> None:
        headers = {name: value.decode("latin1") for name, value in scope["headers"]}
        origin = headers.get(b"origin")
        if origin is None or urlsplit(origin).netloc == headers.get(b"host"):
            await application(scope, receive, send)
        else:
            await WebsocketDenier()(scope, receive, send)

    return same_host if "*" in settings.ALLOWED_HOSTS else by_settings


async def nowhere(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """An address without a socket: refuse the handshake instead of failing with a traceback."""
    await WebsocketDenier()(scope, receive, send)


application = ProtocolTypeRouter(
    {
        "http": http_application,
        "websocket": URLRouter(
            [
                route("ws/inbox/", own_pages_only(AuthMiddlewareStack(InboxConsumer.as_asgi()))),
                route("<path:_>", nowhere),
                route("", nowhere),
            ]
        ),
    }
)
