from hypothesis import given
from hypothesis import strategies as st

from agents.models import Rollout
from agents.studio.pictures import HEIGHT, WIDTH, curves
from agents.studio.watching import watched

VALUES = st.lists(st.none() | st.floats(0, 1e6), max_size=130)


@given(VALUES, VALUES)
def test_curves_stay_inside_the_picture_and_share_a_scale(one, two):
    picture = curves([("baseline", one), ("candidate", two)])

    known = [value for value in (*one, *two) if value is not None]
    assert picture.top >= max(known, default=0)
    for curve, values in zip(picture.curves, (one, two), strict=True):
        places = [tuple(map(float, place.split(","))) for place in curve.points.split()]
        assert len(places) == sum(value is not None for value in values)
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in places)


def test_a_trial_of_which_nothing_was_counted_yet_is_empty():
    found = watched(Rollout(kind="canary", figures={}))

    assert found.is_empty
    assert {figure.now for figure in found.figures} == {("–", "–")}
