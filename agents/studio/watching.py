"""A trial's figures as they are shown: both arms side by side, how near the bounds are, lines over time."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.evidence import Tally, difference
from agents.models import Rollout
from agents.studio.pictures import Picture, curves

ARMS = ("baseline", "candidate")
MATTER = {
    "alarms": gettext_lazy("Answers held back by a rule"),
    "hand_offs": gettext_lazy("Given to a person"),
    "errors": gettext_lazy("Failed answers"),
    "slow": gettext_lazy("Slow conversations"),
    "dear": gettext_lazy("Expensive conversations"),
}
REASON = {**MATTER, "by_hand": gettext_lazy("by hand")}


def _rate(name: str) -> Callable[[Mapping[str, Any]], float | None]:
    return lambda arm: arm[name]["rate"] if arm.get("conversations") else None


FIGURES: tuple[tuple[Any, Callable[[Mapping[str, Any]], float | None], str], ...] = (
    (gettext_lazy("Given to a person"), _rate("hand_offs"), "percent"),
    (gettext_lazy("Answers held back"), _rate("alarms"), "percent"),
    (gettext_lazy("Failed answers"), _rate("errors"), "percent"),
    (gettext_lazy("With a booking"), _rate("booked"), "percent"),
    (
        gettext_lazy("19 of 20 answered within"),
        lambda arm: arm["ms"]["p95"] / 1000 if arm.get("conversations") else None,
        "seconds",
    ),
    (
        gettext_lazy("Cost per conversation"),
        lambda arm: arm["dollars"] if arm.get("conversations") else None,
        "dollars",
    ),
)


@dataclass(frozen=True)
class Figure:
    """One figure: how each arm stands now, and over time."""

    name: str
    now: tuple[str, ...]  # in the order of ARMS
    picture: Picture
    top: str


@dataclass(frozen=True)
class Bound:
    """How much speaks for the candidate being worse than tolerated, in per cent of what stops it."""

    name: str
    candidate: str
    tolerated: str
    percent: int
    is_broken: bool


@dataclass(frozen=True)
class Watched:
    conversations: tuple[int, ...]  # in the order of ARMS
    turns: tuple[int, ...]
    figures: list[Figure]
    bounds: list[Bound]
    verdicts: list[str]

    @property
    def is_empty(self) -> bool:
        return not any(self.conversations)


def watched(rollout: Rollout) -> Watched:
    """What the last count said; nothing yet for a trial of the last half minute."""
    kept = rollout.figures or {}
    arms = kept.get("arms", {})
    both = [arms.get(arm, {}) for arm in ARMS]
    shadow = rollout.kind == Rollout.Kind.SHADOW
    return Watched(
        conversations=tuple(int(arm.get("conversations", 0)) for arm in both),
        turns=tuple(int(arm.get("turns", 0)) for arm in both),
        figures=[_figure(name, of, unit, both, kept.get("series", [])) for name, of, unit in FIGURES],
        bounds=[] if shadow else [_bound(each) for each in kept.get("findings", [])],
        verdicts=_verdicts(*both) if rollout.kind == Rollout.Kind.AB and all(both) else [],
    )


def _figure(
    name: object,
    of: Callable[[Mapping[str, Any]], float | None],
    unit: str,
    both: list[dict[str, Any]],
    series: list[dict[str, Any]],
) -> Figure:
    least = {"percent": 0.01, "seconds": 1.0, "dollars": 0.001}[unit]
    picture = curves([(arm, [of(point.get(arm, {})) for point in series]) for arm in ARMS], least)
    return Figure(str(name), tuple(said(of(arm), unit) for arm in both), picture, said(picture.top, unit))


def said(value: float | None, unit: str) -> str:
    """`12 %`, `3.4 s`, `0.0012 USD`; a dash for what is not known."""
    if value is None:
        return "–"
    if unit == "percent":
        return f"{number_format(round(100 * value, 1), use_l10n=True)} %"
    if unit == "seconds":
        return f"{number_format(value, decimal_pos=1, use_l10n=True)} s"
    return f"{number_format(value, decimal_pos=4, use_l10n=True)} USD"


def _bound(finding: Mapping[str, Any]) -> Bound:
    return Bound(
        name=str(MATTER.get(finding["matter"], finding["matter"])),
        candidate=said(finding["candidate"], "percent"),
        tolerated=said(finding["tolerated"], "percent"),
        percent=_way(finding["evidence"], finding["limit"]),
        is_broken=bool(finding.get("is_broken")),
    )


def _way(evidence: float, limit: float) -> int:
    """Evidence grows by factors: its logarithm is what can be read as a way to go."""
    if evidence <= 1:
        return 0
    return min(100, round(100 * math.log(evidence) / math.log(limit)))


def _verdicts(baseline: Mapping[str, Any], candidate: Mapping[str, Any]) -> list[str]:
    """What a comparison says by now, in sentences."""
    sentences = []
    for name, what in (("booked", _("Bookings")), ("hand_offs", _("Given to a person"))):
        low, high = difference(_tally(baseline, name), _tally(candidate, name))
        if low > 0:
            text = _("%(what)s: more often with the version on trial, by %(low)s to %(high)s.")
        elif high < 0:
            text = _("%(what)s: less often with the version on trial, by %(low)s to %(high)s.")
        else:
            sentences.append(_("%(what)s: no difference can be told yet.") % {"what": what})
            continue
        near, far = sorted((abs(low), abs(high)))
        sentences.append(text % {"what": what, "low": said(near, "percent"), "high": said(far, "percent")})
    return sentences


def _tally(arm: Mapping[str, Any], name: str) -> Tally:
    return Tally(round(arm[name]["rate"] * arm["conversations"]), arm["conversations"])
