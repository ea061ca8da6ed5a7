"""What guests asked and nobody of the house has said: answered once, it is said from then on."""

from functools import partial
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents.knowledge import gaps
from agents.knowledge.answers import WrongAnswer
from agents.models import Gap
from agents.studio.frame import act, row, show, url
from agents.studio.knowledge_forms import GapForm
from pms.desk.access import Visit, managers_only, staff_page

Refused = (gaps.WrongGap, WrongAnswer)
SETTLED = 20


@require_GET
@staff_page
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The open cards, most asked first, each with its form; what was settled lately."""
    return _listing(request, visit)


@require_POST
@managers_only
def answer(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Say it: from the next question on, guests have it."""
    found: Gap = row(Gap.objects.filter(hotel=visit.hotel), pk)
    form = GapForm(visit.hotel, found, request.POST)
    if not form.is_valid():
        return _listing(request, visit, form, status=422)
    kind = form.cleaned_data["kind"]
    fact = cast(Any, kind if kind in ("yes", "no") else "")
    verb = partial(
        gaps.answer, visit.hotel, found.pk, form.texts, visit.user, fact=fact, whole_topic=kind == "topic"
    )
    return act(request, url(visit, "gaps"), _("Guests are told this from now on."), verb, *Refused)


@require_POST
@managers_only
def dismiss(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    found: Gap = row(Gap.objects.filter(hotel=visit.hotel), pk)
    verb = partial(gaps.dismiss, visit.hotel, found.pk, visit.user)
    return act(request, url(visit, "gaps"), _("Put aside."), verb, *Refused)


def _listing(
    request: HttpRequest, visit: Visit, wrong: GapForm | None = None, status: int = 200
) -> HttpResponse:
    cards = gaps.cards(visit.hotel)
    shown = [(card, _form(visit, card.gap, wrong)) for card in cards]
    settled = Gap.objects.filter(hotel=visit.hotel).exclude(state=Gap.State.OPEN).select_related("answer")
    return show(
        request,
        visit,
        "gaps.html",
        _("Questions"),
        status=status,
        cards=shown,
        settled=settled.order_by("-settled_at")[:SETTLED],
        tab="gaps",
    )


def _form(visit: Visit, gap: Gap, wrong: GapForm | None) -> GapForm | None:
    if not visit.may_price:
        return None
    return wrong if wrong and wrong.gap.pk == gap.pk else GapForm(visit.hotel, gap)
