"""The rate grid, and changing many of its nights at once."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from hotels.models import in_language
from pms.base import Stay
from pms.desk import rateedit, rategrid, words
from pms.desk.access import Visit, managers_only, staff_page
from pms.desk.forms import RatesForm
from pms.desk.frame import day_asked, language, show
from pms.desk.views import months
from pms.errors import PMSRefused

DAYS = 30
TYPES = 8  # room types on a page
SHOWN = 12  # nights of a preview


@require_GET
@staff_page
def rates(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Plans by room type and night: price, what is asked of a stay, rooms left."""
    return _page(request, visit, _form(request, visit))


@require_POST
@managers_only
def edit(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What would change; posted with `agreed`, the change itself."""
    form = _form(request, visit, bound=True)
    if not form.is_valid():
        return _page(request, visit, form, status=422)
    wanted, agreed = _edit(visit, form), request.POST.get("agreed", "")
    try:
        if agreed:
            done = rateedit.write(visit.hotel, wanted, agreed, visit.user)
            count = len(done.changed)
            messages.success(request, ngettext("%d night changed.", "%d nights changed.", count) % count)
            return redirect(visit.url("rates", first=wanted.first.isoformat()))
        found = rateedit.preview(visit.hotel, wanted)
    except PMSRefused as error:
        form.add_error(None, words.refusal(error))
        return _page(request, visit, form, status=422)
    return show(
        request,
        visit,
        "rates_preview.html",
        _("Prices and restrictions"),
        form=form,
        edit=wanted,
        found=found,
        count=len(found.changed),
        sample=found.changed[:SHOWN],
        more=max(0, len(found.changed) - SHOWN),
    )


def _page(request: HttpRequest, visit: Visit, form: RatesForm, *, status: int = 200) -> HttpResponse:
    today = visit.hotel.today()
    first = day_asked(request, visit, "first", today)
    window = Stay(first, first + timedelta(days=DAYS))
    pages = Paginator(visit.hotel.room_types.all(), TYPES)
    page = pages.get_page(request.GET.get("page"))
    return show(
        request,
        visit,
        "rates.html",
        _("Prices and restrictions"),
        status=status,
        grid=rategrid.grid(visit.hotel, window, list(page.object_list)),
        dates=list(window.dates()),
        months=months(window.dates()),
        page=page,
        first=first,
        today=today,
        form=form,
        jumps=[first + timedelta(days=jump) for jump in (-DAYS, -7, 7, DAYS)],
    )


def _form(request: HttpRequest, visit: Visit, *, bound: bool = False) -> RatesForm:
    told, today = language(request), visit.hotel.today()

    def names(rows: Any) -> dict[str, str]:
        return {row.code: in_language(row.name, told) or row.code for row in rows}

    return RatesForm(
        request.POST if bound else None,
        initial={"first": today, "last": today + timedelta(days=6)},
        room_types=names(visit.hotel.room_types.all()),
        rate_plans=names(visit.hotel.rate_plans.all()),
        today=today,
    )


def _edit(visit: Visit, form: RatesForm) -> rateedit.Edit:
    wanted = form.cleaned_data
    return rateedit.Edit(
        wanted["first"],
        wanted["last"],
        frozenset(wanted["weekdays"]) or rateedit.ALL_DAYS,
        tuple(visit.hotel.room_types.filter(code__in=wanted["room_types"])),
        tuple(visit.hotel.rate_plans.filter(code__in=wanted["rate_plans"])),
        wanted["price_by"],
        wanted["price"] or rateedit.ZERO,
        form.rules,
    )
