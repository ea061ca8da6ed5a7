"""What a PMS that is broken or not ours may answer, and where its address may lead us."""

import pytest

from pms.qloapps import wire


@pytest.mark.parametrize("number", ["1e999999999", "-1e999999999", "9" * 400, 10**40, "Infinity", "NaN", "²"])
def test_a_number_without_an_end_is_none(number):
    assert wire.whole(number) == 0
