"""A new agent: of a template, or empty; and what an agent leaves behind as a template."""

import re
import unicodedata
from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from agents import lifecycle
from agents.studio.agent import found
from agents.studio.frame import act, plain, show, url
from agents.templates import template_of, templates_of
from pms.desk.access import Visit, managers_only


class NewForm(forms.Form):
    """A new agent: from a template, or empty."""

    template = forms.CharField(required=False, max_length=80)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    code = forms.RegexField(
        label=gettext_lazy("Code"),
        regex=r"^[a-z][a-z0-9-]{0,39}$",
        required=False,
        max_length=40,
        help_text=gettext_lazy("Small letters, digits, hyphens. Empty: made of the name."),
        error_messages={"invalid": gettext_lazy("Small letters, digits and hyphens; the first is a letter.")},
    )


@managers_only
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Choose where to start from; then the draft opens."""
    form = NewForm(request.POST or None, initial={"template": plain(request.GET.get("template", ""), 80)})
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        code = wanted["code"] or _code_of_template(visit, wanted["template"]) or code_of(wanted["name"])
        try:
            made = lifecycle.create(
                visit.hotel, code, wanted["name"], visit.user, template=wanted["template"]
            )
        except lifecycle.LifecycleError as error:
            form.add_error("code" if error.code in ("taken", "wrong_code") else None, str(error))
        else:
            messages.success(request, _("Here is the draft. Guests notice nothing until it is published."))
            return redirect(url(visit, "agent", made.agent.code))
    templates = templates_of(visit.hotel)
    return show(
        request,
        visit,
        "new.html",
        _("New agent"),
        status=422 if form.errors else 200,
        form=form,
        specialists=[each for each in templates if each.kind == "specialist"],
        houses=[each for each in templates if each.kind == "house"],
    )


@require_POST
@managers_only
def house(request: HttpRequest, visit: Visit, template: str) -> HttpResponse:
    """Drafts of all agents of a house's template."""
    if template_of(visit.hotel, template) is None:
        raise Http404
    verb = partial(lifecycle.create_from_template, visit.hotel, template, visit.user)
    done = _("The drafts are there. Look at each, check it and publish it.")
    back, team = url(visit, "new"), url(visit, "team")
    return act(request, back, done, verb, lifecycle.LifecycleError, then=team)


@require_POST
@managers_only
def keep(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """Keep an agent as a template of the house."""
    card = found(visit, code)
    if card.agent is None:
        raise Http404
    name = plain(request.POST.get("name", ""), 80) or card.name
    verb = partial(lifecycle.save_as_template, visit.hotel, code_of(name), name, [card.agent], visit.user)
    return act(request, url(visit, "agent", code), _("Kept as a template."), verb, lifecycle.LifecycleError)


def _code_of_template(visit: Visit, code: str) -> str:
    """That of its one agent, as long as the hotel has none of that code: the gym's tasks know it by it."""
    found = template_of(visit.hotel, code) if code else None
    own = found.agents[0].code if found and len(found.agents) == 1 else ""
    return "" if visit.hotel.agents.filter(code=own).exists() else own


def code_of(name: str) -> str:
    """`Bodas y eventos` as `bodas-y-eventos`; what no code can be made of gives one that is refused."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:40].strip("-")
