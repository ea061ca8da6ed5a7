from hypothesis import given
from hypothesis import strategies as st

from pms.codes import new_code, normalise


def test_codes_can_be_read_over_the_phone():
    codes = {new_code() for _ in range(500)}

    assert len(codes) == 500
    for code in codes:
        assert len(code) == 6
        assert not set(code) & set("AEIOUY01LBSZ")
        assert not code.isdigit()
        assert not code.isalpha()


def test_a_code_is_read_however_it_is_typed():
    for typed in ("K7M2QX", "k7m2qx", "k7 m-2qx", " K7M.2QX! ", "Ｋ７Ｍ２ＱＸ", "K7M\u200b2QX"):
        assert normalise(typed) == "K7M2QX"


@given(st.text(max_size=200))
def test_normalising_is_stable_and_bounded(text):
    once = normalise(text)

    assert normalise(once) == once
    assert len(once) <= 32
    assert once.isascii()
