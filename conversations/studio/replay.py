"""Past turns answered once more by a version: started here, shown beside what was said."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from kombu.exceptions import OperationalError
from redis import RedisError

from agents.models import AgentVersion, Job
from agents.studio.frame import act, part, row, show, url
from conversations import replays, tasks
from pms.desk.access import Visit, managers_only


@require_POST
@managers_only
def start(request: HttpRequest, visit: Visit, code: str, number: int) -> HttpResponse:
    """Have a worker answer the last turns with this version."""
    versions = AgentVersion.objects.filter(hotel=visit.hotel, agent__code=code, number=number)
    version: AgentVersion = row(versions, versions.values_list("pk", flat=True).first() or 0)
    job = replays.open_replay(version, visit.user)
    with suppress(RedisError, OperationalError):  # the next round finds it
        tasks.replay.apply_async((job.pk,), retry=False)
    back = url(visit, "replay", job.pk)
    return act(request, back, _("The last answers are being given once more."), lambda: None)


@require_GET
@managers_only
def look(request: HttpRequest, visit: Visit, job: int) -> HttpResponse:
    """How far it is; then how many answers are the same, and those that are not, side by side."""
    found: Job = row(Job.objects.filter(hotel=visit.hotel, kind=Job.Kind.REPLAY), job)
    if request.GET.get("part"):
        answer = part(request, visit, "_job.html", job=found)
        if found.finished_at:
            answer["X-Over"] = "1"
        return answer
    return show(request, visit, "replay.html", _("The last answers once more"), job=found)
