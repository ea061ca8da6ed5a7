"""Roll-outs: a version on some conversations beside the one that answers, stopped by bounds or by a person.

A conversation keeps its arm. When a candidate is stopped or rolled back it is withdrawn: the conversations
that had it are answered by the baseline too, from their next turn on.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import structlog
from django.utils import timezone
from django.utils.translation import gettext as _
from prometheus_client import Counter
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agents import lifecycle, remote
from agents.changes import LifecycleError, changing, tell
from agents.config import AgentConfig, digest_of, read_config
from agents.evidence import Tally, evidence, tolerated_rate
from agents.lifecycle.rows import version_of
from agents.models import AgentVersion, Rollout
from hotels.events import announce
from hotels.models import User

log = structlog.get_logger(__name__)

Matter = Literal["alarms", "hand_offs", "errors", "slow", "dear"]
MATTERS: tuple[Matter, ...] = ("alarms", "hand_offs", "errors", "slow", "dear")
# How the risk of a false stop is shared out: what breaks an invariant is to be seen first.
RISKS: dict[Matter, float] = {"alarms": 0.4, "hand_offs": 0.15, "errors": 0.15, "slow": 0.15, "dear": 0.15}
POINTS = 120  # of the picture over time
STOPPED = Counter("agent_rollouts_ended_total", "Roll-outs that ended", ["state", "reason"])


class Bounds(BaseModel):
    """How much worse than the baseline a candidate may be, in share of conversations.

    Slow and dear are conversations above what 19 of 20 of the baseline's stay below. `risk` is the chance
    to stop a candidate that is no worse, for all matters together, however long it runs.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    alarms: float = Field(default=0.01, ge=0, le=1)
    hand_offs: float = Field(default=0.05, ge=0, le=1)
    errors: float = Field(default=0.02, ge=0, le=1)
    slow: float = Field(default=0.15, ge=0, le=1)
    dear: float = Field(default=0.15, ge=0, le=1)
    risk: float = Field(default=0.05, gt=0, le=0.5)
    seconds: float = Field(default=15, gt=0, description="Slow without a baseline")
    dollars: float = Field(default=0.05, gt=0, description="Dear per turn without a baseline")
    hand_offs_alone: float = Field(default=0.5, ge=0, le=1, description="Tolerated without a baseline")


@dataclass(frozen=True)
class Seen:
    """One conversation of an arm, as its turns add up."""

    conversation: int
    arm: str  # baseline | candidate
    turns: int
    alarmed: bool
    handed_over: bool
    failed: bool
    booked: bool
    ms: float  # mean of its turns
    dollars: float  # mean of its turns


@dataclass(frozen=True)
class Finding:
    """One matter: how the candidate does, what is tolerated, how much speaks against it (stop at `limit`)."""

    matter: Matter
    baseline: float
    candidate: float
    tolerated: float
    evidence: float
    limit: float

    @property
    def is_broken(self) -> bool:
        return self.evidence >= self.limit


def judge(seen: Sequence[Seen], bounds: Bounds) -> list[Finding]:
    """Every matter, in the order of MATTERS. Pure; may be asked as often as one likes."""
    baseline = [each for each in seen if each.arm == "baseline"]
    candidate = [each for each in seen if each.arm == "candidate"]
    has_baseline = len(baseline) >= 20
    slow = _high([each.ms for each in baseline]) if has_baseline else bounds.seconds * 1_000
    dear = _high([each.dollars for each in baseline]) if has_baseline else bounds.dollars
    without = {
        "alarms": bounds.alarms + 0.01,
        "hand_offs": bounds.hand_offs_alone,
        "errors": bounds.errors + 0.01,
        "slow": bounds.slow,
        "dear": bounds.dear,
    }
    findings = []
    for matter in MATTERS:
        here, there = (_tally(arm, matter, slow, dear) for arm in (candidate, baseline))
        tolerated = tolerated_rate(there, getattr(bounds, matter), without[matter])
        findings.append(
            Finding(
                matter,
                there.rate,
                here.rate,
                tolerated,
                evidence(here, tolerated),
                1 / (RISKS[matter] * bounds.risk),
            )
        )
    return findings


def _tally(arm: Sequence[Seen], matter: Matter, slow: float, dear: float) -> Tally:
    happened = {
        "alarms": lambda each: each.alarmed,
        "hand_offs": lambda each: each.handed_over,
        "errors": lambda each: each.failed,
        "slow": lambda each: each.ms > slow,
        "dear": lambda each: each.dollars > dear,
    }[matter]
    return Tally(sum(map(happened, arm)), len(arm))


