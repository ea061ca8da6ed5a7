"""A candidate that does no worse is left alone however often one looks; one that does is stopped early."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.evidence import Tally, difference, evidence, interval, tolerated_rate
from agents.rollouts import Bounds, Seen, judge

# What a normal agent does, per conversation.
NORMAL = {"alarmed": 0.004, "handed_over": 0.15, "failed": 0.01, "ms": 2_000, "dollars": 0.004}
REGRESSIONS = {
    "claims what was not done": {"alarmed": 0.25},
    "invents prices": {"alarmed": 0.4},
    "answers in the wrong language": {"alarmed": 0.6},
    "leaks its prompt now and then": {"alarmed": 0.15},
    "hands over nearly everything": {"handed_over": 0.9},
    "hands over twice as much and stumbles": {"handed_over": 0.4, "alarmed": 0.1},
    "hands over three times as much": {"handed_over": 0.5},
    "hands over every other guest": {"handed_over": 0.55},
    "calls tools in circles": {"alarmed": 0.3, "dollars": 0.02},
    "asks a model that is often down": {"failed": 0.3},
    "asks a model that is down": {"failed": 0.9},
    "breaks on half of its prompts": {"failed": 0.5, "handed_over": 0.6},
    "thinks for ever": {"ms": 15_000},
    "is three times slower": {"ms": 6_000},
    "is twice as slow": {"ms": 4_500},
    "costs ten times as much": {"dollars": 0.04},
    "costs three times as much": {"dollars": 0.012},
    "is slow and dear": {"ms": 5_000, "dollars": 0.02},
    "answers nothing": {"failed": 0.2, "handed_over": 0.7},
    "ignores what guests ask": {"handed_over": 0.45, "ms": 2_500},
}


def conversations(dice, number, arm, **changed):
    rates = NORMAL | changed
    return [
        Seen(
            conversation=dice.getrandbits(60),
            arm=arm,
            turns=3,
            alarmed=dice.random() < rates["alarmed"],
            handed_over=dice.random() < rates["handed_over"],
            failed=dice.random() < rates["failed"],
            booked=dice.random() < 0.1,
            ms=dice.lognormvariate(0, 0.35) * rates["ms"],
            dollars=dice.lognormvariate(0, 0.4) * rates["dollars"],
        )
        for _ in range(number)
    ]


def guests_until_stopped(dice, share, most, **changed):
    """Conversations of the candidate until a bound broke; None when none did."""
    seen, candidates = [], 0
    while candidates < most:
        of_candidate = sum(dice.random() < share for _ in range(20))
        seen += conversations(dice, of_candidate, "candidate", **changed)
        seen += conversations(dice, 20 - of_candidate, "baseline")
        candidates += of_candidate
        if any(finding.is_broken for finding in judge(seen, Bounds())):
            return candidates
    return None


def test_a_candidate_that_does_the_same_is_hardly_ever_stopped():
    stopped = sum(guests_until_stopped(random.Random(seed), 0.5, 500) is not None for seed in range(60))

    assert stopped <= 3


def test_nineteen_of_twenty_regressions_are_stopped_before_a_hundred_guests():
    found = {
        name: guests_until_stopped(random.Random(f"{name}"), 0.1, 100, **changed)
        for name, changed in REGRESSIONS.items()
    }

    assert sum(guests is not None for guests in found.values()) >= 19, found


def test_a_new_agent_without_anything_to_compare_with_is_held_to_absolute_bounds():
    dice = random.Random(3)

    fine = judge(conversations(dice, 100, "candidate"), Bounds())
    lost = judge(conversations(dice, 40, "candidate", handed_over=0.95), Bounds())

    assert not any(finding.is_broken for finding in fine)
    assert [finding.matter for finding in lost if finding.is_broken] == ["hand_offs"]


@given(st.integers(0, 200), st.integers(0, 200), st.floats(0.001, 0.9))
def test_fewer_accidents_never_speak_more_against_it(happened, more, tolerated):
    of = happened + more + 10

    fewer, many = (
        evidence(Tally(count, of), tolerated) for count in sorted((happened, min(happened + more, of)))
    )

    assert fewer <= many * (1 + 1e-9)


@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 500), st.integers(1, 500))
def test_intervals_hold_what_was_seen(a, more_a, b, more_b):
    one, other = Tally(a, a + more_a), Tally(b, b + more_b)

    low, high = interval(one)
    assert low - 1e-9 <= one.rate <= high + 1e-9
    low, high = difference(one, other)
    assert low - 1e-9 <= other.rate - one.rate <= high + 1e-9


@pytest.mark.parametrize("happened", [0, 5, 20])
def test_the_tolerance_comes_on_top_of_the_baseline(happened):
    assert tolerated_rate(Tally(happened, 40), 0.1, 0.5) > happened / 40
    assert tolerated_rate(Tally(happened, 19 + happened * 0), 0.1, 0.5) == 0.5
