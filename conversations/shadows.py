"""Past turns answered once more, in silence, by a candidate."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from agents import registry, shadow
from agents.models import Rollout
from conversations import turns
from conversations.models import Turn
from conversations.replays import said_in

LATE = timedelta(hours=1)  # the house is another one by then


def shadows_of(turn: Turn) -> list[int]:
    """The shadows that want to answer this finished turn as well."""
    if turn.outcome != Turn.Outcome.ANSWERED or turn.committed:
        return []  # what a yes committed was said by rule; there is nothing to compare
    trials = registry.roster_of(turn.hotel).trials
    asked = [trials[code] for code in (turn.agent, registry.PERSONA) if code in trials]
    return [trial.rollout for trial in asked if trial.kind == Rollout.Kind.SHADOW]


def answer_in_shadow(turn_id: int, rollout_id: int) -> bool:
    """Let a candidate answer a past turn for nobody, and keep how it differs. False when it is not wanted."""
    turn = Turn.objects.select_related("hotel", "conversation").get(pk=turn_id)
    rollout = (
        Rollout.objects.select_related("agent", "candidate", "hotel__tier")
        .filter(pk=rollout_id, hotel_id=turn.hotel_id, state=Rollout.State.RUNNING, kind=Rollout.Kind.SHADOW)
        .first()
    )
    if rollout is None or turn.started_at < timezone.now() - LATE:
        return False
    briefing = replace(turns.briefing(turn, replayed=True), disclosed=True)
    return shadow.compare(rollout, briefing, said_in(turn))
