"""The languages besides Spanish and English that the rules about wording know."""

from agents.gate import words_fr, words_pt
from agents.gate.words import Words

OTHERS: dict[str, Words] = {"pt": words_pt.WORDS, "fr": words_fr.WORDS}


def words_of(language: str) -> Words | None:
    """The patterns of a language, None for Spanish, English and what we have none for."""
    return OTHERS.get(language[:2].lower())
