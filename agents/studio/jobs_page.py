"""Long work of the house: how far it is, cancelled with one press."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents import jobs, repeats, tasks
from agents.changes import LifecycleError
from agents.models import Job
from agents.studio.frame import act, part, row, show, url
from hotels import audit
from pms.desk.access import Visit, managers_only, staff_page

SHOWN = 60


@require_GET
@staff_page
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    rows = Job.objects.filter(hotel=visit.hotel)[:SHOWN]
    if request.GET.get("part"):
        return part(request, visit, "_jobs.html", jobs=rows)
    return show(request, visit, "jobs.html", _("Jobs"), jobs=rows)


@require_GET
@staff_page
def progress(request: HttpRequest, visit: Visit, job: int) -> HttpResponse:
    """One job's bar. `X-Over` tells the page that it has ended: there is more to show than a bar."""
    found: Job = row(Job.objects.filter(hotel=visit.hotel), job)
    answer = part(request, visit, "_job.html", job=found)
    if found.finished_at:
        answer["X-Over"] = "1"
    return answer


@require_POST
@managers_only
def cancel(request: HttpRequest, visit: Visit, job: int) -> HttpResponse:
    found: Job = row(Job.objects.filter(hotel=visit.hotel), job)
    if jobs.cancel(found):
        audit.record(visit.hotel, visit.user, "job.cancelled", found)
        messages.success(request, _("Cancelled."))
    else:
        messages.error(request, _("This job is over already."))
    return redirect(url(visit, "jobs"))


@require_POST
@managers_only
def again(request: HttpRequest, visit: Visit, job: int) -> HttpResponse:
    """Start what failed once more."""
    found: Job = row(Job.objects.filter(hotel=visit.hotel), job)

    def repeat() -> None:
        started = repeats.again(found, visit.user)
        tasks.ring(started)
        audit.record(visit.hotel, visit.user, "job.repeated", started, {"instead_of": found.pk})

    return act(request, url(visit, "jobs"), _("Started again."), repeat, LifecycleError)
