"""Two places that say different things: both sides beside each other, to be mended or left as they are."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents import tasks
from agents.knowledge import truth
from agents.models import Contradiction, Job
from agents.studio.frame import act, row, show, url
from pms.desk.access import Visit, managers_only, staff_page

SHOWN = 200


@require_GET
@staff_page
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    rows = Contradiction.objects.filter(hotel=visit.hotel).filter(state=Contradiction.State.OPEN)
    job = Job.objects.filter(hotel=visit.hotel, kind=Job.Kind.TRUTH).first()
    return show(
        request,
        visit,
        "contradictions.html",
        _("Contradictions"),
        rows=rows[:SHOWN],
        job=job,
        tab="contradictions",
    )


@require_POST
@managers_only
def look(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Look now instead of at night."""

    def begin() -> None:
        tasks.ring(truth.start(visit.hotel, str(visit.user)))

    return act(request, url(visit, "contradictions"), _("Looking."), begin)


@require_POST
@managers_only
def ignore(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Both may stand as they are."""
    found: Contradiction = row(Contradiction.objects.filter(hotel=visit.hotel), pk)
    call = partial(truth.ignore, visit.hotel, found.pk, visit.user)
    back = url(visit, "contradictions")
    return act(request, back, _("Left as it is, until one side changes."), call, truth.WrongContradiction)
