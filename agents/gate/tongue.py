"""In which language is a text? Told by its small words, which names lack, and by its letters."""

import re
import unicodedata

from agents.citing import without_cited
from agents.gate.base import Finding, Grounds, finding
from agents.offline.letters import likeness

_SMALL = {
    "es": (
        "el los las la de a no me te o e un una unos del al y que por para con sin su sus esta este estos "
        "estas hay muy mas pero como cuando donde le les nos usted hola gracias puede quiere desea "
        "tenemos es son ser desde hasta tambien ya si lo buenos buenas dias noches en tiene habitacion "
        "saludos claro cual aqui esto ese esa mi ha he se disponible"
    ),
    "en": (
        "the and of to is are you your we our for with this that it can have has will would not on at "
        "from by be or if please thank thanks hello there here how what when which any do does i my room "
        "rooms night nights available yes welcome an as was were but all may"
    ),
    "pt": (
        "o os a as de e no me te um uma uns do dos da das na nas em que por para com sem seu sua seus "
        "esta este ha muito mais mas como quando onde voce ola obrigado obrigada pode quer temos sao "
        "desde ate tambem ja sim nao bom boa dia noites ao aos pelo pela quarto disponivel isso eu nos "
        "foi gostaria"
    ),
    "fr": (
        "le les la un une des du au aux et que qui pour avec sans votre vos notre nos est sont cette ce "
        "ces il elle nous vous je ne pas plus mais comme quand ou bonjour merci peut voulez avons sur "
        "dans par chambre nuits disponible oui non bienvenue en a de"
    ),
    "de": (
        "der die das und ist sind sie ihr ihre wir unser fur mit ohne ein eine einen den dem des zu zum "
        "zur von auf im in nicht auch aber wie wann wo haben hat kann konnen danke hallo bitte zimmer "
        "nacht ja nein es ich"
    ),
    "it": (
        "il lo i e a un di no me te gli una uno del della dei delle che per con senza suo sua nostro "
        "questo questa sono molto piu ma come quando dove lei voi ciao buongiorno grazie puo vuole "
        "abbiamo dal fino anche gia si non camera notti disponibile la al nel"
    ),
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
_QUOTED = re.compile(
    r"\"[^\"\n]{1,80}\"|«[^»\n]{1,80}»|“[^”\n]{1,80}”|\*[^*\n]{1,60}\*|_[^_\n]{1,60}_|https?://\S+"
    r"|\S+@\S+|\([^()\n]{1,60}\)"
)
_CAPITALISED = re.compile(
    r"(?<=[a-záéíóúñ,] )(?:[A-ZÁÉÍÓÚÑ][\w'-]+)(?: (?:(?:de|del|la|las|el|los|of|the|and|with|con|y"
    r"|in|en|al) ){0,2}[A-ZÁÉÍÓÚÑ][\w'-]+)*"
)
# How far behind another language a text may look, in nats, whole and by the sentence.
WHOLE, SENTENCE = -12.0, -25.0
CLOSE = -3.0  # nearer than this it is its own language, whatever its small words
LEAST = 4  # words that are judged by their letters
_LISTED = re.compile(r"\s*(?:[•*-]|\d)")
_PIECE = re.compile(r"[.!?\n;]+")


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")


def _is_foreign(text: str, language: str, least: int) -> bool:
    """Are the small words of another language clearly more than the language's own?"""
    words = re.findall(r"[^\W\d_]+", _bare(text))
    own = sum(word in _WORDS[language] for word in words)
    theirs = max(sum(word in small for word in words) for other, small in _WORDS.items() if other != language)
    # Neighbours such as Spanish and Portuguese share half of them.
    more = theirs > 2 * own or (theirs - own >= 3 and theirs * 5 > own * 7)
    # Of a language our letters do not know, "und das ist" says more than they do.
    none_of_its_own = own == 0 and theirs >= 3
    return theirs >= least and more and (none_of_its_own or likeness(text).get(language, 0.0) < CLOSE)


def _looks_foreign(text: str, language: str, limit: float) -> bool:
    """Is it written like another language than its own?"""
    text = re.sub(r"\b[A-Z]{2,4}\b", " ", text)  # EUR, USB
    enough = len(re.findall(r"[^\W\d_]{2,}", text)) >= LEAST
    return enough and likeness(text).get(language, 0.0) < limit


def check(text: str, grounds: Grounds) -> list[Finding]:
    """A finding when the text, or a whole sentence of it, is in another language than the guest's."""
    language = grounds.language[:2].lower()
    if language not in _WORDS:
        return []
    text = without_cited(text, language, grounds.passages) if "«" in text else text
    letters = [char for char in text if char.isalpha()]
    foreign = sum("LATIN" not in unicodedata.name(char, "") and char not in "ªº" for char in letters)
    plain = _CAPITALISED.sub(" ", _QUOTED.sub(" ", text))
    wrong = [text] if foreign > 3 and foreign * 4 > len(letters) else []
    # Lists and sentences with figures hold the names of rooms and rates, which may be in any language.
    prose = "\n".join(line for line in plain.splitlines() if not _LISTED.match(line))
    prose = "\n".join(piece for piece in _PIECE.split(prose) if not re.search(r"\d", piece))
    wrong += [text] if _is_foreign(plain, language, 2) else []
    wrong += [text] if _looks_foreign(prose, language, WHOLE) else []
    wrong += [piece for piece in _PIECE.split(plain) if _is_foreign(piece, language, 4)]
    wrong += [piece for piece in prose.splitlines() if _looks_foreign(piece, language, SENTENCE)]
    return [
        finding("language", one, f"Write the whole reply in the guest's language ({language}).")
        for one in wrong[:1]
    ]
