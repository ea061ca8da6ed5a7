"""The short way for webhooks."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

PREFIX = "/webhooks/"


class WebhooksFirst:
    """Call a webhook's view before any other middleware.

    A provider needs no session, language or page metrics, and sends hundreds of webhooks a second:
    the rest of the middleware would cost more than the webhook itself. It counts its own requests.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return response
