"""Who answers for the hotel: its agents as cards, with what each had to do lately."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agents.studio.cards import Card, cards_of, persona_of
from agents.studio.frame import show, url
from conversations.models import Turn
from hotels.models import Hotel
from pms.desk.access import Visit, staff_page

LATELY = timedelta(days=7)
NOT_SAID = (Turn.Outcome.RUNNING, Turn.Outcome.SUPERSEDED, Turn.Outcome.FENCED)


@dataclass(frozen=True)
class Work:
    """Turns of the last seven days."""

    turns: int = 0
    hand_offs: int = 0
    alarms: int = 0


@require_GET
@staff_page
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    return redirect(url(visit, "team"))


@require_GET
@staff_page
def team(request: HttpRequest, visit: Visit) -> HttpResponse:
    work = work_of(visit.hotel)
    cards = cards_of(visit.hotel)
    shown: list[tuple[Card, Work]] = [(card, work.get(card.code, Work())) for card in cards]
    total = sum(each.turns for each in work.values())
    return show(
        request, visit, "team.html", _("Agents"), cards=shown, persona=persona_of(visit.hotel), total=total
    )


def work_of(hotel: Hotel) -> dict[str, Work]:
    """By the agent's code; answers that nobody was sent do not count."""
    turns = Turn.objects.filter(hotel=hotel, started_at__gt=timezone.now() - LATELY)
    rows = (
        turns.exclude(outcome__in=NOT_SAID)
        .order_by()
        .values("agent")
        .annotate(
            n=Count("pk"),
            hand_offs=Count("pk", filter=~Q(hand_off="")),
            alarms=Count("pk", filter=~Q(alarms=[])),
        )
    )
    return {row["agent"]: Work(row["n"], row["hand_offs"], row["alarms"]) for row in rows}
