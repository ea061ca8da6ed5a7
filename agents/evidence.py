"""Whether a candidate does worse than what it is tried against: a test that may be looked at all the time.

Each conversation is one coin per matter (handed over or not, slow or not ...). Against the claim "no worse
than the baseline by more than the tolerance" the candidate's conversations are a bet: the mixture of all
worse rates, weighed by how probable it makes what was seen. While the claim holds, the chance that such a bet
ever grows above 1/risk is at most `risk`, however often one looks (Ville's inequality; see Howard, Ramdas,
McAuliffe, Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences", 2021). The baseline's
own rate is not known but estimated; the tolerance covers that, and simulations in the tests hold it.
"""

import math
from dataclasses import dataclass

RATES = 60  # of the grid of worse rates


@dataclass(frozen=True)
class Tally:
    """Of so many conversations in so many it happened."""

    happened: int
    of: int

    @property
    def rate(self) -> float:
        return self.happened / self.of if self.of else 0.0


def evidence(candidate: Tally, tolerated: float) -> float:
    """How much the bet "worse than `tolerated`" has grown from 1; above 1/risk it is shown.

    A uniform mixture over the rates above the tolerated one.
    """
    tolerated = min(max(tolerated, 1e-4), 0.999)
    failed = candidate.of - candidate.happened
    against = candidate.happened * math.log(tolerated) + failed * math.log1p(-tolerated)
    step = (1 - tolerated) / RATES
    logs = [
        candidate.happened * math.log(rate) + failed * math.log1p(-rate) - against
        for rate in (tolerated + step * (number + 0.5) for number in range(RATES))
    ]
    most = max(logs)
    return math.exp(min(most + math.log(sum(math.exp(each - most) for each in logs) / RATES), 700))


def tolerated_rate(baseline: Tally, tolerance: float, without: float) -> float:
    """The rate up to which nothing is said: the baseline's and the tolerance.

    `without` a baseline (a new agent, or too few conversations yet) an absolute rate holds.
    """
    if baseline.of < 20:
        return without
    return min((baseline.happened + 0.5) / (baseline.of + 1) + tolerance, 0.95)


def interval(tally: Tally, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval of a rate; 95 % unless told otherwise. (0, 1) without a conversation."""
    if not tally.of:
        return 0.0, 1.0
    n, p = tally.of, tally.rate
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def difference(one: Tally, other: Tally) -> tuple[float, float]:
    """Newcombe's interval, 95 %, of `other`'s rate above `one`'s."""
    (low_1, high_1), (low_2, high_2) = interval(one), interval(other)
    gap = other.rate - one.rate
    down = math.hypot(other.rate - low_2, high_1 - one.rate)
    up = math.hypot(high_2 - other.rate, one.rate - low_1)
    return max(-1.0, gap - down), min(1.0, gap + up)
