"""What managers do with an agent besides writing it: check, publish, roll back, switch, delete."""

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agents import lifecycle, tasks, validation
from agents.models import AgentVersion
from agents.studio.agent import NO_DRAFT, found
from agents.studio.forms import WhyForm
from agents.studio.frame import act, row, url
from pms.desk.access import Visit, managers_only

Refused = lifecycle.LifecycleError


@require_POST
@managers_only
def validate(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """Have the draft checked by a worker; the page shows how far it is."""

    def check() -> None:
        job = validation.start(_draft(visit, code), visit.user)
        tasks.ring(job)

    return act(request, url(visit, "agent", code), _("The draft is being checked."), check, Refused)


@require_POST
@managers_only
def publish(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """From now on every new conversation is answered by the draft."""

    def publish_it() -> None:
        lifecycle.publish(_draft(visit, code), visit.user, why_of(request))

    done = _("Published. New conversations get it at once.")
    return act(request, url(visit, "agent", code), done, publish_it, Refused)


@require_POST
@managers_only
def roll_back(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """Back to the version `to`, else to the one before."""
    card = found(visit, code)
    if card.agent is None:
        raise Http404
    versions = AgentVersion.objects.filter(agent=card.agent)
    to = row(versions, request.POST["to"]) if request.POST.get("to") else None
    verb = partial(lifecycle.roll_back, card.agent, visit.user, why_of(request), to=to)
    return act(
        request, url(visit, "agent", code), _("Rolled back. Every conversation gets it."), verb, Refused
    )


@require_POST
@managers_only
def switch(request: HttpRequest, visit: Visit, code: str, to: str) -> HttpResponse:
    """Let the router know this agent, or no longer."""
    verbs: dict[str, tuple[Callable[..., object], str]] = {
        "on": (lifecycle.switch_on, _("Switched on.")),
        "off": (lifecycle.switch_off, _("Switched off. Other agents take its messages.")),
    }
    if to not in verbs:
        raise Http404
    found(visit, code)
    verb, done = verbs[to]
    return act(
        request,
        url(visit, "agent", code),
        done,
        partial(verb, visit.hotel, code, visit.user, why_of(request)),
        Refused,
    )


@require_POST
@managers_only
def delete_draft(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    def throw_away() -> None:
        lifecycle.delete_draft(_draft(visit, code), visit.user)

    return act(request, url(visit, "agent", code), _("The draft is deleted."), throw_away, Refused)


@require_POST
@managers_only
def delete_agent(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """Only an agent that never answered a guest can go."""
    card = found(visit, code)
    if card.agent is None:
        raise Http404
    verb = partial(lifecycle.delete_agent, card.agent, visit.user)
    back, team = url(visit, "agent", code), url(visit, "team")
    return act(request, back, _("The agent is deleted."), verb, Refused, then=team)


def _draft(visit: Visit, code: str) -> AgentVersion:
    """Raises Http404 without such an agent, LifecycleError when somebody else has settled its draft."""
    draft = found(visit, code).draft
    if draft is None:
        raise Refused("no_draft", str(NO_DRAFT))
    return draft


def why_of(request: HttpRequest) -> str:
    form = WhyForm(request.POST)
    return str(form.cleaned_data["why"]) if form.is_valid() else ""
