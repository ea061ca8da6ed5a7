"""A word has the concepts of its stems, though most words are not stemmed to know that they have none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.knowledge.concepts import BEGINNING, LANGUAGES, concepts_of, known_words, stem

ENDINGS = ("", "s", "es", "ing", "ed", "mente", "cion", "ciones", "ment", "aux", "inhos", "ito", "y", "ies")
words = st.one_of(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14),
    st.builds("{}{}".format, st.sampled_from(sorted(known_words())), st.sampled_from(ENDINGS)),
)


@given(words)
def test_no_stemmer_changes_how_a_longer_stem_begins(word):
    """What lets words of another beginning pass unstemmed."""
    for language in LANGUAGES:
        stemmed = stem(word, language)
        assert len(stemmed) <= BEGINNING or stemmed[:BEGINNING] == word[:BEGINNING]


@pytest.mark.parametrize(
    ("word", "concept"),
    [
        ("piscinas", "pool"),
        ("breakfasts", "breakfast"),
        ("l'ascenseur", "lift"),
        ("estacionamientos", "parking"),
    ],
)
def test_a_word_has_the_concept_of_its_stem(word, concept):
    assert concept in concepts_of(word)


def test_a_word_of_no_concept_has_none():
    assert concepts_of("xilofono") == frozenset()
