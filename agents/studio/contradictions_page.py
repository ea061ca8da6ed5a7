"""Two places that say different things: both sides beside each other, to be mended or left as they are."""

from collections.abc import Callable
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
    rows = Contradiction.objects.filter(hotel=visit.hotel)
    job = Job.objects.filter(hotel=visit.hotel, kind=Job.Kind.TRUTH).first()
    return show(
        request,
        visit,
        "contradictions.html",
        _("Contradictions"),
        rows=rows.filter(state=Contradiction.State.OPEN)[:SHOWN],
        ignored=rows.filter(state=Contradiction.State.IGNORED)[:SHOWN],
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
    return _decide(request, visit, pk, truth.ignore, _("Left as it is, until one side changes."))


@require_POST
@managers_only
def reopen(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """They may not stand after all."""
    return _decide(request, visit, pk, truth.reopen, _("It is open again."))


def _decide(
    request: HttpRequest, visit: Visit, pk: int, verb: Callable[..., Contradiction], done: str
) -> HttpResponse:
    found: Contradiction = row(Contradiction.objects.filter(hotel=visit.hotel), pk)
    call = partial(verb, visit.hotel, found.pk, visit.user)
    return act(request, url(visit, "contradictions"), done, call, truth.WrongContradiction)
