"""Answers in the house's own words: written, changed, withdrawn, taken back to what they said before."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents.knowledge import answers
from agents.models import AnswerVersion, CuratedAnswer
from agents.studio.frame import act, plain, row, show, url
from agents.studio.knowledge_forms import CuratedForm
from pms.desk.access import Visit, managers_only, staff_page

SHOWN = 300


@require_GET
@staff_page
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    rows = CuratedAnswer.objects.filter(hotel=visit.hotel).order_by("-changed_at")
    query = plain(request.GET.get("q", ""), 100)
    if query:
        rows = rows.filter(questions__icontains=query) | rows.filter(text__icontains=query)
    return show(request, visit, "answers.html", _("Answers"), rows=rows[:SHOWN], query=query, tab="answers")


@managers_only
def edit(request: HttpRequest, visit: Visit, pk: int = 0) -> HttpResponse:
    """An answer as a form; 0 is a new one. Each change is a version."""
    found = _found(visit, pk) if pk else None
    form = CuratedForm(visit.hotel, found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            answers.write(
                visit.hotel,
                visit.user,
                questions=form.questions,
                text=form.texts,
                answer=found,
                topic=found.topic if found else "",
                phases=wanted["phases"],
                valid_from=wanted["valid_from"],
                valid_to=wanted["valid_to"],
                publish=wanted["publish"],
            )
        except answers.WrongAnswer as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(url(visit, "answers"))
    return show(
        request,
        visit,
        "answer.html",
        _("An answer"),
        status=422 if form.errors else 200,
        form=form,
        answer=found,
        versions=AnswerVersion.objects.filter(answer=found).order_by("-number")[:30] if found else [],
        tab="answers",
    )


@require_POST
@managers_only
def settle(request: HttpRequest, visit: Visit, pk: int, verb: str) -> HttpResponse:
    """Publish, withdraw, or say again what version `number` said."""
    found = _found(visit, pk)
    back = url(visit, "answer", found.pk)
    if verb in ("publish", "withdraw"):
        call = partial(answers.set_published, visit.hotel, found, visit.user, verb == "publish")
        done = _("Guests have it.") if verb == "publish" else _("Nobody is told this any more.")
        return act(request, back, done, call, answers.WrongAnswer)
    if verb != "roll-back":
        raise Http404
    version = row(AnswerVersion.objects.filter(hotel=visit.hotel, answer=found), request.POST.get("to", ""))
    earlier = partial(answers.roll_back, visit.hotel, found, version.number, visit.user)
    return act(request, back, _("It says again what it said then."), earlier, answers.WrongAnswer)


def _found(visit: Visit, pk: int) -> CuratedAnswer:
    found: CuratedAnswer = row(CuratedAnswer.objects.filter(hotel=visit.hotel), pk)
    return found
