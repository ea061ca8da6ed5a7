"""Is somebody in danger? Judged by code before any engine, so that it works with every model down.

Fire, medical, threat, self-harm, and people shut out or in; in Spanish, English, Portuguese and French.
Questions about the house ("where is the emergency exit?"), figures of speech ("I am starving"), what was
and what might be are no emergencies. What is still unsure counts as one: staff look at once, and a false
alarm costs them a glance. Two readers look at each text: rules (`danger`), and a classifier that has seen
how people tell of danger and how they joke about it (`danger.reader`).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from agents.danger import blocks, fire, medical, reader, self_harm, shut_out, threat, unwell
from agents.danger.calm import ELSEWHERE, FIGURES, NOT_NOW
from agents.offline.words import fold

Kind = Literal["self_harm", "fire", "medical", "threat", "locked_out"]
LONGEST = 4_000  # characters of one message that are read
# How likely danger must be for the classifier to tell of it alone, and below what it overrules a rule.
# Found on texts that neither had learned from.
SURE = 0.6
BELIEVED = 0.1
WINDOW = 24  # words that the classifier reads at once; what is told in few words is lost among many

# The first that fits names the emergency: pills taken "so as not to wake up" are no mere overdose.
_SIGNS: dict[Kind, dict[str, tuple[str, ...]]] = {
    "self_harm": self_harm.SELF_HARM,
    "fire": fire.FIRE,
    "medical": medical.MEDICAL,
    "threat": threat.THREAT,
    "locked_out": shut_out.LOCKED_OUT,
}
_TOGETHER: dict[Kind, dict[str, tuple[tuple[str, ...], ...]]] = {
    "self_harm": self_harm.TOGETHER,
    "fire": fire.TOGETHER,
    "medical": unwell.TOGETHER,
    "threat": threat.TOGETHER,
    "locked_out": shut_out.TOGETHER,
}
_PATTERNS = {
    kind: {code: re.compile(rf"\b(?:{'|'.join(signs)})") for code, signs in by_language.items()}
    for kind, by_language in _SIGNS.items()
}
_ROWS = {
    kind: {
        code: [[re.compile(rf"\b(?:{sign})\b") for sign in row] for row in rows]
        for code, rows in by_language.items()
    }
    for kind, by_language in _TOGETHER.items()
}
# What people shout when there is no time for a sentence.
_SHOUTS = {
    "es": re.compile(r"^(?:ayuda |auxilio |socorro |por favor |hay )*(?:fuego|incendio|bomberos)\b"),
    "en": re.compile(r"^(?:help |please |oh my god |omg )*fire\b(?! (?:tv|stick|truck))"),
    "pt": re.compile(r"^(?:socorro |ajuda |gente )*(?:fogo|incendio|bombeiros)\b"),
    "fr": re.compile(r"^(?:au secours |a l aide |vite )*(?:au feu|le feu|feu|incendie|pompiers)\b"),
}
SHOUT = 8  # words
_FIGURES = re.compile(rf"\b(?:{'|'.join(FIGURES)})")
_NOT_NOW = re.compile(rf"\b(?:{'|'.join(NOT_NOW)})")
_ELSEWHERE = re.compile(rf"\b(?:{'|'.join(ELSEWHERE)})\b")
# Long words that nobody spells well in fear; one slip away from one of these is read as it.
_KEYWORDS = frozenset(
    word
    for line in (
        "ambulancia ambulance bomberos bombeiros pompiers incendio incendie infarto infarctus convulsion",
        "convulsionando desmayo desmayada desmaiou fainted bleeding sangrando breathing unconscious",
        "inconsciente inconscient choking drowning ahogando afogando suicidio suicide suicidarme suicidar",
        "overdose sobredosis seizure emergencia emergency respirar respira respire cuchillo couteau",
        "encerrado encerrada atrapados ascensor ascenseur elevator elevador threatened amenazaron",
        "following siguiendo policia",
    )
    for word in line.split()
)
_KIND: dict[str, Kind] = {kind: kind for kind in _SIGNS}
_SENTENCE = re.compile(r"[^.!?;\n]+\??")


@dataclass(frozen=True)
class Emergency:
    """What is the matter, and in which language it was said."""

    kind: Kind
    language: str


def spot(text: str) -> Emergency | None:
    """The emergency that a guest's text tells of, the gravest first, or None. Never raises."""
    ruled = by_rule(text)
    read = [(*reader.read(one), one) for one in readings(text)]
    named = (found for found in read if reader.names_danger(found[-1]))
    likely, kind, said = max(named, default=(0.0, "", ""))
    if likely >= SURE:
        return Emergency(_KIND[kind], ruled.language if ruled else blocks.spoken(said)[0])
    return ruled if any(odds >= BELIEVED for odds, *_ in read) else None


