"""The pages of the house that only look: the chart, today, figures."""

import csv
import hashlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pms.desk import figures as ledger
from pms.desk import tape
from pms.desk.access import Visit, staff_page
from pms.desk.frame import day_asked, language, show
from pms.desk.pictures import plot
from pms.desk.today import of_day

SPANS = (14, 30, 60)
LEGEND = ("confirmed", "pending", "checked_in", "checked_out", "hold", "block")
CSV_HEAD = (
    *("night", "rooms", "sold", "occupancy_percent", "revenue", "adr", "revpar"),
    *("currency", "sold_last_year", "revenue_last_year"),
)
LEAD = timedelta(days=2)  # what is shown before today


@require_GET
@staff_page
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    return redirect(visit.url("today"))


@staff_page
def nowhere(request: HttpRequest, visit: Visit, rest: str) -> HttpResponse:
    raise Http404


@require_GET
@staff_page
def chart(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The tape chart; with `part=grid` only what changes, or 204 when that is what the page has `seen`."""
    today = visit.hotel.today()
    first = day_asked(request, visit, "first", today - LEAD)
    days = next((span for span in SPANS if request.GET.get("days") == str(span)), 30)
    found = tape.chart(visit.hotel, first, days, language(request))
    context = {
        "chart": found,
        "today": today,
        "dates": list(found.window.dates()),
        "links": {page: visit.urls(page) for page in ("reservation", "room")},
    }
    grid = render_to_string("pms/_grid.html", context | {"months": months(found.window.dates())})
    seen = hashlib.sha256(grid.encode()).hexdigest()[:16]
    if request.GET.get("part") == "grid":
        same = request.GET.get("seen") == seen
        return HttpResponse(status=204) if same else HttpResponse(grid, headers={"X-Seen": seen})
    return show(
        request,
        visit,
        "chart.html",
        _("Tape chart"),
        chart=found,
        grid=grid,
        seen=seen,
        first=first,
        days=days,
        spans=SPANS,
        legend=LEGEND,
        today=today,
        jumps=[first + timedelta(days=jump) for jump in (-days, -7, 7, days)],
    )


@require_GET
@staff_page
def today(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Arrivals, departures, who stays, appointments, requests, the waiting list."""
    now = visit.hotel.today()
    day = day_asked(request, visit, "day", now)
    return show(
        request,
        visit,
        "today.html",
        _("Today") if day == now else _("Day"),
        found=of_day(visit.hotel, day, language(request)),
        day=day,
        today=now,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        now=timezone.now(),
    )


@require_GET
@staff_page
def figures(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A month's occupancy, revenue, ADR and RevPAR, with last year beside it; `as=csv` to take away."""
    first = _month_asked(request, visit)
    month = ledger.month_of(visit.hotel, first, language(request))
    past = ledger.month_of(visit.hotel, first.replace(year=first.year - 1), language(request))
    if request.GET.get("as") == "csv":
        return _csv(visit, month, past)
    known = past if past.total.sold else None
    return show(
        request,
        visit,
        "figures.html",
        _("Figures"),
        month=month,
        past=known,
        days=[
            (day, now, known.nights[n][1] if known and n < len(known.nights) else None)
            for n, (day, now) in enumerate(month.nights)
        ],
        occupancy=plot(
            [(day, now.occupancy) for day, now in month.nights],
            [then.occupancy for _, then in known.nights] if known else (),
            Decimal(100),
        ),
        revenue=plot(
            [(day, now.revenue) for day, now in month.nights],
            [then.revenue for _, then in known.nights] if known else (),
        ),
        before=(first - timedelta(days=1)).replace(day=1),
        after=ledger.next_month(first),
        today=visit.hotel.today(),
    )


def _month_asked(request: HttpRequest, visit: Visit) -> date:
    asked = request.GET.get("month", "")
    day = day_asked(request, visit, "month", visit.hotel.today())
    with suppress(ValueError):
        day = date.fromisoformat(f"{asked}-01") if len(asked) == 7 else day
    return min(max(day, date(2000, 1, 1)), date(2100, 1, 1)).replace(day=1)


def _csv(visit: Visit, month: ledger.Month, past: ledger.Month) -> HttpResponse:
    name = f"{visit.hotel.slug}-{month.first:%Y-%m}.csv"
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    lines = csv.writer(response)
    lines.writerow(CSV_HEAD)
    for n, (day, now) in enumerate(month.nights):
        then = past.nights[n][1] if n < len(past.nights) else ledger.NOTHING
        lines.writerow(
            [
                *(day, now.rooms, now.sold, now.occupancy, now.revenue, now.adr, now.revpar),
                *(visit.hotel.currency, then.sold, then.revenue),
            ]
        )
    return response


def months(days: Iterable[date]) -> list[tuple[date, int]]:
    """The first of the days in each month, and how many of them are in it."""
    by_month = groupby(days, key=lambda day: (day.year, day.month))
    return [(found[0], len(found)) for found in (list(each) for _, each in by_month)]
