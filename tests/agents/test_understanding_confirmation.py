import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.offline.confirmation import is_plain_no, is_plain_yes


@pytest.mark.parametrize(
    "text",
    [
        "sí", "si", "Sí.", "SI!", "siii", "dale", "va", "vale", "ok", "OK!", "confirmo", "yes please",
        "de acuerdo", "claro que sí", "sí, confirmo", "sí, por favor", "Sí, de acuerdo, gracias",
        "perfecto", "adelante", "yes", "Yep", "sure", "that's fine", "Yes, I confirm", "go ahead",
        "sounds good", "por supuesto",
    ],
)  # fmt: skip
def test_plain_consent_is_a_yes(text):
    assert is_plain_yes(text)
    assert not is_plain_no(text)


@pytest.mark.parametrize(
    "text",
    [
        "perfecto, ¿y la piscina?", "si hay piscina", "ok?", "¿sí?", "sí?", "yes but cheaper",
        "sí pero el viernes", "sí, 3 noches", "si puedo cancelar", "sí, con desayuno", "no", "sí no",
        "ok no", "claro que no", "si que va", "👍", "ok 👍", "gracias", "bien", "por favor", "", "   ",
        "sí sí sí sí sí", "yes if it has a pool", "sí, mañana confirmo", "creo que sí", "maybe yes",
        "no sé", "sí (creo)", "'sí'", "yes?!", "ok ok ok ok ok", "si, la otra", "como sí", "not yes",
        "yes to the pool", "sí\u200b?", "yes؟", "ѕí", "si fuera posible",
    ],
)  # fmt: skip
def test_anything_that_may_mean_more_is_no_yes(text):
    assert not is_plain_yes(text)


@pytest.mark.parametrize(
    "text",
    ["no", "No.", "NO!", "nop", "no gracias", "No, gracias.", "no thank you", "mejor no", "not now", "nope"],
)
def test_plain_refusal_is_a_no(text):
    assert is_plain_no(text)
    assert not is_plain_yes(text)


@pytest.mark.parametrize("text", ["no sé", "no, el viernes", "no?", "no 3", "sí", "", "no hay piscina", "👎"])
def test_anything_that_may_mean_more_is_no_refusal(text):
    assert not is_plain_no(text)


@given(st.text())
def test_no_text_is_both_or_raises(text):
    assert not (is_plain_yes(text) and is_plain_no(text))


@given(
    st.sampled_from(["sí", "confirmo", "yes please", "ok"]),
    st.sampled_from(["?", "¿", "1", "pero", "but", "no", "🙂", "("]),
)
def test_one_qualifying_sign_or_word_undoes_a_yes(yes, more):
    assert not is_plain_yes(f"{yes} {more}")
    assert not is_plain_yes(f"{more} {yes}")
