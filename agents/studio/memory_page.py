"""What is remembered of a guest: shown with its source, and erased."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents import memory
from agents.models import Remembered
from agents.studio.frame import act, plain, row, show, url
from hotels.models import Guest
from pms.desk.access import Visit, desk_only

GUESTS = 40


@require_GET
@desk_only
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Guests of whom anything is remembered, the last ones first; `q` looks for a name."""
    remembered = Remembered.objects.filter(hotel=visit.hotel)
    guests = Guest.objects.filter(hotel=visit.hotel, pk__in=remembered.values("guest"))
    query = plain(request.GET.get("q", ""), 100)
    if query:
        guests = guests.filter(name__icontains=query)
    return show(
        request, visit, "memory.html", _("Memory"), guests=guests.order_by("-pk")[:GUESTS], query=query
    )


@require_GET
@desk_only
def guest(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    found: Guest = row(Guest.objects.filter(hotel=visit.hotel), pk)
    rows = memory.of_guest(visit.hotel, found.pk)
    return show(request, visit, "memory_of.html", found.name or _("A guest"), guest=found, rows=rows)


@require_POST
@desk_only
def erase(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Forget one thing (`memory`), or all of this guest."""
    found: Guest = row(Guest.objects.filter(hotel=visit.hotel), pk)
    one = request.POST.get("memory", "")
    only = row(Remembered.objects.filter(hotel=visit.hotel, guest=found), one).pk if one else None
    verb = partial(memory.erase, visit.hotel, found, visit.user, only)
    return act(request, url(visit, "memory-of", found.pk), _("Forgotten."), verb)
