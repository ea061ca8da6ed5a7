"""Danger told in words nobody has seen: blocks of meaning (who, what, where, not) that stand together."""

import re
from functools import lru_cache
from itertools import pairwise, product

from agents.danger import words_en, words_es, words_fr, words_pt
from agents.danger.rules import RULES

NEAR = 7  # words between two blocks that belong together
LONGEST_NAME = 5  # words of one entry

_WORDS = {"es": words_es.WORDS, "en": words_en.WORDS, "pt": words_pt.WORDS, "fr": words_fr.WORDS}
# A hazard that is denied ("no hay humo") is none, unless it will not stop.
_DENIED = frozenset({"FIRE", "SMOKE", "BLEED", "KNIFE", "SCARED", "SHOTS", "SPARK", "BURN", "FAINT"})
_BRIEF = 2  # words after a denial that it covers
_CALMING = {"locked_out": "PAST", "fire": "PAST"}

Found = dict[str, list[int]]  # where in the sentence each block is
_Part = tuple[tuple[str, ...], ...]  # either of these; each a chain that must stand together


def _parsed(rule: str) -> tuple[list[_Part], list[str]]:
    parts = [tuple(tuple(one.split("~")) for one in _either(part)) for part in rule.split() if part[0] != "-"]
    return parts, [part[1:] for part in rule.split() if part[0] == "-"]


def _either(part: str) -> list[str]:
    return part.split("|")


_RULES = {kind: [_parsed(rule) for rule in rules] for kind, rules in RULES.items()}


def _lexicon(words: dict[str, str]) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Whole words and word beginnings, each with its blocks."""
    whole: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    for block, line in words.items():
        for entry in line.split():
            name = entry.replace("_", " ")
            (stems if "*" in name else whole).setdefault(name.replace("*", ""), set()).add(block)
    return (
        {name: frozenset(blocks) for name, blocks in whole.items()},
        {name: frozenset(blocks) for name, blocks in stems.items()},
    )


LEXICA = {code: _lexicon(words) for code, words in _WORDS.items()}


@lru_cache(maxsize=16_384)
def _blocks(name: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The blocks of one word or of some words in a row, by language."""
    found = []
    for code, (whole, stems) in LEXICA.items():
        blocks = set(whole.get(name, ()))
        for end in range(2, len(name) + 1):
            blocks |= stems.get(name[:end], frozenset())
        if blocks:
            found.append((code, frozenset(blocks)))
    return tuple(found)


_STARTS = frozenset(
    " ".join(name.split()[:size])
    for whole, stems in LEXICA.values()
    for name in (*whole, *stems)
    if " " in name
    for size in range(1, len(name.split()))
)


def found_in(sentence: str) -> dict[str, Found]:
    """By language, each block in the sentence with the places of its words."""
    words = sentence.split()
    found: dict[str, Found] = {code: {} for code in LEXICA}
    for at in range(len(words)):
        for size in range(1, LONGEST_NAME + 1):
            name = " ".join(words[at : at + size])
            if at + size > len(words):
                break
            for code, blocks in _blocks(name):
                for block in blocks:
                    found[code].setdefault(block, []).append(at)
            if name not in _STARTS:
                break
    for blocks_at in found.values():
        _deny(blocks_at)
    return found


def spoken(sentence: str) -> tuple[str, Found]:
    """The language that says most of the sentence's blocks, and these blocks."""
    return max(found_in(sentence).items(), key=lambda pair: len(pair[1]))


def _deny(found: Found) -> None:
    """Leave out hazards that the sentence says are not there."""
    if "NOT" not in found or "STOP" in found:
        return
    for block in _DENIED & found.keys():
        left = [at for at in found[block] if not any(0 < at - no <= _BRIEF for no in found["NOT"])]
        if left:
            found[block] = left
        else:
            del found[block]


def told(found: Found, kind: str) -> bool:
    """Does a rule of this kind hold?"""
    if _CALMING.get(kind) in found:
        return False
    return any(
        not any(block in found for block in without)
        and all(any(_stand(chain, found) for chain in part) for part in parts)
        for parts, without in _RULES[kind]
    )


def _stand(chain: tuple[str, ...], found: Found) -> bool:
    """Are the blocks of a chain there, each within reach of the one before, by words of their own?"""
    if not all(block in found for block in chain):
        return False
    if len(chain) == 1:
        return True
    return any(
        len(set(places)) == len(places) and all(abs(one - other) <= NEAR for one, other in pairwise(places))
        for places in product(*(found[block] for block in chain))
    )


# How a question about the house begins; what follows is no call for help.
HOUSE = re.compile(
    r"^(?:hola |hi |hello |hey |ola |oi |bonjour |salut |y |and |e |et |pero |but |buenas |oye "
    r"|disculp\w+ )*(?:"
    r"hay|tienen|tiene|donde|cuando|cuanto|como|a que|cual|puedo|podemos|se puede|es |son |esta "
    r"|estan|aceptan"
    r"|permiten|venden|dan|que |el |la |los |las |hacen|sirven|cuentan|incluye|existe"
    r"|do |does |is |are |where|when|what|how|can i|can we|may|could i|could we|should|which|any "
    r"|have you|will"
    r"|tem |ha |onde|quando|quanto|qual|posso|podemos|pode |da pra|e |o |os |a |as |voces|aceita|vende|fazem"
    r"|y a|est ce|ou |quand|combien|comment|quel|peut on|puis je|vous |avez|le |les |on peut|faites|proposez)"
)