def _high(values: Sequence[float]) -> float:
    """What 19 of 20 stay below."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))] if values else 0.0


def start(
    version: AgentVersion, kind: str, by: User | str, *, share: int = 10, bounds: dict[str, Any] | None = None
) -> Rollout:
    """Try a validated version on `share` per cent of the conversations that begin from now on.

    LifecycleError `not_validated`, `is_published`, `rollout_running`, `wrong_kind`, `wrong_share`,
    `wrong_bounds`, or `partner_not_asked`: the shadow of a specialist elsewhere would have nothing to say.
    """
    if kind not in Rollout.Kind.values:
        raise LifecycleError("wrong_kind", _("A roll-out is a canary, an A/B test or a shadow."))
    if not 1 <= share <= 100:
        raise LifecycleError("wrong_share", _("The share is a whole number from 1 to 100 per cent."))
    try:
        checked = Bounds.model_validate(bounds or {})
    except ValidationError as error:
        raise LifecycleError("wrong_bounds", _("A bound is not a share between 0 and 1.")) from error
    with changing(version.hotel_id) as hotel:
        tried = version_of(hotel, version)
        if tried.state not in (AgentVersion.State.DRAFT, AgentVersion.State.CANDIDATE):
            raise LifecycleError("is_published", _("Only a draft can be tried on some conversations."))
        if tried.validated_hash != digest_of(tried.config):
            raise LifecycleError("not_validated", _("Validate this version first."))
        if tried.agent.rollouts.filter(state=Rollout.State.RUNNING).exists():
            raise LifecycleError("rollout_running", _("This agent has a roll-out running already."))
        if kind == Rollout.Kind.SHADOW and _is_silent(tried):
            raise LifecycleError("partner_not_asked", str(remote.NOT_ASKED))
        rollout = Rollout.objects.create(
            hotel=hotel,
            agent=tried.agent,
            kind=kind,
            candidate=tried,
            baseline_id=tried.agent.published_id,
            share=share,
            bounds=checked.model_dump(),
            started_by_name=str(by)[:120],
        )
        tried.state = AgentVersion.State.CANDIDATE
        tried.save(update_fields=["state"])
        what = {"rollout": rollout.pk, "agent": tried.agent.code, "state": rollout.state}
        tell(
            hotel, by, "rollout.started", rollout, "rollout_changed", kind_of_trial=kind, share=share, **what
        )
    return rollout


def _is_silent(version: AgentVersion) -> bool:
    config = read_config(version.agent.kind, version.config)
    elsewhere = config.remote if isinstance(config, AgentConfig) else None
    return elsewhere is not None and not remote.rehearses(version.hotel, elsewhere)


def widen(rollout: Rollout, share: int, by: User | str) -> Rollout:
    """More of the new conversations get the candidate. LifecycleError `not_running`, `wrong_share`.

    Never fewer: a conversation that would have had it must not be counted on the other side.
    """
    with changing(rollout.hotel_id) as hotel:
        row = Rollout.objects.select_related("agent").get(pk=rollout.pk, hotel=hotel)
        if row.state != Rollout.State.RUNNING:
            raise LifecycleError("not_running", _("This roll-out is over."))
        if not row.share < share <= 100:
            says = _("The share can only grow, from %(share)s up to 100 per cent.") % {"share": row.share}
            raise LifecycleError("wrong_share", says)
        row.share = share
        row.save(update_fields=["share"])
        what = {"rollout": row.pk, "agent": row.agent.code, "state": row.state, "share": share}
        tell(hotel, by, "rollout.widened", row, "rollout_changed", **what)
    return row


def promote(rollout: Rollout, by: User | str, note: str = "") -> AgentVersion:
    """The candidate answers everybody from now on. LifecycleError as `lifecycle.publish`."""
    row = Rollout.objects.select_related("candidate").get(pk=rollout.pk, hotel=rollout.hotel_id)
    if row.state != Rollout.State.RUNNING:
        raise LifecycleError("not_running", _("This roll-out is over."))
    version = lifecycle.publish(row.candidate, by, note)
    STOPPED.labels(Rollout.State.PROMOTED, "").inc()
    return version


def roll_back(rollout: Rollout, by: User | str, reason: str = "by_hand") -> Rollout:
    """The candidate answers nobody from now on."""
    return _ended(rollout, Rollout.State.ROLLED_BACK, by, reason)


def end(rollout: Rollout, by: User | str) -> Rollout:
    """The trial is over without a winner: an A/B test or a shadow that has run long enough."""
    return _ended(rollout, Rollout.State.ENDED, by, "by_hand")


def watch(rollout: Rollout, seen: Sequence[Seen], figures: dict[str, Any]) -> str:
    """Keep what was counted, and stop a candidate that breaks a bound. The matter that stopped it, or "".

    `figures` has per arm whatever the page shows. A shadow is only counted.
    """
    bounds = Bounds.model_validate(rollout.bounds or {})
    findings = judge(seen, bounds)
    now = timezone.now()
    kept = dict(rollout.figures or {})
    kept |= {"arms": figures, "findings": [asdict(each) | {"is_broken": each.is_broken} for each in findings]}
    kept["series"] = _thinned([*kept.get("series", []), {"at": now.isoformat(timespec="seconds"), **figures}])
    Rollout.objects.filter(pk=rollout.pk, state=Rollout.State.RUNNING).update(figures=kept, counted_at=now)
    announce(rollout.hotel_id, "rollout_changed", rollout=rollout.pk, state=rollout.state)
    broken = next((each.matter for each in findings if each.is_broken), "")
    if broken and rollout.kind != Rollout.Kind.SHADOW:
        log.warning("rollout_stopped", rollout=rollout.pk, hotel=rollout.hotel_id, matter=broken)
        _ended(rollout, Rollout.State.STOPPED, "roll-out watch", broken)
        return broken
    return ""


def _thinned(series: list[Any]) -> list[Any]:
    """Half of the older points when there are too many, so that the picture keeps its whole length."""
    if len(series) <= POINTS:
        return series
    return [*series[: -POINTS // 2 : 2], *series[-POINTS // 2 :]]


def _ended(rollout: Rollout, state: str, by: User | str, reason: str) -> Rollout:
    ended = lifecycle.end_trial(rollout, state, by, reason)
    STOPPED.labels(state, reason).inc()
    return ended
