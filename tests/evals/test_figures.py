from itertools import combinations
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.evals import figures
from tests.evals.played import result_row

COUNTS = st.integers(1, 8).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(1, n)))


@given(COUNTS)
def test_pass_hat_is_the_share_of_k_trials_that_all_pass(counts):
    trials, passed, k = counts
    chosen = list(combinations([n < passed for n in range(trials)], k))
    assert isclose(figures.pass_hat(trials, passed, k), sum(map(all, chosen)) / len(chosen))


@given(COUNTS)
def test_more_trials_in_a_row_are_never_likelier_to_pass(counts):
    trials, passed, k = counts
    if k > 1:
        assert figures.pass_hat(trials, passed, k) <= figures.pass_hat(trials, passed, k - 1)
    assert figures.pass_hat(trials, passed, 1) == passed / trials


@pytest.mark.parametrize(("trials", "passed", "k"), [(4, 2, 0), (4, 2, 5), (4, 5, 1), (4, -1, 1)])
def test_impossible_counts_are_refused(trials, passed, k):
    with pytest.raises(ValueError, match="k is between"):
        figures.pass_hat(trials, passed, k)


def test_a_summary_counts_by_kind_and_by_check():
    missed = [{"what": "says", "ok": False}, {"what": "tone", "ok": False, "optional": True}]
    rows = [
        result_row("a", True, 1, turns=2, ms=100),
        result_row("a", False, 2, turns=4, ms=300, checks=missed),
        result_row("b", True, 1, kind="facts", turns=1, ms=50),
        result_row("b", True, 2, kind="facts", turns=1, ms=50),
    ]
    found = figures.summary(rows, 2)
    assert found["pass"] == {"1": 0.75, "2": 0.5}
    assert found["by_kind"]["book"] == {"tasks": 1, "passed": 0, "pass": {"1": 0.5, "2": 0.0}}
    assert found["by_kind"]["facts"]["passed"] == 1
    assert found["by_check"] == {"says": 1}
    assert (found["trials"], found["turns"], found["ms"]) == (4, 2.0, 125)


def test_a_run_that_was_cut_short_counts_only_tasks_with_all_their_trials():
    rows = [result_row("a", True, 1), result_row("a", True, 2), result_row("b", False, 1)]
    assert figures.summary(rows, 2)["pass"] == {"1": 1.0, "2": 1.0}
    assert figures.summary([], 2)["pass"] == {"1": 0.0, "2": 0.0}
