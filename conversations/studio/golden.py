"""A task of the gym made of a conversation, in two clicks: look at it masked, keep it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents.evals.golden import NoTask
from agents.studio.frame import act, row, show, url
from conversations import golden
from conversations.models import Conversation
from pms.desk.access import Visit, managers_only


@require_GET
@managers_only
def look(request: HttpRequest, visit: Visit, conversation: int) -> HttpResponse:
    """What would be kept: no name, number or code of the guest stands in it."""
    found = _found(visit, conversation)
    try:
        task, problem = golden.draft(found), ""
    except NoTask as error:
        task, problem = None, str(error)
    title = _("A task of this conversation")
    return show(request, visit, "golden.html", title, conversation=found, task=task, problem=problem)


@require_POST
@managers_only
def keep(request: HttpRequest, visit: Visit, conversation: int) -> HttpResponse:
    found = _found(visit, conversation)

    def keep_it() -> None:
        golden.keep(found, golden.draft(found), visit.user)

    back, gym = url(visit, "golden", found.pk), url(visit, "gym")
    return act(request, back, _("Kept: the gym has it from now on."), keep_it, NoTask, then=gym)


def _found(visit: Visit, pk: int) -> Conversation:
    rows = Conversation.objects.of(visit.hotel).select_related("hotel", "guest")
    found: Conversation = row(rows, pk)
    return found
