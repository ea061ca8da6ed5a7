"""Which language a text looks like by its letters: for words that no list knows, such as "toalhas".

The model is counted from our own texts when it is first asked: what the house says, and the sentences of
guests that the classifier learns from. Nothing is stored.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from math import log
from pathlib import Path

from agents import phrases
from agents.offline.words import bag, fold

LONGEST = 4  # letters of one piece
_NO_WORDS = re.compile(r"\{[^}]*\}|^= ?\w+:|^#.*|^\[.*\]$")  # names of placeholders, heads
_WORD = re.compile(r"[^\W\d_]{2,}")
# Said alike everywhere, and short words of every language: they tell nothing.
_EVERYWHERE = bag(
    "wifi wi fi hotel spa suite check in out ok okay bar taxi no hola total doble email whatsapp"
)
# A piece of one letter says little, one of four nearly all of the word.
_WEIGHT = {1: 0.2, 2: 0.5, 3: 1.0, 4: 1.0}


def _pieces(word: str) -> Iterable[str]:
    """All runs of up to LONGEST letters, with the word's ends as letters."""
    edged = f"<{word}>"
    for size in range(1, LONGEST + 1):
        for start in range(len(edged) - size + 1):
            piece = edged[start : start + size]
            if piece not in "<>":
                yield piece


def _sentences(language: str) -> list[str]:
    """What guests say in our words, a line each; not what is no hotel's matter, in whatever language."""
    path = Path(__file__).parent / "sentences" / f"{language}.txt"
    kept, is_other = [], False
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        if line.startswith("#"):
            is_other = line.removeprefix("#").strip().startswith("other")
        elif not is_other:
            kept.append(line)
    return kept


@cache
def _model() -> Mapping[str, tuple[Counter[str], dict[int, int]]]:
    """By language: how often each piece is written, and how many pieces of each size there are."""
    found = {}
    for language, texts in phrases.TEXTS.items():
        counts: Counter[str] = Counter()
        said = [*texts.values(), *_sentences(language)]
        words = Counter(word for text in said for word in _WORD.findall(fold(_NO_WORDS.sub(" ", text))))
        for word, times in words.items():
            for piece in _pieces(word):
                counts[piece] += 1 + log(times)  # type: ignore[assignment]
        sizes = {size: sum(n for piece, n in counts.items() if len(piece) == size) for size in _WEIGHT}
        found[language] = (counts, sizes)
    return found


@cache
def _log_of(piece: str, language: str) -> float:
    counts, sizes = _model()[language]
    size = len(piece)
    return log((counts[piece] + 0.3) / (sizes[size] + 0.3 * 26**size / 8)) * _WEIGHT[size]


@cache
def _is_like_a_word(word: str) -> bool:
    """Whether some language writes most of its longest runs of letters: "zxcv" and codes tell nothing."""
    runs = [piece for piece in _pieces(word) if len(piece) == LONGEST]
    known = max(sum(counts[piece] > 0 for piece in runs) for counts, _ in _model().values())
    return 2 * known > len(runs)


def likeness(text: str) -> dict[str, float]:
    """How like each language the words are, in nats below the likest; empty when there is nothing to judge.

    Names, told by their capitals, and words that every language uses are left out.
    """
    known = [found.group() for found in _WORD.finditer(text)]
    plain = [word for word in known if not word[0].isupper() or word.isupper() or word is known[0]]
    if all(word.istitle() for word in known):
        plain = []
    words = [word for one in plain if (word := fold(one)) not in _EVERYWHERE]
    if 2 * sum(map(_is_like_a_word, words)) <= len(words):  # no language of ours, or none at all
        return {}
    scores = {
        language: sum(_log_of(piece, language) for word in words for piece in _pieces(word))
        for language in phrases.TEXTS
    }
    best = max(scores.values())
    return {language: score - best for language, score in scores.items()}
