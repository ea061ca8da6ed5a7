"""Trials: a version on some conversations. Started, watched, stopped and promoted here."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from agents import lifecycle
from agents import rollouts as trials
from agents.config import digest_of
from agents.models import AgentVersion, Rollout, ShadowAnswer
from agents.studio import cards, watching
from agents.studio.acts import why_of
from agents.studio.frame import act, part, row, show, url
from pms.desk.access import Visit, managers_only, staff_page

SHOWN = 40
SHADOWS = 30
BOUNDS = ("alarms", "hand_offs", "errors", "slow", "dear")


class StartForm(forms.Form):
    """Which version, how, on how many, and how much worse it may be before it is stopped."""

    version = forms.ModelChoiceField(label=gettext_lazy("Version"), queryset=AgentVersion.objects.none())
    kind = forms.ChoiceField(
        choices=[
            ("canary", gettext_lazy("On a share of the guests: stopped by itself when it does worse")),
            ("ab", gettext_lazy("Compare: which of the two does better?")),
            ("shadow", gettext_lazy("In silence: it answers along, guests get the answers as until now")),
        ],
        initial="canary",
        widget=forms.RadioSelect,
    )
    share = forms.IntegerField(
        label=gettext_lazy("Share of new conversations"), min_value=1, max_value=100, initial=10
    )

    def __init__(self, versions: QuerySet[AgentVersion], data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["version"]
        field.queryset = versions
        field.initial = versions.first()
        field.label_from_instance = lambda version: f"{version.agent.name} {version.number}"
        defaults = trials.Bounds()
        for name in BOUNDS:
            self.fields[f"most_{name}"] = forms.FloatField(
                label=watching.MATTER[name],
                min_value=0,
                max_value=100,
                required=False,
                initial=round(100 * getattr(defaults, name), 1),
            )

    @property
    def bound_fields(self) -> list[Any]:
        return [self[f"most_{name}"] for name in BOUNDS]

    @property
    def bounds(self) -> dict[str, float]:
        """As agents.rollouts takes them: shares of conversations, not per cent."""
        given = {name: self.cleaned_data[f"most_{name}"] for name in BOUNDS}
        return {name: value / 100 for name, value in given.items() if value is not None}


@require_GET
@staff_page
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The hotel's trials; of one agent where `agent` says so, with what can be started."""
    card = cards.card_of(visit.hotel, request.GET["agent"]) if request.GET.get("agent") else None
    return _listing(request, visit, card)


@require_POST
@managers_only
def start(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    card = cards.card_of(visit.hotel, code)
    if card is None or card.agent is None:
        raise Http404
    form = StartForm(_candidates(card), request.POST)
    if not form.is_valid():
        return _listing(request, visit, card, form, status=422)
    wanted = form.cleaned_data
    try:
        made = trials.start(
            wanted["version"], wanted["kind"], visit.user, share=wanted["share"], bounds=form.bounds
        )
    except lifecycle.LifecycleError as error:
        form.add_error(None, str(error))
        return _listing(request, visit, card, form, status=422)
    return act(request, url(visit, "rollout", made.pk), _("It has begun."), lambda: None)


@require_GET
@staff_page
def rollout(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """One trial: how each arm does, what is tolerated, how near the bounds are."""
    found = _found(visit, pk)
    context: dict[str, Any] = {"rollout": found, "watched": watching.watched(found)}
    if request.GET.get("part"):
        answer = part(request, visit, "_watched.html", **context)
        if found.state != Rollout.State.RUNNING:
            answer["X-Over"] = "1"
        return answer
    shadows = ShadowAnswer.objects.filter(rollout=found)
    return show(
        request,
        visit,
        "rollout.html",
        f"{found.agent.name} {found.candidate.number}",
        card=cards.card_of(visit.hotel, found.agent.code),
        tab="rollouts",
        shadows=shadows.exclude(differs=[])[:SHADOWS],
        shadow_count=shadows.count(),
        different=shadows.exclude(differs=[]).count(),
        shares=[each for each in (5, 10, 25, 50, 100) if each > found.share],
        **context,
    )


@require_POST
@managers_only
def settle(request: HttpRequest, visit: Visit, pk: int, verb: str) -> HttpResponse:
    """Widen, end, roll back, or publish to all."""
    found = _found(visit, pk)
    share = request.POST.get("share", "")
    verbs: dict[str, tuple[Callable[[], object], str]] = {
        "widen": (partial(trials.widen, found, _whole(share), visit.user), _("The share has grown.")),
        "end": (partial(trials.end, found, visit.user), _("Ended.")),
        "roll-back": (
            partial(trials.roll_back, found, visit.user, why_of(request)[:32] or "by_hand"),
            _("Rolled back. From the next answer on nobody gets it."),
        ),
        "promote": (partial(trials.promote, found, visit.user, why_of(request)), _("Published to all.")),
    }
    if verb not in verbs:
        raise Http404
    call, done = verbs[verb]
    return act(request, url(visit, "rollout", found.pk), done, call, lifecycle.LifecycleError)


def _listing(
    request: HttpRequest,
    visit: Visit,
    card: cards.Card | None,
    form: StartForm | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = Rollout.objects.filter(hotel=visit.hotel).select_related("agent", "candidate")
    if card is not None:
        rows = rows.filter(agent=card.agent) if card.agent else rows.none()
    may_start = card is not None and card.trial is None and visit.may_price
    if form is None and may_start and card is not None:
        form = StartForm(_candidates(card))
    return show(
        request,
        visit,
        "rollouts.html",
        card.name if card else _("Trials"),
        status=status,
        card=card,
        tab="rollouts",
        rows=rows[:SHOWN],
        form=form,
        has_candidates=bool(form and form.fields["version"].queryset.exists()),  # type: ignore[attr-defined]
    )


def _candidates(card: cards.Card) -> QuerySet[AgentVersion]:
    """Drafts that passed their check as they are now."""
    drafts = AgentVersion.objects.filter(agent=card.agent, state=AgentVersion.State.DRAFT)
    fit = [draft.pk for draft in drafts if draft.validated_hash == digest_of(draft.config)]
    return drafts.filter(pk__in=fit).select_related("agent")


def _found(visit: Visit, pk: int) -> Rollout:
    rows = Rollout.objects.filter(hotel=visit.hotel).select_related("agent", "candidate", "baseline")
    found: Rollout = row(rows, pk)
    return found


def _whole(text: str) -> int:
    """0, which no share can be, for what is no number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
