"""A second reader of danger: a linear model over words, parts of words, concepts and blocks of meaning.

The rules know what somebody wrote down; the model has seen how people tell of it (`sentences/`), and how
they joke, ask and complain in the same words. `manage.py learn_danger` writes its weights.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, pairwise
from pathlib import Path

from agents.danger.blocks import spoken

SENTENCES = Path(__file__).with_name("sentences")
WEIGHTS = Path(__file__).with_name("weights.json")
CALM = "calm"
_MEANT = 1.5  # what a concept weighs beside a word
_TOGETHER = 0.7  # and two of them in one sentence
_LETTERS = 4  # of one part of a word
# What a guest speaks of on any day. A sentence that means nothing else is never danger by its words alone:
# "my wife, our 5 year old and I".
_OF_EVERY_DAY = """
LAUGH PRAISE BILL BOOKED CANCEL ASK_HAVE ASK_CAN ASK_WHEN ASK_WHERE ASK_HOW ASK_LEND RECOMMEND IF_CASE
ONCE NEXT NOW DO_WHAT YOUNG ELDER MATE MAN WOMAN KIN CHILD ME ALL ALIVE_NOW THING ROOM NOT OPEN ENTER KEY
OUT WANT CALL ANSWER FEEL GADGET WEATHER WORKS STOP SERVICE CLOTHES PAST DREAM_BIG CALM SEA_FUN NOISE
MILD PLACES SAFETY_GEAR SPORT HEALED TRAVEL ROUTINE FOOD BAGGAGE FINE QUIET TECH MEDIA EXIT BETTER CAR EX
WITH_US HAND DOOR SENTIMENT LIVE LOVE EYE EYES SEE DARK TAKE TOOK OUTSIDE INSIDE WINDOW POOL CLOTH SLEEP
BROKEN NOBODY VANISH HARD HEIGHT LIFT SMALL_ROOM STRANGER HEAT ELECTRIC
"""
_EVERYDAY = frozenset(_OF_EVERY_DAY.split())


@dataclass(frozen=True)
class Model:
    meanings: Sequence[str]
    weights: Mapping[str, Sequence[float]]  # of each feature for each meaning, by place in `meanings`


def read(sentence: str) -> tuple[float, str]:
    """How likely a sentence, folded and spelt as `emergency` does, tells of danger, 0 to 1; and of which."""
    model = _model()
    scores = [0.0] * len(model.meanings)
    for name, value in features(sentence).items():
        for at, weight in enumerate(model.weights.get(name, ())):
            scores[at] += weight * value
    top = max(scores)
    odds = {meaning: math.exp(score - top) for meaning, score in zip(model.meanings, scores, strict=True)}
    calm = odds.pop(CALM)
    return 1 - calm / (calm + sum(odds.values())), max(odds, key=odds.__getitem__)


def names_danger(sentence: str) -> bool:
    """Whether a sentence means anything that is not of every day."""
    words = sentence.rstrip("?").split()
    return bool((_concepts(words) | spoken(sentence)[1].keys()) - _EVERYDAY)


def features(sentence: str) -> dict[str, float]:
    """What the model sees of a sentence, scaled to the length 1."""
    asked = sentence.endswith("?")
    words = ["#" if word.isdigit() else word for word in sentence.rstrip("?").split()]
    found = {f"w {word}": 1.0 for word in words}
    found |= {f"b {left} {right}": 0.8 for left, right in pairwise(["^", *words, "$"])}
    for word in words:
        found |= dict.fromkeys(_parts(word), 0.5)
    meant = sorted(_concepts(words) | spoken(sentence)[1].keys())
    found |= {f"m {one}": _MEANT for one in meant}
    found |= {f"p {one} {other}": _TOGETHER for one, other in combinations(meant, 2)}
    found[f"length {min(len(words), 12)}"] = 1.0
    if asked:
        found["asked"] = 2.0
    length = math.sqrt(sum(value * value for value in found.values()))
    return {name: value / length for name, value in found.items()}


@lru_cache(maxsize=4_096)
def _parts(word: str) -> tuple[str, ...]:
    edged = f"<{word}>"
    return tuple(f"c {edged[at : at + _LETTERS]}" for at in range(len(edged) - _LETTERS + 1) if len(word) > 3)


def _concepts(words: Sequence[str]) -> set[str]:
    """The concepts that the words, alone or up to three in a row, stand for."""
    whole, stems = _lexicon()
    found: set[str] = set()
    for at in range(len(words)):
        for size in range(1, 4):
            name = " ".join(words[at : at + size])
            found |= whole.get(name, frozenset())
            if size == 1:
                for end in range(3, len(name) + 1):
                    found |= stems.get(name[:end], frozenset())
    return found


@cache
def _lexicon() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Concepts by their words, and by the beginnings of words (`*` in the file)."""
    whole: dict[str, frozenset[str]] = {}
    stems: dict[str, frozenset[str]] = {}
    for line in (SENTENCES / "concepts.txt").read_text(encoding="utf-8").splitlines():
        concept, _, words = line.partition(": ")
        for word in words.split():
            name = word.rstrip("*").replace("_", " ")
            known = stems if word.endswith("*") else whole
            known[name] = known.get(name, frozenset()) | {concept}
    return whole, stems


@cache
def _model() -> Model:
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Model(
        kept["meanings"], {name: [weight / 100 for weight in row] for name, row in kept["weights"].items()}
    )