def readings(text: str) -> list[str]:
    """What the classifier reads: each sentence, a long one in windows, and each short line as a whole."""
    found: list[str] = []
    for line in _flat(text).splitlines():
        told = [one for piece in _SENTENCE.findall(line) if (one := _as_told(piece))]
        found += told
        whole = " ".join(one.removesuffix(" ?") for one in told)
        if len(told) > 1 and len(whole.split()) <= WINDOW:
            found.append(whole + told[-1][len(told[-1].removesuffix(" ?")) :])
    return [part for one in dict.fromkeys(found) for part in _windows(one)]


def _windows(sentence: str) -> list[str]:
    words = sentence.split()
    last = max(1, len(words) - WINDOW // 2)
    return [" ".join(words[at : at + WINDOW]) for at in range(0, last, WINDOW // 2)]


def by_rule(text: str) -> Emergency | None:
    """What the rules alone find."""
    sentences = [one for piece in _SENTENCE.findall(_flat(text)) if (one := _calmed(piece))]
    found = [blocks.found_in(sentence) if _may_tell(sentence) else {} for sentence in sentences]
    for kind, by_language in _PATTERNS.items():
        for sentence, meant in zip(sentences, found, strict=True):
            if kind == "locked_out" and _ELSEWHERE.search(sentence):
                continue
            for language, pattern in by_language.items():
                if pattern.search(sentence) or _is_told(sentence, kind, language):
                    return Emergency(kind, language)
            for language, places in meant.items():
                if blocks.told(places, kind):
                    return Emergency(kind, language)
    return None


def _may_tell(sentence: str) -> bool:
    """Is it told, or asked by somebody in need? What is asked about the house is neither."""
    return not (sentence.endswith("?") and blocks.HOUSE.search(sentence))


def _flat(text: str) -> str:
    """Lower case, no accents, one blank for other signs; the ends of sentences stay."""
    folded = re.sub(r"[¿¡]", " . ", fold(text[:LONGEST]))
    return re.sub(r"[^\w.!?;\n]+|_", " ", re.sub(r"\.(?=\w)", " ", folded))


def _as_told(sentence: str) -> str:
    """The sentence with typing errors put right, and with " ?" where it asks."""
    said = " ".join(_spelt(one) for one in sentence.rstrip("?").split())
    return said + " ?" if said and sentence.endswith("?") else said


def _calmed(sentence: str) -> str:
    """The sentence as told with figures of speech left out; "" where it is not of now."""
    said = _FIGURES.sub(" ~ ", _as_told(sentence))
    return "" if _NOT_NOW.search(said) else said


def _is_told(sentence: str, kind: Kind, language: str) -> bool:
    """Do words of danger stand together, or is it a shout? What is asked is told by whole phrases only."""
    if sentence.endswith("?"):
        return False
    if kind == "fire" and len(sentence.split()) <= SHOUT and _SHOUTS[language].search(sentence):
        return True
    return any(all(sign.search(sentence) for sign in row) for row in _ROWS[kind][language])


@lru_cache(maxsize=4_096)
def _spelt(word: str) -> str:
    """The keyword that a mistyped word is one slip away from, else the word."""
    word = re.sub(r"([^k])\1{2,}", r"\1", word)
    if len(word) < 6 or word in _KEYWORDS:
        return word
    slips = _without_one(word)
    near = [key for key in _KEYWORDS if key[0] == word[0] and slips & _without_one(key)]
    near = [key for key in near if abs(len(key) - len(word)) <= 1]
    return near[0] if len(near) == 1 else word


@lru_cache(maxsize=4_096)
def _without_one(word: str) -> frozenset[str]:
    """The word, and the word with each one of its letters left out."""
    return frozenset({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})
