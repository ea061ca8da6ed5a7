"""The door of the inbox: signing in and out, and what every page behind it needs."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from conversations import signin
from hotels.models import User

P = ParamSpec("P")
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


class StaffRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


def staff_only(
    view: Callable[Concatenate[StaffRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Pages for people who are signed in; what they show is neither kept by the browser nor framed."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        try:
            response = view(request, *args, **kwargs)  # type: ignore[arg-type]
        except Http404:
            if _is_part(request) or request.method != "GET":
                raise
            response = render(request, "inbox/missing.html", status=404)
        response["Content-Security-Policy"] = CSP
        add_never_cache_headers(response)
        return response

    return inner


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """A page redirects; a part of a page that the script asked for makes the whole page go there."""
    inner = _is_part(request)
    back = reverse("inbox:index") if inner or request.method != "GET" else request.get_full_path()
    address = f"{reverse('inbox:login')}?{urlencode({'next': back})}"
    return HttpResponse(status=401, headers={"HX-Redirect": address}) if inner else redirect(address)


def _is_part(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers or "X-Part" in request.headers


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page. Whether a mail address is known cannot be told from its answers."""
    back = request.POST.get("next") or request.GET.get("next") or reverse("inbox:index")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("inbox:index")
    if request.user.is_authenticated and request.method == "GET":
        return redirect(back)
    email, problem, status = "", "", 200
    if request.method == "POST":
        email = request.POST.get("email", "")[:254]
        try:
            user = signin.check(request, email, request.POST.get("password", "")[:1024])
        except signin.TooManyTries:
            problem, status = _("Too many tries. Wait a quarter of an hour and try again."), 429
        else:
            if user:
                login(request, user)
                return redirect(back)
            problem, status = _("Mail address or password is wrong."), 401
    context = {"email": email, "problem": problem, "next": back}
    response = render(request, "inbox/login.html", context, status=status)
    response["Content-Security-Policy"] = CSP
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out and go to the sign-in page."""
    logout(request)
    return redirect("inbox:login")
