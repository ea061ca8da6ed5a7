"""An agent's page: its draft as a form, what was checked, its versions and what tells them apart."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from agents import lifecycle, prompts, wording
from agents.config import Config, WrongConfig, digest_of
from agents.models import Agent, AgentVersion, Job
from agents.studio import cards, rehearsal, words
from agents.studio.cards import Card
from agents.studio.forms import AgentForm, ConfigForm, PersonaForm
from agents.studio.frame import act, part, row, show, url
from pms.desk.access import Visit, managers_only, staff_page

NO_DRAFT = gettext_lazy("There is no draft any more: it was published or thrown away meanwhile.")
VERSIONS = 60  # on the page, newest first


@require_GET
@staff_page
def agent(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """The draft to be worked on; without one, how the agent answers now."""
    card = found(visit, code)
    form = _form(visit, card) if card.draft and visit.may_price else None
    return _page(request, visit, card, form)


@require_POST
@managers_only
def save(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """Put the form into the draft. What is wrong is shown with all that was typed."""
    card = found(visit, code)
    draft, form = card.draft, _form(visit, card, request.POST)
    if draft is None:
        form.add_error(None, str(NO_DRAFT))
        return _page(request, visit, card, form, status=409)
    if not form.is_valid():
        return _page(request, visit, card, form, status=422)
    seen, note = form.cleaned_data["seen"], form.cleaned_data["note"]
    try:
        lifecycle.edit_draft(draft, form.config(), visit.user, note=note, expected=seen)
    except lifecycle.LifecycleError as error:
        form.add_error(None, str(error))
        return _page(request, visit, card, form, status=409 if error.code == "changed_meanwhile" else 422)
    return act(request, url(visit, "agent", code), _("The draft is saved."), lambda: None)


@require_POST
@managers_only
def draft(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """A new draft: of the version `source`, else of how the agent answers now."""
    card = found(visit, code)
    source = row(_versions(card), request.POST["source"]) if request.POST.get("source") else None

    def make() -> None:
        if card.agent is None:
            lifecycle.create(visit.hotel, code, card.name, visit.user, kind=card.kind)
        else:
            lifecycle.new_draft(card.agent, visit.user, source=source)

    return act(request, url(visit, "agent", code), _("Here is the draft."), make, lifecycle.LifecycleError)


@require_GET
@staff_page
def version(request: HttpRequest, visit: Visit, code: str, number: int) -> HttpResponse:
    """A version as it is, and what it changed."""
    card = found(visit, code)
    shown = _numbered(card, number)
    before = _versions(card).filter(number__lt=number).first()
    return show(
        request,
        visit,
        "version.html",
        f"{card.name} · {number}",
        card=card,
        version=shown,
        config=_config(card, shown),
        before=before,
        changes=wording.differences(card.kind, before.config, shown.config) if before else [],
        tool_names=_tool_names(visit, shown.config),
    )


@require_GET
@staff_page
def compare(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """What tells two versions apart, in words. `old` may be empty: as out of the box."""
    card = found(visit, code)
    new = _numbered(card, request.GET.get("new", ""))
    old = _numbered(card, request.GET["old"]) if request.GET.get("old") else None
    if old and old.number > new.number:
        old, new = new, old
    return part(
        request,
        visit,
        "_changes.html",
        old=old,
        new=new,
        changes=wording.differences(card.kind, old.config if old else None, new.config),
    )


@require_POST
@managers_only
def render(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """The instructions as the model would be told them, or what is wrong with them."""
    card = found(visit, code)
    form = _form(visit, card, request.POST)
    text, problem = "", ""
    if form.is_valid() and isinstance(form, AgentForm):
        try:
            text = rehearsal.rendered(visit.hotel, form.config())
        except (WrongConfig, prompts.WrongTemplate) as wrong:
            problem = str(wrong)
    elif form.errors:
        problem = _("Something in the form is not right yet.")
    return part(request, visit, "_rendered.html", text=text, problem=problem)


def found(visit: Visit, code: str) -> Card:
    """The hotel's agent. Raises Http404."""
    card = cards.card_of(visit.hotel, code)
    if card is None:
        raise Http404
    return card


def _page(
    request: HttpRequest, visit: Visit, card: Card, form: ConfigForm | None, status: int = 200
) -> HttpResponse:
    versions = list(_versions(card).select_related("made_by", "published_by")[:VERSIONS])
    draft = card.draft
    shown = form or (_form(visit, card) if draft else None)
    return show(
        request,
        visit,
        "agent.html",
        card.name,
        status=status,
        card=card,
        form=form,
        tab="agent",
        versions=versions,
        problems=shown.missing(draft.config) if shown and draft else [],
        run=draft.runs.first() if draft else None,
        config=card.config,
        job=_checking(visit, draft),
        is_checked=draft is not None and _is_checked(draft),
        earlier=[each for each in versions if each.published_at and each.pk != _pk(card.published)],
        variables=prompts.VARIABLES,
        tool_names=_tool_names(visit, card.published.config if card.published else {}),
    )


def _form(visit: Visit, card: Card, data: Any = None) -> ConfigForm:
    config = card.draft.config if card.draft else {}
    initial = {
        "seen": card.draft.changed_at if card.draft else None,
        "note": card.draft.note if card.draft else "",
    }
    if card.kind == Agent.Kind.PERSONA:
        return PersonaForm(config, data, initial=initial)
    return AgentForm(visit.hotel, card.code, config, data, initial=initial)


def _checking(visit: Visit, draft: AgentVersion | None) -> Job | None:
    """The last check of the draft, unless that is of no interest any more."""
    if draft is None:
        return None
    jobs = Job.objects.filter(
        hotel=visit.hotel, kind=Job.Kind.VALIDATE, target=f"agents.agentversion:{draft.pk}"
    )
    job = jobs.first()
    over = job is not None and job.finished_at is not None
    return None if over and job and job.finished_at and job.finished_at < draft.changed_at else job


def _is_checked(draft: AgentVersion) -> bool:
    return bool(draft.validated_hash) and draft.validated_hash == digest_of(draft.config)


def _versions(card: Card) -> QuerySet[AgentVersion]:
    return AgentVersion.objects.filter(agent=card.agent) if card.agent else AgentVersion.objects.none()


def _numbered(card: Card, number: object) -> AgentVersion:
    text = str(number)
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise Http404
    found = _versions(card).filter(number=int(text)).first()
    if found is None:
        raise Http404
    return found


def _config(card: Card, version: AgentVersion) -> Config | None:
    return cards.config_of(version, card.kind)


def _tool_names(visit: Visit, config: dict[str, Any]) -> dict[str, str]:
    tools = config.get("tools")  # a draft may hold anything
    names = [str(name) for name in tools] if isinstance(tools, list) else []
    groups = words.tool_groups(visit.hotel, names)
    return {each.name: each.about for _title, group in groups for each in group}


def _pk(version: AgentVersion | None) -> int | None:
    return version.pk if version else None
