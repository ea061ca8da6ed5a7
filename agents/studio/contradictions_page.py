"""Two places that say different things: both sides beside each other, to be mended or left as they are."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents import tasks
from agents.knowledge import truth
from agents.models import Contradiction, Job
from agents.studio.frame import act, row, show, url
from pms.desk.access import Visit, managers_only, staff_page

State = Contradiction.State


@require_GET
@staff_page
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    rows = Contradiction.objects.filter(hotel=visit.hotel).exclude(state=State.SETTLED)
    job = Job.objects.filter(hotel=visit.hotel, kind=Job.Kind.TRUTH).first()
    return show(
        request,
        visit,
        "contradictions.html",
        _("Contradictions"),
        rows=sorted(rows, key=lambda each: each.state != State.OPEN),
        job=job,
        tab="contradictions",
    )


@require_POST
@managers_only
def look(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Look now instead of at night."""

    def begin() -> None:
        tasks.ring(truth.start(visit.hotel, visit.user))

    return act(request, url(visit, "contradictions"), _("Looking."), begin)


@require_POST
@managers_only
def settle(request: HttpRequest, visit: Visit, pk: int, verb: str) -> HttpResponse:
    """Say that both may stand, or that they may not after all."""
    found: Contradiction = row(Contradiction.objects.filter(hotel=visit.hotel), pk)
    verbs = {"ignore": truth.ignore, "reopen": truth.reopen}
    if verb not in verbs:
        raise Http404
    call = partial(verbs[verb], visit.hotel, found.pk, visit.user)
    return act(request, url(visit, "contradictions"), _("Saved."), call, ValueError)
