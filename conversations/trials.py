"""What roll-outs need of conversations: how each arm does."""

import statistics
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from agents import rollouts
from agents.evidence import Tally, difference, interval
from agents.models import Rollout
from agents.rollouts import Seen
from conversations.models import Turn

NEWEST = 20_000  # turns of one roll-out that are counted
SOFT = (
    "model:",
    "router:",
    "no_model:",
    "gate:",
)  # a failed call, or a text mended in time: no invariant was at stake
_NOT_COUNTED = (Turn.Outcome.RUNNING, Turn.Outcome.SUPERSEDED, Turn.Outcome.NOTHING)


def running() -> list[int]:
    """The roll-outs to look at."""
    return list(Rollout.objects.filter(state=Rollout.State.RUNNING).values_list("pk", flat=True))


def look_at(rollout_id: int) -> str:
    """Count a roll-out anew; the matter that stopped it, or ""."""
    rollout = Rollout.objects.select_related("hotel", "agent").get(pk=rollout_id)
    if rollout.state != Rollout.State.RUNNING:
        return ""
    seen = seen_in(rollout)
    return rollouts.watch(rollout, seen, {arm: figures(seen, arm) for arm in ("baseline", "candidate")})


def seen_in(rollout: Rollout) -> list[Seen]:
    """The conversations of both arms, as their turns add up."""
    rows = (
        Turn.objects.filter(hotel_id=rollout.hotel_id, rollout=rollout)
        .exclude(outcome__in=_NOT_COUNTED)
        .order_by("-id")
        .values("conversation_id", "arm", "outcome", "alarms", "hand_off", "committed", "latency_ms", "cost")
    )
    by_conversation: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for row in rows[:NEWEST]:
        by_conversation[row["arm"], row["conversation_id"]].append(dict(row))
    return [_seen(arm, pk, rows) for (arm, pk), rows in by_conversation.items()]


def _seen(arm: str, conversation: int, rows: Sequence[dict[str, Any]]) -> Seen:
    alarms = [str(alarm) for row in rows for alarm in row["alarms"]]
    lost = any(row["outcome"] in (Turn.Outcome.FAILED, Turn.Outcome.LOST) for row in rows)
    return Seen(
        conversation=conversation,
        arm=arm,
        turns=len(rows),
        alarmed=any(not alarm.startswith(SOFT) for alarm in alarms),
        handed_over=any(row["hand_off"] for row in rows),
        failed=lost or any(alarm.startswith("model:") for alarm in alarms),
        booked=any(row["committed"] for row in rows),
        ms=statistics.fmean(row["latency_ms"] or 0 for row in rows),
        dollars=statistics.fmean(float(row["cost"]) for row in rows),
    )


def figures(seen: Sequence[Seen], arm: str) -> dict[str, Any]:
    """What the page shows of an arm: rates per conversation with 95 % intervals, milliseconds, dollars."""
    own = [each for each in seen if each.arm == arm]
    told: dict[str, Any] = {"conversations": len(own), "turns": sum(each.turns for each in own)}
    for name, matter in (
        ("alarms", "alarmed"),
        ("hand_offs", "handed_over"),
        ("errors", "failed"),
        ("booked", "booked"),
    ):
        tally = _tally(own, matter)
        told[name] = {"rate": tally.rate, "between": interval(tally)}
    ms = sorted(each.ms for each in own)
    told["ms"] = {"p50": _at(ms, 0.5), "p95": _at(ms, 0.95)}
    told["dollars"] = statistics.fmean(each.dollars * each.turns for each in own) if own else 0.0
    return told


def outcome(seen: Sequence[Seen], matter: str = "booked") -> tuple[float, float]:
    """How much more often it happens in the candidate's conversations: 95 % interval of the difference."""
    arms = [[each for each in seen if each.arm == arm] for arm in ("baseline", "candidate")]
    return difference(*(_tally(arm, matter) for arm in arms))


def _tally(seen: Sequence[Seen], matter: str) -> Tally:
    return Tally(sum(getattr(each, matter) for each in seen), len(seen))


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
