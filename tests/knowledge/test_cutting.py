"""Texts cut into pieces: nothing is lost, nothing is too long, and each knows where it stood."""

from hypothesis import given, settings
from hypothesis import strategies as st

from agents.knowledge.cutting import MOST, OVERLAP, Piece, cut, sentences

word = st.text(st.sampled_from("abcñé9"), min_size=1, max_size=8)
block = st.one_of(
    st.lists(word, min_size=1, max_size=500).map(" ".join),
    st.lists(word, min_size=1, max_size=30).map(lambda words: " ".join(words) + "?"),
    st.lists(
        st.lists(word, min_size=1, max_size=60).map(lambda words: " ".join(words).title()), max_size=9
    ).map(lambda all: ". ".join(all) + "."),
    st.tuples(st.integers(1, 6), word).map(lambda pair: f"{'#' * pair[0]} {pair[1]}"),
)


@settings(deadline=None)
@given(st.lists(block, max_size=12).map("\n\n".join))
def test_every_word_is_in_a_piece_or_its_heading_and_no_piece_is_too_long(text):
    pieces = cut(text)

    said = {word for piece in pieces for word in f"{piece.heading} {piece.text}".split()}
    assert {word for word in text.split() if word.strip("#")} <= said
    assert all(len(piece.text.split()) <= MOST + OVERLAP for piece in pieces)
    assert all(piece.text.strip() for piece in pieces)


def test_a_piece_has_the_path_of_its_headings():
    text = "# Servicios\n\nTodo.\n\n## Alberca\n\nAbre a las 9.\n\n### Toallas\n\nHay.\n\n## Spa\n\nCerrado."

    assert cut(text) == [
        Piece("Servicios", "Todo."),
        Piece("Servicios > Alberca", "Abre a las 9."),
        Piece("Servicios > Alberca > Toallas", "Hay."),
        Piece("Servicios > Spa", "Cerrado."),
    ]


def test_a_question_heads_its_answer():
    text = "# FAQ\n\n¿Hay alberca?\n\nSí, de 9 a 18.\n\nIs there a gym?\n\nNo."

    assert cut(text) == [
        Piece("FAQ > ¿Hay alberca?", "Sí, de 9 a 18."),
        Piece("FAQ > Is there a gym?", "No."),
    ]


def test_short_lines_that_head_nothing_are_text():
    pieces = cut("# Casa\n\n## Uno\n\n## Dos\n\n## Tres\n\nHay tres cosas.")

    assert pieces == [Piece("Casa", "Uno\nDos"), Piece("Casa > Tres", "Hay tres cosas.")]


def test_a_long_section_is_cut_at_its_sentences_and_the_last_one_is_repeated():
    text = "# Reglas\n\n" + " ".join(f"Esta es la regla número {n} de la casa." for n in range(60))

    first, second = cut(text)[:2]

    assert first.text.endswith(".")
    assert second.text.split("\n")[0] == sentences(first.text)[-1]


def test_prices_and_abbreviations_do_not_end_sentences_in_the_middle():
    assert sentences("Cuesta 1.450,50 € por noche, aprox. dos cafés. Incluye IVA.") == [
        "Cuesta 1.450,50 € por noche, aprox. dos cafés.",
        "Incluye IVA.",
    ]
