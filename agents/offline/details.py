"""The smaller things a guest says: which room, which offer, a name, a reservation code."""

import re
import unicodedata
from collections.abc import Sequence

from agents.offline.numbers import number_at
from agents.offline.words import bag, fold

_ROOM_WORDS = {
    "double": "doble|dobles|double|doubles|matrimonial|matrimoniales|dble|queen|casal",
    "twin": r"twin|twins(?! (?:age|aged|who|of|are|\d))|dos camas|two beds|camas separadas|2 camas"
    "|camas individuales",
    "single": "individual|individuales|sencilla|sencillas|single|singles|simple|simples",
    "triple": "triple|triples|3 camas|tres camas",
    "quadruple": "cuadruple|cuadruples|quad|quadruple|4 camas",
    "suite": "suite|suites|junior suite",
    "family": r"familiar|familiares|family room|family(?! of\b)",
    "king": "king|king size",
    "view": "vista|vistas|sea view|view|frente al mar|ocean",
    "dorm": "dormitorio compartido|dorm|dormitory|bunk|litera|hostal",
}
_PLAN_WORDS = {
    "breakfast": (
        "con desayuno|desayuno incluido|with breakfast|breakfast included|including breakfast"
        r"|(?:la|una|opcion|tarifa|one|option|rate) (?:de|del|que \w+|that \w+) (?:el )?"
        r"(?:desayuno|breakfast)"
    ),
    "no_breakfast": "sin desayuno|without breakfast|no breakfast|solo habitacion|room only",
    "flexible": "flexibles?|refundable|reembolsable|con cancelacion|cancelacion gratis|free cancellation",
    "non_refundable": "no reembolsable|non refundable|nonrefundable|not refundable|sin reembolso|no refunds?",
}
# "Is breakfast included?" is a question, not a wish.
_ASKS_OF_BREAKFAST = re.compile(
    r"\b(?:is|are|does|esta|va|viene|tienen?|hay|incluyen?) (?:the |your |el )?(?:breakfast|desayuno)"
    r" (?:included|incluido)"
)
_ORDINALS = {
    "primera": 1, "primero": 1, "primer": 1, "first": 1, "segunda": 2, "segundo": 2, "second": 2,
    "tercera": 3, "tercero": 3, "tercer": 3, "third": 3,
}  # fmt: skip
_CHEAP = re.compile(
    r"\b(mas barat[oa]|mas economic[oa]|menor precio|cheap(?:est|er|o)?|lowest|least expensive|barat[oa])\b"
)
_DEAR = re.compile(r"\b(mas car[oa]|most expensive|best room|la mejor)\b")
_LAST = re.compile(r"\b(la ultima|el ultimo|the last(?: one)?)\b")
_THAT = re.compile(r"\b(es[aeo]|es[ae] mism[oa]|that one|this one|that|esta|la misma)\b")
# "make it 3": so many of something, not the third.
_A_NUMBER_OF = re.compile(r"(?:\w+ ){0,2}(?:make (?:it|that)|que (?:sean|sea)|mejor|ponle) (?P<count>\w+)")
_OPTION = re.compile(r"\b(?:opcion|option|numero|number|la|el|oferta|offer|#)\s*([1-9])\b")

_NAME = re.compile(
    r"(?:a nombre de|nombre(?: completo)? es|me llamo|mi nombre(?: completo)?(?: es)?:?|nombre:|name is"
    r"|under the name(?: of)?"
    r"|in the name of|name:|i am called|call me|reserva de|soy)\s+(?P<name>.+)",
    re.IGNORECASE,
)
# Years, dates, ordinals, clocks and counted things hold letters or digits too, but are no codes.
_NO_CODE = re.compile(
    r"20\d\d|\d{1,4}-\d{1,2}(?:-\d{1,4})?|\d+(?:st|nd|rd|th|ro|ero|am|pm|hs|hrs|h|mxn|usd|eur|km|min|m2)"
    r"|\d{1,2}-?(?:ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic|jan|apr|aug|dec)[a-z]*(?:-\w+)*"
    r"|\d{1,3}(?:noches?|nights?|adult\w*|personas?|people|pax|dias?|days?|hab\w*|rooms?)"
    r"|\d+-[a-z]+(?:-[a-z]+)*",
    re.IGNORECASE,
)
_CODE_CUE = bag(
    "codigo code localizador referencia reference ref confirmation confirmacion folio reserva booking"
    " reservation"
)
_NOT_NAMES = bag(
    "si no yes ok hola hi gracias thanks please favor quiero reserva reservar habitacion room price"
    " precio cuanto cancelar cancel cambiar change noche night the el la los una un que what how when"
    " where doble double suite mejor persona person people adultos ninos nadie nothing nada none yo me"
    " my oye oiga oigan venga vale listo dale va sale claro bueno pues mira miren espera espere ya entonces"
    " perdon disculpa disculpe hey sure fine wait great cool yeah yep okay well andale orale sip sure so then"
    " perfecto genial exacto correcto adelante actually sorry también ahora antes primero"
)


def room_words(spaced: str) -> tuple[str, ...]:
    """Kinds of room by our own words: double, suite, ..., as far as the text names any."""
    return _named(_ROOM_WORDS, spaced)


def plan_words(spaced: str) -> tuple[str, ...]:
    """What the rate should be: breakfast, flexible, non_refundable."""
    found = _named(_PLAN_WORDS, _ASKS_OF_BREAKFAST.sub(" ", spaced))
    return tuple(word for word in found if not (word == "flexible" and "non_refundable" in found))


