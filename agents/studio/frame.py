"""The backoffice's frame around a page of the studio, and how its acts answer."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from pms.desk.access import Visit

LARGEST_ID = 2**63 - 1


def url(visit: Visit, page: str, /, *args: object, **query: object) -> str:
    """The address of a page of the studio, with the hotel in it: two tabs may be at two hotels."""
    wanted = {name: value for name, value in query.items() if value not in ("", None)}
    return f"{reverse(f'studio:{page}', args=args)}?{urlencode({'hotel': visit.hotel.slug} | wanted)}"


def show(
    request: HttpRequest, visit: Visit, template: str, title: object, *, status: int = 200, **context: Any
) -> HttpResponse:
    """The page `templates/agents/<template>` in its frame."""
    site: Any = admin.site
    frame = site.each_context(request) | part_context(visit) | {"title": str(title), "is_fullwidth": "1"}
    if not frame["has_permission"]:  # of the backoffice: receptionists read these pages all the same
        frame |= {"sidebar_navigation": site.get_sidebar_list(request), "has_permission": True}
    return render(request, f"agents/{template}", frame | context, status=status)


def part(request: HttpRequest, visit: Visit, template: str, **context: Any) -> HttpResponse:
    """A piece of a page, asked for by the page itself."""
    return render(request, f"agents/{template}", part_context(visit) | context)


def part_context(visit: Visit) -> dict[str, Any]:
    return {"visit": visit, "configures": visit.may_price}


def act(
    request: HttpRequest,
    back: str,
    done: object,
    verb: Callable[[], object],
    *refusals: type[Exception],
    then: str = "",
) -> HttpResponse:
    """Do it, say so or why not, and go back; when it is done, to `then`.

    `refusals` are the errors whose text is for people.
    """
    try:
        verb()
    except refusals as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(_next(request) or back)
    messages.success(request, str(done))
    return HttpResponseRedirect(then or _next(request) or back)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else ""


def row(rows: QuerySet[Any], pk: object) -> Any:
    """The row of these with this id. Raises Http404, also for what no id can be."""
    text = str(pk)
    found: Model | None = rows.filter(pk=int(text)).first() if _is_id(text) else None
    if found is None:
        raise Http404
    return found


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= LARGEST_ID


def plain(text: str, most: int) -> str:
    """What somebody typed, without what the database takes in no text."""
    return text.replace("\x00", "").strip()[:most]
