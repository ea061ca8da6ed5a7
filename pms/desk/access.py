"""Who may open a page of the house, and for which hotel.

The pages stand in the backoffice's frame, but receptionists work with them: they ask for a role at the
hotel, not for the right to open the admin.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import quote, urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache

from hotels.models import Hotel, Membership, Role, User
from hotels.tenancy import CONFIGURING_ROLES, all_hotels

P = ParamSpec("P")
MOST = 100  # hotels to choose from


@dataclass(frozen=True)
class Visit:
    """Somebody of the staff at one hotel's pages."""

    user: User
    hotel: Hotel
    role: str
    hotels: tuple[Hotel, ...]  # where the person works, at most a hundred

    @property
    def may_act(self) -> bool:
        """At the desk: book, check in, move, cancel."""
        return self.role != Role.VIEWER

    @property
    def may_price(self) -> bool:
        return self.role in CONFIGURING_ROLES

    def url(self, page: str, /, *args: object, **query: object) -> str:
        """The address of a page, with this hotel in it: two tabs may be at two hotels."""
        return f"{reverse(f'house:{page}', args=args)}?{urlencode({'hotel': self.hotel.slug} | query)}"

    def urls(self, page: str) -> Callable[[str], str]:
        """As `url` for a page with one argument, for those who need hundreds of them."""
        start, end = self.url(page, "0").split("/0/")
        return lambda argument: f"{start}/{quote(argument, safe='')}/{end}"


View = Callable[Concatenate[HttpRequest, Visit, P], HttpResponseBase]


def staff_page(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """For whoever works at the hotel."""
    return _guarded(view, lambda visit: True)


def desk_only(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """For receptionists and above."""
    return _guarded(view, lambda visit: visit.may_act)


def managers_only(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    return _guarded(view, lambda visit: visit.may_price)


def _guarded(
    view: View[P], allowed: Callable[[Visit], bool]
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        visit = _visit(request)
        if not allowed(visit):
            raise PermissionDenied
        return view(request, visit, *args, **kwargs)

    return never_cache(inner)


def _visit(request: HttpRequest) -> Visit:
    """The hotel of the address, else the one looked at last, else the first. Raises Http404 for any other."""
    user: Any = request.user
    slug = request.GET.get("hotel", "").replace(
        "\x00", "?"
    )  # the database takes it in no text; no slug has either
    if slug or request.method != "GET":
        choice = _roles(user, slug)
        chosen = next((pair for pair in choice if pair[0].slug == slug), None)
        if chosen is None:  # whoever writes must name the hotel: two tabs may be at two of them
            raise Http404
    else:
        choice = _roles(user)
        if not choice:
            raise PermissionDenied
        remembered = request.session.get("hotel", "")
        chosen = next((pair for pair in choice if pair[0].slug == remembered), choice[0])
    if request.session.get("hotel") != chosen[0].slug:
        request.session["hotel"] = chosen[0].slug
    return Visit(user, *chosen, tuple(hotel for hotel, _ in choice))


def _roles(user: User, wanted: str = "") -> list[tuple[Hotel, str]]:
    """Hotels with the person's role; the operator is an owner everywhere, and gets what a menu holds."""
    if user.is_superuser:
        hotels = list(all_hotels()[:MOST])
        if wanted and all(hotel.slug != wanted for hotel in hotels):
            hotels += all_hotels().filter(slug=wanted)
        return [(hotel, Role.OWNER.value) for hotel in hotels]
    rows = Membership.objects.filter(user_id=user.pk, hotel__is_active=True).select_related("hotel")
    return [(row.hotel, row.role) for row in rows.order_by("hotel__name", "pk")]