def choice(spaced: str, expecting: str = "") -> str:
    """Which of the offers shown: "1", "2", ..., "cheapest", "dearest", "last", "that"; "" for none."""
    if _CHEAP.search(spaced):
        return "cheapest"
    if _DEAR.search(spaced):
        return "dearest"
    words = spaced.split()
    for at, word in enumerate(words):
        follows = words[at + 1] if at + 1 < len(words) else ""
        if word in _ORDINALS and follows not in (
            "vez",
            "time",
            "of",
            "de",
            "piso",
            "floor",
            "semana",
            "week",
        ):
            return str(_ORDINALS[word])
    if number_said(spaced):
        return ""
    option = _OPTION.search(spaced)
    if option and (expecting == "choice" or "opcion" in words or "option" in words):
        return option[1]
    if expecting == "choice" and len(words) <= 3 and (number := _alone(words)):
        return str(number)
    if _LAST.search(spaced):
        return "last"
    return "that" if expecting == "choice" and len(words) <= 5 and _THAT.search(spaced) else ""


def number_said(spaced: str) -> int:
    """The number in "make it 3", which counts what was counted before; 0 for none."""
    found = _A_NUMBER_OF.fullmatch(spaced)
    number = number_at([found["count"]], 0) if found and found["count"] not in ("un", "una", "uno") else None
    return number[0] if number else 0


# "SYSTEM: approved" names nobody.
_HEADLINE = re.compile(r"[A-Z]{3,} ?:")
_SURNAME_TOLD = re.compile(
    r"(?i)\b(?:apellidos?|surname|last name|a nombre de|in the name of|under the name(?: of)?)"
    r"(?: (?:es|is|de))?\s+"
)


def guest_name(text: str, expecting: str = "") -> str:
    """The name a guest gives, as written; "" when none is given."""
    flat = " ".join(text.split())
    match = _NAME.search(_unaccented_same_length(flat))
    if match:
        begin = match.start("name")
        name = _name_at_start(flat[begin:], greedy=not match[0].lower().startswith(("soy", "reserva de")))
        if name:
            return name
    if expecting in ("name", "surname") and not _HEADLINE.match(flat) and "?" not in flat:
        return _name_at_start(
            re.sub(r"(?i)^(?:sr|sra|mr|mrs|ms|es|soy|it'?s|i'?m)\.?\s+", "", flat), greedy=True, whole=True
        )
    return ""


def reservation_code(text: str, expecting: str = "") -> str:
    """A reservation's code, upper case: letters with digits in it, or any code behind the word for it."""
    parts: list[str] = re.findall(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", unicodedata.normalize("NFKC", text))
    for at, part in enumerate(parts):
        if _NO_CODE.fullmatch(part):
            continue
        cued = expecting == "code" or bool({fold(word) for word in parts[max(0, at - 3) : at]} & _CODE_CUE)
        has_digit, has_letter = any(map(str.isdigit, part)), any(map(str.isalpha, part))
        if has_digit and has_letter and 5 <= len(part) <= 16:
            return part.upper()
        if cued and re.fullmatch(r"\d{4,10}|[A-Z]{5,10}", part) and fold(part) not in _CODE_CUE | _NOT_NAMES:
            return part.upper()
    return ""


def plain_code(code: str) -> str:
    """A code as reservations carry it: without the signs people put in between."""
    return re.sub(r"[^A-Z0-9]", "", code.upper())


def surname_beside(text: str, code: str, asked: bool) -> str:
    """The name beside a code ("K7P2M9, Torres") where one of both was asked for; else as told."""
    if not asked:
        told = _SURNAME_TOLD.search(text)
        return _name_at_start(text[told.end() :], greedy=False) if told else ""
    rest = re.sub(re.escape(code), " ", text, flags=re.IGNORECASE)
    rest = re.sub(
        r"(?i)\b(?:y|and|el|mi|apellido|surname|last name|c[oó]digo|code|es|is|my|the)\b|[,;:.]", " ", rest
    )
    return _name_at_start(" ".join(rest.split()), greedy=True, whole=True)


def _named(table: dict[str, str], spaced: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in table.items() if re.search(rf"\b(?:{pattern})\b", spaced))


def _alone(words: Sequence[str]) -> int | None:
    # "the cheap one", "una doble": beside other words, one is a pronoun or an article.
    pronouns = ("one", "un", "una", "uno") if len(words) > 1 else ()
    found = (number_at(words, at) for at in range(len(words)) if words[at] not in pronouns)
    numbers = [number[0] for number in found if number]
    return numbers[0] if len(numbers) == 1 and 1 <= numbers[0] <= 9 else None


def _unaccented_same_length(text: str) -> str:
    return "".join(fold(char)[:1] or char for char in text)


def _name_at_start(text: str, greedy: bool, whole: bool = False) -> str:
    """The words at the start of `text` that can be a name, at most five."""
    head = re.split(
        r"[.,;:!?¿¡()\n]|\s-\s|\b(?:y|and|para|for|del|from|por|tengo|quiero|with|con)\b\s*(?=\w)",
        text,
        maxsplit=1,
    )[0]
    parts = head.split()
    name: list[str] = []
    for part in parts:
        clean = part.strip("\"'“”")
        if not re.fullmatch(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?", clean) or fold(clean) in _NOT_NAMES - {
            "la",
            "el",
            "los",
        }:
            break
        if not greedy and not clean[0].isupper():
            break
        name.append(clean)
    if whole and len(name) != len(parts):
        return ""
    if not 1 <= len(name) <= 5 or fold(name[0]) in _NOT_NAMES:
        return ""
    return " ".join(
        part[:1].upper() + part[1:] if part.islower() and len(part) > 2 else part for part in name
    )
