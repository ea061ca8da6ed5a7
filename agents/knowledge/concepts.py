"""What the words of guests and houses are about: one concept for all words, in all languages, that mean it.

A question about "wlan" meets a text about "internet", "¿admiten perros?" meets "pets". The words stand in
concepts.txt.
"""

import re
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

import snowballstemmer  # type: ignore[import-untyped]

LANGUAGES = {"es": "spanish", "en": "english", "pt": "portuguese", "fr": "french"}

# What is said in several words (or in one that needs a pattern), as one. Read over folded text.
_PHRASES = {
    "hello": (
        r"buen[oa]s? (?:dias?|tardes?|noches?)|good (?:morning|afternoon|evening|night)|bom dia"
        r"|boa (?:tarde|noite)"
    ),
    "checkin": r"check(?:ing|s)?[ -]?(?:k?in|into)|self check[ -]?in",
    "checkout": (
        r"check(?:ing|s)?[ -]?out|(?:dejar|desocupar|entregar|abandonar) (?:la|su|el) (?:habitacion|cuarto)"
        r"|leave (?:the|your) room"
    ),
    "wifi": r"wi[ -]?fi|wireless",
    "drycleaning": r"dry[ -]?clean\w*|tintoreria|lavado en seco",
    "roomservice": (
        r"room[ -]?service|servicio (?:a|de) (?:la )?(?:habitacion|cuarto)(?:es)?"
        r"|servico de quarto|service (?:en|de) chambre"
    ),
    "aircon": r"air[ -]?con\w*|aire acondicionado|ar condicionado|climati[sz]\w+|a/c",
    "reception": r"front[ -]?desk|mostrador",
    "housekeeping": (
        r"house[ -]?keep\w*|maid|servicio de limpieza|mucama\w*|made up"
        r"|fresh (?:linens?|sheets|towels)"
    ),
    "wakeup": r"wake[ -]?up (?:calls?|service)|servicio (?:de )?despertador",
    "safebox": (
        r"safe(?:ty)?[ -]deposit|deposit box\w*|cajas? (?:fuertes?|de seguridad)|cofres?"
        r"|coffres?[ -]forts?"
    ),
    "card": (
        r"credit cards?|tarjetas? de (?:credito|debito)"
        r"|paypal|visa|amex|mastercard|american express|discover"
    ),
    "breakfast": r"petit[ -]dejeuner|cafe da manha|pequeno almoco",
    "jacuzzi": r"hot tub|banera de hidromasaje",
    "hairdryer": r"hair[ -]?dr[yi]er\w*|secador(?:a)? de pelo|seche[ -]cheveux",
    "publictransport": r"public trans\w+|transporte publico|transports? en commun",
    "age": r"old enough|how old|minimum age|edad minima|mayor(?:es)? de edad",
    "distance": r"how far|que tan lejos|a que distancia|quao longe",
    "duration": r"how (?:long|many minutes)|cuanto (?:tiempo|tarda|dura)",
    "price": r"how much|cuanto (?:cuesta|vale|cobran|sale|es)|quanto custa|combien",
    "hours": (
        r"what time|a que horas?|que hora|horarios?|a quelle heure|que horas"
        r"|at which time"
    ),
    "parking": r"car park\w*|parking lots?",
    "extrabed": r"extra beds?|camas? (?:extra|supletoria|adicional)(?:es|s)?|roll[ -]?away",
    "aroundtheclock": r"24 ?/ ?7|24[ -]?(?:h|hs|hrs|hours?|horas)|twenty[ -]?four hours?",
    "selfservice": r"self[ -]service|autoservicio",
    "gym": r"fitness (?:cent\w+|room|facilit\w+)",
    "meetings": r"meeting (?:rooms?|facilit\w+)|sala(?:s|on|ones)? de (?:reunion|eventos)\w*",
    "luggage": r"luggage storage|consigna|guarda ?equipajes?",
    "language": r"speaks?|spoken|hablan?|falam?|parle[zr]?",
    "smoking": r"non[ -]?smoking",
    "allinclusive": r"todo incluido|all[ -]inclusive",
}
# Without groups, so that the search skips at the first letter whatever cannot begin here.
_ANY_PHRASE = re.compile(rf"\b(?:{'|'.join(_PHRASES.values())})\b")
_EACH_PHRASE = {word: re.compile(pattern) for word, pattern in _PHRASES.items()}

BEGINNING = 3  # letters
# A stemmer keeps the word it works on, so that two threads must not share one at a time.
_STEMMERS = {code: snowballstemmer.stemmer(name) for code, name in LANGUAGES.items()}
_one_at_a_time = Lock()


def join_phrases(folded: str) -> str:
    """`folded` with what is said in several words as the one word that stands for it."""
    return _ANY_PHRASE.sub(lambda match: f" {_word_for(match[0])} ", folded)


@lru_cache(maxsize=5_000)
def _word_for(phrase: str) -> str:
    return next(word for word, pattern in _EACH_PHRASE.items() if pattern.fullmatch(phrase))


def mentions(folded: str) -> list[tuple[int, int, frozenset[str]]]:
    """Where in `folded` concepts are named: begin, end, which."""
    phrases = [(*hit.span(), concepts_of(_word_for(hit[0]))) for hit in _ANY_PHRASE.finditer(folded)]
    for begin, end, _ in phrases:
        folded = folded[:begin] + " " * (end - begin) + folded[end:]
    found = phrases + [(*hit.span(), concepts_of(hit[0])) for hit in re.finditer(r"[a-z]+", folded)]
    return sorted(each for each in found if each[2])


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
    if word in _by_word():
        return _by_word()[word]
    if word[:BEGINNING] not in _beginnings() and "'" not in word:  # French drops what is before it
        return frozenset()
    return frozenset().union(*(_by_stem().get(stem(word, language), frozenset()) for language in LANGUAGES))


def known_words() -> frozenset[str]:
    """Every word there is a concept for."""
    return frozenset(_by_word())


def _read(name: str) -> str:
    """A list of words beside this module, without its comments."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return re.sub(r"(?m)^#.*\n", "", text)


@cache
def _by_word() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for entry in re.split(r"\n(?! )", _read("concepts.txt").strip()):
        concept, _, listed = entry.partition(":")
        for word in listed.split():
            found[word] = found.get(word, frozenset()) | {concept}
    return found


@cache
def _by_stem() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word, concepts in _by_word().items():
        for stemmed in {stem(word, language) for language in LANGUAGES}:
            if len(stemmed) > 3:  # a shorter one is the stem of too many words
                found[stemmed] = found.get(stemmed, frozenset()) | concepts
    return found


@cache
def _beginnings() -> frozenset[str]:
    """How words of a concept may begin: no stemmer changes so much of a stem that is longer."""
    return frozenset(stemmed[:BEGINNING] for stemmed in _by_stem())


EMPTY = frozenset(_read("empty_words.txt").split())
