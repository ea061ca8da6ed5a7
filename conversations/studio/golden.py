"""A task of the gym made of a conversation, in two clicks: look at it masked, keep it."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents.studio.frame import act, row, show, url
from conversations import golden
from conversations.models import Conversation
from pms.desk.access import Visit, managers_only


@require_GET
@managers_only
def look(request: HttpRequest, visit: Visit, conversation: int) -> HttpResponse:
    """What would be kept: no name, number or code of the guest stands in it."""
    found: Conversation = row(Conversation.objects.of(visit.hotel), conversation)
    return show(
        request,
        visit,
        "golden.html",
        _("A task of this conversation"),
        conversation=found,
        task=golden.draft(found),
    )


@require_POST
@managers_only
def keep(request: HttpRequest, visit: Visit, conversation: int) -> HttpResponse:
    found: Conversation = row(Conversation.objects.of(visit.hotel), conversation)
    verb = partial(golden.keep, found, golden.draft(found), visit.user)
    back = url(visit, "golden", found.pk)
    return act(
        request, back, _("Kept: the gym has it from now on."), verb, ValueError, then=url(visit, "gym")
    )
