"""The backoffice's frame around a page of the house, also for those who may not open the rest of it."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pms.desk.access import Visit
from pms.models import PMSLink
from pms.systems import link_of

FARTHEST = 800  # days from today; the builtin PMS sells two years ahead


def show(
    request: HttpRequest, visit: Visit, template: str, title: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """The page `templates/pms/<template>` in its frame."""
    site: Any = admin.site
    outside = link_of(visit.hotel).kind != PMSLink.Kind.BUILTIN
    frame = site.each_context(request) | {
        "visit": visit,
        "title": title,
        "is_fullwidth": "1",
        "outside": outside,
        "acts": visit.may_act and not outside,  # what is kept in another PMS is changed there
    }
    if not frame["has_permission"]:
        frame |= {"sidebar_navigation": site.get_sidebar_list(request), "has_permission": True}
    return render(request, f"pms/{template}", frame | context, status=status)


def day_asked(request: HttpRequest, visit: Visit, name: str, default: date) -> date:
    """The day a page is asked for, hotel-local; one that nobody can mean is the default."""
    try:
        found = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return default
    return found if abs(found - visit.hotel.today()) <= timedelta(days=10 * FARTHEST) else default


def language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "en"))[:2]


def key_of(request: HttpRequest) -> str:
    """The idempotency key of a form: a second press of the same button does nothing twice."""
    try:
        return f"desk-{uuid.UUID(request.POST.get('key', '')).hex}"
    except ValueError:
        return f"desk-{uuid.uuid4().hex}"
