"""What the words of guests and houses are about: one concept for all words, in all languages, that mean it.

A question about "wlan" meets a text about "internet", "¿admiten perros?" meets "pets". The words stand in
concepts.txt.
"""

import re
from functools import lru_cache
from pathlib import Path
from threading import Lock

import snowballstemmer  # type: ignore[import-untyped]

LANGUAGES = {"es": "spanish", "en": "english", "pt": "portuguese", "fr": "french"}

# What is said in several words, as one. The pattern runs over folded text.
_PHRASES = [
    (re.compile(pattern), word)
    for pattern, word in (
        (r"\bcheck(?:ing|s)?[ -]?(?:k?in|into)\b|\bself check[ -]?in\b", " checkin "),
        (r"\bcheck(?:ing|s)?[ -]?out\b", " checkout "),
        (r"\bwi[ -]?fi\b|\bwireless\b", " wifi "),
        (r"\bdry[ -]?clean\w*|\btintoreria\b|\blavado en seco\b", " drycleaning "),
        (r"\broom[ -]?service\b|\bservicio (?:a|de) (?:la )?(?:habitacion|cuarto)(?:es)?\b", " roomservice "),
        (r"\bservico de quarto\b|\bservice (?:en|de) chambre\b", " roomservice "),
        (r"\bair[ -]?con\w*|\baire acondicionado\b|\bar condicionado\b|\bclimati[sz]\w+|\ba/c\b", " aircon "),
        (r"\bfront[ -]?desk\b|\bmostrador\b", " reception "),
        (r"\bhouse[ -]?keep\w*|\bmaid\b|\bservicio de limpieza\b|\bmucama\w*", " housekeeping "),
        (r"\bwake[ -]?up (?:calls?|service)\b|\bservicio (?:de )?despertador\b", " wakeup "),
        (r"\bsafe(?:ty)?[ -]deposit\b|\bdeposit box\w*|\bcajas? (?:fuertes?|de seguridad)\b", " safebox "),
        (r"\bcofres?\b|\bcoffres?[ -]forts?\b", " safebox "),
        (r"\bcredit cards?\b|\btarjetas? de (?:credito|debito)\b", " card "),
        (
            r"\b(?:24/7|24 ?/ ?7|24[ -]?(?:h|hs|hrs|hours?|horas)|twenty[ -]?four hours?)\b",
            " aroundtheclock ",
        ),
        (r"\bpetit[ -]dejeuner\b|\bcafe da manha\b|\bpequeno almoco\b", " breakfast "),
        (r"\bhot tub\b|\bbanera de hidromasaje\b", " jacuzzi "),
        (r"\bhair[ -]?dr[yi]er\w*|\bsecador(?:a)? de pelo\b|\bseche[ -]cheveux\b", " hairdryer "),
        (r"\bpublic trans\w+|\btransporte publico\b|\btransports? en commun\b", " publictransport "),
        (r"\bold enough\b|\bhow old\b|\bminimum age\b|\bedad minima\b|\bmayor(?:es)? de edad\b", " age "),
        (r"\bhow far\b|\bque tan lejos\b|\ba que distancia\b|\bquao longe\b", " distance "),
        (r"\bhow (?:long|many minutes)\b|\bcuanto (?:tiempo|tarda|dura)\b", " duration "),
        (r"\bhow much\b|\bcuanto (?:cuesta|vale|cobran|sale|es)\b|\bquanto custa\b|\bcombien\b", " price "),
        (r"\bwhat time\b|\ba que horas?\b|\bque hora\b|\bhorarios?\b|\ba quelle heure\b", " hours "),
        (r"\bque horas\b|\bat which time\b", " hours "),
        (r"\bcar park\w*|\bparking lots?\b", " parking "),
        (
            r"\bextra beds?\b|\bcamas? (?:extra|supletoria|adicional)(?:es|s)?\b|\broll[ -]?away\b",
            " extrabed ",
        ),
        (r"\blate(?:r)? checkout\b", " checkout late "),
        (r"\bself[ -]service\b|\bautoservicio\b", " selfservice "),
        (r"\bfitness (?:cent\w+|room|facilit\w+)\b", " gym "),
        (r"\bmeeting (?:rooms?|facilit\w+)\b|\bsala(?:s|on|ones)? de (?:reunion|eventos)\w*", " meetings "),
        (r"\bluggage storage\b|\bconsigna\b|\bguarda ?equipajes?\b", " luggage storage "),
        (r"\bspeaks?\b|\bspoken\b|\bhablan?\b|\bfalam?\b|\bparle[zr]?\b", " language "),
        (r"\b(?:paypal|visa|amex|mastercard|american express|discover)\b", " card "),
        (r"\bnon[ -]?smoking\b", " smoking "),
        (r"\btodo incluido\b|\ball[ -]inclusive\b", " allinclusive "),
        (r"\bmade up\b|\bfresh (?:linens?|sheets|towels)\b", " housekeeping "),
    )
]

# A stemmer keeps the word it works on, so that two threads must not share one at a time.
_STEMMERS = {code: snowballstemmer.stemmer(name) for code, name in LANGUAGES.items()}
_one_at_a_time = Lock()


def join_phrases(folded: str) -> str:
    """`folded` with what is said in several words as the one word that stands for it."""
    for pattern, word in _PHRASES:
        folded = pattern.sub(word, folded)
    return folded


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The word without its ending; a language without a stemmer leaves it as it is."""
    if language not in _STEMMERS:
        return word
    with _one_at_a_time:
        return str(_STEMMERS[language].stemWord(word))


@lru_cache(maxsize=100_000)
def concepts_of(word: str) -> frozenset[str]:
    """The concepts a folded word belongs to; none for most words."""
    if word in _BY_WORD:
        return _BY_WORD[word]
    return frozenset().union(*(_BY_STEM.get(stem(word, language), frozenset()) for language in LANGUAGES))


def known_words() -> frozenset[str]:
    """Every word there is a concept for."""
    return frozenset(_BY_WORD)


def _read(name: str) -> str:
    """A list of words beside this module, without its comments."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return re.sub(r"(?m)^#.*\n", "", text)


def _by_word() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for entry in re.split(r"\n(?! )", _read("concepts.txt").strip()):
        concept, _, listed = entry.partition(":")
        for word in listed.split():
            found[word] = found.get(word, frozenset()) | {concept}
    return found


def _by_stem() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word, concepts in _BY_WORD.items():
        for stemmed in {stem(word, language) for language in LANGUAGES}:
            if len(stemmed) > 3:  # a shorter one is the stem of too many words
                found[stemmed] = found.get(stemmed, frozenset()) | concepts
    return found


EMPTY = frozenset(_read("empty_words.txt").split())
_BY_WORD = _by_word()
_BY_STEM = _by_stem()
